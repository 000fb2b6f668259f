"""Options: what they are called, what they may be, and where they are read from.

One table serves the API, TOML and the command line, so that none accepts what another refuses. A pass declares its
own options in its file, and they are read from there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from articlefix.core import foreign
from articlefix.core.globs import Globs, above
from articlefix.core.options import Option, Value
from articlefix.errors import ConfigError, nearest
from articlefix.registry import BUILT_IN

_GENERAL = (
    Option("language", "The text's language, a BCP 47 tag such as en-GB, or auto.", kind="tag", default="auto"),
    Option(
        "format",
        "How prose is marked; auto goes by the file's ending. Of html, a page, clean gives the article.",
        ("auto", "text", "markdown", "html"),
        default="auto",
    ),
    Option("only", "Run these passes or rules and no other.", kind="rules", default=()),
    Option("skip", "Leave out these passes or rules.", kind="rules", default=()),
    Option(
        "enable",
        "Run these passes as well: biographies, or those of installed plugins.",
        kind="passes",
        default=(),
    ),
    Option(
        "front_matter",
        "Repair the text of these keys of Markdown front matter, such as title.",
        kind="names",
        default=(),
    ),
    Option("ignore", "Neither repair nor report under these rules or passes, as skip.", kind="rules", default=()),
)

OPTIONS = (*(option for pass_ in BUILT_IN for option in pass_.options), *_GENERAL)
"""All options: those that the passes declare, and those that belong to none."""

_BY_NAME = {option.name: option for option in OPTIONS}


class Config(NamedTuple):
    """A valid set of options. Make one with `Config.of`, which checks them.

    An option that a pass declares is an attribute like the others, and stands in `of_passes`.
    """

    language: str = "auto"
    format: str = "auto"
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    enable: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    of_passes: tuple[tuple[str, Value], ...] = ()

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
        checked: dict[str, Any] = {option.name: option.default for option in OPTIONS}
        for key, value in options.items():
            option = _BY_NAME.get(key.replace("-", "_"))
            if option is None:
                shown = [option.spelling if source else option.name for option in OPTIONS]
                shown += also
                kind = "key" if source else "option"
                raise ConfigError(f"unknown {kind} {key!r}{nearest(key, shown)}", key=key, source=source)
            checked[option.name] = option.checked(value, key, source)
        general = {option.name: checked.pop(option.name) for option in _GENERAL}
        return cls(**general, of_passes=tuple(checked.items()))

    def options(self) -> dict[str, Any]:
        """Return the value of each option by its name: what `Cleaner` takes."""
        return {option.name: getattr(self, option.name) for option in OPTIONS}

    def with_options(self, **changed: object) -> Config:
        """Return these options, but for those that are given."""
        return Config.of({**self.options(), **changed})

    def paths(self) -> dict[str, str]:
        """Return the files that options name, by the option."""
        found = {option.name: getattr(self, option.name) for option in OPTIONS if option.kind == "path"}
        return {name: path for name, path in found.items() if path}

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what the option holds
        for option, value in self.of_passes:
            if option == name:
                return value
        raise AttributeError(f"there is no option {name!r}")


def contradiction(options: Mapping[str, Any]) -> str | None:
    """Return why options that are given together leave nothing to run, if they do.

    What an override leaves out of what stands above it is no contradiction.
    """
    only = tuple(options.get("only") or ())
    for key in ("skip", "ignore"):
        if only and set(only) <= set(options.get(key) or ()):
            return f"only and {key} both name {', '.join(map(repr, only))}, which leaves nothing to run"
    return None


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

    def speaks_of(self, path: str) -> bool:
        """Tell whether a path is one of its files: the pattern decides that says most exactly which it means."""
        decisions = map(_globs(self.paths).match, above(path))
        return next((decision for decision in decisions if decision is not None), False)


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
            if override.speaks_of(place):
                yield f"{self.source}, overrides {number} ({', '.join(override.paths)})", override.options


@cache
def _globs(patterns: tuple[str, ...]) -> Globs:
    """Return the patterns of an override; raises `ValueError` where one cannot be understood."""
    globs, problems = Globs.of(patterns)
    if problems:
        raise ValueError(problems[0].reason)
    return globs


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
    if problem := contradiction(options):
        raise ConfigError(problem, key="only", source=source)
    for option in OPTIONS:
        if option.kind == "path" and (value := options.get(option.name)):
            path = os.path.join(os.path.dirname(source), str(value))
            if not foreign.is_inside(path, source):
                raise ConfigError(
                    f"{option.spelling}: {value!r} lies outside of the repository; give it on the command line",
                    key=option.spelling,
                    source=source,
                )
            options[option.name] = path
    return options


def _override(entry: object, number: int, source: str) -> Override:
    """Return one checked table of the list `overrides`."""
    place = f"overrides {number}"
    table: dict[str, object] = entry if isinstance(entry, dict) else {}
    paths = table.pop("paths", None)
    if not (paths and isinstance(paths, list) and all(isinstance(path, str) for path in paths)):
        raise ConfigError(f'{place}: expected a table with paths, such as paths = ["legacy/"]', source=source)
    try:
        _globs(tuple(paths))
        return Override(tuple(paths), _options(table, source, ("paths",)))
    except ConfigError as error:
        raise ConfigError(f"{place}: {error.detail}", key=error.key, source=source) from error
    except ValueError as error:
        raise ConfigError(f"{place}: paths: {error}", source=source) from error


def _table(path: str) -> dict[str, object] | None:
    """Return the table of `path` that is articlefix's, or `None` for a pyproject.toml that has none."""
    is_project = os.path.basename(path) == "pyproject.toml"
    try:
        data = foreign.read_regular(path)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", source=path) from error
    # Most projects never mention the tool: theirs is not parsed, and may be as broken as it likes.
    if is_project and b"articlefix" not in data:
        return None
    table: object = foreign.parse_toml(data, path)
    for key in ("tool", "articlefix") if is_project else ():
        if not isinstance(table, dict):
            break
        table = table.get(key)
    if table is not None and not isinstance(table, dict):
        raise ConfigError("tool.articlefix is not a table", source=path)
    return table
