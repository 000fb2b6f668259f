"""Where only the spaces tell that a word is missing: "on the day , a company that", "lending to .", "by  and".

A scraper that drops a link leaves the space before it, and often the one behind. But careless typing sets spaces
before marks as well, and some scrapers set one behind every link that they keep. What tells them apart is the word
before: a link is dropped as often as not after a word that cannot stand there ("of ,"), the others follow words
that can. So the text is judged as a whole: each such space is weighed, and all are reported, or none.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.core.needs import where
from articlefix.core.passes import Report
from articlefix.languages import UNDETERMINED, language
from articlefix.passes.gaps.classes import ENGLISH, words
from articlefix.passes.gaps.grammar import by_words, cannot_follow
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.emptied import EMPTIED

# Weights are logarithms of how much likelier a space is in a text that lost its links than in a careless one.
# Measured: before 45 of 100 dropped links that leave a space before a mark stands a word or a mark that cannot
# stand there, before a careless space 1 or 2 of 100; a name stands there half as often as at a link that was kept.
_TELLING, _SELDOM, _PLAIN, _NAME = 3.4, 1.5, -0.4, -1.0
_HIGH_MARK = -0.8  # on top: many set a space before “?” or “:”, and a name that was kept keeps its “’s”
_TELLING_PAIR, _DOUBLED = 4.0, -0.2
_BEFORE_MARKS, _BETWEEN_WORDS = 1.3, -1.5
"""What is believed before any space is weighed: two spaces between words are mostly slips."""

_LENGTH = 25_000
"""One space in so many characters speaks for a slip by one unit: where links are lost, more than one is."""

_SHARE = 4.0
"""What it weighs where all marks have a space before them: that is a manner, and a short text may show no other."""

_STRAY = lazy(r"[(\[\u201c\u201d\"] (?:(?<=[(\[] )|(?<!\S. ))\w")
_STRAYS = 1.0
"""What it weighs where spaces stray elsewhere too: “( so )”, “” so”."""

# A space before a mark, and after the mark space, a closing mark or the end. Not a spaced ellipsis, not “: )”.
_SPACED = Pattern(
    r" (?=[,.;:?!)\]\u2019'])(?:[,.;](?=[\s\u201d\u2019\"')\]]|\Z)(?! \.)|:(?=\s|\Z)(?! [()])"
    r"|[?!](?=[\u201d\u2019\"')\]]|\s+[^\sa-z]|\s*\Z)|[)\]](?=[\s,.;:?!\u2014]|\Z)|[\u2019']s(?=\s))"
)
_LAST_WORD = lazy(r"[\w\u2019'-]+\Z")
_PAIR = Pattern(r"(?<=[\w,\u2019\u201d)])  (?=[^\W_]|[\u201c(])")
_FIRST_WORD = lazy(r"[\w\u2019'-]+")
_CANNOT_BE_LAST = "([,;:\u2014\u2013"

REPORTS = (Report(EMPTIED, "labels without what they announce: “{0}”"),)

_WIDEST = 40
"""So far back a word is looked for: no word is longer."""


_PADDED = 400
"""So far back the other bracket is looked for."""


class _Sign(NamedTuple):
    """A space that may stand for a missing word: where it and the words beside it stand, and what it weighs."""

    start: int
    end: int
    weight: float
    message: str


@where(_SPACED, _PAIR)
def find(document: Document) -> Iterator[Finding]:
    """Yield the spaces that a dropped word has left."""
    text = document.text
    if document.language == UNDETERMINED:
        return
    before_marks = list(_before_marks(document))
    between_words = list(_between_words(document))
    if not (before_marks or between_words):
        return
    for sign in _believed(text, before_marks, between_words):
        # What grammar tells without the space, the pass `gaps` will find when it is gone.
        if not (document.primary in ENGLISH and _is_told(text, sign)):
            yield Finding(sign.start, sign.end, "missing-text", sign.message)


def _believed(text: str, before_marks: list[_Sign], between_words: list[_Sign]) -> list[_Sign]:
    """Return the signs of either kind if all together speak for it that words are missing."""
    careless = _STRAYS if _STRAY.search(text) else 0
    share = len(before_marks) / max(1, sum(text.count(mark) for mark in ",.;"))
    evidence = sum(sign.weight for sign in before_marks) - len(text) / _LENGTH - _SHARE * min(1, share) - careless
    pairs = sum(sign.weight for sign in between_words)
    signs = before_marks if evidence + max(0, pairs) + _BEFORE_MARKS > 0 else []
    if evidence + pairs + _BETWEEN_WORDS > 0:
        signs = sorted([*signs, *between_words])
    return signs


def _before_marks(document: Document) -> Iterator[_Sign]:
    """Yield the spaces before marks."""
    text = document.text
    for match in document.scan.matches(_SPACED):
        start, end = match.span()
        left = text[max(0, start - _WIDEST) : start].rpartition("\n")[2].rpartition(" ")[2]
        if not left or _is_manner(document, start, left) or document.is_protected(start - 1, start):
            continue
        weight = _weight(left, document.primary)
        if text[start + 1] in "\u2019':?!)]" and weight < 0:
            weight += _HIGH_MARK
        word = _LAST_WORD.search(left)
        shown = word[0] if word else left[-1]
        message = f"a space stands between “{shown}” and “{match[0][1:]}”: a name or a phrase may be missing there"
        yield _Sign(start - len(shown), end, weight, message)


def _is_manner(document: Document, start: int, left: str) -> bool:
    """Tell whether the space at `start`, behind `left`, is how a language or a writer sets the mark behind it."""
    mark = document.text[start + 1]
    if mark == ".":
        return left[-1] == "."
    if mark in ")]":
        return left[-1] in ":;" or _is_padded(document.text, start)
    # French sets a space before high marks, and so do those who learned to type there.
    return mark in "\u2019':;?!" and document.primary not in ENGLISH


def _weight(left: str, tag: str) -> float:
    """Return what a space before a mark weighs by what stands before it, in the language of that tag."""
    word = _LAST_WORD.search(left)
    last = word[0].lower() if word else ""
    telling, seldom = _last_words(tag)
    if last in telling or (not word and left[-1] in _CANNOT_BE_LAST):
        return _TELLING
    if last in seldom:
        return _SELDOM
    return _NAME if left[0].isupper() or left[-1].isdigit() else _PLAIN


@cache
def _last_words(tag: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a language that cannot end a phrase, and those that seldom do."""
    known = language(tag)
    if not known.grammar.determiners:
        return frozenset(), known.function_words
    lists = ("determiners", "conjunctions", "stranded", "unstranded", "possessives")
    return frozenset().union(*map(words, lists)), words("seldom_last")


