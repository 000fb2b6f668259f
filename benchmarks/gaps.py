"""Drop names, phrases and link texts as scrapers do, and score what is reported as missing.

    python benchmarks/gaps.py [--show PATTERN] FOLDER...

In a Markdown file each link loses its text: those are the words that writers link, and where they stand. In a
`.txt` file names, quoted titles, noun phrases and other runs of words are dropped, few in one text and many in
another. A scraper leaves the spaces on both sides (`raw`), or makes one of two (`collapsed`). A gap is visible by
the mark that it leaves stranded; where the words on either side close up, grammar alone can tell. As many texts
keep their links and get a space behind each (`kept`): nothing is missing from those.

A finding is right where it comes within three code points of a gap; precision counts all findings of `missing-text`
in damaged texts. The last line counts the findings of all rules in the texts as they were, per 10,000 characters.
`--show` prints what matches, for instance `'missed.*spaced'` or `wrong`.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

from articlefix import Cleaner, Finding
from articlefix.passes.gaps import RULES as GAPS

TOLERANCE = 3
CONTEXT = 45
DENSITIES = (1, 3, 8)
"""How many gaps a text of 5,000 characters gets: a text with one link, with some, and one full of them."""

RULES = {rule.name for rule in GAPS} | {"unbalanced-quote"}
MARKS = ",.;:!?)]”’"
OPENING = "(“‘["

PHRASES = {
    "name": r"(?<=[a-z,] )[A-Z][\w’-]+(?: (?:(?:of|de|the|for) )?[A-Z][\w’-]+){0,4}(?!\w)",
    "title": r"(?<=[a-z,(] )“[A-Z][^”\n.!?]{3,60}”(?!\w)|(?<=“)[A-Z][^”\n.!?,]{3,60}(?=”)",
    "noun": r"\b(?:the|his|her|its|our|new|this|one) (?P<gap>[a-z]{4,}(?: [a-z]{4,})?)(?=[ ,.;:)])",
    "words": r"(?<=[a-z,] )[a-z]+(?: [\w’-]+){0,4}(?=[ ,.;:)])",
}
LINK = re.compile(r"(?<!!)\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){2,80})\](?:\([^()\s]*\)|\[[^\[\]\n]*\])")
CODE = re.compile(r"^(```|~~~).*?^\1|^---\n.*?^---$", re.DOTALL | re.MULTILINE)


class Sample(NamedTuple):
    """A damaged text, and each gap with its kind."""

    name: str
    text: str
    gaps: list[tuple[int, str]]


def drop(name: str, text: str, spans: list[tuple[int, int]], *, collapse: bool) -> Sample:
    """Return `text` without `spans`, which are sorted and disjoint."""
    pieces: list[str] = []
    gaps: list[tuple[int, str]] = []
    size = done = 0
    for start, end in spans:
        piece = text[done:start]
        pieces.append(piece)
        size += len(piece)
        done = end
        before, after = text[max(0, start - 1) : start], text[end : end + 2]
        kind = kind_of(before, after)
        if collapse and kind == "doubled":
            kind, done = "closed up", end + 1
        gaps.append((size, kind))
    return Sample(name, "".join([*pieces, text[done:]]), gaps)


def kind_of(before: str, after: str) -> str:
    """Tell what is left to see of a gap."""
    if before in ("", "\n"):
        return "line start"
    if before in OPENING or (before in ",—–" and after[:1] in MARKS):
        return "stranded"
    if before == " ":
        if after in ("’s", "'s"):
            return "possessive"
        if after[:1] == " ":
            return "doubled"
        return "spaced" if after[:1] and after[0] in MARKS else "line end" if after[:1] in ("", "\n") else "other"
    return "other"


VISIBLE = ("spaced", "stranded", "possessive")


def phrases(text: str, dice: random.Random) -> list[tuple[int, int]]:
    """Choose what a text loses, one kind of phrase as often as another."""
    found = {
        kind: [match.span("gap" if kind == "noun" else 0) for match in re.finditer(pattern, text)]
        for kind, pattern in PHRASES.items()
    }
    wanted = max(1, round(dice.choice(DENSITIES) * len(text) / 5000))
    spans: list[tuple[int, int]] = []
    for _ in range(wanted):
        spans += [dice.choice(places) for kind in [dice.choice(list(PHRASES))] if (places := found[kind])]
    return apart(sorted(spans))


def apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep of spans that come close to each other the first."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start > kept[-1][1] + 2 * TOLERANCE:
            kept.append((start, end))
    return kept


def plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the paragraphs of a Markdown file as plain text, and where its links stand."""
    paragraphs: list[str] = []
    spans: list[tuple[int, int]] = []
    size = 0
    for block in re.split(r"\n\s*\n", CODE.sub("", text)):
        if re.match(r"\s*(?:[#|<>*+{-]|\d+[.)]|    )", block) or len(block) < 2 * CONTEXT:
            continue
        block = " ".join(block.split())  # noqa: PLW2901 - a paragraph on one line
        done, pieces = 0, []
        length = 0
        for match in LINK.finditer(block):
            pieces.append(unmarked(block[done : match.start()]))
            length += len(pieces[-1])
            pieces.append(unmarked(match[1]))
            spans.append((size + length, size + length + len(pieces[-1])))
            length += len(pieces[-1])
            done = match.end()
        pieces.append(unmarked(block[done:]))
        paragraphs.append("".join(pieces))
        size += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs), apart(spans)


