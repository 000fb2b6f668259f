"""French marks of which one has its space inside and the other none: `« oui»`.

Left alone: pairs that are set close on both sides, as in Switzerland, unless most pairs of the text have spaces.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language
from articlefix.scan.lazy import lazy

_GUILLEMETS = lazy(r"\u00ab([ \u00a0\u202f]?)(?=\S)([^\u00ab\u00bb\n]{1,1000})(?<=\S)([ \u00a0\u202f]?)\u00bb")
_RULES = ("space-on-one-side-of-guillemets",)
_MISSING = ("space-missing-inside-guillemets",)
_FEW = 1 / 4
"""Of the pairs of a text so many may be close by mistake; where more are, two hands wrote it."""


def uneven_guillemets(document: Document) -> Iterator[Edit]:
    """Yield the space that one mark of a pair lacks, or has too much, as most pairs of the text are set."""
    known = language(document.language)
    if not known.habits.spaced_marks or "\u00ab" not in document.text:
        return
    pairs = list(_GUILLEMETS.finditer(document.text))
    uneven = [pair for pair in pairs if bool(pair[1]) != bool(pair[3])]
    closed = [pair for pair in pairs if not pair[1] and not pair[3]]
    usual = _usual_space(pairs, is_close=not known.quotes.inner_space) if uneven or closed else None
    for pair in uneven:
        yield Edit(*_span_to_set(pair, usual), pair[1] or pair[3] if usual is None else usual, _RULES)
    if usual and len(closed) <= _FEW * len(pairs):
        for pair in closed:
            yield Edit(pair.end(1), pair.end(1), usual, _MISSING)
            yield Edit(pair.end(2), pair.end(2), usual, _MISSING)


def _usual_space(pairs: Sequence[re.Match[str]], *, is_close: bool) -> str | None:
    """Return the space inside most pairs that have the same on both sides, empty where they are close.

    Where no pair tells, marks are close in Switzerland, which sets no space; elsewhere nothing is returned, and the
    space of the other mark tells.
    """
    even = Counter(pair[1] for pair in pairs if bool(pair[1]) == bool(pair[3]))
    closed = even.pop("", 0)
    if closed > even.total() or (is_close and not closed and not even):
        return ""
    return max(even, key=even.__getitem__, default=None)


def _span_to_set(pair: re.Match[str], usual: str | None) -> tuple[int, int]:
    """Return the span of the space that must go, or the place at which one is missing."""
    if usual == "":
        return pair.span(1 if pair[1] else 3)
    place = pair.start(1) if pair[3] else pair.end(2)
    return place, place
