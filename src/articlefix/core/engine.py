"""Run passes over a document. The only place where text is rebuilt."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from articlefix.core.contract import DELETES, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding, Offsets, apply, compose, trim
from articlefix.core.ignores import Ignores
from articlefix.core.passes import Pass
from articlefix.errors import ContractError, OverlapError, PassError
from articlefix.scan.facts import fact


class Outcome(NamedTuple):
    """The last document of a run, and the edits and findings in the coordinates of the first.

    `last` is the name of the pass that edited last: those after it have seen the text as it now is.
    """

    document: Document
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    last: str = ""


def run(document: Document, passes: Iterable[Pass], ignore: Collection[str] = ()) -> Outcome:
    """Apply `passes` one after another; drop what the rules in `ignore` would do.

    Raises `PassError` or a subclass where a pass breaks its contract. Nothing is then kept.
    """
    original = document.text
    composed: tuple[Edit, ...] = ()
    findings: list[Finding] = []
    last = ""
    for pass_ in passes:
        edits, found = _ask(pass_, document, ignore)
        if found:
            offsets = Offsets(composed)
            for finding in found:
                start, end = offsets.original(finding.start, finding.end)
                findings.append(Finding(start, end, finding.rule, finding.message))
        if edits:
            composed = compose(composed, edits, document.text)
            document = document.with_text(apply(document.text, edits))
            last = pass_.name
    edits_made = trim(original, composed)
    return Outcome(document, edits_made, tuple(sorted(_standing(findings, edits_made))), last)


def _standing(findings: Collection[Finding], edits: Sequence[Edit]) -> Iterator[Finding]:
    """Yield the findings in what is left of the text: damage in a line that was then taken out is none."""
    for finding in findings:
        index = bisect_right(edits, finding.start, key=lambda edit: edit.start) - 1
        if index < 0 or finding.end > edits[index].end or edits[index].replacement.strip():
            yield finding


def _ask(pass_: Pass, document: Document, ignore: Collection[str]) -> tuple[list[Edit], list[Finding]]:
    """Return what a pass wants, sorted and checked, less what is ignored, by name or in its place, or protected."""
    try:
        wanted = list(pass_.find(document))
    except Exception as error:
        raise PassError(label(pass_), f"raised {type(error).__name__}: {error}") from error
    edits, findings = _heeded(pass_, document, wanted, ignore) if wanted else ([], [])
    if not edits:
        return edits, findings
    edits.sort()
    _check_overlap(pass_, edits)
    for edit in edits:
        if problem := pass_.contract.violation(document.text, edit):
            raise ContractError(label(pass_), f"broke its contract: rule {edit.rules[0]!r} {problem}")
    return _allowed(pass_, document, edits), findings


def _heeded(
    pass_: Pass, document: Document, wanted: Iterable[Edit | Finding], ignore: Collection[str]
) -> tuple[list[Edit], list[Finding]]:
    """Return what a pass wants, each item checked, less what is ignored, by name or in its place."""
    edits: list[Edit] = []
    findings: list[Finding] = []
    names = {rule.name for rule in pass_.rules}
    ignores = _ignores(document) or None
    for item in wanted:
        if isinstance(item, Edit):
            rules = item.rules
        elif isinstance(item, Finding):
            rules = (item.rule,)
        else:
            raise ContractError(label(pass_), f"yielded {type(item).__name__}, neither an Edit nor a Finding")
        _check_item(pass_, document, item.start, item.end, rules, names)
        if ignore and any(rule in ignore for rule in rules):
            continue
        if ignores is not None and ignores.cover(item.start, item.end, (pass_.name, *rules)):
            continue
        if isinstance(item, Edit):
            edits.append(item)
        else:
            findings.append(item)
    return edits, findings


@fact
def _ignores(document: Document) -> Ignores:
    return Ignores(document.text)


def _check_item(
    pass_: Pass, document: Document, start: int, end: int, rules: tuple[str, ...], names: set[str]
) -> None:
    if not 0 <= start <= end <= len(document.text):
        raise ContractError(label(pass_), f"gave the span {start}:{end} in a text of {len(document.text)}")
    if not rules or not names.issuperset(rules):
        raise ContractError(label(pass_), f"used the rules {rules!r}, which it does not declare")


def _check_overlap(pass_: Pass, edits: list[Edit]) -> None:
    for left, right in pairwise(edits):
        if right.start < left.end or (left.start == left.end == right.start == right.end):
            raise OverlapError(label(pass_), f"yielded edits that overlap: {left!r} and {right!r}")


def _allowed(pass_: Pass, document: Document, edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits that do not reach into protected text, and change something.

    Protected text is not offered for editing, so reaching for it is no fault of the pass: the edit is dropped.
    Decoding passes may write to tokens, lines and phrases go with the tokens in them; verbatim text is no one's.
    """
    decodes = bool(pass_.contract.touches & Touch.ANYTHING)
    deletes = bool(pass_.contract.touches & DELETES)
    allowed: list[Edit] = []
    withheld: list[Edit] = []
    for edit in edits:
        if document.text[edit.start : edit.end] == edit.replacement:
            continue
        verbatim_only = decodes or (deletes and not edit.replacement.strip())
        is_protected = document.is_protected(edit.start, edit.end, verbatim_only=verbatim_only)
        (withheld if is_protected else allowed).append(edit)
    return _elsewhere(document.text, allowed, withheld) if decodes and withheld else allowed


def _elsewhere(text: str, edits: Sequence[Edit], withheld: Sequence[Edit]) -> list[Edit]:
    """Return the edits in other lines than those withheld.

    What a decoder does to a line belongs together: a part of it would lose text, or write it twice.
    """
    lines: list[tuple[int, int]] = []
    for edit in withheld:
        if not lines or edit.end > lines[-1][1]:
            end = text.find("\n", edit.end)
            lines.append((text.rfind("\n", 0, edit.start) + 1, len(text) if end < 0 else end))
    ends = [end for _, end in lines]
    found = ((edit, bisect_left(ends, edit.start)) for edit in edits)
    return [edit for edit, index in found if index == len(lines) or edit.end < lines[index][0]]


def label(pass_: Pass) -> str:
    """Return the name of a pass, with the distribution that a plugin came from."""
    return f"{pass_.name} of {pass_.origin}" if pass_.origin else pass_.name
