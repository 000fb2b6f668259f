"""A real scheduler with two worker processes, started here: the same bytes as without it, whatever is killed."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import corpora
from articlefix.corpus import cluster
from articlefix.errors import ConfigError
from corpora import FAULTY, ids, leftovers, record, run, start, write
from faulty_pass import KILL, KILL_ONCE, SLOW

pytestmark = pytest.mark.slow

pytest.importorskip("distributed")


class Cluster:
    """A scheduler and two workers; `environment` is that in which they run."""

    def __init__(self, folder: Path) -> None:
        self.environment = corpora.with_faulty_pass(folder)
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"

    def start(self) -> None:
        self._file.unlink(missing_ok=True)
        at = ("--scheduler-file", str(self._file), "--no-dashboard")
        self.processes = [
            self._start("scheduler", "--host", "127.0.0.1", "--port", "0", *at),
            self._start("worker", *at, "--nworkers", "2", "--nthreads", "1", "--host", "127.0.0.1"),
        ]
        end = time.monotonic() + corpora.LIMIT
        while not self._file.exists() or not self._file.stat().st_size:
            assert time.monotonic() < end, "the scheduler does not start"
            time.sleep(0.05)

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments],
            env={**os.environ, **self.environment, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @property
    def options(self) -> tuple[str, ...]:
        return ("--engine", "dask", "--scheduler", json.loads(self._file.read_text())["address"])

    def stop(self) -> None:
        for process in self.processes:
            corpora.end(process)


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    made = Cluster(folder)
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with running(tmp_path_factory.mktemp("cluster")) as made:
        yield made


def test_the_bytes_are_those_of_a_local_run(tmp_path: Path, dask: Cluster) -> None:
    lines = [record(number) if number % 9 else b"{bad\n" for number in range(500)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    options = ("--isolated", "--only", "whitespace", "--shard-size", "5k", "--edits", "file")
    for output, engine in (("dask", dask.options), ("local", ("--workers", "2"))):
        done = run("in.jsonl", output, *options, *engine, cwd=tmp_path)
        assert done.returncode == 2, done.stderr
        assert "500 records in " in done.stderr
        assert "56 rejected" in done.stderr
    both = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.jsonl")}
        for name in ("dask", "local")
    ]
    assert both[0] == both[1]
    assert len(both[0]) == 15, "five parts, the rejects and the edits of each"


def test_a_worker_killed_midway_costs_nothing(tmp_path: Path, dask: Cluster) -> None:
    lines = [record(number, KILL_ONCE if number == 50 else "a") for number in range(100)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    (dask.folder / "mark").unlink(missing_ok=True)
    options = ("--shard-size", "1k", *FAULTY, *dask.options)
    done = run("in.jsonl", "out", *options, cwd=tmp_path, environment=dask.environment)
    assert done.returncode == 0, done.stderr
    assert (dask.folder / "mark").exists(), "no worker was killed"
    assert ids(tmp_path / "out") == list(range(100))
    assert leftovers(tmp_path / "out") == []


def test_a_shard_that_kills_its_workers_is_given_up_alone(tmp_path: Path, dask: Cluster) -> None:
    lines = [record(number, KILL if number == 35 else "a") for number in range(40)]
    (tmp_path / "in.jsonl").write_bytes(b"".join(lines))
    options = ("--shard-size", "400", *FAULTY, *dask.options)
    done = run("in.jsonl", "out", *options, cwd=tmp_path, environment=dask.environment)
    assert done.returncode == 2
    assert "those workers died while running it" in done.stderr
    assert "1 part of 3 are not done; run the same again to go on" in done.stderr
    assert 20 < len(ids(tmp_path / "out")) < 35


def test_a_scheduler_killed_midway_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(300), SLOW)
    (tmp_path / "cluster").mkdir()
    command = ("in.jsonl", "out", "--shard-size", "1k", *FAULTY)
    with running(tmp_path / "cluster") as made:
        process = start(*command, *made.options, cwd=tmp_path, environment=made.environment)
        try:
            wait_for_parts(tmp_path / "out", 2)
            corpora.end(made.processes[0])
            _, err = process.communicate(timeout=corpora.LIMIT)
        finally:
            corpora.end(process)
        assert process.returncode == 2
        assert "the scheduler has gone; start one and run the same again to go on" in err.decode()
        assert "Traceback" not in err.decode()
        assert len(list((tmp_path / "out" / "_done").glob("part-*.json"))) < 9
        made.stop()
        made.start()
        done = run(*command, *made.options, cwd=tmp_path, environment=made.environment)
        assert done.returncode == 0, done.stderr
        assert "are done already" in done.stderr
    assert ids(tmp_path / "out") == list(range(300))
    assert leftovers(tmp_path / "out") == []


def wait_for_parts(output: Path, number: int) -> None:
    end = time.monotonic() + corpora.LIMIT
    while len(list((output / "_done").glob("part-*.json"))) < number:
        assert time.monotonic() < end, "no part is ever done"
        time.sleep(0.02)


def test_without_a_scheduler_one_is_started_here(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(10))
    done = run("in.jsonl", "out", "--engine", "dask", "--workers", "1", *corpora.ONLY_SPACE, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert ids(tmp_path / "out") == list(range(10))


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="no list of ports here")
def test_a_scheduler_of_its_own_listens_here_alone_and_has_no_page(tmp_path: Path) -> None:
    corpora.write(tmp_path / "in.jsonl", range(200), SLOW)
    faulty = corpora.with_faulty_pass(tmp_path)
    command = ("in.jsonl", "out", "--engine", "dask", "--workers", "1", "--shard-size", "1k", *FAULTY)
    process = corpora.start(*command, cwd=tmp_path, environment=faulty)
    try:
        wait_for_parts(tmp_path / "out", 1)
        found = listening(process.pid)
        assert process.wait(corpora.LIMIT) == 0
    finally:
        corpora.end(process)
    assert 2 <= len(found) <= 3, "the scheduler, the worker, and what starts it"
    assert {address for address, _ in found} == {"0100007F"}
    assert 8787 not in {port for _, port in found}


def listening(process: int) -> set[tuple[str, int]]:
    """Return the addresses, as the system writes them, and ports on which a process and its children listen."""
    tasks = [process]
    for task in tasks:
        for children in Path(f"/proc/{task}/task").glob("*/children"):
            tasks += map(int, children.read_text(encoding="ascii").split())
    sockets = set()
    for task in tasks:
        for entry in Path(f"/proc/{task}/fd").iterdir():
            with suppress(OSError):
                sockets.add(str(entry.readlink()).removeprefix("socket:[").removesuffix("]"))
    found = set()
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()[1:]:
            row = line.split()
            if row[3] == "0A" and row[9] in sockets:  # it listens
                address, port = row[1].split(":")
                found.add((address, int(port, 16)))
    return found


def test_an_address_where_no_scheduler_answers_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 0.2)
    with (
        pytest.raises(ConfigError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        cluster._client(1, "tcp://127.0.0.1:9"),  # noqa: SLF001 - the limit of the command is too long for a test
    ):
        pass
