"""What is left of marks that were decoded wrongly: several passes must know it for what it is."""

from articlefix.scan.lazy import lazy

PART_OF_MARK = (
    r"(?<=[^\W\d_])\N{EURO SIGN}[\u201c\u201d](?=[\s.,])"
    r"|(?<![\d\u201c\u2018])\N{EURO SIGN}[\u201c\u201d\u2122\u0153\u02dc](?=[^\W\d_])"
)
"""Two bytes of a dash or a quotation mark, the first of the three lost: not the sign itself in marks of its own."""

_PART_OF_MARK = lazy(PART_OF_MARK)


def is_part_of_mark(text: str, place: int) -> bool:
    """Tell whether the quotation mark at a place is a byte of another mark: turned, nobody could decode it.

    >>> is_part_of_mark("the herbs €“sage€“ were", 11), is_part_of_mark("the sign “€” is", 11)
    (True, False)
    """
    return place > 0 and _PART_OF_MARK.match(text, place - 1) is not None
