"""A progress bar on standard error, for a person who waits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from articlefix.cli import console

PATIENCE = 0.5
"""After how many seconds the bar appears: who waits no longer needs none."""

_Done = TypeVar("_Done")


def can_be_shown() -> bool:
    """Tell whether standard error is a terminal that can draw a bar."""
    return console.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb"


def shown(items: Iterable[_Done], total: int) -> Iterator[_Done]:
    """Yield `items`, of which there will be `total`, and show how many came once that takes long.

    What is said meanwhile stands above the bar, which is gone at the end.
    """
    begun = time.monotonic()
    numbered = enumerate(items)
    for number, item in numbered:
        yield item
        if time.monotonic() - begun >= PATIENCE and number + 1 < total:
            yield from _under_bar((item for _, item in numbered), number + 1, total)


def _under_bar(items: Iterable[_Done], done: int, total: int) -> Iterator[_Done]:
    # As costly as the rest of a start, for those who wait longer than that anyway.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    screen = Console(file=sys.stderr, markup=False, highlight=False, emoji=False)
    columns = (BarColumn(bar_width=None), MofNCompleteColumn(), "files", TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, expand=True) as bar:
        task = bar.add_task("", total=total, completed=done)
        for item in items:
            yield item
            bar.advance(task)
