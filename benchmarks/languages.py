"""Count how much damage is repaired in each language, and how soon the language of a text is told.

    python benchmarks/languages.py [--only damage|detection] [--share S] [--show N] PATH...

Each path is a text or a folder of texts, whose names begin with the tag of their language (`de.news.txt`), a
sentence or a paragraph in each line.

`damage` makes documents of a few thousand characters, paragraphs with and without quotations by turns, in the marks
that most texts of the language have; lines that have others, or are in another language, are left out. A share of
the places is damaged, in these marks, and the residual is printed: the distance from the result to the document, as
it is when cleaned, over that from the damaged one; 0 is perfect, 1 is no help, more is harm. The first column is
the mean of the languages.

`detection` cuts each text at spaces into pieces of 100, 300 and 1,000 characters, lines together as far as they go,
and prints how many are told right and how many wrong. For a language that has no file `und` is right.
"""

import argparse
import random
import re
import textwrap
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from damage import chosen, show, sloppy, some
from rapidfuzz.distance import Levenshtein

from articlefix import Cleaner
from articlefix.languages import UNDETERMINED, known, language
from articlefix.languages.detection import detect

LENGTHS = (100, 300, 1000)
PARAGRAPH, DOCUMENT, DOCUMENTS = 300, 3500, 6
WIDE_WIDTH = 36
SHARE = 0.3
TURNED = 0.7
HALF = 0.5
IDEOGRAPH = "\u3041-\u30fe\u3400-\u9fff"
FULL_WIDTH = dict(zip("\uff0c\u3002\uff01\uff1f\uff1b\uff1a", ",.!?;:", strict=True))
NOT_FIRST = "\u3001\u3002\uff0c\uff01\uff1f\uff1b\uff1a\uff09\u300d\u300f\u201d\u30fc\u3083\u3085\u3087\u3063"
SINGLE_MARKS = "’–—…"
DOUBLE_MARKS = '“”„«»「」『』"'
LETTER = r"[^\W\d_]"


class Text(NamedTuple):
    """A well edited document, and what its damage needs to know of its language."""

    text: str
    tag: str
    opening: str
    closing: str
    dice: random.Random
    share: float

    def some(self, pattern: str, replacement: str) -> str:
        """Replace a share of the matches."""
        return some(pattern, replacement, self.text, self.dice, self.share)

    def chosen(self, pattern: str, change: Callable[[str], str], share: float | None = None) -> str:
        """Change a share of the matches."""
        return chosen(pattern, change, self.text, self.dice, self.share if share is None else share)


def misread(t: Text) -> str:
    """Read UTF-8 as cp1252."""
    return sloppy(t.text)


def lost_marks(t: Text) -> str:
    """Put U+FFFD for each mark."""
    return re.sub(f"[{t.opening}{t.closing}{SINGLE_MARKS}]", "\N{REPLACEMENT CHARACTER}", t.text)


def space_before_marks(t: Text) -> str:
    """Put spaces before commas and stops."""
    return t.some(r"(?<=\w)([,.\u060c\u3001\u3002\uff0c])(?=\s|$|[^\W\d_a-z])", r" \1")


def brackets(t: Text) -> str:
    """Put spaces inside brackets."""
    opened = t._replace(text=t.some(r"([(\uff08])(?=\w)", r"\1 "))
    return opened.some(r"(?<=\w)([)\uff09])", r" \1")


def glued_sentences(t: Text) -> str:
    """Lose the space after sentences."""
    return t.some(rf"(?<={LETTER}{LETTER}[.?!\u061f]) (?={LETTER})", "")


def glued_commas(t: Text) -> str:
    """Lose the space after commas."""
    return t.some(rf"(?<={LETTER}{LETTER}[,\u060c]) (?={LETTER})", "")


def wrapped(t: Text) -> str:
    """Wrap lines."""
    width = t.dice.randint(60, 80)
    fill = _wide if re.search(f"[{IDEOGRAPH}]{{9}}", t.text) else textwrap.fill
    return "\n".join(fill(line, WIDE_WIDTH if fill is _wide else width) for line in t.text.split("\n"))


def _wide(line: str, width: int) -> str:
    """Wrap text that has no spaces; no line begins with a mark that cannot."""
    lines = [""]
    for piece in re.findall(r"[!-~]+|.", line):
        if len(lines[-1]) + len(piece) > width and piece not in NOT_FIRST:
            lines.append("")
        lines[-1] += piece
    return "\n".join(part.strip() for part in lines)


