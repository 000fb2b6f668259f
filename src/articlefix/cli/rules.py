"""`articlefix rules`: every rule, its pass, and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from articlefix.cli import console
from articlefix.cli.options import Cleaners, cleaning_options
from articlefix.reports import columns, visible

if TYPE_CHECKING:
    from articlefix.core.passes import Pass

_HEADINGS = ("Rule", "Pass", "What is wrong")


@click.command("rules", short_help="List the rules, each with its pass and what it finds.")
@cleaning_options
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """List the rules by name, each with its pass and what it finds, those of enabled plugins too.

    `articlefix explain RULE` shows what one repairs and what it leaves alone.
    """
    console.show("\n".join(listed(Cleaners(options).for_path(None).available)))
    return 0


def listed(passes: Sequence[Pass]) -> list[str]:
    """Return a line for each rule of `passes`, by name; a rule of several passes has all of them."""
    owners: dict[str, list[str]] = {}
    messages: dict[str, str] = {}
    for pass_ in passes:
        for rule in pass_.rules:
            owners.setdefault(rule.name, []).append(pass_.name)
            messages.setdefault(rule.name, rule.message)
    rows = [(name, ", ".join(owners[name]), messages[name]) for name in sorted(owners)]
    return columns([[visible(cell, one_line=True) for cell in row] for row in (_HEADINGS, *rows)])
