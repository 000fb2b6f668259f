"""The command: what it refuses, tells and draws. What it does to records is in the tests of the formats."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from articlefix.cli import corpus, main
from articlefix.corpus import rates
from articlefix.corpus.job import Done, Input, Progress, Shard, Tally
from command_line import Stream
from corpora import AFTER, ONLY_SPACE, bytes_of, parts, record, records, run, write

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"


def test_a_folder_is_cleaned_into_another(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write(tmp_path / "in" / "b.jsonl", range(5, 10))
    write(tmp_path / "in" / "a.jsonl", range(5))
    done = run("in", "in/out", *ONLY_SPACE, "--plot", "rates.svg", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert [(found["id"], found["text"]) for found in records(tmp_path / "in" / "out")] == [
        (number, AFTER) for number in range(10)
    ]
    assert "10 records in 2 parts: 10 changed, 0 left alone, 0 without text, 0 rejected" in done.stderr
    row = next(line for line in done.stderr.splitlines() if line.startswith("trailing-space"))
    assert row.split() == ["trailing-space", "whitespace", "10", "0", "10", "100.00%", "█" * 24]
    # Again, with the output among the inputs now: nothing is left to do.
    again = run("in", "in/out", *ONLY_SPACE, cwd=tmp_path)
    assert again.returncode == 0
    assert "2 parts of 2 are done already" in again.stderr
    assert [text.text for text in ET.parse(tmp_path / "rates.svg").iter(f"{SVG}text")] == [  # noqa: S314 - our own
        "Share of 10 records in which a rule repaired or found anything",
        "trailing-space",
        "100.00%",
    ]


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(200))
    for workers in (1, 3):
        options = ("--shard-size", "2k", "--workers", workers, "-q", *ONLY_SPACE)
        done = run("in.jsonl", f"out{workers}", *options, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert bytes_of(tmp_path / "out1") == bytes_of(tmp_path / "out3")
    assert len(parts(tmp_path / "out1")) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing argument"),
        (["in.jsonl"], "give the inputs and, last, the folder for the output"),
        (["in.jsonl", "in.jsonl"], "OUTPUT is a folder, and in.jsonl is a file: name a folder last"),
        (["none.jsonl", "out"], "none.jsonl: cannot be read: No such file or directory"),
        (["notes.txt", "out"], "notes.txt: has none of the endings .jsonl, .jsonl.gz, .jsonl.zst, .parquet"),
        (["empty", "out"], "empty: holds no .jsonl, .jsonl.gz, .jsonl.zst or .parquet file"),
        (["in.jsonl", "out", "--text-field", "txt"], "did you mean 'text'?"),
        (["in.jsonl", "out", "--shard-size", "big"], "'big' is not a size; give one such as 32MB"),
        (["in.jsonl", "out", "--shard-size", "0"], "'0' is not a size"),
        (["in.jsonl", "out", "--workers", "0"], "0 is not in the range x>=1"),
        (["in.jsonl", "out", "--scheduler", "tcp://a:1"], "--scheduler is Dask's: give --engine dask as well"),
        (
            ["in.jsonl", "out", "--engine", "dask", "--scheduler", "tcp://a:1", "--workers", "2"],
            "the workers of a cluster are started with it: leave out --workers",
        ),
        (["in.jsonl", "out", "--only", "quote"], "did you mean 'quotes'?"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_made(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_bytes(record(1))
    (tmp_path / "notes.txt").touch()
    (tmp_path / "empty").mkdir()
    assert main(["corpus", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("given", "size"), [("1", 1), ("64MB", 64 << 20), ("3 GiB", 3 << 30), ("10k", 10 << 10), ("7b", 7)]
)
def test_sizes_are_read(given: str, size: int) -> None:
    assert corpus._as_size(None, None, given) == size  # type: ignore[arg-type]  # noqa: SLF001


def test_progress_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(b"", terminal=True)
    monkeypatch.setattr("sys.stderr", stream)
    shards = [Shard(number, Input("a", 200, 0), 0, 1, 100) for number in range(2)]
    with corpus._shown(shards, quiet=False) as show:  # noqa: SLF001
        for event in (Progress(0, 1234, 50), Progress(1, 10, 1), Done(0)):
            show(event)
    stream.flush()
    shown = stream.detach().getvalue().decode()  # type: ignore[attr-defined]
    assert "1,244 records" in shown
    assert "50%" in shown  # one of the two is done, and 1% of the other is rounded away
    assert "/s" in shown


def test_no_progress_is_shown_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(b"", terminal=False)
    monkeypatch.setattr("sys.stderr", stream)
    with corpus._shown([], quiet=False) as show:  # noqa: SLF001
        show(Done(0))
    stream.flush()
    assert stream.detach().getvalue() == b""  # type: ignore[attr-defined]


def test_rates_are_shares_of_all_records() -> None:
    tally = Tally()
    tally.records = 200
    tally.add(Tally({"edits": {"a<b": 7}, "findings": {"c": 3}, "affected": {"a<b": 5, "c": 1}}))
    found = rates.rates(tally, {"a<b": "d"})
    assert found == [rates.Rate("a<b", "d", 7, 0, 5, 0.025), rates.Rate("c", "", 0, 3, 1, 0.005)]
    bars = [bar for bar in ET.fromstring(rates.svg(found, 200)).iter(f"{SVG}rect") if bar.get("height") == "14"]  # noqa: S314
    assert [float(bar.get("width", "")) for bar in bars] == [420, 84]
    assert ET.fromstring(rates.svg([], 0)) is not None  # noqa: S314 - our own
    assert rates.table([]) == []


def test_a_manifest_tells_what_was_done(tmp_path: Path) -> None:
    write(tmp_path / "in.jsonl", range(3))
    run("in.jsonl", "out", *ONLY_SPACE, cwd=tmp_path)
    manifest = json.loads((tmp_path / "out" / "_done" / "part-00000.json").read_bytes())
    assert manifest["shard"]["input"][:2] == [str(tmp_path / "in.jsonl"), (tmp_path / "in.jsonl").stat().st_size]
    assert manifest["part"] == "part-00000.jsonl"
    assert manifest["tally"]["records"] == 3
