"""`articlefix corpus`: clean files of records, on this machine or on a cluster."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

import click

from articlefix import files
from articlefix.cleaner import Cleaner
from articlefix.cli import console
from articlefix.cli.inputs import count
from articlefix.cli.options import Cleaners, cleaning_options
from articlefix.cli.progress import can_be_shown
from articlefix.cli.signals import terminable
from articlefix.cli.spread import processors
from articlefix.corpus import lock, plan, rates, store
from articlefix.corpus.job import Done, Event, Failed, Job, Progress, Shard, Tally
from articlefix.errors import ConfigError, InputError

_SIZE = re.compile(r"(\d+)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 0, "k": 10, "m": 20, "g": 30}
_SHOWN = 10
"""How many shards that failed are named."""


def _as_size(_context: click.Context, _parameter: click.Parameter, value: str) -> int:
    """Read a size such as 64MB; a unit is a power of 1024."""
    found = _SIZE.fullmatch(value.strip())
    size = int(found[1]) << _UNITS[found[2].lower()] if found else 0
    if not size:
        raise click.BadParameter(f"{value!r} is not a size; give one such as 32MB")
    return size


@click.command(
    "corpus",
    short_help="Clean files of records: JSONL and Parquet, millions of articles.",
    epilog="Exit codes: 0 done; 2 an error, parts that failed or records that were rejected; all others are done.",
)
@click.argument("paths", nargs=-1, required=True, metavar="INPUT... OUTPUT", type=click.Path(readable=False))
@click.option("--text-field", metavar="NAME", default="text", show_default=True, help="The field of the article.")
@click.option("--id-field", metavar="NAME", help="The field that names a record in the file of edits.")
@click.option(
    "--workers", metavar="N", type=click.IntRange(min=1), help="How many processes work; one for each processor."
)
@click.option(
    "--shard-size",
    metavar="SIZE",
    default=f"{plan.SHARD_SIZE >> 20}MB",
    show_default=True,
    callback=_as_size,
    help="How much of an input one part takes. A compressed file is one part.",
)
@click.option(
    "--edits",
    type=click.Choice(("column", "file")),
    help="Keep the edits: in a field of each record, or with the findings in OUTPUT/_edits.",
)
@click.option(
    "--rejects", metavar="FOLDER", help="Where records that cannot be cleaned go; OUTPUT/_rejects if not given."
)
@click.option(
    "--resume/--no-resume",
    default=True,
    help="Go on with what an earlier run has begun, or remove its parts and start over.",
)
@click.option("--plot", metavar="FILE.svg", help="Draw the rates of damage.")
@click.option("--engine", type=click.Choice(("local", "dask")), default="local", help="What does the shards.")
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler of a cluster; else one is started here.")
@cleaning_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Clean the records of .jsonl, .jsonl.gz, .jsonl.zst and .parquet files, named or in folders.

    OUTPUT is a folder of parts in the formats of the inputs. Other fields come out as they went in, and the records
    keep their order. What cannot be read goes to the rejects, and the run goes on. Run the same again after a kill
    or a full disk: it goes on where it stopped.
    """
    request = Request.of(options)
    cleaner = Cleaners(options).for_path(None)
    if cleaner.config.format == "html":
        raise click.UsageError(
            "corpus repairs the text of a record in its place: extract the article of a page first"
        )
    with terminable():
        return Run(request, cleaner).run()


class Request(NamedTuple):
    """What the command line asked for, less what goes to the cleaner."""

    inputs: tuple[str, ...]
    output: str
    workers: int
    shard_size: int
    text_field: str
    id_field: str | None
    edits: Any
    rejects: str
    resume: bool
    plot: str | None
    engine: str
    scheduler: str | None
    quiet: bool

    @classmethod
    def of(cls, options: dict[str, Any]) -> Request:
        """Check what was given; raises `click.UsageError`."""
        *inputs, output = options["paths"]
        if problem := cls._problem(inputs, output, options):
            raise click.UsageError(problem)
        output = os.path.abspath(output)
        rejects = os.path.abspath(options["rejects"] or store.rejects_of(output))
        given = {
            **{name: options[name] for name in cls._fields if name in options},
            "inputs": tuple(inputs),
            "output": output,
            "rejects": rejects,
            "edits": options["edits"] or "",
            "workers": options["workers"] or processors(),
        }
        return cls(**given)

    @staticmethod
    def _problem(inputs: list[str], output: str, options: dict[str, Any]) -> str | None:
        """Return what is missing, or contradicts another option."""
        if not inputs:
            return "give the inputs and, last, the folder for the output"
        if os.path.lexists(output) and not os.path.isdir(output):
            return f"OUTPUT is a folder, and {output} is a file: name a folder last"
        if options["scheduler"] and options["engine"] != "dask":
            return "--scheduler is Dask's: give --engine dask as well"
        if options["scheduler"] and options["workers"]:
            return "the workers of a cluster are started with it: leave out --workers"
        return None


