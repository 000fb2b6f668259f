"""Measure articlefix against the tools that do a part of its work: speed, start-up, memory, and growth with size.

    python benchmarks/speed.py [--rounds N] [--picture docs/speed.svg] [FOLDER]

The texts are the `.txt` files of FOLDER, or else the articles under fixtures/. Clean ones are what articlefix makes
of them; for the damaged ones each paragraph is damaged. All run in one process and take turns, text by text, so
that a busy moment of the machine falls on all of them; the best round of processor time counts, and what is
compared is ratios. Peers (`pip install --group peers`) that are not installed are named and left out.
"""

import argparse
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import damage
from peers import Tool, peers

from articlefix import Cleaner
from articlefix.core.document import Document
from articlefix.formats import NEAR, PROTECT
from articlefix.languages.detection import detect

ARTICLES = Path(__file__).parent.parent / "fixtures" / "articles"
DAMAGES = (
    damage.space_before_marks,
    damage.spaces,
    damage.brackets,
    damage.glued_sentences,
    damage.doubled_commas,
    damage.entities_named,
    damage.utf8_as_cp1252,
    damage.paraphrased_page,
)
SIZES = tuple(10_000 * 2**step for step in range(7))
MEMORY_SIZE = 20_000_000


def passes(cleaner: Cleaner) -> dict[str, Tool]:
    """Return each pass alone, as it finds what it finds; what all share is part of the one that runs alone."""

    def alone(number: int) -> Tool:
        pass_ = cleaner.passes[number]
        return lambda text: list(pass_.find(Document(text, detect(text), "text", PROTECT["text"], NEAR["text"])))

    return {f"  {pass_.name}": alone(number) for number, pass_ in enumerate(cleaner.passes)}


def damaged(text: str, number: int) -> str:
    """Damage each paragraph, in one of several ways."""
    dice = random.Random(number)  # noqa: S311 - the same damage each time is the point
    return "\n".join(dice.choice(DAMAGES)(line, dice, damage.MANY) if line else "" for line in text.split("\n"))


