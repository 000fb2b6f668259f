"""`articlefix clean`: repair articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from articlefix import files
from articlefix.cli import TERMINATED, console
from articlefix.cli.options import Cleaners, check_encoding, cleaning_options
from articlefix.errors import ArticlefixError, ConfigError, InputError, OutputError
from articlefix.files import STDIN, Found, Source

if TYPE_CHECKING:
    from articlefix.cleaner import Cleaner, Result
    from articlefix.reports.terminal import Counts

_STDIN_NAME = "stdin"
"""What standard input is called where it has no name."""


class Request(NamedTuple):
    """What the command line asked for, less what goes to the cleaner."""

    paths: tuple[str, ...]
    output: str | None
    in_place: bool
    check: bool
    diff: bool
    stats: bool
    stdin_filename: str | None
    include: tuple[str, ...]
    encoding: str | None
    no_verify: bool
    quiet: bool
    verbose: bool
    color: str

    @property
    def only_looks(self) -> bool:
        """Whether nothing is to be written."""
        return self.check or self.diff

    @property
    def is_single(self) -> bool:
        """Whether there is one input, and it is no folder."""
        return len(self.paths) == 1 and (self.paths[0] == STDIN or not os.path.isdir(self.paths[0]))


class Done(NamedTuple):
    """One text cleaned: where it came from, what was done, and its new bytes."""

    source: Source
    label: str
    cleaner: Cleaner
    result: Result
    data: bytes


@click.command(
    "clean",
    short_help="Repair articles.",
    epilog="Exit codes: 0 done; 1 --check or --diff found something; 2 an error, and the other files are done.",
)
@click.argument("paths", nargs=-1, metavar="[PATH|-]...", type=click.Path())
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
@click.option(
    "--stdin-filename", metavar="PATH", help="The name, format and configuration that standard input has."
)
@click.option("--include", metavar="GLOB", multiple=True, help="In folders, take files of this pattern as well.")
@click.option(
    "--encoding",
    metavar="NAME",
    callback=check_encoding,
    help="The encoding of files that are neither UTF-8 nor UTF-16 with its mark.",
)
@cleaning_options
@click.option("--no-verify", is_flag=True, help="Write without checking that cleaning again changes nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Name each file and what was done.")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour the output.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Repair articles: of files, of folders, or of standard input, to standard output or where the options say.

    Folders give their .txt, .md and .markdown files, less what .gitignore leaves out.

    Options may also stand in articlefix.toml, or in pyproject.toml under [tool.articlefix]: for each file the
    nearest upward is read. Those given here go before.
    """
    request = Request(**{name: options[name] for name in Request._fields})
    if not request.paths:
        if console.is_terminal(sys.stdin):
            raise click.UsageError("give a file, a folder, or - for standard input")
        request = request._replace(paths=(STDIN,))
    if request.output == STDIN:
        request = request._replace(output=None)
    _check_request(request)
    with _terminable():
        return Run(request, Cleaners(options)).run()


def _check_request(request: Request) -> None:
    """Raise `click.UsageError` for options that contradict each other, and say what to do instead."""
    look = "--check" if request.check else "--diff"
    if request.quiet and request.verbose:
        raise click.UsageError("-q and -v contradict each other: give one of them")
    if request.in_place and request.output is not None:
        raise click.UsageError("-i replaces the files and -o writes elsewhere: give one of them")
    if request.only_looks and (request.in_place or request.output is not None):
        writes = "-i" if request.in_place else "-o"
        raise click.UsageError(f"{look} writes nothing, and {writes} does: leave out one of them")
    if request.paths.count(STDIN) > 1:
        raise click.UsageError("- stands for standard input, which can be read only once")
    if request.in_place and STDIN in request.paths:
        raise click.UsageError("-i needs files; standard input has none to replace: leave out -i")
    if not request.is_single and not (request.in_place or request.only_looks or request.output is not None):
        what = "a folder" if len(request.paths) == 1 else "several inputs"
        raise click.UsageError(
            f"{what} cannot go to standard output: give -i to replace the files, -o FOLDER to write elsewhere,"
            " --check or --diff to look only"
        )


