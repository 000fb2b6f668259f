r"""Code pages that were taken for others, where a few words prove it for all of the text.

    "don鈥檛", "donΓÇÖt"        -> "don’t"     UTF-8 read as a code page of China, Japan or DOS
    "donÕt", "it¹s", "Bobís"    -> "don’t"     marks of an old Macintosh, or of Windows read there
    "baþkaný", "spotka³a"       -> "başkanı"   letters of Turkish, Polish and Russian read as Western ones

Left alone: what may be a letter of a name (`Luís`), a superscript (`m²`), Icelandic, and text in scripts that have
these characters.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language
from articlefix.scan.pattern import Pattern

_RULE = ("wrong-code-page",)
_ENDINGS = r"(?=(?:s|t|re|ve|ll|d|m)\b)"

# The first two bytes of quote marks and dashes, E2 80, as a code page shows them, with what shows the third: where
# one proves it, and all of them.
_LEADS = (
    (Pattern("(?<=[A-Za-z])\u9225[\u4e00-\u9fff]"), re.compile("\u9225[\u4e00-\u9fff]"), "gbk"),
    (Pattern("(?<=[A-Za-z])\u7ab6[\u4e00-\u9fff]"), re.compile("\u7ab6[\u4e00-\u9fff]"), "cp932"),
    (Pattern("\u0393\u00c7(?![\\sA-Za-z0-9])"), re.compile("\u0393\u00c7[^\\sA-Za-z0-9]"), "cp437"),
    (Pattern("\u00d4\u00c7(?![\\sA-Za-z0-9])"), re.compile("\u00d4\u00c7[^\\sA-Za-z0-9]"), "cp850"),
)


class _Marks(NamedTuple):
    """What an encoding made of marks: the contraction that proves it, and each mark with its place."""

    proof: Pattern
    marks: tuple[tuple[re.Pattern[str], str], ...]


def _marks(apostrophe: str, opening: str, closing: str, *others: tuple[str, str]) -> _Marks:
    return _Marks(
        Pattern(rf"(?<=[a-z]){apostrophe}{_ENDINGS}"),
        (
            (
                re.compile(rf"(?<=[A-Za-z]){apostrophe}{_ENDINGS}|(?<=s){apostrophe}(?=\s)"),
                "\N{RIGHT SINGLE QUOTATION MARK}",
            ),
            (
                re.compile(rf"(?<![^\s(]){opening}(?=\w[^\n{opening}]{{0,1000}}{closing})"),
                "\N{LEFT DOUBLE QUOTATION MARK}",
            ),
            (re.compile(rf"(?<=[a-z.,!?]){closing}(?=[\s.,;:!?)]|\Z)"), "\N{RIGHT DOUBLE QUOTATION MARK}"),
            *((re.compile(rf"(?<=\w ){dash}(?= \w)"), put) for dash, put in others),
        ),
    )


_MARKS = (
    _marks("\u00d5", "\u00d2", "\u00d3", ("\u00d1", "\N{EM DASH}"), ("\u00d0", "\N{EN DASH}")),
    _marks("\u00b9", "\u00b3", "\u00b2"),
    _marks("\u00ed", "\u00ec", "\u00ee"),
)
_ACCENT = Pattern(rf"(?<=[A-Za-z])[\u00b4`]{_ENDINGS}")
_ASKED = Pattern(rf"(?<=[A-Za-z])\?\?\?{_ENDINGS}")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORDS = re.compile(r"[^\W\d_]+")


def code_pages(document: Document) -> Iterator[Edit]:
    """Yield the repair of what was read in a wrong code page."""
    for proof, pattern, encoding in _LEADS:
        for match in pattern.finditer(document.text) if document.scan.has(proof) else ():
            text = _decoded(match.group(), encoding)
            if text:
                yield Edit(*match.span(), text, _RULE)
    if language(document.language).contractions.endings:
        yield from _wrong_marks(document)
    yield from _wrong_letters(document)
    yield from _cyrillic(document)


def _decoded(text: str, encoding: str) -> str:
    """Return what the bytes of a text are in UTF-8, or nothing."""
    try:
        return text.encode(encoding).decode()
    except UnicodeError:
        return ""


def _wrong_marks(document: Document) -> Iterator[Edit]:
    """Yield the marks of an English text, in which a contraction shows what stands for them."""
    for certain in (_ACCENT, _ASKED):
        for match in document.scan.matches(certain):
            yield Edit(*match.span(), "\N{RIGHT SINGLE QUOTATION MARK}", _RULE)
    for marks in _MARKS:
        if _proves(document, marks):
            for pattern, mark in marks.marks:
                for found in pattern.finditer(document.text):
                    yield Edit(*found.span(), mark, _RULE)


def _proves(document: Document, marks: _Marks) -> bool:
    """Tell whether a contraction shows what stands for marks: of a known word, or beside a quotation."""
    found = list(document.scan.matches(marks.proof))
    opening = marks.marks[1][0]
    return any(_is_word(document, match) for match in found) or bool(found and opening.search(document.text))


def _is_word(document: Document, match: re.Match[str]) -> bool:
    """Tell whether what stands before a mark is a word that the text or the language has without it."""
    before = _WORD_BEFORE.search(document.text, max(0, match.start() - 40), match.start())
    if before is None:
        return False
    word, contractions = before.group().lower(), language("en").contractions
    known = contractions.negated | contractions.pronouns | contractions.others
    return word in known or word in map(str.lower, _WORDS.findall(document.text))


class _Letters(NamedTuple):
    """The letters of a language that a Western code page shows as others."""

    language: str
    proof: Pattern
    letters: Mapping[int, int]
    others: re.Pattern[str]
    """Letters that the language has not, or that come through: a text that holds one was not read so."""


_LETTERS = (
    _Letters(
        "tr",
        Pattern("(?<=[a-z\u00e7\u00f6\u00fc\u00fd])\u00fe|\u00fe(?=[a-z\u00e7\u00f6\u00fc\u00fd])"),
        str.maketrans("\u00fe\u00fd\u00f0\u00de\u00dd\u00d0", "\u015f\u0131\u011f\u015e\u0130\u011e"),
        re.compile("[\u00e0-\u00e6\u00e8-\u00ef\u00f2-\u00f5\u00f8-\u00fb\u0100-\u017f]"),
    ),
    _Letters(
        "pl",
        Pattern("[a-z][\u00b3\u00b9](?=[a-z])|\\bsi\u00ea\\b"),
        str.maketrans(
            "\u00b9\u00e6\u00ea\u00b3\u00f1\u0153\u0178\u00bf\u00a5\u00c6\u00ca\u00a3\u00d1\u0152\u00af",
            "\u0105\u0107\u0119\u0142\u0144\u015b\u017a\u017c\u0104\u0106\u0118\u0141\u0143\u015a\u017b",
        ),
        re.compile("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017f\u00e1\u00e9\u00ed]"),
    ),
)
_LEAST_PROOF = 3
_LEAST_WORDS = 2
"""How many words without such a letter show the language: more than a name or a title has."""


def _wrong_letters(document: Document) -> Iterator[Edit]:
    """Yield the letters of a language whose other words show it."""
    for tag, proof, letters, others in _LETTERS:
        found = sum(1 for _ in document.scan.matches(proof))
        if (
            found >= _LEAST_PROOF
            and not others.search(document.text)
            and _speaks(document.text.translate(letters), tag)
        ):
            wrong = "".join(map(chr, letters))
            for match in re.finditer(f"(?<=[^\\W\\d_])[{wrong}]|[{wrong}](?=[^\\W\\d_])", document.text):
                yield Edit(*match.span(), match.group().translate(letters), _RULE)


def _speaks(text: str, tag: str) -> bool:
    """Tell whether a text has two function words of a language that English has not, or one with an accent."""
    words = {word.lower() for word in _WORDS.findall(text)}
    found = (words & language(tag).function_words) - language("en").function_words
    return len(found) >= _LEAST_WORDS or not all(map(str.isascii, found))


# Words of Western letters with accents alone: of five letters none has as many.
_CYRILLIC = re.compile("(?<![^\\W_])[\u00c0-\u00ff]{5,}+(?![^\\W_])")
# What the commonest pairs of Russian letters look like.
_PAIRS = Pattern(
    "(?:\u00f1\u00f2|\u00ed\u00ee|\u00f2\u00ee|\u00ed\u00e0|\u00e5\u00ed|\u00ee\u00e2|\u00ed\u00e8|\u00f0\u00e0|\u00e2\u00ee|\u00ea\u00ee|\u00ef\u00f0|\u00f0\u00ee)"
)
_WESTERN = re.compile("[\u00c0-\u00ff\u00a8\u00b8]+")
_LEAST_VOWELS = 0.25
_VOWELS = re.compile("(?i)[\u0430\u0435\u0438\u043e\u0443\u044a\u044b\u044d\u044e\u044f\u0456\u0457\u0454\u0451]")


def _cyrillic(document: Document) -> Iterator[Edit]:
    """Yield the Cyrillic letters of a text that was read as a Western one."""
    if not document.scan.has(_PAIRS):
        return
    words = [word.encode("cp1252").decode("cp1251") for word in _CYRILLIC.findall(document.text)]
    letters = "".join(words)
    if len(words) < _LEAST_PROOF or len(_VOWELS.findall(letters)) < _LEAST_VOWELS * len(letters):
        return
    for match in _WESTERN.finditer(document.text):
        yield Edit(*match.span(), match.group().encode("cp1252").decode("cp1251"), _RULE)
