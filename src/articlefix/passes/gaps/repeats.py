"""Words that stand twice by mistake.

Only words that nobody doubles on purpose: "had had", "that that", "very very", "Duran Duran" are not looked at.
"""

import re
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.passes.gaps.candidates import at_candidates
from articlefix.passes.gaps.classes import words
from articlefix.scan.patterns import lazy

_TWICE = lazy(r"(?<![\w\u2019'-])(\w+) {1,2}(\1)(?![\w\u2019'-])", re.IGNORECASE)


def find(document: Document) -> Iterator[Finding]:
    """Yield the words that stand twice on one line."""
    # Before two spaces a word is taken for one before a mark, where one is looked for.
    for match in (*at_candidates(document, "twice", _TWICE), *at_candidates(document, "mark", _TWICE)):
        first, second = match.groups()
        # A capital begins a name: “the The Hague”, “of Of Mice and Men”.
        if first.lower() in words("doubled") and second.islower():
            yield Finding(*match.span(), "repeated-word", f"“{second}” stands twice")
