"""What the fixture `run` gives, and how to start the real command."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

COMMAND = [sys.executable, "-m", "articlefix"]
"""The command as its own process; the script does the same."""


class Outcome(NamedTuple):
    code: int
    out: bytes
    err: str


class Run(Protocol):
    def __call__(self, *arguments: object, stdin: bytes | None = b"", terminal: bool = False) -> Outcome: ...


class Stream(io.TextIOWrapper):
    """A standard stream that may be a terminal."""

    def __init__(self, data: bytes, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def start(
    *arguments: object, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run the real command, and give its bytes."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )
