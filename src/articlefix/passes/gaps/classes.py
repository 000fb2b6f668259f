"""The words of a text as a string of letters, one for each word of the closed classes: what grammar reads first.

The patterns of `grammar` and `repeats` are long, and tell of one word and the next. In the string of letters they
are short: where it shows no such neighbours, the text holds none, and most texts hold none. How a word is written
does not depend on the text, so it is remembered.
"""

import re
from collections.abc import Iterable
from functools import cache

from articlefix.document import Document
from articlefix.facts import fact
from articlefix.language import load_data

QUOTES = "\u201c\u201d\u2018\u2019\"'"

_CHUNK = 1 << 16
_REMEMBERED = 50_000
_FIRST_LETTER = 0xE000  # of the private use area
_PARTS = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_QUOTED_STOP = re.compile(rf"\.[{QUOTES}]|[{QUOTES}]\.")
_STOPPED = 5  # letters before a stop that is no abbreviation's

OTHER, CAPITAL, COMMA, STOP, END = "x", "^", ",", ";", "."
"""What any other word, a capital before a word, the comma or the other mark behind one (`.`, `;` or `)`), and the
end of a sentence are written as."""


class _Written(dict[str, str]):
    """How each word with its marks is written, remembered as they come."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        written = self[word] = _write(word)
        return written


_WRITTEN = _Written()


def _write(word: str) -> str:
    match = _PARTS.fullmatch(word)
    before, bare, after = match.groups() if match else ("", word, "")
    if not bare:
        before, after = "", before + after
    written = ""
    # Of a word in parts, `who’s` or `late—the`, the first has a neighbour before it and the last one behind it.
    parts = re.findall(r"\w+", bare)
    for part in (parts[:1] + parts[1:][-1:]) if parts else ():
        letter = _letters().get(part.lower(), OTHER)
        written += letter if letter == OTHER or part.islower() else CAPITAL + letter
    if after[:1] in (",", ".", ";", ")"):
        written += COMMA if after[0] == "," else STOP
    is_end = _QUOTED_STOP.search(after) or (after == "." and len(bare) >= _STOPPED)
    return written + END if is_end else written


@cache
def _letters() -> dict[str, str]:
    """Return the letter of each word of the closed classes."""
    table = load_data("gaps")["en"]
    assert isinstance(table, dict)  # noqa: S101 - the shipped table; a test reads all of it
    words = {word for words in table.values() for word in re.findall(r"[a-z]+", str(words))}
    words |= {"and", "or", "but", "the", "an", "by", "than", "between", "among", "that"}
    return {word: chr(_FIRST_LETTER + number) for number, word in enumerate(sorted(words))}


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of the letters of some words."""
    return f"[{''.join(sorted(_letters()[word] for word in words))}]"


@fact
def letters(document: Document) -> str:
    """Return the words of a document as they are written in letters.

    >>> text = letters(Document("They met in the the hall."))
    >>> len(text), text[2], text[4] == text[5]
    (8, 'x', True)
    """
    text = document.text
    pieces: list[str] = []
    # In pieces, lest the list of all words outgrow the text.
    start, size = 0, len(text)
    while start < size:
        end = text.find(" ", start + _CHUNK)
        end = size if end < 0 else end
        pieces.append("".join(map(_WRITTEN.__getitem__, text[start:end].split())))
        start = end
    return "".join(pieces)
