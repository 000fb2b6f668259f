"""`articlefix check`: list what is wrong in articles, and where."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import click

from articlefix import registry
from articlefix.cleaner import Cleaner
from articlefix.cli.checker import FORMATS, Run
from articlefix.cli.effective import show
from articlefix.cli.inputs import Inputs
from articlefix.cli.options import (
    Cleaners,
    cleaning_options,
    complete_names,
    input_options,
    run_options,
    split_names,
)
from articlefix.cli.signals import terminable
from articlefix.files import STDIN


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
@click.option("--no-cache", is_flag=True, help="Look at files again that have not changed since they were checked.")
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
