"""`articlefix clean`: repair articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from articlefix import files
from articlefix.cli import console
from articlefix.cli.effective import show
from articlefix.cli.inputs import Cleaned, Inputs, count
from articlefix.cli.options import Cleaners, cleaning_options, input_options, run_options
from articlefix.cli.signals import terminable
from articlefix.errors import OutputError
from articlefix.files import STDIN, Found
from articlefix.languages import UNDETERMINED

if TYPE_CHECKING:
    from articlefix.reports.terminal import Counts


class Request(NamedTuple):
    """What the command line asked for, less what its inputs are and what goes to the cleaner."""

    output: str | None
    in_place: bool
    check: bool
    diff: bool
    stats: bool
    no_verify: bool
    quiet: bool
    verbose: bool
    color: str

    @property
    def only_looks(self) -> bool:
        """Whether nothing is to be written."""
        return self.check or self.diff

    @property
    def prints(self) -> bool:
        """Whether the cleaned text goes to standard output."""
        return not self.only_looks and not self.in_place and self.output is None


@click.command(
    "clean",
    short_help="Repair articles.",
    epilog="Exit codes: 0 done; 1 --check or --diff found something; 2 an error, and the other files are done.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(),
    help="Write to this file; to this folder for several inputs.",
)
@click.option("-i", "--in-place", is_flag=True, help="Replace each file by its repaired text.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change; exit 1 where something would.")
@click.option("--stats", is_flag=True, help="Print a table of the edits and findings of each rule.")
@input_options
@cleaning_options
@run_options
@click.option("-v", "--verbose", is_flag=True, help="Name each file and what was done.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Repair articles: of files, of folders, or of standard input, to standard output or where the options say.

    Folders give their .txt, .md and .markdown files, less what .gitignore leaves out.

    Options may also stand in articlefix.toml, or in pyproject.toml under [tool.articlefix]: for each file the
    nearest upward is read. Those given here go before.
    """
    cleaners = Cleaners(options)
    if options["show_config"]:
        return show(cleaners, options)
    request = Request(**{name: options[name] for name in Request._fields})
    if request.output == STDIN:
        request = request._replace(output=None)
    inputs = Inputs(options, cleaners, pages=not (request.in_place or request.only_looks))
    _check_request(request, inputs)
    with terminable():
        return Run(request, inputs).run()


def _check_request(request: Request, inputs: Inputs) -> None:
    """Raise `click.UsageError` for options that contradict each other, and say what to do instead."""
    if problem := _contradiction(request):
        raise click.UsageError(problem)
    if request.in_place and STDIN in inputs.paths:
        raise click.UsageError("-i needs files; standard input has none to replace: leave out -i")
    if not inputs.is_single and request.prints:
        what = "a folder" if len(inputs.paths) == 1 else "several inputs"
        raise click.UsageError(
            f"{what} cannot go to standard output: give -i to replace the files, -o FOLDER to write elsewhere,"
            " --check or --diff to look only"
        )


def _contradiction(request: Request) -> str | None:
    """Return which two options contradict each other."""
    if request.quiet and request.verbose:
        return "-q and -v contradict each other: give one of them"
    if request.in_place and request.output is not None:
        return "-i replaces the files and -o writes elsewhere: give one of them"
    if request.only_looks and (request.in_place or request.output is not None):
        look = "--check" if request.check else "--diff"
        writes = "-i" if request.in_place else "-o"
        return f"{look} writes nothing, and {writes} does: leave out one of them"
    return None


class Outcome(NamedTuple):
    """What was made of one input: what is printed of it, and what is counted."""

    label: str
    changed: bool
    said: str
    output: bytes
    counts: Counts | None
    pass_of: dict[str, str]


def _counted(done: Cleaned) -> tuple[Counts, dict[str, str]]:
    """Return what was done to an input by its rules, and the pass of each rule."""
    counts = _new_counts()
    counts.add((edit.rules for edit in done.result.edits), (finding.rule for finding in done.result.findings))
    return counts, {rule.name: pass_.name for pass_ in done.cleaner.passes for rule in pass_.rules}


