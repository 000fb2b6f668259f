"""Where ftfy can act, told without loading it: it costs as much as all the rest of a start."""

from articlefix.scan.pattern import Pattern

# Where ftfy can act at all: a superset of `ftfy.badness.BADNESS_RE`. Every alternative there holds
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
_QUOTES = "\u2018\u201c\u201d\u201e"
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
    """Return the pattern of places where ftfy may act: pairs of characters, with what follows them.

    Quote marks stand apart from other signs: they are common, and only such a pair is not.
    """
    symbols = _LAW + _CURRENCY + _START + _END + _NUMERIC + _BOX
    followers = (
        (_BAD, _LATIN + symbols + _BAD, ""),
        (_LATIN + symbols + "\u0370-\u045f", _BAD, ""),
        (_LOWER + _BOX + _END + _CURRENCY + _NUMERIC, _UPPER, ""),
        ("\u201d", _LATIN + _BOX + _START, ""),
        (_BOX + _END.replace("\u201d", "") + _CURRENCY + _NUMERIC, _LATIN + _BOX + _START, ""),
        (_LOWER + _UPPER + _BOX + _END, _CURRENCY, ""),
        (_UPPER + _BOX, _NUMERIC + _LAW + _CURRENCY + "\u00b0", ""),
        (_LATIN + _BOX + _CURRENCY + _END, _START, f"[{_NUMERIC}]"),
        (_LATIN + _CURRENCY + _NUMERIC + _BOX + _LAW, _END, f"[{_START}]"),
        (_UPPER, _START + _CURRENCY, ""),
        (_BOX, _LATIN + "\u00b0" + _END, ""),
        (_LATIN + symbols, _BOX, ""),
        (_LATIN, _QUOTES, r"\w"),
        (_LATIN, "".join(sign for sign in _START + _END if sign not in _QUOTES), r"\w"),
        ("\u00c2\u00c3\u00ce\u00d0", f" {_CURRENCY}{_START}{_END}{_COMMON}\u0153\u0160\u0161\u0178\u017e", ""),
        ("\u00d8\u00d9", _COMMON + symbols + _BAD + "\u0178\u0160", ""),
        ("\u00d7", "\u00b2\u00b3", ""),
        ("\u00e0", _NUMERIC, ""),
        ("\u221a\u2248", f"{_LATIN}{_NUMERIC}{_CURRENCY}{_END}\u00b4\u00b0\u2020\u2202", ""),
        ("\u201a", "\u00c4\u00e2\u00f3", ""),
        ("\u0432", "\u0402", ""),
        ("\u03b2\u0101", "\u20ac", ""),
        ("\u0413", "\u045e", ""),
        ("\u0412\u0413\u0420\u0421\u0392\u0393\u039e\u039f", _START + _END + _CURRENCY + _BAD + "\u00b0\u00b5", ""),
    )
    pairs = (f"[{before}][{after}]{then}" for before, after, then in followers)
    return "|".join(("[\x80-\x9f]", "[\u0152\u0153][^A-Za-z]", *pairs))


SUSPECT = Pattern(_suspect_pattern())
"""Where ftfy may act."""
