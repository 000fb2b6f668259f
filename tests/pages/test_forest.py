"""Trees that are asked feature by feature give what going from node to node gives."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix.pages.forest import Forest, Tree

NAMES = ["length", "depth", "age"]
THRESHOLDS = [-1.5, 0.0, 0.5, 2.0]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Grow a tree of at most eight leaves as the trainer writes it: nodes name those below by their number."""
    nodes: list[list[float]] = [[]]
    open_nodes = [0]
    leaves = 1
    while open_nodes:
        at = open_nodes.pop(draw(st.integers(0, len(open_nodes) - 1)))
        value = draw(st.integers(-5000, 5000)) / 1000
        if leaves == 8 or not draw(st.booleans()):
            nodes[at] = [value]
            continue
        feature, threshold = draw(st.integers(0, len(NAMES) - 1)), draw(st.sampled_from(THRESHOLDS))
        nodes[at] = [feature, threshold, len(nodes), len(nodes) + 1, value]
        open_nodes += [len(nodes), len(nodes) + 1]
        nodes += [[], []]
        leaves += 1
    return nodes


def walk(tree: Tree, row: Sequence[float]) -> list[Sequence[float]]:
    """Return the nodes that a line passes, from the root to the leaf."""
    path = [tree[0]]
    while len(path[-1]) > 1:
        number, threshold, left, right, _ = path[-1]
        path.append(tree[int(left if row[int(number)] <= threshold else right)])
    return path


ROWS = st.lists(
    st.lists(st.sampled_from([-2.0, *THRESHOLDS, 0.25, 9.0]), min_size=len(NAMES), max_size=len(NAMES)), max_size=5
)


@given(grown=st.lists(trees(), min_size=1, max_size=5), rows=ROWS)
def test_the_odds_are_those_of_the_leaves_that_each_line_comes_to(
    grown: list[Tree], rows: list[list[float]]
) -> None:
    forest = Forest(grown, 0.25, NAMES)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(NAMES)}
    expected = [0.25 + sum(walk(tree, row)[-1][0] for tree in grown) for row in rows]
    found = [forest.log_odds(leaves) for leaves in forest.leaves(columns, len(rows))]
    assert found == pytest.approx(expected)


@given(grown=st.lists(trees(), min_size=1, max_size=5), rows=ROWS)
def test_what_speaks_against_lines_is_what_the_steps_on_each_feature_cost(
    grown: list[Tree], rows: list[list[float]]
) -> None:
    forest = Forest(grown, 0.0, NAMES)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(NAMES)}
    expected = dict.fromkeys(NAMES, 0.0)
    for row in rows:
        for tree in grown:
            path = walk(tree, row)
            for node, after in pairwise(path):
                expected[NAMES[int(node[0])]] += node[-1] - after[-1]
    found = forest.against(forest.leaves(columns, len(rows)), str)
    assert {name: found.get(name, 0.0) for name in NAMES} == pytest.approx(expected, abs=1e-9)
