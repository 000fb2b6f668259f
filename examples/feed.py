"""Read the entries of a feed with feedparser, and repair their titles and summaries.

python examples/feed.py feed.xml
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import feedparser

from articlefix import Cleaner

CLEANER = Cleaner(source="article")  # entities, leftover tags, “The post … appeared first on …”


def entries(feed: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the summary of each entry, repaired."""
    for entry in feedparser.parse(feed).entries:
        yield CLEANER.clean(entry.get("title", "")).text, CLEANER.clean(entry.get("summary", "")).text


if __name__ == "__main__":
    for title, summary in entries(Path(sys.argv[1]).read_text(encoding="utf-8")):
        print(f"{title}\n{summary}\n")
