"""The title and the standfirst where they stand twice above the article."""

from collections.abc import Sequence

from articlefix.core.document import Document
from articlefix.furniture.removal import Decision, decide
from articlefix.passes.duplicates.folding import BODY, SHORTEST_PARAGRAPH, STOPS, beginnings, fold
from articlefix.text.paragraphs import Line

_SHORTEST_TITLE = 10  # letters: a section may be called `News` twice
_FEWEST_TITLE_WORDS = 2
_LONGEST_TITLE = 250  # characters of any line above the article
_SHORTEST_STANDFIRST = 40  # characters from which on a line may be one, and then ends like a sentence
_MOST_LINES = 1000  # above a first paragraph, where the same few come again and again
_MOST_ABOVE = 4  # different lines: the title, a kicker, a standfirst, a date
_TITLE_BEGINNING = 4  # letters in which two titles that are one agree, whatever is cut from the end of either
_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\u00bb"
_SENTENCE_ENDS = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")
_SITE_MARKS = (" | ", " \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ", " :: ")
_SITE_SHARE = 0.6  # of the length of the title is the name of a site behind it, at most


def repeated_titles(_document: Document, lines: Sequence[Line]) -> dict[int, Decision]:
    """Return what is done about the lines above the article that repeat its title or its standfirst.

    The title is the first line; under a kicker, one that stands twice in a row. Of two the one without the name of
    the site stays.
    """
    above = _above_article(lines) if _may_repeat_title(lines) else ()
    dropped: dict[int, Decision] = {}
    for index, line in enumerate(above):
        if line.number not in dropped and _can_be_title(line.text, is_first=index == 0):
            dropped.update((repetition.number, decide(["title"])) for repetition in _repetitions(above, index))
    return dropped


def _repetitions(above: Sequence[Line], index: int) -> list[Line]:
    """Return all but the shortest of the lines that are the same title as the one at `index`."""
    line = above[index]
    is_long = len(line.text) >= _SHORTEST_STANDFIRST
    rest = above[index + 1 : None if index == 0 or is_long else index + 2]
    titles = [line, *(other for other in rest if _is_same_title(line.text, other.text))]
    shortest = min(titles, key=lambda title: len(fold(title.text)))
    return [title for title in titles if title is not shortest]


def _may_repeat_title(lines: Sequence[Line]) -> bool:
    """Tell whether two of the first lines begin alike: if none do, they are no titles, or no two of them are one.

    What is cut from a title is its end.
    """
    first = [_without_site(line.text) for line in lines[: _MOST_ABOVE + 1]]
    return len(set(beginnings(first, _TITLE_BEGINNING))) < len(first)


def _above_article(lines: Sequence[Line]) -> list[Line]:
    """Return the lines above the first paragraph, or none where there is none, or they are too many for titles."""
    distinct: set[str] = set()
    for index, line in enumerate(lines):
        is_paragraph = len(line.text) >= SHORTEST_PARAGRAPH and line.text.endswith(STOPS)
        if index and (is_paragraph or len(line.text) >= BODY):
            return list(lines[:index])
        distinct.add(fold(_without_site(line.text)))
        if len(line.text) > _LONGEST_TITLE or len(distinct) > _MOST_ABOVE or index >= _MOST_LINES:
            return []
    return []


def _is_same_title(title: str, other: str) -> bool:
    """Tell whether two lines are one title, either of them with the name of the site behind it.

    >>> _is_same_title("The Last Ferry | The Gazette", "The last ferry")
    True
    >>> _is_same_title("The Last Ferry", "The Last Ferry of the Year")
    False
    """
    if fold(_without_site(title)) == fold(_without_site(other)):
        return True
    names = fold(title), fold(other)
    return all(names) and (names[0] == _without_dash(other) or names[1] == _without_dash(title))


def _without_site(title: str) -> str:
    """Return a title without what a page puts behind it: `The Last Ferry | The Harbour Gazette`."""
    for mark in _SITE_MARKS:
        if mark in title:
            return title.partition(mark)[0]
    return title


def _without_dash(title: str) -> str:
    """Return the letters of a title without a site behind a dash, which is shorter, and has capitals as names have.

    >>> _without_dash("The Last Ferry to the Islands - Harbour Gazette")
    'thelastferrytotheislands'
    >>> _without_dash("Letter from the Quay - On the Loss of an Umbrella")
    ''
    """
    before, dash, site = (
        title.replace("\N{EM DASH}", "\N{EN DASH}").replace(" \N{EN DASH} ", " - ").rpartition(" - ")
    )
    is_site = dash and len(site) < _SITE_SHARE * len(before) and all(word[0].isupper() for word in site.split())
    return fold(before) if is_site else ""


def _can_be_title(text: str, *, is_first: bool) -> bool:
    """Tell whether a line may be a title or a standfirst, and is no sentence of a dialogue or of verse."""
    bare = _without_site(text)
    if text[-1] in _CLOSING and text[-2:-1] in _SENTENCE_ENDS:
        return False  # somebody says it
    if len(fold(bare)) < _SHORTEST_TITLE or len(bare.split()) < _FEWEST_TITLE_WORDS or text[0] in "-*>|":
        return False
    return text[-1] not in (",;:" if is_first or len(text) >= _SHORTEST_STANDFIRST else ".,;:")
