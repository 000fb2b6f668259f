"""What the pages of the documentation say is true: links, commands, sessions, pages that are made."""

import ast
import doctest
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import NamedTuple

import click
import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articlefix import Pass, Stage, cli, config, registry
from articlefix.cli.explain import about
from articlefix.languages.tables import Language, built

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "benchmarks").rglob("*.md")])
MADE = ("rules", "options")

PARSER = MarkdownIt("commonmark").enable("table")


class Block(NamedTuple):
    """A fenced block: the page it stands in, its first line, its language and what it holds."""

    page: Path
    line: int
    language: str
    text: str


def name_of(value: object) -> str:
    if isinstance(value, Block):
        return f"{value.page.name}:{value.line}"
    return value.relative_to(ROOT).as_posix() if isinstance(value, Path) else ""


@cache
def parsed(page: Path) -> list[Token]:
    return PARSER.parse(page.read_text(encoding="utf-8"))


def blocks(*languages: str) -> list[Block]:
    return [
        Block(page, token.map[0] + 1 if token.map else 0, token.info.strip(), token.content)
        for page in PAGES
        for token in parsed(page)
        if token.type == "fence" and token.info.strip() in languages
    ]


@cache
def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page; a second one of a name has a number."""
    found: set[str] = set()
    tokens = parsed(page)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            text = "".join(
                child.content for child in inline.children or () if child.type in ("text", "code_inline")
            )
            name = anchor = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
            number = 0
            while anchor in found:
                number += 1
                anchor = f"{name}-{number}"
            found.add(anchor)
    return found


def links(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        target = token.attrs.get("href") or token.attrs.get("src")
        if target:
            yield str(target)
        yield from links(token.children or [])


def broken(page: Path) -> list[str]:
    wrong = []
    for target in links(parsed(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        if not found.exists() or (anchor and anchor not in anchors(found)):
            wrong.append(target)
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    assert broken(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A `b-c`!\n\n[a](#a-b-c) [b](#b) [c](none.md) ![d](page.md#a-b-c)\n", encoding="utf-8")
    assert broken(page) == ["#b", "none.md"]


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent != ROOT], ids=name_of)
def test_every_page_is_linked_to(page: Path) -> None:
    targets = {
        (other.parent / target.partition("#")[0]).resolve()
        for other in PAGES
        if other != page
        for target in links(parsed(other))
    }
    assert page in targets


@pytest.mark.parametrize("name", MADE)
def test_a_made_page_is_up_to_date(name: str) -> None:
    made = runpy.run_path(str(ROOT / "docs" / f"{name}.py"))["page"]()
    text = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert text == made, f"run: python docs/{name}.py"


def test_every_rule_has_one_anchor() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    rules = {rule.name for pass_ in registry.BUILT_IN for rule in pass_.rules}
    assert sorted(headings) == sorted(rules)
    assert anchors(ROOT / "docs" / "rules.md") >= rules


@pytest.mark.parametrize("pass_", registry.BUILT_IN, ids=lambda pass_: pass_.name)
def test_every_pass_says_what_it_leaves_alone(pass_: Pass) -> None:
    assert "Left alone: " in about(pass_).replace("\n", " ")


def table(page: str, heading: str) -> list[str]:
    """Return what the rows of the first table below a heading begin with."""
    section = (ROOT / page).read_text(encoding="utf-8").partition(f"{heading}\n")[2]
    return re.findall(r"^ *\| `([^`]+)` \|", section.partition("\n## ")[0], re.MULTILINE)


def test_the_architecture_has_every_room_and_every_stage() -> None:
    source = ROOT / "src" / "articlefix"
    folders = {f"{path.parent.name}/" for path in source.glob("*/__init__.py")}
    modules = {path.name for path in source.glob("*.py")} - {"__init__.py", "__main__.py"}
    assert set(table("docs/architecture.md", "## The rooms")) == folders | modules
    assert table("docs/architecture.md", "## How a text flows") == [stage.name for stage in Stage]


def test_the_architecture_tells_the_layers_that_are_tested() -> None:
    section = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("imports run\n")[2]
    told = [set(re.findall(r"`(\w+)`", line)) for line in re.findall(r"^\d+\. (.+)$", section, re.MULTILINE)]
    tests = ast.parse((ROOT / "tests" / "test_architecture.py").read_text(encoding="utf-8"))
    values = {
        target.id: node.value
        for node in tests.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    layers = ast.literal_eval(values["LAYERS"])
    assert told[: len(layers) - 1] == list(layers[:-1])  # the last is the package itself


def test_every_benchmark_is_told_of() -> None:
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    programs = {
        path.relative_to(ROOT / "benchmarks").as_posix()
        for path in (ROOT / "benchmarks").rglob("*.py")
        if "__main__" in path.read_text(encoding="utf-8")
    }
    assert programs
    assert {name for name in programs if f"`{name}" not in page} == set()


def test_the_rule_that_is_shown_is_the_rule_that_runs() -> None:
    (shown,) = (block.text for block in blocks("python") if block.page.name == "CONTRIBUTING.md")
    source = (ROOT / "src" / "articlefix" / "passes" / "spacing" / "__init__.py").read_text(encoding="utf-8")
    assert indent(shown.rstrip("\n"), "    ") in source


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the arguments of each call of the command in a block."""
    for line in block.text.replace("\\\n", " ").split("\n"):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, ";"]:
            if word[0] in "|&;<>":
                if words[:1] and words[0].rpartition("/")[2] == "articlefix":
                    yield words[1:]
                words = []
            else:
                words.append(word)


