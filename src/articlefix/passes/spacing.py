"""Spaces on the wrong side of a mark, or missing beside it.

    word , word           -> word, word
    time. ) Given         -> time.) Given
    ( it )                -> (it)
    only$ 5.6 million     -> only $5.6 million
    exports —a policy     -> exports—a policy
    the end.The next      -> the end. The next
    red,green             -> red, green

Left alone: French, where a space before `; : ! ?` is right; columns, in which several spaces stand before a mark;
spaced ellipses (`. . .`), emoticons, decimals, file names and everything that is protected; rules that need
English where the text is not English.
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
        "A space stands before a semicolon, colon, question or exclamation mark where the language has none.",
        before="Was it late ? It was ; we left.",
        after="Was it late? It was; we left.",
        untouched="The score was 3 : 2, and we smiled :) at it.",
    ),
    Rule(
        "space-after-inverted-mark",
        "A space stands behind an inverted question or exclamation mark.",
        before="\u00bf Qui\u00e9n viene? \u00a1 Nadie!",
        after="\u00bfQui\u00e9n viene? \u00a1Nadie!",
        untouched="The sign \u00bf is Spanish.",
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
        "A dash between two words has a space on one side only; the text's other dashes tell how it is set.",
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

_QUOTES_AFTER = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u00ab\u00bb"
# More than one space before a mark is left by the pass over white space, which comes first, in columns alone.
_GAP = "[ \t\u00a0\u202f]"
# A Latin word among these may have a space on either side, before a mark too: `Rails 、 Swift`.
_IDEOGRAPHIC = "\u2e80-\u9fff\uac00-\ud7af\uff01-\uff5e"
_BEFORE_COMMA = re.compile(
    rf"{_GAP}(?:(?<=[^\s,(\[{{].),(?![\d,])|(?<=[{_IDEOGRAPHIC}].)[\uff0c\u3001]|(?<=[^\s\u060c].)\u060c)"
)
_BEFORE_STOP = re.compile(
    rf"{_GAP}(?:(?<=[^\s.(\[{{].)\.(?=[\s)\]{_QUOTES_AFTER}]|$)(?!\s?\.)"
    rf"|(?<=[{_IDEOGRAPHIC}].)[\u3002\uff01\uff0e\uff1a\uff1b\uff1f]"
    r"|(?<=[\u0600-\u06ff].)[\u061b\u061f])",
    re.MULTILINE,
)
_BEFORE_MARK = re.compile(
    rf"{_GAP}(?:(?<=[^\W\d_].)[;:?!]++|(?<=[\w%)\]\u2019\u201d].)[;?!]++)(?=[\s{_QUOTES_AFTER}]|$)", re.MULTILINE
)
_BEFORE_ANO_TELEIA = re.compile(rf"{_GAP}(?<=[\u0370-\u03ff].)[\u0387\u00b7](?=\s)")
# Only before a question or exclamation that ends in its mark, not where the sign itself is meant.
_AFTER_INVERTED = re.compile(
    rf"(?:\u00bf({_GAP})(?=[^\W\d_][^\n\u00bf?]{{0,300}}\?)|\u00a1({_GAP})(?=[^\W\d_][^\n\u00a1!]{{0,300}}!))"
)
# French sets a space before these marks, and nobody knows what an unknown language does.
_CLOSE_MARKS = frozenset(
    ("en", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ru", "uk", "el")
)
# Braces are code or a template, never prose.
_AFTER_OPENER = re.compile(rf"(?<![:;=8{_IDEOGRAPHIC}])([(\[]){_GAP}(?=[^\s)\]|])")
_BEFORE_CLOSER = re.compile(rf"(?<=[^\s(\[|:;=]){_GAP}(?=[)\]])")
_CODE = re.compile(r"[{}]|[:=!]=|[-=]>|\(\)")
_EM_DASH, _EN_DASH = "\N{EM DASH}", "\N{EN DASH}"
_USUAL = 2
_SIGNS = "$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"
_CURRENCY = re.compile(rf"(?<=[a-z])([{_SIGNS}])[ \N{{NO-BREAK SPACE}}](?=\d)")
_CURRENCY_AFTER_NUMBER = re.compile(rf"(?<=\d)([{_SIGNS}])[ \N{{NO-BREAK SPACE}}](?=\d)")
_SIGN_BEFORE = re.compile(rf"(?<![\w{_SIGNS}])[{_SIGNS}](?=\d)")
_SIGN_BEHIND = re.compile(rf"\d ?[{_SIGNS}](?![ \N{{NO-BREAK SPACE}}]?\d)")
_AFTER_CURRENCY = re.compile(rf"(?<![^\s(\[\"{_EM_DASH}\N{{LEFT DOUBLE QUOTATION MARK}}])[{_SIGNS}]( )(?=\d)")
_PERCENT = re.compile(rf"(?<=\d) %(?=[\s.,;:)\]!?+\u2013\u2014{_QUOTES_AFTER}]|-\d|$)", re.MULTILINE)
# What follows is in lower case, quoted or money: `“To be.” —Shakespeare` names a source.
_GOES_ON = rf"(?=[\u201c\u2018\"']?[a-z]|[{_SIGNS}] ?\d)"
_DASH_LEFT = re.compile(rf" {_EM_DASH}(?<=[a-z0-9,)] .){_GOES_ON}")
_DASH_RIGHT = re.compile(rf"{_EM_DASH} (?<=[a-z0-9)]. ){_GOES_ON}")
# In a text that sets its dashes one way throughout, a capital may follow; a name that ends its line is a source.
_ANY_DASH_LEFT = re.compile(
    rf"[ ]{_EM_DASH}(?<=[\w)%\u2019\u201d] .)(?=[\w\u201c\u2018])(?!(?:[A-Z][\w.]*\s?){{1,4}}$)", re.MULTILINE
)
_ANY_DASH_RIGHT = re.compile(rf"{_EM_DASH} (?<=[\w)%\u2019\u201d]. )(?=[\w\u201c\u2018])")


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that put spaces where they belong."""
    text = document.text
    language = document.language.lower().partition("-")[0]
    yield from _removed(text, _BEFORE_COMMA, "space-before-comma")
    yield from _removed(text, _BEFORE_STOP, "space-before-stop")
    yield from _inside_brackets(text)
    if language in _CLOSE_MARKS:
        yield from _before_marks(text)
    if language == "el":
        yield from _removed(text, _BEFORE_ANO_TELEIA, "space-before-mark")
    if "\u00bf" in text or "\u00a1" in text:
        for match in _AFTER_INVERTED.finditer(text):
            yield Edit(*match.span(match.lastindex or 1), "", ("space-after-inverted-mark",))
    if language == "en":
        yield from _removed(text, _PERCENT, "space-before-percent")
        yield from _currency(text)
        yield from _after_currency(text)
        yield from _dashes(text)
        yield from glued(document)


