"""From inputs to shards. Their size is fixed, whoever does them: any number of workers gives the same parts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from importlib import metadata
from types import ModuleType

from articlefix import __version__
from articlefix.cleaner import Cleaner
from articlefix.core import engine, foreign
from articlefix.corpus import jsonl, parquet
from articlefix.corpus.job import SUFFIXES, Input, Shard, suffix_of
from articlefix.errors import ConfigError, InputError
from articlefix.sites import profiles

SHARD_SIZE = 32 << 20
"""Bytes: some seconds of work, so that little is done again after a kill and the last worker is not long alone."""


def format_of(path: str) -> ModuleType:
    """Return the module that reads and writes the format of a file."""
    return parquet if suffix_of(path) == ".parquet" else jsonl


def find(paths: Iterable[str], output: str) -> Iterator[Input]:
    """Yield the inputs that `paths` name, each once: files, and those in folders, in the order of their names.

    Raises `InputError` for a path that is not there or whose ending tells no format, and for an output among the
    inputs.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _walk(path, os.path.realpath(output)) if os.path.isdir(path) else (path,):
            if not suffix_of(file):
                raise InputError(file, f"has none of the endings {', '.join(SUFFIXES)}, which tell the format")
            if os.path.realpath(file) in seen:
                continue
            seen.add(os.path.realpath(file))
            try:
                yield Input.of(file)
            except OSError as error:
                raise InputError(file, f"cannot be read: {error.strerror}") from error


def _walk(root: str, output: str) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        raise InputError(str(error.filename), f"cannot be listed: {error.strerror}") from error

    for folder, folders, names in os.walk(root, onerror=refuse):
        # What begins so is another run's, or hidden; and the output may lie in the folder of its inputs.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(("_", ".")) and os.path.realpath(os.path.join(folder, name)) != output
        )
        for name in sorted(names):
            if suffix_of(name) and not name.startswith(("_", ".")):
                yield os.path.join(folder, name)


def cut(inputs: Iterable[Input], text_field: str, size: int = SHARD_SIZE) -> list[Shard]:
    """Return the shards of `inputs`, each of about `size` bytes.

    Raises `ConfigError` where an input has no such field of text, and `InputError` where it cannot be read.
    """
    shards: list[Shard] = []
    for source in inputs:
        form = format_of(source.path)
        try:
            form.check(source, text_field)
            for start, end, share in form.bounds(source, size):
                shards.append(Shard(len(shards), source, start, end, share))
        except OSError as error:
            raise InputError(source.path, f"cannot be read: {error.strerror}") from error
    return shards


def versions(cleaner: Cleaner) -> tuple[tuple[str, str], ...]:
    """Return what decides on the repairs besides the options: what is installed, what the files named hold."""
    found = [("articlefix", __version__), *((name, metadata.version(name)) for name in ("ftfy", "regex"))]
    found += [("plugin", engine.label(pass_)) for pass_ in cleaner.passes if pass_.origin]
    for name, path in cleaner.config.paths().items():
        try:
            data = foreign.read_regular(path, profiles.LIMIT)
        except OSError as error:
            raise ConfigError(f"cannot be read: {error.strerror}", source=path) from error
        found.append((name, hashlib.sha256(data).hexdigest()[:16]))
    return tuple(found)
