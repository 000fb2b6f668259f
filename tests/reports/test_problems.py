"""What reports say of a problem: its place in the original, and nothing in it that a reader would obey."""

import json
import os
from email.message import Message
from pathlib import Path
from typing import Any

import pydantic_sarif.model  # type: ignore[import-untyped]
import pytest

from articlefix import Cleaner, Edit, Finding
from articlefix.reports import reference
from articlefix.reports.machine import as_github, as_json, uri
from articlefix.reports.problems import Excerpt, Known, Lines, Problem, carried, concise, known_rules, problems
from articlefix.reports.sarif import as_sarif
from articlefix.reports.terminal import excerpts

RULES = {"run-of-spaces": Known("Spaces.", ("whitespace",)), "repeated-word": Known("Twice.", ("gaps",))}
HOSTILE = "\x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]:\N{SMILE}:"


def listed(text: str, *items: Edit | Finding, path: str = "a.txt") -> list[Problem]:
    edits = [item for item in items if isinstance(item, Edit)]
    findings = [item for item in items if isinstance(item, Finding)]
    return problems(path, text, edits, findings, RULES)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("one", 3, (1, 4)),
        ("one\n", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("one\n\r\n\rtwo", 7, (4, 1)),
        ("\N{GRINNING FACE}\N{GRINNING FACE}x", 2, (1, 3)),
        ("e\u0301x", 2, (1, 3)),
        ("\t\tx", 2, (1, 3)),
        ("one\u2028two\ftwo", 9, (1, 10)),
    ],
)
def test_lines_and_columns_count_from_one_in_code_points(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Lines(text).place(offset) == place


def test_problems_are_sorted_by_place_and_tell_their_ends() -> None:
    text = "a\r\nb  c c\r\n"
    found = listed(text, Edit(5, 6, "", ("run-of-spaces",)), Finding(6, 9, "repeated-word", "“c” twice"))
    line = Excerpt(2, 1, 2, 7, "b  c c")
    assert found == [
        Problem("a.txt", 2, 3, 2, 4, 5, 6, "run-of-spaces", "whitespace", "Spaces.", "", (), None, " ", line),
        Problem("a.txt", 2, 4, 2, 7, 6, 9, "repeated-word", "gaps", "“c” twice", None, (), None, "c c", line),
    ]


def test_an_edit_of_several_rules_is_one_problem() -> None:
    (found,) = listed("a  b", Edit(1, 3, " ", ("run-of-spaces", "repeated-word")))
    assert (found.rule, found.also) == ("run-of-spaces", ("repeated-word",))
    assert found.message == "Spaces. Also repeated-word: Twice."


def test_a_line_that_goes_is_shown_where_it_stands() -> None:
    text = "It ends here.\n\nShare this\n\nIt goes on."
    (found,) = listed(text, Edit(13, 25, "", ("run-of-spaces",)))
    assert (found.line, found.column, found.end_line, found.end_column) == (3, 1, 3, 11)
    assert (found.start, found.end, found.begin) == (13, 25, (1, 14))
    assert excerpts([found], text, color=False).splitlines()[2] == "3 | Share this"
    # What repairs it by the report takes the line end above it as well.
    result = json.loads(as_sarif([found], RULES, successful=True))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 3
    deleted = result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"]
    assert (deleted["startLine"], deleted["startColumn"], deleted["endLine"]) == (1, 14, 3)


@pytest.mark.parametrize(
    ("edit", "place"),
    [(Edit(5, 7, "", ("run-of-spaces",)), (1, 6)), (Edit(5, 8, "\nB", ("run-of-spaces",)), (1, 6))],
)
def test_blank_lines_and_what_is_replaced_are_shown_where_the_edit_begins(
    edit: Edit, place: tuple[int, int]
) -> None:
    (found,) = listed("First\n\nb", edit)
    assert (found.line, found.column, found.begin) == (*place, None)


def test_a_section_that_goes_is_named_after_its_removal() -> None:
    text = (
        "The ferry left the harbour at noon, and nobody waved.\n\nShare this â€œarticleâ€\x9d:  Facebook  Twitter\n"
    )
    cleaner = Cleaner()
    result = cleaner.clean(text)
    assert result.text == "The ferry left the harbour at noon, and nobody waved.\n"
    (found,) = problems("a.txt", text, result.edits, result.findings, known_rules(cleaner.passes))
    assert (found.rule, found.pass_name, found.line) == ("share-prompt", "boilerplate", 3)
    assert "utf-8-as-legacy" in found.also


def test_the_evidence_of_an_edit_ends_its_message() -> None:
    (found,) = listed("a  b", Edit(1, 3, " ", ("run-of-spaces",), "two of them"))
    assert found.message.endswith(". Evidence: two of them.")


def test_a_rule_of_two_passes_is_known_once() -> None:
    assert known_rules(Cleaner().passes)["missing-text"].passes == ("dropped-text", "gaps")


def test_findings_are_carried_over_repairs() -> None:
    finding = Finding(10, 13, "repeated-word", "")
    removed, inserted = Edit(0, 4, "", ()), Edit(5, 5, "xy", ())
    assert carried([finding], [removed, inserted], "0123456789abcdef") == [finding._replace(start=8, end=11)]
    assert carried([Finding(1, 3, "repeated-word", "")], [removed], "0123456789") == []
    assert carried([Finding(6, 6, "repeated-word", "")], [removed], "0123456789")[0].start == 2


def test_a_concise_line_is_one_line_and_inert() -> None:
    (found,) = listed("a b", Finding(0, 1, "repeated-word", f"{HOSTILE}\nb.txt:1:1 x"), path="a\nb\x1b.txt")
    line = concise(found)
    assert line.startswith(r"a\nb\x1b.txt:1:1 repeated-word \x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]")
    assert line.isprintable()


@pytest.mark.parametrize("color", [False, True])
def test_an_excerpt_shows_what_cannot_be_seen_and_obeys_nothing(color: bool) -> None:  # noqa: FBT001 - a table's
    text = f"{HOSTILE} one\u00a0 two\t \r\n"
    found = listed(
        text,
        Edit(text.index("\u00a0"), text.index("\u00a0") + 2, " ", ("run-of-spaces",)),
        Edit(text.index("\t"), len(text) - 2, "", ("run-of-spaces",)),
        Finding(0, 3, "repeated-word", HOSTILE),
    )
    shown = excerpts(found, text, color=color)
    assert r"\x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]" in shown
    assert r"replace `\xa0 ` by ` `" in shown
    assert r"remove `\t `" in shown
    own = ("\x1b[0m", "\x1b[1m", "\x1b[34m", "\x1b[32m", "\x1b[1;31m")
    for style in own:
        shown = shown.replace(style, "")
    assert all(line.replace("\u00a0", " ").isprintable() for line in shown.split("\n"))
    assert color or excerpts(found, text, color=color) == shown


def test_an_excerpt_marks_the_span_beneath_wide_and_escaped_characters() -> None:
    text = "値段\u202e b  c\n"
    shown = excerpts(listed(text, Edit(5, 7, " ", ("run-of-spaces",))), text, color=False)
    assert shown.split("\n") == [
        "a.txt:1:6 run-of-spaces Spaces.",
        "  |",
        r"1 | 値段\u202e b  c",
        "  |             ^^",
        "  = replace `  ` by ` `",
        "",
        "",
    ]


def test_an_excerpt_of_a_long_passage_is_short() -> None:
    text = "x" * 500 + "  " + "y" * 500 + "\n" + "removed\n" * 50
    found = listed(text, Edit(500, 502, " ", ("run-of-spaces",)), Edit(1003, len(text), "", ("run-of-spaces",)))
    shown = excerpts(found, text, color=False).split("\n")
    assert max(map(len, shown)) < 200
    assert shown[2].startswith("1 | …xxx")
    assert shown[2].endswith("yyy…")
    assert "and 47 more lines" in "".join(shown)
    assert len(shown) < 20


def test_a_span_that_ends_where_a_line_begins_is_shown_without_that_line() -> None:
    text = "one\r\n\r\n\r\ntwo\r\n"
    shown = excerpts(listed(text, Edit(5, 9, "", ("run-of-spaces",))), text, color=False)
    assert "two" not in shown
    assert r"2 | \r\n" in shown


def test_an_excerpt_of_an_insertion_marks_the_place() -> None:
    shown = excerpts(listed("ab", Edit(2, 2, "\n", ("run-of-spaces",))), "ab", color=False)
    assert shown.split("\n")[2:5] == ["1 | ab", "  |   ^", r"  = insert `\n`"]


# Documents for programs


def test_json_has_the_documented_fields() -> None:
    text = "a\r\nb  c c\n"
    found = listed(
        text,
        Edit(4, 6, " ", ("run-of-spaces", "repeated-word")),
        Finding(6, 9, "repeated-word", "“c” twice"),
    )
    assert json.loads(as_json(found)) == {
        "version": 1,
        "problems": [
            {
                "path": "a.txt",
                "line": 2,
                "column": 2,
                "end_line": 2,
                "end_column": 4,
                "start": 4,
                "end": 6,
                "rule": "run-of-spaces",
                "also": ["repeated-word"],
                "pass": "whitespace",
                "message": "Spaces. Also repeated-word: Twice.",
                "replacement": " ",
            },
            {
                "path": "a.txt",
                "line": 2,
                "column": 4,
                "end_line": 2,
                "end_column": 7,
                "start": 6,
                "end": 9,
                "rule": "repeated-word",
                "also": [],
                "pass": "gaps",
                "message": "“c” twice",
                "replacement": None,
            },
        ],
    }
    assert json.loads(as_json([])) == {"version": 1, "problems": []}


def test_the_fields_of_json_are_described() -> None:
    described = (Path(__file__).parents[2] / "docs" / "check-json.md").read_text(encoding="utf-8")
    (problem,) = json.loads(as_json(listed("a", Finding(0, 1, "repeated-word", ""))))["problems"]
    assert [line.split("`")[1] for line in described.splitlines() if line.startswith("| `")] == list(problem)


def test_documents_are_inert_and_exact() -> None:
    hostile = f"{HOSTILE}\x7f\u2028\n值"
    (found,) = listed("a b", Edit(0, 1, hostile, ("run-of-spaces",)), path=hostile)
    for document in (as_json([found]), as_sarif([found], RULES, successful=True)):
        assert document.isascii()
        assert document.replace("\n", "").isprintable()
    (problem,) = json.loads(as_json([found]))["problems"]
    assert (problem["path"], problem["replacement"]) == (hostile, hostile)


def sarif(*found: Problem, successful: bool = True) -> dict[str, Any]:
    """Return the one run of a log that the official schema, as generated models hold it, accepts."""
    document = as_sarif(found, known_rules(Cleaner().passes), successful=successful)
    pydantic_sarif.model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate_json(document)
    log = json.loads(document)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_the_models_of_sarif_refuse_what_the_schema_does_not_have() -> None:
    log = json.loads(as_sarif([], {}, successful=True))
    log["runs"][0]["unknown"] = 1
    with pytest.raises(ValueError, match="unknown"):
        pydantic_sarif.model.StaticAnalysisResultsFormatSarifVersion210JsonSchema.model_validate(log)


def test_sarif_is_valid_and_has_place_and_repair() -> None:
    text = "a\nb  c c\n"
    run = sarif(
        *listed(
            text,
            Edit(4, 5, "", ("run-of-spaces",)),
            Edit(8, 9, ".\n", ("run-of-spaces",)),
            Finding(5, 8, "repeated-word", "[c](https://example.org) {0} \\"),
            path="posts/a b#1.md",
        )
    )
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["invocations"] == [{"executionSuccessful": True}]
    removal, finding, change = run["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in (removal, finding, change)] == [
        "run-of-spaces",
        "repeated-word",
        "run-of-spaces",
    ]
    region = {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 4}
    artifact = {"uri": "posts/a%20b%231.md"}
    around = {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 7, "snippet": {"text": "b  c c"}}
    assert removal["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": artifact,
                "region": {**region, "snippet": {"text": " "}},
                "contextRegion": around,
            }
        }
    ]
    assert removal["fixes"] == [
        {"artifactChanges": [{"artifactLocation": artifact, "replacements": [{"deletedRegion": region}]}]}
    ]
    (changes,) = change["fixes"][0]["artifactChanges"]
    assert changes["replacements"][0]["insertedContent"] == {"text": ".\n"}
    assert "fixes" not in finding
    assert finding["message"]["text"] == r"\[c\](https://example.org) {{0}} \\"


