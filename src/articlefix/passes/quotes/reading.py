"""The least-cost reading of a text's quote marks: what each one is, and which belong together.

Each mark can be read as opening, closing, an apostrophe or noise, and each reading has a cost that grows with what
speaks against it: the glyph's direction, and what stands on either side. A dynamic programme over the marks finds
the cheapest sequence that nests properly. So direction and adjacent space are evidence together, and a mark without
a partner costs its own price and never turns the marks after it.

Costs are on one scale: 1 is one thing out of place, such as a space on the wrong side. They were set by hand on the
two figures that judge every rule, what is repaired and what is broken, and only their order of size matters.
"""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from articlefix.language import load_data
from articlefix.passes.quotes.marks import Break, Mark, Side


class Role(Enum):
    """What a mark is read as."""

    OPEN = "opening"
    CLOSE = "closing"
    APOSTROPHE = "apostrophe"
    NOISE = "unpaired"


class Reading(NamedTuple):
    """A mark with its role and, for an opening or closing one, the index of its partner among the readings."""

    mark: Mark
    role: Role
    partner: int | None = None


TURNED = 1.5  # the glyph points the other way
UNPAIRED = 3.2  # less than turning two marks that look right, more than turning one that looks wrong
TURNED_SINGLE = 2.2  # a mark that may be an apostrophe turns less readily
UNPAIRED_SINGLE = 4.0
PRIME, PRIME_DOUBLE = 1.0, 2.5  # a straight mark after a number; a double one may as well close a quotation
ELISION = 1.5  # against quoting a word that is known as an elision, such as ’twas
DECADE = 2.0  # against quoting a decade, as in ’90s
DISTRUST = 0.55  # the weight of glyph and space in a text where many marks are turned
DAMAGED_COUNT, DAMAGED_SHARE = 3, 0.05
ELIDED_TWICE = 5.0  # against quoting the `n` of rock ’n’ roll
SAME_KIND = 2.4  # a double quotation directly inside a double one, as in `"he called it "odd" once"`
SENTENCE_START = -0.6  # a capital after a stop, a comma or an edge speaks for an opening mark
KEEP_WRAPPED = 0.3  # a quotation runs over the end of a line that goes on in lower case
KEEP_LINE = 2.6  # and over one that does not

# What stands beside a mark, in the order of Side: edge, space, letter, digit, stop, opener, closer, dash, other,
# ideograph.
OPEN_LEFT = (0.0, 0.0, 1.5, 1.5, 1.0, 0.0, 1.0, 0.0, 0.5, 0.0)
OPEN_RIGHT = (9.0, 1.0, 0.0, 0.0, 1.5, 0.0, 2.5, 0.2, 0.0, 0.0)
CLOSE_LEFT = (9.0, 1.0, 0.0, 0.0, 0.0, 2.5, 0.0, 0.0, 0.0, 0.0)
CLOSE_RIGHT = (0.0, 0.0, 1.5, 1.0, 0.0, 0.7, 0.0, 0.0, 0.3, 0.0)

_DOUBLE, _SINGLE = "D", "S"
_FEET = re.compile(r"\d['\N{PRIME}\N{RIGHT SINGLE QUOTATION MARK}] ?\d{1,2}(?:\.\d{1,2})?\Z")
_LONGEST_FEET = 9
_CONTRACTED = frozenset(("t", "s", "re", "ve", "ll", "d", "m", "em", "er"))
_DECADE = re.compile(r"\d0s(?!\w)")
_DEEPEST = 3
_IMPOSSIBLE = 99.0


def read(marks: Iterable[Mark | Break], text: str, *, spaced: bool = False) -> list[Reading]:
    """Return the cheapest reading of every mark, in order; in a `spaced` text a space belongs inside the marks.

    >>> from articlefix.document import Document
    >>> from articlefix.passes.quotes.marks import scan
    >>> text = "He called it” a triumph” and left."
    >>> [reading.role.value for reading in read(scan(Document(text)), text)]
    ['opening', 'closing']
    """
    tokens = list(marks)
    readings = _cheapest(tokens, text, Trust(), spaced=spaced)
    trust = _trust(readings)
    return readings if trust == Trust() else _cheapest(tokens, text, trust, spaced=spaced)


