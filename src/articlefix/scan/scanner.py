r"""The scan of one text: where the patterns of all rules match, found in one search for their literals.

>>> from articlefix.scan.pattern import Pattern
>>> pattern = Pattern(r"(?<=\w) ,")
>>> [match.span() for match in Scan("It was late , and dark, too ,").matches(pattern)]
[(11, 13), (27, 29)]
"""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain

from articlefix.scan.index import Index, current
from articlefix.scan.pattern import Pattern

_NO_LEADS = bytes(range(0xC3))  # ASCII, what follows a first byte, and the first byte of the marks of Latin-1
_CHUNK = 1 << 17  # characters that are searched at once, lest the list of what is found outgrow a large text


_SEARCH_AT_A_PLACE = 500
"""How many characters are searched in the time that it takes to search at one place more."""

_Held = tuple[Sequence[int], int | None, int | None]
"""Where a literal begins in a text, in order, and how far before that a match may begin (see `Literal`)."""

_FEW = 4096  # places that are put in order at once; more of them are merged one by one, which takes no memory


class Scan:
    """A text with the places of all literals that the patterns hold.

    The search is made when a pattern is first asked for. A pattern that the index does not have is searched for in
    the whole text.
    """

    __slots__ = ("_answers", "_held", "_hits", "_index", "_seen", "text")

    def __init__(self, text: str, index: Index | None = None) -> None:
        self.text = text
        self._index = index
        self._hits: _Hits | None = None
        self._held: dict[Pattern, list[_Held]] | None = None
        self._answers: dict[Pattern, bool] = {}
        self._seen: frozenset[int] | None = None

    def matches(self, pattern: Pattern) -> Iterator[re.Match[str]]:
        """Return what `pattern.compiled.finditer(text)` would."""
        held = (self._held or self._by_pattern()).get(pattern)
        if held is not None:
            return _matches(self.text, pattern.compiled, held)
        return iter(()) if self._is_ruled_out(pattern) else pattern.compiled.finditer(self.text)

    def _is_ruled_out(self, pattern: Pattern) -> bool:
        """Tell whether a pattern without a candidate has no match: the index holds it, or the text no lead."""
        if self._index is not None and pattern in self._index.patterns:
            return True
        return bool(pattern.leads) and self._leads.isdisjoint(pattern.leads)

    @property
    def _leads(self) -> frozenset[int]:
        """The first bytes in UTF-8 of all that is not ASCII."""
        if self._seen is None:
            data = self.text.encode("utf-8", "surrogatepass")
            self._seen = frozenset(data.translate(None, _NO_LEADS))
        return self._seen

    def may_match(self, pattern: Pattern) -> bool:
        """Tell whether a pattern has a candidate, or must be searched for."""
        return pattern in (self._held or self._by_pattern()) or not self._is_ruled_out(pattern)

    def that_may_match(self, patterns: frozenset[Pattern]) -> set[Pattern] | frozenset[Pattern]:
        """Return those of some patterns that have a candidate, or must be searched for."""
        held = (self._held or self._by_pattern()).keys() & patterns
        others = self._index.lacked_of(patterns) if self._index else patterns
        return held | others if others else held

    def places(self, pattern: Pattern) -> Sequence[int]:
        """Return where a match may begin, at the latest, in no order: for who asks only which lines to look at."""
        held = (self._held or self._by_pattern()).get(pattern)
        if held is not None:
            return _places(held)
        return [match.start() for match in self.matches(pattern)]

    def has(self, pattern: Pattern) -> bool:
        """Tell whether a pattern matches anywhere; looked for once: some ask for each match of another."""
        found = self._answers.get(pattern)
        if found is None:
            found = self._answers[pattern] = self._has(pattern)
        return found

    def count(self, pattern: Pattern) -> int:
        """Return how many matches a pattern has."""
        return sum(1 for _ in self.matches(pattern))

    def _has(self, pattern: Pattern) -> bool:
        by_pattern = self._held or self._by_pattern()
        held = by_pattern.get(pattern)
        if held is None:
            return not self._is_ruled_out(pattern) and next(self.matches(pattern), None) is not None
        has_match = _match_anywhere(self.text, pattern.compiled, held)
        if not has_match:
            del by_pattern[pattern]  # all of its candidates were tried
        return has_match

    def has_any(self, patterns: frozenset[Pattern]) -> bool:
        """Tell whether any of some patterns matches anywhere; in good text none of most sets has a candidate."""
        held = self._held or self._by_pattern()
        lacked = self._index.lacked_of(patterns) if self._index else patterns
        if not lacked and held.keys().isdisjoint(patterns):
            return False
        return any(map(self.has, self.that_may_match(patterns)))

    def edited(self, edits: Sequence[tuple[int, int, str]], text: str) -> "Scan":
        """Return the scan of `text`, which sorted and disjoint edits made of this one.

        Only what changed, and as much beside it as a literal is long, is searched again.
        """
        scan = Scan(text, self._index)
        if self._hits is not None and self._index is not None:
            scan._hits = self._hits.edited(edits, text, self._index)
        return scan

    def _by_pattern(self) -> dict[Pattern, list[_Held]]:
        """Return for each pattern the literals that the text holds."""
        if self._held is not None:
            return self._held
        if self._hits is None or self._index is None:
            self._index = self._index or current()
            self._hits = _Hits.of(self.text, self._index)
        places: dict[int, array[int]] = {}
        for start, number in zip(self._hits.starts, self._hits.numbers, strict=True):
            if number in places:
                places[number].append(start)
            else:
                places[number] = array("q", (start,))
        held: dict[Pattern, list[_Held]] = {}
        for number, starts in places.items():
            for pattern, first, last in self._index.uses[number]:
                held.setdefault(pattern, []).append((starts, first, last))
        self._held = held
        return held


