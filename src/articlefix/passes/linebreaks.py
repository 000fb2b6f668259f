r"""Prose that was wrapped to a width: its lines are joined to paragraphs again.

    "the ferries of several compa-\nnies left at\nnoon"  -> "the ferries of several companies left at noon"

Only where many lines show the width (see articlefix.text.wrapping). Left alone: verse, lists, addresses, headers,
tables, code, indented lines, and Markdown, where rendering joins lines anyway. The hyphen at a line end goes where
the word is written without it elsewhere, or is no compound for all one can tell.
"""

import re

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, line_around
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.text.joins import joins

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

_PROSE = 20  # characters of a line that is no item of a list


def _among_short_lines(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a line beside the hyphen is short: it may be an item of a list, and the hyphen its mark."""
    text, (start, end) = document.text, match.span(1)
    above, below = line_around(text, start, end)
    return start - above < _PROSE or below - end < _PROSE


RULES = (
    Rule(
        "hard-wrap",
        "The lines of a paragraph end at a margin.",
        (joins,),
        before=_WRAPPED,
        after=_WRAPPED[:-1].replace("\n", " ") + "\n",
        untouched="The ferry left at noon,\nas it had on every day,\nand the master went home\nto his dinner.\n",
    ),
    Rule(
        "line-end-hyphen",
        "A word is divided at the end of a wrapped line.",
        (joins,),
        before=_HYPHENATED,
        after=_HYPHENATED[:-1].replace("-\n", "").replace("\n", " ") + "\n",
        untouched="The com-\npany closed.\n",
    ),
    Rule(
        "hyphen-on-own-line",
        "The hyphen of a compound stands in a line of its own, as text taken from a PDF has it.",
        (Find(r"(?<=[a-z])(\n-\n)(?=[a-z])", "-", unless=_among_short_lines),),
        before="The pilots of the small, power\n-\nenhancing boats left the harbour at noon.",
        after="The pilots of the small, power-enhancing boats left the harbour at noon.",
        untouched="bread\n-\nbutter",
    ),
)


PASS = Pass.of_rules(
    "linebreaks", Stage.LINES, Contract(Touch.SPACE | Touch.PUNCTUATION, joins_words=True), RULES, formats=("text",)
)
