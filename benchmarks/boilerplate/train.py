"""Train the weights of src/articlefix/pages/weights.json.

    python benchmarks/boilerplate/train.py FOLDER... > src/articlefix/pages/weights.json

A folder is as `measure` tells: those of pages teach which lines are the article, and all of them what is a page at
all. Everything is seeded; numpy and scikit-learn are pinned in constraints.txt (`--group training`), and other
versions may give other weights. So do other phrases of the languages: the trees of pages that are shipped were
trained before the last of these were added, those of extracts after. How good the weights are on pages that they
were not trained on judge.py tells.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from dressing import STRENGTHS, VERSIONS, dress, furniture, placed
from measure import GRAM, Text, grams, read, words
from scipy.sparse import csr_matrix
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from articlefix import Cleaner
from articlefix.core.document import Document
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import language
from articlefix.languages.detection import detect
from articlefix.pages import extract, features, kind
from articlefix.pages.forest import DIGITS
from articlefix.pages.model import Weights
from articlefix.pages.own import Own, own
from articlefix.text.paragraphs import Lines

LONG_LINE = 6  # words: enough to find a line in the gold by its own
LEAST_WEIGHT = 0.2
NEAR = 40
LONG_TEXT = 80  # characters: prose, which tells the language
FEWEST_PAGES = 5  # on which a word must stand to have a weight
FEWEST_PAGES_TOLD = 8
VALUES = 200
INNER_FOLDS = 5
FIRST_LINES = (0, 1)  # of the two forms of a page: with the title of its head, and without
RATE = 0.1
EXTRACTS = (None, None, *STRENGTHS, *STRENGTHS)  # how many lines an article wears at each place; none as it is
WITH_HEADLINE, CUT_OFF = 0.7, 0.4  # the shares of those that get a headline, and of those that are cut off
MOST_LEFT = 8  # paragraphs, of what is cut off
SITE = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]+\s+")
DRESSED = STRENGTHS[:2]  # in more lines than these articles are all but pages, and better cut than left
EARLY = Cleaner(only=["mojibake", "markup", "characters", "whitespace"])


class Seen(NamedTuple):
    """The lines of a text, the rule of each that is or may be furniture, and whether it is a page."""

    lines: list[str]
    rules: list[str | None]
    weak: list[str | None]
    is_page: bool


class Example:
    """The lines of a text and, where it is a page, which of them are its article."""

    def __init__(self, text: Text) -> None:
        cleaned = EARLY.clean(text.text).text
        self.name, self.kind = text.name, text.kind
        self.gold = EARLY.clean(text.gold).text
        self.lines = [line.text for line in Lines(Document(cleaned)).filled]
        tongue = detect("\n".join(line for line in self.lines if len(line) >= LONG_TEXT) or cleaned)
        self.tongue = tongue.partition("-")[0]
        self.rules, self.weak = judge(self.lines, vocabulary(language(tongue)))

    @cached_property
    def own(self) -> list[Own]:
        """What each line shows by itself."""
        return own(self.lines, self.tongue, self.rules, self.weak)

    @cached_property
    def sizes(self) -> list[int]:
        """How many words each line has."""
        return [len(words(line)) for line in self.lines]

    @cached_property
    def weights(self) -> Any:  # noqa: ANN401 - numpy is not typed where it is not installed
        """What each line weighs: long ones more, and a line of a long page less than one of a short page."""
        sizes = np.maximum(2, np.array(self.sizes)) ** 0.6
        return sizes / np.sqrt(sizes.sum())

    @cached_property
    def labels(self) -> list[bool]:
        """Which lines are in the gold: long ones by their 4-grams, short ones whole and beside long ones."""
        gold = grams(self.gold)
        whole = {" ".join(words(line)) for line in self.gold.split("\n")}
        own = map(grams, self.lines)
        labels = [bool(each) and 2 * (each & gold).total() >= each.total() for each in own]
        sure = [label if size >= LONG_LINE else None for label, size in zip(labels, self.sizes, strict=True)]
        for index, size in enumerate(self.sizes):
            if size < GRAM:
                sides = (sure[max(0, index - NEAR) : index][::-1], sure[index + 1 : index + NEAR])
                nearest = [next((label for label in side if label is not None), False) for side in sides]
                labels[index] = " ".join(words(self.lines[index])) in whole and any(nearest)
        return labels

    def rows(self, words: dict[str, float], told: dict[str, float], first: int) -> Any:  # noqa: ANN401 - as above
        """Return the numbers of each line from the `first` one on, as if none stood above it."""
        lines, rules, weak = self.own[first:], self.rules[first:], self.weak[first:]
        page = features.page(lines, rules, weak, words, told)
        return np.array(list(features.columns(page).values())).T


def of_short_lines(line: Own) -> Collection[str]:
    """Return the words of a line that is short."""
    return line.words


def of_sentences(line: Own) -> Collection[str]:
    """Return the words of a line that is sentences."""
    return line.told


def fit_words(
    examples: Sequence[Example], words_of: Callable[[Own], Collection[str]], fewest: int
) -> dict[str, float]:
    """Weigh the words of one kind of line, those that stand on at least `fewest` pages."""
    counts = Counter(
        word
        for page in examples
        for word in {word for line in page.own for word in words_of(line) if word.isalpha()}
    )
    column = {word: at for at, word in enumerate(sorted(word for word in counts if counts[word] >= fewest))}
    chosen = [
        (sorted({column[word] for word in words_of(line) if word in column}), label)
        for page in examples
        for line, label in zip(page.own, page.labels, strict=True)
        if words_of(line)
    ]
    at = np.repeat(np.arange(len(chosen)), [len(columns) for columns, _ in chosen])
    columns = np.concatenate([np.array(columns, int) for columns, _ in chosen])
    matrix = csr_matrix((np.ones(len(at)), (at, columns)), shape=(len(chosen), len(column)))
    fitted = LogisticRegression(C=0.05, max_iter=200, class_weight="balanced", solver="liblinear", random_state=0)
    fitted.fit(matrix, [label for _, label in chosen])
    weights = {word: round(float(fitted.coef_[0][at]), 2) for word, at in column.items()}
    return {word: weight for word, weight in weights.items() if abs(weight) >= LEAST_WEIGHT}


def coarse(rows: Any) -> Any:  # noqa: ANN401 - as above
    """Return numbers with a few values each, so that scikit-learn need not look for its own, which takes long."""
    for at in range(rows.shape[1]):
        values = np.unique(np.quantile(rows[:, at], np.linspace(0, 1, VALUES), method="lower"))
        rows[:, at] = values[np.searchsorted((values[1:] + values[:-1]) / 2, rows[:, at])]
    return rows


Fold = tuple[list[int], dict[str, float], dict[str, float]]
"""The numbers of some pages, and the weights of words that other pages teach."""


def fold_of_each(examples: Sequence[Example]) -> Iterator[Fold]:
    """Yield the pages in parts, each with the weights that the words have on the other pages."""
    for fold in range(INNER_FOLDS):
        others = [example for at, example in enumerate(examples) if at % INNER_FOLDS != fold]
        words = fit_words(others, of_short_lines, FEWEST_PAGES)
        told = fit_words(others, of_sentences, FEWEST_PAGES_TOLD)
        yield list(range(fold, len(examples), INNER_FOLDS)), words, told


def boost(rows: Any, labels: Any, weights: Any) -> HistGradientBoostingClassifier:  # noqa: ANN401 - as above
    """Boost small trees over the numbers of lines."""
    fitted = HistGradientBoostingClassifier(
        max_iter=120,
        max_leaf_nodes=8,
        min_samples_leaf=100,
        l2_regularization=10.0,
        max_features=0.3,
        learning_rate=RATE,
        early_stopping=False,
        random_state=0,
    )
    return fitted.fit(coarse(rows), labels, weights / weights.mean())


def fit_trees(examples: Sequence[Example], folds: Sequence[Fold]) -> HistGradientBoostingClassifier:
    """Boost trees that tell the lines of an article from the other lines of its page.

    Each page is taken as it is, the title of its head first, and without that line, as it is copied from a screen.
    """
    rows: dict[tuple[int, int], Any] = {}
    for numbers, short, told in folds:
        for at, first in product(numbers, FIRST_LINES):
            rows[at, first] = examples[at].rows(short, told, first)
    order = sorted(rows)
    weights = np.concatenate([examples[at].weights[first:] for at, first in order])
    labels = np.concatenate([examples[at].labels[first:] for at, first in order])
    return boost(np.vstack([rows[key] for key in order]), labels, weights)


class Extract(NamedTuple):
    """An article that may wear lines of a page, and which of its lines are its own."""

    tongue: str
    lines: list[str]
    labels: list[bool]


def headline(page: Example) -> str:
    """Return the title of a page without the name of its site."""
    return max(SITE.split(page.lines[0]), key=len)


def extracts(pages: Sequence[Example], parts: dict[str, dict[str, list[str]]]) -> Iterator[Extract]:
    """Yield the articles of pages as they are, and in lines of other pages of their language.

    Golds have no headline and are long, as what is extracted need not be: so some get one, and some are cut off.
    """
    everywhere = placed(parts[page.name] for page in pages)
    for tongue in sorted({page.tongue for page in pages}):
        own = [page for page in pages if page.tongue == tongue]
        known = {**everywhere, **placed(parts[page.name] for page in own)}
        known = {place: lines or everywhere[place] for place, lines in known.items()}
        for page, (number, most) in product(own, enumerate(EXTRACTS)):
            dice = random.Random(f"{page.name} {number}")  # noqa: S311 - the same lines each time are the point
            article = [line for line in page.gold.split("\n") if line.strip()]
            if dice.random() < CUT_OFF:
                article = article[: dice.randint(1, MOST_LEFT)]
            if dice.random() < WITH_HEADLINE:
                article = [headline(page), *article]
            yield extract_of(f"{page.name} {number}", tongue, article, known, most)


def extract_of(
    name: str, tongue: str, article: list[str], known: dict[str, list[list[str]]], most: tuple[int, int] | None
) -> Extract:
    """Return an article, in lines of pages where `most` tells how many."""
    text, added = "\n".join(article), set[str]()
    if most is not None:
        worn = dress(name, text, known, most)
        text, added = worn.text, set(worn.added)
    lines = [line.text for line in Lines(Document(text)).filled]
    return Extract(tongue, lines, [line not in added for line in lines])


def fit_extracts(pages: Sequence[Example], folds: Sequence[Fold]) -> HistGradientBoostingClassifier:
    """Boost trees that tell the short lines of an article from those of other pages that it wears."""
    parts = {page.name: furniture("\n".join(page.lines), page.gold) for page in pages}
    rows, labels, weights = [], [], []
    for numbers, *known in folds:
        for each in extracts([pages[at] for at in numbers], parts):
            if not extract.has_form_of_extract(each.lines):
                continue
            rules, weak = judge(each.lines, vocabulary(language(each.tongue)))
            lines = features.page(extract.read(each.lines, each.tongue, rules, weak), rules, weak, *known)
            short = np.array([len(line) <= extract.LONGEST for line in each.lines])
            rows.append(np.array(list(features.columns(lines).values())).T[short])
            labels.append(np.array(each.labels)[short])
            weights.append(np.full(short.sum(), 1 / np.sqrt(10 + len(each.lines))))
    return boost(np.vstack(rows), np.concatenate(labels), np.concatenate(weights))


def dressed(pages: Sequence[Example]) -> Iterator[Seen]:
    """Yield the articles of pages in a few lines of other pages, as extractors leave them: they are no pages."""
    known = placed(furniture("\n".join(page.lines), page.gold) for page in pages)
    for page, most, number in product(pages, DRESSED, range(VERSIONS)):
        text = dress(f"{page.name} {number}", page.gold, known, most).text
        lines = [line.text for line in Lines(Document(text)).filled]
        words = vocabulary(language(page.tongue))
        yield Seen(lines, *judge(lines, words), is_page=False)


def fit_page(examples: Sequence[Example]) -> list[float]:
    """Weigh the signs of a page, over all texts that pass for one at a first look; the constant comes last."""
    texts = [Seen(each.lines, each.rules, each.weak, each.kind == "page") for each in examples]
    texts += dressed([each for each in examples if each.kind == "page"])
    chosen = [each for each in texts if kind.may_be_page(each.lines, each.rules, each.weak)]
    rows = np.array([kind.signs(each.lines, each.rules, each.weak) for each in chosen])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    fitted = LogisticRegression(C=1.0, max_iter=1000)
    fitted.fit((rows - mean) / spread, [each.is_page for each in chosen])
    weights = fitted.coef_[0] / spread
    return [round(float(weight), 3) for weight in (*weights, fitted.intercept_[0] - weights @ mean)]


def base(fitted: HistGradientBoostingClassifier) -> float:
    """Return the log odds that the trees begin with."""
    return round(float(np.ravel(fitted._baseline_prediction)[0]), DIGITS)  # noqa: SLF001 - no public name gives it


def nodes(fitted: HistGradientBoostingClassifier) -> list[list[list[float]]]:
    """Return the trees as `Weights` has them; scikit-learn shrinks the values of leaves alone."""
    return [
        [
            [round(float(node["value"]), DIGITS)]
            if node["is_leaf"]
            else [
                int(node["feature_idx"]),
                float(f"{node['num_threshold']:.5g}"),
                int(node["left"]),
                int(node["right"]),
                round(RATE * float(node["value"]), 3),
            ]
            for node in tree.nodes
        ]
        for (tree,) in fitted._predictors  # noqa: SLF001 - no public name gives the nodes
    ]


def fit(examples: Sequence[Example]) -> Weights:
    """Return the weights that texts teach."""
    those = [example for example in examples if example.kind == "page"]
    folds = list(fold_of_each(those))
    of_pages, of_extracts = fit_trees(those, folds), fit_extracts(those, folds)
    words = fit_words(those, of_short_lines, FEWEST_PAGES)
    told = fit_words(those, of_sentences, FEWEST_PAGES_TOLD)
    return Weights(
        words,
        told,
        base(of_pages),
        nodes(of_pages),
        fit_page(examples),
        base(of_extracts),
        nodes(of_extracts),
    )


def main() -> None:
    """Write the weights of all texts to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    examples = [Example(text) for folder in parser.parse_args().folders for text in read(folder)]
    print(json.dumps(fit(examples)._asdict(), ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
