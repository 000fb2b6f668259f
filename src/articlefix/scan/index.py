"""The index of all literals of all patterns: one automaton, which finds them in one search of a text.

It is built by `ahocorasick_rs`, or with the same results by `re` where that cannot be imported (no wheel for musl):
slower, and the difference shows in nothing else.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from articlefix.scan.pattern import BETWEEN, Pattern, declared, declared_count

Search = Callable[[bytes], Iterable[tuple[int, int, int]]]
"""What finds all literals in a text, overlapping ones too: the number of each, its start and its end, in bytes."""


_BEFORE_IT_PAYS = 9_000_000
"""After how many bytes a deterministic automaton is built: it takes 38 milliseconds longer for 11,200 literals, and
saves 4.3 nanoseconds for each byte that is searched, so that a process which cleans as much again has gained."""

Use = tuple[Pattern, int | None, int | None]
"""A pattern that looks for a literal, and where its match may begin before that (see `Literal`)."""


class Index(NamedTuple):
    """The literals of a set of patterns, and what each is used for."""

    search: Search
    uses: Sequence[Sequence[Use]]
    patterns: frozenset[Pattern]
    longest: int
    lacked: dict[frozenset[Pattern], frozenset[Pattern]]

    @classmethod
    def of(cls, patterns: Iterable[Pattern]) -> "Index":
        """Make the index of those patterns that have literals."""
        uses: defaultdict[str, list[Use]] = defaultdict(list)
        indexed: set[Pattern] = set()
        for pattern in patterns:
            for first, last, texts in pattern.stored():
                use = (pattern, first, last)
                indexed.add(pattern)
                for text in texts.split(BETWEEN):
                    uses[text].append(use)
        literals = [text.encode("latin-1") for text in uses]
        longest = max(map(len, literals), default=0)
        return cls(automaton(literals), list(uses.values()), frozenset(indexed), longest, {})

    def lacked_of(self, patterns: frozenset[Pattern]) -> frozenset[Pattern]:
        """Return those of some patterns that have no literals here; who asks has the same ones for each text."""
        lacked = self.lacked.get(patterns)
        if lacked is None:
            lacked = self.lacked[patterns] = patterns - self.patterns
        return lacked


def current() -> Index:
    """Return the index of all patterns that are declared by now."""
    return _index_of_first(declared_count())


@lru_cache(maxsize=1)
def _index_of_first(_count: int) -> Index:
    return Index.of(declared())


def automaton(literals: Sequence[bytes]) -> Search:
    """Return the search for some literals.

    >>> sorted(automaton([b"ab", b"b"])(b"abb"))
    [(0, 0, 2), (1, 1, 2), (1, 2, 3)]
    """
    try:
        import ahocorasick_rs  # noqa: F401, PLC0415 - what cleans a text alone
    except ImportError:
        return by_expression(literals)
    return _Automaton(literals)


class _Automaton:
    """A search that is built fast for the first texts, and again to search fast when there are many."""

    __slots__ = ("_before_it_pays", "_find", "_literals")

    def __init__(self, literals: Sequence[bytes]) -> None:
        from ahocorasick_rs import BytesAhoCorasick  # noqa: PLC0415

        self._literals = literals
        self._find = BytesAhoCorasick(literals).find_matches_as_indexes
        self._before_it_pays = _BEFORE_IT_PAYS

    def __call__(self, data: bytes) -> Iterable[tuple[int, int, int]]:
        self._before_it_pays -= len(data)
        if self._before_it_pays < 0:
            from ahocorasick_rs import BytesAhoCorasick, Implementation  # noqa: PLC0415

            self._find = BytesAhoCorasick(self._literals, implementation=Implementation.DFA).find_matches_as_indexes
            self._before_it_pays = sys.maxsize
        return self._find(data, overlapping=True)


def by_expression(literals: Sequence[bytes]) -> Search:
    """Return the search for some literals by `re`: it finds where one may begin, and a table tells which do.

    >>> sorted(by_expression([b"ab", b"b"])(b"abb"))
    [(0, 0, 2), (1, 1, 2), (1, 2, 3)]
    """
    numbers = {literal: number for number, literal in enumerate(literals)}
    sizes = sorted({len(literal) for literal in literals})
    heads = sorted({literal[:2] for literal in literals})
    # A head that begins another would hide it from no one: the table is asked for every size.
    expression = re.compile(b"(?=" + b"|".join(map(re.escape, heads)) + b")", re.DOTALL) if heads else None

    def search(data: bytes) -> Iterable[tuple[int, int, int]]:
        for match in expression.finditer(data) if expression else ():
            start = match.start()
            for size in sizes:
                number = numbers.get(data[start : start + size])
                if number is not None and start + size <= len(data):
                    yield number, start, start + size

    return search
