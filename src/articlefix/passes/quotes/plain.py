"""Text in which every quote mark stands as it should: it is told at a glance, and not read mark by mark."""

import re
from functools import cache

from articlefix.core.document import Document
from articlefix.languages import elisions
from articlefix.passes.quotes.languages import Pair
from articlefix.passes.quotes.marks import FOREIGN
from articlefix.scan.patterns import lazy

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
    r"(?<=[^\s\d“”‘(\[{/]’)(?=[\s:;)\]”—–-]|[?!]”|\Z)"
)
# Neither between two letters, nor after a plural possessive, nor before a decade or a year.
_UNCLEAR_APOSTROPHE = lazy(
    r"’(?!(?<=[^\W_]’)[^\W_]|(?<=[szxSZX]’)(?:[\s,.;:!?)\]—–-]|\Z)|(?<=[\s(\[]’)\d(?:\d|0s)(?!\w))"
)
_WORD_BEHIND = lazy(r"(?<=[ \n]’)[^\W\d_]+(?![\w’])")
_AND = " ’n’ "
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
    if "‘" in outer or count != outer.count("”") or not all(map(_elides, _UNCLEAR_APOSTROPHE.finditer(outer))):
        return False
    return count == len(_PAIR.findall(outer)) and not _has_protected(document, _MARK)


def is_plainly_paired(document: Document, pair: Pair) -> bool:
    """Tell whether the marks of a pair that is not English leave nothing to do, if that is plain to see.

    >>> is_plainly_paired(Document("Er sagte: \u201eJa\u201c, und ging.", "de"), Pair("\u201e", "\u201c"))
    True
    """
    text = document.text
    if document.format != "text":
        return False
    marks, plain, foreign = _patterns(pair)
    # A mark that an English one closes is passed over, and may be the partner of one that is not.
    if "”" in text and "”" not in pair.glyphs and foreign.search(text):
        return False
    count = text.count(pair.opening)
    return count == text.count(pair.closing) == len(plain.findall(text)) and not _has_protected(document, marks)


@cache
def _patterns(pair: Pair) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a pair's marks, of two that are plain, and of one that an English mark closes."""
    first, last = pair.opening, pair.closing
    opening = rf"{first}(?<![^\s(\[{{/—–-]{first})"
    closed = rf"(?<=[^\s\d(\[{{/{pair.glyphs}]{last})"
    if pair.inner:
        space = "[ \u00a0\u202f]"
        opening += f"{space}?"
        closed += rf"|(?<=[^\s{pair.glyphs}]{space}{last})"
    after = r"(?=[\s.,:;!?)\]—–-]|\Z)"
    plain = rf"{opening}(?=[\w$€(\[])[^{pair.glyphs}\n]*+{last}(?:{closed}){after}"
    marks = f"[{pair.glyphs}]"
    return re.compile(marks), re.compile(plain), re.compile(marks + FOREIGN)


def _has_protected(document: Document, marks: re.Pattern[str]) -> bool:
    """Tell whether a mark stands within an address or a passage that is switched off, and so is none."""
    if not any(sign in document.text for sign in _ADDRESSES):
        return False
    return any(document.is_protected(*mark.span()) for mark in marks.finditer(document.text))


def _word_for(quotation: re.Match[str]) -> str:
    """Return a word for what stands in single marks, or all as it is where the first may be an apostrophe."""
    return quotation.group() if quotation[1].lower() in (*elisions("initial"), "n") else "x"


def _elides(apostrophe: re.Match[str]) -> bool:
    """Tell whether a word follows that is known to begin with an elision: nothing is open that it could close."""
    text, (start, end) = apostrophe.string, apostrophe.span()
    if text.startswith(_AND, start - 1) or text.endswith(_AND, 0, end + 1):
        return True
    match = _WORD_BEHIND.match(text, end)
    word = match.group().lower() if match else ""
    return word in elisions("initial") or word in elisions("ambiguous")
