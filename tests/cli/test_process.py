"""The real command, in its own process, under pipes, signals, limits and closed streams: no file is ever lost."""

import os
import random
import resource
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import COMMAND, start

pytestmark = pytest.mark.slow

BEFORE = b"The end. \n"
AFTER = b"The end.\n"
CLEAN = ["clean", "--only=whitespace", "--isolated"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(BEFORE)
    return path


def shell(line: str, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
    """Run a shell line in which `"$@"` is the command with `arguments`."""
    return subprocess.run(
        ["sh", "-c", line, "sh", *COMMAND, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def leftovers(folder: Path) -> list[Path]:
    return list(folder.rglob(".articlefix-*"))


# Standard streams


def test_the_module_and_the_script_are_the_command(article: Path) -> None:
    done = start(*CLEAN, article)
    assert (done.returncode, done.stdout, done.stderr) == (0, AFTER, b"")
    script = Path(sys.executable).parent / "articlefix"
    if script.exists():
        done = subprocess.run([script, *CLEAN, article], capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (0, AFTER, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments", [["article.txt"], ["--diff", "article.txt"], ["-"], ["-o", "/dev/stdout", "-"]]
)
def test_a_closed_pipe_ends_quietly(article: Path, arguments: list[str], unbuffered: str) -> None:
    article.write_bytes(BEFORE * 20_000)
    with article.open("rb") as stdin:
        process = subprocess.Popen(
            [*COMMAND, *CLEAN, *arguments],
            cwd=article.parent,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
        assert process.stdout is not None
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr is not None
        with process.stderr as stderr:
            assert stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["clean", "--help"], ["passes"], ["explain", "quotes"]]
)
def test_help_into_a_closed_pipe_ends_quietly(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run([*COMMAND, *arguments], stdout=write, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(write)
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [[*CLEAN], [*CLEAN, "--diff"], ["--help"], ["passes"]])
def test_a_full_standard_output_is_an_error(article: Path, arguments: list[str]) -> None:
    with article.open("rb") as stdin, Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdin=stdin, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr == b"articlefix: error: standard output: cannot be written: No space left on device\n"


def test_a_closed_standard_output_is_an_error(article: Path) -> None:
    done = shell('"$@" >&-', *CLEAN, article)
    assert (done.returncode, done.stderr) == (2, b"articlefix: error: standard output: is closed\n")
    assert shell('"$@" >&-', *CLEAN, "-i", article).returncode == 0
    assert article.read_bytes() == AFTER


@pytest.mark.parametrize("line", ['"$@" 2>&-', '"$@" 2>/dev/full', '"$@" <&- 2>&-', '"$@" >&- 2>&- <&-'])
def test_no_one_to_tell_is_no_failure(article: Path, line: str) -> None:
    assert shell(line, *CLEAN, "-i", "-v", "--stats", article).returncode == 0
    assert article.read_bytes() == AFTER
    assert shell(line, *CLEAN, "-i", article.parent / "missing.txt").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        *(["passes"], ["rules"], ["explain"], ["explain", "spacing"], ["completion", "bash"]),
        *(["--help"], ["clean", "--help"], ["--version"]),
    ],
)
def test_what_is_printed_to_a_closed_standard_output_is_an_error(arguments: list[str]) -> None:
    done = shell('shift 0; exec "$@" >&-', *arguments)
    assert (done.returncode, done.stderr) == (2, b"articlefix: error: standard output: is closed\n")


def test_a_closed_standard_output_is_no_error_where_nothing_is_printed(article: Path) -> None:
    done = shell('exec "$@" >&-', "clean", "-i", "--only=whitespace", "--isolated", "-q", article)
    assert (done.returncode, done.stderr) == (0, b"")
    assert article.read_bytes() == AFTER


@pytest.mark.parametrize("command", [["clean", "../article.txt"], ["check", "."], ["corpus", "in.jsonl", "out"]])
def test_a_working_directory_that_was_removed_is_said_so(article: Path, command: list[str]) -> None:
    gone = article.parent / "gone"
    done = shell(f'mkdir {gone} && cd {gone} && rmdir {gone} && exec "$@"', *command)
    assert done.returncode == 2
    assert b"internal error" not in done.stderr
    assert b"Traceback" not in done.stderr
    done = shell(f'mkdir {gone} && cd {gone} && rmdir {gone} && exec "$@"', *CLEAN, article)
    assert (done.returncode, done.stdout) == (0, AFTER)


@pytest.mark.parametrize("name", ["::error::x.txt", " ::error file=a::x.txt", "##[error]x.txt", "a ##[group]b.txt"])
@pytest.mark.parametrize(
    "arguments",
    [
        *(["check", f"--output-format={form}"] for form in ("full", "concise", "json", "sarif", "github")),
        ["clean", "-v", "--check"],
        ["clean", "--diff"],
        ["clean", "--show-config"],
        ["clean", "--encoding=ascii", "--check"],
    ],
)
def test_no_name_and_no_text_forges_an_annotation(tmp_path: Path, name: str, arguments: list[str]) -> None:
    (tmp_path / name).write_text("It ##[error]was late , so ##[ , error]no.\n", encoding="utf-8")
    done = start(*arguments, "--", name, cwd=tmp_path)
    told = [line for line in (done.stdout + done.stderr).decode().splitlines() if line.lstrip().startswith("::")]
    assert all(line.startswith("::warning ") for line in told)
    assert bool(told) == ("--output-format=github" in arguments)
    # A diff into a pipe is for `patch`, byte for byte; JSON is a program's, and an annotation is one already.
    if not {"--diff", *(f"--output-format={form}" for form in ("json", "sarif", "github"))} & set(arguments):
        assert b"##[" not in done.stdout + done.stderr


def test_a_closed_standard_input_is_an_error() -> None:
    done = shell('"$@" <&-', *CLEAN, "-")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"standard input is closed" in done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_the_locale_does_not_matter(tmp_path: Path, environment: dict[str, str]) -> None:
    text = "Ein  Öl, 値段, \N{GRINNING FACE}.\n"
    path = tmp_path / "Größe.txt"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "articlefix.toml").write_text("# Größe \N{GRINNING FACE}\n", encoding="utf-8")
    after = text.replace("  ", " ").encode()
    assert start("clean", "--only=whitespace", path, environment=environment).stdout == after
    assert (
        b"+" + after
        in start("clean", "--only=whitespace", "--diff", "--check", path, environment=environment).stdout
    )
    done = start("clean", "--only=whitespace", "-i", "-v", "--stats", tmp_path, environment=environment)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert path.read_bytes() == after
    assert (
        start("passes", environment=environment).returncode
        == start("explain", "quotes", environment=environment).returncode
        == 0
    )


def test_standard_output_by_name_is_appended_to(article: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        done = shell(f'"$@" >> {shlex.quote(str(log))}', *CLEAN, article, "-o", name)
        assert (done.returncode, done.stderr) == (0, b"")
    assert log.read_bytes() == b"before\n" + 3 * AFTER


def test_pipes_are_read_and_written(article: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in")
    os.mkfifo(tmp_path / "out")
    line = f'cat {article} > {tmp_path}/in & cat {tmp_path}/out & "$@"; wait'
    done = shell(line, *CLEAN, tmp_path / "in", "-o", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, AFTER, b"")
    assert (tmp_path / "out").is_fifo()


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("options", [[], ["-o", "/dev/stdout"]])
def test_a_pipe_that_takes_little_at_a_time_gets_all(article: Path, unbuffered: str, options: list[str]) -> None:
    article.write_bytes(BEFORE * 20_000)
    read, write = os.pipe()
    os.set_blocking(write, False)
    process = subprocess.Popen(
        [*COMMAND, *CLEAN, article, *options], stdout=write, env={**os.environ, "PYTHONUNBUFFERED": unbuffered}
    )
    os.close(write)
    with os.fdopen(read, "rb", buffering=0) as pipe:
        data = b""
        while part := pipe.read(1000):
            data += part
    assert process.wait(60) == 0
    assert data == AFTER * 20_000


def test_a_removed_working_directory_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    line = f'cd {tmp_path}/gone && rmdir ../gone && printf "The end. \\n" | "$@"'
    done = shell(line, "clean", "--only=whitespace")
    assert (done.returncode, done.stdout, done.stderr) == (0, AFTER, b"")


# Limits


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))


@pytest.mark.parametrize("options", [["-i"], ["-o", "out.txt"]])
def test_a_file_that_cannot_be_written_whole_is_kept(article: Path, options: list[str]) -> None:
    data = BEFORE * 30_000
    article.write_bytes(data)
    (article.parent / "out.txt").write_bytes(b"an earlier result")
    done = subprocess.run(
        [*COMMAND, *CLEAN, *options, article],
        cwd=article.parent,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stderr=subprocess.PIPE,
        check=False,
        timeout=60,
        preexec_fn=limit_file_size,
    )
    assert done.returncode == 2
    assert b"cannot be written: File too large; what it held is kept" in done.stderr
    assert article.read_bytes() == data
    assert (article.parent / "out.txt").read_bytes() == b"an earlier result"
    assert leftovers(article.parent) == []


# Signals


def test_killed_at_any_moment_the_file_is_the_old_or_the_new(article: Path) -> None:
    old, new = BEFORE * 12_000, AFTER * 12_000
    random.seed(7)
    article.write_bytes(old)
    begin = time.monotonic()
    assert start(*CLEAN, "-i", "--no-verify", article).returncode == 0
    usual = time.monotonic() - begin
    for _ in range(8):
        article.write_bytes(old)
        process = subprocess.Popen([*COMMAND, *CLEAN, "-i", "--no-verify", article], stderr=subprocess.DEVNULL)
        time.sleep(random.uniform(0.6, 1.1) * usual)  # noqa: S311 - no secret
        process.kill()
        process.wait()
        assert article.read_bytes() in (old, new)


REPLACE_FOR_EVER = """
import sys
from articlefix import files
path, old, new = sys.argv[1], b"a" * 3_000_000, b"b" * 2_000_000
while True:
    for data in (new, old):
        files.replace(files.read(path), data)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_stopped_while_replacing_the_file_is_the_old_or_the_new(article: Path, number: signal.Signals) -> None:
    random.seed(int(number))
    for _ in range(15):
        article.write_bytes(b"a" * 3_000_000)
        begun = article.stat().st_ino
        process = subprocess.Popen(
            [sys.executable, "-c", REPLACE_FOR_EVER, article], stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        while article.stat().st_ino == begun and process.poll() is None:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.03))  # noqa: S311 - no secret
        process.send_signal(number)
        process.wait(60)
        assert article.read_bytes() in (b"a" * 3_000_000, b"b" * 2_000_000)
        if number == signal.SIGINT:
            assert leftovers(article.parent) == []


def test_what_a_killed_run_left_is_not_taken_for_a_text(article: Path) -> None:
    (article.parent / ".articlefix-1f-0123456789ab.tmp").write_bytes(b"half of a te")
    done = start(*CLEAN, "-i", "--include", "*", article.parent)
    assert done.stderr == b"1 file changed, 0 left alone\n"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_stopped_politely_it_leaves_nothing_behind(tmp_path: Path, number: signal.Signals, code: int) -> None:
    paths = [tmp_path / f"{index:03}.txt" for index in range(300)]
    for path in paths:
        path.write_bytes(BEFORE * 200)
    process = subprocess.Popen([*COMMAND, *CLEAN, "-i", tmp_path], stderr=subprocess.PIPE)
    while paths[3].read_bytes() != AFTER * 200:
        time.sleep(0.001)
    process.send_signal(number)
    assert process.stderr is not None
    with process.stderr as stderr:
        assert b"Traceback" not in stderr.read()
    assert process.wait(60) == code
    assert leftovers(tmp_path) == []
    contents = [path.read_bytes() for path in paths]
    assert set(contents) == {BEFORE * 200, AFTER * 200}


def test_two_runs_at_once(article: Path) -> None:
    for _ in range(3):
        article.write_bytes(BEFORE * 2000)
        processes = [subprocess.Popen([*COMMAND, *CLEAN, "-i", article], stderr=subprocess.PIPE) for _ in range(3)]
        messages = [process.communicate(timeout=60)[1] for process in processes]
        assert article.read_bytes() == AFTER * 2000
        for process, message in zip(processes, messages, strict=True):
            assert process.returncode == 0 or b"changed by another program meanwhile" in message
        assert 0 in [process.returncode for process in processes]
    assert leftovers(article.parent) == []


# Start-up

HEAVY = ("rich", "ftfy", "regex", "importlib.metadata", "difflib", "tempfile", "pathlib", "markdown_it")


def loaded(*arguments: object) -> set[str]:
    """Return the modules that a command loads."""
    program = (
        "import sys; from articlefix.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        # -S: what the surroundings load at the start is not the command's doing.
        [sys.executable, "-S", "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return set(done.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_the_version_loads_no_pass(arguments: list[str]) -> None:
    modules = loaded(*arguments)
    assert not modules & {*HEAVY, "tomllib"}
    assert not [name for name in modules if name.startswith(("articlefix.passes", "articlefix.cli.clean"))]


def test_cleaning_loads_what_it_needs(article: Path) -> None:
    article.write_text("The cat and the dog were in the house , and it was late.\n" * 80, encoding="utf-8")
    assert not loaded("clean", "--isolated", article) & set(HEAVY)


def test_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for index in range(1000):
        folder = tmp_path / f"{index // 100}"
        folder.mkdir(exist_ok=True)
        (folder / f"{index}.txt").write_bytes(BEFORE if index % 2 else AFTER)
    done = start(*CLEAN, "-i", ".", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"500 files changed, 500 left alone\n")
    assert {path.read_bytes() for path in tmp_path.rglob("*.txt")} == {AFTER}