def turned(t: Text) -> str:
    """Turn opening marks."""
    return t.chosen(re.escape(t.opening), lambda _: t.closing, TURNED) if t.opening != t.closing else t.text


def shifted(t: Text) -> str:
    """Turn and shift opening marks."""
    inner = language(t.tag).quotes.inner_space if t.opening == "«" else ""
    places = rf"(?<![{IDEOGRAPH}\W]) {re.escape(t.opening)}{inner}(?=\w)"
    return t.chosen(places, lambda _: f"{inner}{t.closing} ", TURNED)


def straight(t: Text) -> str:
    """Straighten the marks of paragraphs."""
    inner = "[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE} ]?" if t.opening == "«" else ""
    marks = f"{re.escape(t.opening)}{inner}|{inner}{re.escape(t.closing)}"
    text = t.chosen("(?m)^.+$", lambda line: re.sub(marks, '"', line), HALF)
    return text if t.opening in text else t.text


def zero_width(t: Text) -> str:
    """Put zero-width characters."""
    forms = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
    return t.chosen(rf"(?<={LETTER}{LETTER})(?={LETTER})", lambda _: t.dice.choice(forms), t.share / 4)


def decomposed(t: Text) -> str:
    """Decompose letters."""
    return unicodedata.normalize("NFD", t.text)


def stray_spaces(t: Text) -> str:
    """Put spaces between ideographs."""
    return t._replace(share=t.share / 4).some(f"(?<=[{IDEOGRAPH}])(?=[{IDEOGRAPH}])", " ")


def half_width(t: Text) -> str:
    """Put half-width marks between ideographs."""
    return t.chosen(f"(?<=[{IDEOGRAPH}])[{''.join(FULL_WIDTH)}](?=[{IDEOGRAPH}])", FULL_WIDTH.__getitem__)


def doubled(t: Text) -> str:
    """Double commas."""
    return t.some(r"(?<=\w)([,\u060c\u3001\uff0c])(?!\d)", r"\1\1")


DAMAGES = (
    *(misread, lost_marks, space_before_marks, brackets, glued_sentences, glued_commas, wrapped, turned, shifted),
    *(straight, zero_width, decomposed, stray_spaces, half_width, doubled),
)


def documents(tag: str, lines: Sequence[str], share: float) -> list[Text]:
    """Make documents of the lines of a language, paragraphs with and without quotations by turns."""
    opening, closing = _usual_pair(tag, "\n".join(lines))
    inner = language(tag).quotes.inner_space if opening == "«" else ""
    pair = f"{opening}{inner}\\1{inner}{closing}"
    converted = (re.sub(r'"([^"]*)"', pair, line.strip()) for line in lines if line.count('"') % 2 == 0)
    strange = f"[{DOUBLE_MARKS.translate(dict.fromkeys(map(ord, opening + closing)))}]"
    ill_set = rf"|{opening} |(?<=[a-z]){opening}(?=[a-z])| {closing}" if opening != closing else ""
    odd = re.compile(strange + ill_set)
    whole = [line for line in converted if not odd.search(line) and detect(line) in (tag, UNDETERMINED)]
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for paragraph in _paragraphs(whole):
        kinds[opening in paragraph and closing in paragraph].append(paragraph)
    made: list[list[str]] = [[]]
    for paragraph in (p for both in zip_longest(kinds[True], kinds[False]) for p in both if p):
        if sum(map(len, made[-1])) > DOCUMENT:
            made.append([])
        made[-1].append(paragraph)
    cleaner = Cleaner()
    cleaned = (cleaner.clean("\n\n".join(paragraphs) + "\n").text for paragraphs in made[:DOCUMENTS])
    return [Text(text, tag, opening, closing, random.Random(1), share) for text in cleaned]  # noqa: S311


