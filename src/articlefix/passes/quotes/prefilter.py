"""Paragraphs in which a quote mark may not stand as it should: the others need not be read mark by mark.

Most marks of most texts are plain: every reading of them but the obvious one costs something, whatever stands in
other paragraphs. A few searches tell them apart, and what is left is read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from articlefix.core.document import Document, line_around
from articlefix.languages import language
from articlefix.passes.quotes.languages import ENGLISH, Pair, others
from articlefix.passes.quotes.marks import FOREIGN, Passage, places
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_STRAIGHT = "\"'`"  # straight marks, and those of TeX, become curly ones
_ADDRESS = Pattern(r"://|www\.|\w@\w")
_SWITCH = Pattern(r"<!--[ \t]*+(?i:articlefix):")

# Within single marks stands none but an apostrophe between letters.
_SINGLE_PAIR = lazy(
    r"‘(?<![^\s(\[{/“—–-]‘)([^\W\d_]+)[^“”‘’\n]*+(?>(?:(?<=[^\W_])’[^\W_][^“”‘’\n]*+)*)’"
    r"(?<=[^\s\d“”‘(\[{/]’)(?=[\s:;)\]”—–-]|[?!]”|\Z)"
)
# Neither between two letters, nor after a plural possessive, nor before a decade or a year.
_UNCLEAR_APOSTROPHE = lazy(
    r"’(?!(?<=[^\W_]’)[^\W_]|(?<=[szxSZX]’)(?:[\s,.;:!?)\]—–-]|\Z)|(?<=[\s(\[]’)\d(?:\d|0s)(?!\w))"
)
_WORD_BEHIND = lazy(r"(?<=[ \n]’)[^\W\d_]+(?![\w’])")
_AND = " ’n’ "
_OPENERS = "„«»"  # of other pairs than the English


def doubtful(document: Document, pair: Pair) -> Sequence[Passage]:
    r"""Return the runs of paragraphs that hold a mark that may not be plain, in order.

    >>> text = "“The players’ union,” she said, “isn’t here.”"
    >>> doubtful(Document(text, "en"), ENGLISH)
    []
    >>> doubtful(Document(f"{text}\n\nHe called it “odd”.", "en"), ENGLISH)
    [Passage(start=47, end=66)]
    """
    text = document.text
    is_english = pair == ENGLISH
    if document.format != "text" or (is_english and any(mark in text for mark in _STRAIGHT)):
        return [Passage(0, len(text))]
    if document.scan.has(_SWITCH):
        return [Passage(0, len(text))]
    found = list(_unpaired(text, pair))
    found += _foreign(text, pair)
    found += _unclear_singles(text) if is_english else ()
    if document.scan.may_match(_ADDRESS):
        found += _beside_addresses(document, pair)
    return _passages(text, sorted(found)) if found else []


def _passages(text: str, found: Iterable[int]) -> list[Passage]:
    """Return the paragraphs in which some places are, each once."""
    passages: list[Passage] = []
    end = -1
    for place in found:
        if place > end:
            start = text.rfind("\n\n", 0, place)
            end = text.find("\n\n", place)
            end = len(text) if end < 0 else end
            passages.append(Passage(0 if start < 0 else start + 2, end))
    return passages


def _unpaired(text: str, pair: Pair) -> Iterator[int]:
    """Yield the places of the double marks that are not two of a plain pair."""
    opened: set[int] = set()
    closed: set[int] = set()
    for match in _plain_pair(pair).finditer(text):
        opened.add(match.start())
        if match[1]:
            closed.add(match.end() - 1)
    for mark, plain in ((pair.opening, opened), (pair.closing, closed)):
        if text.count(mark) != len(plain):
            yield from (place for place in places(mark, text, 0, len(text)) if place not in plain)


@cache
def _plain_pair(pair: Pair) -> re.Pattern[str]:
    """Return the pattern of two plain marks, the closing one its group, or of one whose quotation is carried on.

    The space of an opening mark is before it, that of a closing one behind it, and both are in one line, or the
    next paragraph goes on quoting. In English a comma or stop outside may be misplaced, and after a number a
    closing mark may be a measure: those are read.
    """
    first, last = pair.opening, pair.closing
    space = ""
    if pair == ENGLISH:
        closed, after = rf"(?<=[^\s\d“”(\[{{/]{last})", r"(?=[\s:;)\]—–-]|\Z)"
    else:
        closed, after = rf"(?<=[^\s\d(\[{{/{pair.glyphs}]{last})", r"(?=[\s.,:;!?)\]—–-]|\Z)"
        if pair.inner:
            space = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
            closed = rf"(?:{closed}|(?<=[^\s{pair.glyphs}]{space}{last}))"
            space += "?"
    opening = rf"{first}(?<![^\s(\[{{/—–-]{first}){space}(?=[\w$€(\[‘])"
    return re.compile(rf"{opening}[^{pair.glyphs}\n]*+(?:({last}){closed}{after}|(?=\n\n\s*+{first}))")


def _unclear_singles(text: str) -> Iterator[int]:
    """Yield the places of the single marks that are neither two of a plain pair nor a plain apostrophe."""
    opened: set[int] = set()
    closed: set[int] = set()
    if "‘" in text:
        for match in _SINGLE_PAIR.finditer(text):
            if not _may_be_elided(match[1]):
                opened.add(match.start())
                closed.add(match.end() - 1)
        yield from (place for place in places("‘", text, 0, len(text)) if place not in opened)
    for match in _UNCLEAR_APOSTROPHE.finditer(text):
        if match.start() not in closed and not _elides(match):
            yield match.start()


def _may_be_elided(word: str) -> bool:
    """Tell whether the mark before a word may be a turned apostrophe, and no opening one."""
    return word.lower() in language("en").elisions.initial or word.lower() == "n"


def _elides(apostrophe: re.Match[str]) -> bool:
    """Tell whether a word follows that is known to begin with an elision: nothing is open that it could close."""
    text, (start, end) = apostrophe.string, apostrophe.span()
    if text.startswith(_AND, start - 1) or text.endswith(_AND, 0, end + 1):
        return True
    match = _WORD_BEHIND.match(text, end)
    word = match.group().lower() if match else ""
    return word in language("en").elisions.initial or word in language("en").elisions.ambiguous


def _foreign(text: str, pair: Pair) -> Iterator[int]:
    """Yield the places of the marks of other pairs, and of those that an English one closes: none is read."""
    if others(pair) and any(mark in text for mark in _OPENERS if mark not in pair.glyphs):
        yield from (match.start() for match in re.finditer(others(pair), text))
    if "”" in text and "”" not in pair.glyphs:
        for match in re.finditer(f"[{pair.glyphs}]{FOREIGN}", text):
            yield match.start()


def _beside_addresses(document: Document, pair: Pair) -> Iterator[int]:
    """Yield the places of the addresses in whose line marks are: one within an address is no mark."""
    text = document.text
    marks = f"{pair.glyphs}‘’"
    end = -1
    for match in document.scan.matches(_ADDRESS):
        if (place := match.start()) > end:
            start, end = line_around(text, place)
            line = text[start:end]
            if any(mark in line for mark in marks):
                yield place
