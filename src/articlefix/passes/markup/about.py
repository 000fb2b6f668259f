"""Which lines are about HTML, and show its entities and tags on purpose."""

import re

from articlefix.scan.patterns import lazy

_ABOUT_HTML = lazy(
    r"\b(?:X?HTML5?|XML|SGML|(?:entity|character) (?:references?|codes?)|entit(?:y|ies)\b.{0,9}[`&])"
)
# A line that is an element is a line of a page, whatever it is about.
_WRAPPED = lazy(r"<(p|div|li|h[1-6]|blockquote)\b[^<>\n]*>.*</\1>\Z", re.IGNORECASE)


class AboutHtml:
    """Whether a line is about HTML, and so shows entities and tags on purpose; asked in rising order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        self._answer = False

    def line(self, place: int) -> bool:
        """Tell it of the line at `place`."""
        if place > self._end:
            start = self._text.rfind("\n", 0, place) + 1
            end = self._text.find("\n", place)
            self._end = len(self._text) if end < 0 else end
            self._answer = bool(
                _ABOUT_HTML.search(self._text, start, self._end)
                and not _WRAPPED.match(self._text, start, self._end)
            )
        return self._answer
