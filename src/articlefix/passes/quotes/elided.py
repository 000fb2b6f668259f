"""Straight apostrophes of other languages at the end of a word that lost letters there.

    Das ist 'ne alte Geschichte aus den '80ern.  -> ’ne, ’80ern
    Un po' di pane per 's avonds                 -> po’, ’s

Their single marks are read for nothing else, so a mark that may be one of two that quote stays.
"""

import re
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language
from articlefix.languages.tables import Words
from articlefix.scan.lazy import lazy

_AT_START = lazy(r"(?<![\w'])'(?:(?P<year>\d\d(?:[a-z]{1,3})?(?![\w']))|(?P<word>[^\W\d_]{1,12})(?![\w']))")
_AT_END = lazy(r"(?<![\w'])(?P<word>[^\W\d_]{1,12})'(?![\w'])")
_OPENS = lazy(r"(?<![\w'])'(?!\d\d(?!\w))(?P<word>\w{1,12})")
_CLOSES = lazy(r"(?P<word>(?<![^\W\d_])[^\W\d_]{1,12})?(?<=[\w.,!?\N{HORIZONTAL ELLIPSIS}])'(?!\w)")
_REACH = 200  # characters in which a quotation would end


def elided(document: Document) -> Iterator[Edit]:
    """Yield the edits that curl the apostrophes before and behind words that the language is known to cut short."""
    text, known = document.text, language(document.language).elisions
    if "'" not in text:
        return
    for match in _AT_START.finditer(text):
        is_known = match["word"] is None or match["word"].lower() in known.initial
        if is_known and not _may_quote(_CLOSES, text, match.end(), match.end() + _REACH, known.final):
            yield _curled(match.start())
    for match in _AT_END.finditer(text):
        start = max(0, match.start() - _REACH)
        if match["word"].lower() in known.final and not _may_quote(
            _OPENS, text, start, match.start(), known.initial
        ):
            yield _curled(match.end() - 1)


def _may_quote(other: re.Pattern[str], text: str, start: int, end: int, cut_short: Words) -> bool:
    """Tell whether the other mark of a quotation may stand between two places, and not that of a word cut short."""
    return any((found["word"] or "").lower() not in cut_short for found in other.finditer(text, start, end))


def _curled(place: int) -> Edit:
    return Edit(place, place + 1, "\N{RIGHT SINGLE QUOTATION MARK}", ("straight-quote",))
