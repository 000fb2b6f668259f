"""Which pair of double marks a text uses, by its language and by what stands in it."""

from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.languages import load_data


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
    primary = document.language.partition("-")[0].lower()
    if primary == "en":
        return ENGLISH
    pairs, inner = _known(document.language, primary)
    if not pairs:
        return None
    used = max(pairs, key=lambda pair: _uses(document.text, pair))
    return Pair(used[0], used[1], inner if used[0] == "«" else "")


def is_used(document: Document, pair: Pair) -> bool:
    """Tell whether a pair's marks stand in a document at all."""
    return any(glyph in document.text for glyph in pair.glyphs)


def _uses(text: str, pair: str) -> int:
    """Return how often both marks of a pair occur; of a pair of like marks every second one opens."""
    if pair[0] == pair[1]:
        return text.count(pair[0]) // 2
    return min(text.count(pair[0]), text.count(pair[1]))


@cache
def _known(tag: str, primary: str) -> tuple[tuple[str, ...], str]:
    data = load_data("quotation_marks")
    double, inner = data["double"], data["inner_space"]
    assert isinstance(double, dict)  # noqa: S101 - the shipped tables
    assert isinstance(inner, dict)  # noqa: S101
    by_case = {key.lower(): key for key in [*double, *inner]}
    key = by_case.get(tag.lower(), primary)
    pairs = double[key] if key in double else double.get(primary, [])
    return tuple(pairs), str(inner[key] if key in inner else inner.get(primary, ""))
