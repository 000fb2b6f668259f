"""Notes in brackets that software puts behind a link for readers who do not see it: `(opens in new window)`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.furniture.removal import decide
from articlefix.furniture.vocabulary import Vocabulary
from articlefix.text.paragraphs import Lines

_BETWEEN = r"(?:[^\w()\[\]\n]|_){1,3}"  # no other bracket: all of a note goes, and nothing else
_WORD = re.compile(r"\w")


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
            yield _taken(document.text, start, end, decision.evidence)


def _taken(text: str, start: int, end: int, evidence: str) -> Edit:
    """Return the edit that takes a note and the space before it, of which one stays where a word is glued to it."""
    is_spaced = text[max(0, start - 1) : start] == " "
    is_glued = start > 0 and text[start - 1] != "\n" and _WORD.match(text, end) is not None
    return Edit(start - is_spaced, end, " " if is_glued else "", ("prompt-in-paragraph",), evidence)


@cache
def _notes(known: Vocabulary) -> re.Pattern[str]:
    notes = "|".join(_BETWEEN.join(note.split()) for note in known.notes)
    return re.compile(rf"\((?i:{notes})\)")
