"""`articlefix report`: a page to review what cleaning would change."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from articlefix import files
from articlefix.cli import console
from articlefix.cli.inputs import Inputs, count
from articlefix.cli.options import Cleaners, cleaning_options, input_options
from articlefix.cli.signals import terminable
from articlefix.files import STDIN, Found
from articlefix.reports import decisions
from articlefix.reports.html import Article, page
from articlefix.reports.problems import Known, known_rules


@click.command(
    "report",
    short_help="Write a page to review the changes of many articles.",
    epilog="Exit codes: 0 done; 2 an error, and the page has the other files and the reason.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    type=click.Path(),
    help="Write the page to this file; - is standard output.",
)
@input_options
@cleaning_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Write one HTML page that shows what clean would change in each article, and why.

    The page needs no network and no other file. The articles stay as they are. Files, folders, options and
    configuration are those of clean.
    """
    inputs = Inputs(options, Cleaners(options))
    with terminable():
        return Run(options["output"], inputs, quiet=options["quiet"]).run()


class Run:
    """One run over many inputs, which makes one page of them."""

    def __init__(self, output: str, inputs: Inputs, *, quiet: bool) -> None:
        self.output = output
        self.inputs = inputs
        self.quiet = quiet
        self.articles: list[Article] = []
        self.rules: dict[str, Known] = {}

    def run(self) -> int:
        """Do all inputs, write the page and return the exit code."""
        inputs = self.inputs
        founds = inputs.find()
        _check_output(self.output, founds)
        self.articles += (Article(label, failure=reason) for label, reason in inputs.failures)
        for found in founds:
            if (article := inputs.attempt(found, self._review)) is None:
                label, reason = inputs.failures[-1]
                article = Article(label, failure=reason)
            self.articles.append(article)
        data = page(self.articles, self.rules).encode("ascii")
        try:
            if self.output == STDIN:
                console.emit(data)
            else:
                files.write(self.output, data)
        except BrokenPipeError:
            console.abandon_stdout()
            return 2 if inputs.failed else 0
        if not self.quiet:
            self._summarise()
        return 2 if inputs.failed else 0

    def _review(self, found: Found) -> Article:
        done = self.inputs.clean(found)
        # What clean would refuse to write has failed here too: the page promises what clean would do.
        if done.result.changed:
            done.cleaner.verify(done.result)
            files.encode(done.source, done.result.text)
        self.rules.update(known_rules(done.cleaner.passes))
        result = done.result
        article = Article(done.label, result.original, result.edits, result.findings)
        if found.path == STDIN or not result.changed:  # there is nothing to decide on
            return article
        return article._replace(path=found.path, sha256=decisions.digest(done.source.data))

    def _summarise(self) -> None:
        name = "standard output" if self.output == STDIN else self.output
        done = [article for article in self.articles if article.failure is None]
        parts = [
            f"{name}: {count(len(done), 'file')}, {sum(bool(article.edits) for article in done)} of them changed",
            count(sum(len(article.edits) for article in done), "edit"),
            count(sum(len(article.findings) for article in done), "finding"),
        ]
        console.say(", ".join([*parts, *([f"{self.inputs.failed} failed"] if self.inputs.failed else [])]))


def _check_output(output: str, founds: Sequence[Found]) -> None:
    """Raise `click.UsageError` where the page could only be written over something else."""
    if output == STDIN:
        return
    if os.path.isdir(output):
        raise click.UsageError(f"-o {output} is a folder: name a file in it, such as report.html")
    real = os.path.realpath(output)
    if any(found.path != STDIN and os.path.realpath(found.path) == real for found in founds):
        raise click.UsageError(f"-o would write onto the input {output}: name another file, such as report.html")
