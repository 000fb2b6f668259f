r"""White space that no editor would leave: trailing spaces and runs.

    "word \n"      -> "word\n"
    "two  spaces"  -> "two spaces"

Left alone: indentation, and all of Markdown, where rendering ignores such space or gives it a meaning.
"""

import re
from collections.abc import Iterator

from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document
from articlefix.edits import Edit

RULES = (
    Rule(
        "trailing-space",
        "White space stands at the end of a line.",
        before="The end. \nNext.",
        after="The end.\nNext.",
        untouched="The end.\n    Indented.",
    ),
    Rule(
        "run-of-spaces",
        "Two or more spaces stand between two words.",
        before="Two  spaces.",
        after="Two spaces.",
        untouched="    Two spaces.",
    ),
)

# The guard on the left makes a long run cost its length once: without it each space of a run that does not end
# the line is tried as a start.
_TRAILING = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
_RUN = re.compile(r"(?<=[^ \t\n])[ \t]{2,}+(?=[^ \t\n])")


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that remove needless white space."""
    if document.format == "markdown":
        return
    for match in _TRAILING.finditer(document.text):
        yield Edit(*match.span(), "", ("trailing-space",))
    for match in _RUN.finditer(document.text):
        yield Edit(*match.span(), " ", ("run-of-spaces",))


PASS = Pass("whitespace", Stage.CHARACTERS, Contract(Touch.SPACE), RULES, find)
