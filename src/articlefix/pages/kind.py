"""What a text is: an article, as its editor or an extractor left it, or the text of a whole page, menus and all.

The text itself tells: many short lines, runs of them above and below the prose, several of them buttons, links and
prompts that no article has. Only a page is cut down to its article; an article, and what an extractor left around
one, are not.
"""

from collections.abc import Sequence
from itertools import groupby
from math import inf, log1p

# What half and double of a number change was counted on 510 pages, of which 465 are told, and on 1,774 other texts,
# of which 82 are taken for pages: 67 of these are articles that wear 15 to 30 lines of other pages.
_FEWEST_LINES = 12  # half and double change nothing: it is a cheap first look
MOST_LINES = 20_000  # more is no page, and weighing each would take seconds
# Different lines: a table of results with a "Home" looks like a page otherwise. With one, 8 pages and 9 others are
# told more, with four 31 pages and 35 others fewer.
_FEWEST_FURNITURE = 2
_LEAST_SHORT = 0.12  # of all lines; half changes nothing, double loses 3 pages and 5 others
_SHORT = 40  # characters, as links have; half loses 7 pages and 21 others, double gains 3 pages and 15 others
_TINY = 25  # characters, as buttons have; half loses 6 pages and 24 others, double gains one page and 19 others
LONG_LINE = 80  # characters, as prose has; half loses 2 pages and 2 others, double gains 8 others
_STOPS = '.!?:\u201d"'
_NO_TINY = (*_STOPS, ",", ";")
# Log odds. From `PAGE` on a text is a page, and cut to its article. Below, what is not certain is an article, which
# may wear lines of a page. Of 184 articles that wear 5 to 10 lines of news pages at each of three places, 0.73% of
# the words were lost with -0.5 as the only limit, with 1 it is 0.13%, with 2 0.04%; F1 of 59 pages of news goes
# from 0.919 to 0.918 and 0.916, and of 188 pages of the web from 0.947 to 0.943.
PAGE = 2.0
# Without what goes from here on F1 of the pages of news is 0.910. With -2 a tenth more of the lines that such
# articles wear would go, and lines of code of manuals with them.
PERHAPS_PAGE = -0.5


def has_form_of_page(texts: Sequence[str]) -> bool:
    """Tell whether lines are as many, and as many of them short, as those of a page, whatever they say.

    >>> has_form_of_page(["Menu"] * 12), has_form_of_page(["The ferry left the harbour at noon."] * 12)
    (True, False)
    """
    if not _FEWEST_LINES <= len(texts) <= MOST_LINES:
        return False
    short = [text for text in texts if len(text) <= _SHORT and text[-1] not in _STOPS]  # as `_is_short` tells
    return len(short) >= _LEAST_SHORT * len(texts)


def may_be_page(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> bool:
    """Tell whether lines may be a page; most articles are none at this first look."""
    furniture = {text.casefold() for text, rule, faint in zip(texts, rules, weak, strict=True) if rule or faint}
    return len(furniture) >= _FEWEST_FURNITURE and has_form_of_page(texts)


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and text[-1] not in _STOPS


def signs(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> list[float]:
    """Return the numbers by which a page is told from an article, as `Weights.page` weighs them.

    An article that wears a few lines of a page has runs of short lines too, but shorter ones, and furniture in them
    below its last paragraph or between its paragraphs, but less.
    """
    size = len(texts)
    short = list(map(_is_short, texts))
    tiny = [len(text) <= _TINY and text[-1] not in _NO_TINY for text in texts]
    prose = [index for index, text in enumerate(texts) if len(text) >= LONG_LINE and text[-1] in _STOPS]
    first, last = (prose[0], prose[-1] + 1) if prose else (size, size)
    strong = _different(texts, rules)
    faint = _different(texts, weak) - strong
    known = [text.casefold() if rule or faint else "" for text, rule, faint in zip(texts, rules, weak, strict=True)]
    return [
        log1p(size),
        log1p(len(prose)),
        sum(short) / size,
        sum(tiny) / size,
        log1p(sum(short[:first])),
        log1p(sum(short[last:])),
        log1p(_longest_run(tiny)),
        log1p(len(strong)),
        log1p(len(faint)),
        len(strong) / size,
        len(faint) / size,
        log1p(_longest_run(short)),
        log1p(len(set(filter(None, known[first:last])))),
        log1p(len(set(filter(None, known[last:])))),
    ]


def _different(texts: Sequence[str], rules: Sequence[str | None]) -> set[str]:
    """Return the different lines that have a rule."""
    return {text.casefold() for text, rule in zip(texts, rules, strict=True) if rule}


def _longest_run(marked: Sequence[bool]) -> int:
    return max((sum(1 for _ in run) for is_marked, run in groupby(marked) if is_marked), default=0)


def odds_of_page(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> float:
    """Return the logarithm of the odds that lines are all the text of a page; none where the first look tells."""
    if not may_be_page(texts, rules, weak):
        return -inf
    from articlefix.pages.model import model  # noqa: PLC0415 - most texts are no page

    *weights, odds = model().weights.page
    for weight, sign in zip(weights, signs(texts, rules, weak), strict=True):
        odds += weight * sign
    return odds
