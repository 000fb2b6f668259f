"""`report`: one page of many files, written whole or not at all."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from articlefix import Cleaner, UnstableError
from command_line import Run, start

DAMAGED = "It was late , and we had not yet read the news that they sent.\n"


def data_of(html: bytes) -> dict[str, Any]:
    _, _, rest = html.partition(b'<script type="application/json" id="data">')
    found: dict[str, Any] = json.loads(rest.partition(b"</script")[0])
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.txt").write_text(DAMAGED)
    (folder / "b.md").write_text("All is well.\n")
    (folder / "c.txt").write_bytes(b"Not text\x00\n")
    return folder


def test_a_page_has_every_file_and_why_it_is_as_it_is(run: Run, folder: Path) -> None:
    output = folder.parent / "report.html"
    code, out, err = run("report", folder, "-o", output)
    assert (code, out) == (2, b"")
    assert err.splitlines() == [
        f"articlefix: error: {folder}/c.txt: is binary, not text (a NUL byte at offset 8)",
        f"{output}: 2 files, 1 of them changed, 1 edit, 0 findings, 1 failed",
    ]
    first, second, third = data_of(output.read_bytes())["articles"]
    assert first["name"] == f"{folder}/a.txt"
    assert (first["text"], [mark[:2] for mark in first["marks"]]) == (DAMAGED, [[11, 12]])
    # What apply asks for, should somebody accept the change on the page.
    assert first["path"] == f"{folder}/a.txt"
    assert first["sha256"] == hashlib.sha256((folder / "a.txt").read_bytes()).hexdigest()
    assert second == {"name": f"{folder}/b.md", "text": "All is well.\n", "marks": []}
    assert third == {"name": f"{folder}/c.txt", "failure": "is binary, not text (a NUL byte at offset 8)"}
    assert (folder / "a.txt").read_text() == DAMAGED


def test_what_clean_would_not_write_has_failed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes("Au café &ldquo;Bleu&rdquo; , on boit.\n".encode("latin-1"))
    out = run("report", tmp_path / "a.txt", "-o", "-", "--encoding", "latin-1").out
    (article,) = data_of(out)["articles"]
    assert article["failure"].startswith("the repaired text holds U+201C, which latin-1 does not have")

    def verify(*_: object) -> None:
        raise UnstableError("spacing", "would change line 1 of the result again")

    monkeypatch.setattr(Cleaner, "verify", verify)
    (tmp_path / "a.txt").write_text(DAMAGED)
    code, out, _ = run("report", tmp_path / "a.txt", "-o", "-")
    (article,) = data_of(out)["articles"]
    assert (code, article["failure"]) == (
        2,
        "pass 'spacing' would change line 1 of the result again; the file is left alone",
    )


def test_a_path_that_is_not_there_is_in_the_page(run: Run, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    assert run("report", tmp_path / "missing.txt", "-o", output).code == 2
    (article,) = data_of(output.read_bytes())["articles"]
    assert article == {"name": f"{tmp_path}/missing.txt", "failure": "cannot be read: No such file or directory"}


def test_a_dash_writes_the_page_to_standard_output(run: Run, folder: Path) -> None:
    code, out, err = run("report", folder / "a.txt", "-o", "-")
    assert (code, err) == (0, "standard output: 1 file, 1 of them changed, 1 edit, 0 findings\n")
    assert out.startswith(b"<!DOCTYPE html>\n")
    assert out.endswith(b"</html>\n")
    assert run("report", folder / "a.txt", "-o", "-", "-q") == (0, out, "")


def test_standard_input_is_an_article(run: Run) -> None:
    out = run("report", "-", "-o", "-", "--stdin-filename", "posts/x.md", stdin=DAMAGED.encode()).out
    assert [article["name"] for article in data_of(out)["articles"]] == ["posts/x.md"]


def test_the_options_and_the_configuration_are_those_of_clean(run: Run, folder: Path) -> None:
    def marks(*options: str) -> list[Any]:
        out = run("report", folder / "a.txt", "-o", "-", *options).out
        found: list[Any] = data_of(out)["articles"][0]["marks"]
        return found

    assert marks("--skip", "spacing") == marks("--ignore", "space-before-comma") == []
    (folder / "articlefix.toml").write_text('skip = ["spacing"]\n')
    assert marks() == []
    assert len(marks("--isolated")) == 1
    assert run("report", folder, "-o", "-", "--skip", "spcing").code == 2


def test_an_output_that_would_cost_something_is_refused(run: Run, folder: Path) -> None:
    code, _, err = run("report", folder, "-o", folder / "a.txt")
    assert (code, (folder / "a.txt").read_text()) == (2, DAMAGED)
    assert f"-o would write onto the input {folder}/a.txt: name another file, such as report.html" in err
    code, _, err = run("report", folder, "-o", folder)
    assert code == 2
    assert f"-o {folder} is a folder: name a file in it, such as report.html" in err
    code, _, err = run("report", folder)
    assert code == 2
    assert "Missing option '-o' / '--output'" in err


def test_a_page_that_cannot_be_written_leaves_the_old_one(run: Run, folder: Path) -> None:
    output = folder.parent / "report.html"
    output.write_text("old")
    output.chmod(0o444)
    code, _, err = run("report", folder / "a.txt", "-o", output)
    assert (code, output.read_text()) == (2, "old")
    assert "is read-only; nothing was written" in err
    code, _, err = run("report", folder / "a.txt", "-o", folder / "none" / "report.html")
    assert code == 2
    assert "its folder does not exist" in err
    assert sorted(path.name for path in folder.parent.iterdir()) == ["posts", "report.html"]


def test_a_page_takes_the_place_of_the_last(run: Run, folder: Path) -> None:
    output = folder.parent / "report.html"
    output.write_text("old")
    assert run("report", folder / "a.txt", "-o", output, "-q") == (0, b"", "")
    first = output.read_bytes()
    assert run("report", folder / "a.txt", "-o", output, "-q") == (0, b"", "")
    assert output.read_bytes() == first


def test_a_folder_without_articles_gives_a_page_that_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, _, err = run("report", tmp_path / "empty", "-o", tmp_path / "report.html")
    assert (code, data_of((tmp_path / "report.html").read_bytes())["articles"]) == (0, [])
    assert "no .txt, .md or .markdown file was found" in err


def test_a_name_that_no_encoding_has_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a\udcff\n<b>.txt").write_text(DAMAGED)
    done = start("report", ".", "-o", "-", cwd=tmp_path)
    assert done.returncode == 0
    assert data_of(done.stdout)["articles"][0]["name"] == r"./a\udcff\n<b>.txt"
