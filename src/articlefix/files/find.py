"""Files to work on: those that are named, and those in folders, less what ignore files leave out."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from articlefix.core import foreign
from articlefix.core.globs import Globs, above
from articlefix.errors import ConfigError, InputError
from articlefix.files.replace import is_temporary

STDIN = "-"
"""The path that means standard input."""

MARKDOWN = (".md", ".markdown")
"""Endings of files whose format is Markdown; all else is plain text."""

SUFFIXES = (".txt", *MARKDOWN)
"""Endings of the files that are looked for in folders."""

GIT_IGNORES, OWN_IGNORES = ".gitignore", ".articlefixignore"
"""The names of the files that say what is left out of a folder; the second has the syntax of the first."""


class Found(NamedTuple):
    """A file to work on: where it is, its path within the input that gave it, and that input."""

    path: str
    relative: str
    root: str


Warn = Callable[[str], None]
"""Takes what is to be said of an ignore file, or of a line of it, that is passed over."""


def _unheard(_warning: str) -> None:
    """Let a warning go."""


def format_of(path: str) -> str:
    """Return the format that the ending of a path tells.

    >>> format_of("posts/Hello.MD"), format_of("notes")
    ('markdown', 'text')
    """
    return "markdown" if path.lower().endswith(MARKDOWN) else "text"


def find(
    paths: Iterable[str],
    include: Sequence[str] = (),
    leave_out: str = "",
    exclude: Sequence[str] = (),
    *,
    force_exclude: bool = False,
    warn: Warn = _unheard,
) -> Iterator[Found | InputError]:
    """Yield the files that `paths` name, each once, and an error for each folder that cannot be listed.

    A file that is named is taken, whatever its ending; with `force_exclude`, unless `.articlefixignore` leaves it
    out. A folder gives its `.txt`, `.md` and `.markdown` files and those that a pattern in `include` matches, less
    what `.gitignore` and `.articlefixignore` leave out, hidden folders, links to folders, links that lead out of
    it, and the folder `leave_out`. What a pattern in `exclude` matches, in the notation of those files and from the
    working directory, is left out of all. An ignore file that cannot be read, and a line of one that cannot be
    understood, is passed over as git does, and `warn` is told.
    """
    seen: set[str] = set()
    excludes = _Excludes(warn)
    excluded = _excluded(exclude)
    for path in paths:
        if force_exclude and path != STDIN and excludes.match(path):
            continue
        is_folder = path != STDIN and os.path.isdir(path)
        found = _walk(path, include, leave_out, warn) if is_folder else (Found(path, os.path.basename(path), path),)
        for item in found:
            place = _place_of(item)
            if excluded(place):
                continue
            if not place or place not in seen:
                seen.add(place)
                yield item


def _excluded(patterns: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a path is one that `patterns` leave out."""
    if not patterns:
        return lambda _path: False
    globs, problems = Globs.of(patterns)
    if problems:
        line, reason = problems[0]
        raise ConfigError(f"exclude: {patterns[line - 1]!r} cannot be understood: {reason}", key="exclude")

    def excluded(path: str) -> bool:
        if path in ("", STDIN):
            return False
        place = os.path.relpath(path).replace(os.sep, "/")
        return any(map(globs.match, above(place)))

    return excluded


def _place_of(item: Found | InputError) -> str:
    """Return what two names of one file have in common; nothing of an error."""
    if isinstance(item, InputError):
        return ""
    return STDIN if item.path == STDIN else os.path.abspath(item.path)


def _walk(root: str, include: Sequence[str], leave_out: str, warn: Warn) -> Iterator[Found | InputError]:
    limit = os.path.realpath(root)
    avoided = os.path.realpath(leave_out) if leave_out else ""
    wanted = _wanted(include)
    ignores = tuple(_Ignores.of_root(limit, name, warn) for name in (GIT_IGNORES, OWN_IGNORES))
    # A stack, and not recursion: a tree may be deeper than Python allows.
    stack: list[_Place] = [_Place(root, "", ignores)]
    while stack:
        place = stack.pop()
        entry = place.entry
        if entry and not entry.is_dir(follow_symlinks=False):
            if _is_file_inside(entry, limit) and wanted(place.relative):
                yield Found(entry.path, place.relative, root)
        elif not _is_passed_over(place, avoided):
            try:
                stack += place.children(limit)
            except OSError as error:
                yield InputError(place.path, f"cannot be listed: {error.strerror}")


def _is_passed_over(folder: "_Place", avoided: str) -> bool:
    """Tell whether a folder within the one that was named is hidden, or the one to be left out."""
    if folder.entry is None:
        return False
    return folder.entry.name.startswith(".") or (bool(avoided) and os.path.realpath(folder.path) == avoided)


