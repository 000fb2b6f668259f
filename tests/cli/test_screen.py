"""Whatever an article, a file's name or an argument holds, a terminal shows it and obeys none of it."""

import re
from pathlib import Path

import pytest

from articlefix.cli import progress
from command_line import Run

# Clear the screen, set a title, overwrite the line, ring, reverse what is read, forge a line, markup of rich.
HOSTILE = (
    "\x1b[2J\x1b]0;title\x07\r\x08\x9b31m\u202e\u2066\u2028[bold red]x[/bold red]:smile:[link=http://a.b]y[/link]"
)
TEXT = f"One {HOSTILE} , two  {HOSTILE} the the end , \u202ethe end.\n\nShare {HOSTILE} , this.\n"
# Its own colours are digits and `m`; nothing else of the kind may stand in what is shown.
OWN = re.compile(r"\x1b\[[\d;]*m")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")

COMMANDS = [
    ("clean", "--check"),
    ("clean", "--check", "-v"),
    ("clean", "--diff"),
    ("clean", "-i", "-v", "--stats"),
    ("clean", "--show-config"),
    ("check",),
    ("check", "--show-config"),
    ("check", "--fix"),
    *(("check", f"--output-format={name}") for name in ("full", "concise", "json", "sarif", "github")),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a working directory whose texts have hostile names and contents, one of them no text."""
    name = HOSTILE.replace("/", "|")
    for suffix in (".txt", ".md"):
        (tmp_path / f"{name}\n{suffix}").write_text(TEXT, encoding="utf-8")
    (tmp_path / f"broken {name}.txt").write_bytes(b"caf\xe9\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(progress, "PATIENCE", 1000)  # it draws, and has a test of its own
    return tmp_path


@pytest.mark.parametrize("color", ["always", "never"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_nothing_that_a_terminal_obeys_is_shown(
    folder: Path, run: Run, command: tuple[str, ...], color: str
) -> None:
    outcome = run(*command, f"--color={color}", *sorted(folder.iterdir()), terminal=True)
    assert outcome.code in (0, 1, 2)
    assert outcome.out or outcome.err
    for shown in (outcome.out.decode("utf-8", "surrogateescape"), outcome.err):
        plain = OWN.sub("", shown) if color == "always" else shown
        assert not OBEYED.search(plain)
    if "show-config" not in " ".join(command):
        # Markup is shown as it was written, and makes nothing bold.
        assert "[bold red]x[" in (outcome.out.decode() + outcome.err).replace("\\\\[", "[")


@pytest.mark.parametrize(
    "arguments",
    [
        (HOSTILE,),
        ("explain", HOSTILE),
        ("clean", "--skip", HOSTILE, "-"),
        ("clean", "--quotes", HOSTILE, "-"),
        ("clean", f"--{HOSTILE}"),
        ("clean", HOSTILE),
        ("clean", "--config", HOSTILE, "-"),
        ("check", "--select", HOSTILE, "-"),
        ("completion", HOSTILE),
    ],
    ids=lambda arguments: " ".join(word for word in arguments if HOSTILE not in word),
)
def test_arguments_are_shown_and_not_obeyed(run: Run, arguments: tuple[str, ...]) -> None:
    outcome = run(*arguments, stdin=b"Text.\n")
    assert (outcome.code, outcome.out) == (2, b"")
    assert not OBEYED.search(outcome.err)


def test_a_name_in_a_comment_is_shown_and_not_obeyed(run: Run) -> None:
    text = "<!-- articlefix: ignore quots, \x1b[2J -->\nOne two.\n"
    outcome = run("clean", stdin=text.encode())
    assert outcome.err.startswith("articlefix: warning: stdin:1: ignore: there is no pass or rule 'quots'; did you")
    assert not OBEYED.search(outcome.err)
    assert run("clean", "-q", stdin=text.encode()).err == ""


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- articlefix: of -->",
        "<!-- articlefix: disable -->",
        "<!-- articlefix-ignore quotes -->",
        "<!-- articlefix ignore: quotes -->",
        "<!-- Articlefix: IGNOR quotes -->",
        "<!-- articlefix: off for now -->",
        "<!-- articlefix: -->",
        "<!-- articlefix: \x1b[2J -->",
    ],
)
def test_a_comment_that_is_not_understood_is_told(run: Run, comment: str) -> None:
    outcome = run("clean", stdin=f"One two.\n\n{comment}\nThree.\n".encode())
    said = comment.replace("\x1b", r"\x1b")
    assert outcome.err == (
        f"articlefix: warning: stdin:3: {said} is not understood, and does nothing;"
        " say articlefix: ignore, with names or none, articlefix: off or articlefix: on\n"
    )
    assert outcome.code == 0


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- articlefix: off -->",
        "<!--articlefix:ON-->",
        "<!-- articlefix: ignore -->",
        "<!-- articlefix: ignore quotes -->",
        "<!-- articlefixes -->",
        "<!-- prettier-ignore -->",
        "<!-- of articlefix: off -->",
    ],
)
def test_other_comments_are_not_told_of(run: Run, comment: str) -> None:
    assert run("clean", stdin=f"One two.\n\n{comment}\nThree.\n".encode()).err == ""
