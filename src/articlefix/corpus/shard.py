"""One shard, wherever it is done: a function of the job and the shard that knows no engine."""

from __future__ import annotations

import os
import time
from functools import lru_cache

from articlefix.cleaner import Cleaner
from articlefix.config import Config
from articlefix.corpus import plan, store
from articlefix.corpus.job import Input, Job, Manifest, Shard, Tick
from articlefix.errors import ConfigError, InputError, OutputError


@lru_cache(maxsize=1)
def _cleaner(config: Config, _versions: tuple[tuple[str, str], ...]) -> Cleaner:
    """Build a worker's cleaner once for each set of options, and for each state of the files that they name."""
    return Cleaner(**config.options())


def _no_one(_records: int, _read: int) -> None:
    """Tell no one how far the work has come."""


def run_shard(job: Job, shard: Shard, tick: Tick = _no_one) -> Manifest:
    """Clean a shard into its part, write its manifest last, and return that. A shard that is done is left as it is.

    Raises `InputError` where the input cannot be read or is not the one that was planned, `OutputError` where the
    part cannot be written, and `ConfigError` where other versions are installed here. Nothing of the shard then
    stays, and any record that cannot be cleaned is in the rejects.
    """
    if (done := store.manifest(job, shard)) is not None:
        return done
    begun = time.perf_counter()
    cleaner = _cleaner(job.config, job.versions)
    _check_versions(job, plan.versions(cleaner))
    _check_input(shard.input)
    try:
        store.drop_side_files(job, shard)
        with store.Pending() as pending:
            path, tally = plan.format_of(shard.input.path).clean(job, shard, cleaner, pending, tick)
            _check_input(shard.input)
            pending.commit()
        size = os.stat(path).st_size
        manifest = Manifest(os.path.basename(path), size, time.perf_counter() - begun, tally)
        store.finish(job, shard, manifest)
    except ConnectionError:
        raise  # the one who would be told has gone
    except OSError as error:
        reason = f"cannot be written: {error.strerror or error}; once that is mended, run the same again to go on"
        raise OutputError(error.filename or job.output, reason) from error
    return manifest


def _check_versions(job: Job, here: tuple[tuple[str, str], ...]) -> None:
    if here != job.versions:
        own, others = (", ".join(" ".join(pair) for pair in side if side) for side in (here, job.versions))
        raise ConfigError(f"a worker has {own}, and the run was begun with {others}: install the same everywhere")


def _check_input(planned: Input) -> None:
    """Raise `InputError` unless a file is still the one that was planned."""
    try:
        now = Input.of(planned.path)
    except OSError as error:
        raise InputError(planned.path, f"cannot be read: {error.strerror}") from error
    if now != planned:
        raise InputError(planned.path, "has changed since the run began; begin another into an empty folder")
