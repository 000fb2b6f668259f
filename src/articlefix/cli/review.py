"""`articlefix review`: change by change on a terminal; what is accepted is written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, NamedTuple

import click

from articlefix import files
from articlefix.cleaner import Result
from articlefix.cli import console
from articlefix.cli.apply import carry_out
from articlefix.cli.inputs import Inputs, count
from articlefix.cli.options import Cleaners, cleaning_options, input_options, run_options
from articlefix.cli.signals import terminable
from articlefix.core.edits import Edit
from articlefix.errors import ArticlefixError
from articlefix.files import STDIN, Found
from articlefix.reports import decisions, visible
from articlefix.reports.decisions import Decided
from articlefix.reports.problems import Lines, Problem, known_rules, problems

HELP = """\
y  accept this change          n  leave it
a  accept all of this rule     i  leave all of this rule
e  edit the repaired passage   u  undo the last answer
q  end: write what is accepted Ctrl-C  end and write nothing
?  this help
"""


KEYS = "y, n, a, i, e, u, q, ? "


class Looked(NamedTuple):
    """One file that would change: its text, the digest of its bytes, and its changes in two forms."""

    label: str
    sha256: str
    result: Result
    problems: list[Problem]


class Choice(NamedTuple):
    """One change to decide on."""

    looked: Looked
    problem: Problem
    edit: Edit


class Decisions:
    """The answers of a person, one change after another, which can be taken back.

    >>> decisions = Decisions(["spaces", "quotes", "spaces"])
    >>> decisions.answer("a"), decisions.position, decisions.accepted
    (None, 1, [True, None, True])
    >>> decisions.undo(), decisions.position, decisions.accepted
    (None, 0, [None, None, None])
    """

    def __init__(self, rules: Sequence[str]) -> None:
        self._rules = rules
        self._given: list[list[int]] = []
        self.accepted: list[bool | None] = [None] * len(rules)
        self.instead: dict[int, Edit] = {}

    @property
    def position(self) -> int | None:
        """The first change that is not decided on; `None` where all are."""
        return next((index for index, decided in enumerate(self.accepted) if decided is None), None)

    def answer(self, key: str) -> None:
        """Decide on the change at the position: `y` and `n` on it alone, `a` and `i` on its rule from here on."""
        position = self.position
        if position is None:
            return
        later = range(position + 1, len(self._rules)) if key in "ai" else ()
        alike = [
            index for index in later if self._rules[index] == self._rules[position] and self.accepted[index] is None
        ]
        for index in (decided := [position, *alike]):
            self.accepted[index] = key in "ya"
        self._given.append(decided)

    def put(self, edit: Edit) -> None:
        """Accept another edit than the one at the position."""
        if (position := self.position) is not None:
            self.instead[position] = edit
            self.answer("y")

    def undo(self) -> None:
        """Take the last answer back."""
        for index in self._given.pop() if self._given else ():
            self.accepted[index] = None
            self.instead.pop(index, None)


@click.command(
    "review",
    short_help="Accept or leave each change, on a terminal.",
    epilog="Exit codes: 0 done; 2 an error, and the other files are done.",
)
@click.option("--save", metavar="FILE", help="Write what is accepted to this file, for apply, and no article.")
@input_options
@cleaning_options
@run_options
def command(**options: Any) -> int:  # noqa: ANN401 - what click made of each option
    """Show change by change what clean would do, and write those that are accepted, at the end and all at once.

    A key answers: y accepts, n leaves, a accepts all of the rule, i leaves all of the rule, e opens your
    editor ($VISUAL, $EDITOR) on the repaired passage, u takes the last answer back, q ends. Files, folders, options
    and configuration are those of clean.
    """
    if not (console.is_terminal(sys.stdin) and console.is_terminal(sys.stdout)):
        raise click.UsageError("review asks on a terminal; --check, --diff and report need none")
    inputs = Inputs(options, Cleaners(options))
    if STDIN in inputs.paths:
        raise click.UsageError("review needs files; the keyboard answers")
    with terminable():
        return Run(options, inputs).run()


class Run:
    """One review of many files."""

    def __init__(self, options: dict[str, Any], inputs: Inputs) -> None:
        self.inputs = inputs
        self.save: str | None = options["save"]
        self.encoding: str | None = options["encoding"]
        self.quiet: bool = options["quiet"]
        self.color = console.wants_color(options["color"], sys.stdout)

    def run(self) -> int:
        """Ask about all changes, write what is accepted, and return the exit code."""
        founds = self.inputs.find()
        looked = [item for item in self.inputs.each(founds, self._look, progress=not self.quiet) if item.problems]
        choices = [
            Choice(item, problem, edit)
            for item in looked
            for problem, edit in zip(item.problems, item.result.edits, strict=True)
        ]
        accepted = ask(choices, self._show)
        self._write(_decided(looked, accepted), {choice.edit for choice in choices})
        if not self.quiet:
            where = f", in {self.save}" if self.save else ""
            console.say(f"{len(accepted)} of {count(len(choices), 'change')} accepted{where}")
        return 2 if self.inputs.failed else 0

    def _look(self, found: Found) -> Looked:
        done = self.inputs.clean(found)
        result = done.result
        listed = problems(done.label, result.original, result.edits, (), known_rules(done.cleaner.passes))
        # By their own places, as the edits are: what is removed is shown farther on than it begins.
        listed.sort(key=lambda problem: (problem.start, problem.end))
        return Looked(done.label, decisions.digest(done.source.data), result, listed)

    def _show(self, choice: Choice, number: int, total: int) -> None:
        from articlefix.reports.terminal import excerpts  # noqa: PLC0415 - rich, for the first change that is shown

        click.echo(f"\n{number} of {total}")
        click.echo(excerpts([choice.problem], choice.looked.result.original, color=self.color), nl=False)

    def _write(self, decided: list[Decided], proposed: Collection[Edit]) -> None:
        if self.save is not None:
            files.write(self.save, decisions.write(decided).encode("ascii"))
            return
        for file in decided:
            try:
                cleaner = self.inputs.cleaners.for_path(file.path)
                # A part of the changes may make other elements of Markdown than all of them do; those that a person
                # wrote are meant as they are.
                own = [edit for edit in file.edits if edit in proposed]
                carry_out(file, self.encoding, partial(cleaner.check_structure, edits=own))
            except ArticlefixError as error:
                self.inputs.fail(file.path, str(error))


def ask(choices: Sequence[Choice], show: Callable[[Choice, int, int], None]) -> list[Choice]:
    """Show one choice after another until all are answered, or the person ends; return those that are accepted."""
    answers = Decisions([choice.problem.rule for choice in choices])
    shown: int | None = None
    while (position := answers.position) is not None:
        if position != shown:
            show(choices[position], position + 1, len(choices))
            click.echo(KEYS, nl=False)
            shown = position
        key = click.getchar()
        if key in ("q", "\x04"):
            click.echo("q")
            break
        if key in ("y", "n", "a", "i", "e", "u"):
            click.echo(key)
            shown = None
            _answer(answers, key, choices, position)
        elif key == "?":
            click.echo(f"\n{visible(HELP)}\n{KEYS}", nl=False)
    return [
        choice._replace(edit=answers.instead.get(index, choice.edit))
        for index, choice in enumerate(choices)
        if answers.accepted[index]
    ]


def _answer(answers: Decisions, key: str, choices: Sequence[Choice], position: int) -> None:
    """Do what a key says of the choice that is shown."""
    if key == "u":
        answers.undo()
    elif key != "e":
        answers.answer(key)
    elif (edit := _edited(choices[position], *_free(answers, choices, position))) is not None:
        answers.put(edit)


def _free(answers: Decisions, choices: Sequence[Choice], position: int) -> tuple[int, int]:
    """Return where the lines of a change begin and end, as far as no other change reaches into them."""
    looked, _, edit = choices[position]
    text, lines = looked.result.original, Lines(looked.result.original)
    first, last = (lines.place(offset)[0] for offset in (edit.start, edit.end))
    start, stop = lines.starts[first - 1], lines.starts[last] if last < len(lines.starts) else len(text)
    while stop > edit.end and text[stop - 1] in "\r\n":
        stop -= 1
    if position > 0 and choices[position - 1].looked is looked:
        start = max(start, answers.instead.get(position - 1, choices[position - 1].edit).end)
    if position + 1 < len(choices) and choices[position + 1].looked is looked:
        stop = min(stop, choices[position + 1].edit.start)
    return start, stop


def _edited(choice: Choice, start: int, end: int) -> Edit | None:
    """Let a person write a passage as it should be; `None` where the editor was left without saving.

    The editor has it as repaired, with the words around, for a change may be one space. Of words that would go it
    has the words: whoever edits then wants some of them to stay.
    """
    original, edit = choice.looked.result.original, choice.edit
    removed = original[edit.start : edit.end]
    put = removed if removed.strip() and not edit.replacement.strip() else edit.replacement
    offered = original[start : edit.start] + put + original[edit.end : end]
    try:
        written = click.edit(offered.replace("\r\n", "\n"))
    except (click.ClickException, UnicodeError) as error:
        console.error(error.format_message() if isinstance(error, click.ClickException) else str(error))
        return None
    if written is None:
        return None
    # Editors end a file with a line end, whether or not what they were given has one.
    if not offered.endswith("\n"):
        written = written.removesuffix("\n")
    if "\r\n" in original:
        written = written.replace("\n", "\r\n")
    return edit._replace(start=start, end=end, replacement=written)


def _decided(looked: Sequence[Looked], accepted: Sequence[Choice]) -> list[Decided]:
    """Return what was accepted of each file."""
    edits: dict[str, list[Edit]] = {item.label: [] for item in looked}
    for choice in accepted:
        edits[choice.looked.label].append(choice.edit)
    return [Decided(item.label, item.sha256, tuple(edits[item.label])) for item in looked]
