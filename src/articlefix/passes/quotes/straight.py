"""What can be told of the marks in a text that has straight ones alone: those of TeX, and a space inside.

    `` We are late , '' she said.  -> "We are late," she said.
    He cried, " Rotten, " and left. -> He cried, "Rotten," and left.

Left alone: what is told of TeX; a paragraph in which some straight mark may be of either direction.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.passes.quotes.marks import Mark, Passage, Side, scan
from articlefix.scan.lazy import lazy

_TEX_QUOTATION = lazy(r"(?<!`)``(?!`)( ?)(?=[^\s`'])(?:(?!``|''|\n\n).){1,2000}?( ?)''(?!')", re.DOTALL)
_OF_TEX = lazy(r"\\[A-Za-z]|TeX\b")
_ALONE = lazy(r'"(?<!\S")(?!\S)')
_OPEN_SIDE = (Side.EDGE, Side.SPACE, Side.OPENER, Side.DASH)
_CLOSED_SIDE = (Side.EDGE, Side.SPACE, Side.STOP, Side.CLOSER, Side.DASH)
_CODE = frozenset("={}[]<>|\\+&;#$")
_GAPS = (Side.EDGE, Side.SPACE)


def mended(document: Document) -> list[Edit]:
    """Return the edits that give quotations straight marks for those of TeX, and take the space from inside."""
    found = [*_tex(document), *_spaces_inside(document)]
    found.sort()
    return [edit for before, edit in pairwise((Edit(0, 0, "", ()), *found)) if edit.start >= before.end]


def _tex(document: Document) -> Iterator[Edit]:
    text = document.text
    if "``" not in text or _OF_TEX.search(text):
        return
    for match in _TEX_QUOTATION.finditer(text):
        if document.is_protected(*match.span()):
            continue
        yield Edit(match.start(), match.end(1), '"', ("tex-quote",))
        yield Edit(match.start(2), match.end(), '"', ("tex-quote",))


def _spaces_inside(document: Document) -> Iterator[Edit]:
    """Yield the spaces inside marks of the paragraphs in which marks open and close by turns.

    A mark that has a space on both sides says nothing of its direction; all others must be as their turn has it.
    """
    for passage in _passages(document.text):
        tokens = scan(document, passages=[passage])
        marks = [token for token in tokens if isinstance(token, Mark) and token.is_double]
        if _take_turns(marks) and _are_prose(document.text, marks):
            for opening, closing in zip(marks[::2], marks[1::2], strict=True):
                yield from _inside(document.text, opening, closing)


def _passages(text: str) -> Iterator[Passage]:
    """Yield the paragraphs with a mark that has a space on both sides, each once."""
    end = -1
    for match in _ALONE.finditer(text):
        if match.start() >= end:
            start, end = text.rfind("\n\n", 0, match.start()) + 1, text.find("\n\n", match.end())
            end = len(text) if end < 0 else end
            yield Passage(start, end)


def _inside(text: str, opening: Mark, closing: Mark) -> Iterator[Edit]:
    if opening.right is Side.SPACE:
        yield Edit(opening.end, _word_behind(text, opening.end), "", ("space-inside-quotes",))
    if closing.left is Side.SPACE:
        yield Edit(_word_before(text, closing.start), closing.start, "", ("space-inside-quotes",))


def _take_turns(marks: Sequence[Mark]) -> bool:
    """Tell whether marks open and close by turns, none of them beside another."""
    return (
        len(marks) % 2 == 0
        and all(_may_open(mark) for mark in marks[::2])
        and all(_may_close(mark) for mark in marks[1::2])
        and not any(first.end == second.start for first, second in pairwise(marks))
    )


def _are_prose(text: str, marks: Sequence[Mark]) -> bool:
    """Tell whether marks hold words, each pair those of one line, and neither code nor names of fields."""
    if any(mark.far_left in _CODE or mark.far_right in _CODE or _is_joined(text, mark) for mark in marks):
        return False
    quoted = [text[opening.end : closing.start] for opening, closing in zip(marks[::2], marks[1::2], strict=True)]
    return all(
        "\n" not in words and any(map(str.isalpha, words)) and words.strip()[0] not in ",;:!?" for words in quoted
    )


def _is_joined(text: str, mark: Mark) -> bool:
    """Tell whether two stops join the string at a mark to another: `"late " .. name`."""
    return ".." in (text[mark.end : mark.end + 3].strip(), text[max(0, mark.start - 3) : mark.start].strip())


def _may_open(mark: Mark) -> bool:
    """Tell whether a straight mark opens by its place; behind a number it may be a measure."""
    is_measure = mark.right in _GAPS and mark.far_left.isdigit()
    return mark.glyph == '"' and mark.left in _OPEN_SIDE and bool(mark.far_right) and not is_measure


def _may_close(mark: Mark) -> bool:
    """Tell whether a straight mark closes by its place; between a space and a colon it ends the name of a field."""
    is_other = mark.left in _GAPS and (mark.far_left.isdigit() or mark.far_right == ":")
    return mark.glyph == '"' and mark.right in _CLOSED_SIDE and bool(mark.far_left) and not is_other


def _word_behind(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t":
        start += 1
    return start


def _word_before(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " \t":
        end -= 1
    return end
