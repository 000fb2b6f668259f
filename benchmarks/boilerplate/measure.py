"""What the programs beside this one share: texts with their gold, and how far two texts agree.

A folder holds ID.page.txt, all the text of a page, or ID.NAME.txt, what an extractor called NAME gave of it, and
for both ID.gold.txt, the article; or ID/raw.txt, a page, and ID/clean.txt, as fixtures/courier does.
"""

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

GRAM = 4
_WORD = re.compile(r"\w+")
_SHORTEST_LINK, _LONGEST_LINK = 3, 60  # characters of lines that the pages of one site share
_FEWEST_SHARED, _SHARED = 6, 0.3


class Text(NamedTuple):
    """A text as scraped, and the article that it holds. `kind` is `page`, `gold` or an extractor's name."""

    name: str
    kind: str
    text: str
    gold: str


def read(folder: Path) -> list[Text]:
    """Return the texts of a folder, the golds among them, by name."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        name, kind, _ = path.name.split(".")
        gold = path.with_name(f"{name}.gold.txt")
        texts.append(Text(name, kind, path.read_text(encoding="utf-8"), gold.read_text(encoding="utf-8")))
    for path in sorted(folder.glob("*/raw.txt")):
        page, article = (path.with_name(name).read_text(encoding="utf-8") for name in ("raw.txt", "clean.txt"))
        texts += (Text(path.parent.name, "page", page, article), Text(path.parent.name, "gold", article, article))
    return texts


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Count the word 4-grams of a text."""
    found = words(text)
    return Counter(tuple(found[at : at + GRAM]) for at in range(len(found) - GRAM + 1))


def f1(text: str, gold: str) -> float:
    """Return how far two texts share their 4-grams, each counted as often as it stands."""
    ours, theirs = grams(text), grams(gold)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


def folds(texts: list[Text], count: int) -> dict[str, int]:
    """Return the fold of each text by its name; pages of one site, which share their short lines, go together."""
    lines: dict[str, set[str]] = {}
    for text in texts:
        if text.kind == "page":
            short = {line.strip() for line in text.text.split("\n") if len(line.strip()) <= _LONGEST_LINK}
            lines[text.name] = {line for line in short if len(line) >= _SHORTEST_LINK}
    site = {text.name: text.name for text in texts}
    names = sorted(lines)
    for at, name in enumerate(names):
        for other in names[:at]:
            least = max(_FEWEST_SHARED, _SHARED * min(len(lines[name]), len(lines[other])))
            if len(lines[name] & lines[other]) >= least:
                old = site[name]
                site = {key: site[other] if value == old else value for key, value in site.items()}
    order = {key: at for at, key in enumerate(sorted(set(site.values())))}
    return {name: order[key] % count for name, key in site.items()}
