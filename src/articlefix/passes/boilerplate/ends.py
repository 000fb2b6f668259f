"""The marks that end an article: an ornament behind the last word, and what agencies set below it."""

import re
from collections.abc import Iterator

from articlefix.core.edits import Edit
from articlefix.text.paragraphs import Lines

# "###", "# # #", "-30-", "- ends -", "ENDS": the first three are American, the others British.
_WIRE_MARK = re.compile(r"#{3,}|#(?: #){2,}|[-\u2013\u2014]+ ?(?:30|(?i:ends?)) ?[-\u2013\u2014]+|ENDS?")
_END_MARKS = (
    "\N{BLACK DIAMOND SUIT}\N{BLACK DIAMOND}\N{WHITE DIAMOND}\N{LOZENGE}\N{BLACK DIAMOND MINUS WHITE X}"
    "\N{BLACK SQUARE}\N{WHITE SQUARE}\N{BLACK SMALL SQUARE}\N{WHITE SMALL SQUARE}\N{BLACK LARGE SQUARE}"
    "\N{BLACK MEDIUM SQUARE}\N{BLACK MEDIUM SMALL SQUARE}\N{LOWER RIGHT SHADOWED WHITE SQUARE}"
    "\N{END OF PROOF}\N{BLACK CIRCLE}\N{BLACK VERTICAL RECTANGLE}"
)
# After the mark that ends a sentence, so that a rating or a legend keeps its signs.
_BEFORE_END_MARK = (
    ".!?\"')]"
    "\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)


def drop_marks(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the lines at the end of the article that hold nothing but a mark of its end."""
    for line in reversed(lines.filled):
        if line.number in dropped:
            continue
        if _WIRE_MARK.fullmatch(line.text):
            dropped[line.number] = "wire-mark"
        elif len(line.text) == 1 and line.text in _END_MARKS:
            dropped[line.number] = "end-mark"
        else:
            return


def mark(lines: Lines, dropped: dict[int, str]) -> Iterator[Edit]:
    """Yield the edit that takes the end mark from the last line that stays."""
    last = next((line for line in reversed(lines.filled) if line.number not in dropped), None)
    if last is None or last.text[-1] not in _END_MARKS:
        return
    end = last.start + len(lines.text[last.start : last.end].rstrip())
    start = last.start + len(lines.text[last.start : end - 1].rstrip())
    if start > last.start and lines.text[start - 1] in _BEFORE_END_MARK:
        yield Edit(start, end, "", ("end-mark",))
