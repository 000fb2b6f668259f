"""Which short lines around the paragraphs of an article are no part of it: what an extractor left of the page.

A page is cut by all that its lines show. An article that wears a few of them has no menus to tell them by; but
their words are not those of its paragraphs, and they stand in runs. They are weighed by trees of their own, which
were trained on articles that wear lines of other pages. What comes of it is evidence, no decision:
`furniture.removal` has its weight.
"""

from collections.abc import Sequence
from itertools import pairwise

from articlefix.pages import own
from articlefix.pages.cut import Judge
from articlefix.pages.own import Own

# The weights were trained with this number: to change it means to train anew.
LONGEST = 120
"""How many characters a line has at most that is weighed: of those that are told apart surely 99% have 105."""

_SHORT = 60  # characters, as titles of teasers have
_MOST_LINES = 2_000  # an article has fewer; weighing takes 0.1 ms a line
_FEWEST_PROSE = 500  # characters of paragraphs: the words of fewer tell little of what does not belong to them
_LEAST_PROSE = 0.5  # of all characters: less is a list, a poem or a table, whose lines stand for themselves
_LIMITS = ((0.03, "very-unlikely"), (0.1, "unlikely"))
_STOPS = '.!?:\N{RIGHT DOUBLE QUOTATION MARK}",;'


def has_form_of_extract(texts: Sequence[str]) -> bool:
    """Tell whether short lines stand above, below or in a run between paragraphs that are most of a text.

    >>> story = "The ferry left the harbour at noon, and nobody waved. " * 5
    >>> has_form_of_extract(["Home", "Sport", story, story]), has_form_of_extract([story, story])
    (True, False)
    """
    if not 1 < len(texts) <= _MOST_LINES:
        return False
    short = [len(text) <= _SHORT and text[-1] not in _STOPS for text in texts]
    if not (short[0] or short[-1] or any(one and other for one, other in pairwise(short))):
        return False
    sizes = [len(text) for text in texts]
    prose = sum(size for size in sizes if size > LONGEST)
    return prose >= max(_FEWEST_PROSE, _LEAST_PROSE * sum(sizes))


def read(texts: Sequence[str], tongue: str, rules: Sequence[str | None], weak: Sequence[str | None]) -> list[Own]:
    """Return what the short lines show, and of paragraphs what they tell of those."""
    short = [at for at, text in enumerate(texts) if len(text) <= LONGEST]
    shown = own.own([texts[at] for at in short], tongue, [rules[at] for at in short], [weak[at] for at in short])
    known = dict(zip(short, shown, strict=True))
    wanted = frozenset().union(*(line.content for line in shown))
    return [known[at] if at in known else own.paragraph(text, wanted) for at, text in enumerate(texts)]


def unlikely(texts: Sequence[str], tongue: str, judge: Judge) -> dict[int, str]:
    """Return the evidence for each short line that is hardly a part of the article, by its index."""
    if not has_form_of_extract(texts):
        return {}
    from articlefix.pages import model  # noqa: PLC0415 - most articles have no such lines

    rules, weak = judge(texts)
    weighed = model.weigh_extract(read(texts, tongue, rules, weak), rules, weak)
    return {
        at: evidence
        for at, line in enumerate(weighed)
        if len(texts[at]) <= LONGEST and (evidence := _evidence(line.likely))
    }


def _evidence(likely: float) -> str | None:
    return next((name for limit, name in _LIMITS if likely < limit), None)
