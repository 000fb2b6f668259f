"""Tell the language of a short text by its trigrams, where its words do not: a second opinion, loaded only then.

`trigrams.json` has the most frequent trigrams of each language that its script does not tell, in their order, made
by benchmarks/trigrams.py. How probable one is, is told by its rank alone.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from articlefix.languages import UNDETERMINED, known, shipped

SHIPPED = "trigrams.json"
_SIZE = 3
_OFFSET = 8  # of a rank: the first trigrams of a language are not as much more frequent as Zipf's law would have it
_LEAST_LEAD = (
    0.1  # a trigram, in natural logarithm: of 187 pieces that words do not tell 123 are told right, 5 wrong
)
# A trigram, which 95% of those pieces have; a row of names and letters at random mostly have less.
_LEAST_MEAN = -7.7


def by_trigrams(words: Iterable[str]) -> str:
    """Return the tag of the language whose trigrams those of the words are, or `und` where two are near.

    >>> by_trigrams("varmenteita välimiehiltä seuraavasta osiosta tilaajille".split())
    'fi'
    >>> by_trigrams("qwrt zxcv plmk".split())
    'und'
    """
    counts = Counter(trigrams_of(words))
    total = counts.total()
    ranked = sorted(((_sum(counts, profile), tag) for tag, profile in _profiles().items()), reverse=True)
    (best, tag), (second, _) = ranked[0], ranked[1]
    is_clear = total and best - second >= _LEAST_LEAD * total and best >= _LEAST_MEAN * total
    return tag if is_clear and tag in known() else UNDETERMINED


def trigrams_of(words: Iterable[str]) -> Iterator[str]:
    """Yield the trigrams of words, with a space before and behind each.

    >>> list(trigrams_of(["on"]))
    [' on', 'on ']
    """
    for word in words:
        spaced = f" {word} "
        for start in range(len(spaced) - _SIZE + 1):
            yield spaced[start : start + _SIZE]


def _sum(counts: Mapping[str, int], profile: Mapping[str, float]) -> float:
    rare = profile[""]
    return sum(count * profile.get(trigram, rare) for trigram, count in counts.items())


@cache
def _profiles() -> dict[str, dict[str, float]]:
    """Return the logarithm of the probability of each trigram of each language, under no name that of any other."""
    profiles: dict[str, dict[str, float]] = {}
    for tag, row in json.loads(shipped(SHIPPED)).items():
        trigrams = [row[place : place + _SIZE] for place in range(0, len(row), _SIZE)]
        size = len(trigrams)
        whole = sum(1 / (rank + _OFFSET) for rank in range(size))
        profiles[tag] = {trigram: -math.log((rank + _OFFSET) * whole) for rank, trigram in enumerate(trigrams)}
        profiles[tag][""] = -math.log((2 * size + _OFFSET) * whole) - math.log(2)
    return profiles
