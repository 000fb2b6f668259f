"""Which lines of which files have changed since a revision, as git tells."""

import os
import re
from typing import NamedTuple

from articlefix.errors import ConfigError

_HUNK = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_PLAIN = ("--no-color", "--no-ext-diff", "--no-textconv")


class Lines(NamedTuple):
    """The lines of a file that have changed, as half-open runs of their numbers; all, where `runs` is `None`."""

    runs: tuple[tuple[int, int], ...] | None = None

    def meet(self, first: int, last: int) -> bool:
        """Tell whether any of the lines from `first` to `last` has changed.

        >>> Lines(((3, 5),)).meet(1, 3), Lines(((3, 5),)).meet(5, 9), Lines().meet(1, 1)
        (True, False, True)
        """
        return self.runs is None or any(start <= last and first < end for start, end in self.runs)


class Changes:
    """The changes of a working tree since a revision, or since the branch that it names was left.

    What git does not track is new. Raises `ConfigError` where there is no git, no repository or no such revision.
    """

    def __init__(self, revision: str, folder: str = os.curdir) -> None:
        self._root = os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").rstrip(b"\n"))
        commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        if not commit:
            raise ConfigError(f"git knows no revision {revision!r}", key="changed_since")
        # Lines that the branch has got since are not this tree's.
        self._base = (_git(folder, "merge-base", commit.strip().decode(), "HEAD") or commit).strip().decode()
        tree = self._root
        self._changed = _names(_git(tree, "diff", *_PLAIN, "--name-only", "-z", self._base, "--"))
        self._known: dict[str, Lines | None] = {}
        self._tracked = _names(_git(tree, "ls-files", "-z", "--"))

    def of(self, path: str) -> Lines | None:
        """Return the lines of a file that have changed; `None` where none has."""
        if path not in self._known:
            name = os.path.relpath(os.path.realpath(path), os.path.realpath(self._root)).replace(os.sep, "/")
            self._known[path] = self._ask(name)
        return self._known[path]

    def _ask(self, name: str) -> Lines | None:
        if name not in self._tracked:
            return Lines()
        if name not in self._changed:
            return None
        said = _git(self._root, "diff", *_PLAIN, "--unified=0", self._base, "--", f":(literal){name}")
        found = [(int(start), int(size or b"1")) for start, size in _HUNK.findall(said)]
        if not found:  # git takes it for binary, as it does UTF-16, or its mode alone has changed
            return Lines() if b"\nBinary files " in said else None
        return Lines(tuple((start, start + size) for start, size in found if size))


def _names(listed: bytes) -> frozenset[str]:
    return frozenset(os.fsdecode(name) for name in listed.split(b"\0") if name)


def _git(folder: str, *arguments: str) -> bytes:
    """Return what git prints; nothing where it finds nothing to name."""
    import subprocess  # noqa: PLC0415 - for this alone

    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except OSError as error:
        raise ConfigError(f"git cannot be run: {error.strerror}", key="changed_since") from error
    if done.returncode > 1:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        raise ConfigError(f"git says: {said}", key="changed_since")
    return done.stdout
