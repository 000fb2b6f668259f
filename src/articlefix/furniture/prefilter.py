"""Tell cheaply that a line is no furniture, as most lines are: its other words need not be read then.

A rule of furniture knows a line by how it begins, by its last word, by a mark that parts a label from what it
labels, or by calls that are glued together. The clues are drawn from the vocabulary, so that what is added there
is looked for here.

Most lines are ruled out by one look at a table for their first word and one for their last letters. The words of
all texts are few: a table remembers of each, as it is written, what it tells.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeVar

from articlefix.core.document import line_around
from articlefix.furniture.pictures import LONGEST_CREDIT, attributions
from articlefix.furniture.prompts import LONGEST_GLUED_LINE
from articlefix.furniture.vocabulary import (
    TOLD_BY,
    Vocabulary,
    has_glue,
    holds_unparted,
    in_small_letters,
    is_unparted,
    words_of,
)

_ENDING = 4  # letters: they tell the words that end furniture from most others
# Of 1,981 lines of furniture on 124 pages half of these limits loses 7 and one, twice as much finds none.
LONGEST_LINE = 400  # characters, of furniture
LONGEST_SHORT_LINE = 200  # characters, of prompts and date lines
_LONGEST_PART = 20  # no word of a prompt has as many letters
_LONGEST_TAIL = LONGEST_CREDIT + 3  # with the marks that part it from the rest
_LONGEST_UNPARTED_FORM = 40  # characters, in Chinese or Japanese: none has as many
_BARS = "|\N{MIDDLE DOT}\N{BULLET}"  # between buttons
_LONGEST_LABEL = len("Image Credit...")  # before the last of its stops
_LEADING = "-\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{BULLET} "
_AROUND = _LEADING + ",.;:!?)\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_ENDS = ".?!:;)\"'\N{RIGHT DOUBLE QUOTATION MARK}"  # as most lines do
# What parts a name or an agency from the rest of a credit; a colon stands behind its label.
_PARTING = (*"|/", "\N{FULLWIDTH COLON}", "\N{BULLET}", "\N{COPYRIGHT SIGN}", " via ", "Credit...")
_MOST_REMEMBERED = 1 << 14  # what a table remembers; the words of one article are some hundreds

_Told = TypeVar("_Told")


@cache
def _head() -> re.Pattern[str]:
    """Return the pattern of the first two words of a line."""
    return re.compile(r"[\W_]*([^\W\d_]+|\d+)[\W_]*([^\W\d_]+|\d+)?")


class _Clues(NamedTuple):
    """How a line may begin and end that is furniture.

    `openers` are first words that begin furniture whatever follows, `pairs` two words together, `begun` first
    words with how the next begins, `unparted` the first two characters where no space parts words, `formed`
    those of a form, and `parts` the words of prompts and date lines, which hold no others. `follows` has for
    each word of `pairs` and `begun` how a second word may begin. `endings` are the last letters of the last
    word.
    """

    openers: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    begun: Mapping[str, tuple[str, ...]]
    follows: Mapping[str, tuple[str, ...]]
    unparted: frozenset[str]
    formed: frozenset[str]
    parts: frozenset[str]
    endings: frozenset[str]


@cache
def _clues(table: Vocabulary) -> _Clues:
    whole = [*table.lines, *table.below_title, *table.weak, *table.menu]
    captions = (label.split()[0].rstrip(":").casefold() for label in table.credits.captions)
    formed = table.forms.openings()
    pairs = {_first_two(phrase) for phrase in whole} | {pair for pair in formed if pair[1] != "*"}
    begun: dict[str, tuple[str, ...]] = {}
    beginnings = [phrase for phrases in table.begins.values() for phrase in phrases]
    for phrase in (*table.before_title, *beginnings):
        first, second = _first_two(phrase)
        begun[first] = (*begun.get(first, ()), second)
    dates = tuple(word for word, part in table.stamp.items() if part in "mw")
    for phrase in table.credits.dated:
        first, second = _first_two(phrase)
        begun[first] = (*begun.get(first, ()), *((second,) if second else dates))
    follows = dict(begun)
    for first, second in sorted(pairs):
        # A phrase of one word is a line of one word, and nothing follows.
        follows[first] = (*follows.get(first, ()), *filter(None, (second,)))
    last = [phrase.split()[-1] for phrase in table.ends]
    last += (word for word, part in table.stamp.items() if part in "ir")
    return _Clues(
        openers=frozenset(
            (*attributions(table), *captions, "copyright", *(first for first, second in formed if second == "*"))
        ),
        pairs=frozenset(pairs),
        begun=begun,
        follows=follows,
        unparted=frozenset(phrase[:TOLD_BY] for phrase in beginnings if phrase[-1] != " "),
        formed=frozenset(first[:TOLD_BY] for first, _ in formed if is_unparted(first)),
        parts=frozenset((*table.letters, *table.stamp, *" ".join(table.counted).split())),
        endings=frozenset(word[-_ENDING:] for word in last),
    )


def _first_two(phrase: str) -> tuple[str, str]:
    first, second = [*phrase.split(), ""][:2]
    return first, second


def suspects(lines: Iterable[str], known: Vocabulary) -> frozenset[str]:
    """Return the lines that a rule may know by what they say; the rule will look closer.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> sorted(suspects(["The ferry left the harbour at noon.", "Share this story"], known))
    ['Share this story']
    """
    short = list(dict.fromkeys(line for line in lines if len(line) <= LONGEST_LINE))
    found = (_by_beginning(short, known), _by_end(short, known), _credits(short, known), _rows(short))
    return frozenset(chain.from_iterable(found))


class _Memory(dict[str, _Told]):
    """What words tell, each worked out when it is first asked for."""

    __slots__ = ("_tell",)

    def __init__(self, tell: Callable[[str], _Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, word: str) -> _Told:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        told = self[word] = self._tell(word)
        return told


def _word_of(token: str) -> str:
    """Return in small letters what stands between spaces, where it plainly is one word with marks around it.

    >>> _word_of("\N{LEFT DOUBLE QUOTATION MARK}Share,"), _word_of("ShareTweet"), _word_of("e-mail")
    ('share', '', '')
    """
    bare = token.strip(_AROUND)
    is_plain = (
        bare.isalpha() and (bare[1:].islower() or bare.isupper() or len(bare) == 1) and not holds_unparted(bare)
    )
    return in_small_letters(bare) if is_plain else ""


_words = _Memory(_word_of)


class _First(NamedTuple):
    """What the first word of a line tells: how the second may begin, and whether it may be a part of a prompt."""

    follows: tuple[str, ...]
    is_part: bool


_ANYTHING = _First(("",), is_part=False)


@cache
def _firsts(known: Vocabulary) -> _Memory[_First | None]:
    """Return what first words tell, as they are written: `None` for those with which no furniture begins."""
    clues = _clues(known)

    def tell(token: str) -> _First | None:
        word = _word_of(token)
        # Of `Read-only` the letters up to the mark are the first word.
        first = word or _word_of(_letters_at_start(token))
        if first and not (first in clues.openers or first in clues.follows or first in clues.parts):
            return None
        if not word or word in clues.openers:
            return _ANYTHING
        return _First(clues.follows.get(word, ()), word in clues.parts)

    return _Memory(tell)


def _letters_at_start(token: str) -> str:
    bare = token.strip(_AROUND)
    return bare[: next((place for place, letter in enumerate(bare) if not letter.isalpha()), len(bare))]


def _by_beginning(lines: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Yield the lines that begin as furniture does; of most the first word tells that they do not."""
    firsts, lasts = _firsts(known), _lasts(known)
    begun = ((line, first) for line in lines if (first := firsts[line.split(" ", 1)[0]]) is not None)
    # Most begin with a word such as `the`, with which prompts do: all words of these are known, the last as well.
    begun = ((line, first) for line, first in begun if first.follows or lasts[line[line.rfind(" ") + 1 :]])
    for line, first in begun:
        bare = line
        if line[0] in _LEADING:
            bare = line.lstrip(_LEADING)
            first = firsts[bare.split(" ", 1)[0]]  # noqa: PLW2901 - the word itself
        if first is not None and _may_go_on(bare, first, known) and _begins_like_it(line, known):
            yield line


