"""Places in a text as editors count them: lines from 0, and in them units of UTF-8, UTF-16 or code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

_LINE_END = re.compile(r"\r\n?|\n")
_WIDE = {"utf-8": re.compile(r"[^\x00-\x7f]"), "utf-16": re.compile(r"[\U00010000-\U0010ffff]")}


class Places:
    r"""The places of one text in one encoding.

    Other characters that end a line for Python, as U+2028 does, do not for an editor.

    >>> places = Places("“Ok” \N{GRINNING FACE}.\r\nb", "utf-16")
    >>> places.place(6), places.place(9), places.offset(0, 7)
    ((0, 7), (1, 0), 6)
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._size = len(text)
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        wide = _WIDE.get(encoding)
        found = [] if wide is None else [match.start() for match in wide.finditer(text)]
        self._wide = found
        self._more = [0, *accumulate(_units(text[offset], encoding) - 1 for offset in found)]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the unit in it of an offset in code points."""
        line = bisect_right(self._starts, offset) - 1
        return line, self._unit(offset) - self._unit(self._starts[line])

    def offset(self, line: int, unit: int) -> int:
        """Return the offset of a place; that of the end where it lies beyond."""
        if line >= len(self._starts):
            return self._size
        start = self._starts[line]
        stop = self._starts[line + 1] if line + 1 < len(self._starts) else self._size
        wanted = self._unit(start) + unit
        return min(stop, bisect_left(range(self._size + 1), wanted, lo=start, key=self._unit))

    def _unit(self, offset: int) -> int:
        return offset + self._more[bisect_left(self._wide, offset)]


def _units(character: str, encoding: str) -> int:
    """Return how many units a character has that has more than one."""
    return len(character.encode("utf-8", "surrogatepass")) if encoding == "utf-8" else 2
