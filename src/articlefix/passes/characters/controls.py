r"""Control characters: those that were letters or marks, and those that do nothing.

    "God\x19s", "\x1cYes\x1d", "1914\x1318"    U+2018 to U+201D and the dashes, cut to their low byte
    "e\x0ecient", "of\x0cce"                   the places of ligatures in a TeX font
    "reser\x02\nvation"                        the hyphen at a line's end in some PDFs
    "non\x1eresident"                          the hyphens of Word: 1E is one, 1F an invisible hint

Nothing else is taken away within a word: letters may have stood there, as a ligature of a PDF that became a null
(`pro\x00le`), so it is reported. Between all letters nulls are the other halves of UTF-16.
"""

from collections.abc import Iterator

from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_CONTROL = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]++")
_HYPHEN_AT_LINE_END = Pattern(r"(?<=[a-z])\x02\n(?=[a-z])")
_IN_WORD = Pattern(r"(?<=[^\W\d_])[\x0b\x0c](?=[^\W\d_])")
_FOR_LETTER = Pattern(r"(?<=[^\W\d_]|[ \n])[\x00-\x08\x0b-\x1f\x7f](?=[a-z])")
_LETTER_LOST = Pattern(r"(?<=[^\W\d_]|[ \n])[\x00-\x08\x0e-\x1f](?=[a-z])")
_AT_WORD_END = Pattern(r"(?<=[a-z])[\x00-\x08\x0e-\x1f](?=[ ,.;:!?\n])")
_UTF_16 = Pattern(r"(?:[^\x00]\x00){4}")
_LIGATURE = Pattern(r"(?<=[a-z])[\x0b\x0e\x0f](?=[a-z])")
_LIGATURES = {"\x0b": "ff", "\x0c": "fi", "\x0e": "ffi", "\x0f": "ffl"}
_BESIDE_LETTER = lazy(r"(?<=[a-z])[\x0b\x0c\x0e\x0f]|[\x0b\x0c\x0e\x0f](?=[a-z])")

# What stands to the left and right of each mark whose low byte is left.
_MARKS = (
    (Pattern(r"(?<=[^\W_])\x19(?=[\s.,;:!?)a-z]|$)"), "\N{RIGHT SINGLE QUOTATION MARK}"),
    (Pattern(r"(?<![^\s(\x1c\x14])\x18(?=[^\W_])"), "\N{LEFT SINGLE QUOTATION MARK}"),
    (Pattern(r"(?<![^\s(\x18\x14])\x1c(?=[^\W_][^\n\x1c]{0,1000}\x1d)"), "\N{LEFT DOUBLE QUOTATION MARK}"),
    (Pattern(r"(?<=[^\s\x1c])\x1d(?=[\s.,;:!?)\x13\x14]|$)"), "\N{RIGHT DOUBLE QUOTATION MARK}"),
    (Pattern(r"(?<=\d)\x13(?=\d)|(?<=[^\s] )\x13(?= [^\s])"), "\N{EN DASH}"),
    (
        Pattern(r"(?<=[^\W_])\x14(?=[^\W_])|(?<=[\x1d\x19,.])\x14(?=[^\W_])|(?<=[^\s] )\x14(?= [^\s])"),
        "\N{EM DASH}",
    ),
    (Pattern(r"(?<=[^\W_])\x1e(?=[a-z\d])"), "-"),
    (Pattern(r"(?<=[a-z])\x1f(?=[a-z])"), ""),
)


@where(_CONTROL)
def controls(document: Document) -> Iterator[Edit | Finding]:
    """Yield the mark or letter that a control character was, and the removal of those that were nothing."""
    known = dict(_known(document))
    for match in document.scan.matches(_CONTROL):
        start, end = match.span()
        if document.format == "markdown" and not match.group().strip("\x0b\x0c"):
            continue  # white space there, which rendering ignores
        while start < end:
            if start in known:
                stop, replacement = known[start]
                yield Edit(start, stop, replacement, ("control-character",))
            else:
                stop = next((place for place in range(start, end) if place in known), end)
                yield from _unknown(document, start, stop)
            start = stop


def _known(document: Document) -> Iterator[tuple[int, tuple[int, str]]]:
    """Yield where control characters stand whose place tells what they were: to where each reaches, and what."""
    for pattern, mark in _MARKS:
        for match in document.scan.matches(pattern):
            yield match.start(), (match.end(), mark)
    for match in document.scan.matches(_HYPHEN_AT_LINE_END):
        yield match.start(), (match.end(), "")
    if document.scan.has(_LIGATURE):
        for match in _BESIDE_LETTER.finditer(document.text):
            yield match.start(), (match.end(), _LIGATURES[match.group()])


def _unknown(document: Document, start: int, end: int) -> Iterator[Edit | Finding]:
    """Yield the removal of control characters; those that part lines or fields become the space they make.

    Where a letter may have stood, they stay and are reported.
    """
    text = document.text
    run = text[start:end]
    is_line_end = any(character in "\x0b\x0c" for character in run)
    if end == start + 1 and _stands_for_letter(document, start, is_line_end=is_line_end):
        yield Finding(
            start, end, "control-character", f"U+{ord(run):04X} stands within a word: a letter may be lost"
        )
        return
    replacement = ""
    if is_line_end:
        replacement = line_end(text, start, end)
    elif any(character in "\x1c\x1d\x1e\x1f" for character in run):
        beside = text[start - 1 : start].strip(), text[end : end + 1].strip()
        replacement = " " if all(beside) else ""
    yield Edit(start, end, replacement, ("control-character",))


@fact
def _is_utf_16(document: Document) -> bool:
    return document.scan.has(_UTF_16)


@fact
def _lost_letters(document: Document) -> bool:
    return document.scan.has(_LETTER_LOST)


def _stands_for_letter(document: Document, place: int, *, is_line_end: bool) -> bool:
    """Tell whether a control character may be a letter: within a word, or at its end where others are within."""
    text = document.text
    if text[place] == "\x00" and _is_utf_16(document):
        return False
    are_letters = _lost_letters(document)
    if are_letters and _AT_WORD_END.compiled.match(text, place):
        return True
    # A page ends before a word as well, but hardly so where others of these characters were letters.
    within = _IN_WORD if is_line_end and not are_letters else _FOR_LETTER
    return bool(within.compiled.match(text, place))


def line_end(text: str, start: int, end: int) -> str:
    """Return what a separator of lines stands for: nothing beside a line end, else one."""
    return "" if text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n") else "\n"
