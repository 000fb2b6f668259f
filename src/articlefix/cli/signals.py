"""Signals that end a run: what it has begun is cleaned up first."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from articlefix.cli import TERMINATED


@contextmanager
def terminable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind the stack, so that a temporary file is taken away.

    A caller that has them ignored, as `nohup` does, or handled goes on having that.
    """
    import signal  # noqa: PLC0415 - after the usage errors

    def terminate(number: int, _frame: object) -> None:
        sys.exit(TERMINATED + number)

    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    taken = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, terminate)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
