r"""Write docs/articlefix.1, the manual page, from the commands themselves.

python docs/manual.py

click-man names no command that is imported when it is called, and puts each on a page of its own.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from articlefix.cli import COMMANDS, command

PAGE = Path(__file__).parent / "articlefix.1"

FILES = (
    (
        "articlefix.toml",
        "Options, the nearest upward from a file; or the table [tool.articlefix] of pyproject.toml.",
    ),
    (".articlefixignore", "What is left alone in folders, in the notation of .gitignore."),
)
EXIT_CODES = (
    ("0", "Done."),
    ("1", "check, clean --check or clean --diff found something."),
    ("2", "A usage error, or a file that failed; the others are done."),
)


def escaped(text: str) -> str:
    r"""Return text that troff prints as it is.

    >>> escaped("--in-place\n.txt")
    '\\-\\-in\\-place\n\\&.txt'
    """
    lines = text.replace("\\", r"\e").replace("-", r"\-").split("\n")
    return "\n".join(rf"\&{line}" if line.startswith((".", "'")) else line for line in lines)


def entries(pairs: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Yield a list of terms, each with what it means below it."""
    for term, meaning in pairs:
        yield from (".TP", rf"\fB{escaped(term)}\fP", escaped(meaning))


def of_command(name: str) -> Iterator[str]:
    """Yield the section of one command."""
    with click.Context(command, info_name="articlefix", **command.context_settings) as above:
        found = command.get_command(above, name)
        if found is None:
            raise LookupError(name)
        with click.Context(found, info_name=name, parent=above) as context:
            usage = " ".join(found.collect_usage_pieces(context))
            yield from (f".SS {escaped(f'articlefix {name} {usage}')}", escaped(_paragraph(found.help or "")))
            yield from entries(
                record
                for parameter in found.get_params(context)
                if isinstance(parameter, click.Option)
                if (record := parameter.get_help_record(context)) is not None
            )


def _paragraph(text: str) -> str:
    blocks = text.replace("\b\n", "").split("\n\n")
    return "\n\n".join(" ".join(block.split()) for block in blocks)


def page() -> str:
    """Return the manual page."""
    lines = [
        '.TH ARTICLEFIX 1 "" articlefix "User Commands"',
        ".SH NAME",
        r"articlefix \- repair scraped article text, and harm nothing",
        ".SH SYNOPSIS",
        r"\fBarticlefix\fP \fICOMMAND\fP [\fIOPTION\fP]... [\fIPATH\fP|\-]...",
        ".SH COMMANDS",
        *(line for name in COMMANDS for line in of_command(name)),
        ".SH FILES",
        *entries(FILES),
        ".SH EXIT STATUS",
        *entries(EXIT_CODES),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
