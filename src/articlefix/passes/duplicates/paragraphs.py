"""Long paragraphs that stand twice, and lines that are cut off and stand whole below."""

from collections import Counter
from collections.abc import Sequence

from articlefix.core.document import Document
from articlefix.passes.duplicates.folding import (
    CUT_OFF,
    SHORTEST_FOLDED,
    SHORTEST_PARAGRAPH,
    STOPS,
    beginnings,
    fold,
    is_marked,
)
from articlefix.scan.pattern import Pattern
from articlefix.text.paragraphs import Line

_BEGINNING, _LONG_BEGINNING = 8, 40
"""Letters by which lines are told apart: of 1,942 long paragraphs of good articles eight leave 286, and forty 2."""
_TEASER_REACH = 6  # how many paragraphs below a line its whole text may begin: the title and credits part them
_CUT = Pattern(r"(?:\N{HORIZONTAL ELLIPSIS}|\.\.\.)\]?\s*$")


def repeated_paragraphs(document: Document, lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the long paragraphs that stand above already.

    One that a heading or a colon introduces stays: answers, steps and descriptions return on purpose.
    """
    long = [index for index, line in enumerate(lines) if len(line.text) >= SHORTEST_PARAGRAPH]
    dropped: set[int] = set()
    seen: set[str] = set()
    above = ""
    for index in _alike(lines, _alike(lines, long, _BEGINNING), _LONG_BEGINNING):
        line = lines[index]
        if index and lines[index - 1].number not in dropped:
            above = lines[index - 1].text
        if not line.text.endswith(STOPS) or is_marked(document.text, line):
            continue
        folded = fold(line.text)
        if len(folded) >= SHORTEST_FOLDED and folded in seen and _is_text(above):
            dropped.add(line.number)
        seen.add(folded)
    return dropped


def _alike(lines: Sequence[Line], indices: Sequence[int], size: int) -> list[int]:
    """Return those of some lines that begin as another of them does, in `size` letters of the folded text.

    Most lines that differ differ there already.
    """
    heads = beginnings([lines[index].text for index in indices], size)
    if len(set(heads)) == len(heads):
        return []
    counts = Counter(heads)
    return [index for index, head in zip(indices, heads, strict=True) if counts[head] > 1]


def _is_text(above: str) -> bool:
    """Tell whether a line is text rather than a heading, a question that the next answers, or a lead-in."""
    return above.endswith(STOPS) and (len(above) >= SHORTEST_PARAGRAPH or above[-1] != "?")


def teasers(document: Document, lines: Sequence[Line]) -> set[int]:
    """Return the numbers of the lines that are cut off and begin as the next paragraphs do, as feeds have them."""
    if not document.scan.has(_CUT):
        return set()
    return {line.number for index, line in enumerate(lines) if _is_teaser(document, line, lines, index + 1)}


def _is_teaser(document: Document, line: Line, lines: Sequence[Line], below: int) -> bool:
    if not line.text.endswith(CUT_OFF) or is_marked(document.text, line):
        return False
    teaser = fold(line.text)
    paragraphs = lines[below : below + _TEASER_REACH]
    return len(teaser) >= SHORTEST_FOLDED and any(
        _begins_with(paragraphs[at:], teaser) for at in range(len(paragraphs))
    )


def _begins_with(paragraphs: Sequence[Line], teaser: str) -> bool:
    """Tell whether the text of some paragraphs begins with a teaser, and goes on."""
    text = ""
    for line in paragraphs:
        text += fold(line.text[: 2 * (len(teaser) - len(text)) + SHORTEST_FOLDED])
        if len(text) > len(teaser):
            return text.startswith(teaser)
        if not teaser.startswith(text):
            return False
    return False
