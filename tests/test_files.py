"""Bytes survive: decoding is strict and reversible, a file is replaced whole or not at all, folders are listed."""

import errno
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import ConfigError, InputError, OutputError, files

ROOT = os.geteuid() == 0


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.startswith(".articlefix-")]


# Decoding


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b" \n\t\n", " \n\t\n"),
        ("naïve “x”".encode(), "naïve “x”"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xef\xbb\xbf", ""),
        (b"\xff\xfea\0\n\0", "a\n"),
        (b"\xfe\xff\0a\0\n", "a\n"),
        (b"a\r\nb\rc\nd", "a\r\nb\rc\nd"),
        ("a\ufeffb".encode(), "a\ufeffb"),
        ("\x85\u2028\x0c".encode(), "\x85\u2028\x0c"),
    ],
)
def test_decodes_and_returns_the_same_bytes(data: bytes, text: str) -> None:
    content = files.decode(data, "a.txt")
    assert content.text == text
    assert content.encode(content.text) == data


@given(st.binary(max_size=60), st.sampled_from([None, "cp1252", "latin-1", "utf-16-le", "shift_jis", "utf-16"]))
def test_decodes_reversibly_or_refuses(data: bytes, encoding: str | None) -> None:
    try:
        content = files.decode(data, "a.txt", encoding)
    except InputError:
        return
    assert content.encode(content.text) == data
    assert "\0" not in content.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"The first line.\nThe caf\xe9 was shut.",
            "byte 0xe9 at offset 23 (line 2) is not UTF-8; if the text is Western European, try --encoding cp1252",
        ),
        (
            "Он пришёл домой".encode("cp1251"),
            "byte 0xce at offset 0 (line 1) is not UTF-8; say what it is with --encoding NAME",
        ),
        (b"An odd byte \x81 in this text.", "--encoding NAME; latin-1 and mac-roman are possible"),
        (b"\xef\xbb\xbfa caf\xe9 with a mark", "offset 8 (line 1)"),
        (b"cut short \xe2\x80", "byte 0xe2 at offset 10"),
        (b"\xff\xfea", "is not utf-16-le"),
        (b"text\0text", "is binary, not text (a NUL byte at offset 4)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "is binary"),
        (
            "No mark here".encode("utf-16-le"),
            "UTF-16 without a byte order mark, it seems; try --encoding utf-16-le",
        ),
        ("No mark here".encode("utf-16-be"), "try --encoding utf-16-be"),
    ],
)
def test_refuses_and_says_where_and_what_to_try(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        files.decode(data, "a.txt")
    assert str(caught.value).startswith("a.txt: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("data", "encoding", "text", "codec"),
    [
        (b"caf\xe9", "cp1252", "café", "cp1252"),
        ("café".encode(), "cp1252", "café", "utf-8"),  # what is UTF-8 is read as such
        (b"\xff\xfea\0", "cp1252", "a", "utf-16-le"),
        (b"\xff\xfea", "cp1252", "ÿþa", "cp1252"),  # no UTF-16: the length is odd
        (b"a\0b\0", "utf-16-le", "ab", "utf-16-le"),
        ("ニュース".encode("iso2022-jp"), "iso2022-jp", "ニュース", "iso2022-jp"),
        (b"plain", "utf-16-le", "plain", "utf-8"),
    ],
)
def test_a_named_encoding_is_for_what_tells_no_other(data: bytes, encoding: str, text: str, codec: str) -> None:
    content = files.decode(data, "a.txt", encoding)
    assert (content.text, content.codec) == (text, codec)
    assert content.encode(text) == data


def test_refuses_what_the_named_encoding_would_not_give_back() -> None:
    # Code page 932 has this character twice, and writes the other.
    with pytest.raises(InputError, match="not be written back in cp932 as it was"):
        files.decode(b"\x87\x90", "a.txt", "cp932")
    with pytest.raises(InputError, match="without a byte order mark, it seems; try --encoding utf-16-le"):
        files.decode(b"a\0b\0", "a.txt", "utf-16")
    with pytest.raises(InputError, match="is not ascii, nor is the file UTF-8"):
        files.decode(b"caf\xe9", "a.txt", "ascii")


def test_refuses_to_write_a_character_that_the_encoding_lacks() -> None:
    source = files.Source("a.txt", b"caf\xe9", files.Content("café", "latin-1"))
    with pytest.raises(OutputError, match=r"U\+2019, which latin-1 does not have"):
        files.encode(source, "caf\N{RIGHT SINGLE QUOTATION MARK}")


@pytest.mark.parametrize("name", ["base64", "rot13", "nope", "undefined", "a\0b", "x" * 300])
def test_knows_what_is_no_text_encoding(name: str) -> None:
    assert files.check_encoding(name)


# Replacing


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(b"old")
    return path


def replace(path: Path | str, data: bytes = b"new") -> None:
    files.replace(files.read(str(path)), data)


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664, 0o4755])
@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_keeps_the_mode(article: Path, mode: int, umask: int) -> None:
    article.chmod(mode)
    before = os.umask(umask)
    try:
        replace(article)
    finally:
        os.umask(before)
    assert article.read_bytes() == b"new"
    assert stat.S_IMODE(article.stat().st_mode) == mode


@pytest.mark.skipif(not ROOT, reason="only root may give files away")
def test_keeps_the_owner_and_the_group(article: Path) -> None:
    os.chown(article, 12345, 23456)
    article.chmod(0o640)
    replace(article)
    status = article.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)