def _is_file_inside(entry: "os.DirEntry[str]", limit: str) -> bool:
    """Tell whether an entry is a file, or a link to one that does not lead out of the tree `limit`."""
    if not entry.is_symlink():
        return entry.is_file()
    target = os.path.realpath(entry.path)
    return os.path.isfile(target) and os.path.commonpath((target, limit)) == limit


def _wanted(include: Sequence[str]) -> Callable[[str], bool]:
    from fnmatch import fnmatchcase  # noqa: PLC0415 - only for folders

    def wanted(relative: str) -> bool:
        name = os.path.basename(relative)
        if is_temporary(name):  # left by a run that was killed
            return False
        return name.lower().endswith(SUFFIXES) or any(
            fnmatchcase(relative if "/" in pattern else name, pattern) for pattern in include
        )

    return wanted


class _Ignores(NamedTuple):
    """The ignore files of one name that are in force, outermost first, each with the folder it speaks of."""

    name: str
    warn: Warn
    lists: tuple[tuple[str, Globs], ...] = ()

    @classmethod
    def above(cls, path: str, name: str, warn: Warn) -> "_Ignores":
        """Return those of the folders that `path` lies in; git's only as far as its repository reaches."""
        places: list[str] = []
        place = os.path.abspath(path)
        while (folder := os.path.dirname(place)) != place:
            if name == GIT_IGNORES and os.path.exists(os.path.join(place, ".git")):
                break
            places.append(folder)
            place = folder
        else:
            if name == GIT_IGNORES:  # it lies in no repository
                return cls(name, warn)
        ignores = cls(name, warn)
        for folder in reversed(places):
            ignores = ignores.with_folder(folder)
        return ignores

    @classmethod
    def of_root(cls, root: str, name: str, warn: Warn) -> "_Ignores":
        """Return those above a folder that was asked for; where they leave it out they do not speak of it."""
        ignores = cls.above(root, name, warn)
        return cls(name, warn) if ignores.leave_out(os.path.join(root, "")) else ignores

    def with_folder(self, folder: str) -> "_Ignores":
        """Return these and the one in `folder`, if it has one."""
        path = os.path.join(folder, self.name)
        if not os.path.isfile(path):
            return self
        try:
            data = foreign.read_regular(path)
        except OSError as error:
            self.warn(f"{path}: is passed over: it cannot be read: {error.strerror}")
            return self
        globs, problems = Globs.of(data.decode("utf-8-sig", "surrogateescape").split("\n"))
        for problem in problems:
            self.warn(f"{path}:{problem.line}: is passed over: {problem.reason}")
        return self._replace(lists=(*self.lists, (os.path.join(folder, "").replace(os.sep, "/"), globs)))

    def match(self, path: str) -> bool:
        """Tell whether `path` is left out, by itself: the innermost file that speaks of it decides.

        A folder ends in `/`.
        """
        path = path.replace(os.sep, "/")
        for folder, globs in reversed(self.lists):
            if path.startswith(folder) and path != folder:
                decision = globs.match(path[len(folder) :])
                if decision is not None:
                    return decision
        return False

    def leave_out(self, path: str) -> bool:
        """Tell whether `path` is left out, or a folder that it lies in."""
        return bool(self.lists) and any(map(self.match, above(path.replace(os.sep, "/"))))


class _Place(NamedTuple):
    """A file or a folder on the way: its path, that within the input, and the ignore files that speak of it."""

    path: str
    relative: str
    ignores: tuple[_Ignores, ...]
    entry: "os.DirEntry[str] | None" = None

    def children(self, limit: str) -> Iterator["_Place"]:
        """Yield what a folder of the tree `limit` holds and no ignore file leaves out, the last name first."""
        inner = tuple(kind.with_folder(os.path.join(limit, self.relative)) for kind in self.ignores)
        with os.scandir(self.path) as entries:
            children = sorted(entries, key=lambda child: child.name, reverse=True)
        for child in children:
            name = os.path.join(self.relative, child.name)
            end = os.sep if child.is_dir(follow_symlinks=False) else ""
            if not any(kind.match(f"{os.path.join(limit, name)}{end}") for kind in inner):
                yield _Place(child.path, name, inner, child)


class _Excludes:
    """What `.articlefixignore` leaves out among files that are named, of which many lie in one folder."""

    def __init__(self, warn: Warn) -> None:
        self._warn = warn
        self._by_folder: dict[str, _Ignores] = {}

    def match(self, path: str) -> bool:
        """Tell whether a file or a folder is left out."""
        place = os.path.abspath(path)
        folder = os.path.dirname(place)
        if folder not in self._by_folder:
            self._by_folder[folder] = _Ignores.above(place, OWN_IGNORES, self._warn)
        return self._by_folder[folder].leave_out(os.path.join(place, "") if os.path.isdir(place) else place)
