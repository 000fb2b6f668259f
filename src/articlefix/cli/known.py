"""The baseline of a check on the disk: read, made where there is none, shrunk as problems go."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Mapping

import click

from articlefix import files
from articlefix.cli import console
from articlefix.cli.inputs import count
from articlefix.reports import baseline
from articlefix.reports.baseline import Marks
from articlefix.reports.problems import Problem


class KnownProblems:
    """What the baseline of a run knows, and what the run learns of it."""

    def __init__(self, path: str) -> None:
        self.path = path
        if os.path.isdir(path):
            raise click.UsageError(f"--baseline {path} is a folder: name a file, such as articlefix-baseline.json")
        self.is_new = not os.path.exists(path)
        self.before = {} if self.is_new else baseline.read(files.read(path).content.text, path)
        self.after = dict(self.before)

    def new(self, path: str, problems: list[Problem]) -> list[Problem]:
        """Return the problems of a file that are not known; of a baseline that is being made, none is told of."""
        return [] if self.is_new else baseline.new(self.before.get(self._name(path), Counter()), problems)

    def learn(self, path: str, seen: Marks, rules: Collection[str]) -> None:
        """Take note of what a file holds now, under the rules that were looked for."""
        name = self._name(path)
        self.after[name] = seen if self.is_new else baseline.shrunk(self.after.get(name, Counter()), seen, rules)

    def save(self, *, quiet: bool) -> None:
        """Write the baseline where it has changed, and say so."""
        folder = os.path.dirname(self.path)
        after = {name: marks for name, marks in self.after.items() if os.path.lexists(os.path.join(folder, name))}
        before, left = _size(self.before), _size(after)
        if not self.is_new and before == left:
            return
        files.write(self.path, baseline.write(after).encode("ascii"))
        if not quiet:
            how = f"made, with {count(left, 'problem')}" if self.is_new else f"{before - left} fewer, {left} left"
            console.say(f"{self.path}: {how}")

    def _name(self, path: str) -> str:
        """Return the path of a file from the folder of the baseline, wherever the command is run."""
        folder = os.path.dirname(os.path.abspath(self.path))
        return os.path.relpath(os.path.abspath(path), folder).replace(os.sep, "/")


def _size(known: Mapping[str, Marks]) -> int:
    return sum(marks.total() for marks in known.values())
