"""Brackets with no partner.

A bracket may be closed some lines on: where lines are wrapped, and in a passage of two or three paragraphs.
List marks ("a)", "12)"), emoticons and half-open intervals are no brackets.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.scan.lazy import lazy

_PARTNER = {"(": ")", "[": "]", ")": "(", "]": "["}
_PAIR = lazy(r"[(\[](?:(?<=\()[^()\[\]\n]*+\)|(?<=\[)[^()\[\]\n]*+\])")
_FULL_WIDTH = "\uff08\uff09"
_PLAIN = str.maketrans(_FULL_WIDTH, "()")
"""A full-width bracket may be closed by a plain one: Chinese and Japanese texts mix them."""

_REACH = 8
"""So many lines on a bracket may still be closed."""

_MOST = 10
_MOST_SHARE = 0.2
"""Where more brackets than this have no partner, the text is no prose."""

_LIST_MARK = lazy(r"(?:^|[\s(:\uff1a\"\u201c])(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.]?\Z", re.MULTILINE)
_EMOTICON = lazy(r"[:;=]['\u2019]?[-^o]?\Z")
_NOSES = frozenset(":;='\u2019-^o")  # what an emoticon has before its bracket: most brackets have a space there
_INTERVAL = lazy(r"[\[(]\s?[\w.+\u2212\u221e-]{1,20}\s?[,;]\s?[\w.+\u2212\u221e-]{1,20}\s?[\])]")


def find(document: Document) -> Iterator[Finding]:
    """Yield the brackets that have no partner."""
    text = _plain(document.text)
    # Brackets are few: looked for one by one, they are found much faster than by a pattern.
    places = sorted(place for mark in _PARTNER for place in _places(mark, text))
    pairs = [match.span() for place in places if (match := _PAIR.match(text, place))]
    if 2 * len(pairs) == len(places):
        return
    lonely = _Pairing(text).lonely(_doubtful(document, text, places, pairs))
    if not lonely or len(lonely) > max(_MOST, _MOST_SHARE * len(places)):
        return
    hidden = _HiddenBrackets(document, text)
    yield from (_reported(text, place) for place in lonely if not hidden.may_pair(place))


def _reported(text: str, place: int) -> Finding:
    partner = "opens" if text[place] in ")]" else "closes"
    return Finding(place, place + 1, "unbalanced-bracket", f"no bracket {partner} what “{text[place]}” marks")


def _plain(text: str) -> str:
    return text.translate(_PLAIN) if any(mark in text for mark in _FULL_WIDTH) else text


def _doubtful(document: Document, text: str, places: list[int], pairs: list[tuple[int, int]]) -> list[int]:
    """Return the places of the brackets that are neither paired, nor of an interval, nor protected."""
    paired = _paired(text, pairs)
    places = [place for place in places if place not in paired]
    intervals = _intervals(text, places)
    # In Markdown a link's text stands in square brackets, half of which belong to the protected target.
    marks = "()" if document.format == "markdown" else "()[]"
    return [
        place
        for place in places
        if text[place] in marks and place not in intervals and not document.is_protected(place, place + 1)
    ]


def _paired(text: str, pairs: list[tuple[int, int]]) -> set[int]:
    """Return the places of the brackets that stand next to the one that closes them.

    An emoticon may have closed another bracket, so that a pair with one is in doubt.
    """
    sure = ((start, end - 1) for start, end in pairs if not _has_emoticon(text, start, end))
    return {place for pair in sure for place in pair}


def _places(mark: str, text: str) -> Iterator[int]:
    """Yield the places of a mark that is rare: looked for one by one, they are found faster than by a pattern."""
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


def _has_emoticon(text: str, start: int, end: int) -> bool:
    """Tell whether either bracket at the ends of `start:end` is the mouth of an emoticon."""
    return _is_emoticon(text, start) or _is_emoticon(text, end - 1)


def _is_emoticon(text: str, place: int) -> bool:
    return text[place - 1 : place] in _NOSES and _EMOTICON.search(text, max(0, place - 4), place) is not None


class _HiddenBrackets:
    """The brackets inside protected text, by line: a URL may have run on too far, or stopped too soon."""

    def __init__(self, document: Document, text: str) -> None:
        self._text = text
        self._newlines = [match.start() for match in re.finditer("\n", text)]
        self._hidden: set[tuple[int, str]] = set()
        for start, end, _ in document.protected:
            self._hidden |= {(self._line(start), mark) for mark in _PARTNER if text.find(mark, start, end) >= 0}

    def may_pair(self, place: int) -> bool:
        return (self._line(place), _PARTNER[self._text[place]]) in self._hidden

    def _line(self, place: int) -> int:
        return bisect_right(self._newlines, place)


class _Pairing:
    """The state of one walk over the brackets of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = self._counted = 0
        self._opened: list[tuple[int, int]] = []  # place and line
        self._lonely: list[int] = []
        self._doubtful = 0

    def lonely(self, places: list[int]) -> list[int]:
        for place in places:
            self._count_lines(place)
            if self._text[place] in "([":
                self._open(place)
            else:
                self._close(place)
        return sorted([*self._lonely, *(place for place, _ in self._opened)])

    def _count_lines(self, place: int) -> None:
        fresh = self._text.count("\n", self._counted, place)
        self._line += fresh
        self._counted = place
        if fresh:
            self._doubtful = 0

    def _open(self, place: int) -> None:
        if _is_emoticon(self._text, place) and self._text[place + 1 : place + 2] in ("", " ", "\n"):
            # Unless it is a bracket after a colon; the one that closes it is then no surprise.
            self._doubtful += 1
            return
        self._opened.append((place, self._line))

    def _close(self, place: int) -> None:
        while self._opened and self._line - self._opened[-1][1] > _REACH:
            self._lonely.append(self._opened.pop()[0])
        partner = _PARTNER[self._text[place]]
        if self._opened and self._text[self._opened[-1][0]] == partner:
            self._opened.pop()
            # “(nice :) or not)”: the one that is left over in the end was closed by the smile.
            self._doubtful += _is_emoticon(self._text, place)
        elif len(self._opened) > 1 and self._text[self._opened[-2][0]] == partner:
            self._lonely.append(self._opened.pop()[0])
            self._opened.pop()
        elif self._doubtful:
            self._doubtful -= 1
        elif not _is_emoticon(self._text, place) and not _LIST_MARK.search(self._text, max(0, place - 8), place):
            self._lonely.append(place)


def _intervals(text: str, brackets: Iterable[int]) -> set[int]:
    """Return the places of the brackets of half-open intervals."""
    places: set[int] = set()
    for place in brackets:
        match = _INTERVAL.match(text, place)
        if match and text[match.end() - 1] != _PARTNER[text[place]]:
            places |= {place, match.end() - 1}
    return places
