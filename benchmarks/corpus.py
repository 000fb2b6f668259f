"""Measure what `articlefix corpus` costs: beside `Cleaner` alone, by workers, in memory, and on Dask.

    python benchmarks/corpus.py [loop|workers|dask|memory]... [--megabytes N] [--large N] [--only PASS,...]

The corpus is made of the articles in `fixtures/articles`, raw and clean, one JSON object a line. What is compared
takes turns, and the best of several rounds counts. Where other programs keep the processors busy, look at the
processor time that is shown as well. A limit that is broken ends the program with 1:

    loop     records in one process, as a share of `Cleaner` on the same texts in memory (processor time)   >= 0.9
    workers  two workers beside one, on the same input                                                       >= 1.6
    dask     a scheduler and two workers of its own beside two local workers, less what each takes to start   >= 0.7
    memory   the most that a process of the run takes, on --large megabytes beside 50                         <= 1.2
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from articlefix import Cleaner, Config
from articlefix.corpus import plan
from articlefix.corpus.job import Input, Job
from articlefix.corpus.shard import run_shard

ARTICLES = Path(__file__).parents[1] / "fixtures" / "articles"
SMALL = 50
"""Megabytes: what a large run's memory is compared with."""


def make(path: Path, megabytes: float) -> Path:
    """Write a corpus; every other line has its letters escaped, as many a program writes them."""
    texts = [file.read_text(encoding="utf-8") for file in sorted(ARTICLES.glob("*/*.txt"))]
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(cycle(texts)):
            if file.tell() > megabytes * 1e6:
                return path
            fields = {"id": number, "url": f"https://example.org/{number}", "date": "2024-01-05T10:00:00Z"}
            record = {**fields, "text": text, "score": 0.5, "tags": ["news", "culture"]}
            file.write(json.dumps(record, ensure_ascii=bool(number % 2)) + "\n")
    return path


class Cost(NamedTuple):
    """What a run took: seconds by the clock and of processors, and the most memory of one process, in bytes."""

    seconds: float
    processors: float
    memory: int


def command(source: Path, output: Path, options: list[str]) -> Cost:
    """Run the command once."""
    start = time.perf_counter()
    arguments = [sys.executable, "-m", "articlefix", "corpus", str(source), str(output), "--isolated", "-q"]
    process = subprocess.Popen([*arguments, *options])  # noqa: S603 - this project's own command
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the command ended with {process.returncode}")
    return Cost(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def best(choices: dict[str, tuple[Path, list[str]]], folder: Path, rounds: int) -> list[Cost]:
    """Run commands by turns; return the quickest run of each."""
    costs: dict[str, list[Cost]] = {name: [] for name in choices}
    for number in range(rounds):
        for name, (source, options) in choices.items():
            costs[name].append(command(source, folder / f"{name}-{number}", options))
    return [min(taken) for taken in costs.values()]


def loop(source: Path, folder: Path, config: Config, rounds: int) -> Iterator[bool]:
    """Compare records in one process with their texts in memory."""
    cleaner = Cleaner(**config._asdict())
    texts = [json.loads(line)["text"] for line in source.read_bytes().splitlines()]
    whole = Input.of(str(source))
    (shard,) = plan.cut([whole], "text", whole.size)
    memory, records = [], []
    for number in range(rounds):
        start = time.process_time()
        for text in texts:
            cleaner.clean(text)
        memory.append(time.process_time() - start)
        output = str(folder / f"loop-{number}")
        job = Job(output, output, config, plan.versions(cleaner))
        start = time.process_time()
        run_shard(job, shard)
        records.append(time.process_time() - start)
    share = min(memory) / min(records)
    rate = whole.size / 1e6
    print(f"loop     {rate / min(memory):.2f} MB/s in memory, {rate / min(records):.2f} as records: {share:.2f}")
    yield share >= 0.9  # noqa: PLR2004 - see above


def compare(
    name: str, pair: tuple[list[str], list[str]], source: Path, folder: Path, only: list[str], rounds: int
) -> float:
    """Return how many times as fast the second of two ways is, less what each takes to start, which is shown."""
    # Enough for two workers to load what they load for the first texts of each kind.
    little = folder / "little"
    little.mkdir(exist_ok=True)
    for letter in "ab":
        make(little / f"{letter}.jsonl", 0.1)
    choices = {
        f"{name}-{index}-{kind}": (path, [*only, *options, "--shard-size", "500KB"])
        for index, options in enumerate(pair)
        for kind, path in (("little", little), ("all", source))
    }
    costs = best(choices, folder, rounds)
    first, second = costs[1].seconds - costs[0].seconds, costs[3].seconds - costs[2].seconds
    size = (source.stat().st_size - sum(file.stat().st_size for file in little.iterdir())) / 1e6
    print(
        f"{name:8} {size / first:.2f} and {size / second:.2f} MB/s: {first / second:.2f}; to start"
        f" {costs[0].seconds:.1f} and {costs[2].seconds:.1f} s; processor time"
        f" {costs[1].processors:.1f} and {costs[3].processors:.1f} s"
    )
    return first / second


def memory(folder: Path, large: int, only: list[str]) -> Iterator[bool]:
    """Compare the memory that a small and a large corpus take."""
    found = {}
    for megabytes in (SMALL, large):
        source = make(folder / f"{megabytes}.jsonl", megabytes)
        cost = command(source, folder / f"memory-{megabytes}", ["--workers", "2", *only])
        found[megabytes] = cost.memory
        print(f"memory   {megabytes} MB in {cost.seconds:.0f} s: at most {cost.memory / 1e6:.0f} MB in a process")
        source.unlink()
    ratio = found[large] / found[SMALL]
    print(f"memory   {ratio:.2f}")
    yield ratio <= 1.2  # noqa: PLR2004 - see above


def main() -> int:
    """Measure, print, and return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = ("loop", "workers", "dask", "memory")
    parser.add_argument("parts", nargs="*", metavar="loop|workers|dask|memory", default=every)
    parser.add_argument("--megabytes", type=float, default=20)
    parser.add_argument("--large", type=int, default=1000)
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    names = [name for name in arguments.only.split(",") if name]
    config = Config.of({"only": names})
    only = ["--only", arguments.only] if names else []
    held: list[bool] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = make(folder / "in.jsonl", arguments.megabytes)
        if "loop" in arguments.parts:
            held += loop(source, folder, config, arguments.rounds)
        if "workers" in arguments.parts:
            pair = (["--workers", "1"], ["--workers", "2"])
            held.append(compare("workers", pair, source, folder, only, arguments.rounds) >= 1.6)  # noqa: PLR2004
        if "dask" in arguments.parts:
            pair = (["--workers", "2"], ["--engine", "dask", "--workers", "2"])
            held.append(compare("dask", pair, source, folder, only, arguments.rounds) >= 0.7)  # noqa: PLR2004
        if "memory" in arguments.parts:
            held += memory(folder, arguments.large, only)
    return int(not all(held))


if __name__ == "__main__":
    sys.exit(main())
