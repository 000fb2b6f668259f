"""Tags, and the elements whose content is no text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.formats.code import is_code
from articlefix.passes.markup.about import is_about_html, speaks_of_markup
from articlefix.passes.markup.debris import removal
from articlefix.passes.markup.listings import is_in_listing
from articlefix.passes.markup.names import BREAKS, CONTROLS, FURTHER, INLINE, SAFE, VOID
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_CELLS = frozenset(("td", "th"))
_SHOWN = frozenset(["img", "input", "source", "embed"])
_OPENING = ("(", "\u201c", '"')
_NAMES = "|".join(sorted({*BREAKS, *INLINE}, key=lambda name: (-len(name), name)))
_TAG = Pattern(
    rf"(?i)<(?P<close>/?)(?P<name>{_NAMES}|[a-z]\w{{0,20}}[-:][\w:-]{{1,40}})"
    rf"(?P<attributes>(?>(?:\s+[\w:@-]{{1,40}}(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'"
    r"|[^\s\"'<>=]+))?)*))\s*+/?>"
)
_CUT = Pattern(r"<(?:a|img|p|div|span|iframe)\s[^<>\n]{0,200}=[\"'][^<>\n]{0,1000}$")
_STRUCK_OUT = Pattern(r"<(del|s|strike)>[^<>\n]{1,300}</\1>")
_STRUCK = frozenset(("del", "s", "strike", "ins"))
_ELEMENT = Pattern(r"(?i)<!--|<(script|style)\b[^<>]{0,500}>")
_SPACE_AROUND = lazy(r"\s*+")
_SUPERSCRIPTS = str.maketrans(
    "0123456789+-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b"
)
_SUBSCRIPTS = str.maketrans(
    "0123456789+-", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b"
)
_RAISED = Pattern(r"(?i)<(su[bp])>([0-9+-]{1,6})</\1>")


@where(_ELEMENT)
def elements(document: Document) -> Iterator[Edit]:
    """Yield the removal of comments, scripts and styles with what is in them."""
    text, place = document.text, 0
    ends: dict[str, int] = {}
    refused = -1
    for match in document.scan.matches(_ELEMENT):
        if match.start() < place:
            continue
        end, length = _end(text, match, ends)
        if end < 0 or text.startswith("<!-- articlefix:", match.start()) or _is_shown(document, match):
            continue
        opener = match.group()[:4]
        if end == refused and text.find(opener, match.end(), end) >= 0:
            continue  # of all that begin before one end, the first and the last are read
        content = text[match.end() : end]
        if _crosses_paragraphs(content) or (match[1] and not _holds_code(content)):
            refused = end
            continue
        place = end + length
        yield removal(text, match.start(), place, "leftover-element")


def _end(text: str, match: re.Match[str], ends: dict[str, int]) -> tuple[int, int]:
    """Return where what ends an element begins, or -1, and how long it is; `ends` has what was found before."""
    closing = f"</{match[1].lower()}>" if match[1] else "-->"
    place = -1
    for form in (closing, closing.upper()):
        place = ends.get(form, 0)
        if 0 <= place < match.end():
            place = ends[form] = text.find(form, match.end())
        if place >= 0:
            break
    return place, len(closing)


_BLANK_LINE = lazy(r"\n[ \t]*\n")
_MARKUP = lazy(r"\s*+<[^<>]++>|\s*+</?[a-z][^\n]*>\s*\Z")
_OF_CODE = lazy(r"[{}()\[\];=<>:,/*.'\"]")


def _crosses_paragraphs(content: str) -> bool:
    """Tell whether a paragraph that is no markup or code stands between what looks like two ends of an element."""
    paragraphs = [paragraph for paragraph in _BLANK_LINE.split(content) if paragraph.strip()]
    return bool(_BLANK_LINE.search(content)) and not all(map(_is_markup_or_code, paragraphs))


def _is_markup_or_code(paragraph: str) -> bool:
    return bool(_MARKUP.match(paragraph)) or any(map(is_code, paragraph.split("\n")))


def _holds_code(content: str) -> bool:
    """Tell whether a script or style is one: where a sentence names both ends, most lines are bare words."""
    written = [line for line in content.split("\n") if line.strip()]
    return 2 * sum(1 for line in written if not _OF_CODE.search(line)) <= len(written)


def _is_shown(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the text shows a tag on purpose."""
    if speaks_of_markup(document) or is_about_html(document, match):
        return True
    return is_in_listing(document, match.start()) or _is_foreign(document.text, match)


# A comment between two lines of tags of which no page is made: `</parent>`.
_LINE_ABOVE = re.compile(r"(?:^|\n)\s*</?([a-zA-Z][\w.]*)[^<>\n]*>\s*\Z")
_WIDEST = 200


