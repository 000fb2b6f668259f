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

from articlefix.languages import head

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

# The letters beyond ASCII of languages without a file, and where they are not those by which a text is detected.
_FURTHER_LETTERS = {
    "tr": "\u00e2\u00e7\u011f\u0131\u0130\u00ee\u00f6\u015f\u00fb\u00fc",
    "hr": "\u010d\u0107\u0111\u0161\u017e",
    "lt": "\u0105\u010d\u0119\u0117\u012f\u0161\u0173\u016b\u017e",
    "lv": "\u0101\u010d\u0113\u0123\u012b\u0137\u013c\u0146\u0161\u016b\u017e",
    "fr": "\u00e0\u00e2\u00e6\u00e7\u00e9\u00e8\u00ea\u00eb\u00ee\u00ef\u00f4\u0153\u00f9\u00fb\u00fc",
    "it": "\u00e0\u00e8\u00e9\u00ec\u00f2\u00f9",
    "nb": "\u00e5\u00e6\u00f8\u00e9",
    "nl": "\u00e9\u00eb\u00ef\u00f6\u00fc\u00e8",
}

# Function words of languages that have no file of their own yet.
FURTHER_WORDS = {
    "hr": "i u je se na da za su od s ne o to kako koji iz \u0161to ali bi kao samo bio nije \u0107e po sam",
    "lt": "ir kad su tai yra i\u0161 bet ne apie buvo tik kaip nuo po \u012f u\u017e dar jau prie jis savo",
    "lv": "un ir ka no ar par lai bet tas k\u0101 uz ar\u012b nav pie to bija vai es j\u0101 savu",
}


@cache
def alphabet_of(tag: str) -> str:
    """Return the letters beyond ASCII of a language that texts are read again in; nothing for another."""
    if tag in _FURTHER_LETTERS:
        return _FURTHER_LETTERS[tag]
    is_read = any(tag in reading.languages for reading in LETTERS)
    return str(head(tag)["letters"]) if is_read else ""


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
