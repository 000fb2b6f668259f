"""Which pair of double marks a text uses, by its language and by what stands in it."""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document, fact
from articlefix.languages import language


class Pair(NamedTuple):
    """The opening and the closing double mark of a text, and the space that belongs inside them."""

    opening: str
    closing: str
    inner: str = ""
    has_singles: bool = False
    takes_suffixes: bool = False
    """Whether a word may be inflected behind the closing mark."""

    @property
    def glyphs(self) -> str:
        """Both marks."""
        return self.opening + self.closing


ENGLISH = Pair("“", "”", has_singles=True)

SYSTEMS = ("“”", "„“", "„”", "«»", "»«")
"""Pairs that a text may use whatever its language: a Swiss one has `«»`, one about France as well.

Pairs of like marks are none of them: `”so”` is what becomes of `“so”` where opening marks are turned.
"""
_MARKS = "“”„«»"
_OPENERS = {"”": "“„", "»": "«"}
# A mark opens behind an elided word, and stands inside emphasis: `l’« urgence »`, `*« non »*`.
_BEFORE = "\\s(\\[{/*_'\N{RIGHT SINGLE QUOTATION MARK}\N{EM DASH}\N{EN DASH}-"
_AFTER = "\\s.,:;!?)\\]*_\N{EM DASH}\N{EN DASH}-"
_OPENING = re.compile(rf"[{_MARKS}](?<![^{_BEFORE}].)(?=[^{_AFTER}])")
_CLOSING = re.compile(rf"(?<=[^{_BEFORE}])[{_MARKS}](?![^{_AFTER}])")
_LONGEST = 400  # characters of a quotation in marks of another pair


@fact
def pair_of(document: Document) -> Pair | None:
    """Return the pair that a document uses, or its language's usual one where it uses none.

    Languages have more than one pair in use, and a text is left its own. A text in a language that is not known
    has no pair, and is left as it is.

    >>> pair_of(Document("Er sagte »ja« und ging.", language="de")).glyphs
    '»«'
    >>> pair_of(Document("Er sagte «ja» und ging.", language="de")).glyphs
    '«»'
    >>> pair_of(Document("Er sagte ja.", language="de")).glyphs
    '„“'
    """
    known = language(document.language)
    quotes = known.quotes
    if not quotes.double:
        return None
    used = quotes.double[0] if quotes.singles else _used(document.text, quotes.double)
    inner = _inner_space(document.text, quotes.inner_space) if used[0] == "«" else ""
    return Pair(used[0], used[1], inner, quotes.singles, known.habits.suffixes_behind_marks)


def _inner_space(text: str, usual: str) -> str:
    """Return the space that stands inside most guillemets of a text, in a language that has one there."""
    spaces = (usual, " ", "\N{NARROW NO-BREAK SPACE}")
    return usual and max(spaces, key=lambda space: text.count(f"«{space}"))


def _used(text: str, usual: tuple[str, ...]) -> str:
    """Return the pair for which most marks of a text speak: those that do not stand as the other one of it would.

    >>> _used("Er sagte “ja“ und “nein“.", ("„“", "»«"))
    '„“'
    """
    pairs = (*usual, *(pair for pair in SYSTEMS if pair not in usual))
    counts = {mark: text.count(mark) for mark in {*"".join(pairs)}}
    if not any(counts.values()):
        return usual[0]
    opening, closing = Counter(_OPENING.findall(text)), Counter(_CLOSING.findall(text))

    def speaks_for(pair: str) -> int:
        first, last = pair[0], pair[1]
        if first == last:
            return counts[first] - sum(counts[other] for other in _OPENERS.get(first, ""))
        return counts[first] - closing[first] + counts[last] - opening[last]

    best = max(pairs, key=speaks_for)
    # Another language's pair is a text's own only where most of its marks stand as that pair's do: a spaced
    # guillemet tells nothing, and one that is taken for the other may be an accident.
    of_best = counts[best[0]] + counts[best[1]]
    if best not in usual and 2 * (opening[best[0]] + closing[best[1]]) <= of_best:
        return max(usual, key=speaks_for)
    return best


@cache
def plain_quotation(pair: str) -> str:
    """Return the pattern of a quotation in a pair whose marks both stand as they should, with no mark within."""
    first, last = pair[0], pair[1]
    return (
        rf"{first}(?<![^{_BEFORE}]{first})(?=\w)[^{_MARKS}\n]{{1,{_LONGEST}}}+"
        rf"(?<=[^{_BEFORE}]){last}(?![^{_AFTER}])"
    )


@cache
def others(pair: Pair) -> str:
    """Return the pattern of a plain quotation in any pair that has a mark with this one in common."""
    shared = [other for other in SYSTEMS if other != pair.glyphs and {*other} & {*pair.glyphs}]
    return "|".join(map(plain_quotation, shared))
