"""Rows of tables and text set in columns, by what stands in the lines beside them."""

from bisect import bisect_left
from itertools import islice

from articlefix.core.document import Document, fact, line_around
from articlefix.languages import language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

SPACES = " \t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
# Two spaces or more, or a tab, between what is no space.
GAP = Pattern(rf"(?<=[^{SPACES}\n])[{SPACES}]{{2,}}+(?=[^{SPACES}\n])|(?<=\S)\t(?=\S)")
_LONGEST_ROW = 400  # characters: no screen is wider, and a paragraph is
_LONGEST_LOOSE_ROW = 100  # beyond which a line must be padded like a table
_PADDED_SHARE = 0.12  # of such a line that is gaps: five doubled spaces in 100 characters of prose are less
_SENTENCE_GAP = 2  # the spaces that typists put after a sentence
_SHORTEST_PARAGRAPH = 100  # characters; a row of one's own is a head or a note
_LONGEST_END = 3  # marks that close behind a stop
_TAB_IN_SENTENCE = lazy(r"(?<=[^\W\d_A-Z])\t(?=[^\W\d_A-Z])|(?<=[^\W\d_],)\t(?=[^\W\d_])")
# Behind another word of its sentence: alone between two tabs it may be a cell.
_WORD_IN_SENTENCE = lazy(r"[\w,] ([^\W\d_]{1,8})\Z")
_LONGEST_SMALL = 12
_FEWEST = 2  # one may be a slip

Span = tuple[int, int]


class Rows:
    """The gaps of a text, and which of its lines are to be left as they are set."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._all_gaps = [match.span() for match in document.scan.matches(GAP)]
        self._articles = language(document.language).words.articles
        self._full: bool | None = None
        self._known: dict[int, bool] = {}
        self._paragraphs: dict[int, bool] = {}
        self._current = (0, -1)

    def is_row(self, place: int) -> bool:
        """Tell whether the line at `place` is a row of a table, or code."""
        start, end = self._line(place)
        if start not in self._known:
            self._known[start] = self._is_row(start, end)
        return self._known[start]

    def has_tabbed_neighbour(self, place: int) -> bool:
        r"""Tell whether a tab at `place` has fellows, in its line or in the lines beside it.

        In a paragraph where one stands behind a word that ends nothing, `the\tferry`, they are all spaces, and in
        every paragraph of a text with several such. Others part cells, half-lines of verse, or what is set apart in
        a sentence, however many there are.
        """
        start, end = self._line(place)
        if start not in self._paragraphs:
            self._paragraphs[start] = self._is_paragraph(start, end)
        if self._paragraphs[start]:
            return False
        if self._text.count("\t", start, min(end, start + 2000)) > 1:
            return True
        return any("\t" in self._text[low:high] for low, high in self._neighbours(start, end))

    def _is_paragraph(self, start: int, end: int) -> bool:
        text = self._text
        closed = text[max(start, end - _LONGEST_END - 1) : end].rstrip('"\u201d\u2019)')
        if end - start < _SHORTEST_PARAGRAPH or not closed.endswith((".", "!", "?")):
            return False
        tabs = text.count("\t", start, end)
        if any(text.count("\t", low, high) == tabs for low, high in self._neighbours(start, end)):
            return False
        if self._is_full():
            return True
        within = [match.start() for match in _TAB_IN_SENTENCE.finditer(text, start, end)]
        return 2 * len(within) > tabs and any(map(self._goes_on, within))

    def _goes_on(self, place: int) -> bool:
        """Tell whether a tab stands behind an article, with which nothing ends."""
        word = _WORD_IN_SENTENCE.search(self._text, max(0, place - _LONGEST_SMALL), place)
        return word is not None and word[1].lower() in self._articles

    def _is_full(self) -> bool:
        """Tell whether the text has several such tabs, so that those in its other paragraphs are spaces as well."""
        if self._full is None:
            found = (match.start() for match in _TAB_IN_SENTENCE.finditer(self._text))
            self._full = next(islice(filter(self._goes_on, found), _FEWEST - 1, None), None) is not None
        return self._full

    def _is_row(self, start: int, end: int) -> bool:
        if end - start > _LONGEST_ROW:
            return False
        if self._text.startswith(("\t", "    "), start):
            return True  # code and set pieces
        gaps = self._gaps(start, end)
        if not gaps or (end - start > _LONGEST_LOOSE_ROW and not self._is_padded(start, end, gaps)):
            return False
        return any(_are_aligned(gaps, self._gaps(low, high)) for low, high in self._neighbours(start, end))

    def _is_padded(self, start: int, end: int, gaps: list[Span]) -> bool:
        """Tell whether much of a line is gaps: in a long line of prose some stand one above another by chance."""
        padding = sum(width for _, width in gaps)
        return padding >= _PADDED_SHARE * (end - start) or "\t" in self._text[start:end]

    def _gaps(self, start: int, end: int) -> list[Span]:
        """Return the column where each gap of a line ends, and its width; not the two spaces after a sentence."""
        if end - start > _LONGEST_ROW:
            return []
        first = bisect_left(self._all_gaps, (start, start))
        last = bisect_left(self._all_gaps, (end, end), first)
        return [(high - start, high - low) for low, high in self._all_gaps[first:last] if self._is_wide(low, high)]

    def _is_wide(self, low: int, high: int) -> bool:
        gap = self._text[low:high]
        is_after_sentence = self._text[low - 1] in '.!?:"\u201d'
        return len(gap) > _SENTENCE_GAP or "\t" in gap or (gap == "  " and not is_after_sentence)

    def _line(self, place: int) -> Span:
        # Many places of one long line are asked for in turn: its ends are looked for once.
        if not self._current[0] <= place <= self._current[1]:
            self._current = line_around(self._text, place)
        return self._current

    def _neighbours(self, start: int, end: int) -> tuple[Span, Span]:
        """Return the line before and the line after, each looked at no further than it matters."""
        text, reach = self._text, _LONGEST_ROW + 2
        low = max(text.rfind("\n", max(0, start - reach), max(0, start - 1)) + 1, start - reach, 0)
        high = text.find("\n", end + 1, end + reach)
        return (low, max(0, start - 1)), (
            min(end + 1, len(text)),
            min(len(text), end + reach) if high < 0 else high,
        )


def _are_aligned(gaps: list[Span], others: list[Span]) -> bool:
    """Tell whether two lines have gaps that end in the same column, or wide ones both."""
    columns = {column for column, _ in gaps}
    widths = [max((width for _, width in each), default=0) for each in (gaps, others)]
    return any(column in columns for column, _ in others) or min(widths) > _SENTENCE_GAP


rows_of = fact(Rows)
"""Return the rows of a document."""
