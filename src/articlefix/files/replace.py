"""Files replaced so that none is ever lost.

A file is replaced whole: the new bytes go to a temporary file beside it, are forced to the disk, and take its
name in one step. Whatever stops the program, the name holds all of the old bytes or all of the new ones. The
temporary file has no name of its own while it is written, where the system has such files. Else a run that is
killed leaves it, and a later one sweeps it.
"""

import os
import re
import stat
import time
from contextlib import suppress
from functools import cache
from typing import BinaryIO

from articlefix.errors import OutputError
from articlefix.files.decode import Source

_TEMPORARY = ".articlefix-"


def replace(source: Source, data: bytes) -> None:
    """Put `data` in the place of the file that `source` was read from, through a symbolic link to its target.

    Raises `OutputError`, and leaves the file as it is, where it has other names (hard links), is read-only or no
    regular file, lies in a folder that cannot be written, cannot keep its owner, or has changed since it was read.
    """
    path = source.path
    try:
        real = os.path.realpath(path, strict=True)
        status = os.stat(real)
    except OSError as error:
        raise OutputError(path, f"cannot be replaced: {error.strerror}") from error
    _check_replaceable(path, real, status)
    _swap(path, real, data, status, source.status or status)


def write(path: str, data: bytes) -> None:
    """Make `path` hold `data`: a file, new or replaced whole, or a device or pipe, which is written to.

    A file that holds these bytes already is not written. Raises `OutputError`, and `BrokenPipeError` where the
    reader of a pipe has gone.
    """
    try:
        real = os.path.realpath(path)
        if _is_poured(path, real, data):
            return
        status = os.stat(real) if os.path.lexists(real) else None
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        raise OutputError(path, f"cannot be written: {getattr(error, 'strerror', None) or error}") from error
    if status is not None:
        _check_replaceable(path, real, status)
        if _holds(real, status, data):
            return
    elif not os.path.isdir(os.path.dirname(real)):
        raise OutputError(path, "cannot be written: its folder does not exist")
    _swap(path, real, data, status, status)


def _is_poured(path: str, real: str, data: bytes) -> bool:
    """Write the data to an open file, a device or a pipe, if `path` names one, and tell whether it does."""
    if (descriptor := _descriptor(path)) is not None:
        pour(descriptor, data)
        return True
    if not os.path.lexists(real) or stat.S_IFMT(os.stat(real).st_mode) in (stat.S_IFREG, stat.S_IFDIR):
        return False
    with open(real, "wb", buffering=0) as file:
        pour(file.fileno(), data)
    return True


def _holds(path: str, status: os.stat_result, data: bytes) -> bool:
    if status.st_size != len(data):
        return False
    with suppress(OSError), open(path, "rb") as file:
        return file.read() == data
    return False


def _descriptor(path: str) -> int | None:
    """Return the open file that a path such as `/dev/stdout` names.

    Opened by name, a shell's `>> log` would be replaced or written over from its start.
    """
    names = {"/dev/stdout": "1", "/dev/stderr": "2"}
    folder, _, name = path.rpartition("/")
    number = names.get(path, name if folder in ("/dev/fd", "/proc/self/fd") else "")
    return int(number) if number.isascii() and number.isdecimal() else None


def pour(descriptor: int, data: bytes) -> None:
    """Write all of `data` to an open file, however little it takes at a time.

    A pipe takes a part and says so, which Python's own streams pass over where they are not buffered.
    """
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            from select import select  # noqa: PLC0415 - only where someone has made the pipe non-blocking

            select((), (descriptor,), ())


