"""Letters and signs that stand where only an apostrophe or a quotation mark can: text read in another encoding."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.passes.mojibake.lost import is_contraction
from articlefix.passes.mojibake.readings import MARKS, RULE, Reading, table_of
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_OPENING = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSING = "\N{RIGHT DOUBLE QUOTATION MARK}"
_DASH = "\N{EM DASH}"


@cache
def _mark_tables() -> tuple[tuple[Reading, Mapping[str, str]], ...]:
    """Return what may stand for marks in each reading, with the letters of the next word that a pair swallowed."""
    found = {_APOSTROPHE, _OPENING, _CLOSING, _DASH, "\N{EN DASH}", "\N{HORIZONTAL ELLIPSIS}"}
    tables: list[tuple[Reading, Mapping[str, str]]] = []
    for reading in MARKS:
        if reading.wrong in ("gbk", "cp932"):
            tables.append((reading, _swallowed(reading)))
        else:
            table = table_of(reading)
            tables.append((reading, {wrong: right for wrong, right in table.items() if right in found}))
    return (*tables, (_NO_READING, _BY_HAND), (_NO_READING, _ACUTE))


_NO_READING = Reading("cp1252", "cp1252")


def _swallowed(reading: Reading) -> Mapping[str, str]:
    """Return what the apostrophe of a contraction becomes where it and the letter behind it are read as one."""
    table: dict[str, str] = {}
    for mark in (_APOSTROPHE, _OPENING):
        for letter in "stmrvldABCDEFGHIJKLMNOPQRSTUVWXYZ" if mark == _OPENING else "stmrvld":
            try:
                shown = (mark + letter).encode(reading.right).decode(reading.wrong)
            except UnicodeError:
                continue
            if len(shown) == 1:
                table[shown] = mark + letter
    return table


# What mail programs of the Macintosh made of marks in Latin-1, and what an old keyboard has for an apostrophe.
_BY_HAND = {"\u00b9": _APOSTROPHE, "\u00b3": _OPENING, "\u00b2": _CLOSING}
_ACUTE = {"\u00b4": _APOSTROPHE, "`": _APOSTROPHE}


# A capital inside a word, or a letter or a sign where an ending of a contraction follows; a mark before a word.
_ODD_MARK = Pattern(
    r"(?<=[A-Za-z])[\u00d5\u0150\u00c6\u0422\u0425](?=[a-z\u00e0-\u00ff])"
    r"|(?<=[A-Za-z])[\u00b4`\u00b9](?=(?:[stdm]|re|ve|ll)\b)|(?<=n)\u00ed(?=t\b)|(?<![^\s(])[\u00ec\u00d2](?=[A-Z])"
)
_ODD_ENDING = Pattern(r"(?<=[a-z])(?:\u00ed(?=s\b)|[\u62b0\u62af\u7a1a\u75b4](?![^\x00-\x7f]))")
_WORD_BEFORE = lazy(r"[A-Za-z]{1,24}\Z")
_WORD_AFTER = lazy(r"[A-Za-z\u00c0-\u00ff]{1,24}")
_SHORT_STEM = 3


# What is small and Latin may be right.
_BEHIND_LETTER = lazy("(?<=[^\\W\\d_])[^\x00-\x7f\u00df-\u00ff\u2018-\u201d]")


class _Mark(NamedTuple):
    """A character that may stand for a mark, and what it is then; `proves` tells that it can be nothing else."""

    start: int
    end: int
    mark: str
    proves: bool


@where(_ODD_MARK, _ODD_ENDING)
def marks(document: Document) -> Iterator[Edit]:
    r"""Yield the mark for each character that stands for one, where a place proves how the text was read.

    >>> [edit.replacement for edit in marks(Document("They don\u00d5t know \u00d2why\u00d3.", "en"))]
    ['\u2019', '\u201c', '\u201d']
    """
    if not (document.scan.has(_ODD_MARK) or document.scan.has(_ODD_ENDING)):
        return
    for reading, table in _mark_tables():
        found = list(_placed(document, table))
        placed = [each for each in found if each.mark]
        proofs = {document.text[max(0, each.start - 8) : each.end] for each in placed if each.proves}
        natural = any("\u00e0" <= document.text[each.start] <= "\u00ff" for each in placed)
        enough = len(proofs) > 1 and len(placed) == len(found) if natural else bool(proofs)
        if enough:
            yield from (Edit(each.start, each.end, each.mark, (RULE,)) for each in placed)
            yield from _letters_of_words(document.text, reading)
            return


def _letters_of_words(text: str, reading: Reading) -> Iterator[Edit]:
    """Yield the small letter for each capital or sign behind a letter, where marks told how a text was read."""
    table = table_of(reading) if len(reading.wrong) > len("gbk") and reading.wrong != "cp932" else {}
    for match in _BEHIND_LETTER.finditer(text) if table else ():
        right = table.get(match.group(), "")
        if right.islower() and right <= "\u00ff":
            yield Edit(*match.span(), right, (RULE,))


def _placed(document: Document, table: Mapping[str, str]) -> Iterator[_Mark]:
    """Yield each character of a table, with the mark that its place allows, if any."""
    text, opened = document.text, -1
    for match in re.finditer(f"[{re.escape(''.join(table))}]", text):
        start, end = match.span()
        mark = table[match.group()]
        if mark == _OPENING:
            fits = not text[start - 1 : start].isalnum() and text[end : end + 1].isalpha()
            opened = start if fits else opened
            yield _Mark(start, end, mark if fits else "", proves=False)
        elif mark == _CLOSING:
            fits = bool(text[start - 1 : start].strip()) and not text[end : end + 1].isalnum()
            fits = fits and opened >= 0 and "\n" not in text[opened:start]
            yield _Mark(start, end, mark if fits else "", proves=fits and match.group().isalpha())
            opened = -1 if fits else opened
        elif mark[0] == _APOSTROPHE or len(mark) > 1:
            yield _apostrophe(document, start, end, mark)
        else:
            yield _Mark(start, end, mark if _is_apart(text, start, end, mark) else "", proves=False)


def _apostrophe(document: Document, start: int, end: int, mark: str) -> _Mark:
    text = document.text
    before, after = _WORD_BEFORE.search(text, max(0, start - 25), start), _WORD_AFTER.match(text, end)
    left, right = before.group() if before else "", mark[1:] + (after.group() if after else "")
    if len(mark) > 1 and mark[0] == _OPENING:
        return _Mark(start, end, mark if not left and after else "", proves=False)
    english = bool(language(document.language).contractions.endings)
    elides = (
        left.lower() in language(document.language).elisions.before_vowel
        and right[:1] in "aeiouyh\u00e0\u00e2\u00e9\u00e8\u00ea\u00eb\u00ee"
    )
    if left and right and ((english and is_contraction(left, right)) or elides):
        return _Mark(
            start, end, mark, proves=len(left) >= _SHORT_STEM or text[start].isupper() or not text[start].isalpha()
        )
    if left and right and text[start] == "\u00b4":
        return _Mark(start, end, mark, proves=False)
    plural = english and left.endswith("s") and not right and text[end : end + 1] == " "
    return _Mark(start, end, mark if plural else "", proves=False)


def _is_apart(text: str, start: int, end: int, mark: str) -> bool:
    """Tell whether a dash stands between spaces, or an ellipsis behind a word."""
    if mark == "\N{HORIZONTAL ELLIPSIS}":
        return text[start - 1 : start].islower() and not text[end : end + 1].isalnum()
    return mark in (_DASH, "\N{EN DASH}") and text[start - 1 : start] == " " == text[end : end + 1]
