"""Words whose letters are of another language than the text: its alphabet, read in another encoding."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages.detection import function_words
from articlefix.passes.mojibake.readings import (
    FURTHER_WORDS,
    LETTERS,
    RULE,
    Reading,
    alphabet_of,
    is_cased,
    table_of,
)
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

# What stands in hardly any text; and behind a letter, what stands in texts of some languages.
_ODD_SIGN = Pattern(
    "[\u00b1\u00b3\u00b6\u00b8\u00b9\u00bc\u00be\u00cb\u00cf\u00de\u00f0\u00f7\u00fe\u0178\u017d\u02c6\u02d8\u0398\u03a3\u2021\u2030]"
)
_ODD_LETTER = Pattern(
    "[\u00c8\u00d3\u00d5\u00da\u00e3\u00ec\u00f5\u00f8\u00fd\u0103\u0107\u010d\u0119\u013a\u0144\u0151\u0155\u0160\u016f\u03b1\u03b4\u03b8\u03b9\u03c3\u03c6\u0439]"
)
_FIRST_FEW = 20
_LEAST_WORDS = 3
_LEAST_SHARE = 0.12  # of the words are function words: as for the detection of a language
_MANY_WORDS, _MANY_SHARE = 5, 0.25
_STRANGERS = 0.1
_UNITS = frozenset(("m", "cm", "km", "dm", "mm", "ft"))
_MARKS = frozenset(
    "\u2018\u2019\u201a\u201c\u201d\u201e\u2013\u2014\u2026\u00ab\u00bb\u2039\u203a\u00bf\u00a1\u20ac\u00a3\u00a7\u00b0\u2022\u00b7\u00a0"
)
_WORD = lazy(r"[^\W\d_]+")
_BEYOND_ASCII = lazy(r"[^\x00-\x7f]")


@where(_ODD_SIGN, _ODD_LETTER)
def letters(document: Document) -> Iterator[Edit]:
    r"""Yield the letters of a language whose words have other letters in their place, all over a text."""
    text = document.text
    if not (document.scan.has(_ODD_SIGN) or _is_odd(document)):
        return
    found = Counter(_BEYOND_ASCII.findall(text))
    best: tuple[int, list[Edit]] = (0, [])
    for reading in LETTERS:
        for tag in reading.languages:
            if _may_be(found, reading, tag):
                best = max(best, _read_as(text, reading, tag), key=lambda each: each[0])
    yield from best[1]


def _may_be(found: Counter[str], reading: Reading, tag: str) -> bool:
    """Tell by the characters of a text alone whether it may be in a language: few are letters of another then."""
    table = _letter_table(reading, tag)
    wrong = sum(found[character] for character in found.keys() & table.keys())
    if wrong < _LEAST_WORDS:
        return False
    alphabet, read = alphabet_of(tag), table_of(reading)
    # Where some of the letters are right, all are.
    right = sum(found[character] for character in table.values() if character in found and character.islower())
    others = sum(
        count
        for character, count in found.items()
        if read.get(character, character).lower() not in alphabet and read.get(character, character).isalpha()
    )
    return right + others <= _STRANGERS * wrong


def _is_odd(document: Document) -> bool:
    """Tell whether one of the first odd letters follows a letter of ASCII, and is none of the language."""
    text, own = document.text, alphabet_of(document.primary)
    for match in islice(document.scan.matches(_ODD_LETTER), _FIRST_FEW):
        before = text[match.start() - 1 : match.start()]
        if before.isascii() and before.islower() and match.group() not in own:
            return True
    return False


@cache
def _letter_table(reading: Reading, tag: str) -> Mapping[str, str]:
    """Return the letters of a language that the wrong encoding shows as something that is none of them."""
    alphabet = alphabet_of(tag)
    return {
        wrong: right
        for wrong, right in table_of(reading).items()
        if right.lower() in alphabet and wrong.lower() not in alphabet
    }


def _read_as(text: str, reading: Reading, tag: str) -> tuple[int, list[Edit]]:
    """Return how many words are of a language only in the right encoding, and their edits; none if in doubt."""
    alphabet = alphabet_of(tag)
    read = text.translate(_translation(reading))
    hurt = strangers = 0
    good = bytearray(len(text))
    for match in _words_beyond_ascii(text, read):
        start, end = match.span()
        if not all(c.isascii() or c in alphabet for c in match.group().lower()) or not is_cased(match.group()):
            strangers += 1
        elif text[start:end] != match.group() and not (
            text[start : end - 1] in _UNITS and not text[end - 1].isalpha()
        ):
            hurt += 1
            good[start:end] = b"\1" * (end - start)
    if hurt < _LEAST_WORDS or strangers > _STRANGERS * hurt or not _is_language(read, tag, hurt):
        return 0, []
    changed = (place for place, (one, other) in enumerate(zip(text, read, strict=True)) if one != other)
    return hurt - strangers, [
        Edit(place, place + 1, read[place], (RULE,)) for place in changed if good[place] or read[place] in _MARKS
    ]


def _words_beyond_ascii(text: str, read: str) -> Iterator[re.Match[str]]:
    """Yield the words of what a text is read as, character by character, that are not ASCII in the text itself."""
    end = 0
    for strange in _BEYOND_ASCII.finditer(text):
        start = strange.start()
        if start < end or not _is_of_word(read[start]):
            continue
        while start > end and _is_of_word(read[start - 1]):
            start -= 1
        if match := _WORD.match(read, start):
            end = match.end()
            yield match


def _is_of_word(character: str) -> bool:
    """Tell whether `_WORD` may hold a character: a letter, or a number that is no digit."""
    return character.isalnum() and not character.isdecimal()


@cache
def _translation(reading: Reading) -> Mapping[int, str]:
    return {ord(wrong): right for wrong, right in table_of(reading).items()}


# Languages that share most of their function words.
_FAMILIES = (frozenset(("da", "nb")), frozenset(("cs", "sk", "hr", "pl")))


def _is_language(text: str, tag: str, hurt: int) -> bool:
    """Tell whether words are of a language, by its function words and by those of all others.

    In a sentence or two that hold few of them, it does that many words have letters of the language.
    """
    counts = Counter(_WORD.findall(text.lower()))
    own = function_words().get(tag) or frozenset(FURTHER_WORDS[tag].split())
    hits, total = _hits(counts, own), counts.total()
    frequent = hits >= _LEAST_WORDS and hits >= _LEAST_SHARE * total
    if not (hits and (frequent or hurt >= max(_MANY_WORDS, _MANY_SHARE * total))):
        return False
    family = next((family for family in _FAMILIES if tag in family), frozenset((tag,)))
    others = (_hits(counts, known) for other, known in function_words().items() if other not in family)
    return hits > max(others, default=0)


def _hits(counts: Counter[str], known: frozenset[str]) -> int:
    return sum(map(counts.__getitem__, counts.keys() & known))
