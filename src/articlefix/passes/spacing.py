"""Spaces on the wrong side of a mark, or missing beside it.

    word , word           -> word, word
    time. ) Given         -> time.) Given
    ( it )                -> (it)
    only$ 5.6 million     -> only $5.6 million
    exports —a policy     -> exports—a policy
    the end.The next      -> the end. The next
    red,green             -> red, green

Left alone: French, where a space before `; : ! ?` is right; spaced ellipses (`. . .`), emoticons, decimals, file
names and everything that is protected; rules that need English where the text is not English.
"""

import re
from collections.abc import Iterator

from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document
from articlefix.edits import Edit
from articlefix.passes.glued import glued

RULES = (
    Rule(
        "space-before-comma",
        "A space stands before a comma.",
        before="On the hill , a house.",
        after="On the hill, a house.",
        untouched="It cost ,50 then.",
    ),
    Rule(
        "space-before-stop",
        "A space stands before a full stop.",
        before="It was late . We left.",
        after="It was late. We left.",
        untouched="It was late . . . We use .NET here.",
    ),
    Rule(
        "space-before-mark",
        "A space stands before a semicolon, colon, question or exclamation mark in English.",
        before="Was it late ? It was ; we left.",
        after="Was it late? It was; we left.",
        untouched="The score was 3 : 2, and we smiled :) at it.",
    ),
    Rule(
        "space-inside-brackets",
        "A space stands inside a bracket.",
        before="We saw it ( the house ) at last.",
        after="We saw it (the house) at last.",
        untouched="- [ ] see the house :( again",
    ),
    Rule(
        "currency-on-wrong-side",
        "The space before an amount of money stands behind its sign.",
        before="It cost only$ 5.6 million, or£ 4.",
        after="It cost only $5.6 million, or £4.",
        untouched="It cost US$ 5 and 5 $ and foo$1.",
    ),
    Rule(
        "space-after-currency",
        "A space stands between the currency sign and the amount in English.",
        before="It cost $ 5.6 million, or £ 4.",
        after="It cost $5.6 million, or £4.",
        untouched="It cost US$ 5 and 5 $ and 5.",
    ),
    Rule(
        "space-before-percent",
        "A space stands between a number and the percent sign in English.",
        before="It grew by 5 % last year.",
        after="It grew by 5% last year.",
        untouched="A % sign and 5% of it.",
    ),
    Rule(
        "space-on-one-side-of-dash",
        "A dash between two words has a space on one side only.",
        before="They sold exports —a policy that both kept.",
        after="They sold exports—a policy that both kept.",
        untouched="They sold exports — a policy. “To be.” —Shakespeare",
    ),
    Rule(
        "missing-space-after-stop",
        "The next sentence is glued to the full stop.",
        before="It was late.The house was dark.",
        after="It was late. The house was dark.",
        untouched="We use Node.js and asyncio.Queue at example.com.",
    ),
    Rule(
        "missing-space-after-comma",
        "The next word is glued to the comma.",
        before="The house was dark,and the door open.",
        after="The house was dark, and the door open.",
        untouched="Sort by name,size,date and pay 1,234.",
    ),
    Rule(
        "missing-space-between-words",
        "Two words that the text holds apart elsewhere are glued at a capital.",
        before="An FSA is what they called it, and the boat was calledFSA, as an FSA is.",
        after="An FSA is what they called it, and the boat was called FSA, as an FSA is.",
        untouched="The iPhone and the eBay of it, and macOS.",
    ),
)

