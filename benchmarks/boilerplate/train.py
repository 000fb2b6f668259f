"""Train the weights of data/page_model.json on pages and their articles, and judge them on pages not seen.

    python benchmarks/boilerplate/train.py [--folds 5] [--write FILE] FOLDER...

A folder holds ID.page.txt, all the text of a page, and ID.gold.txt, its article. The figure is the F1 of word
4-grams, the mean over documents, of pages that the weights were not trained on. Needs numpy and scikit-learn.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np  # type: ignore[import-not-found, unused-ignore]
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found, unused-ignore]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found, unused-ignore]

from articlefix import Cleaner
from articlefix.document import Document
from articlefix.language import detect
from articlefix.passes import boilerplate
from articlefix.passes.boilerplate import features, model
from articlefix.passes.paragraphs import Lines

GRAM = 4
LONG_LINE = 6  # words: enough to find a line in the gold by its own
LEAST_WEIGHT = 0.2
NEAR = 40
LONG_TEXT = 80  # characters: prose, which tells the language
FEWEST_PAGES = 5  # on which a word must stand to have a weight
EARLY = Cleaner(only=["mojibake", "markup", "characters", "whitespace"])
WORD = re.compile(r"\w+")


def grams(text: str) -> Counter[tuple[str, ...]]:
    """Count the word 4-grams of a text."""
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + GRAM]) for at in range(len(words) - GRAM + 1))


def f1(text: str, gold: str) -> float:
    """Return how far two texts share their 4-grams."""
    ours, theirs = grams(text), grams(gold)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0


class Page:
    """The lines of a page and which of them are its article."""

    def __init__(self, page: Path) -> None:
        text = EARLY.clean(page.read_text(encoding="utf-8")).text
        gold_file = page.with_name(page.name.replace(".page.", ".gold."))
        self.gold = EARLY.clean(gold_file.read_text(encoding="utf-8")).text
        self.lines = [line.text for line in Lines(Document(text)).filled]
        self.rules, weak = boilerplate.judge(self.lines)
        tongue = detect("\n".join(line for line in self.lines if len(line) >= LONG_TEXT) or text)
        self.own = features.own(self.lines, tongue.partition("-")[0], self.rules, weak)
        self.sizes = [len(WORD.findall(line)) for line in self.lines]
        self.labels = self._labels()
        self.weights = np.maximum(2, np.array(self.sizes)) ** 0.6
        self.weights /= np.sqrt(self.weights.sum())

    def _labels(self) -> list[bool]:
        """Find each line in the gold: long ones by their 4-grams, short ones whole and beside long ones."""
        gold = grams(self.gold)
        whole = {" ".join(WORD.findall(line)) for line in self.gold.split("\n")}
        labels = []
        for line in self.lines:
            own = grams(line)
            labels.append(bool(own) and 2 * (own & gold).total() >= own.total())
        sure = [label if size >= LONG_LINE else None for label, size in zip(labels, self.sizes, strict=True)]
        for index, size in enumerate(self.sizes):
            if size < GRAM:
                sides = (sure[max(0, index - NEAR) : index][::-1], sure[index + 1 : index + NEAR])
                nearest = [next((label for label in side if label is not None), False) for side in sides]
                labels[index] = " ".join(WORD.findall(self.lines[index])) in whole and any(nearest)
        return labels

    def rows(self, words: dict[str, float]) -> list[list[float]]:
        """Return the numbers of each line."""
        return features.rows(self.own, self.rules, [features.lexical(line.words, words) for line in self.own])


def fit_words(pages: list[Page]) -> dict[str, float]:
    """Weigh the words of short lines."""
    counts = Counter(
        word for page in pages for word in {word for line in page.own for word in line.words if word.isalpha()}
    )
    column = {word: at for at, word in enumerate(sorted(word for word in counts if counts[word] >= FEWEST_PAGES))}
    chosen = [
        (line.words, label)
        for page in pages
        for line, label in zip(page.own, page.labels, strict=True)
        if line.words
    ]
    matrix = np.zeros((len(chosen), len(column)), np.float32)
    for at, (words, _) in enumerate(chosen):
        matrix[at, [column[word] for word in words if word in column]] = 1
    fitted = LogisticRegression(C=0.05, max_iter=300, class_weight="balanced").fit(matrix, [y for _, y in chosen])
    weights = {word: round(float(fitted.coef_[0][at]), 2) for word, at in column.items()}
    return {word: weight for word, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def fit_trees(pages: list[Page], rows: list[Any]) -> HistGradientBoostingClassifier:
    """Boost small trees over the numbers of all lines."""
    fitted = HistGradientBoostingClassifier(
        max_iter=120,
        max_leaf_nodes=8,
        min_samples_leaf=100,
        l2_regularization=10.0,
        max_features=0.3,
        random_state=0,
    )
    weights = np.concatenate([page.weights for page in pages])
    return fitted.fit(np.vstack(rows), np.concatenate([page.labels for page in pages]), weights / weights.mean())


def written(words: dict[str, float], fitted: HistGradientBoostingClassifier) -> str:
    """Return the weights as `model` reads them."""
    trees = [
        [
            [round(float(node["value"]), 4)]
            if node["is_leaf"]
            else [
                int(node["feature_idx"]),
                float(f"{node['num_threshold']:.5g}"),
                int(node["left"]),
                int(node["right"]),
            ]
            for node in tree.nodes
        ]
        for (tree,) in fitted._predictors  # noqa: SLF001 - no public name gives the nodes
    ]
    base = round(float(np.ravel(fitted._baseline_prediction)[0]), 4)  # noqa: SLF001 - likewise
    return json.dumps({"words": words, "base": base, "trees": trees}, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Judge by folds; write the weights of all pages where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", type=Path)
    arguments = parser.parse_args()
    paths = [path for folder in arguments.folders for path in sorted(folder.glob("*.page.txt"))]
    pages = [Page(path) for path in paths]
    order = np.random.default_rng(0).permutation(len(pages)) % arguments.folds
    rows: list[Any] = [None] * len(pages)
    for fold in range(arguments.folds):
        words = fit_words([page for page, at in zip(pages, order, strict=True) if at != fold])
        for index, page in enumerate(pages):
            if order[index] == fold:
                rows[index] = np.array(page.rows(words))
    scores: dict[str, list[float]] = {}
    for fold in range(arguments.folds):
        seen = [index for index in range(len(pages)) if order[index] != fold]
        fitted = fit_trees([pages[index] for index in seen], [rows[index] for index in seen])
        for index in np.flatnonzero(order == fold).tolist():
            page = pages[index]
            stays = model.smooth(fitted.predict_proba(rows[index])[:, 1].tolist())
            text = "\n".join(line for line, stay in zip(page.lines, stays, strict=True) if stay)
            scores.setdefault(paths[index].parent.name, []).append(f1(text, page.gold))
    for name, values in scores.items():
        print(f"{name}: F1 {np.mean(values):.4f} of {len(values)} pages")
    if arguments.write:
        arguments.write.write_text(written(fit_words(pages), fit_trees(pages, rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
