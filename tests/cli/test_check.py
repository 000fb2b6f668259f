"""`check`: what it lists, where, under which exit code; and what `--fix` leaves."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from articlefix import Cleaner, Result, UnstableError
from command_line import COMMAND, Outcome, Run

BAD = "Two  words , and the the end.\n"
LINES = [
    "bad.txt:1:5 run-of-spaces Two or more spaces stand between two words.",
    "bad.txt:1:11 space-before-comma A space stands before a comma.",
    "bad.txt:1:18 repeated-word “the” stands twice",
]
CONCISE = ("check", "--isolated", "--language=en", "--output-format=concise", "-q")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with a text that has two repairs and a finding, and one that has nothing."""
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.txt").write_text("Nothing here needs repair.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(outcome: Outcome) -> list[str]:
    return outcome.out.decode().splitlines()


def places(outcome: Outcome) -> list[str]:
    return [line.split(" ")[0].partition(":")[2] for line in lines(outcome)]


# What is listed, and the exit code


def test_edits_and_findings_are_listed_by_place(folder: Path, run: Run) -> None:
    outcome = run(*CONCISE, "bad.txt", "good.txt")
    assert (outcome.code, outcome.err) == (1, "")
    assert lines(outcome) == LINES
    assert (folder / "bad.txt").read_text(encoding="utf-8") == BAD


def test_nothing_found_is_success(folder: Path, run: Run) -> None:
    assert run(*CONCISE, "good.txt") == (0, b"", "")
    outcome = run(*CONCISE[:-1], folder / "good.txt")
    assert outcome == (0, b"", "0 problems in 1 file\n")


def test_the_summary_says_what_can_be_repaired(folder: Path, run: Run) -> None:
    err = run(*CONCISE[:-1], ".").err
    assert err == "3 problems in 2 files, 2 of them repairable with --fix\n"
    assert folder


def test_exit_zero_does_not_hide_errors(folder: Path, run: Run) -> None:
    assert lines(run(*CONCISE, "--exit-zero", "bad.txt")) == LINES
    assert run(*CONCISE, "--exit-zero", "bad.txt").code == 0
    (folder / "latin.txt").write_bytes(b"caf\xe9\n")
    assert run(*CONCISE, "--exit-zero", ".").code == 2


def test_one_bad_file_does_not_stop_the_rest(folder: Path, run: Run) -> None:
    (folder / "a.txt").write_bytes(b"\0\1\2")
    outcome = run(*CONCISE, "missing.txt", "a.txt", "bad.txt")
    assert outcome.code == 2
    assert lines(outcome) == LINES
    assert [line[:30] for line in outcome.err.splitlines()] == [
        "articlefix: error: missing.txt",
        "articlefix: error: a.txt: is b",
    ]


def test_standard_input_has_the_name_and_format_that_it_is_given(folder: Path, run: Run) -> None:
    data = b"Two words , and ![a](b , c).\n"  # the target of a picture in Markdown, and nothing in plain text
    assert places(run(*CONCISE, stdin=data)) == ["1:10", "1:23"]
    outcome = run(*CONCISE, "--stdin-filename", "posts/new.md", "-", stdin=data)
    assert [line.split(" ")[0] for line in lines(outcome)] == ["posts/new.md:1:10"]
    assert lines(run(*CONCISE, stdin=data))[0].startswith("stdin:1:10 ")
    (folder / "articlefix.toml").write_text('ignore = ["space-before-comma"]\n', encoding="utf-8")
    assert run("check", "--output-format", "concise", "-q", stdin=data) == (0, b"", "")


