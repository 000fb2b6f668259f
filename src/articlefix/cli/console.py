"""Standard output, which carries articles and nothing else, and standard error, which carries all else."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import IO

import click

from articlefix import files
from articlefix.errors import OutputError
from articlefix.reports import unobeyed, visible


def say(message: str, *, one_line: bool = True) -> None:
    """Write a message to standard error, with nothing in it that a terminal would obey.

    Where standard error is closed or full there is no one to tell, and the exit code says the rest.
    """
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{unobeyed(visible(message, one_line=one_line))}\n")
            sys.stderr.flush()


def error(message: str, *, one_line: bool = True) -> None:
    """Say what went wrong."""
    say(f"articlefix: error: {message}", one_line=one_line)


def traceback() -> str:
    """Tell where the exception that is being handled came from, for a report of it."""
    from traceback import format_exc  # noqa: PLC0415 - once in a bad while

    return format_exc().rstrip("\n")


def show_usage_error(problem: click.ClickException) -> None:
    """Say how a command was misused. Its message quotes arguments, which may hold anything."""
    text = io.StringIO()
    problem.show(file=text)
    say(text.getvalue().rstrip("\n"), one_line=False)


def emit(data: bytes) -> None:
    """Write bytes to standard output, exactly and at once.

    Raises `BrokenPipeError` where the reader has gone, and `OutputError` for any other failure.
    """
    if sys.stdout is None:
        raise OutputError("standard output", "is closed")
    try:
        sys.stdout.flush()
        try:
            descriptor = sys.stdout.fileno()
        except (OSError, ValueError):  # the stream of a program that calls this one within itself
            sys.stdout.buffer.write(data)
        else:
            files.pour(descriptor, data)
    except BrokenPipeError:
        raise
    except OSError as problem:
        abandon_stdout()
        raise OutputError("standard output", f"cannot be written: {problem.strerror}") from problem


def show(text: str) -> None:
    """Print what a command tells. Raises `OutputError` where nobody can read it, as `emit` does."""
    if sys.stdout is None:
        raise OutputError("standard output", "is closed")
    click.echo(text)


def finish(code: int) -> int:
    """Flush what `print` and click have left, and return the exit code that follows."""
    if sys.stdout is None:
        return code
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        abandon_stdout()
    except OSError as problem:
        abandon_stdout()
        error(f"standard output: cannot be written: {problem.strerror}")
        return 2
    return code


def abandon_stdout() -> None:
    """Let what is still buffered go nowhere, or Python would complain of it once more as it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def is_terminal(stream: IO[str] | None) -> bool:
    """Tell whether a stream is a terminal; a closed one is not."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def wants_color(choice: str, stream: IO[str] | None) -> bool:
    """Tell whether to colour: the option decides, else `FORCE_COLOR`, else `NO_COLOR`, else the stream."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(stream)
