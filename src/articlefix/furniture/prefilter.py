"""Tell cheaply that a line is no furniture, as most lines are: its other words need not be read then.

A rule of furniture knows a line by how it begins, by its last word, by a mark that parts a label from what it
labels, or by calls that are glued together. The clues are drawn from the vocabulary, so that what is added there
is looked for here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from articlefix.furniture.pictures import LONGEST_CREDIT, attributions
from articlefix.furniture.prompts import LONGEST_GLUED_LINE
from articlefix.furniture.vocabulary import Vocabulary, has_glue, words_of
from articlefix.scan.patterns import lazy

_HEAD = lazy(r"[\W_]*([^\W\d_]+|\d+)[\W_]*([^\W\d_]+|\d+)?")
_LETTERS = lazy(r"[^\W\d_]+")
_WORD = lazy(r"\w+")
_ENDING = 4  # letters: they tell the words that end furniture from most others
# Of 1,981 lines of furniture on 124 pages half of these limits loses 7 and one, twice as much finds none.
LONGEST_LINE = 400  # characters, of furniture
LONGEST_SHORT_LINE = 200  # characters, of prompts and date lines
_LONGEST_PART = 20  # no word of a prompt has as many letters
_LONGEST_TAIL = LONGEST_CREDIT + 3  # with the marks that part it from the rest
_LONGEST_LABEL = len("Image Credit...")  # before the last of its stops
_LEADING = "-\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{BULLET} "
_AROUND = _LEADING + ",.;:!?)\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_ENDS = ".?!:;)\"'\N{RIGHT DOUBLE QUOTATION MARK}"  # as most lines do


@cache
def _credit(known: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of what parts a label or an agency from the rest of a line.

    Or of a bracket at its end, or of an attribution as its last sentence. The class comes first and the conditions
    look back, so that the search runs at the speed of a class.
    """
    attributed = "|".join(sorted({word[:_ENDING] for word in attributions(known)}))
    return re.compile(
        r"[:|/\uff1a\u2022\u00a9).\u201d](?:(?<=[^).\u201d])|(?<=\))(?=[ .]*+\Z)"
        rf"|(?<=[.\u201d])(?=[ ](?i:{attributed})))"
    )


class _Clues(NamedTuple):
    """How a line may begin and end that is furniture.

    `firsts` are the words that begin one; of them `openers` do whatever follows, `pairs` two together, `begun` are
    first words with how the next begins, and `parts` are the words of prompts and date lines, which hold no others.
    Those that are `free` take any second word, the others one of `seconds`. `endings` are the last letters of the
    last word.
    """

    firsts: frozenset[str]
    free: frozenset[str]
    seconds: frozenset[str]
    openers: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    begun: Mapping[str, tuple[str, ...]]
    parts: frozenset[str]
    endings: frozenset[str]


@cache
def _clues(table: Vocabulary) -> _Clues:
    whole = [*table.lines, *table.below_title, *table.weak, *table.menu]
    captions = (label.split()[0].rstrip(":").casefold() for label in table.credits.captions)
    openers = {*attributions(table), *captions, "copyright"}
    pairs: set[tuple[str, str]] = set()
    for phrase in whole:
        first, second = [*phrase.split(), ""][:2]
        pairs.add((first, second))
    begun: dict[str, tuple[str, ...]] = {}
    for phrase in (*table.before_title, *(phrase for phrases in table.begins.values() for phrase in phrases)):
        first, second = [*phrase.split(), ""][:2]
        begun[first] = (*begun.get(first, ()), second)
    last = [phrase.split()[-1] for phrase in table.ends]
    last += (word for word, part in table.stamp.items() if part in "ir")
    parts = frozenset(table.letters) | frozenset(table.stamp) | {*" ".join(table.counted).split()}
    free = frozenset(openers | begun.keys())
    return _Clues(
        firsts=parts | free | {first for first, _ in pairs},
        free=free,
        seconds=parts | {second for _, second in pairs},
        openers=frozenset(openers),
        pairs=frozenset(pairs),
        begun=begun,
        parts=parts,
        endings=frozenset(word[-_ENDING:] for word in last),
    )


