"""`articlefix passes`: the chain, as it would run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from articlefix import registry
from articlefix.cli import console
from articlefix.cli.options import Cleaners, cleaning_options
from articlefix.reports import columns, visible

if TYPE_CHECKING:
    from articlefix.core.contract import Contract
    from articlefix.core.passes import Pass

_HEADINGS = ("Pass", "Group", "May touch", "Origin", "State")

_REPETITION = (
    "In a group the first pass that has not seen the text as it is looks next, until none finds anything to do;",
    "then the next group looks. What a later group changed, the earlier ones look at again. Nothing else repeats.",
)


@click.command("passes", short_help="List the passes in the order in which they run.")
@cleaning_options
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """List the passes in the order in which they run, group by group, and what else may be enabled.

    The state is that which the options and the configuration file of the working directory give.
    """
    cleaner = Cleaners(options).for_path(None)
    config, chain = cleaner.config, cleaner.available
    running = {pass_.name for pass_ in cleaner.passes}
    rows = [_row(pass_, runs=pass_.name in running) for pass_ in chain]
    for name, distribution in sorted(registry.plugin_names().items()):
        if name not in config.enable:
            rows.append((name, "-", "-", distribution, _not_enabled(name)))
    shown = [[visible(cell, one_line=True) for cell in row] for row in (_HEADINGS, *rows)]
    for line in (*columns(shown), "", *_REPETITION):
        console.show(line)
    return 0


def touches(contract: Contract) -> str:
    """Name what a contract lets a pass touch.

    >>> from articlefix.core.contract import Contract, Touch
    >>> touches(Contract(Touch.SPACE | Touch.QUOTES, joins_words=True))
    'space, quotes; joins words'
    """
    names = ", ".join(str(touch.name).lower() for touch in contract.touches) or "nothing"
    return f"{names}; joins words" if contract.joins_words else names


def _row(pass_: Pass, *, runs: bool) -> tuple[str, ...]:
    state = "on" if runs else _not_enabled(pass_.name) if pass_.name in registry.ON_REQUEST else "left out"
    return pass_.name, pass_.stage.name.lower(), touches(pass_.contract), pass_.origin or "built in", state


def _not_enabled(name: str) -> str:
    return f"not enabled; --enable {name}"
