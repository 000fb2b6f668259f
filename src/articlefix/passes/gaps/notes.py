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
from articlefix.passes.gaps.classes import ENGLISH
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_OF_EDITORS = (
    r"(?:citation|clarification|attribution|quotation|page|chapter|year|date|verification|disambiguation) needed"
    r"|(?:better|primary|third-party|non-primary) source needed|dead link|failed verification|original research\??"
    r"|(?:by )?who(?:m|se)?\?|when\?|where\?|which\?|why\?|how\?|according to whom\?|dubious(?: . discuss)?"
    r"|needs update|weasel words|(?:note|nb|fn) \d{1,3}"
)
_GLUED_NUMBER = Pattern(r"(?<=[.!?,;\u201d\u2019\u201c\xbb\"])\d{1,3}(?=\s|$|[^\W\d_a-z])")
# It stands behind a stop or a comma, or the mark that closes a quotation there.
_BEHIND_WORD = lazy(r"(?:[^\W\d_]{2}[.!?,;]|[.,!?][\u201d\u2019\u201c\xbb\"])\Z")
_BETWEEN_SENTENCES = Pattern(r"(?<=[a-z]{3}[.!?])\d{1,2}(?= ?[A-Z][a-z]* [a-z])")
_SERIES = 3  # so many numbers that rise are no prices and no verses
_GAPS = 2  # for each that is seen so many may be missing
_LAST_WORD = lazy(r"[^\W\d_]+\Z")
_WIDEST = 24  # characters: the words that are numbered are short
# What a number belongs to: `vol.2 The`, `Fig.3 Shows`.
_NUMBERED = frozenset(
    (
        "app",
        "appendix",
        "art",
        "bd",
        "ch",
        "chap",
        "class",
        "dept",
        "ed",
        "eds",
        "eq",
        "fig",
        "figs",
        "gen",
        "grade",
        "item",
        "level",
        "lvl",
        "mark",
        "mt",
        "no",
        "nos",
        "nr",
        "num",
        "op",
        "para",
        "part",
        "ph",
        "pp",
        "phase",
        "pos",
        "ref",
        "rev",
        "sec",
        "sect",
        "ser",
        "sgt",
        "stage",
        "step",
        "str",
        "tab",
        "type",
        "unit",
        "ver",
        "version",
        "vers",
        "vol",
        "vols",
    )
)


def _is_numbered(_document: Document, match: re.Match[str]) -> bool:
    """Tell whether the word before a number, abbreviated, is what it numbers."""
    word = _LAST_WORD.search(match.string, max(0, match.start() - _WIDEST), match.start() - 1)
    return word is not None and word[0].lower() in _NUMBERED


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


REPORTS = (
    Report(rf"\[(?:{_OF_EDITORS})\]", "“{0}” is the mark of an editor of a wiki", languages=ENGLISH),
    Report(r"(?<=[^\W_][.,;])\[[a-z]\](?=\s|$)", "“{0}” marks a note that is not there"),
    _numbers,
    Report(r"(?<=[a-z]{2}[.!?])[!\N{DEGREE SIGN}]?\N{DEGREE SIGN}(?=\s|$)", "“{0}” may be the mark of a note"),
)
