"""`--format html` on the command line: to standard output or elsewhere, and never in place."""

import importlib.util
from pathlib import Path

import pytest

from command_line import Run

PARAGRAPH = (
    "The ferry left the harbour at noon , as it had on every day since the war, with a cargo of mail and bread."
)
PAGE = (
    f"<!doctype html><html><head><title>x</title></head><body><article><p>{PARAGRAPH}</p></article></body></html>\n"
)
ARTICLE = PARAGRAPH.replace(" ,", ",") + "\n"

needs_trafilatura = pytest.mark.skipif(
    importlib.util.find_spec("trafilatura") is None, reason="trafilatura is not installed"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@needs_trafilatura
def test_the_article_goes_to_standard_output(folder: Path, run: Run) -> None:
    assert run("clean", "--format=html", "page.html") == (0, ARTICLE.encode(), "")
    assert run("clean", "--format=html", stdin=PAGE.encode()) == (0, ARTICLE.encode(), "")
    (folder / "articlefix.toml").write_text(
        '[[overrides]]\npaths = ["*.html"]\nformat = "html"\n', encoding="utf-8"
    )
    assert run("clean", "page.html") == (0, ARTICLE.encode(), "")


@needs_trafilatura
def test_the_article_goes_to_a_file_of_markdown(folder: Path, run: Run) -> None:
    assert run("clean", "--format=html", "page.html", "-o", "out.txt").code == 0
    assert (folder / "out.txt").read_text(encoding="utf-8") == ARTICLE
    assert run("clean", "--format=html", "--include=*.html", ".", "-o", "out/").code == 2  # out.txt is no page
    assert (folder / "out" / "page.md").read_text(encoding="utf-8") == ARTICLE


@needs_trafilatura
def test_an_article_in_another_encoding_is_written_in_utf_8(folder: Path, run: Run) -> None:
    (folder / "old.html").write_bytes(PAGE.replace("cargo", "café &mdash; cargo").encode("cp1252"))
    done = run("clean", "--format=html", "--encoding=cp1252", "old.html")
    assert (done.code, "café — cargo" in done.out.decode()) == (0, True)


@needs_trafilatura
@pytest.mark.parametrize(
    "command",
    [
        ["clean", "-i"],
        ["clean", "--check"],
        ["clean", "--diff"],
        ["check"],
        ["check", "--fix"],
        ["report", "-o", "report.out"],
    ],
    ids=" ".join,
)
def test_a_page_is_never_replaced_and_has_no_places(folder: Path, run: Run, command: list[str]) -> None:
    code, _, err = run(*command, "--format=html", "page.html")
    assert code == 2
    assert "page.html: is a page by its format, html, and only its article can be cleaned" in err
    assert (folder / "page.html").read_text(encoding="utf-8") == PAGE


@needs_trafilatura
def test_what_holds_no_article_is_told_of(folder: Path, run: Run) -> None:
    (folder / "empty.html").write_text("<html><body></body></html>", encoding="utf-8")
    code, out, err = run("clean", "--format=html", "empty.html")
    assert (code, out) == (2, b"")
    assert "empty.html: no article was found in the page" in err


def test_without_the_library_it_is_told_what_to_install(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    code, out, err = run("clean", "--format=html", "page.html")
    assert (code, out) == (2, b"")
    assert "'--format': html needs trafilatura: pip install 'articlefix[html]'" in err
    assert folder


@needs_trafilatura
def test_a_corpus_takes_no_pages(folder: Path, run: Run) -> None:
    (folder / "a.jsonl").write_text("{}\n", encoding="utf-8")
    code, _, err = run("corpus", "--format=html", "a.jsonl", "out")
    assert code == 2
    assert "extract the article of a page first" in err
    assert not (folder / "out").exists()
