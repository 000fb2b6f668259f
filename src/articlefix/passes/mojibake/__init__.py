r"""Text that was decoded with the wrong encoding, and what is left of characters that were lost on the way.

    "caf\u00c3\u00a9"      -> "caf\u00e9"              UTF-8 read as a legacy encoding (by ftfy)
    "\u0093Yes\u0094"      -> "\u201cYes\u201d"        a C1 control where Windows has a mark
    "China\u00e2??s"       -> "China\u2019s"           bytes lost, the place tells what stood there
    "don\ufffdt", "don?t"  -> "don\u2019t"             likewise
    "spotka\u00b3a si\u00ea"       -> "spotka\u0142a si\u0119"        one legacy encoding read as another

Left alone: letters that only look like mojibake (Portuguese \u00c3, French and Romanian \u00c2), U+FFFD and
question marks where the place does not tell, and text in code. What is certainly damage and cannot be repaired is
reported.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from articlefix.core.adapter import advanced, then
from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, fact, line_around
from articlefix.core.edits import Edit, Finding, Offsets
from articlefix.core.needs import asked, through, where
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import UNDETERMINED, language
from articlefix.languages.detection import is_likeliest
from articlefix.passes.mojibake.decoding import LONGEST, decode, octet
from articlefix.passes.mojibake.foreign_marks import foreign_marks
from articlefix.passes.mojibake.letters import asked_letters, lost_letters
from articlefix.passes.mojibake.lost import (
    QUESTION,
    QUOTATION,
    has_asked_marks,
    has_bare_marks,
    has_lost_marks,
    lost_marks,
    question_dashes,
    question_marks,
    restore,
)
from articlefix.passes.mojibake.mentions import is_mentioned, unmentioned
from articlefix.passes.mojibake.misread_letters import letters
from articlefix.passes.mojibake.misread_marks import marks
from articlefix.passes.mojibake.misread_scripts import scripts
from articlefix.passes.mojibake.rare import RARE, mac_letters, rare
from articlefix.passes.mojibake.remains import by_line, remains
from articlefix.passes.mojibake.sequences import question_marks_in_threes, sequences, variations, within_words
from articlefix.passes.mojibake.suspect import SUSPECT
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.ties import parts_words

RULES = (
    Rule(
        "utf-8-as-legacy",
        "UTF-8 was read as a legacy encoding, such as Windows-1252.",
        before="A caf\u00c3\u00a9 in N\u00c3\u00aemes.",
        after="A caf\u00e9 in N\u00eemes.",
        untouched="S\u00c3O PAULO \u00c9 GRANDE.",
    ),
    Rule(
        "wrong-code-page",
        "Text in one code page was read in another, such as that of a Macintosh or of Turkish.",
        before="They don\u00d5t know \u00d2why\u00d3 it was late.",
        after="They don\u2019t know \u201cwhy\u201d it was late.",
        untouched="Lu\u00eds of Espa\u00f1a has 40 m\u00b2.",
    ),
    Rule(
        "c1-control",
        "A C1 control character stands where Windows-1252 has a printed one.",
        before="The word \x93yes\x94 came late.",
        after="The word \u201cyes\u201d came late.",
        untouched="The word \u201cyes\u201d came late.",
    ),
    Rule(
        "lost-byte",
        "Bytes of a mis-decoded character were lost or became question marks.",
        before="The dog\u00e2??s bowl and \u00e2\u20ac\u0153the cat\u00e2\u20ac said the vet.",
        after="The dog\u2019s bowl and \u201cthe cat\u201d said the vet.",
        untouched="Really?? The p\u00e2t\u00e9 was \u20ac5.",
    ),
    Rule(
        "replacement-character",
        "A replacement character (U+FFFD) stands for an apostrophe, a dash or a quotation mark.",
        before="We don\ufffdt know.",
        after="We don\u2019t know.",
        untouched="We don\u2019t know.",
    ),
    Rule(
        "lost-letter",
        "A letter was lost, and the same word stands elsewhere in the text.",
        before="The caf\u00e9 by the harbour. The caf\ufffd was full.",
        after="The caf\u00e9 by the harbour. The caf\u00e9 was full.",
        untouched="The caf\u00e9 by the harbour. The fianc\u00e9 was late.",
    ),
    Rule(
        "question-mark-for-apostrophe",
        "A question mark stands for the apostrophe of a contraction.",
        before="We don?t know why they?re late.",
        after="We don\u2019t know why they\u2019re late.",
        untouched="Do they?Are they? No.",
    ),
    Rule(
        "question-mark-for-quote",
        "Question marks stand for the two marks of a quotation.",
        before="?We are late,? he said.",
        after="\u201cWe are late,\u201d he said.",
        untouched="Are we late? he said.",
    ),
    Rule(
        "question-mark-for-dash",
        "A question mark stands for a dash, in a text that lost other marks so.",
        before="He wasn?t late ? or so he said.",
        after="He wasn\u2019t late \u2014 or so he said.",
        untouched="Was he late ? so they asked.",
    ),
    Rule(
        "surrogate",
        "Half of a UTF-16 pair, or a byte that could not be decoded, stands in the text as a surrogate.",
        before="A smile \ud83d\ude00 in the caf\udce9.",
        after="A smile \U0001f600 in the caf\u00e9.",
        untouched="A smile \U0001f600 in the caf\u00e9.",
    ),
    Rule(
        "undecodable-text",
        "Characters were lost in decoding, and the place does not tell which.",
        before="The river R\ufffdne was high.",
        untouched="The river Rh\u00f4ne was high.",
    ),
)


def find(document: Document) -> Iterator[Edit | Finding]:
    """Yield the repairs of mis-decoded text, and findings for what no context decides."""
    edits: tuple[Edit, ...] = ()
    original = document
    for step in _FIRST:
        edits, document = advanced(edits, document, asked(step, document))
    repairs = tuple(asked(_repairs, document))
    further = _further_steps(document, repairs)
    edits, document = advanced(edits, document, repairs)
    for step in (*further, *_LAST):
        edits, document = advanced(edits, document, asked(step, document))
    kept = tuple(unmentioned(original, edits))
    if kept != edits:
        edits, document = kept, original.edited(kept)
    yield from edits
    offsets = Offsets(edits)
    for start, end, rule, message in chain(asked(remains, document), asked(asked_letters, document)):
        if not is_mentioned(document, start, end):
            yield Finding(*offsets.original(start, end), rule, message)


_SURROGATE = Pattern(r"[\ud800-\udfff]")
_SURROGATES = lazy("(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<bytes>[\udc80-\udcff]++)|[\ud800-\udfff]")


@where(_SURROGATE)
def surrogates(document: Document) -> Iterator[Edit]:
    r"""Yield the character for each pair of surrogates, and for each run of bytes that Python kept as such.

    Of a half that stands alone nothing is known, and no file can hold it: it becomes U+FFFD.

    >>> [edit.replacement for edit in surrogates(Document("\ud83d\ude00, caf\udce9, \ud83d"))]
    ['\U0001f600', '\xe9', '\ufffd']
    """
    yield from map(_repaired_surrogate, _SURROGATES.finditer(document.text))


def _repaired_surrogate(match: re.Match[str]) -> Edit:
    character = "\N{REPLACEMENT CHARACTER}"
    if match["pair"]:
        character = match.group().encode("utf-16", "surrogatepass").decode("utf-16")
    elif match["bytes"]:
        data = match.group().encode("utf-8", "surrogateescape")
        try:
            character = data.decode()
        except UnicodeError:
            character = data.decode("cp1252", "replace")
    return Edit(*match.span(), character, ("surrogate",))


@where(SUSPECT, RARE, QUESTION, QUOTATION, lost_marks(english=True), lost_marks(english=False))
def _repairs(document: Document) -> Iterator[Edit]:
    """Yield the repairs of the lines that hold something to look at."""
    english = _is_english(document)
    evidence = _Evidence(
        english,
        english and has_lost_marks(document),
        english and has_asked_marks(document),
        english and has_bare_marks(document),
    )
    at_rest = document.known_lines.setdefault((_repair, evidence), set())
    for start, end in _suspicious_lines(document, english=english):
        line = _repair(document.text[start:end], at_rest, evidence)
        yield from (edit._replace(start=start + edit.start, end=start + edit.end) for edit in line)


class _Evidence(NamedTuple):
    """What a text tells of its lines: whether it is English, and U+FFFD, `?` and an a with circumflex are marks."""

    english: bool
    lost: bool
    asked: bool
    bare: bool


_ENGLISH_SHARE = 0.1  # of the words of a text; of English prose some 0.4 are function words


@fact
def _is_english(document: Document) -> bool:
    """Tell whether a text has English contractions: if its language is not known, some words must be English."""
    if document.language != UNDETERMINED:
        return bool(language(document.language).contractions.endings)
    words = _WORD.findall(document.text[:_SAMPLE].lower())
    english = language("en")
    known = english.function_words | english.words.sentence_starts | english.contractions.pronouns
    return sum(word in known for word in words) > _ENGLISH_SHARE * len(words) and is_likeliest("en", words)


_WORD = lazy(r"[^\W\d_]{2,}")
_SAMPLE = 2000  # characters, as many as tell the language where it can be told


_LEADS = "\u00c2\u00c3\u00e2"
_EVIDENCE = 2
_LONE_LEAD = lazy("\u00c2 |(?<![^\\s'\u2019])\u00c3 |(?<=[a-z])\u00c3(?=[a-z])")


def _further_steps(document: Document, repairs: Sequence[Edit]) -> Sequence[Callable[[Document], Iterable[Edit]]]:
    """Return what repairs damage that is known for such only because of what `repairs` repair in the document."""
    steps: list[Callable[[Document], Iterable[Edit]]] = []
    if (
        sum(character in _LEADS for edit in repairs for character in document.text[edit.start : edit.end])
        >= _EVIDENCE
    ):
        steps += [_sequences, _lone_leads]
    if any(edit.rules[0].startswith("question-mark") for edit in repairs):
        steps.append(question_dashes)
    return steps


# UTF-8 of two to four bytes as Windows-1252 shows it, of what an article may hold: Latin letters, punctuation,
# signs, emoji.
_CONTINUATION = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_SEQUENCE = lazy(
    f"[\u00c2-\u00c5][{_CONTINUATION}]|\u00e2[{_CONTINUATION}]{{2}}|\u00f0[\u0178\x9f][{_CONTINUATION}]{{2}}"
)


def _sequences(document: Document) -> Iterator[Edit]:
    """Yield the character of each sequence that is too short a proof alone: a trade mark after a word, say."""
    for match in _SEQUENCE.finditer(document.text):
        try:
            character = bytes(octet(character) for character in match.group()).decode()
        except UnicodeError:
            continue
        if character.isprintable() or character == "\N{NO-BREAK SPACE}":
            yield Edit(*match.span(), character, ("utf-8-as-legacy",))


def _lone_leads(document: Document) -> Iterator[Edit]:
    """Yield the repair of first bytes whose second, A0, became a space, or, AD, was dropped as a soft hyphen.

    Alone such a letter may be right: `\u00c2` ends no English word, but does end words in capitals elsewhere.
    """
    text, english = document.text, _is_english(document)
    for match in _LONE_LEAD.finditer(text):
        start, end = match.span()
        if match.group() == "\u00c3":
            yield Edit(start, end, "\u00ed", ("utf-8-as-legacy",))
        elif match.group() != "\u00c2 ":
            followed = text.startswith("s ", end)
            yield Edit(start, end, "\u00e0" if followed else "\u00e0 ", ("utf-8-as-legacy",))
        elif english or not text[start - 1 : start].isupper():
            yield Edit(start, end, "\N{NO-BREAK SPACE}", ("utf-8-as-legacy",))


_NO_BREAK_SPACE = Pattern(r"(?<=[\x21-\x7e])\u00c2\u00a0(?=[\x21-\x7e])")  # any other neighbour is not decoded yet
_DEBRIS_SHARE = 1 / 250  # of all spaces; publishers leave up to 1 in 400


@where(_NO_BREAK_SPACE)
def _spaces_between_words(document: Document) -> list[Edit]:
    """Return a space for each mis-decoded no-break space between two words that no typography ties together.

    As the pass over white space does, but where they are fewer: that the text is damaged is proven here.
    """
    if not _is_english(document):
        return []
    text = document.text
    places = (match.span() for match in document.scan.matches(_NO_BREAK_SPACE))
    found = [span for span in places if parts_words(text, *span)]
    if len(found) < _EVIDENCE or len(found) < _DEBRIS_SHARE * (text.count(" ") + len(found)):
        return []
    return [Edit(start, end, " ", ("utf-8-as-legacy",)) for start, end in found]


def _suspicious_lines(document: Document, *, english: bool) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line that holds something to look at."""
    patterns = [SUSPECT, RARE, lost_marks(english=english), *((QUESTION, QUOTATION) if english else ())]
    places = sorted(match.start() for pattern in patterns for match in document.scan.matches(pattern))
    for line in by_line(document.text, places):
        yield line_around(document.text, line[0])


