"""Where a space was lost after a stop or a comma, or between two words: what the rest of the text proves.

`deal.Apple` and `asyncio.Queue` look the same. Sure is what begins with a word that begins sentences, or follows a
question mark; where two such places show that a text loses its spaces, others are believed, and else only words
that the text holds elsewhere, if it does not speak of code.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_STOP = Pattern(r"(?<=[^\W_]|[%)])[.?!](?=[^\W\d_a-z])")
_COMMA = Pattern(r"(?<=[^\n,]),(?=[^\W\d_])")
_WORD = lazy(r"[^\W\d_]+")
_LETTER = lazy(r"[^\W\d_]")
_RIGHT = lazy(r"[^\W\d_]+(?=[\s,;:’'—!?)]|\.(?:\s|\Z)|\Z|-[a-z])")
_RIGHT_OF_COMMA = lazy(r"[^\W_]+(?:[-’'][^\W_]+)*(?=[\s.;:?!)”’—]|\Z)")
# Calls, identifiers, lines that end or begin as those of code do.
_CODE = (
    Pattern(r"(?<=\w)\(\)"),
    Pattern(r"(?<=[a-z])_(?=[a-z])"),
    Pattern(r"(?<=[a-z]{3})\.(?=[a-z]{3,}+\()"),
    Pattern(r"[{};]$"),
    Pattern(r"^(?:import|from|def|class) "),
    Pattern(r"^ *[a-z]+[A-Z][A-Za-z]*:(?= |$)"),
)
_DOT = Pattern(r"(?<=[^\W_])\.(?=[a-z])")
_LONGEST = 60
_LONGEST_RUN = 23  # the longest word that is looked for, and what may not stand before it
_PROOF = 2
_ELSEWHERE = 2
_MOST_SOUGHT = 16
_ADDRESS = frozenset("/@_=\\|#<>{}[]*`~^+&:")


class _Words:
    """The words of a text and how often each stands in it: a few are sought one by one, or else all are counted."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._scan = document.scan
        self._known = language(document.language)
        self._counts: dict[str, int] = {}
        self._all: Counter[str] | None = None
        self._is_code: bool | None = None

    @property
    def function_words(self) -> frozenset[str]:
        """The function words of the language of the text, in small letters."""
        return self._known.function_words

    def begins_sentences(self, word: str) -> bool:
        """Tell whether a capitalised word is one of those with which sentences commonly begin."""
        low = word.lower()
        starts = self._known.words.sentence_starts or self._known.common_words
        return low in starts or (len(low) > 1 and low in self.function_words)

    def count(self, word: str) -> int:
        """Return how often a word stands in the text."""
        if word not in self._counts:
            if self._all is None and len(self._counts) >= _MOST_SOUGHT:
                self._all = Counter(_WORD.findall(self._text))
            self._counts[word] = _times(self._text, word) if self._all is None else self._all[word]
        return self._counts[word]

    def add(self, word: str) -> None:
        """Count a word that stands apart once its neighbour is parted from it."""
        self._counts[word] = self.count(word) + 1

    def is_elsewhere(self, word: str) -> bool:
        """Tell whether a word of the text stands at another place, too."""
        return self.count(word) >= _ELSEWHERE

    def is_known(self, word: str) -> bool:
        """Tell whether a capitalised word stands elsewhere, there perhaps in small letters."""
        return self.is_elsewhere(word) or self.count(word.lower()) > 0

    def speak_of_code(self) -> bool:
        """Tell whether the text holds calls, identifiers or statements."""
        if self._is_code is None:
            self._is_code = any(map(self._scan.has, _CODE))
        return self._is_code


_words = fact(_Words)
"""Return the words of a document: three rules count them."""


def _times(text: str, word: str) -> int:
    """Return how often a word of letters stands in a text, no letter beside it.

    >>> _times("The cats: a cat, cat2, concatenate.", "cat"), _times("It is 5.", "5")
    (2, 0)
    """
    if not _WORD.fullmatch(word):
        return 0
    count = end = 0
    while (start := text.find(word, end)) >= 0:
        end = start + len(word)
        count += not (_LETTER.match(text, end) or (start and _LETTER.match(text, start - 1)))
    return count


