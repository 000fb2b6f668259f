"""What each reading of a mark costs.

Costs are on one scale: 1 is one thing out of place, such as a space on the wrong side. They were set by hand on the
two figures that judge every rule, what is repaired and what is broken, and only their order of size matters.
"""

from functools import lru_cache
from typing import NamedTuple

from articlefix.languages import language
from articlefix.passes.quotes.marks import Mark, Side
from articlefix.scan.lazy import lazy

IMPOSSIBLE = 99.0  # dearer than any sum of the others over the marks of a paragraph that could pay for it
TURNED = 1.5  # the glyph points the other way
UNPAIRED = 3.2  # less than turning two marks that look right, more than turning one that looks wrong
TURNED_SINGLE = 2.2  # a mark that may be an apostrophe turns less readily
UNPAIRED_SINGLE = 4.0  # more than any apostrophe: a single mark without a partner is one nearly always
PRIME, PRIME_DOUBLE, PRIME_CURLED = 1.0, 1.5, 2.5  # a mark after a number, single or double; or it ends a quotation
CURLED_INCH = 2.0  # against opening with a closing mark that a number has before it: 9”pieces
UNLISTED_ELISION = 1.0  # what reading an elision that no list knows costs at least
ELISION = 1.5  # against quoting a word that is nothing but an elision, as ’twas; a misplaced space is less likely
MAY_BE_ELIDED = 0.6  # against quoting from or to a word that may have lost a letter there, as in 'cause and goin'
DECADE = 2.0  # against quoting a decade, as in ’90s: more than turning its mark, which word processors get wrong
ELIDED_TWICE = 5.0  # against quoting the `n` of rock ’n’ roll, whose two marks look like a perfect quotation
# Closing with a mark of which both sides, and the glyph if it is curly, say that it opens: dearer than two unpaired
# marks, as at the end of a letter (`“I am, dear Sirs, “Faithfully yours, “Samuel Hale.”`). A straight single mark
# has nothing but its sides, and may be an apostrophe (`to 'Arry`), so that it never goes against them.
ALL_AGAINST = 3.0
# What reading a single mark as an apostrophe costs. Two readings compete with it: a quotation, which needs a second
# mark and costs nothing where both look right, and a mark without a partner. So the least likely apostrophe is
# cheaper than the latter, and two likely ones, at the ends of two words, are cheaper than a quotation from the one
# to the other, which pays for `MAY_BE_ELIDED` twice.
WITHIN_WORD = -1.0  # it is one, whatever else
LISTED_START, AMBIGUOUS_START, UNLISTED_START = 0.2, 0.6, 2.5  # ’twas; ’cause; ’Canes
CUT_SHORT, UNLISTED_END = 0.4, 1.8  # dogs’ and goin’; canna’
ELIDES = 1.2  # less where the text drops letters everywhere: most words that do are in no list
YEAR = 0.3  # the class of ’98
POSSESSIVE = -1.0  # behind a bracket or emphasis: *Time*’s, [the firm](…)’s
SENTENCE_START = -0.6  # a capital after a stop, a comma or an edge speaks for an opening mark

# What stands beside a mark, in the order of Side: edge, space, letter, digit, stop, opener, closer, dash, other,
# ideograph. No glyph makes up for the nine of an edge: nothing opens at the end of a paragraph, nor
# closes at its start.
OPEN_LEFT = (0.0, 0.0, 1.5, 3.0, 1.0, 0.0, 1.0, 0.0, 0.5, 0.0)
OPEN_RIGHT = (9.0, 1.0, 0.0, 0.0, 1.5, 0.0, 2.5, 0.2, 0.0, 0.0)
CLOSE_LEFT = (9.0, 1.0, 0.0, 0.0, 0.0, 2.5, 0.0, 0.0, 0.0, 0.0)
CLOSE_RIGHT = (0.0, 0.0, 1.5, 1.0, 0.0, 0.7, 0.0, 0.0, 0.3, 0.0)

DOUBLE, SINGLE = "D", "S"
_GAPS, _WORDS = (Side.EDGE, Side.SPACE), (Side.LETTER, Side.DIGIT)
_FEET = lazy(r"\d['\N{PRIME}\N{RIGHT SINGLE QUOTATION MARK}] ?\d{1,2}(?:\.\d{1,2})?\Z")
_LONGEST_FEET = 9  # characters: `6' 10.25`
_MARKED_UP = lazy(r"(?<=[^\s(\[*_`])[*_`)\]]{1,3}\Z")
_BY = lazy(r" ?[x\N{MULTIPLICATION SIGN}] ?\d")
_CONTRACTED = frozenset(("t", "s", "re", "ve", "ll", "d", "m", "em", "er", "clock", "am", "all"))
_DECADE = lazy(r"\d0s(?!\w)")


