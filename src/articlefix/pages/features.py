"""What can be told of each line of a page: its words and shape, its place, and what stands around it.

The features are columns with names, a value for each line; their order is that of `names`, by which `model` weighs
them and benchmarks/boilerplate trains. A change here needs new weights. All are found in time that grows with the
text: windows are differences of running sums.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, product
from math import log1p
from operator import mul

from articlefix.pages import own, structure
from articlefix.pages.own import Numbers, Own
from articlefix.pages.structure import Columns, Page, distances, distances_below

# The weights were trained with these numbers: to change one means to train anew.
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)  # lines: as far as the narrowest window
WINDOWS = (3, 8, 20)  # lines: the paragraph, the block, the part of the page
_SHARED = (
    *("words", "ends", "function_share", "capitals", "is_furniture", "may_be_furniture"),
    *("short_words", "sentence_words"),
)
"""The features of a line that its neighbours look at too."""

_FEWEST_WORDS = 5  # a line with fewer counts as short: a link, a button, a label
_UNKNOWN = 0.5  # how much of a line without words is spoken of elsewhere: neither much nor little
_TINY = 1e-9  # for the prose of a page that has none

EVIDENCE = {
    "wording": ("short_words", "sentence_words"),
    "repetition": ("repeats",),
    "subject": ("spread", "spread_widely", "mean_spread", "share_of_title", "is_head"),
    "shape": ("is_prose",),
    "place": (
        *("depth", "lines_above", "lines_below", "prose_above", "prose_lines"),
        *("distance_to_prose_above", "distance_to_prose_below", "distance_to_head"),
    ),
    "dates": ("all_stamps_above", "all_comments_above", "all_said_above", "is_said", "is_stamp", "is_comment"),
}
"""The kind of evidence that each of the features is that are made here; `group` tells it of every feature."""

_FAMILIES = (
    *(structure.since_headline, structure.lists, structure.blocks, structure.subjects),
    *(structure.repetition, structure.rhythm, structure.prompts, structure.threads),
)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all features, in their order."""
    return tuple(columns(_EMPTY))


@cache
def group(name: str) -> str:
    """Return the kind of evidence that a feature is, as `model` tells it.

    >>> group("has_year"), group("prose_in_3_above")
    ('dates', 'surroundings')
    """
    tables = (own.EVIDENCE, EVIDENCE, structure.EVIDENCE)
    return next((kind for table in tables for kind, known in table.items() if name in known), "surroundings")


def lexical(words: Collection[str], weights: Mapping[str, float]) -> float:
    """Return what the words of a line say together: above zero speaks for the article."""
    return sum([weights[word] for word in dict.fromkeys(words) if word in weights], 0.0)


def page(
    lines: Sequence[Own],
    rules: Sequence[str | None],
    weak: Sequence[str | None],
    short: Mapping[str, float],
    told: Mapping[str, float],
) -> Page:
    """Return the lines of a page; `short` weighs the words of short lines, `told` those of sentences."""
    known = frozenset(told)
    title = lines[0].content if lines else set()
    return Page(
        lines,
        rules,
        weak,
        [lexical(line.words, short) for line in lines],
        [lexical(sorted(line.told & known), told) for line in lines],
        title,
        [bool(title) and 2 * len(line.content & title) > len(title) for line in lines],
        Counter(line.folded for line in lines),
    )


def columns(page: Page, wanted: Collection[str] | None = None) -> Columns:
    """Return the features of each line, all of them or at least those that are wanted."""
    result = _by_themselves(page)
    sums = {name: list(accumulate(values, initial=0.0)) for name, values in _series(page, result).items()}
    result |= _place(page, sums)
    for family in _FAMILIES:
        if wanted is None or not _names_of(family).isdisjoint(wanted):
            result |= family(page)
    result |= _windows(sums, wanted)
    result |= _neighbours(result, wanted)
    return result


@cache
def _names_of(family: Callable[[Page], Columns]) -> frozenset[str]:
    return frozenset(family(_EMPTY))


def _by_themselves(page: Page) -> Columns:
    """Return what the lines are by themselves, and of what they speak."""
    numbers = [line.numbers for line in page.lines]
    result: Columns = {name: [each[at] for each in numbers] for at, name in enumerate(Numbers._fields)}
    result["short_words"] = page.lexical
    result["sentence_words"] = page.told
    result["repeats"] = [log1p(page.repeats[line.folded] - 1) for line in page.lines]
    result |= _spread(page.lines)
    result["share_of_title"] = [len(line.content & page.title) / max(1, len(line.content)) for line in page.lines]
    result["is_head"] = list(map(float, page.heads))
    result["is_prose"] = [float(line.is_prose) for line in page.lines]
    return result