def _is_foreign(text: str, match: re.Match[str]) -> bool:
    """Tell whether a comment stands in a listing of another vocabulary than that of pages."""
    if match[0] != "<!--":
        return False
    above = _LINE_ABOVE.search(text[max(0, match.start() - _WIDEST) : match.start()])
    return above is not None and above[1].lower() not in _OF_PAGES


_OF_PAGES = frozenset((*BREAKS, *INLINE, *FURTHER, *CONTROLS))


@where(_TAG)
def tags(document: Document) -> Iterator[Edit]:
    """Yield the removal of tags; a run of tags becomes the line ends that they make on a page."""
    text = document.text
    found = [match for match in document.scan.matches(_TAG) if not _is_shown(document, match)]
    if not found:
        return
    raised = {match.start(): match for match in document.scan.matches(_RAISED)}
    names = {(bool(match["close"]), match["name"].lower()) for match in found}
    most = 2 if "\n\n" in text or "\n" not in text.strip() else 1
    run: list[re.Match[str]] = []
    skip = -1
    for match in found:
        if match.start() < skip or not _is_tag(text, match, names):
            continue
        if script := raised.get(match.start()):
            digits = script[2].translate(_SUPERSCRIPTS if script[1].lower() == "sup" else _SUBSCRIPTS)
            if text[match.start() - 1 : match.start()].strip():
                yield from _close(text, run, most)
                run = []
                skip = script.end()
                yield Edit(*script.span(), digits, ("leftover-tag",))
                continue
        if match["name"].lower() == "q":
            yield from _close(text, run, most)
            run = []
            mark = "\N{RIGHT DOUBLE QUOTATION MARK}" if match["close"] else "\N{LEFT DOUBLE QUOTATION MARK}"
            yield Edit(*match.span(), mark, ("leftover-tag",))
            continue
        if run and _SPACE_AROUND.fullmatch(text, run[-1].end(), match.start()):
            run.append(match)
        else:
            yield from _close(text, run, most)
            run = [match]
    yield from _close(text, run, most)


def _closed(names: set[tuple[bool, str]]) -> set[str]:
    """Return the names of what is opened and closed."""
    return {name for is_closing, name in names if is_closing and (False, name) in names} - {"ins"}


@where(_CUT)
def cut_tags(document: Document) -> Iterator[Finding]:
    """Yield a finding for each tag that is cut off at the end of its line."""
    for match in document.scan.matches(_CUT):
        if not _is_shown(document, match):
            yield Finding(*match.span(), "leftover-tag", "a tag is cut off: text may be lost")


@where(_STRUCK_OUT)
def struck(document: Document) -> Iterator[Finding]:
    """Yield a finding for what is struck out: without its tags it would say the contrary."""
    for match in document.scan.matches(_STRUCK_OUT):
        if not _is_shown(document, match):
            yield Finding(*match.span(), "leftover-tag", "what is struck out stands in the text")


def _is_tag(text: str, match: re.Match[str], names: set[tuple[bool, str]]) -> bool:
    """Tell whether what looks like a tag is one, and not a word in angle brackets."""
    name = match["name"].lower()
    attributes = match["attributes"]
    left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if (attributes and "=" not in attributes) or (name in _STRUCK and not _STRUCK.isdisjoint(_closed(names))):
        return False
    if name in _SHOWN and left in _OPENING:
        return False  # a picture opens no bracket: it is told of
    if match["close"] or attributes or name in ("br", "hr", "wbr"):
        return name in SAFE or bool(attributes) or (False, name) in names or name in VOID
    if (True, name) in names:
        return True
    if name not in SAFE:
        return False
    # An opener without its partner is shown on purpose where it stands among words, `use a <div> here`, and belongs
    # to the word that it adjoins in `List<Tr>`.
    return not left.isalnum() and not (left in (" ", *_OPENING) and right in (" ", ",", ".", ")", "\u201d", '"'))


def _between(text: str, run: list[re.Match[str]]) -> str:
    """Return the white space among the tags of a run, of which a line end is one."""
    between = "".join(text[one.end() : other.start()] for one, other in pairwise(run))
    return "\n" * min(between.count("\n"), 2) or between[:1]


def _close(text: str, run: list[re.Match[str]], most: int) -> Iterator[Edit]:
    """Yield one edit for a run of tags with the white space between and, where lines break, around them.

    `most` is how many line ends the text puts between two paragraphs.
    """
    if not run:
        return
    start, end = run[0].start(), run[-1].end()
    names = [match["name"].lower() for match in run]
    breaks = max(BREAKS.get(name.removeprefix("jats:"), 0) for name in names)
    if not breaks:
        inside = _between(text, run)
        if _CELLS.intersection(names) or inside:
            at_edge = not text[start - 1 : start].strip() or not text[end : end + 1].strip()
            inside = "" if at_edge else inside or " "
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
