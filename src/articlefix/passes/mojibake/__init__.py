r"""Text that was decoded with the wrong encoding, and what is left of characters that were lost on the way.

    "caf\u00c3\u00a9"      -> "caf\u00e9"              UTF-8 read as a legacy encoding (by ftfy)
    "\u0093Yes\u0094"      -> "\u201cYes\u201d"        a C1 control where Windows has a mark
    "China\u00e2??s"       -> "China\u2019s"           bytes lost, the place tells what stood there
    "don\ufffdt", "don?t"  -> "don\u2019t"             likewise

Left alone: letters that only look like mojibake (Portuguese \u00c3, French and Romanian \u00c2), U+FFFD and
question marks where the place does not tell, and text in code. What is certainly damage and cannot be repaired is
reported.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from articlefix.core.adapter import then
from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding, Offsets, apply, compose
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import language
from articlefix.passes.mojibake.decoding import LONGEST, decode
from articlefix.passes.mojibake.lost import (
    LOST,
    QUESTION,
    QUOTATION,
    has_lost_marks,
    lost_marks,
    question_dashes,
    question_marks,
    restore,
)
from articlefix.passes.mojibake.rare import LEADS, RARE, mac_letters, rare
from articlefix.passes.mojibake.suspect import NEIGHBOURS, SUSPECT
from articlefix.scan.facts import odd_marks, uncommon, uncommon_in
from articlefix.scan.patterns import lazy
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
        "A replacement character (U+FFFD) stands for an apostrophe.",
        before="We don\ufffdt know.",
        after="We don\u2019t know.",
        untouched="We don\u2019t know.",
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


# What may be damage though it is nothing for `NEIGHBOURS`, or may part two that are.
_LONE = lazy(f"[{LOST}{LEADS}\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_TRACE = lazy("[\x80-\x9f\u00e2\u00ef\ufffd]")
# As all patterns here that are looked for in whole lines: the class comes first and the conditions look back from
# behind it, so that the search runs at the speed of a class.
_REMAINS = lazy(
    "[\x80-\x9f\u00e2\u00ef\ufffd](?:(?<=\ufffd)\ufffd*+|(?<=[\x80-\x9f])[\x80-\x9f]*+"
    "|(?<=\u00ef)\u00bf\u00bd|(?<=\u00e2)(?:\\?\\?|\u20ac))"
)
_MOST_FINDINGS = 50


def _remains(text: str) -> Iterator[Finding]:
    """Yield one finding for the first lost character of each line, with their number."""
    end = 0
    for _ in range(_MOST_FINDINGS):
        if not (first := _REMAINS.search(text, end)):
            return
        end = _line_end(text, first.end())
        found = [first, *_REMAINS.finditer(text, first.end(), end)]
        names = sorted({f"U+{ord(character):04X}" for match in found for character in match.group()})
        more = f", {len(found)} places in this line" if len(found) > 1 else ""
        yield Finding(first.start(), first.end(), "undecodable-text", f"lost in decoding: {' '.join(names)}{more}")


def find(document: Document) -> Iterator[Edit | Finding]:
    """Yield the repairs of mis-decoded text, and findings for what no context decides."""
    text = document.text
    if not (
        NEIGHBOURS.search(uncommon(document))
        or _LONE.search(uncommon(document))
        or ("?" in text and odd_marks(document)["?"])
    ):
        return
    edits, shown = then((), text, surrogates(text))
    if language(document.language).habits.mac_letters:
        edits, shown = then(edits, shown, mac_letters(shown))
    edits, shown = then(edits, shown, _repairs(document, shown))
    yield from edits
    if not _TRACE.search(uncommon(document)):
        return
    offsets = Offsets(edits)
    for finding in _remains(shown):
        low, high = offsets.original(finding.start, finding.end)
        yield Finding(low, high, finding.rule, finding.message)


_SURROGATES = lazy("(?P<pair>[\ud800-\udbff][\udc00-\udfff])|(?P<bytes>[\udc80-\udcff]++)|[\ud800-\udfff]")


def surrogates(text: str) -> Iterator[Edit]:
    r"""Yield the character for each pair of surrogates, and for each run of bytes that Python kept as such.

    Of a half that stands alone nothing is known, and no file can hold it: it becomes U+FFFD.

    >>> [edit.replacement for edit in surrogates("\ud83d\ude00, caf\udcc3\udca9, caf\udce9, \ud83d")]
    ['\U0001f600', '\xe9', '\xe9', '\ufffd']
    """
    try:
        # Much the fastest way to tell that there is none.
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return
    for match in _SURROGATES.finditer(text):
        character = "\N{REPLACEMENT CHARACTER}"
        if match["pair"]:
            character = match.group().encode("utf-16", "surrogatepass").decode("utf-16")
        elif match["bytes"]:
            data = match.group().encode("utf-8", "surrogateescape")
            try:
                character = data.decode()
            except UnicodeError:
                character = data.decode("cp1252", "replace")
        yield Edit(*match.span(), character, ("surrogate",))


def _repairs(document: Document, text: str) -> tuple[Edit, ...]:
    """Return the repairs of a state of a document's text."""
    english = bool(language(document.language).contractions.endings)
    first: tuple[Edit, ...] = ()
    if english and "\u00c2" in text:
        first, text = then((), text, _spaces_between_words(text))
    edits: list[Edit] = []
    proven = english and has_lost_marks(text)
    at_rest = document.known_lines.setdefault((_repair, proven, english), set())
    for start, end in _suspicious_lines(text, uncommon_in(document, text), english=english):
        line = _repair(text[start:end], at_rest, english=english, proven=proven)
        edits += (edit._replace(start=start + edit.start, end=start + edit.end) for edit in line)
    return compose(first, _known_damage(text, tuple(edits), english=english), text)