def suspects(lines: Iterable[str], known: Vocabulary) -> frozenset[str]:
    """Return the lines that a rule may know by what they say; the rule will look closer.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> sorted(suspects(["The ferry left the harbour at noon.", "Share this story"], known))
    ['Share this story']
    """
    short = [line for line in lines if len(line) <= LONGEST_LINE]
    credited = (line for line in short if _may_be_credit(line, known))
    return frozenset((*_by_beginning(short, known), *_by_end(short, known), *credited))


def _by_beginning(lines: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Yield the lines that begin as furniture does; of most two words tell that they do not."""
    for line in lines:
        first, _, rest = line.lstrip(_LEADING).partition(" ")
        if not _may_be_first(first, known):
            continue
        if (_is_free(first, known) or _may_be_second(rest.partition(" ")[0], known)) and _begins_like_it(
            line, known
        ):
            yield line


def _by_end(lines: Sequence[str], known: Vocabulary) -> Iterator[str]:
    """Yield the lines that end as furniture does, or hold glued prompts, which are no sentence."""
    for line in lines:
        is_glued = line[-1] not in ".?" and len(line) <= LONGEST_GLUED_LINE and has_glue(line)
        if is_glued or (_may_be_ending(line.rstrip(_ENDS)[-_ENDING:], known) and _ends_like_it(line, known)):
            yield line


# The words of all texts are few, and so are their endings: what one is told is told once.
_remembered = lru_cache(maxsize=1 << 14)


@_remembered
def _may_be_first(word: str, known: Vocabulary) -> bool:
    return not _is_ordinary(word, _clues(known).firsts)


@_remembered
def _is_free(word: str, known: Vocabulary) -> bool:
    """Tell whether a line may begin with what stands between spaces, whatever the next word is."""
    return not (word.strip(_AROUND).isalpha() and _is_ordinary(word, _clues(known).free))


@_remembered
def _may_be_second(word: str, known: Vocabulary) -> bool:
    return not _is_ordinary(word, _clues(known).seconds)


@_remembered
def _may_be_ending(letters: str, known: Vocabulary) -> bool:
    folded = letters.casefold()
    is_clear = letters.isascii() and letters[-1:].isalnum()
    return not is_clear or folded in _clues(known).endings or folded[1:] in _clues(known).endings


def _is_ordinary(word: str, known: frozenset[str]) -> bool:
    """Tell whether what stands between spaces begins with a word that is one, and none of those known."""
    bare = word.strip(_AROUND)
    if not bare.isalpha():
        head = _LETTERS.match(bare)
        bare = head.group() if head else ""
    return (bare[1:].islower() or bare.isupper()) and bare.casefold() not in known


def _ends_like_it(text: str, known: Vocabulary) -> bool:
    ending = _bare(text)[-_ENDING:].casefold()
    return ending in _clues(known).endings or ending[1:] in _clues(known).endings


def _begins_like_it(text: str, known: Vocabulary) -> bool:
    if text[0] in "\N{COPYRIGHT SIGN}(":
        return True
    clues = _clues(known)
    head = _HEAD.match(text)
    if not head:
        return False
    first, second = head[1], head[2] or ""
    if len(text) <= LONGEST_SHORT_LINE and (_is_glued(first) or _is_glued(second)):
        return True
    first, second = first.casefold(), second.casefold()
    if first in clues.openers or (first, second) in clues.pairs:
        return True
    if first in clues.begun and second.startswith(clues.begun[first]):
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
        return last.casefold() in _clues(known).parts
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


def _may_be_credit(text: str, known: Vocabulary) -> bool:
    """Tell whether a line has the form of a credit, or its last brackets or sentence have, and a word of one."""
    start = 0
    if len(text) > LONGEST_CREDIT:
        bare = text.rstrip(" .")
        marks = ("(",) if bare[-1:] == ")" else (". ", ".\N{RIGHT DOUBLE QUOTATION MARK} ")
        start = max(map(bare.rfind, marks))
        if start < 0 or len(bare) - start > _LONGEST_TAIL:
            return False
        start = max(0, start - _LONGEST_LABEL)
    if not (_credit(known).search(text, start) or " via " in text):
        return False
    return not _names(known).isdisjoint(_WORD.findall(text[start:].casefold()))


@cache
def _names(known: Vocabulary) -> frozenset[str]:
    table = known.credits
    return table.labels | table.agencies | attributions(known) | {"ap", "caption"}
