"""Quotation marks and apostrophes: direction, the space beside them, pairing, and the place of comma and stop.

    as” not a triumph”.   -> as “not a triumph.”     (American text that shows the damage)
    said,’ No. ‘          -> said, ‘No.’
    the ‘90s              -> the ’90s

The work is done by a small parser: `prefilter` tells which paragraphs must be read, `marks` finds every mark with
its neighbours, `reading` finds the least-cost reading of all of them, `rendering` writes it out, `placement` moves
the comma or stop.

Left alone: a language whose marks are not known; a text with straight marks alone, unless asked; marks that no
reading can pair, which are reported; British text's stops outside the marks, but for those of speech.
"""

import re
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.options import Option
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.passes.quotes.guillemets import uneven_guillemets
from articlefix.passes.quotes.languages import ENGLISH, Pair, is_used, pair_of
from articlefix.passes.quotes.marks import Passage, places, scan
from articlefix.passes.quotes.placement import Scope, decides_apart, misplaced_stops, scope, stranded_stops
from articlefix.passes.quotes.prefilter import doubtful
from articlefix.passes.quotes.reading import Reading, read, read_apart
from articlefix.passes.quotes.rendering import STRAIGHT, curly, reconciled, render

OPTIONS = (
    Option(
        "quotes",
        "auto: straight marks join the curly ones where the text has any; keep: repair no marks.",
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

_CURLY_MARKS = "“”‘’"
_STRAIGHT_MARKS = "\"'"
_STRAIGHT_APOSTROPHE = re.compile(r"'(?:(?<=[^\W\d_].)(?=[^\W\d_])|(?<=\d.)(?=s(?!\w)))")
_CURLY_APOSTROPHE = re.compile(r"’(?<=[^\W_].)(?=[^\W_])")


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
    if pair is None or (quotes == "auto" and not _has_own_marks(document, pair)):
        return
    # Unasked, straight marks join the curly ones in English alone: elsewhere they are too common beside them.
    straight = pair == ENGLISH or quotes != "auto"
    spaced = bool(pair.inner)
    if _keeps_plain_marks(pair, quotes, mode):
        passages = doubtful(document, pair)
        if not passages:
            return
        if passages != [Passage(0, len(document.text))]:
            marks = scan(document, pair, straight=straight, passages=passages)
            apart = read_apart(marks, document.text, spaced=spaced)
            if (
                apart is not None
                and decides_apart(document.text, apart)
                and not _found(document, pair, apart, quotes, mode)
            ):
                return
    readings = read(scan(document, pair, straight=straight), document.text, spaced=spaced)
    yield from _found(document, pair, readings, quotes, mode)


def _keeps_plain_marks(pair: Pair, quotes: str, mode: str) -> bool:
    """Tell whether all that the options ask for is to repair what is out of place."""
    if pair == ENGLISH:
        return quotes != "straight" and mode != "logical"
    return quotes == "auto" and pair.opening != pair.closing


def _found(document: Document, pair: Pair, readings: list[Reading], quotes: str, mode: str) -> list[Edit | Finding]:
    """Return the edits and findings that follow from a reading."""
    text = document.text
    glyphs = STRAIGHT if quotes == "straight" else curly(pair)
    rendered = list(render(text, readings, glyphs))
    edits = [item for item in rendered if isinstance(item, Edit)]
    if pair == ENGLISH or quotes != "auto":
        edits += _word_apostrophes(text, _CURLY_APOSTROPHE if glyphs is STRAIGHT else _STRAIGHT_APOSTROPHE)
    moves = _moves(document, readings, mode) if pair == ENGLISH else ()
    return [*(item for item in rendered if isinstance(item, Finding)), *reconciled(edits, moves)]


def _moves(document: Document, readings: list[Reading], mode: str) -> Iterator[tuple[Edit, Edit]]:
    if mode == "logical":
        yield from stranded_stops(document.text, readings)
    elif (which := scope(document, readings, mode)) is not Scope.NONE:
        yield from misplaced_stops(document.text, readings, which)


def _has_own_marks(document: Document, pair: Pair) -> bool:
    """Tell whether the prose has marks that are not straight; those of code and HTML say nothing of the author.

    In Markdown straight marks are the rule, since rendering may curl them: there they must not be the most.
    """
    if pair != ENGLISH:
        return is_used(document, pair)
    curly = _in_prose(document, _CURLY_MARKS)
    if document.format != "markdown":
        return any(curly)
    return sum(curly) >= max(1, sum(_in_prose(document, _STRAIGHT_MARKS)))


def _in_prose(document: Document, marks: str) -> Iterator[bool]:
    text = document.text
    found = (place for mark in marks for place in places(mark, text, 0, len(text)))
    return (not document.is_protected(place, place + 1) for place in found)


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
