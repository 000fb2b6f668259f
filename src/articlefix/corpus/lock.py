"""One run at a time writes to an output folder: two would take each other's unfinished files for leftovers.

The lock is the operating system's, on a file that says who holds it. It goes with its owner, whatever ends that, so
a run that was killed is in nobody's way. On a file system without locks the file has to do: its owner is asked for
by host, process and start.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from articlefix.errors import OutputError

_HELD = {errno.EAGAIN, errno.EACCES}
_NONE_HERE = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


@contextmanager
def held(output: str) -> Iterator[None]:
    """Hold the lock of an output folder; raise `OutputError` where another run does, or where it cannot be made."""
    path = os.path.join(output, "_done", "lock")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor = _take(path, output)
    except OSError as error:
        raise OutputError(error.filename or path, f"cannot be written: {error.strerror}") from error
    try:
        yield
    finally:
        # First the name, while the lock is held: who has opened the file meanwhile finds it gone, and begins anew.
        with suppress(OSError):
            os.unlink(path)
        os.close(descriptor)


def _take(path: str, output: str) -> int:
    """Return the open file that is locked and says so."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _check_free(descriptor, path, output)
            if _is_still(path, descriptor):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, json.dumps(_self()).encode(), 0)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _check_free(descriptor: int, path: str, output: str) -> None:
    """Lock an open file, or raise `OutputError` where its owner lives or may."""
    is_locked, owner = _lock(descriptor), _owner(descriptor)
    if is_locked is False or (owner and _may_live(owner, is_locked=bool(is_locked))):
        who = (
            f"process {owner.get('process')} on {owner.get('host')}, since {owner.get('since')}" if owner else "it"
        )
        reason = f"another run writes to this folder ({who}); wait for it or name another folder"
        raise OutputError(output, f"{reason}. If it is gone for certain, remove {path}")


def _lock(descriptor: int) -> bool | None:
    """Lock an open file and tell whether that went, or `None` where there are no locks."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        if error.errno in _NONE_HERE:
            return None
        raise
    return True


def _is_still(path: str, descriptor: int) -> bool:
    """Tell whether an open file still has its name: the owner before may just have taken it away."""
    with suppress(FileNotFoundError):
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    return False


def _self() -> dict[str, object]:
    started = time.strftime("%Y-%m-%d %H:%M:%S")
    return {"host": socket.gethostname(), "process": os.getpid(), "start": _start(os.getpid()), "since": started}


def _owner(descriptor: int) -> dict[str, object]:
    """Return what the file says of its owner, which may be nothing."""
    with suppress(ValueError):
        owner = json.loads(os.pread(descriptor, 4096, 0))
        if isinstance(owner, dict):
            return owner
    return {}


def _may_live(owner: dict[str, object], *, is_locked: bool) -> bool:
    """Tell whether the owner that left a file may still be at work, though it does not hold a lock of this host."""
    if owner.get("host") != socket.gethostname():
        return True  # whose locks may not be seen here
    return not is_locked and _start(owner.get("process")) == owner.get("start")


def _start(process: object) -> str:
    """Return when a process began, in the system's own count: its number may be another's by now."""
    with suppress(OSError, IndexError), open(f"/proc/{process}/stat", "rb") as file:
        return file.read().rpartition(b")")[2].split()[19].decode()
    return ""
