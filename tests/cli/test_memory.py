"""A text that is too much for the machine is told of, and the others are done."""

import gzip
import json
import resource
import subprocess
from pathlib import Path

import pytest

from articlefix import files
from command_line import COMMAND, Run
from corpora import ids

pytestmark = pytest.mark.slow


def run(*arguments: object, cwd: Path, memory: int) -> "subprocess.CompletedProcess[str]":
    """Run the command with so many bytes of address space."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        preexec_fn=limit,  # nothing here has threads
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_memory_that_runs_out_costs_its_file_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It was late , so.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("ab\n" * 40_000_000, encoding="utf-8")
    (tmp_path / "c.txt").write_text("It was late , so.\n", encoding="utf-8")
    done = run("clean", "-i", "a.txt", "b.txt", "c.txt", cwd=tmp_path, memory=500_000_000)
    assert done.returncode == 2
    assert "b.txt: memory ran out; the file is left alone" in done.stderr
    assert "internal error" not in done.stderr
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.txt", "c.txt")] == [
        "It was late, so.\n"
    ] * 2


def test_a_huge_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate((256 << 20) + 1)
    done = run("clean", "--check", "a.txt", "/dev/zero", cwd=tmp_path, memory=2_000_000_000)
    assert done.returncode == 2
    for name in ("a.txt", "/dev/zero"):
        assert f"{name}: has more than 256 MB, which are not cleaned as one text; split it" in done.stderr


def test_a_corpus_of_one_endless_line_is_planned_and_rejected(tmp_path: Path) -> None:
    record = json.dumps({"id": 1, "text": "It was late."}).encode() + b"\n"
    with gzip.open(tmp_path / "in.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(record + b'{"id": 2, "text": "')
        for _ in range(400):
            file.write(b" " * (1 << 20))
        file.write(b'"}\n' + record)
    done = run(
        "corpus", "--workers", "1", "--only", "whitespace", "in.jsonl.gz", "out", cwd=tmp_path, memory=1_500_000_000
    )
    assert done.returncode == 2
    assert "1 record rejected" in done.stderr
    assert ids(tmp_path / "out") == [1, 1]


def test_standard_input_without_end_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(files.read_bounded.__globals__, "LARGEST", 1000)
    code, out, err = run("clean", stdin=b"a" * 1001)
    assert (code, out) == (2, b"")
    assert "stdin: has more than 0 MB" in err
    assert run("clean", stdin=b"a" * 1000).code == 0
