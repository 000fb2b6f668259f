r"""What plain text shows in backticks or between the lines of a fence, as Markdown does: it is no damage."""

from bisect import bisect_right
from operator import itemgetter

from articlefix.core.document import Document, fact
from articlefix.scan.pattern import Pattern

_TICKED = Pattern(r"(?<!`)`(?!`)[^`\n]{1,300}`(?!`)|(?<!`)```(?!`)[^`\n]{1,1000}```(?!`)")
_FENCE = Pattern(r"^ {0,3}(?P<mark>```|~~~)[`~]{0,20}[^`~\n]{0,60}$")


@fact
def _shown(document: Document) -> list[tuple[int, int]]:
    """Return what stands between backticks and between fences, of which the last may have no end."""
    found = [match.span() for match in document.scan.matches(_TICKED)]
    start, mark = -1, ""
    for match in document.scan.matches(_FENCE):
        if start < 0:
            start, mark = match.start(), match["mark"]
        elif match["mark"] == mark:
            found.append((start, match.end()))
            start = -1
    if start >= 0:
        found.append((start, len(document.text)))
    return sorted(found)


@fact
def _ends(document: Document) -> list[int]:
    """Return how far what is shown reaches, up to each of its beginnings."""
    ends: list[int] = []
    for _, end in _shown(document):
        ends.append(max(end, ends[-1]) if ends else end)
    return ends


def is_shown(document: Document, start: int) -> bool:
    r"""Tell whether a place stands in backticks or in a fence.

    >>> text = "Write `a` in\n```\nb\n```\nand c."
    >>> [is_shown(Document(text), text.index(letter)) for letter in ("a`", "b", "c.")]
    [True, True, False]
    """
    index = bisect_right(_shown(document), start, key=itemgetter(0)) - 1
    return index >= 0 and start < _ends(document)[index]
