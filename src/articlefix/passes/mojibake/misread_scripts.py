"""Words of accented letters alone: text in another script that was read as Windows-1252."""

import re
from collections.abc import Iterator

from articlefix.core.document import Document, line_around
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.passes.mojibake.readings import RULE, SCRIPTS, Reading, is_cased, table_of
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_RUN = lazy(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]+"
)
_ACCENTED = lazy("(?<![A-Za-z])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{4}")

# The commonest pairs of letters of Russian, Greek, Hebrew and Arabic as Windows-1252 shows them.
COMMON_PAIRS = Pattern(
    "\u00e5\u00f2|\u00e2\u00e5|\u00f0\u00e8|\u00eb\u00e8|\u00ea\u00e0|\u00f1\u00f2|\u00ed\u00ee|"
    "\u00f2\u00ee|\u00ed\u00e0|\u00e5\u00ed|\u00ee\u00e2|\u00ed\u00e8|\u00f0\u00e0|\u00e2\u00ee|"
    "\u00ea\u00ee|\u00ef\u00ee|\u00ef\u00f0|\u00f0\u00e5|\u00e3\u00ee|\u00d3\u00d4|\u00ce\u00cf|"
    "\u00d4\u00cf|\u00ce\u00c1|\u00c5\u00ce|\u00cf\u00d7|\u00ce\u00c9|\u00d2\u00c1|\u00d7\u00cf|"
    "\u00cb\u00cf|\u00d0\u00cf|\u00d0\u00d2|\u00d2\u00c5|\u00c7\u00cf|\u00e1\u00e2|\u00dd\u00de|"
    "\u00e2\u00de|\u00dd\u00d0|\u00d5\u00dd|\u00de\u00d2|\u00dd\u00d8|\u00e0\u00d0|\u00d2\u00de|"
    "\u00da\u00de|\u00df\u00de|\u00df\u00e0|\u00e0\u00d5|\u00d3\u00de|\u00e1\u00e9|\u00ef\u00f5|"
    "\u00f4\u00ef|\u00f4\u00e1|\u00e5\u00e9|\u00ef\u00ed|\u00e9\u00ea|\u00e9\u00ed|\u00f9\u00ec|"
    "\u00e0\u00fa|\u00e5\u00fa|\u00ec\u00e0|\u00e4\u00e9|\u00c7\u00e1|\u00dd\u00ed|\u00e3\u00e4|"
    "\u00ed\u00c9|\u00e1\u00e3|\u00c7\u00ca"
)
"""What text in another script holds that was read as Windows-1252; good text, hardly ever."""
_LEAST_LETTERS = 8
_TYPICAL_SHARE = 0.72
"""Of the letters of a text the typical ones are more: 0.80 to 0.88 in the languages here; what is read wrongly has
less than 0.6."""


@where(COMMON_PAIRS)
def scripts(document: Document) -> Iterator[Edit]:
    r"""Yield the words of another script whose letters were read as accented ones.

    >>> document = Document("\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2, \u00ec\u00e8\u00f0!")
    >>> [edit.replacement for edit in scripts(document)]
    ['\u041f\u0440\u0438\u0432\u0435\u0442', '\u043c\u0438\u0440']
    """
    text = document.text
    found = list(_ACCENTED.finditer(text)) if document.scan.has(COMMON_PAIRS) else ()
    if not found:
        return
    runs: list[tuple[int, int]] = []
    borders = {line_around(text, match.start()) for match in found}
    for start, end in sorted(borders):
        runs += (match.span() for match in _RUN.finditer(text, start, end) if _is_word(text, *match.span()))
    readings = [(_share(read, reading), read) for reading in SCRIPTS if (read := _read_all(text, runs, reading))]
    share, read = max(readings, default=(0.0, []), key=lambda each: each[0])
    if share >= _TYPICAL_SHARE:
        for (start, end), word in zip(runs, read, strict=True):
            if word != text[start:end]:
                yield Edit(start, end, word, (RULE,))


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether a run touches no letter and no digit of ASCII."""
    beside = text[start - 1 : start] + text[end : end + 1]
    return not text[start:end].isspace() and not any(c.isascii() and c.isalnum() for c in beside)


def _read_all(text: str, runs: list[tuple[int, int]], reading: Reading) -> list[str]:
    """Return what the runs are in the right encoding, or nothing where one is none."""
    table = table_of(reading)
    read = ["".join(table.get(character, character) for character in text[start:end]) for start, end in runs]
    words = [word for run in read for word in re.findall(r"[^\W\d_]+", run)]
    if len(words) < 2 or (words[0].lower() != words[0].upper() and not _are_cased(words)):  # noqa: PLR2004 - one may be a name
        return []
    return read


def _are_cased(words: list[str]) -> bool:
    """Tell whether words are in the case of a text, of which few letters are capitals."""
    return all(map(is_cased, words)) and any(map(str.islower, words))


def _share(read: list[str], reading: Reading) -> float:
    """Return which share of the letters are typical of the script, if there are enough to tell."""
    letters = [character for run in read for character in run.lower() if character.isalpha()]
    return sum(map(reading.typical.__contains__, letters)) / len(letters) if len(letters) >= _LEAST_LETTERS else 0.0
