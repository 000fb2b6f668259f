"""Read and write profiles: the lines that recur over the articles of one site, in a file that a person can edit."""

from __future__ import annotations

import os
from typing import Any

from articlefix.core import foreign
from articlefix.errors import ConfigError, nearest
from articlefix.sites.recurring import PLACES, Entry, Profile

VERSION = 1
"""Raised when a key is taken away or changes its meaning."""

LIMIT = 4 << 20
"""Bytes that a profile may have: some 40,000 lines, where a site has a few hundred."""

_HEAD = """\
# Lines that recur over the articles of one site, as `articlefix learn` found them.
# `articlefix clean --boilerplate-profile FILE` removes each from where it stands, unless it has a `keep`.
#
#   text      the line; {number}, {date} and {name} stand for what differs from article to article
#   places    above the article's first paragraph (head), between its paragraphs (inside), below its last (tail)
#   articles  in how many articles it stood, of those that the first `articles` counts
#   below     as many headlines under it go with it
#   keep      why it stays all the same; delete this key and the line goes
"""
_KEYS = {"version": int, "articles": int, "line": list}
_LINE_KEYS = {"text": str, "places": list, "articles": int, "below": int, "keep": str}
_REQUIRED = ("text", "places", "articles")


def write(profile: Profile) -> str:
    """Return a profile as TOML, the most frequent lines of each place first.

    >>> print(write(Profile(20, (Entry("{number} comments", ("tail",), 18),))).partition("version")[2], end="")
     = 1
    articles = 20
    <BLANKLINE>
    [[line]]
    text = "{number} comments"
    places = ["tail"]
    articles = 18
    """
    parts = [f"{_HEAD}\nversion = {VERSION}\narticles = {profile.articles}\n"]
    for entry in profile.entries:
        rows = [f"text = {_string(entry.text)}"]
        rows.append(f"places = [{', '.join(map(_string, entry.places))}]")
        rows.append(f"articles = {entry.articles}")
        rows += [f"below = {entry.below}"] if entry.below else []
        rows += [f"keep = {_string(entry.keep)}"] if entry.keep else []
        parts.append("\n".join(("[[line]]", *rows, "")))
    return "\n".join(parts)


def _string(text: str) -> str:
    """Write a basic string: JSON's escapes are TOML's, which has DEL escaped as well."""
    import json  # noqa: PLC0415 - a start that reads no profile need not pay for it

    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(path: str | os.PathLike[str]) -> Profile:
    """Return the profile of a file.

    Raises `ConfigError` where the file cannot be read or holds what is not valid; it names the file, which of its
    lines, the key and the nearest valid one.
    """
    source = os.fspath(path)
    try:
        data = foreign.read_regular(source, LIMIT)
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", source=source) from error
    return parse(data, source)


def parse(data: bytes, source: str) -> Profile:
    """Return the profile that the TOML of `data` holds; `source` names it in errors, as `read` has them."""
    table = foreign.parse_toml(data, source)
    _check(table, _KEYS, "", source)
    if table.get("version") != VERSION:
        raise ConfigError(f"version: expected {VERSION}; learn the profile anew", key="version", source=source)
    lines = enumerate(table.get("line", []), 1)
    return Profile(table.get("articles", 0), tuple(_entry(line, f"line {at}: ", source) for at, line in lines))


def _entry(line: object, place: str, source: str) -> Entry:
    """Return one line of a profile, or raise `ConfigError`."""
    if not isinstance(line, dict):
        raise ConfigError(f"{place}expected a table [[line]], not {line!r}", key="line", source=source)
    _check(line, _LINE_KEYS, place, source)
    for key in _REQUIRED:
        if key not in line:
            raise ConfigError(f"{place}has no {key!r}", key=key, source=source)
    for name in line["places"]:
        if name not in PLACES:
            hint = nearest(str(name), PLACES)
            raise ConfigError(f"{place}places: {name!r} is not valid{hint}", key="places", source=source)
    if not line["text"].strip():
        raise ConfigError(f"{place}text: is empty", key="text", source=source)
    return Entry(**{**line, "places": tuple(line["places"])})


def _check(table: dict[str, Any], known: dict[str, type], place: str, source: str) -> None:
    """Raise `ConfigError` for a key that is not known, or a value of another type."""
    for key, value in table.items():
        if key not in known:
            raise ConfigError(f"{place}unknown key {key!r}{nearest(key, known)}", key=key, source=source)
        if type(value) is not known[key]:
            expected = {str: "a string", int: "a whole number", list: "a list"}[known[key]]
            raise ConfigError(f"{place}{key}: expected {expected}, not {value!r}", key=key, source=source)
