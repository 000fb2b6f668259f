"""The values that a run is made of: what is cleaned how, and the shards it is cut into."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from articlefix.cleaner import Result
from articlefix.config import Config
from articlefix.errors import ConfigError, OutputError

EDITS_FIELD = "articlefix_edits"
"""The field or column that holds a record's edits, where they are asked for in a column."""


SUFFIXES = (".jsonl", ".jsonl.gz", ".jsonl.zst", ".parquet")
"""The endings of files of records, by which their format is known."""


def suffix_of(path: str) -> str:
    """Return the one of `SUFFIXES` that a path ends with, or nothing.

    >>> suffix_of("news.JSONL.gz"), suffix_of("news.gz")
    ('.jsonl.gz', '')
    """
    return next((suffix for suffix in SUFFIXES if path.lower().endswith(suffix)), "")


class Input(NamedTuple):
    """A file of records, and what the file system said of it when the run was planned."""

    path: str
    size: int
    modified: int  # nanoseconds

    @classmethod
    def of(cls, path: str) -> Input:
        """Look at a file now."""
        status = os.stat(path)
        return cls(os.path.abspath(path), status.st_size, status.st_mtime_ns)


class Shard(NamedTuple):
    """A part of an input: lines that begin in the bytes `start:end`, or row groups `start:end` of Parquet.

    A compressed file is one shard, from 0 to its size on the disk: no one can enter it midway. `size` is how
    much of the input it is, in bytes on the disk.
    """

    number: int
    input: Input
    start: int
    end: int
    size: int

    @property
    def name(self) -> str:
        """What its files are called, in the order of the shards."""
        return f"part-{self.number:05}"


class Job(NamedTuple):
    """What is done to every shard. All that decides on the bytes that come out is in here and in the shard."""

    output: str
    rejects: str
    config: Config
    versions: tuple[tuple[str, str], ...]
    text_field: str = "text"
    id_field: str | None = None
    edits: Literal["", "column", "file"] = ""


class Progress(NamedTuple):
    """How far the shard `number` has come: records done, and bytes of the input taken."""

    number: int
    records: int
    read: int


class Done(NamedTuple):
    """A shard whose manifest is written."""

    number: int


class Failed(NamedTuple):
    """A shard that could not be done, and why; no part of it is left. Where it `stops` the run, none could be."""

    number: int
    reason: str
    stops: bool = False

    @classmethod
    def of(cls, number: int, error: BaseException) -> Failed:
        """Tell of an error: a full disk or another version of this package is the same for all shards."""
        return cls(number, str(error) or type(error).__name__, isinstance(error, OutputError | ConfigError))


Event = Progress | Done | Failed
"""What a runner tells while it works."""

Tick = Callable[[int, int], None]
"""Called with the records done and the bytes of the input taken, a few times a second."""


class Tally:
    """What was met in a shard, or in a whole run."""

    def __init__(self, numbers: Mapping[str, int | dict[str, int]] | None = None) -> None:
        self.records = self.changed = self.without_text = self.rejected = self.broken = self.characters = 0
        self.edits: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()
        self.affected: Counter[str] = Counter()
        """For each rule the records in which it repaired or found anything."""
        if numbers is not None:
            for name, value in numbers.items():
                setattr(self, name, Counter(value) if isinstance(value, dict) else value)

    def count(self, result: Result | None) -> None:
        """Count a cleaned text, or a record that has none."""
        if result is None:
            self.without_text += 1
            return
        self.characters += len(result.original)
        if not result.edits and not result.findings:
            return
        self.changed += result.changed
        found = [finding.rule for finding in result.findings]
        self.edits.update(edit.rules[0] for edit in result.edits)
        self.findings.update(found)
        self.affected.update({*found, *(rule for edit in result.edits for rule in edit.rules)})

    def add(self, other: Tally) -> None:
        """Add what another shard met."""
        for name, value in vars(other).items():
            own = getattr(self, name)
            if isinstance(value, dict):
                own.update(value)
            else:
                setattr(self, name, own + value)


class Manifest(NamedTuple):
    """What is written last for a shard, and says that its part is whole."""

    part: str
    size: int
    seconds: float
    tally: Tally