def _token_before(text: str, end: int) -> str:
    """Return what stands before `end` up to the last white space."""
    before = text[max(0, end - _LONGEST) : end]
    parts = before.split()
    return parts[-1] if parts and not before[-1].isspace() else ""


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


class _Place(NamedTuple):
    """Where a space may be missing, with the words on both sides, and whether that is sure."""

    place: int
    left: str
    right: str
    is_sure: bool


@where(_STOP)
def glued_stops(document: Document) -> Iterator[Edit]:
    """Yield a space for each that was lost after a stop."""
    if not language(document.language).habits.parted_clauses:
        return
    places = [place for match in document.scan.matches(_STOP) if (place := _after_stop(document, match))]
    sure = [place for place in places if place.is_sure]
    others = [place for place in places if not place.is_sure]
    for place in (*sure, *_believed(document, others, many=len(sure) >= _PROOF)):
        yield Edit(place.place, place.place, " ", ("missing-space-after-stop",))


def _after_stop(document: Document, match: re.Match[str]) -> _Place | None:
    """Return the place behind a stop where a sentence may begin, if its words let it."""
    sides = _sides(document.text, match)
    if sides is None:
        return None
    before, right = sides
    begins = _words(document).begins_sentences(right)
    # The words of `This.Is.Us` are joined on purpose; `page.That` is not, in `this page.That`.
    _, dot, left = before.replace("?", ".").rpartition(".")
    if dot and not (left.islower() and len(left) > 1 and begins):
        return None
    if _ends_sentence(left, match.group(), begins=begins):
        return _Place(match.end(), left, right, is_sure=True)
    is_word = len(left) > 1 and len(right) > 1 and left[1:].replace("’", "").islower()
    return _Place(match.end(), left, right, is_sure=False) if is_word else None


