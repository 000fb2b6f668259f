"""Folders are listed, less what is left out of them, and what is named is taken."""

import contextlib
import errno
import os
import socket
from pathlib import Path

import pytest

from articlefix import files
from articlefix.core import foreign


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def found(root: Path, *include: str, leave_out: str = "") -> list[str]:
    items = list(files.find([str(root)], include, leave_out))
    assert all(isinstance(item, files.Found) for item in items)
    return [item.relative for item in items if isinstance(item, files.Found)]


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a.md", "c/d.markdown", "c/e.py", "F.TXT", ".git/x.txt", ".hidden/x.md", ".x.txt", "g")
    tree(tmp_path, ".articlefix-1-2.tmp")
    assert found(tmp_path) == [".x.txt", "F.TXT", "a.md", "b.txt", "c/d.markdown"]
    assert found(tmp_path, "*.py", "*") == [".x.txt", "F.TXT", "a.md", "b.txt", "c/d.markdown", "c/e.py", "g"]
    assert found(tmp_path, "c/*.py") == [".x.txt", "F.TXT", "a.md", "b.txt", "c/d.markdown", "c/e.py"]
    assert found(tmp_path, leave_out=str(tmp_path / "c")) == [".x.txt", "F.TXT", "a.md", "b.txt"]


def test_a_file_is_taken_whatever_its_ending_and_once(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.rst")
    paths = [str(tmp_path / "b.rst"), str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "b.rst")]
    assert [item.path for item in files.find(paths) if isinstance(item, files.Found)] == [
        str(tmp_path / "b.rst"),
        str(tmp_path / "a.txt"),
    ]


def test_links_are_not_followed_out_of_the_tree_nor_round_in_it(tmp_path: Path) -> None:
    tree(tmp_path, "outside/secret.txt", "inside/a.txt", "inside/deep/b.txt")
    inside = tmp_path / "inside"
    (inside / "out.txt").symlink_to("../outside/secret.txt")
    (inside / "outside").symlink_to("../outside")
    (inside / "deep" / "round").symlink_to("..")
    (inside / "broken.txt").symlink_to("nowhere")
    (inside / "same.txt").symlink_to("a.txt")
    assert found(inside) == ["a.txt", "deep/b.txt", "same.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_what_is_no_regular_file_is_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "folder.txt/b.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening, contextlib.chdir(tmp_path):
        listening.bind("socket.txt")
    assert found(tmp_path) == ["a.txt", "folder.txt/b.txt"]


def test_a_sibling_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "inner/b.txt")
    (tmp_path / "in" / "b.txt").symlink_to("../inner/b.txt")
    assert found(tmp_path / "in") == ["a.txt"]