def _usual_pair(tag: str, text: str) -> tuple[str, str]:
    """Return the marks of a language that most of its texts have here."""

    def count(pair: str) -> int:
        return min(map(text.count, pair)) // (2 if pair[0] == pair[1] else 1)

    pair = max(language(tag).quotes.double or ("“”",), key=count)
    return pair[0], pair[1]


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield short lines together, and long ones by themselves."""
    paragraph = ""
    for line in filter(None, lines):
        apart = "" if re.search(f"[{IDEOGRAPH}]\\W?\\Z", paragraph) else " "
        paragraph = f"{paragraph}{apart}{line}".strip()
        if len(paragraph) > (PARAGRAPH if apart else PARAGRAPH / 3):
            yield paragraph
            paragraph = ""


def residual(task: tuple[int, list[Text], int]) -> float | None:
    """Return the residual of a damage of the documents of a language, nothing where there was little to damage."""
    number, corpus, shown = task
    left = made = 0
    cleaner = Cleaner()
    for text in corpus:
        damaged = DAMAGES[number](text)
        if damaged == text.text:
            continue
        result = cleaner.clean(damaged).text
        left += Levenshtein.distance(result, text.text)
        made += Levenshtein.distance(damaged, text.text)
        if shown > 0 and result != text.text:
            shown -= show(text.tag, damaged, result, text.text, shown)
    return left / made if made > len(corpus) else None


def print_damage(texts: dict[str, list[str]], arguments: argparse.Namespace) -> None:
    """Print a line for each damage."""
    wanted = [number for number, damage in enumerate(DAMAGES) if arguments.damage in damage.__name__]
    with Pool() as pool:
        corpora = pool.starmap(documents, [(tag, lines, arguments.share) for tag, lines in sorted(texts.items())])
        print(f"{'':42}mean ", *(f"{corpus[0].tag:5}" for corpus in corpora))
        for number in wanted:
            tasks = [(number, corpus, arguments.show) for corpus in corpora]
            found = pool.map(residual, tasks, chunksize=1)
            told = [value for value in found if value is not None]
            cells = (f"{value:5.2f}" if value is not None else "    -" for value in found)
            name = (DAMAGES[number].__doc__ or "").removesuffix(".")
            print(f"{name:40}{sum(told) / max(len(told), 1):6.3f}", *cells, flush=True)


def pieces(text: str, length: int, count: int) -> Iterator[str]:
    """Yield pieces of a text, from all over it."""
    flat = " ".join(text.split())
    starts = range(0, max(1, len(flat) - length), max(length, (len(flat) - length) // count))
    for start in [*starts][:count]:
        piece = flat[flat.find(" ", start) + 1 if start and " " in flat[start : start + length] else start :]
        yield piece[:length].rpartition(" ")[0] or piece[:length]


def print_detection(texts: dict[str, list[str]], arguments: argparse.Namespace) -> None:
    """Print a line for each language."""
    print("     " + "".join(f"{length:>8} wrong" for length in LENGTHS))
    shares: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for tag, lines in sorted(texts.items()):
        told = {
            length: Counter(map(detect, pieces("\n".join(lines), length, arguments.pieces))) for length in LENGTHS
        }
        for length, table in told.items():
            shares[length].append(_shares(tag, table))
        claims = [f"{claim} {count}" for claim, count in told[LENGTHS[0]].most_common(4) if claim != tag]
        print(f"{tag:4}", *(_cell(*shares[length][-1]) for length in LENGTHS), " ", ", ".join(claims))
    means = ([sum(parts) / len(texts) for parts in zip(*column, strict=True)] for column in shares.values())
    print("mean", *(_cell(*mean) for mean in means))


def _shares(tag: str, table: Counter[str]) -> tuple[float, float]:
    """Return the shares of the pieces of a language that are told right and wrong."""
    right = table[tag if tag in known() else UNDETERMINED]
    told = table.total() - table[UNDETERMINED] if tag in known() else table.total()
    return right / table.total(), (told - right) / table.total()


def _cell(right: float, wrong: float) -> str:
    return f"{right:6.1%} {wrong:6.1%}"


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--only", choices=("damage", "detection"), default="")
    parser.add_argument("--damage", default="", help="a part of the name of the damages to do")
    parser.add_argument("--share", type=float, default=SHARE, help="of the places that are damaged")
    parser.add_argument("--show", type=int, default=0, help="so many places that are not as they were")
    parser.add_argument("--pieces", type=int, default=200, help="of a language, at each length")
    arguments = parser.parse_args()
    texts: dict[str, list[str]] = defaultdict(list)
    for file in (
        file for path in arguments.paths for file in (sorted(path.glob("*.txt")) if path.is_dir() else [path])
    ):
        texts[file.name.partition(".")[0]] += file.read_text(encoding="utf-8").splitlines()
    if arguments.only != "detection":
        print_damage({tag: lines for tag, lines in texts.items() if tag in known()}, arguments)
    if arguments.only != "damage":
        print_detection(texts, arguments)


if __name__ == "__main__":
    main()
