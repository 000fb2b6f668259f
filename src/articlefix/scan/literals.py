"""What of a pattern the index looks for."""

from typing import NamedTuple


class Literal(NamedTuple):
    """Bytes of which one stands in any match, and where it begins: how many characters behind the match's start.

    `first` and `last` are the least and the greatest of that, negative where it begins before the match. `first` is
    `None` where only the line is known.
    """

    data: bytes
    first: int | None
    last: int | None
