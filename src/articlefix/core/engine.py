"""Run groups of passes over a document until each is at rest: the only place that rebuilds text or repeats a pass.

A group is the passes of one stage. In a group the first pass that has not seen the text as it is looks next, so
what one pass lays bare, an earlier one repairs before a later one sees it. When each has seen the text and found
nothing to do, the text is at rest, at a fixed point, and the next group looks. What a later group changed, the
earlier ones look at again, until the whole chain is at rest.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from articlefix.core.contract import DELETES, Touch
from articlefix.core.document import Document, fact, line_around
from articlefix.core.edits import Edit, Finding, Offsets, compose, trim
from articlefix.core.ignores import Ignores
from articlefix.core.needs import asked
from articlefix.core.passes import Pass
from articlefix.errors import ContractError, OverlapError, PassError, UnstableError

TURNS = 6
"""How many turns the chain is given to come to rest, and how many looks each pass of a group on average.

Of 314 articles with damage of three kinds none took more than three turns, or four looks; made-up texts take more.
"""

Group = tuple[Pass, ...]


class Outcome(NamedTuple):
    """The last document of a run, and the edits and findings in the coordinates of the first.

    `restless` are the built-in passes that never came to rest: what their group did is not in the document.
    """

    document: Document
    edits: tuple[Edit, ...]
    findings: tuple[Finding, ...]
    restless: tuple[Pass, ...] = ()


def run(document: Document, passes: Iterable[Pass], ignore: Collection[str] = ()) -> Outcome:
    """Apply `passes`, which are in order, group by group; drop what the rules in `ignore` would do.

    A group that does not come to rest leaves the text as it found it, so that a second run leaves it as well.
    Raises `PassError` or a subclass where a pass breaks its contract, or a plugin does not come to rest. Nothing is
    then kept.
    """
    work = _Run(document, ignore)
    work.settle(groups(passes))
    for pass_ in work.restless:
        if pass_.origin:
            rules = ", ".join(rule.name for rule in pass_.rules)
            reason = f"is not stable: after {TURNS} turns it still changes its own result, under {rules}"
            raise UnstableError(label(pass_), reason)
    return work.outcome()


def groups(passes: Iterable[Pass]) -> tuple[Group, ...]:
    """Return the groups of a chain: the passes of each stage, in order."""
    return tuple(tuple(members) for _, members in groupby(passes, key=lambda pass_: pass_.stage))


class _Run:
    """The state of one run: the document as it is, what led to it, and what each pass has seen last."""

    def __init__(self, document: Document, ignore: Collection[str]) -> None:
        self._original = document.text
        self._ignore = ignore
        self._document = document
        self._edits: tuple[Edit, ...] = ()
        self._findings: dict[str, list[Finding]] = {}
        self._seen: dict[str, Document] = {}
        self.restless: tuple[Pass, ...] = ()

    def outcome(self) -> Outcome:
        edits = trim(self._original, self._edits)
        findings = (finding for found in self._findings.values() for finding in found)
        return Outcome(self._document, edits, tuple(sorted(_standing(findings, edits))), self.restless)

    def settle(self, chain: Sequence[Group]) -> None:
        """Let each group come to rest, in turns until all are at rest, or else take back what they did."""
        before = self._document, self._edits
        passes = tuple(pass_ for group in chain for pass_ in group)
        for _ in range(TURNS):
            for group in chain:
                self._settle_group(group)
            awake = [pass_ for pass_ in passes if not self._has_seen(pass_)]
            if not awake:
                return
        self._take_back(before, passes, awake)

    def _settle_group(self, group: Group) -> None:
        """Let the first that has not seen the text as it is look, until all have; or take back what they did."""
        before = self._document, self._edits
        editors: list[Pass] = []
        looks = TURNS * len(group)
        place = 0
        while place < len(group):
            if self._has_seen(group[place]):
                place += 1
                continue
            if not looks:
                self._take_back(before, group, editors[-len(group) :])
                return
            looks -= 1
            if self._look(group[place]):
                editors.append(group[place])
                place = 0

    def _take_back(
        self, before: tuple[Document, tuple[Edit, ...]], passes: Sequence[Pass], restless: Iterable[Pass]
    ) -> None:
        """Take back what `passes` did, of which some never came to rest; none of them looks at that text again."""
        self.restless = tuple(dict.fromkeys((*self.restless, *restless)))
        self._document, self._edits = before
        self._seen.update((pass_.name, self._document) for pass_ in passes)

    def _has_seen(self, pass_: Pass) -> bool:
        """Tell whether a pass has nothing new to see. One that only reports looks once: at the damage."""
        seen = self._seen.get(pass_.name)
        return seen is self._document or (seen is not None and not pass_.contract.touches)

    def _look(self, pass_: Pass) -> bool:
        """Let a pass look at the text, and do what it wants; tell whether that is anything."""
        document = self._document
        self._seen[pass_.name] = document
        edits, found = _ask(pass_, document, self._ignore)
        # What is missing shows in the damage around it: so a pass reports what it saw first, but a decoder what it
        # left.
        if pass_.name not in self._findings or _decodes(pass_):
            self._findings[pass_.name] = self._in_original(found)
        if edits:
            self._edits = compose(self._edits, edits, document.text)
            self._document = document.edited(edits)
        return bool(edits)

    def _in_original(self, found: Sequence[Finding]) -> list[Finding]:
        if not found:
            return []
        offsets = Offsets(self._edits)
        return [Finding(*offsets.original(start, end), rule, message) for start, end, rule, message in found]


def _decodes(pass_: Pass) -> bool:
    return bool(pass_.contract.touches & Touch.ANYTHING)


def _standing(findings: Iterable[Finding], edits: Sequence[Edit]) -> Iterator[Finding]:
    """Yield the findings in what is left of the text: damage in a line that was then taken out is none."""
    for finding in findings:
        index = bisect_right(edits, finding.start, key=lambda edit: edit.start) - 1
        if index < 0 or finding.end > edits[index].end or edits[index].replacement.strip():
            yield finding


def _ask(pass_: Pass, document: Document, ignore: Collection[str]) -> tuple[list[Edit], list[Finding]]:
    """Return what a pass wants, sorted and checked, less what is ignored, by name or in its place, or protected."""
    try:
        wanted = list(asked(pass_.find, document))
    except MemoryError:  # which is the text's fault, or the machine's
        raise
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
        rules = _rules(pass_, item)
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


def _rules(pass_: Pass, item: object) -> tuple[str, ...]:
    """Return the rules of what a pass wants; it may have yielded anything."""
    if isinstance(item, Edit):
        return item.rules
    if isinstance(item, Finding):
        return (item.rule,)
    raise ContractError(label(pass_), f"yielded {type(item).__name__}, neither an Edit nor a Finding")


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
    decodes = _decodes(pass_)
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
            lines.append(line_around(text, edit.start, edit.end))
    ends = [end for _, end in lines]
    found = ((edit, bisect_left(ends, edit.start)) for edit in edits)
    return [edit for edit, index in found if index == len(lines) or edit.end < lines[index][0]]


def label(pass_: Pass) -> str:
    """Return the name of a pass, with the distribution that a plugin came from."""
    return f"{pass_.name} of {pass_.origin}" if pass_.origin else pass_.name
