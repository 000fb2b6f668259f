"""Many files: spread over processes, in order, with a bar on a terminal; whatever stops a run, no file is lost."""

import io
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from articlefix.cli import progress, spread
from command_line import Outcome, Run

pytestmark = pytest.mark.slow

BEFORE = "Two  spaces.\n"
AFTER = "Two spaces.\n"
ONLY = "--only=whitespace"


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "WORTH", 1)
    monkeypatch.setattr(spread, "processors", lambda: 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with twelve texts, of which every third needs no repair and one is no text."""
    for number in range(12):
        text = AFTER if number % 3 == 0 else BEFORE
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "07.txt").write_bytes(b"\0\1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


COMMANDS = [
    ("clean", ONLY, "-i", "-v", "."),
    ("clean", ONLY, "-i", "--stats", "."),
    ("clean", ONLY, "--check", "."),
    ("clean", ONLY, "--diff", "."),
    ("clean", ONLY, "-o", "out", "."),
    ("check", ONLY, "."),
    ("check", ONLY, "--output-format=concise", "."),
    ("check", ONLY, "--output-format=json", "."),
    ("check", ONLY, "--output-format=sarif", "."),
    ("check", ONLY, "--fix", "--output-format=github", "."),
    ("clean", "--only=whitespaces", "--check", "."),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_tells_of_the_processes(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def once() -> tuple[Outcome, dict[str, bytes]]:
        outcome = run(*command)
        return outcome, {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    before = {path: path.read_bytes() for path in folder.iterdir()}
    alone = once()
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(before.get(path, b""))
    for path in (folder / "out").glob("*"):
        path.unlink()
    made: list[BaseContext] = []

    def context() -> BaseContext:
        made.append(multiprocessing.get_context("fork"))
        return made[0]

    monkeypatch.setattr(spread, "WORTH", 1)
    monkeypatch.setattr(spread, "processors", lambda: 2)
    monkeypatch.setattr(spread, "context", context)
    assert once() == alone
    assert len(made) == ("--only=whitespaces" not in command)
    assert multiprocessing.active_children() == []


def test_processes_that_are_not_forked_do_the_same(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, two_processes: None
) -> None:
    assert two_processes is None
    monkeypatch.setattr(spread, "context", lambda: multiprocessing.get_context("spawn"))
    for path in list(folder.iterdir())[:8]:
        path.unlink()
    outcome = run("check", ONLY, "--output-format=concise", "-q", ".")
    assert outcome.code in (1, 2)
    assert [line.split(":")[0] for line in outcome.out.decode().splitlines()] == sorted(
        f"./{path.name}" for path in folder.iterdir() if path.read_bytes() == BEFORE.encode()
    )


def test_little_work_stays_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "processors", lambda: 8)
    assert list(spread.spread(_identity, range(9), spread.WORTH - 1)) == [
        (number, os.getpid()) for number in range(9)
    ]
    assert list(spread.spread(_identity, [1], spread.WORTH)) == [(1, os.getpid())]
    assert list(spread.spread(_identity, [], spread.WORTH)) == []
    many = list(spread.spread(_identity, range(9), spread.WORTH))
    assert [number for number, _ in many] == list(range(9))
    assert many[0] == (0, os.getpid())
    assert os.getpid() not in {process for _, process in many[1:]}


def _identity(number: int) -> tuple[int, int]:
    return number, os.getpid()


@pytest.mark.usefixtures("two_processes")
def test_what_a_killed_process_leaves_is_done_all_the_same() -> None:
    here = os.getpid()

    def work(number: int) -> int:
        if number == 3 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(spread.spread(work, range(8), 1)) == list(range(8))


@pytest.mark.usefixtures("two_processes")
def test_who_stops_asking_stops_the_processes() -> None:
    def work(number: int) -> int:
        if number > 1:
            time.sleep(60)
        return number

    results = spread.spread(work, range(8), 1)
    assert [next(results), next(results)] == [0, 1]
    begun = time.monotonic()
    del results
    assert time.monotonic() - begun < 30
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("two_processes")
def test_standard_input_is_read_among_files(folder: Path, run: Run) -> None:
    outcome = run(
        "clean", ONLY, "-o", "out", "--stdin-filename", "in.txt", "00.txt", "-", "01.txt", stdin=b"a  b\n"
    )
    assert outcome.code == 0
    assert (folder / "out" / "in.txt").read_bytes() == b"a b\n"


# The real command

PROGRAM = """
import sys, time
from articlefix import cleaner
from articlefix.cli import main, spread
spread.WORTH, spread.processors = 1, lambda: 2
clean = cleaner.Cleaner.clean
def slowly(self, text):
    time.sleep(0.02)
    return clean(self, text)
cleaner.Cleaner.clean = slowly
sys.exit(main(sys.argv[1:]))
"""


def start(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(BEFORE, encoding="utf-8")
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "clean", "--isolated", ONLY, "-i", *arguments, str(folder)],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def wait_until(condition: Callable[[], object]) -> None:
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < 60
        time.sleep(0.01)


def done(folder: Path) -> int:
    return sum(path.read_text(encoding="utf-8") == AFTER for path in folder.glob("*.txt"))


def are_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("whole_group", [True, False], ids=["from the terminal", "to the command"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_all_and_loses_nothing(tmp_path: Path, number: int, code: int, *, whole_group: bool) -> None:
    process = start(tmp_path)
    wait_until(lambda: done(tmp_path) > 5)
    if whole_group:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    assert process.stderr is not None
    with process.stderr as stderr:
        assert stderr.read().strip() == b""  # click ends the line of the terminal's ^C
    assert process.wait(60) == code
    wait_until(lambda: are_gone(process.pid))
    assert 5 < done(tmp_path) < 200
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]
    assert len(texts) == 200
    assert set(texts) == {BEFORE, AFTER}


def test_a_killed_command_leaves_no_process_behind(tmp_path: Path) -> None:
    process = start(tmp_path)
    wait_until(lambda: done(tmp_path) > 5)
    process.kill()
    process.wait(60)
    assert process.stderr is not None
    process.stderr.close()
    wait_until(lambda: are_gone(process.pid))
    assert {path.read_text(encoding="utf-8") for path in tmp_path.glob("*.txt")} == {BEFORE, AFTER}


# The bar


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_shows_how_many_are_done_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    seen = []
    for number in progress.shown(range(5), 5):
        seen.append(number)
        if number == 3:
            sys.stderr.write("[red]a.txt[/red]\n")
    assert seen == list(range(5))
    shown = screen.getvalue()
    assert "1/5" in shown
    assert "[red]a.txt[/red]" in shown
    assert re.search(r"\x1b\[\?25h", shown)  # the cursor is back


@pytest.mark.parametrize(
    ("command", "terminal", "bar"),
    [
        (("clean", "-i"), True, True),
        (("clean", "-i"), False, False),
        (("clean", "-i", "-q"), True, False),
        (("clean", "--check"), True, True),
        (("clean", "--diff"), True, False),
        (("check",), True, False),
        (("check", "--output-format=json"), True, True),
    ],
)
def test_a_bar_is_for_a_person_who_waits(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], *, terminal: bool, bar: bool
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    outcome = run(*command, ONLY, "--color=never", ".", terminal=terminal)
    assert ("/12" in outcome.err) == bar
    assert "07.txt: is " in outcome.err
    monkeypatch.setattr(progress, "PATIENCE", 1000)
    assert "/12" not in run(*command, ONLY, ".", terminal=terminal).err
    assert folder