_LEADS = "\u00c2\u00c3\u00e2"
_EVIDENCE = 2
_LONE_LEAD = lazy("[\u00c2\u00c3] (?:(?<=\u00c2 )|(?<![^\\s'\u2019]\u00c3 ))")


def _known_damage(text: str, edits: tuple[Edit, ...], *, english: bool) -> tuple[Edit, ...]:
    """Return `edits` with the repair of what is known for damage only because the rest of the text was damaged."""
    repaired = apply(text, edits)
    if sum(character in _LEADS for edit in edits for character in text[edit.start : edit.end]) >= _EVIDENCE:
        edits, repaired = then(edits, repaired, _sequences(repaired))
        edits, repaired = then(edits, repaired, _lone_leads(repaired, english=english))
    if any(edit.rules[0].startswith("question-mark") for edit in edits):
        edits, repaired = then(edits, repaired, question_dashes(repaired))
    return edits


# UTF-8 of two to four bytes as Windows-1252 shows it, of what an article may hold: Latin letters, punctuation,
# signs, emoji.
_CONTINUATION = "\x80-\xbf" + bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_FIRST_BYTES = "\u00c2\u00c3\u00c4\u00c5\u00e2\u00f0"
_SEQUENCE = lazy(
    f"[{_FIRST_BYTES}](?:(?<=[\u00c2-\u00c5])[{_CONTINUATION}]|(?<=\u00e2)[{_CONTINUATION}]{{2}}"
    f"|(?<=\u00f0)[\u0178\x9f][{_CONTINUATION}]{{2}})"
)


def _sequences(text: str) -> Iterator[Edit]:
    """Yield the character of each sequence that is too short a proof alone: a trade mark after a word, say."""
    if not any(first in text for first in _FIRST_BYTES):
        return
    for match in _SEQUENCE.finditer(text):
        try:
            character = bytes(_octet(character) for character in match.group()).decode()
        except UnicodeError:
            continue
        if character.isprintable() or character == "\N{NO-BREAK SPACE}":
            yield Edit(*match.span(), character, ("utf-8-as-legacy",))