def _spread(lines: Sequence[Own]) -> Columns:
    """Return how many of the words of each line stand elsewhere in the prose of the page, and how often."""
    prose = [line.content for line in lines if line.is_prose]
    counts = dict(Counter(chain.from_iterable(prose)))
    logs = list(map(log1p, range(len(prose) + 1)))
    some: list[float] = []
    many: list[float] = []
    mean: list[float] = []
    for line in lines:
        size = len(line.content)
        once = int(line.is_prose)  # the line itself
        # Sorted, so that the sum does not depend on the order of a set.
        known = sorted([counts.get(word, 0) for word in line.content])
        none = known.count(once)
        some.append((size - none) / size if size else _UNKNOWN)
        many.append((size - none - known.count(once + 1)) / size if size else _UNKNOWN)
        mean.append(sum([logs[count - once] for count in known], 0.0) / size if size else 0.0)
    return {"spread": some, "spread_widely": many, "mean_spread": mean}


def _place(page: Page, sums: Columns) -> Columns:
    """Return where each line stands, and what was seen above it."""
    size = len(page.lines)
    prose = [line.is_prose for line in page.lines]
    total = max(_TINY, sums["prose"][-1])
    return {
        "depth": [index / size for index in range(size)],
        "lines_above": list(map(log1p, range(size))),
        "lines_below": list(map(log1p, range(size, 0, -1))),
        "prose_above": [above / total for above in sums["prose"][:-1]],
        "prose_lines": [log1p(sum(prose))] * size,
        "distance_to_prose_above": distances(prose),
        "distance_to_prose_below": distances_below(prose),
        "distance_to_head": distances(page.heads),
        "all_stamps_above": list(map(log1p, sums["stamps"][:-1])),
        "all_comments_above": list(map(log1p, sums["comments"][:-1])),
        "all_said_above": list(map(log1p, sums["said"][:-1])),
        "is_said": [float(line.is_said) for line in page.lines],
        "is_stamp": [float(line.is_stamp) for line in page.lines],
        "is_comment": [float(line.is_comment) for line in page.lines],
    }


def _series(page: Page, own: Columns) -> Columns:
    """Return what is summed over the lines around each line."""
    prose = own["is_prose"]
    few = log1p(_FEWEST_WORDS)
    return {
        "prose": list(map(mul, own["words"], prose)),
        "short": [float(words < few) for words in own["words"]],
        "furniture": list(map(max, own["is_furniture"], own["may_be_furniture"])),
        "ends": own["ends"],
        "stamps": [float(line.is_stamp) for line in page.lines],
        "comments": [float(line.is_comment) for line in page.lines],
        "said": [float(line.is_said) for line in page.lines],
        "repeats": [float(repeats > 0) for repeats in own["repeats"]],
        # A link, or a question in prose.
        "links": [
            link or asks * prose
            for link, asks, prose in zip(own["has_link"], own["ends_in_question"], prose, strict=True)
        ],
        **{
            name: own[name]
            for name in ("digits", "capitals", "words", "short_words", "sentence_words", "share_of_title")
        },
    }


def _windows(sums: Columns, wanted: Collection[str] | None) -> Columns:
    """Return what the lines above and below hold of each series, for each width of the windows."""
    result: Columns = {}
    for width, (name, totals) in product(WINDOWS, sums.items()):
        above, below = f"{name}_in_{width}_above", f"{name}_in_{width}_below"
        size = len(totals) - 1
        beyond = min(width, size)
        if wanted is None or above in wanted:
            starts = [0.0] * beyond + totals[: size - beyond]
            result[above] = [(end - start) / width for start, end in zip(starts, totals, strict=False)]
        if wanted is None or below in wanted:
            ends = totals[width + 1 :] + [totals[-1]] * beyond
            result[below] = [(end - start) / width for start, end in zip(totals[1:], ends, strict=True)]
    return result


def _neighbours(own: Columns, wanted: Collection[str] | None) -> Columns:
    """Return the numbers of the lines above and below, 0 beyond the page."""
    result: Columns = {}
    for offset, name in product(NEIGHBOURS, _SHARED):
        key = f"{name}_{abs(offset)}_{'above' if offset < 0 else 'below'}"
        if wanted is None or key in wanted:
            column = own[name]
            beyond = [0.0] * min(abs(offset), len(column))
            result[key] = column[offset:] + beyond if offset > 0 else beyond + column[: len(column) - len(beyond)]
    return result


_EMPTY = page([], [], [], {}, {})
