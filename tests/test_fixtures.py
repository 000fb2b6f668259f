"""Every rule repairs or reports its examples and leaves its look-alikes alone."""

import pytest

from articlefix import Cleaner, Rule
from articlefix.registry import built_in
from fixture_tables import Case, cases, given, tables

RULES = {(pass_.name, rule.name): rule for pass_ in built_in() for rule in pass_.rules}


@pytest.mark.parametrize("case", cases("repairs"), ids=str)
def test_repairs(case: Case) -> None:
    result = Cleaner(only=[case.pass_name], **case.options).clean(case.table["before"])
    assert result.text == case.table["after"]
    assert case.rule in {rule for edit in result.edits for rule in edit.rules}


@pytest.mark.parametrize("case", cases("reports"), ids=str)
def test_reports(case: Case) -> None:
    text = case.table["text"]
    result = Cleaner(only=[case.pass_name], **case.options).clean(text)
    found = [finding for finding in result.findings if finding.rule == case.rule]
    assert [text[finding.start : finding.end] for finding in found] == [case.table["at"]]


@pytest.mark.parametrize("case", cases("leaves"), ids=str)
def test_leaves(case: Case) -> None:
    result = Cleaner(only=[case.pass_name], **case.options).clean(case.table["text"])
    assert result.text == case.table["text"]
    assert not [finding for finding in result.findings if finding.rule == case.rule]


@pytest.mark.parametrize("case", [*cases("repairs"), *cases("leaves")], ids=str)
def test_whole_chain_agrees(case: Case) -> None:
    """What one pass is told to leave, or gives, no other pass takes apart, unless the case says so."""
    if case.table.get("alone"):
        pytest.skip(case.table["alone"])
    text = case.table["text"] if case.kind == "leaves" else case.table["after"]
    assert Cleaner(**case.options).clean(text).text == text


def test_every_rule_has_both_kinds_of_case() -> None:
    bad = {(case.pass_name, case.rule) for case in cases("repairs", "reports")}
    good = {(case.pass_name, case.rule) for case in cases("leaves")}
    assert set(RULES) - bad == set()
    assert set(RULES) - good == set()


def test_every_table_belongs_to_a_rule() -> None:
    assert tables() - set(RULES) == set()


@pytest.mark.parametrize("key", sorted(RULES), ids="/".join)
def test_the_examples_that_explain_shows_are_true(key: tuple[str, str]) -> None:
    pass_name, rule = key[0], RULES[key]
    cleaner = Cleaner(only=[pass_name], **{"language": "en", **given(dict(rule.options))})
    result = cleaner.clean(rule.before)
    names = {name for edit in result.edits for name in edit.rules} | {found.rule for found in result.findings}
    assert rule.name in names
    assert result.text == (rule.before if rule.after is None else rule.after)
    untouched = cleaner.clean(rule.untouched)
    assert (untouched.text, untouched.findings) == (rule.untouched, ())
    assert _is_sentence(rule)


def _is_sentence(rule: Rule) -> bool:
    return rule.message[:1].isupper() and rule.message.endswith(".")
