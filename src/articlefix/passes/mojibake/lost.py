"""Marks of which bytes were lost, or became question marks: what stood there, where the place tells."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language
from articlefix.languages.detection import is_likeliest
from articlefix.passes.mojibake.mentions import is_mentioned
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_OPENING = "\N{LEFT DOUBLE QUOTATION MARK}"
_CLOSING = "\N{RIGHT DOUBLE QUOTATION MARK}"
_EN_DASH = "\N{EN DASH}"
_EM_DASH = "\N{EM DASH}"
_LEAD = "\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}"

# Each group names what is known of the character: `double`, that it was a closing double mark (its last byte, 9D,
# is the one that Windows-1252 lacks); `dash`, an en or em dash whose last byte was straightened like a quote
# mark; `mark`, one of the marks of U+2010 to U+2026; `unknown`, nothing.
_KINDS = (
    r"\u00e2(?:(?P<double>\u20ac(?:[?\ufffd]|(?=[\s.,;:!)\]\u2013\u2014]|$)))"
    r'|(?P<dash>\u20ac")'
    r"|(?P<mark>\?\?|\ufffd\ufffd))"
    r"|(?P<unknown>\u00ef(?:\u00bf\u00bd|\?\?)|\ufffd++)"
)

# In English also an a with circumflex of which both other bytes are gone: no English word has one in these places.
_BARE = (
    r"(?P<bare>(?<=n)\u00e2(?=t\b)|(?<=[A-Za-z])\u00e2(?=(?:s|re|ve|ll|d|m)\b)|(?<=[\w,.;:)] )\u00e2(?= \w)"
    r"|(?<![^\s(])\u00e2(?=[A-Z])|(?<=[.,!?])\u00e2(?!\S))"
)

_ANY = Pattern(_KINDS)
_ENGLISH = Pattern(f"{_KINDS}|{_BARE}")


def lost_marks(*, english: bool) -> Pattern:
    """Return the pattern of what may stand for a lost mark."""
    return _ENGLISH if english else _ANY


class _Place(NamedTuple):
    """A lost mark with what stands beside it."""

    start: int
    end: int
    kind: str
    left: str
    right: str

    @property
    def rule(self) -> str:
        return "replacement-character" if self.kind == "unknown" else "lost-byte"

    def edit(self, replacement: str) -> Edit:
        return Edit(self.start, self.end, replacement, (self.rule,))


# Where marks were lost, apostrophes were: no letter stands between a word and these endings.
_CONTRACTED = Pattern(r"(?<=[a-z])(?:\ufffd|\u00ef\u00bf\u00bd)(s|t|re|ve|ll|d|m)\b")
_LOST_WITHIN = Pattern(r"(?<=[A-Za-z])\ufffd(?=[A-Za-z])")
_PROOF = 2
_MANY = 3  # question marks before an s; the two of `Ren?s of El Pa?s` may be letters


def has_lost_marks(document: Document) -> bool:
    """Tell whether contractions show that U+FFFD stands for marks in a text, and not for letters alone.

    Where as many letters were lost, one may have been before an s: `pa\ufffds`.
    """
    text, scan = document.text, document.scan
    found = [match[1] for match in scan.matches(_CONTRACTED) if _contracts(text, match)]
    torn = sum(_is_torn_by(*_parts(text, *match.span())) for match in scan.matches(_LOST_WITHIN))
    return len(found) - found.count("s") >= _PROOF or len(found) >= max(_PROOF, _PROOF * torn + 1)


def has_asked_marks(document: Document) -> bool:
    """Tell whether contractions show that question marks stand for marks in a text, and not for letters alone.

    Before an s a letter may have been lost as well, but where a whole word stands before it, `it?s`; so possessives
    count where they are many and hardly a letter was lost.
    """
    text, scan = document.text, document.scan
    found = [match for match in scan.matches(QUESTION) if _contracts(text, match)]
    if any(match[1] != "s" or _ends_whole_word(text, match.start()) for match in found):
        return True
    if len(found) < _MANY:
        return False
    torn = sum(_is_torn_by(*_parts(text, *match.span())) for match in _WITHIN_WORD.finditer(text))
    return len(found) > _PROOF * torn


def _ends_whole_word(text: str, place: int) -> bool:
    """Tell whether a pronoun, which is no beginning of another word, ends at a place."""
    before = _WORD_BEFORE.search(text, max(0, place - 25), place)
    return before is not None and len(before.group()) > 1 and before.group().lower() in _whole_words()


def has_bare_marks(document: Document) -> bool:
    """Tell whether an a with circumflex stands for a mark anywhere but before an s, where it may be a letter."""
    text = document.text
    return any(
        match.group()[0] == _LEAD
        and not text.startswith("s", match.end())
        and not is_mentioned(document, *match.span())
        for match in document.scan.matches(_ENGLISH)
    )


def _contracts(text: str, match: re.Match[str], *, proven: bool = False) -> bool:
    before = _WORD_BEFORE.search(text, max(0, match.start() - 25), match.start())
    return (
        before is not None
        and is_contraction(before.group(), match[1])
        and not _is_torn(text, before.start(), before.group(), proven=proven)
    )


def _is_torn(text: str, start: int, word: str, *, proven: bool) -> bool:
    """Tell whether a letter was lost before a word, too, which then is part of one: `r\ufffdsum\ufffds`.

    A capital begins a word where no capital stands before it, and a pronoun is one in a text that lost marks.

    >>> text = "r?sum?s, ?China?s rise,? R?SUM?S, and they say?I?d sell?it?s high"
    >>> [_is_torn(text, text.index(word + "?"), word, proven=True) for word in ("sum", "China", "SUM", "I", "it")]
    [True, False, True, False, False]
    """
    if text[start - 1 : start] not in ("?", "\ufffd", "\u00bd"):
        return False
    before = text[max(0, start - 2) : start - 1]
    begins = word.istitle() and (before.islower() or not before.isalnum())
    return not (begins or (proven and len(word) > 1 and word.lower() in _whole_words()))


@cache
def _whole_words() -> frozenset[str]:
    """Return the words of English that contract with others, as far as they are no ends of words as well."""
    known = language("en").contractions
    return known.pronouns | known.negated


def restore(line: str, *, english: bool, proven: bool = False, bare: bool = False) -> Iterator[Edit]:
    """Yield the mark for each lost one whose place tells it: an apostrophe, a dash, the marks of a quotation.

    `proven` says that the text is in English and lost marks elsewhere, `bare` that an a with circumflex is one.
    """
    pending: _Place | None = None
    quotations = _Quotations(line)
    places = list(_places(line, english=english, bare=bare))
    letters = not proven and any(_is_letter(line, place) for place in places)
    for place in places:
        mark = "" if letters and _is_before_s(line, place) else _mark(line, place, english=english, proven=proven)
        if mark:
            yield place.edit(mark)
        elif _opens(place):
            yield from _opens_alone(line, pending, english=english)
            pending = place
        elif _closes(place):
            if pending and _paired(pending, place, english=english, proven=proven):
                yield pending.edit(_OPENING)
                yield place.edit(_CLOSING)
            elif (
                english
                and not pending
                and place.kind != "double"
                and place.left == "s"
                and place.right == " "
                and line[place.end + 1 : place.end + 2].islower()
                and not quotations.open_at(place.start)
            ):
                yield place.edit(_APOSTROPHE)
                continue
            elif _closes_alone(place, quotations, english=english):
                yield place.edit(_CLOSING)
            elif english and place.left == "s" and place.right == " " and place.kind == "mark":
                yield place.edit(_APOSTROPHE)
            pending = None
        elif place.kind == "double" and quotations.open_at(place.start):
            # A space stands on its wrong side: “ yes. ”
            yield place.edit(_CLOSING)
    yield from _opens_alone(line, pending, english=english)


def _places(line: str, *, english: bool, bare: bool) -> Iterator[_Place]:
    """Yield what may stand for a lost mark; an a with circumflex before an s only where others are marks."""
    for match in lost_marks(english=english).compiled.finditer(line):
        start, end = match.span()
        left = line[start - 1 : start] if start else ""
        place = _Place(start, end, match.lastgroup or "", left, line[end : end + 1])
        if bare or not _may_be_letter(place):
            yield place


def _is_letter(line: str, place: _Place) -> bool:
    """Tell whether what was lost within a word is a letter, since it makes no contraction: `caf\ufffds`."""
    if place.kind != "unknown" or not (place.left.isalpha() and place.right.isalpha()):
        return False
    return _is_torn_by(*_parts(line, place.start, place.end))


def _is_torn_by(before: str, after: str) -> bool:
    """Tell whether two parts make no contraction, and one of them is so short that no dash stood between words.

    >>> _is_torn_by("caf", "s"), _is_torn_by("econom", "a"), _is_torn_by("China", "s"), _is_torn_by("there", "is")
    (True, True, False, False)
    >>> _is_torn_by("indeed", "I")  # a capital begins a word
    False
    """
    if before[-1:].islower() and after[:1].isupper():
        return False
    is_short = min(len(before), len(after)) <= _SHORT
    return is_short and not is_contraction(before, after) and not _are_words(before, after)


def _is_before_s(line: str, place: _Place) -> bool:
    """Tell whether what was lost may be a letter as well as an apostrophe: `pa\ufffds`."""
    return (
        place.kind == "unknown" and place.left.isalpha() and _parts(line, place.start, place.end)[1].lower() == "s"
    )


def _parts(line: str, start: int, end: int) -> tuple[str, str]:
    """Return the runs of letters and digits before and behind what was lost."""
    before = _WORD_BEFORE.search(line, max(0, start - 25), start)
    after = _WORD_AFTER.match(line, end)
    return before.group() if before else "", after.group() if after else ""


def _may_be_letter(place: _Place) -> bool:
    """Tell whether an a with circumflex may be a letter of a name: `Abb\u00e2s`, but not `China\u00e2s`."""
    return place.kind == "bare" and place.right == "s" and place.left not in "aeiou"


def _opens_alone(line: str, place: _Place | None, *, english: bool) -> Iterator[Edit]:
    """Yield the opening mark of a quotation whose other half was lost, or stands in a later paragraph."""
    if place and english and _begins_speech(line, place.end):
        yield place.edit(_OPENING)


def _closes_alone(place: _Place, quotations: "_Quotations", *, english: bool) -> bool:
    """Tell whether a mark that may close a quotation does so, though none is seen to begin."""
    if place.kind == "unknown":
        # No letter stands behind a comma or a stop.
        return english and place.left in ".,!?"
    after_text = place.left.isascii() or place.left in "\u2013\u2014\u2026"
    return (place.kind == "double" and after_text) or quotations.open_at(place.start)


def _begins_speech(line: str, place: int) -> bool:
    """Tell whether a capitalised word follows: a lost letter before it would be a capital of the same word.

    >>> _begins_speech("\ufffdHang him", 1), _begins_speech("\ufffdTATS", 1), _begins_speech("\ufffdlan", 1)
    (True, False, False)
    """
    return bool(_CAPITALISED.match(line, place))


def _mark(line: str, place: _Place, *, english: bool, proven: bool) -> str:
    """Return the mark that stands inside a word or between two, or nothing."""
    if place.left.isalnum() and place.right.isalnum():
        before, after = _parts(line, place.start, place.end)
        if place.kind == "unknown" and before and _is_torn(line, place.start - len(before), before, proven=proven):
            return ""
        return _inside(before, after, place.kind, english=english, proven=proven)
    if place.kind == "dash":
        return _EM_DASH if place.left == place.right == " " else ""
    if english and place.kind in ("mark", "unknown") and (elided := _elided(line, place)):
        return elided
    if (
        english
        and place.kind in ("mark", "unknown")
        and place.left in "!?"
        and place.left
        and place.right.islower()
    ):
        return _EM_DASH
    if place.left == place.right == " " and (
        place.kind in ("mark", "bare") or (proven and place.kind == "unknown")
    ):
        follows = line[place.end + 1 : place.end + 2]
        between = place.start > 1 and line[place.start - 2].isalnum() and follows.isalnum()
        if between and (english or place.kind == "mark"):
            # Both dashes stand between words; before a capital or a number, in headings and lists, the short one.
            return _EM_DASH if follows.islower() else _EN_DASH
    if place.kind in ("mark", "unknown") and _DECADE.match(line, place.end):
        return _APOSTROPHE
    return ""


def _elided(line: str, place: _Place) -> str:
    """Return an apostrophe where a letter is left out at the beginning or end of a word: `’em`, `o’`."""
    if not place.left or place.left in " (\t\u2014":
        word = _WORD_AFTER.match(line, place.end)
        if word and word.group().lower() in language("en").elisions.initial:
            return _APOSTROPHE
    elif place.right == " ":
        before = _WORD_BEFORE.search(line, max(0, place.start - 25), place.start)
        if before and before.group().lower() in language("en").elisions.sure_final:
            return _APOSTROPHE
    return ""


def _are_words(before: str, after: str, *, proven: bool = False) -> bool:
    """Tell whether an English sentence goes on from one word to the other, and no letter of one word was lost.

    >>> _are_words("evidence", "it"), _are_words("caf", "s"), _are_words("gar", "on"), _are_words("jalape", "o")
    (True, False, False, False)
    """
    left, right = before.lower(), after.lower()
    small = _small_words()
    if right in small and len(right) > 1:
        least = (_LONG if right in _WORD_ENDS else _SHORT + 1) - proven
        return left in small or len(left) > least or (left.isdigit() and len(left) == _YEAR)
    if not right.isalpha() or len(right) <= _SHORT + 1:
        return False
    if left in small and len(left) > _SHORT:
        return True
    return proven and left.isalpha() and len(left) > _SHORT + 1 and bool(_ONSET.match(right))


@cache
def _small_words() -> frozenset[str]:
    """Return the function words of English, and those that begin its sentences."""
    english = language("en")
    return english.function_words | english.words.sentence_starts


@cache
def _before_vowel() -> frozenset[str]:
    """Return the words that lose their vowel, of the languages of which the rest of a text may quote one."""
    return language("fr").elisions.before_vowel | language("it").elisions.before_vowel


def _inside(before: str, after: str, kind: str, *, english: bool, proven: bool) -> str:
    """Return the mark between two runs of letters and digits."""
    is_mark = kind != "unknown"
    if is_contraction(before, after) and (english or is_mark):
        return _APOSTROPHE
    digits = before.isdigit() and after.isdigit()
    if digits and (kind in ("mark", "dash") or len(before) == len(after) == _YEAR):
        return _EN_DASH
    if kind == "dash":
        return _EM_DASH
    if kind in ("mark", "unknown") and english and _are_words(before, after, proven=proven):
        return _EM_DASH
    if kind == "mark" and before.isalpha() and after.isalpha():
        if len(before) == 1 or (len(after) == 1 and after.isascii()) or before.lower() in _before_vowel():
            return _APOSTROPHE
        if before.islower() and after.islower() and min(len(before), len(after)) > _SHORT:
            return _EM_DASH
    return ""


def _opens(place: _Place) -> bool:
    return (not place.left or place.left in " (\t\u2014\u2013[") and (
        place.right.isalnum() or place.right in "\u2018'$"
    )


def _closes(place: _Place) -> bool:
    return (
        bool(place.left)
        and not place.left.isspace()
        and (not place.right or place.right in " \t.,;:!?)]\u2014\u2013")
    )


def _paired(opening: _Place, closing: _Place, *, english: bool, proven: bool) -> bool:
    """Tell whether two lost marks are the two of a quotation, and not two lost letters."""
    if "unknown" not in (opening.kind, closing.kind):
        return True
    if proven and closing.start - opening.end > _SHORT + 1:
        return True
    return english and (closing.left in ".,!?" or opening.right.isupper())


class _Quotations:
    """Whether a double quotation is open at a place of a line; asked in rising order."""

    _MARKS = re.compile("\u201c|\u201d|\u00e2\u20ac(?:\u0153|[\u009d\\s.,;:!?)\ufffd])")

    def __init__(self, line: str) -> None:
        self._line = line
        self._place = 0
        self._open = 0

    def open_at(self, place: int) -> bool:
        for match in self._MARKS.finditer(self._line, self._place, place):
            opens = match.group() in ("\u201c", "\u00e2\u20ac\u0153")
            self._open = self._open + 1 if opens else max(0, self._open - 1)
        self._place = max(self._place, place)
        return self._open > 0


_YEAR = 4
_SHORT = 2
_LONG = 5
# How English words begin: in `doppelg\ufffdnger` the second part is none.
_ONSET = lazy(
    "(?:[bcdfghjklmnprstvwz]?[aeiouy]|[bcdfgkpst][lr]|s[ckmnpqtw]|[cpstw]h|[tdsk]w|wr|kn|qu)[a-z]*[aeiouy]"
)
_CAPITALISED = lazy(r"(?:[A-Z][a-z]+|I|A)(?=[\s,.;:?!\u2019\u2014'\ufffd])")
_WORD_ENDS = frozenset(("on", "or", "an", "as", "in", "is", "at", "so", "el", "it", "he", "me", "ate", "ally"))
_WORD_BEFORE = lazy(r"[^\W_]{1,24}\Z")
_WORD_AFTER = lazy(r"[^\W_]{1,24}")
_DECADE = lazy(r"(?<![^\s(\u201c\ufffd?])\d0s\b")


_VOWEL = lazy("[aeiouy]")
_CALENDAR_YEAR = lazy(r"1[5-9]\d\d|20\d\d")  # of other numbers an s may be seconds, and its prefix was lost


def is_contraction(before: str, after: str) -> bool:
    """Tell whether an apostrophe makes an English contraction or possessive of two runs of letters.

    >>> is_contraction("don", "t"), is_contraction("China", "s"), is_contraction("caf", "s")
    (True, True, False)
    >>> is_contraction("1973", "s"), is_contraction("50", "s")
    (True, False)
    """
    low, tail = before.lower(), after.lower()
    known = language("en").contractions
    if tail not in known.endings or not low:
        return False
    if tail == "t":
        return low in known.negated or (low.endswith("n") and len(low) > _SHORT)
    if tail == "s":
        return (
            before.isupper()
            or bool(_CALENDAR_YEAR.fullmatch(before))
            or (bool(_VOWEL.search(low)) and low not in known.unfinished)
        )
    return low in known.pronouns or (tail in ("ll", "ve", "re", "d") and low in known.others)


# In good text no letter follows a question mark at once, save where a space was lost (`Why?Because`), and then a
# word does: these endings are none.
QUESTION = Pattern(r"(?<=[A-Za-z])\?(?=([stdm]|re|ve|ll)(?![\w=&/-]))")


def question_marks(line: str, *, proven: bool = False) -> Iterator[Edit]:
    """Yield an apostrophe for each question mark inside an English contraction, and quote marks for pairs.

    `proven` says that the text lost marks elsewhere.
    """
    found = [match for match in QUESTION.compiled.finditer(line) if _contracts(line, match, proven=proven)]
    letters = not proven and any(match[1] == "s" for match in found) and _asks_for_letters(line, found)
    for match in found:
        if not (letters and match[1] == "s") and not in_address(line, match.start()):
            yield Edit(*match.span(), _APOSTROPHE, ("question-mark-for-apostrophe",))
    yield from _quotations(line, proven=proven)


_WITHIN_WORD = lazy(r"(?<=[A-Za-z])\?(?=[a-z])")
_LINE_WORD = lazy(r"[^\W\d_]{2,}")


def _asks_for_letters(line: str, contractions: list[re.Match[str]]) -> bool:
    """Tell whether question marks stand for letters in a line: within other words, or in another language."""
    places = {match.start() for match in contractions}
    for match in _WITHIN_WORD.finditer(line):
        if match.start() not in places and _is_torn_by(*_parts(line, *match.span())):
            return not in_address(line, match.start())
    return not is_likeliest("en", _LINE_WORD.findall(line.lower()))


# No sentence begins with a question mark, and none goes on after `,?` or `.?`.
QUOTATION = Pattern(r"(?<![^\s(\[\u2014])\?(?=[A-Za-z][\w\u2019']*+[\s,.!?;:])")
_CLOSER = lazy(r"(?<=[\w,.!])\?(?=[\s,.;:)\]\u2014]|\Z)")
_LONGEST_QUOTATION = 1000


def _quotations(line: str, *, proven: bool) -> Iterator[Edit]:
    """Yield the quote marks of each quotation that begins and ends in a question mark."""
    place = 0
    opens, closes = (_OPENING, _CLOSING)
    if "\u201c" in line and "\u201d" in line:
        # Double marks came through, so what was lost are single ones.
        opens, closes = "\u2018", _APOSTROPHE
    while opening := QUOTATION.compiled.search(line, place):
        place = opening.end()
        word = _WORD_AFTER.match(line, place)
        if word and word.group().lower() in language("en").elisions.initial:
            yield Edit(opening.start(), place, _APOSTROPHE, ("question-mark-for-apostrophe",))
            continue
        limit = min(len(line), place + _LONGEST_QUOTATION)
        again = QUOTATION.compiled.search(line, place, limit)
        closing = _CLOSER.search(line, place, again.start() if again else limit)
        if closing and (proven or _is_quotation(line[place : closing.start()])):
            yield Edit(opening.start(), place, opens, ("question-mark-for-quote",))
            yield Edit(*closing.span(), closes, ("question-mark-for-quote",))
            place = closing.end()


def _is_quotation(content: str) -> bool:
    """Tell whether what two question marks enclose is a quotation, and they are no letters of words beside them.

    One small word may be a name of code as well: `?column?`.

    >>> _is_quotation("mile bought a caf"), _is_quotation("column"), _is_quotation("the end")
    (False, False, True)
    """
    first = content.split(maxsplit=1)[0]
    return first[0].isupper() or content[-1] in ".,!" or first.lower() in _small_words()


# Between two words of a sentence: a question is not followed by a small letter, save where quoted speech goes on.
# A capital may follow the first of two.
_DASH = lazy(r"(?<=[a-z0-9,] )\?(?= [a-z]| [A-Z][^.?!\n]{0,100} \? [a-z])")


# A question does not end before a small letter, save in quoted speech, which ends in a mark of its own.
_OF_MANY = lazy(r"(?<=[a-z])s\?(?= [a-z])")
_LONGEST_OPENED = 80  # characters: so long is a quotation that a sentence goes on behind without a comma


def question_dashes(document: Document) -> Iterator[Edit]:
    """Yield a dash for each lone question mark between words, in a text that has lost other marks to them.

    And an apostrophe after an s: `the boys? kites`.
    """
    for match in _DASH.finditer(document.text):
        yield Edit(*match.span(), _EM_DASH, ("question-mark-for-dash",))
    for match in _OF_MANY.finditer(document.text):
        if not _is_opened(document.text, match.start()):
            yield Edit(match.end() - 1, match.end(), _APOSTROPHE, ("question-mark-for-apostrophe",))


def _is_opened(text: str, place: int) -> bool:
    """Tell whether a question mark stands before a place that opens a quotation, which may end there: `?boys?`."""
    low = max(0, place - _LONGEST_OPENED)
    return QUOTATION.compiled.search(text, max(low, text.rfind("\n", low, place) + 1), place + 3) is not None


def in_address(line: str, place: int) -> bool:
    """Tell whether what stands before a question mark, up to a space, may be the path of an address."""
    token = line[max(0, place - 300) : place].rsplit(None, 1)[-1]
    return "/" in token or "\\" in token or "@" in token
