"""Damage well edited texts the way scrapers and paraphrasers do, repair them, and score what is left.

    python benchmarks/quotes.py PATH [PATH...]

A folder is searched for `.txt` files; texts in other languages than English, or without
curly quotation marks, are passed over. For each kind of damage the program prints the
residual (distance from the result to the text over distance from the damaged text to it, 0 is perfect, 1 is no
help), beside it the residual against what cleaning makes of the text undamaged, and, first of all, the harm: edits
per 10,000 characters on the texts as they are.
"""

import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from articlefix import Cleaner
from articlefix.languages.detection import detect

SHARE = 0.7
FLIPPED = 0.3
TURN = str.maketrans("“”", "”“")


def some(pattern: str, replacement: str, text: str, dice: random.Random, share: float = SHARE) -> str:
    """Replace a share of the matches, each by its own throw."""
    return re.sub(
        pattern, lambda match: match.expand(replacement) if dice.random() < share else match.group(), text
    )


def paraphrased(text: str, dice: random.Random) -> str:
    """Turn opening marks, put the space behind them, and move comma and stop out of closing ones."""
    text = some(r"([.,])”", r"”\1", text, dice)
    text = some(r" “(?=\w)", r"” ", text, dice)
    return some(r"(?m)^“(?=\w)", r"” ", text, dice)


def openings_turned(text: str, _: random.Random) -> str:
    """Turn every opening mark."""
    return text.replace("“", "”")


def flipped(text: str, dice: random.Random) -> str:
    """Turn some double marks, whichever way they point."""
    return re.sub(
        "[“”]", lambda match: match.group().translate(TURN) if dice.random() < FLIPPED else match.group(), text
    )


def spaced(text: str, dice: random.Random) -> str:
    """Put spaces inside the marks."""
    return some("”", " ”", some("“", "“ ", text, dice), dice)


def stops_moved(text: str, dice: random.Random) -> str:
    """Move comma, stop and question mark out of closing marks."""
    return some("([.,?])”", r"”\1", text, dice)


def nested_turned(text: str, _: random.Random) -> str:
    """Turn the opening single marks inside double ones."""
    return re.sub(r"(?<=[\s“])‘(?=\w)", "’", text)


def straightened_in_part(text: str, dice: random.Random) -> str:
    """Straighten every mark of half of the paragraphs."""
    straight = str.maketrans("“”‘’", "\"\"''")
    lines = [line.translate(straight) if dice.random() < 0.5 else line for line in text.split("\n")]  # noqa: PLR2004
    mixed = "\n".join(lines)
    # Where all curly marks are gone nothing is mixed, and the text rightly stays straight.
    return mixed if re.search("[“”‘’]", mixed) else text


def straightened(text: str, _: random.Random) -> str:
    """Straighten every mark."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def tex(text: str, _: random.Random) -> str:
    """Write every mark as TeX has it."""
    return text.translate({ord("“"): "``", ord("”"): "''", ord("‘"): "`", ord("’"): "'"})


DAMAGE: tuple[tuple[Callable[[str, random.Random], str], dict[str, str]], ...] = (
    (paraphrased, {}),
    (openings_turned, {}),
    (flipped, {}),
    (spaced, {}),
    (stops_moved, {}),
    (nested_turned, {}),
    (straightened_in_part, {}),
    (straightened, {"quotes": "curly"}),
    (tex, {"quotes": "curly"}),
)


def texts(folders: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each English file that has curly marks."""
    for folder in map(Path, folders):
        for path in [folder] if folder.is_file() else sorted(folder.rglob("*.txt")):
            text = path.read_text(encoding="utf-8")
            if "“" in text and detect(text) == "en":
                yield path.name, text


def main(folders: list[str]) -> None:
    """Print the harm and the residual of each damage."""
    corpus = list(texts(folders))
    size = sum(len(text) for _, text in corpus)
    cleaner = Cleaner(only=["quotes"])
    cleaned = [cleaner.clean(text).text for _, text in corpus]
    harm = sum(Levenshtein.distance(text, clean) for (_, text), clean in zip(corpus, cleaned, strict=True))
    print(f"{len(corpus)} texts, {size} characters")
    print(f"{'harm, edits per 10,000 characters':36}{harm / max(size, 1) * 10_000:8.4f}")
    print(f"{'':62}{'':8}{'cleaned':>10}")
    for damage, options in DAMAGE:
        cleaner = Cleaner(only=["quotes"], **options)
        left = of_cleaned = done = 0
        for (_, text), clean in zip(corpus, cleaned, strict=True):
            damaged = damage(text, random.Random(1))  # noqa: S311 - the same damage each time is the point
            result = cleaner.clean(damaged).text
            done += Levenshtein.distance(damaged, text)
            left += Levenshtein.distance(result, text)
            of_cleaned += Levenshtein.distance(result, clean)
        name = (damage.__doc__ or "").split(".")[0][:60]
        print(f"{name:62}{left / max(done, 1):8.4f}{of_cleaned / max(done, 1):10.4f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
