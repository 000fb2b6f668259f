r"""White space that no editor would leave.

    "word \n"              -> "word\n"           trailing space
    "two  spaces"          -> "two spaces"       runs of any spaces, tabs in prose
    "thin\u2009space"      -> "thin space"       unusual spaces between words
    "of\u00a0the"          -> "of the"           no-break spaces between English words
    four line ends or more -> two                runs of blank lines

Left alone: indentation, tables and columns, the no-break and narrow spaces that typography wants (French marks,
numbers and units, dashes, initials), ideographic spaces in Chinese and Japanese, and all of Markdown, where
rendering ignores such space or gives it a meaning.
"""

import re
from collections.abc import Iterator
from functools import partial

from articlefix.adapter import settle
from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document
from articlefix.edits import Edit
from articlefix.patterns import lazy

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

# The guard on the left makes a long run cost its length once: without it each space of a run that does not end
# the line is tried as a start.
_NOT_PLAIN = lazy(f"[{_SPACE[2:]}]")
_TRAILING = lazy(rf"(?<![{_SPACE}])[{_SPACE}]++$", re.MULTILINE)
_RUN = lazy(rf"(?<=[^{_SPACE}\n])[{_SPACE}]{{2,}}+(?=[^{_SPACE}\n])")
_TAB = re.compile(r"(?<=[\w,;])\t(?=[^\W\d_])")
_SINGLE = lazy(rf"(?<=[^{_SPACE}\n])[\u00a0{_UNUSUAL}](?=[^{_SPACE}\n])")
_BLANK_LINES = lazy(rf"(?<!\n)\n(?:[{_SPACE}]*+\n){{3,}}+")
_LEADING = lazy(r"^[ \u00a0](?=[^\s\-*\u2022\u2013\u2014>|#].{60})", re.MULTILINE)

