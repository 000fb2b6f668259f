"""Marks of notes whose notes are gone: "[citation needed]", "it fell.[a]", "the civil war.2In the north".

They are reported and stay. A number behind a stop may be that of a version, a page or a verse as well.
"""

import re

from articlefix.core.document import Document
from articlefix.core.passes import Report
from articlefix.passes.gaps.classes import ENGLISH
from articlefix.scan.lazy import lazy

_OF_EDITORS = (
    r"(?:citation|clarification|attribution|quotation|page|chapter|year|date|verification|disambiguation) needed"
    r"|(?:better|primary|third-party|non-primary) source needed|dead link|failed verification|original research\??"
    r"|(?:by )?who(?:m|se)?\?|when\?|where\?|which\?|why\?|how\?|according to whom\?|dubious(?: . discuss)?"
    r"|needs update|weasel words|(?:note|nb|fn) \d{1,3}"
)
_LAST_WORD = lazy(r"[^\W\d_]+\Z")
_WIDEST = 24  # characters: the words that are numbered are short
# What a number belongs to: `vol.2 The`, `Fig.3 Shows`.
_NUMBERED = frozenset(
    (
        "app",
        "appendix",
        "art",
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
        "nos",
        "num",
        "op",
        "para",
        "part",
        "ph",
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


REPORTS = (
    Report(rf"\[(?:{_OF_EDITORS})\]", "“{0}” is the mark of an editor of a wiki", languages=ENGLISH),
    Report(r"(?<=[^\W_][.,;])\[[a-z]\](?=\s|$)", "“{0}” marks a note that is not there"),
    Report(
        r"(?<=[a-z]{3}[.!?])\d{1,2}(?= ?[A-Z][a-z]* [a-z])",
        "“{0}” may mark a note that is not there",
        unless=_is_numbered,
    ),
    Report(r"(?<=[a-z]{2}[.!?])[!\N{DEGREE SIGN}]?\N{DEGREE SIGN}(?=\s|$)", "“{0}” may be the mark of a note"),
)
