"""What a pass may touch, and the check of each of its edits."""

import re
import unicodedata
from enum import Flag, auto
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from articlefix.core.edits import Edit

_WORDS = re.compile(r"\w+")
_FEW = 4  # characters: 19 of 20 edits to damaged articles take out and write no more

QUOTES = frozenset(
    "\"'`"
    "\N{ACUTE ACCENT}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{SINGLE LOW-9 QUOTATION MARK}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
    "\N{LEFT CORNER BRACKET}\N{RIGHT CORNER BRACKET}"
    "\N{LEFT WHITE CORNER BRACKET}\N{RIGHT WHITE CORNER BRACKET}"
    "\N{PRIME}\N{DOUBLE PRIME}\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}"
)

SENTENCE_ENDS = QUOTES | frozenset(".!?:)]\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}")
"""What the end of a sentence may end with: its stop, or a mark that closes behind it."""


class Touch(Flag):
    """The classes of characters that a pass may add, remove or replace; all others it must keep, in order."""

    NOTHING = 0
    SPACE = auto()  # all white space, line ends too
    PUNCTUATION = auto()  # Unicode categories P and S, less the quote marks
    QUOTES = auto()  # quotation marks, apostrophes, primes
    INVISIBLE = auto()  # format and control characters
    FORM = auto()  # a character for its compatibility equivalent (NFKC): ligatures, widths
    LINES = auto()  # whole lines may be deleted, whatever they hold
    PHRASES = auto()  # whole sentences within a line may be deleted, whatever they say
    DIGITS = auto()  # Unicode category N: digits of any script, superscripts, Roman numerals, fractions
    BRACKETED = auto()  # short runs in brackets, such as [1] or (sic), may be deleted, whatever they say
    ANYTHING = auto()  # decoding: what stands there is not yet the text


DELETES = Touch.LINES | Touch.PHRASES | Touch.BRACKETED
"""What goes as a whole, and takes the protected tokens in it along."""

LONGEST_BRACKETED = 40
"""Characters between two brackets: editors' remarks (`clarification needed`: 20) are shorter, sentences longer."""

_WITHIN = rf"[^\[\]()\n]{{1,{LONGEST_BRACKETED}}}"
_BRACKETED_RUN = re.compile(rf"\[{_WITHIN}\]|\({_WITHIN}\)")

_REACH = 40
"""How much of a word beside an edit is looked at for a letter: few are longer, and time must stay linear."""

_FORM, _LINES, _PHRASES, _DIGITS, _BRACKETED, _ANYTHING = (
    touch.value for touch in (Touch.FORM, Touch.LINES, Touch.PHRASES, Touch.DIGITS, Touch.BRACKETED, Touch.ANYTHING)
)


class Contract(NamedTuple):
    r"""What the edits of a pass may do.

    Parameters
    ----------
    touches
        The classes of characters that may change.
    joins_words
        Whether the last separator between two word characters may go (`compa-\nnies`).

    """

    touches: Touch
    joins_words: bool = False

    def violation(self, text: str, edit: Edit) -> str | None:
        """Return what `edit` over `text` does that this contract does not allow, as the end of a sentence.

        >>> spacing = Contract(Touch.SPACE)
        >>> spacing.violation("a , b", Edit(1, 2, "", ("space-before-comma",)))
        >>> spacing.violation("a , b", Edit(0, 2, "", ("space-before-comma",)))
        "changes 'a ' into '', and may only touch space"
        >>> spacing.violation("no where", Edit(2, 3, "", ("run-of-spaces",)))
        "joins the words of 'no where'"

        A pass that may delete phrases deletes from the end of a sentence to the beginning of another, or to the
        end of the line, and writes nothing:

        >>> prompts = Contract(Touch.PHRASES)
        >>> prompts.violation("It left. Read on below. It rained.", Edit(9, 24, "", ("prompt-in-paragraph",)))
        >>> prompts.violation("It left. Read on below. It rained.", Edit(9, 16, "", ("prompt-in-paragraph",)))
        "changes 'Read on' into '', and may only touch phrases"

        A pass that may delete what stands in brackets deletes all of it, and joins no words by it:

        >>> marks = Contract(Touch.BRACKETED | Touch.SPACE)
        >>> marks.violation("It left [note 1] late.", Edit(7, 16, "", ("footnote-mark",)))
        >>> marks.violation("It left [note 1] late.", Edit(7, 13, "", ("footnote-mark",)))
        "changes ' [note' into '', and may only touch space, bracketed"
        """
        # Flags are slow to combine, and this is asked of each edit: their values are not.
        touches = self.touches.value
        if touches & _ANYTHING or (touches & (_LINES | _PHRASES) and _goes_whole(text, edit, touches)):
            return None
        start, end, after, _, _ = edit
        before = text[start:end]
        rest = _BRACKETED_RUN.sub("", before) if touches & _BRACKETED else before
        if _kept(rest, touches) != _kept(after, touches):
            names = ", ".join(str(touch.name).lower() for touch in self.touches) or "nothing"
            return f"changes {_excerpt(before)} into {_excerpt(after)}, and may only touch {names}"
        if not self.joins_words and _joins_around(text, edit, touches):
            return f"joins the words of {_excerpt(text[max(0, start - 12) : end + 12])}"
        return None


