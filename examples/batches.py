"""Clean batches of columns: with pyarrow here, and by the same function in Hugging Face Datasets and Ray Data.

python examples/batches.py articles.parquet cleaned.parquet

dataset.map(clean_batch, batched=True)          # datasets
ray.data.read_parquet(path).map_batches(clean_batch)  # Ray Data, whose arrays are iterated alike
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache

import pyarrow as pa
from pyarrow import parquet

from articlefix import Cleaner

SIZE = 1000
"""Rows in a batch."""


@cache
def cleaner() -> Cleaner:
    """Build one cleaner in each process that has work."""
    return Cleaner()


def clean_batch(batch: Mapping[str, Iterable[str | None]]) -> dict[str, object]:
    """Return a batch, a mapping of columns, with its column `text` cleaned."""
    clean = cleaner().clean
    return {**batch, "text": [None if text is None else clean(text).text for text in batch["text"]]}


def main(source: str, target: str) -> None:
    """Clean a Parquet file, batch by batch."""
    with parquet.ParquetFile(source) as file, parquet.ParquetWriter(target, file.schema_arrow) as writer:
        for batch in file.iter_batches(SIZE):
            cleaned = clean_batch(batch.to_pydict())
            writer.write_batch(pa.RecordBatch.from_pydict(cleaned, schema=file.schema_arrow))


if __name__ == "__main__":
    main(*sys.argv[1:])
