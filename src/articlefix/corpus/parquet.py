"""Parquet: row groups read batch by batch, the column of the text replaced in those that have changed.

Schema, metadata, compression and the size of row groups stay. Needs pyarrow, the extra `articlefix[parquet]`.

What cannot be read costs its rows alone: a string that is not UTF-8 its own, a corrupt page those from its first to
the end of its row group, for no one can tell where in the column the page after it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
        return pa.parquet.ParquetFile(source.path, page_checksum_verification=True)
    except (OSError, UnicodeDecodeError, pa.ArrowException) as error:
        raise InputError(source.path, f"cannot be read as Parquet: {error}") from error


class BrokenGroupError(Exception):
    """A row group gives no more rows, though it has some."""


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
    if (count := schema.names.count(field)) > 1:
        raise ConfigError(
            f"{source.path} has {count} columns {field!r}, and one must be the text", key="text_field"
        )
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
                _clean_group(
                    file, group, work, writer, lambda records: tick(records, shard.size * records // total)
                )
    return path, work.tally


def _clean_group(file: Any, group: int, work: _Work, writer: Any, told: Callable[[int], None]) -> None:  # noqa: ANN401 - pyarrow's
    """Clean a row group into one, or several where it is large."""
    rows = file.metadata.row_group(group).num_rows
    end = work.row + rows
    held: list[Any] = []
    try:
        for batch in _batches(work.pa, file, group, rows):
            held.append(work.clean(batch))
            told(work.tally.records)
            if sum(done.nbytes for done in held) > _HELD:
                _write(work.pa, writer, held)
                held = []
    except BrokenGroupError as error:
        work.give_up(end, f"row group {group} cannot be read beyond this row: {error}")
    _write(work.pa, writer, held)


def _batches(pa: Any, file: Any, group: int, rows: int) -> Iterator[Any]:  # noqa: ANN401 - pyarrow's
    """Yield what can be read of a row group; raise `BrokenGroupError` where that is not all of its rows."""
    done, reason = 0, "it ends before that"
    # A batch fails as a whole: what comes before the broken row in it is read row by row.
    for size in (_BATCH, 1):
        at = 0
        try:
            for batch in file.iter_batches(size, row_groups=[group]):
                if at >= done:
                    yield batch
                    done = at + batch.num_rows
                at += batch.num_rows
        except (OSError, pa.ArrowException) as error:
            reason = str(error).rstrip()
        if done >= rows:
            return
    raise BrokenGroupError(reason)


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
        "write_page_checksum": True,  # a flipped bit is noticed by whoever reads the part
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


def _texts(pa: Any, column: Any) -> list[str | UnicodeDecodeError | None]:  # noqa: ANN401 - pyarrow's
    """Return the texts of a column, and the error in the place of each that is not UTF-8."""
    try:
        texts: list[str | UnicodeDecodeError | None] = column.to_pylist()
    except UnicodeDecodeError:
        plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
        return [_decoded(data) for data in plain.cast(pa.large_binary()).to_pylist()]
    return texts


def _decoded(data: bytes | None) -> str | UnicodeDecodeError | None:
    try:
        return None if data is None else data.decode()
    except UnicodeDecodeError as error:
        return error


class _Work:
    """What is done to each batch of a shard, and the place that has been reached."""

    def __init__(self, pa: Any, job: Job, cleaner: Cleaner, schema: Any, side: Side) -> None:  # noqa: ANN401 - pyarrow's
        self.pa = pa
        self._job = job
        self._cleaner = cleaner
        self._schema = schema
        self._side = side
        self.tally = Tally()
        self.row = 0

    def clean(self, batch: Any) -> Any:  # noqa: ANN401 - pyarrow's
        """Return a batch cleaned, less the rows that are rejected."""
        texts = _texts(self.pa, batch.column(self._job.text_field))
        results: list[Result | None] = []
        kept: list[bool] = []
        for index, text in enumerate(texts):
            self.tally.records += 1
            place = {"row": self.row + index}
            try:
                result = None if text is None else self._result(text)
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
            batch = batch.filter(self.pa.array(kept))
        return self._replaced(batch, results)

    def give_up(self, end: int, reason: str) -> None:
        """Put the rows up to `end`, of which nothing can be read, into the rejects as one entry."""
        lost = end - self.row
        self.tally.records += lost
        self.tally.rejected += lost
        self._side.reject({"row": self.row, "rows": lost}, b"", reason)
        self.row = end

    def _result(self, text: str | UnicodeDecodeError) -> Result:
        """Clean a text, if it is one."""
        if isinstance(text, UnicodeDecodeError):
            raise RecordError(f"byte 0x{text.object[text.start]:02x} at {text.start} of the text is not UTF-8")
        return clean_text(self._cleaner, text)

    def _replaced(self, batch: Any, results: list[Result | None]) -> Any:  # noqa: ANN401 - pyarrow's
        """Return a batch with its texts replaced, and with the edits if they are asked for."""
        pa, columns = self.pa, batch.columns
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
        if self._job.id_field is None or batch.schema.names.count(self._job.id_field) != 1:
            return None
        try:
            value = batch.column(self._job.id_field)[index].as_py()
        except UnicodeDecodeError as error:
            value = error.object.decode(errors="replace")
        return records.dump(value if isinstance(value, str | int | float | None) else str(value))

    def _as_stream(self, batch: Any) -> bytes:  # noqa: ANN401 - pyarrow's
        """Return a row as an Arrow stream, in which nothing of it is lost."""
        sink = self.pa.BufferOutputStream()
        with self.pa.ipc.new_stream(sink, batch.schema) as writer:
            writer.write_batch(batch)
        data: bytes = sink.getvalue().to_pybytes()
        return data