_CJK = lazy("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LONGEST_ROW = 400
_SENTENCE_GAP = 2  # the spaces that typists put after a sentence


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that remove needless white space."""
    if document.format != "markdown":
        yield from settle(document.text, partial(_find, language=document.language.partition("-")[0]))


def _find(text: str, language: str) -> Iterator[Edit]:
    # Most texts hold none of these: each pattern goes through a text only where something tells of work for it.
    unusual = "\t" in text or (not text.isascii() and bool(_NOT_PLAIN.search(text)))
    if unusual or " \n" in text or "\n\n\n" in text or text.endswith(" "):
        blank = [match.span() for match in _BLANK_LINES.finditer(text)]
        for start, end in blank:
            yield Edit(start, end, "\n\n" if start else "\n", ("run-of-blank-lines",))
        yield from _trailing(text, blank)
    if unusual or "  " in text:
        yield from _runs(text, language)
    if unusual or "\n " in text or text.startswith(" "):
        yield from _leading(text)
    if unusual:
        yield from _single(text, language)


def _runs(text: str, language: str) -> Iterator[Edit]:
    """Yield one space for each run of spaces, and for a tab between two words, outside tables."""
    rows = _Rows(text)
    for match in _RUN.finditer(text):
        if not rows.is_row(match.start()):
            replacement = _one_space(text, *match.span(), language)
            if match.group() != replacement:
                yield Edit(*match.span(), replacement, ("run-of-spaces",))
    if "\t" in text:
        for match in _TAB.finditer(text):
            if not rows.has_tabbed_neighbour(match.start()) and not rows.is_row(match.start()):
                yield Edit(*match.span(), " ", ("tab-in-prose",))


def _trailing(text: str, blank: list[tuple[int, int]]) -> Iterator[Edit]:
    """Yield the removal of trailing space that does not go with a run of blank lines."""
    index = 0
    for match in _TRAILING.finditer(text):
        while index < len(blank) and blank[index][1] <= match.start():
            index += 1
        if index < len(blank) and blank[index][0] <= match.start() and match.end() < blank[index][1]:
            continue
        yield Edit(*match.span(), "", ("trailing-space",))


def _one_space(text: str, start: int, end: int, language: str) -> str:
    """Return the one space that a run should be: in French the no-break space of a mark stays."""
    run = text[start:end]
    if "\u3000" in run and (_CJK.match(text[start - 1]) or _CJK.match(text[end])):
        return run
    if language == "fr" and (text[end] in ";:!?\u00bb" or text[start - 1] == "\u00ab"):
        for kept in ("\u202f", "\u00a0"):
            if kept in run:
                return kept
    return " "


class _Rows:
    """Which lines are rows of a table or set in columns, by what stands in the lines beside them."""

    _GAP = lazy(rf"(?<=[^{_SPACE}\n])[{_SPACE}]{{2,}}+(?=[^{_SPACE}\n])|(?<=\S)\t+(?=\S)")

    def __init__(self, text: str) -> None:
        self._text = text
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
        if not gaps:
            return False
        wide = any(width > _SENTENCE_GAP for _, width in gaps)
        for low, high in self._neighbours(start, end):
            others = self._gaps(low, high)
            if {column for column, _ in gaps} & {column for column, _ in others}:
                return True
            if wide and any(width > _SENTENCE_GAP for _, width in others):
                return True
        return False

    def _gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the column where each gap of a line ends, and its width; not the two spaces after a sentence."""
        if end - start > _LONGEST_ROW:
            return []
        text = self._text
        return [
            (match.end() - start, match.end() - match.start())
            for match in self._GAP.finditer(text, start, end)
            if match.end() - match.start() > _SENTENCE_GAP
            or "\t" in match.group()
            or text[match.start() - 1] not in '.!?:"\u201d'
        ]

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
    found = [match for match in _LEADING.finditer(text) if _stands_alone(text, match.start())]
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


_ROMAN = lazy(r"(?:[IVXLC]{2,}|[VX])\b")  # not the pronoun
_SENTENCE_MARKS = ",;:!?.)\u201d\u2019\"'\u2026"
_OPENING = "(\u201c\u2018\"'"
_ABBREVIATION = lazy(
    r"\b(?:Mrs?|Ms|Drs?|St|Ste|Mt|Ft|Prof|Sr|Jr|Gen|Col|Capt|Maj|Lt|Sgt|Rev|Hon|Sen|Rep|Gov|Messrs|Mme|Mlle"
    r"|[Nn]os?|[Vv]ols?|[Ff]igs?|[Cc]h|[Ss]ec|[Ee]ds?|pp|cf|ca|vs|al|Nr|Dipl|Ing)\.\Z"
)


def _is_abbreviation(text: str, place: int) -> bool:
    """Tell whether the full stop before `place` ends a title, an initial or a like word, and no sentence."""
    if (
        text[place + 1].isupper()
        and text[place - 2 : place - 1].isupper()
        and not text[place - 3 : place - 2].isalnum()
    ):
        return True
    return bool(_ABBREVIATION.search(text, max(0, place - 12), place))


def _single(text: str, language: str) -> Iterator[Edit]:
    """Yield an ordinary space for a single unusual or no-break space between two ordinary words."""
    for match in _SINGLE.finditer(text):
        place = match.start()
        space, left, right = match.group(), text[place - 1], text[place + 1]
        if not ((left.isalpha() or left in _SENTENCE_MARKS) and (right.isalpha() or right in _OPENING)):
            continue
        if left in "\u2019\u201d'\"" and not right.isalpha():
            continue  # a thin space parts two quote marks
        if _CJK.match(left) or _CJK.match(right):
            continue
        if left == "." and (space in "\u202f\u2009\u200a" or _is_abbreviation(text, place)):
            continue
        if _ROMAN.match(text, place + 1):
            continue
        if space == "\u00a0":
            if language == "en":
                yield Edit(place, place + 1, " ", ("no-break-space",))
        else:
            yield Edit(place, place + 1, " ", ("unusual-space",))


PASS = Pass("whitespace", Stage.CHARACTERS, Contract(Touch.SPACE), RULES, find)
