"""Words that stand twice by mistake.

Only words that nobody doubles on purpose: "had had", "that that", "very very", "Duran Duran" are not looked at.
"""

import re
from collections.abc import Iterator
from functools import cache

from articlefix.document import Document
from articlefix.edits import Finding
from articlefix.passes.gaps import grammar
from articlefix.passes.gaps.classes import any_of, letters


def find(document: Document) -> Iterator[Finding]:
    """Yield the words that stand twice on one line."""
    if not _twice().search(letters(document)):
        return
    for match in _pattern().finditer(document.text):
        second = match.group()[-len(match[1]) :]
        # A capital begins a name: “the The Hague”, “of Of Mice and Men”.
        if second.islower():
            yield Finding(*match.span(), "repeated-word", f"“{second}” stands twice")


@cache
def _twice() -> re.Pattern[str]:
    return re.compile(rf"({any_of(grammar.words('doubled'))})\1")


@cache
def _pattern() -> re.Pattern[str]:
    words = grammar.alternatives("doubled")
    return re.compile(rf"(?<![\w\u2019'-])({words}) {{1,2}}\1(?![\w\u2019'-])", re.IGNORECASE)
