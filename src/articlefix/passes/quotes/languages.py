"""Which pair of double marks a text uses, by its language and by what stands in it."""

from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.languages import language


class Pair(NamedTuple):
    """The opening and the closing double mark of a text, and the space that belongs inside them."""

    opening: str
    closing: str
    inner: str = ""
    has_singles: bool = False

    @property
    def glyphs(self) -> str:
        """Both marks."""
        return self.opening + self.closing


ENGLISH = Pair("“", "”", has_singles=True)


def pair_of(document: Document) -> Pair | None:
    """Return the pair that a document uses, or its language's usual one where it uses none.

    Languages have more than one pair in use, and a text is left its own. A text in a language that is not known
    has no pair, and is left as it is.

    >>> pair_of(Document("Er sagte »ja« und ging.", language="de")).glyphs
    '»«'
    >>> pair_of(Document("Er sagte ja.", language="de")).glyphs
    '„“'
    """
    quotes = language(document.language).quotes
    if not quotes.double:
        return None
    used = quotes.double[0]
    if len(quotes.double) > 1:
        used = max(quotes.double, key=lambda pair: _uses(document.text, pair))
    return Pair(used[0], used[1], quotes.inner_space if used[0] == "«" else "", quotes.singles)


def _uses(text: str, pair: str) -> int:
    """Return how often both marks of a pair occur; of a pair of like marks every second one opens."""
    if pair[0] == pair[1]:
        return text.count(pair[0]) // 2
    return min(text.count(pair[0]), text.count(pair[1]))