def _repair(line: str, at_rest: set[str], evidence: _Evidence) -> Iterator[Edit]:
    """Yield the repairs of one line: what is left of lost characters goes first, for ftfy would bury it.

    The line that they give is noted in `at_rest` where each step has seen it so.
    """
    if line in at_rest:
        return
    edits: tuple[Edit, ...] = ()
    look = partial(restore, english=evidence.english, proven=evidence.lost, bare=evidence.bare)
    steps: tuple[Callable[[str], Iterable[Edit]], ...] = (look, decode, rare, look)
    if evidence.english:
        steps += (partial(question_marks, proven=evidence.asked),)
    changed_by: list[Callable[[str], Iterable[Edit]]] = []
    for step in steps:
        before = line
        edits, line = then(edits, line, step(before))
        if line is not before:
            changed_by.append(step)
    # The steps behind the decoder saw what it left, the one before it as well; itself it needs no second run.
    if not changed_by or (changed_by == [decode] and len(line) <= LONGEST):
        at_rest.add(line)
    yield from edits


# ftfy takes some bytes of text in a legacy encoding for UTF-8, so what is proven to be such goes first.
_Step = Callable[[Document], Iterable[Edit]]
_FIRST: tuple[_Step, ...] = (
    *(surrogates, sequences, scripts, marks, letters, mac_letters, foreign_marks, lost_letters),
    _spaces_between_words,
)
_LAST: tuple[_Step, ...] = (within_words, variations, question_marks_in_threes)

PASS = Pass(
    "mojibake",
    Stage.DECODING,
    Contract(Touch.ANYTHING),
    RULES,
    through(*_FIRST, _repairs, *_LAST, remains, asked_letters)(find),
)
