"""The least-cost reading of a text's quote marks: what each one is, and which belong together.

Each mark can be read as opening, closing, an apostrophe or noise, and each reading has a cost that grows with what
speaks against it: the glyph's direction, and what stands on either side. A dynamic programme over the marks finds
the cheapest sequence that nests properly. So direction and adjacent space are evidence together, and a mark without
a partner costs its own price and never turns the marks after it. `costs` has the prices.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from articlefix.passes.quotes.costs import (
    DOUBLE,
    IMPOSSIBLE,
    SINGLE,
    UNLISTED_ELISION,
    UNPAIRED,
    UNPAIRED_SINGLE,
    Prices,
    Trust,
    apostrophe_cost,
    closing_cost,
    is_apostrophe,
    opening_cost,
    prices,
)
from articlefix.passes.quotes.marks import Break, Mark, Side


class Role(Enum):
    """What a mark is read as."""

    OPEN = "opening"
    CLOSE = "closing"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    NOISE = "unpaired"


class Reading(NamedTuple):
    """A mark with its role and, for an opening or closing one, the index of its partner among the readings."""

    mark: Mark
    role: Role
    partner: int | None = None


DISTRUST = 0.55  # the weight of glyph and space in a text where many marks are turned
DAMAGED_COUNT, DAMAGED_SHARE = 3, 0.05
SAME_KIND = 2.4  # a double quotation directly inside a double one, as in `"he called it "odd" once"`
KEEP_WRAPPED = 0.3  # a quotation runs over the end of a line that goes on in lower case
KEEP_LINE = 2.6  # and over one that does not
_DEEPEST = 3


def read(marks: Iterable[Mark | Break], text: str, *, spaced: bool = False) -> list[Reading]:
    """Return the cheapest reading of every mark, in order; in a `spaced` text a space belongs inside the marks.

    >>> from articlefix.core.document import Document
    >>> from articlefix.passes.quotes.marks import scan
    >>> text = "He called it” a triumph” and left."
    >>> [reading.role.value for reading in read(scan(Document(text)), text)]
    ['opening', 'closing']
    """
    tokens = list(marks)
    readings = _cheapest(tokens, text, Trust(), spaced=spaced)
    trust = _trust(readings, text)
    return readings if trust == Trust() else _cheapest(tokens, text, trust, spaced=spaced)


def _trust(readings: list[Reading], text: str) -> Trust:
    """Return what weight glyphs and spaces have in a text where a first reading turned so many marks.

    Single marks, most of which are apostrophes, lose their weight only where spaces were moved as well, or where
    far more of them close than open.
    """
    single = DISTRUST if _lacks_opening_singles(readings, text) else 1.0
    count = turned(readings)
    if count < DAMAGED_COUNT or count < DAMAGED_SHARE * len(readings):
        return Trust(single=single)
    displaced = any(is_displaced(reading) for reading in readings)
    return Trust(DISTRUST, DISTRUST if displaced else single)


def _lacks_opening_singles(readings: list[Reading], text: str) -> bool:
    """Tell whether marks that can only close a single quotation outnumber those that open one, two to one.

    A text that quotes with single marks has as many of both; what looks like closing ones too many was turned.
    """
    opening = closing = 0
    for mark, _, _ in readings:
        if mark.is_double:
            continue
        if mark.points > 0:
            opening += 1
        elif mark.points < 0 and mark.right is not Side.LETTER and apostrophe_cost(mark, text) > UNLISTED_ELISION:
            closing += 1
    return closing >= DAMAGED_COUNT and closing > 2 * opening


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
        kind = DOUBLE if token.is_double else SINGLE
        if kind == SINGLE and token.points > 0 and is_apostrophe(text, token):
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
        priced = None if isinstance(token, Break) else prices(token, text, trust, spaced=spaced)
        for state, cost in costs.items():
            moves = _mark_moves(priced, state) if priced else _break_moves(token, state)
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


def _mark_moves(priced: Prices, state: str) -> Iterator[tuple[Role | None, str, float]]:
    """Yield the moves that a mark allows: open, close, be an apostrophe, a prime, or noise."""
    if priced.apostrophe < IMPOSSIBLE:
        yield Role.APOSTROPHE, state, priced.apostrophe
    if priced.prime < IMPOSSIBLE:
        yield Role.PRIME, state, priced.prime
    yield Role.NOISE, state, priced.noise
    nested = state[-1:] == priced.kind
    if nested:
        yield Role.CLOSE, state[:-1], priced.closing
    if len(state) < _DEEPEST and not (nested and priced.kind == SINGLE):
        yield Role.OPEN, state + priced.kind, priced.opening + SAME_KIND * nested


def _break_moves(token: Mark | Break, state: str) -> Iterator[tuple[Role | None, str, float]]:
    """Yield the moves over the end of a line: drop all that is open, or keep it where the paragraph goes on."""
    assert isinstance(token, Break)  # noqa: S101 - marks have prices
    yield None, "", 0.0 if token.continued else _dropped(state)
    if state and not token.hard:
        yield None, state, KEEP_WRAPPED if token.wrapped else KEEP_LINE


def _dropped(state: str) -> float:
    return sum(UNPAIRED if kind == DOUBLE else UNPAIRED_SINGLE for kind in state)
