"""A unified diff, made of the edits that were applied and not of a comparison afterwards.

So it is exact and takes linear time, where comparing two long texts line by line is neither.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articlefix.core.edits import Edit, common_ends

CONTEXT = 3

_RESET = "\x1b[0m"
_STYLES = {"---": "\x1b[1m", "+++": "\x1b[1m", "@@": "\x1b[36m", "-": "\x1b[31m", "+": "\x1b[32m"}
_LF = "\n"
_NO_NEWLINE = "\n\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Whole lines of the original, `start:end` by number from 0, and the lines that take their place."""

    start: int
    end: int
    lines: list[str]


def unified(name: str, text: str, edits: Sequence[Edit]) -> Iterator[str]:
    r"""Yield the lines of the diff that `edits`, sorted and disjoint, make of `text`; none where there are none.

    Each ends in a line feed. Only `\n` ends a line, as for `patch`.

    >>> print("".join(unified("a.txt", "One\nTwo  words\n", [Edit(7, 9, " ", ("run-of-spaces",))])), end="")
    --- a.txt
    +++ a.txt
    @@ -1,2 +1,2 @@
     One
    -Two  words
    +Two words
    """
    lines = _lines(text)
    changes = list(_changes(text, lines, edits))
    if not changes:
        return
    yield f"--- {name}\n"
    yield f"+++ {name}\n"
    shift = 0
    for hunk in _hunks(changes):
        first, last = max(0, hunk[0].start - CONTEXT), min(len(lines), hunk[-1].end + CONTEXT)
        growth = sum(len(change.lines) - (change.end - change.start) for change in hunk)
        old, new = _range(first, last - first), _range(first + shift, last - first + growth)
        yield f"@@ -{old} +{new} @@\n"
        done = first
        for change in hunk:
            yield from _marked(" ", lines[done : change.start])
            yield from _marked("-", lines[change.start : change.end])
            yield from _marked("+", change.lines)
            done = change.end
        yield from _marked(" ", lines[done:last])
        shift += growth


def coloured(line: str) -> str:
    r"""Return a line of a diff in the colours that terminals give it.

    >>> coloured("-old\n")
    '\x1b[31m-old\x1b[0m\n'
    """
    style = next((style for start, style in _STYLES.items() if line.startswith(start)), "")
    return f"{style}{line.removesuffix(_LF)}{_RESET}\n" if style else line


def _lines(text: str) -> list[str]:
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])


def _marked(mark: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{mark}{line}" if line.endswith("\n") else f"{mark}{line}{_NO_NEWLINE}"


def _range(start: int, length: int) -> str:
    """Write a run of lines as diffs do: from 1, the length left out where it is 1, an empty run after its line."""
    if length == 1:
        return str(start + 1)
    return f"{start + 1 if length else start},{length}"


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Group the changes whose contexts would meet."""
    hunk = [changes[0]]
    for change in changes[1:]:
        if change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    yield hunk


def _changes(text: str, lines: list[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    number = offset = 0  # the line that begins at the offset; all before is done
    index = 0
    while index < len(edits):
        start = text.rfind("\n", offset, edits[index].start) + 1 or offset
        number += text.count("\n", offset, start)
        end, replacement, index = _whole_lines(text, edits, index, start)
        count = text.count("\n", start, end) + (end == len(text) and not text.endswith("\n") and end > start)
        change = _less_common(number, lines[number : number + count], _lines(replacement))
        if change.end > change.start or change.lines:
            yield change
        number, offset = number + count, end


def _whole_lines(text: str, edits: Sequence[Edit], index: int, start: int) -> tuple[int, str, int]:
    """Return where the lines end that the edits from `index` on change, what replaces them, and the next index.

    `start` is the start of a line. The lines end where one ends in the original and in the result alike.
    """
    pieces: list[str] = []
    last = ""  # the last character of the pieces
    position = line_end = start
    while index < len(edits):
        edit = edits[index]
        pieces += (text[position : edit.start], edit.replacement)
        last = (pieces[-1] or pieces[-2] or last)[-1:]
        position, index = edit.end, index + 1
        if _both_end(text, position, last):
            return position, "".join(pieces), index
        if line_end <= position:
            line_end = text.find("\n", position) + 1 or len(text)
        # An insertion at the very end belongs to a last line that has no line feed, or has lost it.
        closed = position < line_end and text[line_end - 1] == "\n"
        if index < len(edits) and edits[index].start > line_end - closed:
            break
    pieces.append(text[position:line_end])
    return max(position, line_end), "".join(pieces), index


def _both_end(text: str, position: int, last: str) -> bool:
    """Tell whether a line ends at a place of the original, and in the result, which has `last` before it."""
    return position < len(text) and last in ("", "\n") and text[position - 1 : position] in ("", "\n")


def _less_common(number: int, old: list[str], new: list[str]) -> _Change:
    """Leave out the lines at both ends that stay as they are."""
    head, tail = common_ends(old, new)
    return _Change(number + head, number + len(old) - tail, new[head : len(new) - tail])