class Trust(NamedTuple):
    """The weight of what a mark's glyph and spaces say against a reading, for double and for single marks."""

    double: float = 1.0
    single: float = 1.0


def _trust(readings: list[Reading]) -> Trust:
    """Return what weight glyphs and spaces have in a text where a first reading turned so many marks.

    Single marks, most of which are apostrophes, lose their weight only where spaces were moved as well.
    """
    count = turned(readings)
    if count < DAMAGED_COUNT or count < DAMAGED_SHARE * len(readings):
        return Trust()
    displaced = any(is_displaced(reading) for reading in readings)
    return Trust(DISTRUST, DISTRUST if displaced else 1.0)


def is_displaced(reading: Reading) -> bool:
    """Tell whether a mark was turned and its space moved behind it, as in `as” not a triumph`."""
    mark = reading.mark
    return reading.role is Role.OPEN and mark.points < 0 and mark.right is Side.SPACE


def turned(readings: Iterable[Reading]) -> int:
    """Return how many marks were read against the direction of their glyph."""
    return sum(
        1
        for mark, role, _ in readings
        if (role is Role.OPEN and mark.points < 0) or (role is Role.CLOSE and mark.points > 0)
    )


_Path = list[tuple[Role | None, str]]


def _cheapest(tokens: list[Mark | Break], text: str, trust: Trust, *, spaced: bool) -> list[Reading]:
    """Return the cheapest reading where what speaks against one is weighed by `trust`.

    Nothing but the price of what is still open crosses a hard break, so each paragraph is read by itself.
    """
    path: _Path = []
    for block in _blocks(tokens):
        path += _plain_path(block, text, spaced=spaced) or _cheapest_path(block, text, trust, spaced=spaced)
    return _paired(tokens, path)


def _blocks(tokens: list[Mark | Break]) -> Iterator[list[Mark | Break]]:
    start = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Break) and token.hard:
            yield tokens[start : index + 1]
            start = index + 1
    if start < len(tokens):
        yield tokens[start:]


def _plain_path(block: list[Mark | Break], text: str, *, spaced: bool) -> _Path | None:
    """Return the reading of a paragraph in which nothing is out of place, as in most; `None` for any other.

    A reading that costs nothing is the cheapest, and is found by pairing each mark with the last that is open.
    """
    path: _Path = []
    state = ""
    for token in block:
        if isinstance(token, Break):
            if state and not (token.hard and token.continued):
                return None
            state = ""
            path.append((None, state))
            continue
        kind = _DOUBLE if token.is_double else _SINGLE
        if kind == _SINGLE and token.points > 0 and _is_apostrophe(text, token):
            return None
        if token.points > 0 and state[-1:] != kind and not opening_cost(token, spaced=spaced):
            state += kind
            path.append((Role.OPEN, state))
        elif token.points < 0 and state[-1:] == kind and not closing_cost(token, spaced=spaced):
            state = state[:-1]
            path.append((Role.CLOSE, state))
        else:
            return None
    return None if state else path


def _cheapest_path(block: list[Mark | Break], text: str, trust: Trust, *, spaced: bool) -> _Path:
    """Return the cheapest reading of a paragraph by a dynamic programme over its marks."""
    costs = {"": 0.0}
    trail: list[dict[str, tuple[str, Role | None]]] = []
    for token in block:
        best: dict[str, tuple[float, str, Role | None]] = {}
        prices = None if isinstance(token, Break) else _prices(token, text, trust, spaced=spaced)
        for state, cost in costs.items():
            moves = _mark_moves(prices, state) if prices else _break_moves(token, state)
            for role, target, extra in moves:
                total = cost + extra
                if target not in best or total < best[target][0]:
                    best[target] = (total, state, role)
        trail.append({target: (state, role) for target, (_, state, role) in best.items()})
        costs = {target: cost for target, (cost, _, _) in best.items()}
    last = min(costs, key=lambda state: costs[state] + _dropped(state))
    return _walk_back(trail, last)


