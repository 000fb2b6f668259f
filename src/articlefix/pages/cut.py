"""The text of a page cut down to its article: `model` weighs each line, and what is furniture goes."""

from collections.abc import Callable, Sequence
from math import inf
from typing import NamedTuple

from articlefix.languages.detection import detect
from articlefix.pages.kind import LONG_LINE, MOST_LINES, PAGE, PERHAPS_PAGE, has_form_of_page, odds_of_page

Judge = Callable[[Sequence[str]], tuple[list[str | None], list[str | None]]]
"""What gives, for lines, the rule of each that is furniture by what it says, and of each that may be."""


class Cut(NamedTuple):
    """What stays of a page: the indices of its lines, and for each other line why it goes."""

    stay: list[int]
    reasons: dict[int, str]


def cut(
    texts: Sequence[str], tongue: str, judge: Judge, *, is_certain: bool = False, least_of_page: float = PAGE
) -> Cut:
    """Return which lines stay: all, unless `texts` are the lines of a page, or nothing would stay.

    What has the odds `least_of_page`, a logarithm, is a page. Where lines may be an article that wears some of a
    page, no line goes but what is almost surely none of it.
    Where it `is_certain` that they are, one line of furniture is enough: without any, the page has been cut.
    """
    everything = Cut(list(range(len(texts))), {})
    if not (is_certain or has_form_of_page(texts)) or len(texts) > MOST_LINES:
        return everything
    rules, weak = judge(texts)
    odds = (inf if any(rules) or any(weak) else -inf) if is_certain else odds_of_page(texts, rules, weak)
    if odds < PERHAPS_PAGE:
        return everything
    from articlefix.pages import model  # noqa: PLC0415 - for what may be a page alone

    told = detect("\n".join(text for text in texts if len(text) >= LONG_LINE)).partition("-")[0]
    lines = model.weigh(texts, tongue if told == "und" else told, rules, weak)
    stays = model.article(lines) if odds >= least_of_page else model.dressed(lines)
    if not any(stays):
        return everything
    return Cut([index for index, stay in enumerate(stays) if stay], model.explain(lines, stays))
