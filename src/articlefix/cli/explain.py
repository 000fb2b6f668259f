"""`articlefix explain`: what a pass or a rule does, and what it leaves alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

import click

from articlefix import registry
from articlefix.cli import console
from articlefix.cli.options import Cleaners, cleaning_options, complete_names
from articlefix.cli.passes import touches
from articlefix.cli.rules import listed
from articlefix.reports import revealed, visible

if TYPE_CHECKING:
    from articlefix.core.passes import Pass, Rule


@click.command("explain", short_help="Tell what a pass or a rule does, with examples.")
@click.argument("name", metavar="[PASS|RULE]", required=False, shell_complete=complete_names)
@cleaning_options
def command(name: str | None, **options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Tell what a pass or a rule does, what it may touch, what it repairs and what it leaves alone.

    Without a name, list the rules.
    """
    passes = Cleaners(options).for_path(None).available
    if name is None:
        console.show("\n".join(listed(passes)))
        return 0
    for pass_ in passes:
        if pass_.name == name:
            _print(_pass_lines(pass_))
            return 0
    found = [(pass_, rule) for pass_ in passes for rule in pass_.rules if rule.name == name]
    if not found:
        raise click.UsageError(_unknown(name, passes))
    for pass_, rule in found:
        _print(_rule_lines(pass_, rule))
    return 0


def _unknown(name: str, passes: Sequence[Pass]) -> str:
    """Say that there is no such pass or rule, and what may have been meant."""
    said = registry.unknown(name, passes)
    if name in registry.plugin_names():
        return said
    return f"{said}{'' if said.endswith('?') else '.'} articlefix rules lists all; those of a plugin need --enable"


def _print(lines: Iterator[str]) -> None:
    console.show("\n".join(visible(line) for line in lines))


def _pass_lines(pass_: Pass) -> Iterator[str]:
    yield f"{pass_.name}: a pass of the stage {pass_.stage.name.lower()}, {pass_.origin or 'built in'}"
    yield f"May touch: {touches(pass_.contract)}"
    if said := about(pass_):
        yield ""
        yield said
    yield ""
    yield "Rules:"
    width = max(len(rule.name) for rule in pass_.rules)
    for rule in pass_.rules:
        yield f"  {rule.name.ljust(width)}  {rule.message}"
    yield ""
    yield f"articlefix explain {pass_.rules[0].name} shows what a rule repairs and what it leaves alone."


def _rule_lines(pass_: Pass, rule: Rule) -> Iterator[str]:
    yield f"{rule.name}: a rule of the pass {pass_.name}, {pass_.origin or 'built in'}"
    yield f"May touch: {touches(pass_.contract)}"
    yield ""
    yield rule.message
    if rule.options:
        options = " ".join(f"--{name.replace('_', '-')} {value}" for name, value in rule.options)
        yield f"The examples are those of {options}."
    yield from _example_lines(rule)
    yield ""
    if pass_.name in registry.ON_REQUEST:
        yield f'Off by default: switch it on with --enable {pass_.name}, or with enable = ["{pass_.name}"].'
        return
    yield f'Switch it off with --ignore {rule.name}, or in the configuration with ignore = ["{rule.name}"].'


def _example_lines(rule: Rule) -> Iterator[str]:
    examples = (
        ("Reports:" if rule.after is None else "Repairs:", rule.before),
        ("Into:", rule.after or ""),
        ("Leaves alone:", rule.untouched),
    )
    for heading, text in examples:
        if text:
            yield ""
            yield heading
            yield from (f"  {line}".rstrip() for line in revealed(text, one_line=False).split("\n"))
    if rule.after == "":
        yield ""
        yield "Into nothing: it is removed."


def about(pass_: Pass) -> str:
    """Return what the module of a pass says of itself: the one that holds the pass, or else its function.

    A pass made by `Pass.of_rules` has no function of its own, and a plugin may make its pass in a function.
    """
    holder = next((module for module in tuple(sys.modules.values()) if _holds(module, pass_)), None)
    function = getattr(pass_.find, "func", pass_.find)
    module = holder or sys.modules.get(getattr(function, "__module__", ""))
    return (module.__doc__ or "").strip() if module else ""


def _holds(module: ModuleType, pass_: Pass) -> bool:
    values = tuple(getattr(module, "__dict__", {}).values())
    return any(type(value) is type(pass_) and value.name == pass_.name for value in values)