def unmarked(text: str) -> str:
    """Take the marks of code and emphasis from a piece of a paragraph."""
    return re.sub(r"[`*]+|(?<!\w)_|_(?!\w)", "", text)


def samples(path: Path) -> Iterator[tuple[str, Sample]]:
    """Yield the variants of one file, each with the name of its group."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text, spans = plain(text)
        variants = [spans] if spans else []
    else:
        dice = random.Random(path.name)  # noqa: S311 - the same damage each time is the point
        variants = [phrases(text, dice) for _ in DENSITIES]
    group = "links" if path.suffix == ".md" else "phrases"
    for spans in variants:
        yield f"{group}, raw", drop(path.name, text, spans, collapse=False)
        yield f"{group}, collapsed", drop(path.name, text, spans, collapse=True)
        yield f"{group}, kept", Sample(path.name, spaced_out(text, spans), [])


def spaced_out(text: str, spans: list[tuple[int, int]]) -> str:
    """Set a space behind each of `spans` that has a mark there."""
    ends = [end for _, end in spans if text[end : end + 1] in MARKS]
    return " ".join(text[low:high] for low, high in pairwise([0, *ends, len(text)]))


Tally = Counter[tuple[str, str, str]]
"""How many gaps, found gaps, findings and so on there are: what is counted, the group, and the kind or the rule."""


def score(path: Path) -> tuple[Tally, list[str]]:
    """Clean the variants of one file and count; return the places to show as well."""
    cleaner = Cleaner()
    text = path.read_text(encoding="utf-8")
    own = Cleaner(format="markdown") if path.suffix == ".md" else cleaner
    tally: Tally = Counter({("size", "", ""): len(text)})
    tally.update(("undamaged", "", found.rule) for found in own.clean(text).findings if found.rule in RULES)
    shown: list[str] = []
    for group, sample in samples(path):
        findings = [found for found in cleaner.clean(sample.text).findings if found.rule == "missing-text"]
        for found in findings:
            verdict = "right" if any(near(found, place) for place, _ in sample.gaps) else "wrong"
            tally[verdict, group, ""] += 1
            if verdict == "wrong":
                shown.append(line("wrong", group, "", sample, found.start, found.end))
        for place, kind in sample.gaps:
            verdict = "found" if any(near(found, place) for found in findings) else "missed"
            tally[verdict, group, kind] += 1
            shown.append(line(verdict, group, kind, sample, place, place))
    return tally, shown


def near(found: Finding, place: int) -> bool:
    """Tell whether a finding points at a place."""
    return found.start - TOLERANCE <= place <= found.end + TOLERANCE


def line(verdict: str, group: str, kind: str, sample: Sample, start: int, end: int) -> str:
    """Show a place in its context."""
    before, after = sample.text[max(0, start - CONTEXT) : start], sample.text[end : end + CONTEXT]
    return f"{verdict}|{group}|{kind}|{sample.name}: {before!r} [{sample.text[start:end]}] {after!r}"


def report(tally: Tally) -> None:
    """Print recall by kind, precision by group, and the rate on undamaged text."""
    for group in sorted({group for _, group, _ in tally if group}):
        print(f"\n{group}")
        kinds = sorted({kind for _, other, kind in tally if other == group and kind})
        for label, members in [*((kind, [kind]) for kind in kinds), ("VISIBLE", VISIBLE), ("ALL", kinds)]:
            found, missed = (sum(tally[what, group, kind] for kind in members) for what in ("found", "missed"))
            if found + missed:
                print(f"  {label:12} {found / (found + missed):6.3f}  {found:5} of {found + missed}")
        right, wrong = tally["right", group, ""], tally["wrong", group, ""]
        precision = f"{right / (right + wrong):6.3f}" if right else "     -"
        print(f"  precision    {precision}  {right:5} of {right + wrong}")
    undamaged = {rule: count for (what, _, rule), count in tally.items() if what == "undamaged"}
    size = tally["size", "", ""]
    rate = 10_000 * sum(undamaged.values()) / max(size, 1)
    print(f"\nundamaged: {rate:.4f} findings per 10,000 of {size} characters  {undamaged}")


def main() -> None:
    """Print the figures of all texts under the folders."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", default="", help="a regular expression over verdict|group|kind|file")
    arguments = parser.parse_args()
    files = [path for folder in arguments.folders for path in sorted(folder.rglob("*"))]
    tally: Tally = Counter()
    with Pool() as pool:
        for counts, shown in pool.imap(score, [path for path in files if path.suffix in (".txt", ".md")]):
            tally += counts
            for place in shown:
                if arguments.show and re.match(arguments.show, place):
                    print(place)
    report(tally)


if __name__ == "__main__":
    main()
