r"""Which markup a text shows on purpose: a listing of it, and an element that a sentence names.

    "<form>\n  <input name=\"boat\">\n</form>"     a listing: lines of markup alone, of elements that no article has
    "a mark, as in <h1>Late</h1>, and so on"        what would be a paragraph of its own stands within a sentence

What is left of a page marks up the article: its headings, lists, pictures and tables; and a page's elements have
classes and addresses. Left to be removed: all of that, and a listing that holds sentences.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articlefix.core.document import Document, fact, is_within, lines
from articlefix.formats.code import is_code
from articlefix.passes.markup.about import is_line_about_html
from articlefix.passes.markup.names import BREAKS, CONTROLS, FURTHER, INLINE, VOID
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

# The elements that the articles of pages are made of, and what a page puts among them.
_OF_ARTICLES = frozenset((*BREAKS, *INLINE, *FURTHER)) - frozenset(CONTROLS)
_OPENER = lazy(r"([ \t]*)<([A-Za-z][\w.]*)(?=[\s>])")
_CLOSER = lazy(r"([ \t]*)</([A-Za-z][\w.]*)>[ \t]*\Z")
_NAME = lazy(r"</?([A-Za-z][\w.:-]*)")
# What only the elements of a page have: how they look, where they lead, what they do.
_OF_PAGE = lazy(
    r"\s(?:style|class|id|data-[\w-]+|aria-[\w-]+|on[a-z]+|target)\s*=|=[\"']?(?:https?:)?//", re.IGNORECASE
)
_SENTENCE = lazy(r"(?>(?:[^\s{};<>=]++\s++){7,})[^\s{};<>=]*[.!?]")  # no code: eight words
_COMMENT = lazy("<!--.*?-->", re.DOTALL)
_ABOUT = lazy(r"\b(?:CSS|JSX|SVG|XSLT|RSS|DOM|JavaScript|TypeScript)\b")
_DEEPEST = 32
"""How many elements within one another are judged: what is read of a text is so many times its length at most."""
_NEAR = 1000
"""How much of the paragraph above and below a listing is asked what it is about."""


class _Open(NamedTuple):
    indent: int
    name: str
    start: int


@fact
def _listings(document: Document) -> list[tuple[int, int]]:
    """Return the listings of a text, sorted and disjoint."""
    text = document.text
    found: list[tuple[int, int]] = []
    for start, end in _elements(text):
        if _is_listing(document, start, end):
            while found and found[-1][0] >= start:
                found.pop()
            found.append((start, end))
    return found


def _elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield each element whose ends have lines of their own, at one indentation, with nothing but markup at it.

    What stands between is indented more deeply, or is a line of markup, or in a comment. The inner come first.
    """
    stack: list[_Open] = []
    in_comment = False
    for start, end in lines(text):
        line = text[start:end]
        body = line.strip()
        if not body:
            continue
        if in_comment:
            in_comment = "-->" not in line
            continue
        indent = len(line) - len(line.lstrip())
        is_markup = (body[0] == "<" and body[-1] == ">") or body.startswith("<!--")
        while stack and (indent < stack[-1].indent or (indent == stack[-1].indent and not is_markup)):
            stack.pop()
        if closer := _CLOSER.match(line):
            while stack and stack[-1].indent == indent:
                begun = stack.pop()
                if begun.name == closer[2]:
                    yield begun.start, end
                    break
        elif len(stack) < _DEEPEST and (opener := _OPENER.match(line)) and not _is_whole(body, opener[2]):
            stack.append(_Open(indent, opener[2], start))
        # A comment without an end is none: all that follows would be in it.
        in_comment = bool(stack) and "<!--" in line and "-->" not in line[line.index("<!--") :]


def _is_whole(line: str, name: str) -> bool:
    """Tell whether the element that a line begins with ends in it."""
    return name.lower() in VOID or f"</{name}>" in line or line.endswith("/>")


def _is_listing(document: Document, start: int, end: int) -> bool:
    """Tell whether an element is shown, by its names and by what stands beside it."""
    text = document.text
    content = text[start:end]
    if any(map(_SENTENCE.search, _COMMENT.sub("", content).split("\n"))):
        return False
    if _beside_code(text, start) or _is_spoken_of(document, start, end):
        return True
    root, *inside = [name.lower() for name in _NAME.findall(content)]
    if root in CONTROLS and _is_announced(text, start):
        return True
    if root not in _OF_ARTICLES and root not in CONTROLS:
        return any(name != root for name in inside)  # another vocabulary: its addresses and names are no page's
    return not (_OF_ARTICLES.issuperset((root, *inside)) or _OF_PAGE.search(content))


def _is_announced(text: str, start: int) -> bool:
    """Tell whether the paragraph above a listing ends in a colon: `Add this to the page:`."""
    return text[max(0, start - _NEAR) : start].rstrip().endswith(":")


def _beside_code(text: str, start: int) -> bool:
    """Tell whether the line above is one of code that goes on."""
    above = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)]
    return above.rstrip().endswith(("(", "{", "=>", "=")) and (is_code(above) or above.strip() == "return (")


def _is_spoken_of(document: Document, start: int, end: int) -> bool:
    """Tell whether the paragraph above or below says that it is about markup."""
    text = document.text
    above = text[max(0, start - _NEAR) : start].rstrip().rpartition("\n")[2]
    below = text[end : end + _NEAR].lstrip().partition("\n")[0]
    return any(
        is_line_about_html(document, line) or _ABOUT.search(line) for line in (above, below) if "</" not in line
    )


# What begins a line on a page; and what a form is made of.
_BLOCKS = (
    "h[1-6]|div|section|article|header|footer|nav|main|form|table|thead|tbody|ul|ol|dl|pre|fieldset"
    "|input|button|label"
)
_AFTER = r"(?=[,;:!?)\u2019\u201d']|\.(?!\w)|s\b|[ \t]+[^\W\dA-Z_])"
_PLAIN = r"(?:\s+(?:name|type|value|for)=[^<>\n]{1,80})?\s?/?"
_NAMED = Pattern(
    rf"(?:(?<=[\w,] )|(?<=\())<(?P<pair>{_BLOCKS}){_PLAIN}>[^<>\n]{{0,100}}</(?P=pair)>{_AFTER}"
    rf"|(?<=[\w,] )</?(?:{_BLOCKS}){_PLAIN}>{_AFTER}"
)


@fact
def _named(document: Document) -> list[tuple[int, int]]:
    """Return the elements that stand within a sentence, where a page could not have put them."""
    return [match.span() for match in document.scan.matches(_NAMED)]


def is_in_listing(document: Document, start: int) -> bool:
    """Tell whether the markup that begins at a place is shown on purpose."""
    return is_within(_listings(document), start) or is_within(_named(document), start)
