"""Parquet: schema, metadata, other columns and row groups stay; the texts are cleaned."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from articlefix import Cleaner
from articlefix.config import Config
from articlefix.corpus import parquet, plan, store
from articlefix.corpus.job import Job, Manifest
from articlefix.corpus.shard import run_shard
from articlefix.errors import ConfigError, InputError
from corpora import AFTER, BEFORE, ONLY_SPACE, lines, parts, rejects, run

pytest.importorskip("pyarrow")
import pyarrow as pa
from pyarrow import parquet as pq

Clean = Callable[..., list[Manifest]]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Clean a file in this process, shard by shard, into `tmp_path / "out"`."""

    def clean(
        path: Path, size: int = plan.SHARD_SIZE, config: Config | None = None, **job: object
    ) -> list[Manifest]:
        output = str(tmp_path / "out")
        chosen = config or Config.of({"only": ["whitespace"]})
        made = Job(output, store.rejects_of(output), chosen, plan.versions(Cleaner()))._replace(**job)  # type: ignore[arg-type]
        shards = plan.cut(plan.find([str(path)], output), made.text_field, size)
        return [run_shard(made, shard) for shard in shards]

    return clean


def table(count: int, kind: object = None) -> pa.Table:
    texts = [None if number % 10 == 3 else BEFORE if number % 2 else "So." for number in range(count)]
    schema = pa.schema(
        [
            pa.field("id", pa.uint64(), metadata={"unit": "none"}),
            pa.field("text", kind or pa.string(), metadata={"language": "en"}),
            ("when", pa.timestamp("ns", tz="UTC")),
            ("price", pa.decimal128(30, 4)),
            ("source", pa.dictionary(pa.int16(), pa.string())),
            ("meta", pa.struct([("a", pa.list_(pa.float32())), ("b", pa.large_binary())])),
        ],
        metadata={"pandas": "{}", "huggingface": '{"info": {}}'},
    )
    moment = dt.datetime(2024, 1, 5, tzinfo=dt.UTC)
    return pa.table(
        {
            "id": [2**63 + number for number in range(count)],
            "text": texts,
            "when": [moment] * count,
            "price": [None] * count,
            "source": ["a", "b"] * (count // 2),
            "meta": [{"a": [1.0, None], "b": b"\xff"}] * count,
        },
        schema=schema,
    )


def expected(before: pa.Table) -> pa.Table:
    texts = [AFTER if text == BEFORE else text for text in before.column("text").to_pylist()]
    return before.set_column(1, before.schema.field(1), pa.array(texts, type=before.schema.field(1).type))


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "dictionary"])
def test_all_but_the_text_comes_out_as_it_went_in(tmp_path: Path, clean: Clean, kind: str) -> None:
    made = pa.dictionary(pa.int32(), pa.string()) if kind == "dictionary" else getattr(pa, kind)()
    before = table(1000, made)
    path = tmp_path / "in.parquet"
    compression = {"id": "zstd", "text": "gzip", "when": "snappy", "source": "none", "meta.b": "brotli"}
    pq.write_table(before, path, row_group_size=300, compression=compression)
    before = pq.read_table(path)  # Parquet has a name of its own for what is in a list
    (manifest,) = clean(path)
    (part,) = parts(tmp_path / "out")
    after = pq.read_table(part)
    assert after.schema.equals(before.schema, check_metadata=True)
    assert after.equals(expected(before))
    was, now = pq.ParquetFile(path).metadata, pq.ParquetFile(part).metadata
    groups = range(was.num_row_groups)
    assert [now.row_group(index).num_rows for index in groups] == [300, 300, 300, 100]
    columns = range(was.num_columns)
    assert [now.row_group(0).column(index).compression for index in columns] == [
        was.row_group(0).column(index).compression for index in columns
    ]
    tally = manifest.tally
    assert (tally.records, tally.changed, tally.without_text) == (1000, 400, 100)


