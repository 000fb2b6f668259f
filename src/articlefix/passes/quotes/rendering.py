"""Turn a reading into edits: each mark gets its role's glyph, and the space moves to its outside."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from articlefix.core.document import line_around
from articlefix.core.edits import Edit, Finding
from articlefix.passes.quotes.costs import is_decade
from articlefix.passes.quotes.languages import ENGLISH, Pair
from articlefix.passes.quotes.marks import Mark, Side
from articlefix.passes.quotes.paths import Role
from articlefix.passes.quotes.reading import Reading, is_displaced
from articlefix.text.ties import CJK
from articlefix.text.wide import HANGUL

_SINGLE_OPEN, _SINGLE_CLOSE = "\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"


class Glyphs(NamedTuple):
    """The marks to write: by whether they are double and by role, and the space that belongs inside double ones."""

    marks: Mapping[tuple[bool, Role], str]
    inner: str = ""
    takes_suffixes: bool = False


def curly(pair: Pair) -> Glyphs:
    """Return the marks of a text that is to have its language's own."""
    marks = {
        (True, Role.OPEN): pair.opening,
        (True, Role.CLOSE): pair.closing,
        (False, Role.OPEN): _SINGLE_OPEN,
        (False, Role.CLOSE): _SINGLE_CLOSE,
        (False, Role.APOSTROPHE): _SINGLE_CLOSE,
    }
    return Glyphs(marks, pair.inner, pair.takes_suffixes)


STRAIGHT = Glyphs({key: '"' if key[0] else "'" for key in curly(ENGLISH).marks})

