"""The furniture of an article: lines by what they say, the captions above credits, the links below a label."""

from array import array
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from articlefix.core.contract import LONGEST_BRACKETED
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.furniture import pictures
from articlefix.furniture.removal import Decision, decide
from articlefix.furniture.verdicts import Said, weak_rule
from articlefix.furniture.vocabulary import Vocabulary, words_of
from articlefix.passes.boilerplate.blocks import Block, blocks
from articlefix.passes.boilerplate.candidates import BODY, Candidates
from articlefix.text.paragraphs import Lines

SUSPECTED = "suspected-furniture"
_CAPTION_DISTANCE = 2
_STOPS = '.!?\N{HORIZONTAL ELLIPSIS}"\N{RIGHT DOUBLE QUOTATION MARK}'
_OPENING = (
    '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
    "\N{DOUBLE LOW-9 QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)
_TITLE_AND_CAPTION = 2
_LONGEST_SHOWN = 40


class Furniture(NamedTuple):
    """The rule of each line that goes, the evidence for it, both by its number, and what goes or is told else."""

    dropped: dict[int, str]
    evidence: dict[int, str]
    further: list[Edit | Finding]


def furniture(
    document: Document,
    lines: Lines,
    known: Vocabulary,
    suspected: Collection[str],
    unlikely: Mapping[int, str],
) -> Furniture:
    """Return what goes from an article, and what may be furniture and stays.

    `suspected` are the lines that a rule may know; `unlikely` has the evidence for those that their words and
    places tell, by their index.
    """
    result = Furniture({}, {}, [])
    candidates = Candidates(document, lines, known, suspected, unlikely)
    decisions = candidates.decisions()
    said = dict(candidates.said)
    for block in blocks(document, candidates):
        members = _of_block(block)
        decisions |= members
        label = candidates.said.get(block.label, Said("related-links", "last"))
        said |= dict.fromkeys(members, label)
    for index, decision in decisions.items():
        if decision.goes and index not in candidates.only_told:
            _drop(result, lines, index, said[index].rule, decision)
        elif decision.is_likely:
            line = lines.filled[index]
            shown = line.text[:_LONGEST_SHOWN]
            result.further.append(
                Finding(line.start, line.end, SUSPECTED, f"“{shown}” may be furniture: {decision.evidence}")
            )
    if document.format == "text":
        result.further.extend(_credits_of_paragraphs(candidates, decisions))
        for index, decision in _captions(candidates, decisions):
            _drop(result, lines, index, "photo-credit", decision)
    return result


def _drop(result: Furniture, lines: Lines, index: int, rule: str, decision: Decision) -> None:
    number = lines.filled[index].number
    result.dropped[number] = rule
    result.evidence[number] = decision.evidence


def _of_block(block: Block) -> dict[int, Decision]:
    """Return what is done about a block of links: all of it goes, or nothing."""
    decision = decide(block.evidence, block.lost)
    members = dict.fromkeys((block.label, *block.headlines), decision)
    if decision.goes:
        return members
    return {block.label: decision._replace(is_likely=True)}


def _captions(candidates: Candidates, decisions: dict[int, Decision]) -> Iterator[tuple[int, Decision]]:
    """Yield the lines above credits that are their captions, by their index.

    The first line that stays is the title, and an article goes on below a picture. What parts two runs of buttons
    decides what they are: it stays with them.
    """
    lines, known = candidates.lines, candidates.known
    kept = array("I")  # of a huge text nearly all
    has_body = False
    for index, line in enumerate(lines.filled):
        decision = decisions.get(index)
        if decision is None or not decision.goes:
            kept.append(index)
            has_body = has_body or len(line.text) >= BODY
            continue
        found = candidates.said.get(index)
        is_below_text = len(kept) > 1 and kept[-1] == index - 1 and index + 1 < len(lines.filled)
        if found != ("photo-credit", "credit", 0) or not is_below_text:
            continue
        if line.number - lines.filled[index - 1].last > _CAPTION_DISTANCE or index - 1 in candidates.said:
            continue
        if weak_rule(lines.filled[kept[-2]].text, known) and len(kept) > _TITLE_AND_CAPTION:
            continue
        below = candidates.below(index)
        is_above = not has_body and below is not None and len(lines.filled[below].text) >= BODY
        beside = [kept[-2], *([] if below is None else [below])]
        caption = _caption(candidates, kept[-1], beside, is_above_article=is_above)
        if caption is not None and caption.goes:
            yield kept.pop(), caption


def _caption(
    candidates: Candidates, index: int, beside: Collection[int], *, is_above_article: bool
) -> Decision | None:
    known, text = candidates.known, candidates.lines.filled[index].text
    words = words_of(text, known)
    if pictures.is_caption(text, words, known, is_above_article=False):
        is_in_dialogue = not is_above_article and any(_is_spoken(candidates, each) for each in beside)
        place = [*(["end"] if is_above_article else []), *(["dialogue"] if is_in_dialogue else [])]
        return decide(["caption", *place], len(words))
    is_standing = is_above_article and bool(known.credits.summary)
    if is_standing and pictures.is_caption(text, words, known, is_above_article=True):
        return decide(["standing-caption", "end"], len(words))
    return None


def _is_spoken(candidates: Candidates, index: int) -> bool:
    """Tell whether a line is a speech as short as captions are: what is beside it may belong to the dialogue."""
    text = candidates.lines.filled[index].text
    return len(text) < BODY and text[0] in _OPENING


def _credits_of_paragraphs(candidates: Candidates, decisions: dict[int, Decision]) -> Iterator[Edit]:
    """Yield the edits that take a credit from the end of a paragraph that is more than its caption."""
    for index, found in candidates.said.items():
        decision = decisions[index]
        if found.evidence != "captioned" or decision.goes or candidates.is_wrapped(index):
            continue
        line = candidates.lines.filled[index]
        end = line.start + len(candidates.lines.text[line.start : line.end].rstrip())
        size = pictures.size_of_last_credit(line.text, candidates.known)
        # A longer bracket behind no stop is a part of the sentence for all one can tell.
        is_apart = size <= LONGEST_BRACKETED or line.text[: len(line.text) - size].rstrip()[-1:] in tuple(_STOPS)
        if size and is_apart and candidates.lines.text[end - size : end] == line.text[-size:]:
            credit = decide(["credit"])
            start = line.start + len(candidates.lines.text[line.start : end - size].rstrip())
            yield Edit(start, end, "", ("photo-credit",), credit.evidence)