def _walk_back(trail: list[dict[str, tuple[str, Role | None]]], state: str) -> _Path:
    """Return the role of each token and the state after it, first to last."""
    path: _Path = []
    for step in reversed(trail):
        before, role = step[state]
        path.append((role, state))
        state = before
    path.reverse()
    return path


def _paired(tokens: list[Mark | Break], path: _Path) -> list[Reading]:
    """Give each mark its role and its partner.

    An opening mark that nothing closes has no partner. It is noise, unless the next paragraph goes on quoting.
    """
    readings: list[Reading] = []
    stack: list[int] = []
    for token, (role, state) in zip(tokens, path, strict=True):
        if isinstance(token, Break):
            if not token.continued:
                _drop(readings, stack[len(state) :])
            del stack[len(state) :]
            continue
        if role is Role.OPEN:
            stack.append(len(readings))
        if role is not Role.CLOSE:
            readings.append(Reading(token, role or Role.NOISE))
            continue
        partner = stack.pop()
        if readings[partner].mark.end == token.start:
            # Nothing is quoted: marks that belong elsewhere have met.
            _drop(readings, [partner])
            readings.append(Reading(token, Role.NOISE))
            continue
        readings[partner] = readings[partner]._replace(partner=len(readings))
        readings.append(Reading(token, role, partner))
    _drop(readings, stack)
    return readings


def _drop(readings: list[Reading], indices: list[int]) -> None:
    for index in indices:
        readings[index] = readings[index]._replace(role=Role.NOISE)


class _Prices(NamedTuple):
    """What each reading of one mark costs."""

    kind: str
    opening: float
    closing: float
    apostrophe: float
    noise: float


def _prices(mark: Mark, text: str, trust: Trust, *, spaced: bool) -> _Prices:
    if mark.points > 0 and _is_okina(text, mark):
        return _Prices(_SINGLE, _IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE, 0.0)
    weight = trust.double if mark.is_double else trust.single
    opening, closing = weight * opening_cost(mark, spaced=spaced), weight * closing_cost(mark, spaced=spaced)
    if mark.is_double:
        if mark.may_be_prime and _FEET.search(text, max(0, mark.start - _LONGEST_FEET), mark.start):
            return _Prices(_DOUBLE, _IMPOSSIBLE, _IMPOSSIBLE, _IMPOSSIBLE, PRIME)
        noise = PRIME_DOUBLE if mark.may_be_prime else UNPAIRED
        return _Prices(_DOUBLE, opening, closing, _IMPOSSIBLE, noise)
    if mark.may_be_prime and mark.right is not Side.LETTER:
        return _Prices(_SINGLE, opening, closing, _IMPOSSIBLE, PRIME)
    if is_decade(text, mark):
        return _Prices(_SINGLE, opening + DECADE, closing, 0.3 + TURNED * (mark.points > 0), UNPAIRED_SINGLE)
    if _is_elided_twice(text, mark):
        return _Prices(_SINGLE, opening + ELIDED_TWICE, closing, 0.0, UNPAIRED_SINGLE)
    if _word_after(text, mark.end).lower() in _elisions("initial"):
        opening += ELISION
    return _Prices(_SINGLE, opening, closing, apostrophe_cost(mark, text), UNPAIRED_SINGLE)


def _is_okina(text: str, mark: Mark) -> bool:
    """Tell whether an opening single mark between two letters is a letter of Hawaiian, as in Hawai‘i and O‘ahu.

    A turned apostrophe stands before an ending that English contracts (`don‘t`) or in a name (`O‘Brien`).
    """
    if mark.is_double or mark.left is not Side.LETTER or mark.right is not Side.LETTER:
        return False
    after = _word_after(text, mark.end)
    is_name = text[mark.start - 1].isupper() and after[:1].isupper()
    return not is_name and after.lower() not in _CONTRACTED


def is_decade(text: str, mark: Mark) -> bool:
    """Tell whether a decade follows the mark, as in ’90s."""
    return bool(_DECADE.match(text, mark.end))


def _is_apostrophe(text: str, mark: Mark) -> bool:
    """Tell whether a mark that looks like an opening one stands where an apostrophe does."""
    if is_decade(text, mark) or _is_elided_twice(text, mark) or _is_okina(text, mark):
        return True
    return _word_after(text, mark.end).lower() in _elisions("initial")


