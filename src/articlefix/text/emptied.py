"""Brackets of which a scraper dropped what their labels announce: `(pop. , area )`."""

from articlefix.core.document import Document, fact, is_within
from articlefix.scan.pattern import Pattern

# Opened without a space, so that those before the comma and the bracket are no manner; and behind a shortened word,
# lest `(red , green )` be one.
EMPTIED = r"\((?=[^\s()])[^()\n]{0,100}\. ,[^()\n]{0,100} \)"
_EMPTIED = Pattern(EMPTIED)


@fact
def _spans(document: Document) -> list[tuple[int, int]]:
    return [match.span() for match in document.scan.matches(_EMPTIED)]


def is_in_emptied(document: Document, place: int) -> bool:
    """Tell whether a place is in such a bracket.

    >>> document = Document("The town (pop. , area ) is old.")
    >>> is_in_emptied(document, 14), is_in_emptied(document, 24)
    (True, False)
    """
    return is_within(_spans(document), place)
