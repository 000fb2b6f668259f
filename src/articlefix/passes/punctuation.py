"""Marks that are doubled or stranded.

    red,, green           -> red, green
    晚了,走了.              -> 晚了，走了。            (in a text whose other marks have full width)
    the end..             -> the end.
    the end , .           -> the end.
    “The end.”,           -> “The end.”              (at the end of a paragraph)
    and then.. .          -> and then...

Left alone: an ellipsis of three or four dots, spaced or not, `..` in paths, `!!` and `?!`.
"""

import re
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, line_around
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import language
from articlefix.scan.pattern import Pattern

_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
_OPENING = ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{LEFT SINGLE QUOTATION MARK}")
_BESIDE_CLOSING = _CLOSING + " \N{NO-BREAK SPACE}"
_ENDS = (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")


def _goes_on(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the quotation before a comma is no sentence, or the paragraph goes on in the next line."""
    text = document.text
    before = match.start()
    while before > 0 and text[before - 1] in _BESIDE_CLOSING:
        before -= 1
    line_end = text.find("\n", match.end())
    # A paragraph begins with a blank line or a capital; a list in code goes on with a mark or a sign.
    below = text[line_end + 1 : line_end + 2] if line_end >= 0 else "\n"
    return not (below.isupper() or below in ("", "\n", *_OPENING)) or not text.endswith(_ENDS, 0, before)


def _may_open_quotation(document: Document, match: re.Match[str]) -> bool:
    """Tell whether two commas may be a low quotation mark as it is typed in many languages: `,,Ja''`."""
    if language(document.language).habits.doubled_comma_is_error:
        return False
    end = line_around(document.text, match.start())[1]
    mark = _HIGH_MARK.search(document.text, match.end(), end)
    return mark is not None and not document.text[mark.start() - 1].isspace()


_HIGH_MARK = re.compile("''|[\"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]")

_IDEOGRAPH = "\u3041-\u30fe\u3400-\u9fff"
# Within a line a question mark may be what is left of the dot between two names, not behind a particle that asks.
_HALF_WIDTH = Pattern(
    rf"(?<=[{_IDEOGRAPH}])(?:[,.!;:](?=[{_IDEOGRAPH}])|[,.!?]$)"
    rf"|(?<=[\u5417\u55ce\u5462\u5427\u4e48\u9ebc\u304b])\?(?=[{_IDEOGRAPH}])"
)
# What each of them begins with, mark first: to look behind each letter of a text takes eight times as long.
_MARK_BEHIND_IDEOGRAPH = Pattern(rf"(?<=[{_IDEOGRAPH}])[,.!?;:]")
_FULL_WIDTH = {",": "\uff0c", ".": "\u3002", "!": "\uff01", "?": "\uff1f", ";": "\uff1b", ":": "\uff1a"}
_IDEOGRAPHIC_COMMA = "\u3001"
_USUAL = 2
"""Times as many marks have full width in a text that is to have them throughout: published ones have 50 to 500."""


@where(_MARK_BEHIND_IDEOGRAPH)
def half_width(document: Document) -> Iterator[Edit]:
    """Yield the full-width mark for each half-width one among ideographs, where most marks have full width."""
    places = list(document.scan.matches(_HALF_WIDTH))
    if not places:
        return
    text = document.text
    counts = {mark: text.count(mark) for mark in (*_FULL_WIDTH.values(), _IDEOGRAPHIC_COMMA)}
    if sum(counts.values()) < _USUAL * len(places):
        return
    # Japanese sets another comma, unless the text has the Chinese one.
    japanese = document.language == "ja" and not counts[_FULL_WIDTH[","]]
    for match in places:
        mark = _IDEOGRAPHIC_COMMA if japanese and match.group() == "," else _FULL_WIDTH[match.group()]
        yield Edit(*match.span(), mark, ("half-width-mark",))


RULES = (
    Rule(
        "half-width-mark",
        "A half-width mark stands among ideographs, in a text whose other marks have full width.",
        (half_width,),
        before="\u6709\u70b9\u665a\u4e86\uff0c\u5929\u9ed1\u4e86\u3002\u6211\u4eec,\u8d70\u5427\u3002",
        after="\u6709\u70b9\u665a\u4e86\uff0c\u5929\u9ed1\u4e86\u3002\u6211\u4eec\uff0c\u8d70\u5427\u3002",
        untouched="\u6709\u70b9\u665a\u4e86,\u5929\u9ed1\u4e86.",
    ),
    Rule(
        "doubled-comma",
        "A comma is written twice.",
        (
            Find(r"(?<=[^\W_]),(,)(?=[ \n])", unless=_may_open_quotation),
            Find(r"(?<=[^\W_][\u060c\u3001\uff0c])[\u060c\u3001\uff0c](?=[^\W_]|\s)"),
        ),
        before="Red,, green.",
        after="Red, green.",
        untouched="Red, green.",
    ),
    Rule(
        "doubled-stop",
        "A full stop is written twice.",
        # Before lower case two dots are an ellipsis that is short of one.
        (Find(r"(?<=[a-z)\]]{2})\.(\.)(?=\s|$)(?! \.)(?!\s[^\W\dA-Z_])"),),
        before="It was late.. We left.",
        after="It was late. We left.",
        untouched="It was late... We left ../there and then.... Well.",
    ),
    Rule(
        "stranded-comma",
        "A comma stands directly before a full stop.",
        (Find(r"(?<=[^\W_])(,[ \t]?)\.(?=\s|$)"),),
        before="It was late,. We left.",
        after="It was late. We left.",
        untouched="It was late, .NET or not.",
    ),
    Rule(
        "comma-after-quotation",
        "A comma is left after a quotation that ends its paragraph with a stop.",
        (Find(rf"(?<=[{_CLOSING}]),(?=[ \t]*$)", unless=_goes_on),),
        before="She said, “We left.”,",
        after="She said, “We left.”",
        untouched="“We left.”, said she.",
    ),
    Rule(
        "broken-ellipsis",
        "A space stands between two of an ellipsis's three dots.",
        (
            Find(r"(?<![.\s])\.\.( )\.(?=\s|$)(?!\s?\.)"),
            Find(r"(?<![.\s])\.( )\.\.(?=\s|$)(?!\s?\.)"),
        ),
        before="And then.. . nothing.",
        after="And then... nothing.",
        untouched="And then . . . nothing.",
    ),
)

PASS = Pass.of_rules("punctuation", Stage.PUNCTUATION, Contract(Touch.PUNCTUATION | Touch.SPACE), RULES)
