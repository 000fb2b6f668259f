r"""Text that was decoded with the wrong encoding, and what is left of characters that were lost on the way.

    "caf\u00c3\u00a9"      -> "caf\u00e9"              UTF-8 read as a legacy encoding (by ftfy)
    "\u0093Yes\u0094"      -> "\u201cYes\u201d"        a C1 control where Windows has a mark
    "China\u00e2??s"       -> "China\u2019s"           bytes lost, the place tells what stood there
    "don\ufffdt", "don?t"  -> "don\u2019t"             likewise

Left alone: letters that only look like mojibake (Portuguese \u00c3, French and Romanian \u00c2), U+FFFD and
question marks where the place does not tell, and text in code. What is certainly damage and cannot be repaired is
reported.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from articlefix.adapter import differences, settle, then
from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document, lines
from articlefix.edits import Edit, Finding, Offsets, apply
from articlefix.patterns import lazy

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
        "undecodable-text",
        "Characters were lost in decoding, and the place does not tell which.",
        before="The river R\ufffdne was high.",
        untouched="The river Rh\u00f4ne was high.",
    ),
)

_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_LOST = "\N{REPLACEMENT CHARACTER}"

# ---------------------------------------------------------------------------------------------- ftfy's part

# Where ftfy can act at all: a superset of `ftfy.badness.BADNESS_RE`, and surrogates. Every alternative there holds
# a character beyond ASCII, and nearly all hold two neighbours of which one is a symbol or a capital that stands
# oddly. So text in any language that is well encoded almost never loads ftfy. A test compares the two.
_BAD = (
    "\u00a6\u00a4\u00a8\u00ac\u00af\u00b8\u0192\u02c6\u02c7\u02d8\u02db\u02dc"
    "\u2020\u2021\u2030\u2310\u25ca\ufffd\u00aa\u00ba"
)
_LAW = "\u00b6\u00a7"
_CURRENCY = "\u00a2\u00a3\u00a5\u20a7\u20ac"
_START = "\u00a1\u00ab\u00bf\u00a9\u0384\u0385\u2018\u201a\u201c\u201e\u2022\u2039\uf8ff"
_END = "\u00ae\u00bb\u02dd\u201d\u203a\u2122"
_NUMERIC = (
    "\u00b2\u00b3\u00b9\u00b1\u00bc-\u00be\u00d7\u00b5\u00f7\u2044\u2202\u2206\u220f\u2211\u221a\u221e\u2229\u222b"
    "\u2248\u2260\u2261\u2264\u2265\u2116"
)
_BOX = "\u2502\u250c\u2510\u2518\u251c\u2524\u252c\u253c\u2550-\u256c\u2580\u2584\u2588\u258c\u2590-\u2593"
_LATIN = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f\u0490\u0491\ufb01\ufb02"
_UPPER = (
    "\u00c0-\u00d1\u00d8\u00dc\u00dd\u0102\u0100\u0104\u0106\u010c\u010e\u0110\u0118\u011a\u0112\u0116\u011e\u0122"
    "\u0130\u012a\u0136\u0139\u013d\u0141\u013b\u0143\u0147\u0145\u0152\u0158\u015a\u015e\u0160\u0162\u0164\u016e"
    "\u0170\u0178\u0179\u017b\u017d\u0490"
)
_LOWER = "\u00df\u00e0-\u00f1\u00fc\u0101-\u017f\u0491\ufb01\ufb02\u03ac-\u03ce\u0390\u0430-\u045f"
_COMMON = "\u00a0\u00ad\u00b7\u00b4\u2013-\u2015\u2026\u2019\u00b0\u00b5"


def _suspect_pattern() -> str:
    """Return the pattern of places where ftfy may act; each alternative looks back at the character before."""
    symbols = _LAW + _CURRENCY + _START + _END + _NUMERIC + _BOX
    followers = (
        ("\x80-\x9f\ud800-\udfff", ""),
        (_BAD, f"[{_LATIN}{symbols}{_BAD}]"),
        (_LATIN + symbols + "\u0370-\u045f", f"[{_BAD}]"),
        (_LOWER + _BOX + _END + _CURRENCY + _NUMERIC, f"[{_UPPER}]"),
        (_BOX + _END + _CURRENCY + _NUMERIC, f"[{_LATIN}{_BOX}{_START}]"),
        (_LOWER + _UPPER + _BOX + _END, f"[{_CURRENCY}]"),
        (_UPPER + _BOX, f"[{_NUMERIC}{_LAW}{_CURRENCY}\u00b0]"),
        (_LATIN + _BOX + _CURRENCY + _END, f"[{_START}][{_NUMERIC}]"),
        (_LATIN + _CURRENCY + _NUMERIC + _BOX + _LAW, f"[{_END}][{_START}]"),
        (_UPPER, f"[{_START}{_CURRENCY}]"),
        (_BOX, f"[{_LATIN}\u00b0{_END}]"),
        (_LATIN + symbols, f"[{_BOX}]"),
        (_LATIN, rf"[{_START}{_END}]\w"),
        ("\u0152\u0153", "[^A-Za-z]"),
        ("\u00c2\u00c3\u00ce\u00d0", f"[ {_CURRENCY}{_START}{_END}{_COMMON}\u0153\u0160\u0161\u0178\u017e]"),
        ("\u00d8\u00d9", f"[{_COMMON}{symbols}{_BAD}\u0178\u0160]"),
        ("\u00d7", "[\u00b2\u00b3]"),
        ("\u00e0", f"[{_NUMERIC}]"),
        ("\u221a\u2248", f"[{_LATIN}{_NUMERIC}{_CURRENCY}{_END}\u00b4\u00b0\u2020\u2202]"),
        ("\u201a", "[\u00c4\u00e2\u00f3]"),
        ("\u0432", "\u0402"),
        ("\u03b2\u0101", "\u20ac"),
        ("\u0413", "\u045e"),
        ("\u0412\u0413\u0420\u0421\u0392\u0393\u039e\u039f", f"[{_START}{_END}{_CURRENCY}{_BAD}\u00b0\u00b5]"),
    )
    return "[^\x00-\x7f](?:" + "|".join(f"(?<=[{before}]){after}" for before, after in followers) + ")"


SUSPECT = lazy(_suspect_pattern())
"""Where ftfy may act. It is large: `NEIGHBOURS` tells first whether it is worth compiling."""

# Two neighbours beyond ASCII of which at least one is no quote mark, dash, ellipsis or no-break space; or a
# character that is suspect beside ASCII too.
_PLAIN = "\x00-\x7f\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0"
NEIGHBOURS = lazy(
    f"[^{_PLAIN}][^\x00-\x7f]|[^\x00-\x7f][^{_PLAIN}]|[\x80-\x9f\ud800-\udfff\u00c2\u00c3\u0152\u0153]"
)


@cache
def _ftfy() -> Callable[[str], str]:
    """Return ftfy's repair of encodings and C1 controls in one line, and of nothing else."""
    from ftfy import TextFixerConfig, fix_text  # noqa: PLC0415 - it costs as much as all the rest of a start

    config = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=True,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )

    def repair(line: str) -> str:
        return fix_text(line, config)

    return repair


