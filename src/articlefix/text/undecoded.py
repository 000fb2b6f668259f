"""What is left of marks that were decoded wrongly: several passes must know it for what it is."""

from articlefix.scan.lazy import lazy

PART_OF_MARK = (
    r"(?<=[^\W\d_])\N{EURO SIGN}[\u201c\u201d](?=[\s.,])"
    r"|(?<![\d\u201c\u2018])\N{EURO SIGN}[\u201c\u201d\u2122\u0153\u02dc](?=[^\W\d_])"
)
"""Two bytes of a dash or a quotation mark, the first of the three lost: not the sign itself in marks of its own."""

# A letter that is the first byte of a character in UTF-8, a guillemet that is the last, and the first of the next.
_PART_OF_LETTER = "[\u00c2-\u00f4][\u00ab\u00bb](?=[\u00c2-\u00f4])"
_PART = lazy(f"{PART_OF_MARK}|{_PART_OF_LETTER}")


def is_part_of_mark(text: str, place: int) -> bool:
    """Tell whether the quotation mark at a place is a byte of another character: turned, nobody could decode it.

    >>> is_part_of_mark("the herbs €“sage€“ were", 11), is_part_of_mark("the sign “€” is", 11)
    (True, False)
    >>> is_part_of_mark("ã«æ–°ã—", 1), is_part_of_mark("déjà «été»", 5)
    (True, False)
    """
    return place > 0 and _PART.match(text, place - 1) is not None
