"""Mojibake that a decoder of whole lines leaves, for its characters are ordinary elsewhere: the place proves it."""

from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

# The first bytes C2 and C3 as code page 437, Mac Roman and Windows-1251 show them, with what may follow.
# A corner of a box stands beside no letter, a root of pi behind no word, and no word mixes Latin and Cyrillic.
RARE = Pattern(
    r"(?P<box>\u252c[\u2510\u00ed](?=[^\W\d_]))"
    r"|(?P<root>(?<=[a-z]{2})\u221a\u03c0(?=[\s.,;:!?]|$))"
    r"|(?P<cyrillic>(?<=[A-Za-z])\u0413[^\sA-Za-z\u0430-\u044f]|\b\u0413[^\w\s](?=[a-z]))"
    # Of a mark in three bytes the first was lost: between letters, before one, behind a word. Behind the first byte
    # it is part of what nobody can read.
    r"|(?P<cut>(?<=[^\W\d_\u00e2\u00c2])\u20ac\u2122(?=[^\W\d_])|(?<![\w\u20ac])\u20ac\u0153(?=[^\W\d_])|(?<=[\w.,!?])\u20ac\x9d)"
    # The mark in the middle of a trade mark's bytes was straightened.
    r"|(?P<trade>(?<=[^\W_])\u00e2\"\u00a2)"
)
"""Where such a sequence stands."""

_ENCODINGS = {"box": "cp437", "root": "mac-roman", "cyrillic": "cp1251"}
_OF_WINDOWS = {
    "\u20ac\u2122": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\u20ac\u0153": "\N{LEFT DOUBLE QUOTATION MARK}",
    "\u20ac\x9d": "\N{RIGHT DOUBLE QUOTATION MARK}",
    '\u00e2"\u00a2': "\N{TRADE MARK SIGN}",
}
_LONE = lazy("(?<=[a-z] )\u0413(?= [a-z])")


def rare(line: str) -> Iterator[Edit]:
    """Yield the character for each sequence of bytes that its place betrays.

    >>> list(rare("\u252c\u2510qu\u0413\u00a9?"))
    [Edit(start=0, end=2, replacement='\u00bf', rules=('utf-8-as-legacy',)), \
Edit(start=4, end=6, replacement='\u00e9', rules=('utf-8-as-legacy',))]
    """
    cyrillic = False
    for match in RARE.compiled.finditer(line):
        kind = match.lastgroup or ""
        if match.group() in _OF_WINDOWS:
            yield Edit(*match.span(), _OF_WINDOWS[match.group()], ("lost-byte",))
            continue
        try:
            character = match.group().encode(_ENCODINGS[kind]).decode()
        except UnicodeError:
            continue
        cyrillic = cyrillic or kind == "cyrillic"
        yield Edit(*match.span(), character, ("utf-8-as-legacy",))
    if cyrillic:
        # Its second byte, A0, became a space.
        for match in _LONE.finditer(line):
            yield Edit(*match.span(), "\u00e0", ("utf-8-as-legacy",))


# Mac Roman's letters at the numbers that Windows-1252 gives to marks: Spanish has no apostrophe within a word.
_MAC = {"\x87": "\u00e1", "\x8e": "\u00e9", "\x92": "\u00ed", "\x97": "\u00f3", "\x9c": "\u00fa", "\x96": "\u00f1"}
_MAC_LETTER = Pattern(r"(?<=[a-z])[\x87\x8e\x92\x97\x9c\x96](?=[a-z])")


@where(_MAC_LETTER)
def mac_letters(document: Document) -> Iterator[Edit]:
    """Yield the letter for each C1 control within a word, where the language has no apostrophe there."""
    if not language(document.language).habits.mac_letters:
        return
    for match in document.scan.matches(_MAC_LETTER):
        yield Edit(*match.span(), _MAC[match.group()], ("c1-control",))
