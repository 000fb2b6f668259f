"""`review` asks about each change and writes what is accepted at the end; `apply` carries out what was saved."""

import json
import os
import pty
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from articlefix import StructureError
from articlefix.cli.review import Decisions
from command_line import COMMAND, Outcome, Run

A = "Two  words , and so.\n\nThree  words were here , and so on.\n"
B = "On the hill , a house.\n"
OPTIONS = ("--isolated", "--language=en", "--color=never")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    (tmp_path / "good.txt").write_text("Nothing here needs repair.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


DECIDED = '{"version": 1, "files": [{"path": "a.txt", "sha256": "x", "edits": [%s]}]}'
Review = Callable[..., Outcome]


@pytest.fixture
def review(run: Run, monkeypatch: pytest.MonkeyPatch) -> Review:
    """Review with these keys, of which the last must be needed."""

    def review(keys: str, *arguments: object) -> Outcome:
        left = list(keys)
        monkeypatch.setattr(click, "getchar", lambda: left.pop(0))
        outcome = run("review", *OPTIONS, *arguments, terminal=True)
        assert left == []
        return outcome

    return review


def texts(folder: Path) -> tuple[str, str]:
    return (folder / "a.txt").read_text(encoding="utf-8"), (folder / "b.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("keys", "a", "b", "accepted"),
    [
        ("yyyyy", "Two words, and so.\n\nThree words were here, and so on.\n", "On the hill, a house.\n", 5),
        ("nnnnn", A, B, 0),
        ("ynnyn", "Two words , and so.\n\nThree  words were here, and so on.\n", B, 2),
        ("aa", "Two words, and so.\n\nThree words were here, and so on.\n", "On the hill, a house.\n", 5),
        ("ai", "Two words , and so.\n\nThree words were here , and so on.\n", B, 2),
        ("ii", A, B, 0),
        ("yq", "Two words , and so.\n\nThree  words were here , and so on.\n", B, 1),
        ("q", A, B, 0),
        ("yuq", A, B, 0),
        ("auny\x04", "Two  words, and so.\n\nThree  words were here , and so on.\n", B, 1),
        ("uyyuu?nq", A, B, 0),
        ("xy q", "Two words , and so.\n\nThree  words were here , and so on.\n", B, 1),
    ],
)
def test_what_is_accepted_is_written(
    folder: Path, review: Review, keys: str, a: str, b: str, accepted: int
) -> None:
    code, _, err = review(keys, ".")
    assert (code, err) == (0, f"{accepted} of 5 changes accepted\n")
    assert texts(folder) == (a, b)


def test_each_change_is_shown_with_its_place_and_rule(folder: Path, review: Review) -> None:
    out = review("n?q", ".").out.decode()
    assert "\n1 of 5\n./a.txt:1:5 run-of-spaces Two or more spaces stand between two words.\n" in out
    assert "1 | Two  words , and so.\n" in out
    assert "y, n, a, i, e, u, q, ? n\n\n2 of 5\n./a.txt:1:11 space-before-comma" in out
    assert "a  accept all of this rule" in out
    assert folder


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a line of shell be the editor; `$1` is the file."""

    def editor(line: str) -> None:
        program = tmp_path / ".editor"
        program.write_text(f'#!/bin/sh\n{line}\ntouch "$1"\n', encoding="utf-8")
        program.chmod(0o700)
        monkeypatch.setenv("VISUAL", str(program))

    return editor


@pytest.mark.parametrize(
    "case",
    [
        # The editor has the passage up to the next change; and with and without a line end, which editors add.
        (r"""grep -qx 'Two words' "$1" && printf 'Two big words' > "$1" """, "eq", "Two big words , and so.", 1),
        (r"""printf 'Two big words\n' > "$1" """, "eq", "Two big words , and so.", 1),
        (r"""printf 'Two big words\n' > "$1" """, "eyq", "Two big words, and so.", 2),
        (r""": > "$1" """, "eq", " , and so.", 1),
        (r"""printf 'Two\nwords' > "$1" """, "eq", "Two\nwords , and so.", 1),
        # Two that stand beside each other: the second begins where the first ends.
        (r"""sed -i 's/.$/&!/' "$1" """, "eeq", "Two words!, and so.!", 2),
        # What was there is no change.
        (r"""printf 'Two  words\n' > "$1" """, "eyq", "Two  words, and so.", 2),
        # Taken back, the change is what it was.
        (r"""printf 'Two big words' > "$1" """, "euyq", "Two words , and so.", 1),
        (r"""printf 'Two big words' > "$1" """, "eunq", "Two  words , and so.", 0),
        # Not saved, or failed: asked again.
        ("exit 0", "enq", "Two  words , and so.", 0),
        (r"""printf 'x' > "$1"; exit 1""", "enq", "Two  words , and so.", 0),
        (r"""printf '\377' > "$1" """, "enq", "Two  words , and so.", 0),
    ],
)
def test_a_change_can_be_edited(
    folder: Path, review: Review, editor: Callable[[str], None], case: tuple[str, str, str, int]
) -> None:
    line, keys, first, accepted = case
    editor(line)
    code, _, err = review(keys, "a.txt")
    assert code == 0
    assert err.endswith(f"{accepted} of 4 changes accepted\n")
    assert texts(folder)[0] == A.replace("Two  words , and so.", first)


def test_of_words_that_would_go_the_editor_has_the_words(
    folder: Path, review: Review, editor: Callable[[str], None]
) -> None:
    path = folder / "c.txt"
    path.write_bytes(b"It rained all night.\r\n\r\nShare this article on Facebook\r\n")
    editor("""printf 'Tell a friend\n' >> "$1"; cp "$1" seen""")
    assert review("e", "--format=text", "c.txt").code == 0
    assert "Share this article on Facebook\nTell a friend\n" in (folder / "seen").read_text(encoding="utf-8")
    assert b"Facebook\r\nTell a friend" in path.read_bytes()
    assert b"Facebook\nTell" not in path.read_bytes()


def test_what_a_person_writes_may_be_another_element_of_markdown(
    folder: Path, review: Review, editor: Callable[[str], None]
) -> None:
    path = folder / "c.md"
    path.write_text("On the hill , a house.\n\nIt was late , and dark.\n", encoding="utf-8")
    editor(r"""sed -i 's/^/# /' "$1" """)
    code, _, err = review("ey", "c.md")
    assert (code, err) == (0, "2 of 2 changes accepted\n")
    assert path.read_text(encoding="utf-8") == "# On the hill, a house.\n\nIt was late, and dark.\n"


def test_where_nothing_would_change_nothing_is_asked(folder: Path, review: Review) -> None:
    assert review("", "good.txt") == (0, b"", "0 of 0 changes accepted\n")
    assert folder


def test_an_interrupt_writes_nothing(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("yy")

    def getchar() -> str:
        for key in keys:
            return key
        raise KeyboardInterrupt

    monkeypatch.setattr(click, "getchar", getchar)
    assert run("review", *OPTIONS, ".", terminal=True).code == 130
    assert texts(folder) == (A, B)


def test_a_file_that_changes_meanwhile_is_left_alone(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def getchar() -> str:
        (folder / "a.txt").write_text("New.\n", encoding="utf-8")
        return "a"

    monkeypatch.setattr(click, "getchar", getchar)
    code, _, err = run("review", *OPTIONS, ".", terminal=True)
    assert code == 2
    assert "a.txt: has changed since it was reviewed, and is left alone; review it again" in err
    assert texts(folder) == ("New.\n", "On the hill, a house.\n")


def test_a_part_of_the_changes_is_held_to_the_structure_of_markdown(
    folder: Path, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    def harms(*_: object, **__: object) -> None:
        raise StructureError("spacing", "would render line 1 as other elements")

    monkeypatch.setattr("articlefix.cleaner.Cleaner.check_structure", harms)
    path = folder / "c.md"
    path.write_text(B, encoding="utf-8")
    code, _, err = review("y", "c.md")
    assert code == 2
    assert "would render line 1 as other elements" in err
    assert path.read_text(encoding="utf-8") == B


@pytest.mark.parametrize(
    ("terminal", "arguments", "message"),
    [
        (False, ["."], "review asks on a terminal; --check, --diff and report need none"),
        (True, ["-"], "review needs files; the keyboard answers"),
    ],
)
def test_misuse_is_told(
    folder: Path,
    run: Run,
    terminal: bool,  # noqa: FBT001 - a column of the table
    arguments: list[str],
    message: str,
) -> None:
    code, _, err = run("review", *arguments, terminal=terminal)
    assert code == 2
    assert message in err
    assert folder


# Decisions


def test_an_answer_that_is_taken_back_frees_all_that_it_decided() -> None:
    decisions = Decisions(["a", "b", "a", "b"])
    decisions.answer("n")
    decisions.answer("a")
    assert decisions.accepted == [False, True, None, True]
    decisions.answer("i")
    assert decisions.position is None
    decisions.answer("y")
    decisions.undo()
    decisions.undo()
    assert decisions.accepted == [False, None, None, None]


def test_what_is_saved_is_carried_out(folder: Path, run: Run, review: Review) -> None:
    assert review("ynnyn", "--save=decisions.json", ".").err == "2 of 5 changes accepted, in decisions.json\n"
    assert texts(folder) == (A, B)
    saved = json.loads((folder / "decisions.json").read_text(encoding="ascii"))
    assert [(file["path"], len(file["edits"])) for file in saved["files"]] == [("./a.txt", 2), ("./b.txt", 0)]
    assert run("apply", "decisions.json") == (0, b"", "1 file changed\n")
    assert texts(folder) == ("Two words , and so.\n\nThree  words were here, and so on.\n", B)


def test_a_file_that_has_changed_since_is_refused(folder: Path, run: Run, review: Review) -> None:
    review("aa", "--save=decisions.json", ".")
    (folder / "a.txt").write_text(A + "More.\n", encoding="utf-8")
    code, _, err = run("apply", "decisions.json")
    assert code == 2
    assert "a.txt: has changed since it was reviewed" in err
    assert err.endswith("1 file changed, 1 failed\n")
    assert texts(folder) == (A + "More.\n", "On the hill, a house.\n")
    (folder / "a.txt").unlink()
    assert "a.txt: cannot be read" in run("apply", "decisions.json").err


def test_bytes_are_kept(folder: Path, run: Run, review: Review) -> None:
    (folder / "a.txt").write_bytes("Café  noir , now.\r\nNext.".encode("cp1252"))
    review("aa", "--encoding=cp1252", "--save=decisions.json", "a.txt")
    assert run("apply", "--encoding=cp1252", "decisions.json").code == 0
    assert (folder / "a.txt").read_bytes() == "Café noir, now.\r\nNext.".encode("cp1252")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"version": 2, "files": []}',
        '{"version": 1, "files": [{"path": "a.txt", "sha256": "x"}]}',
        '{"version": 1, "files": [{"path": "a.txt", "sha256": "x", "edits": [{"start": 0}]}]}',
        DECIDED % '{"start": 4, "end": 2, "replacement": "", "rules": []}',
        DECIDED % '{"start": "0", "end": 2, "replacement": "", "rules": []}',
        DECIDED % '{"start": 0, "end": 2, "replacement": "", "rules": [1]}',
    ],
)
def test_a_damaged_file_of_decisions_is_refused(folder: Path, run: Run, text: str) -> None:
    (folder / "decisions.json").write_text(text, encoding="utf-8")
    code, _, err = run("apply", "decisions.json")
    assert code == 2
    assert "decisions.json: is " in err
    assert texts(folder) == (A, B)


@pytest.mark.slow
def test_it_works_on_a_real_terminal(folder: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [*COMMAND, "review", *OPTIONS, "a.txt"])  # noqa: S606 - the project's own command
    screen = b""
    limit = time.monotonic() + 60
    keys = [b"y", b"n", b"u", b"y", b"i", b"n"]
    try:
        while time.monotonic() < limit:
            if not select.select([terminal], [], [], 0.3)[0]:
                # A key that is typed before it is asked for is thrown away.
                if keys and screen.endswith(b"? "):
                    screen += b"|"
                    os.write(terminal, keys.pop(0))
                continue
            try:
                got = os.read(terminal, 4096)
            except OSError:
                break
            screen += got
    finally:
        os.close(terminal)
        _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, screen.decode()
    assert keys == []
    assert (folder / "a.txt").read_text(encoding="utf-8") == A.replace("Two  words ,", "Two words,")
