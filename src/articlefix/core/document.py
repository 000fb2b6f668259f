"""The text that passes read, and the parts of it that they may not touch."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import wraps
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

from articlefix.core.edits import Edit, apply
from articlefix.scan.scanner import Scan

Format = Literal["text", "markdown"]
_Fact = TypeVar("_Fact")


class Span(NamedTuple):
    """A half-open run of code points that is protected.

    A `token` (URL, e-mail address, number) is not altered, though it may go with the whole line it stands in.
    A `verbatim` passage (code, front matter, a passage switched off) is not touched by anything.
    """

    start: int
    end: int
    kind: Literal["token", "verbatim"] = "token"


Protect = Callable[[str], tuple[Span, ...]]
"""What finds the protected spans of a text."""

Near = Callable[[int, int], Sequence[Span] | None]
"""What finds the tokens that a run may reach into, given its start and end; `None` where it cannot tell.

A text with verbatim passages has no such function: what stands far away may tell of one.
"""

_ALL = 128
"""How many characters of a text there are to each run that is asked for, when it is time to find all its spans."""


def no_protection(_text: str) -> tuple[Span, ...]:
    """Protect nothing: the default of a `Document` made by hand."""
    return ()


class Document:
    r"""An immutable text with what is known about it.

    `text` uses `\n` for every line end; `language` is a BCP 47 tag, or `und` where nothing tells, `primary`
    its first part in small letters; `format` says how prose is marked. `scan` finds the patterns of rules. The
    protected spans are a function of the text, so they are found anew, and only when asked for, in each text that a
    pass produces; and so are all that each `fact` keeps in `known`.
    `known_lines` has what is known of lines wherever they stand: it goes with the document from edit to edit.

    >>> document = Document("See example.org .", protect=lambda text: (Span(4, 15),))
    >>> document.is_protected(5, 6), document.is_protected(15, 16)
    (True, False)
    """

    __slots__ = (
        *("_asked", "_find_near", "_near", "_protect", "_protected"),
        *("format", "known", "known_lines", "language", "primary", "scan", "text"),
    )

    def __init__(
        self,
        text: str,
        language: str = "und",
        format: Format = "text",  # noqa: A002 - the name of the option
        protect: Protect = no_protection,
        near: Callable[[str], Near | None] | None = None,
    ) -> None:
        self.text = text
        self.scan = Scan(text)
        self.language = language
        self.primary = language.lower().partition("-")[0]
        self.format = format
        self._protect = protect
        self._near = near
        self._find_near: Near | None = None
        self._asked = 0
        self._protected: tuple[Span, ...] | None = None
        self.known: dict[Hashable, Any] = {}
        self.known_lines: dict[Hashable, set[str]] = {}

    def __repr__(self) -> str:
        return f"Document({self.text[:40]!r}, language={self.language!r}, format={self.format!r})"

    @property
    def protected(self) -> tuple[Span, ...]:
        """The protected spans, sorted and disjoint."""
        if self._protected is None:
            self._protected = self._protect(self.text)
        return self._protected

    def is_protected(self, start: int, end: int, *, verbatim_only: bool = False) -> bool:
        """Tell whether the half-open run `start:end` reaches into a protected span.

        An empty run is an insertion: it is protected strictly inside a span, free at its borders.
        """
        spans = self._around(start, end, verbatim_only=verbatim_only)
        # Spans are sorted and disjoint: the last that begins in time is the first to ask.
        index = bisect_left(spans, Span(max(end, start + 1), 0)) if spans else 0
        while index > 0:
            span = spans[index - 1]
            if span.end <= start:
                return False
            inside = span.start < end if end > start else span.start < start
            if inside and not (verbatim_only and span.kind != "verbatim"):
                return True
            index -= 1
        return False

    def _around(self, start: int, end: int, *, verbatim_only: bool) -> Sequence[Span]:
        """Return the protected spans, or no more than those that may matter to `start:end`."""
        if self._protected is None and self._near is not None:
            if self._find_near is None:
                self._find_near = self._near(self.text)
            if self._find_near is None:
                return self.protected
            if verbatim_only:
                return ()
            self._asked += 1
            if self._asked * _ALL <= len(self.text) + _ALL:
                spans = self._find_near(start, end)
                if spans is not None:
                    return spans
        return self.protected

    def edited(self, edits: Sequence[Edit]) -> "Document":
        """Return the document that sorted, disjoint `edits` make of this one."""
        document = self.with_text(apply(self.text, edits))
        document.scan = self.scan.edited([edit[:3] for edit in edits], document.text)
        document.known_lines = self.known_lines
        return document

    def with_text(self, text: str) -> "Document":
        """Return the same document with another text."""
        return Document(text, self.language, self.format, self._protect, self._near)


def fact(find: Callable[[Document], _Fact]) -> Callable[[Document], _Fact]:
    """Make of a function of a document one that is worked out once for each document.

    >>> size = fact(lambda document: print("counted") or len(document.text))
    >>> document = Document("abc")
    >>> size(document), size(document)
    counted
    (3, 3)
    """

    @wraps(find)
    def known(document: Document) -> _Fact:
        found: _Fact
        try:
            found = document.known[find]
        except KeyError:
            found = document.known[find] = find(document)
        return found

    return known


def is_within(spans: Sequence[tuple[Any, ...]], place: int) -> bool:
    """Tell whether a place lies in one of some spans, which are sorted and disjoint.

    Each is a tuple that begins with its start and its end, half open.

    >>> is_within([(1, 3), (5, 6)], 2), is_within([(1, 3), (5, 6)], 3)
    (True, False)
    """
    index = bisect_right(spans, place, key=itemgetter(0)) - 1
    return index >= 0 and bool(place < spans[index][1])


def lines(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield the start and end of each line, without its `\n`.

    Only `\n` ends a line: a form feed or U+2028 inside a sentence does not.

    >>> list(lines("ab\n\ncd"))
    [(0, 2), (3, 3), (4, 6)]
    >>> list(lines("ab\n"))
    [(0, 2)]
    """
    start, size = 0, len(text)
    while start < size:
        end = text.find("\n", start)
        if end < 0:
            end = size
        yield start, end
        start = end + 1


def rows_of(text: str) -> Iterator[list[str]]:
    r"""Yield the lines that `split` gives, some thousands at a time: all of a huge text take 20 times its memory.

    >>> list(rows_of("ab\n\ncd\n"))
    [['ab', '', 'cd', '']]
    """
    start = 0
    while (end := text.find("\n", start + _PIECE)) >= 0:
        yield text[start:end].split("\n")
        start = end + 1
    yield text[start:].split("\n")


_PIECE = 1 << 16


def line_around(text: str, start: int, end: int | None = None) -> tuple[int, int]:
    r"""Return the start and end of the line of a place, or of the lines from `start` to `end`.

    Each call looks from the place to both ends: who asks for many places of a long line must remember the answer.

    >>> line_around("ab\ncd\nef", 4), line_around("ab\ncd\nef", 1, 4)
    ((3, 5), (0, 5))
    """
    below = text.find("\n", start if end is None else end)
    return text.rfind("\n", 0, start) + 1, len(text) if below < 0 else below