def _decode(line: str) -> Iterator[Edit]:
    """Yield what ftfy changes in a line that holds something it can act on."""
    if not (NEIGHBOURS.search(line) and SUSPECT.search(line)):
        return
    for start, end, replacement in differences(line, _ftfy()(line)):
        before = line[start:end]
        c1 = len(before) == len(replacement) and all("\x80" <= character <= "\x9f" for character in before)
        yield Edit(start, end, replacement, ("c1-control" if c1 else "utf-8-as-legacy",))


# ----------------------------------------------------------------------------- what ftfy leaves: lost bytes

_LOSSY = lazy(
    "\u00e2\u20ac[?\ufffd]"  # the third byte was unknown: 9D, which cp1252 lacks
    "|\u00e2\u20ac(?=[\\s.,;:!)\\]]|\\Z|[\u2014\u2013])"  # or is gone
    "|\u00e2(?:\\?\\?|\ufffd\ufffd)"  # only the first byte could be shown
    "|\u00ef\u00bf\u00bd|\u00ef\\?\\?"  # U+FFFD itself, mis-decoded
    "|\ufffd++"
)

_ENDINGS = frozenset(("s", "t", "d", "m", "re", "ve", "ll"))
_WORD_BEFORE = lazy(r"[^\W_]{1,24}\Z")
_WORD_AFTER = lazy(r"[^\W_]{1,24}")


