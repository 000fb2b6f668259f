r"""White space that no editor would leave.

    "word \n"              -> "word\n"           trailing space
    "two  spaces"          -> "two spaces"       runs of any spaces, tabs in prose
    "thin\u2009space"      -> "thin space"       unusual spaces between words
    "of\u00a0the"          -> "of the"           no-break spaces between English words
    four line ends or more -> two                runs of blank lines

Left alone: indentation, tables and columns, the no-break and narrow spaces that typography wants (French marks,
numbers and units, dashes, initials), ideographic spaces in Chinese and Japanese, and all of Markdown, where
rendering ignores such space or gives it a meaning. Publishers leave a no-break space or a trailing space here and
there, which nobody sees; these go only where the text is full of them, as scraped text is.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.scan.facts import places_of, uncommon
from articlefix.scan.patterns import lazy
from articlefix.text.ties import CJK, parts_words

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
    Rule(
        "tab-in-prose",
        "A tab stands between two words of a sentence.",
        before="The train left\twithout her.",
        after="The train left without her.",
        untouched="Apples\t3\nPears\t4",
    ),
    Rule(
        "unusual-space",
        "A typesetter's space (en, em, thin, hair and so on) stands between two words.",
        before="The train\u2009left.",
        after="The train left.",
        untouched="It took 10\u2009000 steps\u200a\u2014\u200aor more.",
    ),
    Rule(
        "no-break-space",
        "A no-break space stands between two ordinary English words.",
        before="The train\u00a0left.",
        after="The train left.",
        untouched="It took 20\u00a0minutes, Mr.\u00a0Hale.",
    ),
    Rule(
        "run-of-blank-lines",
        "Three or more blank lines stand between two paragraphs.",
        before="One.\n\n\n\nTwo.",
        after="One.\n\nTwo.",
        untouched="One.\n\n\nTwo.",
    ),
    Rule(
        "leading-space",
        "One space stands before a paragraph whose neighbours have none.",
        before="The ferry left.\n\n Nobody on the pier waved, for everyone there was asleep or drunk by then.",
        after="The ferry left.\n\nNobody on the pier waved, for everyone there was asleep or drunk by then.",
        untouched="The song:\n\n Row, row,\n  row your boat.",
    ),
)

_SPACE = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNUSUAL = "\u1680\u2000-\u2006\u2008-\u200a\u202f\u205f\u3000"  # less the figure space, which aligns numbers

_ODD_SPACES = "\t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
_SPACES = " " + _ODD_SPACES

# A plain space parts every word. So what is searched for begins with what is rare, a line end, two spaces, or a
# space that is not plain, and looks around from there.
_TWO_PLAIN = lazy("  +")
_AFTER_SPACE = lazy(rf"\n(?<=[{_SPACE}]\n)")
_BEFORE_SPACE = lazy("\n(?=[ \u00a0])")
_RUN = lazy(f"[{_SPACE}]++")
_TAB = lazy(r"(?<=[\w,;])\t(?=[^\W\d_])")
_SINGLE = lazy(rf"(?<=[^{_SPACE}\n])[\u00a0{_UNUSUAL}](?=[^{_SPACE}\n])")
_BLANK_LINES = lazy(rf"\n(?<!\n\n)(?:[{_SPACE}]*+\n){{3,}}+")
_LEADING = lazy(r"[ \u00a0](?=[^\s\-*\u2022\u2013\u2014>|#].{60})")

_NEEDLESS = ("  ", " \n", "\n ", "\n\n\n")

_LONGEST_ROW = 400
_LONGEST_LOOSE_ROW = 100
_PADDED_SHARE = 0.12
_LONG_LINE = 80
_NO_BREAK = ("\u00a0", "\u202f")
_STRAY_SHARE = 0.01  # careful typography stays below 0.7%, what extractors give has up to 4%
_TRAILING_SHARE = 1 / 3
_SENTENCE_GAP = 2  # the spaces that typists put after a sentence


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that remove needless white space."""
    if document.format == "markdown":
        return
    text, rare = document.text, uncommon(document)
    odd_spaces = [space for space in _ODD_SPACES if space in rare]
    needless = any(space in text for space in _NEEDLESS)
    if odd_spaces or needless or text.startswith(" ") or text.endswith(" "):
        language = document.language.partition("-")[0]
        yield from _find(text, language, odd_spaces)


def _find(text: str, language: str, odd_spaces: Sequence[str]) -> Iterator[Edit]:
    # Most texts hold none of these: each pattern goes through a text only where something tells of work for it.
    odd = sorted(place for space in odd_spaces for place in places_of(space, text))
    habits = _Habits(text)
    if odd or " \n" in text or "\n\n\n" in text or text.endswith(" "):
        blank = [match.span() for match in _BLANK_LINES.finditer(text)]
        for start, end in blank:
            yield Edit(start, end, "\n\n" if start else "\n", ("run-of-blank-lines",))
        yield from _trailing(text, blank, habits)
    if odd or "  " in text:
        yield from _runs(text, odd, language, habits)
    if odd or "\n " in text or text.startswith(" "):
        yield from _leading(text)
    yield from _single(text, odd, language, habits)


