"""An output folder has one run at a time; what a run that is gone has left is nobody's."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from articlefix.corpus import lock
from articlefix.errors import OutputError


def test_a_second_owner_is_told_of_the_first_and_the_next_finds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "_done" / "lock"
    with lock.held(str(tmp_path)):
        assert json.loads(file.read_bytes())["process"] == os.getpid()
        with pytest.raises(OutputError, match=rf"process {os.getpid()} on .* since .*; wait for it"):
            lock.held(str(tmp_path)).__enter__()
    assert not file.exists()
    with lock.held(str(tmp_path)):
        assert file.exists()


def test_an_owner_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import os, signal, sys; from articlefix.corpus import lock\n"
        "with lock.held(sys.argv[1]): os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, timeout=20)
    assert done.returncode < 0
    assert (tmp_path / "_done" / "lock").read_bytes()
    with lock.held(str(tmp_path)):
        assert json.loads((tmp_path / "_done" / "lock").read_bytes())["process"] == os.getpid()


@pytest.mark.parametrize(
    ("changed", "is_refused"),
    [
        ({}, True),
        ({"start": "1"}, False),  # its number is another's by now
        ({"process": 4_000_000_000}, False),
        ({"host": "elsewhere"}, True),
    ],
)
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no such files here")
def test_without_locks_the_owner_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: dict[str, object], *, is_refused: bool
) -> None:
    monkeypatch.setattr(lock, "_lock", lambda _descriptor: None)
    file = tmp_path / "_done" / "lock"
    with lock.held(str(tmp_path)):
        owner = json.loads(file.read_bytes())
    file.write_text(json.dumps({**owner, **changed}), encoding="utf-8")
    if is_refused:
        with pytest.raises(OutputError, match="another run writes to this folder"):
            lock.held(str(tmp_path)).__enter__()
        assert file.exists()
    else:
        with lock.held(str(tmp_path)):
            assert json.loads(file.read_bytes()) == {**owner, "since": json.loads(file.read_bytes())["since"]}


def test_an_owner_elsewhere_may_live_though_its_lock_is_not_seen(tmp_path: Path) -> None:
    file = tmp_path / "_done" / "lock"
    file.parent.mkdir()
    file.write_text(json.dumps({"host": f"not-{socket.gethostname()}", "process": 1}), encoding="utf-8")
    with pytest.raises(OutputError, match=r"If it is gone for certain, remove .*lock"):
        lock.held(str(tmp_path)).__enter__()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff" * 5000])
def test_a_file_that_says_nothing_is_taken(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "_done" / "lock"
    file.parent.mkdir()
    file.write_bytes(content)
    with lock.held(str(tmp_path)):
        assert json.loads(file.read_bytes())["process"] == os.getpid()
