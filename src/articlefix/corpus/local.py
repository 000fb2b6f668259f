"""Shards done by processes of this machine, each with a pipe of its own.

A pool of the standard library cannot tell which shard a dead worker had, and gives all of them up. Here a worker
that is killed costs the one shard that it held, which another does again.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import Counter, deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import NamedTuple

from articlefix.corpus.job import Done, Event, Failed, Job, Progress, Shard
from articlefix.corpus.shard import run_shard

ATTEMPTS = 3
"""How many workers may die of a shard before it is given up."""


class _Worker(NamedTuple):
    process: SpawnProcess
    shard: Shard


def run(job: Job, shards: Sequence[Shard], workers: int) -> Generator[Event, None, None]:
    """Do the shards in `workers` processes, and tell what becomes of each. Closing the iterator ends them."""
    waiting = deque(shards)
    deaths: Counter[int] = Counter()
    team: dict[Connection, _Worker] = {}
    try:
        while waiting or team:
            _fill(team, waiting, workers, job)
            ready = wait(list(team))
            for connection in [connection for connection in team if connection in ready]:
                process, shard = team[connection]
                try:
                    event: Event = connection.recv()
                except (EOFError, OSError):
                    del team[connection]
                    yield from _bury(process, shard, deaths, waiting)
                    continue
                yield event
                if not isinstance(event, Progress):
                    _go_on(team, connection, waiting)
    finally:
        for process, _ in team.values():
            process.kill()
        for process, _ in team.values():
            process.join()


def _fill(team: dict[Connection, _Worker], waiting: deque[Shard], workers: int, job: Job) -> None:
    """Start workers, as many as there may be and are needed."""
    while waiting and len(team) < workers:
        connection, process = _start(job)
        _give(team, connection, process, waiting.popleft())


def _go_on(team: dict[Connection, _Worker], connection: Connection, waiting: deque[Shard]) -> None:
    """Give a worker that has done its shard the next one, or let it end."""
    process, _ = team.pop(connection)
    if waiting:
        _give(team, connection, process, waiting.popleft())
    else:
        connection.close()  # which it takes as its end
        process.join()


def _give(team: dict[Connection, _Worker], connection: Connection, process: SpawnProcess, shard: Shard) -> None:
    team[connection] = _Worker(process, shard)
    with suppress(OSError):  # it has died: reading from it will tell
        connection.send(shard)


def _bury(process: SpawnProcess, shard: Shard, deaths: Counter[int], waiting: deque[Shard]) -> Iterator[Failed]:
    """Put the shard of a dead worker back in the queue, or give it up."""
    process.join()
    deaths[shard.number] += 1
    if deaths[shard.number] < ATTEMPTS:
        waiting.appendleft(shard)
        return
    code = process.exitcode or 0
    how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    hint = "; perhaps for want of memory" if code == -signal.SIGKILL else ""
    yield Failed(shard.number, f"{ATTEMPTS} workers died of it, the last {how}{hint}")


def _start(job: Job) -> tuple[Connection, SpawnProcess]:
    # A new interpreter, not a fork of this one: it has no thread, lock or progress bar of ours.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, job), daemon=True)
    process.start()
    theirs.close()
    return ours, process


def _work(connection: Connection, job: Job) -> None:
    """Do the shards that come through a pipe, until it is closed, or the driver has died and cannot be told."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the driver sees to its workers
    while True:
        try:
            shard: Shard = connection.recv()
        except (EOFError, ConnectionError):
            return

        def tick(records: int, read: int, number: int = shard.number) -> None:
            connection.send(Progress(number, records, read))

        try:
            run_shard(job, shard, tick)
        except ConnectionError:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the other shards are done
            connection.send(Failed.of(shard.number, error))
        else:
            connection.send(Done(shard.number))
