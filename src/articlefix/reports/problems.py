"""What a check found, with its place as people and editors count: lines and columns from 1, in code points."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from articlefix.core.edits import Edit, Finding, Offsets
from articlefix.core.passes import Pass, Rule
from articlefix.reports import columns, unobeyed, visible

_AROUND = 60
"""So many characters stand on either side of what a problem is about, where it is shown with its surroundings."""

_LINE_END = re.compile(r"\r\n?|\n")


class Known(NamedTuple):
    """A rule as reports name it: its message, the passes that declare it, and the rule with its examples."""

    message: str
    passes: tuple[str, ...]
    rule: Rule | None = None


class Excerpt(NamedTuple):
    """A piece of a text with its place, in lines and columns."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class Problem(NamedTuple):
    """One edit that cleaning would make, or one finding.

    `start` and `end` are offsets in the text without its byte order mark; the end is that of the first character
    after the span, also as a line and column. `line` and `column` tell where it is shown: at the start, but for a
    removal, for with a line goes the line end above it: at the first character that goes and can be seen. Then
    `begin` has the line and column of the start. `replacement` is `None` for a finding. Where several rules made
    one edit, `rule` is the one that did most of it, and `also` has the others. `found` is the text from where it is
    shown to its end, `around` some of its line on both sides.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    rule: str
    pass_name: str
    message: str
    replacement: str | None = None
    also: tuple[str, ...] = ()
    begin: tuple[int, int] | None = None
    found: str = ""
    around: Excerpt | None = None


class Lines:
    r"""The lines of a text, as the offsets at which they begin.

    `\r\n`, `\n` and a lone `\r` end a line; U+2028 and a form feed do not.

    >>> Lines("One\r\nTwo\n").place(6)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def around(self, text: str, start: int, end: int) -> Excerpt:
        r"""Return what stands around a span of `text`, a few words of its lines on both sides.

        >>> Lines("One.\nTwo  words.\n").around("One.\nTwo  words.\n", 8, 9)
        Excerpt(line=2, column=1, end_line=2, end_column=12, text='Two  words.')
        """
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end)
        stop = self.starts[last] if last < len(self.starts) else len(text)
        begin, stop = max(self.starts[first - 1], start - _AROUND), min(stop, end + _AROUND)
        stop = max(end, begin + len(text[begin:stop].rstrip("\r\n")))
        return Excerpt(*self.place(begin), *self.place(stop), text[begin:stop])


def known_rules(passes: Iterable[Pass]) -> dict[str, Known]:
    """Return the rules of a chain by name, each once, though several passes may declare it."""
    rules: dict[str, Known] = {}
    for pass_ in passes:
        for rule in pass_.rules:
            before = rules.get(rule.name)
            rules[rule.name] = Known(
                before.message if before else rule.message,
                (*(before.passes if before else ()), pass_.name),
                before.rule if before else rule,
            )
    return rules


def problems(
    path: str, text: str, edits: Iterable[Edit], findings: Iterable[Finding], rules: Mapping[str, Known]
) -> list[Problem]:
    """Return what `edits` and `findings` over `text` say, sorted by place."""
    lines = Lines(text)

    def problem(item: Edit | Finding, rule: str, message: str) -> Problem:
        shown = shown_at(text, item)
        return Problem(
            path,
            *lines.place(shown),
            *lines.place(item.end),
            item.start,
            item.end,
            rule,
            rules[rule].passes[0],
            message,
            found=text[shown : item.end],
            around=lines.around(text, shown, item.end),
        )

    result = [problem(finding, finding.rule, finding.message) for finding in findings]
    for edit in edits:
        first, *others = edit.rules
        said = [rules[first].message, *(f"Also {rule}: {rules[rule].message}" for rule in others)]
        message = " ".join(said + [f"Evidence: {edit.evidence}."] * bool(edit.evidence))
        made = problem(edit, first, message)
        begin = lines.place(edit.start) if shown_at(text, edit) > edit.start else None
        result.append(made._replace(replacement=edit.replacement, also=tuple(others), begin=begin))
    return sorted(result, key=lambda problem: (problem.line, problem.column, problem.end, problem.rule))


def shown_at(text: str, item: Edit | Finding) -> int:
    r"""Return the offset at which an edit or a finding is shown: that of the first thing seen in what is removed.

    >>> shown_at("It ends.\n\nShare", Edit(8, 15, "", ("share-prompt",)))
    10
    >>> shown_at("It ends.\n\n\n\nWe left.", Edit(10, 12, "", ("run-of-blank-lines",)))
    10
    """
    if isinstance(item, Finding) or item.replacement.strip():
        return item.start
    removed = text[item.start : item.end]
    return item.start + (len(removed) - len(removed.lstrip()) if removed.strip() else 0)


def carried(findings: Iterable[Finding], edits: Sequence[Edit], original: str) -> list[Finding]:
    """Return `findings` over `original` at their places after `edits`, less those in what was removed.

    >>> carried([Finding(5, 8, "repeated-word", "")], [Edit(0, 3, "", ())], "Ad.  the the end")
    [Finding(start=2, end=5, rule='repeated-word', message='')]
    """
    back: list[Edit] = []
    shift = 0
    for edit in edits:
        start = edit.start - shift
        back.append(Edit(start, start + len(edit.replacement), original[edit.start : edit.end], edit.rules))
        shift += edit.end - edit.start - len(edit.replacement)
    offsets = Offsets(back)
    result = []
    for finding in findings:
        start, end = offsets.original(finding.start, finding.end)
        if start < end or finding.start == finding.end:
            result.append(Finding(start, end, finding.rule, finding.message))
    return result


def place(problem: Problem) -> str:
    """Return `file:line:column`, on one line whatever the file is called."""
    return unobeyed(visible(f"{problem.path}:{problem.line}:{problem.column}", one_line=True))


def concise(problem: Problem) -> str:
    """Return the line `file:line:column rule message`, in which nothing can forge another.

    >>> concise(Problem("a.txt", 1, 7, 1, 8, 6, 7, "run-of-spaces", "whitespace", "Spaces stand in a run."))
    'a.txt:1:7 run-of-spaces Spaces stand in a run.'
    """
    return unobeyed(f"{place(problem)} {problem.rule} {visible(problem.message, one_line=True)}")


def statistics(problems: Iterable[Problem]) -> str:
    """Return a table of how many problems each rule has, the most first, and how many of them can be repaired.

    >>> print(statistics([Problem("a.txt", 1, 7, 1, 8, 6, 7, "run-of-spaces", "whitespace", "", "")]), end="")
    Problems  Repairable  Rule           Pass
           1           1  run-of-spaces  whitespace
    """
    found, repairable, passes = Counter[str](), Counter[str](), dict[str, str]()
    for problem in problems:
        found[problem.rule] += 1
        repairable[problem.rule] += problem.replacement is not None
        passes[problem.rule] = problem.pass_name
    names = sorted(found, key=lambda name: (-found[name], name))
    rows = [(str(found[name]), str(repairable[name]), visible(name), visible(passes[name])) for name in names]
    head = ("Problems", "Repairable", "Rule", "Pass")
    return "".join(f"{line}\n" for line in columns([head, *rows], right=(0, 1))) if rows else ""
