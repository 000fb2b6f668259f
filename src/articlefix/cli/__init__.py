"""The command line: parse, call, print, exit code.

Exit codes: 0 done; 1 `--check`, `--diff` or `check` found something; 2 usage, configuration, a missing path, or any
file that failed; 130, 143 and 129 interrupted, terminated and hung up. A reader that closes the pipe (`| head -1`)
has what it wanted: the run ends quietly, with 0 unless a file had failed before.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from articlefix import __version__
from articlefix.cli import console
from articlefix.errors import ArticlefixError, OutputError, nearest

COMMANDS = {
    "clean": "Repair articles.",
    "check": "List what is wrong in articles, and where.",
    "report": "Write a page to review the changes of many articles.",
    "review": "Accept or leave each change, on a terminal.",
    "apply": "Carry out what was decided in a review.",
    "learn": "Learn what recurs over the articles of one site.",
    "corpus": "Clean files of records: JSONL and Parquet, millions of articles.",
    "passes": "List the passes in the order in which they run.",
    "rules": "List the rules, each with its pass and what it finds.",
    "explain": "Tell what a pass or a rule does, with examples.",
    "lsp": "Serve an editor: what is wrong as it is written, and its repair.",
    "completion": "Print what makes a shell complete commands and options.",
}
"""The commands, each a module of this package with an attribute `command`, imported when it is called."""

_OUTPUT_ERRORS = {errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EBADF, errno.EDQUOT}

INTERRUPTED = 130
TERMINATED = 128
"""What is added to the number of the signal that ended a run."""


class LazyGroup(click.Group):
    """A group that imports the module of a command when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        from importlib import import_module  # noqa: PLC0415 - see the class

        command: click.Command = import_module(f"articlefix.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command where there is none of that name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(f"there is no command {name!r}{nearest(name, COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - passed on
        """Parse; `--help` and `--version` print here."""
        with _printing():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - what the command returned
        """Run the command."""
        with _printing():
            return super().invoke(ctx)


@contextmanager
def _printing() -> Iterator[None]:
    """End quietly where the reader has gone. Click would exit with 1, which here means that something was found.

    What click or a command prints fails under no name, where a file's error has one.
    """
    try:
        yield
    except click.exceptions.Exit as end:
        # Of help and the version: click prints nothing, and says nothing of it.
        if end.exit_code == 0 and sys.stdout is None:
            raise OutputError("standard output", "is closed") from None
        raise
    except BrokenPipeError:
        console.abandon_stdout()
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        if error.filename is not None or error.errno not in _OUTPUT_ERRORS:
            raise
        console.abandon_stdout()
        raise OutputError("standard output", f"cannot be written: {error.strerror}") from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 check, --check or --diff found something; 2 an error.",
)
@click.version_option(__version__, message="articlefix %(version)s")
def command() -> None:
    """Repair scraped article text, and harm nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code = command.main(arguments, prog_name="articlefix", standalone_mode=False)
    except click.ClickException as error:
        console.show_usage_error(error)
        return 2
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ArticlefixError as error:
        console.error(str(error))
        return 2
    except FileNotFoundError as error:
        if error.filename is not None or not _is_adrift():
            return _internal_error()
        console.error("the working directory has been removed: run this in another")
        return 2
    except Exception:  # noqa: BLE001 - Python's own exit code, 1, would read as "changes found"
        return _internal_error()
    return console.finish(code if isinstance(code, int) else 0)


def _internal_error() -> int:
    console.error("an internal error; please report it")
    console.say(console.traceback(), one_line=False)
    return 2


def _is_adrift() -> bool:
    """Tell whether the working directory has been removed: then no path that is relative to it is known."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False