def _sides(text: str, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the words before and behind a stop, unless it is part of an address, or no capital follows."""
    following = _RIGHT.match(text, match.end())
    before = _token_before(text, match.start())
    if not following or not before or _ADDRESS.intersection(before) or not following.group()[0].isupper():
        return None
    return before.rpartition("-")[2].lstrip("(“‘\"'"), following.group()


def _ends_sentence(left: str, stop: str, *, begins: bool) -> bool:
    """Tell whether a sentence ends for certain: another begins as they do, or a question mark ends it."""
    if begins:
        return len(left) > 1 or left[-1:] in "%)"
    return stop != "." and left.islower()


def _believed(document: Document, places: Sequence[_Place], *, many: bool) -> Iterator[_Place]:
    """Yield the places where a sentence may begin with a name, and no name holds the stop."""
    if not places:
        return
    words = _words(document)
    dotted = {_word_before(document.text, match.start()) for match in document.scan.matches(_DOT)}
    pairs = Counter((place.left, place.right) for place in places)
    for place in places:
        if pairs[place.left, place.right] > 1 or place.left in dotted:
            continue  # a name that is written so: `asyncio.Queue`, `asyncio.run`
        if many or _is_proven(place, words):
            yield place


def _is_proven(place: _Place, words: _Words) -> bool:
    """Tell whether both words beside a place are words of the text, which is not about code."""
    known = place.left.islower() and words.is_elsewhere(place.left) and words.is_known(place.right)
    return known and not words.speak_of_code()


# Korean, Arabic and Hebrew have no capitals, and no full stop within a word but that of an address. A Korean
# sentence ends in few syllables.
_CASELESS = Pattern(
    r"(?<=[\uac00-\ud7a3][\ub2e4\uc694\uc8e0\uae4c])\.(?=[\uac00-\ud7a3]{2})"
    r"|(?<=[\uac00-\ud7a3]{2})[?!](?=[\uac00-\ud7a3]{2})"
    r"|(?<=[\u0621-\u064a]{3})[.!](?=[\u0621-\u064a]{2})(?!(?:\u0643\u0648\u0645|\u0645\u0648\u0642\u0639|\u0634\u0628\u0643\u0629|\u0645\u0635\u0631)\b)"
    r"|(?<=[\u05d0-\u05ea]{3})[.?!](?=[\u05d0-\u05ea]{2})"
)
_CASELESS_COMMA = Pattern(r"(?<=[\uac00-\ud7a3\u05d0-\u05ea]{2}),(?=[\uac00-\ud7a3\u05d0-\u05ea]{2})")
_SPACED_COMMA = Pattern(r"(?<=[\uac00-\ud7a3\u05d0-\u05ea]), ")


@where(_CASELESS)
def caseless_stops(document: Document) -> Iterator[Edit]:
    """Yield a space for each that was lost after a sentence in a script without capitals."""
    for match in document.scan.matches(_CASELESS):
        if not _ADDRESS.intersection(_token_before(document.text, match.start())):
            yield Edit(match.end(), match.end(), " ", ("missing-space-after-stop",))


@where(_CASELESS_COMMA)
def caseless_commas(document: Document) -> Iterator[Edit]:
    """Yield a space for each that was lost after a comma there, in a text that has one behind most of them.

    Where the language parts clauses, `glued_commas` looks at the commas of all scripts.
    """
    if language(document.language).habits.parted_clauses:
        return
    places = [match.end() for match in document.scan.matches(_CASELESS_COMMA)]
    if places and document.scan.count(_SPACED_COMMA) > len(places):
        for place in places:
            yield Edit(place, place, " ", ("missing-space-after-comma",))


# The space stands before the stop in place of behind it: `the government .Once it left`.
_STOP_OF_NEXT = Pattern(r"(?<=[a-z]{2})( \.)(?=([A-Z][a-z]*) )")
_SEMICOLON = Pattern(r"(?<=[a-z]{3});(?=([a-z]+)[ ,.])")


@where(_STOP_OF_NEXT)
def slipped_stops(document: Document) -> Iterator[Edit]:
    """Yield the move of a stop to the sentence that it ends, before a word with which sentences begin."""
    if language(document.language).habits.parted_words:
        for match in document.scan.matches(_STOP_OF_NEXT):
            if _words(document).begins_sentences(match[2]):
                yield Edit(*match.span(1), ". ", ("space-before-stop",))


@where(_SEMICOLON)
def glued_semicolons(document: Document) -> Iterator[Edit]:
    """Yield a space for each lost after a semicolon, before a word that proves it, or beside other lost ones."""
    if not language(document.language).habits.parted_words:
        return
    words = _words(document)
    others = document.scan.count(_STOP)
    for match in document.scan.matches(_SEMICOLON):
        is_known = match[1] in words.function_words or words.is_elsewhere(match[1]) or others >= _PROOF
        before = _token_before(document.text, match.start())
        if is_known and not words.speak_of_code() and not _ADDRESS.intersection(before):
            yield Edit(match.end(), match.end(), " ", ("missing-space-after-stop",))


@where(_COMMA)
def glued_commas(document: Document) -> Iterator[Edit]:
    """Yield a space for each that was lost after a comma."""
    if not language(document.language).habits.parted_clauses:
        return
    places = [place for match in document.scan.matches(_COMMA) if (place := _after_comma(document, match))]
    proven = sum(place.is_sure for place in places) >= _PROOF
    for place in places:
        if place.is_sure or _parts_words(document, place, proven=proven):
            yield Edit(place.place, place.place, " ", ("missing-space-after-comma",))


def _parts_words(document: Document, place: _Place, *, proven: bool) -> bool:
    """Tell whether a comma parts words; where `proven`, the text has lost spaces elsewhere."""
    following = document.text[place.place : place.place + _LONGEST].split(None, 1)
    if not following or _ADDRESS.intersection(following[0]):
        return False
    words = _words(document)
    is_likely = bool(place.right) and (words.is_known(place.right) or place.right == "I")
    return proven or (is_likely and not words.speak_of_code())


def _after_comma(document: Document, match: re.Match[str]) -> _Place | None:
    """Return the place behind a comma where a word may begin; `right` is empty where no plain word does."""
    text, place = document.text, match.end()
    before = _token_before(text, match.start())
    # A comma with a space before it is moved as a whole, as `space-before-comma`.
    ends = before and (before[-1].isalpha() or before[-1] in "0123456789)”’%")
    if not ends or _ADDRESS.intersection(before):
        return None
    right = _RIGHT_OF_COMMA.match(text, place)
    is_single = "," not in before and len(before) > 1
    if not right or not is_single or _ADDRESS.intersection(text[place : place + 1]):
        return _Place(place, before, "", is_sure=False)
    word = right.group()
    return _Place(place, before, word, is_sure=_is_sure_word(word, _words(document)))


def _is_sure_word(word: str, words: _Words) -> bool:
    """Tell whether it is certain that a word begins behind a comma."""
    if word.islower():
        return len(word) > 1 or word == "a" or word in words.function_words
    return word[:1].isupper() and words.begins_sentences(word)


# `calledGPTs` and `ChatGPTand`: a small word before capitals, a name that ends in them before a small word.
_SMALL_BEFORE_CAPITAL = Pattern(r"(?<=[a-z]{2})(?=([A-Z][A-Za-z]{1,20})(?![\w(@]|[.:][a-z]))")
_CAPITALS_BEFORE_SMALL = Pattern(r"(?<=[A-Z]{2})(?=([a-z]{2,12})(?![\w(@]|[.][a-z]))")
_APART = r"(?<![^\W_])(?<![-@#_.:/’'])"
# So names in code begin: `toString`, `isPrivate`.
_OF_NAMES = frozenset(("as", "by", "can", "do", "for", "from", "has", "in", "is", "of", "on", "to", "was", "with"))
_LEFT_OF_CAPITAL = lazy(rf"{_APART}[a-z]{{2,20}}\Z")
_LEFT_OF_SMALL = lazy(rf"{_APART}[A-Za-z]{{0,20}}[A-Z]{{2}}\Z")


@where(_SMALL_BEFORE_CAPITAL, _CAPITALS_BEFORE_SMALL)
def glued_words(document: Document) -> Iterator[Edit]:
    """Yield a space for each lost between two words that the text holds, once the others are parted, apart.

    A word that is parted makes its halves known, and so may prove another: without that, a second run would.
    """
    if not language(document.language).habits.parted_words:
        return
    words = _words(document)
    places = dict(_at_capitals(document))
    waiting: dict[str, list[int]] = {}
    for place, (left, right) in places.items():
        waiting.setdefault(left, []).append(place)
        waiting.setdefault(right, []).append(place)
    queue = deque(places)
    while queue:
        place = queue.popleft()
        pair = places.get(place)
        if pair and _are_two_words(*pair, words):
            del places[place]
            yield Edit(place, place, " ", ("missing-space-between-words",))
            for word in pair:
                words.add(word)
                if words.count(word) <= _ELSEWHERE:
                    queue.extend(waiting[word])


def _at_capitals(document: Document) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield each place at a capital where two words may be glued, and these two."""
    for right, left in ((_SMALL_BEFORE_CAPITAL, _LEFT_OF_CAPITAL), (_CAPITALS_BEFORE_SMALL, _LEFT_OF_SMALL)):
        for match in document.scan.matches(right):
            place = match.start()
            before = left.search(document.text, max(0, place - _LONGEST_RUN), place)
            if before:
                yield place, (before.group(), match[1])


def _are_two_words(left: str, right: str, words: _Words) -> bool:
    """Tell whether the text holds both words apart, and nowhere else the two as one."""
    if words.count(left + right) != 1:
        return False
    if right.islower():
        return right in words.function_words and words.count(left) > 0
    if left in _OF_NAMES and not right.isupper():
        return False
    if left in words.function_words:
        return words.count(right) > 0
    return words.count(right) >= _ELSEWHERE and words.count(left) > 0 and not words.speak_of_code()
