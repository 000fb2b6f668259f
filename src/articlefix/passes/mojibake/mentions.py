"""What looks like damage and is none: letters that a text names, and mojibake that it talks about."""

import re
from collections.abc import Iterable, Iterator

from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.scan.lazy import lazy

# An article on encodings shows what they do to letters.
_TALK = lazy(
    r"mojibake|krakozyabry|zeichensalat|\butf-?8\b|\bunicode\b|\biso[ -]?8859|\b(?:windows|cp)-?125\d|\blatin-?1\b"
    r"|\bascii\b|\bcharsets?\b|\bcode ?pages?\b|\b(?:character|text) encodings?\b|\bmis-?(?:de|en)coded|\bgarbled\b"
    r"|\bzeichenkodierung|\bencodages?\b|\bcodificaci[o\u00f3]n|\bcodifica d"
    r"|\u043a\u043e\u0434\u0438\u0440\u043e\u0432\u043a|\u043a\u0440\u0430\u043a\u043e\u0437\u044f\u0431\u0440|\u6587\u5b57\u5316\u3051|\u4e71\u7801",
    re.IGNORECASE,
)
# And what a letter is called, right before it.
_NAMED = lazy(
    r"\b(?:letters?|characters?|vowels?|consonants?|signs?|symbols?|diacritics?|circumflex|tilde|sounds?"
    r"|buchstaben?|lettres?|voyelles?|letras?|lettera|lettere|letra|vocal|liter[aey]|litera|bokstaven?|bogstavet"
    r"|p\u00edsmeno|harfi|bet\u0171)[^\w.!?;\n]{1,3}(?:\w\W{1,3}(?:and|or|und|oder|et|ou|y|e|o|i|\u015fi|\u0219i)\W)?\Z",
    re.IGNORECASE,
)
_NAMED_REACH = 32
_OPENERS = "\"'`([\u00ab\u2018\u201c\u201d\u201e\u201a\u2039"
_CLOSERS = "\"'`)]\u00bb\u2018\u2019\u201c\u201d\u203a"
_LONGEST = 40
_APART = ("", "\N{EN DASH}", "\N{EM DASH}", "\N{BULLET}", "\N{HORIZONTAL ELLIPSIS}")  # marks that do so in any text
_SPACE = lazy(r"\s")


def unmentioned(document: Document, edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield the edits but those of a letter that is named as one, or of mojibake that is quoted as such."""
    for edit in edits:
        if edit.rules[0] == "surrogate" or not is_mentioned(document, edit.start, edit.end, edit.replacement):
            yield edit


def is_mentioned(document: Document, start: int, end: int, replacement: str = "?") -> bool:
    """Tell whether a text talks about what stands in a place, be it a letter or mojibake."""
    text = document.text
    low, high = _word(text, start, end)
    word = text[low:high]
    bare = word.strip(_OPENERS + _CLOSERS + ".,;:!?")
    alone = not any(character.isascii() and character.isalnum() for character in bare)
    if alone and _NAMED.search(text, max(0, low - _NAMED_REACH), low + len(word) - len(word.lstrip(_OPENERS))):
        return True
    quoted = word[:1] in _OPENERS and word.rstrip(".,;:!?")[-1:] in _CLOSERS
    stands_apart = alone and replacement.strip() in _APART
    shown = not stands_apart and (quoted or alone)
    return shown and _talks_of_encodings(document)


@fact
def _talks_of_encodings(document: Document) -> bool:
    return _TALK.search(document.text) is not None


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the word that a place is in, white space at its end excluded."""
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    low = max(0, start - _LONGEST)
    start -= len(_SPACE.split(text[low:start])[-1])
    high = _SPACE.search(text, end, end + _LONGEST)
    return start, high.start() if high else min(len(text), end + _LONGEST)
