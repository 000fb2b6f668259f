"""Living with a folder that has many problems: counted, left out, known, or looked at where lines have changed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from command_line import Run

BAD = "Two  words , and the the end.\n"
CONCISE = ("check", "--isolated", "--language=en", "--output-format=concise")
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bad.txt").write_text(BAD, encoding="utf-8")
    (tmp_path / "good.txt").write_text("Nothing here needs repair.\n", encoding="utf-8")
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "one.md").write_text("On the hill , a house.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def places(out: bytes) -> list[str]:
    return [line.split(" ")[0] for line in out.decode().splitlines()]


# Counted


def test_statistics_count_by_rule_and_list_no_place(folder: Path, run: Run) -> None:
    code, out, err = run(*CONCISE, "--statistics", ".")
    assert code == 1
    assert [line.split() for line in out.decode().splitlines()] == [
        ["Problems", "Repairable", "Rule", "Pass"],
        ["2", "2", "space-before-comma", "spacing"],
        ["1", "0", "repeated-word", "gaps"],
        ["1", "1", "run-of-spaces", "whitespace"],
    ]
    assert err == "4 problems in 3 files, 3 of them repairable with --fix\n"
    assert run(*CONCISE, "-q", "--statistics", "good.txt") == (0, b"", "")
    assert folder


# Left out


@pytest.mark.parametrize(
    ("patterns", "left"),
    [
        (["drafts/"], ["./bad.txt"]),
        (["*.txt"], ["./drafts/one.md"]),
        (["/bad.txt", "drafts/*"], []),
        (["*", "!bad.txt"], ["./bad.txt"]),
        (["nothing"], ["./bad.txt", "./drafts/one.md"]),
    ],
)
def test_exclude_leaves_out_files_and_folders(folder: Path, run: Run, patterns: list[str], left: list[str]) -> None:
    options = [f"--exclude={pattern}" for pattern in patterns]
    out = run(*CONCISE, "-q", *options, ".").out
    assert list(dict.fromkeys(place.partition(":")[0] for place in places(out))) == left
    assert folder


def test_exclude_holds_for_named_files_and_every_command(folder: Path, run: Run) -> None:
    assert run(*CONCISE, "-q", "--exclude=bad.*", "bad.txt", "good.txt").code == 0
    assert run("clean", "-i", "--exclude=bad.txt", ".").code == 0
    assert (folder / "bad.txt").read_text(encoding="utf-8") == BAD


# Known


def test_a_baseline_is_made_then_keeps_silent_and_shrinks(folder: Path, run: Run) -> None:
    command = (*CONCISE, "--baseline=known.json", ".")
    # What is in it has been found: a build whose baseline is missing does not pass.
    assert run(*command) == (1, b"", "0 problems in 3 files\nknown.json: made, with 4 problems\n")
    made = (folder / "known.json").read_bytes()
    assert run(*command) == (0, b"", "0 problems in 3 files, 4 known\n")
    (folder / "good.txt").write_text("Not any more , alas.\n", encoding="utf-8")
    code, out, err = run(*command)
    assert (code, places(out)) == (1, ["./good.txt:1:13"])
    assert err == "1 problem in 3 files, 1 of them repairable with --fix, 4 known\n"
    assert (folder / "known.json").read_bytes() == made
    (folder / "good.txt").write_text("Nothing.\n", encoding="utf-8")
    (folder / "bad.txt").write_text(BAD.replace(" ,", ","), encoding="utf-8")
    assert run(*command) == (0, b"", "0 problems in 3 files, 3 known\nknown.json: 1 fewer, 3 left\n")
    (folder / "drafts" / "one.md").unlink()
    assert run(*command).err.endswith("known.json: 1 fewer, 2 left\n")


def test_a_baseline_keeps_what_was_not_looked_at(folder: Path, run: Run) -> None:
    run(*CONCISE, "--baseline=known.json", ".")
    made = (folder / "known.json").read_bytes()
    for options in (
        ["good.txt"],
        ["--select=gaps", "."],
        ["--ignore=run-of-spaces", "."],
        ["--exclude=*.txt", "."],
    ):
        assert run(*CONCISE, "--baseline=known.json", *options).code == 0
        assert (folder / "known.json").read_bytes() == made


def test_a_baseline_is_the_same_from_any_folder(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*CONCISE, "--baseline=known.json", ".")
    monkeypatch.chdir(folder / "drafts")
    assert run(*CONCISE, "-q", "--baseline=../known.json", "..") == (0, b"", "")
    assert run(*CONCISE, "-q", "--baseline", folder / "known.json", folder / "bad.txt") == (0, b"", "")


def test_what_is_known_is_in_no_document(folder: Path, run: Run) -> None:
    run(*CONCISE, "--baseline=known.json", "bad.txt")
    out = run(*CONCISE, "-q", "--baseline=known.json", "--output-format=json", ".").out
    assert [problem["path"] for problem in json.loads(out)["problems"]] == ["./drafts/one.md"]
    assert folder


def test_another_file_is_not_taken_for_a_baseline(folder: Path, run: Run) -> None:
    code, out, err = run(*CONCISE, "--baseline=bad.txt", ".")
    assert (code, out) == (2, b"")
    assert "bad.txt: is no baseline that articlefix wrote" in err
    assert (folder / "bad.txt").read_text(encoding="utf-8") == BAD


# Changed


@pytest.fixture
def repository(folder: Path) -> Path:
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Begin")):
        subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)
    return folder


@needs_git
def test_only_lines_that_have_changed_are_looked_at(repository: Path, run: Run) -> None:
    changed = (*CONCISE, "-q", "--changed-since=HEAD", ".")
    assert run(*changed) == (0, b"", "")
    path = repository / "bad.txt"
    path.write_text(f"One.\n{BAD}Good.\nA hill , a house.\n", encoding="utf-8")
    (repository / "new, “file”.txt").write_text("It was all new to her , and dark.\n", encoding="utf-8")
    code, out, _ = run(*changed)
    assert (code, places(out)) == (1, ["./bad.txt:4:7", "./new,"])
    subprocess.run([*GIT, "add", "-A"], cwd=repository, check=True)
    assert places(run(*changed).out) == ["./bad.txt:4:7", "./new,"]
    subprocess.run([*GIT, "commit", "-q", "-m", "Go on"], cwd=repository, check=True)
    assert run(*changed) == (0, b"", "")
    assert places(run(*CONCISE, "-q", "--changed-since=HEAD~1", "bad.txt").out) == ["bad.txt:4:7"]


@needs_git
def test_what_another_branch_has_got_since_is_not_looked_at(repository: Path, run: Run) -> None:
    for arguments in (("checkout", "-q", "-b", "other"), ("mv", "good.txt", "moved.txt")):
        subprocess.run([*GIT, *arguments], cwd=repository, check=True)
    (repository / "bad.txt").write_text("Nothing.\n", encoding="utf-8")
    subprocess.run([*GIT, "commit", "-q", "-a", "-m", "Mend"], cwd=repository, check=True)
    subprocess.run([*GIT, "checkout", "-q", "-"], cwd=repository, check=True)
    assert run(*CONCISE, "-q", "--changed-since=other", ".") == (0, b"", "")


@needs_git
def test_a_text_that_git_takes_for_binary_is_looked_at_whole(repository: Path, run: Run) -> None:
    path = repository / "wide.txt"
    path.write_bytes(("\ufeff" + BAD).encode("utf-16-le"))
    subprocess.run([*GIT, "add", "-A"], cwd=repository, check=True)
    subprocess.run([*GIT, "commit", "-q", "-m", "Wide"], cwd=repository, check=True)
    path.write_bytes(("\ufeff" + BAD + "One.\n").encode("utf-16-le"))
    assert len(places(run(*CONCISE, "-q", "--changed-since=HEAD", ".").out)) == 3


@needs_git
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--changed-since=nope", "."], "git knows no revision 'nope'"),
        (["--changed-since=--output=x", "."], "git knows no revision '--output=x'"),
        (["--changed-since=HEAD", "-"], "--changed-since needs files"),
        (
            ["--changed-since=HEAD", "--fix", "."],
            "--fix repairs all of a file, and --changed-since looks at a part",
        ),
        (["--baseline=x.json", "--fix", "."], "--fix repairs all of a file, and --baseline looks at a part"),
        (["--baseline=drafts", "."], "--baseline drafts is a folder: name a file"),
        (["--statistics", "--output-format=json", "."], "--statistics prints a table, and json is another form"),
    ],
)
def test_misuse_is_told(repository: Path, run: Run, options: list[str], message: str) -> None:
    code, out, err = run(*CONCISE, *options)
    assert (code, out) == (2, b"")
    assert message in err
    assert not (repository / "x").exists()
    assert not (repository / "x.json").exists()


@needs_git
def test_where_there_is_no_repository_it_is_told(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    code, _, err = run(*CONCISE, "--changed-since=HEAD", ".")
    assert code == 2
    assert "git says: not a git repository" in err
    monkeypatch.setenv("PATH", str(folder))
    assert "git cannot be run: No such file" in run(*CONCISE, "--changed-since=HEAD", ".").err
