"""JSONL in shards: each line once and in its order; what is not edited comes out byte for byte."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import Cleaner
from articlefix.config import Config
from articlefix.corpus import jsonl, plan, store
from articlefix.corpus.job import Input, Job, Manifest, Shard
from articlefix.corpus.shard import run_shard
from articlefix.errors import ConfigError, InputError, OutputError
from corpora import AFTER, BEFORE, lines, parts, record, records, rejects

CONFIG = Config.of({"only": ["whitespace"]})
VERSIONS = plan.versions(Cleaner())

Clean = Callable[..., list[Manifest]]


@pytest.fixture
def clean(tmp_path: Path) -> Clean:
    """Clean files in this process, shard by shard, into `tmp_path / "out"`."""

    def clean(*paths: Path, size: int = plan.SHARD_SIZE, **job: object) -> list[Manifest]:
        output = tmp_path / "out"
        made = Job(str(output), store.rejects_of(str(output)), CONFIG, VERSIONS)._replace(**job)  # type: ignore[arg-type]
        shards = plan.cut(plan.find(map(str, paths), str(output)), made.text_field, size)
        return [run_shard(made, shard) for shard in shards]

    return clean


@given(
    st.lists(st.text(st.sampled_from("ab\r"), max_size=12)),
    st.booleans(),
    st.integers(1, 40),
    st.integers(1, 20),
)
def test_every_line_is_in_one_shard(
    tmp_path_factory: pytest.TempPathFactory,
    texts: list[str],
    closed: bool,  # noqa: FBT001 - hypothesis gives it
    size: int,
    block: int,
) -> None:
    path = tmp_path_factory.mktemp("lines") / "in.jsonl"
    path.write_bytes("\n".join([*texts, *([""] if closed else [])]).encode())
    source = Input.of(str(path))
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonl, "_BLOCK", block)
        for number, (start, end, share) in enumerate(jsonl.bounds(source, size)):
            assert end - start == share <= size
            with path.open("rb") as file:
                found += list(jsonl._shard_lines(Shard(number, source, start, end, share), file))  # noqa: SLF001
    assert b"".join(line.data for line in found) == path.read_bytes()
    assert all(line.data.find(b"\n") in (-1, len(line.data) - 1) for line in found)
    assert [line.offset for line in found] == [
        sum(len(line.data) for line in found[:index]) for index in range(len(found))
    ]


def test_what_is_not_edited_comes_out_byte_for_byte(tmp_path: Path, clean: Clean) -> None:
    kept = [
        b'\xef\xbb\xbf{"text": "a byte order mark"}\r\n',
        b'{"n": 1.0, "i": 123456789012345678901234567890, "e": 1E+2, "d": "2024-01-05", "text": "so"}\n',
        b'  {"text" :"so" , "z":null,"a":[ 1,2 ]}\t\n',
        b"\n",
        b" \r\n",
        b'{"text": "caf\\u00e9 \\/ \xc3\xa9", "u": "\\u2028\xe2\x80\xa8\\ud800"}\n',
        b'{"text": null}\n',
        b'{"other": "no text"}\n',
        b"{}\n",
        b'{"text": "no line feed"}',
    ]
    edited = b'{"z": 1.50, "text": "caf\\u00e9 \\/ so \\nit was", "u": "\\u2028", "a": -0}\n'
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join([kept[0], edited, *kept[1:]]))
    (manifest,) = clean(path)
    repaired = edited.replace(b" \\n", b"\\n")
    assert parts(tmp_path / "out")[0].read_bytes() == b"".join([kept[0], repaired, *kept[1:]])
    tally = manifest.tally
    assert (tally.records, tally.changed, tally.without_text, tally.rejected) == (9, 1, 3, 0)
    assert (tally.edits, tally.affected) == ({"trailing-space": 1}, {"trailing-space": 1})


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_what_goes_in_compressed_comes_out_so(tmp_path: Path, clean: Clean, suffix: str) -> None:
    codec: Any = gzip if suffix == ".jsonl.gz" else jsonl.zstd_module()
    path = tmp_path / f"in{suffix}"
    # Two members in one file, as `cat a.gz b.gz` makes it.
    halves = [b"".join(record(number) for number in range(start, start + 500)) for start in (0, 500)]
    path.write_bytes(b"".join(map(codec.compress, halves)))
    (manifest,) = clean(path)
    (part,) = parts(tmp_path / "out")
    assert part.name == f"part-00000{suffix}" == manifest.part
    assert codec.decompress(part.read_bytes()) == b"".join(halves).replace(b" .  \\n", b" .\\n")
    assert manifest.tally.changed == 1000


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst"])
def test_a_flipped_bit_of_a_compressed_part_is_noticed(tmp_path: Path, clean: Clean, suffix: str) -> None:
    codec: Any = gzip if suffix == ".jsonl.gz" else jsonl.zstd_module()
    path = tmp_path / f"in{suffix}"
    path.write_bytes(codec.compress(b"".join(record(number) for number in range(500))))
    clean(path)
    (part,) = parts(tmp_path / "out")
    data, whole = part.read_bytes(), codec.decompress(part.read_bytes())
    unnoticed = 0
    for at in range(20, len(data), 7):
        flipped = data[:at] + bytes([data[at] ^ 8]) + data[at + 1 :]
        try:
            unnoticed += codec.decompress(flipped) != whole
        except Exception:  # noqa: BLE001, S112 - any error tells of it
            continue
    assert unnoticed == 0


def test_the_size_of_a_shard_changes_no_byte(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(record(number, BEFORE * (number % 5)) for number in range(300)))
    manifests = clean(path, size=1000)
    many = b"".join(part.read_bytes() for part in parts(tmp_path / "out"))
    assert len(manifests) == -(-path.stat().st_size // 1000)
    (tmp_path / "out").rename(tmp_path / "many")
    clean(path)
    assert parts(tmp_path / "out")[0].read_bytes() == many


def test_what_is_no_record_goes_to_the_rejects_as_it_is(tmp_path: Path, clean: Clean) -> None:
    bad = {
        b"{broken\n": "is not valid JSON: Expecting property name enclosed in double quotes at character 1",
        b'{"text": "\xff"}\n': "byte 0xff at 10 of the line is not UTF-8",
        b"[1]\n": "is not a JSON object",
        b'{"text": 5}\n': "the field 'text' does not hold a string",
        b'{"text": ["a"]}\n': "the field 'text' does not hold a string",
        b'{"text": "a", "text": "b"}\n': "has the field 'text' twice",
        b'{"text": "cut sh': "is not valid JSON: Unterminated string starting at at character 9",
    }
    path = tmp_path / "in.jsonl"
    good = [record(number) for number in range(len(bad))]
    path.write_bytes(b"".join(line for pair in zip(good, bad, strict=True) for line in pair))
    (manifest,) = clean(path)
    assert [found["id"] for found in records(tmp_path / "out")] == list(range(len(bad)))
    assert manifest.tally.rejected == len(bad)
    found = rejects(tmp_path / "out" / "_rejects")
    assert {entry["data"]: entry["reason"] for entry in found} == bad
    for entry in found:
        assert path.read_bytes()[entry["offset"] :].startswith(entry["data"])
        assert entry["file"] == str(path)


def test_a_truncated_file_gives_all_that_can_be_read_of_it(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl.gz"
    whole = b"".join(record(number, f"{number * 7919:x} .") for number in range(5000))
    path.write_bytes(gzip.compress(whole)[:-5000])
    (manifest,) = clean(path)
    out = b"".join(lines(parts(tmp_path / "out")[0]))
    cut, end = rejects(tmp_path / "out" / "_rejects")
    assert whole.startswith(out + cut["data"])
    assert len(out) > len(whole) // 2
    assert cut["data"].startswith(b'{"id"')
    assert (end["data"], end["offset"]) == (b"", len(out + cut["data"]))
    assert "cannot be decompressed beyond byte" in end["reason"]
    assert (manifest.tally.rejected, manifest.tally.broken) == (1, 1)


def test_what_is_no_gzip_at_all_is_said_so(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl.gz"
    path.write_bytes(record(1))
    (manifest,) = clean(path)
    assert (manifest.tally.records, manifest.tally.broken) == (0, 1)
    assert [entry["offset"] for entry in rejects(tmp_path / "out" / "_rejects")] == [0]


def test_edits_can_be_kept_in_a_column(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(record(1) + b"{}\n" + record(2, "So.") + b'{"text": "a", "articlefix_edits": 1}\n')
    clean(path, edits="column")
    edit = {"start": 9, "end": 11, "before": "  ", "replacement": "", "rules": ["trailing-space"]}
    assert records(tmp_path / "out") == [
        {"id": 1, "text": AFTER, "articlefix_edits": [edit]},
        {"articlefix_edits": []},
        {"id": 2, "text": "So.", "articlefix_edits": []},
    ]
    assert [entry["reason"] for entry in rejects(tmp_path / "out" / "_rejects")] == [
        "has a field 'articlefix_edits' already"
    ]


def test_edits_can_be_kept_in_a_file(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(record(1, "So.") + b'{"key": 12345678901234567890123, "text": "The end.  "}\n')
    clean(path, edits="file", id_field="key")
    (written,) = lines(tmp_path / "out" / "_edits" / "part-00000.jsonl")
    assert b'"id": 12345678901234567890123,' in written
    entry = json.loads(written)
    assert (entry["file"], entry["offset"]) == (str(path), len(record(1, "So.")))
    assert [edit["rules"] for edit in entry["edits"]] == [["trailing-space"]]
    assert entry["findings"] == []


def test_a_field_that_is_nowhere_is_refused_before_anything_is_done(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{broken\n{"id": 1, "content": "a"}\n')
    with pytest.raises(
        ConfigError, match=r"no record at the head of .* has a field 'contents'; did you mean 'content'"
    ):
        clean(path, text_field="contents")
    assert not (tmp_path / "out").exists()


def test_an_input_that_changes_meanwhile_fails(
    tmp_path: Path, clean: Clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(record(1))

    def touch(*_arguments: object) -> object:
        path.write_bytes(record(1) + record(2))
        return str(tmp_path / "out" / "part-00000.jsonl"), None

    monkeypatch.setattr(jsonl, "clean", touch)
    with pytest.raises(InputError, match="has changed since the run began"):
        clean(path)
    assert parts(tmp_path / "out") == []


def test_a_worker_with_other_versions_is_refused(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(record(1))
    with pytest.raises(ConfigError, match=r"a worker has articlefix .* was begun with articlefix 0\.0\.0: install"):
        clean(path, versions=(("articlefix", "0.0.0"),))


def test_another_profile_of_the_same_name_makes_another_run(tmp_path: Path) -> None:
    profile = tmp_path / "site.toml"
    found = []
    for articles in (20, 30):
        profile.write_text(f"version = 1\narticles = {articles}\n")
        found.append(dict(plan.versions(Cleaner(boilerplate_profile=str(profile)))))
    assert found[0]["boilerplate_profile"] != found[1]["boilerplate_profile"]
    assert {**found[0], "boilerplate_profile": ""} == {**found[1], "boilerplate_profile": ""}


def test_an_output_that_cannot_be_written_is_said_so(tmp_path: Path, clean: Clean) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(record(1))
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be written"):
        clean(path)


def test_a_line_without_end_is_held_no_further_than_its_limit_and_rejected(
    tmp_path: Path, clean: Clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "in.jsonl.gz"
    long = record(1, "a" * 5_000_000)
    path.write_bytes(gzip.compress(b"".join([record(0), long, record(2), b" " * 5_000_000])))
    monkeypatch.setattr(jsonl, "LARGEST", 1_000_000)
    monkeypatch.setattr(jsonl._shard_lines, "__defaults__", (1_000_000,))  # noqa: SLF001
    (manifest,) = clean(path)
    assert (manifest.tally.records, manifest.tally.rejected) == (4, 2)
    first, second = rejects(tmp_path / "out" / "_rejects")
    assert first["data"] == long[:1024]
    assert first["reason"] == f"has {len(long):,} bytes, more than 0 MB; here are its first 1,024"
    assert second["offset"] == len(record(0)) + len(long) + len(record(2))
    assert b"".join(lines(parts(tmp_path / "out")[0])).count(b"\n") == 2


def test_of_a_line_without_end_the_beginning_is_held() -> None:
    blocks = [b"a" * 1000] * 1000 + [b"a\nb\n"]
    first, second = jsonl.lines(blocks, longest=5000)
    assert (len(first.data), first.size) == (6000, 1_000_002)
    assert second == jsonl.Line(1_000_002, b"b\n", 2)


def test_folders_give_their_files_each_once(tmp_path: Path) -> None:
    names = ["b.jsonl", "a/c.jsonl.gz", "a/d.JSONL", "a/notes.txt", "_old/e.jsonl", ".git/f.jsonl", "out/g.jsonl"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = plan.find([str(tmp_path / "b.jsonl"), str(tmp_path)], str(tmp_path / "out"))
    assert [Path(item.path).relative_to(tmp_path).as_posix() for item in found] == [
        "b.jsonl",
        "a/c.jsonl.gz",
        "a/d.JSONL",
    ]
    with pytest.raises(InputError, match=r"has none of the endings \.jsonl"):
        list(plan.find([str(tmp_path / "a" / "notes.txt")], "out"))
    with pytest.raises(InputError, match="cannot be read: No such file"):
        list(plan.find([str(tmp_path / "none.jsonl")], "out"))