def seconds(tools: Mapping[str, Tool], texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Return how long each tool takes for all texts, at best."""
    best = dict.fromkeys(tools, float("inf"))
    for _ in range(rounds):
        taken = dict.fromkeys(tools, 0.0)
        for text in texts:
            for name, tool in tools.items():
                start = time.process_time()
                tool(text)
                taken[name] += time.process_time() - start
        best = {name: min(best[name], taken[name]) for name in tools}
    return best


def startup(code: str, rounds: int = 15) -> float:
    """Return the processor time of a Python process that does `code`, at best, its byte code written before."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**kept, "PYTHONPYCACHEPREFIX": folder}
        for number in range(rounds + 1):
            start = spent()
            subprocess.run([sys.executable, "-c", code], check=True, env=environment)  # noqa: S603 - our own code
            best = min(best, spent() - start) if number else best
    return best


PEAK = """
import resource, sys
from articlefix import Cleaner
article = sys.stdin.read()
text = article * ({size} // len(article) + 1)
cleaner = Cleaner()
cleaner.clean(article)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
cleaner.clean(text)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) * 1024 / len(text.encode()))
"""


def peak(article: str) -> float:
    """Return how many times the size of a text of 20 MB its cleaning adds to the memory of the process."""
    command = [sys.executable, "-c", PEAK.format(size=MEMORY_SIZE)]
    done = subprocess.run(command, input=article, capture_output=True, text=True, check=True)  # noqa: S603
    return float(done.stdout)


WIDTH, HEIGHT, LEFT, BOTTOM = 640, 360, 70, 50
COLOURS = ("#0b6e4f", "#c44536", "#3a5ba0", "#8a6d3b", "#6b4c9a", "#777777")


def picture(curves: Mapping[str, Sequence[float]]) -> str:
    """Return an SVG picture of time against size, both in steps of doubling."""
    from math import log2  # noqa: PLC0415 - for the picture alone

    times = [value for curve in curves.values() for value in curve]
    low, high = log2(min(times)), log2(max(times))

    def place(step: int, value: float) -> str:
        x = LEFT + (WIDTH - LEFT - 200) * step / (len(SIZES) - 1)
        return f"{x:.1f},{HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 30) * (log2(value) - low) / (high - low):.1f}"

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
    head += ' font-size="12" role="img" aria-label="Time against size of the text">'
    parts = [head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    for step, size in enumerate(SIZES):
        x = place(step, 2**low).split(",")[0]
        parts.append(f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size // 1000} kB</text>')
    for tick in range(round(low), round(high) + 1, 2):
        y = place(0, 2.0 ** min(max(tick, low), high)).split(",")[1]
        parts.append(f'<text x="{LEFT - 8}" y="{y}" text-anchor="end">{2.0**tick * 1000:.3g} ms</text>')
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - 200}" y1="{y}" y2="{y}" stroke="#dddddd"/>')
    for (name, curve), colour in zip(curves.items(), COLOURS, strict=False):
        points = " ".join(place(step, value) for step, value in enumerate(curve))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        x, y = place(len(SIZES) - 1, curve[-1]).split(",")
        parts.append(f'<text x="{float(x) + 6:.1f}" y="{y}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>", ""])


def table(title: str, tools: Mapping[str, Tool], texts: Sequence[str], rounds: int) -> None:
    """Print the speed of each tool, and how it stands to that of ftfy and of the chain."""
    size = sum(map(len, texts))
    taken = seconds(tools, texts, rounds)
    print(f"\n{title}: {len(texts)} texts, {size} characters\n{'':34}{'MB/s':>8}{'x ftfy':>9}{'x chain':>9}")
    for name, time_ in taken.items():
        ratios = "".join(
            f"{taken[other] / time_:9.2f}" if other in taken else f"{'':9}"
            for other in ("ftfy", "ftfy + straighten + smartypants")
        )
        print(f"{name:34}{size / time_ / 1e6:8.2f}{ratios}")


def main() -> None:
    """Print the tables and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=Path, help="where to write the picture of time against size")
    arguments = parser.parse_args()
    cleaner = Cleaner()
    paths = sorted(arguments.folder.rglob("clean.txt" if arguments.folder == ARTICLES else "*.txt"))
    clean = [cleaner.clean(path.read_text(encoding="utf-8")).text for path in paths]
    whole: dict[str, Tool] = {"articlefix": cleaner.clean}
    for name, module, make in peers():
        if find_spec(module):
            with contextlib.redirect_stdout(None):
                whole[name] = make()
        else:
            print(f"{name} is not installed")
    table("clean text", whole | passes(cleaner), clean, arguments.rounds)
    bad = [damaged(text, number) for number, text in enumerate(clean)]
    table("damage in every paragraph", whole, bad, arguments.rounds)

    article = max(clean, key=len)
    curves: dict[str, list[float]] = {name: [] for name in whole}
    for size in SIZES:
        text = "\n\n".join([article] * (size // len(article) + 1))[:size]
        for name, taken in seconds(whole, [text], arguments.rounds).items():
            curves[name].append(taken)
    print(f"\ngrowth: times of a doubling, from {SIZES[0]} to {SIZES[-1]} characters")
    for name, curve in curves.items():
        ratios = " ".join(f"{after / before:5.2f}" for before, after in pairwise(curve))
        print(f"{name:34}{ratios}")
    if arguments.picture:
        arguments.picture.write_text(picture(curves), encoding="utf-8")
    bare = startup("pass")
    print(f"\nstart-up: import articlefix takes {startup('import articlefix') / bare:.2f} times python -c pass")
    print(f"memory: a text of {MEMORY_SIZE // 10**6} MB adds {peak(article):.1f} times its size at the peak")


if __name__ == "__main__":
    main()
