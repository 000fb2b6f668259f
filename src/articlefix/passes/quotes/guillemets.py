"""French marks of which one has its space inside and the other none: `« oui»`.

Left alone: pairs that are set close on both sides, as in Switzerland, and pairs of both kinds in one text.
"""

import re
from collections import Counter
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language

_GUILLEMETS = re.compile(
    r"\u00ab([ \u00a0\u202f]?)(?=\S)([^\u00ab\u00bb\n]{1,1000})(?<=\S)([ \u00a0\u202f]?)\u00bb"
)


def uneven_guillemets(document: Document) -> Iterator[Edit]:
    """Yield the space that one mark of a pair lacks, or has too much, as most pairs of the text are set.

    Where no other pair tells, the space of its other mark does, and in Switzerland, which sets none, close marks.
    """
    known = language(document.language)
    if not known.habits.spaced_marks or "\u00ab" not in document.text:
        return
    is_close = not known.quotes.inner_space
    pairs = list(_GUILLEMETS.finditer(document.text))
    uneven = [pair for pair in pairs if bool(pair[1]) != bool(pair[3])]
    if not uneven:
        return
    even = Counter(pair[1] for pair in pairs if bool(pair[1]) == bool(pair[3]))
    closed = even.pop("", 0)
    if closed or even:
        is_close = closed > even.total()
    for pair in uneven:
        if is_close:
            yield Edit(*pair.span(1 if pair[1] else 3), "", ("space-on-one-side-of-guillemets",))
        else:
            place = pair.start(1) if pair[3] else pair.end(2)
            space = max(even, key=even.__getitem__, default=pair[1] or pair[3])
            yield Edit(place, place, space, ("space-on-one-side-of-guillemets",))
