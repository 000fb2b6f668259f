"""The project of docs/write-a-pass.md does what the page says, file by file as it stands there."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from articlefix import Touch
from articlefix.core.passes import Stage

pytestmark = pytest.mark.slow

PAGE = (Path(__file__).parents[2] / "docs" / "write-a-pass.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:toml|python)\n# (?P<name>[\w.]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the files of the page, and the record of an installer that makes the entry points known."""
    folder = tmp_path_factory.mktemp("footnotes")
    for block in BLOCK.finditer(PAGE):
        (folder / block["name"]).write_text(block["text"], encoding="utf-8")
    declared = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    record = folder / f"{declared['name'].replace('-', '_')}-{declared['version']}.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {declared['name']}\nVersion: {declared['version']}\n", encoding="utf-8"
    )
    (record / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
            for group, entries in declared["entry-points"].items()
        ),
        encoding="utf-8",
    )
    return folder


def run(project: Path, *arguments: str, text: str = "") -> str:
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(project), environment.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_tests_pass(project: Path) -> None:
    assert " passed" in run(project, "pytest", "-q", "-p", "no:cacheprovider")


def test_the_command_runs_it_where_it_is_enabled(project: Path) -> None:
    text = "The ferry left at noon.[1] Nobody waved.\n"
    assert run(project, "articlefix", "clean", "-", text=text) == text
    cleaned = run(project, "articlefix", "clean", "--enable", "footnotes", "-", text=text)
    assert cleaned == text.replace("[1]", "")


def test_the_page_tells_of_every_class_of_a_contract_and_every_stage() -> None:
    rows = re.findall(r"^\| `([A-Z]+)` \|", PAGE, re.MULTILINE)
    assert sorted(rows) == sorted(Touch.__members__)
    section = PAGE.partition("### The stage")[2].partition("\n## ")[0]
    assert [stage.name for stage in Stage] == re.findall(r"\b[A-Z]{3,}\b", section)