class Run:
    """One run over many inputs."""

    def __init__(self, request: Request, inputs: Inputs) -> None:
        self.request = request
        self.inputs = inputs
        self.changed = self.unchanged = 0
        self.targets: dict[Found, str] = {}
        self.counts = _new_counts() if request.stats else None
        self.pass_of: dict[str, str] = {}
        self.in_color = console.wants_color(request.color, sys.stdout)
        self.on_screen = self.in_color or console.is_terminal(sys.stdout)

    def run(self) -> int:
        """Do all inputs and return the exit code."""
        request, inputs = self.request, self.inputs
        founds = inputs.find(request.output or "")
        self.targets = _targets(request, inputs, founds) if request.output is not None else {}
        try:
            for outcome in inputs.each(founds, self._do, progress=self._may_show_progress()):
                self._report(outcome)
        except BrokenPipeError:
            console.abandon_stdout()
            return 2 if inputs.failed else 0
        self._summarise()
        if inputs.failed:
            return 2
        return int(request.only_looks and self.changed > 0)

    def _may_show_progress(self) -> bool:
        """Tell whether there may be a bar: beside what is printed on the same screen each would spoil the other."""
        request = self.request
        return not request.quiet and not (self.on_screen and (request.prints or request.diff))

    def _do(self, found: Found) -> Outcome:
        """Clean one input, and write it to its file, if it has one."""
        request = self.request
        done = self.inputs.clean(found)
        result = done.result
        target = self.targets.get(found)
        if (request.in_place or target is not None) and result.changed and not request.no_verify:
            done.cleaner.verify(result)
        data = result.text.encode() if done.is_page else files.encode(done.source, result.text)
        if request.in_place and result.changed:
            files.replace(done.source, data)
        elif target is not None:
            if target != request.output:
                _make_folder(target)
            files.write(target, data)
        counts, pass_of = _counted(done) if request.stats else (None, {})
        return Outcome(done.label, result.changed, self._said(done), self._output(done, data), counts, pass_of)

    def _said(self, done: Cleaned) -> str:
        """Return the message about one input."""
        request, result = self.request, done.result
        if not request.verbose:
            return f"would change {done.label}" if request.check and result.changed and not request.quiet else ""
        would = "would have " if request.only_looks else ""
        config = done.cleaner.config
        name = self.inputs.stdin_filename if done.source.status is None else done.source.path
        file = self.inputs.cleaners.config_file(name)
        language = f"language {result.language}"
        if config.language == "auto":
            language += " detected" if result.language != UNDETERMINED else ", for none was detected"
        return (
            f"{done.label}: {would}{count(len(result.edits), 'edit')}, {count(len(result.findings), 'finding')}"
            f" ({config.format}, {done.source.content.codec}, {language},"
            f" {f'configuration {file}' if file else 'no configuration file'})"
        )

    def _output(self, done: Cleaned, data: bytes) -> bytes:
        """Return what goes to standard output: the text, or how it differs, or nothing."""
        request = self.request
        if request.diff:
            return _diff(done, in_color=self.in_color, on_screen=self.on_screen)
        return data if request.prints else b""

    def _report(self, outcome: Outcome) -> None:
        """Count one cleaned input, and print of it what was asked for."""
        self.changed += outcome.changed
        self.unchanged += not outcome.changed
        if self.counts is not None and outcome.counts is not None:
            self.counts.update(outcome.counts)
            self.pass_of.update(outcome.pass_of)
        if outcome.said:
            console.say(outcome.said)
        if outcome.output:
            console.emit(outcome.output)

    def _summarise(self) -> None:
        request = self.request
        if self.counts is not None and sys.stderr is not None:
            from articlefix.reports.terminal import print_stats  # noqa: PLC0415 - see __init__

            color = console.wants_color(request.color, sys.stderr)
            with suppress(OSError):
                print_stats(self.counts, self.pass_of, sys.stderr, color=color)
        failed = self.inputs.failed
        total = self.changed + self.unchanged + failed
        if request.quiet or not total:
            return
        if request.only_looks:
            parts = [f"{count(self.changed, 'file')} would change", f"{self.unchanged} would be left alone"]
        elif request.in_place:
            parts = [f"{count(self.changed, 'file')} changed", f"{self.unchanged} left alone"]
        elif not self.inputs.is_single:
            parts = [f"{count(self.changed + self.unchanged, 'file')} written, {self.changed} of them changed"]
        else:
            return
        console.say(", ".join([*parts, *([f"{failed} failed"] if failed else [])]))


