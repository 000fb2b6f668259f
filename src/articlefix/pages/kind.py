"""What a text is: an article, as its editor or an extractor left it, or the text of a whole page, menus and all.

The text itself tells: many short lines, runs of them above and below the prose, several of them buttons, links and
prompts that no article has. Only a page is cut down to its article; an article, and what an extractor left around
one, are not.
"""

from collections.abc import Sequence
from itertools import groupby
from math import log1p

_FEWEST_LINES = 12
_MOST_LINES = 20_000  # more is no page, and weighing each would take minutes
_FEWEST_FURNITURE = 2  # different lines: a table of results with a "Home" looks like a page otherwise
_LEAST_SHORT = 0.12  # of all lines
_SHORT = 40
_TINY = 25
LONG_LINE = 80
_STOPS = '.!?:\u201d"'
_NO_TINY = (*_STOPS, ",", ";")
_PAGE = 0.5  # log odds: of 247 pages 233 reach it, of 478 articles and extracts none (held out 232 and one)


def has_form_of_page(texts: Sequence[str]) -> bool:
    """Tell whether lines are as many, and as many of them short, as those of a page, whatever they say.

    >>> has_form_of_page(["Menu"] * 12), has_form_of_page(["The ferry left the harbour at noon."] * 12)
    (True, False)
    """
    if not _FEWEST_LINES <= len(texts) <= _MOST_LINES:
        return False
    return sum(map(_is_short, texts)) >= _LEAST_SHORT * len(texts)


def may_be_page(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> bool:
    """Tell whether lines may be a page; most articles are none at this first look."""
    furniture = {text.casefold() for text, rule, faint in zip(texts, rules, weak, strict=True) if rule or faint}
    return len(furniture) >= _FEWEST_FURNITURE and has_form_of_page(texts)


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and text[-1] not in _STOPS


def signs(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> list[float]:
    """Return the numbers by which a page is told from an article, as `Model.page` weighs them."""
    size = len(texts)
    short = [_is_short(text) for text in texts]
    tiny = [len(text) <= _TINY and text[-1] not in _NO_TINY for text in texts]
    prose = [index for index, text in enumerate(texts) if len(text) >= LONG_LINE and text[-1] in _STOPS]
    first, last = (prose[0], prose[-1] + 1) if prose else (size, size)
    strong = {text.casefold() for text, rule in zip(texts, rules, strict=True) if rule}
    faint = {text.casefold() for text, rule in zip(texts, weak, strict=True) if rule} - strong
    longest = max((sum(1 for _ in run) for is_tiny, run in groupby(tiny) if is_tiny), default=0)
    return [
        log1p(size),
        log1p(len(prose)),
        sum(short) / size,
        sum(tiny) / size,
        log1p(sum(short[:first])),
        log1p(sum(short[last:])),
        log1p(longest),
        log1p(len(strong)),
        log1p(len(faint)),
        len(strong) / size,
        len(faint) / size,
    ]


def is_page(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> bool:
    """Tell whether lines are all the text of a page."""
    if not may_be_page(texts, rules, weak):
        return False
    from articlefix.pages.model import model  # noqa: PLC0415 - most texts are no page

    *weights, odds = model().weights.page
    for weight, sign in zip(weights, signs(texts, rules, weak), strict=True):
        odds += weight * sign
    return odds >= _PAGE