def test_refuses_where_the_owner_cannot_be_kept(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = files.read(str(article))
    real = os.stat

    def foreign(path: str, **options: bool) -> os.stat_result:
        status = real(path, **options)
        return os.stat_result((*status[:4], 54321, *status[5:])) if str(path).endswith(".tmp") else status

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "stat", foreign)
    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(OutputError, match="belongs to another user"):
        files.replace(source, b"new")
    monkeypatch.undo()
    assert article.read_bytes() == b"old"
    assert leftovers(article.parent) == []


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no attributes here")
def test_keeps_extended_attributes(article: Path) -> None:
    try:
        os.setxattr(article, "user.note", b"mine")
    except OSError:
        pytest.skip("the file system has no attributes")
    replace(article)
    assert os.getxattr(article, "user.note") == b"mine"


@pytest.mark.parametrize("links", [["link"], ["chain", "link"]])
def test_writes_through_a_link_to_its_target(article: Path, tmp_path: Path, links: list[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    target = Path("..") / article.name
    for name in reversed(links):
        (other / name).symlink_to(target)
        target = Path(name)
    replace(other / links[0])
    assert article.read_bytes() == b"new"
    assert all((other / name).is_symlink() for name in links)
    assert leftovers(tmp_path) == []


def test_a_broken_link_and_a_loop_are_errors(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("broken", "loop"):
        with pytest.raises(InputError, match="cannot be read"):
            files.read(str(tmp_path / name))


def test_refuses_hard_links(article: Path, tmp_path: Path) -> None:
    (tmp_path / "twin").hardlink_to(article)
    with pytest.raises(OutputError, match=r"has 2 names \(hard links\)"):
        replace(article)
    assert (tmp_path / "twin").read_bytes() == article.read_bytes() == b"old"


def test_refuses_a_read_only_file_even_for_root(article: Path) -> None:
    article.chmod(0o444)
    with pytest.raises(OutputError, match="read-only"):
        replace(article)
    assert article.read_bytes() == b"old"


def test_refuses_a_read_only_folder_even_for_root(article: Path) -> None:
    article.parent.chmod(0o555)
    try:
        with pytest.raises(OutputError, match="its folder is read-only"):
            replace(article)
    finally:
        article.parent.chmod(0o755)
    assert article.read_bytes() == b"old"


def _rewrite(path: Path) -> None:
    path.write_bytes(b"theirs, longer")


def _replace_by_another(path: Path) -> None:
    (path.parent / "theirs").write_bytes(b"old")
    (path.parent / "theirs").replace(path)


def _touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


@pytest.mark.parametrize("change", [_rewrite, _replace_by_another, _touch, Path.unlink])
def test_a_file_that_was_changed_meanwhile_is_left(article: Path, change: Callable[[Path], None]) -> None:
    source = files.read(str(article))
    change(article)
    after = article.read_bytes() if article.exists() else None
    with pytest.raises(OutputError, match=r"meanwhile|No such file"):
        files.replace(source, b"new")
    assert (article.read_bytes() if article.exists() else None) == after
    assert leftovers(article.parent) == []


@pytest.mark.parametrize("step", ["fsync", "chmod", "replace", "listxattr"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), SystemExit(1)]
)
def test_whatever_stops_a_write_the_old_file_stays(
    article: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fail(*_: object) -> None:
        raise error

    source = files.read(str(article))
    monkeypatch.setattr(os, step, fail)
    expected = OutputError if isinstance(error, OSError) else type(error)
    with pytest.raises(expected):
        files.replace(source, b"new")
    monkeypatch.undo()
    assert article.read_bytes() == b"old"
    assert leftovers(article.parent) == []


def test_the_temporary_name_is_short_enough_for_the_longest_name(tmp_path: Path) -> None:
    article = tmp_path / ("x" * 251 + ".txt")
    article.write_bytes(b"old")
    replace(article)
    assert article.read_bytes() == b"new"


def test_a_device_and_a_pipe_cannot_be_replaced(tmp_path: Path) -> None:
    source = files.Source("/dev/null", b"", files.Content(""))
    with pytest.raises(OutputError, match="not a regular file"):
        files.replace(source, b"new")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="not a regular file"):
        files.replace(files.Source(str(tmp_path / "pipe"), b"", files.Content("")), b"new")


# Writing elsewhere


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_a_new_file_gets_what_the_umask_leaves(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.write(str(tmp_path / "new.txt"), b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o666 & ~umask
    assert leftovers(tmp_path) == []


def test_an_old_output_is_replaced_and_keeps_its_mode(article: Path) -> None:
    article.chmod(0o640)
    inode = article.stat().st_ino
    files.write(str(article), b"new")
    assert article.read_bytes() == b"new"
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert article.stat().st_ino != inode


def test_an_output_that_holds_the_bytes_is_not_written(article: Path) -> None:
    before = article.stat()
    files.write(str(article), b"old")
    assert article.stat() == before


def test_an_output_through_a_dangling_link_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("target.txt")
    files.write(str(tmp_path / "link"), b"new")
    assert (tmp_path / "target.txt").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/a.txt", "its folder does not exist"), ("folder", "is a folder"), ("a/b", "folder")],
)
def test_an_output_that_cannot_be_is_an_error(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a").write_bytes(b"a file")
    with pytest.raises(OutputError, match=reason):
        files.write(str(tmp_path / name), b"new")


def test_an_output_may_be_a_device() -> None:
    files.write("/dev/null", b"new")
    with pytest.raises(OutputError, match="No space left"):
        files.write("/dev/full", b"new")


# Finding


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
def test_an_ignore_file_that_cannot_be_understood_is_named(tmp_path: Path, name: str) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / name).write_text("!\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"{re.escape(name)}: cannot be understood"):
        found(tmp_path)


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
    replace(f"{tmp_path}/{name}")
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
