"""Which lines are about HTML, and show its entities and tags on purpose."""

import re

from articlefix.text.judgements import of_line

_ABOUT_HTML = re.compile(
    r"\b(?:X?HTML5?|XML|SGML|(?:entity|character) (?:references?|codes?)|entit(?:y|ies)\b.{0,9}[`&])"
)
# A line that is an element is a line of a page, whatever it is about.
_WRAPPED = re.compile(r"<(p|div|li|h[1-6]|blockquote)\b[^<>\n]*>.*</\1>\Z", re.IGNORECASE)


def _about_html(line: str) -> bool:
    return bool(_ABOUT_HTML.search(line)) and not _WRAPPED.match(line)


is_about_html = of_line(_about_html)
"""Tell whether the line of a match is about HTML."""
