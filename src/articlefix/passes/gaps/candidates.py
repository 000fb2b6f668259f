r"""The few places of an English text where small words stand as they hardly ever do: there the rules are tried.

The rules of `grammar` and `repeats` ask about some dozens of words, and to ask at all of these takes long. But that
a word stands before one that it cannot precede, or before a mark, can be seen without any of the finer conditions:
one search finds all such places.

It is a search of bytes in which words are written small, with a blank for each character that is of no word. So a
word before a mark, a line end or the end of the text is one before two blanks.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from articlefix.core.document import Document
from articlefix.passes.gaps.classes import pairs, table, words
from articlefix.scan.facts import fact, octets

_BLANK = ord(" ")
_WORDS = bytes(ord(chr(one).lower()) if chr(one).isalnum() or chr(one) == "_" else _BLANK for one in range(0x100))


@fact
def candidates(document: Document) -> Mapping[str, Sequence[int]]:
    r"""Return the places of words that a rule may begin with, by what is in doubt; of a verb that before its space.

    >>> found = candidates(Document("It is the, and what. Was it of the the end? Go to of.\nAnd"))
    >>> {kind: list(places) for kind, places in found.items()}
    {'mark': [6, 54], 'verb': [20], 'twice': [31], 'pair': [47]}
    """
    found: dict[str, list[int]] = defaultdict(list)
    pattern, kinds = _pattern()
    # The blank before the text makes up for the one that a match begins with.
    text = b" " + octets(document).translate(_WORDS) + b"  "
    match = pattern.search(text)
    while match:
        place = match.start()
        found[kinds[match.group()]].append(place)
        match = pattern.search(text, place + 1)
    return found


def at_candidates(
    document: Document, kind: str, pattern: re.Pattern[str], back: int = 0
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin `back` characters before one of a kind."""
    for place in candidates(document)[kind]:
        if place >= back and (match := pattern.match(document.text, place - back)):
            yield match


@cache
def _pattern() -> tuple[re.Pattern[bytes], Mapping[bytes, str]]:
    """Return the pattern of all that is sought, and what is in doubt where each is found."""
    kinds = {f" {phrase}".encode(): kind for kind, phrases in _phrases() for phrase in phrases}
    return re.compile(prefix_tree(sorted(kinds))), kinds


def _phrases() -> Iterator[tuple[str, Iterable[str]]]:
    before_marks = words("determiners") | words("conjunctions") | words("unstranded")
    # The last of these only before a comma, if a noun or a relative comes next.
    before_marks |= {*table()["phrases"].split("|"), "by", "but", "between", "among"}
    yield "mark", (f"{word}  " for word in before_marks)
    yield "pair", (f"{head.lower()} {tail} " for heads, tails in pairs() for head in heads for tail in tails)
    yield "twice", (f"{word} {word} " for word in words("doubled"))
    yield "twice", (f"{word}  {word} " for word in words("doubled") - before_marks)
    yield "verb", (f" {verb} " for verb in words("finite"))
    yield "hearer", (f"{verb} that " for verb in words("telling"))
    yield "title", ("titled ", "entitled ", "headlined ")


def prefix_tree(phrases: Sequence[bytes]) -> bytes:
    """Return the pattern of some phrases of letters and spaces, sorted, in which no letter is read twice.

    Alternatives would begin anew with each phrase. None of the phrases may begin with another.

    >>> prefix_tree([b"of", b"on an", b"on the"])
    b'o(?:f|n (?:an|the))'
    """
    if len(phrases) == 1:
        return phrases[0]
    groups = [list(group) for _, group in groupby(phrases, itemgetter(0))]
    branches = [group[0][:1] + prefix_tree([phrase[1:] for phrase in group]) for group in groups]
    return branches[0] if len(branches) == 1 else b"(?:" + b"|".join(branches) + b")"
