"""The alternatives of a pattern, written out as runs of characters and gaps."""

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from articlefix.scan.characters import Cover
from articlefix.scan.frequencies import per_million

LINE_END: Cover = frozenset((b"\n",))


class Gap(NamedTuple):
    """A part of unknown content: how many characters it has (`longest` may be infinite)."""

    shortest: int
    longest: float
    crosses_lines: bool

    def times(self, most: float) -> "Gap":
        """Return what any number of such parts are, up to `most`."""
        return Gap(0, 0 if self.longest == 0 else most * self.longest, self.crosses_lines)


ANYTHING = Gap(0, inf, crosses_lines=True)
Item = Cover | Gap
Part = tuple[Item, ...]
"""What one step of a pattern consumes, in one of its alternatives."""


class Run(NamedTuple):
    """One alternative of a pattern: what stands before the match, in it, and after it.

    `before` ends where the match begins; `None` stands for a character of which nothing is known.
    """

    before: tuple[Cover | None, ...] = ()
    items: Part = ()
    after: tuple[Cover | None, ...] = ()

    def then(self, items: Part) -> "Run":
        """Return this run with what it consumes next; what was looked ahead for stands in it and is dropped."""
        return Run(self.before, (*self.items, *items)) if items else self

    def followed_by(self, covers: Sequence[Cover]) -> "Run":
        """Return this run with what an assertion tells of the characters after it."""
        return Run(self.before, self.items, _rarer(self.after, covers))

    def preceded_by(self, covers: Sequence[Cover]) -> "Run":
        """Return this run with what an assertion tells of the characters before it, where it has just begun."""
        if self.items:
            return self
        return Run(_rarer(self.before[::-1], covers[::-1])[::-1], (), self.after)


def _rarer(known: Sequence[Cover | None], other: Sequence[Cover | None]) -> tuple[Cover | None, ...]:
    """Return of two statements on the same characters the one that says more of each."""
    size = max(len(known), len(other))
    left = (*known, *([None] * (size - len(known))))
    right = (*other, *([None] * (size - len(other))))
    return tuple(
        b if a is None or (b is not None and per_million([b]) < per_million([a])) else a
        for a, b in zip(left, right, strict=True)
    )


def width(parts: Iterable[Part]) -> Gap:
    """Return what is known of the length of alternatives.

    >>> width([(frozenset([b"a"]),), (frozenset([b"a"]), Gap(0, 3, crosses_lines=False))])
    Gap(shortest=1, longest=4, crosses_lines=False)
    """
    gaps = [_width_of(part) for part in parts]
    shortest = min((gap.shortest for gap in gaps), default=0)
    return Gap(
        max(0, shortest), max((gap.longest for gap in gaps), default=0), any(gap.crosses_lines for gap in gaps)
    )


def _width_of(part: Part) -> Gap:
    gaps = [item if isinstance(item, Gap) else Gap(1, 1, b"\n" in item) for item in part]
    crosses = any(gap.crosses_lines for gap in gaps)
    return Gap(sum(gap.shortest for gap in gaps), sum(gap.longest for gap in gaps), crosses)


def covers_of(run: Run) -> tuple[Cover, ...]:
    """Return the characters of a run that has no gap, or nothing; a border of a line is one."""
    beside = run.items or run.after[:1] or run.before[-1:]
    covers = tuple(item for item in beside if isinstance(item, frozenset))
    return covers if len(covers) == len(beside) else ()


def beside(run: Run, *, is_ahead: bool) -> tuple[Cover, ...]:
    """Return the characters of a run up to its first gap, or from its last one on."""
    if not run.items:
        return covers_of(run)
    covers: list[Cover] = []
    for item in run.items if is_ahead else run.items[::-1]:
        if isinstance(item, Gap):
            break
        covers.append(item)
    return tuple(covers if is_ahead else covers[::-1])
