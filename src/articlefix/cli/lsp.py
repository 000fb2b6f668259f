"""`articlefix lsp`: the language server."""

from __future__ import annotations

from typing import Any

import click

from articlefix.cli.options import Cleaners, cleaning_options


@click.command("lsp", short_help="Serve an editor: what is wrong as it is written, and its repair.")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output, as is done anyhow.")
@cleaning_options
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Speak the Language Server Protocol over standard input and output, for an editor that starts this.

    It tells what check finds as an article is written, and repairs one place, all of a rule, or all. Options and
    configuration are those of check. docs/editors.md has the settings for editors.
    """
    from importlib.util import find_spec  # noqa: PLC0415 - for this command alone

    if find_spec("pygls") is None:
        raise click.UsageError("lsp needs pygls: pip install 'articlefix[lsp]'")
    Cleaners(options).for_path(None)  # what the command line got wrong is told here, and to no editor
    from articlefix.server.program import server  # noqa: PLC0415 - an extra

    server(lambda: Cleaners(options).for_path).start_io()
    return 0