class _Habits:
    """What is so frequent in a text that it is damage, and no slip of an editor: judged by the long lines.

    Later passes hardly delete a long line, so a second run judges as the first did. A text without long lines
    tells nothing, and each space is then judged by its place alone.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._long: list[str] | None = None
        self._answers: dict[str, bool] = {}

    def has_stray_spaces(self) -> bool:
        """Tell whether no-break spaces are more than typography puts here and there."""
        if "stray" not in self._answers:
            long = "\n".join(self._long_lines())
            odd = sum(map(long.count, _NO_BREAK))
            self._answers["stray"] = not long or odd >= _STRAY_SHARE * (odd + long.count(" "))
        return self._answers["stray"]

    def has_trailing_spaces(self) -> bool:
        """Tell whether paragraphs commonly end in a space."""
        if "trailing" not in self._answers:
            long = self._long_lines()
            found = sum(line[-1].isspace() for line in long)
            self._answers["trailing"] = not long or found >= _TRAILING_SHARE * len(long)
        return self._answers["trailing"]

    def _long_lines(self) -> list[str]:
        if self._long is None:
            self._long = [line for line in self._text.split("\n") if len(line) >= _LONG_LINE]
        return self._long


def _runs(text: str, odd: Sequence[int], language: str, habits: _Habits) -> Iterator[Edit]:
    """Yield one space for each run of spaces, and for a tab between two words, outside tables."""
    runs = list(_runs_in_lines(text, odd))
    rows = _Rows(text, runs)
    for start, end in runs:
        if not rows.is_row(start):
            run, replacement = text[start:end], _one_space(text, start, end, language)
            stray = run.strip(" ") in _NO_BREAK
            if run != replacement and not (stray and not habits.has_stray_spaces()):
                yield Edit(start, end, replacement, ("run-of-spaces",))
    if "\t" in text:
        for match in _TAB.finditer(text):
            if not rows.has_tabbed_neighbour(match.start()) and not rows.is_row(match.start()):
                yield Edit(*match.span(), " ", ("tab-in-prose",))


def _runs_in_lines(text: str, odd: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where each run of spaces within a line stands: it holds two plain ones, or one that is `odd`."""
    done = 0
    for place in sorted([*odd, *(match.start() for match in _TWO_PLAIN.finditer(text))]):
        if place < done:
            continue
        start = place
        while start > done and text[start - 1] in _SPACES:
            start -= 1
        if run := _RUN.match(text, start):
            done = run.end()
            within = start > 0 and text[start - 1] != "\n" and done < len(text) and text[done] != "\n"
            if within and done - start > 1:
                yield start, done


def _trailing(text: str, blank: list[tuple[int, int]], habits: _Habits) -> Iterator[Edit]:
    """Yield the removal of trailing space that does not go with a run of blank lines.

    What stands alone in its line goes always: it makes the line look like one that holds something.
    """
    index = 0
    for start, end in _spaces_at_ends(text):
        while index < len(blank) and blank[index][1] <= start:
            index += 1
        if index < len(blank) and blank[index][0] <= start and end < blank[index][1]:
            continue
        alone = start == 0 or text[start - 1] == "\n"
        if alone or habits.has_trailing_spaces():
            yield Edit(start, end, "", ("trailing-space",))


