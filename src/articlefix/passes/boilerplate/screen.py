"""Tell cheaply that a line is no furniture, as most lines are: its other words need not be read then.

A rule of furniture knows a line by how it begins, by its last word, by a mark that parts a label from what it
labels, or by calls that are glued together. The clues are drawn from the vocabulary, so that what is added there
is looked for here.
"""

from functools import cache, lru_cache
from typing import NamedTuple

from articlefix.passes.boilerplate.pictures import ATTRIBUTIONS, CAPTION_LABELS, LONGEST_CREDIT
from articlefix.passes.boilerplate.prompts import LONGEST_GLUED_LINE
from articlefix.passes.boilerplate.vocabulary import has_glue, vocabulary
from articlefix.patterns import lazy

_HEAD = lazy(r"[\W_]*([^\W\d_]+|\d+)[\W_]*([^\W\d_]+|\d+)?")
_WORD = lazy(r"\w+")
_ENDING = 4
_ATTRIBUTED = "|".join(sorted({word[:_ENDING] for word in ATTRIBUTIONS}))
# What parts a label or an agency from the rest, a bracket at the end, or an attribution as the last sentence. The
# class comes first and the conditions look back, so that the search runs at the speed of a class.
_CREDIT = lazy(
    r"[:|/\uff1a\u2022\u00a9).\u201d](?:(?<=[^).\u201d])|(?<=\))(?=[ .]*+\Z)"
    rf"|(?<=[.\u201d])(?=[ ](?i:{_ATTRIBUTED})))"
)


class _Clues(NamedTuple):
    """How a line may begin and end that is furniture.

    `firsts` are the words that begin one; of them `openers` do whatever follows, `pairs` two together, and `parts`
    are the words of prompts and date lines, which hold no others. `endings` are the last letters of its last word.
    """

    firsts: frozenset[str]
    openers: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    parts: frozenset[str]
    endings: frozenset[str]


@cache
def _clues() -> _Clues:
    table = vocabulary()
    whole = [*table.lines, *table.below_title, *table.weak]
    begun = [*table.before_title, *(phrase for phrases in table.begins.values() for phrase in phrases)]
    openers = {*ATTRIBUTIONS, *(label.split()[0].rstrip(":").casefold() for label in CAPTION_LABELS), "copyright"}
    pairs: set[tuple[str, str]] = set()
    for phrase in whole:
        first, second = [*phrase.split(), ""][:2]
        pairs.add((first, second))
    for phrase in begun:
        first, *rest = phrase.split()
        # The last word of a beginning may itself be only begun.
        if len(rest) > 1:
            pairs.add((first, rest[0]))
        else:
            openers.add(first)
    last = [phrase.split()[-1] for phrase in table.rights]
    last += (word for word, part in table.stamp.items() if part in "ir")
    parts = frozenset(table.letters) | frozenset(table.stamp)
    firsts = frozenset(first for first, _ in pairs)
    endings = frozenset(word[-_ENDING:] for word in last)
    return _Clues(parts | firsts | openers, frozenset(openers), frozenset(pairs), parts, endings)


@lru_cache(maxsize=256)  # a short line is asked about several times
def may_be_furniture(text: str) -> bool:
    """Tell whether any rule may know a line by what it says; the rule will look closer.

    >>> may_be_furniture("The ferry left the harbour at noon."), may_be_furniture("Share this story")
    (False, True)
    """
    return text[0] in "\N{COPYRIGHT SIGN}(" or _begins_like_it(text) or _ends_like_it(text) or _may_be_credit(text)


def _begins_like_it(text: str) -> bool:
    clues = _clues()
    word = text.partition(" ")[0]
    # Most lines begin with an ordinary word, and that is all there is to see.
    if word.isalpha() and word[1:].islower() and word.casefold() not in clues.firsts:
        return False
    head = _HEAD.match(text)
    if not head:
        return False
    first, second = head[1].casefold(), (head[2] or "").casefold()
    if first in clues.openers or (first, second) in clues.pairs or any(map(_is_glued, head.groups(""))):
        return True
    return all(not word or word in clues.parts or word.isdigit() for word in (first, second))


def _is_glued(word: str) -> bool:
    """Tell whether a word may be two: `ShareTweet`."""
    return not (word.islower() or word[1:].islower() or word.isupper()) and has_glue(word)


def _ends_like_it(text: str) -> bool:
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    ending = text[max(0, end - _ENDING) : end].casefold()
    if ending in _clues().endings or ending[1:] in _clues().endings:
        return True
    return text[-1] not in ".?" and len(text) <= LONGEST_GLUED_LINE and has_glue(text)


def _may_be_credit(text: str) -> bool:
    """Tell whether a line has the form of a credit, or ends in one, and has a word of one."""
    tail = len(text.rstrip(" .")) - LONGEST_CREDIT - 2
    if not (_CREDIT.search(text, max(0, tail)) or " via " in text):
        return False
    return not _names().isdisjoint(_WORD.findall(text.casefold()))


@cache
def _names() -> frozenset[str]:
    table = vocabulary().credits
    return table["labels"] | table["agencies"] | {"ap", "caption"}
