"""`articlefix completion`: what makes a shell complete the commands and options."""

from __future__ import annotations

import click

from articlefix.cli import console

SHELLS = ("bash", "zsh", "fish")

_VARIABLE = "_ARTICLEFIX_COMPLETE"
"""Where click looks for what the shell asks; its name follows from the program's."""


@click.command(
    "completion",
    short_help="Print what makes a shell complete commands and options.",
    epilog='bash: eval "$(articlefix completion bash)" in ~/.bashrc; zsh likewise in ~/.zshrc;'
    " fish: articlefix completion fish > ~/.config/fish/completions/articlefix.fish",
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the code that makes a shell complete the commands, options and their choices."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - for this command alone

    from articlefix.cli import command as program  # noqa: PLC0415 - which imports this module

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101 - click ships all three
    source = made(program, {}, "articlefix", _VARIABLE)
    # Click's own method starts the shell to ask for its version; what it prints is the same.
    console.show(source.source_template % source.source_vars())
    return 0
