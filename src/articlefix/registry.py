"""The chain: the built-in passes, in one visible tuple, and the passes of other distributions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, NamedTuple

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


class Selection(NamedTuple):
    """The passes that run, in their order, and the rules under which nothing is repaired or reported."""

    passes: tuple[Pass, ...]
    ignored: frozenset[str]


def select(
    passes: Collection[Pass],
    only: Collection[str] = (),
    skip: Collection[str] = (),
    ignore: Collection[str] = (),
    enable: Collection[str] = (),
) -> Selection:
    """Return what is left of `passes`: all of `only` names passes or rules, and so do `skip` and `ignore`.

    Without `only` it is all of them but what is on request and not enabled. Raises `ConfigError` for a name that is
    neither a pass nor a rule.
    """
    for key, names in (("only", only), ("skip", skip), ("ignore", ignore)):
        check_names(key, names, passes)
    out = frozenset((*skip, *ignore))
    asked = {pass_.name: rules_named(pass_, only) for pass_ in passes}
    chosen = tuple(
        pass_
        for pass_ in passes
        if pass_.name not in out
        and (asked[pass_.name] or not only)
        and (asked[pass_.name] or pass_.name in enable or pass_.name not in ON_REQUEST)
    )
    unasked = {rule.name for pass_ in chosen for rule in pass_.rules}.difference(*asked.values()) if only else ()
    return Selection(chosen, out.union(unasked))


def rules_named(pass_: Pass, names: Collection[str]) -> frozenset[str]:
    """Return the rules of a pass that `names` has: by the name of the pass all of them."""
    rules = frozenset(rule.name for rule in pass_.rules)
    return rules if pass_.name in names else rules.intersection(names)


def names_of(passes: Collection[Pass]) -> frozenset[str]:
    """Return the names of passes and of their rules, which everything that takes names takes alike."""
    return frozenset(name for pass_ in passes for name in (pass_.name, *(rule.name for rule in pass_.rules)))


def check_names(key: str, names: Collection[str], passes: Collection[Pass]) -> None:
    """Raise `ConfigError`, about the option `key`, for a name that is neither a pass nor a rule of `passes`."""
    known = names_of(passes)
    for name in names:
        if name not in known:
            raise ConfigError(f"{key}: {unknown(name, passes)}", key=key)


def unknown(name: str, passes: Collection[Pass]) -> str:
    """Say what a name is that is none of `passes` nor a rule of theirs."""
    if distribution := plugin_names().get(name):
        return f"{name!r} is a plugin of {distribution} that is not on: add --enable {name}"
    return f"there is no pass or rule {name!r}{nearest(name, names_of(passes))}"


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
        if owner := next((pass_.name for pass_ in BUILT_IN if rules_named(pass_, (name,))), None):
            what = "a built-in pass" if owner == name else f"a rule of the pass {owner!r}"
            told = f"enable {owner!r}" if owner in ON_REQUEST else "it is on without that"
            raise ConfigError(f"enable: {name!r} is {what}: {told}", key="enable")
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
