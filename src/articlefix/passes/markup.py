r"""What a page's code left in the text: entities, tags, comments, shortcodes.

    "salt &amp; pepper", "it&#8217;s"    -> "salt & pepper", "it\u2019s"     entities, also double-escaped
    "END. &nbsp, The"                    -> "END.  The"                     entities that lost their semicolon
    "a <em>good</em> dog<br>"            -> "a good dog\n"                  tags, line ends where words would join
    "[caption id=3]A dog[/caption]"      -> "A dog"                         shortcodes

Left alone: `this&not that`, `AT&T` and the like; `x < y` and `<name@host>`; names in angle brackets that are no
element or have no partner; lines that are about HTML; and Markdown, which has entities and tags of its own, but
for those that it would show as they stand.
"""

import re
import sys
from collections.abc import Iterator
from functools import partial

from articlefix.adapter import settle, then
from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document
from articlefix.edits import Edit
from articlefix.patterns import lazy

RULES = (
    Rule(
        "entity",
        "An HTML entity stands for the character that it names.",
        before="Salt &amp; pepper, it&#8217;s said.",
        after="Salt & pepper, it\u2019s said.",
        untouched="AT&T pays R&D; it says so.",
    ),
    Rule(
        "escaped-entity",
        "An HTML entity was escaped again.",
        before="Salt &amp;amp; pepper&amp;hellip;",
        after="Salt & pepper\u2026",
        untouched="Salt & pepper\u2026",
    ),
    Rule(
        "broken-entity",
        "An HTML entity lost its semicolon, or has a comma for it.",
        before="He left.&nbsp Nobody saw&nbsp, it.",
        after="He left. Nobody saw it.",
        untouched="Is it this&not that?",
    ),
    Rule(
        "leftover-tag",
        "An HTML tag was left in the text.",
        before="A <em>good</em> dog.<br/>It barks.",
        after="A good dog.\nIt barks.",
        untouched="If x <b and c> d, write to <ann@example.org>.",
    ),
    Rule(
        "leftover-element",
        "A script, a style or a comment of a page was left in the text.",
        before="It ends.<script>track(1);</script><!-- more -->",
        after="It ends.",
        untouched="It ends -- or does it?",
    ),
    Rule(
        "shortcode",
        "A shortcode of a publishing system was left in the text.",
        before='[caption id="a1" width="300"]The dog.[/caption]',
        after="The dog.",
        untouched="He said [sic] that [the caption] was wrong.",
    ),
)

# ---------------------------------------------------------------------------------------------- entities

# The entities of prose, in the table; all others of HTML are looked up where they end in a semicolon.
_COMMON = {
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "lt": "<",
    "gt": ">",
    "nbsp": "\N{NO-BREAK SPACE}",
    "lsquo": "\N{LEFT SINGLE QUOTATION MARK}",
    "rsquo": "\N{RIGHT SINGLE QUOTATION MARK}",
    "ldquo": "\N{LEFT DOUBLE QUOTATION MARK}",
    "rdquo": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "mdash": "\N{EM DASH}",
    "ndash": "\N{EN DASH}",
    "hellip": "\N{HORIZONTAL ELLIPSIS}",
}
_LENIENT = "nbsp|amp|quot|lt|gt|rsquo|lsquo|ldquo|rdquo|mdash|ndash|hellip|apos"

# Each level of escaping adds one `amp;`. The name takes no more letters than the longest in HTML has. Without a
# semicolon: no word begins with most of these names; after the others no word may go on.
_ENTITY = lazy(
    r"&(?P<escapes>(?:amp;|\#0*38;|\#[xX]0*26;)*+)"
    r"(?:(?P<name>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?P<lenient>(?:nbsp|[lr][sd]quo|[mn]dash|hellip)(?![=;(/\[])"
    r"|(?:amp|quot)(?![a-z0-9=;(/\[])|(?:lt|gt)(?![A-Za-z0-9=;(/\[])"
    r"|apos(?:(?=(?:s|t|re|ve|ll|d|m)\b)|(?![A-Za-z0-9=;(/\[])))(?P<comma>,(?=[\s,.;:!?\u2019\u201d)\w]|\Z))?)?"
)

# Windows' characters at the numbers of C1 controls, as every browser reads them.
_WINDOWS = dict(
    zip(
        range(0x80, 0xA0),
        "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
        "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178",
        strict=True,
    )
)

