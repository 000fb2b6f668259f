r"""Tell Markdown that a converter made of a whole page from Markdown that somebody wrote.

    [Skip to content](#main)
    * [Home](/)
    * [News](/news)                 a menu above the text: nobody writes one

A converter (html2text, markdownify, the readers for language models) turns menus into lists of links, and writes no
front matter. What is told here is only that a text may be cut as a page; its lines are then judged by what a reader
sees of them.
"""

import re
from collections.abc import Iterator, Sequence

_LINK = (
    r"!?\[(?>(?:[^\[\]\n]|!?\[[^\[\]\n]*+\](?>(?:\([^()\n]*+\))?))*)\]\([^()\n]*+(?>(?:\([^()\n]*+\)[^()\n]*+)*)\)"
)
_LINK_LINE = re.compile(rf"[\s>|]*(?:(?:[*+-]|\d+\.)\s+)*#*\s*(?:{_LINK}[\s|\\·•*_]*)+$")
_ANCHOR_ONLY = re.compile(r"\]\(#")
_SKIP = re.compile(r"\[(?:skip|jump|zum|aller|saltar|ir a|ga naar|przejd)\b[^\]]*\]\(", re.IGNORECASE)
_FRONT_MATTER = ("---", "+++", "{")
_HEAD = 60  # lines, in which the menu of a page begins
_FEWEST_OF_MENU = 4  # links in a row; in authored Markdown a row of so many other pages stands further below
_FEWEST_LINKS = 10
SCRAPED_PAGE = -0.5
"""The log odds from which on such a text is a page, less than those of plain text: its links have told much.

F1 of 119 pages that html2text and markdownify turned into Markdown is 0.902, and of 363 texts that somebody wrote
none is cut. Without a limit it is 0.906, and one of them loses 2,600 characters.
"""
_WRAPPED = 50  # a line that was wrapped is no shorter, but for a long word behind it; html2text wraps to 78
_OPENS = re.compile(r"\s*(?:[*+-]\s|\d+[.)]\s|#|>|\||!?\[[^\]]*\]\([^)]*\)\s*$)")
_IMAGE = re.compile(r"!\[([^\[\]\n]*+)\]\([^()\n]*+\)")
_TO_TEXT = re.compile(r"\[((?>(?:[^\[\]\n]|\[[^\[\]\n]*+\])*))\]\([^()\n]*+(?>(?:\([^()\n]*+\)[^()\n]*+)*)\)")
_MARKS = re.compile(r"^[\s>]*(?:(?:[*+-]|\d+[.)])\s+)*(?:#{1,6}\s+)?|\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TABLE_RULE = re.compile(r"[\s|:-]+$")


def is_scraped(lines: Sequence[str]) -> bool:
    """Tell whether lines of Markdown that are not blank were made from a whole page.

    >>> menu = ["[Skip to content](#main)", *(f"* [{name}](/{name})" for name in ("Home", "News", "Sport", "Shop"))]
    >>> is_scraped(menu), is_scraped(["# Ferries", "* [How](#how)", "* [When](#when)", "It left at noon."])
    (True, False)
    """
    if not lines or lines[0].startswith(_FRONT_MATTER):
        return False
    head = lines[:_HEAD]
    longest = run = 0
    for line in head:
        run = run + 1 if _LINK_LINE.match(line) and not _ANCHOR_ONLY.search(line) else 0
        longest = max(longest, run)
    if longest < _FEWEST_OF_MENU:
        return False
    skips = any(_SKIP.search(line) and _LINK_LINE.match(line) for line in head)
    return skips or sum(_LINK_LINE.match(line) is not None for line in lines) >= _FEWEST_LINKS


def is_menu_line(line: str) -> bool:
    """Tell whether a line is nothing but links to other pages: no heading, no picture, no table of contents.

    >>> is_menu_line("* [Home](/)"), is_menu_line("# [Home](/)"), is_menu_line("[Use](#use)")
    (True, False, False)
    """
    is_other = line.lstrip().startswith(("#", "!")) or _ANCHOR_ONLY.search(line)
    return not is_other and _LINK_LINE.match(line) is not None


def skip_links(line: str) -> list[str]:
    """Return the texts of the links of a line that is nothing but links to places of the same page.

    >>> skip_links("[Skip to content](#main) [Skip to search](#search)"), skip_links("[Home](/)")
    (['Skip to content', 'Skip to search'], [])
    """
    is_here = "](#" in line and line.count("](#") == line.count("](") and _LINK_LINE.match(line)
    return [match[1] for match in _TO_TEXT.finditer(line)] if is_here else []


def paragraphs(lines: Sequence[str], gaps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each paragraph and the one behind its last: a converter may wrap them to a width.

    `gaps` tells how many blank lines of the whole text stand above each line.

    >>> rows = ["The ferry left the harbour at noon, as it had on every day since the", "war.", "* [News](/news)"]
    >>> list(paragraphs(rows, [0, 0, 0]))
    [(0, 2), (2, 3)]
    """
    first = 0
    for number in range(1, len(lines) + 1):
        if (
            number == len(lines)
            or gaps[number] > gaps[number - 1]
            or not _goes_on(lines[number - 1], lines[number])
        ):
            yield first, number
            first = number


def _goes_on(line: str, following: str) -> bool:
    return len(line) >= _WRAPPED and not _OPENS.match(following)


def seen(line: str) -> str:
    r"""Return what a reader sees of a line of Markdown: no marks, no targets of links.

    >>> seen("* [**News** \\(all\\)](/news)"), seen("| --- | --- |")
    ('News (all)', '')
    """
    if _TABLE_RULE.match(line):
        return ""
    text = _IMAGE.sub(r"\1", line)
    while (plain := _TO_TEXT.sub(r"\1", text)) != text:
        text = plain
    return " ".join(_ESCAPE.sub(r"\1", _MARKS.sub("", text)).replace("|", " ").split())