def _matches(text: str, compiled: re.Pattern[str], held: Sequence[_Held]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin where the literals let them."""
    if _tell_places(held) and sum(len(starts) for starts, _, _ in held) <= _FEW:
        return _tried_at(text, compiled, sorted(_places(held)))
    return _tried(text, compiled, _candidates(text, held))


def _match_anywhere(text: str, compiled: re.Pattern[str], held: Sequence[_Held]) -> bool:
    """Tell whether there is a match: where literals tell the places, they are tried in any order."""
    if not _tell_places(held):
        return next(_matches(text, compiled, held), None) is not None
    match_at = compiled.match
    return any(match_at(text, place) for place in _places(held) if place >= 0)


def _tell_places(held: Sequence[_Held]) -> bool:
    """Tell whether of each literal it is known where the match begins, to the character."""
    return all(first is not None and first == last for _, first, last in held)


def _places(held: Sequence[_Held]) -> list[int]:
    """Return where a match may begin at the latest."""
    return [start - (first or 0) for starts, first, _ in held for start in starts]


def _candidates(text: str, held: Sequence[_Held]) -> Iterable[tuple[int, int]]:
    """Return the runs of places where a match may begin, the first and the last of each, in order."""
    runs = [_runs(text, *each) for each in held]
    if len(runs) == 1:
        return runs[0]
    return sorted(chain(*runs)) if sum(len(starts) for starts, _, _ in held) <= _FEW else merge(*runs)


def _runs(text: str, starts: Sequence[int], first: int | None, last: int | None) -> Iterator[tuple[int, int]]:
    if first is None or last is None:
        return ((text.rfind("\n", 0, max(0, start)) + 1, start) for start in starts)
    return ((start - last, start - first) for start in starts)


def _tried_at(text: str, compiled: re.Pattern[str], places: Sequence[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at one of some places, which are in order, as `_tried` does."""
    match_at = compiled.match
    done = 0
    for place in places:
        if place >= done:
            done = place + 1
            if match := match_at(text, place):
                yield match
                done = max(done, match.end())


def _tried(text: str, compiled: re.Pattern[str], candidates: Iterable[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at a candidate, as a search of the whole text finds them."""
    match_at = compiled.match
    place = 0  # matches do not overlap, and no place is tried twice
    for first, last in candidates:
        place = max(place, first)
        while place <= last:
            match = match_at(text, place)
            if match:
                yield match
            place = match.end() if match and match.end() > place else place + 1


class _Hits:
    """The literals in a text: where each begins, in code points, and its number in the index, both in order."""

    __slots__ = ("numbers", "starts")

    def __init__(self) -> None:
        self.starts = array("q")
        self.numbers = array("L")

    @classmethod
    def of(cls, text: str, index: Index) -> "_Hits":
        """Search a text."""
        hits = cls()
        hits._search(text, index, -1, len(text) + 1)
        return hits

    def edited(self, edits: Sequence[tuple[int, int, str]], text: str, index: Index) -> "_Hits":
        """Return the literals of `text`, which sorted and disjoint edits made of the text of these."""
        if len(edits) * _SEARCH_AT_A_PLACE > len(text):
            return _Hits.of(text, index)
        hits = _Hits()
        known = shift = 0  # how many of the old literals are dealt with, and how far those that follow have moved
        for first, end, grown in _changed(edits, index.longest):
            upto = bisect_left(self.starts, first, known)
            hits._take(self, known, upto, shift)
            hits._search(text, index, first + shift, end + shift + grown)
            known = bisect_left(self.starts, end, upto)
            shift += grown
        hits._take(self, known, len(self.starts), shift)
        return hits

    def _take(self, other: "_Hits", first: int, last: int, shift: int) -> None:
        """Add what another holds from `first` to `last`, moved."""
        places = other.starts[first:last]
        self.starts.extend(array("q", [place + shift for place in places]) if shift else places)
        self.numbers.extend(other.numbers[first:last])

    def _search(self, text: str, index: Index, first: int, last: int) -> None:
        """Add the literals of a text that begin at `first` or later and before `last`.

        The borders of the text are written as line ends: what begins or ends a line does so there, too. So a
        literal may begin at -1.
        """
        while first < last:
            end = min(last, first + _CHUNK)
            reach = end + index.longest
            part = ("\n" if first < 0 else "") + text[max(0, first) : reach] + ("\n" if reach > len(text) else "")
            data = part.encode("utf-8", "surrogatepass")
            found = sorted([(start, number) for number, start, _ in index.search(data)])
            # As many characters as bytes in a text of ASCII; in others they are counted.
            starts = [start for start, _ in found]
            places = starts if len(data) == len(part) else _in_characters(data, starts)
            inside = bisect_left(places, end - first)
            self.starts.extend(array("q", [first + place for place in places[:inside]]))
            self.numbers.extend(array("L", [number for _, number in found[:inside]]))
            first = end


def _in_characters(data: bytes, starts: Sequence[int]) -> list[int]:
    """Return how many characters of UTF-8 stand before each of some bytes, which are in order."""
    places: list[int] = []
    place = byte = 0
    for start in starts:
        place += len(data[byte:start].decode("utf-8", "surrogatepass"))
        byte = start
        places.append(place)
    return places


def _changed(edits: Sequence[tuple[int, int, str]], reach: int) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a text in which literals may have come or gone: start, end, and how much longer it is now.

    A literal that begins up to `reach` before an edit may reach into it.
    """
    first: int | None = None
    end = grown = 0
    for start, stop, replacement, *_ in edits:
        if first is not None and start - reach > end:
            yield first, end, grown
            first, grown = None, 0
        if first is None:
            first = max(-1, start - reach)
        end = stop
        grown += len(replacement) - (stop - start)
    if first is not None:
        yield first, end, grown
