"""Short paragraphs between long ones that repeat what one of them says."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise

from articlefix.core.document import Document
from articlefix.furniture.removal import Decision, decide
from articlefix.passes.duplicates.folding import BODY, CUT_OFF, SHORTEST_PARAGRAPH, STOPS
from articlefix.scan.lazy import lazy
from articlefix.text.paragraphs import Line

_SHORTEST, _LONGEST, _FEWEST_WORDS = 40, 300, 7  # characters and words of a pull quote: shorter ones are headings
_FEWEST_WORDS_OF_PART = 12  # of one that is a part of a sentence
_LONGEST_SPEAKER = 60
_NEAR = 4  # lines: on the same screen
_KEY = 6  # words by which a quotation is looked up in the text
_MOST_SOUGHT = 64  # quotations, each of which costs a search of the text; for more, its words are told apart once
_MOST_SOURCES = 8  # places with the same first words that are compared: a phrase that recurs on and on is no source
_SENTENCE_ENDS = (
    '.!?\N{HORIZONTAL ELLIPSIS}"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_WORD = lazy(r"[^\W_]+")
_THREE_WORDS = lazy(rb"[a-z]{3,}+ [a-z]{3,}+ [a-z]{3,}")
_PLAIN_WORD = lazy(rb"[a-z]+")

Quotation = tuple[Line, Line | None]
"""A line that may be a pull quote, and the line under it that names the speaker."""
Place = tuple[Line, int]
"""A paragraph, and the number of the word in it with which what a quotation says may begin."""


def repeated_pull_quotes(_document: Document, lines: Sequence[Line]) -> dict[int, Decision]:
    """Return what is done about short paragraphs between long ones that say, to the word, what a longer one says.

    That is a sentence or more of it; a part of a sentence where it is long, for headings quote as well. A speech
    that is remembered, a step that is named again and a point of a summary say the same: a quotation that is set
    for show stands beside its source, or has no full stop, or names its speaker.
    """
    quotations = list(_quotations(lines))
    said = _said(quotations, lines) if quotations else ()
    place = {line.number: index for index, line in enumerate(lines)} if said else {}
    result: dict[int, Decision] = {}
    for (line, by), sources in said:
        distance = min(abs(place[source.number] - place[line.number]) for source in sources)
        decision = decide(_evidence(line, by, distance))
        result.update((each.number, decision) for each in (line, by) if each is not None)
    return result


def _said(quotations: list[Quotation], lines: Sequence[Line]) -> list[tuple[Quotation, list[Line]]]:
    """Return the quotations that longer paragraphs say, each with those paragraphs."""
    paragraphs = [line for line in lines if _may_be_source(line.text)]
    if len(quotations) <= _MOST_SOUGHT:
        quotations, paragraphs = _meeting(quotations, paragraphs)
    keys = [_key(line.text) for line, _ in quotations]
    places = _places(paragraphs, {key for key in keys if len(key) == _KEY})
    sourced = zip(quotations, keys, strict=True)
    said = [(quotation, _sources(quotation[0], places.get(key, ()))) for quotation, key in sourced]
    return [(quotation, sources) for quotation, sources in said if sources]


def _sources(line: Line, places: Sequence[Place]) -> list[Line]:
    """Return the paragraphs, longer than a line, that say what it says at one of the places."""
    return [
        source
        for source, at in places
        if source.number != line.number and len(source.text) > len(line.text) and _says(source.text, at, line.text)
    ]


def _evidence(line: Line, by: Line | None, distance: int) -> Iterator[str]:
    """Yield what is known of a line that a paragraph at some distance says as well."""
    yield "quoted"
    if distance <= (1 if by is None else 2):
        yield "adjacent"
    elif distance <= _NEAR:
        yield "near"
    if not line.text.endswith(STOPS):
        yield "unstopped"
    if by is not None:
        yield "speaker"


def _quotations(lines: Sequence[Line]) -> Iterator[Quotation]:
    """Yield each line that may be a pull quote, with a line that names the speaker if one stands under it."""
    sizes = [len(line.text) for line in lines]
    for index, (above, size) in enumerate(pairwise(sizes), 1):
        if above < SHORTEST_PARAGRAPH or not _SHORTEST <= size <= _LONGEST:
            continue
        by = _speaker(lines, index + 1)
        below = index + (1 if by is None else 2)
        if below < len(lines) and sizes[below] >= SHORTEST_PARAGRAPH and _may_be_quote(lines[index].text):
            yield lines[index], by


def _speaker(lines: Sequence[Line], index: int) -> Line | None:
    return lines[index] if index < len(lines) and _is_speaker(lines[index].text) else None


def _is_speaker(text: str) -> bool:
    return len(text) <= _LONGEST_SPEAKER and text[0] in "-\N{EN DASH}\N{EM DASH}" and text[1:].strip()[:1].isupper()


def _may_be_source(text: str) -> bool:
    return len(text) >= BODY and not text.endswith(CUT_OFF)


def _may_be_quote(text: str) -> bool:
    return text.count(" ") + 1 >= _FEWEST_WORDS and text[0] not in "-*>|#^{[(<" and text[-1] not in ",;:{"


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters, an apostrophe no part of them: its form changes."""
    return _WORD.findall(text.lower())


