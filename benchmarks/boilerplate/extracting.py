"""Judge what `--format html` makes of pages of HTML, beside trafilatura alone, against the articles' gold.

    python benchmarks/boilerplate/extracting.py [--show N] FOLDER...

A folder holds ID.html, a page, and ID.gold.txt, its article. The figure is the F1 of word 4-grams (multisets), the
mean over pages. What articlefix does to what trafilatura extracts can only be little, and must never be for the
worse: `--show` prints the first lines that it took from pages that became so.
"""

import argparse
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from measure import f1

from articlefix import Cleaner
from articlefix.errors import ExtractionError

LEAST = 1e-9


class Page(NamedTuple):
    """What was extracted from a page and what became of it, and the F1 of both."""

    name: str
    extracted: str
    cleaned: str
    alone: float
    repaired: float


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder, less those in which nothing is found."""
    cleaner = Cleaner(format="html")
    for path in sorted(folder.glob("*.html")):
        gold = path.with_suffix(".gold.txt").read_text(encoding="utf-8")
        try:
            result = cleaner.clean(path.read_text(encoding="utf-8"))
        except ExtractionError:
            print(f"{path.name}: no article is found")
            continue
        yield Page(path.stem, result.original, result.text, f1(result.original, gold), f1(result.text, gold))


def main() -> None:
    """Judge the pages of each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0, help="how many pages that became worse to show")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        judged = list(pages(folder))
        worse = [page for page in judged if page.repaired < page.alone - LEAST]
        better = sum(page.repaired > page.alone + LEAST for page in judged)
        alone, repaired = fmean(page.alone for page in judged), fmean(page.repaired for page in judged)
        print(
            f"{folder.name}: {len(judged)} pages: F1 {alone:.4f} of trafilatura alone, {repaired:.4f} of articlefix"
        )
        print(f"  {better} better, {len(worse)} worse")
        for page in worse[: arguments.show]:
            print(f"{page.name}: {page.alone:.4f} -> {page.repaired:.4f}")
            lines = (page.extracted.splitlines(), page.cleaned.splitlines())
            print("\n".join(line for line in unified_diff(*lines, lineterm="", n=0) if not line.startswith("@@")))


if __name__ == "__main__":
    main()
