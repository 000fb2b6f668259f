"""JSONL, plain or compressed: lines read in blocks, and each copied, edited or rejected."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Container, Iterable, Iterator
from itertools import pairwise
from typing import Any, BinaryIO, NamedTuple, Self

from articlefix.cleaner import Cleaner, Result
from articlefix.corpus import records, store
from articlefix.corpus.job import EDITS_FIELD, Input, Job, Shard, Tally, Tick, suffix_of
from articlefix.corpus.records import Field
from articlefix.corpus.side import Side, clean_text, rows
from articlefix.corpus.store import Pending
from articlefix.errors import ConfigError, InputError, RecordError, nearest
from articlefix.files import LARGEST

_BLOCK = 1 << 18
_LEVEL = 6
"""Of gzip: what the program of that name takes."""

_LOOKED_AT = 100
"""How many records are looked at for the field of the text, before anything is done."""

_PLANNED = 1 << 20
"""Bytes of a record that is looked at then; a longer one is passed over."""


class BrokenStreamError(Exception):
    """A compressed stream ends early or makes no sense; it gives nothing more."""


# ------------------------------------------------------------------------------------------------------ streams


def zstd_module() -> Any:  # noqa: ANN401 - a module of two names
    """Return Python's own zstd, or its backport."""
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - 3.14
    except ImportError:
        try:
            from backports import zstd  # noqa: PLC0415 - one that few runs need
        except ImportError:
            raise ConfigError("zstd needs Python 3.14 or a package: pip install 'articlefix[zstd]'") from None
    return zstd


def _reader(path: str, file: BinaryIO) -> Any:  # noqa: ANN401 - has `read1`
    suffix = suffix_of(path)
    if suffix == ".jsonl.gz":
        return gzip.GzipFile(fileobj=file)
    return zstd_module().ZstdFile(file) if suffix == ".jsonl.zst" else file


def _writer(suffix: str, file: BinaryIO) -> Any:  # noqa: ANN401 - has `write` and is a context
    if suffix == ".jsonl.gz":
        # No name and no time in the header: the same records give the same bytes.
        return gzip.GzipFile("", "wb", _LEVEL, file, mtime=0)
    if suffix == ".jsonl.zst":
        zstd = zstd_module()
        # As gzip has it, and the program `zstd`: without one most flipped bits go unnoticed.
        return zstd.ZstdFile(file, "wb", options={zstd.CompressionParameter.checksum_flag: 1})
    return _Plain(file)


class _Plain:
    """A file that its context does not close, as those of compressors do not close theirs."""

    def __init__(self, file: BinaryIO) -> None:
        self.write = file.write

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        pass


def _blocks(path: str, file: BinaryIO, reader: Any) -> Iterator[bytes]:  # noqa: ANN401 - see `_reader`
    """Yield what a reader gives; raise `BrokenStreamError` where it makes no sense, `InputError` if it fails."""
    broken: tuple[type[Exception], ...] = (EOFError, zlib.error, gzip.BadGzipFile)
    if suffix_of(path) == ".jsonl.zst":
        broken += (zstd_module().ZstdError,)
    try:
        while block := reader.read1(_BLOCK):
            yield block
    except broken as error:
        reason = f"the file cannot be decompressed beyond byte {file.tell()}: {error}"
        raise BrokenStreamError(reason) from error
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error


class Line(NamedTuple):
    """A line with its line feed, if it has one, and the offset of its first byte; of a longer one the beginning."""

    offset: int
    data: bytes
    size: int


def lines(blocks: Iterable[bytes], offset: int = 0, longest: int = LARGEST) -> Iterator[Line]:
    r"""Yield the lines of a stream of which `offset` bytes are past; only a line feed ends one.

    What stands before a break in the stream is yielded before the error is raised. Of a line of more than `longest`
    bytes no more than a block or two beyond that is held: a few megabytes, decompressed, may be one without end.

    >>> list(lines([b"a\nb", b"c\n", b"d"]))
    [Line(offset=0, data=b'a\n', size=2), Line(offset=2, data=b'bc\n', size=3), Line(offset=5, data=b'd', size=1)]
    """
    line = _Pieces()
    broken: BrokenStreamError | None = None
    try:
        for block in blocks:
            head, *others = block.split(b"\n")
            line.add(head, longest)
            for piece in others:
                line.add(b"\n", longest)
                yield Line(offset, b"".join(line.pieces), line.size)
                offset += line.size
                line = _Pieces()
                line.add(piece, longest)
    except BrokenStreamError as error:
        broken = error
    if line.size:
        yield Line(offset, b"".join(line.pieces), line.size)
    if broken is not None:
        raise broken


