"""Lines that recur over the articles of one site, as a profile knows them, found again in an article of the site.

A line is known by its shape: numbers, dates, and names after a label or `by` stand for any. It goes only where the
profile saw it: above the article's first paragraph, below its last, or between them. What the profile marks to be
kept stays. `articlefix.sites.learn` makes profiles, `articlefix.sites.profiles` reads and writes them.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from articlefix.furniture import pictures
from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import UNDETERMINED, language
from articlefix.scan.lazy import lazy
from articlefix.text.paragraphs import Lines

PLACES = ("head", "inside", "tail")
"""Where a line stands to the article: above its first paragraph, between its paragraphs, below its last."""

LONGEST = 1000
"""The longest line that is looked at, in characters: a longer one is a paragraph, and recurs in copies alone."""

LONGEST_HEADLINE = 140  # characters: two lines of a column; of longer ones nearly all are summaries
_SHORTEST_PROSE = 80  # characters: a sentence, and more than a link or a button has
_STOPS = lazy(r"[.!?\u2026\u3002][\"'\u201d\u2019)\]\u00bb]*\Z|[\u201d\u00bb]\Z")
_TOKEN = lazy(r"\{(?:number|date|name)\}|\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\s+|.", re.DOTALL)
_BETWEEN = frozenset((" ", ",", ".", "-", "/"))
_ENDS_NAMES = frozenset(",|/;\N{BULLET}\N{MIDDLE DOT}\N{EM DASH}\N{EN DASH}(){}:")
_FEWEST_NAMES, _MOST_NAMES = 2, 5  # words: a first name and a surname; two people and "and"
NUMBER, DATE, NAME = "{number}", "{date}", "{name}"


class Entry(NamedTuple):
    """A line of a profile.

    `text` may hold `{number}`, `{date}` and `{name}`; `places` are those of `PLACES` where it goes; `articles` in
    how many it stood; `below` how many headlines under it go with it; `keep` why it stays, empty for one that goes.
    """

    text: str
    places: tuple[str, ...]
    articles: int
    below: int = 0
    keep: str = ""


class Profile(NamedTuple):
    """What recurs on a site: the number of articles that were read, and the lines."""

    articles: int
    entries: tuple[Entry, ...]

    def by_shape(self) -> dict[str, Entry]:
        """Return the lines that go, by their shape."""
        return {shape(entry.text): entry for entry in self.entries if not entry.keep}


NOTHING_KNOWN = Profile(0, ())


def shape(text: str) -> str:
    """Return a line as profiles compare it: in small letters, with what differs between articles left open.

    >>> shape("By Jane Doe | 3 March 2024 | 5 min read")
    'by {name} | {date} | {number} min read'
    >>> shape("12 Comments") == shape("3  comments") == shape("{number} comments")
    True
    >>> shape("The Last Ferry")
    'the last ferry'
    """
    return template(text).casefold()


def template(text: str) -> str:
    """Return a line with what differs from article to article left open, and the rest as it is written.

    >>> template("Photo: Jane Doe for Reuters")
    'Photo: {name}'
    """
    tokens = [" " if token.isspace() else token for token in _TOKEN.findall(text.strip())]
    return "".join(_without_names(_without_numbers(tokens)))


def _without_numbers(tokens: Sequence[str]) -> list[str]:
    """Put a place-holder for each number, and for each date with a month or a day of the week in words."""
    result: list[str] = []
    at = 0
    while at < len(tokens):
        kind = _kind(tokens[at])
        end = at + 1  # of the run of numbers, months and what stands between them
        kinds = {kind}
        look = end
        while kind and look < len(tokens) and (tokens[look] in _BETWEEN or _kind(tokens[look])):
            if found := _kind(tokens[look]):
                kinds.add(found)
                end = look + 1
            look += 1
        if "number" in kinds or DATE in kinds:
            result.append(DATE if kinds != {"number"} else NUMBER)
        else:
            result += tokens[at:end]
        at = end
    return result


def _vocabulary() -> Vocabulary:
    """Return the words of all languages: a shape must be the same whatever language its article is in."""
    return vocabulary(language(UNDETERMINED))


def before_names() -> frozenset[str]:
    """Return the words that stand before the names of authors, in any language."""
    return language(UNDETERMINED).words.before_names


def _kind(token: str) -> str:
    if token[0].isdigit() or token == NUMBER:
        return "number"
    if token == DATE:
        return DATE
    return "word" if _vocabulary().stamp.get(token.casefold(), "") in ("m", "w") else ""


def _without_names(tokens: Sequence[str]) -> list[str]:
    """Put a place-holder for the names that follow a colon, a sign of copyright, or a word such as `by`."""
    result: list[str] = []
    at = 0
    while at < len(tokens):
        result.append(tokens[at])
        at += 1
        if result[-1] not in (":", "\N{COPYRIGHT SIGN}") and result[-1].casefold() not in before_names():
            continue
        end = at
        while end < len(tokens) and tokens[end] not in _ENDS_NAMES and tokens[end][0] != "{":
            end += 1
        names = "".join(tokens[at:end])
        count = sum(token[0].isalpha() for token in tokens[at:end])
        if _FEWEST_NAMES <= count <= _MOST_NAMES and pictures.are_names(names, _vocabulary()):
            result += [" "] * names.startswith(" ") + [NAME] + [" "] * names.endswith(" ")
            at = end
    return result


def is_prose(text: str) -> bool:
    """Tell whether a line is long and ends as a sentence: a paragraph, of an article or not."""
    return len(text) >= _SHORTEST_PROSE and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends with the mark that ends a sentence, or a quotation."""
    return _STOPS.search(text[-8:]) is not None


