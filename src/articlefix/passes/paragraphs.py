r"""Lines as the passes over lines see them, and how to take some away and leave the rest as it was set."""

from collections.abc import Iterator, Mapping, Sequence

from articlefix.document import lines
from articlefix.edits import Edit


class Line:
    """One line that is not blank: where it stands, its text without the space around it, and its neighbours.

    `blank_above` and `blank_below` tell whether a blank line, or the border of the text, separates it.
    """

    __slots__ = ("blank_above", "blank_below", "end", "number", "start", "text")

    def __init__(self, number: int, start: int, end: int, text: str) -> None:
        self.number = number
        self.start = start
        self.end = end
        self.text = text
        self.blank_above = self.blank_below = True

    def __repr__(self) -> str:
        return f"Line({self.number}, {self.text[:40]!r})"


class Lines:
    r"""The lines of a text, and which of them are not blank.

    >>> [(line.text, line.blank_above, line.blank_below) for line in Lines("a\nb\n\nc").filled]
    [('a', True, False), ('b', False, True), ('c', True, True)]
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[tuple[int, int]] = list(lines(text))
        self.filled: list[Line] = []
        last: Line | None = None
        for number, (start, end) in enumerate(self.spans):
            stripped = text[start:end].strip()
            if not stripped:
                continue
            line = Line(number, start, end, stripped)
            if last is not None and last.number == number - 1:
                last.blank_below = line.blank_above = False
            self.filled.append(line)
            last = line

    def has_blank(self, above: int, below: int) -> bool:
        """Tell whether a blank line stands anywhere between two lines, given by their index in `filled`."""
        return self.filled[below].number - self.filled[above].number > below - above

    def removals(self, dropped: Mapping[int, str]) -> Iterator[Edit]:
        r"""Yield the edits that delete the lines numbered in `dropped`, each for its rule.

        The blank lines around a deleted line go as well, so that as many stay as the wider of the two gaps had;
        at the start and the end of the text none stays that was not there. A text is never emptied.

        >>> from articlefix.edits import apply
        >>> text = "Title\n\nShare\n\nFirst.\n\nTags"
        >>> apply(text, list(Lines(text).removals({2: "rule", 6: "rule"})))
        'Title\n\nFirst.'
        """
        filled = self.filled
        if all(line.number in dropped for line in filled):
            return
        index = 0
        while index < len(filled):
            first = index
            while index < len(filled) and filled[index].number in dropped:
                index += 1
            if index > first:
                rules = tuple(dict.fromkeys(dropped[line.number] for line in filled[first:index]))
                above = filled[first - 1] if first else None
                below = filled[index] if index < len(filled) else None
                yield Edit(*self._extent(above, filled[first:index], below), "", rules)
            index += 1

    def _extent(self, above: Line | None, run: Sequence[Line], below: Line | None) -> tuple[int, int]:
        if below is None:
            return (above.end if above else 0), run[-1].end
        if above is None:
            return self.spans[run[0].number][0], self.spans[below.number][0]
        gap_above = run[0].number - above.number
        gap_below = below.number - run[-1].number
        if gap_above >= gap_below:
            return self.spans[run[0].number][0], self.spans[below.number][0]
        return self.spans[above.number + 1][0], self.spans[run[-1].number + 1][0]
