"""The options that commands share, made from the one table that the configuration file and the API use too."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from articlefix import config, files, registry
from articlefix.cleaner import Cleaner
from articlefix.core.options import LISTS, Option
from articlefix.errors import ConfigError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Command = TypeVar("_Command", bound=Callable[..., Any])


def split_names(
    _context: click.Context, _parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...] | None:
    """Split a list given with commas, by repeating the option, or both; `None` where it was not given.

    An empty value gives an empty list, which overrules the configuration file.
    """
    if not value:
        return None
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


def complete_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last name of a list of passes and rules."""
    return _completions(incomplete, {pass_.name: "" for pass_ in registry.BUILT_IN} | _messages())


def _complete_passes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the last name of a list of passes that may be enabled."""
    return _completions(incomplete, dict.fromkeys(registry.ON_REQUEST, "built in") | dict(registry.plugin_names()))


def _messages() -> dict[str, str]:
    return {rule.name: rule.message for pass_ in registry.BUILT_IN for rule in pass_.rules}


def _completions(incomplete: str, names: Mapping[str, str]) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - for a shell that asks alone

    before, comma, begun = incomplete.rpartition(",")
    return [
        CompletionItem(f"{before}{comma}{name}", help=said)
        for name, said in sorted(names.items())
        if name.startswith(begun)
    ]


_COMPLETIONS = {"rules": complete_names, "passes": _complete_passes}


def _parameters(option: Option) -> dict[str, Any]:
    """Return what click is told of an option, by its kind."""
    if option.kind in LISTS:
        complete = _COMPLETIONS.get(option.kind)
        return {"multiple": True, "callback": split_names, "metavar": "NAME,...", "shell_complete": complete}
    if option.kind == "path":
        return {"type": str, "metavar": "FILE"}
    return {"type": click.Choice(option.choices) if option.choices else str}


def cleaning_options(function: _Command) -> _Command:
    """Add the options of `config.OPTIONS`, and where they are read from."""
    added = [
        click.option(f"--{option.spelling}", option.name, help=option.help, **_parameters(option))
        for option in config.OPTIONS
    ]
    added += [
        click.option("--config", "config_file", metavar="FILE", help="Read this configuration file and no other."),
        click.option("--isolated", is_flag=True, help="Read no configuration file."),
    ]
    for decorator in reversed(added):
        function = decorator(function)
    return function


def _check_encoding(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Refuse a name that is no text encoding."""
    if value is not None and (problem := files.check_encoding(value)):
        raise click.BadParameter(problem)
    return value


encoding_option = click.option(
    "--encoding",
    metavar="NAME",
    callback=_check_encoding,
    help="The encoding of files that are neither UTF-8 nor UTF-16 with its mark.",
)


def input_options(function: _Command) -> _Command:
    """Add the paths, and the options that say which files are taken and how they are read."""
    added = [
        click.argument("paths", nargs=-1, metavar="[PATH|-]...", type=click.Path(readable=False)),
        click.option(
            "--stdin-filename",
            metavar="PATH",
            help="The name, format and configuration that standard input has.",
        ),
        click.option(
            "--include", metavar="GLOB", multiple=True, help="In folders, take files of this pattern as well."
        ),
        click.option(
            "--exclude",
            metavar="GLOB",
            multiple=True,
            help="Leave out files and folders of this pattern, written as in .gitignore.",
        ),
        click.option(
            "--force-exclude",
            is_flag=True,
            help="Leave out what .articlefixignore does, even where it is named.",
        ),
        encoding_option,
    ]
    for decorator in reversed(added):
        function = decorator(function)
    return function


def run_options(function: _Command) -> _Command:
    """Add the options of the commands that clean files: how they check, what they say."""
    added = [
        click.option("--no-verify", is_flag=True, help="Write without checking what was done."),
        click.option("--show-config", is_flag=True, help="Print the options of each path, and where each is set."),
        click.option("-q", "--quiet", is_flag=True, help="Print what is asked for and errors only."),
        click.option(
            "--color", type=click.Choice(("auto", "always", "never")), default="auto", help="Colour the output."
        ),
    ]
    for decorator in reversed(added):
        function = decorator(function)
    return function


