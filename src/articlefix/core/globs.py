r"""Patterns of paths as a `.gitignore` has them, matched in a time that no pattern can make long.

A repository that nobody has read may hold any pattern. A star that backtracks takes hours over `*a*a*a*a*a*b` and a
long name; here each star stops at the first place where what follows it fits, and is not asked again. That misses
nothing: what comes after the next star may stand anywhere, and the last part is looked for at the end.

>>> ignored = Globs.of(["*.txt", "!keep.txt", "/build/", "docs/**/draft*"])[0]
>>> [ignored.match(path) for path in ("a/b.txt", "a/keep.txt", "build/", "a/build/", "docs/x/y/drafts", "b.md")]
[True, False, True, None, True, None]
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

PATTERNS = 10_000
"""How many patterns with wildcards a list may have: they take a second to compile, and each path meets them all."""

_LONGEST = 4096
"""Characters that a pattern may have: those of the longest path that Linux takes."""

_POSIX = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-\/:-@\[-`{-~",
    "space": r" \t\n\r\f\v",
    "upper": "A-Z",
    "xdigit": "a-fA-F0-9",
}
_ANY_FOLDERS = "**"
_IN_CLASS = re.compile(r"\[:(?P<name>[a-z]*):\]|\\?(?P<low>(?s:.))(?:-(?!\])\\?(?P<high>(?s:.)))?")


class GlobError(ValueError):
    """A pattern that can match nothing."""


class Problem(NamedTuple):
    """A pattern that is passed over: its line, counted from 1, and why."""

    line: int
    reason: str


class _Glob(NamedTuple):
    """One pattern: what it says of the paths that it matches, and what it is compared with."""

    leaves_out: bool
    folders_only: bool
    name_only: bool
    literal: str
    regex: re.Pattern[str] | None

    def match(self, path: str, name: str) -> bool:
        """Tell whether it matches a path, the last part of which is `name`."""
        subject = name if self.name_only else path
        return subject == self.literal if self.regex is None else self.regex.match(subject) is not None


class Globs(NamedTuple):
    """A list of patterns, of which the last that matches a path decides."""

    globs: tuple[_Glob, ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> tuple[Self, list[Problem]]:
        """Return the patterns of the lines, and which of them cannot be understood."""
        globs: list[_Glob] = []
        problems: list[Problem] = []
        wild = 0
        for number, line in enumerate(lines, 1):
            try:
                glob = _parse(line)
            except GlobError as error:
                problems.append(Problem(number, str(error)))
                continue
            if glob is not None:
                wild += glob.regex is not None
                globs.append(glob)
            if wild > PATTERNS:
                problems.append(Problem(number, f"there are more than {PATTERNS:,} patterns with wildcards"))
                break
        return cls(tuple(reversed(globs))), problems

    def match(self, path: str) -> bool | None:
        """Tell whether a path is left out, or `None` where no pattern matches it; a folder ends in `/`.

        What lies in a folder that is left out is not asked here: `above` gives the folders on the way.
        """
        is_folder = path.endswith("/")
        path = path.rstrip("/")
        name = path.rpartition("/")[2]
        for glob in self.globs:
            if (is_folder or not glob.folders_only) and glob.match(path, name):
                return glob.leaves_out
        return None


def above(path: str) -> Iterator[str]:
    """Yield a path and the folders that it lies in, the innermost first, each with a `/` at its end.

    >>> list(above("a/b/c.md"))
    ['a/b/c.md', 'a/b/', 'a/']
    """
    yield path
    place = path.rstrip("/")
    while "/" in place:
        place = place.rpartition("/")[0]
        yield f"{place}/"


def _parse(line: str) -> _Glob | None:
    """Return the pattern of a line, or `None` for a blank line or a comment."""
    line = _without_end(line)
    if not line or line.startswith("#"):
        return None
    leaves_out = not line.startswith("!")
    pattern = line if leaves_out else line[1:]
    folders_only = pattern.endswith("/")
    pattern = pattern[:-1] if folders_only else pattern
    if not pattern:
        raise GlobError(f"{line!r} names nothing")
    if len(pattern) > _LONGEST:
        raise GlobError(f"it is longer than any path: {len(pattern):,} characters")
    name_only = "/" not in pattern
    pattern = pattern.removeprefix("/")
    regex = None if _is_literal(pattern) else _compile(pattern, name_only=name_only)
    return _Glob(leaves_out, folders_only, name_only, pattern, regex)


def _is_literal(pattern: str) -> bool:
    return not any(character in pattern for character in "*?[\\")


def _without_end(line: str) -> str:
    """Drop the end of a line, and spaces before it that are not escaped."""
    line = line.removesuffix("\r")
    bare = line.rstrip(" ")
    escapes = len(bare) - len(bare.rstrip("\\"))
    return bare + line[len(bare) : len(bare) + escapes % 2]


def _compile(pattern: str, *, name_only: bool) -> re.Pattern[str]:
    segments = [list(_tokens(pattern))] if name_only else list(_segments(pattern))
    blocks: list[list[str]] = [[]]
    for segment in segments:
        if segment == [_ANY_FOLDERS] and not name_only:
            blocks.append([])
        else:
            blocks[-1].append(_segment(segment))
    return re.compile(_joined(blocks), re.DOTALL)


def _joined(blocks: list[list[str]]) -> str:
    """Join runs of segments, between which any folders may stand."""
    first, *others = blocks
    parts = ["/".join(first)]
    if others and first:
        parts.append("/")
    parts += (rf"(?>(?:[^/]++/)*?{'/'.join(block)}/)" for block in others[:-1] if block)
    if others:
        last = "/".join(others[-1])
        parts.append(rf"(?:[^/]++/)*?{last}" if last else ".+")
    return "".join((*parts, r"\Z"))


def _segments(pattern: str) -> Iterator[list[str]]:
    """Yield the tokens of each part between slashes."""
    segment: list[str] = []
    for each in _tokens(pattern):
        if each == "/":
            yield segment
            segment = []
        else:
            segment.append(each)
    yield segment


def _segment(tokens: list[str]) -> str:
    """Return the expression for one name: it matches in one way or not at all."""
    chunks: list[list[str]] = [[]]
    for token in tokens:
        if token in {"*", _ANY_FOLDERS}:
            chunks.append([])
        else:
            chunks[-1].append(token)
    first, *others = ("".join(chunk) for chunk in chunks)
    parts = [first, *(f"(?>[^/]*?{chunk})" for chunk in others[:-1] if chunk)]
    if others:
        # The last one stands at the end of the name: what is found from there is the only candidate.
        parts.append(f"(?>[^/]*{others[-1]})")
    return "".join(parts)


def _tokens(pattern: str) -> Iterator[str]:
    """Yield stars, slashes, and for all else an expression of one character."""
    at = 0
    while at < len(pattern):
        character = pattern[at]
        end = at + 1
        if character == "*":
            while pattern[end : end + 1] == "*":
                end += 1
            yield "*" if end == at + 1 else _ANY_FOLDERS
        elif character == "?":
            yield "[^/]"
        elif character == "[":
            end = _end_of_class(pattern, at)
            yield _class(pattern[at + 1 : end - 1])
        elif character == "\\":
            end += 1
            if end > len(pattern):
                raise GlobError(f"{pattern!r} ends in a backslash that escapes nothing")
            escaped = pattern[at + 1]
            yield escaped if escaped == "/" else re.escape(escaped)
        else:
            yield character if character == "/" else re.escape(character)
        at = end


_CLASS = re.compile(r"\[[!^]?\]?(?>(?:[^\]\\\[]|\\(?s:.)|\[(?::[a-z]*:\])?)*)\]")


def _end_of_class(pattern: str, at: int) -> int:
    """Return where the bracket that opens at `at` ends."""
    if not (found := _CLASS.match(pattern, at)):
        raise GlobError(f"{pattern!r} has a bracket that does not close")
    return found.end()


def _class(inside: str) -> str:
    """Return the expression of what stands between two brackets; it never matches a slash."""
    negated = inside[:1] in {"!", "^"}
    body = inside[negated:]
    parts = []
    for item in _IN_CLASS.finditer(body):
        if (name := item["name"]) is not None:
            if name not in _POSIX:
                raise GlobError(f"[:{name}:] is no class of characters")
            parts.append(_POSIX[name])
        elif item["high"] is None:
            parts.append(re.escape(item["low"]))
        elif item["low"] <= item["high"]:
            parts.append(f"{re.escape(item['low'])}-{re.escape(item['high'])}")
        else:
            raise GlobError(f"[{inside}] has a range from its end to its start")
    return f"(?!/)[{'^' * negated}{''.join(parts)}]"