class _Pieces:
    """The pieces of a line, which are joined once: it may have many blocks."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.size = 0

    def add(self, piece: bytes, longest: int) -> None:
        """Add a piece, unless there is more than enough already."""
        if self.size <= longest:
            self.pieces.append(piece)
        self.size += len(piece)


def _shard_lines(shard: Shard, file: BinaryIO, longest: int = LARGEST) -> Iterator[Line]:
    """Yield the lines that begin in the shard. A line that begins before it belongs to another."""
    reader = _reader(shard.input.path, file)
    if reader is not file:
        yield from lines(_blocks(shard.input.path, file, reader), longest=longest)
        return
    offset = shard.start
    if offset:
        file.seek(offset - 1)
        # One line may go on for several shards.
        while offset < shard.end:
            piece = file.readline(_BLOCK)
            offset = file.tell()
            if piece.endswith(b"\n") or not piece:
                break
    blocks = _blocks(shard.input.path, file, file)
    for line in lines(blocks, offset, longest) if offset < shard.end else ():
        if line.offset >= shard.end:
            return
        yield line


# ---------------------------------------------------------------------------------------------------------- plan


def bounds(source: Input, size: int) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of an input, of equal size and none above `size`; one for a compressed file."""
    count = max(1, -(-source.size // size)) if suffix_of(source.path) == ".jsonl" else 1
    edges = [source.size * number // count for number in range(count + 1)]
    for start, end in pairwise(edges):
        yield start, end, end - start


def check(source: Input, field: str) -> None:
    """Raise `ConfigError` where no record at the head of an input has the field of the text."""
    names: dict[str, None] = {}
    head = Shard(0, source, 0, source.size, source.size)
    with open(source.path, "rb", buffering=_BLOCK) as file:
        try:
            for line, _ in zip(_shard_lines(head, file, _PLANNED), range(_LOOKED_AT), strict=False):
                if line.offset > _LOOKED_AT * _PLANNED:
                    break
                if line.size > _PLANNED:
                    continue
                try:
                    names |= dict.fromkeys(records.read(line.data.decode(), _Any()).fields)
                except (RecordError, UnicodeDecodeError):
                    continue
                if field in names:
                    return
        except BrokenStreamError:
            pass
    if names:
        raise ConfigError(
            f"no record at the head of {source.path} has a field {field!r}{nearest(field, names)}", key="text_field"
        )


class _Any(Container[str]):
    """Holds every name."""

    def __contains__(self, _name: object) -> bool:
        return True


# --------------------------------------------------------------------------------------------------------- clean


class _Cleaned(NamedTuple):
    """A line as it is to be written, what cleaning its text gave, and its id as it is written."""

    data: bytes
    result: Result | None
    id: str | None


def clean(job: Job, shard: Shard, cleaner: Cleaner, pending: Pending, tick: Tick) -> tuple[str, Tally]:
    """Clean a shard; return the path of its part, and what was met."""
    suffix = suffix_of(shard.input.path)
    path = store.part_path(job, shard, suffix)
    tally, side = Tally(), Side(job, shard, pending)
    wanted = {job.text_field, EDITS_FIELD, *([job.id_field] if job.id_field is not None else ())}
    past = told = 0
    with open(shard.input.path, "rb", buffering=_BLOCK) as file, _writer(suffix, pending.open(path)) as part:
        try:
            for offset, data, size in _shard_lines(shard, file):
                past = offset + size
                if data.isspace() and size == len(data):
                    part.write(data)
                    continue
                tally.records += 1
                try:
                    _check_size(size)
                    cleaned = _clean_line(data, job, cleaner, wanted)
                except RecordError as error:
                    tally.rejected += 1
                    side.reject({"offset": offset}, data if size <= LARGEST else data[:_SHOWN], error.reason)
                else:
                    part.write(cleaned.data)
                    tally.count(cleaned.result)
                    side.edits({"offset": offset}, cleaned.id, cleaned.result)
                if (read := file.tell() - shard.start) >= told + _BLOCK:
                    told = read
                    tick(tally.records, read)
        except BrokenStreamError as error:
            tally.broken += 1
            side.reject({"offset": past}, b"", str(error))
    return path, tally


_SHOWN = 1024
"""Bytes of a record without end that go to the rejects."""


def _check_size(size: int) -> None:
    """Raise `RecordError` for a record that is no article's."""
    if size > LARGEST:
        raise RecordError(f"has {size:,} bytes, more than {LARGEST >> 20} MB; here are its first {_SHOWN:,}")


def _clean_line(data: bytes, job: Job, cleaner: Cleaner, wanted: Container[str]) -> _Cleaned:
    """Clean the text in a line; raise `RecordError` where that cannot be done."""
    try:
        line = data.decode()
    except UnicodeDecodeError as error:
        raise RecordError(f"byte 0x{data[error.start]:02x} at {error.start} of the line is not UTF-8") from None
    record = records.read(line, wanted)
    if job.edits == "column" and EDITS_FIELD in record.fields:
        raise RecordError(f"has a field {EDITS_FIELD!r} already")
    text = record.fields.get(job.text_field)
    result = _result(line, text, job, cleaner)
    identity = record.fields.get(job.id_field) if job.id_field is not None else None
    written = line[identity.start : identity.end] if identity else None
    if job.edits != "column" and (result is None or not result.changed):
        return _Cleaned(data, result, written)
    return _Cleaned(_edited(line, record, text, result, job).encode(), result, written)


def _result(line: str, text: Field | None, job: Job, cleaner: Cleaner) -> Result | None:
    """Clean a field of a line, if the record has it."""
    if text is None or text.value is None:
        return None
    if not line.startswith('"', text.start):  # numbers are read as strings too
        raise RecordError(f"the field {job.text_field!r} does not hold a string")
    return clean_text(cleaner, str(text.value))


def _edited(line: str, record: records.Record, text: Field | None, result: Result | None, job: Job) -> str:
    """Return a line with its text repaired, and with its edits if they are asked for."""
    is_ascii = line.isascii()
    tail = line[record.brace :]
    if job.edits == "column":
        comma = "" if record.is_empty else ", "
        tail = f"{comma}{records.dump(EDITS_FIELD)}: {records.dump(rows(result), is_ascii=is_ascii)}{tail}"
    if text is None or result is None or not result.changed:
        return line[: record.brace] + tail
    repaired = records.splice(line[text.start : text.end], result.edits, is_ascii=is_ascii)
    return f"{line[: text.start]}{repaired}{line[text.end : record.brace]}{tail}"