def _is_elided_twice(text: str, mark: Mark) -> bool:
    """Tell whether the mark is the first of the two in `rock ’n’ roll` or `he might ’a’ known`."""
    word = _word_after(text, mark.end)
    end = mark.end + len(word)
    # A quoted letter is more likely `a` than `n`, so the first must not look like an opening mark.
    words = ("n",) if mark.points > 0 else ("n", "a")
    return word.lower() in words and text[end : end + 1] in ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def _mark_moves(prices: _Prices, state: str) -> Iterator[tuple[Role | None, str, float]]:
    """Yield the moves that a mark allows: open, close, be an apostrophe, be noise."""
    if prices.apostrophe < _IMPOSSIBLE:
        yield Role.APOSTROPHE, state, prices.apostrophe
    yield Role.NOISE, state, prices.noise
    nested = state[-1:] == prices.kind
    if nested:
        yield Role.CLOSE, state[:-1], prices.closing
    if len(state) < _DEEPEST and not (nested and prices.kind == _SINGLE):
        yield Role.OPEN, state + prices.kind, prices.opening + SAME_KIND * nested


def _break_moves(token: Mark | Break, state: str) -> Iterator[tuple[Role | None, str, float]]:
    """Yield the moves over the end of a line: drop all that is open, or keep it where the paragraph goes on."""
    assert isinstance(token, Break)  # noqa: S101 - marks have prices
    yield None, "", 0.0 if token.continued else _dropped(state)
    if state and not token.hard:
        yield None, state, KEEP_WRAPPED if token.wrapped else KEEP_LINE


def _dropped(state: str) -> float:
    return sum(UNPAIRED if kind == _DOUBLE else UNPAIRED_SINGLE for kind in state)


def opening_cost(mark: Mark, *, spaced: bool = False) -> float:
    """Return what speaks against reading `mark` as an opening one."""
    inside = 0.0 if spaced and mark.right is Side.SPACE else OPEN_RIGHT[mark.right]
    cost = OPEN_LEFT[mark.left] + inside + _turned(mark, -1)
    if cost and (not mark.far_left or mark.far_left in ".,:!?\N{EM DASH}") and mark.far_right.isupper():
        cost += SENTENCE_START
    return cost


def closing_cost(mark: Mark, *, spaced: bool = False) -> float:
    """Return what speaks against reading `mark` as a closing one."""
    inside = 0.0 if spaced and mark.left is Side.SPACE else CLOSE_LEFT[mark.left]
    return inside + CLOSE_RIGHT[mark.right] + _turned(mark, 1)


def _turned(mark: Mark, against: int) -> float:
    if mark.points != against:
        return 0.0
    return TURNED if mark.is_double else TURNED_SINGLE


def apostrophe_cost(mark: Mark, text: str) -> float:
    """Return what speaks against reading a single mark as an apostrophe.

    Between letters it is one. At the start of a word it wants a known elision or a decade, at the end a plural
    possessive or a word known to lose its last letter.
    """
    cost = TURNED * (mark.points > 0)
    joined = mark.left is Side.LETTER, mark.right is Side.LETTER
    if joined == (True, True):
        return cost - 1.0
    if joined[0]:
        word = _word_before(text, mark.start)
        if word[-1:] in "szxSZX":
            return cost + 0.4
        listed = word.lower() in _elisions("final") or word[-2:].lower() == "in"
        return cost + (0.4 if listed else 1.8)
    if joined[1]:
        word = _word_after(text, mark.end).lower()
        if word in _elisions("initial"):
            return cost + 0.2
        return cost + (0.6 if word in _elisions("ambiguous") else 2.5)
    if mark.right is Side.DIGIT and text[mark.end : mark.end + 2].isdigit():
        return cost + 0.3  # a year, as in the class of ’98
    return cost + UNPAIRED_SINGLE


_LONGEST_ELISION = 12


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _LONGEST_ELISION and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < _LONGEST_ELISION and text[end].isalpha():
        end += 1
    return text[start:end]


@cache
def _elisions(kind: str) -> frozenset[str]:
    return frozenset(str(load_data("elisions")[kind]).split())