def _check_replaceable(path: str, real: str, status: os.stat_result) -> None:
    """Raise `OutputError` where replacing a file would lose something of it, or override someone's wish.

    The mode bits count even where they do not bind, as for root: a read-only file is meant to stay as it is.
    """
    if stat.S_ISDIR(status.st_mode):
        raise OutputError(path, "is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OutputError(path, "is not a regular file, so it cannot be replaced; write elsewhere with -o PATH")
    if status.st_nlink > 1:
        reason = f"has {status.st_nlink} names (hard links), and replacing it would part them; write to another"
        raise OutputError(path, f"{reason} file with -o PATH, or make it a copy of its own first")
    if not status.st_mode & 0o222 or not os.access(real, os.W_OK):
        raise OutputError(path, "is read-only; nothing was written. Make it writable to have it repaired")


def _swap(path: str, real: str, data: bytes, status: os.stat_result | None, seen: os.stat_result | None) -> None:
    """Write `data` beside `real` and give it that name; `status` is the file's now, `seen` when it was read."""
    folder = os.path.dirname(real)
    if not _is_writable(folder):
        raise OutputError(path, "its folder is read-only, and the new file must be made there; nothing was written")
    sweep_once(folder)
    temporary = new_temporary(folder)
    try:
        if not _make_without_name(temporary, data, real, status):
            _make(temporary, data, real, status)
        _check_still(path, real, seen)
        os.replace(temporary, real)
    except OSError as error:
        _remove(temporary)
        raise OutputError(path, f"cannot be written: {error.strerror}; what it held is kept") from error
    except BaseException:
        _remove(temporary)
        raise
    sync_folder(folder)


def new_temporary(folder: str) -> str:
    """Return a path in `folder` for what is not yet whole: no one else's, and known by `is_temporary`."""
    # Short and independent of the file's name, which may be as long as the file system allows.
    return os.path.join(folder, f"{_TEMPORARY}{os.getpid():x}-{os.urandom(6).hex()}.tmp")


def is_temporary(name: str) -> bool:
    """Tell whether a file of this name is one that `new_temporary` named: a run that was killed has left it."""
    return name.startswith(_TEMPORARY) and name.endswith(".tmp")


_NAME = re.compile(rf"{re.escape(_TEMPORARY)}([0-9a-f]{{1,8}})-[0-9a-f]{{12}}\.tmp")

_OLD = 3600
"""Seconds since a temporary file was last written, before it may be swept: whole ones live for a moment."""


@cache
def sweep_once(folder: str) -> None:
    """Remove the temporary files that killed runs of this user have left in a folder; another call does nothing.

    A file may only go that is old, and whose process is gone: one that another machine is writing is not old.
    """
    with suppress(OSError):
        for name in os.listdir(folder):
            if found := _NAME.fullmatch(name):
                with suppress(OSError):
                    _sweep(os.path.join(folder, name), int(found[1], 16))


def _sweep(path: str, process: int) -> None:
    status = os.lstat(path)
    is_own = stat.S_ISREG(status.st_mode) and (not hasattr(os, "geteuid") or status.st_uid == os.geteuid())
    if is_own and time.time() - status.st_mtime > _OLD and not os.path.exists(f"/proc/{process}"):
        os.unlink(path)


def _is_writable(folder: str) -> bool:
    try:
        return bool(os.stat(folder).st_mode & 0o222) and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return False


def _make_without_name(temporary: str, data: bytes, real: str, status: os.stat_result | None) -> bool:
    """Make the temporary file, of which a kill leaves nothing: it has no name until it is whole.

    Tell whether that went: Linux has such files, on most file systems.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    folder = os.path.dirname(temporary)
    try:
        file = open(os.open(folder, os.O_WRONLY | os.O_TMPFILE, _mode(status)), "wb")  # noqa: SIM115 - closed below
    except OSError:
        return False
    with file:
        number = file.fileno()
        _fill(file, data, number, real, status)
        try:
            place = os.open(folder, os.O_RDONLY)
            try:
                # Given a folder, though the path needs none, Python calls what follows the link to the open file.
                os.link(f"/proc/self/fd/{number}", temporary, src_dir_fd=place, follow_symlinks=True)
            finally:
                os.close(place)
        except OSError:  # no /proc here
            return False
    return True


def _make(temporary: str, data: bytes, real: str, status: os.stat_result | None) -> None:
    """Make the temporary file."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(temporary, flags, _mode(status)), "wb") as file:
        _fill(file, data, temporary, real, status)


def _mode(status: os.stat_result | None) -> int:
    """Return the mode of a file in the making: until it has its own no one else may read it.

    A new file gets what the umask leaves.
    """
    return 0o600 if status else 0o666


def _fill(file: BinaryIO, data: bytes, made: str | int, real: str, status: os.stat_result | None) -> None:
    """Write a file, with the owner, mode and attributes of the one that it is to replace; `made` names it."""
    file.write(data)
    file.flush()
    if status is not None:
        _keep_attributes(made, real, status)
    os.fsync(file.fileno())


def _keep_attributes(made: str | int, real: str, status: os.stat_result) -> None:
    now = os.stat(made)
    if (now.st_uid, now.st_gid) != (status.st_uid, status.st_gid):
        try:
            os.chown(made, status.st_uid, status.st_gid)
        except PermissionError as error:
            raise OSError(error.errno, "it belongs to another user or group, and may not be given back") from error
    for name in os.listxattr(real) if hasattr(os, "listxattr") else ():
        # Labels that only the system may set are set by it; a file system without any has none to lose.
        with suppress(OSError):
            os.setxattr(made, name, os.getxattr(real, name))
    # Last: a change of owner clears the bits that lend rights.
    os.chmod(made, stat.S_IMODE(status.st_mode))


def _check_still(path: str, real: str, seen: os.stat_result | None) -> None:
    """Raise `OutputError` unless the file is the one that was read, or there is still none where there was none."""
    try:
        now = _identity(os.stat(real))
    except FileNotFoundError:
        now = None
    if now != (_identity(seen) if seen else None):
        raise OutputError(path, "has been changed by another program meanwhile; it was left as that made it")


def _identity(status: os.stat_result) -> tuple[int, ...]:
    # The last cannot be set back: some programs give what they have written the time that it had before.
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def sync_folder(folder: str) -> None:
    """Force the new name to the disk; the bytes are there already, and some file systems cannot."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
