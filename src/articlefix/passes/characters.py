r"""Characters that nobody sees and presentation forms that nobody typed.

    "The \u200bdog"      -> "The dog"          zero-width spaces, joiners, soft hyphens, stray byte order marks
    "a null\x00 byte"    -> "a null byte"      control characters
    "e\ufb03cient"       -> "efficient"        ligatures and full-width letters
    "cafe\u0301"         -> "caf\u00e9"        letters in two pieces

Left alone: joiners in emoji and in the scripts that spell with them, zero-width spaces beside scripts that break
lines at them, a byte order mark that begins the text, full-width letters beside Chinese, Japanese or Korean, and
combining marks that have no composed letter. Bidirectional controls are reported, never removed.
"""

import re
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import language
from articlefix.languages.tables import Habits
from articlefix.scan.pattern import Pattern

_INVISIBLE = Pattern("[\u180e\u200b-\u200d\u2060\u206a-\u206f\ufeff]++")
# One space on one side, a letter on the other: nothing is hidden from anyone.
_BESIDE_SPACE = Pattern(r"(?<=[^\s] )[\u200b-\u200d]++(?=[^\W\d_])|(?<=[^\W\d_])[\u200b-\u200d]++(?= [^\s])")
_FEW = 3000
_CONTROL = Pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]++")
_SEPARATOR = Pattern(r"[\u2028\u2029]++")
_LIGATURE = Pattern(r"(?<=[^\W\d_])[\ufb00-\ufb06]++|[\ufb00-\ufb06]++(?=[^\W\d_])|[\ufb00-\ufb06]{2,}+")
_WIDE = Pattern(r"[\uff01-\uff5e]++(?:[\u3000 ][\uff01-\uff5e]++)*+")
_WIDE_LETTER = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE_MARKS = re.compile("[\uff01\uff05\uff06\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]+")
_CLUSTER = Pattern(
    r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u045f\u1e00-\u1fff][\u0300-\u036f]{1,31}(?![\u0300-\u036f])"
)  # longer ones are made for show and no letter
_BIDI = Pattern(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# Scripts in which a joiner or a zero-width space is spelling: Hebrew to Thaana, the Brahmic scripts, Thai, Lao,
# Tibetan, Burmese, Khmer, Mongolian and what lies between; and emoji with their modifiers.
_JOINING = re.compile(
    "[\u0590-\u109f\u1200-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufefc\U00010900-\U0001ffff\u2190-\u2bff\u00a9\u00ae\U000e0000-\U000e01ef]"
)
_BREAKING = re.compile(
    "[\u0e00-\u109f\u1780-\u19ff\u1a20-\u1aaf\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]"
)
_IDEOGRAPHIC = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uffdc\U00020000-\U0003ffff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2026/\u2044")


def _invisible(document: Document) -> Iterator[Edit]:
    """Yield the removal of those characters of each invisible run that do nothing where they stand."""
    text, habits = document.text, language(document.language).habits
    beside_spaces = [match.span() for match in document.scan.matches(_BESIDE_SPACE)]
    # A few beside spaces do no harm in a long text: a translator's or an editor's program puts them there.
    harmless = frozenset(beside_spaces) if len(beside_spaces) * _FEW < len(text) else ()
    for match in document.scan.matches(_INVISIBLE):
        if match.span() not in harmless:
            yield from _needless(text, *match.span(), habits)


def _controls(document: Document) -> Iterator[Edit]:
    """Yield the removal of control characters; those that part lines or fields become the space they make."""
    for match in document.scan.matches(_CONTROL):
        start, end = match.span()
        run = match.group()
        if document.format == "markdown" and not run.strip("\x0b\x0c"):
            continue  # white space there, which rendering ignores
        replacement = ""
        if any(character in "\x0b\x0c" for character in run):
            replacement = _line_end(document.text, start, end)
        elif any(character in "\x1c\x1d\x1e\x1f" for character in run):
            beside = document.text[start - 1 : start].strip(), document.text[end : end + 1].strip()
            replacement = " " if all(beside) else ""
        yield Edit(start, end, replacement, ("control-character",))


def _separators(document: Document) -> Iterator[Edit]:
    """Yield the line end for each separator; in Markdown it is white space, which rendering ignores."""
    if document.format == "markdown":
        return
    for match in document.scan.matches(_SEPARATOR):
        yield Edit(*match.span(), _line_end(document.text, *match.span()), ("line-separator",))


def _ligatures(document: Document) -> Iterator[Edit]:
    """Yield the letters for each ligature in a word."""
    for match in document.scan.matches(_LIGATURE):
        yield Edit(*match.span(), _compatible(match.group()), ("ligature",))


def _full_width(document: Document) -> Iterator[Edit]:
    """Yield plain letters for full-width forms in Latin text."""
    if language(document.language).habits.full_width_letters:
        return
    for match in document.scan.matches(_WIDE):
        if _is_latin(document.text, *match.span()):
            yield Edit(*match.span(), _compatible(match.group()), ("full-width-letter",))


def _needless(text: str, start: int, end: int, habits: Habits) -> Iterator[Edit]:
    """Yield the removal of those characters of the run `start:end` that do nothing where they stand."""
    left, right = text[start - 1 : start], text[end : end + 1]
    kept: list[str] = []
    rules: set[str] = set()
    for place in range(start, end):
        character = text[place]
        if character == "\ufeff":
            keep = place == 0
            rule = "byte-order-mark"
        else:
            keep = _does_something(character, left, right, habits)
            rule = "zero-width-character"
        if keep:
            kept.append(character)
        else:
            rules.add(rule)
    if rules:
        yield Edit(start, end, "".join(kept), tuple(sorted(rules)))


def _does_something(character: str, left: str, right: str, habits: Habits) -> bool:
    """Tell whether an invisible character between `left` and `right` is spelling or typography."""
    if character == "\u200b":
        return _stands_beside(_BREAKING, left, right)
    if character == "\u2060":
        # Careful publishers tie a dash to the word before it.
        return left in _DASHES or right in _DASHES
    if character in "\u200c\u200d\u180e" and _stands_beside(_JOINING, left, right):
        return True
    # German typesetters part letters that must not make a ligature: Auf-lage.
    return character == "\u200c" and habits.parts_ligatures and left.isalpha() and right.isalpha()


def _stands_beside(script: re.Pattern[str], left: str, right: str) -> bool:
    return bool(script.match(left) or script.match(right))


def _line_end(text: str, start: int, end: int) -> str:
    """Return what a separator stands for: nothing beside a line end, else one."""
    return "" if text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n") else "\n"


def _compatible(run: str) -> str:
    import unicodedata  # noqa: PLC0415 - few texts hold such forms

    return unicodedata.normalize("NFKC", run)


def _is_latin(text: str, start: int, end: int) -> bool:
    """Tell whether a run of full-width forms stands in Latin text: letters, or marks beside such, but no face.

    What is Chinese, Japanese or Korean in the same line, not too far away, makes the run part of that.
    """
    if not _WIDE_LETTER.search(text, start, end):
        beside = text[start - 1 : start] + text[end : end + 1]
        if not (_WIDE_MARKS.fullmatch(text, start, end) and re.search("[A-Za-z0-9]", beside)):
            return False
    low = max(text.rfind("\n", max(0, start - 200), start) + 1, start - 200, 0)
    high = text.find("\n", end, end + 200)
    high = min(len(text), end + 200) if high < 0 else high
    return not (_IDEOGRAPHIC.search(text, low, start) or _IDEOGRAPHIC.search(text, end, high))


def _clusters(document: Document) -> Iterator[Edit]:
    """Yield the composed form of each letter with marks that has one."""
    for match in document.scan.matches(_CLUSTER):
        import unicodedata  # noqa: PLC0415 - few texts hold combining marks

        composed = unicodedata.normalize("NFC", match.group())
        if len(composed) < len(match.group()):
            yield Edit(*match.span(), composed, ("decomposed-letter",))


def _bidi(document: Document) -> Iterator[Finding]:
    """Yield a finding for the first control of each line that has no business there."""
    text, line_end = document.text, -1
    for match in document.scan.matches(_BIDI):
        place = match.start()
        if place < line_end:
            continue
        low = max(text.rfind("\n", max(0, place - 500), place) + 1, place - 500, 0)
        high = text.find("\n", place, place + 500)
        high = min(len(text), place + 500) if high < 0 else high
        if match.group() not in "\u202d\u202e" and _RIGHT_TO_LEFT.search(text, low, high):
            continue
        line_end = high
        message = f"U+{ord(match.group()):04X} changes the direction of the text that follows"
        yield Finding(place, place + 1, "bidi-control", message)


RULES = (
    Rule(
        "zero-width-character",
        "An invisible character of no width stands in the text.",
        (_invisible,),
        before="The \u200bdog.",
        after="The dog.",
        untouched="A family: \U0001f469\u200d\U0001f469\u200d\U0001f467.",
    ),
    Rule(
        "soft-hyphen",
        "A soft hyphen, an invisible hint where a word may break, was left in the text.",
        (Find(r"(?<=[^\W\d_])\u00ad++\n(?=[^\W\d_])|\u00ad++"),),  # at a line's end the word goes on behind it
        before="Wire\u00adless.",
        after="Wireless.",
        untouched="Wire-less.",
    ),
    Rule(
        "byte-order-mark",
        "A byte order mark stands inside the text.",
        (_invisible,),
        before="Part one. \ufeffPart two.",
        after="Part one. Part two.",
        untouched="\ufeffPart one.",
    ),
    Rule(
        "control-character",
        "A control character that does nothing in text stands in it.",
        (_controls,),
        before="A null\x00 byte.",
        after="A null byte.",
        untouched="A tab:\there.",
    ),
    Rule(
        "line-separator",
        "A Unicode line or paragraph separator stands for a line end.",
        (_separators,),
        before="The train left.\u2028Nobody waved.",
        after="The train left.\nNobody waved.",
        untouched="The train left.\nNobody waved.",
    ),
    Rule(
        "ligature",
        "A typesetter's ligature stands for letters.",
        (_ligatures,),
        before="An e\ufb03cient of\ufb01ce.",
        after="An efficient office.",
        untouched="The sign \ufb01 is a ligature.",
    ),
    Rule(
        "full-width-letter",
        "Full-width forms made for Chinese and Japanese stand in Latin text.",
        (_full_width,),
        before="The \uff29\uff22\uff2d office.",
        after="The IBM office.",
        untouched="\u6771\u4eac\uff29\uff22\uff2d",
    ),
    Rule(
        "decomposed-letter",
        "A letter and its accent are two characters where one exists.",
        (_clusters,),
        before="The cafe\u0301.",
        after="The caf\u00e9.",
        untouched="The x\u0301 axis.",
    ),
    Rule(
        "bidi-control",
        "An invisible control changes the direction of text that has one direction.",
        (_bidi,),
        before="The file is \u202etxt.exe today.",
        untouched="\u05d0\u05d1\u05d2 \u2066abc\u2069 \u05d3",
    ),
)

# The rules do not wait for each other: what a removal brings together, a letter and its accent, say, the next look
# of the group composes.
PASS = Pass.of_rules(
    "characters", Stage.DECODING, Contract(Touch.INVISIBLE | Touch.FORM | Touch.SPACE, joins_words=True), RULES
)
