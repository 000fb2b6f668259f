"""The quote marks of a text, each with its neighbours."""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.passes.quotes.languages import ENGLISH, Pair, others
from articlefix.scan.lazy import lazy
from articlefix.text.undecoded import is_part_of_mark

_TEX = {"``": 1, "''": -1, "`": 1}
_SINGLE = {"\N{LEFT SINGLE QUOTATION MARK}": 1, "\N{RIGHT SINGLE QUOTATION MARK}": -1}

# An apostrophe between two letters is what it is in any reading, so it is no mark to be read. It is most of them.
_COMMON = r"""["“”‘’'](?:(?<=["“”‘])|(?![^\W_])|(?<![^\W_].)|(?<=\d')(?=\d{1,2}(?!\d)))"""
_ENGLISH_MARK = lazy(_COMMON)
# In a text that has TeX's double marks, a back quote opens a single quotation. Of three apostrophes one is single.
_TEX_MARK = lazy(rf"'(?=''(?!'))|``|''|`(?=[^`'\n]*')|{_COMMON}")
# What an English mark closes, near enough: a line of marks would else be read to its end for each.
FOREIGN = "[^„“”\n]{0,400}+”"
_FIRST_IDEOGRAPH = "\u2e80"  # the start of the CJK blocks
UNSPACED = f"\u1100-\u11ff{_FIRST_IDEOGRAPH}-\U0003ffff"
"""The letters that may stand at a quotation without a space, as a class of a pattern."""
_SPACES = " \t\N{NO-BREAK SPACE}"
_LONGEST_ROW = 6  # marks: three that close together, and three that open the next quotation
_WIDEST_GAP = 2  # characters between two marks of a row
LIKE = "”»"
"""Marks that open and close in some languages, where they point nowhere."""


class Side(IntEnum):
    """What stands beside a mark."""

    EDGE = 0  # the beginning or end of a paragraph
    SPACE = 1
    LETTER = 2
    DIGIT = 3
    STOP = 4  # . , ; : ! ? and the ellipsis
    OPENER = 5  # an opening bracket, a slash
    CLOSER = 6  # a closing bracket
    DASH = 7
    OTHER = 8
    IDEOGRAPH = 9  # a letter of a script that is written without spaces


class Mark(NamedTuple):
    """One quote mark. `left` and `right` are what stands beside the run of marks that it belongs to.

    `points` is 1 for a glyph that opens, -1 for one that closes, 0 for one that says nothing. `far_left` and
    `far_right` are the characters beyond white space, empty at the edge of a paragraph.
    """

    start: int
    end: int
    glyph: str
    is_double: bool
    points: int
    left: Side
    right: Side
    far_left: str
    far_right: str


class Passage(NamedTuple):
    """A run of whole paragraphs."""

    start: int
    end: int


class Break(NamedTuple):
    """The end of a line between two marks.

    `hard`: a blank line follows, so the paragraph ends. `continued`: the next paragraph begins with a mark, the
    convention for a quotation that runs on. `wrapped`: the next line goes on in lower case.
    """

    hard: bool
    continued: bool
    wrapped: bool


@lru_cache(maxsize=1024)
def side(character: str) -> Side:
    """Return the class of a neighbour, the empty string being the edge of a paragraph.

    >>> side("("), side("x"), side("")
    (<Side.OPENER: 5>, <Side.LETTER: 2>, <Side.EDGE: 0>)
    """
    if not character or character == "\n":
        return Side.EDGE
    if character.isalpha():
        return Side.IDEOGRAPH if character >= _FIRST_IDEOGRAPH else Side.LETTER
    if character.isspace():
        return Side.SPACE
    if character.isdigit():
        return Side.DIGIT
    for characters, found in _SIDES:
        if character in characters:
            return found
    return Side.OTHER


_SIDES = (
    (".,;:!?\N{HORIZONTAL ELLIPSIS}", Side.STOP),
    ("\u3001\u3002\uff0c\uff01\uff1a\uff1b\uff1f", Side.IDEOGRAPH),  # full-width marks have no spaces either
    ("([{/", Side.OPENER),
    (")]}", Side.CLOSER),
    ("-\N{HYPHEN}\N{EN DASH}\N{EM DASH}\N{HORIZONTAL BAR}\N{TWO-EM DASH}", Side.DASH),
)


