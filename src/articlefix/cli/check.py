"""`articlefix check`: list what is wrong in articles, and where."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import click

from articlefix import files, registry
from articlefix.cleaner import Cleaner
from articlefix.cli import console
from articlefix.cli.effective import show
from articlefix.cli.inputs import Cleaned, Inputs, count
from articlefix.cli.known import KnownProblems
from articlefix.cli.options import (
    Cleaners,
    cleaning_options,
    complete_names,
    input_options,
    run_options,
    split_names,
)
from articlefix.cli.signals import terminable
from articlefix.files import STDIN, Found
from articlefix.files.changes import Changes
from articlefix.reports.baseline import Marks, marks
from articlefix.reports.problems import Known, Problem, carried, concise, known_rules, problems, statistics

FORMATS = ("full", "concise", "json", "sarif", "github")
DOCUMENTS = ("json", "sarif")
"""The formats that are one document, however many files are checked."""


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


@click.command(
    "check",
    short_help="List what is wrong in articles, and where.",
    epilog="Exit codes: 0 nothing found; 1 something found; 2 an error, and the other files are checked.",
)
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="full",
    help="full shows the text and its repair; concise is a line for each; the others are for programs.",
)
@click.option(
    "--select",
    multiple=True,
    callback=split_names,
    shell_complete=complete_names,
    metavar="NAME,...",
    help="Look for these passes or rules only.",
)
@click.option("--fix", is_flag=True, help="Repair the files in place, and list what is left.")
@click.option("--statistics", is_flag=True, help="Count what each rule finds, and list no place.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Leave out the problems that this file knows; it is made where there is none, and shrinks with them.",
)
@click.option(
    "--changed-since", metavar="REV", help="Look only at lines that have changed since this git revision."
)
@click.option("--exit-zero", is_flag=True, help="Exit 0 even where something is found.")
@input_options
@cleaning_options
@run_options
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """List every repair that clean would make, and the damage that only a person can repair, with its place.

    Lines and columns count from 1, columns in characters. The files, folders, options and configuration are those
    of clean.
    """
    select: tuple[str, ...] | None = options["select"]
    cleaners = Cleaners(options, partial(_narrowed, select) if select else None)
    if options["show_config"]:
        return show(cleaners, options)
    inputs = Inputs(options, cleaners)
    if problem := _contradiction(options, inputs):
        raise click.UsageError(problem)
    with terminable():
        return Run(options, inputs).run()


def _contradiction(options: Mapping[str, Any], inputs: Inputs) -> str | None:
    """Return which options contradict each other, and what to do instead."""
    partial_ = "--baseline" if options["baseline"] else "--changed-since" if options["changed_since"] else None
    if options["fix"] and STDIN in inputs.paths:
        return "--fix needs files; standard input has none to replace: clean gives its repaired text"
    if options["fix"] and partial_:
        return f"--fix repairs all of a file, and {partial_} looks at a part of it: leave out one of them"
    if options["changed_since"] and STDIN in inputs.paths:
        return "--changed-since needs files, whose lines git knows; standard input has none"
    if options["statistics"] and options["output_format"] not in ("full", "concise"):
        return f"--statistics prints a table, and {options['output_format']} is another form: leave out one of them"
    return None


def _narrowed(select: tuple[str, ...], cleaner: Cleaner) -> Cleaner:
    """Return a cleaner that repairs and reports under the rules in `select` alone, by their names or their passes'.

    What `cleaner` leaves out stays out.
    """
    config, passes = cleaner.config, cleaner.available
    registry.check_names("select", select, passes)
    chosen = registry.select(passes, only=select)
    skip = {pass_.name for pass_ in passes}.difference(pass_.name for pass_ in chosen.passes)
    enable = {*config.enable, *registry.ON_REQUEST.difference(skip)}
    narrowed = config._replace(
        skip=(*config.skip, *skip), ignore=(*config.ignore, *chosen.ignored), enable=tuple(enable)
    )
    return Cleaner(**narrowed.options())


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
        self.listed: list[Problem] = []
        self.rules: dict[str, Known] = {}
        self.checked = self.found = self.repairable = self.repaired = self.all = 0

    def run(self) -> int:
        """Do all inputs and return the exit code."""
        inputs = self.inputs
        try:
            for checked in inputs.each(self._changed(inputs.find()), self._check, progress=self.progress):
                self._count(checked)
                self._emit(checked.report)
            self._emit(self._document())
        except BrokenPipeError:
            console.abandon_stdout()
            return 2 if inputs.failed else 0
        if not self.quiet and self.checked + inputs.failed:
            self._summarise()
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

    def _check(self, found: Found) -> Checked:
        """Check one input, and repair it where that was asked for."""
        done = self.inputs.clean(found)
        result = done.result
        text, edits, findings = result.original, result.edits, result.findings
        if self.fix and result.changed:
            if self.verify:
                done.cleaner.verify(result)
            files.replace(done.source, files.encode(done.source, result.text))
            # What is left is told at its place in the file as it is now.
            text, edits, findings = result.text, (), tuple(carried(findings, edits, text))
        rules = known_rules(done.cleaner.passes)
        every = problems(done.label, text, edits, findings, rules)
        listed = self._told(done, every)
        repairable = sum(problem.replacement is not None for problem in listed)
        kept: tuple[list[Problem], Mapping[str, Known]] = (listed, rules) if self.report is None else ([], {})
        report = self.report(listed, text) if self.report else ""
        repaired = len(result.edits) - len(edits)
        seen = marks(every) if self.known is not None else Marks()
        return Checked(report, len(listed), repairable, repaired, *kept, done.label, seen, done.cleaner.rules)

    def _told(self, done: Cleaned, every: list[Problem]) -> list[Problem]:
        """Return the problems of a file that are to be told of: those that are new, in lines that have changed."""
        told = every if self.known is None else self.known.new(done.label, every)
        if self.changes is None or (changed := self.changes.of(done.source.path)) is None:
            return told
        return [problem for problem in told if changed.meet(problem.line, problem.end_line)]

    def _count(self, checked: Checked) -> None:
        self.checked += 1
        self.found += checked.found
        self.repairable += checked.repairable
        self.repaired += checked.repaired
        self.listed += checked.problems
        self.rules.update(checked.rules)
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
