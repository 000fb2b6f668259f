"""Comments in a text that keep rules from a part of it, whatever its format.

    <!-- articlefix: ignore repeated-word -->
    The ship is called the the, and was always called so.

Alone on its line a comment speaks of the paragraph that follows; beside text, of the line it stands in. It names
rules or passes, with commas between them; naming none, it speaks of all.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from typing import NamedTuple

from articlefix.core.document import lines
from articlefix.scan.lazy import lazy

COMMENT = lazy(r"<!--[ \t]*+articlefix:[ \t]*+ignore\b([^<>\n]*)-->", re.IGNORECASE)

_ANY = lazy(r"<!--[ \t]*+articlefix\b[^<>\n]*-->", re.IGNORECASE)
_UNDERSTOOD = lazy(r"<!--[ \t]*+articlefix:[ \t]*+(?:ignore\b[^<>\n]*|(?:off|on)[ \t]*+)-->", re.IGNORECASE)
_NAME = lazy(r"[A-Za-z][\w-]*+(?<!-)")
_MARKERS = " \t\r>*+-"
"""What a line without text may hold: quotations and lists are marked on each of their lines."""


def has_comment(text: str) -> bool:
    """Tell whether a text may hold a comment of HTML, with which rules and passages are switched off.

    One rare mark is looked for many times faster than a string of several.
    """
    return "<" in text and "<!--" in text


class Ignored(NamedTuple):
    """A half-open run of code points, and the names that are not heeded there; none stands for all."""

    start: int
    end: int
    names: frozenset[str]


class Ignores:
    r"""Where which rules and passes are not heeded.

    >>> text = "<!-- articlefix: ignore quotes -->\nOne.\n\nTwo. <!-- articlefix: ignore -->\nThree.\n"
    >>> ignores = Ignores(text)
    >>> [ignores.cover(text.index(word), text.index(word) + 1, ("quotes",)) for word in ("One", "Two", "Three")]
    [True, True, False]
    """

    def __init__(self, text: str) -> None:
        self._lines: list[Ignored] = []
        self._paragraphs: list[Ignored] = []
        if has_comment(text) and COMMENT.search(text):
            self._read(text)

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self._lines or self._paragraphs)

    def cover(self, start: int, end: int, names: Collection[str]) -> bool:
        """Tell whether any of `names` is not heeded in the half-open run `start:end`, or at its borders."""
        return _covers(self._lines, start, end, names) or _covers(self._paragraphs, start, end, names)

    def _read(self, text: str) -> None:
        above: list[str] = []  # what the comments say that stand alone above the paragraph
        begun = -1  # where that paragraph begins
        for start, end in lines(text):
            line = text[start:end]
            found = COMMENT.findall(line)
            holds_text = COMMENT.sub("", line).strip(_MARKERS)
            if begun >= 0 and not holds_text:
                self._paragraphs.append(Ignored(begun, start - 1, _names(above)))
                above, begun = [], -1
            if not holds_text:
                above += found
                continue
            if above and begun < 0:
                begun = start
            if found:
                self._lines.append(Ignored(start, end, _names(found)))
        if begun >= 0:
            self._paragraphs.append(Ignored(begun, len(text), _names(above)))


def named(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each comment with each name that it gives.

    >>> list(named("<!-- articlefix: ignore quotes, repeated-word -->"))
    [(0, 'quotes'), (0, 'repeated-word')]
    """
    for match in COMMENT.finditer(text):
        for name in _NAME.findall(match[1]):
            yield match.start(), name


def unknown_comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset of each comment that speaks to the tool and is not understood, and the comment.

    >>> list(unknown_comments("<!-- articlefix: of --> a <!-- articlefix: on --> <!-- articlefix-ignore -->"))
    [(0, '<!-- articlefix: of -->'), (50, '<!-- articlefix-ignore -->')]
    """
    if has_comment(text):
        for match in _ANY.finditer(text):
            if not _UNDERSTOOD.fullmatch(match[0]):
                yield match.start(), match[0]


def _names(comments: list[str]) -> frozenset[str]:
    names = [_NAME.findall(comment) for comment in comments]
    return frozenset(name for listed in names for name in listed) if all(names) else frozenset()


def _covers(spans: list[Ignored], start: int, end: int, names: Collection[str]) -> bool:
    """Look among `spans`, which are sorted and disjoint."""
    index = bisect_left(spans, start, key=lambda span: span.end)
    while index < len(spans) and spans[index].start <= end:
        if not spans[index].names or not spans[index].names.isdisjoint(names):
            return True
        index += 1
    return False
