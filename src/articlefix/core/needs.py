r"""What a function of a document needs a text to hold: where nothing of it stands, the function is not called.

Most functions of rules look at the matches of a pattern or two, and find nothing where there are none. They say so
in one line above them; the scan is asked first, and in good text there is hardly ever anything further to ask.

>>> comma = Pattern(r"(?<=\w) ,")
>>> find = where(comma)(lambda document: [match.start() for match in document.scan.matches(comma)])
>>> needs_of(find) == {comma}, needs_of(print), union([find, print])
(True, None, None)
>>> asked(find, Document("It was late , and dark.")), asked(find, Document("It was late, and dark."))
([11], ())
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from articlefix.core.document import Document
from articlefix.scan.pattern import Pattern

Needs = frozenset[Pattern] | None
"""Patterns of which one must match, or else nothing is found; `None` where that is not known."""

_Function = TypeVar("_Function", bound=Callable[..., Any])
_Found = TypeVar("_Found")


def where(*patterns: Pattern) -> Callable[[_Function], _Function]:
    """Say of a function of a document that it finds nothing in a text where none of some patterns matches."""
    return _needing(frozenset(patterns))


def through(*functions: object) -> Callable[[_Function], _Function]:
    """Say of a function of a document that it finds nothing where none of some functions does, which it calls."""
    return _needing(union(functions))


def _needing(needs: Needs) -> Callable[[_Function], _Function]:
    def mark(function: _Function) -> _Function:
        function.needs = needs  # type: ignore[attr-defined]
        return function

    return mark


def needs_of(function: object) -> Needs:
    """Return what a function needs, if it says so."""
    needs: Needs = getattr(function, "needs", None)
    return needs


def union(functions: Iterable[object], patterns: Iterable[Pattern] = ()) -> Needs:
    """Return what some functions need together, and those who look for some patterns."""
    needs = set(patterns)
    for function in functions:
        needed = needs_of(function)
        if needed is None:
            return None
        needs |= needed
    return frozenset(needs)


def asked(function: Callable[[Document], Iterable[_Found]], document: Document) -> Iterable[_Found]:
    """Return what a function finds in a document; it is not called where it can find nothing."""
    needs = needs_of(function)
    return function(document) if needs is None or document.scan.has_any(needs) else ()
