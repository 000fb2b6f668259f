"""Turn a reading into edits: each mark gets its role's glyph, and the space moves to its outside."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from articlefix.core.edits import Edit, Finding
from articlefix.passes.quotes.costs import is_decade
from articlefix.passes.quotes.languages import ENGLISH, Pair
from articlefix.passes.quotes.marks import Mark, Side
from articlefix.passes.quotes.paths import Role
from articlefix.passes.quotes.reading import Reading, is_displaced
from articlefix.text.ties import cjk

_SINGLE_OPEN, _SINGLE_CLOSE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"


class Glyphs(NamedTuple):
    """The marks to write: by whether they are double and by role, and the space that belongs inside double ones."""

    marks: Mapping[tuple[bool, Role], str]
    inner: str = ""


def curly(pair: Pair) -> Glyphs:
    """Return the marks of a text that is to have its language's own."""
    marks = {
        (True, Role.OPEN): pair.opening,
        (True, Role.CLOSE): pair.closing,
        (False, Role.OPEN): _SINGLE_OPEN,
        (False, Role.CLOSE): _SINGLE_CLOSE,
        (False, Role.APOSTROPHE): _SINGLE_CLOSE,
    }
    return Glyphs(marks, pair.inner)


STRAIGHT = Glyphs({key: '"' if key[0] else "'" for key in curly(ENGLISH).marks})

_PLAIN_SPACES = " \t"
_ANY_SPACES = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_PRIME, _DOUBLE_PRIME = "\N{PRIME}", "\N{DOUBLE PRIME}"
_DAMAGED_SPACES = ((2, 1 / 3), (6, 1 / 10))  # at least so many, and such a share of the marks that pair
_SHOWN = 2  # marks on either side of an unpaired one
_GLUED = frozenset({Side.LETTER, Side.DIGIT, Side.STOP, Side.CLOSER})
_SUFFIXES = ("s", "es", "ed", "ing", "er", "ish", "d")


def render(text: str, readings: Sequence[Reading], glyphs: Glyphs) -> Iterator[Edit | Finding]:
    """Yield the edits that make `text` say what `readings` say, and a finding for what they leave open."""
    emptied: set[tuple[int, int]] = set()
    mends_spaces = _has_damaged_spaces(readings)
    for index, (mark, role, _) in enumerate(readings):
        if role is Role.NOISE:
            yield from _unpaired(readings, index, glyphs)
        elif role is Role.PRIME:
            yield from _prime(mark, glyphs)
        elif role is Role.OPEN and _swallowed_stop(text, mark):
            glyph = glyphs.marks[mark.is_double, role]
            yield Edit(mark.start, mark.end + 2, f"{text[mark.end]} {glyph}", ("turned-quote",))
        elif glyphs.inner:
            yield from _with_space(text, mark, role, glyphs)
        else:
            yield from _without_space(text, mark, role, glyphs, mends_spaces=mends_spaces, emptied=emptied)


def _prime(mark: Mark, glyphs: Glyphs) -> Iterator[Edit]:
    if mark.glyph in "\"'" and glyphs is not STRAIGHT:
        yield Edit(mark.start, mark.end, _DOUBLE_PRIME if mark.is_double else _PRIME, ("straight-prime",))


def _without_space(
    text: str, mark: Mark, role: Role, glyphs: Glyphs, *, mends_spaces: bool, emptied: set[tuple[int, int]]
) -> Iterator[Edit | Finding]:
    """Yield the edits of a mark that has no space inside; `emptied` holds the spaces that are taken already."""
    glyph = glyphs.marks[mark.is_double, role]
    if glyph != mark.glyph:
        yield Edit(mark.start, mark.end, glyph, (_glyph_rule(mark, role, glyph),))
    for edit in _space_edits(text, mark, role):
        if edit[:2] in emptied:
            continue
        emptied.add(edit[:2])
        slip = edit.rules == ("space-inside-quotes",) and not _parts_marks(mark, role)
        if slip and not mends_spaces:
            yield Finding(mark.start, mark.end, edit.rules[0], "a space inside this mark, unlike the others")
        else:
            yield edit


def _parts_marks(mark: Mark, role: Role) -> bool:
    """Tell whether the space inside a mark stands before another mark: none that is plain belongs there."""
    return (mark.far_right if role is Role.OPEN else mark.far_left) in tuple("“”‘’\"'")


