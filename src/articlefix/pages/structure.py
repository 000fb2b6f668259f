"""What a page is made of, told of each of its lines: lists and what heads them, blocks of prose, threads, rhythm.

An article is interleaved with lists of other articles, and followed by them. One title says little of which list it
stands in; how long the list is, and what heads it, says much. Each kind of number is found in one sweep.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain, groupby, pairwise
from math import log1p
from operator import eq
from typing import Final, NamedTuple

from articlefix.pages.own import Own

# The weights were trained with these numbers: to change one means to train anew.
Columns = dict[str, list[float]]
"""Numbers by their names, each with a value for each line."""

FAR = 60  # lines, two screens: farther is all the same
_BLOCK_GAP = 6  # lines: subheads, captions and short paragraphs do not part the prose of an article
_RHYTHM = 10  # lines to either side: two teasers of five lines
_PERIODS = (2, 3, 4, 5)  # a title, its summary, its date, its author, its count of remarks
_TINY, _TITLE = log1p(4), log1p(16)  # words: a button has fewer than four, a title fewer than sixteen
_MOST_LEXICAL = 2.0  # log odds of one line: a long one says no more of the list that it stands in
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
_LOGS = [log1p(distance) for distance in range(FAR + 1)]


class Page(NamedTuple):
    """The lines of a page, the rule of each that is furniture by what it says, and of each that may be.

    `lexical` is what the words of each line say if it is short, `told` if it is sentences; `title` has the words of
    the title of the page, `heads` tells which lines repeat it, and `repeats` counts each line by its folded form.
    """

    lines: Sequence[Own]
    rules: Sequence[str | None]
    weak: Sequence[str | None]
    lexical: list[float]
    told: list[float]
    title: set[str]
    heads: Sequence[bool]
    repeats: Mapping[str, int]


def distances(marked: Sequence[bool]) -> list[float]:
    """Return for each line the logarithm of how many stand between it and the last marked one above.

    >>> [round(distance, 2) for distance in distances([False, True, False, False])]
    [4.11, 4.11, 0.0, 0.69]
    """
    size = len(marked)
    result = [_LOGS[FAR]] * size
    at = -1
    for _ in range(sum(marked)):
        at = marked.index(True, at + 1)
        end = min(size, at + 1 + FAR)
        result[at + 1 : end] = _LOGS[: end - at - 1]
    return result


def distances_below(marked: Sequence[bool]) -> list[float]:
    """Return the same as `distances`, to the next marked line below."""
    return distances(marked[::-1])[::-1]


def since_headline(page: Page) -> Columns:
    """Return what stands between each line and the last headline above, and how many headlines there are."""
    starts = [0, *(at for at, is_head in enumerate(page.heads) if is_head and at), len(page.lines)]
    columns: Columns = {}
    for name, flags in _kinds(page).items():
        columns[f"{name}_since_head"] = list(map(log1p, _restarting(flags, starts)))
    clipped = [min(_MOST_LEXICAL, max(-_MOST_LEXICAL, score)) for score in page.lexical]
    columns["lexical_since_head"] = list(_restarting(clipped, starts))
    above = list(accumulate(page.heads, initial=0))
    heads = above.pop()
    columns["heads_above"] = list(map(log1p, above))
    columns["heads_below"] = [
        log1p(heads - count - is_head) for count, is_head in zip(above, page.heads, strict=True)
    ]
    return columns


def _kinds(page: Page) -> dict[str, list[bool]]:
    """Return which lines are of a kind, by the name of the kind."""
    lines, rules = page.lines, page.rules
    return {
        "furniture": [bool(rule or faint) for rule, faint in zip(rules, page.weak, strict=True)],
        "closing": [rule in _CLOSING for rule in rules],
        "prose": [line.is_prose for line in lines],
        "stamps": [line.is_stamp for line in lines],
        "labels": [not line.is_prose and not line.numbers.ends for line in lines],
    }


def _restarting(values: Sequence[float], starts: Sequence[int]) -> Iterable[float]:
    """Return for each line the sum of what stands above it, which begins anew at `starts`; the last is the end."""
    return chain.from_iterable(
        accumulate(values[start : end - 1], initial=0.0) for start, end in pairwise(starts) if start < end
    )


class _List(NamedTuple):
    """A run of lines without a stop, and what its first line says: its words, and whether it is furniture."""

    start: int
    end: int
    length: float
    heading: float
    lexical: float


def _lists(page: Page) -> list[_List]:
    found: list[_List] = []
    start = 0
    for ends, run in groupby(page.lines, key=lambda line: line.numbers.ends):
        end = start + sum(1 for _ in run)
        if not ends:
            heading = 2.0 * (page.rules[start] is not None) + (page.weak[start] is not None)
            found.append(_List(start, end, log1p(end - start), heading, page.lexical[start]))
        start = end
    return found


def lists(page: Page) -> Columns:
    """Return of each line the list that it stands in, and of each that ends as a sentence the lists around it."""
    found = _lists(page)
    return _inside_lists(page, found) | _beside_lists(page, found)


def _inside_lists(page: Page, found: Sequence[_List]) -> Columns:
    names = ("list_length", "list_above", "list_below", "list_lexical", "list_heading", "list_words")
    columns = _zeros(page, (*names, "list_capitals", "list_head_words"))
    for each in found:
        inside = slice(each.start, each.end)
        members = [line.numbers for line in page.lines[inside]]
        size = len(members)
        above = list(map(log1p, range(size)))
        columns["list_above"][inside] = above
        columns["list_below"][inside] = above[::-1]
        for name, value in (
            ("list_length", each.length),
            ("list_lexical", each.lexical),
            ("list_heading", each.heading),
            ("list_words", sum(line.words for line in members) / size),
            ("list_capitals", sum(line.capitals for line in members) / size),
            ("list_head_words", members[0].words),
        ):
            columns[name][inside] = [value] * size
    return columns


def _beside_lists(page: Page, found: Sequence[_List]) -> Columns:
    kinds = ("length", "heading", "lexical")
    columns = _zeros(page, [f"{kind}_of_list_{side}" for side in ("above", "below") for kind in kinds])
    edge = len(page.lines)
    outer = _List(0, 0, 0.0, 0.0, 0.0), _List(edge, edge, 0.0, 0.0, 0.0)
    for last, following in pairwise((outer[0], *found, outer[1])):
        between = slice(last.end, following.start)
        size = following.start - last.end
        for side, each in (("above", last), ("below", following)):
            columns[f"length_of_list_{side}"][between] = [each.length] * size
            columns[f"heading_of_list_{side}"][between] = [each.heading] * size
            columns[f"lexical_of_list_{side}"][between] = [each.lexical] * size
    return columns


def _zeros(page: Page, names: Iterable[str]) -> Columns:
    return {name: [0.0] * len(page.lines) for name in names}


class _Block(NamedTuple):
    """The first and the last line of a block of prose, and how much prose it is."""

    first: int
    last: int
    prose: float


def _blocks(lines: Sequence[Own]) -> list[_Block]:
    found: list[_Block] = []
    for index, line in enumerate(lines):
        if not line.is_prose:
            continue
        if found and index - found[-1].last <= _BLOCK_GAP:
            first, _, total = found.pop()
        else:
            first, total = index, 0.0
        found.append(_Block(first, index, total + line.numbers.words))
    return found


def blocks(page: Page) -> Columns:
    """Return of each line what it is to the blocks of prose: the share of its own, and where the greatest is."""
    size = len(page.lines)
    found = _blocks(page.lines)
    names = ("block_share", "greatest_block_above", "way_to_greatest_block", "in_greatest_block", "blocks_above")
    columns = _zeros(page, names)
    total = sum(block.prose for block in found)
    greatest = 0.0
    ends = [block.last + 1 for block in found[1:]] + [size]
    for number, (block, end) in enumerate(zip(found, ends, strict=False), 1):
        share = block.prose / total
        below = block.last + 1
        columns["block_share"][block.first : below] = [share] * (below - block.first)
        greatest = max(greatest, share)
        columns["greatest_block_above"][below:end] = [greatest] * (end - below)
        columns["blocks_above"][below:end] = [log1p(number)] * (end - below)
    if found:
        first, last, _ = max(found, key=lambda block: block.prose)
        inside = last + 1 - first
        columns["in_greatest_block"][first : last + 1] = [1.0] * inside
        after = [-log1p(distance) for distance in range(1, size - last)]
        columns["way_to_greatest_block"] = [
            *(log1p(distance) for distance in range(first, 0, -1)),
            *[0.0] * inside,
            *after,
        ]
    return columns


def subjects(page: Page) -> Columns:
    """Return of each line in a block of prose how the block speaks of the title, and what it is made of."""
    shares = [f"block_share_of_{kind}" for kind in ("title", "prose", "stamps", "said")]
    columns = _zeros(page, [*shares, "block_prose_words", "most_title_above"])
    best = 0.0
    for first, last, total in _blocks(page.lines):
        inside = slice(first, last + 1)
        members = page.lines[inside]
        words: set[str] = set().union(*(line.content for line in members))
        spoken = len(page.title & words) / max(1, len(page.title))
        prose = sum(line.is_prose for line in members)
        stamps = sum(line.is_stamp for line in members) / prose
        said = sum(line.is_said for line in members) / prose
        told = (spoken, prose / len(members), stamps, said, total / prose, best)
        for column, value in zip(columns.values(), told, strict=True):
            column[inside] = [value] * len(members)
        best = max(best, spoken)
    return columns


def repetition(page: Page) -> Columns:
    """Return how many of the lines around each have the form of the line below them."""
    return {"alike_around": _repetition(_forms(page), 1)}


def rhythm(page: Page) -> Columns:
    """Return how far the forms of the lines around each recur after some lines, as in lists of teasers."""
    forms = _forms(page)
    alike = _repetition(forms, 1)
    most = list(map(max, *(_repetition(forms, period) for period in _PERIODS)))
    return {
        "periodic_rather": [high - one for one, high in zip(alike, most, strict=True)],
        "periodic_around": most,
    }


def _forms(page: Page) -> list[str]:
    verdicts = zip(page.lines, page.rules, page.weak, strict=True)
    return [_form(line, is_known=bool(rule or faint)) for line, rule, faint in verdicts]


def _form(line: Own, *, is_known: bool) -> str:
    if line.is_stamp or is_known:
        return "s" if line.is_stamp else "k"
    if line.is_prose or line.numbers.ends:
        return "p" if line.is_prose else "e"
    words = line.numbers.words
    return "t" if words < _TINY else "h" if words < _TITLE else "l"


def _repetition(forms: Sequence[str], period: int) -> list[float]:
    """Return for each line the share of the lines around that have the form of the line `period` lines below."""
    size = len(forms)
    same = map(eq, forms, forms[period:])
    sums = list(accumulate(same, initial=0.0))
    # Beyond the last line that has one below, nothing is added.
    sums += [sums[-1]] * (size + _RHYTHM + 1 - len(sums))
    starts = [0.0] * min(_RHYTHM, size) + sums
    return [(high - low) / (2 * _RHYTHM) for high, low in zip(sums[_RHYTHM:], starts[:size], strict=False)]


def prompts(page: Page) -> Columns:
    """Return how far above and below each line the next prompts of each kind stand."""
    columns: Columns = {}
    verdicts = list(zip(page.rules, page.weak, strict=True))
    kinds = {kind: [kind in verdict for verdict in verdicts] for kind in _SOUGHT}
    kinds["closing"] = [rule in _CLOSING for rule in page.rules]
    for kind, marked in kinds.items():
        name = kind.replace("-", "_")
        columns[f"{name}_above"] = distances(marked)
        columns[f"{name}_below"] = distances_below(marked)
    return columns


def threads(page: Page) -> Columns:
    """Return of each line how many stamps of remarks stand between the head of a thread above and it, and below.

    A thread of comments is a head ("12 Comments") and many times who spoke and when.
    """
    counts: list[int] = []
    count, is_open = 0, False
    for line in page.lines:
        if line.is_comment and not line.is_stamp:
            is_open = True
        elif is_open and (line.is_stamp or line.is_said):
            count += 1
        counts.append(count)
    return {
        "remarks_above": list(map(log1p, counts)),
        "remarks_below": [log1p(count - at) for at in counts],
    }


EVIDENCE = {
    "place": (
        *(
            "furniture_since_head",
            "closing_since_head",
            "prose_since_head",
            "stamps_since_head",
            "labels_since_head",
        ),
        *("lexical_since_head", "heads_above", "heads_below"),
        *("block_share", "greatest_block_above", "way_to_greatest_block", "in_greatest_block", "blocks_above"),
    ),
    "subject": (
        *("block_share_of_title", "block_share_of_prose", "block_share_of_stamps", "block_share_of_said"),
        *("block_prose_words", "most_title_above"),
    ),
    "repetition": ("alike_around", "periodic_rather", "periodic_around"),
    "dates": ("remarks_above", "remarks_below"),
}
"""The kind of evidence that each number is; what is not named is that of the surroundings."""
