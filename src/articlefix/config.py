"""Options: what they are called, what they may be, and where they are read from.

One table serves the API, TOML and the command line, so that none accepts what another refuses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from articlefix.errors import ConfigError, nearest

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LANGUAGE_TAG = re.compile(r"auto|[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


class Option(NamedTuple):
    """One option: its name, its help, and its choices; one without choices is a list of names, a path or a tag."""

    name: str
    help: str
    choices: tuple[str, ...] = ()
    is_list: bool = False
    is_path: bool = False


OPTIONS = (
    Option(
        "quotes",
        "auto: straight marks join the curly ones where the text has any; keep: repair no marks.",
        ("auto", "keep", "curly", "straight"),
    ),
    Option(
        "quote_punctuation",
        "Where a comma or full stop stands at a closing mark; auto moves it only in damaged American text.",
        ("auto", "american", "logical", "keep"),
    ),
    Option("language", "The text's language, a BCP 47 tag such as en-GB, or auto."),
    Option("format", "How prose is marked; auto goes by the file's ending.", ("auto", "text", "markdown")),
    Option("only", "Run these passes and no other.", is_list=True),
    Option("skip", "Leave these passes out.", is_list=True),
    Option("enable", "Run these passes as well: biographies, or those of installed plugins.", is_list=True),
    Option("boilerplate_profile", "Remove what recurs on a site, as learn wrote it to this file.", is_path=True),
    Option("front_matter", "Repair the text of these keys of Markdown front matter, such as title.", is_list=True),
    Option("ignore", "Neither repair nor report under these rules.", is_list=True),
)

_BY_NAME = {option.name: option for option in OPTIONS}


class Config(NamedTuple):
    """A valid set of options. Make one with `Config.of`, which checks them."""

    quotes: str = "auto"
    quote_punctuation: str = "auto"
    language: str = "auto"
    format: str = "auto"
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    boilerplate_profile: str = ""
    front_matter: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, options: Mapping[str, object], source: str | None = None, also: Sequence[str] = ()) -> Config:
        """Check `options` and fill in the defaults.

        `source` names the file they came from; a key there may be written with hyphens, and `also` has the keys
        that it may hold besides. Raises `ConfigError` that names the key and the nearest valid one.

        >>> Config.of({"quotes": "curly"}).quotes
        'curly'
        >>> Config.of({"quote": "curly"})
        Traceback (most recent call last):
        ...
        articlefix.errors.ConfigError: unknown option 'quote'; did you mean 'quotes'?
        """
        checked: dict[str, Any] = {}
        for key, value in options.items():
            name = key.replace("-", "_")
            if name not in _BY_NAME:
                shown = [option.name.replace("_", "-") if source else option.name for option in OPTIONS]
                shown += also
                kind = "key" if source else "option"
                raise ConfigError(f"unknown {kind} {key!r}{nearest(key, shown)}", key=key, source=source)
            checked[name] = _checked(_BY_NAME[name], key, value, source)
        return cls(**checked)


def _checked(option: Option, key: str, value: object, source: str | None) -> str | tuple[str, ...]:
    """Return `value` in its option's type, or raise `ConfigError`."""
    if option.is_list:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise ConfigError(f"{key}: expected a list of names, not {value!r}", key=key, source=source)
        names = tuple(value)
        if not all(isinstance(name, str) for name in names):
            raise ConfigError(f"{key}: expected a list of names, not {value!r}", key=key, source=source)
        return names
    if option.is_path and isinstance(value, os.PathLike):
        value = os.fspath(value)
    if not isinstance(value, str):
        raise ConfigError(f"{key}: expected a string, not {value!r}", key=key, source=source)
    if option.choices and value not in option.choices:
        raise ConfigError(f"{key}: {value!r} is not valid{nearest(value, option.choices)}", key=key, source=source)
    if option.name == "language" and not _LANGUAGE_TAG.fullmatch(value):
        raise ConfigError(f"{key}: {value!r} is not a BCP 47 tag such as en or de-CH", key=key, source=source)
    return value


def find_file(start: str | os.PathLike[str]) -> str | None:
    """Return the configuration file that is in force for `start`, a file or a folder: the nearest upward.

    In one folder `articlefix.toml` goes before a `pyproject.toml` with a `[tool.articlefix]` table. A
    `pyproject.toml` without that table is passed over, and so is a folder that may not be looked into. `start`
    need not exist: a file still to be written has its configuration too.
    """
    place = os.path.abspath(start)
    if not os.path.isdir(place):
        place = os.path.dirname(place)
    while True:
        own = os.path.join(place, "articlefix.toml")
        if os.path.isfile(own):
            return own
        project = os.path.join(place, "pyproject.toml")
        if os.path.isfile(project) and _table(project) is not None:
            return project
        above = os.path.dirname(place)
        if above == place:
            return None
        place = above


