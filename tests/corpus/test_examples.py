"""The examples, as a reader would run them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corpora import LIMIT

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
RECORDS: list[dict[str, Any]] = [
    {"id": number, "text": f"It was late , and {number} had gone to the sea with all that they had."}
    for number in range(300)
]
CLEANED = [{**record, "text": record["text"].replace(" ,", ",")} for record in RECORDS]
LINES = "".join(f"{json.dumps(record)}\n" for record in RECORDS).encode()


def run(name: str, *arguments: object, cwd: Path, data: bytes = b"") -> bytes:
    done = subprocess.run(
        [sys.executable, EXAMPLES / name, *map(str, arguments)],
        cwd=cwd,
        input=data,
        capture_output=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_a_pool_of_processes(tmp_path: Path) -> None:
    lines = run("pool.py", cwd=tmp_path, data=LINES).splitlines()
    assert [json.loads(line) for line in lines] == CLEANED


def test_batches_of_columns(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(pa.Table.from_pylist([*RECORDS, {"id": 300, "text": None}]), tmp_path / "in.parquet")
    run("batches.py", "in.parquet", "out.parquet", cwd=tmp_path)
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == [*CLEANED, {"id": 300, "text": None}]


def test_a_datatrove_pipeline(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_bytes(LINES)
    run("datatrove_formatter.py", "in", "out", cwd=tmp_path)
    (out,) = (tmp_path / "out").glob("*.jsonl")
    found = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert [record["text"] for record in found] == [record["text"] for record in CLEANED]
