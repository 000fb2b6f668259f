"""Quotation marks and apostrophes: direction, the space beside them, pairing, and the place of comma and stop.

    as” not a triumph”.   -> as “not a triumph.”     (American text that shows the damage)
    said,’ No. ‘          -> said, ‘No.’
    the ‘90s              -> the ’90s

The work is done by a small parser: `prefilter` tells which paragraphs must be read, `marks` finds every mark with
its neighbours, `reading` finds the least-cost reading of all of them, `rendering` writes it out, `placement` moves
the comma or stop.

Left alone: a language whose marks are not known; straight marks where no clear share of all is curly (`makes`),
unless asked; marks that no reading can pair, which are reported; stops outside the marks in a text that is not
proven American, but for those of speech.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.options import Option
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.passes.quotes.corners import CLOSING, OPENING, straight_speech
from articlefix.passes.quotes.elided import elided
from articlefix.passes.quotes.guillemets import uneven_guillemets
from articlefix.passes.quotes.languages import ENGLISH, Pair, pair_of
from articlefix.passes.quotes.makes import Makes, makes_of
from articlefix.passes.quotes.marks import UNSPACED, Passage, places, scan
from articlefix.passes.quotes.placement import Scope, decides_apart, misplaced_stops, scope, stranded_stops
from articlefix.passes.quotes.prefilter import doubtful
from articlefix.passes.quotes.reading import Reading, read, read_apart
from articlefix.passes.quotes.rendering import STRAIGHT, Glyphs, curly, reconciled, render
from articlefix.passes.quotes.straight import mended
from articlefix.scan.lazy import lazy

OPTIONS = (
    Option(
        "quotes",
        "auto: straight marks join the curly ones where enough are curly; keep: repair no marks.",
        ("auto", "keep", "curly", "straight"),
        default="auto",
    ),
    Option(
        "quote_punctuation",
        "Where a comma or full stop stands at a closing mark; auto moves it only in damaged American text.",
        ("auto", "american", "logical", "keep"),
        default="auto",
    ),
)

RULES = (
    Rule(
        "turned-quote",
        "A quotation mark points the wrong way.",
        before="She called it” a triumph” and left, and “that” was it.",
        after="She called it “a triumph” and left, and “that” was it.",
        untouched="She called it “a triumph” and left.",
    ),
    Rule(
        "turned-apostrophe",
        "An apostrophe at the start of a word is turned like an opening quotation mark.",
        before="It was big in the ‘90s, or so they say.",
        after="It was big in the ’90s, or so they say.",
        untouched="He said ‘90 days’ twice.",
    ),
    Rule(
        "straight-quote",
        "A straight mark stands in a text that has curly ones.",
        before='She said “yes” and then "no".',
        after="She said “yes” and then “no”.",
        untouched='She said "yes" and then "no".',
    ),
    Rule(
        "curly-quote",
        "A curly mark stands in a text that is to have straight ones.",
        before="She said “yes” and didn’t.",
        after='She said "yes" and didn\'t.',
        untouched='She said "yes" and didn\'t.',
        options=(("quotes", "straight"),),
    ),
    Rule(
        "mixed-quotes",
        "Straight marks stand beside a few curly ones, too few to tell that all should be curly.",
        before='"No," she said. "Not now." "Why?" he asked. "It is late." "No, it is not." It’s five.',
        untouched='She said "yes" and then "no".',
    ),
    Rule(
        "tex-quote",
        "A quotation is marked as in TeX, with two back quotes and two apostrophes.",
        before="She said “yes” and then ``no'' again.",
        after="She said “yes” and then “no” again.",
        untouched="In TeX one writes ``no'' for it.",
    ),
    Rule(
        "straight-prime",
        "Feet and inches are straight marks in a text that has curly ones.",
        before="The “tall” boy was 6' 2\" that year.",
        after="The “tall” boy was 6\N{PRIME} 2\N{DOUBLE PRIME} that year.",
        untouched="The tall boy was 6' 2\" that year.",
    ),
    Rule(
        "space-inside-quotes",
        "A space stands between a quotation mark and the text that it belongs to.",
        before="She said “ yes ” and left.",
        after="She said “yes” and left.",
        untouched="She said “yes” and left.",
    ),
    Rule(
        "space-on-one-side-of-guillemets",
        "One of two French quotation marks has a space inside, the other none.",
        before="Il dit « oui».",
        after="Il dit « oui ».",
        untouched="Il dit «oui».",
        options=(("language", "fr"),),
    ),
    Rule(
        "space-missing-inside-guillemets",
        "French quotation marks have no space inside, in a text in which most have one.",
        before="Il dit « oui », « non », « peut-être », et «rien».",
        after="Il dit « oui », « non », « peut-être », et « rien ».",
        untouched="Il dit «oui», puis «non».",
        options=(("language", "fr"),),
    ),
    Rule(
        "space-missing-outside-quotes",
        "No space stands between a quotation and the word beside it.",
        before="She said,“Yes” and left.",
        after="She said, “Yes” and left.",
        untouched="They counted the “no”s and the “yes”es.",
    ),
    Rule(
        "stop-outside-quotes",
        "A comma, stop or question mark was moved out of a quotation, in American text that shows such damage.",
        before="She called it” a triumph,” then” a gift”. The U.S. papers agreed.",
        after="She called it “a triumph,” then “a gift.” The U.S. papers agreed.",
        untouched="She called it “a triumph”, then “a gift”.",
    ),
    Rule(
        "stop-inside-quotes",
        "A stop stands inside a quotation that is no sentence, where logical punctuation is asked for.",
        before="She called it “a triumph.” Nobody agreed.",
        after="She called it “a triumph”. Nobody agreed.",
        untouched="She said, “It is a triumph.” Nobody agreed.",
        options=(("quote_punctuation", "logical"),),
    ),
    Rule(
        "unbalanced-quote",
        "A double quotation mark has no partner.",
        before="She said “yes and left.",
        untouched="She said “yes” and left.",
    ),
)

_STRAIGHT_APOSTROPHE = lazy(rf"'(?:(?<=[^\W\d_].)(?=[^\W\d_])(?![{UNSPACED}])|(?<=\d.)(?=s(?!\w)))")
_CURLY_APOSTROPHE = lazy(r"’(?<=[^\W_].)(?=[^\W_])")


class _Task(NamedTuple):
    """What the options ask of a text, given the marks that it has."""

    pair: Pair
    quotes: str
    mode: str
    straight: bool  # read straight double marks too
    apostrophes: bool  # give apostrophes between letters the wanted glyph

    @property
    def glyphs(self) -> Glyphs:
        """The marks to write."""
        return STRAIGHT if self.quotes == "straight" else curly(self.pair)

    @property
    def only_repairs(self) -> bool:
        """Whether all that is asked for is to repair what is out of place."""
        if self.pair == ENGLISH:
            return self.quotes != "straight" and self.mode != "logical"
        return self.quotes == "auto" and self.pair.opening != self.pair.closing and not self.straight


def find(document: Document, quotes: str, quote_punctuation: str) -> Iterator[Edit | Finding]:
    """Yield the edits and findings of one document."""
    if quotes == "keep":
        return
    items = list(_read(document, quotes, quote_punctuation))
    yield from items
    # The spaces of guillemets are judged when all marks are those that they should be.
    if not any(isinstance(item, Edit) for item in items):
        yield from uneven_guillemets(document)


def _read(document: Document, quotes: str, mode: str) -> Iterator[Edit | Finding]:
    """Yield what a reading of a document finds."""
    pair = pair_of(document)
    if pair is None:
        return
    if quotes != "auto":
        yield from _repaired(document, _Task(pair, quotes, mode, straight=True, apostrophes=True))
        if quotes == "curly" and pair != ENGLISH:
            yield from elided(document)
        return
    yield from (_read_english if pair == ENGLISH else _read_other)(document, pair, mode)


def _read_other(document: Document, pair: Pair, mode: str) -> Iterator[Edit | Finding]:
    """Yield what is found in a text of another language that is to keep its own marks.

    Its single marks are apostrophes, which are set by themselves.
    """
    makes = makes_of(document, pair)
    double, single = makes.only_double(), makes.only_single()
    if double.is_undecided or single.is_undecided:
        yield _mixed(document, makes, pair)
    if double.curly:
        straight, apostrophes = double.joins, single.joins
        yield from _repaired(document, _Task(pair, "auto", mode, straight=straight, apostrophes=apostrophes))
    elif single.joins:
        yield from _word_apostrophes(document.text, _STRAIGHT_APOSTROPHE)
    if single.joins or (single.curly and not single.straight):
        yield from elided(document)
    if pair.glyphs == OPENING + CLOSING:
        yield from straight_speech(document)


def _read_english(document: Document, pair: Pair, mode: str) -> Iterator[Edit | Finding]:
    """Yield what is found in an English text that is to keep its own marks."""
    makes = makes_of(document, pair)
    if not makes.curly:
        yield from mended(document)
    elif makes.is_undecided:
        yield _mixed(document, makes, pair)
    else:
        yield from _repaired(document, _Task(pair, "auto", mode, straight=True, apostrophes=True))


def _mixed(document: Document, makes: Makes, pair: Pair) -> Finding:
    """Return the finding that a text has marks of both makes, at the first curly one."""
    text = document.text
    marks = pair.glyphs + ("‘’" if pair == ENGLISH or not makes.curly_double else "")
    first = min(place for mark in marks for place in places(mark, text, 0, len(text)))
    message = (
        f"{makes.straight} marks are straight and {makes.curly} curly: too few to tell which the text should have"
    )
    return Finding(first, first + 1, "mixed-quotes", message)


def _repaired(document: Document, task: _Task) -> list[Edit | Finding]:
    """Return the edits and findings of a text, read whole only where some paragraphs do not tell all."""
    spaced = bool(task.pair.inner)
    if task.only_repairs:
        passages = doubtful(document, task.pair)
        if _is_settled(document, passages, task):
            return list(_apostrophes(document.text, task))
    readings = read(scan(document, task.pair, straight=task.straight), document.text, spaced=spaced)
    return _found(document, readings, task)


def _is_settled(document: Document, passages: Sequence[Passage], task: _Task) -> bool:
    """Tell whether nothing is wrong in the doubtful paragraphs of a text, whatever the others hold."""
    if not passages:
        return True
    if passages == [Passage(0, len(document.text))]:
        return False
    marks = scan(document, task.pair, straight=task.straight, passages=passages)
    apart = read_apart(marks, document.text, spaced=bool(task.pair.inner))
    return apart is not None and decides_apart(document.text, apart) and not _found(document, apart, task)


def _found(document: Document, readings: list[Reading], task: _Task) -> list[Edit | Finding]:
    """Return the edits and findings that follow from a reading."""
    rendered = list(render(document.text, readings, task.glyphs))
    edits = [item for item in rendered if isinstance(item, Edit)]
    edits += _apostrophes(document.text, task)
    moves = _moves(document, readings, task.mode) if task.pair == ENGLISH else ()
    return [*(item for item in rendered if isinstance(item, Finding)), *reconciled(edits, moves)]


def _moves(document: Document, readings: list[Reading], mode: str) -> Iterator[tuple[Edit, Edit]]:
    if mode == "logical":
        yield from stranded_stops(document.text, readings)
    elif (which := scope(document, readings, mode)) is not Scope.NONE:
        yield from misplaced_stops(document.text, readings, which)


def _apostrophes(text: str, task: _Task) -> Iterator[Edit]:
    if task.apostrophes:
        yield from _word_apostrophes(text, _CURLY_APOSTROPHE if task.glyphs is STRAIGHT else _STRAIGHT_APOSTROPHE)


def _word_apostrophes(text: str, wrong: re.Pattern[str]) -> Iterator[Edit]:
    """Yield the edits that give an apostrophe between two letters its glyph; no reading is in doubt there."""
    for match in wrong.finditer(text):
        if match.group() == "'":
            yield Edit(*match.span(), "’", ("straight-quote",))
        else:
            yield Edit(*match.span(), "'", ("curly-quote",))


PASS = Pass(
    "quotes",
    Stage.QUOTES,
    Contract(Touch.QUOTES | Touch.SPACE | Touch.PUNCTUATION),
    RULES,
    find,
    options=OPTIONS,
)
