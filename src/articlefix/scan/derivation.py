r"""Derive from a pattern the literals of which any match holds one.

A match of `(?<=[^\s,]) ,(?!\d)` holds a space before a comma, and next to no good text does: so the pattern need be
tried only where ` ,` stands. The literals come from the parse of the pattern: its alternatives are written out as
runs of characters, look-around at the ends included, and of each run that window is taken which good text has least
often. A pattern whose windows are all common has none, and is searched in the whole text.

>>> literals(r"(?<=[^\s,]) ,(?!\d)")[0]
Literal(data=b' ,', first=0, last=0)
>>> literals(r"\w+")
()
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from articlefix.scan.characters import Cover, all_but, covered_by_category, covered_by_range, utf8
from articlefix.scan.frequencies import per_million
from articlefix.scan.literals import Literal

_MOST_RUNS = 4096
"""How many alternatives a pattern may have: a list of phrases has hundreds."""
_MOST_OPTIONS = 64
"""How many alternatives optional parts may make of it, beyond which they are a gap of any content."""
_MOST_LITERALS = 1500  # of one window of a run: twenty-six letters on either side of a mark are 676
_WIDEST = 8  # characters of a literal: a longer one is hardly rarer, and fills the automaton
_COPIES = 3  # of a repeated part that are written out
_MOST_COMMON = 3000
"""How often in a million characters the literals of a pattern may stand, beyond which a search costs less: a
candidate costs 0.6 microseconds, a search of a million characters some 2 to 20 milliseconds."""
_WIDEST_OFFSET = 32
"""From how many places before a literal a match is tried; where it may begin farther away, from all of the line."""
_LINE = 100
"""How many places of a line are tried, more or less, where a match may begin in all of it."""

_LINE_END: Cover = frozenset((b"\n",))
_CATEGORIES = {
    sre.CATEGORY_WORD: "word",
    sre.CATEGORY_NOT_WORD: "not word",
    sre.CATEGORY_DIGIT: "digit",
    sre.CATEGORY_NOT_DIGIT: "not digit",
    sre.CATEGORY_SPACE: "space",
    sre.CATEGORY_NOT_SPACE: "not space",
}
# What matches without regard to case beyond its small and its capital form, where a letter of ASCII is among them.
_OTHER_FORMS = {
    "i": "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{LATIN SMALL LETTER DOTLESS I}",
    "s": "\N{LATIN SMALL LETTER LONG S}",
    "k": "\N{KELVIN SIGN}",
}


class _Gap(NamedTuple):
    """A part of unknown content: how many characters it has (`longest` is `None` for any number)."""

    shortest: int
    longest: int | None
    crosses_lines: bool


_Item = Cover | _Gap


class _Run(NamedTuple):
    """One alternative of a pattern: what stands before the match, in it, and after it.

    `before` ends where the match begins; `None` stands for a character of which nothing is known.
    """

    before: tuple[Cover | None, ...] = ()
    items: tuple[_Item, ...] = ()
    after: tuple[Cover | None, ...] = ()

    def then(self, items: Sequence[_Item]) -> "_Run":
        """Return this run with what it consumes next; what was looked ahead for stands in it and is dropped."""
        return _Run(self.before, (*self.items, *items)) if items else self


def literals(pattern: str, flags: int = re.MULTILINE) -> tuple[Literal, ...]:
    """Return literals of which every match of a pattern holds one; none if they would be common in good text."""
    tree = parser.parse(pattern, flags)
    found: set[Literal] = set()
    common = 0.0
    for run in _Derivation(tree.state.flags).all(tree):
        window = _rarest(run)
        if window is None:
            return ()
        cost, chosen = window
        common += cost
        found.update(chosen)
        if common > _MOST_COMMON:
            return ()
    return tuple(sorted(found, key=lambda literal: (literal.data, literal.first or 0, literal.last or 0)))


class _Derivation:
    """The walk through the parse of one pattern."""

    def __init__(self, flags: int) -> None:
        self._flags = flags

    def all(self, tree: Any) -> list[_Run]:  # noqa: ANN401 - a parse of `re`
        """Return the alternatives of the whole pattern."""
        return self.runs(tree, folds=bool(self._flags & re.IGNORECASE))

    def runs(self, tree: Any, *, folds: bool) -> list[_Run]:  # noqa: ANN401
        """Return the alternatives of a part; what has too many is one gap."""
        runs = [_Run()]
        for operator, argument in tree:
            runs = self._extended(runs, operator, argument, folds=folds)
        return runs

    def _extended(self, runs: list[_Run], operator: Any, argument: Any, *, folds: bool) -> list[_Run]:  # noqa: ANN401
        if operator in (sre.ASSERT, sre.ASSERT_NOT):
            return [self._looked(run, operator, argument, folds=folds) for run in runs]
        if operator is sre.AT:
            return [_anchored(run, argument) for run in runs]
        parts = self._parts(operator, argument, folds=folds)
        most = _MOST_RUNS if operator in (sre.BRANCH, sre.SUBPATTERN) else max(_MOST_OPTIONS, len(runs))
        if len(runs) * len(parts) > most:
            parts = [(_gap(parts),)]
        return [run.then(part) for run in runs for part in parts]

    def _parts(self, operator: Any, argument: Any, *, folds: bool) -> list[tuple[_Item, ...]]:  # noqa: ANN401
        """Return the alternatives of what one step of a pattern consumes."""
        if (cover := self._cover(operator, argument, folds=folds)) is not None:
            return [(cover,)]
        if operator is sre.BRANCH:
            return [run.items for branch in argument[1] for run in self.runs(branch, folds=folds)]
        if operator is sre.SUBPATTERN:
            _, added, taken, inner = argument
            folds = (folds or bool(added & re.IGNORECASE)) and not taken & re.IGNORECASE
            return [run.items for run in self.runs(inner, folds=folds)]
        if operator is sre.ATOMIC_GROUP:
            return [run.items for run in self.runs(argument, folds=folds)]
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeated(*argument, folds=folds)
        return [(_Gap(0, None, crosses_lines=True),)]  # a reference to a group, a condition

    def _repeated(self, least: int, most: int, inner: Any, *, folds: bool) -> list[tuple[_Item, ...]]:  # noqa: ANN401
        parts = [run.items for run in self.runs(inner, folds=folds)]
        gap = _gap(parts)
        if least == 0:
            rest = _Gap(
                0, None if gap.longest is None or most == sre.MAXREPEAT else most * gap.longest, gap.crosses_lines
            )
            return [(), *parts] if most == 1 else [(rest,)]
        copies = min(least, _COPIES)
        if len(parts) ** copies > _MOST_OPTIONS:
            parts = [(gap,)]
        heads = [tuple(item for part in chosen for item in part) for chosen in product(parts, repeat=copies)]
        if most == copies:
            return heads
        # The last one is written out, too: it stands beside what follows, and may be the first.
        longest = None if gap.longest is None or most == sre.MAXREPEAT else most * gap.longest
        return [
            (*head, _Gap(-gap.shortest if copies == 1 else 0, longest, gap.crosses_lines), *tail)
            for head in heads
            for tail in _tails(parts)
        ]

    def _looked(self, run: _Run, operator: Any, argument: Any, *, folds: bool) -> _Run:  # noqa: ANN401
        """Return a run with what an assertion tells of the characters beside it, where that is plain."""
        direction, inner = argument
        beside = (
            self._denied(inner, folds=folds)
            if operator is sre.ASSERT_NOT
            else self._asserted(inner, folds=folds, is_ahead=direction > 0)
        )
        if not beside:
            return run
        if direction > 0:
            return _Run(run.before, run.items, _rarer(run.after, beside))
        return run if run.items else _Run(_rarer(run.before[::-1], beside[::-1])[::-1], (), run.after)

    def _asserted(self, inner: Any, *, folds: bool, is_ahead: bool) -> Sequence[Cover]:  # noqa: ANN401
        """Return the characters that an assertion asks for beside it: one of any alternative, or all of one.

        What stands beyond a part of unknown length is not known.
        """
        branches = inner[0][1][1] if len(inner) == 1 and inner[0][0] is sre.BRANCH else [inner]
        seen = [_beside(run, is_ahead=is_ahead) for branch in branches for run in self.runs(branch, folds=folds)]
        if len(seen) == 1:
            return seen[0]
        nearest = [covers[0 if is_ahead else -1] for covers in seen if covers]
        return (frozenset(prefix for cover in nearest for prefix in cover),) if len(nearest) == len(seen) else ()

    def _denied(self, inner: Any, *, folds: bool) -> Sequence[Cover]:  # noqa: ANN401
        """Return the characters that a negative assertion of one character allows.

        Where it denies a line end, it allows the border of the text, which is written as one: nothing is known.
        """
        denied = [_covers(run) for run in self.runs(inner, folds=folds)]
        if any(len(covers) != 1 or b"\n" in covers[0] for covers in denied):
            return ()
        allowed = self._negated(inner, folds=folds)
        return () if allowed is None else (allowed,)

    def _negated(self, inner: Any, *, folds: bool) -> Cover | None:  # noqa: ANN401
        """Return the cover of what is none of the characters of a negative assertion."""
        if len(inner) != 1:
            return None
        operator, argument = inner[0]
        if operator is sre.LITERAL:
            return all_but(lambda code: _holds([(sre.LITERAL, argument)], code, folds=folds))
        if operator is sre.IN and argument[0][0] is not sre.NEGATE:
            return all_but(lambda code: _holds(argument, code, folds=folds))
        if operator is sre.IN:
            return self._cover(sre.IN, argument[1:], folds=folds)
        return None

    def _cover(self, operator: Any, argument: Any, *, folds: bool) -> Cover | None:  # noqa: ANN401
        """Return the cover of a step that consumes one character, or `None` for another."""
        if operator is sre.LITERAL:
            return frozenset(utf8(form) for form in _forms(argument, folds=folds))
        if operator is sre.NOT_LITERAL:
            return all_but(lambda code: code in _forms(argument, folds=folds))
        if operator is sre.ANY:
            return (
                all_but(lambda code: code == ord("\n")) if not self._flags & re.DOTALL else all_but(lambda _: False)
            )
        if operator is not sre.IN:
            return None
        if argument[0][0] is sre.NEGATE:
            return all_but(lambda code: _holds(argument[1:], code, folds=folds))
        return frozenset(prefix for member in argument for prefix in _member(*member, folds=folds))


def _covers(run: _Run) -> tuple[Cover, ...]:
    """Return the characters of a run that has no gap, or nothing; a border of a line is one."""
    beside = run.items or run.after[:1] or run.before[-1:]
    covers = tuple(item for item in beside if isinstance(item, frozenset))
    return covers if len(covers) == len(beside) else ()


def _beside(run: _Run, *, is_ahead: bool) -> tuple[Cover, ...]:
    """Return the characters of a run up to its first gap, or from its last one on."""
    if not run.items:
        return _covers(run)
    items = run.items if is_ahead else run.items[::-1]
    covers: list[Cover] = []
    for item in items:
        if isinstance(item, _Gap):
            break
        covers.append(item)
    return tuple(covers if is_ahead else covers[::-1])


def _tails(parts: Sequence[tuple[_Item, ...]]) -> Iterable[tuple[_Item, ...]]:
    """Return the last of a repeated part, if it is one character, or else nothing."""
    return parts if all(len(part) == 1 and not isinstance(part[0], _Gap) for part in parts) else [()]


def _anchored(run: _Run, where: Any) -> _Run:  # noqa: ANN401 - a constant of `re`
    """Return a run that begins or ends a line; the borders of the text are written as line ends."""
    if where in (sre.AT_END, sre.AT_END_LINE, sre.AT_END_STRING):
        return _Run(run.before, run.items, _rarer(run.after, (_LINE_END,)))
    if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_LINE, sre.AT_BEGINNING_STRING) and not run.items:
        return _Run(_rarer(run.before[::-1], (_LINE_END,))[::-1], (), run.after)
    return run


def _rarer(known: Sequence[Cover | None], other: Sequence[Cover | None]) -> tuple[Cover | None, ...]:
    """Return of two statements on the same characters the one that says more of each."""
    size = max(len(known), len(other))
    left = (*known, *([None] * (size - len(known))))
    right = (*other, *([None] * (size - len(other))))
    return tuple(
        b if a is None or (b is not None and per_million([b]) < per_million([a])) else a
        for a, b in zip(left, right, strict=True)
    )


def _gap(parts: Iterable[tuple[_Item, ...]]) -> _Gap:
    """Return what is known of the length of alternatives."""
    shortest: list[int] = []
    longest: list[int | None] = []
    crosses = False
    for part in parts:
        gaps = [item if isinstance(item, _Gap) else _Gap(1, 1, b"\n" in item) for item in part]
        shortest.append(sum(gap.shortest for gap in gaps))
        sizes = [gap.longest for gap in gaps]
        longest.append(None if None in sizes else sum(size for size in sizes if size is not None))
        crosses = crosses or any(gap.crosses_lines for gap in gaps)
    most = None if None in longest else max((size for size in longest if size is not None), default=0)
    return _Gap(max(0, min(shortest, default=0)), most, crosses)


@cache
def _forms(code: int, *, folds: bool) -> frozenset[int]:
    """Return the characters that a literal matches."""
    if not folds:
        return frozenset((code,))
    character = chr(code)
    forms = {character, character.lower(), character.upper(), character.title()}
    for small, others in _OTHER_FORMS.items():
        if forms & {small, small.upper(), *others}:
            forms |= {small, small.upper(), *others}
    return frozenset(ord(form) for form in forms if len(form) == 1)


def _member(operator: Any, argument: Any, *, folds: bool) -> Cover:  # noqa: ANN401
    """Return the cover of one member of a class."""
    if operator is sre.LITERAL:
        return frozenset(utf8(form) for form in _forms(argument, folds=folds))
    if operator is sre.RANGE:
        first, last = argument
        cover = covered_by_range(first, last)
        if folds:
            cover |= frozenset(
                utf8(form)
                for code in range(first, min(last, first + 0x300) + 1)
                for form in _forms(code, folds=True)
            )
        return cover
    return covered_by_category(_CATEGORIES[argument])


def _holds(members: Iterable[tuple[Any, Any]], code: int, *, folds: bool) -> bool:
    """Tell whether a class has a character for certain."""
    for operator, argument in members:
        if operator is sre.LITERAL and code in _forms(argument, folds=folds):
            return True
        if operator is sre.RANGE and argument[0] <= code <= argument[1]:
            return True
        if operator is sre.CATEGORY and _in_category(_CATEGORIES[argument], code):
            return True
    return False


def _in_category(name: str, code: int) -> bool:
    character = chr(code)
    holds = {
        "word": character.isalnum() or character == "_",
        "digit": character.isdecimal(),
        "space": character.isspace(),
    }[name.removeprefix("not ")]
    return holds != name.startswith("not ")


class _Place(NamedTuple):
    """One character of a run: what it may be, and how far behind the start of the match it stands."""

    cover: Cover
    first: int | None
    last: int | None


def _places(run: _Run) -> Iterator[list[_Place]]:
    """Yield the characters of a run that stand beside each other, with their offsets."""
    row: list[_Place] = []
    first: int | None = -len(run.before)
    last: int | None = first
    crosses = False
    for item in (*run.before, *run.items, *run.after):
        if item is None or isinstance(item, _Gap):
            if row:
                yield row
            row = []
            gap = item if isinstance(item, _Gap) else _Gap(1, 1, crosses_lines=False)
            crosses = crosses or gap.crosses_lines
            first = None if first is None or (crosses and gap.longest is None) else first + gap.shortest
            last = None if last is None or gap.longest is None else last + gap.longest
            if last is None and crosses:
                return
        else:
            row.append(_Place(item, first, last))
            crosses = crosses or (b"\n" in item and (first is None or first >= 0))
            first = None if first is None else first + 1
            last = None if last is None else last + 1
    if row:
        yield row


def _rarest(run: _Run) -> tuple[float, frozenset[Literal]] | None:
    """Return how often the literals of the best window of a run stand in a million characters, and them."""
    best: tuple[float, float, Sequence[_Place]] | None = None
    for row in _places(run):
        for start in range(len(row)):
            for window in _windows(row[start : start + _WIDEST]):
                common = per_million([place.cover for place in window])
                # Sums over sets differ in their last digits from run to run, and which of two is taken must not.
                cost = round(common * (1 if _is_near(window) else _LINE) + _count(window), 6)
                if best is None or cost < best[0]:
                    best = cost, common, window
    if best is None:
        return None
    _, common, window = best
    first, last = (window[0].first, window[0].last) if _is_near(window) else (None, None)
    data = map(b"".join, product(*(place.cover for place in window)))
    return common, frozenset(Literal(each, first, last) for each in data)


def _is_near(window: Sequence[_Place]) -> bool:
    """Tell whether a match begins within a few places of a window, and need not be tried in all of the line."""
    first, last = window[0].first, window[0].last
    return first is not None and last is not None and last - first <= _WIDEST_OFFSET


def _windows(row: Sequence[_Place]) -> Iterator[Sequence[_Place]]:
    """Yield the beginnings of a row that make literals: all but the last character must be whole."""
    for size in range(1, len(row) + 1):
        window = row[:size]
        if _count(window) > _MOST_LITERALS:
            return
        yield window
        if not all(map(_is_whole, window[-1].cover)):
            return


def _count(window: Sequence[_Place]) -> int:
    count = 1
    for place in window:
        count *= len(place.cover)
    return count


@cache
def _is_whole(prefix: bytes) -> bool:
    r"""Tell whether a prefix is a whole character.

    >>> _is_whole(b"a"), _is_whole(b"\xc3"), _is_whole(b"\xc3\xa9")
    (True, False, True)
    """
    lead = prefix[0]
    size = 1 if lead < 0x80 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4  # noqa: PLR2004 - UTF-8
    return len(prefix) == size