_PLAIN_SPACES = " \t"
_NO_BREAK = ("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_ANY_SPACES = _PLAIN_SPACES + "".join(_NO_BREAK)
_TATWEEL = "\N{ARABIC TATWEEL}"
_PRIME, _DOUBLE_PRIME = "\N{PRIME}", "\N{DOUBLE PRIME}"
_DAMAGED_SPACES = ((2, 1 / 3), (6, 1 / 10))  # at least so many, and such a share of the marks that pair
_SHOWN = 2  # marks on either side of an unpaired one
_GLUED = frozenset({Side.LETTER, Side.DIGIT, Side.STOP, Side.CLOSER})
_OUTSIDE_OPEN = frozenset({Side.EDGE, Side.SPACE, Side.OPENER, Side.DASH})
_OUTSIDE_CLOSED = frozenset({Side.EDGE, Side.SPACE, Side.STOP, Side.CLOSER, Side.DASH})
# Endings that are no words of their own, and a letter that is none: Turkish inflects so (`the “Hürriyet”e`).
_SUFFIXES = frozenset(
    (
        "s",
        "es",
        "ed",
        "ing",
        "er",
        "ers",
        "ish",
        "d",
        "ly",
        "ness",
        "y",
        "ism",
        "isms",
        "ist",
        "ists",
        "ian",
        "ized",
    )
)
_LONGEST_SUFFIX = max(map(len, _SUFFIXES))
_PREFIXES = frozenset(("un", "non", "re", "pre", "anti", "ex", "semi", "co", "mis", "dis", "quasi", "neo"))
_LONGEST_PREFIX = max(map(len, _PREFIXES))
_RESUMED_AFTER = ".,;:!?\N{EM DASH}"
_LONGEST_VERSE = 70  # characters; a line of prose that is not wrapped is longer


def render(text: str, readings: Sequence[Reading], glyphs: Glyphs) -> Iterator[Edit | Finding]:
    """Yield the edits that make `text` say what `readings` say, and a finding for what they leave open."""
    emptied: set[tuple[int, int]] = set()
    mends_spaces = _has_damaged_spaces(readings)
    for index, (mark, role, _) in enumerate(readings):
        if role is Role.NOISE:
            yield from _unpaired(text, readings, index, glyphs)
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
    for edit in _space_edits(text, mark, role, takes_suffixes=glyphs.takes_suffixes):
        if edit[:2] in emptied:
            continue
        emptied.add(edit[:2])
        slip = edit.rules == ("space-inside-quotes",) and not _parts_marks(mark, role)
        if slip and not mends_spaces and not _is_certain(mark, role):
            yield Finding(mark.start, mark.end, edit.rules[0], "a space inside this mark, unlike the others")
        else:
            yield edit


def _parts_marks(mark: Mark, role: Role) -> bool:
    """Tell whether the space inside a mark stands before another mark: none that is plain belongs there."""
    return (mark.far_right if role is Role.OPEN else mark.far_left) in tuple("“”‘’\"'")


def _is_certain(mark: Mark, role: Role) -> bool:
    """Tell whether a double mark with a space inside can have no other role, by its glyph and its other side.

    French marks have spaces inside or not as their house has it, which `guillemets` judges.
    """
    if not mark.is_double or not mark.points or mark.glyph in "«»":
        return False
    if role is Role.OPEN:
        return mark.points > 0 and mark.left in _OUTSIDE_OPEN
    return mark.points < 0 and mark.right in _OUTSIDE_CLOSED


def _has_damaged_spaces(readings: Sequence[Reading]) -> bool:
    """Tell whether spaces inside the marks are damage of this text rather than a slip of its editor.

    Where opening marks were turned and displaced, spaces are in doubt throughout; so they are where many marks have
    one inside. A slip among good marks is reported, unless the mark is certain all the same.
    """
    if any(is_displaced(reading) for reading in readings):
        return True
    paired = [reading for reading in readings if reading.role in (Role.OPEN, Role.CLOSE)]
    spaced = sum(_has_space_inside(mark, role) for mark, role, _ in paired)
    return any(spaced >= least and spaced >= share * len(paired) for least, share in _DAMAGED_SPACES)


def _has_space_inside(mark: Mark, role: Role) -> bool:
    return (mark.right if role is Role.OPEN else mark.left) is Side.SPACE


def _unpaired(text: str, readings: Sequence[Reading], index: int, glyphs: Glyphs) -> Iterator[Edit | Finding]:
    """Yield the finding of an unpaired double mark, and its glyph where its direction is plain."""
    mark = readings[index].mark
    if not mark.is_double or _is_resumed(text, readings, index) or _runs_over_stanzas(text, readings, index):
        return
    yield Finding(mark.start, mark.end, "unbalanced-quote", _unpaired_message(readings, index))
    if mark.glyph in ('"', "``", "''") and (alone := _direction(mark)):
        yield Edit(mark.start, mark.end, glyphs.marks[True, alone], (_glyph_rule(mark, alone, ""),))


def _is_resumed(text: str, readings: Sequence[Reading], index: int) -> bool:
    """Tell whether the next mark opens the same quotation anew, as before each line of a letter's end.

    Such lines are folded into one paragraph: `“I am, dear Sirs, “Faithfully yours, “Samuel Hale.”`
    """
    mark, following = readings[index].mark, _next_double(readings, index, 1)
    if following is None or mark.points <= 0 or following.points <= 0:
        return False
    begins_line = following.far_left in tuple(_RESUMED_AFTER) and following.far_right.isupper()
    return begins_line and mark.left in _OUTSIDE_OPEN and "\n\n" not in text[mark.end : following.start]


def _runs_over_stanzas(text: str, readings: Sequence[Reading], index: int) -> bool:
    """Tell whether an unpaired mark belongs to verse that is quoted whole, whose stanzas open no mark anew."""
    mark = readings[index].mark
    other = _next_double(readings, index, mark.points) if mark.points else None
    if other is None or other.points != -mark.points:
        return False
    first, last = sorted((mark, other))
    if text.find("\n\n", first.end, last.start) < 0:
        return False
    start, end = line_around(text, first.start, last.end)
    stanzas = text[start:end].split("\n\n")
    return all(_is_stanza(stanza) for stanza in stanzas)


def _is_stanza(paragraph: str) -> bool:
    lines = paragraph.strip("\n").split("\n")
    return len(lines) > 1 and all(len(line) <= _LONGEST_VERSE for line in lines)


def _next_double(readings: Sequence[Reading], index: int, step: int) -> Mark | None:
    """Return the next double mark in a direction if it has no partner either, or opens."""
    index += step
    while 0 <= index < len(readings):
        mark, role, _ = readings[index]
        if mark.is_double:
            return mark if role is Role.NOISE or (role is Role.OPEN and step > 0) else None
        index += step
    return None


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
    if role is Role.OPEN and mark.points and mark.right is Side.SPACE:
        yield from _spaces_of_shifted(text, mark)


def _spaces_of_shifted(text: str, mark: Mark) -> Iterator[Edit]:
    """Yield the edits that give a turned mark a plain space outside, and the one inside that stood there."""
    rules = ("space-missing-outside-quotes",)
    before = text[mark.start - 1 : mark.start]
    if mark.left in _GLUED:
        yield Edit(mark.start, mark.start, " ", rules)
    elif before in _NO_BREAK and text[mark.end] == " ":
        yield Edit(mark.start - 1, mark.start, " ", rules)
        yield Edit(mark.end, mark.end + 1, before, rules)


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


def _space_edits(text: str, mark: Mark, role: Role, *, takes_suffixes: bool) -> Iterator[Edit]:
    """Yield the edits that take the space from inside a mark and see that there is one outside."""
    if role is Role.OPEN:
        yield from _around_opening(text, mark)
    elif role is Role.CLOSE:
        yield from _around_closing(text, mark, takes_suffixes=takes_suffixes)
    elif text[mark.start - 1 : mark.start].isalpha() and is_decade(text, mark):
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
    moved = end > mark.end and mark.points <= 0
    glued = mark.left in _GLUED and not CJK.match(text, end)
    if moved and HANGUL.match(text, mark.start - 1):
        glued = True
    if glued and _outer(text, mark.start - 1) and (moved or not _is_prefix(text, mark)):
        yield Edit(mark.start, mark.start, " ", ("space-missing-outside-quotes",))


def _around_closing(text: str, mark: Mark, *, takes_suffixes: bool) -> Iterator[Edit]:
    start = mark.start
    spaces = _spaces(mark)
    while start > 0 and text[start - 1] in spaces:
        start -= 1
    if start < mark.start and mark.far_left:
        yield Edit(start, mark.start, "", ("space-inside-quotes",))
    glued = mark.right is Side.LETTER and mark.left is not Side.OTHER and not CJK.match(text, max(0, start - 1))
    inflects = takes_suffixes and not text[mark.end : mark.end + 1].isupper()
    if glued and not inflects and _outer(text, mark.end) and not _is_suffix(text, mark.end):
        yield Edit(mark.end, mark.end, " ", ("space-missing-outside-quotes",))


def _after_spaced_dash(text: str, mark: Mark) -> bool:
    """Tell whether an em dash stands before the mark, with a space before it and a word before that."""
    before = text[max(0, mark.start - 3) : mark.start]
    return before[1:] == " \N{EM DASH}" and (before[0].isalnum() or before[0] in ",)")


def _outer(text: str, index: int) -> bool:
    """Tell whether the neighbour at `index` is not another mark, so that this one is the outermost of its run."""
    return text[index] not in "“”‘’\"'`\N{HORIZONTAL ELLIPSIS}"


def _is_prefix(text: str, mark: Mark) -> bool:
    """Tell whether what is glued to an opening mark is no word, as in `un“fair”` or the code `print(f"late")`."""
    start = mark.start
    while start > 0 and mark.start - start <= _LONGEST_PREFIX and text[start - 1].isalpha():
        start -= 1
    glued = text[start : mark.start]
    if text[mark.start - 1] == _TATWEEL:
        return True  # an Arabic preposition of one letter
    if text[start - 1 : start].isdigit():
        return False
    return glued.lower() in _PREFIXES or (len(glued) == 1 and glued not in "aAI")


def _is_suffix(text: str, start: int) -> bool:
    """Tell whether the word glued to a closing mark inflects what is quoted, as in the `“no”s`."""
    end = start
    while end < len(text) and end - start <= _LONGEST_SUFFIX and text[end].isalpha():
        end += 1
    glued = text[start:end]
    return glued in _SUFFIXES or (len(glued) == 1 and glued.islower() and glued != "a")


def reconciled(singles: Iterable[Edit], moves: Iterable[tuple[Edit, Edit]]) -> list[Edit]:
    """Return all edits that agree, sorted; a move of a stop is made whole or not at all.

    Each move is an insertion and a deletion. A stop and a space inserted at one place become one edit.
    """
    kept = _disjoint(singles)
    spaces = {edit.start: edit for edit in kept if edit.start == edit.end}
    result = {edit[:2]: edit for edit in kept}
    for move in moves:
        if any(_is_taken(kept, *edit[:2]) for edit in move):
            continue
        for edit in move:
            is_insertion = edit.start == edit.end
            result[edit[:2]] = _joined(edit, spaces.get(edit.start) if is_insertion else None)
    return sorted(result.values())


def _disjoint(edits: Iterable[Edit]) -> list[Edit]:
    """Return the edits in order, of those that overlap the first."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not kept or (edit.start >= kept[-1].end and edit[:2] != kept[-1][:2]):
            kept.append(edit)
    return kept


def _joined(stop: Edit, space: Edit | None) -> Edit:
    """Return the edit that inserts a stop and then a space, where there is one at the same place."""
    if space is None:
        return stop
    rules = tuple(dict.fromkeys((*stop.rules, *space.rules)))
    return stop._replace(replacement=stop.replacement + space.replacement, rules=rules)


def _is_taken(kept: list[Edit], start: int, end: int) -> bool:
    """Tell whether `start:end` reaches into one of the sorted edits; touching one is free."""
    index = bisect_left(kept, max(end, start + 1), key=lambda edit: edit.start)
    return index > 0 and kept[index - 1].end > start and (end > start or kept[index - 1].start < start)
