r"""Prose that was wrapped to a width: its lines are joined to paragraphs again.

    "the ferries of several compa-\nnies left at\nnoon"  -> "the ferries of several companies left at noon"

Only where many lines show the width (see articlefix.passes.wrapping). Left alone: verse, lists, addresses, headers,
tables, code, indented lines, scripts without letter case, and Markdown, where rendering joins lines anyway. The
hyphen at a line end goes where the word is written without it elsewhere, or is no compound for all one can tell.
"""

import re
from collections.abc import Iterator, Sequence

from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document, lines
from articlefix.edits import Edit
from articlefix.passes.wrapping import continued_lines

_WRAPPED = (
    "The ferry left the harbour at noon, as it had on every\n"
    "day since the war, with a cargo of mail and bread and\n"
    "newspapers, and the harbour master wrote the hour in\n"
    "his book before he went home to his dinner.\n"
)
_HYPHENATED = (
    "The ferry left the harbour at noon, and all the compa-\n"
    "nies that had an office on the quay closed it for the\n"
    "day, as they had done on every evening since the war\n"
    "had ended, and went home.\n"
)

RULES = (
    Rule(
        "hard-wrap",
        "The lines of a paragraph end at a margin.",
        before=_WRAPPED,
        after=_WRAPPED[:-1].replace("\n", " ") + "\n",
        untouched="The ferry left at noon,\nas it had on every day,\nand the master went home\nto his dinner.\n",
    ),
    Rule(
        "line-end-hyphen",
        "A word is divided at the end of a wrapped line.",
        before=_HYPHENATED,
        after=_HYPHENATED[:-1].replace("-\n", "").replace("\n", " ") + "\n",
        untouched="The com-\npany closed.\n",
    ),
)

_LONGEST_PART = 60
_SHORT = 3
_HYPHENS = "-\N{HYPHEN}"
_LETTER = r"[^\W\d_]"

# After the hyphen of a part that is left out: "Vor- und Nachteile", "pre- and post-war".
_CONJUNCTIONS = frozenset(("and", "or", "to", "und", "oder", "bis", "en", "of", "et", "ou", "och", "eller", "og"))
# Words that make compounds with a hyphen: the first of one, and the last.
_FIRST_PARTS = frozenset(
    (
        *("cross", "ex", "fast", "first", "five", "four", "full", "great", "half", "hard", "high", "ill", "late"),
        *(
            "left",
            "long",
            "low",
            "near",
            "never",
            "old",
            "quasi",
            "right",
            "second",
            "self",
            "short",
            "six",
            "third",
        ),
        *("three", "top", "two", "twenty", "thirty", "forty", "fifty", "vice", "well"),
    )
)
_LAST_PARTS = frozenset(
    (
        *(
            "based",
            "born",
            "called",
            "century",
            "class",
            "driven",
            "efficient",
            "friendly",
            "hour",
            "known",
            "level",
        ),
        *("looking", "made", "making", "minute", "month", "old", "owned", "quality", "range", "related"),
        *("scale", "selling", "sized", "speaking", "standing", "style", "term", "time", "week", "wide", "year"),
    )
)


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that join the lines of wrapped paragraphs."""
    if document.format == "text":
        yield from joins(document.text, list(lines(document.text)))


def joins(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield the edits that join the lines of wrapped paragraphs, in order, one for each line end that goes."""
    written: frozenset[str] | None = None
    for index in continued_lines(text, spans):
        start, end = spans[index]
        end = start + len(text[start:end].rstrip())
        below = spans[index + 1][0]
        if text[end - 1] not in _HYPHENS:
            yield Edit(end, below, "" if _is_tight_dash(text, end, below) else " ", ("hard-wrap",))
            continue
        if written is None:
            written = _written(text)
        yield _hyphen_join(text, max(start, end - _LONGEST_PART), end, below, written)


def _written(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, less the two halves of each that is divided at a line end."""
    word = rf"{_LETTER}++(?:[{_HYPHENS}]{_LETTER}++)*+"
    found = re.findall(rf"(?<!{_LETTER})(?<![{_HYPHENS}]\n){word}(?![{_HYPHENS}]\n)", text)
    return frozenset(map(str.casefold, found))


def _hyphen_join(text: str, start: int, end: int, below: int, written: frozenset[str]) -> Edit:
    """Return the edit that joins a line which ends in a hyphen at `end` with the one that begins at `below`."""
    tail = re.search(rf"{_LETTER}+(?=[{_HYPHENS}]$)", text[start:end])
    head = re.match(rf"{_LETTER}+", text[below : below + _LONGEST_PART])
    if tail is None or head is None:
        return Edit(end, below, " " if text[end - 2 : end - 1].isspace() else "", ("hard-wrap",))
    if head.group() in _CONJUNCTIONS:
        return Edit(end, below, " ", ("hard-wrap",))
    if is_compound(tail.group(), head.group(), written):
        return Edit(end, below, "", ("hard-wrap",))
    return Edit(end - 1, below, "", ("line-end-hyphen",))


def is_compound(tail: str, head: str, written: frozenset[str]) -> bool:
    """Tell whether a word divided at a line end has its hyphen in the middle of a line, too.

    `written` holds the other words of the text, in small letters.

    >>> is_compound("well", "known", frozenset()), is_compound("compa", "nies", frozenset())
    (True, False)
    >>> is_compound("ferry", "man", frozenset(["ferry-man"])), is_compound("high", "way", frozenset(["highway"]))
    (True, False)
    """
    first, last = tail.casefold(), head.casefold()
    if f"{first}-{last}" in written:
        return True
    if first + last in written:
        return False
    if len(first) == 1 or not head[0].islower() or first in _FIRST_PARTS or last in _LAST_PARTS:
        return True
    return len(first) > _SHORT and len(last) > _SHORT and first in written and last in written


def _is_tight_dash(text: str, end: int, below: int) -> bool:
    """Tell whether a line end stands at a dash that has no space on its other side."""
    if text[end - 1] == "\N{EM DASH}":
        return not text[end - 2 : end - 1].isspace()
    return text[below] == "\N{EM DASH}" and not text[below + 1 : below + 2].isspace()


PASS = Pass("linebreaks", Stage.LINES, Contract(Touch.SPACE | Touch.PUNCTUATION, joins_words=True), RULES, find)
