"""The chain: the built-in passes, in one visible tuple, and the passes of other distributions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from articlefix.core.contract import Contract
from articlefix.core.options import Value
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.errors import ConfigError, PluginError, nearest
from articlefix.passes import (
    biographies,
    boilerplate,
    characters,
    dropcaps,
    duplicates,
    escapes,
    gaps,
    initialisms,
    linebreaks,
    markup,
    mojibake,
    punctuation,
    quotes,
    spacing,
    tokens,
    whitespace,
)

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PLUGIN_GROUP = "articlefix.passes"
"""The entry-point group in which a distribution offers passes."""

ON_REQUEST = frozenset(("biographies",))
"""The built-in passes that run only where `enable` names them: what they take away is a matter of taste."""


BUILT_IN = (
    escapes.PASS,
    mojibake.PASS,
    markup.PASS,
    characters.PASS,
    gaps.DROPPED_TEXT,
    whitespace.PASS,
    biographies.PASS,
    boilerplate.PASS,
    dropcaps.PASS,
    duplicates.PASS,
    linebreaks.PASS,
    tokens.PASS,
    initialisms.PASS,
    spacing.PASS,
    punctuation.PASS,
    quotes.PASS,
    gaps.PASS,
)
"""The passes of this package, as they declare themselves, in the order in which those of a group look."""


def built_in(options: Mapping[str, Value] | None = None) -> tuple[Pass, ...]:
    """Return the built-in passes with their options set to what `options` has for them, else to their defaults."""
    return tuple(pass_.with_options(options or {}) for pass_ in BUILT_IN)


def available(enable: Collection[str] = (), options: Mapping[str, Value] | None = None) -> tuple[Pass, ...]:
    """Return the built-in passes and the plugins that `enable` names, in the order in which they run."""
    plugins = [_load_plugin(name) for name in dict.fromkeys(enable) if name not in ON_REQUEST]
    _check_rules(plugins)
    plugins.sort(key=lambda pass_: pass_.name)
    return tuple(sorted((*built_in(options), *plugins), key=lambda pass_: pass_.stage))


def _check_rules(plugins: list[Pass]) -> None:
    """Raise `PluginError` where two plugins declare the same rule: a report could not tell which is meant."""
    owners: dict[str, Pass] = {}
    for plugin in plugins:
        for rule in plugin.rules:
            other = owners.setdefault(rule.name, plugin)
            if other is not plugin:
                reason = f"declares the rule {rule.name!r}, as {other.name!r} of {other.origin} does"
                raise PluginError(plugin.name, plugin.origin, reason)


def select(
    passes: Collection[Pass], only: Collection[str] = (), skip: Collection[str] = (), enable: Collection[str] = ()
) -> tuple[Pass, ...]:
    """Return `passes` less what `only` and `skip` leave out, and what is on request and not named; all name passes.

    Raises `ConfigError` for a name that is no pass.
    """
    known = [pass_.name for pass_ in passes]
    for key, names in (("only", only), ("skip", skip)):
        for name in names:
            if name not in known:
                raise ConfigError(f"{key}: there is no pass {name!r}{nearest(name, known)}", key=key)
    off = {*skip, *ON_REQUEST.difference(enable, only)}
    return tuple(pass_ for pass_ in passes if (pass_.name in only or not only) and pass_.name not in off)


def plugin_names() -> Mapping[str, str]:
    """Return the entry points that installed distributions offer, with the distribution of each."""
    return {entry.name: _distribution(entry) for entry in _entry_points()}


def _entry_points() -> Collection[EntryPoint]:
    # importlib.metadata costs as much as all the rest of a start; most runs name no plugin.
    from importlib.metadata import entry_points  # noqa: PLC0415

    return entry_points(group=PLUGIN_GROUP)


def _distribution(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"


def _entry_point(name: str) -> EntryPoint:
    """Return the one entry point called `name`."""
    entries = _entry_points()
    found = [entry for entry in entries if entry.name == name]
    if not found:
        hint = nearest(name, (*ON_REQUEST, *(entry.name for entry in entries)))
        raise ConfigError(f"enable: there is no plugin {name!r}{hint}", key="enable")
    if len(found) > 1:
        both = " and ".join(_distribution(entry) for entry in found)
        raise PluginError(name, both, "is offered more than once; uninstall one of them")
    return found[0]


def _load_plugin(name: str) -> Pass:
    """Load and validate the one plugin called `name`; no other plugin is imported."""
    entry = _entry_point(name)
    distribution = _distribution(entry)
    try:
        value = entry.load()
        made = value if isinstance(value, Pass) or not callable(value) else value()
    except Exception as error:
        raise PluginError(name, distribution, f"cannot be loaded: {type(error).__name__}: {error}") from error
    if problem := _plugin_problem(name, made):
        raise PluginError(name, distribution, problem)
    assert isinstance(made, Pass)  # noqa: S101 - _plugin_problem has seen to it
    return made._replace(origin=distribution)


def _plugin_problem(name: str, made: object) -> str | None:
    """Return why an object is not a usable pass under this entry-point name."""
    if not isinstance(made, Pass):
        return f"gives {type(made).__name__}, not a Pass"
    return _form_problem(name, made) or _clash(made)


def _form_problem(name: str, made: Pass) -> str | None:
    """Return what a pass that is declared under an entry-point name lacks, or has and may not."""
    if made.name != name:
        return f"is called {made.name!r}, unlike its entry point"
    if not isinstance(made.stage, Stage) or not isinstance(made.contract, Contract) or not callable(made.find):
        return "has a stage, contract or find of the wrong type"
    if not made.rules or not all(isinstance(rule, Rule) for rule in made.rules):
        return "declares no rules"
    if made.options:
        return "declares options, which are read for built-in passes alone"
    return None


def _clash(made: Pass) -> str | None:
    """Return which name of a plugin's pass or rules is that of a built-in one."""
    taken = {rule.name: pass_.name for pass_ in BUILT_IN for rule in pass_.rules}
    if made.name in {pass_.name for pass_ in BUILT_IN}:
        return "has the name of a built-in pass"
    for rule in made.rules:
        if rule.name in taken:
            return f"declares the rule {rule.name!r}, which is of the built-in pass {taken[rule.name]!r}"
    return None