_QUOTES_AFTER = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_BEFORE_COMMA = re.compile(r"(?<=[^\s,(\[{])[ \t]++,(?![\d,])")
_BEFORE_STOP = re.compile(rf"(?<=[^\s.(\[{{])[ \t]++\.(?=[\s)\]{_QUOTES_AFTER}]|$)(?!\s?\.)", re.MULTILINE)
_BEFORE_MARK = re.compile(rf"(?<=[^\W\d_])[ \t]++[;:?!]++(?=[\s{_QUOTES_AFTER}]|$)", re.MULTILINE)
# Braces are code or a template, never prose.
_AFTER_OPENER = re.compile(r"(?<![:;=8])([(\[])[ \t]++(?=[^\s)\]|])")
_BEFORE_CLOSER = re.compile(r"(?<=[^\s(\[|:;=])[ \t]++(?=[)\]])")
_CODE = re.compile(r"[{}]|[:=!]=|[-=]>|\(\)")
_DASH = "\N{EM DASH}"
_SIGNS = "$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"
_CURRENCY = re.compile(rf"(?<=[a-z])([{_SIGNS}])[ \N{{NO-BREAK SPACE}}](?=\d)")
_AFTER_CURRENCY = re.compile(rf"(?<![^\s(\[\"{_DASH}\N{{LEFT DOUBLE QUOTATION MARK}}])[{_SIGNS}]( )(?=\d)")
_PERCENT = re.compile(r"(?<=\d) %(?=[\s.,;:)\]]|$)", re.MULTILINE)
# What follows is in lower case, quoted or money: `“To be.” —Shakespeare` names a source.
_GOES_ON = rf"(?=[\N{{LEFT DOUBLE QUOTATION MARK}}\N{{LEFT SINGLE QUOTATION MARK}}\"']?[a-z]|[{_SIGNS}] ?\d)"
_DASH_LEFT = re.compile(rf"(?<=[a-z0-9,)]) {_DASH}{_GOES_ON}")
_DASH_RIGHT = re.compile(rf"(?<=[a-z0-9)]){_DASH} {_GOES_ON}")


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that put spaces where they belong."""
    text = document.text
    language = document.language.lower().partition("-")[0]
    yield from _removed(text, _BEFORE_COMMA, "space-before-comma")
    yield from _removed(text, _BEFORE_STOP, "space-before-stop")
    yield from _inside_brackets(text)
    if language == "en":
        yield from _before_marks(text)
        yield from _removed(text, _PERCENT, "space-before-percent")
        yield from _currency(text)
        yield from _after_currency(text)
        yield from _dashes(text)
        yield from glued(document)


def _removed(text: str, pattern: re.Pattern[str], rule: str) -> Iterator[Edit]:
    """Yield an edit that removes the white space at the start of each match."""
    for match in pattern.finditer(text):
        spaces = len(match.group()) - len(match.group().lstrip(" \t"))
        yield Edit(match.start(), match.start() + spaces, "", (rule,))


def _before_marks(text: str) -> Iterator[Edit]:
    """Yield the edits before `; : ? !`, but not in a line of code, where `x : Int` is how a type is written."""
    for edit in _removed(text, _BEFORE_MARK, "space-before-mark"):
        start, end = text.rfind("\n", 0, edit.start) + 1, text.find("\n", edit.start)
        if not _CODE.search(text, start, len(text) if end < 0 else end):
            yield edit


def _inside_brackets(text: str) -> Iterator[Edit]:
    for match in _AFTER_OPENER.finditer(text):
        yield Edit(match.end(1), match.end(), "", ("space-inside-brackets",))
    for match in _BEFORE_CLOSER.finditer(text):
        if not _is_list_mark(text, match.start()):
            yield Edit(match.start(), match.end(), "", ("space-inside-brackets",))


def _is_list_mark(text: str, end: int) -> bool:
    """Tell whether a line begins with one letter or number before `end`, as in `a ) first`."""
    start = text.rfind("\n", 0, end) + 1
    return end - start <= 3 and text[start:end].strip().isalnum()  # noqa: PLR2004 - `12 )` at most


def _currency(text: str) -> Iterator[Edit]:
    for match in _CURRENCY.finditer(text):
        yield Edit(match.start(), match.end(), " " + match[1], ("currency-on-wrong-side",))


def _after_currency(text: str) -> Iterator[Edit]:
    for match in _AFTER_CURRENCY.finditer(text):
        # `5 $ 6` leaves open to which number the sign belongs.
        if not text[max(0, match.start() - 2) : match.start() - 1].isdigit():
            yield Edit(*match.span(1), "", ("space-after-currency",))


def _dashes(text: str) -> Iterator[Edit]:
    for match in _DASH_LEFT.finditer(text):
        yield Edit(match.start(), match.start() + 1, "", ("space-on-one-side-of-dash",))
    for match in _DASH_RIGHT.finditer(text):
        yield Edit(match.end() - 1, match.end(), "", ("space-on-one-side-of-dash",))


PASS = Pass("spacing", Stage.SPACING, Contract(Touch.SPACE), RULES, find)
