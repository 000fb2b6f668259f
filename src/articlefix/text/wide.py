r"""Which line ends of a text in Chinese, Japanese or Korean are no more than the margin of whoever set it.

Such a text has no letter case, so that nothing but the margin tells: every line is as long as the widest, but for
what could not stand at its end or go to the next line, and the last line of a paragraph. A character is as wide as
two letters. Korean is wrapped at spaces, Chinese and Japanese at any character.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from articlefix.scan.lazy import lazy

_WIDE = lazy("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")
_IDEOGRAPH = lazy("[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef]")
_LETTER = lazy("[A-Za-z0-9\u3041-\u30fe\u3400-\u9fff]")
_LATIN_APART = lazy("[\u3041-\u30fe\u3400-\u9fff] [A-Za-z0-9]")
_LATIN_BESIDE = lazy("[\u3041-\u30fe\u3400-\u9fff][A-Za-z0-9]")
HANGUL = lazy("[\uac00-\ud7a3]")
"""A syllable of Korean."""
# What a line may not begin with, and what it may not end with: it goes with the character beside it.
_CLOSING = (
    "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1b\uff1a\uff09\u300d\u300f\u3011\u300b\u201d\u2019"
    "\u30fc\u3083\u3085\u3087\u3063\u30c3\u30e3\u30e5\u30e7"
)
_OPENING = "\uff08\u300c\u300e\u3010\u300a\u201c\u2018"
_TERMINAL = tuple("\u3002\uff01\uff1f!?.\u2026")
_CLOSERS = '\u300d\u300f\uff09\u201d\u2019)"'
_NARROWEST = 30  # columns, of 15 ideographs: lines of verse have 7 or so, titles and items of lists seldom more
_WIDEST = 140
_LEAST_SHARE = 0.5  # of the characters of a text that is in these scripts
_FEWEST = 3
"""Line ends within sentences that a text must have: fewer may be chance."""
_SLACK = 4  # columns: a closing mark that could not begin the next line, and half of a character


def continued_wide_lines(text: str) -> list[int]:
    r"""Return, sorted, the indices of the lines whose paragraph goes on in the next line; nothing in other scripts.

    >>> text = (
    ...     "\u6e21\u8f6e\u665a\u70b9\u4e86\u56e0\u4e3a\u98ce\u5f88\u5927\u6e2f\u53e3\u7684\u706f\u5854\n"
    ...     "\u4e0b\u7ad9\u7740\u8239\u957f\u548c\u4ed6\u7684\u5973\u513f\u4ed6\u4eec\u5728\u7b49\u4eba\n"
    ...     "\u5929\u9ed1\u4e86\u4e5f\u6ca1\u6709\u4eba\u6765\u4e8e\u662f\u4ed6\u4eec\u5c31\u56de\u5bb6\n"
    ...     "\u53bb\u4e86\u3002\n"
    ... )
    >>> continued_wide_lines(text)
    [0, 1, 2]
    """
    if not _WIDE.search(text) or len(_WIDE.findall(text)) < _LEAST_SHARE * len(text):
        return []
    lines = [line.rstrip() for line in text.split("\n")]
    blocks = [block for block in _blocks(lines) if len(block) > 1]
    return _continued(lines, blocks, _columns) or _continued(lines, blocks, len)


def _continued(lines: Sequence[str], blocks: Sequence[Sequence[int]], measure: Callable[[str], int]) -> list[int]:
    """Return the lines that go on if all are full, measured in columns or, as some programs do, in characters."""
    widest = max((lines[index] for block in blocks for index in block), key=measure, default="")
    if not _NARROWEST <= _columns(widest) <= _WIDEST:
        return []
    width = measure(widest)
    going_on: list[int] = []
    for block in blocks:
        for upper, lower in pairwise(block):
            if _is_full(lines[upper], lines[lower], width, measure):
                going_on.append(upper)
            elif not _ends_sentence(lines[upper]):
                return []  # a line that ends early within a sentence: verse, a list, or another width
    return going_on if sum(not _ends_sentence(lines[index]) for index in going_on) >= _FEWEST else []


def sets_latin_apart(text: str) -> bool:
    """Tell whether a space parts Latin words from ideographs in a text, as many houses do."""
    return len(_LATIN_APART.findall(text)) > len(_LATIN_BESIDE.findall(text))


def wide_join(text: str, end: int, below: int, *, latin_apart: bool) -> str:
    r"""Return what joins two lines: nothing between ideographs, a space where Korean or Latin words meet.

    >>> wide_join("\u6e2f\n\u53e3", 1, 2, latin_apart=True), wide_join("\ubc30\n\ubc30", 1, 2, latin_apart=False)
    ('', ' ')
    """
    upper, lower = text[end - 1], text[below]
    if HANGUL.match(upper) or HANGUL.match(lower):
        return " "
    is_latin = upper.isascii() and lower.isascii()
    is_border = upper.isascii() != lower.isascii() and _LETTER.match(upper) and _LETTER.match(lower)
    return " " if is_latin or (is_border and latin_apart) else ""


def _blocks(lines: Sequence[str]) -> Iterator[list[int]]:
    """Yield the indices of the lines between two blank ones."""
    block: list[int] = []
    for index, line in enumerate((*lines, "")):
        if line.strip():
            block.append(index)
        elif block:
            yield block
            block = []


def _columns(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _is_full(upper: str, lower: str, width: int, measure: Callable[[str], int]) -> bool:
    """Tell whether what begins the lower line had no room in the upper one."""
    return measure(upper) + measure(_first(lower)) + _SLACK > width


def _first(line: str) -> str:
    """Return what of a line could not be parted: a word of Korean or Latin, a character with marks beside it."""
    if not _IDEOGRAPH.match(line):
        word = re.match(r"[^\s\u2e80-\ua4cf\uff00-\uffef]{1,40}", line)
        return f" {word.group()}" if word else ""
    end = 1
    while end < len(line) and (line[end] in _CLOSING or line[end - 1] in _OPENING):
        end += 1
    return line[:end]


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS).endswith(_TERMINAL)
