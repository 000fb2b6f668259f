"""The least-cost reading of a text's quote marks: what each one is, and which belong together.

Each mark can be read as opening, closing, an apostrophe or noise, and each reading has a cost that grows with what
speaks against it: the glyph's direction, and what stands on either side. A dynamic programme over the marks finds
the cheapest sequence that nests properly. So direction and adjacent space are evidence together, and a mark without
a partner costs its own price and never turns the marks after it. `costs` has the prices.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articlefix.passes.quotes.costs import UNLISTED_ELISION, Trust, apostrophe_cost, drops_letter, prices
from articlefix.passes.quotes.marks import LIKE, Break, Mark, Side
from articlefix.passes.quotes.paths import Role, cheapest_path


class Reading(NamedTuple):
    """A mark with its role and, for an opening or closing one, the index of its partner among the readings."""

    mark: Mark
    role: Role
    partner: int | None = None


DISTRUST = 0.55  # the weight of glyph and space in a text where many marks are turned
DAMAGED_COUNT, DAMAGED_SHARE = 3, 0.05
DIALECT_COUNT, DIALECT_SHARE = 6, 0.1  # of its single marks; of other prose fewer belong to listed words


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


def read_apart(marks: Iterable[Mark | Break], text: str, *, spaced: bool = False) -> list[Reading] | None:
    """Return the cheapest reading of the marks of some paragraphs, or nothing if it may depend on the others.

    It may where marks are turned, or single ones may be: how far glyphs are trusted depends on all marks.
    """
    readings = _cheapest(list(marks), text, Trust(), spaced=spaced)
    opening, closing = _single_quotations(readings, text)
    has_say = turned(readings) or closing > 2 * opening or _proves_turned_singles(readings, text)
    return None if has_say else readings


def _trust(readings: list[Reading], text: str) -> Trust:
    """Return what weight glyphs and spaces have in a text where a first reading turned so many marks.

    Single marks, most of which are apostrophes, lose their weight only where spaces were moved as well, or where
    far more of them close than open.
    """
    opening, closing = _single_quotations(readings, text)
    # A text that quotes with single marks has as many of both; what looks like closing ones too many was turned.
    single = DISTRUST if closing >= DAMAGED_COUNT and closing > 2 * opening else 1.0
    count = turned(readings)
    turns_singles = count > 0 or _proves_turned_singles(readings, text)
    elides = _elides(readings, text)
    if not turns_singles:
        return Trust(elides=elides)
    if count < DAMAGED_COUNT or count < DAMAGED_SHARE * len(readings):
        return Trust(single=single, turns_singles=True, elides=elides)
    displaced = any(is_displaced(reading) for reading in readings)
    return Trust(DISTRUST, DISTRUST if displaced else single, turns_singles=True, elides=elides)


def _elides(readings: Sequence[Reading], text: str) -> bool:
    """Tell whether so many words drop letters, by the lists of those that do, that others must be expected to."""
    singles = [mark for mark, _, _ in readings if not mark.is_double]
    listed = sum(drops_letter(mark, text) for mark in singles)
    return listed >= DIALECT_COUNT and listed >= DIALECT_SHARE * len(singles)


def _proves_turned_singles(readings: Sequence[Reading], text: str) -> bool:
    """Tell whether single marks close quotations that none opens: opening ones must have been turned.

    Behind a stop or a dash no apostrophe ends a word (`he said, ’No.’`), and a word hardly has one at
    either end if no list knows it to have one at both (`the word ’cow’`).
    """
    if any(_can_only_close(mark) and role in (Role.NOISE, Role.APOSTROPHE) for mark, role, _ in readings):
        return True
    return any(
        first.role is last.role is Role.APOSTROPHE
        and text[first.mark.end : last.mark.start].isalpha()
        and min(apostrophe_cost(first.mark, text), apostrophe_cost(last.mark, text)) > UNLISTED_ELISION
        for first, last in pairwise(readings)
    )


def _can_only_close(mark: Mark) -> bool:
    is_behind = mark.left in (Side.STOP, Side.DASH) and mark.right not in (Side.LETTER, Side.DIGIT)
    return not mark.is_double and mark.points < 0 and is_behind


def _single_quotations(readings: list[Reading], text: str) -> tuple[int, int]:
    """Return how many marks open a single quotation by their glyph, and how many can only close one."""
    opening = closing = 0
    for mark, _, _ in readings:
        if mark.is_double:
            continue
        if mark.points > 0:
            opening += 1
        elif mark.points < 0 and mark.right is not Side.LETTER and apostrophe_cost(mark, text) > UNLISTED_ELISION:
            closing += 1
    return opening, closing


def is_displaced(reading: Reading) -> bool:
    """Tell whether a mark was turned and its space moved behind it, as in `as” not a triumph`.

    Where opening and closing marks are alike, only the space tells.
    """
    mark = reading.mark
    is_glued = mark.left in (Side.LETTER, Side.DIGIT, Side.STOP, Side.CLOSER)
    is_turned = mark.points < 0 or (not mark.points and mark.glyph in LIKE and is_glued)
    return reading.role is Role.OPEN and is_turned and mark.right is Side.SPACE


def turned(readings: Iterable[Reading]) -> int:
    """Return how many marks were read against the direction of their glyph."""
    return sum(
        1
        for mark, role, _ in readings
        if (role is Role.OPEN and mark.points < 0) or (role is Role.CLOSE and mark.points > 0)
    )


def _cheapest(tokens: list[Mark | Break], text: str, trust: Trust, *, spaced: bool) -> list[Reading]:
    """Return the cheapest reading where what speaks against one is weighed by `trust`.

    Nothing but the price of what is still open crosses a hard break, so each paragraph is read by itself.
    """
    path: list[tuple[Role | None, int]] = []
    for block in _blocks(tokens):
        path += cheapest_path(
            token if isinstance(token, Break) else prices(token, text, trust, spaced=spaced) for token in block
        )
    return _paired(tokens, path)


def _blocks(tokens: list[Mark | Break]) -> Iterator[list[Mark | Break]]:
    start = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Break) and token.hard:
            yield tokens[start : index + 1]
            start = index + 1
    if start < len(tokens):
        yield tokens[start:]


def _paired(tokens: list[Mark | Break], path: list[tuple[Role | None, int]]) -> list[Reading]:
    """Give each mark its role and its partner.

    An opening mark that nothing closes has no partner. It is noise, unless the next paragraph goes on quoting.
    """
    readings: list[Reading] = []
    stack: list[int] = []
    for token, (role, depth) in zip(tokens, path, strict=True):
        if isinstance(token, Break):
            if not token.continued:
                _drop(readings, stack[depth:])
            del stack[depth:]
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
