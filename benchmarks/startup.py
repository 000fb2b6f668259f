"""Measure how long articlefix takes to start, against what its imports alone would cost.

Run `python benchmarks/startup.py`. The yardstick is `python -c "import click, regex, ftfy"`: the libraries that the
tool is built on. `articlefix --version` and `articlefix clean` of a 5 kB file are to take less than 1.3 times as
long. The commands take turns, so that a busy moment of the machine falls on all of them; medians are compared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LIMIT = 1.3
LINE = "The committee met on Tuesday , and its report \N{EN DASH} its third \N{EN DASH} was sent to all members. "
PARAGRAPH = LINE * 5 + "\n\n"


def commands(article: Path) -> dict[str, list[str]]:
    """Return the commands to compare, the yardstick first."""
    python = sys.executable
    return {
        'python -c "import click, regex, ftfy"': [python, "-c", "import click, regex, ftfy"],
        "articlefix --version": [python, "-m", "articlefix", "--version"],
        "articlefix clean, 5 kB": [python, "-m", "articlefix", "clean", "--isolated", str(article)],
        "articlefix clean, 5 kB of Markdown": [
            *(python, "-m", "articlefix", "clean", "--isolated", "--format", "markdown", str(article))
        ],
    }


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """Run a command once and return how long it took."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603 - this project's own command
        command, check=True, env=environment, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def with_byte_code(folder: str) -> dict[str, str]:
    """Return an environment in which byte code is kept, in `folder`, as it is for an installed package."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**environment, "PYTHONPYCACHEPREFIX": folder}


def main() -> int:
    """Measure, print, and return 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description="Measure how long articlefix takes to start.")
    parser.add_argument("--rounds", type=int, default=25)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        article = Path(folder) / "article.txt"
        article.write_text(PARAGRAPH * (5000 // len(PARAGRAPH) + 1), encoding="utf-8")
        chosen = commands(article)
        environment = with_byte_code(folder)
        times: dict[str, list[float]] = {name: [] for name in chosen}
        for number in range(rounds + 1):
            for name, command in chosen.items():
                taken = seconds(command, environment)
                if number:  # the first round writes the byte code
                    times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    yardstick = next(iter(medians.values()))
    print(f"{'command':40}{'median':>10}{'ratio':>8}")
    for name, median in medians.items():
        print(f"{name:40}{1000 * median:>7.1f} ms{median / yardstick:>8.2f}")
    return int(any(median > LIMIT * yardstick for name, median in medians.items() if "Markdown" not in name))


if __name__ == "__main__":
    sys.exit(main())