def is_headline(text: str) -> bool:
    """Tell whether a line may be the headline of another story, as they stand under `More from the Gazette`."""
    return len(text) <= LONGEST_HEADLINE and text[0].isupper() and " " in text and text[-1] not in ".:;,"


def body(texts: Sequence[str], known: Collection[int]) -> tuple[int, int]:
    """Return the index of the first and of the last paragraph of the article, where those of `known` are not its.

    In a text without any, they are those of its longest line.

    >>> body(["Menu", "A" * 80 + ".", "Share"], [])
    (1, 1)
    """
    own = [index for index in range(len(texts)) if index not in known]
    prose = [index for index in own if is_prose(texts[index])]
    if not prose:
        prose = [max(own, key=lambda index: len(texts[index]))] if own else [0]
    return prose[0], prose[-1]


def place(index: int, first: int, last: int) -> str:
    """Return which of `PLACES` a line has, by the first and last paragraph of the article."""
    return "head" if index < first else "tail" if index > last else "inside"


def found(lines: Lines, profile: Profile) -> dict[int, str]:
    """Return the numbers of the lines that recur on the site, with the evidence for each."""
    if not (known := _by_shape(profile)):
        return {}
    texts = [line.text for line in lines.filled]
    matches = _matches(texts, known)
    first, last = body(texts, matches)
    going = {
        index: f"in {entry.articles} of {profile.articles} articles"
        for index, entry in matches.items()
        if place(index, first, last) in entry.places
    }
    steady = [index for index in going if 2 * matches[index].articles >= profile.articles]
    headlines = _headlines(texts, matches, steady, last)
    going |= {index: f"below {matches[above].text!r}, {going[above]}" for index, above in headlines}
    return {lines.filled[index].number: told for index, told in going.items() if _is_alone(lines, index, going)}


def _headlines(
    texts: Sequence[str], matches: Mapping[int, Entry], steady: Sequence[int], last: int
) -> Iterator[tuple[int, int]]:
    """Yield the headlines between steady lines below the article, each with the index of the line above."""
    for above, following in pairwise(steady):
        between = range(above + 1, following)
        is_short = above > last and len(between) <= matches[above].below
        if is_short and all(is_headline(texts[index]) for index in between):
            yield from ((index, above) for index in between)


def _matches(texts: Sequence[str], known: Mapping[str, Entry]) -> dict[int, Entry]:
    """Return the lines that a profile knows, by their index."""
    seen = ((index, known.get(shape(text))) for index, text in enumerate(texts) if len(text) <= LONGEST)
    return {index: entry for index, entry in seen if entry}


def _is_alone(lines: Lines, index: int, going: Collection[int]) -> bool:
    """Tell whether a line is no part of a wrapped paragraph: blank lines, or others that go, stand around it.

    In plain text a line is a paragraph.
    """
    above = index == 0 or index - 1 in going or lines.has_blank(index - 1, index)
    below = index + 1 == len(lines.filled) or index + 1 in going or lines.has_blank(index, index + 1)
    return not lines.is_markdown or (above and below)


@lru_cache(maxsize=8)
def _by_shape(profile: Profile) -> dict[str, Entry]:
    return profile.by_shape()