_ABOUT_HTML = lazy(
    r"\b(?:X?HTML5?|XML|SGML|(?:entity|character) (?:references?|codes?)|entit(?:y|ies)\b.{0,9}[`&])"
)
_WRAPPED = lazy(
    r"<(p|div|li|h[1-6]|blockquote)\b[^<>\n]*>.*</\1>\Z", re.IGNORECASE
)  # a line of a page, whatever about
_SHOWN_TAG = lazy(r"&lt;[A-Za-z/!?][^\n]*\Z")
_TAG_START = lazy(r"[A-Za-z/!?]")


def _entities(document: Document) -> Iterator[Edit]:
    """Yield the character for each entity, where the text is not about entities."""
    text = document.text
    about = _AboutHtml(text)
    for match in _ENTITY.finditer(text):
        start, end = match.span()
        name = match["name"] or match["lenient"]
        if match["comma"] and name != "nbsp":
            end -= 1  # a comma of the text
        rule = _entity_rule(match)
        if not rule or (about.line(start) and _shown(text, start, end)):
            continue
        if document.format == "markdown" and (rule == "entity" or name in ("lt", "gt", "amp", "quot")):
            continue
        if match["lenient"] and document.is_protected(start, end):
            continue
        character = _character(name) if name else "&"
        if character is None or _keeps_shape(text, start, end, character):
            continue
        if character == "\N{NO-BREAK SPACE}":
            character = _space(text, start, end, is_debris=bool(match["lenient"]))
        yield Edit(start, end, character, (rule,))


def _entity_rule(match: re.Match[str]) -> str:
    """Return the rule under which an entity falls, or nothing for an ampersand alone."""
    if match["lenient"]:
        return "broken-entity"
    levels = match["escapes"].count(";")
    if match["name"]:
        return "escaped-entity" if levels else "entity"
    return "escaped-entity" if levels > 1 else "entity" if levels else ""


def _keeps_shape(text: str, start: int, end: int, character: str) -> bool:
    """Tell whether an entity is shown as such, or would make a tag or an entity that was not there."""
    if character == "<" and _TAG_START.match(text, end):
        return True
    if character == ">" and _SHOWN_TAG.search(text, max(0, start - 200), start):
        return True  # the end of a tag that is shown, the head of which was left
    return (character == "&" and bool(_ENTITY_TAIL.match(text, end))) or _quoted(text, start, end)


_ENTITY_TAIL = lazy(rf"\#?\w{{1,32}};|(?:{_LENIENT})\b")


def _character(name: str) -> str | None:
    """Return what an entity's name stands for, or `None` where it is no entity or no character of text."""
    if name in _COMMON:
        return _COMMON[name]
    if name[0] != "#":
        from html.entities import html5  # noqa: PLC0415 - 2,231 names, which few texts need

        return html5.get(name + ";")
    number = int(name.lower().replace("#x", "0x").removeprefix("#"), 0) if name[1] in "xX" else int(name[1:])
    if number in _WINDOWS:
        number = ord(_WINDOWS[number])
    if number > sys.maxunicode:
        return None
    character = chr(number)
    if character in "\t\n":
        return " "
    # What is no character of text (controls, surrogates) stays as it is written.
    return character if character.isprintable() or character.isspace() or _FORMATS.match(character) else None


_FORMATS = lazy("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f]")


def _space(text: str, start: int, end: int, *, is_debris: bool) -> str:
    """Return what a no-break space's entity is: nothing beside white space, which is then the space.

    Of several in a row each is a plain space, and so is debris, which is nobody's typography; a whole entity
    between two words stays a no-break space.
    """
    left, right = text[start - 1 : start], text[end : end + 1]
    if text.startswith("&nbsp", end) or text.endswith(("&nbsp;", "&nbsp", "&nbsp,"), 0, start):
        return " "
    if not (left.strip() and right.strip()):
        return ""
    return " " if is_debris else "\N{NO-BREAK SPACE}"


def _shown(text: str, start: int, end: int) -> bool:
    """Tell whether an entity stands alone like a word, as it does where it is talked about."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return not (left.isalnum() or right.isalnum() or left in ",.;:!?") and text[end - 1] != ","


def _quoted(text: str, start: int, end: int) -> bool:
    """Tell whether an entity is shown as such: alone between two like marks."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return left != "" and left + right in ("``", '""', "''", "\u201c\u201d", "\u2018\u2019")


