"""What a check found as SARIF, which code scanning, editors and archives of builds read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articlefix import __version__
from articlefix.reports import visible
from articlefix.reports.machine import document, uri
from articlefix.reports.problems import Known, Problem
from articlefix.reports.reference import address, described

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ESCAPES = str.maketrans({"\\": r"\\", "[": r"\[", "]": r"\]", "{": "{{", "}": "}}"})


def as_sarif(problems: Iterable[Problem], rules: Mapping[str, Known], *, successful: bool) -> str:
    """Return a log of the Static Analysis Results Interchange Format, version 2.1.0.

    `rules` are all that were looked for; `successful` tells whether every input could be checked.
    """
    index = {name: number for number, name in enumerate(rules)}
    driver: dict[str, object] = {
        "name": "articlefix",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(name, rule) for name, rule in rules.items()],
    }
    if home := address("Homepage"):
        driver["informationUri"] = home
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": successful}],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(problem, index) for problem in problems],
    }
    return document({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(name: str, known: Known) -> dict[str, object]:
    """Tell of a rule; its page is linked to where the project has published one."""
    told: dict[str, object] = {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": known.message},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"passes": known.passes, "tags": known.passes},
    }
    if known.rule is not None:
        more = "\n".join(described(known.rule))
        told["fullDescription"] = {"text": f"{known.message} articlefix explain {name} shows examples."}
        told["help"] = {"text": more, "markdown": more}
    if page := address("Rules"):
        told["helpUri"] = f"{page}#{name}"
    return told


def _result(problem: Problem, index: Mapping[str, int]) -> dict[str, object]:
    region = _region(problem.line, problem.column, problem.end_line, problem.end_column)
    artifact = {"uri": uri(problem.path)}
    physical: dict[str, object] = {"artifactLocation": artifact, "region": region}
    if problem.found:
        physical["region"] = {**region, "snippet": {"text": problem.found}}
    if (around := problem.around) is not None:
        place = _region(around.line, around.column, around.end_line, around.end_column)
        physical["contextRegion"] = {**place, "snippet": {"text": around.text}}
    result: dict[str, object] = {
        "ruleId": problem.rule,
        "ruleIndex": index[problem.rule],
        "level": "warning",
        # Brackets would make a link, and braces a placeholder, of what stands in an article.
        "message": {"text": visible(problem.message).translate(_ESCAPES)},
        "locations": [{"physicalLocation": physical}],
    }
    if problem.replacement is not None:
        line, column = problem.begin or (problem.line, problem.column)
        replacement: dict[str, object] = {"deletedRegion": {**region, "startLine": line, "startColumn": column}}
        if problem.replacement:
            replacement["insertedContent"] = {"text": problem.replacement}
        result["fixes"] = [{"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}]
    return result


def _region(line: int, column: int, end_line: int, end_column: int) -> dict[str, object]:
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
