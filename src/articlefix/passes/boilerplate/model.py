"""Which lines of a page are its article: boosted trees over the numbers of `features`, smoothed line by line.

benchmarks/boilerplate/train.py makes the weights (data/page_model.json). They are read for whole pages only, and
reading them takes nothing but Python.
"""

from collections.abc import Callable, Sequence
from functools import cache
from math import exp, log
from typing import Any, NamedTuple

from articlefix import language
from articlefix.passes.boilerplate import features

_CHANGE = 0.3  # what a change between article and furniture costs, in log odds
_CERTAIN = 1e-4

Tree = list[list[float]]


class Model(NamedTuple):
    """The weight of each word of short lines, and trees: nodes (feature, threshold, left, right) or (value,)."""

    words: dict[str, float]
    base: float
    trees: list[Tree]


@cache
def model() -> Model:
    """Return the weights."""
    import json  # noqa: PLC0415 - whole pages only
    import os  # noqa: PLC0415

    path = os.path.join(os.path.dirname(language.__file__), "data", "page_model.json")  # noqa: PTH118, PTH120
    read: Callable[[str], bytes] = language.__spec__.loader.get_data  # type: ignore[union-attr]
    data: dict[str, Any] = json.loads(read(path))
    return Model(data["words"], data["base"], data["trees"])


def likelihoods(
    texts: Sequence[str], tongue: str, rules: Sequence[str | None], weak: Sequence[str | None]
) -> list[float]:
    """Return for each line how likely it is a part of the article, from 0 to 1."""
    known = model()
    lines = features.own(texts, tongue, rules, weak)
    scores = [features.lexical(line.words, known.words) for line in lines]
    return [_likelihood(row, known) for row in features.rows(lines, rules, scores)]


def _likelihood(row: Sequence[float], known: Model) -> float:
    total = known.base
    for tree in known.trees:
        node = tree[0]
        while len(node) > 1:
            node = tree[int(node[2] if row[int(node[0])] <= node[1] else node[3])]
        total += node[0]
    return 1 / (1 + exp(-total))


def smooth(likely: Sequence[float]) -> list[bool]:
    """Return which lines stay, where each change between the two kinds has its price (Viterbi).

    >>> smooth([0.1, 0.9, 0.49, 0.9, 0.1])
    [False, True, True, True, False]
    """
    out, inside = 0.0, -_CHANGE
    came: list[tuple[bool, bool]] = []
    for chance in likely:
        clipped = min(max(chance, _CERTAIN), 1 - _CERTAIN)
        stays_out, stays_in = out >= inside - _CHANGE, inside >= out - _CHANGE
        out, inside = (
            out if stays_out else inside - _CHANGE,
            (inside if stays_in else out - _CHANGE) + log(clipped / (1 - clipped)),
        )
        came.append((stays_out, stays_in))
    state = inside > out
    kept: list[bool] = []
    for stays_out, stays_in in reversed(came):
        kept.append(state)
        state = stays_in if state else not stays_out
    return kept[::-1]