def _has_damaged_spaces(readings: Sequence[Reading]) -> bool:
    """Tell whether spaces inside the marks are damage of this text rather than a slip of its editor.

    Where opening marks were turned and displaced, spaces are in doubt throughout; so they are where many marks have
    one inside. A slip among good marks is reported.
    """
    if any(is_displaced(reading) for reading in readings):
        return True
    paired = [reading for reading in readings if reading.role in (Role.OPEN, Role.CLOSE)]
    spaced = sum(
        (role is Role.OPEN and mark.right is Side.SPACE) or (role is Role.CLOSE and mark.left is Side.SPACE)
        for mark, role, _ in paired
    )
    return any(spaced >= least and spaced >= share * len(paired) for least, share in _DAMAGED_SPACES)


def _unpaired(readings: Sequence[Reading], index: int, glyphs: Glyphs) -> Iterator[Edit | Finding]:
    """Yield the finding of an unpaired double mark, and its glyph where its direction is plain."""
    mark = readings[index].mark
    if not mark.is_double:
        return
    yield Finding(mark.start, mark.end, "unbalanced-quote", _unpaired_message(readings, index))
    if mark.glyph in ('"', "``", "''") and (alone := _direction(mark)):
        yield Edit(mark.start, mark.end, glyphs.marks[True, alone], (_glyph_rule(mark, alone, ""),))


def _with_space(text: str, mark: Mark, role: Role, glyphs: Glyphs) -> Iterator[Edit]:
    """Yield the edit of a mark that has its space inside, as French ones have; a space that is there stays."""
    glyph = glyphs.marks[mark.is_double, role]
    if glyph == mark.glyph:
        return
    if role is Role.OPEN and not text[mark.end : mark.end + 1].isspace():
        glyph += glyphs.inner
    elif role is Role.CLOSE and not text[mark.start - 1 : mark.start].isspace():
        glyph = glyphs.inner + glyph
    yield Edit(mark.start, mark.end, glyph, (_glyph_rule(mark, role, glyph),))


def _direction(mark: Mark) -> Role | None:
    """Return what an unpaired mark is by its neighbours alone, where they leave no doubt."""
    opens = mark.left in (Side.EDGE, Side.SPACE) and mark.right not in (Side.EDGE, Side.SPACE, Side.STOP)
    closes = mark.right in (Side.EDGE, Side.SPACE) and mark.left not in (Side.EDGE, Side.SPACE, Side.DIGIT)
    if opens == closes:
        return None
    return Role.OPEN if opens else Role.CLOSE


def _swallowed_stop(text: str, mark: Mark) -> bool:
    """Tell whether an opening mark has slipped before the stop of the sentence that it follows: `said”. But`."""
    after = text[mark.end : mark.end + 3]
    return mark.left in _GLUED and after[:1] in tuple(".,:;?!") and after[1:2] == " " and after[2:].isalnum()


def _glyph_rule(mark: Mark, role: Role, glyph: str) -> str:
    if mark.glyph in ("``", "''", "`"):
        return "tex-quote"
    if mark.glyph in "\"'":
        return "straight-quote"
    if glyph in "\"'":
        return "curly-quote"
    return "turned-apostrophe" if role is Role.APOSTROPHE else "turned-quote"


def _unpaired_message(readings: Sequence[Reading], index: int) -> str:
    """Return the evidence for an unpaired mark: what it and the marks beside it were read as."""
    kind = ("a", "an opening", "a closing")[readings[index].mark.points]
    beside = readings[max(0, index - _SHOWN) : index + _SHOWN + 1]
    roles = ", ".join(reading.role.value for reading in beside)
    return f"{kind} quotation mark without a partner in its paragraph; this and the marks beside it read: {roles}"


def _space_edits(text: str, mark: Mark, role: Role) -> Iterator[Edit]:
    """Yield the edits that take the space from inside a mark and see that there is one outside."""
    if role is Role.OPEN:
        yield from _around_opening(text, mark)
    elif role is Role.CLOSE:
        yield from _around_closing(text, mark)
    elif mark.left is Side.LETTER and is_decade(text, mark):
        yield Edit(mark.start, mark.start, " ", ("space-missing-outside-quotes",))