def test_sarif_lists_each_rule_once() -> None:
    run = sarif(successful=False)
    rules = run["tool"]["driver"]["rules"]
    names = [rule["id"] for rule in rules]
    assert len(names) == len(set(names))
    assert set(names) == {rule.name for pass_ in Cleaner().passes for rule in pass_.rules}
    (shared,) = [rule for rule in rules if rule["id"] == "missing-text"]
    passes = ["dropped-text", "gaps"]
    assert shared["properties"] == {"passes": passes, "tags": passes}
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["results"] == []


def test_sarif_tells_of_each_rule_and_links_to_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articlefix.reports.sarif.address", {}.get)
    (comma,) = [rule for rule in sarif()["tool"]["driver"]["rules"] if rule["id"] == "space-before-comma"]
    assert comma["name"] == "SpaceBeforeComma"
    assert comma["shortDescription"]["text"] == "A space stands before a comma."
    assert "articlefix explain space-before-comma" in comma["fullDescription"]["text"]
    assert "- On the hill , a house.\n+ On the hill, a house." in comma["help"]["markdown"]
    assert "helpUri" not in comma
    published = {"Rules": "https://example.org/rules.md", "Homepage": "https://example.org/"}
    monkeypatch.setattr("articlefix.reports.sarif.address", published.get)
    driver = sarif()["tool"]["driver"]
    assert driver["informationUri"] == "https://example.org/"
    assert {rule["helpUri"] for rule in driver["rules"]} == {
        f"https://example.org/rules.md#{rule['id']}" for rule in driver["rules"]
    }