def _octet(character: str) -> int:
    """Return the byte that Windows-1252 shows as `character`, or Latin-1 where Windows-1252 has none."""
    return ord(character) if character <= "\xff" else character.encode("cp1252")[0]


def _lone_leads(text: str, *, english: bool) -> Iterator[Edit]:
    """Yield the repair of first bytes whose second, A0, became a space.

    Alone such a letter may be right: `\u00c2` ends no English word, but does end words in capitals elsewhere.
    """
    if "\u00c2 " not in text and "\u00c3 " not in text:
        return
    for match in _LONE_LEAD.finditer(text):
        start, end = match.span()
        if match.group() != "\u00c2 ":
            followed = text.startswith("s ", end)
            yield Edit(start, end, "\u00e0" if followed else "\u00e0 ", ("utf-8-as-legacy",))
        elif english or not text[start - 1 : start].isupper():
            yield Edit(start, end, "\N{NO-BREAK SPACE}", ("utf-8-as-legacy",))


_NO_BREAK_SPACE = lazy("(?<=[\x21-\x7e])\u00c2\u00a0(?=[\x21-\x7e])")  # any other neighbour is not decoded yet
_DEBRIS_SHARE = 1 / 250  # of all spaces; publishers leave up to 1 in 400


def _spaces_between_words(text: str) -> list[Edit]:
    """Return a space for each mis-decoded no-break space between two words that no typography ties together.

    As the pass over white space does, but where they are fewer: that the text is damaged is proven here.
    """
    found = [match.span() for match in _NO_BREAK_SPACE.finditer(text) if parts_words(text, *match.span())]
    if len(found) < _EVIDENCE or len(found) < _DEBRIS_SHARE * (text.count(" ") + len(found)):
        return []
    return [Edit(start, end, " ", ("utf-8-as-legacy",)) for start, end in found]


# What each suspicious line holds: a question mark, or what is neither ASCII nor a common mark of an English text.
_TRIGGER = lazy("[^\x00->@-\x7f\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0]")
_RARE_TRIGGER = lazy("[^\x00-\x7f\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0]")


def _suspicious_lines(text: str, rare_runs: str, *, english: bool) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line that holds something to look at; `rare_runs` are the `uncommon_runs`."""
    asks = english and "?" in text and (QUESTION.search(text) or QUOTATION.search(text))
    if not asks and not _RARE_TRIGGER.search(rare_runs):
        return
    triggers = _TRIGGER if asks else _RARE_TRIGGER
    end = -1
    while trigger := triggers.search(text, end + 1):
        start = text.rfind("\n", end + 1, trigger.start()) + 1 or end + 1
        end = _line_end(text, trigger.start())
        # With its line end, which some of the patterns look for behind a mark.
        if _is_suspicious(text[start : end + 1], english=english):
            yield start, end


def _line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end < 0 else end


def _is_suspicious(line: str, *, english: bool) -> bool:
    if english and "?" in line and (QUESTION.search(line) or QUOTATION.search(line)):
        return True
    if line.isascii():
        return False
    if any(character in line for character in LOST) and lost_marks(english=english).search(line):
        return True
    if NEIGHBOURS.search(line) and SUSPECT.search(line):
        return True
    return any(lead in line for lead in LEADS) and RARE.search(line) is not None


def _repair(line: str, at_rest: set[str], *, english: bool, proven: bool) -> Iterator[Edit]:
    """Yield the repairs of one line: what is left of lost characters goes first, for ftfy would bury it.

    The line that they give is noted in `at_rest` where each step has seen it so.
    """
    if line in at_rest:
        return
    edits: tuple[Edit, ...] = ()
    look = partial(restore, english=english, proven=proven)
    steps: tuple[Callable[[str], Iterable[Edit]], ...] = (look, decode, rare, look)
    if english:
        steps += (question_marks,)
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


PASS = Pass("mojibake", Stage.DECODING, Contract(Touch.ANYTHING), RULES, find)
