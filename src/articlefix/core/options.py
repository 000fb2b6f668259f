"""Options as values: what one is called, what it may be, and the check of what is given for it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from articlefix.errors import ConfigError, nearest

Value = str | tuple[str, ...]
"""What an option may be set to: a string, or a list of names."""

Kind = Literal["text", "tag", "path", "names", "rules", "passes"]
LISTS = ("names", "rules", "passes")
"""The kinds that are lists of names: any, those of passes and rules, those of passes."""

_LANGUAGE_TAG = re.compile(r"auto|[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Option(NamedTuple):
    r"""One option, under the same name in Python, in TOML and on the command line, where it has hyphens.

    Parameters
    ----------
    name
        In Python's spelling, with underscores; no two options of the project share one.
    help
        A sentence for the help of the commands, the manual page and whoever reads the table.
    choices
        The values that it may have; any, where there are none.
    kind
        `text`; `tag`, a language tag of BCP 47 or `auto`; `path`, a file, relative to the configuration file that
        names it; `names`, a list; `rules`, a list of passes and rules; `passes`, a list of passes.
    default
        The value where none is given.
    read
        What makes of the value that which the pass is given, such as the content of a file. It is called when a
        cleaner is built, and raises `ConfigError` for a value that is not good.

    """

    name: str
    help: str
    choices: tuple[str, ...] = ()
    kind: Kind = "text"
    default: Value = ""
    read: Callable[[str], object] | None = None

    @property
    def spelling(self) -> str:
        """The name as it stands in TOML and on the command line."""
        return self.name.replace("_", "-")

    def checked(self, value: object, key: str, source: str | None = None) -> Value:
        """Return `value` as this option holds it.

        Raises `ConfigError` for what it cannot hold: `key` is the name under which the value was given, `source`
        the file.

        >>> Option("tone", "How it speaks.", ("loud", "soft"), default="soft").checked("lowd", "tone")
        Traceback (most recent call last):
        ...
        articlefix.errors.ConfigError: tone: 'lowd' is not valid; did you mean 'loud'?
        """
        held = _names(value) if self.kind in LISTS else _text(value, self.kind)
        if held is None:
            expected = "a list of names" if self.kind in LISTS else "a string"
            problem = f"expected {expected}, not {value!r}"
        elif isinstance(held, str) and self.choices and held not in self.choices:
            problem = f"{held!r} is not valid{nearest(held, self.choices)}"
        elif isinstance(held, str) and self.kind == "tag" and not _LANGUAGE_TAG.fullmatch(held):
            problem = f"{held!r} is not a BCP 47 tag such as en or de-CH"
        else:
            return held
        raise ConfigError(f"{key}: {problem}", key=key, source=source)

    def given(self, value: Value) -> object:
        """Return what the pass is given for a value."""
        return self.read(value) if self.read is not None and isinstance(value, str) else value


def _names(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return None
    names = tuple(value)
    return names if all(isinstance(name, str) for name in names) else None


def _text(value: object, kind: Kind) -> str | None:
    if kind == "path" and isinstance(value, os.PathLike):
        value = os.fspath(value)
    return value if isinstance(value, str) else None
