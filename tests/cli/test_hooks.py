"""The hooks under the real pre-commit and the real prek, each in its own environment, on a real repository.

The first test of each waits while the tool installs this working tree, as it does for users, from the registry.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BAD = "Two words , and so on .\n"
GOOD = "Two words, and so on.\n"
CODE = "Prose.\n\n    indented  code , here\n\n`a  b , c`\n"


class Tool(NamedTuple):
    """A program that runs hooks, the repository that it takes them from, and where it keeps what it installs."""

    program: str
    hooks: Path
    revision: str
    environment: dict[str, str]


class Repository(NamedTuple):
    """A repository of articles that uses the hooks."""

    tool: Tool
    path: Path

    def git(self, *arguments: str) -> str:
        return git(self.path, self.tool.environment, *arguments)

    def run(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [self.tool.program, *arguments],
            cwd=self.path,
            env=self.tool.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
        return done.returncode, done.stdout.decode()

    def write(self, name: str, text: str) -> Path:
        path = self.path / name
        path.write_bytes(text.encode())
        self.git("add", "--", name)
        return path


def git(folder: Path, environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def tool(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tool:
    folder = tmp_path_factory.mktemp(request.param)
    # A run within a git hook would hand its own repository on; a person's own settings are not what is tested.
    foreign = ("GIT_", "PRE_COMMIT", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    environment |= {
        "PIP_NO_COMPILE": "1",  # a run compiles what it imports, which is less than all that is installed
        "PRE_COMMIT_HOME": str(folder / "home"),
        "PREK_HOME": str(folder / "home"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_COLOR": "1",
        **{f"GIT_{who}_NAME": "An editor" for who in ("AUTHOR", "COMMITTER")},
        **{f"GIT_{who}_EMAIL": "editor@example.org" for who in ("AUTHOR", "COMMITTER")},
    }
    hooks = folder / "hooks"
    shutil.copytree(ROOT / "src", hooks / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, hooks)
    git(hooks, environment, "init", "--quiet")
    git(hooks, environment, "add", "--all")
    git(hooks, environment, "commit", "--quiet", "--message", "Everything")
    program = shutil.which(request.param, path=Path(sys.executable).parent)
    assert program, f"{request.param} is not installed: it is in the dependency group test"
    return Tool(program, hooks, git(hooks, environment, "rev-parse", "HEAD").strip(), environment)


@pytest.fixture
def articles(tool: Tool, tmp_path: Path) -> Repository:
    repository = Repository(tool, tmp_path)
    repository.git("init", "--quiet")
    (tmp_path / "articlefix.toml").write_text('only = ["whitespace", "spacing"]\n', encoding="utf-8")
    use(repository, "articlefix")
    return repository


def use(repository: Repository, *hooks: str) -> None:
    tool = repository.tool
    listed = "".join(f"  - id: {hook}\n" for hook in hooks)
    repository.write(
        ".pre-commit-config.yaml",
        f"repos:\n- repo: {tool.hooks.as_uri()}\n  rev: {tool.revision}\n  hooks:\n{listed}",
    )


def test_the_manifest_is_valid(articles: Repository) -> None:
    code, out = articles.run("validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert code == 0, out


def test_a_commit_waits_for_its_repairs(articles: Repository) -> None:
    use(articles, "articlefix", "articlefix-check")
    paths = [articles.write(name, BAD) for name in ("new post.md", "notes.txt", "a\nb.md", "é'\"$x.markdown")]
    other = articles.write("code.py", f"# {BAD}")
    articles.run("install")
    commit = ["git", "commit", "--quiet", "--message", "News"]
    environment = articles.tool.environment
    refused = subprocess.run(commit, cwd=articles.path, env=environment, capture_output=True, check=False)
    assert refused.returncode == 1
    assert b"4 files changed, 0 left alone" in refused.stdout + refused.stderr
    assert [path.read_text(encoding="utf-8") for path in paths] == [GOOD] * 4
    assert other.read_text(encoding="utf-8") == f"# {BAD}"
    assert articles.git("show", ":new post.md") == BAD
    articles.git("add", "--all")
    done = subprocess.run(commit, cwd=articles.path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert articles.git("show", "HEAD:new post.md") == GOOD


def test_what_needs_no_repair_passes_and_is_not_written(articles: Repository) -> None:
    use(articles, "articlefix", "articlefix-check")
    paths = [articles.write("good.txt", GOOD), articles.write("code.md", CODE), articles.write("crlf.md", "A\r\n")]
    before = [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in paths]
    code, out = articles.run("run")
    assert code == 0, out
    assert [(path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) for path in paths] == before


def test_the_check_lists_and_writes_nothing(articles: Repository) -> None:
    use(articles, "articlefix-check")
    paths = [articles.write(name, BAD) for name in ("new post.md", "a\nb.md")]
    code, out = articles.run("run")
    assert code == 1
    for name in ("new post.md", r"a\nb.md"):
        assert f"{name}:1:10 space-before-comma A space stands before a comma.\n" in out
        assert f"{name}:1:22 space-before-stop A space stands before a full stop.\n" in out
    assert [path.read_text(encoding="utf-8") for path in paths] == [BAD] * 2


def test_what_is_ignored_stays_though_the_tool_names_it(articles: Repository) -> None:
    use(articles, "articlefix", "articlefix-check")
    articles.write(".articlefixignore", "legacy/\n")
    (articles.path / "legacy").mkdir()
    path = articles.write("legacy/old.md", BAD)
    code, out = articles.run("run", "--all-files")
    assert code == 0, out
    assert path.read_text(encoding="utf-8") == BAD


def test_what_is_not_staged_is_neither_lost_nor_committed(articles: Repository) -> None:
    rest = "".join(f"Line {number}.\n" for number in range(20))
    path = articles.write("post.md", BAD + rest)
    draft = "A draft , not staged.\n"
    path.write_text(BAD + rest + draft, encoding="utf-8")
    code, out = articles.run("run")
    assert code == 1, out
    assert path.read_text(encoding="utf-8") == GOOD + rest + draft
    assert articles.git("show", ":post.md") == BAD + rest


def test_a_file_that_cannot_be_read_fails_and_the_others_are_repaired(articles: Repository) -> None:
    (articles.path / "latin.md").write_bytes(b"At  the caf\xe9 one may sit.\n")
    path = articles.write("post.md", BAD)
    articles.git("add", "--all")
    code, out = articles.run("run")
    assert code == 1
    assert "latin.md: byte 0xe9 at offset 11 (line 1) is not UTF-8" in out
    assert path.read_text(encoding="utf-8") == GOOD
    assert (articles.path / "latin.md").read_bytes() == b"At  the caf\xe9 one may sit.\n"
