"""Parquet: row groups read batch by batch, the column of the text replaced in those that have changed.

Schema, metadata, compression and the size of row groups stay. Needs pyarrow, the extra `articlefix[parquet]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articlefix.cleaner import Cleaner, Result
from articlefix.corpus import records, store
from articlefix.corpus.job import EDITS_FIELD, Input, Job, Shard, Tally, Tick
from articlefix.corpus.side import Side, clean_text, rows
from articlefix.corpus.store import Pending
from articlefix.errors import ConfigError, InputError, RecordError, nearest

_BATCH = 256
"""Rows that are read and cleaned at a time."""

_HELD = 1 << 26
"""Bytes of cleaned rows held for a row group; a larger one is written as several, so that memory stays flat."""


def _arrow() -> Any:  # noqa: ANN401 - a package without types
    """Import pyarrow, which few runs need."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - see above
        import pyarrow.parquet  # noqa: PLC0415 - likewise
    except ImportError:
        raise ConfigError("Parquet needs a package: pip install 'articlefix[parquet]'") from None
    return pa


def _open(source: Input) -> Any:  # noqa: ANN401 - a ParquetFile
    pa = _arrow()
    try:
        return pa.parquet.ParquetFile(source.path)
    except (OSError, pa.ArrowException) as error:
        raise InputError(source.path, f"cannot be read as Parquet: {error}") from error


def bounds(source: Input, size: int) -> Iterator[tuple[int, int, int]]:
    """Yield runs of row groups, each of about `size` bytes of columns, and the share of the file that each is."""
    with _open(source) as file:
        sizes = [file.metadata.row_group(group).total_byte_size for group in range(file.metadata.num_row_groups)]
    start = held = 0
    runs = []
    for group, group_size in enumerate(sizes):
        if group > start and held + group_size > size:
            runs.append((start, group))
            start, held = group, 0
        held += group_size
    whole = max(1, sum(sizes))
    runs.append((start, len(sizes)))
    for first, last in runs:
        yield first, last, source.size * sum(sizes[first:last]) // whole


def check(source: Input, field: str) -> None:
    """Raise `ConfigError` where a file has no column of text of this name."""
    pa = _arrow()
    with _open(source) as file:
        schema = file.schema_arrow
    if field not in schema.names:
        raise ConfigError(f"{source.path} has no column {field!r}{nearest(field, schema.names)}", key="text_field")
    kind = schema.field(field).type
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)):
        raise ConfigError(f"the column {field!r} of {source.path} holds {kind}, not text", key="text_field")