def _make_folder(target: str) -> None:
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    except OSError as error:
        raise OutputError(target, f"its folder cannot be made: {error.strerror}") from error


def _new_counts() -> Counts:
    from articlefix.reports.terminal import Counts  # noqa: PLC0415 - rich is loaded for the table alone

    return Counts()


def _diff(done: Cleaned, *, in_color: bool, on_screen: bool) -> bytes:
    """Return a diff: exact bytes for a program, which may be `patch`; safe and coloured for a person."""
    from articlefix.reports import visible  # noqa: PLC0415 - only for --diff, as the next
    from articlefix.reports.diff import coloured, unified  # noqa: PLC0415

    name, content, edits = visible(done.label, one_line=True), done.source.content, done.result.edits
    text = done.result.original
    if on_screen:
        lines = (visible(line.replace("\r\n", "\n")) for line in unified(name, text, edits))
        return "".join(coloured(line) if in_color else line for line in lines).encode()
    # A codec that writes ASCII otherwise cannot carry the diff's own lines.
    codec = content.codec if "-+ \n".encode(content.codec) == b"-+ \n" else "utf-8"
    return "".join(unified(name, text, edits)).encode(codec, "backslashreplace")


def _targets(request: Request, inputs: Inputs, founds: Sequence[Found]) -> dict[Found, str]:
    """Return where each input is written, or raise `click.UsageError` where that would lose something."""
    output = request.output or ""
    as_folder = not inputs.is_single or os.path.isdir(output) or output.endswith(os.sep)
    _check_folder(output, inputs, as_folder=as_folder)
    targets = {
        found: os.path.join(output, _name_in_folder(found, inputs)) if as_folder else output for found in founds
    }
    _check_apart(targets)
    return targets


def _check_folder(output: str, inputs: Inputs, *, as_folder: bool) -> None:
    """Raise `click.UsageError` where a folder is needed and the output is a file, or looks like one."""
    if as_folder and os.path.lexists(output.rstrip(os.sep)) and not os.path.isdir(output):
        raise click.UsageError(f"-o {output} is a file, and a folder is needed here: name one")
    if not inputs.is_single and not os.path.isdir(output) and output.lower().endswith(files.SUFFIXES):
        raise click.UsageError(
            f"-o {output} looks like a file, and several inputs need a folder: name one, such as cleaned{os.sep}"
        )


def _check_apart(targets: Mapping[Found, str]) -> None:
    """Raise `click.UsageError` where an input would be written onto one of them, or onto what another gave."""
    originals = {os.path.realpath(found.path) for found in targets if found.path != STDIN}
    sources: dict[str, str] = {}
    for found, target in targets.items():
        real = os.path.realpath(target)
        if real in originals:
            raise click.UsageError(f"-o would write onto the input {target}: give -i to clean files in place")
        if real in sources:
            raise click.UsageError(
                f"{sources[real]} and {found.path} would both be written to {target}: clean them in separate runs"
            )
        sources[real] = found.path


def _name_in_folder(found: Found, inputs: Inputs) -> str:
    """Return the path of an output within its folder.

    One folder's files keep their places in it; of several folders each keeps its name as well, as `cp -r` has it.
    """
    if found.path == STDIN:
        if inputs.stdin_filename is None:
            raise click.UsageError("in a folder, standard input needs a name: give --stdin-filename")
        return os.path.basename(inputs.stdin_filename)
    # The article of a page is Markdown.
    relative = f"{os.path.splitext(found.relative)[0]}.md" if inputs.is_page(found) else found.relative
    if found.root == found.path or len(inputs.paths) == 1:
        return relative
    return os.path.join(os.path.basename(os.path.abspath(found.root)), relative)
