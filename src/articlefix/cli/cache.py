"""What a check found in files that have not changed since: kept in the user's cache, and in no folder of articles.

An entry is told by all that may change what is found: the bytes of the file, the options, the version and the very
files of this program, and of the libraries that decide with it. Nothing that goes wrong with the cache stops a run.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from articlefix import __version__
from articlefix.reports.problems import Excerpt, Problem

if TYPE_CHECKING:
    import sqlite3

    from articlefix.cleaner import Cleaner

VARIABLE = "ARTICLEFIX_CACHE_DIR"
"""The environment variable that says where the cache is; empty, there is none."""

_DAY = 86_400
_KEPT = 30
"""For how many days an entry is kept that no run has asked for."""
_LIBRARIES = ("ftfy", "regex", "markdown_it", "ahocorasick_rs")
_ASKED = 500
"""How many entries are asked for at once: half of what every build of SQLite takes."""
_FORM = 1
"""Raised when an entry is written in another form."""


class Cache:
    """The entries on the disk, of which any may be missing."""

    def __init__(self, folder: str) -> None:
        self._database: sqlite3.Connection | None = None
        self._new: list[tuple[bytes, int, str]] = []
        self._seen: list[bytes] = []
        self._program = _program()
        self._cleaners: dict[Cleaner, hashlib._Hash] = {}
        self._today = int(time.time()) // _DAY
        with suppress(OSError):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            self._database = _opened(os.path.join(folder, f"check-{_FORM}.sqlite"))

    def __getstate__(self) -> dict[str, object]:
        """Leave the database to the process that opened it: the others have what it held."""
        return {**self.__dict__, "_database": None, "_cleaners": {}}

    def key(self, data: bytes, cleaner: Cleaner, *about: object) -> bytes | None:
        """Return what tells an entry; `None` where a plugin decides too, which may change as it is written."""
        if any(pass_.origin for pass_ in cleaner.passes):
            return None
        if cleaner not in self._cleaners:
            self._cleaners[cleaner] = hashlib.sha256(self._program)
            # A profile is read once, as the cleaner has read it once.
            for part in (cleaner.config, *map(_bytes, cleaner.config.paths().values())):
                self._cleaners[cleaner].update(_told(part))
        told = self._cleaners[cleaner].copy()
        for fact in about:
            told.update(_told(fact))
        told.update(data)
        return told.digest()

    def get(self, keys: Mapping[str, bytes]) -> dict[str, list[Problem]]:
        """Return the problems that were found in the same bytes, for each file of which the key is known."""
        wanted = sorted(set(keys.values()))
        rows: dict[bytes, str] = {}
        for start in range(0, len(wanted), _ASKED):
            some = wanted[start : start + _ASKED]
            marks = ",".join("?" * len(some))
            question = f"SELECT key, problems, day FROM found WHERE key IN ({marks})"  # noqa: S608 - question marks
            for key, text, day in self._ask(question, some):
                rows[key] = text
                if day != self._today:
                    self._seen.append(key)
        held = {}
        for path, key in keys.items():
            with suppress(KeyError, ValueError, TypeError):
                held[path] = [_problem(path, fields) for fields in json.loads(rows[key])]
        return held

    def put(self, key: bytes, problems: Sequence[Problem]) -> None:
        """Keep the problems of a file, which are written when the run ends."""
        self._new.append((key, self._today, json.dumps([problem[1:] for problem in problems])))

    def save(self) -> None:
        """Write what is new, take out what no run has asked for in a long time, and close."""
        if self._database is None:
            return
        import sqlite3  # noqa: PLC0415 - loaded already

        with suppress(sqlite3.Error), closing(self._database), self._database as database:
            if not (self._new or self._seen):
                return
            database.executemany("INSERT OR REPLACE INTO found VALUES (?, ?, ?)", self._new)
            database.executemany(
                "UPDATE found SET day = ? WHERE key = ?", [(self._today, key) for key in self._seen]
            )
            database.execute("DELETE FROM found WHERE day < ?", (self._today - _KEPT,))

    def _ask(self, question: str, values: Sequence[object]) -> list[Any]:
        if self._database is None:
            return []
        import sqlite3  # noqa: PLC0415 - loaded already

        try:
            return self._database.execute(question, values).fetchall()
        except sqlite3.Error:
            self._database.close()
            self._database = None
            return []


def folder() -> str | None:
    """Return where the cache is: where the variable says, else where the system keeps such things."""
    if (said := os.environ.get(VARIABLE)) is not None:
        return said or None
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "articlefix")
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or home, "articlefix", "cache")
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "articlefix")


def _opened(path: str) -> sqlite3.Connection | None:
    """Open the database; one that is damaged is begun anew."""
    import sqlite3  # noqa: PLC0415 - for this alone

    for _ in range(2):
        database = None
        try:
            database = sqlite3.connect(path, timeout=1)
            # What a crash loses is found again.
            database.execute("PRAGMA synchronous = OFF")
            database.execute(
                "CREATE TABLE IF NOT EXISTS found (key BLOB PRIMARY KEY, day INTEGER, problems TEXT) WITHOUT ROWID"
            )
        except sqlite3.DatabaseError as error:
            if database is not None:
                database.close()
            if isinstance(error, sqlite3.OperationalError):  # it is locked, or may not be written
                return None
            with suppress(OSError):
                os.unlink(path)
        else:
            return database
    return None


def _program() -> bytes:
    """Return what tells this program, as it is installed or being written, and its libraries from others."""
    from importlib.util import find_spec  # noqa: PLC0415 - for this alone

    root = os.path.dirname(os.path.dirname(__file__))
    told = hashlib.sha256(f"{__version__} {sys.version_info[:2]}".encode())
    places = [os.path.join(above, name) for above, _, names in os.walk(root) for name in names]
    places += [spec.origin for name in _LIBRARIES if (spec := find_spec(name)) is not None and spec.origin]
    for path in sorted(places):
        if not path.endswith(".pyc"):
            status = os.stat(path)
            told.update(f"{path} {status.st_size} {status.st_mtime_ns}\0".encode("utf-8", "surrogatepass"))
    return told.digest()


def _told(part: object) -> bytes:
    return f"{part!r}\0".encode("utf-8", "surrogatepass")


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _problem(path: str, fields: list[Any]) -> Problem:
    problem = Problem(path, *fields)
    return problem._replace(
        also=tuple(problem.also),
        begin=None if problem.begin is None else (problem.begin[0], problem.begin[1]),
        around=None if problem.around is None else Excerpt(*problem.around),
    )
