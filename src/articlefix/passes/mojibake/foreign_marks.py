r"""Marks that were lost in a text whose letters were not: U+FFFD for the marks of its language.

    Er sagte: \ufffdJa\ufffd, und ging \ufffd so.   -> Er sagte: „Ja“, und ging – so.
    C\ufffdest l\ufffdété                           -> C’est l’été

That letters were not lost as well is proven by those beyond ASCII that the text has. Then no letter is lost at the
edge of a word, and marks that stand as a quotation's two do are those. English, whose letters prove nothing, has
rules of its own. Left alone: Spanish, whose dashes stand as quotation marks do; marks without a partner; a line in
which a letter was lost.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import head, language
from articlefix.languages.tables import Language
from articlefix.scan.pattern import Pattern

_LOST = Pattern("\ufffd++")
_LEAST_LETTERS = 8
_TIMES = 3
"""So many times as many letters beyond ASCII stand in a text as characters were lost within its words."""
_APOSTROPHE, _EN_DASH, _ELLIPSIS = "\N{RIGHT SINGLE QUOTATION MARK}", "\N{EN DASH}", "\N{HORIZONTAL ELLIPSIS}"
_GAPS = " \t\n([{\N{EN DASH}\N{EM DASH}"
_NO_BREAK = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_AFTER = " \t\n.,;:!?)]}-"
# No quotation ends behind a space or a picture, of which the last byte may have been lost.
_NO_TEXT = re.compile(r"[ \t\n\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
_WORD_BEFORE = re.compile(r"[^\W\d_]{1,12}\Z")
_VOWELS = frozenset("aeiouhyàâäéèêëîïôöùûüœæ")
_ELIDED = frozenset("cdjlmnst")
_RULE = ("replacement-character",)


class _Lost(NamedTuple):
    start: int
    end: int
    left: str
    right: str

    @property
    def opens(self) -> bool:
        is_close = self.right.isalnum() or self.right in tuple(f"{_NO_BREAK}¿¡('‘")
        return (not self.left or self.left in _GAPS) and is_close

    @property
    def closes(self) -> bool:
        return not _NO_TEXT.match(self.left or " ") and (not self.right or self.right in _AFTER)

    @property
    def is_within(self) -> bool:
        return self.left.isalnum() and self.right.isalnum()

    def edit(self, mark: str) -> Edit:
        return Edit(self.start, self.end, mark, _RULE)


@where(_LOST)
def foreign_marks(document: Document) -> Iterator[Edit]:
    """Yield the mark for each lost one whose place tells it, in a text in another language than English."""
    text, known = document.text, language(document.language)
    is_ideographic = bool(known.habits.full_width_marks)
    if known.quotes.singles or not known.quotes.double or not (known.habits.spaced_dash or is_ideographic):
        return
    found = [
        _Lost(*match.span(), text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1])
        for match in document.scan.matches(_LOST)
    ]
    if not found or not _has_letters(document, found, known):
        return
    for line in _lines(text, found):
        if is_ideographic:
            yield from _alternating(line, known)
        elif not any(_is_letter(text, lost, known) for lost in line):
            yield from _in_line(text, line, known)


def _has_letters(document: Document, found: list[_Lost], known: Language) -> bool:
    """Tell whether the letters beyond ASCII of a text were not lost, or its language has none."""
    if not head(document.language).get("letters", "") and not head(document.language).get("scripts"):
        return True
    letters = sum(character.isalpha() for character in document.text if character > "\x7f")
    within = sum(_is_letter(document.text, lost, known) for lost in found)
    return letters >= max(_LEAST_LETTERS, _TIMES * within)


def _lines(text: str, found: list[_Lost]) -> Iterator[list[_Lost]]:
    """Yield what was lost in each line."""
    line: list[_Lost] = []
    for lost in found:
        if line and text.find("\n", line[-1].end, lost.start) >= 0:
            yield line
            line = []
        line.append(lost)
    yield line


def _in_line(text: str, line: list[_Lost], known: Language) -> Iterator[Edit]:
    opening, closing = known.quotes.double[0][0], known.quotes.double[0][1]
    pending: _Lost | None = None
    for lost in line:
        length = lost.end - lost.start
        is_suffixed = known.habits.suffixes_behind_marks and lost.is_within and not lost.left.isupper()
        if length == 1 and lost.opens:
            pending = lost
        elif pending and length == 1 and (lost.closes or (is_suffixed and lost.start - pending.end > 1)):
            yield pending.edit(opening)
            yield lost.edit(closing)
            pending = None
        elif pending and length == len("\ufffd\ufffd") and lost.closes:
            yield pending.edit(opening)
            yield lost.edit(_ELLIPSIS + closing)
            pending = None
        elif length == 1 and (mark := _alone(text, lost, known)):
            yield lost.edit(mark)


def _alone(text: str, lost: _Lost, known: Language) -> str:
    """Return the mark that stands within a word or between two, or nothing."""
    if lost.is_within:
        if lost.left.isdigit() or lost.right.isdigit():
            return _EN_DASH if lost.left.isdigit() and lost.right.isdigit() else ""
        return _APOSTROPHE if _may_elide(text, lost, known) else ""
    is_dash = lost.left == lost.right == " " and not known.quotes.inner_space
    return known.habits.spaced_dash if is_dash else ""


def _is_letter(text: str, lost: _Lost, known: Language) -> bool:
    """Tell whether what was lost stands within a word, where the language has no apostrophe."""
    is_number = lost.left.isdigit() and lost.right.isdigit()
    is_mark = is_number or known.habits.suffixes_behind_marks or _may_elide(text, lost, known)
    return lost.is_within and not is_mark


def _may_elide(text: str, lost: _Lost, known: Language) -> bool:
    """Tell whether a word may lose its vowel before the next, or be inflected, behind an apostrophe."""
    if known.habits.apostrophe_within_words:
        return True
    before = _WORD_BEFORE.search(text, max(0, lost.start - 12), lost.start)
    word = before.group().lower() if before else ""
    return (word in _ELIDED or word in known.elisions.before_vowel) and lost.right.lower() in _VOWELS


def _alternating(line: list[_Lost], known: Language) -> Iterator[Edit]:
    """Yield the marks of a line of ideographs, where no space tells which opens: by turns, if they are even."""
    single = [lost for lost in line if lost.end - lost.start == 1]
    if len(single) % 2 or len(single) != len(line) or any(map(_is_latin, single)):
        return
    pairs = list(zip(single[::2], single[1::2], strict=True))
    if all(_BEFORE_QUOTATION.match(first.left) or _BEHIND_QUOTATION.match(last.right) for first, last in pairs):
        for first, last in pairs:
            yield first.edit(known.quotes.double[0][0])
            yield last.edit(known.quotes.double[0][1])


# A mark, or a Japanese particle. Where neither stands beside it, a character of the text itself may have been lost.
_BEFORE_QUOTATION = re.compile(
    "[\u3001\uff0c\u3002\uff1a\uff01\uff1f\uff08\u306f\u304c\u306e\u3092\u3067\u3082\u306b\u300c]|$"
)
_BEHIND_QUOTATION = re.compile(
    "[\u3001\uff0c\u3002\uff01\uff1f\uff09\u3068\u306e\u3092\u306b\u304c\u306f\u3067\u300d]"
)


def _is_latin(lost: _Lost) -> bool:
    """Tell whether something may be lost of a Latin word."""
    return lost.is_within and lost.left.isascii() and lost.right.isascii()
