r"""Lines as the passes over lines see them, and how to take some away and leave the rest as it was set.

The lines of a wrapped paragraph count as one: what one pass is to drop must not depend on whether another has
joined them already.
"""

import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple, overload

from articlefix.core.document import Document, fact, lines, rows_of
from articlefix.core.edits import Edit, joined_evidence
from articlefix.text.joins import joins

_NONE: Mapping[int, str] = MappingProxyType({})


class Line(NamedTuple):
    """One line that is not blank, or the lines of one wrapped paragraph.

    `number` and `last` are those of its first and last line, `start` and `end` where it stands, `text` what it
    says without the space around it, `gaps` how many blank lines stand above it in the whole text.
    """

    number: int
    last: int
    start: int
    end: int
    text: str
    gaps: int


class _Packed(Sequence[Line]):
    """Very many lines, each made when it is asked for: as values of their own they take 60 times a short text."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Numbers of four bytes do for any text that Python can clean here.
        self._numbers, self._starts, self._ends, self._gaps = (array("I") for _ in range(4))
        # The last line and the text of wrapped paragraphs.
        self._joined: dict[int, tuple[int, str]] = {}
        # One value for lines that say the same: whoever keeps them all keeps few.
        self._known: dict[str, str] = {}

    @classmethod
    def of(cls, text: str, lines: Iterable[Line]) -> "_Packed":
        """Pack lines of a text."""
        packed = cls(text)
        for line in lines:
            packed.append(line)
        return packed

    def append(self, line: Line) -> None:
        """Add a line below the others."""
        number, last, start, end, text, gaps = line
        if last > number:
            self._joined[len(self._numbers)] = last, text
        if len(self._known) < _KNOWN:
            self._known[text] = text
        self._numbers.append(number)
        self._starts.append(start)
        self._ends.append(end)
        self._gaps.append(gaps)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self._numbers)
            if index < 0:
                raise IndexError(index)
        number, start, end = self._numbers[index], self._starts[index], self._ends[index]
        last, text = self._joined.get(index) or (number, self._text[start:end].strip())
        return Line(number, last, start, end, text, self._gaps[index])

    def __iter__(self) -> Iterator[Line]:
        new, whole, joined, known = tuple.__new__, self._text, self._joined, self._known.get
        rows = zip(self._numbers, self._starts, self._ends, self._gaps, strict=True)
        for index, (number, start, end, gaps) in enumerate(rows):
            if joined and index in joined:
                yield self[index]
            else:
                text = whole[start:end].strip()
                yield new(Line, (number, number, start, end, known(text, text), gaps))


_KNOWN = 4096
"""How many lines are known again among very many; more would take the memory that they save."""

_MANY = 50_000
"""From how many lines on they are packed: below, their values take 10 MB, and are found in half the time."""


class Lines:
    r"""The lines of a document, and which of them are not blank.

    >>> [(line.text, line.gaps) for line in Lines(Document("a\nb\n\nc")).filled]
    [('a', 0), ('b', 0), ('c', 1)]
    """

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.is_markdown = document.format == "markdown"
        self._is_packed = self.text.count("\n") >= _MANY
        self.filled: Sequence[Line] = ()
        line_ends = [] if self.is_markdown else joins(document)
        made = self._joined(line_ends) if line_ends else self._single()
        self.filled = self._kept(made)

    def _kept(self, filled: Iterable[Line]) -> Sequence[Line]:
        return _Packed.of(self.text, filled) if self._is_packed else list(filled)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The start and end of each line, the blank ones too."""
        return list(lines(self.text))

    def _single(self) -> Iterator[Line]:
        """Yield the lines, each by itself."""
        new = tuple.__new__  # half the time of Line(...), for each line of each text
        end = -1
        blank = 0
        number = 0
        for rows in rows_of(self.text):
            for row in rows:
                start = end + 1
                end = start + len(row)
                if stripped := row.strip():
                    yield new(Line, (number, number, start, end, stripped, blank))
                else:
                    blank += 1
                number += 1

    def _joined(self, joins: Sequence[Edit]) -> Iterator[Line]:
        """Yield the lines, those of a wrapped paragraph as one."""
        text = self.text
        done = 0
        last = -1
        gaps = 0
        for number, (start, end) in enumerate(self.spans):
            if number <= last:
                continue
            last = number
            line = text[start:end]
            if done < len(joins) and joins[done].start <= end:
                pieces: list[str] = []
                at = start
                while done < len(joins) and joins[done].start <= end:
                    pieces += (text[at : joins[done].start], joins[done].replacement)
                    at = joins[done].end
                    done += 1
                    last += 1
                    end = self.spans[last][1]  # noqa: PLW2901 - the end of the paragraph, as far as it is seen
                line = "".join((*pieces, text[at:end]))
            if stripped := line.strip():
                yield Line(number, last, start, end, stripped, gaps)
            else:
                gaps += 1

    def without(self, dropped: Mapping[int, str]) -> "Lines":
        """Return these lines less those numbered in `dropped`."""
        if not dropped:
            return self
        rest = copy(self)
        rest.filled = self._kept(line for line in self.filled if line.number not in dropped)
        return rest

    def around(self, places: Sequence[int], within: int = sys.maxsize) -> list[Line]:
        r"""Return the lines in which some places stand, `within` so many characters of the start, in order.

        >>> lines = Lines(Document("ab\n\ncd\nef"))
        >>> [line.text for line in lines.around([8, 4, 7])], [line.text for line in lines.around([8, 4], within=1)]
        (['cd', 'ef'], ['cd'])
        """
        if not places:
            return []
        starts = [line.start for line in self.filled]
        indices = {
            index
            for place in places
            if (index := bisect_right(starts, place) - 1) >= 0 and place - starts[index] < within
        }
        return [self.filled[index] for index in sorted(indices)]

    def has_blank(self, above: int, below: int) -> bool:
        """Tell whether a blank line stands anywhere between two lines, given by their index in `filled`."""
        return self.filled[above].gaps != self.filled[below].gaps

    def is_set_off(self, index: int) -> bool:
        """Tell whether blank lines, or the borders of the text, stand above and below a line."""
        above = index == 0 or self.has_blank(index - 1, index)
        return above and (index + 1 == len(self.filled) or self.has_blank(index, index + 1))

    def removals(self, dropped: Mapping[int, str], evidence: Mapping[int, str] = _NONE) -> Iterator[Edit]:
        r"""Yield the edits that delete the lines numbered in `dropped`, each for its rule and with its evidence.

        The blank lines around a deleted line go as well, so that as many stay as the wider of the two gaps had;
        at the start and the end of the text none stays that was not there. A text is never emptied.

        >>> from articlefix.core.edits import apply
        >>> text = "Title\n\nShare\n\nFirst.\n\nTags"
        >>> apply(text, list(Lines(Document(text)).removals({2: "rule", 6: "rule"})))
        'Title\n\nFirst.'
        """
        if not dropped or all(line.number in dropped for line in self.filled):
            return
        start = 0
        for is_dropped, lines_of_run in groupby(self.filled, key=lambda line: line.number in dropped):
            if not is_dropped:
                start += sum(1 for _ in lines_of_run)  # which may be all of a huge text
                continue
            run = list(lines_of_run)
            rules = dict.fromkeys(dropped[line.number] for line in run)
            told = dict.fromkeys(evidence[line.number] for line in run if line.number in evidence)
            yield Edit(*self._extent(start, run), "", tuple(rules), joined_evidence(told))
            start += len(run)

    def _extent(self, index: int, run: Sequence[Line]) -> tuple[int, int]:
        """Return where the removal of a run of lines, which begins at `index` in `filled`, starts and ends."""
        after = index + len(run)
        above = self.filled[index - 1] if index else None
        below = self.filled[after] if after < len(self.filled) else None
        if below is None:
            return (above.end if above else 0), run[-1].end
        if above is None:
            return self.spans[run[0].number][0], self.spans[below.number][0]
        gap_above = run[0].number - above.last
        gap_below = below.number - run[-1].last
        if gap_above >= gap_below:
            return self.spans[run[0].number][0], self.spans[below.number][0]
        return self.spans[above.last + 1][0], self.spans[run[-1].last + 1][0]


def unprotected(document: Document, lines: Lines, dropped: Mapping[int, str]) -> dict[int, str]:
    """Return what is dropped, by the numbers of lines, less the lines that hold code or a passage switched off."""
    return {
        line.number: dropped[line.number]
        for line in (lines.filled if dropped else ())
        if line.number in dropped and not document.is_protected(line.start, line.end, verbatim_only=True)
    }


lines_of = fact(Lines)
"""Return the lines of a document, found once for the passes that ask."""
