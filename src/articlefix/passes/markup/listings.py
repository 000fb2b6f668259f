r"""Markup that an article shows: an element over several lines, or one that stands in a sentence as a word.

    <form>
      <input name="email">
    </form>

What a page left is set otherwise: its elements hold the article's own sentences, and have the classes and addresses
of the page. Where both are likely, only a line about markup above tells that the element is shown.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from articlefix.core.document import Document, fact
from articlefix.passes.markup.about import is_line_about_html
from articlefix.passes.markup.names import BREAKS, CONTROLS, FURTHER, INLINE

_FEWEST_LINES = 3
_MOST_WORDS = 7  # of a line of a listing; a sentence of an article has more
_TAG = re.compile(r"</?([A-Za-z][\w.]{0,40})(?:\s[^<>]{0,500})?/?>")
_OPENING = re.compile(r"<([A-Za-z][\w.:-]{0,40})(?:\s[^<>]{0,500})?>")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(r"^[ \t]*<.*(?:\n[ \t]*\S.*)+", re.MULTILINE)
_KNOWN = frozenset((*BREAKS, *INLINE, *FURTHER, *CONTROLS))
_OF_A_PAGE = re.compile(r"\b(?:class|id|style|action|srcset|src|href|on[a-z]{4,12}|data-[\w-]+)\s*=", re.IGNORECASE)
_SMALL = r"[a-z\u00df-\u00ff\u03b1-\u03c9\u0430-\u044f]"
_IN_SENTENCE = re.compile(
    rf"(?:(?<={_SMALL} )|(?<={_SMALL}, )|(?<=\())"
    r"<(h[1-6]|p|div|li|ul|ol|section|article|header|footer|nav|main|blockquote|table|form|pre)>"
    rf"[^<>\n]{{0,40}}(?<![.!?])</\1>(?=[,;:.?!)]|,? {_SMALL})"
)


def is_in_listing(document: Document, start: int) -> bool:
    """Tell whether what begins at `start` is markup that the text shows."""
    spans = _shown(document)
    index = bisect_right(spans, start, key=lambda span: span[0]) - 1
    return index >= 0 and start < spans[index][1]


@fact
def _shown(document: Document) -> list[tuple[int, int]]:
    """Return where a text shows markup, in order."""
    in_sentences = (match.span() for match in _IN_SENTENCE.finditer(document.text))
    return sorted({*_listings(document), *in_sentences})


def _listings(document: Document) -> Iterator[tuple[int, int]]:
    text = document.text
    for match in _BLOCK.finditer(text):
        lines = _COMMENT.sub("", match.group()).split("\n")
        if _is_element(lines) and (_is_of_no_article(match.group()) or _is_introduced(document, match.start())):
            yield match.span()


def _is_element(lines: list[str]) -> bool:
    """Tell whether lines are one element, its parts indented, without a sentence."""
    opening = _OPENING.fullmatch(lines[0].strip())
    if len(lines) < _FEWEST_LINES or not opening or lines[-1].strip() != f"</{opening[1]}>":
        return False
    margin = _indent(lines[0])
    if not any(line.strip() and _indent(line) > margin for line in lines[1:-1]):
        return False
    return all(len(_TAG.sub(" ", line).split()) <= _MOST_WORDS for line in lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_of_no_article(block: str) -> bool:
    """Tell whether no page can have left an element: it is of another language of markup, or a bare form."""
    names = {match[1].lower() for match in _TAG.finditer(block)}
    if names - _KNOWN:
        return True
    return not names.isdisjoint(CONTROLS) and not _OF_A_PAGE.search(block)


def _is_introduced(document: Document, start: int) -> bool:
    """Tell whether the line above a block, blank ones aside, is about markup."""
    text, end = document.text, start
    while end and text[end - 1].isspace():
        end -= 1
    return is_line_about_html(document, text[text.rfind("\n", 0, end) + 1 : end])
