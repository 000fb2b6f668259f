"""Every combination of options of `clean` that matters: the bytes, the exit code, the message."""

import itertools
import os
from pathlib import Path

import pytest

import articlefix.cleaner
import articlefix.registry
from articlefix import Cleaner, Contract, Document, Edit, Pass, Result, Rule, Stage, Touch, UnstableError
from articlefix.core.document import no_protection
from command_line import Outcome, Run

BEFORE = "Two  spaces.\n"
AFTER = "Two spaces.\n"
CLEAN = "Nothing here needs repair.\n"
ONLY = "--only=whitespace"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory with a text to repair, and one that needs none."""
    (tmp_path / "bad.txt").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "good.txt").write_text(CLEAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def snapshot(root: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def texts(root: Path) -> dict[str, str]:
    return {name: data.decode() for name, (data, _, _) in snapshot(root).items()}


# Where text comes from and goes to


@pytest.mark.parametrize("arguments", [("bad.txt",), ("-",), (), ("bad.txt", "-o", "-"), ("-o", "-")])
def test_text_goes_to_standard_output(folder: Path, run: Run, arguments: tuple[str, ...]) -> None:
    before = snapshot(folder)
    assert run("clean", ONLY, *arguments, stdin=BEFORE.encode()) == Outcome(0, AFTER.encode(), "")
    assert snapshot(folder) == before


ENCODINGS = [
    pytest.param("utf-8", b"", (), id="utf-8"),
    pytest.param("utf-8", b"\xef\xbb\xbf", (), id="utf-8-mark"),
    pytest.param("utf-16-le", b"\xff\xfe", (), id="utf-16-le"),
    pytest.param("utf-16-be", b"\xfe\xff", (), id="utf-16-be"),
    pytest.param("cp1252", b"", ("--encoding", "cp1252"), id="cp1252"),
]


@pytest.mark.parametrize(("codec", "mark", "options"), ENCODINGS)
@pytest.mark.parametrize("way", ["stdout", "stdin", "in-place", "output"])
def test_bytes_are_kept(
    tmp_path: Path, run: Run, codec: str, mark: bytes, options: tuple[str, ...], way: str
) -> None:
    path, other = tmp_path / "a.txt", tmp_path / "b.txt"
    where = {"stdout": (path,), "stdin": ("-",), "in-place": ("-i", path), "output": (path, "-o", other)}[way]
    for ending, last in itertools.product(("\n", "\r\n", "\r"), ("", "end")):
        before, after = (
            mark + (text.replace("\n", ending) + last).encode(codec)
            for text in ("Café  noir — “now”.\n\nNext.\n", "Café noir — “now”.\n\nNext.\n")
        )
        path.write_bytes(before)
        outcome = run("clean", ONLY, *options, *where, stdin=before)
        assert outcome.code == 0
        result = {"in-place": path, "output": other}.get(way)
        assert (result.read_bytes() if result else outcome.out) == after


@pytest.mark.parametrize(
    "data", [b"", b"\n", b" ", b"\n \n\t\n", b"\xef\xbb\xbf", "\u00a0\n".encode(), b"a\r\nb\rc\nd"]
)
def test_what_needs_no_repair_is_not_written(tmp_path: Path, run: Run, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    before = snapshot(tmp_path)
    options = ("--ignore", "trailing-space,run-of-blank-lines")
    assert run("clean", *options, path) == Outcome(0, data, "")
    assert run("clean", *options, "-i", path) == Outcome(0, b"", "0 files changed, 1 left alone\n")
    assert snapshot(tmp_path) == before


def test_mixed_line_ends_are_kept(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One.\r\nTwo  words.\nThree.\rFour.\r\n")
    run("clean", ONLY, "-i", path)
    assert path.read_bytes() == b"One.\r\nTwo words.\nThree.\rFour.\r\n"


# In place


def test_in_place_replaces_what_changes_and_nothing_else(folder: Path, run: Run) -> None:
    before = snapshot(folder)
    assert run("clean", ONLY, "-i", ".") == Outcome(0, b"", "1 file changed, 1 left alone\n")
    assert texts(folder) == {"bad.txt": AFTER, "good.txt": CLEAN}
    assert snapshot(folder)["good.txt"] == before["good.txt"]
    assert run("clean", ONLY, "-i", "-q", "bad.txt", "good.txt") == Outcome(0, b"", "")


def test_one_bad_file_does_not_stop_the_rest(folder: Path, run: Run) -> None:
    (folder / "binary.txt").write_bytes(b"\0\1\2")
    (folder / "latin.txt").write_bytes(b"At  the caf\xe9 one may sit.")
    (folder / "locked.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "locked.txt").chmod(0o444)
    (folder / "zulu.txt").write_text(BEFORE, encoding="utf-8")
    outcome = run("clean", ONLY, "-i", "missing.txt", ".")
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        "articlefix: error: missing.txt: cannot be read: No such file or directory",
        "articlefix: error: ./binary.txt: is binary, not text (a NUL byte at offset 0)",
        (
            "articlefix: error: ./latin.txt: byte 0xe9 at offset 11 (line 1) is not UTF-8;"
            " if the text is Western European, try --encoding cp1252"
        ),
        "articlefix: error: ./locked.txt: is read-only; nothing was written. Make it writable to have it repaired",
        "2 files changed, 1 left alone, 4 failed",
    ]
    assert (folder / "bad.txt").read_text(encoding="utf-8") == AFTER
    assert (folder / "zulu.txt").read_text(encoding="utf-8") == AFTER
    assert (folder / "locked.txt").read_text(encoding="utf-8") == BEFORE
    assert (folder / "latin.txt").read_bytes() == b"At  the caf\xe9 one may sit."


def test_a_read_only_file_that_needs_no_repair_is_no_error(folder: Path, run: Run) -> None:
    (folder / "good.txt").chmod(0o444)
    assert run("clean", ONLY, "-i", "good.txt").code == 0


# Looking only


@pytest.mark.parametrize(
    ("look", "flag"),
    [*itertools.product([("--check",), ("--diff",), ("--check", "--diff")], ["", "-q", "-v", "--stats"])],
)
@pytest.mark.parametrize(("names", "code"), [(["bad.txt"], 1), (["good.txt"], 0), (["good.txt", "bad.txt"], 1)])
def test_looking_writes_nothing_and_tells(
    folder: Path, run: Run, look: tuple[str, ...], flag: str, names: list[str], code: int
) -> None:
    before = snapshot(folder)
    outcome = run("clean", ONLY, *look, *([flag] if flag else []), *names)
    assert outcome.code == code
    assert snapshot(folder) == before
    assert (b"+Two spaces." in outcome.out) == ("--diff" in look and code == 1)
    if flag == "-q":
        assert outcome.err == ""
    elif look == ("--check",) and code and not flag:
        assert outcome.err.splitlines()[0] == "would change bad.txt"
    if flag != "-q":
        changed = "1 file would change" if code else "0 files would change"
        assert outcome.err.splitlines()[-1] == f"{changed}, {len(names) - code} would be left alone"


def test_looking_at_standard_input(run: Run) -> None:
    assert run("clean", ONLY, "--check", stdin=BEFORE.encode()).code == 1
    assert run("clean", ONLY, "--check", stdin=CLEAN.encode()).code == 0
    outcome = run("clean", ONLY, "--diff", "-q", "--stdin-filename", "post.txt", stdin=BEFORE.encode())
    assert outcome == Outcome(1, b"--- post.txt\n+++ post.txt\n@@ -1 +1 @@\n-Two  spaces.\n+Two spaces.\n", "")


def test_a_failed_file_outweighs_a_change(folder: Path, run: Run) -> None:
    assert folder.exists()
    assert run("clean", ONLY, "--check", "missing.txt", "bad.txt").code == 2


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("mark", b"\xef\xbb\xbfTwo  caf\xc3\xa9s", b"+Two caf\xc3\xa9s\n\\ No newline at end of file\n"),
        ("windows", b"Two  words.\r\n", b"+Two words.\r\n"),
        ("latin", b"Two  caf\xe9s\n", b"+Two caf\xe9s\n"),
        ("wide", b"\xff\xfe" + "Two  cafés\n".encode("utf-16-le"), "+Two cafés\n".encode()),
    ],
)
def test_a_diff_carries_the_bytes_of_the_file(
    tmp_path: Path, run: Run, name: str, data: bytes, line: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert run("clean", ONLY, "--diff", "--encoding", "cp1252", path).out.endswith(line)


# Writing elsewhere


def test_one_input_goes_to_a_file(folder: Path, run: Run) -> None:
    assert run("clean", ONLY, "bad.txt", "-o", "new.txt") == Outcome(0, b"", "")
    assert run("clean", ONLY, "-o", "new2.txt", stdin=BEFORE.encode()) == Outcome(0, b"", "")
    assert run("clean", ONLY, "good.txt", "-o", "new3.txt") == Outcome(0, b"", "")
    assert texts(folder) == {
        "bad.txt": BEFORE,
        "good.txt": CLEAN,
        "new.txt": AFTER,
        "new2.txt": AFTER,
        "new3.txt": CLEAN,
    }


def test_one_input_goes_into_a_folder_that_exists_or_is_named_as_one(folder: Path, run: Run) -> None:
    (folder / "out").mkdir()
    assert run("clean", ONLY, "bad.txt", "-o", "out").code == 0
    assert run("clean", ONLY, "bad.txt", "-o", "made/").code == 0
    assert run("clean", ONLY, "-o", "out", "--stdin-filename", "x/post.txt", stdin=BEFORE.encode()).code == 0
    assert (folder / "out" / "bad.txt").read_text(encoding="utf-8") == AFTER
    assert (folder / "made" / "bad.txt").read_text(encoding="utf-8") == AFTER
    assert (folder / "out" / "post.txt").read_text(encoding="utf-8") == AFTER


def test_several_inputs_go_to_a_folder(folder: Path, run: Run) -> None:
    outcome = run(
        "clean", ONLY, "bad.txt", "good.txt", "-", "--stdin-filename", "in.txt", "-o", "out", stdin=b"x  y"
    )
    assert outcome == Outcome(0, b"", "3 files written, 2 of them changed\n")
    assert texts(folder / "out") == {"bad.txt": AFTER, "good.txt": CLEAN, "in.txt": "x y"}


def test_a_folder_keeps_its_structure(folder: Path, run: Run) -> None:
    (folder / "site" / "posts").mkdir(parents=True)
    (folder / "site" / "a.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "site" / "posts" / "a.txt").write_text(BEFORE, encoding="utf-8")
    assert run("clean", ONLY, "site", "-o", "out").code == 0
    assert texts(folder / "out") == {"a.txt": AFTER, "posts/a.txt": AFTER}
    assert run("clean", ONLY, "site", "site/posts/", "bad.txt", "-o", "both", "-q").err == ""
    assert texts(folder / "both") == {"site/a.txt": AFTER, "site/posts/a.txt": AFTER, "bad.txt": AFTER}


def test_an_output_within_the_input_is_not_read_again(folder: Path, run: Run) -> None:
    for _ in range(2):
        assert run("clean", ONLY, ".", "-o", "out", "-q").code == 0
    assert texts(folder) == {"bad.txt": BEFORE, "good.txt": CLEAN, "out/bad.txt": AFTER, "out/good.txt": CLEAN}


def test_outputs_survive_a_bad_input(folder: Path, run: Run) -> None:
    outcome = run("clean", ONLY, "missing.txt", "bad.txt", "-o", "out/")
    assert outcome.code == 2
    assert texts(folder / "out") == {"bad.txt": AFTER}
    assert outcome.err.splitlines()[-1] == "1 file written, 1 of them changed, 1 failed"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bad.txt", "-o", "missing/new.txt"], "missing/new.txt: cannot be written: its folder does not exist"),
        (["bad.txt", "-o", "/dev/full"], "/dev/full: cannot be written: No space left on device"),
        (["bad.txt", "good.txt", "-o", "good.txt/x"], "its folder cannot be made"),
    ],
)
def test_an_output_that_cannot_be_written(folder: Path, run: Run, arguments: list[str], message: str) -> None:
    before = snapshot(folder)
    outcome = run("clean", ONLY, *arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert snapshot(folder) == before


# Misuse

MISUSE = [
    (["bad.txt", "good.txt"], "several inputs cannot go to standard output: give -i"),
    (["."], "a folder cannot go to standard output: give -i"),
    (["-i"], "-i needs files"),
    (["-i", "-"], "-i needs files"),
    (["-i", "--check", "bad.txt"], "--check writes nothing, and -i does"),
    (["-i", "--diff", "bad.txt"], "--diff writes nothing, and -i does"),
    (["-o", "new.txt", "--check", "bad.txt"], "--check writes nothing, and -o does"),
    (["-o", "new.txt", "--diff", "bad.txt"], "--diff writes nothing, and -o does"),
    (["-i", "-o", "new.txt", "bad.txt"], "-i replaces the files and -o writes elsewhere"),
    (["-o", "bad.txt", "bad.txt"], "would write onto the input bad.txt: give -i"),
    (["-o", "./sub/../bad.txt", "bad.txt"], "would write onto the input"),
    (["-o", "link.txt", "bad.txt"], "would write onto the input"),
    (["-o", ".", "bad.txt"], "would write onto the input"),
    (["-o", ".", "."], "would write onto the input"),
    (["-o", "sub", "bad.txt", "sub/bad.txt"], "would write onto the input sub/bad.txt"),
    (["-o", "out", "bad.txt", "sub/bad.txt"], "bad.txt and sub/bad.txt would both be written to out/bad.txt"),
    (["-o", "good.txt", "bad.txt", "sub/bad.txt"], "-o good.txt is a file, and a folder is needed here"),
    (["-o", "new.txt", "bad.txt", "good.txt"], "-o new.txt looks like a file, and several inputs need a folder"),
    (["-o", "new.md", "sub"], "-o new.md looks like a file"),
    (["-o", "good.txt/", "bad.txt"], "is a file, and a folder is needed here"),
    (["-o", "out", "-", "bad.txt"], "standard input needs a name: give --stdin-filename"),
    (["-", "-", "--check"], "can be read only once"),
    (["-q", "-v", "bad.txt"], "-q and -v contradict each other"),
    (["--isolated", "--config", "x.toml", "bad.txt"], "--isolated reads no configuration file"),
    (["--quotes", "curley", "bad.txt"], "Invalid value for '--quotes'"),
    (["--quote-punctuation", "british", "bad.txt"], "Invalid value for '--quote-punctuation'"),
    (["--format", "rtf", "bad.txt"], "Invalid value for '--format'"),
    (["--language", "not a tag", "bad.txt"], "'--language': 'not a tag' is not a BCP 47 tag"),
    (
        ["--only", "whitespaces", "bad.txt"],
        "'--only': there is no pass or rule 'whitespaces'; did you mean 'whitespace'?",
    ),
    (["--skip", "whitespace,spacin", "bad.txt"], "there is no pass or rule 'spacin'; did you mean 'spacing'?"),
    (["--enable", "nope", "bad.txt"], "'--enable': there is no plugin 'nope'"),
    (
        ["--ignore", "run-of-space", "bad.txt"],
        "there is no pass or rule 'run-of-space'; did you mean 'run-of-spaces'?",
    ),
    (["--only", "quotes", "--skip", "quotes", "bad.txt"], "only and skip both name 'quotes', which leaves nothing"),
    (["--only", "quotes", "--ignore", "quotes,spacing", "bad.txt"], "only and ignore both name 'quotes'"),
    (["--enable", "quotes", "bad.txt"], "'--enable': 'quotes' is a built-in pass: it is on without that"),
    (["--encoding", "utf-9", "bad.txt"], "'utf-9' is not a text encoding"),
    (["--encoding", "base64", "bad.txt"], "'base64' is not a text encoding"),
    (["--color", "sometimes", "bad.txt"], "Invalid value for '--color'"),
    (["--chek", "bad.txt"], "No such option"),
    (["--config", "missing.toml", "bad.txt", "good.txt", "-i"], "missing.toml: cannot be read: No such file"),
]


@pytest.mark.parametrize(("arguments", "message"), MISUSE, ids=[" ".join(arguments) for arguments, _ in MISUSE])
def test_misuse_is_told_and_loses_nothing(folder: Path, run: Run, arguments: list[str], message: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "bad.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "link.txt").symlink_to("bad.txt")
    before = snapshot(folder)
    code, out, err = run("clean", *arguments, stdin=BEFORE.encode())
    assert (code, out) == (2, b"")
    assert message in err
    assert "Traceback" not in err
    assert snapshot(folder) == before


def test_no_path_and_a_terminal_is_misuse(run: Run) -> None:
    outcome = run("clean", stdin=None)
    assert outcome.code == 2
    assert "give a file, a folder, or - for standard input" in outcome.err
    assert run("clean", ONLY, "-", stdin=None).code == 0


def test_a_folder_without_texts_is_told(tmp_path: Path, run: Run) -> None:
    outcome = run("clean", "--check", tmp_path)
    assert outcome.code == 0
    assert "no .txt, .md or .markdown file was found" in outcome.err
    assert run("clean", "--check", "-q", tmp_path).err == ""


# Options


@pytest.mark.parametrize(
    "options",
    [
        ("--skip", "whitespace"),
        ("--skip", "spacing,whitespace"),
        ("--skip", "spacing", "--skip", " whitespace ,"),
        ("--only", "spacing"),
        ("--ignore", "trailing-space,run-of-spaces"),
        ("--ignore", "trailing-space", "--ignore", "run-of-spaces"),
        ("--format", "markdown"),
    ],
)
def test_options_that_leave_the_text_alone(folder: Path, run: Run, options: tuple[str, ...]) -> None:
    assert folder.exists()
    assert run("clean", *options, "bad.txt") == Outcome(0, BEFORE.encode(), "")


def test_the_ending_tells_the_format(folder: Path, run: Run) -> None:
    for name in ("post.md", "post.markdown", "POST.MD"):
        (folder / name).write_text(BEFORE, encoding="utf-8")
        assert run("clean", ONLY, name).out == BEFORE.encode()
        assert run("clean", ONLY, "--stdin-filename", name, stdin=BEFORE.encode()).out == BEFORE.encode()
        assert run("clean", ONLY, "--format", "text", name).out == AFTER.encode()
    assert run("clean", ONLY, "--stdin-filename", "a.txt", stdin=BEFORE.encode()).out == AFTER.encode()


def test_the_command_line_overrules_the_nearest_configuration(folder: Path, run: Run) -> None:
    (folder / "sub").mkdir()
    (folder / "articlefix.toml").write_text('skip = ["whitespace"]\n', encoding="utf-8")
    (folder / "sub" / "pyproject.toml").write_text("[tool.articlefix]\nskip = []\n", encoding="utf-8")
    (folder / "sub" / "bad.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "own.toml").write_text('only = ["whitespace"]\n', encoding="utf-8")
    data = BEFORE.encode()
    assert run("clean", "bad.txt").out == data
    assert run("clean", "sub/bad.txt").out == AFTER.encode()
    assert run("clean", stdin=data).out == data
    assert run("clean", "--stdin-filename", "sub/new.txt", stdin=data).out == AFTER.encode()
    assert run("clean", "--isolated", "bad.txt").out == AFTER.encode()
    assert run("clean", "--config", "own.toml", "bad.txt").out == AFTER.encode()
    assert run("clean", "--skip", "spacing", "bad.txt").out == AFTER.encode()
    assert run("clean", "--skip", "", "bad.txt").out == AFTER.encode()
    assert run("clean", "-i", ".").err == "1 file changed, 2 left alone\n"
    assert texts(folder / "sub")["bad.txt"] == AFTER


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('quote = "curly"', "articlefix.toml: unknown key 'quote'; did you mean 'quotes'?"),
        (
            'only = ["whitespaces"]',
            "articlefix.toml: only: there is no pass or rule 'whitespaces'; did you mean 'whitespace'?",
        ),
        (
            'only = ["gaps"]\nskip = ["gaps"]',
            "articlefix.toml: only and skip both name 'gaps', which leaves nothing",
        ),
        ("only = [", "articlefix.toml: is not valid TOML"),
    ],
)
def test_a_bad_configuration_fails_its_files_only(folder: Path, run: Run, text: str, message: str) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "articlefix.toml").write_text(text, encoding="utf-8")
    (folder / "sub" / "a.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "sub" / "b.txt").write_text(BEFORE, encoding="utf-8")
    outcome = run("clean", "-i", "sub", "bad.txt")
    assert outcome.code == 2
    assert outcome.err.count(f"sub/{message}") == 1
    assert outcome.err.endswith("1 file changed, 0 left alone, 2 failed\n")
    assert texts(folder / "sub")["a.txt"] == BEFORE
    assert texts(folder)["bad.txt"] == AFTER


@pytest.mark.parametrize(
    ("options", "environment", "terminal", "expected"),
    [
        ((), {}, False, False),
        ((), {}, True, True),
        ((), {"NO_COLOR": "1"}, True, False),
        ((), {"NO_COLOR": ""}, True, True),
        ((), {"TERM": "dumb"}, True, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True),
        (("--color", "auto"), {"NO_COLOR": "1"}, True, False),
        (("--color", "always"), {"NO_COLOR": "1"}, False, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    environment: dict[str, str],
    terminal: bool,  # noqa: FBT001 - a parameter of the table
    expected: bool,  # noqa: FBT001 - likewise
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    data = BEFORE.encode()
    outcome = run("clean", ONLY, "--diff", "--stats", *options, "-", stdin=data, terminal=terminal)
    assert (b"\x1b[31m-Two  spaces.\x1b[0m\n" in outcome.out) == expected
    assert ("\x1b[" in outcome.err) == expected
    assert run("clean", ONLY, *options, "-", stdin=data, terminal=terminal).out == AFTER.encode()


def test_stats_count_rules_over_all_files(folder: Path, run: Run) -> None:
    (folder / "more.txt").write_text("A  b  c \n[bold]  d\n", encoding="utf-8")
    outcome = run("clean", ONLY, "--stats", "-i", ".")
    rows = [line.split() for line in outcome.err.splitlines()]
    assert ["run-of-spaces", "whitespace", "4", "0"] in rows
    assert ["trailing-space", "whitespace", "1", "0"] in rows
    assert ["Total", "5", "0"] in rows
    assert run("clean", ONLY, "--stats", stdin=BEFORE.encode()).out == AFTER.encode()


def test_verbose_names_the_file_and_its_circumstances(folder: Path, run: Run) -> None:
    (folder / "articlefix.toml").write_text("", encoding="utf-8")
    language = "language und, for none was detected"
    assert run("clean", ONLY, "-v", "-i", "bad.txt").err.splitlines() == [
        f"bad.txt: 1 edit, 0 findings (text, utf-8, {language}, configuration {folder}/articlefix.toml)",
        "1 file changed, 0 left alone",
    ]
    german = b"Der Hund und die Katze sind nicht im Haus, das ist auch so.\n"
    assert " (text, utf-8, language de detected, no con" in run("clean", "-v", "--isolated", stdin=german).err
    assert " language de-CH, " in run("clean", "-v", "--language=de-CH", stdin=german).err
    outcome = run("clean", ONLY, "-v", "--isolated", stdin=BEFORE.encode())
    assert outcome.err == f"stdin: 1 edit, 0 findings (text, utf-8, {language}, no configuration file)\n"
    assert outcome.out == AFTER.encode()


def test_include_takes_other_files_of_folders(folder: Path, run: Run) -> None:
    (folder / "a.rst").write_text(BEFORE, encoding="utf-8")
    assert run("clean", ONLY, "--include", "*.rst", "-i", ".").err == "2 files changed, 1 left alone\n"
    assert texts(folder)["a.rst"] == AFTER


# Hostile names and texts


def test_nothing_untrusted_reaches_a_terminal_raw(folder: Path, run: Run) -> None:
    name = "a\x1b[2J\n[bold]\u202ee.txt"
    (folder / name).write_text("Two  \x1b]0;title\x07 \x9b1m\u202e[/bold].\n", encoding="utf-8")
    seen = run("clean", ONLY, "--diff", "--check", "-v", "--stats", name, terminal=True)
    seen_of_error = run("clean", ONLY, "--diff", f"missing{name}", terminal=True)
    misuse = run("clean", f"--only={name}", "-", terminal=True)
    for text in (seen.out.decode(), seen.err, seen_of_error.err, misuse.err):
        plain = text.replace("\x1b[0m", "")
        for style in ("\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[36m"):
            plain = plain.replace(style, "")
        assert not set("\x1b\x07\x9b\u202e") & set(plain)
    assert r"a\x1b[2J\n[bold]\u202ee.txt" in seen.err
    assert r"\x1b]0;title\x07" in seen.out.decode()
    # What is piped on is exact, and a terminal shows an article as `cat` would.
    assert "\x1b]0;title\x07" in run("clean", ONLY, "--diff", name).out.decode()
    assert "\x1b]0;title\x07" in run("clean", ONLY, name, terminal=True).out.decode()


def test_a_name_that_is_not_utf_8(folder: Path, run: Run) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (folder / name).write_text(BEFORE, encoding="utf-8")
    assert run("clean", ONLY, "--check", name).err.splitlines()[0] == r"would change caf\udce9.txt"
    assert run("clean", ONLY, "--diff", name).out.startswith(rb"--- caf\udce9.txt")
    assert run("clean", ONLY, "-i", ".").code == 0
    assert (folder / name).read_text(encoding="utf-8") == AFTER


def test_a_name_that_begins_with_a_hyphen(folder: Path, run: Run) -> None:
    (folder / "-i.txt").write_text(BEFORE, encoding="utf-8")
    assert run("clean", ONLY, "-i", "--", "-i.txt").code == 0
    assert texts(folder)["-i.txt"] == AFTER


# Passes that misbehave


def find_badly(document: Document) -> list[Edit]:
    if "Two" in document.text:
        raise ValueError("a fault of this pass")
    return []


def test_a_pass_that_fails_leaves_the_file_alone(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("bad-rule", "It fails.")
    bad = Pass("whitespace", Stage.SPACING, Contract(Touch.SPACE), (rule,), find_badly)
    monkeypatch.setattr(articlefix.registry, "built_in", lambda *_: (bad,))
    outcome = run("clean", "-i", "bad.txt", "good.txt")
    assert outcome.code == 2
    assert (
        "bad.txt: pass 'whitespace' raised ValueError: a fault of this pass; the file is left alone" in outcome.err
    )
    assert texts(folder) == {"bad.txt": BEFORE, "good.txt": CLEAN}


@pytest.mark.parametrize("target", [("-i",), ("-o", "new.txt")])
def test_a_result_that_is_not_stable_is_not_written(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, target: tuple[str, ...]
) -> None:
    def verify(_cleaner: Cleaner, _result: Result) -> None:
        raise UnstableError("run-of-spaces", "would change line 1 of its own result again")

    monkeypatch.setattr(Cleaner, "verify", verify)
    before = snapshot(folder)
    outcome = run("clean", ONLY, *target, "bad.txt")
    assert outcome.code == 2
    assert "bad.txt: pass 'run-of-spaces' would change line 1" in outcome.err
    assert snapshot(folder) == before
    assert run("clean", ONLY, "--no-verify", *target, "bad.txt").code == 0
    assert AFTER in texts(folder).values()
    # What is not written to a file need not be stable.
    assert run("clean", ONLY, "--check", "good.txt").code == 0


@pytest.mark.parametrize("command", [("clean", "-i"), ("clean", "-o", "out.md"), ("check", "--fix")])
def test_what_would_render_otherwise_stays_and_the_rest_is_written(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    (folder / "bad.md").write_text("One , two.\n\n[a](b 'c , d').\n", encoding="utf-8")
    monkeypatch.setattr(articlefix.cleaner, "PROTECT", {"markdown": no_protection})
    assert run(*command, "--only=spacing", "bad.md").code == 0
    assert "One, two.\n\n[a](b 'c , d').\n" in texts(folder).values()


def test_an_unexpected_fault_is_no_change_found(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    clean = Cleaner.clean

    def fail(cleaner: Cleaner, text: str) -> Result:
        if "Two" in text:
            raise AssertionError("unexpected")
        return clean(cleaner, text)

    monkeypatch.setattr(Cleaner, "clean", fail)
    (folder / "next.txt").write_text("The end. \n", encoding="utf-8")
    outcome = run("clean", ONLY, "-i", ".")
    message = "articlefix: error: ./bad.txt: internal error, please report it: AssertionError: unexpected"
    assert (outcome.code, outcome.err.splitlines()[0]) == (2, message)
    assert "Traceback" not in outcome.err
    assert texts(folder) == {"bad.txt": BEFORE, "good.txt": CLEAN, "next.txt": "The end.\n"}
    assert "Traceback" in run("clean", ONLY, "--check", "-v", ".").err


def test_a_fault_of_the_command_line_is_no_change_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise AssertionError("unexpected")

    monkeypatch.setattr("articlefix.files.check_encoding", fail)
    outcome = run("clean", "--encoding", "cp1252", stdin=b"")
    assert outcome.code == 2
    assert "internal error" in outcome.err
    assert "AssertionError: unexpected" in outcome.err


# Configuration, as it is shown


def shown(outcome: Outcome) -> dict[str, tuple[str, str]]:
    """Return the value and the origin of each option in what --show-config prints for one path."""
    rows = [line.split(" = ", 1) for line in outcome.out.decode().splitlines() if " = " in line]
    return {name: tuple(part.strip() for part in rest.rsplit("#", 1)) for name, rest in rows}  # type: ignore[misc]


@pytest.mark.parametrize("command", ["clean", "check"])
def test_the_options_of_each_path_are_shown_with_their_origins(folder: Path, run: Run, command: str) -> None:
    (folder / "old").mkdir()
    file = folder / "articlefix.toml"
    file.write_text(
        'language = "en"\nskip = ["gaps"]\n[[overrides]]\npaths = ["old/"]\nquotes = "keep"\n', encoding="utf-8"
    )
    outcome = run(command, "--show-config", "--skip", "duplicates", "old/a.md")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(b"# old/a.md\n")
    assert shown(outcome) == shown(run(command, "--show-config", "--isolated", "a.txt")) | {
        "quotes": ('"keep"', f"{file}, overrides 1 (old/)"),
        "language": ('"en"', str(file)),
        "skip": ('["duplicates"]', "command line"),
        "format": ('"markdown"', "default: auto, by the file's ending"),
    }
    assert shown(run(command, "--show-config", "old"))["quotes"] == ('"keep"', f"{file}, overrides 1 (old/)")
    assert shown(run(command, "--show-config", stdin=None))["format"] == ('"auto"', "default")
    assert shown(run(command, "--show-config", "--isolated", "-"))["language"] == ('"auto"', "default")
    assert shown(run(command, "--show-config", "--stdin-filename", "x.md", "-"))["format"][0] == '"markdown"'


def test_what_is_shown_is_a_configuration_file(folder: Path, run: Run) -> None:
    out = run(
        "clean", "--show-config", "--quotes=curly", "--ignore=a-b,c", "--ignore", "repeated-word", "bad.txt"
    ).out
    assert out == b""
    out = run("clean", "--show-config", "--quotes=curly", "--ignore=turned-quote,repeated-word", "bad.txt").out
    (folder / "other.toml").write_bytes(out)
    again = run("clean", "--show-config", "--config", "other.toml", "bad.txt")
    assert {name: value for name, (value, _) in shown(again).items()} == {
        name: value for name, (value, _) in shown(Outcome(0, out, "")).items()
    }


def test_a_configuration_file_that_is_wrong_is_named_where_it_would_be_shown(folder: Path, run: Run) -> None:
    (folder / "articlefix.toml").write_text('skip = ["gap"]\n', encoding="utf-8")
    outcome = run("clean", "--show-config", "bad.txt")
    assert (outcome.code, outcome.out) == (2, b"")
    assert "articlefix.toml: skip: there is no pass or rule 'gap'; did you mean 'gaps'?" in outcome.err


def test_overrides_are_in_force_where_files_are_cleaned(folder: Path, run: Run) -> None:
    (folder / "old").mkdir()
    (folder / "old" / "bad.txt").write_text(BEFORE, encoding="utf-8")
    (folder / "articlefix.toml").write_text('[[overrides]]\npaths = ["old/"]\nskip = ["whitespace"]\n', "utf-8")
    assert run("clean", "-i", ".").code == 0
    assert texts(folder)["bad.txt"] == AFTER
    assert texts(folder)["old/bad.txt"] == BEFORE
    (folder / "other").mkdir()
    (folder / "articlefix.toml").rename(folder / "other" / "named.toml")
    assert run("clean", "-i", "--config", "other/named.toml", ".").code == 0
    assert texts(folder)["old/bad.txt"] == BEFORE


def test_force_exclude_leaves_out_what_is_named(folder: Path, run: Run) -> None:
    (folder / ".articlefixignore").write_text("bad.txt\n", encoding="utf-8")
    assert run("clean", "-i", "--force-exclude", "bad.txt") == Outcome(0, b"", "")
    assert texts(folder)["bad.txt"] == BEFORE
    assert run("clean", "-i", "-q", "bad.txt") == Outcome(0, b"", "")
    assert texts(folder)["bad.txt"] == AFTER
