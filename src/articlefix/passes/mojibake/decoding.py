"""UTF-8 that was read as a legacy encoding: what ftfy makes of a line, and no more shown to it than it reads."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from articlefix.core.adapter import differences
from articlefix.core.edits import Edit
from articlefix.passes.mojibake.suspect import SUSPECT

LONGEST = 1_000_000
"""How long a line is that ftfy decodes as one, in characters: its `max_decode_length`."""

# Past a character beyond ASCII ftfy reads on for six at most (`\u00c3 quele`), and back for two. U+001A counts with
# those: it is how ftfy writes a lost byte. An edit that keeps this far from where text was left out does not hang
# on that text; the margin beyond it is for what the edit itself takes, a space or a question mark behind a letter.
_READ = 8
_MARGIN = 12
_NOT_ASCII = re.compile("[^\x00-\x19\x1b-\x7f]+")

_LAST_OF_BMP = "\uffff"

_Change = tuple[int, int, str]


@cache
def ftfy_repair() -> Callable[[str], str]:
    """Return ftfy's repair of encodings and C1 controls in one line, and of nothing else."""
    from ftfy import TextFixerConfig, fix_encoding, fix_text  # noqa: PLC0415 - it costs as much as the rest of a start
    from ftfy.fixes import fix_c1_controls  # noqa: PLC0415 - likewise

    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        max_decode_length=LONGEST,
        explain=False,
    )

    def repair(line: str) -> str:
        if len(line) > LONGEST:
            return fix_text(line, config)
        # What `fix_text` does with that, less its last look, which finds what the look before it found.
        repaired = fix_encoding(line)
        while (line := fix_c1_controls(repaired)) != repaired:
            repaired = fix_encoding(line)
        return line

    return repair


def decode(line: str) -> Iterator[Edit]:
    """Yield what ftfy changes in a line that holds something it can act on.

    In a line of no more than `LONGEST` characters it then finds nothing else to change.
    """
    if not SUSPECT.compiled.search(line):
        return
    for start, end, replacement in changes(line):
        before = line[start:end]
        if before.endswith(" ") and replacement > _LAST_OF_BMP:
            continue  # its last byte was lost, and the space, taken for byte A0, gives another emoji
        c1 = len(before) == len(replacement) and all("\x80" <= character <= "\x9f" for character in before)
        yield Edit(start, end, replacement, ("c1-control" if c1 else "utf-8-as-legacy",))


def changes(line: str) -> Iterator[_Change]:
    r"""Yield (start, end, replacement) for what ftfy changes in a line.

    Of long ASCII it is shown the ends alone, for it takes longer to read a line than all the rest of the chain.

    >>> list(changes("It was a caf\u00c3\u00a9, and " + "late " * 100))
    [(12, 14, 'é')]
    """
    found = None if len(line) > LONGEST else _changes_in(line, _pieces(line))
    yield from differences(line, ftfy_repair()(line)) if found is None else found


def _pieces(line: str) -> list[tuple[int, int]]:
    """Return where the text stands that is not ASCII, with a margin around it."""
    pieces: list[tuple[int, int]] = []
    for match in _NOT_ASCII.finditer(line):
        start, end = max(0, match.start() - _MARGIN), min(len(line), match.end() + _MARGIN)
        if pieces and start <= pieces[-1][1]:
            start = pieces.pop()[0]
        pieces.append((start, end))
    return pieces


def _changes_in(line: str, pieces: Sequence[tuple[int, int]]) -> list[_Change] | None:
    """Return what ftfy changes in a line of which it is shown these pieces as one, or `None` if that may differ."""
    shown = "".join([line[start:end] for start, end in pieces])
    starts = [0, *accumulate(end - start for start, end in pieces)]
    found: list[_Change] = []
    for low, high, replacement in differences(shown, ftfy_repair()(shown)):
        piece = min(bisect_right(starts, low), len(pieces)) - 1
        start, end = pieces[piece]
        shift = start - starts[piece]
        is_clear_below = start == 0 or low - starts[piece] >= _READ
        if not (is_clear_below and (end == len(line) or starts[piece + 1] - high >= _READ)):
            return None
        found.append((low + shift, high + shift, replacement))
    return found
