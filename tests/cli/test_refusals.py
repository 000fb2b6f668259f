"""Files that are no article are refused with exit code 2, keep their bytes, and the message says what to do."""

from pathlib import Path

import pytest

from command_line import Run

PAGE = b"<!DOCTYPE html>\n<html><body><p>It was late , and dark.</p></body></html>\n"
PROSE = b"It was late , and dark.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.html").write_bytes(PAGE)
    (tmp_path / "page.txt").write_bytes(PAGE)
    (tmp_path / "data.json").write_bytes(b'{"text": "It was late , and dark."}\n')
    (tmp_path / "script.py").write_bytes(b"print( 'late' )\n")
    (tmp_path / "late.txt").write_bytes(PROSE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "page.html",
            "is HTML, not an article, and is left alone; articlefix clean --format html gives its article",
        ),
        (
            "page.txt",
            "holds HTML, not an article, and is left alone; articlefix clean --format html gives its article",
        ),
        ("data.json", "is JSON, not an article, and is left alone; articlefix corpus cleans"),
        ("script.py", "is source code, not an article, and is left alone."),
    ],
)
def test_a_named_file_is_refused_and_the_others_are_done(folder: Path, run: Run, name: str, message: str) -> None:
    before = (folder / name).read_bytes()
    for command in (["clean", "-i"], ["check"], ["check", "--fix"]):
        (folder / "late.txt").write_bytes(PROSE)
        code, _, err = run(*command, name, "late.txt")
        assert code == 2
        assert f"articlefix: error: {name}: {message}" in err
        assert "--format text" in err
        assert (folder / name).read_bytes() == before
        assert ((folder / "late.txt").read_bytes() == PROSE) == (command == ["check"])


def test_what_include_finds_is_refused(folder: Path, run: Run) -> None:
    code, _, err = run("clean", "-i", "--include", "*.html", ".")
    assert code == 2
    assert "./page.html: is HTML" in err
    assert "./page.txt: holds HTML" in err
    assert (folder / "page.html").read_bytes() == (folder / "page.txt").read_bytes() == PAGE
    assert (folder / "late.txt").read_bytes() == b"It was late, and dark.\n"


@pytest.mark.parametrize("arguments", [(), ("--stdin-filename", "page.html"), ("--stdin-filename", "a.txt")])
def test_a_page_on_standard_input_is_refused(folder: Path, run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run("clean", *arguments, stdin=PAGE)
    assert (code, out) == (2, b"")
    assert "HTML, not an article" in err
    assert folder


def test_a_page_in_another_encoding_is_a_page_first(folder: Path, run: Run) -> None:
    (folder / "old.html").write_bytes(b"<html>caf\xe9</html>")
    assert "old.html: is HTML" in run("clean", "old.html").err
    assert "none.html: cannot be read: No such file" in run("clean", "none.html").err


def test_who_says_what_a_file_is_is_believed(folder: Path, run: Run) -> None:
    (folder / "words.csv").write_bytes(PROSE)
    assert run("clean", "--format", "text", "words.csv") == (0, b"It was late, and dark.\n", "")
    (folder / "articlefix.toml").write_text('[[overrides]]\npaths = ["*.csv"]\nformat = "text"\n', encoding="utf-8")
    assert run("clean", "words.csv") == (0, b"It was late, and dark.\n", "")
    # Said of all files, it was said with articles in mind.
    (folder / "articlefix.toml").write_text('format = "text"\n', encoding="utf-8")
    assert run("clean", "words.csv").code == 2
