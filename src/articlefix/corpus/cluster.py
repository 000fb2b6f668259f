"""Shards done by Dask: its scheduler, its workers, its retries. Needs the extra `articlefix[dask]`.

A task is a shard, and its result says no more than that it is done: what was done is read from the manifests, which
tell the truth also where Dask did a shard twice.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from articlefix.corpus.job import Done, Event, Failed, Job, Shard
from articlefix.corpus.shard import run_shard
from articlefix.errors import ConfigError

RETRIES = 2
"""How often Dask does a shard again that has failed."""


def run(job: Job, shards: Sequence[Shard], workers: int, scheduler: str | None) -> Generator[Event, None, None]:
    """Do the shards on the cluster at `scheduler`, or on one of this machine, and tell what becomes of each."""
    try:
        from distributed import as_completed  # noqa: PLC0415 - one that few runs need
    except ImportError:
        raise ConfigError("--engine dask needs a package: pip install 'articlefix[dask]'", key="engine") from None
    # What goes wrong with a shard is told by its event; the log would add the network's tracebacks.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with _client(workers, scheduler) as client:
        # Names of their own: a scheduler that still has the tasks of an earlier run must not take these for them.
        name = f"articlefix-{os.urandom(6).hex()}"
        futures = {
            client.submit(
                _task, job, shard, key=f"{name}-{shard.number}", retries=RETRIES, pure=False
            ): shard.number
            for shard in shards
        }
        for future in as_completed(futures):
            yield _event(future, futures[future])


def _task(job: Job, shard: Shard) -> int:
    run_shard(job, shard)
    return shard.number


def _event(future: Any, number: int) -> Event:  # noqa: ANN401 - a Future
    if future.status == "finished":
        return Done(number)
    if future.status == "error":
        return Failed.of(number, future.exception())
    return Failed(number, "the scheduler has gone; start one and run the same again to go on", stops=True)


@contextmanager
def _client(workers: int, scheduler: str | None) -> Iterator[Any]:
    """Connect to a scheduler, or to one started here with its workers."""
    from distributed import Client, LocalCluster  # noqa: PLC0415 - see `run`

    if scheduler is None:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                host="127.0.0.1",
                # Any free port, for the moment until it is closed: without one it asks for 8787, and warns.
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            _close_pages(client)
            yield client
        return
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise ConfigError(f"no scheduler answers at {scheduler}: {error}", key="scheduler") from error
    with client:
        yield client


def _close_pages(client: Any) -> None:  # noqa: ANN401 - a Client
    """Close the ports of the pages about the cluster, which Dask opens though no dashboard is asked for.

    What is left is what scheduler and workers need to speak to each other.
    """
    from distributed import WorkerPlugin  # noqa: PLC0415 - see `run`

    class NoPage(WorkerPlugin):  # type: ignore[misc,unused-ignore]
        """Close the page of a worker, of one that is started for a killed one as well."""

        def setup(self, worker: Any) -> None:  # noqa: ANN401 - a Worker
            worker.http_server.stop()

    client.register_plugin(NoPage())
    client.run_on_scheduler(_close_page)


def _close_page(dask_scheduler: Any) -> None:  # noqa: ANN401 - a Scheduler
    dask_scheduler.http_server.stop()


_PATIENCE = 20
"""Seconds that a scheduler has for its first answer."""
