"""No pass without its tests, no rule without both kinds of case, no table without its rule."""

from pathlib import Path
from types import ModuleType

import pytest

from articlefix import registry
from articlefix.registry import BUILT_IN
from fixture_tables import cases, tables

RULES = {(pass_.name, rule.name) for pass_ in BUILT_IN for rule in pass_.rules}


MODULES = [
    name
    for name, value in vars(registry).items()
    if isinstance(value, ModuleType) and value.__name__.startswith("articlefix.passes.")
]


@pytest.mark.parametrize("module", MODULES)
def test_every_pass_has_its_tests(module: str) -> None:
    assert "(PassTests)" in Path(__file__).with_name(f"test_{module}.py").read_text(encoding="utf-8")


def test_every_rule_has_both_kinds_of_case() -> None:
    bad = {(case.pass_name, case.rule) for case in cases("repairs", "reports")}
    good = {(case.pass_name, case.rule) for case in cases("leaves")}
    assert RULES - bad == set()
    assert RULES - good == set()


def test_every_table_belongs_to_a_rule() -> None:
    assert tables() - RULES == set()
