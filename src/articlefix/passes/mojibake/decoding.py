"""UTF-8 that was read as a legacy encoding: what ftfy makes of a line, and no more shown to it than it reads."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from articlefix.core.adapter import differences
from articlefix.core.edits import Edit
from articlefix.passes.mojibake.suspect import SUSPECT
from articlefix.scan.lazy import lazy

LONGEST = 1_000_000
"""How long a line is that ftfy decodes as one, in characters: its `max_decode_length`."""

# Past a character beyond ASCII ftfy reads on for six at most (`\u00c3 quele`), and back for two. U+001A counts with
# those: it is how ftfy writes a lost byte. An edit that keeps this far from where text was left out does not hang
# on that text; the margin beyond it is for what the edit itself takes, a space or a question mark behind a letter.
_READ = 8
_MARGIN = 12
_NOT_ASCII = lazy("[^\x00-\x19\x1b-\x7f]+")

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
    """Yield what ftfy changes in a line that holds something it can act on, less what it only guesses.

    In a line of no more than `LONGEST` characters it then finds nothing else to change.
    """
    if not SUSPECT.compiled.search(line):
        return
    if whole := _ideographs(line):
        yield from whole
        return
    found = list(changes(line))
    if _is_half(line, found):
        return
    for start, end, replacement in found:
        before = line[start:end]
        if before.endswith(" ") and any(character > _LAST_OF_LETTERS for character in replacement):
            continue  # the space is one, and the last byte of an emoji was lost
        if _SIGN.search(replacement) and _is_in_word(line, start, end):
            continue  # bytes of letters of another script
        c1 = len(before) == len(replacement) and all("\x80" <= character <= "\x9f" for character in before)
        yield Edit(start, end, replacement, ("c1-control" if c1 else "utf-8-as-legacy",))


# Arrows and the like of mathematics.
_SIGN = lazy("[\u2900-\u2aff]")


def _is_in_word(line: str, start: int, end: int) -> bool:
    """Tell whether a letter beyond ASCII stands on either side."""
    return any(one > "\x7f" and one.isalpha() for one in line[start - 1 : start] + line[end : end + 1])


_LAST_OF_LETTERS = "\uffff"  # emoji and rare scripts stand behind it

# UTF-8 as Windows-1252 or Latin-1 shows it; in an ideograph, a space may be what became of the byte A0.
NEXT = "[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_IDEOGRAPH = lazy(f"[\u00e3-\u00e9]{NEXT}{NEXT[:-1]} ]|[\u00e3-\u00e9] {NEXT}")
_SEQUENCE = lazy(f"(?:{_IDEOGRAPH.pattern}|[\u00e2\u00ef]{NEXT}{{2}}|[\u00c2-\u00c5]{NEXT}|\u00f0{NEXT}{{3}})+")
_FEW_IDEOGRAPHS = 2


def octet(character: str) -> int:
    """Return the byte that Windows-1252 shows as `character`, or Latin-1 where Windows-1252 has none."""
    return ord(character) if character <= "\xff" else character.encode("cp1252")[0]


def _ideographs(line: str) -> list[Edit]:
    """Return the repair of a line in Chinese or Japanese, if not a byte of it was lost: nothing else is as long.

    ftfy gives up a line in which one byte became a space.

    >>> _ideographs("\u00e4\u00bd \u00e5\u00a5\u00bd")
    [Edit(start=0, end=6, replacement='\u4f60\u597d', rules=('utf-8-as-legacy',))]
    """
    if sum(1 for _ in _IDEOGRAPH.finditer(line)) < _FEW_IDEOGRAPHS:
        return []
    edits: list[Edit] = []
    for match in _SEQUENCE.finditer(line):
        try:
            text = bytes(0xA0 if character == " " else octet(character) for character in match.group()).decode()
        except UnicodeError:
            return []
        edits.append(Edit(*match.span(), text, ("utf-8-as-legacy",)))
    return edits if _SEQUENCE.sub("", line).isascii() else []


_DEBRIS = lazy(f"(?:[\u00c0-\u00ff]|{NEXT}){{3,}}")
_MUCH_DEBRIS = 6
_QUOTES = str.maketrans(dict.fromkeys("\u00ab\u00bb\u2018-\u201d\u2026\u00a0", ""))


def _is_half(line: str, found: Sequence[_Change]) -> bool:
    """Tell whether some of a text in another script would be decoded, and the rest not: bytes of it were lost."""
    if _debris(line) < _MUCH_DEBRIS:
        return False
    left, place = [], 0
    for start, end, _ in found:
        left.append(line[place:start])
        place = end
    left.append(line[place:])
    return sum(map(_debris, left)) >= _MUCH_DEBRIS


def _debris(text: str) -> int:
    """Return how many characters stand in runs that no word in Latin letters has."""
    return sum(match.end() - match.start() for match in _DEBRIS.finditer(text.translate(_QUOTES)))


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
