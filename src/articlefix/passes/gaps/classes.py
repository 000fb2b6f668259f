"""The closed word classes of English."""

from collections.abc import Iterable
from functools import cache

from articlefix.languages import language
from articlefix.languages.tables import Grammar

ENGLISH = ("en",)
QUOTES = "\u201c\u201d\u2018\u2019\"'"


def table() -> Grammar:
    """Return the word classes."""
    return language("en").grammar


def words(name: str) -> frozenset[str]:
    """Return the words of one class."""
    listed: frozenset[str] = getattr(table(), name)
    return listed


def either(alternatives: Iterable[str]) -> str:
    """Return the pattern of one of some words.

    >>> either({"of", "by"})
    '(?:by|of)'
    """
    return f"(?:{'|'.join(sorted(alternatives))})"


@cache
def pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return words, with those that cannot follow them."""
    return (
        (frozenset(("the", "The")), words("after_the")),
        (frozenset(("an", "An")), words("after_an")),
        (frozenset(("a",)), words("after_a")),
        (words("possessives"), words("after_possessives")),
        (words("before_of"), frozenset(("of",))),
    )
