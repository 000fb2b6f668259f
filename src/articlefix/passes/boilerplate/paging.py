r"""What a print or a PDF has at the borders of pages: numbers, running heads, the address and the date.

    "... that the builders had\n\n12\nTHE RIGHT BOAT\n\npromised ..."

A number alone may be that of a section or a cell of a table. So numbers go where they count on from page to page,
with prose between them, and a line that returns stands beside each.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articlefix.text.paragraphs import Lines

_DASHES = "-\N{EN DASH}\N{EM DASH}"
_NUMBER = re.compile(rf"(?:[{_DASHES}] ?)?(\d{{1,4}})(?: ?[{_DASHES}])?")
_OF = re.compile(r"(?:[^\W\d_]+\.? )?(\d{1,3}) ?(?:/|[^\W\d_]{1,4}) ?(\d{1,3})")  # Page 3 of 9; 3/9
_FOOT = re.compile(r"https?://\S+ (\d{1,3})/(\d{1,3})")
_HEAD = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)? \S.*")
_LONGEST_HEAD = 80
_PROSE = 60  # characters: a page has at least one such line


def paging(lines: Lines) -> Iterator[tuple[int, str]]:
    """Yield the index of each line that belongs to the border of a page, with the name of its evidence."""
    texts = [line.text for line in lines.filled]
    numbered = [index for index, text in enumerate(texts) if text[-1].isdecimal() or text[-1] in _DASHES]
    feet = [index for index in numbered if _FOOT.fullmatch(texts[index])]
    if feet:
        below = {0, *(index + 1 for index in feet)}
        yield from ((index, "print") for index in feet)
        yield from (
            (index, "print") for index in sorted(below) if index < len(texts) and _HEAD.fullmatch(texts[index])
        )
    yield from ((index, "paging") for index in _counted(texts, numbered))
    yield from ((index, "paging") for index in _with_heads(texts, numbered))


def _counted(texts: list[str], numbered: Sequence[int]) -> Iterator[int]:
    """Yield those of the lines ending in a number that number the pages of so many: `Page 3 of 9`."""
    short = [index for index in numbered if len(texts[index]) < _PROSE]
    found = [(index, match) for index in short if (match := _OF.fullmatch(texts[index]))]
    pages = [(index, int(match[1])) for index, match in found if int(match[1]) <= int(match[2])]
    if len({match[2] for _, match in found}) == 1 and _count_on(texts, pages):
        yield from (index for index, _ in pages)


def _with_heads(texts: list[str], numbered: Sequence[int]) -> Iterator[int]:
    """Yield those of the lines ending in a number that number pages beside a running head, and these heads."""
    numbers = {index: int(match[1]) for index in numbered if (match := _NUMBER.fullmatch(texts[index]))}
    near = [(index, at) for index in numbers for at in (index - 1, index + 1) if 0 < at < len(texts)]
    near = [(index, at) for index, at in near if len(texts[at]) <= _LONGEST_HEAD and at not in numbers]
    times = Counter(texts[at] for _, at in near)
    beside = {index: at for index, at in near if times[texts[at]] > 1}
    pages = [(index, numbers[index]) for index in beside]
    if not _count_on(texts, pages):
        return
    for index, _ in pages:
        yield from (index, beside[index])
    last = len(texts) - 1  # the last page has no head below it
    if last not in beside and numbers.get(last) == pages[-1][1] + 1:
        yield last


def _count_on(texts: list[str], pages: list[tuple[int, int]]) -> bool:
    """Tell whether the numbers of two pages or more are in order, with prose between them."""
    return len(pages) > 1 and all(
        after == number + 1 and any(len(text) >= _PROSE for text in texts[index:below])
        for (index, number), (below, after) in pairwise(pages)
    )