def _may_go_on(line: str, first: _First, known: Vocabulary) -> bool:
    """Tell whether a line may go on as furniture does that begins with its first word."""
    rest = line.partition(" ")[2]
    second = _words[rest.partition(" ")[0]]
    if not second or second.startswith(first.follows):
        return True
    return first.is_part and second in _clues(known).parts and _lasts(known)[rest.rpartition(" ")[2]]


@cache
def _lasts(known: Vocabulary) -> _Memory[bool]:
    """Return which last words, as they are written, may be those of prompts, or be a phrase by themselves."""
    clues = _clues(known)
    lasts = clues.parts | {first for first, second in clues.pairs if not second}
    return _Memory(lambda token: not (word := _word_of(token)) or word in lasts)


@cache
def _endings(known: Vocabulary) -> _Memory[bool]:
    """Return which last letters, as they are written, may be those of furniture."""
    endings = _clues(known).endings

    return _Memory(lambda letters: not letters[-1:].isalnum() or _is_ending(letters, endings))


def _is_ending(letters: str, endings: frozenset[str]) -> bool:
    """Tell whether the last letters of a line are those of furniture: a last word may be shorter than they."""
    folded = letters.casefold()
    return any(folded[place:] in endings for place in range(len(folded)))


def _by_end(lines: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Yield the lines that end as furniture does, or are calls glued together, which are nothing but letters."""
    endings = _endings(known)
    ending = [line for line in lines if endings[line.rstrip(_ENDS)[-_ENDING:]]]
    yield from (line for line in ending if _ends_like_it(line, known))
    lettered = [line for line in lines if line[-1].isalpha() and len(line) <= LONGEST_GLUED_LINE]
    yield from (line for line in lettered if line.replace(" ", "").isalpha() and has_glue(line))


def _ends_like_it(text: str, known: Vocabulary) -> bool:
    return _is_ending(_bare(text)[-_ENDING:], _clues(known).endings)


def _begins_like_it(text: str, known: Vocabulary) -> bool:
    if text[0] in "\N{COPYRIGHT SIGN}(":
        return True
    clues = _clues(known)
    head = _head().match(text)
    if not head:
        return False
    first, second = head[1], head[2] or ""
    if len(text) <= LONGEST_SHORT_LINE and (_is_glued(first) or _is_glued(second)):
        return True
    first, second = in_small_letters(first), in_small_letters(second)
    if first in clues.openers or (first, second) in clues.pairs:
        return True
    if first in clues.begun and second.startswith(clues.begun[first]):
        return True
    if first[:TOLD_BY] in clues.unparted or first[:1] in clues.unparted:
        return True
    if len(text) <= _LONGEST_UNPARTED_FORM and first[:TOLD_BY] in clues.formed:
        return True
    is_prompt = (
        len(text) <= LONGEST_SHORT_LINE and _is_part(first, known) and (not second or _is_part(second, known))
    )
    return is_prompt and _ends_in_part(text, known)


def _is_part(word: str, known: Vocabulary) -> bool:
    return word in _clues(known).parts or word.isdigit()


def _ends_in_part(text: str, known: Vocabulary) -> bool:
    """Tell whether the last word of a line is a part of prompts: they hold no others."""
    last = _bare(text).rpartition(" ")[2]
    if last.isalpha() and last[1:].islower():
        return in_small_letters(last) in _clues(known).parts
    words = words_of(last[-_LONGEST_PART:], known)
    return not words or _is_part(words[-1], known)


def _bare(text: str) -> str:
    """Return a line up to its last letter or digit."""
    bare = text.rstrip(_ENDS)
    while bare and not bare[-1].isalnum():
        bare = bare[:-1].rstrip(_ENDS)
    return bare


def _is_glued(word: str) -> bool:
    """Tell whether a word may be two: `ShareTweet`."""
    rest = word[1:]
    return not (rest.islower() or rest.isupper() or not rest) and has_glue(word)


def _credits(lines: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Yield the lines that have the form of a credit, or end in one."""
    text = "\n".join(lines)
    parted = {line for mark in _PARTING if mark in text for line in lines if mark in line}
    labels = _labels(known)
    for line in [line for line in lines if ":" in line]:
        *labelled, _ = line.split(":")
        if any(labels[each.rstrip()[each.rstrip().rfind(" ") + 1 :]] for each in labelled):
            parted.add(line)
    if ")" in text:
        parted.update(line for line in lines if ")" in line and line.rstrip(" .")[-1:] == ")")
    for match in _attribution(known).finditer(text):
        start, end = line_around(text, *match.span())
        parted.add(text[start:end])
    yield from (line for line in parted if _may_be_credit(line, known))


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """Yield the short lines that bars part: they may be buttons."""
    text = "\n".join(lines)
    bars = [bar for bar in _BARS if bar in text]
    yield from (line for bar in bars for line in lines if bar in line and len(line) <= LONGEST_SHORT_LINE)


@cache
def _labels(known: Vocabulary) -> _Memory[bool]:
    """Return which words, as they are written, may end the label of a credit: `Photo`, `Photo by`."""
    labels = known.credits.labels | known.credits.after_label
    return _Memory(lambda token: not (word := _word_of(token)) or word in labels)


@cache
def _attribution(known: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of an attribution that begins a further sentence."""
    begun = "|".join(sorted({word[:_ENDING] for word in attributions(known)}))
    return re.compile(rf"\.\N{{RIGHT DOUBLE QUOTATION MARK}}? (?i:{begun})")


def _may_be_credit(text: str, known: Vocabulary) -> bool:
    """Tell whether a line with the marks of a credit, or its last brackets or sentence, has a word of one."""
    start = 0
    if len(text) > LONGEST_CREDIT:
        bare = text.rstrip(" .")
        marks = ("(",) if bare[-1:] == ")" else (". ", ".\N{RIGHT DOUBLE QUOTATION MARK} ")
        start = max(map(bare.rfind, marks))
        if start < 0 or len(bare) - start > _LONGEST_TAIL:
            return False
        start = max(0, start - _LONGEST_LABEL)
    return not _names(known).isdisjoint(_words_within().findall(text[start:].casefold()))


@cache
def _words_within() -> re.Pattern[str]:
    return re.compile(r"\w+")


@cache
def _names(known: Vocabulary) -> frozenset[str]:
    table = known.credits
    return table.labels | table.agencies | attributions(known) | {"ap", "caption"}