@pytest.mark.parametrize("block", blocks("sh"), ids=name_of)
def test_the_command_knows_what_a_page_calls(block: Block) -> None:
    for arguments in commands(block):
        name, *rest = arguments
        with click.Context(cli.command, info_name="articlefix", **cli.command.context_settings) as above:
            found = cli.command.get_command(above, name)
            assert found is not None, name
            found.make_context(name, [part for part in rest if part not in ("-h", "--help")], parent=above)


@pytest.mark.parametrize("block", blocks("toml"), ids=name_of)
def test_a_configuration_is_valid(block: Block, tmp_path: Path) -> None:
    table = tomllib.loads(block.text)
    if "build-system" in table or "language-server" in table:
        return  # a project of its own, which test_write_a_pass.py builds; the settings of an editor
    if block.page.name == "add-a-language.md":
        assert built(Language, {"tag": "hu", **table}, name_of(block)).tag  # raises where a key is not known
        return
    file = tmp_path / ("pyproject.toml" if "tool" in table else "articlefix.toml")
    file.write_text(block.text, encoding="utf-8")
    assert config.read_file(file).options


def test_the_hooks_of_a_page_exist() -> None:
    offered = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    for block in blocks("yaml"):
        for repository in yaml.safe_load(block.text).get("repos", ()):
            assert {hook["id"] for hook in repository["hooks"]} <= offered


def test_the_workflow_of_a_page_gives_the_action_what_it_takes() -> None:
    taken = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    (workflow,) = (found for block in blocks("yaml") if "jobs" in (found := yaml.safe_load(block.text)))
    steps = workflow["jobs"]["articles"]["steps"]
    (given,) = (step["with"] for step in steps if step["uses"] == "...")
    assert set(given) <= set(taken)


@pytest.mark.parametrize("block", [block for block in blocks("python") if ">>>" in block.text], ids=name_of)
def test_a_session_gives_what_it_shows(block: Block) -> None:
    test = doctest.DocTestParser().get_doctest(block.text, {}, name_of(block), str(block.page), block.line)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_the_commands_of_the_readme_run_as_pasted(tmp_path: Path) -> None:
    """All but the two that set up an environment, which `.ci/run` and whoever tries it run."""
    pasted = [block.text for block in blocks("sh") if block.page == README and ".venv/bin/pip" not in block.text]
    script = "".join(pasted).replace("/tmp/articles", shlex.quote(str(tmp_path / "copy")))  # noqa: S108 - the page's
    script = script.replace("source .venv/bin/activate\n", "")
    command = tmp_path / "bin" / "articlefix"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m articlefix "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", f"trap 'echo \"exit $? of $BASH_COMMAND\" >&2' ERR\n{script}"],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    failed = re.findall(r"^exit (\d+) of (.*)$", done.stderr, re.MULTILINE)
    finders = [call for code, call in failed if code == "1" and re.search(r" (check|--check|--diff)\b", call)]
    assert [call for _, call in failed] == finders, done.stderr
    assert len(finders) == 2  # of three: --check comes after --in-place, and finds nothing more
    assert {"report.html", "courier.toml", "cleaned"} <= {path.name for path in (tmp_path / "copy").iterdir()}
