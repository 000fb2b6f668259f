"""Work on many inputs, spread over processes where that pays; the results come in the order of the inputs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from articlefix.cli import TERMINATED
from articlefix.cli.signals import ending, unheeded

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

WORTH = 1_000_000
"""How many bytes of text make up for the start of the processes: a tenth of a second or two."""

_Item = TypeVar("_Item")
_Done = TypeVar("_Done")

_work: Callable[[Any], Any]
"""What a process does with each input. Set in the processes alone, as is the next."""

_at_work = False


def spread(work: Callable[[_Item], _Done], items: Sequence[_Item], size: int) -> Iterator[_Done]:
    """Yield what `work` gives for each item, in their order; `size` is what there is to do, in bytes.

    The first item is done here: what it loads, each process has from its beginning. Where a process is killed, its
    share and all that is left are done here too. Whatever ends the iteration ends the processes.
    """
    jobs = min(processors(), len(items) - 1)
    if jobs <= 1 or size < WORTH:
        yield from map(work, items)
        return
    yield work(items[0])
    # Half of what a start costs, which most runs need not pay.
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import active_children  # noqa: PLC0415

    executor = ProcessPoolExecutor(jobs, context(), _begin, (work,))
    try:
        rest = [(item, executor.submit(_do, item)) for item in items[1:]]
        for item, future in rest:
            try:
                done = future.result()
            except BrokenExecutor:
                done = work(item)
            yield done
    except BaseException:
        for child in active_children():
            child.terminate()
        raise
    finally:
        # What is left is not cancelled: the pool finds its processes gone, and would trip over what is cancelled.
        executor.shutdown()


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def context() -> BaseContext:
    """Return how processes are made: by a fork where that is sound, for it costs next to nothing."""
    from multiprocessing import get_context  # noqa: PLC0415 - as in spread

    return get_context("fork" if sys.platform == "linux" else "spawn")


def _begin(work: Callable[[Any], Any]) -> None:
    """Make a process ready: whatever ends the run ends it, and no half-written file is left."""
    global _work  # noqa: PLW0603 - a process has no other way to be told
    _work = work
    import signal  # noqa: PLC0415 - as in spread
    from threading import Thread  # noqa: PLC0415

    # A terminal interrupts all processes at once: the first one is to say when the others end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in ending():
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    Thread(target=_end_with_parent, daemon=True).start()


def _end(number: int, _frame: object) -> None:
    """End this process, which removes what is half written and leaves the rest of the pool to itself."""
    import signal  # noqa: PLC0415 - as in spread

    # A second signal would stop the first from cleaning up.
    for each in ending():
        signal.signal(each, unheeded)
    if _at_work:
        sys.exit(TERMINATED + number)
    os._exit(TERMINATED + number)


def _end_with_parent() -> None:
    """End this process when the one that made it has been killed, and can no longer do so."""
    from multiprocessing import parent_process  # noqa: PLC0415 - as in spread

    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(TERMINATED)


def _do(item: Any) -> Any:  # noqa: ANN401 - one of the items of spread, and what is made of it
    global _at_work  # noqa: PLW0603 - as in _begin
    _at_work = True
    try:
        return _work(item)
    except SystemExit as end:
        # The pool would take this for a result, and go on.
        os._exit(int(end.code or 0))
    finally:
        _at_work = False
