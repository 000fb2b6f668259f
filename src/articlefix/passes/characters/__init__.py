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
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Report, Rule, Stage
from articlefix.languages import language
from articlefix.passes.characters.controls import controls, line_end
from articlefix.passes.characters.unseen import fillers, invisible, not_signs, soft_hyphens
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_SEPARATOR = Pattern(r"[\u2028\u2029]++")
# In a PDF a space may follow one within a word. No English word ends in these but a few in fi.
_PARTED = Pattern(r"(?<!\bwi)(?<=[^\W\d_])[\ufb01-\ufb04]( )(?=[a-z])")
_LEAST_PARTED = 2
_PARTED_HEAD = Pattern(r"(?<![^\s(\u201c])[\ufb01-\ufb04]( )(?=[a-z]{3})")
_APART = Pattern(r"(?<=[a-z] )(?:ffi?|ffl|fl)(?= [a-z])")


def _lost_ligatures() -> str:
    """Return the pattern of the pieces of words that a PDF leaves where a ligature was."""
    words = []
    for line in language("en").words.lost_ligatures:
        heads, tails = (part.split() for part in line.split(":"))
        either = "|".join(f"[{head[0].upper()}{head[0]}]{head[1:]}" for head in heads)
        words.append(f"(?:{either}) (?:{'|'.join(tails)})")
    return rf"(?<![\w'\u2019-])(?:{'|'.join(words)})(?![\w'\u2019-])"


_PRIVATE = Pattern(r"[\ue000-\uf8fe]")  # the last of the block is the apple of macOS
_BULLET = Pattern(r"^[ \t]*([\uf0a7\uf0b7\uf0d8])(?=\s)")
_LIGATURE = Pattern(r"(?<=[^\W\d_])[\ufb00-\ufb06]++|[\ufb00-\ufb06]++(?=[^\W\d_])|[\ufb00-\ufb06]{2,}+")
_LIGATURE_NAMED = Pattern(r"(?i)\bligat[u\u00fa]r")
_WIDE = Pattern(r"[\uff01-\uff5e]++(?>(?:[\u3000 ][\uff01-\uff5e]++)*)")
_WIDE_LETTER = lazy("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_WIDE_MARKS = lazy("[\uff01\uff05\uff06\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f]+")
_CLUSTER = Pattern(
    r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u045f\u1e00-\u1fff][\u0300-\u036f]{1,31}(?![\u0300-\u036f])"
    r"|[\u3040-\u30ff][\u3099\u309a]|[\u0600-\u06ff][\u0653-\u0655]"  # kana with marks of sound; alef and others
    r"|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # the parts of a Korean syllable
)  # longer ones are made for show and no letter
# What each of them holds: to look for the letters before it in all of a text takes ten times as long.
_SECOND_PART = Pattern(r"[\u0300-\u036f\u0653-\u0655\u1161-\u1175\u3099\u309a]")
_BIDI = Pattern(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_IDEOGRAPHIC = lazy(
    "[\u1100-\u11ff\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff61-\uffdc\U00020000-\U0003ffff]"
)
_RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@where(_SEPARATOR)
def _separators(document: Document) -> Iterator[Edit]:
    """Yield the line end for each separator; in Markdown it is white space, which rendering ignores."""
    if document.format == "markdown":
        return
    for match in document.scan.matches(_SEPARATOR):
        yield Edit(*match.span(), line_end(document.text, *match.span()), ("line-separator",))


@where(_LIGATURE)
def _ligatures(document: Document) -> Iterator[Edit]:
    """Yield the letters for each ligature in a word, in a text that does not talk about ligatures."""
    if document.scan.has(_LIGATURE_NAMED):
        return
    for match in document.scan.matches(_LIGATURE):
        yield Edit(*match.span(), _compatible(match.group()), ("ligature",))


@where(_PARTED, _APART)
def _parted(document: Document) -> Iterator[Edit | Finding]:
    """Yield the removal of the space behind a ligature in a word; report letters of one that stand alone."""
    parted = [match.span(1) for match in document.scan.matches(_PARTED)]
    if len(parted) < _LEAST_PARTED:
        parted = []  # a name ends so: Su\ufb01
    else:
        parted += [match.span(1) for match in document.scan.matches(_PARTED_HEAD)]
    for start, end in parted:
        yield Edit(start, end, "", ("ligature",))
    for match in document.scan.matches(_APART):
        yield Finding(*match.span(), "ligature", "the letters of a ligature stand apart from their word")


@where(_PRIVATE)
def _private(document: Document) -> Iterator[Finding]:
    """Yield a finding for the first character that only one font can show, with the number of all."""
    found = [match for match in document.scan.matches(_PRIVATE) if not _is_bullet(document.text, match.start())]
    if found:
        more = f", and {len(found) - 1} more of the kind" if len(found) > 1 else ""
        message = f"U+{ord(found[0].group()):04X} has no meaning but in one font{more}"
        yield Finding(*found[0].span(), "private-use-character", message)


def _is_bullet(text: str, place: int) -> bool:
    return bool(_BULLET.compiled.match(text, place))


@where(_WIDE)
def _full_width(document: Document) -> Iterator[Edit]:
    """Yield plain letters for full-width forms in Latin text."""
    if language(document.language).habits.full_width_letters:
        return
    for match in document.scan.matches(_WIDE):
        if _is_latin(document.text, *match.span()):
            yield Edit(*match.span(), _compatible(match.group()), ("full-width-letter",))


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


@where(_SECOND_PART)
def _clusters(document: Document) -> Iterator[Edit]:
    """Yield the composed form of each letter with marks that has one."""
    for match in document.scan.matches(_CLUSTER):
        import unicodedata  # noqa: PLC0415 - few texts hold combining marks

        composed = unicodedata.normalize("NFC", match.group())
        if len(composed) < len(match.group()):
            yield Edit(*match.span(), composed, ("decomposed-letter",))


@where(_BIDI)
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
        (invisible, fillers),
        before="The \u200bdog.",
        after="The dog.",
        untouched="A family: \U0001f469\u200d\U0001f469\u200d\U0001f467.",
    ),
    Rule(
        "soft-hyphen",
        "A soft hyphen, an invisible hint where a word may break, was left in the text.",
        (soft_hyphens, not_signs),
        before="Wire\u00adless.",
        after="Wireless.",
        untouched="Wire-less.",
    ),
    Rule(
        "byte-order-mark",
        "A byte order mark stands inside the text.",
        (invisible,),
        before="Part one. \ufeffPart two.",
        after="Part one. Part two.",
        untouched="\ufeffPart one.",
    ),
    Rule(
        "control-character",
        "A control character that does nothing in text stands in it.",
        (controls,),
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
        (
            _ligatures,
            _parted,
            Report(_lost_ligatures(), "“{0}” has lost a ligature, such as fi", languages=("en",)),
        ),
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
        "private-use-character",
        "A character stands in the text that has no meaning but in one font: an icon, or a bullet of Word.",
        (Find(_BULLET.regex, "\N{BULLET}"), _private),
        before="\uf0b7 Bread",
        after="\N{BULLET} Bread",
        untouched="\N{BULLET} Bread",
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
PASS = Pass.of_rules("characters", Stage.DECODING, Contract(Touch.ANYTHING), RULES)