class Run:
    """One run of the command."""

    def __init__(self, request: Request, cleaner: Cleaner) -> None:
        self.request = request
        self.owners = {rule.name: pass_.name for pass_ in cleaner.passes for rule in pass_.rules}
        config = cleaner.config
        self.job = Job(
            request.output,
            request.rejects,
            # Workers elsewhere have another working directory.
            config.with_options(**{name: os.path.abspath(path) for name, path in config.paths().items()}),
            plan.versions(cleaner),
            request.text_field,
            request.id_field,
            request.edits,
        )

    def run(self) -> int:
        """Do all shards that are not done, tell what came of it, and return the exit code."""
        begun = time.monotonic()
        shards = self._plan()
        with lock.held(self.request.output):
            remaining, failed = self._run(shards)
        self._tell_failed(shards, failed)
        return self._summarise(shards, remaining, time.monotonic() - begun)

    def _run(self, shards: list[Shard]) -> tuple[list[Shard], list[Failed]]:
        """Do the shards that are not done; return them, and those of them that failed."""
        request = self.request
        remaining = store.begin(
            store.Plan(self.job, list(dict.fromkeys(shard.input for shard in shards)), shards, request.shard_size),
            resume=request.resume,
        )
        if len(remaining) < len(shards) and not request.quiet:
            console.say(f"{count(len(shards) - len(remaining), 'part')} of {len(shards)} are done already")
        try:
            return remaining, self._work(remaining) if remaining else []
        finally:
            store.sweep(self.job)

    def _plan(self) -> list[Shard]:
        request = self.request
        inputs = list(plan.find(request.inputs, request.output))
        if not inputs:
            raise InputError(", ".join(request.inputs), "holds no .jsonl, .jsonl.gz, .jsonl.zst or .parquet file")
        try:
            return plan.cut(inputs, request.text_field, request.shard_size)
        except ConfigError as error:
            if error.key == "text_field":
                raise click.BadParameter(error.detail, param_hint="'--text-field'") from error
            raise

    def _work(self, shards: list[Shard]) -> list[Failed]:
        failed: list[Failed] = []
        events = self._events(shards)
        with closing(events), _shown(shards, quiet=self.request.quiet) as show:
            for event in events:
                show(event)
                if isinstance(event, Failed):
                    failed.append(event)
                    if event.stops:
                        break
        return failed

    def _events(self, shards: list[Shard]) -> Generator[Event, None, None]:
        request = self.request
        if request.engine == "dask":
            from articlefix.corpus import cluster  # noqa: PLC0415 - one engine is loaded

            return cluster.run(self.job, shards, min(request.workers, len(shards)), request.scheduler)
        from articlefix.corpus import local  # noqa: PLC0415 - likewise

        return local.run(self.job, shards, request.workers)

    def _tell_failed(self, shards: list[Shard], failed: list[Failed]) -> None:
        by_number = {shard.number: shard for shard in shards}
        for event in failed[:_SHOWN]:
            shard = by_number[event.number]
            console.error(f"{shard.name}, of {shard.input.path}: {event.reason}")
        if len(failed) > _SHOWN:
            console.error(f"{len(failed) - _SHOWN} more parts failed")

    def _summarise(self, shards: list[Shard], remaining: list[Shard], seconds: float) -> int:
        """Tell what was done and what was not, and return the exit code."""
        tally, undone = self._add_up(shards)
        found = rates.rates(tally, self.owners)
        if not self.request.quiet:
            done = sum(shard.size for shard in remaining) - sum(shard.size for shard in undone)
            self._say(tally, len(shards) - len(undone), done, seconds)
            for line in rates.table(found):
                console.say(line)
        self._tell_incomplete(tally, len(undone), len(shards))
        if self.request.plot is not None:
            files.write(self.request.plot, rates.svg(found, tally.records).encode())
        return 2 if undone or tally.rejected or tally.broken else 0

    def _add_up(self, shards: list[Shard]) -> tuple[Tally, list[Shard]]:
        """Add up the manifests, which tell what is true of the disk, and return the shards that have none."""
        tally, undone = Tally(), []
        for shard in shards:
            manifest = store.manifest(self.job, shard)
            if manifest is None:
                undone.append(shard)
            else:
                tally.add(manifest.tally)
        return tally, undone

    def _tell_incomplete(self, tally: Tally, undone: int, parts: int) -> None:
        if tally.rejected or tally.broken:
            broken = f" and {count(tally.broken, 'broken file')}" if tally.broken else ""
            console.error(f"{count(tally.rejected, 'record')}{broken} rejected: see {self.request.rejects}")
        if undone:
            console.error(f"{count(undone, 'part')} of {parts} are not done; run the same again to go on")

    @staticmethod
    def _say(tally: Tally, parts: int, done: int, seconds: float) -> None:
        unchanged = tally.records - tally.changed - tally.without_text - tally.rejected
        console.say(
            f"{tally.records:,} records in {count(parts, 'part')}: {tally.changed:,} changed,"
            f" {unchanged:,} left alone, {tally.without_text:,} without text, {tally.rejected:,} rejected"
        )
        if done:
            console.say(f"{done / 1e6:,.1f} MB in {seconds:,.1f} s, {done / 1e6 / seconds:,.2f} MB/s")


@contextmanager
def _shown(shards: Iterable[Shard], *, quiet: bool) -> Iterator[Callable[[Event], None]]:
    """Show how far the shards are, on a terminal."""
    if quiet or not can_be_shown():
        yield lambda _event: None
        return
    from rich import progress  # noqa: PLC0415 - for a terminal alone
    from rich.console import Console  # noqa: PLC0415 - likewise

    sizes = {shard.number: shard.size for shard in shards}
    reached: dict[int, Progress] = {}
    bar = progress.Progress(
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TextColumn("{task.fields[records]:,} records"),
        progress.TransferSpeedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(file=sys.stderr, highlight=False),
        transient=True,
    )
    task = bar.add_task("", total=sum(sizes.values()), records=0)

    def show(event: Event) -> None:
        if isinstance(event, Done):
            known = reached.get(event.number)
            event = Progress(event.number, known.records if known else 0, sizes[event.number])
        if isinstance(event, Progress):
            before = reached.get(event.number, Progress(event.number, 0, 0))
            now = reached[event.number] = event._replace(read=min(event.read, sizes[event.number]))
            records = bar.tasks[task].fields["records"] + now.records - before.records
            bar.update(task, advance=now.read - before.read, records=records)

    with bar:
        yield show
