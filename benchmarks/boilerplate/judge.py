"""Judge what articlefix makes of pages, of extractors' outputs and of articles, against the articles' gold.

    python benchmarks/boilerplate/judge.py FOLDER...
    python benchmarks/boilerplate/judge.py --held-out FOLDER...

A folder is as `measure` tells. The figure is the F1 of word 4-grams (multisets), the mean over texts:

- pages: untouched, the lines of more than 80 characters, and articlefix; and articlefix without the first line, the
  title of the head, which is not among the text that one copies from a screen;
- extracted: the error 1 - F1 against that of the text untouched, and how many texts got worse;
- gold: the article given as input, and how many lose nothing, where a repaired character is no loss.

The weights that are shipped have seen the texts they were trained on. `--held-out` trains them anew (train.py) for
each fold without the texts of it, the pages of one site together, and judges each text by weights that have not
seen it: that is the figure to believe. It takes some minutes.
"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from statistics import fmean
from unittest import mock

from measure import Text, f1, folds, read

from articlefix import Cleaner
from articlefix.pages import model

LONG_LINE = 80
FOLDS = 5
LEAST_LOSS = 1e-9
UNTITLED = "untitled"


def long_lines(text: str) -> str:
    """Keep the lines of more than 80 characters, as many scripts do."""
    return "\n".join(line for line in text.split("\n") if len(line) > LONG_LINE)


def with_untitled(texts: Iterable[Text]) -> Iterator[Text]:
    """Yield each text, and each page without its first line as well."""
    for text in texts:
        yield text
        if text.kind == "page":
            yield text._replace(kind=UNTITLED, text=text.text.lstrip().partition("\n")[2])


def cleaned(texts: Iterable[Text]) -> Iterator[tuple[Text, str]]:
    """Yield each text, each page without its first line as well, with what articlefix makes of it."""
    cleaner = Cleaner()
    for text in with_untitled(texts):
        yield text, cleaner.clean(text.text).text


def held_out(texts: list[Text], everything: list[Text]) -> Iterator[tuple[Text, str]]:
    """Yield each text with what articlefix makes of it by weights that have not seen it."""
    from train import Example, fit  # noqa: PLC0415 - it needs what the shipped weights do not

    fold = folds(everything, FOLDS)
    examples = [Example(text) for text in everything]
    for number in range(FOLDS):
        fitted = model.Model(fit([example for example in examples if fold[example.name] != number]))
        with mock.patch.object(model, "model", lambda fitted=fitted: fitted):
            yield from cleaned([text for text in texts if fold[text.name] == number])


def report(folder: str, results: list[tuple[Text, str]], tidy: Callable[[str], str]) -> None:
    """Print the figures of one folder; `tidy` repairs characters alone, so that baselines are not held to them."""
    pages = [(text, result) for text, result in results if text.kind == "page"]
    if pages:
        print(f"{folder}: {len(pages)} pages")
        plain = [(tidy(text.text), text.gold) for text, _ in pages]
        print(f"  untouched                 F1 {fmean(f1(text, gold) for text, gold in plain):.4f}")
        long = fmean(f1(long_lines(text), gold) for text, gold in plain)
        print(f"  lines over {LONG_LINE} characters  F1 {long:.4f}")
        print(f"  articlefix                F1 {fmean(f1(result, text.gold) for text, result in pages):.4f}")
        untitled = fmean(f1(result, text.gold) for text, result in results if text.kind == UNTITLED)
        print(f"    without the first line  F1 {untitled:.4f}")
    extracts = [(text, result) for text, result in results if text.kind not in ("page", UNTITLED, "gold")]
    for kind in sorted({text.kind for text, _ in extracts}) + ["all"] * bool(extracts):
        chosen = [(text, result) for text, result in extracts if kind in (text.kind, "all")]
        before = [1 - f1(tidy(text.text), text.gold) for text, _ in chosen]
        after = [1 - f1(result, text.gold) for text, result in chosen]
        worse = sum(late > early + LEAST_LOSS for early, late in zip(before, after, strict=True))
        print(
            f"{folder}: {len(chosen)} outputs of {kind}: error {fmean(before):.4f} -> {fmean(after):.4f},"
            f" ratio {fmean(after) / fmean(before):.3f}; {worse} ({worse / len(chosen):.1%}) worse"
        )
    golds = [f1(result, tidy(text.gold)) for text, result in results if text.kind == "gold"]
    if golds:
        whole = sum(score > 1 - LEAST_LOSS for score in golds) / len(golds)
        print(f"{folder}: {len(golds)} golds as input: F1 {fmean(golds):.5f}, {whole:.1%} lose nothing")


def main() -> None:
    """Judge the texts of each folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--held-out", action="store_true", help="train anew for each fold")
    arguments = parser.parse_args()
    texts = {folder.name: read(folder) for folder in arguments.folders}
    # Two folders may share articles.
    everything = list(dict.fromkeys(text for each in texts.values() for text in each))
    results = list(held_out(everything, everything) if arguments.held_out else cleaned(everything))
    early = Cleaner(only=["mojibake", "markup", "characters", "whitespace"])
    for folder, chosen in texts.items():
        known = set(with_untitled(chosen))
        report(
            folder,
            [(text, result) for text, result in results if text in known],
            lambda text: early.clean(text).text,
        )


if __name__ == "__main__":
    main()
