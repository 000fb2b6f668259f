"""Count how often the language of a short text is told, told wrongly, and not told.

    python benchmarks/languages.py [--pieces N] PATH...

Each path is a text or a folder of texts, whose names begin with the tag of their language (`de.news.txt`), or with
that of a language which has no file: there `und` is right. Each text is cut at spaces into pieces of 100, 300 and
1,000 characters, lines together as far as they go.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from articlefix.languages import UNDETERMINED, known
from articlefix.languages.detection import detect

LENGTHS = (100, 300, 1000)


def pieces(text: str, length: int, count: int) -> Iterator[str]:
    """Yield pieces of a text, from all over it."""
    flat = " ".join(text.split())
    starts = range(0, max(1, len(flat) - length), max(length, (len(flat) - length) // count))
    for start in [*starts][:count]:
        piece = flat[flat.find(" ", start) + 1 if start and " " in flat[start : start + length] else start :]
        yield piece[:length].rpartition(" ")[0] or piece[:length]


def main() -> None:
    """Print a line for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pieces", type=int, default=200, help="of a text, at each length")
    arguments = parser.parse_args()
    files = [file for path in arguments.paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    told: dict[tuple[str, int], Counter[str]] = {}
    for file in files:
        tag = file.name.partition(".")[0]
        for length in LENGTHS:
            table = told.setdefault((tag, length), Counter())
            table.update(map(detect, pieces(file.read_text(encoding="utf-8"), length, arguments.pieces)))
    tags = sorted({tag for tag, _ in told})
    shares = {key: _shares(key[0], table) for key, table in told.items()}
    for tag in tags:
        cells = [_cell(*shares[tag, length]) for length in LENGTHS]
        claims = [f"{claim} {count}" for claim, count in told[tag, LENGTHS[0]].most_common(4) if claim != tag]
        print(f"{tag:4}", *cells, " ", ", ".join(claims))
    columns = [[shares[tag, length] for tag in tags] for length in LENGTHS]
    print("mean", *(_cell(*(sum(parts) / len(tags) for parts in zip(*column, strict=True))) for column in columns))


def _shares(tag: str, table: Counter[str]) -> tuple[float, float]:
    """Return the shares of the pieces of a language that are told right and wrong."""
    right = table[tag if tag in known() else UNDETERMINED]
    told = table.total() - table[UNDETERMINED] if tag in known() else table.total()
    return right / table.total(), (told - right) / table.total()


def _cell(right: float, wrong: float) -> str:
    return f"{right:6.1%} {wrong:6.1%}"


if __name__ == "__main__":
    main()
