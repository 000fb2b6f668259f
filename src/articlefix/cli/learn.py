"""`articlefix learn`: what recurs over the articles of one site becomes its profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from articlefix import files
from articlefix.cleaner import early
from articlefix.cli import console
from articlefix.cli.inputs import Inputs, count
from articlefix.cli.options import Cleaners, input_options
from articlefix.cli.signals import terminable
from articlefix.files import STDIN
from articlefix.sites import learn as learning
from articlefix.sites import profiles

_SHOWN = 60  # characters of a line in a message


@click.command(
    "learn",
    short_help="Learn what recurs over the articles of one site.",
    epilog="Exit codes: 0 done; 2 an error, or a file that cannot be read: the others are learned from.",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(), help="Write the profile to this file.")
@click.option(
    "--threshold",
    metavar="PERCENT",
    type=click.FloatRange(min=0, max=100),
    default=100 * learning.SHARE,
    show_default=True,
    help="Learn what stands in this share of the articles or more, and in three at least. A lower one finds what is"
    " shown now and then, and needs more articles: with few of them, what recurs by chance comes in.",
)
@input_options
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Learn which lines recur over the articles of one site, and write them to a profile.

    Give some twenty articles or more of one site, as they were scraped, each a file. Numbers, dates and bylines
    may differ in a line. `articlefix clean --boilerplate-profile FILE` then removes these lines where they stood:
    above the article, below it, or between its paragraphs; with a line such as "More stories" go the headlines
    under it.

    What recurs and may be the article's own stays: a heading, the title of a column, a sentence, a byline. It comes
    into the profile with the reason, and is listed: delete its `keep` there to have it removed.
    """
    with terminable():
        return _learn(options)


def _learn(options: dict[str, Any]) -> int:
    inputs = Inputs(options, Cleaners({"config_file": None, "isolated": True}, early))
    if STDIN in inputs.paths:
        raise click.UsageError("learn reads each article twice: give files or folders, not standard input")
    founds = inputs.find()

    def articles() -> Iterator[str]:
        for found in tuple(founds):
            if cleaned := inputs.attempt(found, inputs.clean):
                yield cleaned.result.text
            else:
                founds.remove(found)  # what cannot be read is told of once

    learned = learning.learn(articles, options["threshold"] / 100)
    if learned.profile.articles < learning.FEWEST_ARTICLES:
        if inputs.failed:
            return 2
        raise click.UsageError(
            f"{count(learned.profile.articles, 'article')} cannot tell what recurs: give {learning.FEWEST_ARTICLES}"
            " at least, and better twenty"
        )
    data = profiles.write(learned.profile).encode()
    if options["output"] in (None, STDIN):
        console.emit(data)
    else:
        files.write(options["output"], data)
    if not options["quiet"]:
        _tell(learned)
    return 2 if inputs.failed else 0


def _tell(learned: learning.Learned) -> None:
    """Say what was learned, and what was left for a person to decide."""
    profile = learned.profile
    kept = [entry for entry in profile.entries if entry.keep]
    parts = [f"{count(len(profile.entries) - len(kept), 'line')} learned from {count(profile.articles, 'article')}"]
    parts += [f"{len(kept)} kept"] if kept else []
    parts += [f"{learned.copies} left out as copies of others"] if learned.copies else []
    console.say(", ".join(parts))
    for entry in kept:
        text = entry.text if len(entry.text) <= _SHOWN else f"{entry.text[:_SHOWN]}\N{HORIZONTAL ELLIPSIS}"
        console.say(f"kept: {text!r} in {count(entry.articles, 'article')}: {entry.keep}")
