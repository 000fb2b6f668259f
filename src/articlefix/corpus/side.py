"""What the formats share: a text cleaned, and the files beside the part, which hold rejects and edits."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from articlefix.cleaner import Cleaner, Result
from articlefix.corpus import records, store
from articlefix.corpus.job import Job, Shard
from articlefix.corpus.store import Pending
from articlefix.errors import ArticlefixError, RecordError


def clean_text(cleaner: Cleaner, text: str) -> Result:
    """Clean a text; whatever goes wrong with it is a `RecordError`, and costs the other records nothing."""
    try:
        return cleaner.clean(text)
    except ArticlefixError as error:
        raise RecordError(str(error)) from error
    except MemoryError as error:
        raise RecordError("memory ran out while it was cleaned") from error
    except Exception as error:
        raise RecordError(f"internal error, please report it: {type(error).__name__}: {error}") from error


def rows(result: Result | None) -> list[dict[str, object]]:
    """Return the edits of a text as plain values; offsets are code points of the text as it was."""
    if result is None:
        return []
    return [
        {
            "start": edit.start,
            "end": edit.end,
            "before": result.original[edit.start : edit.end],
            "replacement": edit.replacement,
            "rules": list(edit.rules),
        }
        for edit in result.edits
    ]


class Side:
    """The files beside the part of a shard; each is made with its first entry."""

    def __init__(self, job: Job, shard: Shard, pending: Pending) -> None:
        self._file = shard.input.path
        self._pending = pending
        self._rejects = store.rejects_path(job, shard)
        self._edits = store.edits_path(job, shard) if job.edits == "file" else None

    def reject(self, place: Mapping[str, int], data: bytes, reason: str) -> None:
        """Write a record that cannot be cleaned to the rejects, as it is."""
        entry = {"file": self._file, **place, "reason": reason, "base64": b64encode(data).decode()}
        self._pending.open(self._rejects).write(f"{records.dump(entry)}\n".encode())

    def edits(self, place: Mapping[str, int], identity: str | None, result: Result | None) -> None:
        """Write the edits and findings of a record to their file, if one is asked for and there are any.

        `identity` is the id of the record as JSON.
        """
        if self._edits is None or result is None or not (result.edits or result.findings):
            return
        entry = {"file": self._file, **place, "edits": rows(result)}
        entry["findings"] = [finding._asdict() for finding in result.findings]
        written = records.dump(entry)
        if identity is not None:
            written = f'{{"id": {identity}, {written[1:]}'
        self._pending.open(self._edits).write(f"{written}\n".encode())