def _restore(text: str) -> Iterator[Edit]:
    """Yield what the place of a lost character tells of it."""
    opened = _Opened()
    for match in _LOSSY.finditer(text):
        start, end = match.span()
        rule = "replacement-character" if match.group()[0] in "\ufffd\u00ef" else "lost-byte"
        if match.group().startswith("\u00e2\u20ac"):
            if opened.before(text, start) or not text[start - 1 : start].strip():
                replacement = "\N{RIGHT DOUBLE QUOTATION MARK}" if start and text[start - 1] not in " \n" else ""
            else:
                replacement = ""
        else:
            replacement = _from_context(text, start, end)
        if replacement:
            yield Edit(start, end, replacement, (rule,))


class _Opened:
    """Whether a double quotation opened before a place in its line and did not close; asked in rising order."""

    _MARKS = lazy("\u201c|\u00e2\u20ac\u0153|\u00e2\u20ac\u009d|\u201d|\u00e2\u20ac[\\s.,;:!?)\ufffd]|\n")

    def __init__(self) -> None:
        self._place = 0
        self._open = 0

    def before(self, text: str, place: int) -> bool:
        for match in self._MARKS.finditer(text, self._place, place):
            if match.group() == "\n":
                self._open = 0
            elif match.group() in ("\u201c", "\u00e2\u20ac\u0153"):
                self._open += 1
            else:
                self._open = max(0, self._open - 1)
        self._place = place
        return self._open > 0


def _from_context(text: str, start: int, end: int) -> str:
    """Return the mark that stood between `start` and `end`, or nothing where the place does not tell."""
    before = _WORD_BEFORE.search(text, max(0, start - 25), start)
    after = _WORD_AFTER.match(text, end)
    if before and after and is_contraction(before.group(), after.group()):
        return _APOSTROPHE
    return ""


def is_contraction(before: str, after: str) -> bool:
    """Tell whether an apostrophe makes an English contraction or possessive of two runs of letters.

    >>> is_contraction("don", "t"), is_contraction("China", "s"), is_contraction("ca", "t")
    (True, True, False)
    """
    low, tail = before.lower(), after.lower()
    if tail not in _ENDINGS:
        return False
    if tail == "t":
        return low in _NEGATED
    if tail == "s":
        return True
    return low in _PRONOUNS or (tail in ("ll", "ve", "re", "d") and low in _OTHERS)


_NEGATED = frozenset(
    [
        "don",
        "doesn",
        "didn",
        "isn",
        "aren",
        "wasn",
        "weren",
        "haven",
        "hasn",
        "hadn",
        "won",
        "wouldn",
        "can",
        "couldn",
        "shouldn",
        "mustn",
        "needn",
        "ain",
        "mightn",
        "shan",
        "daren",
        "oughtn",
    ]
)
_PRONOUNS = frozenset(
    ["i", "you", "he", "she", "it", "we", "they", "who", "that", "there", "what", "this", "how", "here"]
)
_OTHERS = frozenset(
    [
        "would",
        "could",
        "should",
        "might",
        "must",
        "where",
        "why",
        "when",
        "one",
        "these",
        "those",
        "nobody",
        "somebody",
        "everyone",
        "someone",
        "people",
    ]
)

