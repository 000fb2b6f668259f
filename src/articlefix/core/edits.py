r"""Edits and findings as values over an immutable text, and the arithmetic of their offsets.

Offsets are code points, half open. A pass yields edits over the text that it was given; `compose` carries them
through all earlier edits, so that what is reported is what was done, at its place in the original.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

_NEWLINE = re.compile(r"\r\n?|\n")


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`, for the reasons named by `rules`.

    `evidence` says for people what made a rule sure that weighs several things, such as `in 18 of 20 articles`;
    it is empty where the rule's summary says all.
    """

    start: int
    end: int
    replacement: str
    rules: tuple[str, ...]
    evidence: str = ""

    def __repr__(self) -> str:
        fields = [f"{name}={value!r}" for name, value in self._asdict().items() if name != "evidence" or value]
        return f"Edit({', '.join(fields)})"


class Finding(NamedTuple):
    """Damage at `start:end` that is reported under `rule` and not repaired; `message` gives the evidence."""

    start: int
    end: int
    rule: str
    message: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """Return `text` with sorted, disjoint `edits` made.

    >>> apply("a , b", [Edit(1, 2, "", ("space-before-comma",))])
    'a, b'
    """
    pieces: list[str] = []
    done = 0
    for start, end, replacement, _, _ in edits:
        pieces += (text[done:start], replacement)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def compose(first: Sequence[Edit], second: Sequence[Edit], middle: str) -> tuple[Edit, ...]:
    """Return the edits that do what `first` and then `second` do.

    `first` turns the original into `middle`, and `second` is over `middle`; both are sorted and disjoint. The
    result is over the original. Edits that meet in `middle` become one edit with the rules of all, and of these the
    one that did most comes first: it names the edit.

    >>> compose([Edit(0, 1, "xy", ("a",))], [Edit(1, 4, "", ("b",))], "xybcd")
    (Edit(start=0, end=3, replacement='x', rules=('b', 'a')),)
    """
    if not first:
        return tuple(second)
    result: list[Edit] = []
    shift = 0  # what to add to an offset in `middle` to get the original's, before first[i]
    i = j = 0
    size = len(first)
    while j < len(second):
        late_start, late_end, late_replacement, rules, evidence = second[j]
        meets = False
        while i < size:
            edit = first[i]
            original_start, original_end, replacement, _, _ = edit
            start = original_start - shift
            end = start + len(replacement)
            # Most edits lie clear of each other, which one comparison tells.
            if end >= late_start and not _precedes(start, end, late_start, late_end):
                meets = start <= late_end and not _precedes(late_start, late_end, start, end)
                break
            result.append(edit)
            shift = original_end - end
            i += 1
        if meets:
            merged, i, j, shift = _merge(first, second, middle, i, j, shift)
            result.append(merged)
        else:
            result.append(Edit(late_start + shift, late_end + shift, late_replacement, rules, evidence))
            j += 1
    result += first[i:]
    return tuple(result)


