"""The closed word classes of English, from the table of this package."""

from collections.abc import Iterable, Mapping
from functools import cache

from articlefix.languages import load_data

ENGLISH = ("en",)
QUOTES = "\u201c\u201d\u2018\u2019\"'"


@cache
def table() -> Mapping[str, str]:
    """Return the lists of words by their names; `phrases` and `asides` are patterns."""
    lists = load_data("gaps")["en"]
    assert isinstance(lists, dict)  # noqa: S101 - the shipped table; a test reads all of it
    return lists


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of words from the table."""
    return frozenset(table()[name].split())


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
