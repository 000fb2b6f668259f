"""The output folder: what lies where in it, how a shard's files come to be there, and which shards are done.

    part-00000.jsonl           the records, in the order and the format of the input
    _rejects/part-00000.jsonl  records that could not be cleaned, where there are any
    _edits/part-00000.jsonl    the edits, where a file of them is asked for
    _done/part-00000.json      the manifest, written last: without it the part counts for nothing
    _done/lock                 who is at work, while anyone is
    _done/run.json             what the run is made of; another run is refused

Readers of such folders (Spark, Arrow, Hive) pass over names that begin with an underscore or a full stop.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from articlefix import files
from articlefix.corpus.job import Input, Job, Manifest, Shard, Tally
from articlefix.errors import InputError, OutputError

_OURS = re.compile(r"part-\d{5,}\.(?:jsonl(?:\.gz|\.zst)?|parquet|json)")


def rejects_of(output: str) -> str:
    """Return the folder of the rejects, unless another is named."""
    return os.path.join(output, "_rejects")


def part_path(job: Job, shard: Shard, suffix: str) -> str:
    """Return where the records of a shard go."""
    return os.path.join(job.output, shard.name + suffix)


def rejects_path(job: Job, shard: Shard) -> str:
    """Return where the rejects of a shard go."""
    return os.path.join(job.rejects, f"{shard.name}.jsonl")


def edits_path(job: Job, shard: Shard) -> str:
    """Return where the edits of a shard go."""
    return os.path.join(_edits(job), f"{shard.name}.jsonl")


def _edits(job: Job) -> str:
    return os.path.join(job.output, "_edits")


def _done(job: Job) -> str:
    return os.path.join(job.output, "_done")


def _manifest_path(job: Job, shard: Shard) -> str:
    return os.path.join(_done(job), f"{shard.name}.json")


# -------------------------------------------------------------------------------------------------------- files


class Pending:
    """Files under temporary names, which take their own when all of them are whole, or go.

    What is written is forced to the disk before any file takes its name.
    """

    def __init__(self) -> None:
        self._files: dict[str, tuple[str, BinaryIO]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for temporary, file in self._files.values():
            with suppress(OSError):  # what was not written is given up here
                file.close()
            with suppress(OSError):
                os.unlink(temporary)

    def open(self, path: str) -> BinaryIO:
        """Open the file that will be `path`; the same one where it is open already."""
        if path not in self._files:
            folder = os.path.dirname(path)
            os.makedirs(folder, exist_ok=True)
            temporary = files.new_temporary(folder)
            self._files[path] = temporary, open(temporary, "xb")  # noqa: SIM115 - closed in `commit` or at exit
        return self._files[path][1]

    def commit(self) -> None:
        """Give every file its name."""
        for _, file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
            file.close()
        for path, (temporary, _) in self._files.items():
            os.replace(temporary, path)
        for folder in {os.path.dirname(path) for path in self._files}:
            files.sync_folder(folder)
        self._files.clear()


def _write(path: str, value: object) -> None:
    with Pending() as pending:
        pending.open(path).write(json.dumps(value, indent=1).encode())
        pending.commit()


# ---------------------------------------------------------------------------------------------------- manifests


def finish(job: Job, shard: Shard, manifest: Manifest) -> None:
    """Write the manifest of a shard whose files have their names."""
    fields = {**manifest._asdict(), "shard": _shard(shard), "tally": vars(manifest.tally)}
    _write(_manifest_path(job, shard), fields)


def manifest(job: Job, shard: Shard) -> Manifest | None:
    """Return the manifest of a shard, or `None` unless its part is there in the size that it tells."""
    try:
        with open(_manifest_path(job, shard), "rb") as file:
            fields = json.load(file)
        if fields.pop("shard") != _shard(shard):
            return None
        found = Manifest(**{**fields, "tally": Tally(fields["tally"])})
        return found if os.stat(os.path.join(job.output, found.part)).st_size == found.size else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _shard(shard: Shard) -> dict[str, object]:
    return {"input": list(shard.input), "start": shard.start, "end": shard.end}


# ---------------------------------------------------------------------------------------------------------- run


class Plan(NamedTuple):
    """A job and its shards, and the size that they were cut to."""

    job: Job
    inputs: Sequence[Input]
    shards: Sequence[Shard]
    shard_size: int


def begin(plan: Plan, *, resume: bool) -> list[Shard]:
    """Make the output folder ready, and return the shards that are not done.

    Raises `OutputError` where it holds something else; without `resume`, parts of another run are removed.
    """
    job = plan.job
    path = os.path.join(_done(job), "run.json")
    wanted = _identity(plan)
    try:
        os.makedirs(_done(job), exist_ok=True)
        found = _read_run(path)
        if found is None:
            _check_empty(job)
        elif not resume:
            _remove_all(job, found)
        elif different := [key.replace("_", "-") for key in wanted if wanted[key] != found.get(key)]:
            raise OutputError(
                job.output,
                f"holds parts of a run with other {', '.join(different)}; name another folder, run with the same,"
                " or give --no-resume to remove them and start over",
            )
        sweep(job)
        _write(path, wanted)
    except OSError as error:
        raise OutputError(error.filename or job.output, f"cannot be written: {error.strerror}") from error
    return [shard for shard in plan.shards if manifest(job, shard) is None]


def _identity(plan: Plan) -> dict[str, object]:
    """Return all that decides on the bytes of the parts, as JSON has it."""
    job = plan.job
    value = {
        "versions": dict(job.versions),
        "inputs": plan.inputs,
        "options": job.config.options(),
        "text_field": job.text_field,
        "id_field": job.id_field,
        "edits": job.edits,
        "rejects": job.rejects,
        "shard_size": plan.shard_size,
    }
    as_json: dict[str, object] = json.loads(json.dumps(value))
    return as_json


def _read_run(path: str) -> dict[str, object] | None:
    try:
        with open(path, "rb") as file:
            value: dict[str, object] = json.load(file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(path, f"cannot be read ({error}): name another output folder") from error
    return value


def _check_empty(job: Job) -> None:
    for folder in (job.output, _edits(job), job.rejects):
        if parts := _parts(folder):
            raise OutputError(
                parts[0], "was not made by a run that is on record here; name another folder, or move it away"
            )


def _remove_all(job: Job, found: dict[str, object]) -> None:
    """Remove what the run `found` has left, the manifests first: a kill on the way leaves nothing that counts."""
    for folder in (_done(job), _edits(job), str(found.get("rejects", job.rejects)), job.output):
        for path in _parts(folder):
            os.unlink(path)


def _parts(folder: str) -> list[str]:
    try:
        names = sorted(os.listdir(folder))
    except FileNotFoundError:
        return []
    return [os.path.join(folder, name) for name in names if _OURS.fullmatch(name)]


def sweep(job: Job) -> None:
    """Remove temporary files that killed workers have left."""
    for folder in (job.output, _done(job), _edits(job), job.rejects):
        for name in _names(folder):
            if files.is_temporary(name):
                with suppress(OSError):
                    os.unlink(os.path.join(folder, name))


def _names(folder: str) -> Iterable[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return ()


def drop_side_files(job: Job, shard: Shard) -> None:
    """Remove what an attempt that was killed on its way to the manifest has left beside the part."""
    for path in (rejects_path(job, shard), edits_path(job, shard)):
        with suppress(FileNotFoundError):
            os.unlink(path)
