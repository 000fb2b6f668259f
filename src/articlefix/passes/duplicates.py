r"""Text that stands twice: the title, a paragraph, a pull quote.

    "The Ferry\n\nThe Ferry\n\nIt left at noon."  -> "The Ferry\n\nIt left at noon."

The first occurrence stays; of a pull quote, the one within its paragraph. Compared without regard to case, white
space and the form of marks. Left alone: short lines that return (refrains, headings, answers in a dialogue),
list items, tables, verse, what a heading or a colon introduces, and all of Markdown.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice, pairwise

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.scan.patterns import lazy
from articlefix.text.paragraphs import Line, Lines, lines_of, unprotected

_FIRST = (
    "The ferry left the harbour at noon, as it had on every day since the war, with a cargo of mail, bread and"
    " newspapers for the islands."
)
_SECOND = (
    "We had no radio on board and nobody missed it. The sea was all the news that one needed in those days, he"
    " said, and it came every morning."
)

RULES = (
    Rule(
        "repeated-title",
        "The title or the standfirst stands twice above the article.",
        before=f"How the Ferry Was Saved\n\nHow the Ferry was saved\n\n{_FIRST}",
        after=f"How the Ferry Was Saved\n\n{_FIRST}",
        untouched="No answer.\n\nNo answer.\n\nShe looked under the bed.",
    ),
    Rule(
        "repeated-paragraph",
        "A long paragraph stands twice, or its beginning above it, cut off.",
        before=f"{_FIRST}\n\nNobody waved.\n\n{_FIRST}",
        after=f"{_FIRST}\n\nNobody waved.",
        untouched="Nobody waved.\n\nThe ferry left at noon.\n\nNobody waved.",
    ),
    Rule(
        "pull-quote",
        "A short paragraph between long ones repeats what one of them says.",
        before=f"{_SECOND}\n\nWe had no radio on board and nobody missed it.\n\n{_FIRST}",
        after=f"{_SECOND}\n\n{_FIRST}",
        untouched=f"{_FIRST}\n\nWe had no radio on board and nobody missed it.\n\n{_FIRST[:-1]} beyond.",
    ),
)

_SHORTEST_PARAGRAPH = 80
_SHORTEST_FOLDED = 60
_CLOSING = ("", '"', "'", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}", ")")
_STOPS = (
    *(stop + mark for stop in ".!?\N{HORIZONTAL ELLIPSIS}" for mark in _CLOSING),
    "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "\N{IDEOGRAPHIC FULL STOP}",
)
_BEGINNING, _LONG_BEGINNING = 8, 40
_PLAIN_MARKS = bytes(byte for byte in range(0x80) if not chr(byte).isalnum() and byte != ord("\n"))
_CURLY = tuple(
    quote.encode()
    for quote in "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
_SHORTEST_TITLE = 10
_TITLE_BEGINNING = 4
_FEWEST_TITLE_WORDS = 2
_LONGEST_TITLE = 250
_SITE_MARKS = (" | ", " \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ", " :: ")
_BODY = 120
_SHORTEST_PULL_QUOTE = 40
_LONGEST_PULL_QUOTE = 300
_FEWEST_PULL_QUOTE_WORDS = 7
_MOST_ABOVE = 4  # different lines: the title, a kicker, a standfirst, a date
_SHORTEST_STANDFIRST = 40
_SITE_SHARE = 0.6  # of the length of the title, at most
_CUT_OFF = ("\N{HORIZONTAL ELLIPSIS}", "...", "[\N{HORIZONTAL ELLIPSIS}]", "[...]")
_TEASER_REACH = 6
_KEY = 6  # words by which a quotation is looked up in the text
_MOST_SOUGHT = 64
_FEWEST_WORDS_OF_PART = 12
_MOST_SOURCES = 8
_LONGEST_SPEAKER = 60
_SENTENCE_ENDS = (
    '.!?\N{HORIZONTAL ELLIPSIS}"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_WORD = lazy(r"[^\W_]+")
_THREE_WORDS = lazy(rb"[a-z]{3,}+ [a-z]{3,}+ [a-z]{3,}")
_PLAIN_WORD = lazy(rb"[a-z]+")

_MARKS = "-*+>|#<`\N{BULLET}\N{TRIANGULAR BULLET}\N{BLACK SMALL SQUARE}\N{WHITE BULLET}"


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that delete what stands twice."""
    if document.format == "markdown":
        return
    lines = lines_of(document)
    dropped: dict[int, str] = {}
    _drop_paragraphs(lines, dropped)
    _drop_titles(lines, dropped)
    _drop_teasers(lines, dropped)
    _drop_pull_quotes(lines, dropped)
    yield from lines.removals(unprotected(document, lines, dropped))


