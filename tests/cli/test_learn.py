"""`learn`: what it writes and says, under which exit code, and that the other commands use what it wrote."""

import shutil
from pathlib import Path

import pytest

from articlefix.sites import profiles
from command_line import Run
from fixture_tables import FIXTURES

SLUGS = sorted(folder.name for folder in (FIXTURES / "courier").iterdir())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with the articles of a site, a file each."""
    (tmp_path / "site").mkdir()
    for slug in SLUGS:
        shutil.copy(FIXTURES / "courier" / slug / "raw.txt", tmp_path / "site" / f"{slug}.txt")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_profile_is_written_and_what_is_kept_is_told(folder: Path, run: Run) -> None:
    code, out, err = run("learn", "site", "-o", "courier.toml")
    assert (code, out) == (0, b"")
    first, *kept = err.splitlines()
    assert first.endswith("lines learned from 20 articles, 4 kept")
    assert "kept: 'What happens next' in 5 articles: stands between paragraphs, and may be a heading" in kept
    assert profiles.read(folder / "courier.toml").articles == 20


def test_without_an_output_it_goes_to_standard_output(folder: Path, run: Run) -> None:
    code, out, err = run("learn", "-q", "site")
    assert (code, err) == (0, "")
    assert profiles.parse(out, "standard output").articles == 20
    assert list(folder.iterdir()) == [folder / "site"]


def test_the_commands_use_it(folder: Path, run: Run) -> None:
    run("learn", "site", "-o", "courier.toml")
    raw = folder / "site" / f"{SLUGS[0]}.txt"
    clean = (FIXTURES / "courier" / SLUGS[0] / "clean.txt").read_bytes()
    assert run("clean", "--boilerplate-profile", "courier.toml", raw).out == clean
    listed = run(
        "check", "--boilerplate-profile", "courier.toml", "--output-format=concise", "-q", raw
    ).out.decode()
    assert "A line recurs over the articles of its site." in listed
    assert "Evidence: in 20 of 20 articles" in listed


def test_a_configuration_file_names_it_beside_itself(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("learn", "site", "-o", "courier.toml")
    (folder / "articlefix.toml").write_text('boilerplate-profile = "courier.toml"\n', encoding="utf-8")
    monkeypatch.chdir(folder / "site")
    clean = (FIXTURES / "courier" / SLUGS[0] / "clean.txt").read_bytes()
    assert run("clean", f"{SLUGS[0]}.txt").out == clean


def test_a_profile_that_is_not_valid_is_named_once(folder: Path, run: Run) -> None:
    (folder / "courier.toml").write_text("version = 1\nlines = []\n", encoding="utf-8")
    code, out, err = run("clean", "--check", "--boilerplate-profile", "courier.toml", "site")
    assert (code, out) == (2, b"")
    assert err.count("articlefix: error: courier.toml: unknown key 'lines'; did you mean 'line'?\n") == 1


def test_a_missing_profile_is_an_error(folder: Path, run: Run) -> None:
    code, out, err = run("clean", "--boilerplate-profile", folder / "none.toml", "-", stdin=b"text")
    assert (code, out) == (2, b"")
    assert "none.toml: cannot be read: No such file or directory" in err


def test_two_articles_are_too_few(folder: Path, run: Run) -> None:
    code, out, err = run("learn", folder / "site" / f"{SLUGS[0]}.txt", folder / "site" / f"{SLUGS[1]}.txt")
    assert (code, out) == (2, b"")
    assert "2 articles cannot tell what recurs: give 3 at least, and better twenty" in err


@pytest.mark.usefixtures("folder")
def test_standard_input_is_refused(run: Run) -> None:
    code, out, err = run("learn", "-", "site")
    assert (code, out) == (2, b"")
    assert "learn reads each article twice" in err


def test_a_file_that_cannot_be_read_fails_alone(folder: Path, run: Run) -> None:
    (folder / "site" / "broken.txt").write_bytes(b"\xff\xfe\x00\x00broken\xff")
    code, _, err = run("learn", "site", "-o", "courier.toml")
    assert code == 2
    assert err.count("broken.txt: ") == 1
    assert profiles.read(folder / "courier.toml").articles == 20


def test_the_threshold_decides(folder: Path, run: Run) -> None:
    run("learn", "-q", "site", "--threshold", "90", "-o", "courier.toml")
    entries = profiles.read(folder / "courier.toml").entries
    assert min(entry.articles for entry in entries) >= 18
    assert run("learn", "site", "--threshold", "101").code == 2
