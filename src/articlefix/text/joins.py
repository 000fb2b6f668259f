"""The line ends of wrapped prose that go, and the hyphens that stand there."""

import re
from collections.abc import Iterator, Sequence

from articlefix.core.document import Document, fact, lines
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.languages.tables import WordLists
from articlefix.scan.pattern import Pattern
from articlefix.text.wide import continued_wide_lines, sets_latin_apart, wide_join
from articlefix.text.wrapping import continued_lines

# A line that begins like no sentence right under another: no paragraph is joined without one.
_GOES_ON = Pattern(r"(?<=[^\n])\n(?=[^\W\d_A-Z])")
_LONGEST_PART = 60  # characters, of a word: time stays linear, and no word of a dictionary is as long
_SHORT = 3  # letters: "the", "one" stand in every text, and say nothing of what a hyphen joins
_HYPHENS = "-\N{HYPHEN}"
_LETTER = r"[^\W\d_]"


@where(_GOES_ON)
@fact
def joins(document: Document) -> list[Edit]:
    """Return the edits that join the lines of wrapped paragraphs, in order, one for each line end that goes."""
    text = document.text
    if not document.scan.has(_GOES_ON):
        return []
    edits: list[Edit] = []
    hyphens: list[tuple[int, int, int]] = []
    wide = frozenset(continued_wide_lines(text))
    continued = sorted(wide | {*continued_lines(text)})
    spans = list(lines(text)) if continued else []
    latin_apart = bool(wide) and sets_latin_apart(text)

    def joint(end: int, below: int, index: int) -> str:
        if index in wide:
            return wide_join(text, end, below, latin_apart=latin_apart)
        return "" if _is_tight_dash(text, end, below) else " "

    for index in continued:
        start, end = spans[index]
        end = start + len(text[start:end].rstrip())
        below, below_end = spans[index + 1]
        if _is_set_apart(document, start, end) or _is_set_apart(document, below, below_end):
            continue
        if text[end - 1] in _HYPHENS:
            hyphens.append((max(start, end - _LONGEST_PART), end, below))
        else:
            edits.append(Edit(end, below, joint(end, below, index), ("hard-wrap",)))
    if hyphens:
        edits += _hyphen_joins(text, hyphens, language(document.language).words)
        edits.sort()
    return edits


def _is_set_apart(document: Document, start: int, end: int) -> bool:
    """Tell whether a line is code or an address from its first character to its last."""
    return document.is_protected(start, start + 1) and document.is_protected(end - 1, end)


def _hyphen_joins(text: str, places: Sequence[tuple[int, int, int]], known: WordLists) -> Iterator[Edit]:
    """Yield the edits that join lines which end in a hyphen.

    Whoever wraps lines divides words at their ends or does not: what is doubtful goes with the greater part.
    """
    written = _written(text)
    verdicts = [_verdict(text, (start, end, below), written, known) for start, end, below in places]
    divides = 2 * verdicts.count("compound") <= len(verdicts)
    for (_, end, below), verdict in zip(places, verdicts, strict=True):
        if verdict == "divided" or (verdict == "doubtful" and divides):
            yield Edit(end - 1, below, "", ("line-end-hyphen",))
        else:
            yield Edit(end, below, " " if verdict == "apart" else "", ("hard-wrap",))


def _written(text: str) -> frozenset[str]:
    """Return the words of a text in small letters, less the two halves of each that is divided at a line end."""
    word = rf"{_LETTER}++(?>(?:[{_HYPHENS}]{_LETTER}++)*)"
    found = re.findall(rf"(?<!{_LETTER})(?<![{_HYPHENS}]\n){word}(?![{_HYPHENS}]\n)", text)
    return frozenset(map(str.casefold, found))


def _verdict(text: str, place: tuple[int, int, int], written: frozenset[str], known: WordLists) -> str:
    """Return what the hyphen at an end is: that of a compound, of a divided word, or apart from the next word."""
    start, end, below = place
    tail = re.search(rf"([{_HYPHENS}]?)({_LETTER}+)[{_HYPHENS}]$", text[start:end])
    head = re.match(rf"({_LETTER}+)([{_HYPHENS}]?)", text[below : below + _LONGEST_PART])
    if tail is None or head is None:
        return "apart" if text[end - 2 : end - 1].isspace() else "compound"
    if tail[1] or head[2]:
        return "compound"
    return "apart" if head[1] in known.conjunctions else compound(tail[2], head[1], written, known)


def compound(tail: str, head: str, written: frozenset[str], known: WordLists) -> str:
    """Tell whether a word divided at a line end has its hyphen in the middle of a line, too.

    `written` holds the other words of the text, in small letters. The answer is `compound`, `divided` or
    `doubtful`.

    >>> english = language("en").words
    >>> [compound(*halves, frozenset(), english) for halves in (("well", "known"), ("compa", "nies"))]
    ['compound', 'doubtful']
    >>> compound("ferry", "man", frozenset(["ferry-man"]), english)
    'compound'
    >>> compound("high", "way", frozenset(["highway"]), english)
    'divided'
    """
    first, last = tail.casefold(), head.casefold()
    if f"{first}-{last}" in written:
        return "compound"
    if first + last in written:
        return "divided"
    if len(first) == 1 or not head[0].islower() or first in known.first_parts or last in known.last_parts:
        return "compound"
    both = min(len(first), len(last)) > _SHORT and written.issuperset((first, last))
    return "compound" if both else "doubtful"


def _is_tight_dash(text: str, end: int, below: int) -> bool:
    """Tell whether a line end stands at a dash that has no space on its other side."""
    if text[end - 1] == "\N{EM DASH}":
        return not text[end - 2 : end - 1].isspace()
    return text[below] == "\N{EM DASH}" and not text[below + 1 : below + 2].isspace()
