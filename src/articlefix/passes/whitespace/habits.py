"""What a text does so often that it is damage, and no slip of an editor: judged by its long lines.

Later passes hardly delete a long line, so a second run judges as the first did. A text without long lines tells
nothing, and each space is then judged by its place alone.
"""

from articlefix.core.document import Document, fact

NO_BREAK = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_LONG_LINE = 80
_STRAY_SHARE = 0.01  # of all spaces: careful typography stays below 0.7%, what extractors give has up to 4%
_TRAILING_SHARE = 1 / 3  # of all lines


@fact
def has_stray_spaces(document: Document) -> bool:
    """Tell whether no-break spaces are more than typography puts here and there."""
    long = "\n".join(_long_lines(document))
    count = sum(map(long.count, NO_BREAK))
    return not long or count >= _STRAY_SHARE * (count + long.count(" "))


@fact
def has_trailing_spaces(document: Document) -> bool:
    """Tell whether paragraphs commonly end in a space."""
    long = _long_lines(document)
    return not long or sum(line[-1].isspace() for line in long) >= _TRAILING_SHARE * len(long)


@fact
def _long_lines(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if len(line) >= _LONG_LINE]