def scan(
    document: Document, pair: Pair = ENGLISH, *, straight: bool = True, passages: Iterable[Passage] | None = None
) -> Iterator[Mark | Break]:
    """Yield the marks of a document in order, and a `Break` where a line ends between two of them.

    Single marks are read only where `pair` has them, straight ones only where asked for. Marks in protected spans,
    which are not prose, bytes of another mark, and rows of marks that hold no word are passed over. Where
    `passages` are given, only their marks are read.
    """
    text = document.text
    for passage in [Passage(0, len(text))] if passages is None else passages:
        pattern = _pattern(pair, straight=straight, tex=pair.has_singles and text.find("``", *passage) >= 0)
        if pair.has_singles and text.find("„", *passage) >= 0:
            pattern = _with_others(pattern, pair)
        done = passage.start
        for run in _runs(document, _beside_words(text, pattern.finditer(text, *passage))):
            if (gap := text.find("\n", done, run[0].start())) >= 0:
                yield _break(text, done, gap, run[0].start())
            yield from _marks(text, run, pair)
            done = run[-1].end()
        if passage.end < len(text):
            # A mark that begins the next paragraph tells that a quotation is carried on.
            mark = pattern.match(text, _next_word(text, text.find("\n", done)))
            carried_on = bool(mark and mark.lastgroup != "foreign" and not document.is_protected(*mark.span()))
            yield Break(hard=True, continued=carried_on, wrapped=False)


def places(mark: str, text: str, start: int, end: int) -> Iterator[int]:
    """Yield the places of a mark that is rare, in order.

    >>> list(places("(", "(a) (b)", 0, 7))
    [0, 4]
    """
    place = text.find(mark, start, end)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1, end)


@cache
def _pattern(pair: Pair, *, straight: bool, tex: bool) -> re.Pattern[str]:
    if pair.has_singles:
        return _TEX_MARK if tex else _ENGLISH_MARK
    # A plain quotation in marks of another pair (`“Ulysses”` in German) is its own affair, and `„Wort”` as well.
    foreign = "" if "”" in pair.glyphs else f"(?!{FOREIGN})"
    own = f"[{pair.glyphs}]{foreign}" + ('|"' if straight else "")
    return _with_others(re.compile(own), pair)


@cache
def _with_others(own: re.Pattern[str], pair: Pair) -> re.Pattern[str]:
    return re.compile(f"(?P<foreign>{others(pair)})|{own.pattern}") if others(pair) else own


def _beside_words(text: str, found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the marks but for those of long rows with nothing but spaces between them: they quote nothing."""
    row: list[re.Match[str]] = []
    for match in found:
        if row:
            start, end = row[-1].end(), match.start()
            if end - start > _WIDEST_GAP or text[start:end].strip(_SPACES):
                if len(row) <= _LONGEST_ROW:
                    yield from row
                row = []
        row.append(match)
    if len(row) <= _LONGEST_ROW:
        yield from row


def _runs(document: Document, found: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the marks in runs that nothing interrupts, such as a single and a double mark that close together."""
    run: list[re.Match[str]] = []
    for match in found:
        is_mark = match.lastgroup != "foreign" and not is_part_of_mark(document.text, match.start())
        if not is_mark or document.is_protected(*match.span()):
            continue
        if run and run[-1].end() != match.start():
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _marks(text: str, run: list[re.Match[str]], pair: Pair) -> Iterator[Mark]:
    start, end = run[0].start(), run[-1].end()
    before, after = _beyond_left(text, start), _beyond_right(text, end)
    left, right = side(text[start - 1 : start]), side(text[end : end + 1])
    far_left, far_right = text[before - 1 : before].strip("\n"), text[after : after + 1].strip("\n")
    for match in run:
        glyph = match.group()
        is_double = glyph in pair.glyphs or glyph == '"' or len(glyph) > 1
        points = (glyph == pair.opening) - (glyph == pair.closing) or _TEX.get(glyph, 0) or _SINGLE.get(glyph, 0)
        yield Mark(match.start(), match.end(), glyph, is_double, points, left, right, far_left, far_right)


def _break(text: str, start: int, gap: int, end: int) -> Break:
    """Return the break between two marks, from `start` to `end`; `gap` is the first line end between them."""
    return Break(
        hard=text.find("\n\n", start, end) >= 0,
        continued=not text[gap:end].strip(),
        wrapped=text[gap + 1 : gap + 2].islower(),
    )


def _next_word(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _beyond_left(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    return start


def _beyond_right(text: str, end: int) -> int:
    while end < len(text) and text[end] in _SPACES:
        end += 1
    return end