def _is_padded(text: str, place: int) -> bool:
    """Tell whether the bracket that the space at `place` is before was opened with a space behind it: ( so )."""
    opened = text.rfind("[" if text[place + 1] == "]" else "(", max(0, place - _PADDED), place)
    return opened >= 0 and text[opened + 1] == " " and opened + 1 < place


def _between_words(document: Document) -> Iterator[_Sign]:
    """Yield the pairs of spaces between words."""
    text = document.text
    for match in document.scan.matches(_PAIR):
        start, end = match.span()
        left = _LAST_WORD.search(text, max(0, start - _WIDEST), start)
        right = _FIRST_WORD.match(text, end)
        first, last = (left[0] if left else text[start - 1]), (right[0] if right else text[end])
        telling = document.primary in ENGLISH and cannot_follow(first, last)
        yield _Sign(
            left.start() if left else start - 1,
            right.end() if right else end + 1,
            _TELLING_PAIR if telling else _DOUBLED,
            f"two spaces stand between “{first}” and “{last}”: a name or a phrase may be missing there",
        )


def _is_told(text: str, sign: _Sign) -> bool:
    """Tell whether grammar alone finds the place of a sign, once the space is gone."""
    low, high = max(0, sign.start - _WIDEST), sign.end + _WIDEST
    closed = text[sign.start : sign.end].replace("  ", " ")
    around = text[low : sign.start] + closed + text[sign.end : high]
    place = sign.start - low
    return any(found.start <= place + len(closed) and place <= found.end for found in by_words(around))
