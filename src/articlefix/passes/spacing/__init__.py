"""Spaces on the wrong side of a mark, or missing beside it.

    word , word           -> word, word
    time. ) Given         -> time.) Given
    ( it )                -> (it)
    only$ 5.6 million     -> only $5.6 million
    exports —a policy     -> exports—a policy
    the end.The next      -> the end. The next
    red,green             -> red, green

Left alone: French, where a space before `; : ! ?` is right; columns, in which several spaces stand before a mark;
rows of data (`name ,age ,town`); spaced ellipses (`. . .`), emoticons, decimals, file names and everything that is
protected; rules that need English where the text is not English.
"""

import re
from collections.abc import Callable, Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.passes.spacing.glued import glued_words
from articlefix.passes.spacing.locales import GAP, own_spacing
from articlefix.scan.facts import at_odd, odd_marks
from articlefix.scan.patterns import lazy

RULES = (
    Rule(
        "space-before-comma",
        "A space stands before a comma.",
        before="On the hill , a house.",
        after="On the hill, a house.",
        untouched="It cost ,50 then.\nname ,age ,town",
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
        "missing-space-before-inverted-mark",
        "A question or exclamation in Spanish is glued to the mark before it.",
        before="Vino tarde.¿Quién viene ahora?",
        after="Vino tarde. ¿Quién viene ahora?",
        untouched="Dijo (¡por fin!) que sí.",
        options=(("language", "es"),),
    ),
    Rule(
        "space-after-full-width-mark",
        "A space stands behind a Chinese or Japanese mark, which brings its own.",
        before="渡輮晚了， 大家走了。",
        after="渡輮晚了，大家走了。",
        untouched="渡輮晚了， OK。",
        options=(("language", "zh"),),
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
# A Latin word among these may have a space on either side, before a mark too: `Rails 、 Swift`.
_IDEOGRAPHIC = "\u2e80-\u9fff\uac00-\ud7af\uff01-\uff5e"
# Each of the patterns below begins at, or one before, one of the odd marks beside it: see `facts.odd_marks`.
# What only other scripts have stands apart: to compile a class of ideographs takes longer than to clean an article.
_BEFORE_COMMA = lazy(rf"{GAP}(?<=[^\s,(\[{{].),(?![\d,])")
_WIDE_COMMAS = "\uff0c\u3001\u060c"
_BEFORE_WIDE_COMMA = lazy(rf"{GAP}(?:(?<=[{_IDEOGRAPHIC}].)[\uff0c\u3001]|(?<=[^\s(\[{{\u060c].)\u060c)")
_BEFORE_STOP = lazy(
    rf"{GAP}(?<=[^\s.(\[{{].)\.(?=[\s)\]{_QUOTES_AFTER}]|$)(?!\s?\.)",
    re.MULTILINE,
)
_WIDE_STOPS = "\u3002\uff01\uff0e\uff1a\uff1b\uff1f\u061b\u061f"
_BEFORE_WIDE_STOP = lazy(
    rf"{GAP}(?:(?<=[{_IDEOGRAPHIC}].)[\u3002\uff01\uff0e\uff1a\uff1b\uff1f]"
    r"|(?<=[\u0600-\u06ff].)[\u061b\u061f])"
)
_MARKS = ";:?!\u037e"
_BEFORE_MARK = lazy(
    rf"{GAP}(?:(?<=[^\W\d_].)[;:?!\u037e]++|(?<=[\w%)\]\u2019\u201d].)[;?!\u037e]++)(?=[\s{_QUOTES_AFTER}]|$)",
    re.MULTILINE,
)
_ANO_TELEIA = "\u0387\u00b7"
_BEFORE_ANO_TELEIA = lazy(rf"{GAP}(?<=[\u0370-\u03ff].)[\u0387\u00b7](?=\s)")
# French sets a space before these marks, and nobody knows what an unknown language does.
_CLOSE_MARKS = frozenset(
    ("en", "de", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "tr", "ru", "uk", "el")
)
_CLOSED_LIST_MARK = lazy(r"^[^\W_]{1,2}\) ", re.MULTILINE)
# Braces are code or a template, never prose.
_AFTER_OPENER = lazy(rf"(?<![:;=8{_IDEOGRAPHIC}])([(\[]){GAP}(?=[^\s)\]|])")
_BEFORE_CLOSER = lazy(rf"(?<=[^\s(\[|:;=]){GAP}(?=[)\]])")
_LONGEST_FIELD = 30
_COMMA_AND_SPACE = lazy(r",\s")
_CODE = lazy(r"[{}]|[:=!]=|[-=]>|\(\)")
_EM_DASH, _EN_DASH = "\N{EM DASH}", "\N{EN DASH}"
_USUAL = 2
_SIGNS = "$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"
_CURRENCY = lazy(rf"(?<=[a-z])([{_SIGNS}])[ \N{{NO-BREAK SPACE}}](?=\d)")
_CURRENCY_AFTER_NUMBER = lazy(rf"(?<=\d)([{_SIGNS}])[ \N{{NO-BREAK SPACE}}](?=\d)")
# Where a space stands behind the sign, it goes under one of the rules of currency.
_SIGN_BEFORE = lazy(
    rf"[{_SIGNS}](?:(?<![\w{_SIGNS}].)(?=\d)|(?<![\w{_SIGNS}].)(?<!\d .)(?= \d)"
    r"|(?<=[a-z].)(?=[ \N{NO-BREAK SPACE}]\d))"
)
_SIGN_BEHIND = lazy(rf"\d ?[{_SIGNS}](?![ \N{{NO-BREAK SPACE}}]?\d)")
_AFTER_CURRENCY = lazy(rf"(?<![^\s(\[\"{_EM_DASH}\N{{LEFT DOUBLE QUOTATION MARK}}])[{_SIGNS}]( )(?=\d)")
_PERCENT = lazy(rf"(?<=\d) %(?=[\s.,;:)\]!?+\u2013\u2014{_QUOTES_AFTER}]|-\d|$)", re.MULTILINE)
# What follows is in lower case, quoted or money: `“To be.” —Shakespeare` names a source.
_GOES_ON = rf"(?=[\u201c\u2018\"']?[a-z]|[{_SIGNS}] ?\d)"
_DASH_LEFT = lazy(rf" {_EM_DASH}(?<=[a-z0-9,)] .){_GOES_ON}")
_DASH_RIGHT = lazy(rf"{_EM_DASH} (?<=[a-z0-9)]. ){_GOES_ON}")
# In a text that sets its dashes one way throughout, a capital may follow; a name that ends its line is a source.
_ANY_DASH_LEFT = lazy(
    rf"[ ]{_EM_DASH}(?<=[\w)%\u2019\u201d] .)(?=[\w\u201c\u2018])(?!(?:[A-Z][\w.]*\s?){{1,4}}$)", re.MULTILINE
)
_ANY_DASH_RIGHT = lazy(rf"{_EM_DASH} (?<=[\w)%\u2019\u201d]. )(?=[\w\u201c\u2018])")


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that put spaces where they belong."""
    language = document.language.lower().partition("-")[0]
    yield from _before_commas(document, ",", _BEFORE_COMMA)
    yield from _before_commas(document, _WIDE_COMMAS, _BEFORE_WIDE_COMMA)
    yield from _removed(document, ".", _BEFORE_STOP, "space-before-stop")
    yield from _removed(document, _WIDE_STOPS, _BEFORE_WIDE_STOP, "space-before-stop")
    yield from _inside_brackets(document)
    if language in _CLOSE_MARKS:
        yield from _before_marks(document)
    if language == "el":
        yield from _removed(document, _ANO_TELEIA, _BEFORE_ANO_TELEIA, "space-before-mark")
    yield from own_spacing(document)
    if language == "en":
        yield from _removed(document, "%", _PERCENT, "space-before-percent")
        yield from _currency(document)
        yield from _after_currency(document)
        yield from _dashes(document)
        yield from glued_words(document)


def _removed(document: Document, marks: str, pattern: re.Pattern[str], rule: str) -> Iterator[Edit]:
    """Yield an edit that removes the white space at the start of each match, before one of `marks`."""
    for match in at_odd(document, marks, pattern, 1):
        yield Edit(match.start(), match.start() + 1, "", (rule,))


class _Lines:
    """What is true of the line at a place; asked in rising order, so that each line is judged once."""

    def __init__(self, text: str, judge: Callable[[str], bool]) -> None:
        self._text = text
        self._judge = judge
        self._end = -1
        self._answer = False

    def at(self, place: int) -> bool:
        """Return the judgement of the line at `place`."""
        if place > self._end:
            end = self._text.find("\n", place)
            self._end = len(self._text) if end < 0 else end
            self._answer = self._judge(self._text[self._text.rfind("\n", 0, place) + 1 : self._end])
        return self._answer


def _is_code(line: str) -> bool:
    """Tell whether a line is code, where `x : Int` is how a type is written."""
    return _CODE.search(line) is not None


def _is_row(line: str) -> bool:
    """Tell whether a line is a row of data: short fields, and no space behind any of the commas between them.

    >>> _is_row("name ,age ,town"), _is_row("It was late ,dark ,and cold.")
    (True, False)
    """
    commas = line.count(",")
    short = len(line) <= _LONGEST_FIELD * (commas + 1)
    return commas > 1 and short and line[-1] not in ".!?" and not _COMMA_AND_SPACE.search(line)


def _before_commas(document: Document, commas: str, pattern: re.Pattern[str]) -> Iterator[Edit]:
    """Yield the edits that put a comma close to the word before it, and apart from the next."""
    text = document.text
    lines = _Lines(text, _is_row)
    for match in at_odd(document, commas, pattern, 1):
        if lines.at(match.start()):
            continue
        yield Edit(match.start(), match.start() + 1, "", ("space-before-comma",))
        if match.group()[-1] in ",\u060c" and text[match.end() : match.end() + 1].isalpha():
            yield Edit(match.end(), match.end(), " ", ("missing-space-after-comma",))


def _before_marks(document: Document) -> Iterator[Edit]:
    """Yield the edits before `; : ? !`, but not in a line of code."""
    lines = _Lines(document.text, _is_code)
    for edit in _removed(document, _MARKS, _BEFORE_MARK, "space-before-mark"):
        if not lines.at(edit.start):
            yield edit


def _inside_brackets(document: Document) -> Iterator[Edit]:
    text = document.text
    for match in at_odd(document, "([", _AFTER_OPENER):
        yield Edit(match.end(1), match.end(), "", ("space-inside-brackets",))
    list_marks: list[Edit] = []
    for match in at_odd(document, ")]", _BEFORE_CLOSER, 1):
        edit = Edit(*match.span(), "", ("space-inside-brackets",))
        if _is_list_mark(text, match.start()):
            list_marks.append(edit)
        else:
            yield edit
    # `a ) first` may be the text's own way, but not beside `b) second`.
    if list_marks and _CLOSED_LIST_MARK.search(text):
        yield from list_marks


def _is_list_mark(text: str, end: int) -> bool:
    """Tell whether a line begins with one letter or number before `end`, as in `a ) first`."""
    start = text.rfind("\n", 0, end) + 1
    return end - start <= 3 and text[start:end].strip().isalnum()  # noqa: PLR2004 - `12 )` at most


def _currency(document: Document) -> Iterator[Edit]:
    text = document.text
    for match in at_odd(document, _SIGNS, _CURRENCY):
        yield Edit(match.start(), match.end(), " " + match[1], ("currency-on-wrong-side",))
    found = list(at_odd(document, _SIGNS, _CURRENCY_AFTER_NUMBER))
    # `9.6$ 165`: to which number the sign belongs, the other amounts of the text tell.
    if found and _SIGN_BEFORE.search(text) and not _SIGN_BEHIND.search(text):
        for match in found:
            yield Edit(match.start(), match.end(), " " + match[1], ("currency-on-wrong-side",))


def _after_currency(document: Document) -> Iterator[Edit]:
    text = document.text
    for match in at_odd(document, _SIGNS, _AFTER_CURRENCY):
        # `5 $ 6` leaves open to which number the sign belongs.
        if not text[max(0, match.start() - 2) : match.start() - 1].isdigit():
            yield Edit(*match.span(1), "", ("space-after-currency",))


def _dashes(document: Document) -> Iterator[Edit]:
    """Yield the edits that set a dash with a space on one side as the text sets its others."""
    text = document.text
    for dash in (_EM_DASH, _EN_DASH):
        if not odd_marks(document)[dash]:
            continue
        spaced = text.count(f" {dash} ")
        closed = _closed(text, dash)
        if spaced > closed and spaced >= _USUAL:
            yield from _opened_dashes(text, dash)
        elif dash == _EM_DASH:
            usual = closed >= _USUAL and spaced == 0
            left, right = (_ANY_DASH_LEFT, _ANY_DASH_RIGHT) if usual else (_DASH_LEFT, _DASH_RIGHT)
            yield from _evened_dashes(document, left, 0)
            yield from _evened_dashes(document, right, 1)


def _evened_dashes(document: Document, pattern: re.Pattern[str], space: int) -> Iterator[Edit]:
    """Yield the removal of the space at offset `space` of each match, or the other that it needs.

    The partner of a dash tells how both are set: `the plan —an old one — was kept`.
    """
    spaced = _Lines(document.text, _spaces_its_dashes)
    for match in at_odd(document, _EM_DASH, pattern, 1 - space):
        if spaced.at(match.start()):
            place = match.start() if space else match.end()
            yield Edit(place, place, " ", ("space-on-one-side-of-dash",))
        else:
            place = match.start() + space
            yield Edit(place, place + 1, "", ("space-on-one-side-of-dash",))


def _spaces_its_dashes(line: str) -> bool:
    """Tell whether a line has em dashes with a space on both sides, and none without."""
    return f" {_EM_DASH} " in line and not _closed(line, _EM_DASH)


def _closed(text: str, dash: str) -> int:
    """Return how many dashes stand between two words without a space."""
    return len(re.findall(rf"{dash}(?<=[^\s{dash}].)(?=[^\s{dash}])", text))


def _opened_dashes(text: str, dash: str) -> Iterator[Edit]:
    """Yield the space that a dash lacks on one side; a number or a sign may stand close to it on purpose."""
    for match in re.finditer(rf"{dash}(?:(?<=[a-z,)] .)(?=[a-z])|(?<=[a-z)].)(?= [a-z]))", text):
        place = match.end() if text[match.start() - 1] == " " else match.start()
        yield Edit(place, place, " ", ("space-on-one-side-of-dash",))


PASS = Pass("spacing", Stage.SPACING, Contract(Touch.SPACE), RULES, find)