# ------------------------------------------------------------------------- question marks for an apostrophe

# In good text no letter follows a question mark at once, save where a space was lost (`Why?Because`), and then a
# word does: these endings are none.
_QUESTION = re.compile(r"(?<=[A-Za-z])\?(?=(?:[stdm]|re|ve|ll)(?![\w=&/-]))")


def _questions(line: str) -> Iterator[Edit]:
    for match in _QUESTION.finditer(line):
        place = match.start()
        before = _WORD_BEFORE.search(line, max(0, place - 25), place)
        after = _WORD_AFTER.match(line, place + 1)
        if before and after and is_contraction(before.group(), after.group()) and not _in_address(line, place):
            yield Edit(place, place + 1, _APOSTROPHE, ("question-mark-for-apostrophe",))


def _in_address(line: str, place: int) -> bool:
    """Tell whether what stands before a question mark, up to a space, may be the path of an address."""
    token = line[max(0, place - 300) : place].rsplit(None, 1)[-1]
    return "/" in token or "\\" in token or "@" in token


# ----------------------------------------------------------------------------------------- what remains

_REMAINS = lazy("\ufffd++|[\x80-\x9f]++|\u00ef\u00bf\u00bd|\u00e2\\?\\?|\u00e2\u20ac")
_MOST_FINDINGS = 50


def _remains(text: str) -> Iterator[Finding]:
    """Yield one finding for the first lost character of each line, with their number."""
    count = 0
    for start, end in lines(text):
        found = list(_REMAINS.finditer(text, start, end))
        if not found:
            continue
        count += 1
        if count > _MOST_FINDINGS:
            return
        names = sorted({f"U+{ord(character):04X}" for match in found for character in match.group()})
        more = f", {len(found)} places in this line" if len(found) > 1 else ""
        first = found[0]
        yield Finding(first.start(), first.end(), "undecodable-text", f"lost in decoding: {' '.join(names)}{more}")


def find(document: Document) -> Iterator[Edit | Finding]:
    """Yield the repairs of mis-decoded text, and findings for what no context decides."""
    text = document.text
    english = document.language.partition("-")[0] in ("en", "und")
    edits: list[Edit] = []
    for start, end in _suspicious_lines(text, english=english):
        line = settle(text[start:end], partial(_repair, english=english))
        edits += (Edit(start + low, start + high, replacement, rules) for low, high, replacement, rules in line)
    yield from edits
    if text.isascii():
        return
    offsets = Offsets(edits)
    for finding in _remains(apply(text, edits)):
        low, high = offsets.original(finding.start, finding.end)
        yield Finding(low, high, finding.rule, finding.message)


def _suspicious_lines(text: str, *, english: bool) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line that holds something to look at."""
    patterns = [_QUESTION] if english and "?" in text else []
    if not text.isascii():
        patterns.append(_LOSSY)
        if NEIGHBOURS.search(text):
            patterns.append(SUSPECT)
    starts = {
        text.rfind("\n", 0, match.start()) + 1 for pattern in patterns for match in _first_of_lines(pattern, text)
    }
    for start in sorted(starts):
        end = text.find("\n", start)
        yield start, len(text) if end < 0 else end


def _first_of_lines(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = text.find("\n", match.end())
        if place < 0:
            return


def _repair(line: str, *, english: bool) -> Iterator[Edit]:
    """Yield the repairs of one line: what is left of lost characters goes first, for ftfy would bury it."""
    edits: tuple[Edit, ...] = ()
    steps: tuple[Callable[[str], Iterable[Edit]], ...] = (_restore, _decode, _restore)
    if english:
        steps += (_questions,)
    for step in steps:
        edits, line = then(edits, line, step(line))
    yield from edits


PASS = Pass("mojibake", Stage.DECODE, Contract(Touch.ANYTHING), RULES, find)
