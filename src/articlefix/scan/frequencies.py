"""How often characters of each kind stand beside each other in good text.

benchmarks/frequencies.py makes the table, frequencies.json, from edited text: how many of a million pairs are so.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from articlefix.scan.characters import PRIVATE_PREFIXES, Cover

_LETTER = "漢"
_LAST_TOLD_APART = "\N{CYRILLIC SMALL LETTER HA WITH STROKE}"
"""Up to here, the end of the Cyrillic block, each letter is told apart: some letters with accents are common, and
others stand in mojibake alone. All letters behind it are one kind."""
_OF_MOJIBAKE = "\u9225\u7ab6\u951f\u890c"
"""Ideographs that begin marks, or U+FFFD, as GBK and Shift JIS show their UTF-8, and stand in hardly any text."""
_FIRST_FORM = "\N{LATIN SMALL LIGATURE FF}"
"""From here on, among presentation forms, they are told apart again."""
_WITHIN_WORD = 0.4
"""How often the next letter of a word that a rule names follows its first letters, and not another of the alphabet:
rules name the common words of a language. Of a million places of English text 6,000 begin ` the` and 2,000 ` which`
or `should`; by 0.4 it is 1,000 and 300, by a share of 1 in 26 it would be less than one.
"""
_PRIVATE = "\ue000"
"""What stands for all characters of private use."""
_RARE = 2
"""What of a million a pair counts that the table does not have: not none, so that a longer literal is better."""


def kind_of(character: str) -> str:
    """Return what stands for a character in the table: itself for a mark, one letter for all letters like it.

    >>> [kind_of(character) for character in "kK3ß,漢"]
    ['a', 'A', '0', 'ß', ',', '漢']
    """
    if character.isascii():
        if character.islower():
            return "a"
        if character.isupper():
            return "A"
        return "0" if character.isdigit() else character
    if character in _OF_MOJIBAKE:
        return character
    return _LETTER if _LAST_TOLD_APART < character < _FIRST_FORM and character.isalnum() else character


@cache
def _kind_of_prefix(prefix: bytes) -> str:
    try:
        return kind_of(prefix.decode())
    except UnicodeDecodeError:
        return _PRIVATE if prefix.startswith(PRIVATE_PREFIXES) else _LETTER


@cache
def _table() -> dict[str, int]:
    import json  # noqa: PLC0415 - only where literals are chosen, which a table of them spares most runs

    read = __spec__.loader.get_data  # type: ignore[union-attr]
    table: dict[str, int] = json.loads(read(__file__.replace(".py", ".json")))
    return table


@cache
def _kinds() -> dict[str, int]:
    """Return how many of a million characters are of each kind."""
    kinds: Counter[str] = Counter()
    for pair, count in _table().items():
        kinds[pair[0]] += count
    return kinds


def _weights(cover: Cover) -> dict[str, float]:
    """Return which share of each kind a cover has."""
    counts = Counter(map(_kind_of_prefix, cover))
    sizes = {"a": 26, "A": 26, "0": 10}
    return {kind: min(1.0, count / sizes.get(kind, 1)) for kind, count in counts.items()}


def per_million(covers: Sequence[Cover]) -> float:
    """Return how many of a million places of good text begin a run of one character of each of `covers`.

    >>> per_million([frozenset([b" "]), frozenset([b","])]) < per_million([frozenset([b","])]) / 100
    True
    """
    weights = [_weights(cover) for cover in covers]
    found = _single(weights[0])
    for left, right in pairwise(weights):
        found *= _pair(left, right) / _single(left)
    return found


def _single(weights: dict[str, float]) -> float:
    return sum(max(_RARE, _kinds().get(kind, 0)) * share for kind, share in weights.items())


def _pair(left: dict[str, float], right: dict[str, float]) -> float:
    table = _table()
    return _RARE * 0.5 + sum(
        table.get(a + b, 0) * p * (max(q, _WITHIN_WORD) if a.isalpha() and b.isalpha() else q)
        for a, p in left.items()
        for b, q in right.items()
    )
