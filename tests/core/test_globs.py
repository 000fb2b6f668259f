"""Patterns of paths mean what git takes them for, and take no time that a pattern could make long."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlefix.core.globs import PATTERNS, Globs, above


def decided(path: str, *patterns: str) -> bool | None:
    globs, problems = Globs.of(patterns)
    assert problems == []
    return globs.match(path)


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("*.md", ["a.md", "x/y/.md"], ["a.mdx", "md", "a.md/b"]),
        ("a.txt", ["a.txt", "x/a.txt", "a.txt/"], ["ba.txt", "a.txt2"]),
        ("/a.txt", ["a.txt"], ["x/a.txt"]),
        ("docs/", ["docs/", "x/docs/"], ["docs"]),
        ("docs/*.md", ["docs/a.md"], ["x/docs/a.md", "docs/x/a.md"]),
        ("docs/**", ["docs/a", "docs/a/b/"], ["docs/", "docs"]),
        ("**/docs", ["docs", "a/docs/", "a/b/docs"], ["docs2", "a/docsx"]),
        ("a/**/z", ["a/z", "a/b/z", "a/b/c/z"], ["a/z/y", "az", "b/a/z"]),
        ("a/**/b*/**/z", ["a/b/z", "a/x/b1/y/z", "a/b/b/z"], ["a/z", "a/c/z"]),
        ("a**b/c", ["axxb/c", "ab/c"], ["a/b/c"]),
        ("**", ["a", "a/b", "a/"], []),
        ("a?c", ["abc", "a*c"], ["ac", "a/c", "abbc"]),
        ("[a-c]x", ["ax", "cx"], ["dx", "[a-c]x"]),
        ("[!a-c]x", ["dx", "!x"], ["ax"]),
        ("[^]]x", ["ax"], ["]x"]),
        ("[]-]x", ["]x", "-x"], ["ax"]),
        ("[[:digit:][:upper:]]x", ["7x", "Gx"], ["gx", ":x"]),
        (r"a[\]b]", ["a]", "ab"], ["a\\"]),
        ("a/[^b]c", ["a/xc"], ["a//c"]),
        (r"\#a", ["#a"], ["a"]),
        (r"\!a", ["!a"], ["a"]),
        (r"a\*", ["a*"], ["ab", "a"]),
        ("a  ", ["a"], ["a  "]),
        ("a\\ ", ["a "], ["a", "a\\ "]),
        ("a\r", ["a"], []),
        ("a.b+(c)|d$^{2}", ["a.b+(c)|d$^{2}"], ["axb"]),
        ("a*b*c", ["abc", "axbxbxc", "abcc"], ["abcd", "acb"]),
        ("*ab*ab*", ["abab", "xabyabz"], ["aba", "xab"]),
        ("*a*a", ["aa", "baa"], ["a"]),
    ],
)
def test_a_pattern_matches_what_git_takes_it_for(pattern: str, matching: list[str], others: list[str]) -> None:
    assert {path: decided(path, pattern) for path in matching} == dict.fromkeys(matching, True)
    assert {path: decided(path, pattern) for path in others} == dict.fromkeys(others)


def test_the_last_pattern_decides_and_comments_say_nothing() -> None:
    assert decided("a.md", "*.md", "!a.md") is False
    assert decided("a.md", "!a.md", "*.md") is True
    assert decided("a.md", "# a.md", "", "   ") is None


_PATHS = st.lists(st.text("ab-].", min_size=1, max_size=4), min_size=1, max_size=3).map("/".join)
_PATTERNS = st.lists(
    st.sampled_from(
        ["a", "b", "*", "**", "?", "/", "[a]", "[!a]", "[a-b]", "[]]", "-", ".", "\\a", "\\*", "!", "#"]
    ),
    min_size=1,
    max_size=7,
).map("".join)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_agrees(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True, timeout=20)

    @settings(max_examples=80, deadline=None, database=None)
    @given(patterns=st.lists(_PATTERNS, min_size=1, max_size=6), paths=st.lists(_PATHS, min_size=1, max_size=20))
    def agree(patterns: list[str], paths: list[str]) -> None:
        paths = [path for path in paths if not {".", "..", ".git"} & set(path.split("/"))]
        (tmp_path / ".gitignore").write_text("".join(f"{pattern}\n" for pattern in patterns), encoding="utf-8")
        done = subprocess.run(
            ["git", "check-ignore", "--no-index", "--stdin", "-z"],
            input="\0".join(paths).encode(),
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=20,
        )
        globs, _ = Globs.of(patterns)
        # The outermost folder that is left out takes all with it.
        left_out = {path for path in paths if any(globs.match(place) for place in above(path))}
        assert left_out == {path for path in done.stdout.decode().split("\0") if path}

    agree()


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * 100 + "b",
        "**/" * 100 + "b",
        "**/a*a*a*a*/" * 20 + "b",
        "a*" * 2000 + "b",
        "[a]*" * 100 + "b",
        "*" * 4000 + "b",
        "?*" * 50 + "b",
    ],
)
@pytest.mark.parametrize("path", ["a" * 255, "/".join(["a" * 50] * 80), "/".join("a" * 2000)])
def test_no_pattern_takes_long(pattern: str, path: str) -> None:
    start = time.process_time()
    for begun in ("", "/"):
        assert decided(path, begun + pattern) is None
    assert time.process_time() - start < 1


def test_a_file_of_nothing_but_patterns_is_read_in_seconds() -> None:
    start = time.process_time()
    globs, problems = Globs.of(["*a*a*a*a*a*a*a*a*a*b"] * (PATTERNS * 5))
    globs.match("a" * 255)
    assert [problem.reason for problem in problems] == ["there are more than 10,000 patterns with wildcards"]
    assert time.process_time() - start < 10


def test_a_pattern_longer_than_any_path_is_passed_over() -> None:
    assert Globs.of(["*a" * 3000])[1][0].reason == "it is longer than any path: 6,000 characters"
    assert os.pathconf("/", "PC_PATH_MAX") <= 4096