class Trust(NamedTuple):
    """The weight of what a mark's glyph and spaces say against a reading, for double and for single marks.

    `turns_singles` tells whether a curly single mark may point the wrong way at all: most that seem to are
    apostrophes of words that no list knows (`The ’Canes beat ’Bama`). `elides` tells whether the text drops letters
    throughout, as one in dialect does.
    """

    double: float = 1.0
    single: float = 1.0
    turns_singles: bool = False
    elides: bool = False


class Prices(NamedTuple):
    """What each reading of one mark costs."""

    kind: str
    opening: float = IMPOSSIBLE
    closing: float = IMPOSSIBLE
    apostrophe: float = IMPOSSIBLE
    prime: float = IMPOSSIBLE
    noise: float = IMPOSSIBLE


def prices(mark: Mark, text: str, trust: Trust, *, spaced: bool) -> Prices:
    """Return what each reading of one mark costs, `trust` weighing what its glyph and spaces say.

    Where an apostrophe, a prime or a letter of Hawaiian is known, the other readings pay for it.
    """
    if mark.points > 0 and _is_okina(text, mark):
        return Prices(SINGLE, noise=0.0)
    opening, closing = _quotation_costs(mark[3:], spaced=spaced)
    weight = trust.double if mark.is_double else trust.single
    opening, closing = weight * opening, weight * closing
    if not mark.is_double:
        return _as_single(mark, text, opening, closing, trust)
    prime = _prime_cost(text, mark)
    if not prime:
        return Prices(DOUBLE, prime=0.0)
    return Prices(DOUBLE, opening, closing, prime=prime, noise=UNPAIRED)


def _as_single(mark: Mark, text: str, opening: float, closing: float, trust: Trust) -> Prices:
    """Return the prices of a single mark of which two are known: an apostrophe is what most of them are."""
    if is_decade(text, mark):
        opening += DECADE
        apostrophe = 0.3 + TURNED * (mark.points > 0)
    elif _is_elided_twice(text, mark):
        opening += ELIDED_TWICE
        apostrophe = 0.0
    else:
        opening += _elision_at_start(text, mark)
        closing += MAY_BE_ELIDED * (mark.left is Side.LETTER and _is_cut_short(_word_before(text, mark.start)))
        apostrophe = apostrophe_cost(mark, text)
        if trust.elides and mark.points <= 0 and Side.LETTER in (mark.left, mark.right):
            apostrophe -= ELIDES * (apostrophe > UNLISTED_ELISION)
    if mark.points < 0 and not trust.turns_singles:
        opening = IMPOSSIBLE
    elif mark.points > 0 and not trust.turns_singles:
        closing = IMPOSSIBLE
        if apostrophe > TURNED + UNLISTED_ELISION:
            apostrophe = IMPOSSIBLE
    return Prices(SINGLE, opening, closing, apostrophe, _prime_cost(text, mark), UNPAIRED_SINGLE)


def _prime_cost(text: str, mark: Mark) -> float:
    """Return what speaks against reading a mark as feet or inches: nothing beside other measures.

    Straight marks are, and so are the closing ones that word processors make of them; they follow a number.
    """
    if mark.left is not Side.DIGIT or mark.points > 0:
        return IMPOSSIBLE
    if mark.is_double and _FEET.search(text, max(0, mark.start - _LONGEST_FEET), mark.start):
        return 0.0
    if _BY.match(text, mark.end):
        return 0.0
    if mark.right is Side.LETTER:
        return IMPOSSIBLE
    if not mark.is_double:
        return PRIME
    return PRIME_CURLED if mark.points else PRIME_DOUBLE


def _is_okina(text: str, mark: Mark) -> bool:
    """Tell whether an opening single mark between two letters is a letter of Hawaiian, as in Hawai‘i and O‘ahu.

    A turned apostrophe stands before an ending that English contracts (`don‘t`) or in a name (`O‘Brien`).
    """
    if mark.is_double or mark.left is not Side.LETTER or mark.right is not Side.LETTER:
        return False
    after = _word_after(text, mark.end)
    is_name = text[mark.start - 1].isupper() and after[:1].isupper()
    return not is_name and after.lower() not in _CONTRACTED


def is_decade(text: str, mark: Mark) -> bool:
    """Tell whether a decade follows the mark, as in ’90s."""
    return bool(_DECADE.match(text, mark.end))


def _is_elided_twice(text: str, mark: Mark) -> bool:
    """Tell whether the mark is the first of the two in `rock ’n’ roll` or `he might ’a’ known`."""
    word = _word_after(text, mark.end)
    end = mark.end + len(word)
    # A quoted letter is more likely `a` than `n`, so the first must not look like an opening mark.
    words = ("n",) if mark.points > 0 else ("n", "a")
    return word.lower() in words and text[end : end + 1] in ("'", "\N{RIGHT SINGLE QUOTATION MARK}")


