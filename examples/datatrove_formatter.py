"""Clean documents in a datatrove pipeline.

    python examples/datatrove_formatter.py articles/ cleaned/

datatrove's own executors, readers and writers do the rest, on Slurm too. Mind that its local executor waits for
ever for a worker that was killed, and its reader gives up a file at the first byte that is not UTF-8:
`articlefix corpus` does neither.
"""

from __future__ import annotations

import sys

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.formatters.base import BaseFormatter
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from articlefix import Cleaner


class ArticlefixFormatter(BaseFormatter):  # type: ignore[misc]  # it has no types
    """Clean the text of each document; the options are those of `articlefix.Cleaner`."""

    name = "articlefix"

    def __init__(self, **options: object) -> None:
        super().__init__()
        self.cleaner = Cleaner(**options)  # it goes with the pipeline to the workers

    def format(self, text: str) -> str:
        """Return a text cleaned."""
        return self.cleaner.clean(text).text


def main(source: str, target: str) -> None:
    """Clean the JSONL files of a folder."""
    pipeline = [JsonlReader(source), ArticlefixFormatter(), JsonlWriter(target, compression=None)]
    LocalPipelineExecutor(pipeline, tasks=1, skip_completed=False).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
