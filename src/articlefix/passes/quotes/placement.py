"""Where a comma, stop or question mark stands at a closing mark.

American editors put comma and stop inside, British ones where the logic puts them; neither is an error. So they
are moved unasked only in a text that shows the damage. There are three proofs: an opening mark that was turned and
has its space on the wrong side, since whoever did that moves the stops as well; speech whose comma before the
attribution stands outside in one place (`“I am tired”, she said`) and inside in another; and quotations that are
sentences of their own, some with their stop inside and some without. An editor is consistent: one who quotes
logically has all of these commas outside. In a text that its tag or its spelling proves American all stops are then
moved, elsewhere those of speech and of sentences.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.languages import language
from articlefix.passes.quotes.marks import Mark
from articlefix.passes.quotes.paths import Role
from articlefix.passes.quotes.reading import Reading, is_displaced
from articlefix.scan.lazy import lazy

_ENDS = ".,;:!?\N{HORIZONTAL ELLIPSIS}-\N{EN DASH}\N{EM DASH}"
_SENTENCE_EDGES = ".!?,:\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK}"
# Of fragments with a stop at all, the share that has it inside. Logical punctuation knows none but by a slip; of
# American text from which seven of ten stops were moved out about three of ten are left.
_AMERICAN_SHARE = 0.1
# Sentences of their own with the stop outside that prove damage: one is what well edited text may have, as a title
# that begins a sentence (`“Low Water”, her first novel, sold well.`).
_MIXED_COUNT = 2
# The words up to the next mark, a title's full stop passed over.
_ATTRIBUTION = lazy(r"(?: (?:(?:Mr|Mrs|Ms|Dr|St|Prof)\.|[\w’'-]+)){1,6}")
# What a speaker is named with before the verb, where no capital names one: `”, she said`, `”, the captain said`.
_SUBJECTS = frozenset(("he", "she", "they", "we", "the", "a", "an", "my", "his", "her", "their", "our"))
_NO_SPEAKERS = frozenset(("to", "by", "of", "as", "in"))  # `said to be old`, `called by some`
_WORD = lazy(r"[^\W\d_]+")


class Quotation(NamedTuple):
    """A quotation: its two marks and what stands at its edges."""

    opening: Mark
    closing: Mark
    start: int  # of the run of marks that the closing one ends
    first: str
    last: str
    after: str

    @property
    def is_fragment(self) -> bool:
        """Whether it begins in lower case, so that a stop inside it is not its own."""
        return self.first.islower()

    @property
    def is_sentence(self) -> bool:
        """Whether it begins like a sentence, where a sentence may begin."""
        return self.first.isupper() and self.opening.far_left in ("", *_SENTENCE_EDGES)

    @property
    def stands_alone(self) -> bool:
        """Whether it begins a sentence of the text, so that its stop is its own in any dialect."""
        return self.first.isupper() and self.opening.far_left in ("", ".", "!", "?")

    @property
    def has_stop_inside(self) -> bool:
        """Whether its last character is a comma or stop."""
        return self.last in (",", ".") and self.after not in (",", ".")

    @property
    def has_stop_outside(self) -> bool:
        """Whether a comma or stop follows, and no mark of its own ends it."""
        return self.after in (",", ".") and self.last not in _ENDS


class Scope(IntEnum):
    """Which stops outside the marks of a document belong inside, each with those before it."""

    NONE = 0
    SPEECH = 1
    SENTENCES = 2
    ALL = 3


def scope(document: Document, readings: Sequence[Reading], mode: str) -> Scope:
    """Tell which commas and stops outside the marks of this document belong inside."""
    if mode == "auto":
        return _damaged_scope(document, readings)
    return Scope.ALL if mode == "american" else Scope.NONE


def _damaged_scope(document: Document, readings: Sequence[Reading]) -> Scope:
    """Tell the same where nobody asks for a manner, so that only what was moved out is moved back."""
    quotations = list(_quotations(document.text, readings))
    mixed = _are_mixed(quotations)
    displaced = any(is_displaced(reading) for reading in readings if reading.mark.is_double)
    is_damaged = mixed or displaced
    if not (is_damaged or any(_is_speech(document.text, quotation) for quotation in quotations)):
        return Scope.NONE
    if _is_american(document, quotations, damaged=displaced):
        return Scope.ALL
    if not (is_damaged or any(_has_comma_of_speech(document.text, quotation) for quotation in quotations)):
        return Scope.NONE
    return Scope.SENTENCES if mixed else Scope.SPEECH


def _are_mixed(quotations: Sequence[Quotation]) -> bool:
    """Tell whether sentences of their own have their stop inside here and outside there."""
    alone = [quotation for quotation in quotations if quotation.stands_alone]
    outside = sum(quotation.has_stop_outside for quotation in alone)
    return outside >= _MIXED_COUNT and any(quotation.has_stop_inside for quotation in alone)


def decides_apart(text: str, readings: Sequence[Reading]) -> bool:
    """Tell whether the quotations of some paragraphs are judged alike whatever stands in the others."""
    quotations = list(_quotations(text, readings))
    alone = sum(quotation.stands_alone and quotation.has_stop_outside for quotation in quotations)
    return alone < _MIXED_COUNT and not any(_is_speech(text, quotation) for quotation in quotations)


def _is_speech(text: str, quotation: Quotation) -> bool:
    """Tell whether a comma outside parts a spoken sentence from its attribution: `”, she said`."""
    if quotation.after != "," or not quotation.is_sentence or quotation.last in _ENDS:
        return False
    return _is_attributed(text, quotation.closing.end + 1)


def _has_comma_of_speech(text: str, quotation: Quotation) -> bool:
    """Tell whether a comma inside parts a spoken sentence from its attribution: `,” she said`."""
    return quotation.last == "," and quotation.is_sentence and _is_attributed(text, quotation.closing.end)


def _is_attributed(text: str, end: int) -> bool:
    """Tell whether what follows says who spoke."""
    following = _ATTRIBUTION.match(text, end)
    return following is not None and _attributes(following.group().split())


def _attributes(words: Sequence[str]) -> bool:
    """Tell whether words after a quotation say who spoke it: `said Mr. Hale`, not `said to be old`.

    >>> _attributes(["she", "said"]), _attributes(["said", "to", "be"]), _attributes(["as", "he", "said"])
    (True, False, False)
    """
    verb = next((index for index, word in enumerate(words) if word in _attributing()), None)
    if verb is None:
        return False
    if verb == 0:
        return len(words) > 1 and words[1] not in _NO_SPEAKERS
    return words[0][0].isupper() or words[0] in _SUBJECTS


def _is_american(document: Document, quotations: Sequence[Quotation], *, damaged: bool) -> bool:
    """Tell whether the tag or the words prove a text American, and no fragments of it speak against that.

    In a `damaged` text, where marks were displaced, the fragments that still have their stops inside prove it too.
    """
    inside = sum(quotation.is_fragment and quotation.has_stop_inside for quotation in quotations)
    outside = sum(quotation.is_fragment and quotation.has_stop_outside for quotation in quotations)
    if inside:
        is_consistent = inside >= _AMERICAN_SHARE * (inside + outside)
        if damaged or not is_consistent:
            return is_consistent
    if "-" in document.language:
        return language(document.language).habits.american_stops
    return _american_words(document.text) > 0


def _american_words(text: str) -> int:
    """Return how many words are spelt as in America, less those that are spelt as in Britain."""
    score = 2 * text.count("U.S.") - 2 * text.count("U.K.")
    american, british = _spellings()
    size, heads = _heads()
    for word in _WORD.findall(text.lower()):
        if word[:size] in heads:
            score += word.startswith(american) - word.startswith(british)
    return score


def misplaced_stops(text: str, readings: Sequence[Reading], which: Scope) -> Iterator[tuple[Edit, Edit]]:
    """Yield the two edits each that take a comma or stop into the quotation it follows.

    A question mark goes in only where the quotation is a sentence of its own: in `Did he say “no”?` it is not.
    """
    for quotation in _quotations(text, readings):
        end = quotation.closing.end
        if not _belongs_inside(text, quotation, which) or quotation.last in _ENDS or not _is_alone(text, end):
            continue
        # Only American editors put a comma within the marks of a title too: `“I saw ‘The Boat’,” he said`.
        start = quotation.start if which is Scope.ALL else quotation.closing.start
        while start > 0 and text[start - 1] in " \t":
            start -= 1
        rules = ("stop-outside-quotes",)
        yield Edit(start, start, quotation.after, rules), Edit(end, end + 1, "", rules)


def _belongs_inside(text: str, quotation: Quotation, which: Scope) -> bool:
    """Tell whether the mark that follows a quotation is one that `which` moves."""
    if quotation.after in (",", ".") and which is Scope.ALL:
        return True
    if quotation.after in (",", ".", "?", "!") and which >= Scope.SENTENCES:
        return quotation.is_sentence if which is Scope.ALL else quotation.stands_alone
    return which is not Scope.NONE and _is_speech(text, quotation)


def stranded_stops(text: str, readings: Sequence[Reading]) -> Iterator[tuple[Edit, Edit]]:
    """Yield the two edits each that take a comma or stop out of a fragment, as logical punctuation has it.

    A comma before lower case stays: it may be the speaker's, as in `“well,” he said`.
    """
    for quotation in _quotations(text, readings):
        start, end = quotation.start, quotation.closing.end
        is_one_stop = text[start - 1] == "." and text[start - 2] != "."
        if not quotation.is_fragment or not is_one_stop or quotation.after in _ENDS:
            continue
        rules = ("stop-inside-quotes",)
        yield Edit(start - 1, start, "", rules), Edit(end, end, ".", rules)


def _quotations(text: str, readings: Sequence[Reading]) -> Iterator[Quotation]:
    run_start = 0
    for index, (mark, role, partner) in enumerate(readings):
        if index == 0 or readings[index - 1].mark.end != mark.start:
            run_start = mark.start
        if role is not Role.CLOSE or partner is None:
            continue
        opening = readings[partner].mark
        after = text[mark.end : mark.end + 1] or "\n"
        yield Quotation(opening, mark, run_start, opening.far_right, mark.far_left, after)


def _is_alone(text: str, index: int) -> bool:
    """Tell whether the stop at `index` ends something: not a decimal point, not the first dot of an ellipsis."""
    following = text[index + 1 : index + 2]
    return not (following.isalnum() or (following and following in ".,"))


@cache
def _spellings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    dialects = language("en").dialects
    return dialects.american, dialects.british


@cache
def _heads() -> tuple[int, frozenset[str]]:
    """Return how the spellings that tell begin, all cut to one size: by that nearly all words are passed over."""
    spellings = [spelling for dialect in _spellings() for spelling in dialect]
    size = min(map(len, spellings))
    return size, frozenset(spelling[:size] for spelling in spellings)


def _attributing() -> frozenset[str]:
    return language("en").words.speech_verbs
