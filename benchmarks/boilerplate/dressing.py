"""Dress articles in a few lines of other pages, and count what the articles lose and how much of the lines goes.

    python benchmarks/boilerplate/dressing.py ARTICLES --pages FOLDER [--golds FOLDER]... [--show]

What an extractor leaves around an article is no page, and must not be cut as one. Each text of `ARTICLES` (folders
are searched for .txt files) gets lines of pages above it, between its paragraphs and below it, four times for each
of three strengths: at each place 1 to 2, 2 to 5, or 5 to 10 lines that follow one another on one page. They are the
lines of pages (ID.page.txt beside ID.gold.txt in `--pages`) that are not in the gold, by where they stood to it.
Chance has a fixed seed.

For each strength it prints how many texts were dressed, the share of the articles' words that were lost, how many
texts lost none, lost a tenth or more, and lost lines by the weights of pages, and the share of the lines that went.
Then come the articles as they are and, with `--golds`, those of more folders: nothing of them should go. `--show`
prints each removal of five words or more.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from measure import words

from articlefix import Cleaner, Edit

STRENGTHS = ((1, 2), (2, 5), (5, 10))
VERSIONS = 4
LONG_LINE = 80  # characters: what stands above the first such line of the gold is above the article
A_TENTH = 0.1
FEWEST_SHOWN = 5  # words
MOST_SHOWN = 160  # characters
CLEANER = Cleaner(only=["mojibake", "markup", "characters", "whitespace", "boilerplate"])
EARLY = Cleaner(only=["mojibake", "markup", "characters", "whitespace"])
PLACES = ("above", "between", "below")


class Dressed(NamedTuple):
    """An article with lines of a page, and the lines."""

    name: str
    article: str
    text: str
    added: list[str]


class Loss(NamedTuple):
    """How many words of its article a text lost, of how many, and how many of the lines that were added went."""

    lost: int
    words: int
    gone: int
    added: int
    is_weighed: bool


def furniture(page: str, gold: str) -> dict[str, list[str]]:
    """Return the lines of a page that are not its article, by where they stand to it."""
    inside = {line.strip() for line in gold.split("\n")}
    lines = [line.strip() for line in page.split("\n") if line.strip()]
    long = [at for at, line in enumerate(lines) if len(line) >= LONG_LINE and line in inside]
    if not long:
        return {}
    first, last = long[0], long[-1]
    parts = {"above": lines[:first], "between": lines[first:last], "below": lines[last:]}
    # A line that the gold holds in part is a paragraph of it, or its headline.
    return {place: [line for line in part if line not in gold] for place, part in parts.items()}


def placed(parts: Iterable[dict[str, list[str]]]) -> dict[str, list[list[str]]]:
    """Return for each place the lines of each page that has any there."""
    pages = list(parts)
    return {place: [lines for page in pages if (lines := page.get(place))] for place in PLACES}


def read_furniture(folders: Sequence[Path]) -> Iterator[dict[str, list[str]]]:
    """Yield the furniture of each page of folders."""
    for page in sorted(path for folder in folders for path in folder.rglob("*.page.txt")):
        gold = page.with_name(page.name.replace(".page.", ".gold."))
        yield furniture(page.read_text(encoding="utf-8"), gold.read_text(encoding="utf-8"))


def dress(name: str, article: str, known: dict[str, list[list[str]]], most: tuple[int, int]) -> Dressed:
    """Put lines of pages above an article, between its paragraphs, and below it."""
    dice = random.Random(f"{name} {most}")  # noqa: S311 - the same lines each time are the point
    added: dict[str, list[str]] = {}
    for place in PLACES:
        lines = dice.choice(known[place])
        start = dice.randrange(max(1, len(lines) - most[1] + 1))
        added[place] = lines[start : start + dice.randint(*most)]
    paragraphs = [line for line in article.split("\n") if line.strip()]
    middle = dice.randint(1, max(1, len(paragraphs) - 1))
    blank = "\n\n" if "\n\n" in article.strip() else "\n"
    parts = (added["above"], paragraphs[:middle], added["between"], paragraphs[middle:], added["below"])
    text = blank.join(line for part in parts for line in part)
    return Dressed(name, article, text, [line for lines in added.values() for line in lines])


def loss(dressed: Dressed) -> Loss:
    """Return what an article in its dress loses: words that stand less often in the result than in the article."""
    result = CLEANER.clean(dressed.text)
    own = Counter(words(EARLY.clean(dressed.article).text))
    lost = (own - Counter(words(result.text))).total()
    left = Counter(line.strip() for line in result.text.split("\n"))
    before = Counter(line.strip() for line in dressed.text.split("\n"))
    gone = sum(left[line] < before[line] for line in dressed.added)
    is_weighed = any("page-furniture" in edit.rules for edit in result.edits)
    return Loss(lost, own.total(), gone, len(dressed.added), is_weighed)


def report(name: str, losses: Sequence[Loss]) -> None:
    """Print the figures of one strength."""
    count = len(losses)
    shares = [each.lost / max(1, each.words) for each in losses]
    total = sum(each.lost for each in losses) / sum(each.words for each in losses)
    added = sum(each.added for each in losses)
    gone = f", {sum(each.gone for each in losses) / added:.1%} of {added} lines gone" if added else ""
    print(
        f"{name}: {count} texts, {total:.2%} of words lost,"
        f" {sum(not share for share in shares) / count:.1%} lose none,"
        f" {sum(share >= A_TENTH for share in shares)} a tenth or more,"
        f" {sum(each.is_weighed for each in losses)} weighed as pages{gone}"
    )


def removals(text: str) -> Iterator[Edit]:
    """Yield the edits that take five words or more away."""
    for edit in CLEANER.clean(text).edits:
        if len(words(text[edit.start : edit.end])) - len(words(edit.replacement)) >= FEWEST_SHOWN:
            yield edit


def show(name: str, text: str) -> None:
    """Print each removal of a text."""
    for edit in removals(text):
        gone = " / ".join(text[edit.start : edit.end].split("\n"))
        dots = "..." if len(gone) > MOST_SHOWN else ""
        print(f"  {name}:{edit.start} {','.join(edit.rules)} ({edit.evidence}) {gone[:MOST_SHOWN]}{dots}")


def golds(folders: Sequence[Path]) -> dict[str, str]:
    """Return the articles of folders by their path: each .txt file, or where there are .gold.txt files those."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    chosen = [path for path in paths if path.name.endswith(".gold.txt")] or paths
    return {str(path): path.read_text(encoding="utf-8") for path in chosen}


def main() -> None:
    """Dress the articles at each strength, then take them as they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--pages", action="append", type=Path, required=True, help="pages with their golds")
    parser.add_argument("--golds", action="append", type=Path, default=[], help="more articles, as they are")
    parser.add_argument("--show", action="store_true", help="print each removal of five words or more")
    arguments = parser.parse_args()
    articles = golds(arguments.articles)
    known = placed(read_furniture(arguments.pages))
    for most in STRENGTHS:
        versions = product(articles.items(), range(VERSIONS))
        dressed = [dress(f"{Path(name).name} {number}", text, known, most) for (name, text), number in versions]
        report(f"{most[0]} to {most[1]} lines", list(map(loss, dressed)))
    for title, texts in (("as they are", articles), ("golds", golds(arguments.golds))):
        if texts:
            report(title, [loss(Dressed(name, text, text, [])) for name, text in texts.items()])
            for name, text in texts.items() if arguments.show else ():
                show(name, text)


if __name__ == "__main__":
    main()
