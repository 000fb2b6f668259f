"""`articlefix apply`: carry out what was decided on edits, in files that have not changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from articlefix import files
from articlefix.cli import console
from articlefix.cli.inputs import count
from articlefix.cli.options import encoding_option
from articlefix.cli.signals import terminable
from articlefix.core import edits
from articlefix.errors import FileError, InputError
from articlefix.reports import decisions
from articlefix.reports.decisions import Decided


@click.command(
    "apply",
    short_help="Carry out what was decided in a review.",
    epilog="Exit codes: 0 done; 2 an error, or a file that has changed since; the others are done.",
)
@click.argument("decisions", metavar="FILE", type=click.Path(readable=False))
@encoding_option
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Make the edits that FILE accepts, as `articlefix review --save FILE` or the page of a report saved it.

    Its paths are relative to the working directory. A file that has changed since it was reviewed is refused, and
    every other is replaced whole.
    """
    path: str = options["decisions"]
    decided = decisions.read(files.read(path).content.text, path)
    changed = failed = 0
    with terminable():
        for file in decided:
            try:
                changed += carry_out(file, options["encoding"])
            except FileError as error:
                failed += 1
                console.error(str(error))
    if not options["quiet"]:
        parts = [f"{count(changed, 'file')} changed", *([f"{failed} failed"] if failed else [])]
        console.say(", ".join(parts))
    return 2 if failed else 0


def carry_out(file: Decided, encoding: str | None, check: Callable[[str], None] | None = None) -> bool:
    """Make the edits of one file, if there are any; raise `InputError` where it is no longer the one they are of.

    `check` is given the text before anything is written, and may raise.
    """
    if not file.edits:
        return False
    source = files.read(file.path, encoding)
    if decisions.digest(source.data) != file.sha256:
        raise InputError(file.path, "has changed since it was reviewed, and is left alone; review it again")
    text = source.content.text
    if file.edits[-1].end > len(text):
        raise InputError(file.path, "has other places than its edits; was it read with another --encoding?")
    if check is not None:
        check(text)
    files.replace(source, files.encode(source, edits.apply(text, file.edits)))
    return True
