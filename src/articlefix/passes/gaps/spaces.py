"""Where only the space before a mark tells that a word is missing: "on the day , a company that", "lending to .".

A dropped link leaves its space behind. So does sloppy typing, which strikes anywhere: where such spaces are usual
in a text, or stand mostly where nothing can be missing, they say nothing, and nothing is reported.
"""

import re
from collections.abc import Iterator

from articlefix.document import Document
from articlefix.edits import Finding
from articlefix.passes.gaps import grammar

_HABIT = 0.3
"""The share of all commas and stops that have a space before them from which it is a habit."""

_INNOCENT_PER_SUSPECT = 4
"""A preposition or a conjunction before the mark is telling, unless many other words stand there as well."""

# A word or a comma, one space, a mark, and then space, a quotation mark or the end; not a spaced ellipsis.
_SPACED = re.compile(r"((?<![\w\u2019'-])[^\W\d_][\w\u2019'-]*+|(?<=\w),) ([,.;])(?=[\s\u201d\u2019\"'])(?! \.)")
_PHRASE = re.compile(r"\b(?:the|an?|this|that|every|each)(?: [\w\u2019'-]{1,30})? \Z", re.IGNORECASE)
_NEXT_WORD = re.compile(r" ([a-z]+)\b")


def find(document: Document) -> Iterator[Finding]:
    """Yield the places before a spaced mark where a word is missing and grammar alone does not tell."""
    text = document.text
    if not (" ," in text or " ." in text or " ;" in text) or not grammar.is_english(document):
        return
    suspects = _suspects(document)
    if not suspects:
        return
    seen = {found.end for found in grammar.stranded(text)}
    for match in suspects:
        if match.end() not in seen:
            message = (
                f"a space stands between “{match[1]}” and “{match[2]}”: a name or a phrase there may be missing"
            )
            yield Finding(*match.span(), "missing-text", message)


def _suspects(document: Document) -> list[re.Match[str]]:
    """Return the spaced marks before which a word may be missing, if such marks say anything in this text."""
    text = document.text
    certain: list[re.Match[str]] = []
    likely: list[re.Match[str]] = []
    innocent = 0
    for match in _SPACED.finditer(text):
        if document.is_protected(*match.span(1)):
            continue
        if _needs_a_noun(match[1]):
            certain.append(match)
        elif match[2] == "," and _lacks_its_name(text, match):
            likely.append(match)
        else:
            innocent += 1
    suspects = len(certain) + len(likely)
    if innocent > min(_INNOCENT_PER_SUSPECT * suspects, max(1, _HABIT * _marks(text) - suspects)):
        return []
    return certain if innocent * 2 > suspects else [*certain, *likely]


def _needs_a_noun(word: str) -> bool:
    """Tell whether a word, or a comma, cannot well stand before a mark."""
    return word == "," or any(
        word.lower() in grammar.words(name) for name in ("determiners", "conjunctions", "stranded")
    )


def _lacks_its_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare noun phrase stands before the comma, and after it what is said about a name."""
    follows = _NEXT_WORD.match(text, match.end())
    if not follows or follows[1] not in grammar.words("appositions"):
        return False
    return _PHRASE.search(text, max(0, match.start() - 40), match.start()) is not None


def _marks(text: str) -> int:
    return text.count(",") + text.count(". ") + text.count(";")
