"""Placeholders and what a failed program leaves: nothing that an article says on purpose.

"undefined" and "NaN" are words that one may write; they are debris where a name or a number should stand.
"""

from articlefix.core.passes import Report

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
    r"\N{REPLACEMENT CHARACTER}+": "characters that were lost in decoding",
}

REPORTS = tuple(Report(pattern, f"“{{0}}” looks like {what}") for pattern, what in _LOOKS_LIKE.items())
