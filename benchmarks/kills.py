"""Kill runs at random moments, and look whether all is whole.

    python benchmarks/kills.py [--times 30] [--seed N] [clean corpus worker dask scheduler]

`clean` kills `clean -i` of a folder with its processes: each file must hold its old bytes or its new ones, no
temporary file may be left, and the next run must do the rest. `corpus` kills the driver of a local run, `worker`
one of its workers, `dask` a driver with a scheduler of its own, and `scheduler` one that was started for it: the
next run of the same command must end with the parts of a run that nothing stopped, byte for byte.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

COMMAND = (sys.executable, "-m", "articlefix")
KINDS = ("clean", "corpus", "worker", "dask", "scheduler")
LIMIT = 120  # seconds, for any run
FILES, RECORDS = 300, 1500
BEFORE, AFTER = "It was late , so. \n" * 120, "It was late, so.\n" * 120


def start(*arguments: object, cwd: Path) -> "subprocess.Popen[bytes]":
    """Start the command in a process group of its own."""
    return subprocess.Popen(  # noqa: S603 - this program
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def children(process: int) -> list[int]:
    """Return the processes that a process has started, as Linux lists them."""
    found: list[int] = []
    with suppress(OSError):
        for path in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, path.read_text(encoding="ascii").split())
    return found


def end(process: "subprocess.Popen[bytes]") -> int:
    """Wait for a run, kill what is left of its group, and return its code."""
    try:
        return process.wait(LIMIT)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def killed_clean(folder: Path, pick: random.Random) -> list[str]:
    """Kill `clean -i` and its processes."""
    command = ("clean", "-i", "-q", "--isolated", "--only", "whitespace,spacing", ".")
    for number in range(FILES):
        (folder / f"{number}.txt").write_text(BEFORE, encoding="utf-8")
    process = start(*command, cwd=folder)
    time.sleep(pick.uniform(0.1, 2.5))
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    texts = [path.read_text(encoding="utf-8") for path in folder.glob("*.txt")]
    problems = [f"{sum(text not in (BEFORE, AFTER) for text in texts)} files are broken"]
    problems.append(f"{FILES - len(texts)} files are lost")
    problems.append(f"{len(list(folder.glob('.articlefix-*')))} temporary files are left")
    problems.append(f"the next run ends with {end(start(*command, cwd=folder))}")
    undone = sum(path.read_text(encoding="utf-8") != AFTER for path in folder.glob("*.txt"))
    problems.append(f"{undone} files are not done")
    told = f"{texts.count(AFTER)} of {FILES} done"
    return [told, *(problem for problem in problems if not problem.startswith("0 ") and not problem.endswith(" 0"))]


def killed_corpus(
    folder: Path, pick: random.Random, kind: str, whole: dict[str, bytes], seconds: float
) -> list[str]:
    """Kill a part of a run over records, at any moment of the `seconds` that it takes."""
    (folder / "in.jsonl").write_bytes(records())
    is_local = kind in ("corpus", "worker")
    code = again = 0
    for attempt in range(2):
        with cluster(folder) if kind == "scheduler" else nullcontext() as found:
            engine = () if is_local else ("--engine", "dask", *(("--scheduler", found[0]) if found else ()))
            workers = () if found else ("--workers", "2")
            process = start("corpus", "-q", *CORPUS, *workers, *engine, "in.jsonl", "out", cwd=folder)
            if attempt == 0:
                time.sleep(pick.uniform(0.3, seconds if is_local else seconds + _START_OF_DASK))
                running = children(process.pid)
                victim = pick.choice(running) if kind == "worker" and running else process.pid
                with suppress(ProcessLookupError):
                    os.kill(found[1] if found else victim, signal.SIGKILL)
                code = end(process)
                done = len(list((folder / "out").glob("part-*")))
            else:
                again = end(process)
    parts = {path.name: path.read_bytes() for path in (folder / "out").glob("part-*")}
    problems = [f"ended with {code} and {done} parts of {len(whole)}"]
    problems += [f"the next run ends with {again}"] * bool(again)
    problems += ["the parts are not those of a run that nothing stopped"] * (parts != whole)
    problems += ["temporary files are left"] * any((folder / "out").rglob(".articlefix-*"))
    return problems


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a Dask scheduler with two workers; give its address, and its process."""
    file = folder / "scheduler.json"
    file.unlink(missing_ok=True)
    at = ("--scheduler-file", str(file), "--host", "127.0.0.1")
    processes = []
    for role, more in (("scheduler", ("--port", "0", "--no-dashboard")), ("worker", ("--nworkers", "2"))):
        command = [sys.executable, "-m", "dask", role, *at, *more]
        processes.append(
            subprocess.Popen(  # noqa: S603 - Dask
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
    try:
        while not file.exists() or not file.stat().st_size:
            time.sleep(0.05)
        yield json.loads(file.read_bytes())["address"], processes[0].pid
    finally:
        for process in processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


_START_OF_DASK = 4
CORPUS = ("--isolated", "--only", "whitespace,spacing", "--shard-size", "200KB")


def records() -> bytes:
    """Return the records of a corpus."""
    return b"".join(json.dumps({"id": number, "text": BEFORE}).encode() + b"\n" for number in range(RECORDS))


def undisturbed() -> dict[str, bytes]:
    """Return the parts of a run that nothing stops."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.jsonl").write_bytes(records())
        if end(start("corpus", "-q", *CORPUS, "in.jsonl", "out", cwd=folder)):
            raise SystemExit("a run that nothing stops fails")
        return {path.name: path.read_bytes() for path in (folder / "out").glob("part-*")}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("kinds", nargs="*", choices=[*KINDS, []], default=list(KINDS))
    options.add_argument("--times", type=int, default=30)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(arguments)
    pick = random.Random(given.seed)  # noqa: S311 - no secret
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # which ends what is running
    begun = time.monotonic()
    whole = undisturbed() if set(given.kinds) != {"clean"} else {}
    seconds = time.monotonic() - begun
    failed = 0
    for kind in given.kinds:
        for number in range(given.times):
            with tempfile.TemporaryDirectory() as name:
                place = Path(name)
                outcome = (
                    killed_clean(place, pick)
                    if kind == "clean"
                    else killed_corpus(place, pick, kind, whole, seconds)
                )
            told, *problems = outcome
            failed += bool(problems)
            print(f"{kind} {number + 1}: {told}; {'; '.join(problems) or 'whole'}", flush=True)
    print(f"{failed} of {given.times * len(given.kinds)} were not whole")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
