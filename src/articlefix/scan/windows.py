"""The literals of a run of characters: of those that may stand for it, the ones that good text has least often."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import inf, isfinite, prod
from typing import NamedTuple

from articlefix.scan.characters import Cover
from articlefix.scan.frequencies import per_million
from articlefix.scan.literals import Literal
from articlefix.scan.runs import Gap, Run

_MOST_LITERALS = 1500  # of one window of a run: twenty-six letters on either side of a mark are 676
_WIDEST = 8  # characters of a literal: a longer one is hardly rarer, and fills the automaton
_WIDEST_OFFSET = 32
"""From how many places before a literal a match is tried; where it may begin farther away, from all of the line."""
_LINE = 100
"""How many places of a line are tried, more or less, where a match may begin in all of it."""

_UNKNOWN = Gap(1, 1, crosses_lines=False)  # a character beside a match of which nothing is known


class _Place(NamedTuple):
    """One character of a run: what it may be, and how far behind the start of the match it stands."""

    cover: Cover
    first: float
    last: float


def rarest(run: Run) -> tuple[float, frozenset[Literal]] | None:
    """Return how often the literals of the best window of a run stand in a million characters, and them."""
    windows = [window for row in _rows(run) for start in range(len(row)) for window in _windows(row[start:])]
    if not windows:
        return None
    window = min(windows, key=_cost)
    first, last = (int(window[0].first), int(window[0].last)) if _is_near(window) else (None, None)
    data = map(b"".join, product(*(place.cover for place in window)))
    return _common(window), frozenset(Literal(each, first, last) for each in data)


def _cost(window: Sequence[_Place]) -> float:
    """Return what it costs to look for a window in a million characters, in looks at a place."""
    # Sums over sets differ in their last digits from run to run, and which of two is taken must not.
    return round(_common(window) * (1 if _is_near(window) else _LINE) + _count(window), 6)


def _is_near(window: Sequence[_Place]) -> bool:
    """Tell whether a match begins within a few places of a window, and need not be tried in all of the line."""
    first, last = window[0].first, window[0].last
    return isfinite(last) and last - first <= _WIDEST_OFFSET


def _rows(run: Run) -> Iterator[Sequence[_Place]]:
    """Yield the characters of a run that stand beside each other, with their offsets.

    What stands at no bounded distance from the start, nor in its line, leads to no match and is left out.
    """
    row: list[_Place] = []
    first: float = -len(run.before)
    last = first
    crosses = False
    for item in (*run.before, *run.items, *run.after):
        if isinstance(item, frozenset):
            row.append(_Place(item, first, last))
            crosses = crosses or (b"\n" in item and first >= 0)
            first, last = first + 1, last + 1
            continue
        yield row
        row = []
        gap = item or _UNKNOWN
        crosses = crosses or gap.crosses_lines
        first, last = first + gap.shortest, last + gap.longest
        if crosses and last == inf:
            return
    yield row


def _windows(row: Sequence[_Place]) -> Iterator[Sequence[_Place]]:
    """Yield the beginnings of a row that make literals: all but the last character must be whole."""
    for size in range(1, min(len(row), _WIDEST) + 1):
        window = row[:size]
        if _count(window) > _MOST_LITERALS:
            return
        yield window
        if not all(map(_is_whole, window[-1].cover)):
            return


def _common(window: Sequence[_Place]) -> float:
    return per_million([place.cover for place in window])


def _count(window: Sequence[_Place]) -> int:
    return prod(len(place.cover) for place in window)


@cache
def _is_whole(prefix: bytes) -> bool:
    r"""Tell whether a prefix is a whole character.

    >>> _is_whole(b"a"), _is_whole(b"\xc3"), _is_whole(b"\xc3\xa9")
    (True, False, True)
    """
    lead = prefix[0]
    size = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4  # noqa: PLR2004 - UTF-8
    return len(prefix) == size
