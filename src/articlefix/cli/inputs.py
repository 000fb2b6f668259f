"""The inputs of a command: found, read, cleaned; what goes wrong with one is told, and the others are done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

import click

from articlefix import files, registry
from articlefix.cleaner import Cleaner, Result
from articlefix.cli import console
from articlefix.cli.options import Cleaners
from articlefix.cli.progress import can_be_shown, shown
from articlefix.cli.spread import spread
from articlefix.core.ignores import named, unknown_comments
from articlefix.errors import ArticlefixError, ConfigError, InputError, OutputError
from articlefix.files import STDIN, Found, Kind, Source

_STDIN_NAME = "stdin"
"""What standard input is called where it has no name."""

_COMMENTS = "say articlefix: ignore, with names or none, articlefix: off or articlefix: on"
_NO_PLACE = (
    "is a page by its format, html, and only its article can be cleaned:"
    " articlefix clean --format html gives it on standard output, or to a file with -o"
)
_SHOWN = 80
"""How much is shown of a comment that is not understood."""

_Done = TypeVar("_Done")


class Cleaned(NamedTuple):
    """One text cleaned: where it came from, what it is called, and what was done."""

    source: Source
    label: str
    cleaner: Cleaner
    result: Result

    @property
    def is_page(self) -> bool:
        """Whether the result is the article of a page, and no repair of the input itself."""
        return self.cleaner.config.format == "html"


class _Attempt(NamedTuple, Generic[_Done]):
    """What was made of one input, or why nothing was, and what is to be said of it."""

    label: str
    done: _Done | None = None
    failure: str = ""
    once: bool = False
    traceback: str = ""
    warnings: tuple[str, ...] = ()


class Inputs:
    """The inputs of one run, of which any may fail without stopping the rest.

    With `pages` they may be pages, whose article is given: what is said of it has no place in the file.
    """

    def __init__(self, options: Mapping[str, Any], cleaners: Cleaners, *, pages: bool = False) -> None:
        self._pages = pages
        self.paths = _paths(options["paths"])
        self.cleaners = cleaners
        self.failures: list[tuple[str, str]] = []
        self.stdin_filename: str | None = options["stdin_filename"]
        self._include: tuple[str, ...] = options["include"]
        self._exclude: tuple[str, ...] = options["exclude"]
        self._force_exclude: bool = options["force_exclude"]
        self._encoding: str | None = options["encoding"]
        self._verbose: bool = options.get("verbose", False)
        self._quiet: bool = options["quiet"]
        self._said: set[str] = set()
        self._warnings: list[str] = []

    @property
    def has_warned(self) -> bool:
        """Whether there was anything to warn of in the input that was cleaned last."""
        return bool(self._warnings)

    @property
    def failed(self) -> int:
        """How many inputs failed; `failures` has the name of each, and the reason."""
        return len(self.failures)

    @property
    def is_single(self) -> bool:
        """Whether there is one input, and it is no folder."""
        return len(self.paths) == 1 and (self.paths[0] == STDIN or not os.path.isdir(self.paths[0]))

    def find(self, leave_out: str = "") -> list[Found]:
        """Return the files that the paths name, less those of the folder `leave_out`; tell of what cannot be."""
        founds: list[Found] = []
        for item in self._find(leave_out):
            if isinstance(item, InputError):
                self.fail(item.path, str(item))
            else:
                founds.append(item)
        if not (founds or self.failed or self._quiet or self._force_exclude or self._exclude):
            console.say("articlefix: no .txt, .md or .markdown file was found; --include GLOB takes others")
        return founds

    def _find(self, leave_out: str) -> Iterator[Found | InputError]:
        return files.find(
            self.paths,
            self._include,
            leave_out,
            self._exclude,
            force_exclude=self._force_exclude,
            warn=self._warn,
        )

    def each(
        self,
        founds: Sequence[Found],
        work: Callable[[Found], _Done],
        *,
        progress: bool,
        fresh: Sequence[Found] | None = None,
    ) -> Iterator[_Done]:
        """Yield what `work` gives for each input that does not fail, in their order; tell what goes wrong.

        The inputs may be spread over processes: `work` changes nothing here. With `progress` a bar is shown where
        this takes long. `fresh` are those that are any work, if not all are.
        """
        # Standard input can be read in this process alone.
        size = (
            0
            if any(found.path == STDIN for found in founds)
            else sum(map(_size, founds if fresh is None else fresh))
        )
        attempts = spread(partial(self._try, work), founds, size)
        for attempt in shown(attempts, len(founds)) if progress and can_be_shown() else attempts:
            if (done := self._accept(attempt)) is not None:
                yield done

    def attempt(self, found: Found, work: Callable[[Found], _Done]) -> _Done | None:
        """Return what `work` gives for one input, or tell what went wrong with it and return `None`."""
        return self._accept(self._try(work, found))

    def _try(self, work: Callable[[Found], _Done], found: Found) -> _Attempt[_Done]:
        label = self.label(found)
        self._warnings = []
        try:
            return _Attempt(label, work(found), warnings=tuple(self._warnings))
        except (BrokenPipeError, click.ClickException):
            raise
        except Exception as error:  # noqa: BLE001 - one text that meets a defect must not cost the others
            unexpected = self._verbose and not isinstance(error, ArticlefixError)
            return _Attempt(
                label,
                failure=_describe(error, label),
                # A configuration that is wrong for a thousand texts is named once.
                once=isinstance(error, ConfigError),
                traceback=console.traceback() if unexpected else "",
            )

    def _warn(self, warning: str) -> None:
        """Say a warning, once."""
        if not self._quiet and warning not in self._said:
            console.say(f"articlefix: warning: {warning}")
        self._said.add(warning)

    def _accept(self, attempt: _Attempt[_Done]) -> _Done | None:
        """Say what there is to say of an attempt, and return what was done."""
        for warning in attempt.warnings:
            self._warn(warning)
        if attempt.failure:
            self.fail(attempt.label, attempt.failure, once=attempt.once)
            if attempt.traceback:
                console.say(attempt.traceback, one_line=False)
        return attempt.done

    def clean(self, found: Found) -> Cleaned:
        """Read and clean one input."""
        label = self.label(found)
        cleaner = self.cleaners.for_path(self.name(found))
        if cleaner.config.format == "html" and not self._pages:
            raise InputError(label, _NO_PLACE)
        source = self._read(found, label)
        text = source.content.text
        for offset, problem in self._misunderstood(text, cleaner):
            line = text.count("\n", 0, offset) + 1
            self._warnings.append(f"{label}:{line}: {problem}")
        return Cleaned(source, label, cleaner, cleaner.clean(text))

    @staticmethod
    def _misunderstood(text: str, cleaner: Cleaner) -> Iterator[tuple[int, str]]:
        """Yield what the tool's own comments in a text say that it does not understand."""
        for offset, comment in unknown_comments(text):
            yield offset, f"{comment[:_SHOWN]} is not understood, and does nothing; {_COMMENTS}"
        for offset, name in named(text):
            if name not in cleaner.names:
                yield offset, f"ignore: {registry.unknown(name, cleaner.available)}"

    def _read(self, found: Found, label: str) -> Source:
        """Read one input; raise `InputError` where it is no article, unless its format was said."""
        name = self.name(found)
        checks = not self.cleaners.is_said("format", name)
        # Of a page by its name it is no use to hear that its encoding is wrong.
        if checks and (found.path == STDIN or os.path.isfile(found.path)):
            _refuse(files.kind_of(name or "", ""), label)
        if found.path == STDIN:
            source = _read_stdin(label, self._encoding)
        else:
            source = files.read(found.path, self._encoding)
        if checks:
            _refuse(files.kind_of(name or "", source.content.text), label)
        return source

    def is_page(self, found: Found) -> bool:
        """Tell whether an input is a page by its options; where they are wrong, its turn will tell."""
        try:
            return self.cleaners.for_path(self.name(found)).config.format == "html"
        except ArticlefixError:
            return False

    def name(self, found: Found) -> str | None:
        """Return the path that decides on the format and the configuration of an input, if it has one."""
        return self.stdin_filename if found.path == STDIN else found.path

    def label(self, found: Found) -> str:
        """Return what an input is called in messages."""
        return self.name(found) or _STDIN_NAME

    def fail(self, label: str, message: str, *, once: bool = False) -> None:
        """Take note that an input has failed, and say why."""
        self.failures.append((label, message.removeprefix(f"{label}: ")))
        if not once or message not in self._said:
            console.error(message)
        self._said.add(message)


