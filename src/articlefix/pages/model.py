"""Which lines of a page are its article: boosted trees over the numbers of `features`, smoothed line by line.

benchmarks/boilerplate/train.py makes the weights (weights.json). They are read where a text may be a page
only, and reading them takes nothing but Python.
"""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from itertools import groupby
from math import exp, log
from typing import Any, NamedTuple

from articlefix.pages import features, own
from articlefix.pages.forest import Forest, Tree
from articlefix.pages.own import Own
from articlefix.pages.structure import Columns

_CHANGE = 0.3  # what a change between article and furniture costs, in log odds; from 0.1 to 2.5 F1 is the same
# Of articles that wear lines of pages 0.001% to 0.05% of the words are weighed as less, and half of those lines.
_ALMOST_NONE = 0.03
_CERTAIN = 1e-4  # no line is surer than that, so that a run of others may outweigh it
# A set of lines has the greatest expected F1 where it holds those at least half as likely as that F1 is great. The
# likeliest prose stands for it: on a page that the weights take for furniture throughout, the best is the article.
_SHARE_OF_BEST = 0.5
_EVEN = 0.5
_MOST_REASONS = 3  # what fits on a line of the report
_LEAST_REASON = 0.1  # log odds: less is noise beside the others

_SAYINGS = {
    "dates": "dates and remarks of readers",
    "links": "links",
    "wording": "words of menus and prompts",
    "repetition": "lines that recur on the page",
    "subject": "words that the article does not use",
    "surroundings": "furniture around",
}


class Weights(NamedTuple):
    """What is trained.

    `words` has the weight of each word of short lines, `told` that of each word of sentences; `trees` are as
    `forest` has them, over `base`, in log odds; `page` has the weights of `kind.signs` and a constant.
    `extract_trees`, over `extract_base`, weigh the short lines of what may be an extract.
    """

    words: dict[str, float]
    told: dict[str, float]
    base: float
    trees: Sequence[Tree]
    page: list[float]
    extract_base: float
    extract_trees: Sequence[Tree]


class Model:
    """The weights, and the trees as they are walked."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    @cached_property
    def forest(self) -> Forest:
        """The trees that weigh the lines of a page."""
        return Forest(self.weights.trees, self.weights.base, features.names())

    @cached_property
    def extract_forest(self) -> Forest:
        """The trees that weigh the short lines of an extract."""
        return Forest(self.weights.extract_trees, self.weights.extract_base, features.names())


class Line(NamedTuple):
    """A line as `weigh` sees it: how likely it is a part of the article, from 0 to 1, and what that rests on."""

    own: Own
    leaves: bytes
    likely: float


@cache
def model() -> Model:
    """Return what is shipped."""
    import json  # noqa: PLC0415 - what may be a page only

    read: Callable[[str], bytes] = __spec__.loader.get_data  # type: ignore[union-attr]
    data: dict[str, Any] = json.loads(read(__file__.replace("model.py", "weights.json")))
    return Model(Weights(**data))


def weigh(texts: Sequence[str], tongue: str, rules: Sequence[str | None], weak: Sequence[str | None]) -> list[Line]:
    """Weigh each line of a page."""
    lines, forest = own.own(texts, tongue, rules, weak), model().forest
    reached = forest.leaves(_columns(lines, rules, weak, forest), len(lines))
    return [Line(line, leaves, _likely(forest, leaves)) for line, leaves in zip(lines, reached, strict=True)]


def weigh_extract(
    lines: Sequence[Own], rules: Sequence[str | None], weak: Sequence[str | None], which: Sequence[int]
) -> list[float]:
    """Return how likely some lines are a part of an article that may wear others, as `extract.read` read them."""
    forest = model().extract_forest
    columns = _columns(lines, rules, weak, forest)
    chosen = {name: [columns[name][at] for at in which] for name in forest.features}
    return [_likely(forest, leaves) for leaves in forest.leaves(chosen, len(which))]


def _columns(
    lines: Sequence[Own], rules: Sequence[str | None], weak: Sequence[str | None], forest: Forest
) -> Columns:
    page = features.page(lines, rules, weak, model().weights.words, model().weights.told)
    return features.columns(page, forest.features)


def _likely(forest: Forest, leaves: bytes) -> float:
    return 1 / (1 + exp(-forest.log_odds(leaves)))


def article(lines: Sequence[Line]) -> list[bool]:
    """Return which lines of a page stay."""
    best = max((line.likely for line in lines if line.own.is_prose), default=1.0)
    return smooth([line.likely for line in lines], min(_EVEN, _SHARE_OF_BEST * best))


def dressed(lines: Sequence[Line]) -> list[bool]:
    """Return which lines stay of an article that wears lines of a page: all that may be its own."""
    return [line.likely >= _ALMOST_NONE for line in lines]


def smooth(likely: Sequence[float], threshold: float = _EVEN) -> list[bool]:
    """Return which lines stay, where each change between the two kinds has its price (Viterbi).

    >>> smooth([0.1, 0.9, 0.49, 0.9, 0.1])
    [False, True, True, True, False]
    """
    bar = log(threshold / (1 - threshold))
    out, inside = 0.0, -_CHANGE
    came: list[tuple[bool, bool]] = []
    for chance in likely:
        clipped = min(max(chance, _CERTAIN), 1 - _CERTAIN)
        stays_out, stays_in = out >= inside - _CHANGE, inside >= out - _CHANGE
        out, inside = (
            out if stays_out else inside - _CHANGE,
            (inside if stays_in else out - _CHANGE) + log(clipped / (1 - clipped)) - bar,
        )
        came.append((stays_out, stays_in))
    state = inside > out
    kept: list[bool] = []
    for stays_out, stays_in in reversed(came):
        kept.append(state)
        state = stays_in if state else not stays_out
    return kept[::-1]


def explain(lines: Sequence[Line], stays: Sequence[bool]) -> dict[int, str]:
    """Return for each line that goes, by its index, what most made its run furniture; some line stays."""
    first, last = stays.index(True), len(stays) - 1 - stays[::-1].index(True)
    reasons: dict[int, str] = {}
    at = 0
    for stay, group in groupby(stays):
        end = at + sum(1 for _ in group)
        if not stay:
            side = "above" if at < first else "below" if at > last else "inside"
            reasons |= dict.fromkeys(range(at, end), _reasons(lines[at:end], f"{side} the article"))
        at = end
    return reasons


def _reasons(run: Sequence[Line], place: str) -> str:
    """Return the kinds of evidence that speak most against a run of lines, and where it stands."""
    parts = model().forest.against([line.leaves for line in run], features.group)
    has_prose = any(line.own.is_prose for line in run)
    sayings = {**_SAYINGS, "place": "", "shape": "the shape of its lines" if has_prose else "no sentences"}
    strongest = sorted(parts, key=lambda kind: -parts[kind])[:_MOST_REASONS]
    told = [sayings[kind] for kind in strongest if parts[kind] >= _LEAST_REASON * len(run)]
    return ", ".join(filter(None, [place, *told]))
