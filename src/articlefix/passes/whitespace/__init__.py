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
from bisect import bisect_right
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import Having, language
from articlefix.passes.whitespace.habits import NO_BREAK, has_stray_spaces, has_trailing_spaces
from articlefix.passes.whitespace.rows import GAP, SPACES, rows_of
from articlefix.scan.pattern import Pattern
from articlefix.text.ties import CJK, parts_words

_UNUSUAL = "\u1680\u2000-\u2006\u2008-\u200a\u202f\u205f\u3000"  # less the figure space, which aligns numbers
_BEHIND_A_STOP = ("\u202f", "\u2009", "\u200a")  # as in `z.\u202fB.`
# Three blank lines, of which any may hold spaces.
_THREE_BLANK = rf"(?:\n\n\n|\n\n[{SPACES}]++\n|\n[{SPACES}]++\n[{SPACES}]*+\n)"


_FIRST_BLANK_LINES = Pattern(rf"\A{_THREE_BLANK}(?>(?:[{SPACES}]*+\n)+)")


@fact
def _end_of_first(document: Document) -> int:
    """Return where the run of blank lines at the beginning ends."""
    return max((match.end() for match in document.scan.matches(_FIRST_BLANK_LINES)), default=0)


def _is_in_first(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a run of blank lines is a part of the first, whose lines may hold spaces."""
    return match.start() < _end_of_first(document)


_BLANK_LINES = (
    Find(_FIRST_BLANK_LINES.regex, "\n"),
    Find(rf"(?<=[^\n]){_THREE_BLANK}(?>(?:[{SPACES}]*+\n)+)", "\n\n", unless=_is_in_first),
)
_SPACE_AT_END = Pattern(rf"[{SPACES}]$")
_TAB = Pattern(r"(?<=[\w,;])\t(?=[^\W\d_])")
_LONGEST_LABEL = 20
_LONE_SPACE = Pattern(r"^[ \u00a0](?=[^\s\-*\u2022\u2013\u2014>|#].{60})")
_INDENTATION = Pattern(r"^[ \t\u00a0]+(?=\S)")


def _is_wanted(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a single space ties two words together on purpose, or is a publisher's slip."""
    text, place, space = document.text, match.start(), match.group()
    if not parts_words(text, place, place + 1) or (text[place - 1] == "." and space in _BEHIND_A_STOP):
        return True
    return space in NO_BREAK and not has_stray_spaces(document)


@where(_SPACE_AT_END)
def trailing_spaces(document: Document) -> Iterator[Edit]:
    """Yield the removal of trailing space, but for that of blank lines which go as a run.

    What stands alone in its line goes always: it makes the line look like one that holds something.
    """
    text, scan = document.text, document.scan
    blank = [match.span() for find in _BLANK_LINES for match in scan.matches(Pattern(find.pattern))]
    for match in scan.matches(_SPACE_AT_END):
        end = match.end()
        line_start = text.rfind("\n", 0, end) + 1
        start = line_start + len(text[line_start:end].rstrip(SPACES))
        if start > line_start:
            is_needless = has_trailing_spaces(document)
        else:
            run_start, run_end = blank[bisect_right(blank, (start,)) - 1] if blank else (end, end)
            is_needless = not run_start < start <= end < run_end
        if is_needless:
            yield Edit(start, end, "", ("trailing-space",))


@where(GAP)
def runs_of_spaces(document: Document) -> Iterator[Edit]:
    """Yield one space for each run of spaces outside tables."""
    for match in document.scan.matches(GAP):
        start, end = match.span()
        if end - start == 1 or rows_of(document).is_row(start):
            continue
        run, replacement = document.text[start:end], _one_space(document, start, end)
        is_stray = run.strip(" ") in NO_BREAK
        if run != replacement and not (is_stray and not has_stray_spaces(document)):
            yield Edit(start, end, replacement, ("run-of-spaces",))


def _one_space(document: Document, start: int, end: int) -> str:
    """Return the one space that a run should be: in French the no-break space of a mark stays."""
    text = document.text
    run = text[start:end]
    if "\u3000" in run and (CJK.match(text[start - 1]) or CJK.match(text[end])):
        return run
    marks = language(document.language).habits.spaced_marks
    if marks and (text[end] in marks or text[start - 1] == "\u00ab"):
        return next((kept for kept in reversed(NO_BREAK) if kept in run), " ")
    return " "


@where(_TAB)
def tabs_in_prose(document: Document) -> Iterator[Edit]:
    """Yield a space for each tab between two words that has no fellows, unless it parts a label from its text."""
    for match in document.scan.matches(_TAB):
        rows, place = rows_of(document), match.start()
        if (
            not _is_behind_label(document.text, place)
            and not rows.has_tabbed_neighbour(place)
            and not rows.is_row(place)
        ):
            yield Edit(*match.span(), " ", ("tab-in-prose",))


def _is_behind_label(text: str, place: int) -> bool:
    """Tell whether but one word stands before `place` in its line."""
    start = text.rfind("\n", max(0, place - _LONGEST_LABEL), place) + 1
    return (start > 0 or place <= _LONGEST_LABEL) and not any(map(str.isspace, text[start:place].strip()))


@where(_LONE_SPACE)
def leading_spaces(document: Document) -> Iterator[Edit]:
    """Yield the removal of a lone space before a long paragraph, where no other paragraph is indented."""
    scan = document.scan
    found = [match for match in scan.matches(_LONE_SPACE) if _stands_alone(document.text, match.start())]
    if found and scan.count(_INDENTATION) == len(found):
        for match in found:
            yield Edit(*match.span(), "", ("leading-space",))


def _stands_alone(text: str, start: int) -> bool:
    """Tell whether the line at `start` has a blank line, or nothing, on both sides."""
    before = text.rfind("\n", 0, max(0, start - 1))
    end = text.find("\n", start)
    after = text.find("\n", end + 1) if end >= 0 else -1
    follows = "" if end < 0 else text[end + 1 :] if after < 0 else text[end + 1 : after]
    return not text[before + 1 : start].strip() and not follows.strip()


RULES = (
    Rule(
        "trailing-space",
        "White space stands at the end of a line.",
        (trailing_spaces,),
        before="The end. \nNext.",
        after="The end.\nNext.",
        untouched="The end.\n    Indented.",
    ),
    Rule(
        "run-of-spaces",
        "Two or more spaces stand between two words.",
        (runs_of_spaces,),
        before="Two  spaces.",
        after="Two spaces.",
        untouched="    Two spaces.",
    ),
    Rule(
        "tab-in-prose",
        "A tab stands between two words of a sentence.",
        (tabs_in_prose,),
        before="The train left\twithout her.",
        after="The train left without her.",
        untouched="Apples\t3\nPears\t4",
    ),
    Rule(
        "unusual-space",
        "A typesetter's space (en, em, thin, hair and so on) stands between two words.",
        (Find(rf"(?<=[^{SPACES}\n])[{_UNUSUAL}](?=[^{SPACES}\n])", " ", unless=_is_wanted),),
        before="The train\u2009left.",
        after="The train left.",
        untouched="It took 10\u2009000 steps\u200a\u2014\u200aor more.",
    ),
    Rule(
        "no-break-space",
        "A no-break space stands between two ordinary English words.",
        (
            Find(
                rf"(?<=[^{SPACES}\n])\u00a0(?=[^{SPACES}\n])",
                " ",
                languages=Having("plain_spaces"),
                unless=_is_wanted,
            ),
        ),
        before="The train\u00a0left.",
        after="The train left.",
        untouched="It took 20\u00a0minutes, Mr.\u00a0Hale.",
    ),
    Rule(
        "run-of-blank-lines",
        "Three or more blank lines stand between two paragraphs.",
        _BLANK_LINES,
        before="One.\n\n\n\nTwo.",
        after="One.\n\nTwo.",
        untouched="One.\n\n\nTwo.",
    ),
    Rule(
        "leading-space",
        "One space stands before a paragraph whose neighbours have none.",
        (leading_spaces,),
        before="The ferry left.\n\n Nobody on the pier waved, for everyone there was asleep or drunk by then.",
        after="The ferry left.\n\nNobody on the pier waved, for everyone there was asleep or drunk by then.",
        untouched="The song:\n\n Row, row,\n  row your boat.",
    ),
)

PASS = Pass.of_rules("whitespace", Stage.LINES, Contract(Touch.SPACE), RULES, formats=("text",))
