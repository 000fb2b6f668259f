"""One run of check over many inputs: what is printed of each, what is counted, and the exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, NamedTuple

from articlefix import files
from articlefix.cleaner import Cleaner
from articlefix.cli import console
from articlefix.cli.cache import Cache, folder
from articlefix.cli.inputs import Inputs, count
from articlefix.cli.known import KnownProblems
from articlefix.errors import ArticlefixError
from articlefix.files import STDIN, Found, Source
from articlefix.files.changes import Changes
from articlefix.reports.baseline import Marks, marks
from articlefix.reports.problems import Known, Problem, carried, concise, known_rules, problems, statistics

FORMATS = ("full", "concise", "json", "sarif", "github")
DOCUMENTS = ("json", "sarif")
"""The formats that are one document, however many files are checked."""


class Entry(NamedTuple):
    """What is new to the cache: what tells a file, and what was found in it."""

    key: bytes
    problems: list[Problem]


class Checked(NamedTuple):
    """One text checked: what is printed of it, and what is counted."""

    report: str
    found: int
    repairable: int
    repaired: int
    problems: list[Problem]
    rules: Mapping[str, Known]
    path: str
    seen: Marks
    asked: frozenset[str]
    entry: Entry | None = None


class Run:
    """One run over many inputs."""

    def __init__(self, options: Mapping[str, Any], inputs: Inputs) -> None:
        self.inputs = inputs
        self.fix: bool = options["fix"]
        self.verify: bool = not options["no_verify"]
        self.quiet: bool = options["quiet"]
        self.exit_zero: bool = options["exit_zero"]
        self.output_format: str = options["output_format"]
        self.statistics: bool = options["statistics"]
        self.report = None if self.statistics else _report(self.output_format, options["color"])
        self.known = KnownProblems(options["baseline"]) if options["baseline"] else None
        self.changes = Changes(options["changed_since"]) if options["changed_since"] else None
        # The report stands on the screen; a bar beside it would spoil both.
        self.progress = not self.quiet and (self.report is None or not console.is_terminal(sys.stdout))
        place = None if self.fix or options["no_cache"] else folder()
        self.cache = None if place is None else Cache(place)
        self.encoding: str | None = options["encoding"]
        self.recalled: dict[str, Entry] = {}
        self.listed: list[Problem] = []
        self.rules: dict[str, Known] = {}
        self.checked = self.found = self.repairable = self.repaired = self.all = 0

    def run(self) -> int:
        """Do all inputs and return the exit code."""
        inputs = self.inputs
        try:
            founds = self._changed(inputs.find())
            fresh = self._recall(founds)
            for checked in inputs.each(founds, self._check, progress=self.progress and bool(fresh), fresh=fresh):
                self._count(checked)
                self._emit(checked.report)
            self._emit(self._document())
        except BrokenPipeError:
            console.abandon_stdout()
            return 2 if inputs.failed else 0
        if not self.quiet and self.checked + inputs.failed:
            self._summarise()
        if self.cache is not None:
            self.cache.save()
        if self.known is not None:
            self.known.save(quiet=self.quiet)
        if inputs.failed:
            return 2
        # A baseline that has just been made has found what is in it: where its name is misspelt, no build passes.
        told = self.all if self.known is not None and self.known.is_new else self.found
        return int(told > 0 and not self.exit_zero)

    def _changed(self, founds: list[Found]) -> list[Found]:
        """Return the files that have changed, where only they are looked at."""
        changes = self.changes
        return founds if changes is None else [found for found in founds if changes.of(found.path) is not None]

    def _recall(self, founds: list[Found]) -> list[Found]:
        """Look up what is known of the inputs, and return those of which nothing is."""
        if self.cache is None:
            return founds
        keys: dict[str, bytes] = {}
        for found in founds:
            with suppress(ArticlefixError):
                if (key := self._key(found)) is not None:
                    keys[found.path] = key
        held = self.cache.get(keys)
        self.recalled = {path: Entry(keys[path], listed) for path, listed in held.items()}
        return [found for found in founds if found.path not in self.recalled]

    def _key(self, found: Found, source: Source | None = None) -> bytes | None:
        """Return what tells an input in the cache, if it may stand there."""
        if self.cache is None or found.path == STDIN:
            return None
        cleaner = self.inputs.cleaners.for_path(found.path)
        data = files.read_bytes(found.path)[0] if source is None else source.data
        # Whether it is an article at all is told by its name, unless its format is said.
        name, said = os.path.basename(found.path), self.inputs.cleaners.is_said("format", found.path)
        return self.cache.key(data, cleaner, self.encoding, name, said)

    def _recalled(self, found: Found) -> Checked | None:
        """Return what is known of an input; `None` where that is nothing, or it has changed since."""
        entry = self.recalled.get(found.path)
        if entry is None:
            return None
        cleaner, text = self.inputs.cleaners.for_path(found.path), ""
        if self.report is not None and entry.problems:
            source = files.read(found.path, self.encoding)
            if self._key(found, source) != entry.key:
                return None
            text = source.content.text
        return self._checked(found.path, cleaner, text, entry.problems)

    def _check(self, found: Found) -> Checked:
        """Check one input, and repair it where that was asked for."""
        if (recalled := self._recalled(found)) is not None:
            return recalled
        done = self.inputs.clean(found)
        result = done.result
        text, edits, findings = result.original, result.edits, result.findings
        if self.fix and result.changed:
            if self.verify:
                done.cleaner.verify(result)
            files.replace(done.source, files.encode(done.source, result.text))
            # What is left is told at its place in the file as it is now.
            text, edits, findings = result.text, (), tuple(carried(findings, edits, text))
        every = problems(done.label, text, edits, findings, known_rules(done.cleaner.passes))
        key = None if self.inputs.has_warned else self._key(found, done.source)
        checked = self._checked(done.label, done.cleaner, text, every)
        repaired = len(result.edits) - len(edits)
        return checked._replace(repaired=repaired, entry=None if key is None else Entry(key, every))

    def _checked(self, path: str, cleaner: Cleaner, text: str, every: list[Problem]) -> Checked:
        """Return what is printed and counted of the problems of a file."""
        listed = self._told(path, every)
        repairable = sum(problem.replacement is not None for problem in listed)
        kept: tuple[list[Problem], Mapping[str, Known]] = ([], {})
        if self.report is None:
            kept = listed, known_rules(cleaner.passes)
        report = self.report(listed, text) if self.report else ""
        seen = marks(every) if self.known is not None else Marks()
        return Checked(report, len(listed), repairable, 0, *kept, path, seen, cleaner.rules)

    def _told(self, path: str, every: list[Problem]) -> list[Problem]:
        """Return the problems of a file that are to be told of: those that are new, in lines that have changed."""
        told = every if self.known is None else self.known.new(path, every)
        if self.changes is None or (changed := self.changes.of(path)) is None:
            return told
        return [problem for problem in told if changed.meet(problem.line, problem.end_line)]

    def _count(self, checked: Checked) -> None:
        self.checked += 1
        self.found += checked.found
        self.repairable += checked.repairable
        self.repaired += checked.repaired
        self.listed += checked.problems
        self.rules.update(checked.rules)
        if self.cache is not None and checked.entry is not None:
            self.cache.put(*checked.entry)
        self.all += checked.seen.total()
        if self.known is not None:
            self.known.learn(checked.path, checked.seen, checked.asked)

    def _document(self) -> str:
        """Return the one document of a format that has one, whatever was found."""
        if self.statistics:
            return statistics(self.listed)
        if self.output_format not in DOCUMENTS:
            return ""
        if self.output_format == "json":
            from articlefix.reports.machine import as_json  # noqa: PLC0415 - for this format alone

            return as_json(self.listed)
        from articlefix.reports.sarif import as_sarif  # noqa: PLC0415 - for this format alone

        return as_sarif(self.listed, self.rules, successful=not self.inputs.failed)

    @staticmethod
    def _emit(text: str) -> None:
        if text:
            # A surrogate stands for a byte of a file name, and is written as it.
            console.emit(text.encode("utf-8", "surrogateescape"))

    def _summarise(self) -> None:
        parts = [f"{count(self.found, 'problem')} in {count(self.checked, 'file')}"]
        if self.fix:
            parts.insert(0, f"{self.repaired} repaired")
        elif self.repairable:
            parts.append(f"{self.repairable} of them repairable with --fix")
        if self.known is not None and not self.known.is_new and self.changes is None:
            parts.append(f"{self.all - self.found} known")
        if self.inputs.failed:
            parts.append(f"{self.inputs.failed} failed")
        console.say(", ".join(parts))


def _report(name: str, color: str) -> Callable[[Sequence[Problem], str], str] | None:
    """Return what gives the text of a report on one input, of its problems and its text; `None` for a document."""
    if name in DOCUMENTS:
        return None
    if name == "full":
        from articlefix.reports.terminal import excerpts  # noqa: PLC0415 - rich is loaded for this format alone

        return partial(excerpts, color=console.wants_color(color, sys.stdout))
    if name == "github":
        from articlefix.reports.machine import as_github  # noqa: PLC0415 - for this format alone

        return partial(_lines, as_github)
    return partial(_lines, concise)


def _lines(line: Callable[[Problem], str], problems: Sequence[Problem], _text: str) -> str:
    return "".join(f"{line(problem)}\n" for problem in problems)