class _AboutHtml:
    """Whether a line is about HTML, and so shows entities and tags on purpose; asked in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._answer = False

    def line(self, place: int) -> bool:
        if place > self._end:
            start = self._text.rfind("\n", 0, place) + 1
            end = self._text.find("\n", place)
            self._end = len(self._text) if end < 0 else end
            self._answer = bool(
                _ABOUT_HTML.search(self._text, start, self._end)
                and not _WRAPPED.match(self._text, start, self._end)
            )
        return self._answer


# -------------------------------------------------------------------------------------------------- tags

# How many line ends an element puts around itself. Names that are also words or single letters are taken only
# with attributes or with their partner in the text.
_BREAKS = dict.fromkeys(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "blockquote",
        "figure",
        "figcaption",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "nav",
        "main",
        "pre",
        "hr",
        "form",
        "fieldset",
        "iframe",
        "address",
        "details",
        "center",
    ],
    2,
)
_BREAKS |= dict.fromkeys(
    ["br", "li", "tr", "dt", "dd", "caption", "option", "thead", "tbody", "tfoot", "legend", "summary"], 1
)
_CELLS = frozenset(("td", "th"))
_INLINE = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "svg",
    "path",
    "time",
    "tt",
    "u",
    "var",
    "video",
    "audio",
    "wbr",
    "noscript",
    "picture",
    "button",
    "input",
    "object",
    "embed",
    "td",
    "th",
]
_SAFE = frozenset(
    [
        "br",
        "hr",
        "div",
        "span",
        "strong",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "td",
        "th",
        "tr",
        "thead",
        "tbody",
        "blockquote",
        "figcaption",
        "wbr",
        "noscript",
        "sub",
        "sup",
        "p",
    ]
)
_VOID = frozenset(["br", "hr", "img", "wbr", "input", "source", "embed"])
_NAMES = "|".join(sorted({*_BREAKS, *_INLINE}, key=len, reverse=True))
_TAG = lazy(
    rf"<(?P<close>/?)(?P<name>{_NAMES})(?P<attributes>(?:\s+[\w:@-]{{1,40}}(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'"
    r"|[^\s\"'<>=]+))?)*+)\s*+/?>",
    re.IGNORECASE,
)
_ELEMENT = lazy(r"<!--|<(script|style)\b[^<>]{0,500}>", re.IGNORECASE)
_SPACE_AROUND = lazy(r"\s*+")
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b"
)
_SUBSCRIPTS = str.maketrans(
    "0123456789+-", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b"
)
_RAISED = lazy(r"<(su[bp])>([0-9+-]{1,6})</\1>", re.IGNORECASE)


def _elements(text: str) -> Iterator[Edit]:
    """Yield the removal of comments, scripts and styles with what is in them."""
    place = 0
    missing: set[str] = set()
    while match := _ELEMENT.search(text, place):
        closing = f"</{match[1].lower()}>" if match[1] else "-->"
        end = -1 if closing in missing else text.find(closing, match.end())
        if end < 0 and match[1]:
            end = -1 if closing.upper() in missing else text.find(closing.upper(), match.end())
        if end < 0 or text.startswith("<!-- articlefix:", match.start()):
            if end < 0:
                missing |= {closing, closing.upper()}
            place = match.end()
            continue
        place = end + len(closing)
        yield Edit(match.start(), place, "", ("leftover-element",))


def _tags(text: str) -> Iterator[Edit]:
    """Yield the removal of tags; a run of tags becomes the line ends that they make on a page."""
    about = _AboutHtml(text)
    found = [match for match in _TAG.finditer(text) if not about.line(match.start())]
    if not found:
        return
    raised = {match.start(): match for match in _RAISED.finditer(text)}
    names = {(bool(match["close"]), match["name"].lower()) for match in found}
    most = 2 if "\n\n" in text or "\n" not in text.strip() else 1
    run: list[re.Match[str]] = []
    skip = -1
    for match in found:
        if match.start() < skip or not _is_tag(text, match, names):
            continue
        if script := raised.get(match.start()):
            digits = script[2].translate(_SUPERSCRIPTS if script[1].lower() == "sup" else _SUBSCRIPTS)
            if text[match.start() - 1 : match.start()].isalnum():
                yield from _close(text, run, most)
                run = []
                skip = script.end()
                yield Edit(*script.span(), digits, ("leftover-tag",))
                continue
        if run and _SPACE_AROUND.fullmatch(text, run[-1].end(), match.start()):
            run.append(match)
        else:
            yield from _close(text, run, most)
            run = [match]
    yield from _close(text, run, most)


def _is_tag(text: str, match: re.Match[str], names: set[tuple[bool, str]]) -> bool:
    """Tell whether what looks like a tag is one, and not a word in angle brackets."""
    name = match["name"].lower()
    attributes = match["attributes"]
    if attributes and "=" not in attributes:
        return False
    if match["close"] or attributes or name in ("br", "hr", "wbr"):
        return name in _SAFE or bool(attributes) or (False, name) in names or name in _VOID
    if (True, name) in names:
        return True
    if name not in _SAFE:
        return False
    # An opener without its partner is shown on purpose where it stands among words: `use a <div> here`.
    left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return not (left in (" ", "(", "\u201c", '"') and right in (" ", ",", ".", ")", "\u201d", '"'))


def _close(text: str, run: list[re.Match[str]], most: int) -> Iterator[Edit]:
    """Yield one edit for a run of tags with the white space between and, where lines break, around them.

    `most` is how many line ends the text puts between two paragraphs.
    """
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    names = [match["name"].lower() for match in run]
    breaks = max(_BREAKS.get(name, 0) for name in names)
    if not breaks:
        inside = "" if end - start == sum(len(match.group()) for match in run) else " "
        if _CELLS.intersection(names) or inside:
            at_edge = not text[start - 1 : start].strip() or not text[end : end + 1].strip()
            inside = "" if at_edge else " "
        yield Edit(start, end, inside, ("leftover-tag",))
        return
    if names.count("br") > 1 and len(set(names)) == 1:
        breaks = 2
    while start > 0 and text[start - 1].isspace():
        start -= 1
    end = len(text) if (after := _SPACE_AROUND.match(text, end)) is None else after.end()
    there = text.count("\n", start, end) - sum(match.group().count("\n") for match in run)
    if start == 0:
        replacement = ""
    elif end == len(text):
        replacement = "\n" if there else ""
    else:
        replacement = "\n" * (min(there, 2) or min(breaks, most))
    yield Edit(start, end, replacement, ("leftover-tag",))


# -------------------------------------------------------------------------------------------- shortcodes

_SHORTCODES = (
    "caption|embed|gallery|audio|video|playlist|wp_caption|youtube|vimeo|tweet|twitter|instagram|contact-form-7|pullquote"
    "|dropcap|button|columns?|one_half|one_third|spacer|divider|toc|ad|adsense|advertisement|sidebar|su_[a-z_]+|vc_[a-z_]+"
    "|et_pb_[a-z_]+|fusion_[a-z_]+|av_[a-z_]+|mc4wp_form|newsletter_form|ninja_form|gravityform|wpforms|soundcloud"
    "|slideshare|googlemaps|table|read_more|more|post_grid|rev_slider|layerslider|nextpage|gist|googleapps|polldaddy"
)
_SHORTCODE = lazy(rf"\[(?P<close>/?)(?P<name>{_SHORTCODES})(?P<attributes>\s[^\[\]\n]{{0,600}})?/?\]")
_NEEDS_NOTHING = lazy(r"(?:su|vc|et_pb|fusion|av)_|wp_caption|mc4wp")


def _shortcodes(text: str) -> Iterator[Edit]:
    """Yield the removal of shortcodes; a bare word in brackets is one only with its partner."""
    found = list(_SHORTCODE.finditer(text))
    names = {(bool(match["close"]), match["name"]) for match in found}
    for match in found:
        attributes = match["attributes"] or ""
        if (
            "=" in attributes
            or match["close"]
            or (True, match["name"]) in names
            or _NEEDS_NOTHING.match(match["name"])
        ):
            yield Edit(*match.span(), "", ("shortcode",))


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that decode entities and remove tags."""
    if any(character in document.text for character in "&<["):
        yield from settle(document.text, partial(_find, document))


def _find(document: Document, text: str) -> Iterator[Edit]:
    edits: tuple[Edit, ...] = ()
    if "&" in text:
        edits, text = then(edits, text, _entities(document.with_text(text)))
    if document.format != "markdown":
        if "<" in text:
            edits, text = then(edits, text, _elements(text))
            edits, text = then(edits, text, _tags(text))
        if "[" in text:
            edits, text = then(edits, text, _shortcodes(text))
    yield from edits


PASS = Pass("markup", Stage.MARKUP, Contract(Touch.ANYTHING), RULES, find)
