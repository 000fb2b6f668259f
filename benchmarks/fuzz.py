"""Look for texts on which a pass, or the whole chain, breaks a promise of articlefix.testing.

    python benchmarks/fuzz.py [--minutes 60] [--seed 1] [FOLDER...]

Texts are put together from those of the fixtures and from the lines of the `.txt` and `.md` files of each FOLDER,
damaged as benchmarks/damage.py does, and then mutated: marks, spaces, control characters and halves of mojibake
are put anywhere, pieces are doubled, moved and cut. Each is given to one pass and to the chain, in some language
and format. What breaks a promise is made smaller while it still does, printed once for each kind of breach, and
belongs into tests/properties/found.toml when it is mended. The exit code tells whether there was any.
"""

import argparse
import random
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import damage

from articlefix import Cleaner, Pass
from articlefix.core.document import Format
from articlefix.core.edits import apply
from articlefix.errors import StructureError
from articlefix.languages import known
from articlefix.registry import built_in
from articlefix.testing import check_order, check_pass

FIXTURES = Path(__file__).parent.parent / "fixtures"
LANGUAGES = (*known(), "de-CH", "fr-CH", "en-GB", "und", "auto")
FORMATS: tuple[Format, ...] = ("text", "text", "markdown")
LONGEST = 1500
SHRINKING = 20  # seconds
MOST_PIECES, MOST_DAMAGES, MOST_MUTATIONS = 6, 2, 8
SURROGATES = ("\ud83d", "\ude00", "\udce9")
SNIPPETS: tuple[str, ...] = (
    *tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["snippets"],
    *SURROGATES,
)

Check = Callable[[str], None]


@cache
def cleaner(language: str, form: Format) -> Cleaner:
    """Return the cleaner for a language and a format, made once."""
    return Cleaner(language=language, format=form)


def check_chain(text: str, language: str, form: Format) -> None:
    """Raise `AssertionError` where the chain raises, is not stable, breaks Markdown, or tells of other edits."""
    made = cleaner(language, form)
    clean = made.clean
    try:
        result = clean(text)
        again = clean(result.text)
        made.check_structure(text, result.edits)
    except StructureError as error:
        raise AssertionError(f"the chain breaks Markdown: {error}") from error
    except Exception as error:
        raise AssertionError(f"the chain raised {type(error).__name__}: {error}") from error
    check_order(result.edits, result.findings, len(text))
    if apply(text, result.edits) != result.text:
        raise AssertionError("the edits of the chain do not give its result")
    if again.changed:
        rules = {rule for edit in again.edits for rule in edit.rules}
        raise AssertionError(f"the chain is not stable: a second run has {', '.join(sorted(rules))}")


def pieces(folders: Sequence[Path]) -> list[str]:
    """Return the texts of the fixtures and the lines of all articles."""
    found: list[str] = []
    for path in sorted(FIXTURES.rglob("*.toml")):
        for cases in tomllib.loads(path.read_text(encoding="utf-8")).values():
            if isinstance(cases, list):
                found += (text for case in cases if isinstance(case, dict) for text in case.values())
    for folder in (FIXTURES, *folders):
        for path in sorted([*folder.rglob("*.txt"), *folder.rglob("*.md")]):
            found += path.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
    return [text for text in found if isinstance(text, str) and text]


def texts(sources: Sequence[str], dice: random.Random) -> Iterator[str]:
    """Yield ever new texts."""
    while True:
        count = dice.randint(1, MOST_PIECES)
        start = dice.randrange(len(sources))
        chosen = sources[start : start + count] if dice.random() < 1 / 2 else dice.choices(sources, k=count)
        text = dice.choice(("", " ", "\n", "\n\n")).join(chosen)[:LONGEST]
        for _ in range(dice.randint(0, MOST_DAMAGES)):
            try:
                text = dice.choice(damage.DAMAGES)(text, dice, dice.choice((0.1, 0.5, 0.9)))
            except UnicodeError:
                continue  # a surrogate is in no encoding
        for _ in range(dice.randint(0, MOST_MUTATIONS)):
            text = mutated(text, dice)
        yield text[:LONGEST]


def mutated(text: str, dice: random.Random) -> str:
    """Return a text with one piece put in, doubled, moved or cut."""
    start, end = sorted((dice.randint(0, len(text)), dice.randint(0, len(text))))
    end = min(end, start + dice.choice((1, 2, 5, 20, 80)))
    place = dice.randint(0, len(text))
    match dice.randrange(6):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:place] + text[start:end] + text[place:]
        case 2:
            return text[:place] + dice.choice(SNIPPETS) * dice.choice((1, 1, 2, 3, 9)) + text[place:]
        case _:
            return text[:place] + dice.choice(SNIPPETS) + text[place:]


def smaller(text: str, check: Check, until: float) -> str:
    """Return a part of `text` on which `check` still fails, and no piece of which can go, if time allows."""
    size = len(text) // 2
    while size and time.monotonic() < until:
        start = 0
        while start < len(text) and time.monotonic() < until:
            shorter = text[:start] + text[start + size :]
            if breach(shorter, check):
                text = shorter
            else:
                start += size
        size //= 2
    return text


def breach(text: str, check: Check) -> str:
    """Return what promise a check finds broken, or nothing."""
    try:
        check(text)
    except AssertionError as error:
        return str(error)
    return ""


def main() -> int:
    """Look for breaches until the time is up, and tell of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)  # noqa: S311 - chance, not secrets
    passes: list[Pass] = list(built_in())
    known: set[tuple[str, str]] = set()
    count = 0
    end = time.monotonic() + 60 * arguments.minutes
    for text in texts(pieces(arguments.folders), dice):
        if time.monotonic() > end:
            break
        count += 1
        pass_, language, form = dice.choice(passes), dice.choice(LANGUAGES), dice.choice(FORMATS)
        folded = text.replace("\r\n", "\n").replace("\r", "\n")
        spoken = language if language != "auto" else "und"
        checks: dict[str, tuple[str, Check]] = {
            pass_.name: (folded, lambda text: check_pass(pass_, [text], language=spoken, format=form)),  # noqa: B023 - called in this round
            "the chain": (text, lambda text: check_chain(text, language, form)),  # noqa: B023 - as well
        }
        for name, (given, check) in checks.items():
            problem = breach(given, check)
            kind = (name, problem[:50])
            if problem and kind not in known:
                known.add(kind)
                least = smaller(given, check, time.monotonic() + SHRINKING)
                print(f"{name}, {language}, {form}: {breach(least, check)}\n    {least!r}\n", flush=True)
    print(f"{count} texts, {len(known)} kinds of breach")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
