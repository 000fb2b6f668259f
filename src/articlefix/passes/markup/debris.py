"""What stands for no text at all: shortcodes, the places of pictures, and what steers a terminal."""

import re
from collections.abc import Iterator

from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern


def removal(text: str, start: int, end: int, rule: str) -> Edit:
    r"""Return the removal of `start:end`, with its line where nothing else stands in it, and else with one space.

    >>> removal("One.\n[x]\nTwo.", 5, 8, "shortcode")
    Edit(start=5, end=9, replacement='', rules=('shortcode',))
    """
    before, after = text[start - 1 : start] if start else "\n", text[end : end + 1] or "\n"
    if before == "\n" and after == "\n":
        return Edit(start, min(end + 1, len(text)), "", (rule,))
    if before in " \n" and after == " ":
        end += 1
    return Edit(start, end, "", (rule,))


_SHORTCODES = (
    "caption|embed|gallery|audio|video|playlist|wp_caption|youtube|vimeo|tweet|twitter|instagram|contact-form-7|pullquote"
    "|dropcap|button|columns?|one_half|one_third|spacer|divider|toc|ad|adsense|advertisement|sidebar|su_[a-z_]+|vc_[a-z_]+"
    "|et_pb_[a-z_]+|fusion_[a-z_]+|av_[a-z_]+|mc4wp_form|newsletter_form|ninja_form|gravityform|wpforms|soundcloud"
    "|slideshare|googlemaps|table|read_more|more|post_grid|rev_slider|layerslider|nextpage|gist|googleapps|polldaddy"
)
_SHORTCODE = Pattern(rf"\[(?P<close>/?)(?P<name>{_SHORTCODES})(?P<attributes>\s[^\[\]\n]{{0,600}})?/?\]")
# What they enclose stands beside the prose, not in it.
_SET_OFF = frozenset(("caption", "wp_caption", "pullquote"))
_SPACES = lazy(" *+")
_NEEDS_NOTHING = lazy(r"(?:su|vc|et_pb|fusion|av)_|wp_caption|mc4wp")


@where(_SHORTCODE)
def shortcodes(document: Document) -> Iterator[Edit]:
    """Yield the removal of shortcodes; a bare word in brackets is one only with its partner."""
    found = list(document.scan.matches(_SHORTCODE))
    names = {(bool(match["close"]), match["name"]) for match in found}
    for match in found:
        attributes = match["attributes"] or ""
        if (
            "=" in attributes
            or match["close"]
            or (True, match["name"]) in names
            or _NEEDS_NOTHING.match(match["name"])
        ):
            yield _without(document, match)


@fact
def _paragraph_end(document: Document) -> str:
    """Return what ends a paragraph of a text, as far as it shows."""
    text = document.text
    return "\n\n" if "\n\n" in text or "\n" not in text.strip() else "\n"


def _without(document: Document, match: re.Match[str]) -> Edit:
    """Return the removal of a shortcode; between a caption and the prose in its line a line end takes its place."""
    text = document.text
    start, end = match.span()
    if match["name"] in _SET_OFF:
        after = _SPACES.match(text, end)
        end = after.end() if after else end
        if match["close"]:
            apart = text[end : end + 1] not in ("", "\n")
        else:
            while text[start - 1 : start] == " ":
                start -= 1
            # Behind another shortcode the line ends already.
            apart = text[start - 1 : start] not in ("", "\n", "]")
        if apart:
            return Edit(start, end, _paragraph_end(document), ("shortcode",))
    return removal(text, *match.span(), "shortcode")


# Colours and the like with their numbers, titles and links; a lone escape is a control character, no more.
_TERMINAL_SEQUENCE = Pattern(
    r"\x1b(?:\[(?:[?0-9;:]{1,64}[A-Za-z]|[ABCDHJKmsu])|\][0-9]{1,4};[^\x07\x1b\n]{0,2000}(?:\x07|\x1b\\)|\(B)"
)


@where(_TERMINAL_SEQUENCE)
def terminal_sequences(document: Document) -> Iterator[Edit]:
    r"""Yield the removal of what a terminal would obey and not show; a step to the right is a space.

    >>> list(terminal_sequences(Document("\x1b[31mred")))
    [Edit(start=0, end=5, replacement='', rules=('terminal-sequence',))]
    """
    for match in document.scan.matches(_TERMINAL_SEQUENCE):
        yield Edit(*match.span(), " " if match.group().endswith("C") else "", ("terminal-sequence",))


_PLACEHOLDER = Pattern("\N{OBJECT REPLACEMENT CHARACTER}")


@where(_PLACEHOLDER)
def placeholders(document: Document) -> Iterator[Edit]:
    """Yield the removal of what a page or a word processor puts where a picture is."""
    for match in document.scan.matches(_PLACEHOLDER):
        yield removal(document.text, *match.span(), "object-replacement")
