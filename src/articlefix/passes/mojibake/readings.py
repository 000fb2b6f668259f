"""The legacy encodings that text was read in by mistake, each with the one that it is in: one table.

Each byte is a wrong character then, and no byte was lost.

Nothing of the text betrays this for certain, so it is tried: what another encoding makes of the same bytes is
taken if it is language beyond doubt, and the text as it stands is not. There are three kinds of proof,
each with a module:

    marks      `don\u00d5t` and `\u00d2yes\u00d3`: a letter where only an apostrophe or a quotation mark can stand
    letters    `spotka\u00b3a si\u00ea`: words of a language with other letters, among its function words
    scripts    `\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2`: words of accented letters alone, which another script makes
               common ones
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

RULE = "wrong-code-page"


class Reading(NamedTuple):
    """The encoding that a text was read as, the one that it is in, and what is typical of that."""

    wrong: str
    right: str
    languages: tuple[str, ...] = ()
    """The languages that are written in the right encoding, and look odd in the wrong one."""
    typical: str = ""
    """The commonest letters of the right script."""


MARKS = (
    Reading("cp1252", "mac-roman"),
    Reading("cp1250", "mac-roman"),
    Reading("cp1251", "mac-roman"),
    Reading("mac-roman", "cp1252"),
    Reading("cp850", "cp1252"),
    Reading("mac-cyrillic", "cp1252"),
    Reading("gbk", "cp1252"),
    Reading("cp932", "cp1252"),
)

LETTERS = (
    Reading("cp1252", "cp1254", ("tr",)),
    Reading("cp1252", "cp1250", ("pl", "cs", "sk", "hu", "ro", "hr")),
    Reading("cp1252", "iso8859-2", ("pl", "cs", "sk", "hu", "hr")),
    Reading("cp1252", "iso8859-16", ("ro",)),
    Reading("cp1252", "cp1257", ("lt", "lv")),
    Reading("cp1250", "cp1252", ("fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp1251", "cp1252", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp1253", "cp1252", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp437", "cp1252", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp850", "cp1252", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("mac-roman", "cp1252", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp1252", "mac-roman", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
    Reading("cp1252", "cp850", ("de", "fr", "es", "pt", "it", "sv", "da", "nb", "nl")),
)

_RUSSIAN = (
    "\u043e\u0430\u0435\u0438\u043d\u0442\u0441\u0440\u0432\u043b\u043a\u043c\u0434\u043f\u0443\u044f\u044b\u044c"
)
_GREEK = (
    "\u03b1\u03bf\u03b9\u03b5\u03c4\u03c3\u03bd\u03b7\u03c5\u03c1\u03c0\u03ba\u03bc\u03bb\u03c2\u03ac\u03cc\u03af"
)
_HEBREW = "\u05d9\u05d5\u05d4\u05dc\u05d0\u05de\u05e8\u05ea\u05d1\u05e9\u05e0\u05dd"
_ARABIC = "\u0627\u0644\u064a\u0645\u0648\u0646\u0631\u062a\u0628\u0629\u0639\u062f\u0633"

SCRIPTS = (
    Reading("cp1252", "cp1251", ("ru",), _RUSSIAN),
    Reading("cp1252", "koi8-r", ("ru",), _RUSSIAN),
    Reading("cp1252", "iso8859-5", ("ru",), _RUSSIAN),
    Reading("cp1252", "cp1253", ("el",), _GREEK),
    Reading("cp1252", "cp1255", ("he",), _HEBREW),
    Reading("cp1252", "cp1256", ("ar",), _ARABIC),
)

# The letters beyond ASCII of each language.
ALPHABETS = {
    "tr": "\u00e2\u00e7\u011f\u0131\u0130\u00ee\u00f6\u015f\u00fb\u00fc",
    "pl": "\u0105\u0107\u0119\u0142\u0144\u00f3\u015b\u017a\u017c",
    "cs": "\u00e1\u010d\u010f\u00e9\u011b\u00ed\u0148\u00f3\u0159\u0161\u0165\u00fa\u016f\u00fd\u017e",
    "sk": "\u00e1\u00e4\u010d\u010f\u00e9\u00ed\u013a\u013e\u0148\u00f3\u00f4\u0155\u0161\u0165\u00fa\u00fd\u017e",
    "hu": "\u00e1\u00e9\u00ed\u00f3\u00f6\u0151\u00fa\u00fc\u0171",
    "ro": "\u0103\u00e2\u00ee\u0219\u015f\u021b\u0163",
    "hr": "\u010d\u0107\u0111\u0161\u017e",
    "lt": "\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e",
    "lv": "\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e",
    "de": "\u00e4\u00f6\u00fc\u00df",
    "fr": "\u00e0\u00e2\u00e6\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee\u00ef\u00f4\u0153\u00f9\u00fb\u00fc",
    "es": "\u00e1\u00e9\u00ed\u00f3\u00fa\u00f1\u00fc",
    "pt": "\u00e0\u00e1\u00e2\u00e3\u00e7\u00e9\u00ea\u00ed\u00f3\u00f4\u00f5\u00fa\u00fc",
    "it": "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",
    "sv": "\u00e5\u00e4\u00f6\u00e9",
    "da": "\u00e5\u00e6\u00f8\u00e9",
    "nb": "\u00e5\u00e6\u00f8\u00e9",
    "nl": "\u00e9\u00eb\u00ef\u00f6\u00fc\u00e8",
}

# Function words of languages that have no file of their own yet.
FURTHER_WORDS = {
    "sk": "a v sa na je \u017ee to s z do o by ako ale som po pre jeho ktor\u00fd ktor\u00e1 bol bola nie si aj",
    "hu": "a az \u00e9s hogy nem egy is volt meg csak de ez m\u00e1r vagy el ki mint azt ha m\u00e9g szerint",
    "ro": "\u015fi \u0219i de \u00een la a nu cu o pe din s\u0103 este un mai ce pentru sunt dar c\u0103 al lui",
    "hr": "i u je se na da za su od s ne o to kako koji iz \u0161to ali bi kao samo bio nije \u0107e po sam",
    "lt": "ir kad su tai yra i\u0161 bet ne apie buvo tik kaip nuo po \u012f u\u017e dar jau prie jis savo",
    "lv": "un ir ka no ar par lai bet tas k\u0101 uz ar\u012b nav pie to bija vai es j\u0101 savu",
}


@cache
def table_of(reading: Reading) -> Mapping[str, str]:
    """Return the character that each one is in truth, where both encodings have one beyond ASCII."""
    table: dict[str, str] = {}
    for byte in range(0x80, 0x100):
        data = bytes([byte])
        try:
            right = data.decode(reading.right)
        except UnicodeError:
            continue
        try:
            wrong = data.decode(reading.wrong)
        except UnicodeError:
            wrong = chr(byte)
        if wrong != right:
            table[wrong] = right
    return table


def is_cased(word: str) -> bool:
    """Tell whether a word is in small letters, in capitals, or begins with one."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
