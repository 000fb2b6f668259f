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
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain, product
from math import inf
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from articlefix.scan.characters import Cover, all_but, covered_by_category, covered_by_range, utf8
from articlefix.scan.literals import Literal
from articlefix.scan.runs import ANYTHING, LINE_END, Gap, Part, Run, beside, covers_of, width
from articlefix.scan.windows import rarest

_MOST_RUNS = 4096
"""How many alternatives a pattern may have: a list of phrases has hundreds."""
_MOST_OPTIONS = 64
"""How many alternatives optional parts may make of it, beyond which they are a gap of any content."""
_FIRST_LEAD = 0xC3  # below are ASCII and the marks of Latin-1, which stand in text of any script
_COPIES = 3  # of a repeated part that are written out
_MOST_COMMON = 3000
"""How often in a million characters the literals of a pattern may stand, beyond which a search costs less: a
candidate costs 0.6 microseconds, a search of a million characters some 2 to 20 milliseconds."""

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


def literals(pattern: str, flags: int = re.MULTILINE) -> tuple[Literal, ...]:
    """Return literals of which every match of a pattern holds one; none if they would be common in good text."""
    tree = parser.parse(pattern, flags)
    found: set[Literal] = set()
    common = 0.0
    for run in _Derivation(tree.state.flags).all(tree):
        window = rarest(run)
        if window is None:
            return ()
        cost, chosen = window
        common += cost
        found.update(chosen)
        if common > _MOST_COMMON:
            return ()
    return tuple(sorted(found, key=lambda literal: (literal.data, literal.first or 0, literal.last or 0)))


def leads(pattern: str, flags: int = re.MULTILINE) -> bytes:
    r"""Return the first bytes, beyond ASCII, of which every match of a pattern holds one; none where it need not.

    Good text of one script has none of those of most others, so that a pattern without literals is rarely searched.

    >>> leads(r"[,;](?=[\u3041-\u3094])"), leads(r"[,;]|\u3041")
    (b'\xe3', b'')
    """
    tree = parser.parse(pattern, flags)
    found = [_leads_of(run) for run in _Derivation(tree.state.flags).all(tree)]
    return bytes(sorted(frozenset().union(*found))) if all(found) else b""


def _leads_of(run: Run) -> frozenset[int]:
    """Return the fewest first bytes of which one stands in a run, none of them of ASCII or of Latin-1 marks."""
    covers = [item for item in (*run.before, *run.items, *run.after) if isinstance(item, frozenset)]
    sets = [frozenset(prefix[0] for prefix in cover) for cover in covers]
    return min((each for each in sets if each and min(each) >= _FIRST_LEAD), key=len, default=frozenset())


