"""What every built-in pass is held to: its fixture tables, the examples of its rules, and the promises.

A file of tests/passes makes a class of it for its pass, and adds what tables cannot say.
"""

from collections.abc import Sequence
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articlefix import Cleaner, Pass, Rule
from articlefix.testing import check_pass
from fixture_tables import Case, cases, found
from fixture_tables import given as given_options
from texts import FORMATS, LANGUAGES, WITH_OWN_SPACING, folded, moderate


class PassTests:
    """The tests of one pass; `tests/passes/conftest.py` calls each with what `parameters` has for it."""

    PASS: ClassVar[Pass]

    @classmethod
    def parameters(cls) -> dict[str, Sequence[object]]:
        """Return the cases of this pass: its tables, its rules, and the texts that once broke a promise."""
        name = cls.PASS.name
        return {
            "repair": cases("repairs", of=name),
            "report": cases("reports", of=name),
            "look_alike": cases("leaves", of=name),
            "case": cases("repairs", "leaves", of=name),
            "rule": cls.PASS.rules,
            "once": [case for case in found("pass") if case["name"] == name],
        }

    def test_repairs(self, repair: Case) -> None:
        result = Cleaner(only=[repair.pass_name], **repair.options).clean(repair.table["before"])
        assert result.text == repair.table["after"]
        assert repair.rule in {rule for edit in result.edits for rule in edit.rules}

    def test_reports(self, report: Case) -> None:
        text = report.table["text"]
        result = Cleaner(only=[report.pass_name], **report.options).clean(text)
        places = [finding for finding in result.findings if finding.rule == report.rule]
        assert [text[finding.start : finding.end] for finding in places] == [report.table["at"]]

    def test_leaves(self, look_alike: Case) -> None:
        result = Cleaner(only=[look_alike.pass_name], **look_alike.options).clean(look_alike.table["text"])
        assert result.text == look_alike.table["text"]
        assert not [finding for finding in result.findings if finding.rule == look_alike.rule]

    def test_the_whole_chain_agrees(self, case: Case) -> None:
        """What one pass is told to leave, or gives, no other pass takes apart, unless the case says so."""
        if case.table.get("alone"):
            pytest.skip(case.table["alone"])
        text = case.table["text"] if case.kind == "leaves" else case.table["after"]
        assert Cleaner(**case.options).clean(text).text == text

    def test_the_examples_that_explain_shows_are_true(self, rule: Rule) -> None:
        cleaner = Cleaner(only=[self.PASS.name], **{"language": "en", **given_options(dict(rule.options))})
        result = cleaner.clean(rule.before)
        names = {name for edit in result.edits for name in edit.rules} | {item.rule for item in result.findings}
        assert rule.name in names
        assert result.text == (rule.before if rule.after is None else rule.after)
        untouched = cleaner.clean(rule.untouched)
        assert (untouched.text, untouched.findings) == (rule.untouched, ())
        assert rule.message[:1].isupper()
        assert rule.message.endswith(".")

    def test_it_keeps_its_promises_where_it_once_did_not(self, once: dict[str, str]) -> None:
        check_pass(self.PASS, [once["text"]], language=once["language"])

    @given(text=folded, language=st.sampled_from(LANGUAGES + WITH_OWN_SPACING), form=st.sampled_from(FORMATS))
    @settings(moderate, suppress_health_check=[*moderate.suppress_health_check, HealthCheck.differing_executors])
    def test_it_keeps_its_promises(self, text: str, language: str, form: str) -> None:
        check_pass(self.PASS, [text], language=language, format="markdown" if form == "markdown" else "text")
