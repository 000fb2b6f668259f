"""`passes`, `explain`, `--version`, `--help`: what they tell is what the registry holds."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import articlefix.registry
from articlefix import Contract, Document, Edit, Pass, PluginError, Rule, Stage, Touch, __version__
from articlefix.cli import COMMANDS
from articlefix.config import OPTIONS
from articlefix.registry import available, built_in
from command_line import Run


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"articlefix {__version__}\n".encode(), "")


def test_help_lists_commands_and_options(run: Run) -> None:
    out = run("--help").out.decode()
    assert all(re.search(rf"^  {name} +{re.escape(text)}$", out, re.MULTILINE) for name, text in COMMANDS.items())
    out = run("clean", "-h").out.decode()
    assert all(f"--{option.name.replace('_', '-')} " in out for option in OPTIONS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_each_command_says(run: Run, name: str) -> None:
    code, out, err = run(name, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: articlefix {name} [OPTIONS]".encode())


def test_no_command_shows_the_help(run: Run) -> None:
    code, out, err = run()
    assert code == 2 or out
    assert "Usage: articlefix [OPTIONS] COMMAND" in out.decode() + err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["claen"], "there is no command 'claen'; did you mean 'clean'?"),
        (["explain", "whitespaces"], "there is no pass or rule 'whitespaces'; did you mean 'whitespace'?"),
        (["explain", "run-of-space"], "did you mean 'run-of-spaces'?"),
        (["explain", "xyzzy"], "the nearest of "),
        (["explain", "xyzzy"], "articlefix rules lists all; those of a plugin need --enable"),
        (["rules", "--skip", "x"], "'--skip': there is no pass or rule 'x'"),
        (["explain", "\x1b[2J"], r"there is no pass or rule '\x1b[2J'"),
        (["passes", "--only", "x"], "'--only': there is no pass or rule 'x'"),
        (["passes", "--config", "missing.toml"], "missing.toml: cannot be read: No such file"),
    ],
)
def test_what_is_not_there_is_told(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, b"")
    assert message in err


def test_passes_lists_the_chain_in_order(run: Run) -> None:
    table, _, told = run("passes", "--isolated").out.decode().partition("\n\n")
    lines = table.splitlines()
    assert re.split(r"  +", lines[0]) == ["Pass", "Group", "May touch", "Origin", "State"]
    assert "until none finds anything to do" in told
    rows = [re.split(r"  +", line) for line in lines[1:]]
    assert [row[0] for row in rows] == [pass_.name for pass_ in available()]
    assert [row[1] for row in rows] == [pass_.stage.name.lower() for pass_ in available()]
    on_request = {row[0]: row[4] for row in rows if row[4] != "on"}
    assert on_request == {"biographies": "not enabled; --enable biographies"}
    assert {row[3] for row in rows} == {"built in"}


def test_passes_tells_what_is_left_out(run: Run) -> None:
    lines = run("passes", "--skip", "whitespace").out.decode().splitlines()
    assert [line.split()[0] for line in lines if line.endswith("left out")] == ["whitespace"]


def test_passes_tells_of_plugins_that_are_not_enabled(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articlefix.registry, "plugin_names", lambda: {"shout": "articlefix-shout 1.2"})
    lines = run("passes", "--isolated").out.decode().partition("\n\n")[0].splitlines()
    assert re.split(r"  +", lines[-1]) == ["shout", "-", "-", "articlefix-shout 1.2", "not enabled; --enable shout"]
    code, _, err = run("explain", "shout")
    assert code == 2
    assert "'shout' is a plugin of articlefix-shout 1.2 that is not on: add --enable shout" in err


def find_nothing(_document: Document) -> list[Edit]:
    return []


def test_passes_and_explain_tell_of_plugins_that_are_enabled(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("too-loud", "Words are in capitals.", (), "LOUD", "loud", "NATO")
    made = Pass("shout", Stage.QUOTES, Contract(Touch.ANYTHING), (rule,), find_nothing, "articlefix-shout 1.2")
    monkeypatch.setattr(articlefix.registry, "plugin_names", lambda: {"shout": "articlefix-shout 1.2"})
    monkeypatch.setattr(articlefix.registry, "_load_plugin", lambda _: made)
    lines = run("passes", "--enable", "shout").out.decode().splitlines()
    assert [re.split(r"  +", line) for line in lines if line.startswith("shout")] == [
        ["shout", "quotes", "anything", "articlefix-shout 1.2", "on"]
    ]
    assert b"a pass of the stage quotes, articlefix-shout 1.2" in run("explain", "--enable", "shout", "shout").out
    assert b"Leaves alone:\n  NATO\n" in run("explain", "--enable", "shout", "too-loud").out


def test_a_plugin_that_cannot_be_loaded_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> Pass:
        raise PluginError(name, "articlefix-shout 1.2", "cannot be loaded: ImportError: nope")

    monkeypatch.setattr(articlefix.registry, "_load_plugin", fail)
    expected = "articlefix: error: plugin 'shout' of articlefix-shout 1.2: cannot be loaded: ImportError: nope\n"
    assert run("passes", "--enable", "shout") == (2, b"", expected)
    code, out, err = run("clean", "--enable", "shout", "-", stdin=b"text")
    assert (code, out) == (2, b"")
    assert "plugin 'shout' of articlefix-shout 1.2" in err


@pytest.mark.parametrize("pass_", built_in(), ids=lambda pass_: pass_.name)
def test_explain_tells_of_every_pass_and_rule(run: Run, pass_: Pass) -> None:
    code, out, err = run("explain", pass_.name)
    assert (code, err) == (0, "")
    for rule in pass_.rules:
        assert f"{rule.name}" in out.decode()
        code, explained, err = run("explain", rule.name)
        assert (code, err) == (0, "")
        text = explained.decode()
        assert rule.message in text
        assert ("Reports:" if rule.after is None else "Repairs:") in text
        assert "Leaves alone:" in text
        assert not re.search(r"[^\S \n]| $|[\u200b-\u200f\u2060\ufeff\u00ad]", text, re.MULTILINE)


def test_rules_lists_every_rule_with_its_pass(run: Run) -> None:
    code, out, err = run("rules", "--isolated")
    assert (code, err) == (0, "")
    heading, *lines = out.decode().splitlines()
    assert re.split(r"  +", heading) == ["Rule", "Pass", "What is wrong"]
    rows = [re.split(r"  +", line, maxsplit=2) for line in lines]
    assert [row[0] for row in rows] == sorted({rule.name for pass_ in available() for rule in pass_.rules})
    assert {name for row in rows for name in row[1].split(", ")} == {pass_.name for pass_ in available()}
    assert ["space-before-comma", "spacing", "A space stands before a comma."] in rows
    assert run("explain", "--isolated").out == out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_what_the_shell_takes(run: Run, tmp_path: Path, shell: str) -> None:
    code, out, err = run("completion", shell)
    assert (code, err) == (0, "")
    assert b"_ARTICLEFIX_COMPLETE=" + shell.encode() + b"_complete" in out
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "completion"
    path.write_bytes(out)
    done = subprocess.run([program, "-n", str(path)], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_bash_completes_commands_options_and_choices(run: Run, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    (tmp_path / "completion").write_bytes(run("completion", "bash").out)
    script = """
        source ./completion
        for line in "$@"; do
            COMP_WORDS=($line) COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
            _articlefix_completion articlefix
            echo "${COMPREPLY[*]}"
        done
    """
    program = tmp_path / "articlefix"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m articlefix "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    calls = {
        "articlefix cl": "clean",
        "articlefix check --output-f": "--output-format",
        "articlefix clean --quotes cu": "curly",
        "articlefix explain turned-q": "turned-quote",
        "articlefix clean --skip turned-quote,mojib": "turned-quote,mojibake",
        "articlefix check --select run-of-s": "run-of-spaces",
        "articlefix clean --enable b": "biographies",
    }
    done = subprocess.run(
        [bash, "-c", script, "bash", *calls],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.decode().splitlines() == list(calls.values())


def test_the_server_tells_what_to_install_and_what_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    code, out, err = run("lsp")
    assert (code, out) == (2, b"")
    assert "lsp needs pygls: pip install 'articlefix[lsp]'" in err
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    assert "there is no pass or rule 'quots'" in run("lsp", "--skip=quots").err