class _Derivation:
    """The walk through the parse of one pattern."""

    def __init__(self, flags: int) -> None:
        self._flags = flags

    def all(self, tree: Any) -> list[Run]:  # noqa: ANN401 - a parse of `re`
        """Return the alternatives of the whole pattern, each with what stands beside it."""
        folds = bool(self._flags & re.IGNORECASE)
        return [run for branch in _branches(tree) for run in self.runs(branch, folds=folds)]

    def runs(self, tree: Any, *, folds: bool) -> list[Run]:  # noqa: ANN401
        """Return the alternatives of a part; what has too many is one gap."""
        runs = [Run()]
        for operator, argument in tree:
            runs = self._extended(runs, operator, argument, folds=folds)
        return runs

    def _extended(self, runs: list[Run], operator: Any, argument: Any, *, folds: bool) -> list[Run]:  # noqa: ANN401
        if operator in (sre.ASSERT, sre.ASSERT_NOT):
            return [self._looked(run, operator, argument, folds=folds) for run in runs]
        if operator is sre.AT:
            return [_anchored(run, argument) for run in runs]
        parts = self._parts(operator, argument, folds=folds)
        most = _MOST_RUNS if operator in (sre.BRANCH, sre.SUBPATTERN) else max(_MOST_OPTIONS, len(runs))
        if len(runs) * len(parts) > most:
            parts = [(width(parts),)]
        return [run.then(part) for run in runs for part in parts]

    def _parts(self, operator: Any, argument: Any, *, folds: bool) -> list[Part]:  # noqa: ANN401
        """Return the alternatives of what one step of a pattern consumes."""
        if (cover := self._cover(operator, argument, folds=folds)) is not None:
            return [(cover,)]
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeated(*argument, folds=folds)
        if operator is sre.SUBPATTERN:
            _, added, taken, argument = argument
            folds = (folds or bool(added & re.IGNORECASE)) and not taken & re.IGNORECASE
        if operator in (sre.BRANCH, sre.SUBPATTERN, sre.ATOMIC_GROUP):
            inner = argument[1] if operator is sre.BRANCH else [argument]
            return [run.items for branch in inner for run in self.runs(branch, folds=folds)]
        return [(ANYTHING,)]  # a reference to a group, a condition

    def _repeated(self, least: int, most: Any, inner: Any, *, folds: bool) -> list[Part]:  # noqa: ANN401
        parts = [run.items for run in self.runs(inner, folds=folds)]
        gap = width(parts)
        most = inf if most == sre.MAXREPEAT else most
        if least == 0:
            return [(), *parts] if most == 1 else [(gap.times(most),)]
        copies = min(least, _COPIES)
        if len(parts) ** copies > _MOST_OPTIONS:
            parts = [(gap,)]
        heads = [tuple(chain.from_iterable(chosen)) for chosen in product(parts, repeat=copies)]
        if most == copies:
            return heads
        # The last one is written out, too: it stands beside what follows, and may be the first.
        rest = gap.times(most)._replace(shortest=-gap.shortest if copies == 1 else 0)
        return [(*head, rest, *tail) for head, tail in product(heads, _tails(parts))]

    def _looked(self, run: Run, operator: Any, argument: Any, *, folds: bool) -> Run:  # noqa: ANN401
        """Return a run with what an assertion tells of the characters beside it, where that is plain."""
        direction, inner = argument
        if operator is sre.ASSERT_NOT:
            told = self._denied(inner, folds=folds)
        else:
            told = self._asserted(inner, folds=folds, is_ahead=direction > 0)
        return run.followed_by(told) if direction > 0 else run.preceded_by(told)

    def _asserted(self, inner: Any, *, folds: bool, is_ahead: bool) -> Sequence[Cover]:  # noqa: ANN401
        """Return the characters that an assertion asks for beside it: one of any alternative, or all of one.

        What stands beyond a part of unknown length is not known.
        """
        runs = [run for branch in _branches(inner) for run in self.runs(branch, folds=folds)]
        seen = [beside(run, is_ahead=is_ahead) for run in runs]
        if len(seen) == 1:
            return seen[0]
        nearest = [covers[0 if is_ahead else -1] for covers in seen if covers]
        return (frozenset(chain.from_iterable(nearest)),) if len(nearest) == len(seen) else ()

    def _denied(self, inner: Any, *, folds: bool) -> Sequence[Cover]:  # noqa: ANN401
        """Return the characters that a negative assertion of one character allows.

        Where it denies a line end, it allows the border of the text, which is written as one: nothing is known.
        """
        denied = [covers_of(run) for run in self.runs(inner, folds=folds)]
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


def _branches(tree: Any) -> Any:  # noqa: ANN401 - parses of `re`
    """Return the alternatives of a parse that is nothing else, or the parse."""
    return tree[0][1][1] if len(tree) == 1 and tree[0][0] is sre.BRANCH else [tree]


def _tails(parts: Sequence[Part]) -> Iterable[Part]:
    """Return the last of a repeated part, if it is one character, or else nothing."""
    return parts if all(len(part) == 1 and not isinstance(part[0], Gap) for part in parts) else [()]


def _anchored(run: Run, where: Any) -> Run:  # noqa: ANN401 - a constant of `re`
    """Return a run that begins or ends a line; the borders of the text are written as line ends."""
    if where in (sre.AT_END, sre.AT_END_LINE, sre.AT_END_STRING):
        return run.followed_by((LINE_END,))
    if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_LINE, sre.AT_BEGINNING_STRING):
        return run.preceded_by((LINE_END,))
    return run


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
