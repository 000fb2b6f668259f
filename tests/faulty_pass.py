"""A plugin that does what a text tells it to: be slow, raise, or kill its own process with -9, once or always."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from articlefix import Contract, Document, Edit, Pass, Rule, Stage, Touch

SLOW, RAISE, KILL_ONCE, KILL = "{slow}", "{raise}", "{kill once}", "{kill}"
MARK = "FAULTY_PASS_MARK"
"""The variable that names the file by which `KILL_ONCE` knows that it has been done."""


def find(document: Document) -> Iterator[Edit]:
    """Obey the text, and take a letter out of it that no pass may take."""
    text = document.text
    if SLOW in text:
        time.sleep(0.02)
    if RAISE in text:
        raise ZeroDivisionError(RAISE)
    if KILL in text or (KILL_ONCE in text and not Path(os.environ[MARK]).exists()):
        Path(os.environ[MARK]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()


PASS = Pass("faulty", Stage.REPORT, Contract(Touch.SPACE), (Rule("fault", "A fault."),), find)
