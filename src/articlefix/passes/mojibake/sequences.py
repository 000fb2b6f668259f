"""UTF-8 that was read as an encoding that ftfy does not try, told by sequences that stand in no good text.

A mark such as U+2019 has three bytes in UTF-8, of which the first two are always E2 80. Each encoding shows them as
two characters (one, where it has two bytes for a character) that stand beside each other in no language. A Latin
letter has two bytes, and its first one alone proves little: so it must stand at a letter of ASCII.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from string import ascii_letters

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import UNDETERMINED, language
from articlefix.passes.mojibake.decoding import NEXT, octet
from articlefix.passes.mojibake.lost import is_contraction
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

MARKS = (
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
    "\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{BULLET}\N{PRIME}\N{DOUBLE PRIME}"
)

_BY_BYTE = ("cp437", "cp850", "cp852", "cp866", "koi8-r", "mac-cyrillic", "mac-roman", "cp1255", "cp874", "cp1256")
"""Encodings of one byte for a character: of `don\u2019t` the first makes `don\u0393\u00c7\u00d6t`."""

_BY_PAIR = ("gbk", "cp932", "cp949")
"""Encodings of two: the third byte of a mark and the letter behind it become one character."""

# The bytes E2 80 in each of these; cp1256 shows most marks as Windows-1252 does, and these four not.
_MARK = Pattern(
    r"(?:\u00d4\u00c7|\u0393\u00c7|\u0411\u2500|\u0432\u0410|\u0442\u0410|\u05d2\u20ac|\u0e42\u20ac)[^\x00-\x7f]"
    r"|[\u9225\u7ab6](?:[^\x00-\x7f]|[?\ufffd])|\u00e2\u20ac[\u06a9\u0691\u200c\u200d]"
)
# The byte C3, or C2 to C5 in code pages of MS-DOS, where what follows proves it, and D0 or D1 of Cyrillic.
_LETTER = Pattern(
    r"[\u251c\u252c\u253c\u2568\u2564\u05b3\uff83][^\x00-\x7f]|[\u0446\u044f][\u2500-\u2590]|\u043f[\u2550-\u256c\u2518]"
    r"|\u05f3[\u2122\u2022\u201d]|\u0637\u00a7|\u0638[\u201e\u2026\u2020]|[\u2013\u2014][\u00b5\u00e6\u00c5\u00c7]|\u890c"
)
# The byte C3 in cp1256 and cp874, and all of an e with acute in GBK, behind a letter of another script.
_FOREIGN = Pattern(r"(?<=[a-z])(?:[\u0623\u0e23][^\x00-\x7f]|\u8305(?![^\x00-\x7f]))")


def _shown(text: str, encoding: str) -> str:
    """Return what text in UTF-8 looks like when it is read in an encoding, if all its bytes have characters."""
    try:
        shown = text.encode().decode(encoding)
    except UnicodeError:
        return ""
    return "" if shown.isascii() or any("\x80" <= character <= "\x9f" for character in shown) else shown


@cache
def _known(encoding: str) -> Mapping[str, str]:
    """Return what each sequence of a mark, a Latin letter or a sign is, and of what a pair took along with it."""
    characters = (*MARKS, *map(chr, range(0xA0, 0x17F)))
    tails = ("", *ascii_letters) if encoding in _BY_PAIR else ("",)
    table = {_shown(character + tail, encoding): character + tail for character in characters for tail in tails}
    table.pop("", None)
    return table


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_known(encoding), key=len, reverse=True))))


# UTF-8 of three bytes and more as Windows-1252 shows it, which the decoder reads. Of that in Chinese or Japanese
# any encoding explains a little: a mark, and the end of a character with the beginning of the next.
_WINDOWS = lazy(f"[\u00e0-\u00ef]{NEXT}{{2}}|\u00f0{NEXT}{{3}}")
_RUN = lazy("[^\x00-\x7f]+")
_FEW = 2
_LONG = 8


@where(_MARK, _LETTER, _FOREIGN)
def sequences(document: Document) -> Iterator[Edit]:
    """Yield the characters for each run of sequences, in the encoding that explains most of the text."""
    scan = document.scan
    if not any(scan.has(pattern) for pattern in (_MARK, _LETTER, _FOREIGN)):
        return
    readings = [_read(document.text, encoding) for encoding in (*_BY_BYTE, *_BY_PAIR)]
    best = max(readings, key=_length)
    if best and _length(best) > sum(len(match.group()) for match in _WINDOWS.finditer(document.text)):
        yield from best


def _length(edits: Sequence[Edit]) -> int:
    """Return how much of a text edits explain."""
    return sum(edit.end - edit.start for edit in edits)


def _read(text: str, encoding: str) -> list[Edit]:
    """Return what the runs of a text are in UTF-8, if they were read in an encoding beyond doubt."""
    edits: list[Edit] = []
    unsure: list[tuple[int, int]] = []
    opened = 0
    for match in _RUN.finditer(text):
        for edit in _decoded(text, *match.span(), encoding):
            edits.append(edit)
            opened += edit.replacement.count(MARKS[3]) - edit.replacement.count(MARKS[4])
        if match.group()[-1] in _LOST_AFTER and encoding in _BY_PAIR:
            lost = _lost_mark(text, match, opened=opened > 0)
            edits += [lost] if lost else []
            opened -= lost is not None and lost.replacement == MARKS[4]
            unsure += [] if lost else [match.span()]
    if not _is_sure(text, edits):
        return []
    lines = {text.rfind("\n", 0, start) for start, _ in unsure}
    return [edit for edit in edits if text.rfind("\n", 0, edit.start) not in lines] if lines else edits


def _decoded(text: str, start: int, end: int, encoding: str) -> Iterator[Edit]:
    """Yield what a run is: all of it, or the marks and letters of it that are known."""
    run = text[start:end]
    try:
        whole = run.encode(encoding).decode()
    except UnicodeError:
        for match in _pattern(encoding).finditer(run):
            yield Edit(start + match.start(), start + match.end(), _known(encoding)[match.group()], _RULE)
    else:
        if whole.isprintable() or whole.strip() != whole:
            yield Edit(start, end, whole, _RULE)


def _is_sure(text: str, edits: Sequence[Edit]) -> bool:
    """Tell whether the runs prove each other: a mark, two letters, or one that stands in a word in its case."""
    made = "".join(edit.replacement for edit in edits)
    if "\N{LATIN SMALL LETTER LONG S}" in made:
        return False  # a drawing
    if any(mark in made for mark in MARKS) or len(made) >= _LONG:
        return True
    inside = [edit for edit in edits if _is_in_word(text, edit)]
    if len(inside) >= _FEW:
        return True
    return len(edits) == 1 and len(inside) == 1 and text[edits[0].start - 1].islower() and made.islower()


def _is_in_word(text: str, edit: Edit) -> bool:
    before, after = text[edit.start - 1 : edit.start], text[edit.end : edit.end + 1]
    return edit.replacement.isalpha() and before.isascii() and (before.isalpha() or after.islower())


_RULE = ("utf-8-as-legacy",)
_LOST_AFTER = "\u9225\u7ab6\ufffd"


def _lost_mark(text: str, match: re.Match[str], *, opened: bool) -> Edit | None:
    """Return a mark whose last byte was lost because no letter follows, or nothing where two are as likely."""
    start, end = match.span()
    if text[end - 1] == "\ufffd":
        end -= 1
    start = end - 1
    if text[start] not in _LOST_AFTER:
        return None
    end += text[end : end + 1] in ("?", "\ufffd")
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == " ":
        dash = "\N{EM DASH} " if after.isalnum() else "\N{EM DASH}"
        return Edit(start, end, dash, _RULE) if text[end : end + 2].lstrip(" ")[:1].islower() else None
    if after.isalnum():
        return None
    mark = MARKS[4] if opened else MARKS[1] if before == "s" else ""
    return Edit(start, end, mark, _RULE) if mark else None


# Between two small letters no capital stands, and no sign: here a sequence needs no other proof.
_WITHIN = Pattern(
    r"(?<=[a-z])(?:\u00c3[\u00a1-\u00bf]"
    r"|A[\u00a1\u00a4\u00a7-\u00a9\u00ab\u00af\u00b1-\u00b4\u00b6\u00b8\u00b9\u00bb-\u00bf])(?=[a-z])"
)
# What made all letters small made the first byte of a letter small. Behind such a letter of Portuguese no such sign
# stands; a guillemet, a raised digit and a quotation mark may.
_SMALL = Pattern(
    r"(?<=[a-z])\u00e3[\u00a1-\u00a9\u00ac\u00ae\u00af\u00b1\u00b4-\u00b6\u00b8\u00bc-\u00bf](?![^\x00-\x7f])"
    r"|(?<![^\W_])\u00e3[\u00a1-\u00a9\u00b1\u00b4\u00b6\u00bc\u2030](?=[a-z])|(?<=[a-z])\u00e3[\u00a0-\u00bf](?=[a-z])"
)
_SMALL_MORE = lazy(r"(?<=[a-z])[\u00e4\u00e5][^\x00-\x7f](?=[a-z])")


@cache
def _small_letters() -> Mapping[str, str]:
    letters = [letter for letter in map(chr, range(0xC0, 0x180)) if letter.isalpha()]
    return {_shown(letter, "cp1252").lower(): letter.lower() for letter in letters}


@where(_WITHIN, _SMALL)
def within_words(document: Document) -> Iterator[Edit]:
    r"""Yield the letter for each sequence inside a word, also where `\u00c3` lost its tilde or became small.

    >>> document = Document("Dr\u00c3\u00a5ber, geA\u00afnspireerd, caf\u00e3\u00a9")
    >>> [edit.replacement for edit in within_words(document)]
    ['\xe5', '\xef', '\xe9']
    """
    within = list(document.scan.matches(_WITHIN))
    # A title alone may be a play on letters, and in Mac Roman the same characters are others.
    for match in within if len(within) > 1 or document.language != UNDETERMINED else ():
        yield Edit(*match.span(), chr(ord(match.group()[1]) + 0x40), ("utf-8-as-legacy",))
    small = list(document.scan.matches(_SMALL))
    small += _SMALL_MORE.finditer(document.text) if small else ()
    for match in small:
        if letter := _small_letters().get(match.group()):
            yield Edit(*match.span(), letter, ("utf-8-as-legacy",))


_VARIATION = Pattern(
    r"(?:\u00e2[^\x00-\x7f]{2}|(?<=[\u2600-\u27bf\U0001f300-\U0001faff]))\u00ef\u00b8\u008f?(?!\u017d)"
)


@where(_VARIATION)
def variations(document: Document) -> Iterator[Edit]:
    r"""Yield a sign with its variation selector, the last byte of which Windows-1252 does not show.

    >>> [edit.replacement for edit in variations(Document("\u00e2\u0153\u0152\u00ef\u00b8"))]
    ['\u270c\ufe0f']
    """
    for match in document.scan.matches(_VARIATION):
        try:
            sign = bytes(map(octet, match.group().removesuffix("\u008f"))).removesuffix(b"\xef\xb8").decode()
        except UnicodeError:
            continue
        yield Edit(*match.span(), f"{sign}\N{VARIATION SELECTOR-16}", ("utf-8-as-legacy",))


_THREE = Pattern(r"(?<=[A-Za-z])\?\?\?(?=(?:[stdm]|re|ve|ll)\b)")
_QUOTED = lazy(r"(?<![^\s(])\?\?\?(?=[A-Za-z])([^?\n]+)\?\?\?(?!\w)")


@where(_THREE)
def question_marks_in_threes(document: Document) -> Iterator[Edit]:
    """Yield the apostrophe of a contraction for the three bytes that became question marks, and then quotations."""
    if not language(document.language).contractions.endings:
        return
    text, proven = document.text, False
    for match in document.scan.matches(_THREE):
        before, after = (
            _WORD_BEFORE.search(text, max(0, match.start() - 25), match.start()),
            _WORD.match(text, match.end()),
        )
        if before and after and is_contraction(before.group(), after.group()):
            proven = True
            yield Edit(*match.span(), MARKS[1], ("question-mark-for-apostrophe",))
    for match in _QUOTED.finditer(text) if proven else ():
        yield Edit(match.start(), match.start(1), MARKS[3], ("question-mark-for-quote",))
        yield Edit(match.end(1), match.end(), MARKS[4], ("question-mark-for-quote",))


_WORD = lazy("[A-Za-z]{1,24}")
_WORD_BEFORE = lazy(r"[A-Za-z]{1,24}\Z")
