"""Placeholders and what a failed program leaves: nothing that an article says on purpose.

"undefined" and "NaN" are words that one may write; they are debris where a name or a number should stand.
"""

from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.core.needs import where
from articlefix.core.passes import Report
from articlefix.scan.pattern import Pattern

_LOOKS_LIKE = {
    r"\b(?:[Ll]orem [Ii]psum|LOREM IPSUM)\b": "filler text",
    r"\[object [A-Z]\w{2,30}\]": "what a script prints in place of a text",
    r"\{\{[^{}\n]{1,80}\}\}": "a field of a template that was not filled in",
    r"\{%[^{}\n]{1,80}%\}|<%[^<>\n]{1,80}%>": "a command of a template that was not carried out",
    r"\*\|[A-Z_:]{2,40}\|\*": "a field of a mailing that was not filled in",
    r"\b(?:TKTK(?:TK)*|TK TK)\b": "an editor's mark for text to come",
    r"[$\N{EURO SIGN}\N{POUND SIGN}]NaN\b|\bNaN(?: ?%|:NaN)": "a calculation that failed",
    r"^undefined$|\bundefined undefined\b|^[Bb]y undefined\b": "a value that was lost",
    r"\[[bu]?'[^'\n]{3,300}[.!?]'(?:, ?[bu]?'[^'\n]{1,300}')+\]": "a list that a program printed",
}

# A paragraph of its own, behind the end of another: behind a colon it is what a program prints.
_BYTES = Pattern(
    r"(?<![^.!?\u201d\"]\n\n)(?<=\n\n)b(['\"])(?=[^\n]*\\x[89a-f][0-9a-f])[^\n]{3,}[.!?]\1(?=\n\n|\n?\Z)"
)


@where(_BYTES)
def printed_bytes(document: Document) -> Iterator[Finding]:
    """Yield a finding for each paragraph that is bytes as a program prints them, which else passes for code."""
    for match in document.scan.matches(_BYTES):
        yield Finding(*match.span(), "suspicious-text", "a paragraph looks like bytes that a program printed")


REPORTS = tuple(Report(pattern, f"“{{0}}” looks like {what}") for pattern, what in _LOOKS_LIKE.items())