class Override(NamedTuple):
    """The options of some files alone: those that a pattern in `paths` matches, as in a `.gitignore`."""

    paths: tuple[str, ...]
    options: dict[str, object]


class Settings(NamedTuple):
    """What a configuration file says. The patterns of its overrides are relative to `root`, a folder."""

    source: str
    root: str
    options: dict[str, object]
    overrides: tuple[Override, ...] = ()

    def layers(self, path: str | None) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield the options that are in force for a file, and where they stand; the later go before the earlier.

        A path that ends in a separator is a folder.
        """
        yield self.source, self.options
        if path is None or not self.overrides:
            return
        place = os.path.relpath(path, self.root).replace(os.sep, "/") + ("/" if path.endswith(os.sep) else "")
        for number, override in enumerate(self.overrides, 1):
            if _spec(override.paths).match_file(place):
                yield f"{self.source}, overrides {number} ({', '.join(override.paths)})", override.options


@cache
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - for files that have overrides alone

    return GitIgnoreSpec.from_lines(patterns)


def read_file(path: str | os.PathLike[str], root: str | None = None) -> Settings:
    """Return what a configuration file says, checked, with underscores in the names of its options.

    `root` is the folder to which its patterns are relative, by default its own; other paths in it are relative to
    its own folder. Raises `ConfigError` where the file cannot be read, is not TOML, or holds an entry that is not
    valid.
    """
    path = os.fspath(path)
    table = _table(path)
    if table is None:
        raise ConfigError("has no table [tool.articlefix]", source=path)
    overrides = table.pop("overrides", [])
    if not isinstance(overrides, list):
        raise ConfigError("overrides: expected tables, each under [[overrides]]", key="overrides", source=path)
    return Settings(
        path,
        os.path.dirname(os.path.abspath(path)) if root is None else root,
        _options(table, path, ("overrides",)),
        tuple(_override(entry, number, path) for number, entry in enumerate(overrides, 1)),
    )


def _options(table: Mapping[str, object], source: str, also: Sequence[str]) -> dict[str, object]:
    options: dict[str, object] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name in options:
            raise ConfigError(f"{key}: is set twice, with a hyphen and with an underscore", key=key, source=source)
        options[name] = value
    # Checked under the names that the file uses, so that the message shows what its reader will look for.
    Config.of(table, source, also)
    for option in OPTIONS:
        if option.is_path and (value := options.get(option.name)):
            options[option.name] = os.path.join(os.path.dirname(source), str(value))
    return options


def _override(entry: object, number: int, source: str) -> Override:
    """Return one checked table of the list `overrides`."""
    place = f"overrides {number}"
    table: dict[str, object] = entry if isinstance(entry, dict) else {}
    paths = table.pop("paths", None)
    if not (paths and isinstance(paths, list) and all(isinstance(path, str) for path in paths)):
        raise ConfigError(f'{place}: expected a table with paths, such as paths = ["legacy/"]', source=source)
    try:
        _spec(tuple(paths))
        return Override(tuple(paths), _options(table, source, ("paths",)))
    except ConfigError as error:
        raise ConfigError(f"{place}: {error.detail}", key=error.key, source=source) from error
    except ValueError as error:
        raise ConfigError(f"{place}: paths: {error}", source=source) from error


def _table(path: str) -> dict[str, object] | None:
    """Return the table of `path` that is articlefix's, or `None` for a pyproject.toml that has none."""
    is_project = os.path.basename(path) == "pyproject.toml"
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", source=path) from error
    # Most projects never mention the tool: theirs is not parsed, and may be as broken as it likes.
    if is_project and b"articlefix" not in data:
        return None
    import tomllib  # noqa: PLC0415 - most runs find no file, and pay nothing

    try:
        table: object = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"is not valid TOML: {error}", source=path) from error
    for key in ("tool", "articlefix") if is_project else ():
        if not isinstance(table, dict):
            break
        table = table.get(key)
    if table is not None and not isinstance(table, dict):
        raise ConfigError("tool.articlefix is not a table", source=path)
    return table
