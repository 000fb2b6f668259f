"""What can be told of each line of a page: its words and shape, its place, and what stands around it.

The numbers are those that `model` weighs and benchmarks/boilerplate trains on; a change here needs new weights.
All are found in time that grows with the text: windows are differences of running sums.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate
from math import log1p

from articlefix.pages import structure
from articlefix.pages.own import Own
from articlefix.pages.structure import distances

_FAR = 60
NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (3, 8, 20)

GROUPS = (
    *(["shape"] * 11 + ["dates"] * 3 + ["links", "wording", "links", "links"] + ["shape"] * 5),
    *(["wording"] * 6 + ["repetition"] + ["subject"] * 5 + ["shape"] + ["place"] * 8),
    *(["dates"] * 6),
    *structure.KINDS,
    *("surroundings",) * (len(WINDOWS) * 2 * 15 + len(NEIGHBOURS) * 8),
)
"""The kind of evidence that each number of a row is, as `model` tells it."""

SHARED = (0, 2, 6, 8, 23, 24)
"""The numbers of a line that its neighbours look at too."""


def lexical(words: Collection[str], weights: Mapping[str, float]) -> float:
    """Return what the words of a line say together: above zero speaks for the article."""
    return sum(weights.get(word, 0.0) for word in dict.fromkeys(words)) if words else 0.0


def own(texts: Sequence[str], language: str, rules: Sequence[str | None], weak: Sequence[str | None]) -> list[Own]:
    """Return what each line shows by itself."""
    return [Own(text, language, rule, faint) for text, rule, faint in zip(texts, rules, weak, strict=True)]


def rows(
    lines: Sequence[Own],
    rules: Sequence[str | None],
    weak: Sequence[str | None],
    short: Mapping[str, float],
    told: Mapping[str, float],
) -> list[list[float]]:
    """Return the numbers of each line with those of its place and its neighbours.

    `short` weighs the words of short lines, `told` those of sentences.
    """
    size = len(lines)
    scores = [lexical(line.words, short) for line in lines]
    sayings = [lexical(sorted(line.told), told) for line in lines]
    repeats = Counter(line.folded for line in lines)
    title = lines[0].content if lines else set()
    subjects = [len(line.content & title) / max(1, len(line.content)) for line in lines]
    heads = [bool(title) and 2 * len(line.content & title) > len(title) for line in lines]
    running = {name: list(accumulate(values, initial=0.0)) for name, values in _series(lines, repeats).items()}
    for name, values in (("lexical", scores), ("told", sayings), ("subject", subjects)):
        running[name] = list(accumulate(values, initial=0.0))
    spread = Counter(word for line in lines if line.is_prose for word in line.content)
    prose = [line.is_prose for line in lines]
    above, below, head = distances(prose), distances(prose[::-1])[::-1], distances(heads)
    prose_count = sum(prose)
    total = max(1e-9, running["prose"][-1])
    parts = structure.rows(structure.Page(lines, rules, weak, scores, heads, title))
    shared = [
        [*(line.numbers[at] for at in SHARED), score, saying]
        for line, score, saying in zip(lines, scores, sayings, strict=True)
    ]
    blank = [0.0] * (len(SHARED) + 2)
    result: list[list[float]] = []
    for index, line in enumerate(lines):
        known = [spread[word] - line.is_prose for word in line.content]
        row = [
            *line.numbers,
            scores[index],
            sayings[index],
            log1p(repeats[line.folded] - 1),
            sum(count > 0 for count in known) / len(known) if known else 0.5,
            sum(count > 1 for count in known) / len(known) if known else 0.5,
            sum(map(log1p, known)) / len(known) if known and prose_count else 0.0,
            subjects[index],
            float(heads[index]),
            float(line.is_prose),
            index / size,
            log1p(index),
            log1p(size - index),
            running["prose"][index] / total,
            log1p(prose_count),
            *(log1p(min(_FAR, far[index])) for far in (above, below, head)),
            *(log1p(running[name][index]) for name in ("stamps", "comments", "said")),
            float(line.is_said),
            float(line.is_stamp),
            float(line.is_comment),
            *parts[index],
        ]
        for width in WINDOWS:
            low, high = max(0, index - width), min(size, index + width + 1)
            for sums in running.values():
                row.append((sums[index] - sums[low]) / width)
                row.append((sums[high] - sums[index + 1]) / width)
        for offset in NEIGHBOURS:
            row += shared[index + offset] if 0 <= index + offset < size else blank
        result.append(row)
    return result


def _series(lines: Sequence[Own], repeats: Mapping[str, int]) -> dict[str, list[float]]:
    """Return the numbers of each line that are summed over the lines around."""
    return {
        "prose": [line.weight if line.is_prose else 0.0 for line in lines],
        "short": [float(line.weight < log1p(5)) for line in lines],
        "known": [line.numbers[23] or line.numbers[24] for line in lines],
        "ends": [float(line.ends) for line in lines],
        "stamps": [float(line.is_stamp) for line in lines],
        "comments": [float(line.is_comment) for line in lines],
        "said": [float(line.is_said) for line in lines],
        "repeated": [float(repeats[line.folded] > 1) for line in lines],
        "asking": [line.numbers[17] or line.numbers[4] * line.is_prose for line in lines],
        "digits": [line.numbers[10] for line in lines],
        "capitals": [line.capitals for line in lines],
        "words": [line.weight for line in lines],
    }
