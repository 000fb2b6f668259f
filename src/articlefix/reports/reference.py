"""What is told of a rule in Markdown: on the page of all rules, in code scanning, in an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from articlefix.reports import revealed

if TYPE_CHECKING:
    from articlefix.core.passes import Rule


def fence(language: str, text: str) -> Iterator[str]:
    """Yield a fenced block that no line of the text can end."""
    marks = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    yield from (f"{marks}{language}", *revealed(text, one_line=False).split("\n"), marks)


def _repair(before: str, after: str) -> str:
    """Return a text and its repair as the lines of a diff."""
    gone = "\n".join(f"- {line}".rstrip(" ") for line in revealed(before, one_line=False).split("\n"))
    if not after:
        return gone
    return gone + "\n" + "\n".join(f"+ {line}".rstrip(" ") for line in revealed(after, one_line=False).split("\n"))


def described(rule: Rule) -> Iterator[str]:
    """Yield the lines that tell of a rule: its message, what it repairs or reports, what it leaves alone."""
    yield from (rule.message, "")
    if rule.options:
        options = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in rule.options)
        yield from (f"The examples are those of `{options}`.", "")
    if rule.after is None:
        yield from ("Reports:", "", *fence("text", rule.before), "")
    else:
        yield from (*fence("diff", _repair(rule.before, rule.after)), "")
    yield from ("Leaves alone:", "", *fence("text", rule.untouched))


@cache
def address(label: str) -> str | None:
    """Return the address that the project publishes under a label (`Homepage`, `Rules`), if it does.

    It stands in the metadata of the distribution, under `[project.urls]`.
    """
    from importlib.metadata import PackageNotFoundError, metadata  # noqa: PLC0415 - costs as much as a start

    try:
        entries = metadata("articlefix").get_all("Project-URL") or []
    except PackageNotFoundError:  # run from a folder, and not installed
        return None
    found = dict(entry.split(", ", 1) for entry in entries)
    return found.get(label)
