"""Whatever happens to a run, in the end each record is exactly once in the output or in the rejects.

Every run is a process of its own under a hard limit of time.
"""

import gzip
import json
import os
import resource
import signal
import time
from pathlib import Path

import pytest

import corpora
from corpora import FAULTY, ONLY_SPACE, ids, leftovers, parts, record, rejects, run, start, write
from faulty_pass import KILL, KILL_ONCE, RAISE, SLOW

pytestmark = pytest.mark.slow


@pytest.fixture
def faulty(tmp_path: Path) -> dict[str, str]:
    folder = tmp_path / "site"
    folder.mkdir()
    return corpora.with_faulty_pass(folder)


def test_a_worker_killed_midway_costs_nothing(tmp_path: Path, faulty: dict[str, str]) -> None:
    lines = [record(number, KILL_ONCE if number == 250 else "a .  \nb") for number in range(400)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    options = ("--shard-size", "3k", "--workers", "2", *FAULTY)
    done = run("in.jsonl", "out", *options, cwd=tmp_path, environment=faulty)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (tmp_path / "site" / "mark").exists(), "no worker was killed"
    assert ids(tmp_path / "out") == list(range(400))
    assert leftovers(tmp_path / "out") == []


def test_a_shard_that_kills_its_workers_is_given_up_alone(tmp_path: Path, faulty: dict[str, str]) -> None:
    lines = [record(number, KILL if number == 25 else "a") for number in range(40)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    options = ("--shard-size", str(10 * len(lines[0]) + 60), "--workers", "2", *FAULTY)
    done = run("in.jsonl", "out", *options, cwd=tmp_path, environment=faulty)
    assert done.returncode == 2
    assert "3 workers died of it, the last killed by SIGKILL; perhaps for want of memory" in done.stderr
    assert "1 part of 4 are not done; run the same again to go on" in done.stderr
    assert len(parts(tmp_path / "out")) == 3
    # Once it is mended (here, by leaving the pass out, which is another run), all are there.
    assert set(ids(tmp_path / "out")) < set(range(40))
    done = run("in.jsonl", "out", *options[:4], *ONLY_SPACE, "--no-resume", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ids(tmp_path / "out") == list(range(40))


def test_a_driver_killed_midway_goes_on_where_it_stopped(tmp_path: Path, faulty: dict[str, str]) -> None:
    write(tmp_path / "in.jsonl", range(300), SLOW)
    command = ("in.jsonl", "out", "--shard-size", "1k", "--workers", "2", *FAULTY)
    process = start(*command, cwd=tmp_path, environment=faulty)
    try:
        done_folder = tmp_path / "out" / "_done"
        wait_for(lambda: len(list(done_folder.glob("part-*.json"))) >= 2)
        workers = children(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(corpora.LIMIT)
        assert len(workers) >= 2
        wait_for(lambda: not any(map(is_alive, workers)))
        first = {path: path.stat().st_mtime_ns for path in done_folder.glob("part-*.json")}
    finally:
        corpora.end(process)
    assert 2 <= len(first) < 9
    done = run(*command, cwd=tmp_path, environment=faulty)
    assert done.returncode == 0, done.stderr
    assert f"{len(first)} parts of " in done.stderr
    assert {path: path.stat().st_mtime_ns for path in first} == first, "a part was done again"
    assert ids(tmp_path / "out") == list(range(300))
    assert leftovers(tmp_path / "out") == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_ends_its_workers(
    tmp_path: Path, faulty: dict[str, str], number: int, code: int
) -> None:
    write(tmp_path / "in.jsonl", range(5000), SLOW)
    command = ("in.jsonl", "out", "--workers", "2", "--shard-size", "100k", *FAULTY)
    # In a shell's background the signal is ignored, and a program started from there would ignore it too.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = start(*command, cwd=tmp_path, environment=faulty)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        wait_for(lambda: list((tmp_path / "out").glob(".articlefix-*")))
        workers = children(process.pid)
        os.killpg(process.pid, number)  # as a terminal does
        assert process.wait(corpora.LIMIT) == code
        assert len(workers) >= 2
        wait_for(lambda: not any(map(is_alive, workers)))
    finally:
        corpora.end(process)
    assert parts(tmp_path / "out") == leftovers(tmp_path / "out") == []


def test_a_second_run_into_the_same_folder_is_told_of_the_first(tmp_path: Path, faulty: dict[str, str]) -> None:
    write(tmp_path / "in.jsonl", range(100), SLOW)
    command = ("in.jsonl", "out", "--shard-size", "1k", "--workers", "2", *FAULTY)
    process = start(*command, cwd=tmp_path, environment=faulty)
    try:
        wait_for(lambda: list((tmp_path / "out").glob(".articlefix-*")))
        second = run(*command, cwd=tmp_path, environment=faulty)
        assert process.poll() is None, "the first run was over too soon"
        assert process.wait(corpora.LIMIT) == 0
    finally:
        corpora.end(process)
    assert second.returncode == 2
    assert f"another run writes to this folder (process {process.pid} on " in second.stderr
    assert ids(tmp_path / "out") == list(range(100))
    assert leftovers(tmp_path / "out") == []
    assert not (tmp_path / "out" / "_done" / "lock").exists()


def test_twenty_runs_at_once_do_everything_once(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(2000))
    command = ("in.jsonl", "out", "--shard-size", "4k", "--workers", "1", *ONLY_SPACE)
    processes = [start(*command, cwd=tmp_path) for _ in range(20)]
    try:
        codes = [process.wait(corpora.LIMIT) for process in processes]
    finally:
        for process in processes:
            corpora.end(process)
    assert 0 in codes
    assert set(codes) <= {0, 2}
    assert ids(tmp_path / "out") == list(range(2000))
    assert leftovers(tmp_path / "out") == []


def test_a_pass_that_raises_costs_one_record(tmp_path: Path, faulty: dict[str, str]) -> None:
    lines = [record(number, RAISE if number == 7 else "a") for number in range(20)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    done = run("in.jsonl", "out", *FAULTY, cwd=tmp_path, environment=faulty)
    assert done.returncode == 2
    assert f"1 record rejected: see {tmp_path / 'out' / '_rejects'}" in done.stderr
    assert ids(tmp_path / "out") == [number for number in range(20) if number != 7]
    (entry,) = rejects(tmp_path / "out" / "_rejects")
    assert entry["data"] == lines[7]
    assert entry["reason"] == "pass 'faulty of faulty 1.0' raised ZeroDivisionError: {raise}"


def test_bad_lines_end_the_run_with_an_error_when_all_else_is_done(tmp_path: Path) -> None:
    bad = [b"{malformed\n", b'{"text": "\xc3\x28"}\n']
    no_text = [b'{"id": 100, "text": null}\n', b'{"id": 101}\n']
    (tmp_path / "in.jsonl").write_bytes(b"".join([record(1), *bad, record(2), *no_text, record(3)]))
    done = run("in.jsonl", "out", "--rejects", "bad", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 2
    assert ids(tmp_path / "out") == [1, 2, 100, 101, 3]
    assert [entry["data"] for entry in rejects(tmp_path / "bad")] == bad
    assert "7 records in 1 part: 3 changed, 0 left alone, 2 without text, 2 rejected" in done.stderr


def test_a_truncated_gzip_gives_what_can_be_read(tmp_path: Path) -> None:
    whole = b"".join(record(number, f"{number**5:x}") for number in range(2000))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(whole)[:-1000])
    done = run("in.jsonl.gz", "out", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 2
    assert "1 broken file rejected" in done.stderr
    out = b"".join(corpora.lines(parts(tmp_path / "out")[0]))
    cut, _ = rejects(tmp_path / "out" / "_rejects")
    assert whole.startswith(out + cut["data"])
    assert out.count(b"\n") > 1000


def test_a_record_of_50_megabytes_is_cleaned(tmp_path: Path) -> None:
    paragraph = "The ferry left, and it was late. " * 100
    text = f"{paragraph.strip()}\n" * (50_000_000 // len(paragraph)) + "  \n"
    (tmp_path / "in.jsonl").write_bytes(record(1) + record(2, text) + record(3))
    done = run("in.jsonl", "out", "--shard-size", "10MB", "--workers", "2", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [found["id"] for found in corpora.records(tmp_path / "out")] == [1, 2, 3]
    assert corpora.records(tmp_path / "out")[1]["text"] == text.replace("  \n", "\n")


def test_a_full_disk_stops_the_run_and_loses_nothing(tmp_path: Path) -> None:
    sizes = [10, 10, 4000, 10]
    lines = [record(number, "word " * sizes[number // 100] + ".") for number in range(400)]
    for number in range(4):
        (tmp_path / f"{number}.jsonl").write_bytes(b"".join(lines[number * 100 : number * 100 + 100]))
    inputs = [f"{number}.jsonl" for number in range(4)]
    limit = 1_000_000
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))  # which processes started from here inherit
    try:
        done = run(*inputs, "out", "--workers", "1", *ONLY_SPACE, cwd=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done.returncode == 2
    assert "part-00002, of " in done.stderr
    assert "cannot be written: File too large; once that is mended, run the same again to go on" in done.stderr
    assert "2 parts of 4 are not done" in done.stderr
    assert leftovers(tmp_path / "out") == []
    assert ids(tmp_path / "out") == list(range(200))
    done = run(*inputs, "out", "--workers", "1", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert ids(tmp_path / "out") == list(range(400))


def test_parts_of_another_run_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(10))
    assert run("in.jsonl", "out", *ONLY_SPACE, cwd=tmp_path).returncode == 0
    before = corpora.bytes_of(tmp_path / "out")
    for others, named in (
        (("in.jsonl", "--quotes", "curly"), "options"),
        (("in.jsonl", "--text-field", "id"), "text-field"),
        (("in.jsonl", "--shard-size", "1k"), "shard-size"),
        (("in.jsonl", "--edits", "column"), "edits"),
        (("in.jsonl", "in.jsonl.gz"), "inputs"),
    ):
        (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(record(11)))
        done = run(*others, "out", *ONLY_SPACE, cwd=tmp_path)
        assert done.returncode == 2
        assert f"holds parts of a run with other {named}; name another folder" in done.stderr
        assert corpora.bytes_of(tmp_path / "out") == before
    write(tmp_path / "in.jsonl", range(11))
    done = run("in.jsonl", "out", *ONLY_SPACE, cwd=tmp_path)
    assert "with other inputs" in done.stderr
    done = run("in.jsonl", "out", "--no-resume", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 0
    assert ids(tmp_path / "out") == list(range(11))


def test_parts_that_no_run_is_on_record_for_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(10))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "part-00000.jsonl").write_bytes(b"mine")
    for option in ("--resume", "--no-resume"):
        done = run("in.jsonl", "out", option, *ONLY_SPACE, cwd=tmp_path)
        assert done.returncode == 2
        assert "part-00000.jsonl: was not made by a run that is on record here" in done.stderr
    assert (tmp_path / "out" / "part-00000.jsonl").read_bytes() == b"mine"


def test_a_part_that_was_lost_or_cut_is_made_again(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(100))
    command = ("in.jsonl", "out", "--shard-size", "1k", *ONLY_SPACE)
    assert run(*command, cwd=tmp_path).returncode == 0
    before = corpora.bytes_of(tmp_path / "out")
    first, second, third, *_ = parts(tmp_path / "out")
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    (tmp_path / "out" / "_done" / f"{third.stem}.json").write_bytes(b"{")
    (tmp_path / "out" / ".articlefix-1-abc.tmp").touch()
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0
    assert f"{len(before) - 3} parts of {len(before)} are done already" in done.stderr
    assert corpora.bytes_of(tmp_path / "out") == before
    assert leftovers(tmp_path / "out") == []


def wait_for(condition: object) -> None:
    assert callable(condition)
    end = time.monotonic() + corpora.LIMIT
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_json_of_a_reject_can_be_read_back(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(record(1) + b"\x00\x01\x02\n")
    run("in.jsonl", "out", *ONLY_SPACE, cwd=tmp_path)
    (line,) = corpora.lines(tmp_path / "out" / "_rejects" / "part-00000.jsonl")
    assert list(json.loads(line)) == ["file", "offset", "reason", "base64"]
