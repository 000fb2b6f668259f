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

    taken = [number for number in ending() if signal.getsignal(number) is signal.SIG_DFL]

    def terminate(number: int, _frame: object) -> None:
        # A second one would stop the first from cleaning up.
        for each in taken:
            signal.signal(each, unheeded)
        sys.exit(TERMINATED + number)

    for number in taken:
        signal.signal(number, terminate)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def unheeded(_number: int, _frame: object) -> None:
    """Take a signal and do nothing; of one that is under way already, `SIG_IGN` makes Python print an error."""


def ending() -> list[int]:
    """Return the numbers of the signals that ask a program to end, less the keyboard's."""
    import signal  # noqa: PLC0415 - as above

    return [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
