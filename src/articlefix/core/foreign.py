"""Files that somebody else may have put there: a repository's configuration, and what that names.

Whoever cleans a repository has not read them. So they are read as data, only where they are regular files, and only
as far as such a file may reasonably reach.
"""

import errno
import os
import re
import stat
from typing import Any

from articlefix.errors import ConfigError

LIMIT = 1 << 20
"""Bytes that a file of configuration may have; the largest pyproject.toml in use have a tenth of this."""

_PARTS = 50
# The standard library takes the square of a key's parts: 30,000 in 60 kB take minutes, and a thousand are no one's.
_LONG_KEY = re.compile(
    rb"""(?:^|[\[{,])[ \t]*+(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){%d}""" % _PARTS, re.MULTILINE
)


def read_regular(path: str | os.PathLike[str], limit: int = LIMIT) -> bytes:
    """Return what a regular file holds. Raises `OSError` for any other, and for one above `limit` bytes.

    A pipe that nobody writes to would be waited for, a device might have no end.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", os.fspath(path))
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"it has more than {limit:,} bytes", os.fspath(path))
    return data


def parse_toml(data: bytes, source: str) -> dict[str, Any]:
    """Return the table that the TOML of `data` holds; raises `ConfigError`, whatever it is instead."""
    import tomllib  # noqa: PLC0415 - most runs find no file, and pay nothing

    if _LONG_KEY.search(data):
        raise ConfigError(f"is not valid: it has a key of more than {_PARTS} parts", source=source)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    # TOML and UTF-8 that is none, and numbers of more digits than Python reads, are ValueErrors.
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"is not valid TOML: {error}", source=source) from error


def is_inside(path: str | os.PathLike[str], source: str | os.PathLike[str]) -> bool:
    """Tell whether `path` lies in the repository of the file `source`, or in its folder if that is in none.

    Links are followed: one that leads out is outside.
    """
    root = folder = os.path.realpath(os.path.dirname(os.path.abspath(source)))
    place = folder
    while not os.path.exists(os.path.join(place, ".git")):
        above = os.path.dirname(place)
        if above == place:
            break
        place = above
    else:
        root = place
    real = os.path.realpath(path)
    return os.path.commonpath((real, root)) == root