def test_an_address_is_that_of_the_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = Message()
    entries["Project-URL"] = "Homepage, https://example.org/"
    monkeypatch.setattr("importlib.metadata.metadata", lambda _name: entries)
    reference.address.cache_clear()
    try:
        assert reference.address("Homepage") == "https://example.org/"
        assert reference.address("Rules") is None
    finally:
        reference.address.cache_clear()


def test_what_stands_around_is_short_however_long_the_line() -> None:
    text = "a" * 10_000 + "  " + "b" * 10_000 + "\r\nNext."
    (found,) = listed(text, Edit(10_001, 10_002, "", ("run-of-spaces",)))
    assert found.around == Excerpt(1, 9_942, 1, 10_063, "a" * 59 + "  " + "b" * 60)
    (found,) = listed(text, Edit(20_001, 20_004, "", ("run-of-spaces",)))
    assert found.around is not None
    assert (found.around.text, found.around.end_line) == ("b" * 61 + "\r\nNext.", 2)


def test_a_uri_is_relative_where_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert uri("./a.md") == uri(str(inner / "a.md")) == "a.md"
    assert uri("c:d/é\n%41.md") == "c%3Ad/%C3%A9%0A%2541.md"
    assert uri(os.fsdecode(b"\xff.md")) == "%FF.md"
    assert uri("../a b.md") == (tmp_path / "a b.md").as_uri()


def test_no_text_forges_an_annotation() -> None:
    hostile = "x\n::error file=b.txt::forged\r\n::set-output name=a::b%0A,line=9"
    (found,) = listed("a b", Finding(0, 1, "repeated-word", hostile), path=f"a,b:{hostile}%.txt")
    line = as_github(found)
    assert line.isprintable()
    assert line.startswith("::warning title=articlefix (repeated-word),file=a%2Cb%3Ax\\n%3A%3Aerror file=b.txt")
    head, message = line.removeprefix("::").split("::", 1)
    assert head.endswith("%250A%2Cline=9%25.txt,line=1,endLine=1,col=1,endColumn=2")
    assert message == "x\\n::error file=b.txt::forged\\r\\n::set-output name=a::b%250A,line=9"


def test_an_annotation_over_lines_has_no_columns() -> None:
    (found,) = listed("a\n\n\nb", Edit(2, 4, "", ("run-of-spaces",)), path="./posts/a.md")
    assert (
        as_github(found) == "::warning title=articlefix (run-of-spaces),file=posts/a.md,line=2,endLine=4::Spaces."
    )