def _drop_paragraphs(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the long paragraphs that stood above already.

    One that a heading or a colon introduces stays: answers, steps and descriptions return on purpose.
    """
    filled = lines.filled
    long = [index for index, line in enumerate(filled) if len(line.text) >= _SHORTEST_PARAGRAPH]
    alike = _alike(filled, _alike(filled, long, _BEGINNING), _LONG_BEGINNING)
    seen: set[str] = set()
    above = ""
    for index in alike:
        line = filled[index]
        if index and filled[index - 1].number not in dropped:
            above = filled[index - 1].text
        if not line.text.endswith(_STOPS) or _is_marked(lines, line):
            continue
        folded = fold(line.text)
        if len(folded) >= _SHORTEST_FOLDED and folded in seen and _is_text(above):
            dropped[line.number] = "repeated-paragraph"
        seen.add(folded)


def _alike(filled: Sequence[Line], indices: Sequence[int], size: int) -> list[int]:
    """Return those of some lines that begin as another of them does, in `size` letters of the folded text.

    Most lines that differ differ there already.
    """
    if not indices:
        return []
    texts = [filled[index].text for index in indices]
    beginnings = _beginnings(texts, size)
    if len(set(beginnings)) == len(beginnings):
        return []
    counts = Counter(beginnings)
    return [index for index, beginning in zip(indices, beginnings, strict=True) if counts[beginning] > 1]


def _beginnings(texts: Sequence[str], size: int) -> list[str]:
    r"""Return the first letters and digits of each folded text.

    What most beginnings hold besides is taken from all of them at once, which costs less than one by one.

    >>> _beginnings(["We had no radio.", "\u201cWe had\u201d, he said"], 8)
    ['wehadnor', 'wehadhes']
    """
    heads = "\n".join([text[: 2 * size] for text in texts]).casefold().encode("utf-8", "surrogatepass")
    for quote in _CURLY:
        heads = heads.replace(quote, b"")
    plain = heads.translate(None, _PLAIN_MARKS).decode("utf-8", "surrogatepass")
    return [
        (head if len(head) >= size and head.isalnum() else fold(text))[:size]
        for head, text in zip(plain.split("\n"), texts, strict=False)  # of no text the head is one, and empty
    ]


def fold(text: str) -> str:
    r"""Return the letters and digits of `text`, small: what stays when case, marks and spaces are set anew.

    >>> fold("\u201cDon\u2019t  Go\u201d") == fold("\"Don't go\"")
    True
    """
    return "".join(filter(str.isalnum, text.casefold()))


def _is_text(above: str) -> bool:
    """Tell whether a line is text rather than a heading, a question that the next answers, or a lead-in."""
    return above.endswith(_STOPS) and (len(above) >= _SHORTEST_PARAGRAPH or above[-1] != "?")


def _is_marked(lines: Lines, line: Line) -> bool:
    """Tell whether a line is a list item, a row of a table, a quotation, code, or has a label (`By mail: ...`)."""
    raw = lines.text[line.start : line.end]
    if raw[0] in _MARKS or raw.startswith("    ") or "|" in raw or "\t" in raw:
        return True
    first = raw.split(None, 1)[0]
    return first[-1] == ":" or (first[-1] in ".)" and first[:-1].isdigit())


def _drop_titles(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the lines above the article that repeat its title or its standfirst.

    The title is the first line; under a kicker, one that stands twice in a row. Of two the one without the name of
    the site stays.
    """
    above = _above_article(lines, dropped) if _may_repeat_title(lines, dropped) else ()
    for index, line in enumerate(above):
        if line.number in dropped or not _can_be_title(line.text, is_first=index == 0):
            continue
        is_long = len(line.text) >= _SHORTEST_STANDFIRST
        rest = above[index + 1 : None if index == 0 or is_long else index + 2]
        titles = [line, *(other for other in rest if _is_same_title(line.text, other.text))]
        shortest = min(titles, key=lambda title: len(fold(title.text)))
        dropped.update((title.number, "repeated-title") for title in titles if title is not shortest)


def _may_repeat_title(lines: Lines, dropped: Mapping[int, str]) -> bool:
    """Tell whether two of the first lines begin alike: if none do, they are no titles, or no two of them are one.

    What is cut from a title is its end.
    """
    stay = (line.text for line in lines.filled if line.number not in dropped)
    first = [_without_site(text) for text in islice(stay, _MOST_ABOVE + 1)]
    return len(set(_beginnings(first, _TITLE_BEGINNING))) < len(first)


def _above_article(lines: Lines, dropped: dict[int, str]) -> list[Line]:
    """Return the lines above the first paragraph, or none where there is none, or they are too many for titles."""
    above: list[Line] = []
    distinct: set[str] = set()
    for line in lines.filled:
        if line.number in dropped:
            continue
        is_paragraph = len(line.text) >= _SHORTEST_PARAGRAPH and line.text.endswith(_STOPS)
        if above and (is_paragraph or len(line.text) >= _BODY):
            return above
        distinct.add(fold(_without_site(line.text)))
        if len(line.text) > _LONGEST_TITLE or len(distinct) > _MOST_ABOVE:
            return []
        above.append(line)
    return []


def _is_same_title(title: str, other: str) -> bool:
    """Tell whether two lines are one title, either of them with the name of the site behind it.

    >>> _is_same_title("The Last Ferry | The Gazette", "The last ferry")
    True
    >>> _is_same_title("The Last Ferry", "The Last Ferry of the Year")
    False
    """
    if fold(_without_site(title)) == fold(_without_site(other)):
        return True
    names = fold(title), fold(other)
    return all(names) and (names[0] == _without_dash(other) or names[1] == _without_dash(title))


def _without_site(title: str) -> str:
    """Return a title without what a page puts behind it: `The Last Ferry | The Harbour Gazette`."""
    for mark in _SITE_MARKS:
        if mark in title:
            return title.partition(mark)[0]
    return title


def _without_dash(title: str) -> str:
    """Return the letters of a title without a site behind a dash, which is shorter, and has capitals as names have.

    >>> _without_dash("The Last Ferry to the Islands - Harbour Gazette")
    'thelastferrytotheislands'
    >>> _without_dash("Letter from the Quay - On the Loss of an Umbrella")
    ''
    """
    before, dash, site = (
        title.replace("\N{EM DASH}", "\N{EN DASH}").replace(" \N{EN DASH} ", " - ").rpartition(" - ")
    )
    is_site = dash and len(site) < _SITE_SHARE * len(before) and all(word[0].isupper() for word in site.split())
    return fold(before) if is_site else ""


def _can_be_title(text: str, *, is_first: bool) -> bool:
    """Tell whether a line may be a title or a standfirst, and is no sentence of a dialogue or of verse."""
    bare = _without_site(text)
    if len(fold(bare)) < _SHORTEST_TITLE or len(bare.split()) < _FEWEST_TITLE_WORDS or text[0] in "-*>|":
        return False
    return text[-1] not in (",;:" if is_first or len(text) >= _SHORTEST_STANDFIRST else ".,;:")


def _drop_teasers(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the lines that are cut off and begin as the next paragraphs do, as the text of a feed does."""
    stay = _rest(lines, dropped)
    for index in [index for index, line in enumerate(stay) if line.text.endswith(_CUT_OFF)]:
        line = stay[index]
        if _is_marked(lines, line):
            continue
        teaser = fold(line.text)
        below = stay[index + 1 : index + 1 + _TEASER_REACH]
        if len(teaser) >= _SHORTEST_FOLDED and any(_begins_with(below[at:], teaser) for at in range(len(below))):
            dropped[line.number] = "repeated-paragraph"


def _rest(lines: Lines, dropped: Mapping[int, str]) -> Sequence[Line]:
    return [line for line in lines.filled if line.number not in dropped] if dropped else lines.filled


def _begins_with(paragraphs: Sequence[Line], teaser: str) -> bool:
    """Tell whether the text of some paragraphs begins with a teaser, and goes on."""
    text = ""
    for line in paragraphs:
        text += fold(line.text[: 2 * (len(teaser) - len(text)) + _SHORTEST_FOLDED])
        if len(text) > len(teaser):
            return text.startswith(teaser)
        if not teaser.startswith(text):
            return False
    return False


def _drop_pull_quotes(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the short paragraphs between two long ones that say, to the word, what a longer one says.

    That is a sentence or more of it; a part of a sentence where it is long, for headings quote as well.
    """
    stay = _rest(lines, dropped)
    quotations = list(_quotations(stay))
    if not quotations:
        return
    paragraphs = [line for line in stay if len(line.text) >= _BODY and not line.text.endswith(_CUT_OFF)]
    if len(quotations) <= _MOST_SOUGHT:
        quotations, paragraphs = _meeting(quotations, paragraphs)
    keyed = [(line, by, key) for line, by in quotations if len(key := _key(line.text)) == _KEY]
    sources = _sources(paragraphs, {key for _, _, key in keyed})
    for line, by, key in keyed:
        for source, at in sources.get(key, ()):
            if source.number != line.number and _says(source.text, at, line.text):
                dropped[line.number] = "pull-quote"
                if by is not None:
                    dropped[by.number] = "pull-quote"
                break


def _quotations(stay: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Yield each line that may be a pull quote, with a line that names the speaker if one stands under it."""
    sizes = [len(line.text) for line in stay]
    for index, (above, size) in enumerate(pairwise(sizes), 1):
        if above < _SHORTEST_PARAGRAPH or not _SHORTEST_PULL_QUOTE <= size <= _LONGEST_PULL_QUOTE:
            continue
        by = stay[index + 1] if index + 1 < len(stay) and _is_speaker(stay[index + 1].text) else None
        below = index + (1 if by is None else 2)
        if below < len(stay) and sizes[below] >= _SHORTEST_PARAGRAPH and _may_be_quote(stay[index].text):
            yield stay[index], by


def _is_speaker(text: str) -> bool:
    return len(text) <= _LONGEST_SPEAKER and text[0] in "-\N{EN DASH}\N{EM DASH}" and text[1:].strip()[:1].isupper()


def _may_be_quote(text: str) -> bool:
    return text.count(" ") + 1 >= _FEWEST_PULL_QUOTE_WORDS and text[0] not in "-*>|#"


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters, an apostrophe no part of them: its form changes."""
    return _WORD.findall(text.lower())


def _key(text: str) -> tuple[str, ...]:
    """Return the first words of a text, by which it is looked up."""
    return tuple(match.group() for match in islice(_WORD.finditer(text.lower()), _KEY))


def _meeting(
    quotations: list[tuple[Line, Line | None]], paragraphs: list[Line]
) -> tuple[list[tuple[Line, Line | None]], list[Line]]:
    """Return the quotations of which another paragraph holds all plain words, and those paragraphs.

    To look for three words first costs much less than to tell the words apart, unless very many are sought.
    """
    rows = _octets("\n".join([line.text for line in paragraphs]))
    starts = [0, *accumulate(len(line.text) + 1 for line in paragraphs)]
    met: list[tuple[Line, Line | None]] = []
    holding: set[int] = set()
    for quotation in quotations:
        said = _octets(quotation[0].text)
        needle = _needle(said)
        words: list[bytes] = []
        found: set[int] = set()
        at = rows.find(needle)
        while 0 <= at < len(rows):
            index = bisect_right(starts, at) - 1
            start, end = starts[index], starts[index + 1]
            if paragraphs[index] is not quotation[0]:
                words = words or [word for word in said.split() if word.isalpha()]
                if all(rows.find(word, start, end) >= 0 for word in words):
                    found.add(index)
            at = rows.find(needle, end)
        if found:
            met.append(quotation)
            holding |= found
    return met, [paragraphs[index] for index in sorted(holding)]


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


def _sources(paragraphs: list[Line], wanted: set[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[Line, int]]]:
    """Return where in paragraphs, by the number of the word, each of the wanted beginnings stands."""
    sources: dict[tuple[str, ...], list[tuple[Line, int]]] = {}
    firsts = {key[0] for key in wanted}
    for line in paragraphs:
        words = _words(line.text)
        for at in [at for at, word in enumerate(words) if word in firsts]:
            key = tuple(words[at : at + _KEY])
            if key in wanted and len(found := sources.setdefault(key, [])) < _MOST_SOURCES:
                found.append((line, at))
    return sources


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
    # Folding the case may lengthen a text, but not its marks: what stands around the words tells of sentences.
    folded = source.lower()
    before = folded[words[at - 1].end() : words[at].start()] if at else "."
    after = folded[words[end - 1].end() : words[end].start()] if end < len(words) else "."
    return any(stop in before for stop in _SENTENCE_ENDS) and any(stop in after for stop in _SENTENCE_ENDS)


PASS = Pass("duplicates", Stage.LINES, Contract(Touch.LINES), RULES, find)
