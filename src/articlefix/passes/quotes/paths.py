"""The cheapest path through the marks of a paragraph, by a dynamic programme over what is open after each.

What follows a mark depends on nothing but its prices and on what each state costs so far, and both recur: texts
quote in few ways. So each step is worked out once and remembered, which makes long runs of marks cheap as well.
"""

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache
from itertools import product

from articlefix.passes.quotes.costs import DOUBLE, SINGLE, UNPAIRED, UNPAIRED_SINGLE, Prices
from articlefix.passes.quotes.marks import Break


class Role(Enum):
    """What a mark is read as."""

    OPEN = "opening"
    CLOSE = "closing"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    NOISE = "unpaired"


SAME_KIND = 2.4  # a double quotation directly inside a double one, as in `"he called it "odd" once"`
KEEP_WRAPPED = 0.3  # a quotation runs over the end of a line that goes on in lower case
KEEP_LINE = 2.6  # and over one that does not

_DEEPEST = 3
_UNITS = 1000  # costs are added up as whole numbers, lest two that are equal differ by their order
_NEVER = 1 << 40  # the cost of a state that no path leads to, or that no cheapest path goes through

# A state is what is open, outermost first, by kind; no single quotation stands directly inside a single one.
_STATES = tuple(
    state
    for depth in range(_DEEPEST + 1)
    for state in map("".join, product((DOUBLE, SINGLE), repeat=depth))
    if SINGLE * 2 not in state
)
_NUMBERS = {state: number for number, state in enumerate(_STATES)}
_OPENED = {kind: [_NUMBERS.get(state + kind) for state in _STATES] for kind in (DOUBLE, SINGLE)}
_CLOSED = {
    kind: [_NUMBERS[state[:-1]] if state.endswith(kind) else None for state in _STATES] for kind in (DOUBLE, SINGLE)
}
_NOTHING_OPEN = (0, *[_NEVER] * (len(_STATES) - 1))


def _units(cost: float) -> int:
    return round(cost * _UNITS)


_DROPPED = tuple(
    _units(state.count(DOUBLE) * UNPAIRED + state.count(SINGLE) * UNPAIRED_SINGLE) for state in _STATES
)
"""What each state costs where all that is open stays without a partner."""

Costs = tuple[int, ...]
"""What the cheapest path to each state costs more than the cheapest of all."""
Trail = tuple[tuple[int, Role | None], ...]
"""For each state the one before, and what the mark was read as on the way."""


def cheapest_path(block: Iterable[Prices | Break]) -> list[tuple[Role | None, int]]:
    """Return for each mark or break of a paragraph its role, and how many quotations are open after it.

    >>> opening = Prices(DOUBLE, opening=0.0, closing=9.0, noise=3.2)
    >>> turned = Prices(DOUBLE, opening=9.0, closing=1.5, noise=3.2)
    >>> [(role.value, depth) for role, depth in cheapest_path([opening, turned])]
    [('opening', 1), ('closing', 0)]
    """
    costs = _NOTHING_OPEN
    trails: list[Trail] = []
    for token in block:
        costs, trail = _after_break(costs, token) if isinstance(token, Break) else _after_mark(costs, token)
        trails.append(trail)
    # Where a path that leaves nothing open is the cheapest of all, no other need be looked at.
    state = min(range(len(_STATES)), key=lambda state: costs[state] + _DROPPED[state]) if costs[0] else 0
    path: list[tuple[Role | None, int]] = []
    for trail in reversed(trails):
        before, role = trail[state]
        path.append((role, len(_STATES[state])))
        state = before
    path.reverse()
    return path


@lru_cache(maxsize=4096)  # of 32,000 marks of a novel in dialect all but 1,000 find their step
def _after_mark(costs: Costs, priced: Prices) -> tuple[Costs, Trail]:
    """Return what the states cost after a mark, and from which state and how each is reached."""
    neither = ((Role.APOSTROPHE, priced.apostrophe), (Role.PRIME, priced.prime), (Role.NOISE, priced.noise))
    role, least = min(neither, key=lambda each: each[1])
    least, opening, closing = _units(least), _units(priced.opening), _units(priced.closing)
    same_kind = _units(SAME_KIND)
    after = [_NEVER] * len(_STATES)
    trail: list[tuple[int, Role | None]] = [(0, None)] * len(_STATES)

    def move(source: int, target: int, cost: int, role: Role) -> None:
        if costs[source] + cost < after[target]:
            after[target], trail[target] = costs[source] + cost, (source, role)

    for state, cost in enumerate(costs):
        if cost == _NEVER:
            continue
        move(state, state, least, role)
        closed, opened = _CLOSED[priced.kind][state], _OPENED[priced.kind][state]
        if closed is not None:
            move(state, closed, closing, Role.CLOSE)
        if opened is not None:
            move(state, opened, opening + same_kind * (closed is not None), Role.OPEN)
    return _relative(after), tuple(trail)


@lru_cache(maxsize=1024)
def _after_break(costs: Costs, token: Break) -> tuple[Costs, Trail]:
    """Return what the states cost after the end of a line, and from which state each is reached.

    All that is open is dropped, or kept where the paragraph goes on; where the next one carries the quotation on,
    it is dropped at no cost.
    """
    dropped = costs if token.continued else [cost + _DROPPED[state] for state, cost in enumerate(costs)]
    source = min(range(len(_STATES)), key=dropped.__getitem__)
    kept = _NEVER if token.hard else _units(KEEP_WRAPPED if token.wrapped else KEEP_LINE)
    after = [dropped[source], *(cost + kept for cost in costs[1:])]
    return _relative(after), ((source, None), *((state, None) for state in range(1, len(_STATES))))


def _relative(costs: list[int]) -> Costs:
    """Return how much the states cost more than the cheapest, less those of which no cheapest path can go on.

    What is open may close at no cost; with nothing open its closing mark would be one without a partner. So a state
    that costs more than the empty one by more than such marks is never worth its price.
    """
    low = min(costs)
    return tuple(
        cost - low if cost <= costs[0] + dropped else _NEVER for cost, dropped in zip(costs, _DROPPED, strict=True)
    )
