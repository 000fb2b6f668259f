r"""Text that stands twice: the title, a paragraph, a pull quote.

    "The Ferry\n\nThe Ferry\n\nIt left at noon."  -> "The Ferry\n\nIt left at noon."

The first occurrence stays; of a pull quote, the one within its paragraph. Compared without regard to case, white
space and the form of marks. Left alone: short lines that return (refrains, headings, answers in a dialogue),
list items, tables, verse, what a heading or a colon introduces, and all of Markdown.
"""

import re
from collections.abc import Iterator

from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document
from articlefix.edits import Edit
from articlefix.passes.paragraphs import Line, Lines

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
        "The title stands twice above the article.",
        before=f"How the Ferry Was Saved\n\nHow the Ferry was saved\n\n{_FIRST}",
        after=f"How the Ferry Was Saved\n\n{_FIRST}",
        untouched="No answer.\n\nNo answer.\n\nShe looked under the bed.",
    ),
    Rule(
        "repeated-paragraph",
        "A long paragraph stands twice.",
        before=f"{_FIRST}\n\nNobody waved.\n\n{_FIRST}",
        after=f"{_FIRST}\n\nNobody waved.",
        untouched="Nobody waved.\n\nThe ferry left at noon.\n\nNobody waved.",
    ),
    Rule(
        "pull-quote",
        "A short paragraph between long ones repeats a sentence of one of them.",
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
_SHORTEST_TITLE = 10
_FEWEST_TITLE_WORDS = 2
_LONGEST_TITLE = 250
_SITE_MARKS = (" | ", " \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ", " :: ")
_BODY = 120
_SHORTEST_PULL_QUOTE = 40
_LONGEST_PULL_QUOTE = 300
_FEWEST_PULL_QUOTE_WORDS = 7
_TITLE_REPEATS = 3  # the repeated title stands among the first lines, under a kicker or a date

_MARKS = "-*+>|#<`\N{BULLET}\N{TRIANGULAR BULLET}\N{BLACK SMALL SQUARE}\N{WHITE BULLET}"


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that delete what stands twice."""
    if document.format == "markdown":
        return
    lines = Lines(document)
    dropped: dict[int, str] = {}
    _drop_paragraphs(lines, dropped)
    _drop_titles(lines, dropped)
    _drop_pull_quotes(lines, dropped)
    for line in lines.filled:
        if line.number in dropped and document.is_protected(line.start, line.end, verbatim_only=True):
            del dropped[line.number]
    yield from lines.removals(dropped)


def _drop_paragraphs(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the long paragraphs that stood above already.

    One that a heading or a colon introduces stays: answers, steps and descriptions return on purpose.
    """
    seen: set[str] = set()
    above = ""
    for line in lines.filled:
        if len(line.text) >= _SHORTEST_PARAGRAPH and line.text.endswith(_STOPS) and not _is_marked(lines, line):
            folded = fold(line.text)
            if len(folded) >= _SHORTEST_FOLDED and folded in seen and _is_text(above):
                dropped[line.number] = "repeated-paragraph"
                continue
            seen.add(folded)
        above = line.text


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
    """Mark the lines above the article that repeat its first line; one with the name of the site goes first."""
    filled = lines.filled
    if not filled or not _can_be_title(filled[0]):
        return
    bare = _without_site(filled[0].text)
    title = fold(bare)
    if len(title) < _SHORTEST_TITLE or len(bare.split()) < _FEWEST_TITLE_WORDS:
        return
    titles = filled[:1]
    others = 0
    for line in filled[1:]:
        if line.number in dropped:
            continue
        if fold(_without_site(line.text[: 2 * _LONGEST_TITLE])) == title:
            titles.append(line)
        elif len(line.text) >= _BODY or (len(line.text) >= _SHORTEST_PARAGRAPH and line.text.endswith(_STOPS)):
            break
        else:
            others += 1
            if others > _TITLE_REPEATS:
                return
    else:
        return
    kept = next((line for line in titles if fold(line.text) == title), titles[0])
    dropped.update((line.number, "repeated-title") for line in titles if line is not kept)


def _without_site(title: str) -> str:
    """Return a title without what a page puts behind it: `The Last Ferry | The Harbour Gazette`."""
    for mark in _SITE_MARKS:
        if mark in title:
            return title.partition(mark)[0]
    return title


def _can_be_title(line: Line) -> bool:
    """Tell whether the first line may be a title: short, and no sentence of a dialogue or of verse."""
    return len(line.text) <= _LONGEST_TITLE and line.text[-1] not in ",;:" and line.text[0] not in "-*>|"


def _drop_pull_quotes(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the short paragraphs between two long ones that are, to the word, a sentence of a longer one."""
    stay = [line for line in lines.filled if line.number not in dropped]
    candidates = [
        line
        for above, line, below in zip(stay, stay[1:], stay[2:], strict=False)
        if len(above.text) >= _SHORTEST_PARAGRAPH
        and len(below.text) >= _SHORTEST_PARAGRAPH
        and _may_be_pull_quote(line)
    ]
    if not candidates:
        return
    sentences: dict[str, int] = {}
    for line in stay:
        if len(line.text) < _BODY:
            continue
        for sentence in re.split(r"(?<=[.!?\u2026])[\"'\u201d\u2019\u00bb)]*\s+", line.text):
            sentences.setdefault(fold(sentence), line.number)
    for line in candidates:
        source = sentences.get(fold(line.text))
        if source is not None and source != line.number:
            dropped[line.number] = "pull-quote"


def _may_be_pull_quote(line: Line) -> bool:
    text = line.text
    return (
        _SHORTEST_PULL_QUOTE <= len(text) <= _LONGEST_PULL_QUOTE
        and text.count(" ") + 1 >= _FEWEST_PULL_QUOTE_WORDS
        and text[0] not in "-*>|#"
    )


PASS = Pass("duplicates", Stage.LINES, Contract(Touch.LINES), RULES, find)
