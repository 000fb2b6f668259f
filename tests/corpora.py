"""Corpora to clean, the command that cleans them in processes of its own, and what it has left in a folder."""

import gzip
import json
import os
import signal
import subprocess
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from command_line import COMMAND

LIMIT = 60
"""Seconds that any run may take: one that hangs fails its test."""

BEFORE, AFTER = "The end .  \nIt was late.", "The end .\nIt was late."
"""A text, and what the pass for white space makes of it."""

ONLY_SPACE = ("--isolated", "--only", "whitespace")


def record(number: int, text: str = BEFORE) -> bytes:
    """Return one line."""
    return json.dumps({"id": number, "text": text}).encode() + b"\n"


def write(path: Path, numbers: Iterable[int], text: str = BEFORE) -> Path:
    """Write a file of records."""
    path.write_bytes(b"".join(record(number, text) for number in numbers))
    return path


def start(*arguments: object, cwd: Path, environment: Mapping[str, str] | None = None) -> "subprocess.Popen[bytes]":
    """Start the command in a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, "corpus", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def run(
    *arguments: object, cwd: Path, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run the command to its end, which must come within the limit."""
    process = start(*arguments, cwd=cwd, environment=environment)
    try:
        out, err = process.communicate(timeout=LIMIT)
    finally:
        end(process)
    return subprocess.CompletedProcess(process.args, process.returncode, out.decode(), err.decode())


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process and what it has started, as far as there is any of it left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(LIMIT)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


def with_faulty_pass(folder: Path) -> dict[str, str]:
    """Install the faulty pass in a folder, as an installer would, and return what makes a run find it there."""
    about = folder / "faulty-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[articlefix.passes]\nfaulty = faulty_pass:PASS\n")
    paths = [str(folder), str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "FAULTY_PASS_MARK": str(folder / "mark")}


FAULTY = ("--isolated", "--enable", "faulty", "--only", "whitespace,faulty")


def parts(output: Path) -> list[Path]:
    """Return the parts in their order."""
    return sorted(output.glob("part-*"))


def lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a part."""
    data = path.read_bytes()
    yield from (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines(keepends=True)


def records(output: Path) -> list[dict[str, Any]]:
    """Return the records of all parts in their order."""
    return [json.loads(line) for part in parts(output) for line in lines(part)]


def ids(output: Path) -> list[int]:
    """Return the ids of all records in their order."""
    return [found["id"] for found in records(output)]


def rejects(folder: Path) -> list[dict[str, Any]]:
    """Return what was rejected, with its bytes."""
    entries = [json.loads(line) for path in sorted(folder.glob("part-*.jsonl")) for line in lines(path)]
    return [{**entry, "data": b64decode(entry["base64"])} for entry in entries]


def leftovers(output: Path) -> list[Path]:
    """Return the temporary files that a run has left."""
    return list(output.rglob(".articlefix-*"))


def bytes_of(output: Path) -> dict[str, bytes]:
    """Return each part with its bytes."""
    return {part.name: part.read_bytes() for part in parts(output)}