class Cleaners:
    """The cleaner for each file: the options of its configuration file, and those of the command line over them.

    One is built for each distinct set of options and reused; `narrow` may give another in its place. Raises
    `click.UsageError` for what the command line got wrong, and `ConfigError` that names the file for what a
    configuration file did.
    """

    def __init__(self, options: Mapping[str, Any], narrow: Callable[[Cleaner], Cleaner] | None = None) -> None:
        known = {option.name for option in config.OPTIONS}
        self._given = {name: value for name, value in options.items() if name in known and value is not None}
        self._narrow = narrow
        self._file: str | None = options["config_file"]
        self._isolated: bool = options["isolated"]
        if self._isolated and self._file:
            raise click.UsageError(
                "--isolated reads no configuration file, and --config names one: give one of them"
            )
        self._by_folder: dict[str, str | None] = {}
        self._by_file: dict[str, config.Settings] = {}
        self._by_config: dict[config.Config, Cleaner] = {}
        if self._file is not None:
            # The patterns of a file that lies elsewhere speak of the files that it is given for here.
            self._by_file[self._file] = config.read_file(self._file, root=os.curdir)
        try:
            config.Config.of(self._given)
        except ConfigError as error:
            raise self._usage_error(error) from error
        if problem := config.contradiction(self._given):
            raise click.UsageError(problem)

    def for_path(self, path: str | None) -> Cleaner:
        """Return the cleaner for a file, or for standard input without a name (`None`)."""
        chosen = config.Config.of({name: value for name, (value, _) in self.origins(path).items()})
        if chosen.format == "auto":
            chosen = chosen._replace(format=files.format_of(path or ""))
        if chosen not in self._by_config:
            self._by_config[chosen] = self._build(chosen, self.config_file(path))
        return self._by_config[chosen]

    def origins(self, path: str | None) -> dict[str, tuple[object, str]]:
        """Return the options that are set for a file, and where each is."""
        file = self.config_file(path)
        if file is not None and file not in self._by_file:
            self._by_file[file] = config.read_file(file)
        layers = [*(self._by_file[file].layers(path) if file is not None else ()), ("command line", self._given)]
        return {name: (value, origin) for origin, options in layers for name, value in options.items()}

    def is_said(self, name: str, path: str | None) -> bool:
        """Tell whether an option is set for this very file: on the command line, or in an override for its path.

        What a configuration file says of all that lie below it was said with articles in mind.
        """
        value, origin = self.origins(path).get(name, (None, None))
        return value not in (None, "auto") and origin != self.config_file(path)

    def config_file(self, path: str | None) -> str | None:
        """Return the configuration file that is in force for a file."""
        if self._isolated or self._file is not None:
            return self._file
        try:
            folder = os.path.abspath(os.path.dirname(path or "") or os.curdir)
        except FileNotFoundError:  # the working directory has been removed, and no file can be above it
            return None
        if folder not in self._by_folder:
            self._by_folder[folder] = config.find_file(folder)
        return self._by_folder[folder]

    def _build(self, chosen: config.Config, file: str | None) -> Cleaner:
        try:
            cleaner = Cleaner(**chosen.options())
            return self._narrow(cleaner) if self._narrow is not None else cleaner
        except ConfigError as error:
            if error.source is not None:  # a profile, which the options name
                raise
            if error.key == "select" or error.key in self._given or file is None:
                raise self._usage_error(error) from error
            raise ConfigError(error.detail, key=error.key, source=file) from error

    @staticmethod
    def _usage_error(error: ConfigError) -> click.UsageError:
        option = f"--{(error.key or '').replace('_', '-')}"
        return click.BadParameter(error.detail.removeprefix(f"{error.key}: "), param_hint=f"'{option}'")