def _spaces(mark: Mark) -> str:
    """Return the spaces that do not belong inside; a no-break one parts nested marks, but goes with a guillemet."""
    return _ANY_SPACES if mark.glyph in "«»" else _PLAIN_SPACES


def _around_opening(text: str, mark: Mark) -> Iterator[Edit]:
    end = mark.end
    spaces = _spaces(mark)
    while end < len(text) and text[end] in spaces:
        end += 1
    if end > mark.end and mark.far_right:
        yield Edit(mark.end, end, "", ("space-inside-quotes",))
        if _after_spaced_dash(text, mark):
            # The mark shows that the dash opens nothing but what is quoted: `whiskey —” one for the pan`.
            yield Edit(mark.start - 2, mark.start - 1, "", ("turned-quote",))
    glued = mark.left in _GLUED and not cjk().match(text, end)
    if glued and _outer(text, mark.start - 1) and not _is_prefix(text, mark):
        yield Edit(mark.start, mark.start, " ", ("space-missing-outside-quotes",))


def _around_closing(text: str, mark: Mark) -> Iterator[Edit]:
    start = mark.start
    spaces = _spaces(mark)
    while start > 0 and text[start - 1] in spaces:
        start -= 1
    if start < mark.start and mark.far_left:
        yield Edit(start, mark.start, "", ("space-inside-quotes",))
    glued = mark.right is Side.LETTER and mark.left is not Side.OTHER and not cjk().match(text, max(0, start - 1))
    if glued and _outer(text, mark.end) and not _is_suffix(text, mark.end):
        yield Edit(mark.end, mark.end, " ", ("space-missing-outside-quotes",))


def _after_spaced_dash(text: str, mark: Mark) -> bool:
    """Tell whether an em dash stands before the mark, with a space before it and a word before that."""
    before = text[max(0, mark.start - 3) : mark.start]
    return before[1:] == " \N{EM DASH}" and (before[0].isalnum() or before[0] in ",)")


def _outer(text: str, index: int) -> bool:
    """Tell whether the neighbour at `index` is not another mark, so that this one is the outermost of its run."""
    return text[index] not in "“”‘’\"'`\N{HORIZONTAL ELLIPSIS}"


def _is_prefix(text: str, mark: Mark) -> bool:
    """Tell whether a letter that is no word stands glued to an opening mark, as in the code `print(f"late")`."""
    letter, before = text[mark.start - 1 : mark.start], text[mark.start - 2 : mark.start - 1]
    return letter.isalpha() and letter not in "aAI" and not before.isalnum()


def _is_suffix(text: str, start: int) -> bool:
    """Tell whether the word glued to a closing mark inflects what is quoted, as in `the “no”s`."""
    end = start
    while end < len(text) and end - start < 4 and text[end].isalpha():  # noqa: PLR2004 - longer than any suffix
        end += 1
    return text[start:end] in _SUFFIXES


def reconciled(singles: Iterable[Edit], moves: Iterable[tuple[Edit, Edit]]) -> list[Edit]:
    """Return all edits that agree, sorted; a move of a stop is made whole or not at all.

    Each move is an insertion and a deletion. A stop and a space inserted at one place become one edit.
    """
    kept: list[Edit] = []
    for edit in sorted(set(singles)):
        if not kept or (edit.start >= kept[-1].end and edit[:2] != kept[-1][:2]):
            kept.append(edit)
    insertions = {edit.start: edit for edit in kept if edit.start == edit.end}
    result = {edit[:2]: edit for edit in kept}
    for move in moves:
        if any(_is_taken(kept, *edit[:2]) for edit in move):
            continue
        for edit in move:
            space = insertions.get(edit.start) if edit.start == edit.end else None
            joined = edit if space is None else edit._replace(replacement=edit.replacement + space.replacement)
            result[edit[:2]] = joined._replace(
                rules=tuple(dict.fromkeys((*edit.rules, *(space.rules if space else ()))))
            )
    return sorted(result.values())


def _is_taken(kept: list[Edit], start: int, end: int) -> bool:
    """Tell whether `start:end` reaches into one of the sorted edits; touching one is free."""
    index = bisect_left(kept, max(end, start + 1), key=lambda edit: edit.start)
    return index > 0 and kept[index - 1].end > start and (end > start or kept[index - 1].start < start)