def _size(found: Found) -> int:
    """Return how many bytes an input has, as far as can be told."""
    try:
        return os.stat(found.path).st_size
    except (OSError, ValueError):
        return 0


def count(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> count(1, "edit"), count(0, "edit")
    ('1 edit', '0 edits')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _paths(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the paths that were given, or else standard input, unless a person would have to type it."""
    if not paths:
        if console.is_terminal(sys.stdin):
            raise click.UsageError("give a file, a folder, or - for standard input")
        return (STDIN,)
    if paths.count(STDIN) > 1:
        raise click.UsageError("- stands for standard input, which can be read only once")
    return paths


def _describe(error: Exception, label: str) -> str:
    """Say what went wrong with the input called `label`."""
    if isinstance(error, (InputError, OutputError)) or (isinstance(error, ConfigError) and error.source):
        return str(error)  # which begins with the name of the file
    if isinstance(error, ArticlefixError):
        return f"{label}: {error}; the file is left alone"
    if isinstance(error, MemoryError):
        return f"{label}: memory ran out; the file is left alone"
    return f"{label}: internal error, please report it: {type(error).__name__}: {error}"


def _refuse(kind: Kind | None, label: str) -> None:
    """Raise `InputError` for what is no article."""
    if kind is not None:
        raise InputError(label, f"{kind.refusal}. If it is an article all the same, say so with --format text")


def _read_stdin(label: str, encoding: str | None) -> Source:
    if sys.stdin is None:
        raise InputError(label, "standard input is closed")
    try:
        data = files.read_bounded(sys.stdin.buffer, label)
    except OSError as error:
        raise InputError(label, f"cannot be read: {error.strerror}") from error
    return Source(label, data, files.decode(data, label, encoding))
