"""Marks that are doubled or stranded.

    red,, green           -> red, green
    the end..             -> the end.
    the end , .           -> the end.
    “The end.”,           -> “The end.”              (at the end of a paragraph)
    and then.. .          -> and then...

Left alone: an ellipsis of three or four dots, spaced or not, `..` in paths, `!!` and `?!`.
"""

import re

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import Having

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


RULES = (
    Rule(
        "doubled-comma",
        "A comma is written twice.",
        (Find(r"(?<=[^\W_]),(,)(?=[ \n])", languages=Having("doubled_comma_is_error")),),
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
