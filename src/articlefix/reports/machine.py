"""What a check found, for programs: the tool's own JSON, which is one document, and GitHub's annotations.

Documents are written in ASCII: whatever an article holds, no terminal or log that shows one obeys it.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote_from_bytes

from articlefix.reports import visible
from articlefix.reports.problems import Problem

JSON_VERSION = 1
"""Raised when a field is taken away or changes its meaning; a new one leaves it as it is."""

_GITHUB_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_DATA = str.maketrans(_GITHUB_ESCAPES)
_GITHUB_PROPERTY = str.maketrans({**_GITHUB_ESCAPES, ":": "%3A", ",": "%2C"})


def as_json(problems: Iterable[Problem]) -> str:
    """Return the document that docs/check-json.md describes."""
    listed = [
        {
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "end_line": problem.end_line,
            "end_column": problem.end_column,
            "start": problem.start,
            "end": problem.end,
            "rule": problem.rule,
            "also": problem.also,
            "pass": problem.pass_name,
            "message": problem.message,
            "replacement": problem.replacement,
        }
        for problem in problems
    ]
    return document({"version": JSON_VERSION, "problems": listed})


def document(value: object) -> str:
    """Write a document of JSON, all of ASCII."""
    # JSON lets DEL stand as it is, the one control character that it does.
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f") + "\n"


def uri(path: str) -> str:
    """Return a path as a URI, relative to the working directory for what lies in it.

    >>> uri("posts/100% new: [a].md")
    'posts/100%25%20new%3A%20%5Ba%5D.md'
    """
    relative = os.path.relpath(path)
    if Path(relative).parts[0] == os.pardir:
        return Path(path).resolve().as_uri()
    return quote_from_bytes(os.fsencode(relative.replace(os.sep, "/")))


def as_github(problem: Problem) -> str:
    """Return a workflow command that makes GitHub annotate the place.

    Where a span runs over lines GitHub takes no columns.

    >>> as_github(Problem("a,b.txt", 1, 7, 1, 8, 6, 7, "run-of-spaces", "whitespace", "Two: 100%"))
    '::warning title=articlefix (run-of-spaces),file=a%2Cb.txt,line=1,endLine=1,col=7,endColumn=8::Two: 100%25'
    """
    properties = {
        "title": f"articlefix ({problem.rule})",
        "file": os.path.normpath(problem.path),
        "line": problem.line,
        "endLine": problem.end_line,
    }
    if problem.line == problem.end_line:
        properties |= {"col": problem.column, "endColumn": problem.end_column}
    written = ",".join(
        f"{name}={visible(str(value), one_line=True).translate(_GITHUB_PROPERTY)}"
        for name, value in properties.items()
    )
    return f"::warning {written}::{visible(problem.message, one_line=True).translate(_GITHUB_DATA)}"
