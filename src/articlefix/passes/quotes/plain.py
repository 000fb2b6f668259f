"""English text in which every mark stands as it should: it is told at a glance, and not read mark by mark."""

import re

from articlefix.document import Document
from articlefix.passes.quotes.costs import elisions
from articlefix.patterns import lazy

_TO_BE_READ = tuple("\"'`«»‹›„")
_ADDRESSES = ("://", "www.", "@", "articlefix:")
# Each reading of these but the plain one costs something: the space of an opening mark is before it, that of a
# closing one behind it, and both are in one line. A comma or stop outside may be misplaced, and after a number a
# closing mark may be a measure: those are read. Within single marks stands none but an apostrophe between letters.
_PAIR = lazy(
    r"“(?<![^\s(\[{/—–-]“)(?=[\w$€(\[])[^“”\n]*+”"
    r"(?<=[^\s\d“”(\[{/]”)(?=[\s:;)\]—–-]|\Z)"
)
_SINGLE_PAIR = lazy(
    r"‘(?<![^\s(\[{/“—–-]‘)([^\W\d_]+)[^“”‘’\n]*+(?:(?<=[^\W_])’[^\W_][^“”‘’\n]*+)*+’"
    r"(?<=[^\s\d“”‘(\[{/]’)(?=[\s:;)\]”—–-]|\Z)"
)
# Neither between two letters, nor after a plural possessive, nor before a decade or a year.
_UNCLEAR_APOSTROPHE = lazy(
    r"’(?!(?<=[^\W_]’)[^\W_]|(?<=[szxSZX]’)(?:[\s,.;:!?)\]—–-]|\Z)|(?<=[\s(\[]’)\d(?:\d|0s)(?!\w))"
)
_MARK = lazy(r"[“”‘]|’(?![^\W_])|’(?<![^\W_]’)")


def is_plain(document: Document) -> bool:
    """Tell whether no quote mark of an English text leaves anything to do or to report, if that is plain to see.

    >>> is_plain(Document("“The players’ union,” she said, “isn’t here.”", "en"))
    True
    >>> is_plain(Document("“The players’ union”, she said, “isn’t here.”", "en"))
    False
    """
    text = document.text
    if document.format != "text" or any(mark in text for mark in _TO_BE_READ):
        return False
    # Single marks that are plain stand for a word, as far as the double ones are concerned.
    outer = _SINGLE_PAIR.sub(_word_for, text) if "‘" in text else text
    count = outer.count("“")
    if "‘" in outer or count != outer.count("”") or _UNCLEAR_APOSTROPHE.search(outer):
        return False
    # A mark within an address or a passage that is switched off is none.
    has_address = any(sign in text for sign in _ADDRESSES)
    if has_address and any(document.is_protected(*mark.span()) for mark in _MARK.finditer(text)):
        return False
    return count == len(_PAIR.findall(outer))


def _word_for(quotation: re.Match[str]) -> str:
    """Return a word for what stands in single marks, or all as it is where the first may be an apostrophe."""
    return quotation.group() if quotation[1].lower() in (*elisions("initial"), "n") else "x"