@contextmanager
def _terminable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the stack, so that a temporary file is taken away.

    A caller that has them ignored, as `nohup` does, or handled goes on having that.
    """
    import signal  # noqa: PLC0415 - after the usage errors

    def terminate(number: int, _frame: object) -> None:
        sys.exit(TERMINATED + number)

    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, terminate)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


class Run:
    """One run over many inputs, of which any may fail without stopping the rest."""

    def __init__(self, request: Request, cleaners: Cleaners) -> None:
        self.request = request
        self.cleaners = cleaners
        self.changed = self.unchanged = self.failed = 0
        self.said: set[str] = set()
        self.counts: Counts | None = None
        self.pass_of: dict[str, str] = {}
        if request.stats:
            from articlefix.reports.terminal import Counts  # noqa: PLC0415 - rich is loaded for the table alone

            self.counts = Counts()

    def run(self) -> int:
        """Do all inputs and return the exit code."""
        request = self.request
        founds = list(self._find())
        targets = _targets(request, founds) if request.output is not None else {}
        if not founds and not self.failed and not request.quiet:
            console.say("articlefix: no .txt, .md or .markdown file was found; --include GLOB takes others")
        try:
            for found in founds:
                if done := self._attempt(found, targets.get(found)):
                    self._report(done)
        except BrokenPipeError:
            console.abandon_stdout()
            return 2 if self.failed else 0
        self._summarise()
        if self.failed:
            return 2
        return int(request.only_looks and self.changed > 0)

    def _find(self) -> Iterator[Found]:
        for item in files.find(self.request.paths, self.request.include, self.request.output or ""):
            if isinstance(item, InputError):
                self._fail(str(item))
            else:
                yield item

    def _attempt(self, found: Found, target: str | None) -> Done | None:
        """Clean one input and write it to its file, if it has one; report what went wrong and go on."""
        label = _label(found, self.request)
        try:
            done = self._clean(found, label)
            if self.request.in_place and done.result.changed:
                files.replace(done.source, done.data)
            elif target is not None:
                if target != self.request.output:
                    _make_folder(target)
                files.write(target, done.data)
        except (BrokenPipeError, click.ClickException):
            raise
        except Exception as error:  # noqa: BLE001 - one text that meets a defect must not cost the others
            # A configuration that is wrong for a thousand texts is named once.
            self._fail(_describe(error, label), once=isinstance(error, ConfigError))
            if self.request.verbose and not isinstance(error, ArticlefixError):
                console.say_traceback()
            return None
        return done

    def _clean(self, found: Found, label: str) -> Done:
        name = self.request.stdin_filename if found.path == STDIN else found.path
        cleaner = self.cleaners.for_path(name)
        if found.path == STDIN:
            source = _read_stdin(label, self.request.encoding)
        else:
            source = files.read(found.path, self.request.encoding)
        result = cleaner.clean(source.content.text)
        writes = self.request.in_place or self.request.output is not None
        if writes and result.changed and not self.request.no_verify:
            cleaner.verify(result)
        return Done(source, label, cleaner, result, files.encode(source, result.text))

    def _report(self, done: Done) -> None:
        """Count one cleaned input, and print of it what was asked for."""
        request, result = self.request, done.result
        if result.changed:
            self.changed += 1
        else:
            self.unchanged += 1
        if self.counts is not None:
            self.counts.add((edit.rules for edit in result.edits), (finding.rule for finding in result.findings))
            self.pass_of.update((rule.name, pass_.name) for pass_ in done.cleaner.passes for rule in pass_.rules)
        if request.verbose:
            self._say_done(done)
        elif request.check and result.changed and not request.quiet:
            console.say(f"would change {done.label}")
        if request.diff:
            _emit_diff(done, request.color)
        elif not request.check and not request.in_place and request.output is None:
            console.emit(done.data)

    def _say_done(self, done: Done) -> None:
        result, config = done.result, done.cleaner.config
        would = "would have " if self.request.only_looks else ""
        name = self.request.stdin_filename if done.source.status is None else done.source.path
        file = self.cleaners.config_file(name)
        console.say(
            f"{done.label}: {would}{_count(len(result.edits), 'edit')}, {_count(len(result.findings), 'finding')}"
            f" ({config.format}, {done.source.content.codec}, language {config.language},"
            f" {f'configuration {file}' if file else 'no configuration file'})"
        )

    def _summarise(self) -> None:
        request = self.request
        if self.counts is not None and sys.stderr is not None:
            from articlefix.reports.terminal import print_stats  # noqa: PLC0415 - see __init__

            color = console.wants_color(request.color, sys.stderr)
            with suppress(OSError):
                print_stats(self.counts, self.pass_of, sys.stderr, color=color)
        total = self.changed + self.unchanged + self.failed
        if request.quiet or not total:
            return
        if request.only_looks:
            parts = [f"{_count(self.changed, 'file')} would change", f"{self.unchanged} would be left alone"]
        elif request.in_place:
            parts = [f"{_count(self.changed, 'file')} changed", f"{self.unchanged} left alone"]
        elif not request.is_single:
            parts = [f"{_count(self.changed + self.unchanged, 'file')} written, {self.changed} of them changed"]
        else:
            return
        console.say(", ".join([*parts, *([f"{self.failed} failed"] if self.failed else [])]))

    def _fail(self, message: str, *, once: bool = False) -> None:
        self.failed += 1
        if not once or message not in self.said:
            console.error(message)
        self.said.add(message)


def _describe(error: Exception, label: str) -> str:
    """Say what went wrong with the input called `label`."""
    if isinstance(error, (InputError, OutputError)) or (isinstance(error, ConfigError) and error.source):
        return str(error)  # which begins with the name of the file
    if isinstance(error, ArticlefixError):
        return f"{label}: {error}; the file is left alone"
    return f"{label}: internal error, please report it: {type(error).__name__}: {error}"


def _label(found: Found, request: Request) -> str:
    return (request.stdin_filename or _STDIN_NAME) if found.path == STDIN else found.path


def _read_stdin(label: str, encoding: str | None) -> Source:
    if sys.stdin is None:
        raise InputError(label, "standard input is closed")
    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(label, f"cannot be read: {error.strerror}") from error
    return Source(label, data, files.decode(data, label, encoding))


def _make_folder(target: str) -> None:
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
    except OSError as error:
        raise OutputError(target, f"its folder cannot be made: {error.strerror}") from error


def _emit_diff(done: Done, color: str) -> None:
    """Write a diff: exact bytes for a program, which may be `patch`; safe and coloured for a person."""
    from articlefix.reports import visible  # noqa: PLC0415 - only for --diff, as the next
    from articlefix.reports.diff import coloured, unified  # noqa: PLC0415

    name, content, edits = visible(done.label, one_line=True), done.source.content, done.result.edits
    text = done.result.original
    in_color = console.wants_color(color, sys.stdout)
    if in_color or console.is_terminal(sys.stdout):
        shown = (visible(line.replace("\r\n", "\n")) for line in unified(name, text, edits))
        console.emit("".join(coloured(line) if in_color else line for line in shown).encode())
        return
    # A codec that writes ASCII otherwise cannot carry the diff's own lines.
    codec = content.codec if "-+ \n".encode(content.codec) == b"-+ \n" else "utf-8"
    diff = "".join(unified(name, text, edits)).encode(codec, "backslashreplace")
    console.emit(diff)


def _targets(request: Request, founds: Sequence[Found]) -> dict[Found, str]:
    """Return where each input is written, or raise `click.UsageError` where that would lose something."""
    output = request.output or ""
    as_folder = not request.is_single or os.path.isdir(output) or output.endswith(os.sep)
    if as_folder and os.path.lexists(output.rstrip(os.sep)) and not os.path.isdir(output):
        raise click.UsageError(f"-o {output} is a file, and a folder is needed here: name one")
    if not request.is_single and not os.path.isdir(output) and output.lower().endswith(files.SUFFIXES):
        raise click.UsageError(
            f"-o {output} looks like a file, and several inputs need a folder: name one, such as cleaned{os.sep}"
        )
    inputs = {os.path.realpath(found.path) for found in founds if found.path != STDIN}
    sources: dict[str, str] = {}
    targets: dict[Found, str] = {}
    for found in founds:
        target = os.path.join(output, _name_in_folder(found, request)) if as_folder else output
        real = os.path.realpath(target)
        if real in inputs:
            raise click.UsageError(f"-o would write onto the input {target}: give -i to clean files in place")
        if real in sources:
            raise click.UsageError(
                f"{sources[real]} and {found.path} would both be written to {target}: clean them in separate runs"
            )
        sources[real] = found.path
        targets[found] = target
    return targets


def _name_in_folder(found: Found, request: Request) -> str:
    """Return the path of an output within its folder.

    One folder's files keep their places in it; of several folders each keeps its name as well, as `cp -r` has it.
    """
    if found.path == STDIN:
        if request.stdin_filename is None:
            raise click.UsageError("in a folder, standard input needs a name: give --stdin-filename")
        return os.path.basename(request.stdin_filename)
    if found.root == found.path or len(request.paths) == 1:
        return found.relative
    return os.path.join(os.path.basename(os.path.abspath(found.root)), found.relative)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
