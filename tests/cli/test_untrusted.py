"""A repository that nobody has read can make a run neither hang nor look outside, whatever it holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import COMMAND, Outcome

pytestmark = pytest.mark.slow

LIMIT = 20  # seconds, of which a start takes one on a busy machine


def run(*arguments: object, cwd: Path) -> Outcome:
    """Run the real command, and fail where it hangs."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    place = tmp_path / "repository"
    place.mkdir()
    (place / ".git").mkdir()
    (place / f"{'a' * 120}.md").write_text("It was late , and dark.\n", encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (".gitignore", "*a*a*a*a*a*a*a*a*a*b"),
        (".articlefixignore", "*a*a*a*a*a*a*a*a*a*b\n**/**/**/**/**/**/*a*a*a*a*b"),
        ("articlefix.toml", '[[overrides]]\npaths = ["*a*a*a*a*a*a*a*a*b"]\nquotes = "keep"\n'),
    ],
)
def test_a_pattern_cannot_hang(repository: Path, name: str, content: str) -> None:
    (repository / name).write_text(content, encoding="utf-8")
    assert run("clean", "--check", ".", cwd=repository).code == 1


@pytest.mark.parametrize("line", ["!", "\\", "[z-a]"])
@pytest.mark.parametrize("name", [".gitignore", ".articlefixignore"])
def test_a_bad_ignore_file_costs_itself_alone(repository: Path, name: str, line: str) -> None:
    (repository / "sub").mkdir()
    (repository / "sub" / name).write_text(line, encoding="utf-8")
    code, _, err = run("clean", "--check", ".", cwd=repository)
    assert code == 1
    assert f"warning: {repository}/sub/{name}:1: is passed over" in err


def test_a_profile_may_be_no_device_and_no_pipe(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    for path, reason in (("pipe", "it is no regular file"), ("/dev/zero", "outside of the repository")):
        (repository / "articlefix.toml").write_text(f'boilerplate-profile = "{path}"\n', encoding="utf-8")
        code, _, err = run("clean", "--check", ".", cwd=repository)
        assert code == 2
        assert reason in err


@pytest.mark.parametrize("path", ["../secret.toml", "link.toml", "folder/secret.toml", "{absolute}"])
def test_a_profile_outside_is_not_read(repository: Path, path: str) -> None:
    secret = repository.parent / "secret.toml"
    secret.write_text('version = "s3cr3t"\n', encoding="utf-8")
    (repository / "link.toml").symlink_to(secret)
    (repository / "folder").symlink_to(repository.parent)
    for table in ("", '[[overrides]]\npaths = ["*.md"]\n'):
        text = f'{table}boilerplate-profile = "{path.format(absolute=secret)}"\n'
        (repository / "articlefix.toml").write_text(text, encoding="utf-8")
        code, _, err = run("clean", "--check", ".", cwd=repository)
        assert code == 2
        assert "lies outside of the repository; give it on the command line" in err
        assert "s3cr3t" not in err


def test_a_profile_of_the_command_line_may_lie_anywhere(repository: Path) -> None:
    profile = repository.parent / "profile.toml"
    profile.write_text("version = 1\narticles = 5\n", encoding="utf-8")
    assert run("clean", "--check", "--boilerplate-profile", profile, ".", cwd=repository).code == 1


@pytest.mark.parametrize("name", ["articlefix.toml", "pyproject.toml"])
@pytest.mark.parametrize("line", ["x = " + "1" * 6000, "[" + ".".join(["a"] * 100_000) + "]", "x = [" * 50_000])
def test_a_configuration_that_is_a_trap_is_refused(repository: Path, name: str, line: str) -> None:
    (repository / name).write_text(f"# articlefix\n{line}\n", encoding="utf-8")
    code, _, err = run("clean", "--check", ".", cwd=repository)
    assert code == 2
    assert "is not valid" in err
    assert "internal error" not in err


def test_a_configuration_cannot_enable_code_that_lies_in_the_repository(repository: Path) -> None:
    """What is not installed is no plugin, though it lie where the command is run."""
    told = repository / "told"
    (repository / "evil.py").write_text(f"open({str(told)!r}, 'w').close()\n", encoding="utf-8")
    information = repository / "evil-1.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", encoding="utf-8")
    (information / "entry_points.txt").write_text("[articlefix.passes]\nevil = evil:PASS\n", encoding="utf-8")
    (repository / "articlefix.toml").write_text('enable = ["evil"]\n', encoding="utf-8")
    # As the installed script starts: Python's `-m` alone would put the working directory on the path.
    script = "import sys; from articlefix.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, "clean", "--check", "."],
        cwd=repository,
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 2
    assert b"evil" in done.stderr
    assert not told.exists()
