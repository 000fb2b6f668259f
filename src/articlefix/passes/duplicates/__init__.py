r"""Text that stands twice: the title, a paragraph, a pull quote.

    "The Ferry\n\nThe Ferry\n\nIt left at noon."  -> "The Ferry\n\nIt left at noon."

The first occurrence stays; of a pull quote, the one within its paragraph. Compared without regard to case, white
space and the form of marks. Left alone: short lines that return (refrains, headings, answers in a dialogue), list
items, tables and verse. A paragraph that returns later and a sentence that is said again farther on are reported:
they may be a refrain, or a speech that is remembered. In Markdown, which somebody wrote, nothing goes.
"""

from collections.abc import Iterator, Mapping, Sequence

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.furniture.removal import Decision
from articlefix.passes.duplicates.paragraphs import repeated_paragraphs, teasers
from articlefix.passes.duplicates.pull_quotes import repeated_pull_quotes
from articlefix.passes.duplicates.titles import repeated_titles
from articlefix.text.paragraphs import Line, lines_of, unprotected

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
        "A long paragraph stands twice running, a body stands twice, or a beginning stands above it, cut off.",
        before=f"{_FIRST}\n\n{_FIRST}\n\nNobody waved.",
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
    Rule(
        "suspected-duplicate",
        "A paragraph stands twice, or repeats what another says, and may do so on purpose.",
        before=f"{_FIRST}\n\n{_SECOND}\n\n{_FIRST}",
        untouched=f"{_FIRST}\n\n{_SECOND}",
    ),
)

_SHOWN = 40  # characters of a line in a message
_SEARCHES = (
    ("repeated-paragraph", repeated_paragraphs),
    ("repeated-title", repeated_titles),
    ("repeated-paragraph", teasers),
    ("pull-quote", repeated_pull_quotes),
)


def find(document: Document) -> Iterator[Edit | Finding]:
    """Yield the edits that delete what stands twice, and report what may."""
    if document.format == "markdown":
        yield from _suspected(lines_of(document).filled, repeated_paragraphs(document, lines_of(document).filled))
        return
    lines = lines_of(document)
    stay: Sequence[Line] = lines.filled
    dropped: dict[int, str] = {}
    evidence: dict[int, str] = {}
    for rule, search in _SEARCHES:
        decisions = search(document, stay)
        gone = {number: decision.evidence for number, decision in decisions.items() if decision.goes}
        yield from _suspected(stay, {number: each for number, each in decisions.items() if not each.goes})
        if gone:
            dropped |= dict.fromkeys(gone, rule)
            evidence |= gone
            stay = [line for line in stay if line.number not in gone]
    yield from lines.removals(unprotected(document, lines, dropped), evidence)


def _suspected(lines: Sequence[Line], decisions: Mapping[int, Decision]) -> Iterator[Finding]:
    for line in lines if decisions else ():
        decision = decisions.get(line.number)
        if decision is not None and decision.is_likely:
            message = f"\u201c{line.text[:_SHOWN]}\u201d may stand here twice: {decision.evidence}"
            yield Finding(line.start, line.end, "suspected-duplicate", message)


PASS = Pass("duplicates", Stage.LINES, Contract(Touch.LINES), RULES, find)
