"""A file is replaced whole or not at all, and keeps all that it had."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from articlefix import InputError, OutputError, files

ROOT = os.geteuid() == 0


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.startswith(".articlefix-")]


@pytest.fixture(params=["without a name", "with a name"])
def _made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make temporary files as Linux does, and as all other systems do."""
    if request.param == "with a name":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(b"old")
    return path


def replace(path: Path | str, data: bytes = b"new") -> None:
    files.replace(files.read(str(path)), data)


@pytest.mark.usefixtures("_made")
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


@pytest.mark.usefixtures("_made")
@pytest.mark.skipif(not ROOT, reason="only root may give files away")
def test_keeps_the_owner_and_the_group(article: Path) -> None:
    os.chown(article, 12345, 23456)
    article.chmod(0o640)
    replace(article)
    status = article.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o640)


@pytest.mark.usefixtures("_made")
def test_refuses_where_the_owner_cannot_be_kept(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = files.read(str(article))
    real = os.stat

    def foreign(path: str | int, **options: bool) -> os.stat_result:
        status = real(path, **options)
        is_new = isinstance(path, int) or str(path).endswith(".tmp")
        return os.stat_result((*status[:4], 54321, *status[5:])) if is_new else status

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "stat", foreign)
    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(OutputError, match="belongs to another user"):
        files.replace(source, b"new")
    monkeypatch.undo()
    assert article.read_bytes() == b"old"
    assert leftovers(article.parent) == []


@pytest.mark.usefixtures("_made")
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


def test_writes_through_a_link_to_another_file_system(article: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - the file system, for its own sake
    if not memory.is_dir() or memory.stat().st_dev == article.stat().st_dev:
        pytest.skip("one file system")
    with tempfile.TemporaryDirectory(dir=memory) as name:
        link = Path(name) / "link"
        link.symlink_to(article)
        replace(link)
        assert article.read_bytes() == b"new"
        assert [path.name for path in Path(name).iterdir()] == ["link"]
        assert link.is_symlink()
    assert leftovers(article.parent) == []


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


def _rewrite_and_set_the_time_back(path: Path) -> None:
    before = path.stat()
    time.sleep(0.02)  # the clock of a file system may be as coarse as that
    path.write_bytes(b"abc")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "change", [_rewrite, _replace_by_another, _touch, _rewrite_and_set_the_time_back, Path.unlink]
)
def test_a_file_that_was_changed_meanwhile_is_left(article: Path, change: Callable[[Path], None]) -> None:
    source = files.read(str(article))
    change(article)
    after = article.read_bytes() if article.exists() else None
    with pytest.raises(OutputError, match=r"meanwhile|No such file"):
        files.replace(source, b"new")
    assert (article.read_bytes() if article.exists() else None) == after
    assert leftovers(article.parent) == []


@pytest.mark.usefixtures("_made")
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


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="the system has no files without a name")
@pytest.mark.parametrize("step", ["fsync", "chmod", "listxattr"])
def test_while_it_is_written_the_new_file_has_no_name(
    article: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    seen: list[list[str]] = []
    real = getattr(os, step)

    def look(*arguments: object) -> object:
        seen.append(leftovers(article.parent))
        return real(*arguments)

    source = files.read(str(article))
    monkeypatch.setattr(os, step, look)
    files.replace(source, b"new")
    assert seen[0] == []
    assert article.read_bytes() == b"new"


def test_where_a_file_without_a_name_can_get_none_another_is_made(
    article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **_options: object) -> None:
        raise FileNotFoundError(errno.ENOENT, "No such file or directory")

    source = files.read(str(article))
    monkeypatch.setattr(os, "link", refuse)
    files.replace(source, b"new")
    assert article.read_bytes() == b"new"
    assert leftovers(article.parent) == []


def _gone() -> int:
    """Return the number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait(20)
    return process.pid


def test_what_killed_runs_have_left_is_swept_and_nothing_else(article: Path) -> None:
    gone = f"{_gone():x}"
    old, new = time.time() - 7200, time.time() - 1800
    left = {
        f".articlefix-{gone}-0123456789ab.tmp": (old, False),
        f".articlefix-{gone}-0123456789ac.tmp": (new, True),  # on another machine its process may live
        f".articlefix-{os.getpid():x}-0123456789ad.tmp": (old, True),
        f".articlefix-{gone}-0123456789.tmp": (old, True),  # no name of ours
        f"articlefix-{gone}-0123456789ab.tmp": (old, True),
        f".articlefix-{gone}-0123456789ab.tmp.txt": (old, True),
    }
    folder = article.parent
    for name, (when, _) in left.items():
        (folder / name).write_bytes(b"old")
        os.utime(folder / name, (when, when))
    link = folder / f".articlefix-{gone}-0123456789ae.tmp"
    link.symlink_to("nowhere")
    os.utime(link, (old, old), follow_symlinks=False)
    replace(article)
    assert {name: (folder / name).exists() for name in left} == {name: stays for name, (_, stays) in left.items()}
    assert link.is_symlink()


@pytest.mark.skipif(not ROOT, reason="only root may give files away")
def test_another_users_temporary_file_is_not_swept(article: Path) -> None:
    theirs = article.parent / f".articlefix-{_gone():x}-0123456789ab.tmp"
    theirs.write_bytes(b"old")
    os.chown(theirs, 12345, 12345)
    os.utime(theirs, (1, 1))
    replace(article)
    assert theirs.exists()


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
