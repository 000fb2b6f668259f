r"""Links to other stories below a label: the label and the headlines go together, or both stay.

"Read also\n\nThe Last Ferry\n\nThe First Boat"
"""

from collections.abc import Iterator
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.furniture.vocabulary import words_of
from articlefix.passes.boilerplate.candidates import Candidates

_LONGEST_HEADLINE = 160  # characters
_FEWEST_WORDS, _MOST_WORDS = 3, 25  # of a headline; a subhead is often shorter
_MOST_HEADLINES = 20
_FEWEST_LAST = 2
_NO_HEADLINE = (".", "!", ",", ";", ":", "\N{RIGHT DOUBLE QUOTATION MARK}")


class Block(NamedTuple):
    """The index of a label, those of the headlines below it, and what is known of them."""

    label: int
    headlines: tuple[int, ...]
    evidence: tuple[str, ...]
    lost: int


def blocks(document: Document, candidates: Candidates) -> Iterator[Block]:
    """Yield the blocks of links in an article, in order."""
    if document.format != "text":
        return
    for index, found in sorted(candidates.said.items()):
        if found.rule == "related-links" and _introduces(candidates, index):
            headlines = tuple(_headlines(document, candidates, index))
            if headlines and not candidates.is_wrapped(index) and not _may_hold_title(candidates, headlines):
                yield _block(candidates, index, headlines)
    for index in candidates.below_body("related-links"):
        # `Related` may be a heading, but not where nothing but headlines stands below it.
        headlines = tuple(_headlines(document, candidates, index))
        if len(headlines) >= _FEWEST_LAST and _is_last(candidates, headlines):
            yield _block(candidates, index, headlines)


def _block(candidates: Candidates, index: int, headlines: tuple[int, ...]) -> Block:
    filled = candidates.lines.filled
    evidence = ["headline"]
    if not candidates.is_between(index):
        evidence.append("end")
    elif not _is_last(candidates, headlines) and candidates.may_be_heading(headlines[-1], headlines):
        evidence.append("heading")  # the last of them may be the next
    return Block(index, headlines, tuple(evidence), len(filled[headlines[0]].text.split()))


def _may_begin(text: str) -> bool:
    """Tell whether a headline may begin so: the items of a list are references as often as links."""
    return not text[0].islower() and text[0] not in "-*\N{BULLET}#"


def _is_last(candidates: Candidates, headlines: tuple[int, ...]) -> bool:
    """Tell whether nothing stands below headlines, or furniture."""
    below = headlines[-1] + 1
    return below == len(candidates.lines.filled) or below in candidates.said


def _may_hold_title(candidates: Candidates, headlines: tuple[int, ...]) -> bool:
    """Tell whether the last of headlines stands directly above the first paragraph, as its title does."""
    return candidates.is_above_body(headlines[-1]) and not _is_last(candidates, headlines)


def _introduces(candidates: Candidates, index: int) -> bool:
    """Tell whether a line is a label that always has links behind it, and has none in its own line."""
    text, known = candidates.lines.filled[index].text, candidates.known
    folded = " ".join(words_of(text, known))
    return folded in known.opens or (text[-1] == ":" and folded in known.before_title)


def _headlines(document: Document, candidates: Candidates, label: int) -> Iterator[int]:
    """Yield the lines below a label that are headlines, in one style, up to the first that is none."""
    lines = candidates.lines
    filled = lines.filled
    for index in range(label + 1, min(label + 1 + _MOST_HEADLINES, len(filled))):
        line = filled[index]
        words = line.text.split()
        if index in candidates.said or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            return
        if len(line.text) > _LONGEST_HEADLINE or line.text.endswith(_NO_HEADLINE) or not _may_begin(line.text):
            return
        if index > label + 2 and lines.has_blank(index - 1, index) != lines.has_blank(label + 1, label + 2):
            return
        if document.is_protected(line.start, line.end, verbatim_only=True):
            return
        yield index
