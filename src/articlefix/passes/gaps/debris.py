"""Placeholders and what a failed program leaves: nothing that an article says on purpose.

"undefined" and "NaN" are words that one may write; they are debris where a name or a number should stand.
"""

import re
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.scan.facts import holds

# What a text must hold one of, the pattern, and what it is. Most texts hold none, and no pattern is then compiled.
_PLACEHOLDERS = (
    (("orem",), r"\b[Ll]orem [Ii]psum\b", "filler text"),
    (("LOREM",), r"\bLOREM IPSUM\b", "filler text"),
    (("[object ",), r"\[object [A-Z]\w{2,30}\]", "what a script prints in place of a text"),
    (("{{",), r"\{\{[^{}\n]{1,80}\}\}", "a field of a template that was not filled in"),
    (("{%",), r"\{%[^{}\n]{1,80}%\}", "a command of a template that was not carried out"),
    (("<%",), r"<%[^<>\n]{1,80}%>", "a command of a template that was not carried out"),
    (("*|",), r"\*\|[A-Z_:]{2,40}\|\*", "a field of a mailing that was not filled in"),
    (("KTK", "K TK"), r"\b(?:TKTK(?:TK)*|TK TK)\b", "an editor's mark for text to come"),
    (("NaN",), r"[$\u20ac\u00a3]NaN\b|\bNaN(?: ?%|:NaN)", "a calculation that failed"),
    (("undefined",), r"(?m)^undefined$|\bundefined undefined\b|^[Bb]y undefined\b", "a value that was lost"),
    (("\N{REPLACEMENT CHARACTER}",), "\N{REPLACEMENT CHARACTER}+", "characters that were lost in decoding"),
)


def find(document: Document) -> Iterator[Finding]:
    """Yield the passages that no author wrote."""
    text = document.text
    for triggers, pattern, meaning in _PLACEHOLDERS:
        if triggers[0][0] in text and _holds(text, *triggers):
            for match in re.finditer(pattern, text):
                yield Finding(*match.span(), "suspicious-text", f"“{match.group()[:40]}” looks like {meaning}")


def _holds(text: str, *triggers: str) -> bool:
    # A mark or a capital is rare, and where it is not followed as it should be the search goes on at once.
    return triggers[0] in text if triggers[0].islower() else holds(text, *triggers)
