"""Marks that are doubled or stranded.

    red,, green           -> red, green
    the end..             -> the end.
    the end , .           -> the end.
    “The end.”,           -> “The end.”              (at the end of a paragraph)
    and then.. .          -> and then...

Left alone: an ellipsis of three or four dots, spaced or not, `..` in paths, `!!` and `?!`.
"""

from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.scan.facts import at_odd
from articlefix.scan.patterns import lazy

RULES = (
    Rule(
        "doubled-comma",
        "A comma is written twice.",
        before="Red,, green.",
        after="Red, green.",
        untouched="Red, green.",
    ),
    Rule(
        "doubled-stop",
        "A full stop is written twice.",
        before="It was late.. We left.",
        after="It was late. We left.",
        untouched="It was late... We left ../there and then.... Well.",
    ),
    Rule(
        "stranded-comma",
        "A comma stands directly before a full stop.",
        before="It was late,. We left.",
        after="It was late. We left.",
        untouched="It was late, .NET or not.",
    ),
    Rule(
        "comma-after-quotation",
        "A comma is left after a quotation that ends its paragraph with a stop.",
        before="She said, “We left.”,",
        after="She said, “We left.”",
        untouched="“We left.”, said she.",
    ),
    Rule(
        "broken-ellipsis",
        "A space stands between two of an ellipsis's three dots.",
        before="And then.. . nothing.",
        after="And then... nothing.",
        untouched="And then . . . nothing.",
    ),
)

_CLOSING = "\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
# Two commas stand for a low opening quotation mark in Dutch, German and their neighbours (`,,Ja''`).
_COMMA_LANGUAGES = ("en", "fr", "es", "it", "pt")
_DOUBLED_COMMA = lazy(r"(?<=[^\W_]),(,)(?=[ \n])")
# Before lower case two dots are an ellipsis that is short of one.
_DOUBLED_STOP = lazy(r"(?<=[a-z)\]]{2})\.(\.)(?=\s|$)(?! \.)(?!\s[^\W\dA-Z_])")
_STRANDED_COMMA = lazy(r"(?<=[^\W_])(,[ \t]?)\.(?=\s|$)")
_AFTER_QUOTATION = lazy(rf"(?<=[.!?\N{{HORIZONTAL ELLIPSIS}}{_CLOSING} ])(?<=[{_CLOSING}]),(?=[ \t]*(?:\n|\Z))")
_BROKEN_AFTER_TWO = lazy(r"(?<![.\s])\.\.( )\.(?=\s|$)(?!\s?\.)")
_BROKEN_AFTER_ONE = lazy(r"(?<![.\s])\.( )\.\.(?=\s|$)(?!\s?\.)")


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that take out doubled and stranded marks."""
    text = document.text
    if document.language.lower().partition("-")[0] in _COMMA_LANGUAGES:
        for match in at_odd(document, ",", _DOUBLED_COMMA):
            yield Edit(*match.span(1), "", ("doubled-comma",))
    for match in at_odd(document, ".", _DOUBLED_STOP):
        yield Edit(*match.span(1), "", ("doubled-stop",))
    for back in (1, 2):
        for match in at_odd(document, ".", _STRANDED_COMMA, back):
            yield Edit(*match.span(1), "", ("stranded-comma",))
    for match in at_odd(document, ",", _AFTER_QUOTATION):
        if _ends_a_sentence(text, match.start()) and _ends_a_paragraph(text, match.end()):
            yield Edit(*match.span(), "", ("comma-after-quotation",))
    for back, pattern in ((0, _BROKEN_AFTER_TWO), (2, _BROKEN_AFTER_ONE)):
        for match in at_odd(document, ".", pattern, back):
            yield Edit(*match.span(1), "", ("broken-ellipsis",))


def _ends_a_sentence(text: str, index: int) -> bool:
    """Tell whether the closing marks before `index`, with the spaces among them, follow the end of a sentence."""
    while index > 0 and text[index - 1] in _CLOSING + " \N{NO-BREAK SPACE}":
        index -= 1
    return text[index - 1 : index] in (".", "!", "?", "\N{HORIZONTAL ELLIPSIS}")


def _ends_a_paragraph(text: str, index: int) -> bool:
    """Tell whether the next line is blank or begins like a paragraph, not in lower case."""
    rest = text[index : index + 200].lstrip(" \t")
    return not rest[1:2].islower()


PASS = Pass("punctuation", Stage.PUNCTUATION, Contract(Touch.PUNCTUATION | Touch.SPACE), RULES, find)
