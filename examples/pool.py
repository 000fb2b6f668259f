"""Clean the texts of your own program in a pool of processes: no files, no framework.

    python examples/pool.py < articles.jsonl > cleaned.jsonl

A `Cleaner` can be pickled, but need not be sent with each task: here every worker builds its own, once.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from articlefix import Cleaner

_cleaner: Cleaner


def prepare() -> None:
    """Build the cleaner of this worker."""
    global _cleaner  # noqa: PLW0603 - how a pool's worker keeps what it builds once
    _cleaner = Cleaner()


def clean(text: str) -> str:
    """Return a text cleaned."""
    return _cleaner.clean(text).text


def clean_all(texts: Iterable[str], workers: int = 2) -> Iterator[str]:
    """Yield the texts cleaned, in their order."""
    with ProcessPoolExecutor(workers, get_context("spawn"), prepare) as pool:
        # Some hundred texts a task: what is sent costs little beside what is done.
        yield from pool.map(clean, texts, chunksize=200)


def main() -> None:
    """Clean the field `text` of the lines of standard input."""
    records = [json.loads(line) for line in sys.stdin]
    for record, text in zip(records, clean_all(record["text"] for record in records), strict=True):
        print(json.dumps({**record, "text": text}, ensure_ascii=False))


if __name__ == "__main__":
    main()