def _removed(text: str, pattern: re.Pattern[str], rule: str) -> Iterator[Edit]:
    """Yield an edit that removes the white space at the start of each match."""
    for match in pattern.finditer(text):
        yield Edit(match.start(), match.start() + 1, "", (rule,))


def _before_marks(text: str) -> Iterator[Edit]:
    """Yield the edits before `; : ? !`, but not in a line of code, where `x : Int` is how a type is written."""
    end, is_code = -1, False
    for edit in _removed(text, _BEFORE_MARK, "space-before-mark"):
        if edit.start > end:  # a line is judged once, however many marks it has
            start, end = text.rfind("\n", 0, edit.start) + 1, text.find("\n", edit.start)
            end = len(text) if end < 0 else end
            is_code = _CODE.search(text, start, end) is not None
        if not is_code:
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
    found = list(_CURRENCY_AFTER_NUMBER.finditer(text))
    # `9.6$ 165`: to which number the sign belongs, the other amounts of the text tell.
    if found and _SIGN_BEFORE.search(text) and not _SIGN_BEHIND.search(text):
        for match in found:
            yield Edit(match.start(), match.end(), " " + match[1], ("currency-on-wrong-side",))


def _after_currency(text: str) -> Iterator[Edit]:
    for match in _AFTER_CURRENCY.finditer(text):
        # `5 $ 6` leaves open to which number the sign belongs.
        if not text[max(0, match.start() - 2) : match.start() - 1].isdigit():
            yield Edit(*match.span(1), "", ("space-after-currency",))


def _dashes(text: str) -> Iterator[Edit]:
    """Yield the edits that set a dash with a space on one side as the text sets its others."""
    for dash in (_EM_DASH, _EN_DASH):
        if dash not in text:
            continue
        spaced = text.count(f" {dash} ")
        closed = len(re.findall(rf"(?<=[^\s{dash}]){dash}(?=[^\s{dash}])", text))
        if spaced > closed and spaced >= _USUAL:
            yield from _opened_dashes(text, dash)
        elif dash == _EM_DASH:
            usual = closed >= _USUAL and spaced == 0
            left, right = (_ANY_DASH_LEFT, _ANY_DASH_RIGHT) if usual else (_DASH_LEFT, _DASH_RIGHT)
            for match in left.finditer(text):
                yield Edit(match.start(), match.start() + 1, "", ("space-on-one-side-of-dash",))
            for match in right.finditer(text):
                yield Edit(match.end() - 1, match.end(), "", ("space-on-one-side-of-dash",))


def _opened_dashes(text: str, dash: str) -> Iterator[Edit]:
    """Yield the space that a dash lacks on one side; a number or a sign may stand close to it on purpose."""
    for match in re.finditer(rf"(?<=[a-z,)] ){dash}(?=[a-z])|(?<=[a-z)]){dash}(?= [a-z])", text):
        place = match.end() if text[match.start() - 1] == " " else match.start()
        yield Edit(place, place, " ", ("space-on-one-side-of-dash",))


PASS = Pass("spacing", Stage.SPACING, Contract(Touch.SPACE), RULES, find)