def test_gitignore_is_respected(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt", "build/c.txt", "sub/a.txt", "sub/b.txt", "sub/build.txt", "sub/deep/d.txt")
    (tmp_path / ".gitignore").write_text("/a.txt\nbuild/\nd.txt\n# b.txt\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("b.txt\n!d.txt\n", encoding="utf-8")
    assert found(tmp_path) == ["b.txt", "sub/a.txt", "sub/build.txt", "sub/deep/d.txt"]


def test_the_gitignore_of_the_repository_holds_for_a_folder_in_it(tmp_path: Path) -> None:
    tree(tmp_path, "docs/a.txt", "docs/b.txt", "docs/draft/c.txt")
    (tmp_path / ".gitignore").write_text("docs/a.txt\ndraft/\n", encoding="utf-8")
    assert found(tmp_path / "docs") == ["a.txt", "b.txt", "draft/c.txt"]  # no repository
    (tmp_path / ".git").mkdir()
    assert found(tmp_path / "docs") == ["b.txt"]
    assert found(tmp_path / "docs" / "draft") == ["c.txt"]  # asked for by name


@pytest.mark.parametrize("name", [".gitignore", ".articlefixignore"])
def test_a_line_of_an_ignore_file_that_means_nothing_is_passed_over(tmp_path: Path, name: str) -> None:
    tree(tmp_path, "a.txt", "b.txt", "sub/c.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub" / name).write_text("!\n\\\n[z-a]\n[ab\n[[:no:]]\n", encoding="utf-8")
    (tmp_path / name).write_text("[z-a]\na.txt\n", encoding="utf-8")
    warnings: list[str] = []
    items = list(files.find([str(tmp_path)], warn=warnings.append))
    assert [item.relative for item in items if isinstance(item, files.Found)] == ["b.txt", "sub/c.txt"]
    assert [line.partition(": is passed over")[0] for line in warnings] == [
        f"{tmp_path / name}:1",
        *(f"{tmp_path / 'sub' / name}:{line}" for line in range(1, 6)),
    ]


def test_an_ignore_file_that_cannot_be_read_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / ".articlefixignore").write_text("a.txt\n", encoding="utf-8")

    def refuse(path: str) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(foreign, "read_regular", refuse)
    warnings: list[str] = []
    assert [item.path for item in files.find([str(tmp_path)], warn=warnings.append)] == [str(tmp_path / "a.txt")]
    reason = "is passed over: it cannot be read: Permission denied"
    assert warnings == [f"{tmp_path}/.articlefixignore: {reason}"]


def test_an_ignore_file_without_end_is_passed_over(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / ".articlefixignore").write_bytes(b"a.txt\n" + b"\n" * foreign.LIMIT)
    warnings: list[str] = []
    assert [item.path for item in files.find([str(tmp_path)], warn=warnings.append)] == [str(tmp_path / "a.txt")]
    assert "more than 1,048,576 bytes" in warnings[0]


def test_its_own_ignore_file_is_respected_inside_and_above(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "docs/a.txt", "docs/b.md", "docs/old/c.md", "docs/new/c.md")
    (tmp_path / ".articlefixignore").write_text("/a.txt\nold/\n*.md\n", encoding="utf-8")
    (tmp_path / "docs" / ".articlefixignore").write_text("!b.md\n", encoding="utf-8")
    assert found(tmp_path) == ["docs/a.txt", "docs/b.md"]
    assert found(tmp_path / "docs") == ["a.txt", "b.md"]
    assert found(tmp_path / "docs" / "old") == ["c.md"]  # asked for by name


def test_neither_ignore_file_takes_back_what_the_other_leaves_out(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / ".gitignore").write_text("a.txt\n!b.txt\n", encoding="utf-8")
    (tmp_path / ".articlefixignore").write_text("!a.txt\nb.txt\n", encoding="utf-8")
    assert found(tmp_path) == ["c.txt"]


def test_what_is_named_is_left_out_only_where_that_is_forced(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "old/b.txt", "old/deep/c.txt", "git.txt")
    (tmp_path / ".articlefixignore").write_text("old/\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("git.txt\n", encoding="utf-8")
    named = [f"{tmp_path}/{name}" for name in ("a.txt", "old/b.txt", "old/deep", "old", "git.txt", "missing.txt")]

    def names(*, force_exclude: bool) -> list[str]:
        items = list(files.find([*named, "-"], force_exclude=force_exclude))
        return [os.path.relpath(item.path, tmp_path) if item.path != "-" else "-" for item in items]

    assert names(force_exclude=False) == [
        *("a.txt", "old/b.txt", "old/deep/c.txt", "git.txt", "missing.txt", "-"),
    ]
    assert names(force_exclude=True) == ["a.txt", "git.txt", "missing.txt", "-"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no such names here")
def test_names_that_are_not_utf_8_are_found(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_bytes(b"old")
    (name,) = found(tmp_path)
    files.replace(files.read(f"{tmp_path}/{name}"), b"new")
    assert path.read_bytes() == b"new"


def test_a_folder_that_cannot_be_listed_is_an_error_and_the_rest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(tmp_path, "a.txt", "closed/b.txt", "z.txt")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    names = [item.relative if isinstance(item, files.Found) else str(item) for item in files.find([str(tmp_path)])]
    assert names == ["a.txt", f"{tmp_path}/closed: cannot be listed: Permission denied", "z.txt"]
