"""Boosted trees, walked for all lines of a page at once, in plain Python.

Each tree has a byte in one great integer, and each bit of the byte stands for a leaf, the leftmost lowest. A node
whose answer is "greater" cuts off the leaves of its left branch; once all features have been asked, the lowest bit
that is left in a byte is the leaf that is reached. All nodes that ask for one feature are answered together: their
thresholds are sorted, and what those below the value cut off is known beforehand (Lucchese et al., QuickScorer,
SIGIR 2015). Going from node to node took five times as long.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from operator import and_, getitem
from typing import NamedTuple

Node = Sequence[float]
"""(feature, threshold, node if the feature is at most the threshold, node if it is greater, value), or (value,)."""

Tree = Sequence[Node]
"""Nodes, the root first; values are in log odds."""

_LEAVES = 8
"""The bits of a byte: a tree may have as many leaves."""

DIGITS = 4
"""To how many digits the values of leaves are rounded: as whole numbers, their sums do not depend on the order."""

_UNIT: int = 10**DIGITS

# The place of the lowest bit of each byte. No byte is ever 0: the greatest answers leave the last leaf.
_LOWEST = bytes(max(0, (byte & -byte).bit_length() - 1) for byte in range(256))


class _Leaf(NamedTuple):
    """A leaf: its value, in units of the last digit.

    `steps` are the features that were asked on the way to it, with how much each answer lowered the odds.
    """

    value: int
    steps: tuple[tuple[int, float], ...]


class _Cut(NamedTuple):
    """A node: the bits of the leaves that it cuts off where the feature is greater than the threshold."""

    feature: int
    threshold: float
    bits: int


class _Question(NamedTuple):
    """What all trees ask of one feature: `rests[n]` has the bits that stay if n thresholds are below the value."""

    feature: str
    thresholds: list[float]
    rests: list[int]


class Forest:
    """Trees over features that have names.

    >>> forest = Forest([[[0, 0.5, 1, 2, 0.0], [-0.3], [0.7]], [[1.0]]], 0.1, ["length"])
    >>> [list(leaves) for leaves in forest.leaves({"length": [0.5, 0.6]}, 2)]
    [[0, 0], [1, 0]]
    >>> [forest.log_odds(leaves) for leaves in forest.leaves({"length": [0.5, 0.6]}, 2)]
    [0.8, 1.8]
    """

    def __init__(self, trees: Sequence[Tree], base: float, names: Sequence[str]) -> None:
        self._base = round(base * _UNIT)
        self._names = names
        self._leaves: list[list[_Leaf]] = []
        cuts: dict[int, list[_Cut]] = {}
        for tree in trees:
            leaves, its_cuts = _read(tree)
            for cut in its_cuts:
                shifted = cut.bits << (_LEAVES * len(self._leaves))
                cuts.setdefault(cut.feature, []).append(cut._replace(bits=shifted))
            self._leaves.append(leaves)
        self._values = [[leaf.value for leaf in leaves] for leaves in self._leaves]
        self._all = (1 << (_LEAVES * len(trees))) - 1
        self._questions = [
            _question(names[feature], sorted(cuts[feature], key=lambda cut: cut.threshold), self._all)
            for feature in sorted(cuts)
        ]
        self.features = frozenset(question.feature for question in self._questions)

    def leaves(self, columns: Mapping[str, Sequence[float]], size: int) -> list[bytes]:
        """Return for each of `size` lines which leaf of each tree it reaches."""
        reached = [self._all] * size
        for feature, thresholds, rests in self._questions:
            column = columns[feature]
            if len(thresholds) == 1:  # two in five features have one
                (threshold,), (_, rest) = thresholds, rests
                reached = [
                    bits & rest if value > threshold else bits for bits, value in zip(reached, column, strict=True)
                ]
            else:
                reached = [
                    bits & rests[bisect_left(thresholds, value)]
                    for bits, value in zip(reached, column, strict=True)
                ]
        count = len(self._leaves)
        return [bits.to_bytes(count, "little").translate(_LOWEST) for bits in reached]

    def log_odds(self, leaves: bytes) -> float:
        """Return the log odds of a line that reaches these leaves."""
        total: int = sum(map(getitem, self._values, leaves), self._base)
        return total / _UNIT

    def against(self, lines: Sequence[bytes], group: Callable[[str], str]) -> dict[str, float]:
        """Return by how much each kind of evidence lowered the log odds of lines, as the leaves of each tell it.

        Each step down a tree moves the odds; what the steps on one kind of feature moved them by is its part.
        """
        parts: dict[str, float] = {}
        together = b"".join(lines)
        for number, leaves in enumerate(self._leaves):
            reached = together[number :: len(self._leaves)]
            for at in set(reached):
                times = reached.count(at)
                for feature, fall in leaves[at].steps:
                    kind = group(self._names[feature])
                    parts[kind] = parts.get(kind, 0.0) + times * fall
        return parts


def _read(tree: Tree, at: int = 0, steps: tuple[tuple[int, float], ...] = ()) -> tuple[list[_Leaf], list[_Cut]]:
    """Return the leaves of a tree from left to right, and its nodes."""
    node = tree[at]
    if len(node) == 1:
        return [_Leaf(round(node[0] * _UNIT), steps)], []
    number, threshold, left, right, value = node
    feature = int(number)
    (left_leaves, left_cuts), (right_leaves, right_cuts) = (
        _read(tree, int(branch), (*steps, (feature, value - tree[int(branch)][-1]))) for branch in (left, right)
    )
    size = len(left_leaves)
    cut = _Cut(feature, threshold, (1 << size) - 1)
    moved = [each._replace(bits=each.bits << size) for each in right_cuts]
    return left_leaves + right_leaves, [cut, *left_cuts, *moved]


def _question(feature: str, cuts: Sequence[_Cut], everything: int) -> _Question:
    rests = list(accumulate((~cut.bits for cut in cuts), and_, initial=everything))
    return _Question(feature, [cut.threshold for cut in cuts], rests)
