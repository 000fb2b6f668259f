"""What a page is made of, told of each of its lines: lists and what heads them, blocks of prose, threads, rhythm.

An article is interleaved with lists of other articles, and followed by them. One title says little of which list it
stands in; how long the list is, and what heads it, says much. Each kind of number is found in one sweep.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import log1p
from typing import Final, NamedTuple

from articlefix.pages.own import Own

Row = tuple[float, ...]

_BLOCK_GAP = 6  # lines
_FAR = 60
_RHYTHM = 10  # lines to either side
_PERIODS = (2, 3, 4, 5)  # a title, its summary, its date, its author, its count of remarks
_TINY, _TITLE = log1p(4), log1p(16)  # words
_MOST_LEXICAL = 2.0
_SOUGHT: Final = (
    "tags-line",
    "share-prompt",
    "newsletter-call",
    "copyright-line",
    "page-stamp",
    "related-links",
    "comment-form",
)
_CLOSING = frozenset(_SOUGHT) - {"page-stamp"}


class Page(NamedTuple):
    """The lines of a page, the rule of each that is furniture by what it says, and of each that may be.

    `scores` are lexical, `heads` tells which lines repeat the title of the page, and `title` holds its words.
    """

    lines: Sequence[Own]
    rules: Sequence[str | None]
    weak: Sequence[str | None]
    scores: Sequence[float]
    heads: Sequence[bool]
    title: frozenset[str] | set[str]


def rows(page: Page) -> list[list[float]]:
    """Return the numbers of each line, as many as `KINDS` names."""
    parts = (_since_headline(page), _lists(page), _blocks(page), _subjects(page), _rhythm(page), _sought(page))
    threads = _threads(page.lines)
    return [[number for part in each for number in part] for each in zip(*parts, threads, strict=True)]


KINDS = (
    *("place",) * 8,
    *("surroundings",) * 14,
    *("place",) * 5,
    *("subject",) * 6,
    *("repetition",) * 3,
    *("surroundings",) * 16,
    *("dates",) * 2,
)
"""The kind of evidence that each number is, as `model` tells it."""


def distances(marked: Sequence[bool]) -> list[int]:
    """Return for each line how many stand between it and the last marked one above, or a great number."""
    result: list[int] = []
    distance = 1_000_000
    for is_marked in marked:
        result.append(distance)
        distance = 0 if is_marked else distance + 1
    return result


def _since_headline(page: Page) -> list[Row]:
    """Return what stands between each line and the last headline above, and how many headlines there are."""
    lines, rules = page.lines, page.rules
    counted = [
        (
            float(rule is not None or faint is not None),
            float(rule in _CLOSING),
            float(line.is_prose),
            float(line.is_stamp),
            float(not line.is_prose and not line.ends),
        )
        for line, rule, faint in zip(lines, rules, page.weak, strict=True)
    ]
    nothing = [0.0] * len(counted[0]) if counted else []
    counts, lexical = nothing, 0.0
    heads = sum(page.heads)
    above = 0
    result: list[Row] = []
    for each, score, is_head in zip(counted, page.scores, page.heads, strict=True):
        if is_head:
            counts, lexical = nothing, 0.0
        result.append((*map(log1p, counts), lexical, log1p(above), log1p(heads - above - is_head)))
        counts = [count + one for count, one in zip(counts, each, strict=True)]
        lexical += min(_MOST_LEXICAL, max(-_MOST_LEXICAL, score))
        above += is_head
    return result


def _lists(page: Page) -> list[Row]:
    """Return of each line the run of lines without a stop that it stands in, or else those above and below."""
    lines, size = page.lines, len(page.lines)
    inside: list[Row] = [(0.0,) * 8] * size
    beside: list[list[float]] = [[0.0] * 6 for _ in lines]
    headed = [
        2.0 * (rule is not None) + (faint is not None) for rule, faint in zip(page.rules, page.weak, strict=True)
    ]
    start, last = 0, (0.0, 0.0, 0.0)
    since = 0
    while start < size:
        if lines[start].ends:
            start += 1
            continue
        end = start
        while end < size and not lines[end].ends:
            end += 1
        length = end - start
        told = (log1p(length), headed[start], page.scores[start])
        form = (
            sum(line.weight for line in lines[start:end]) / length,
            sum(line.capitals for line in lines[start:end]) / length,
            lines[start].weight,
        )
        for at in range(since, start):
            beside[at] = [*last, *told]
        for at in range(start, end):
            inside[at] = (told[0], log1p(at - start), log1p(end - 1 - at), told[2], told[1], *form)
        last, since, start = told, end, end
    for at in range(since, size):
        beside[at][:3] = last
    return [(*first, *second) for first, second in zip(inside, beside, strict=True)]


def _runs(lines: Sequence[Own]) -> list[tuple[int, int, float]]:
    """Return the first and the last line of each block of prose, and how much prose it is."""
    runs: list[tuple[int, int, float]] = []
    for index, line in enumerate(lines):
        if not line.is_prose:
            continue
        if runs and index - runs[-1][1] <= _BLOCK_GAP:
            first, _, total = runs.pop()
        else:
            first, total = index, 0.0
        runs.append((first, index, total + line.weight))
    return runs


def _blocks(page: Page) -> list[Row]:
    """Return of each line what it is to the blocks of prose: the share of its own, and where the greatest is."""
    runs = _runs(page.lines)
    if not runs:
        return [(0.0,) * 5] * len(page.lines)
    total = sum(run[2] for run in runs)
    first, last, _ = max(runs, key=lambda run: run[2])
    result: list[Row] = []
    at = 0
    before = 0.0  # the greatest share of a block that ends above
    for index in range(len(page.lines)):
        while at < len(runs) and runs[at][1] < index:
            before = max(before, runs[at][2] / total)
            at += 1
        inside = at < len(runs) and runs[at][0] <= index
        share = runs[at][2] / total if inside else 0.0
        near = log1p(max(0, first - index)) - log1p(max(0, index - last))
        result.append((share, before, near, float(first <= index <= last), log1p(at)))
    return result


def _subjects(page: Page) -> list[Row]:
    """Return of each line in a block of prose how the block speaks of the title, and what it is made of."""
    result: list[Row] = [(0.0,) * 6] * len(page.lines)
    best = 0.0
    for first, last, total in _runs(page.lines):
        members = page.lines[first : last + 1]
        words: set[str] = set().union(*(line.content for line in members))
        spoken = len(page.title & words) / max(1, len(page.title))
        prose = sum(line.is_prose for line in members)
        told = (
            spoken,
            prose / len(members),
            sum(line.is_stamp for line in members) / prose,
            sum(line.is_said for line in members) / prose,
            total / prose,
            best,
        )
        result[first : last + 1] = [told] * len(members)
        best = max(best, spoken)
    return result


def _form(line: Own, *, is_known: bool) -> str:
    if line.is_stamp or is_known:
        return "s" if line.is_stamp else "k"
    if line.is_prose or line.ends:
        return "p" if line.is_prose else "e"
    return "t" if line.weight < _TINY else "h" if line.weight < _TITLE else "l"


def _rhythm(page: Page) -> list[Row]:
    """Return how far the forms of the lines around each repeat themselves line by line, and after some lines."""
    size = len(page.lines)
    known = [bool(rule or faint) for rule, faint in zip(page.rules, page.weak, strict=True)]
    forms = [_form(line, is_known=is_known) for line, is_known in zip(page.lines, known, strict=True)]
    shares: list[list[float]] = []
    for period in (1, *_PERIODS):
        same = (float(form == later) for form, later in zip(forms, forms[period:], strict=False))
        sums = list(accumulate(same, initial=0.0))
        end = len(sums) - 1
        shares.append(
            [
                (sums[min(end, at + _RHYTHM)] - sums[min(end, max(0, at - _RHYTHM))]) / (2 * _RHYTHM)
                for at in range(size)
            ]
        )
    alike, *others = shares
    most = [max(each) for each in zip(*others, strict=True)]
    return [(one, high - one, high) for one, high in zip(alike, most, strict=True)]


def _sought(page: Page) -> list[Row]:
    """Return how far above and below each line the next prompts of each kind stand."""
    columns: list[list[int]] = []
    kinds = [
        *([kind in (rule, faint) for rule, faint in zip(page.rules, page.weak, strict=True)] for kind in _SOUGHT),
        [rule in _CLOSING for rule in page.rules],
    ]
    for marked in kinds:
        columns += (distances(marked), distances(marked[::-1])[::-1])
    return [tuple(log1p(min(_FAR, distance)) for distance in each) for each in zip(*columns, strict=True)]


def _threads(lines: Sequence[Own]) -> list[Row]:
    """Return of each line how many stamps of remarks stand between the head of a thread above and it, and in all.

    A thread of comments is a head ("12 Comments") and many times who spoke and when.
    """
    counts: list[float] = []
    count, is_open = 0.0, False
    for line in lines:
        if line.is_comment and not line.is_stamp:
            is_open = True
        elif is_open and (line.is_stamp or line.is_said):
            count += 1
        counts.append(count)
    return [(log1p(at), log1p(count - at)) for at in counts]
