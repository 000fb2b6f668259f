"""What makes two lines the same: their letters, whatever their case, spaces and marks."""

from collections.abc import Sequence

from articlefix.text.paragraphs import Line

SHORTEST_PARAGRAPH = 80  # characters: answers and refrains, which return, are shorter
SHORTEST_FOLDED = 60  # letters of a paragraph that is compared
BODY = 120  # characters from which on a line is a paragraph whatever ends it

_CLOSING = ("", '"', "'", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}", ")")
STOPS = (
    *(stop + mark for stop in ".!?\N{HORIZONTAL ELLIPSIS}" for mark in _CLOSING),
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{IDEOGRAPHIC FULL STOP}",
)
CUT_OFF = ("\N{HORIZONTAL ELLIPSIS}", "...", "[\N{HORIZONTAL ELLIPSIS}]", "[...]")

_MARKS = "-*+>|#<`\N{BULLET}\N{TRIANGULAR BULLET}\N{BLACK SMALL SQUARE}\N{WHITE BULLET}"
_ASCII_MARKS = bytes(byte for byte in range(0x80) if not chr(byte).isalnum() and byte != ord("\n"))
_SMALL = bytes(range(0x100)).lower()
_CURLY = tuple(
    quote.encode()
    for quote in "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)


def fold(text: str) -> str:
    r"""Return the letters and digits of `text`, small: what stays when case, marks and spaces are set anew.

    >>> fold("\u201cDon\u2019t  Go\u201d") == fold("\"Don't go\"")
    True
    """
    return "".join(filter(str.isalnum, text.casefold()))


def beginnings(texts: Sequence[str], size: int) -> list[str]:
    r"""Return the first letters and digits of each folded text.

    What most beginnings hold besides is taken from all of them at once, which costs less than one by one.

    >>> beginnings(["We had no radio.", "\u201cWe had\u201d, he said"], 8)
    ['wehadnor', 'wehadhes']
    """
    if not texts:
        return []
    heads = "\n".join([text[: 2 * size] for text in texts]).encode("utf-8", "surrogatepass")
    for quote in _CURLY:
        heads = heads.replace(quote, b"")
    folded = heads.translate(_SMALL, _ASCII_MARKS).split(b"\n")
    return [
        head[:size].decode("ascii") if len(head) >= size and head.isascii() else _beginning(text, size)
        for head, text in zip(folded, texts, strict=True)
    ]


def _beginning(text: str, size: int) -> str:
    beginning = fold(text[: 2 * size])[:size]
    return beginning if len(beginning) == size else fold(text)[:size]


def is_marked(text: str, line: Line) -> bool:
    """Tell whether a line is a list item, a row of a table, a quotation, code, or has a label (`By mail: ...`)."""
    raw = text[line.start : line.end]
    if raw[0] in _MARKS or raw.startswith("    ") or "|" in raw or "\t" in raw:
        return True
    first = raw.split(None, 1)[0]
    return first[-1] == ":" or (first[-1] in ".)" and first[:-1].isdigit())