@lru_cache(maxsize=2048)  # a novel in dialect has 500 different ones
def _quotation_costs(mark: tuple[bool, int, Side, Side, str, str], *, spaced: bool) -> tuple[float, float]:
    """Return what speaks against reading a mark as opening, and as closing; of the mark all from `is_double` on."""
    is_double, points, left, right, far_left, far_right = mark
    sides = _direction_of_sides(left, right)
    turned = TURNED if is_double else TURNED_SINGLE
    opening = turned * (points < 0) + _opening_sides(left, right, spaced=spaced)
    if points < 0 and left is Side.DIGIT:
        opening += CURLED_INCH
    if opening and _begins_sentence(far_left, far_right):
        opening += SENTENCE_START
    closing = turned * (points > 0) + _closing_sides(left, right, spaced=spaced)
    if sides and not is_double and not points:
        return (opening, IMPOSSIBLE) if sides > 0 else (IMPOSSIBLE, closing)
    return opening, closing + ALL_AGAINST * (sides > 0 and points >= 0)


def _opening_sides(left: Side, right: Side, *, spaced: bool) -> float:
    return OPEN_LEFT[left] + (0.0 if spaced and right is Side.SPACE else OPEN_RIGHT[right])


def _closing_sides(left: Side, right: Side, *, spaced: bool) -> float:
    return CLOSE_RIGHT[right] + (0.0 if spaced and left is Side.SPACE else CLOSE_LEFT[left])


def _begins_sentence(far_left: str, far_right: str) -> bool:
    return far_right.isupper() and (not far_left or far_left in ".,:!?\N{EM DASH}")


def _direction_of_sides(left: Side, right: Side) -> int:
    """Return 1 where a gap before and a word behind say that a mark opens, -1 where they say that it closes."""
    return (left in _GAPS and right in _WORDS) - (left in _WORDS and right in _GAPS)


def apostrophe_cost(mark: Mark, text: str) -> float:
    """Return what speaks against reading a single mark as an apostrophe.

    Between letters it is one. At the start of a word it wants a known elision or a decade, at the end a plural
    possessive or a word known to lose its last letter.
    """
    turned = TURNED * (mark.points > 0)
    behind_letter, before_letter = mark.left is Side.LETTER, mark.right is Side.LETTER
    if behind_letter and before_letter:
        return turned + WITHIN_WORD
    if behind_letter:
        return turned + _cost_at_end(_word_before(text, mark.start))
    if before_letter:
        word = _word_after(text, mark.end).lower()
        if word == "s" and _MARKED_UP.search(text, max(0, mark.start - 3), mark.start):
            return turned + POSSESSIVE
        return turned + _cost_at_start(word)
    if mark.left is not Side.DIGIT and mark.right is Side.DIGIT and text[mark.end : mark.end + 2].isdigit():
        return turned + YEAR
    return turned + UNPAIRED_SINGLE


def _cost_at_end(word: str) -> float:
    return CUT_SHORT if word[-1:] in "szxSZX" or _is_cut_short(word) else UNLISTED_END


def _cost_at_start(word: str) -> float:
    elisions = language("en").elisions
    if word in elisions.initial:
        return LISTED_START
    return AMBIGUOUS_START if word in elisions.ambiguous else UNLISTED_START


def _is_cut_short(word: str) -> bool:
    """Tell whether a word is known to lose its last letter, as in `th’` and `goin’`."""
    return word.lower() in language("en").elisions.final or word[-2:].lower() == "in"


def drops_letter(mark: Mark, text: str) -> bool:
    """Tell whether a single mark stands where a word is known to have lost a letter, no plural's possessive."""
    if mark.left is not Side.LETTER:
        return _word_after(text, mark.end).lower() in language("en").elisions.initial
    return mark.right is not Side.LETTER and _is_cut_short(_word_before(text, mark.start))


def _elision_at_start(text: str, mark: Mark) -> float:
    """Return what an elision that may follow the mark says against its opening a quotation."""
    word, elisions = _word_after(text, mark.end).lower(), language("en").elisions
    if word in elisions.initial:
        return ELISION
    return MAY_BE_ELIDED * (word in elisions.ambiguous and not mark.points)


_LONGEST_ELISION = (
    12  # letters: no listed word has more than ten, and a row of letters is not read to its end for each mark
)


def _word_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < _LONGEST_ELISION and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _word_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < _LONGEST_ELISION and text[end].isalpha():
        end += 1
    return text[start:end]
