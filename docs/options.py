"""Write docs/options.md, the reference of all options, from the option table and from the commands.

python docs/options.py
"""

from collections.abc import Iterator
from pathlib import Path

import click

from articlefix.cli import COMMANDS, command
from articlefix.config import OPTIONS
from articlefix.core.options import Option
from articlefix.registry import BUILT_IN

PAGE = Path(__file__).parent / "options.md"

HEAD = """\
# Options

What each option of a command, each key of the configuration file and each argument of Python may be, and what it
is by default. [use.md](use.md) tells when one wants which. This page is made by `python docs/options.py` from the
options themselves.

## How a text is cleaned

These options have one name in three places: the configuration file has `quotes = "curly"`, the command line
`--quotes curly`, and Python `Cleaner(quotes="curly")`, with underscores for the hyphens of a name. A list is
`skip = ["quotes", "gaps"]` in the file, `--skip quotes,gaps` on the command line, and any iterable of strings in
Python. What the command line says goes before what the file says. All commands that clean take these options:
`clean`, `check`, `report` and `corpus`; so do `passes` and `explain`.
"""

COMMANDS_HEAD = """\
## Of the commands alone

These have no place in the configuration file, nor in Python.
"""

OF_FILES_HEAD = """\
## In the configuration file alone

| Key | Values | Meaning |
|---|---|---|
| `overrides` | list of tables | options of some files alone, each table under `[[overrides]]` |
| `paths`, in an override | list of patterns | which files, in the notation of `.gitignore`, relative to this file |
"""

KINDS = {
    "text": "text",
    "tag": "`auto` or a BCP 47 tag such as `en-GB`",
    "path": "path of a file",
    "names": "list of names",
    "rules": "list of passes and rules",
    "passes": "list of passes",
}


def row(*cells: str) -> str:
    r"""Return a row of a table.

    >>> print(row("`a|b`", "one of two"))
    | `a\|b` | one of two |
    """
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def table(*headings: str) -> Iterator[str]:
    """Yield the head of a table."""
    yield from (row(*headings), "|" + "---|" * len(headings))


def of_cleaning(option: Option, owner: str) -> str:
    """Return the row of an option that cleaning has."""
    values = ", ".join(f"`{choice}`" for choice in option.choices) or KINDS[option.kind]
    default = f"`{option.default}`" if option.default else "none"
    return row(f"`{option.spelling}`", f"`{option.name}`", values, default, owner, option.help)


def parameters() -> Iterator[tuple[str, click.Option]]:
    """Yield each option of each command that is not an option of cleaning, with the name of the command."""
    shared = {option.name for option in OPTIONS}
    with click.Context(command, info_name="articlefix") as above:
        for name in COMMANDS:
            found = command.get_command(above, name)
            if found is None:
                raise LookupError(name)
            with click.Context(found, info_name=name, parent=above):
                for parameter in found.params:
                    if isinstance(parameter, click.Option) and parameter.name not in shared:
                        yield name, parameter


def of_command(option: click.Option, names: list[str]) -> str:
    """Return the row of an option that commands alone have."""
    spelling = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        values = ", ".join(f"`{choice}`" for choice in option.type.choices)
    else:
        values = "" if option.is_flag else f"`{option.metavar or option.type.name.upper()}`"
    default = "" if option.is_flag or not isinstance(option.default, str | int | float) else f"`{option.default}`"
    return row(spelling, ", ".join(f"`{name}`" for name in names), values, default, option.help or "")


def page() -> str:
    """Return the page."""
    owners = {option.name: f"`{pass_.name}`" for pass_ in BUILT_IN for option in pass_.options}
    of_commands: dict[tuple[str, str], tuple[click.Option, list[str]]] = {}
    for name, option in parameters():
        key = (", ".join(option.opts), option.help or "")
        of_commands.setdefault(key, (option, []))[1].append(name)
    lines = [
        HEAD,
        *table("In TOML; with `--` on the command line", "In Python", "Values", "Default", "Pass", "Meaning"),
        *(of_cleaning(option, owners.get(option.name, "")) for option in OPTIONS),
        "",
        OF_FILES_HEAD,
        COMMANDS_HEAD,
        *table("Option", "Commands", "Values", "Default", "Meaning"),
        *(of_command(*found) for found in of_commands.values()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
