"""Problems that are known and not told of again: those that a folder had when it was first checked.

A problem is known by its file, its rule and the words around it, not by its line, which changes with every line
that is written above it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from articlefix.errors import ConfigError
from articlefix.reports.problems import Problem

VERSION = 1

_NEAR = 20
"""So many letters on either side tell a problem from its like. Of what an excerpt has, a third."""

Marks = Counter[tuple[str, str]]
"""How often each problem stands in a file: by its rule, and the mark of its words."""


def marks(problems: Iterable[Problem]) -> Marks:
    """Return what problems of one file are known by."""
    return Counter(_mark(problem) for problem in problems)


def _mark(problem: Problem) -> tuple[str, str]:
    """Return what a problem is known by: letters, for the repair of a neighbour changes marks and spaces."""
    before = after = ""
    if problem.around is not None:
        at = problem.column - problem.around.column
        before, after = problem.around.text[:at], problem.around.text[at + len(problem.found) :]
    words = (_letters(before)[-_NEAR:], problem.found, _letters(after)[:_NEAR], problem.replacement or "")
    return problem.rule, hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def new(known: Marks, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a file that are not known; of those that are alike, the last are new."""
    left = Counter(known)
    found = []
    for problem in problems:
        mark = _mark(problem)
        if left[mark] > 0:
            left[mark] -= 1
        else:
            found.append(problem)
    return found


def shrunk(known: Marks, seen: Marks, rules: Collection[str]) -> Marks:
    """Return what is known of a file without what was looked for, under `rules`, and is no longer there."""
    return Counter({mark: min(count, seen[mark]) if mark[0] in rules else count for mark, count in known.items()})


def read(text: str, source: str) -> dict[str, Marks]:
    """Return what is known of each file that a baseline names; raises `ConfigError` where it holds none."""
    try:
        held = json.loads(text)
        if held["version"] != VERSION:
            raise ConfigError(
                f"is of version {held['version']}, and this articlefix reads {VERSION}", source=source
            )
        files = {
            str(name): Counter(
                {(str(rule), str(mark)): int(count) for rule, by in rules.items() for mark, count in by.items()}
            )
            for name, rules in held["files"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ConfigError("is no baseline that articlefix wrote; name another file", source=source) from error
    return files


def write(baseline: Mapping[str, Marks]) -> str:
    """Return the text of a baseline: a line for each problem, in an order that makes small diffs."""
    files: dict[str, dict[str, dict[str, int]]] = {}
    for name, known in sorted(baseline.items()):
        for (rule, mark), count in sorted(known.items()):
            if count > 0:
                files.setdefault(name, {}).setdefault(rule, {})[mark] = count
    return json.dumps({"version": VERSION, "files": files}, indent=1) + "\n"
