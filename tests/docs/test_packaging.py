"""What others install and run: the action for GitHub, the image, and an archive of the source that is whole."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from articlefix.core.globs import Globs, above

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
BAD = "Two words , and so on.\n"

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def script(name: str) -> tuple[str, dict[str, str]]:
    """Return the script of a step of the action, and its environment."""
    (step,) = (step for step in ACTION["runs"]["steps"] if step.get("name") == name)
    return step["run"], step["env"]


def check(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the step that checks, as a runner does."""
    command = folder / "articlefix"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m articlefix "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    said, names = script("Check")
    given = {"COMMAND": str(command), "PATHS": ".", "ARGUMENTS": "", "SARIF": "", **environment}
    assert set(given) == set(names)
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", said],
        cwd=folder,
        env={**os.environ, **given, "GITHUB_OUTPUT": str(folder / "output")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@needs_bash
def test_the_action_annotates_and_fails_where_something_is_found(tmp_path: Path) -> None:
    (tmp_path / "a b.md").write_text(BAD, encoding="utf-8")
    done = check(tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith("::warning title=articlefix (space-before-comma),file=a b.md,line=1")
    assert check(tmp_path, PATHS="a b.md\n\n", ARGUMENTS="--skip\nspace-before-comma").returncode == 0
    assert check(tmp_path, PATHS="; touch owned", ARGUMENTS="").returncode == 2
    assert not (tmp_path / "owned").exists()


@needs_bash
def test_the_action_writes_sarif_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(BAD, encoding="utf-8")
    assert check(tmp_path, SARIF="out.sarif").returncode == 1
    assert '"ruleId": "space-before-comma"' in (tmp_path / "out.sarif").read_text(encoding="utf-8")
    assert (tmp_path / "output").read_text(encoding="utf-8") == "sarif=out.sarif\n"


def test_no_script_of_the_action_holds_what_a_workflow_says() -> None:
    """An input that is written into a script is a command of whoever opens a pull request."""
    assert ACTION["runs"]["using"] == "composite"
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(ACTION["inputs"])


def test_the_image_is_made_of_what_is_there() -> None:
    ignored, _ = Globs.of((ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines())
    copies = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    sources = [source for line in copies for source in line.split()]
    assert {"src", "constraints.txt", "pyproject.toml"} <= set(sources)
    for source in sources:
        place = ROOT / source
        assert place.exists()
        assert not any(map(ignored.match, above(f"{source}/__init__.py" if place.is_dir() else source)))
    assert any(map(ignored.match, above("tests/conftest.py")))


def test_the_image_is_small_and_runs_as_no_root() -> None:
    assert re.findall(r"^(\w+)", DOCKERFILE, re.MULTILINE)[0] == "FROM"
    last = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
    assert re.search(r"^USER (?!root)\w+$", last, re.MULTILINE)
    assert "--no-cache-dir" in DOCKERFILE
    assert not re.search(r"^FROM \S+:latest|^FROM [^:\s]+$", DOCKERFILE, re.MULTILINE)


@pytest.mark.slow
def test_the_archive_of_the_source_is_whole(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--directory", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as held:
        packed = {name.partition("/")[2] for name in held.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not in a repository")
    assert set(listed.stdout.splitlines()) <= packed
