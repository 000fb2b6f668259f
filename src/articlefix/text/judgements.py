"""What is true of a line, asked by the rules of several passes: each line is judged once."""

import re
from collections.abc import Callable

from articlefix.core.document import Document, line_around


def of_line(judge: Callable[[str], bool]) -> Callable[[Document, re.Match[str]], bool]:
    """Return what tells whether `judge` holds of the line in which a match begins.

    Matches come in rising order, so that the last line is remembered, and a long one is read once and not once for
    each match in it.

    >>> from articlefix.core.document import Document
    >>> is_code = of_line(lambda line: "{" in line)
    >>> is_code(Document("a {b}; c"), re.compile("c").search("a {b}; c"))
    True
    """

    def tell(document: Document, match: re.Match[str]) -> bool:
        text, place = document.text, match.start()
        known: tuple[int, int, bool] = document.known.get(tell, (0, -1, False))
        start, end, answer = known
        if not start <= place <= end:
            start, end = line_around(text, place)
            answer = judge(text[start:end])
            document.known[tell] = start, end, answer
        return answer

    # It takes the place of `judge`, under whose name another process finds it.
    tell.__module__, tell.__qualname__ = judge.__module__, judge.__qualname__
    return tell
