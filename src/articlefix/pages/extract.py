"""Which short lines around the paragraphs of an article are no part of it: what an extractor left of the page.

A page is cut by all that its lines show. An article that wears a few of them has no menus to tell them by; but
their words are not those of its paragraphs, and they stand in runs. They are weighed by trees of their own, which
were trained on articles that wear lines of other pages. What comes of it is evidence, no decision:
`furniture.removal` has its weight.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import and_

from articlefix.pages import own
from articlefix.pages.cut import Judge
from articlefix.pages.own import Own
from articlefix.scan.lazy import lazy

# The weights were trained with this number: to change it means to train anew.
LONGEST = 120
"""How many characters a line has at most that is weighed: of those that are told apart surely 99% have 105."""

_SHORT = 60  # characters, as titles of teasers have
_MOST_LINES = 2_000  # an article has fewer; weighing takes 0.1 ms a line
_FEWEST_PROSE = 500  # characters of paragraphs: the words of fewer tell little of what does not belong to them
_LEAST_PROSE = 0.5  # of all characters: less is a list, a poem or a table, whose lines stand for themselves
_WORD = lazy(r"(?=[\w'\u2019]{4})\w+(?:['\u2019]\w+)*")  # most shorter ones are in every text
_LETTER = lazy(r"\w")
_FEWEST_STRANGERS = 2
_FEW_LINES = 150  # to look for a word or two of each takes as long as to read all words of an article
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
    short = list(map(_is_short, texts))
    if not (short[0] or short[-1] or any(map(and_, short, short[1:]))):
        return False
    sizes = [len(text) for text in texts]
    prose = sum(size for size in sizes if size > LONGEST)
    return prose >= max(_FEWEST_PROSE, _LEAST_PROSE * sum(sizes))


def _is_short(text: str) -> bool:
    return len(text) <= _SHORT and text[-1] not in _STOPS


def read(
    texts: Sequence[str],
    tongue: str,
    rules: Sequence[str | None],
    weak: Sequence[str | None],
) -> list[Own]:
    """Return what the short lines show, and of paragraphs what they tell of those."""
    short = short_lines(texts)
    shown = own.own([texts[at] for at in short], tongue, [rules[at] for at in short], [weak[at] for at in short])
    known = dict(zip(short, shown, strict=True))
    wanted = frozenset().union(*(line.content for line in shown))
    return [known[at] if at in known else own.paragraph(text, wanted) for at, text in enumerate(texts)]


def short_lines(texts: Sequence[str]) -> list[int]:
    """Return the indices of the lines that are weighed: the others are paragraphs."""
    return [at for at, text in enumerate(texts) if len(text) <= LONGEST]


def unlikely(texts: Sequence[str], tongue: str, judge: Judge) -> dict[int, str]:
    """Return the evidence for each short line that is hardly a part of the article, by its index."""
    if not has_form_of_extract(texts):
        return {}
    if not _has_strangers(texts):
        return {}
    from articlefix.pages import model  # noqa: PLC0415 - most articles have no such lines

    rules, weak = judge(texts)
    lines, short = read(texts, tongue, rules, weak), short_lines(texts)
    likely = model.weigh_extract(lines, rules, weak, short)
    return {at: evidence for at, chance in zip(short, likely, strict=True) if (evidence := _evidence(chance))}


def _has_strangers(texts: Sequence[str]) -> bool:
    """Tell whether two short lines, which end as no sentence, share no word with the paragraphs.

    They must stand side by side, or one of them first or last. That is cheap to ask, and true of 15% of articles as
    they are, and of 85% to 98% of those that wear lines of a page.
    """
    prose = "\n".join([text[: own.LOOKED_AT] for text in texts if len(text) > LONGEST]).casefold()
    short = list(map(_is_short, texts))
    is_known = _word_finder(prose, sum(short))

    @cache
    def is_stranger(at: int) -> bool:
        return short[at] and not any(map(is_known, _WORD.findall(texts[at].casefold())))

    last = len(texts) - 1
    if any(short[at] and short[at + 1] and is_stranger(at) and is_stranger(at + 1) for at in range(last)):
        return True
    is_at_end = is_stranger(0) or is_stranger(last)
    return is_at_end and sum(map(is_stranger, range(len(texts)))) >= _FEWEST_STRANGERS


def _word_finder(prose: str, lines: int) -> Callable[[str], bool]:
    """Return a function that tells whether a word stands in a text, to ask of some lines."""
    if lines > _FEW_LINES:
        return frozenset(_WORD.findall(prose)).__contains__
    return partial(_has_word, prose)


def _has_word(prose: str, word: str) -> bool:
    """Tell whether letters stand in a text as a word.

    >>> _has_word("the reported port", "port"), _has_word("it was reported in port's log", "port")
    (True, False)
    """
    place = prose.find(word)
    while place >= 0:
        begins = not place or not _LETTER.match(prose, place - 1)
        found = _WORD.match(prose, place)
        if begins and found and found[0] == word:
            return True
        place = prose.find(word, place + 1)
    return False


def _evidence(likely: float) -> str | None:
    return next((name for limit, name in _LIMITS if likely < limit), None)
