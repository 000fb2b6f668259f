"""Decisions on edits, as a file: which of them are accepted, of which files, as they were when somebody looked.

docs/use.md describes the format. A file is told by the digest of its bytes: of one that has changed since, the
places of the edits say nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from articlefix import __version__
from articlefix.core.edits import Edit
from articlefix.errors import ConfigError

VERSION = 1


class Decided(NamedTuple):
    """The edits of one file that are accepted, in its order, and the digest of its bytes."""

    path: str
    sha256: str
    edits: tuple[Edit, ...]


def digest(data: bytes) -> str:
    """Return what tells whether a file is still the one that was looked at."""
    return hashlib.sha256(data).hexdigest()


def write(decided: Iterable[Decided]) -> str:
    """Return the text of a file of decisions."""
    listed = [
        {
            "path": file.path,
            "sha256": file.sha256,
            "edits": [
                {"start": edit.start, "end": edit.end, "replacement": edit.replacement, "rules": edit.rules}
                for edit in file.edits
            ],
        }
        for file in decided
    ]
    return json.dumps({"version": VERSION, "articlefix": __version__, "files": listed}, indent=1) + "\n"


def read(text: str, source: str) -> list[Decided]:
    """Return the decisions that a file holds; raises `ConfigError` where it holds none."""
    try:
        held = json.loads(text)
        if held["version"] != VERSION:
            raise ConfigError(
                f"is of version {held['version']}, and this articlefix reads {VERSION}", source=source
            )
        return [Decided(str(file["path"]), str(file["sha256"]), _edits(file["edits"])) for file in held["files"]]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ConfigError("is no file of decisions, or a damaged one", source=source) from error


def _edits(listed: Sequence[dict[str, object]]) -> tuple[Edit, ...]:
    edits = []
    for item in listed:
        start, end, replacement, rules = item["start"], item["end"], item["replacement"], item["rules"]
        if not (isinstance(start, int) and isinstance(end, int) and isinstance(replacement, str)):
            raise TypeError(item)
        if not isinstance(rules, list) or not all(isinstance(rule, str) for rule in rules):
            raise TypeError(item)
        edits.append(Edit(start, end, replacement, tuple(rules)))
    ends = [0, *(place for edit in edits for place in (edit.start, edit.end))]
    if any(later < earlier for earlier, later in pairwise(ends)):
        raise ValueError("edits overlap, or are out of order")
    return tuple(edits)
