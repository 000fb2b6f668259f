"""What `--show-config` prints: the options that are in force for each path, and where each of them is set."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from articlefix import files
from articlefix.cli import console
from articlefix.config import OPTIONS
from articlefix.files import STDIN
from articlefix.reports import unobeyed, visible

if TYPE_CHECKING:
    from articlefix.cli.options import Cleaners


def show(cleaners: Cleaners, options: Mapping[str, Any]) -> int:
    """Print the options of each path, as TOML with the place of each in a comment.

    Without a path those of the working folder are printed.
    """
    for path in options["paths"] or (os.curdir,):
        name = options["stdin_filename"] if path == STDIN else path
        if name is not None and os.path.isdir(name):
            name = os.path.join(name, "")
        cleaners.for_path(name)  # which raises what a run would
        lines = [f"# {visible(name or 'standard input', one_line=True)}", *_lines(cleaners, name), ""]
        console.emit(unobeyed("".join(f"{line}\n" for line in lines)).encode("utf-8", "surrogateescape"))
    return 0


def _lines(cleaners: Cleaners, path: str | None) -> Iterator[str]:
    entries = list(_entries(cleaners, path))
    width = max(len(entry) for entry, _ in entries)
    for entry, origin in entries:
        yield f"{visible(entry).ljust(width)}  # {visible(origin, one_line=True)}"


def _entries(cleaners: Cleaners, path: str | None) -> Iterator[tuple[str, str]]:
    origins = cleaners.origins(path)
    for option in OPTIONS:
        value, origin = origins.get(option.name, (option.default, "default"))
        if option.name == "format" and value == "auto" and path is not None and not path.endswith(os.sep):
            value, origin = files.format_of(path), f"{origin}: auto, by the file's ending"
        yield f"{option.spelling} = {_toml(value)}", origin


def _toml(value: object) -> str:
    r"""Write a value as TOML does.

    >>> _toml("en"), _toml(("a", "b"))
    ('"en"', '["a", "b"]')
    """
    return json.dumps(list(value) if isinstance(value, Iterable) and not isinstance(value, str) else value)