def _spaces_at_ends(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of the space at the end of each line that ends in some."""
    ends = [match.start() for match in _AFTER_SPACE.finditer(text)]
    if text and text[-1] in _SPACES:
        ends.append(len(text))
    for end in ends:
        start = text.rfind("\n", 0, end) + 1
        yield start + len(text[start:end].rstrip(_SPACES)), end


def _one_space(text: str, start: int, end: int, language: str) -> str:
    """Return the one space that a run should be: in French the no-break space of a mark stays."""
    run = text[start:end]
    if "\u3000" in run and (CJK.match(text[start - 1]) or CJK.match(text[end])):
        return run
    if language == "fr" and (text[end] in ";:!?\u00bb" or text[start - 1] == "\u00ab"):
        for kept in ("\u202f", "\u00a0"):
            if kept in run:
                return kept
    return " "


class _Rows:
    """Which lines are rows of a table or set in columns, by what stands in the lines beside them."""

    _GAP = lazy(rf"[{_SPACE}](?:(?<=[^{_SPACE}\n].)[{_SPACE}]++(?=[^{_SPACE}\n])|(?<=\t)(?<=\S.)\t*+(?=\S))")

    def __init__(self, text: str, runs: Sequence[tuple[int, int]]) -> None:
        """Take a text with all its runs of spaces that part two words, in order."""
        self._text = text
        self._runs = runs
        self._has_tabs = "\t" in text
        self._known: dict[int, bool] = {}
        self._current = (0, -1)

    def is_row(self, place: int) -> bool:
        """Tell whether the line at `place` is to be left as it is set."""
        start, end = self._line(place)
        if start not in self._known:
            self._known[start] = self._is_row(start, end)
        return self._known[start]

    def has_tabbed_neighbour(self, place: int) -> bool:
        """Tell whether a tab at `place` has fellows, in its line or in the lines beside it."""
        start, end = self._line(place)
        if self._text.count("\t", start, min(end, start + 2000)) > 1:
            return True
        before, after = self._neighbours(start, end)
        return any("\t" in self._text[low:high] for low, high in (before, after))

    def _is_row(self, start: int, end: int) -> bool:
        text = self._text
        if end - start > _LONGEST_ROW:
            return False
        if text[start] == "\t" or text.startswith("    ", start):
            return True  # code and set pieces
        gaps = self._gaps(start, end)
        if not gaps or (end - start > _LONGEST_LOOSE_ROW and not self._is_padded(start, end, gaps)):
            return False
        wide = any(width > _SENTENCE_GAP for _, width in gaps)
        for low, high in self._neighbours(start, end):
            others = self._gaps(low, high)
            if {column for column, _ in gaps} & {column for column, _ in others}:
                return True
            if wide and any(width > _SENTENCE_GAP for _, width in others):
                return True
        return False

    def _is_padded(self, start: int, end: int, gaps: list[tuple[int, int]]) -> bool:
        """Tell whether much of a line is gaps: in a long line of prose some stand one above another by chance."""
        padding = sum(width for _, width in gaps)
        return padding >= _PADDED_SHARE * (end - start) or "\t" in self._text[start:end]

    def _gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the column where each gap of a line ends, and its width; not the two spaces after a sentence."""
        if end - start > _LONGEST_ROW:
            return []
        text = self._text
        return [
            (high - start, high - low)
            for low, high in self._parting(start, end)
            if high - low > _SENTENCE_GAP
            or "\t" in text[low:high]
            or (text[low:high] == "  " and text[low - 1] not in '.!?:"\u201d')
        ]

    def _parting(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the runs of spaces within a line, and the lone tabs: only for these must the line be read."""
        if self._has_tabs:
            yield from (match.span() for match in self._GAP.finditer(self._text, start, end))
            return
        for index in range(bisect_left(self._runs, (start, start)), len(self._runs)):
            if self._runs[index][0] >= end:
                return
            yield self._runs[index]

    def _line(self, place: int) -> tuple[int, int]:
        # Many places of one long line are asked for in turn: its ends are looked for once.
        if self._current[0] <= place <= self._current[1]:
            return self._current
        start = self._text.rfind("\n", 0, place) + 1
        end = self._text.find("\n", place)
        self._current = start, len(self._text) if end < 0 else end
        return self._current

    def _neighbours(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the line before and the line after, each looked at no further than it matters."""
        if start > 0:
            low = self._text.rfind("\n", max(0, start - _LONGEST_ROW - 2), start - 1) + 1
            yield max(low, start - _LONGEST_ROW - 2), start - 1
        else:
            yield 0, 0
        high = self._text.find("\n", end + 1, end + _LONGEST_ROW + 2)
        yield min(end + 1, len(self._text)), min(len(self._text), end + _LONGEST_ROW + 2) if high < 0 else high


def _leading(text: str) -> Iterator[Edit]:
    """Yield the removal of a lone space before a long paragraph, where no other paragraph is indented."""
    starts = (0, *(match.end() for match in _BEFORE_SPACE.finditer(text)))
    matches = (_LEADING.match(text, start) for start in starts)
    found = [match for match in matches if match and _stands_alone(text, match.start())]
    if not found:
        return
    indented = len(re.findall(r"^[ \t\u00a0]+(?=\S)", text, re.MULTILINE))
    if indented == len(found):
        for match in found:
            yield Edit(*match.span(), "", ("leading-space",))


def _stands_alone(text: str, start: int) -> bool:
    """Tell whether the line at `start` has a blank line, or nothing, on both sides."""
    before = text.rfind("\n", 0, max(0, start - 1))
    end = text.find("\n", start)
    after = text.find("\n", end + 1) if end >= 0 else -1
    follows = "" if end < 0 else text[end + 1 :] if after < 0 else text[end + 1 : after]
    return not text[before + 1 : start].strip() and not follows.strip()


def _single(text: str, odd: Sequence[int], language: str, habits: _Habits) -> Iterator[Edit]:
    """Yield an ordinary space for a single unusual or no-break space between two ordinary words."""
    for place in odd:
        space = text[place]
        if not _SINGLE.match(text, place):
            continue
        if not parts_words(text, place, place + 1) or (text[place - 1] == "." and space in "\u202f\u2009\u200a"):
            continue
        if space in _NO_BREAK and not habits.has_stray_spaces():
            continue
        if space == "\u00a0":
            if language == "en":
                yield Edit(place, place + 1, " ", ("no-break-space",))
        else:
            yield Edit(place, place + 1, " ", ("unusual-space",))


PASS = Pass("whitespace", Stage.LINES, Contract(Touch.SPACE), RULES, find)
