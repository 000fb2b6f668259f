r"""Which line ends of a text are no more than the margin of whoever set it.

A program that wraps a paragraph fills each line: it breaks before the first word that does not fit. So in wrapped
prose every line, but the last of a paragraph, is too long for the first word of the next to go with it, and most
lines begin with a small letter though no sentence has ended. Verse, lists, addresses and tables do not show both
over many lines. A text without letter case shows the second never: there a block of lines must be full to the last
but one, and wide, as verse and lists are not.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain

from articlefix.core.document import rows_of

# Articles were wrapped at 50, 72 and 100 characters: what half and double of a number find of the 19,137 line ends
# that go on is told beside it. None of them finds one among the lines of articles and pages that are not wrapped.
_NARROWEST = 45  # characters: verse and addresses are narrower; 90 finds a tenth
_WIDEST = 110  # characters: lines that are longer are paragraphs; 55 finds a fifth, 220 no more
_FEWEST_PAIRS_ALONE = 3  # lines that follow one another; 1 and 6 change 3 line ends
_FEWEST_PAIRS_TOGETHER = 4  # 2 finds 8 more, 8 finds 47 fewer
_FEWEST_GOING_ON = 2  # one small letter may be the name of a product; 4 finds 25 fewer
_GOING_ON_SHARE = (
    0.35  # in English prose more lines than that begin within a sentence; 0.7 loses 5%, half finds 0.3%
)
_VIOLATION_SHARE = 0.1  # for a line that somebody broke by hand; half and double change nothing
_ROUNDS = 4  # half and double change nothing: nearly all is found in the first
_LONGEST_WORD = 25  # characters; a longer word is an address, which some programs divide; 12 finds 84 fewer
_FIRST_CJK = "\N{CJK RADICAL REPEAT}"
# Repairs of earlier passes make a line shorter by a space or two.
_SLACK = 2  # characters

# The font is not known: its widths are a guess, from those of common serif faces.
_DRAWN_SLACK = 0.04  # of the width
_NARROW, _WIDE, _CAPITAL = 0.5, 1.6, 1.3  # of the width of an n
_NARROW_CHARACTERS = "iljtfrI.,;:'!|()[]- \N{RIGHT SINGLE QUOTATION MARK}"
_WIDE_CHARACTERS = "mwMW@%\N{EM DASH}"
_CAPITALS = dict.fromkeys(map(ord, "ABCDEFGHJKLNOPQRSTUVXYZ"))

_TERMINAL = tuple(".!?:;\N{HORIZONTAL ELLIPSIS}")
_CLOSING = (
    "\"')]"
    "\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_WORD_HYPHENS = ("-", "\N{HYPHEN}")
_HYPHENS = (*_WORD_HYPHENS, "\N{EM DASH}")


class _Pair:
    """Two lines that follow each other, and what they tell.

    `goes_on` is evidence of wrapping: the second begins like no sentence, and the first ends none. It weighs double
    where the first ends within a word.
    """

    __slots__ = ("ends", "first", "goes_on", "index", "length", "slack", "upper", "weight", "word")

    def __init__(self, index: int, upper: str, lower: str) -> None:
        self.index = index
        self.upper = upper
        self.word = lower.split(" ", 1)[0][:_LONGEST_WORD]
        self.length = self.first = self.slack = 0.0
        self.ends = upper.rstrip(_CLOSING).endswith(_TERMINAL)
        self.goes_on = not self.ends and _begins_no_sentence(lower[0])
        self.weight = 2 if self.goes_on and upper[-1] in _WORD_HYPHENS and upper[-2:-1].islower() else 1

    def is_full(self, width: float) -> bool:
        return self.length + self.first + _SLACK + self.slack * width > width

    def measure(self, *, is_drawn: bool) -> None:
        """Measure in characters, or as a page of print does, where an i is narrower than an m."""
        width = _drawn if is_drawn else len
        self.length = width(self.upper)
        self.first = width(self.word if self.upper.endswith(_HYPHENS) else f" {self.word}")
        self.slack = _DRAWN_SLACK if is_drawn else 0.0


class _Block:
    """Lines between two blank ones, as wide as the widest."""

    __slots__ = ("pairs", "width")

    def __init__(self, pairs: list[_Pair]) -> None:
        self.pairs = pairs
        self.width = 0.0

    def measure(self, *, is_drawn: bool) -> None:
        for pair in self.pairs:
            pair.measure(is_drawn=is_drawn)
        self.width = max(pair.length for pair in self.pairs)

    def is_convincing(self) -> bool:
        """Tell whether the block shows by itself that it is wrapped to the width of its widest line."""
        weight = sum(pair.weight for pair in self.pairs)
        return weight >= _FEWEST_PAIRS_ALONE and _is_convincing(self.pairs, self.width)

    def is_consistent(self, width: float) -> bool:
        """Tell whether each line fits and is full or may end a paragraph, and one at least is full."""
        if self.width > width + _SLACK:
            return False
        return all(pair.is_full(width) or not pair.goes_on for pair in self.pairs) and any(
            pair.is_full(width) for pair in self.pairs
        )

    def continued(self, width: float) -> list[int]:
        """Return the indices of the lines that the next one continues.

        Where paragraphs end within the block, a full line that ends a sentence may end one, too: it is left.
        """
        is_one_paragraph = not any(
            pair.ends and not pair.goes_on and not pair.is_full(width) for pair in self.pairs
        )
        # In a list each line begins with a capital, and some fill the width by chance.
        is_list = sum(pair.goes_on for pair in self.pairs) < _GOING_ON_SHARE * len(self.pairs) - 1

        def is_filled(pair: _Pair) -> bool:
            return not is_list and pair.is_full(width) and (is_one_paragraph or not pair.ends)

        return [pair.index for pair in self.pairs if pair.goes_on or is_filled(pair)]


def continued_lines(text: str) -> list[int]:
    r"""Return, sorted, the indices of the lines whose paragraph goes on in the next line.

    >>> text = (
    ...     "The ferry left the harbour at noon, as it had on every\n"
    ...     "day since the war, with a cargo of mail and bread and\n"
    ...     "newspapers, and the harbour master wrote the hour in\n"
    ...     "his book before he went home to his dinner.\n"
    ... )
    >>> continued_lines(text)
    [0, 1, 2]
    """
    result: list[int] = []
    rest = _blocks(text)
    if sum(pair.weight for block in rest for pair in block.pairs if pair.goes_on) < _FEWEST_GOING_ON:
        return []  # nothing could be convincing, so nothing need be measured
    for is_drawn in (False, True):
        for block in rest:
            block.measure(is_drawn=is_drawn)
        joined, rest = _continued(rest)
        result += joined
    return sorted(result)


def _continued(blocks: Sequence[_Block]) -> tuple[list[int], list[_Block]]:
    """Return the lines that go on, and the blocks in which nothing shows that any does."""
    alone = [block for block in blocks if block.is_convincing()]
    result = [index for block in alone for index in block.continued(block.width)]
    width = max((block.width for block in alone), default=0.0)
    joined, rest = _continued_together(_without(blocks, alone), width)
    return result + joined, rest


def _continued_together(rest: list[_Block], width: float) -> tuple[list[int], list[_Block]]:
    """Return the same of short paragraphs: by the width that long ones show, then by what they show together."""
    result: list[int] = []
    for _ in range(_ROUNDS):
        joined = [block for block in rest if block.is_consistent(width)]
        result += chain.from_iterable(block.continued(width) for block in joined)
        rest = _without(rest, joined)
        pairs = list(chain.from_iterable(block.pairs for block in rest))
        width = max((block.width for block in rest), default=0)
        if len(pairs) < _FEWEST_PAIRS_TOGETHER or not _is_convincing(pairs, width):
            break
    return result, rest


def _without(blocks: Sequence[_Block], done: Sequence[_Block]) -> list[_Block]:
    known = set(map(id, done))
    return [block for block in blocks if id(block) not in known]


def _drawn(text: str) -> float:
    """Return about how wide a text is in print, in the widths of a common letter.

    >>> _drawn("ill") < _drawn("nan") < _drawn("mum")
    True
    """
    narrow = sum(map(text.count, _NARROW_CHARACTERS))
    wide = sum(map(text.count, _WIDE_CHARACTERS))
    capitals = len(text) - len(text.translate(_CAPITALS))
    return len(text) - (1 - _NARROW) * narrow + (_WIDE - 1) * wide + (_CAPITAL - 1) * capitals


def _begins_no_sentence(character: str) -> bool:
    """Tell whether a character is a small letter, or a letter of a script that has spaces and no case."""
    if character.islower():
        return True
    return character.isalpha() and not character.isupper() and not character.istitle() and character < _FIRST_CJK


def _blocks(text: str) -> list[_Block]:
    """Return the blocks that may be wrapped: two lines or more, none of them too long."""
    blocks: list[_Block] = []
    first = 0
    for block in text.split("\n\n"):
        if "\n" in block:
            # Of three line ends or more one is left to a block; the last line of a text may end as well.
            widest = max(max(map(len, rows)) for rows in rows_of(block))
            lines = block.split("\n") if _NARROWEST <= widest <= _WIDEST else ()
            if len(lines) - lines.count("") > 1:
                pairs = _pairs(lines, first)
                if max((len(pair.upper) for pair in pairs), default=0) >= _NARROWEST:
                    blocks.append(_Block(pairs))
            first += block.count("\n")
        first += 2
    return blocks


@cache
def _marked() -> re.Pattern[str]:
    """Return the pattern of how list items, quotations, headers and code begin."""
    return re.compile(r"[-*+#$>]+\s|[|<\u2022\u2023\u25aa\u25e6]|\d{1,2}[.)]\s|\(?[a-zA-Z\d]\)\s|[A-Z][\w-]*: ")


def _pairs(lines: Sequence[str], first: int) -> list[_Pair]:
    """Return the pairs of lines that follow each other in a block, of which the first has the index `first`."""
    pairs: list[_Pair] = []
    upper = lines[0].rstrip()
    for index, line in enumerate(lines[1:], first):
        lower = line.rstrip()
        if upper and lower and not lower[0].isspace() and not _is_set_off(upper) and not _marked().match(lower):
            pairs.append(_Pair(index, upper, lower))
        upper = lower
    return pairs


_SET_OFF = ("|", "#", ">", "//", "-- ")


def _is_set_off(line: str) -> bool:
    """Tell whether a line is of a kind that is never wrapped: a row of a table, code."""
    return "\t" in line or "   " in line or "|" in line or line[-1] in "{}" or line.startswith(_SET_OFF)


def _is_convincing(pairs: Sequence[_Pair], width: float) -> bool:
    """Tell whether many lines go on within a sentence, and nearly none of those had room for another word."""
    going_on = [pair for pair in pairs if pair.goes_on]
    if sum(pair.weight for pair in going_on) < max(_FEWEST_GOING_ON, _GOING_ON_SHARE * len(pairs)):
        return False
    return sum(not pair.is_full(width) for pair in going_on) <= _VIOLATION_SHARE * len(going_on)