def test_shards_are_runs_of_row_groups(tmp_path: Path, clean: Clean) -> None:
    before = table(1000)
    path = tmp_path / "in.parquet"
    pq.write_table(before, path, row_group_size=100)
    one = pq.ParquetFile(path).metadata.row_group(0).total_byte_size
    manifests = clean(path, size=3 * one + one // 2)
    assert [manifest.tally.records for manifest in manifests] == [300, 300, 300, 100]
    assert pa.concat_tables(pq.read_table(part) for part in parts(tmp_path / "out")).equals(expected(before))


def test_a_large_row_group_is_written_as_several(
    tmp_path: Path, clean: Clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_HELD", 1000)
    before = table(1000)
    pq.write_table(before, tmp_path / "in.parquet")
    clean(tmp_path / "in.parquet")
    (part,) = parts(tmp_path / "out")
    assert pq.read_table(part).equals(expected(before))
    assert pq.ParquetFile(part).metadata.num_row_groups == 4


@pytest.mark.parametrize("count", [0, 2])
def test_a_file_of_no_rows_is_one(tmp_path: Path, clean: Clean, count: int) -> None:
    before = table(count)
    with pq.ParquetWriter(tmp_path / "in.parquet", before.schema) as writer:
        if count:
            writer.write_table(before)
    clean(tmp_path / "in.parquet")
    assert pq.read_table(parts(tmp_path / "out")[0]).equals(expected(before))


def test_a_row_whose_text_cannot_be_cleaned_goes_to_the_rejects(
    tmp_path: Path, clean: Clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = table(600)
    pq.write_table(before, tmp_path / "in.parquet", row_group_size=300)
    good = Cleaner.clean

    def fail(cleaner: Cleaner, text: str) -> object:
        if text == "So.":
            raise ZeroDivisionError
        return good(cleaner, text)

    monkeypatch.setattr(Cleaner, "clean", fail)
    (manifest,) = clean(tmp_path / "in.parquet")
    kept = [number for number in range(600) if number % 2]
    assert pq.read_table(parts(tmp_path / "out")[0]).equals(expected(before).take(kept))
    assert (manifest.tally.records, manifest.tally.rejected) == (600, 300)
    found = rejects(tmp_path / "out" / "_rejects")
    assert [entry["row"] for entry in found] == [number for number in range(600) if not number % 2]
    assert "ZeroDivisionError" in found[-1]["reason"]
    with pa.ipc.open_stream(found[-1]["data"]) as stream:
        assert stream.read_all().equals(before.slice(598, 1))


def test_edits_can_be_kept_in_a_column(tmp_path: Path, clean: Clean) -> None:
    before = table(20)
    pq.write_table(before, tmp_path / "in.parquet", compression="zstd")
    clean(tmp_path / "in.parquet", edits="column")
    (part,) = parts(tmp_path / "out")
    after = pq.read_table(part)
    assert after.drop(["articlefix_edits"]).equals(expected(before))
    edit = {"start": 9, "end": 11, "before": "  ", "replacement": "", "rules": ["trailing-space"]}
    assert after.column("articlefix_edits").to_pylist()[:4] == [[], [edit], [], []]
    group = pq.ParquetFile(part).metadata.row_group(0)
    assert {group.column(index).compression for index in range(group.num_columns)} == {"ZSTD"}
    with pytest.raises(ConfigError, match="there is a column 'articlefix_edits' already; choose --edits file"):
        clean(part, edits="column", output=str(tmp_path / "again"))


def test_edits_can_be_kept_in_a_file(tmp_path: Path, clean: Clean) -> None:
    pq.write_table(table(4), tmp_path / "in.parquet")
    clean(tmp_path / "in.parquet", edits="file", id_field="id")
    (line,) = lines(tmp_path / "out" / "_edits" / "part-00000.jsonl")
    assert line.startswith(b'{"id": 9223372036854775809, "file": ')
    assert b'"row": 1, ' in line


def test_what_is_no_text_or_no_parquet_is_refused(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.parquet"
    pq.write_table(table(4), path)
    with pytest.raises(ConfigError, match="has no column 'txt'; did you mean 'text'"):
        clean(path, text_field="txt")
    with pytest.raises(ConfigError, match=r"the column 'id' of .* holds uint64, not text"):
        clean(path, text_field="id")
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        clean(path)


def broken(path: Path, rows: int, size: int, **options: object) -> Path:
    """Write a file whose second row group has bytes that make no sense in one page of its texts."""
    made = pa.table({"id": range(rows), "text": [BEFORE] * rows})
    pq.write_table(made, path, row_group_size=size, use_dictionary=False, **options)
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    at = column.data_page_offset + column.total_compressed_size // 2
    data[at : at + 200] = b"\x99" * 200
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("compression", ["none", "zstd"])
def test_a_corrupt_page_costs_its_rows_alone(tmp_path: Path, clean: Clean, compression: str) -> None:
    path = broken(
        tmp_path / "in.parquet", 3000, 1000, data_page_size=1000, write_batch_size=10, compression=compression
    )
    (manifest,) = clean(path)
    # Without compression the first bytes are still a text, which is not UTF-8.
    *single, entry = rejects(tmp_path / "out" / "_rejects")
    assert len(single) == (compression == "none")
    first, lost = entry["row"], entry["rows"]
    assert 1000 < first < 2000 == first + lost
    assert first % 256 != 0, "what stands before the broken page in its batch is read as well"
    assert "row group 1 cannot be read beyond this row" in entry["reason"]
    assert (manifest.tally.records, manifest.tally.rejected) == (3000, lost + len(single))
    kept = [row for row in (*range(first), *range(2000, 3000)) if row not in {found["row"] for found in single}]
    after = pq.read_table(parts(tmp_path / "out")[0])
    assert after.column("id").to_pylist() == kept
    assert set(after.column("text").to_pylist()) == {AFTER}


def test_a_flipped_bit_in_a_part_is_noticed(tmp_path: Path, clean: Clean) -> None:
    pq.write_table(pa.table({"text": [f"{BEFORE} {number}" for number in range(1000)]}), tmp_path / "in.parquet")
    clean(tmp_path / "in.parquet")
    (part,) = parts(tmp_path / "out")
    column = pq.ParquetFile(part).metadata.row_group(0).column(0)
    data = bytearray(part.read_bytes())
    data[column.dictionary_page_offset + column.total_compressed_size // 3] ^= 1
    part.write_bytes(data)
    with pytest.raises(OSError, match="CRC"):
        pq.ParquetFile(part, page_checksum_verification=True).read()


@pytest.mark.parametrize("kind", ["string", "large_string", "dictionary"])
def test_a_text_that_is_not_utf_8_costs_its_row_alone(tmp_path: Path, clean: Clean, kind: str) -> None:
    data = [b"a  b", b"a\xff ", None, b"c  d"]
    texts = pa.array(data, pa.large_binary() if kind == "large_string" else pa.binary()).view(
        pa.large_string() if kind == "large_string" else pa.string()
    )
    if kind == "dictionary":
        texts = pa.DictionaryArray.from_arrays(
            pa.array([0, 1, None, 2], pa.int32()), texts.take(pa.array([0, 1, 3]))
        )
    # The writer of Arrow would look into the texts for statistics.
    pq.write_table(pa.table({"id": texts, "text": texts}), tmp_path / "in.parquet", write_statistics=False)
    (manifest,) = clean(tmp_path / "in.parquet", edits="file", id_field="id")
    (entry,) = rejects(tmp_path / "out" / "_rejects")
    assert (entry["row"], entry["reason"]) == (1, "byte 0xff at 1 of the text is not UTF-8")
    assert (manifest.tally.records, manifest.tally.rejected, manifest.tally.without_text) == (4, 1, 1)
    assert pq.read_table(parts(tmp_path / "out")[0]).column("text").to_pylist() == ["a b", None, "c d"]


def test_two_columns_of_the_same_name_are_refused_where_they_are_the_text(tmp_path: Path, clean: Clean) -> None:
    texts, numbers = pa.array([BEFORE]), pa.array([1])
    twice = tmp_path / "twice.parquet"
    pq.write_table(pa.Table.from_arrays([texts, texts], names=["text", "text"]), twice)
    with pytest.raises(ConfigError, match="has 2 columns 'text', and one must be the text"):
        clean(twice)
    other = tmp_path / "other.parquet"
    made = pa.Table.from_arrays([texts, numbers, numbers], names=["text", "x", "x"])
    pq.write_table(made, other)
    clean(other, edits="file", id_field="x")
    assert pq.ParquetFile(parts(tmp_path / "out")[0]).read().columns[1:] == made.columns[1:]


@pytest.mark.slow
def test_a_file_that_is_broken_anywhere_is_an_error_with_its_name_or_rejects(tmp_path: Path, clean: Clean) -> None:
    random = Random(20)  # noqa: S311 - the same bits at each run
    path = tmp_path / "whole.parquet"
    pq.write_table(table(400), path, row_group_size=100)
    whole = path.read_bytes()
    unnamed, failed = [], 0
    for number in range(150):
        data = bytearray(whole)
        # Half of them in the footer, which describes the rest.
        start = len(data) - 3000 if number % 2 else 0
        for _ in range(random.randint(1, 3)):
            data[random.randrange(start, len(data))] ^= 1 << random.randrange(8)
        path = tmp_path / f"{number}.parquet"
        path.write_bytes(data)
        try:
            (manifest,) = clean(path, output=str(tmp_path / f"out{number}"))
        except (InputError, ConfigError) as error:
            unnamed += [str(error)] * (str(path) not in str(error))
            failed += 1
        else:
            assert manifest.tally.records >= manifest.tally.rejected
    assert unnamed == []
    assert failed < 150


@pytest.mark.slow
def test_the_command_cleans_parquet_beside_jsonl(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    pq.write_table(table(4), tmp_path / "in" / "b.parquet")
    (tmp_path / "in" / "a.jsonl").write_bytes(b'{"text": "So."}\n')
    done = run("in", "out", *ONLY_SPACE, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [part.name for part in parts(tmp_path / "out")] == ["part-00000.jsonl", "part-00001.parquet"]