# Places in the original


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"One.\r\nTwo  words.\r\nThree  words.\r\n", ["2:5", "3:7"]),
        (b"One.\nTwo  words.\r\nThree.\rFour  words.", ["2:5", "4:6"]),
        (b"\xef\xbb\xbfTwo  words.\n", ["1:5"]),
        ("\ufeffTwo  words.\n".encode("utf-16-le"), ["1:5"]),
        ("\N{GRINNING FACE}\N{GRINNING FACE} two  words.\n".encode(), ["1:8"]),
        ("Größe  now.\r\n".encode(), ["1:7"]),
        (b"One.\ttwo  words.\n", ["1:10"]),
        (b"The end. \r\n\r\nNext. ", ["1:9", "3:6"]),
        (b"One.\r\n\r\n\r\n\r\nTwo.\r\n", ["3:1"]),
    ],
)
def test_places_are_those_of_the_file(tmp_path: Path, run: Run, data: bytes, expected: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert places(run(*CONCISE, "--only=whitespace", path)) == expected


# Which rules


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--select=run-of-spaces"], LINES[:1]),
        (["--select=whitespace"], LINES[:1]),
        (["--select=gaps,space-before-comma"], LINES[1:]),
        (["--select=gaps", "--select=whitespace"], [LINES[0], LINES[2]]),
        (["--select=gaps", "--ignore=repeated-word"], []),
        (["--select=missing-text,trailing-space"], []),
        (["--select=whitespace", "--skip=whitespace"], []),
        (["--ignore=run-of-spaces,repeated-word"], LINES[1:2]),
        (["--only=spacing"], LINES[1:2]),
        (["--skip=spacing,gaps"], LINES[:1]),
    ],
)
def test_select_and_ignore_say_which_rules(folder: Path, run: Run, options: list[str], expected: list[str]) -> None:
    outcome = run(*CONCISE, *options, "bad.txt")
    assert (lines(outcome), outcome.err) == (expected, "")
    assert outcome.code == int(bool(expected))
    assert folder


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--select=run-of-space"],
            "'--select': there is no pass or rule 'run-of-space'; did you mean 'run-of-spaces'",
        ),
        (["--select=whitespaces"], "did you mean 'whitespace'"),
        (["--ignore=nope"], "'--ignore': there is no pass or rule 'nope'"),
        (["--output-format=xml"], "'xml' is not one of 'full', 'concise'"),
        (["--fix", "-"], "--fix needs files; standard input has none to replace"),
        (["-", "-"], "- stands for standard input, which can be read only once"),
        (["--config=missing.toml"], "missing.toml: cannot be read"),
        (["--isolated", "--config=missing.toml"], "give one of them"),
    ],
)
def test_misuse_is_told(folder: Path, run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run("check", *arguments, "bad.txt")
    assert (code, out) == (2, b"")
    assert message in err
    assert folder


# Full


def test_full_shows_the_text_and_its_repair(folder: Path, run: Run) -> None:
    outcome = run("check", "--isolated", "--language=en", "bad.txt")
    assert outcome.code == 1
    assert lines(outcome)[6:12] == [
        LINES[1],
        "  |",
        "1 | Two  words , and the the end.",
        "  |           ^",
        "  = remove ` `",
        "",
    ]
    assert folder


@pytest.mark.parametrize(
    ("options", "terminal", "colored"),
    [([], False, False), ([], True, True), (["--color=always"], False, True), (["--color=never"], True, False)],
)
def test_full_is_coloured_for_people(
    folder: Path,
    run: Run,
    options: list[str],
    terminal: bool,  # noqa: FBT001 - a column of the table
    colored: bool,  # noqa: FBT001 - likewise
) -> None:
    outcome = run("check", *options, "bad.txt", terminal=terminal)
    assert (b"\x1b[" in outcome.out) == colored
    assert folder


def test_a_name_that_is_hostile_is_shown(folder: Path, run: Run) -> None:
    name = "a\x1b[31m\nb.txt"
    (folder / name).write_text(BAD, encoding="utf-8")
    for options in ([], ["--output-format=concise"]):
        out = run("check", *options, name, terminal=True).out.decode()
        assert r"a\x1b[31m\nb.txt:1:5" in out
        assert name not in out


# For programs


def test_json_is_one_document_of_all_files(folder: Path, run: Run) -> None:
    (folder / "also.txt").write_bytes(b"\xef\xbb\xbfA  b.\r\n")
    outcome = run(*CONCISE, "--output-format=json", ".")
    problems = json.loads(outcome.out)["problems"]
    assert outcome.code == 1
    assert [(problem["path"], problem["start"], problem["end"]) for problem in problems] == [
        ("./also.txt", 2, 3),
        ("./bad.txt", 4, 5),
        ("./bad.txt", 10, 11),
        ("./bad.txt", 17, 24),
    ]
    assert [problem["replacement"] for problem in problems] == ["", "", "", None]


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_a_document_is_whole_whatever_is_found(folder: Path, run: Run, name: str) -> None:
    outcome = run(*CONCISE, f"--output-format={name}", "good.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out)
    outcome = run(*CONCISE, f"--output-format={name}", "missing.txt", "bad.txt")
    assert outcome.code == 2
    assert json.loads(outcome.out)
    assert folder


def test_sarif_names_the_files_and_the_rules_that_were_looked_for(folder: Path, run: Run) -> None:
    run_ = json.loads(run(*CONCISE, "--output-format=sarif", "--select=whitespace", "missing.txt", ".").out)[
        "runs"
    ][0]
    assert run_["invocations"] == [{"executionSuccessful": False}]
    assert {passes for rule in run_["tool"]["driver"]["rules"] for passes in rule["properties"]["passes"]} == {
        "whitespace"
    }
    (result,) = run_["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "bad.txt"}
    assert folder


def test_github_gives_annotations(folder: Path, run: Run) -> None:
    outcome = run(*CONCISE, "--output-format=github", ".")
    assert lines(outcome)[0] == (
        "::warning title=articlefix (run-of-spaces),file=bad.txt,line=1,endLine=1,col=5,endColumn=6"
        "::Two or more spaces stand between two words."
    )
    assert len(lines(outcome)) == 3
    assert folder


# Repairs


def test_fix_repairs_and_lists_the_rest_where_it_is_now(folder: Path, run: Run) -> None:
    outcome = run(*CONCISE[:-1], "--fix", ".")
    assert outcome.code == 1
    assert lines(outcome) == ["./bad.txt:1:16 repeated-word “the” stands twice"]
    assert outcome.err == "2 repaired, 1 problem in 2 files\n"
    assert (folder / "bad.txt").read_bytes() == b"Two words, and the the end.\n"


def test_fix_of_all_is_success_and_writes_nothing_more(folder: Path, run: Run) -> None:
    path = folder / "bad.txt"
    path.write_bytes(b"\xef\xbb\xbfTwo  words.\r\nThree.\r\n")
    assert run(*CONCISE, "--fix", path) == (0, b"", "")
    assert path.read_bytes() == b"\xef\xbb\xbfTwo words.\r\nThree.\r\n"
    before = path.stat()
    assert run(*CONCISE, "--fix", path) == (0, b"", "")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_fix_repairs_what_is_selected(folder: Path, run: Run) -> None:
    assert run(*CONCISE, "--fix", "--select=spacing", "bad.txt") == (0, b"", "")
    assert (folder / "bad.txt").read_bytes() == b"Two  words, and the the end.\n"


def test_fix_leaves_a_file_that_may_not_be_written(folder: Path, run: Run) -> None:
    (folder / "bad.txt").chmod(0o444)
    outcome = run(*CONCISE, "--fix", "bad.txt")
    assert (outcome.code, outcome.out) == (2, b"")
    assert "bad.txt: is read-only" in outcome.err
    assert (folder / "bad.txt").read_text(encoding="utf-8") == BAD


def test_fix_verifies_before_it_writes(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def verify(_self: Cleaner, _result: Result) -> None:
        raise UnstableError("quotes", "would change line 1 of the result again")

    monkeypatch.setattr(Cleaner, "verify", verify)
    outcome = run(*CONCISE, "--fix", "bad.txt")
    assert outcome.code == 2
    assert "pass 'quotes' would change line 1" in outcome.err
    assert (folder / "bad.txt").read_text(encoding="utf-8") == BAD
    assert run(*CONCISE, "--fix", "--no-verify", "bad.txt").code == 1
    assert (folder / "bad.txt").read_text(encoding="utf-8") != BAD


# The process


def test_a_closed_pipe_ends_quietly(folder: Path) -> None:
    (folder / "bad.txt").write_text(BAD * 2000, encoding="utf-8")
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, *CONCISE, folder / "bad.txt"], stdout=pipe, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(("name", "loaded"), [("full", "True"), ("concise", "False")])
def test_only_full_loads_rich(folder: Path, name: str, loaded: str) -> None:
    code = "import sys; from articlefix.cli import main; main(sys.argv[1:]); print('rich' in sys.modules)"
    arguments: list[str | Path] = [*CONCISE, f"--output-format={name}", "--exit-zero", folder / "bad.txt"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == loaded
