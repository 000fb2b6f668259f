r"""What plain text shows in backticks or between the lines of a fence, as Markdown does: it is no damage."""

from articlefix.core.document import Document, fact, is_within
from articlefix.scan.pattern import Pattern

_TICKED = Pattern(r"(?<!`)`(?!`)[^`\n]{1,300}`(?!`)|(?<!`)```(?!`)[^`\n]{1,1000}```(?!`)")
_FENCE = Pattern(r"^ {0,3}(?P<mark>```|~~~)[`~]{0,20}[^`~\n]{0,60}$")


@fact
def _shown(document: Document) -> list[tuple[int, int]]:
    """Return what stands between backticks and between fences, of which the last may have no end."""
    fences: list[tuple[int, int]] = []
    start, mark = -1, ""
    for match in document.scan.matches(_FENCE):
        if start < 0:
            start, mark = match.start(), match["mark"]
        elif match["mark"] == mark:
            fences.append((start, match.end()))
            start = -1
    if start >= 0:
        fences.append((start, len(document.text)))
    ticked = (match.span() for match in document.scan.matches(_TICKED))
    return sorted([*fences, *(span for span in ticked if not is_within(fences, span[0]))])


def is_shown(document: Document, start: int) -> bool:
    r"""Tell whether a place stands in backticks or in a fence.

    >>> text = "Write `a` in\n```\nb\n```\nand c."
    >>> [is_shown(Document(text), text.index(letter)) for letter in ("a`", "b", "c.")]
    [True, True, False]
    """
    return is_within(_shown(document), start)
