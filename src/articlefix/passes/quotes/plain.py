"""English text in which every mark stands as it should: it is told at a glance, and not read mark by mark."""

from articlefix.document import Document
from articlefix.patterns import lazy

# Marks that have to be read, and signs of tokens that may hold marks which are no prose.
_TO_BE_READ = (*"‘\"'`«»‹›„", "://", "www.", "@", "articlefix:")
# Each reading of these but the plain one costs something: the space of an opening mark is before it, that of a
# closing one behind it, and both are in one line. A comma or stop outside may be misplaced, and after a number a
# closing mark may be inches: those are read.
_PAIR = lazy(
    r"“(?<![^\s(\[{/—–-]“)(?=[\w$€(\[])[^“”\n]*+”"
    r"(?<=[^\s\d“”(\[{/]”)(?=[\s:;)\]—–-]|\Z)"
)
# Neither between two letters nor after a plural possessive.
_UNCLEAR_APOSTROPHE = lazy(r"’(?!(?<=[^\W_]’)[^\W_]|(?<=[szxSZX]’)(?:[\s,.;:!?)\]—–-]|\Z))")


def is_plain(document: Document) -> bool:
    """Tell whether no quote mark of an English text leaves anything to do or to report, if that is plain to see.

    >>> is_plain(Document("“The players’ union,” she said, “isn’t here.”", "en"))
    True
    >>> is_plain(Document("“The players’ union”, she said, “isn’t here.”", "en"))
    False
    """
    text = document.text
    if document.format != "text" or any(mark in text for mark in _TO_BE_READ):
        return False
    count = text.count("“")
    if count != text.count("”") or _UNCLEAR_APOSTROPHE.search(text):
        return False
    return count == len(_PAIR.findall(text))
