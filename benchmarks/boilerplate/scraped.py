"""Judge what articlefix makes of pages that a converter turned into Markdown, and of Markdown that somebody wrote.

    python benchmarks/boilerplate/scraped.py PAGES --gold FOLDER... [--authored FOLDER...] [--worst COUNT]

PAGES holds ID.CONVERTER.md, all of a page, and one of the folders of `--gold` ID.gold.txt, its article. The figure
is the F1 of words (multisets) that a reader sees: the text of links and not their targets, and no pictures. It is
given for the page untouched, for it cleaned as Markdown, and for what a reader sees of it cleaned as plain text.

Below `--authored` no line may go: each text that is taken for a page is named. `--worst` names the pages with the
lowest figures.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from markdown_it import MarkdownIt
from measure import words

from articlefix import Cleaner

RULE = "page-furniture"


class Judged(NamedTuple):
    """A page by its name, with the F1 of it untouched, cleaned as Markdown, and as plain text; and what is lost."""

    name: str
    untouched: float
    markdown: float
    plain: float
    precision: float
    recall: float


@cache
def parser() -> MarkdownIt:
    """Return the parser of pages."""
    return MarkdownIt("commonmark").enable("table")


def seen(markdown: str) -> str:
    """Return the text that a reader sees of Markdown, a block on each line."""
    blocks = (token for token in parser().parse(markdown) if token.type in ("inline", "fence", "code_block"))
    return "\n".join(
        "".join(
            child.content
            if child.type in ("text", "code_inline", "text_special")
            else " " * (child.tag in ("br", ""))
            for child in block.children
        )
        if block.children is not None
        else block.content
        for block in blocks
    )


def agreement(text: str, gold: str) -> tuple[float, float, float]:
    """Return the F1 of the words of two texts, with the precision and the recall."""
    ours, theirs = Counter(words(text)), Counter(words(gold))
    both = (ours & theirs).total()
    precision, recall = both / max(1, ours.total()), both / max(1, theirs.total())
    return 2 * both / max(1, ours.total() + theirs.total()), precision, recall


def judged(pages: Path, golds: list[Path]) -> Iterator[Judged]:
    """Yield the figures of each page."""
    markdown, plain = Cleaner(format="markdown"), Cleaner(format="text")
    for path in sorted(pages.glob("*.*.md")):
        name = path.name.partition(".")[0]
        gold = next(
            file.read_text(encoding="utf-8") for each in golds if (file := each / f"{name}.gold.txt").exists()
        )
        text = path.read_text(encoding="utf-8")
        shown = seen(text)
        figure, precision, recall = agreement(seen(markdown.clean(text).text), gold)
        yield Judged(
            path.name,
            agreement(shown, gold)[0],
            figure,
            agreement(plain.clean(shown).text, gold)[0],
            precision,
            recall,
        )


def taken_for_pages(folders: list[Path]) -> Iterator[tuple[Path, int]]:
    """Yield each authored text with the characters that it loses as a page."""
    cleaner = Cleaner(format="markdown", only=["boilerplate"])
    for path in sorted(path for folder in folders for path in folder.rglob("*.md")):
        result = cleaner.clean(path.read_text(encoding="utf-8"))
        yield path, sum(edit.end - edit.start for edit in result.edits if RULE in edit.rules)


def main() -> None:
    """Judge the pages of a folder, and the authored texts of others."""
    parser_ = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser_.add_argument("pages", type=Path)
    parser_.add_argument("--gold", nargs="+", type=Path, required=True)
    parser_.add_argument("--authored", nargs="*", type=Path, default=[])
    parser_.add_argument("--worst", type=int, default=0)
    arguments = parser_.parse_args()
    pages = list(judged(arguments.pages, arguments.gold))
    for converter in sorted({page.name.split(".")[1] for page in pages}):
        chosen = [page for page in pages if page.name.split(".")[1] == converter]
        print(f"{converter}: {len(chosen)} pages")
        for name in ("untouched", "markdown", "plain"):
            print(f"  {name:10} F1 {fmean(getattr(page, name) for page in chosen):.4f}")
        whole = (fmean(getattr(page, name) for page in chosen) for name in ("precision", "recall"))
        print("  markdown   precision {:.4f}, recall {:.4f}".format(*whole))
    for page in sorted(pages, key=lambda page: page.markdown)[: arguments.worst]:
        print(
            f"{page.markdown:.3f} {page.name}: precision {page.precision:.3f}, recall {page.recall:.3f},"
            f" untouched {page.untouched:.3f}, as plain text {page.plain:.3f}"
        )
    if arguments.authored:
        authored = list(taken_for_pages(arguments.authored))
        taken = [(path, lost) for path, lost in authored if lost]
        print(f"{len(taken)} of {len(authored)} authored texts are taken for pages")
        for path, lost in taken:
            print(f"  {path}: {lost} characters go")


if __name__ == "__main__":
    main()
