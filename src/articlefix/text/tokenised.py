"""Whether a text was cut into tokens, which were joined with spaces: `It is late , she ( the pilot ) said .`."""

import re

from articlefix.core.document import Document, fact
from articlefix.scan.pattern import Pattern

_APART = Pattern(r"(?<=[^\W_]) [,.](?=\s|$)|(?<=[)\]]) [,.](?=\s|$)")
_CLOSED = Pattern(r"(?<=[^\W_])[,.](?=\s|$)|(?<=[)\]])[,.](?=\s|$)")
_FEWEST = 2  # one may be a slip


@fact
def is_tokenised(document: Document) -> bool:
    """Tell whether commas and stops have a space before them, and more of them than have none.

    An abbreviation keeps its stop, so that no tokenised text has all of them apart.

    >>> is_tokenised(Document("It is late , Mr. Hale said ."))
    True
    >>> is_tokenised(Document("It is late, Mr. Hale , and dark . We left."))
    False
    """
    apart = document.scan.count(_APART)
    return apart >= _FEWEST and apart > document.scan.count(_CLOSED)


def is_whole(document: Document, _match: re.Match[str]) -> bool:
    """Tell whether a text was not cut into tokens, where a pattern is that of such a text alone."""
    return not is_tokenised(document)