def _key(text: str) -> tuple[str, ...]:
    """Return the first words of a text, by which it is looked up."""
    return tuple(match.group() for match in islice(_WORD.finditer(text.lower()), _KEY))


def _meeting(quotations: list[Quotation], paragraphs: list[Line]) -> tuple[list[Quotation], list[Line]]:
    """Return the quotations of which another paragraph holds all plain words, and those paragraphs.

    To look for three words first costs much less than to tell the words apart, unless very many are sought.
    """
    rows = _octets("\n".join([line.text for line in paragraphs]))
    starts = [0, *accumulate(len(line.text) + 1 for line in paragraphs)]
    said = _octets("\n".join([line.text for line, _ in quotations])).split(b"\n")
    met: list[Quotation] = []
    holding: set[int] = set()
    for quotation, octets in zip(quotations, said, strict=True):
        needle = _needle(octets)
        found: set[int] = set()
        at = rows.find(needle)
        while 0 <= at < len(rows):
            index = bisect_right(starts, at) - 1
            start, end = starts[index], starts[index + 1]
            if paragraphs[index] is not quotation[0] and _holds_words(rows, start, end, octets):
                found.add(index)
            at = rows.find(needle, end)
        if found:
            met.append(quotation)
            holding |= found
    return met, [paragraphs[index] for index in sorted(holding)]


def _holds_words(rows: bytes, start: int, end: int, said: bytes) -> bool:
    """Tell whether a part of a text holds all plain words of a quotation."""
    return all(rows.find(word, start, end) >= 0 for word in said.split() if word.isalpha())


def _octets(text: str) -> bytes:
    """Return a text in small letters with one byte for each character, in which words are found fastest."""
    return text.encode("latin-1", "replace").lower()


def _needle(text: bytes) -> bytes:
    """Return three words of a text that no mark parts, none of them short, or else its longest word.

    >>> _needle(b"it left the harbour at about noon."), _needle(b"it left at noon.")
    (b'left the harbour', b'left')
    """
    if words := _THREE_WORDS.search(text):
        return words.group()
    return max(_PLAIN_WORD.findall(text), key=len, default=b"")


def _places(paragraphs: list[Line], wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[Place]]:
    """Return where in paragraphs, by the number of the word, each of the wanted beginnings stands."""
    places: dict[tuple[str, ...], list[Place]] = {}
    firsts = {key[0] for key in wanted}
    for line in paragraphs:
        words = _words(line.text)
        for at in [at for at, word in enumerate(words) if word in firsts]:
            key = tuple(words[at : at + _KEY])
            if key in wanted and len(found := places.setdefault(key, [])) < _MOST_SOURCES:
                found.append((line, at))
    return places


def _says(source: str, at: int, quote: str) -> bool:
    """Tell whether a paragraph says from its word number `at` on what a quotation of it says."""
    words = list(_WORD.finditer(source.lower()))
    said = _words(quote)
    end = at + len(said)
    if [word.group() for word in words[at:end]] != said or end - at == len(words):
        return False
    # A part of a sentence in the text's own marks may be a quotation that is set as a paragraph on purpose.
    if len(said) >= _FEWEST_WORDS_OF_PART and (quote[0].isalnum() or quote[0] not in source):
        return True
    return _ends_sentence(words, at) and _ends_sentence(words, end)


def _ends_sentence(words: Sequence[re.Match[str]], index: int) -> bool:
    """Tell whether a sentence ends before the word at `index`, as at both ends of a text."""
    if not 0 < index < len(words):
        return True
    between = words[index].string[words[index - 1].end() : words[index].start()]
    return any(stop in between for stop in _SENTENCE_ENDS)
