"""The open articles: each checked once for each version of its text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NamedTuple

from articlefix import files
from articlefix.cleaner import Cleaner, Result
from articlefix.errors import ArticlefixError
from articlefix.reports.problems import Problem, known_rules, problems
from articlefix.server.places import Places

CleanerFor = Callable[[str], Cleaner]
"""What gives the cleaner for a path, as the options and the configuration have it."""

CONFIGURATIONS = ("articlefix.toml", "pyproject.toml", ".articlefixignore")
"""The files that say what is to be done with others."""


_BLANK = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)|\A[ \t]*(?:\r\n?|\n)")
_FRONT_MATTER = ("---", "+++")


class Article(NamedTuple):
    """One version of an article, with what was found in it."""

    version: int | None
    text: str
    places: Places
    cleaner: Cleaner
    result: Result
    problems: list[Problem]

    def at(self, start: int, end: int) -> list[Problem]:
        """Return the problems that a span touches."""
        return [problem for problem in self.problems if problem.start <= end and start <= problem.end]

    def paragraph(self, problem: Problem) -> int | None:
        """Return where the paragraph of a problem begins; `None` in front matter, which no comment may open."""
        offset = problem.end - len(problem.found)
        start = max((match.end() for match in _BLANK.finditer(self.text, 0, offset)), default=0)
        return None if start == 0 and self.text.startswith(_FRONT_MATTER) else start


class Articles:
    """What is known of the open articles, by the address that the editor gives each.

    `make` gives what chooses the cleaners; it is asked again when a configuration has been written.
    """

    def __init__(self, make: Callable[[], CleanerFor]) -> None:
        self._make = make
        self._cleaner_for = make()
        self._held: dict[str, Article] = {}
        self._refused: dict[str, tuple[Article, str | None]] = {}

    def reload(self) -> None:
        """Read the configuration anew."""
        self._cleaner_for = self._make()
        self._held.clear()
        self._refused.clear()

    def forget(self, address: str) -> None:
        """Let go of an article that was closed."""
        self._held.pop(address, None)
        self._refused.pop(address, None)

    def check(self, address: str, path: str, text: str, version: int | None, encoding: str) -> Article | None:
        """Return an article checked; `None` for what is none, or is left out. Raises what a cleaner raises."""
        held = self._held.get(address)
        if held is not None and held.version == version and held.text == text:
            return held
        if files.kind_of(path, text) is not None or not list(files.find([path], force_exclude=True)):
            return None
        cleaner = self._cleaner_for(path)
        result = cleaner.clean(text)
        listed = problems(path, text, result.edits, result.findings, known_rules(cleaner.passes))
        article = Article(version, text, Places(text, encoding), cleaner, result, listed)
        self._held[address] = article
        return article

    def refusal(self, address: str, article: Article) -> str | None:
        """Return why clean would not write all repairs of an article; `None` where it would."""
        held = self._refused.get(address)
        if held is None or held[0] is not article:
            try:
                article.cleaner.verify(article.result)
                held = article, None
            except ArticlefixError as error:
                held = article, str(error)
            self._refused[address] = held
        return held[1]


def is_configuration(path: str) -> bool:
    """Tell whether a file says what is to be done with others."""
    return path.replace(os.sep, "/").rpartition("/")[2] in CONFIGURATIONS
