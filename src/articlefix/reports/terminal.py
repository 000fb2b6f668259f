"""What a run did, as a table for people. The only module besides the command line that imports rich."""

from collections.abc import Iterable, Mapping
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from articlefix.reports import visible


class Counts:
    """How many edits and findings each rule gave."""

    def __init__(self) -> None:
        self.edits: dict[str, int] = {}
        self.findings: dict[str, int] = {}

    def add(self, edits: Iterable[Iterable[str]], findings: Iterable[str]) -> None:
        """Count one text: the rules of each edit, and the rule of each finding."""
        _tally(self.edits, (rule for rules in edits for rule in rules))
        _tally(self.findings, findings)


def _tally(counts: dict[str, int], rules: Iterable[str]) -> None:
    for rule in rules:
        counts[rule] = counts.get(rule, 0) + 1


def print_stats(counts: Counts, passes: Mapping[str, str], stream: IO[str], *, color: bool) -> None:
    """Print the rules that did anything, the busiest first; `passes` tells the pass of each rule."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Rule", no_wrap=True)
    table.add_column("Pass", no_wrap=True)
    table.add_column("Edits", justify="right", no_wrap=True)
    table.add_column("Findings", justify="right", no_wrap=True)
    rules = {*counts.edits, *counts.findings}
    for rule in sorted(rules, key=lambda rule: (-counts.edits.get(rule, 0), -counts.findings.get(rule, 0), rule)):
        cells = (rule, passes.get(rule, ""), str(counts.edits.get(rule, 0)), str(counts.findings.get(rule, 0)))
        table.add_row(*(Text(visible(cell, one_line=True)) for cell in cells))
    total = (str(sum(counts.edits.values())), str(sum(counts.findings.values())))
    table.add_section()
    table.add_row("Total", "", *total)
    # Wide enough for any rule's name where the stream has no width of its own: a log should not lose columns.
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=color,
        no_color=not color,
        width=None if stream.isatty() else 100,
    )
    console.print(table)
