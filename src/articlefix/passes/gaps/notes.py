"""Marks of notes whose notes are gone: "[citation needed]", "it fell.[a]", "the civil war.2In the north".

They are reported and stay. A number behind a stop may be that of a version, a page or a verse as well.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.core.needs import where
from articlefix.core.passes import Report
from articlefix.languages import ANY, language
from articlefix.passes.gaps.classes import ENGLISH
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_GLUED_NUMBER = Pattern(r"(?<=[.!?,;\u201d\u2019\u201c\xbb\"])\d{1,3}(?=\s|$|[^\W\d_a-z])")
# It stands behind a stop or a comma, or the mark that closes a quotation there.
_BEHIND_WORD = lazy(r"(?:[^\W\d_]{2}[.!?,;]|[.,!?][\u201d\u2019\u201c\xbb\"])\Z")
_BETWEEN_SENTENCES = Pattern(r"(?<=[a-z]{3}[.!?])\d{1,2}(?= ?[A-Z][a-z]* [a-z])")
_SERIES = 3  # so many numbers that rise are no prices and no verses
_GAPS = 2  # for each that is seen so many may be missing
_LAST_WORD = lazy(r"[^\W\d_]+\Z")
_WIDEST = 24  # characters: the words that are numbered are short


def _is_numbered(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the word before a number, abbreviated, is what it numbers: `vol.2 The`, `Fig.3 Shows`."""
    word = _LAST_WORD.search(match.string, max(0, match.start() - _WIDEST), match.start() - 1)
    return word is not None and any(
        word[0].lower() in language(tag).words.numbered for tag in (ANY, document.language)
    )


@where(_GLUED_NUMBER)
def _numbers(document: Document) -> Iterator[Finding]:
    """Yield a finding for each number that marks a note: one between two sentences, or any of a series."""
    text = document.text
    found = [
        match
        for match in document.scan.matches(_GLUED_NUMBER)
        if _BEHIND_WORD.search(text, max(0, match.start() - 3), match.start()) and not _is_numbered(document, match)
    ]
    is_series = _is_series([int(match.group()) for match in found])
    for match in found:
        is_mark = is_series or _BETWEEN_SENTENCES.compiled.match(text, match.start())
        if is_mark and not document.is_protected(*match.span()):
            message = f"“{match.group()}” may mark a note that is not there"
            yield Finding(*match.span(), "leftover-note-mark", message)


def _is_series(numbers: list[int]) -> bool:
    """Tell whether numbers rise one by one, but for a few that stand where they are not seen.

    >>> _is_series([1, 2, 4, 5]), _is_series([2, 20, 30]), _is_series([5, 4, 3])
    (True, False, False)
    """
    rises = all(one < other for one, other in pairwise(numbers))
    return len(numbers) >= _SERIES and rises and numbers[-1] - numbers[0] <= _GAPS * len(numbers)


_OF_EDITORS = "|".join(re.escape(mark).replace(r"\#", r"\d{1,3}") for mark in language("en").words.editors_marks)

REPORTS = (
    Report(rf"\[(?:{_OF_EDITORS})\]", "“{0}” is the mark of an editor of a wiki", languages=ENGLISH),
    Report(r"(?<=[^\W_][.,;])\[[a-z]\](?=\s|$)", "“{0}” marks a note that is not there"),
    _numbers,
    Report(r"(?<=[a-z]{2}[.!?])[!\N{DEGREE SIGN}]?\N{DEGREE SIGN}(?=\s|$)", "“{0}” may be the mark of a note"),
)