def touch_of(character: str) -> Touch:
    """Return the class of one character, `Touch.NOTHING` for letters and marks."""
    if character.isspace():
        return Touch.SPACE
    if character in QUOTES:
        return Touch.QUOTES
    category = unicodedata.category(character)
    if category[0] in "PS":
        return Touch.PUNCTUATION
    if category in ("Cf", "Cc"):
        return Touch.INVISIBLE
    if category[0] == "N":
        return Touch.DIGITS
    return Touch.NOTHING


def _kept(text: str, touches: int) -> str:
    """Return what of `text` may not be touched."""
    return _kept_of_few(text, touches) if len(text) <= _FEW else _kept_of_any(text, touches)


@lru_cache(maxsize=4096)
def _kept_of_few(text: str, touches: int) -> str:
    """Return what `_kept` does, worked out once: most edits change the same few characters into the same few."""
    return _kept_of_any(text, touches)


def _kept_of_any(text: str, touches: int) -> str:
    kept = "".join([character for character in text if not _may_touch(character, touches)])
    if not touches & _FORM:
        return kept
    # What is taken out may have stood between two characters that now compose, and a form may bring some back.
    kept = unicodedata.normalize("NFKC", kept)
    return "".join([character for character in kept if not _may_touch(character, touches)])


@lru_cache(maxsize=4096)
def _may_touch(character: str, touches: int) -> bool:
    return bool(touch_of(character).value & touches)


def _joins_around(text: str, edit: Edit, touches: int) -> bool:
    """Tell whether an edit makes one word of two. A run in brackets or a number that goes is neither of them.

    >>> digits = (Touch.DIGITS | Touch.SPACE).value
    >>> _joins_around("see 12 there", Edit(4, 7, "", ()), digits)
    False
    >>> _joins_around("see 12 there", Edit(3, 7, "", ()), digits)
    True
    """
    start, end, after, _, _ = edit
    before = text[start:end]
    if touches & _BRACKETED:
        before = _BRACKETED_RUN.sub("[]", before)
    if not touches & _DIGITS:
        return _joins(text[start - 1 : start], before, after, text[end : end + 1])
    low, high = start, end
    while low > max(0, start - _REACH) and _WORDS.match(text[low - 1]):
        low -= 1
    while high < min(len(text), end + _REACH) and _WORDS.match(text[high]):
        high += 1
    left, right = text[low:start], text[end:high]
    return not _word_ends(left + before + right) <= _word_ends(left + after + right)


def _word_ends(text: str) -> set[int]:
    """Return how many letters stand before the end of each word: a mark may not move through one, either.

    >>> _word_ends("1a[aa"), _word_ends("1aa[a"), _word_ends("12 a")
    ({1, 3}, {2, 3}, {1})
    """
    words = (sum(touch_of(letter) != Touch.DIGITS for letter in word) for word in _WORDS.findall(text))
    return set(accumulate(filter(None, words)))


def _joins(left: str, before: str, after: str, right: str) -> bool:
    """Tell whether fewer words stand between two characters, or borders of the text, with `after` for `before`.

    >>> _joins("a", " ", "", "b"), _joins("a", " ", "", ","), _joins("a", ", ", " ", "b")
    (True, False, False)
    """
    if not _WORDS.search(before + after):
        # Most edits are of this kind: only the two words beside it can become one.
        return bool(before and not after and _WORDS.match(left) and _WORDS.match(right))
    return _word_count(left + after + right) < _word_count(left + before + right)


def _goes_whole(text: str, edit: Edit, touches: int) -> bool:
    """Tell whether an edit deletes whole lines or sentences, whichever may go."""
    if touches & _LINES and not edit.replacement.strip() and _whole_lines(text, edit):
        return True
    return bool(touches & _PHRASES) and not edit.replacement and _whole_sentences(text, edit)


def _whole_lines(text: str, edit: Edit) -> bool:
    """Tell whether an edit begins and ends at the border of a line."""
    begins = edit.start == 0 or text[edit.start - 1] == "\n" or text[edit.start : edit.start + 1] == "\n"
    ends = edit.end == len(text) or text[edit.end] == "\n" or text[edit.end - 1 : edit.end] == "\n"
    return begins and ends


def _whole_sentences(text: str, edit: Edit) -> bool:
    """Tell whether an edit lies in one line, and begins and ends where a sentence does, or the line."""
    start, end = edit.start, edit.end
    if "\n" in text[start:end]:
        return False
    while start > 0 and text[start - 1] == " ":
        start -= 1
    while end < len(text) and text[end] == " ":
        end += 1
    begins = start == 0 or text[start - 1] == "\n" or text[start - 1] in SENTENCE_ENDS
    following = text[end : end + 1]  # a line end, if not a word or a mark, or nothing
    return begins and not (following.islower() or following in (",", ";"))


def _word_count(text: str) -> int:
    return len(_WORDS.findall(text))


def _excerpt(text: str, width: int = 60) -> str:
    return repr(text if len(text) <= width else text[: width - 1] + "\N{HORIZONTAL ELLIPSIS}")
