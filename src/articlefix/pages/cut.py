"""The text of a page cut down to its article: `model` weighs each line, and what is furniture goes."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from articlefix.languages import detect
from articlefix.pages.kind import LONG_LINE, has_form_of_page, is_page

Judge = Callable[[Sequence[str]], tuple[list[str | None], list[str | None]]]
"""What gives, for lines, the rule of each that is furniture by what it says, and of each that may be."""

_MOST_ROUNDS = 5  # of 392 pages TODO


class Cut(NamedTuple):
    """What stays of a page: the indices of its lines, and for each other line why it goes."""

    stay: list[int]
    reasons: dict[int, str]


def cut(texts: Sequence[str], tongue: str, judge: Judge) -> Cut:
    """Return which lines stay: all, unless `texts` are the lines of a page.

    What stays is judged again until nothing more goes, so that a second run finds nothing to do. Where it does not
    come to rest, or nothing would stay, all stays.
    """
    indices = list(range(len(texts)))
    everything = Cut(indices, {})
    reasons: dict[int, str] = {}
    for _ in range(_MOST_ROUNDS):
        left = [texts[index] for index in indices]
        if not has_form_of_page(left):
            return Cut(indices, reasons)
        rules, weak = judge(left)
        if not is_page(left, rules, weak):
            return Cut(indices, reasons)
        from articlefix.pages import model  # noqa: PLC0415 - for what may be a page alone

        told = detect("\n".join(text for text in left if len(text) >= LONG_LINE)).partition("-")[0]
        lines = model.weigh(left, tongue if told == "und" else told, rules, weak)
        stays = model.article(lines)
        if all(stays):
            return Cut(indices, reasons)
        if not any(stays):
            return everything
        reasons |= {indices[at]: reason for at, reason in model.explain(lines, stays).items()}
        indices = [index for index, stay in zip(indices, stays, strict=True) if stay]
    return everything
