"""Long paragraphs that stand twice, and lines that are cut off and stand whole below."""

from collections import Counter
from collections.abc import Sequence

from articlefix.core.document import Document
from articlefix.furniture.removal import Decision, decide
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


def repeated_paragraphs(document: Document, lines: Sequence[Line]) -> dict[int, Decision]:
    """Return what is done about the long paragraphs that stand above already.

    One that follows itself goes, and so does a body that is pasted twice. Any other returns on purpose, or may: a
    refrain, the note under each item, the answer below a question.
    """
    long = [index for index, line in enumerate(lines) if len(line.text) >= SHORTEST_PARAGRAPH]
    result: dict[int, Decision] = {}
    seen: dict[str, int] = {}
    done = 0
    for index in _alike(lines, _alike(lines, long, _BEGINNING), _LONG_BEGINNING):
        line = lines[index]
        if index < done or not line.text.endswith(STOPS) or is_marked(document.text, line):
            continue
        folded = fold(line.text)
        if len(folded) < SHORTEST_FOLDED:
            continue
        first = seen.get(folded)
        if first is None:
            seen[folded] = index
            continue
        start, done = _run(lines, first, index)
        result.update(_of_run(lines, start, done, index - first))
        if index - first == 1:
            seen[folded] = index
    return result


def _run(lines: Sequence[Line], first: int, second: int) -> tuple[int, int]:
    """Return the start and the end of the lines around `second` that say what those around `first` say."""
    start, end, away = second, second + 1, second - first
    while start > second - away + 1 and start - away > 0 and _is_same(lines[start - 1 - away], lines[start - 1]):
        start -= 1
    while end < len(lines) and end - away < second and _is_same(lines[end - away], lines[end]):
        end += 1
    return start, end


def _is_same(one: Line, other: Line) -> bool:
    return one.text == other.text or fold(one.text) == fold(other.text)


def _of_run(lines: Sequence[Line], start: int, end: int, away: int) -> dict[int, Decision]:
    """Return what is done about lines that say what those `away` lines above say.

    They are the copy of a text where all of it stands above, and nothing between.
    """
    size = end - start
    long = [index for index in range(start, end) if len(lines[index].text) >= SHORTEST_PARAGRAPH]
    if away == 1:
        return {lines[start].number: decide(["doubled"])}
    if len(long) > 1 and (size >= away or end == len(lines)):
        return {lines[index].number: decide(["block"]) for index in range(start, end)}
    return {lines[index].number: decide(["echo"]) for index in long}


def _alike(lines: Sequence[Line], indices: Sequence[int], size: int) -> list[int]:
    """Return those of some lines that begin as another of them does, in `size` letters of the folded text.

    Most lines that differ differ there already.
    """
    heads = beginnings([lines[index].text for index in indices], size)
    if len(set(heads)) == len(heads):
        return []
    counts = Counter(heads)
    return [index for index, head in zip(indices, heads, strict=True) if counts[head] > 1]


def teasers(document: Document, lines: Sequence[Line]) -> dict[int, Decision]:
    """Return what is done about lines that are cut off and begin as the next paragraphs do, as feeds have them."""
    if not document.scan.has(_CUT):
        return {}
    cut = (line for index, line in enumerate(lines) if _is_teaser(document, line, lines, index + 1))
    return {line.number: decide(["cut-off"]) for line in cut}


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