def clean(job: Job, shard: Shard, cleaner: Cleaner, pending: Pending, tick: Tick) -> tuple[str, Tally]:
    """Clean a shard; return the path of its part, and what was met."""
    pa = _arrow()
    path = store.part_path(job, shard, ".parquet")
    with _open(shard.input) as file:
        metadata, schema = file.metadata, file.schema_arrow
        if job.edits == "column":
            schema = _with_edits(pa, schema)
        work = _Work(pa, job, cleaner, schema, Side(job, shard, pending))
        work.row = sum(metadata.row_group(group).num_rows for group in range(shard.start))
        total = max(1, sum(metadata.row_group(group).num_rows for group in range(shard.start, shard.end)))
        with pa.parquet.ParquetWriter(pending.open(path), schema, **_properties(metadata, job)) as writer:
            for group in range(shard.start, shard.end):
                held = []
                for batch in _batches(pa, file, shard.input, group):
                    held.append(work.clean(batch))
                    tick(work.tally.records, shard.size * work.tally.records // total)
                    if sum(done.nbytes for done in held) > _HELD:
                        _write(pa, writer, held)
                        held = []
                _write(pa, writer, held)
    return path, work.tally


def _batches(pa: Any, file: Any, source: Input, group: int) -> Iterator[Any]:  # noqa: ANN401 - pyarrow's
    try:
        yield from file.iter_batches(_BATCH, row_groups=[group])
    except (OSError, pa.ArrowException) as error:
        raise InputError(source.path, f"cannot be read as Parquet: row group {group}: {error}") from error


def _write(pa: Any, writer: Any, batches: list[Any]) -> None:  # noqa: ANN401 - pyarrow's
    """Write batches as one row group."""
    if batches:
        table = pa.Table.from_batches(batches)
        writer.write_table(table, row_group_size=max(1, table.num_rows))


def _properties(metadata: Any, job: Job) -> dict[str, Any]:  # noqa: ANN401 - pyarrow's
    """Return how the columns of a file were written."""
    if not metadata.num_row_groups:
        return {}
    group = metadata.row_group(0)
    columns = [group.column(index) for index in range(group.num_columns)]
    compression = {column.path_in_schema: _CODECS.get(column.compression, column.compression) for column in columns}
    for leaf in _EDITS_LEAVES if job.edits == "column" else ():
        compression[f"{EDITS_FIELD}.list.element.{leaf}"] = compression[job.text_field]
    return {
        "compression": compression,
        # What old programs read; the default would rewrite it as another type.
        "use_deprecated_int96_timestamps": any(column.physical_type == "INT96" for column in columns),
    }


_CODECS = {"UNCOMPRESSED": "NONE"}
_EDITS_LEAVES = ("start", "end", "before", "replacement", "rules.list.element")


def _with_edits(pa: Any, schema: Any) -> Any:  # noqa: ANN401 - pyarrow's
    if EDITS_FIELD in schema.names:
        raise ConfigError(f"there is a column {EDITS_FIELD!r} already; choose --edits file", key="edits")
    fields = [
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("before", pa.string()),
        ("replacement", pa.string()),
        ("rules", pa.list_(pa.string())),
    ]
    return schema.append(pa.field(EDITS_FIELD, pa.list_(pa.struct(fields))))


class _Work:
    """What is done to each batch of a shard, and the place that has been reached."""

    def __init__(self, pa: Any, job: Job, cleaner: Cleaner, schema: Any, side: Side) -> None:  # noqa: ANN401 - pyarrow's
        self._pa = pa
        self._job = job
        self._cleaner = cleaner
        self._schema = schema
        self._side = side
        self.tally = Tally()
        self.row = 0

    def clean(self, batch: Any) -> Any:  # noqa: ANN401 - pyarrow's
        """Return a batch cleaned, less the rows that are rejected."""
        texts = batch.column(self._job.text_field).to_pylist()
        results: list[Result | None] = []
        kept: list[bool] = []
        for index, text in enumerate(texts):
            self.tally.records += 1
            place = {"row": self.row + index}
            try:
                result = None if text is None else clean_text(self._cleaner, text)
            except RecordError as error:
                self.tally.rejected += 1
                self._side.reject(place, self._as_stream(batch.slice(index, 1)), error.reason)
                kept.append(False)
                continue
            kept.append(True)
            results.append(result)
            self.tally.count(result)
            if result is not None and self._job.edits == "file":
                self._side.edits(place, self._identity(batch, index), result)
        self.row += len(texts)
        if not all(kept):
            batch = batch.filter(self._pa.array(kept))
        return self._replaced(batch, results)

    def _replaced(self, batch: Any, results: list[Result | None]) -> Any:  # noqa: ANN401 - pyarrow's
        """Return a batch with its texts replaced, and with the edits if they are asked for."""
        pa, columns = self._pa, batch.columns
        at = batch.schema.get_field_index(self._job.text_field)
        if any(result is not None and result.changed for result in results):
            texts = [None if result is None else result.text for result in results]
            columns[at] = pa.array(texts, type=self._schema.field(at).type)
        if self._job.edits == "column":
            edits = [rows(result) for result in results]
            columns.append(pa.array(edits, type=self._schema.field(EDITS_FIELD).type))
        return pa.RecordBatch.from_arrays(columns, schema=self._schema)

    def _identity(self, batch: Any, index: int) -> str | None:  # noqa: ANN401 - pyarrow's
        """Return the id of a row as JSON."""
        if self._job.id_field is None or self._job.id_field not in batch.schema.names:
            return None
        value = batch.column(self._job.id_field)[index].as_py()
        return records.dump(value if isinstance(value, str | int | float | None) else str(value))

    def _as_stream(self, batch: Any) -> bytes:  # noqa: ANN401 - pyarrow's
        """Return a row as an Arrow stream, in which nothing of it is lost."""
        sink = self._pa.BufferOutputStream()
        with self._pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        data: bytes = sink.getvalue().to_pybytes()
        return data
