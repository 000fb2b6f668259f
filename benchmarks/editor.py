"""Measure how long the language server takes for a change in an article of 20 kB.

    python benchmarks/editor.py [--size N] FOLDER...

Each folder is searched for `.txt` and `.md` files. Those of one kind are put together until they have the size, as
they are and with a space before each tenth comma. A letter is typed in the middle several times; the processor time
of the least and of the middle change is printed, the diagnostics with it. The server waits besides, for a pause of
the keys.
"""

import argparse
import re
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from articlefix import Cleaner
from articlefix.server import answers
from articlefix.server.articles import Articles

CHANGES = 7
DOCUMENTS = 4
EVERY = 10


def documents(folders: list[Path], suffix: str, size: int) -> Iterator[str]:
    """Yield a few documents of the size, made of the files of one kind."""
    paths = sorted(path for folder in folders for path in folder.rglob(f"*{suffix}"))
    text = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in paths[: 20 * DOCUMENTS])
    for number in range(min(DOCUMENTS, len(text) // size)):
        yield text[number * size : (number + 1) * size]


def damaged(text: str) -> str:
    """Put a space before each tenth comma."""
    numbers = count(1)
    return re.sub(r",(?=\s)", lambda _: " ," if next(numbers) % EVERY == 0 else ",", text)


def changes(name: str, text: str, cleaner: Cleaner) -> tuple[list[float], int]:
    """Return the seconds that each of several changes took, sorted, and how many problems there are."""
    articles = Articles(lambda: lambda _path: cleaner)
    seconds, found = [], 0
    middle = len(text) // 2
    for number in range(CHANGES):
        start = time.process_time()
        article = articles.check("a", name, f"{text[:middle]}{'x' * number}{text[middle:]}", number, "utf-16")
        found = len(answers.diagnostics(article)) if article else 0
        seconds.append(time.process_time() - start)
    return sorted(seconds), found


def main() -> None:
    """Print the time of a change in each document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--size", type=int, default=20_000)
    arguments = parser.parse_args()
    print(f"{'':16}{'problems':>10}{'least ms':>10}{'middle ms':>11}")
    for suffix, style in ((".txt", "text"), (".md", "markdown")):
        cleaner = Cleaner(format=style)
        cleaner.clean("“It is late,” he said.\n")
        for text in documents(arguments.folders, suffix, arguments.size):
            for kind, article in (("as it is", text), ("damaged", damaged(text))):
                seconds, found = changes(f"article{suffix}", article, cleaner)
                least, middle = seconds[0] * 1000, seconds[CHANGES // 2] * 1000
                print(f"{suffix} {kind:12}{found:10}{least:10.1f}{middle:11.1f}")


if __name__ == "__main__":
    main()
