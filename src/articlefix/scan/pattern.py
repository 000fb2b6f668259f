"""The patterns that rules look for, as values, and the list of them that the index is made from."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, Self

from articlefix.scan.literals import Literal

Stored = tuple[int | None, int | None, str]
"""Literals as a file of JSON holds them, to be read fast: where they begin at the least, and at the most, and the
bytes of all that begin there, as Latin-1, with `BETWEEN` between them."""
BETWEEN = "\N{LATIN CAPITAL LETTER A WITH MACRON}"  # no byte


class Pattern:
    r"""A regular expression of `re`, of which `^` and `$` are the borders of a line.

    It is written as if it were searched through the whole text; the scanner finds the same matches without that.
    Two patterns of the same text are one. Declare a pattern at the top level of a module, or in the value of a
    rule, so that it is known when the index is made; another is searched for in the whole text.

    >>> Pattern(r"\s,") is Pattern(r"\s,")
    True
    """

    __slots__ = ("_compiled", "_leads", "_make", "name")

    name: str
    _make: Callable[[], str] | None
    _compiled: re.Pattern[str] | None
    _leads: bytes | None

    def __new__(cls, regex: str, make: Callable[[], str] | None = None) -> Self:
        """Return the one pattern of this text; `made` tells what `make` is for."""
        known: Self | None = _declared.get(regex)
        if known is None:
            known = _declared[regex] = super().__new__(cls)
            known.name = regex
            known._make = make
            known._compiled = known._leads = None
        return known

    @classmethod
    def made(cls, name: str, make: Callable[[], str]) -> Self:
        """Return the pattern of a name, whose text is made only when it must be: from the files of all languages.

        The literals are stored under the name, so that most texts need no more than these.
        """
        return cls(name, make)

    def __reduce__(self) -> tuple[type["Pattern"], tuple[str, Callable[[], str] | None]]:
        """Send the text to another process, which has a list of its own."""
        return Pattern, (self.name, self._make)

    def __repr__(self) -> str:
        return f"Pattern({self.name!r})"

    @property
    def regex(self) -> str:
        """The text of the regular expression."""
        return self._make() if self._make else self.name

    @property
    def compiled(self) -> re.Pattern[str]:
        """What `re` makes of it, when a text first has a candidate."""
        if self._compiled is None:
            self._compiled = re.compile(self.regex, re.MULTILINE)
        return self._compiled

    @property
    def literals(self) -> tuple[Literal, ...]:
        """What each match holds one of; nothing where the pattern must be searched for in the whole text."""
        return tuple(
            Literal(text.encode("latin-1"), first, last)
            for first, last, texts in self.stored()
            for text in texts.split(BETWEEN)
        )

    def stored(self) -> Sequence[Stored]:
        """Return the literals as the table has them, or as they are derived for a pattern that it has not."""
        known = _table().get(self.name)
        if known is None:
            from articlefix.scan.derivation import literals  # noqa: PLC0415 - for patterns that are new alone

            return as_stored(literals(self.regex))
        return () if isinstance(known, str) else known

    @property
    def leads(self) -> bytes:
        """The first bytes of UTF-8 of which each match holds one, if it is a pattern without literals."""
        if self._leads is None:
            known = _table().get(self.name)
            if known is None:
                from articlefix.scan.derivation import leads  # noqa: PLC0415 - for patterns that are new alone

                self._leads = leads(self.regex)
            else:
                self._leads = known.encode("latin-1") if isinstance(known, str) else b""
        return self._leads


def as_stored(literals: Iterable[Literal]) -> list[Stored]:
    """Return literals as they are stored."""
    texts: dict[tuple[int | None, int | None], list[str]] = {}
    for data, first, last in literals:
        texts.setdefault((first, last), []).append(data.decode("latin-1"))
    return [(first, last, BETWEEN.join(listed)) for (first, last), listed in texts.items()]


_declared: dict[str, Any] = {}


def declared() -> tuple[Pattern, ...]:
    """Return all patterns that loaded modules have declared, in that order."""
    return tuple(_declared.values())


def declared_count() -> int:
    """Return how many they are: none goes again, so the number tells whether there are new ones."""
    return len(_declared)


@cache
def _table() -> dict[str, Sequence[Stored] | str]:
    """Return the literals of the patterns of the built-in rules, or the leads: to derive them takes two seconds."""
    import json  # noqa: PLC0415 - only what cleans a text needs it

    try:
        data = __spec__.loader.get_data(__file__.replace("pattern.py", "literals.json"))  # type: ignore[union-attr]
    except OSError:
        return {}
    table: dict[str, Sequence[Stored] | str] = json.loads(data)
    return table
