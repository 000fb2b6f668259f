"""The text of a whole page, menus and all: told from an article, and cut down to the article.

Which it is the text itself tells: many short lines, several of them buttons, links and prompts that no article
has. Only then is each line weighed by `model`; an article, and what an extractor left around one, are not.
"""

from collections.abc import Callable, Sequence

from articlefix.language import detect

Judge = Callable[[Sequence[str]], tuple[list[str | None], list[str | None]]]
"""What gives, for lines, the rule of each that is furniture by what it says, and of each that may be."""

_FEWEST_LINES = 15
_MOST_LINES = 20_000  # more is no page, and weighing each would take minutes
_FEWEST_FURNITURE = 4  # different lines
_FEWEST_LINKS = 2  # of them: what a menu holds, where prompts and calls stand around an extracted article too
_SHORT_SHARE = 0.3
_SHORT = 40
_LONG = 80
_STOPS = '.!?:\u201d"'
_MOST_ROUNDS = 5


def is_page(texts: Sequence[str], rules: Sequence[str | None], weak: Sequence[str | None]) -> bool:
    """Tell whether lines are all the text of a page."""
    strong = {text.casefold() for text, rule in zip(texts, rules, strict=True) if rule}
    faint = {text.casefold() for text, rule in zip(texts, weak, strict=True) if rule} - strong
    return len(faint) >= _FEWEST_LINKS and len(strong) + len(faint) >= _FEWEST_FURNITURE


def has_shape(texts: Sequence[str]) -> bool:
    """Tell whether lines are as many and as short as those of a page."""
    if not _FEWEST_LINES <= len(texts) <= _MOST_LINES:
        return False
    short = sum(len(text) <= _SHORT and text[-1] not in _STOPS for text in texts)
    return short >= _SHORT_SHARE * len(texts)


def kept(texts: Sequence[str], tongue: str, judge: Judge) -> list[int]:
    """Return the indices of the lines that stay: all, unless `texts` are the lines of a page.

    What stays is judged again until nothing more goes, so that a second run finds nothing to do. Where it does not
    come to rest, or nothing would stay, all stays.
    """
    everything = list(range(len(texts)))
    indices = everything
    for _ in range(_MOST_ROUNDS):
        left = [texts[index] for index in indices]
        if not has_shape(left):
            return indices
        rules, weak = judge(left)
        if not is_page(left, rules, weak):
            return indices
        from articlefix.passes.boilerplate import model  # noqa: PLC0415 - most texts are no page

        told = detect("\n".join(text for text in left if len(text) >= _LONG)).partition("-")[0]
        stays = model.smooth(model.likelihoods(left, tongue if told == "und" else told, rules, weak))
        if all(stays):
            return indices
        indices = [index for index, stay in zip(indices, stays, strict=True) if stay]
        if not indices:
            return everything
    return everything
