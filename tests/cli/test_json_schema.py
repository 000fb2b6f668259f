"""The JSON of `check` is what its published schema says, on all that the damaged fixture articles hold."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from articlefix import Cleaner
from command_line import Run

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
PROBLEM = SCHEMA["$defs"]["problem"]


def errors(document: Any) -> list[str]:  # noqa: ANN401 - any JSON
    """Return what is wrong with a document."""
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)]


def test_the_schema_is_a_schema_that_names_every_field_and_is_linked() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert PROBLEM["required"] == list(PROBLEM["properties"])
    assert "(check.schema.json)" in (ROOT / "docs" / "check-json.md").read_text(encoding="utf-8")


def test_what_check_prints_on_the_fixtures_is_valid(tmp_path: Path, run: Run) -> None:
    for article in sorted((ROOT / "fixtures" / "articles").glob("*/raw.*")):
        shutil.copy(article, tmp_path / f"{article.parent.name}{article.suffix}")
    outcome = run("check", "--isolated", "--output-format", "json", str(tmp_path))
    document = json.loads(outcome.out)
    assert outcome.code == 1
    assert errors(document) == []
    problems = document["problems"]
    assert len(problems) > 50
    assert all(set(problem) == set(PROBLEM["properties"]) for problem in problems)
    assert {type(problem["replacement"]) for problem in problems} == {str, type(None)}
    assert any(problem["also"] for problem in problems)


def test_nothing_found_is_valid(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("All is well here.\n", encoding="utf-8")
    assert errors(json.loads(run("check", "--isolated", "--output-format=json", str(tmp_path)).out)) == []


def test_the_name_of_every_rule_is_valid() -> None:
    rules = {rule.name for pass_ in Cleaner().available for rule in pass_.rules}
    validator = Draft202012Validator(SCHEMA["$defs"]["rule"])
    assert [name for name in rules if not validator.is_valid(name)] == []


@pytest.mark.parametrize(
    ("field", "value"),
    [("line", 0), ("start", -1), ("rule", "No Rule"), ("replacement", 3), ("also", "a"), ("path", None)],
)
def test_a_field_of_another_kind_is_not_valid(field: str, value: object) -> None:
    problem = {
        "path": "a.md", "line": 1, "column": 2, "end_line": 1, "end_column": 3, "start": 1, "end": 2,
        "rule": "repeated-word", "also": [], "pass": "gaps", "message": "", "replacement": None,
    }  # fmt: skip
    assert errors({"version": 1, "problems": [problem]}) == []
    assert len(errors({"version": 1, "problems": [problem | {field: value}]})) == 1
    del problem[field]
    assert len(errors({"version": 1, "problems": [problem]})) == 1
