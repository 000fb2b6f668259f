"""Notes in brackets that software puts behind a link for readers who do not see it: `(opens in new window)`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.furniture.removal import decide
from articlefix.furniture.vocabulary import Vocabulary
from articlefix.text.paragraphs import Lines


def edits(document: Document, known: Vocabulary, lines: Lines, dropped: Mapping[int, str]) -> Iterator[Edit]:
    """Yield the edits that take the notes out of lines that stay."""
    if not known.notes or "(" not in document.text:
        return
    places = [match.span() for match in _notes(known).finditer(document.text)]
    if not places:
        return
    gone = [(line.start, line.end) for line in lines.filled if line.number in dropped]
    decision = decide(["note"])
    for start, end in places:
        if not any(first <= start < last for first, last in gone):
            is_spaced = start > 0 and document.text[start - 1] == " "
            yield Edit(start - is_spaced, end, "", ("prompt-in-paragraph",), decision.evidence)


@cache
def _notes(known: Vocabulary) -> re.Pattern[str]:
    notes = "|".join(r"[\W_]+".join(note.split()) for note in known.notes)
    return re.compile(rf"\((?i:{notes})\)")
