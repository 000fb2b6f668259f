"""What a run did and found, for people. The only module besides the command line that imports rich."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from articlefix.reports import revealed, unobeyed, visible
from articlefix.reports.problems import Lines, Problem, place

_SHOWN_LINES = 3
"""How many lines of a long passage are shown."""

_WIDE = 40
"""How many code points of the text are shown on either side of what is marked, and of a replacement at each end."""


class Counts:
    """How many edits and findings each rule gave."""

    def __init__(self) -> None:
        self.edits: Counter[str] = Counter()
        self.findings: Counter[str] = Counter()

    def add(self, edits: Iterable[Iterable[str]], findings: Iterable[str]) -> None:
        """Count one text: of each edit the rule that names it, and the rule of each finding."""
        self.edits.update(first for first, *_ in edits)
        self.findings.update(findings)

    def update(self, other: "Counts") -> None:
        """Add what another counted."""
        self.edits.update(other.edits)
        self.findings.update(other.findings)


def print_stats(counts: Counts, passes: Mapping[str, str], stream: IO[str], *, color: bool) -> None:
    """Print the rules that did anything, the busiest first; `passes` tells the pass of each rule."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Rule", no_wrap=True)
    table.add_column("Pass", no_wrap=True)
    table.add_column("Edits", justify="right", no_wrap=True)
    table.add_column("Findings", justify="right", no_wrap=True)
    rules = {*counts.edits, *counts.findings}
    for rule in sorted(rules, key=lambda rule: (-counts.edits.get(rule, 0), -counts.findings.get(rule, 0), rule)):
        cells = (rule, passes.get(rule, ""), str(counts.edits.get(rule, 0)), str(counts.findings.get(rule, 0)))
        table.add_row(*(Text(visible(cell, one_line=True)) for cell in cells))
    total = (str(sum(counts.edits.values())), str(sum(counts.findings.values())))
    table.add_section()
    table.add_row("Total", "", *total)
    # Wide enough for any rule's name where the stream has no width of its own: a log should not lose columns.
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=color,
        no_color=not color,
        width=None if stream.isatty() else 100,
    )
    console.print(table)


def excerpts(problems: Sequence[Problem], text: str, *, color: bool) -> str:
    """Return each problem with the lines of `text` that it is in, the span marked, and its repair."""
    lines = Lines(text)
    blocks = [Text("\n").join(_rows(problem, text, lines)) for problem in problems]
    if not color:
        return unobeyed("".join(f"{block.plain}\n\n" for block in blocks))
    stream = io.StringIO()
    console = Console(
        file=stream,
        markup=False,
        highlight=False,
        emoji=False,
        force_terminal=True,
        no_color=False,
        color_system="standard",
        legacy_windows=False,
    )
    for block in blocks:
        # The terminal breaks what is too long for it; a program that reads this wants its lines whole.
        console.print(block, soft_wrap=True, end="\n\n")
    return unobeyed(stream.getvalue())


def _rows(problem: Problem, text: str, lines: Lines) -> Iterator[Text]:
    message = visible(problem.message, one_line=True)
    yield Text.assemble((place(problem), "bold"), " ", (problem.rule, "bold red"), " ", message)
    last = max(problem.line, problem.end_line - (problem.end_column == 1))
    shown = min(last, problem.line + _SHOWN_LINES - 1)
    gutter = len(str(shown))
    yield Text(f"{' ' * gutter} |", "blue")
    for number in range(problem.line, shown + 1):
        before, marked, after = _window(problem, text, lines, number)
        yield Text.assemble((f"{number:>{gutter}} |", "blue"), f" {before}", (marked, "bold red"), after)
        indent, carets = " " * cell_len(before), "^" * max(1, cell_len(marked))
        yield Text.assemble((f"{' ' * gutter} |", "blue"), f" {indent}", (carets, "bold red"))
    if shown < last:
        yield Text(f"{' ' * gutter} | and {last - shown} more lines", "blue")
    if problem.replacement is not None:
        repair = _repair(text[problem.start : problem.end], problem.replacement)
        yield Text.assemble((f"{' ' * gutter} = ", "blue"), (repair, "green"))


def _window(problem: Problem, text: str, lines: Lines, number: int) -> tuple[str, str, str]:
    """Return what stands before the span in a line, the span or its part, and what stands after it."""
    begin = lines.starts[number - 1]
    end = lines.starts[number] if number < len(lines.starts) else len(text)
    start, stop = max(begin, problem.start), max(begin, min(end, problem.end))
    # The line's end is shown only where it belongs to the span. A line may be as long as the text: no copy is made.
    tail = text[max(begin, end - 2) : end]
    close = max(stop, end - len(tail) + len(tail.rstrip("\r\n")))
    low, high = max(begin, start - _WIDE), min(close, stop + _WIDE)
    before = ("\N{HORIZONTAL ELLIPSIS}" if low > begin else "") + visible(text[low:start], one_line=True)
    after = visible(text[stop:high], one_line=True) + ("\N{HORIZONTAL ELLIPSIS}" if high < close else "")
    return before, _cut(text[start:stop], closed=bool(after)), after


def _repair(before: str, after: str) -> str:
    r"""Say what a repair does.

    >>> print(_repair(" ,", ","), _repair(" \t", ""), _repair("", ";"), sep="; ")
    replace ` ,` by `,`; remove ` \t`; insert `;`
    """
    if not after:
        return f"remove `{_cut(before)}`"
    if not before:
        return f"insert `{_cut(after)}`"
    return f"replace `{_cut(before)}` by `{_cut(after)}`"


def _cut(text: str, *, closed: bool = True) -> str:
    r"""Show a passage on one line, a long one by its two ends.

    A last space is lost on a screen unless something stands after it that closes it.

    >>> print(_cut("a ", closed=False), _cut("a ") + "|")
    a\x20 a |
    """
    if len(text) > 2 * _WIDE + 1:
        return f"{_cut(text[:_WIDE])}\N{HORIZONTAL ELLIPSIS}{_cut(text[-_WIDE:], closed=closed)}"
    return revealed(f"{text}|")[:-1] if closed else revealed(text)