def _precedes(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Tell whether `start:end` lies wholly before the other run; two insertions at one place do not."""
    return end < other_start or (end == other_start and (start < end or other_start < other_end))


def _merge(
    first: Sequence[Edit], second: Sequence[Edit], middle: str, i: int, j: int, shift: int
) -> tuple[Edit, int, int, int]:
    """Make one edit of the group of meeting edits that begins at first[i] and second[j]."""
    start = min(first[i].start - shift, second[j].start)
    original_start = start + shift
    end = start
    rules: dict[str, int] = {}
    evidence: dict[str, None] = {}
    inner: list[Edit] = []
    fresh = True
    while fresh:
        fresh = False
        # The first of each side joins whatever its extent; later ones must reach into the group.
        while i < len(first) and (first[i].start - shift < end or not rules):
            end = max(end, first[i].start - shift + len(first[i].replacement))
            _count(rules, first[i])
            evidence[first[i].evidence] = None
            shift += first[i].end - first[i].start - len(first[i].replacement)
            i += 1
            fresh = True
        while j < len(second) and (second[j].start < end or not inner):
            end = max(end, second[j].end)
            inner.append(Edit(second[j].start - start, second[j].end - start, second[j].replacement, ()))
            _count(rules, second[j])
            evidence[second[j].evidence] = None
            j += 1
            fresh = True
    told = joined_evidence(evidence)
    merged = Edit(original_start, end + shift, apply(middle[start:end], inner), _ranked(rules), told)
    return merged, i, j, shift


def _count(rules: dict[str, int], edit: Edit) -> None:
    """Add to what each rule did the characters that `edit` takes out or writes: its first rule did most of that."""
    first, *others = edit.rules
    rules[first] = rules.get(first, 0) + max(edit.end - edit.start, len(edit.replacement))
    for rule in others:
        rules.setdefault(rule, 0)


def _ranked(rules: Mapping[str, int]) -> tuple[str, ...]:
    """Return the rules of one edit, the one that did most of it first, else in the order of what they did."""
    return tuple(sorted(rules, key=lambda rule: -rules[rule]))


def common_ends(left: Sequence[str], right: Sequence[str]) -> tuple[int, int]:
    """Return how many items two sequences share at their beginning, and how many of the others at their end.

    >>> common_ends("a , b", "a, b")
    (1, 3)
    """
    limit = min(len(left), len(right))
    head = 0
    while head < limit and left[head] == right[head]:
        head += 1
    tail = 0
    while tail < limit - head and left[-1 - tail] == right[-1 - tail]:
        tail += 1
    return head, tail


def trim(original: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Drop from each edit what it leaves as it was, and the edits that change nothing.

    Insertions at one place become one.

    >>> trim("on a day , a", [Edit(5, 10, "day,", ("space-before-comma",))])
    (Edit(start=8, end=9, replacement='', rules=('space-before-comma',)),)
    """
    result: list[Edit] = []
    for edit in edits:
        if (kept := _trimmed(original, edit)) is None:
            continue
        # What parted two of them was kept by the one before.
        if result and result[-1].start == result[-1].end == kept.start == kept.end:
            kept = _joined(result.pop(), kept)
        result.append(kept)
    return tuple(result)


def _trimmed(original: str, edit: Edit) -> Edit | None:
    """Return what an edit changes, or `None` if that is nothing."""
    start, end, replacement, rules, told = edit
    if start == end or not replacement:
        return edit if start < end or replacement else None
    before = original[start:end]
    if before == replacement:
        return None
    head, tail = common_ends(before, replacement)
    if not head and not tail:
        return edit
    return Edit(start + head, end - tail, replacement[head : len(replacement) - tail], rules, told)


def joined_evidence(said: Iterable[str]) -> str:
    """Return the evidence of several edits as one, each part of it once: lines that go together share most.

    >>> joined_evidence(["it is short; it asks to share", "", "it is short"])
    'it is short; it asks to share'
    """
    return "; ".join(dict.fromkeys(part for each in said for part in each.split("; ") if part))


def _joined(left: Edit, right: Edit) -> Edit:
    """Return two insertions at one place as one."""
    rules: dict[str, int] = {}
    _count(rules, left)
    _count(rules, right)
    told = joined_evidence((left.evidence, right.evidence))
    return Edit(left.start, left.end, left.replacement + right.replacement, _ranked(rules), told)


class Offsets:
    """Offsets of an edited text carried back to the original."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts = [0]
        shift = 0
        for edit in edits:
            self._starts.append(edit.start - shift)
            self._ends.append(edit.start - shift + len(edit.replacement))
            shift += edit.end - edit.start - len(edit.replacement)
            self._shifts.append(shift)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the run of the original that became `start:end`, widened to whole edits.

        >>> Offsets([Edit(0, 3, "", ("a",))]).original(2, 4)
        (5, 7)
        """
        index = bisect_right(self._ends, start)
        inside = index < len(self._edits) and self._starts[index] < start
        original_start = self._edits[index].start if inside else start + self._shifts[index]
        index = bisect_left(self._starts, end)
        inside = index > 0 and end < self._ends[index - 1]
        original_end = self._edits[index - 1].end if inside else end + self._shifts[index]
        return original_start, max(original_start, original_end)


def fold_newlines(
    text: str,
) -> tuple[str, Callable[[Sequence[Edit]], tuple[Edit, ...]], Callable[[int], int]]:
    r"""Return `text` with `\n` for every line end, and how to carry edits and offsets back.

    An untouched line end keeps its style, even in a mixed file. A line end that an edit writes takes the style
    of the line end it replaces, or else of the first in the text.

    >>> folded, unfold, _ = fold_newlines("a \r\nb")
    >>> folded, unfold([Edit(1, 3, "\n", ("trailing-space",))])
    ('a \nb', (Edit(start=1, end=4, replacement='\r\n', rules=('trailing-space',)),))
    """
    pairs: list[int] = []
    for match in re.finditer("\r\n", text):
        pairs.append(match.start() - len(pairs))
    found = _NEWLINE.search(text)
    default = found.group() if found else "\n"

    def offset(folded: int) -> int:
        return folded + bisect_left(pairs, folded)

    def unfold(edits: Sequence[Edit]) -> tuple[Edit, ...]:
        result: list[Edit] = []
        done, last = 0, ""  # how far the text is written, and the last character of what was
        for index, edit in enumerate(edits):
            start, end = offset(edit.start), offset(edit.end)
            last = text[start - 1 : start] if start > done else last
            replaced = _NEWLINE.search(text, start, end)
            written = edit.replacement.replace("\n", replaced.group() if replaced else default)
            # A lone carriage return that comes to stand before a line feed would be one line end with it.
            if last == "\r" and written.startswith("\n"):
                written = "\n" + written
            last = written[-1:] or last
            is_last = index + 1 == len(edits) or edits[index + 1].start > edit.end
            if last == "\r" and is_last and text.startswith("\n", end):
                written, last = written + "\n", "\n"
            result.append(edit._replace(start=start, end=end, replacement=written))
            done = end
        return tuple(result)

    return _NEWLINE.sub("\n", text), unfold, offset
