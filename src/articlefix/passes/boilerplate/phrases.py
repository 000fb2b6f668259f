"""Prompts within a paragraph: whole sentences of it, or prompts glued to its beginning or end.

    "It left at noon. Story continues below advertisement Nobody waved."  -> "It left at noon. Nobody waved."
    "ShareTweetEmailThe ferry left at noon."                              -> "The ferry left at noon."

Only what stands between two ends of sentences, or an end and the border of the line, and is a prompt as a whole.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit, apply
from articlefix.furniture import labels as furniture
from articlefix.furniture import prompts
from articlefix.furniture.candidates import OPENING, glued_places, opening_phrases, opening_places
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import Vocabulary, glue, words_of
from articlefix.text.paragraphs import Line, Lines

SHORTEST_PARAGRAPH = 60
_LONGEST_PROMPT = 160
_MOST_PHRASE_WORDS = 10
_SENTENCE_START_TEXT = r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*+[ ]++"
_SENTENCE_START = re.compile(_SENTENCE_START_TEXT + r"(?=\S)")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_STOP = frozenset(".!?\N{HORIZONTAL ELLIPSIS}")
_MOST_GLUED = 6


class Phrase(NamedTuple):
    """A prompt at `start:end` of a line, with the space that goes with it, and the rule for such a prompt alone."""

    start: int
    end: int
    rule: str


def edits(
    document: Document, known: Vocabulary, lines: Lines, dropped: Mapping[int, str], limit: int
) -> Iterator[Edit]:
    """Yield the edits that delete the sentences of paragraphs, each on a line of its own, that are prompts.

    At `limit` the mark begins that ends the article, which goes by itself.
    """
    for line in _opening_prompts(document, known, lines):
        if line.number in dropped or line.number != line.last:
            continue
        start = lines.text.index(line.text, line.start)
        text = lines.text[start : min(limit, start + len(line.text))]
        within = found(text, known)
        if not within:
            continue
        left = apply(text, [Edit(*phrase[:2], "", ()) for phrase in within])
        if any(judge([left], known)[0]):
            continue  # where what would stay is furniture too, all of it is one call, and no paragraph
        for phrase in within:
            told = f"it would go under {phrase.rule} on a line of its own"
            yield Edit(start + phrase.start, start + phrase.end, "", ("prompt-in-paragraph",), told)


def _opening_prompts(document: Document, known: Vocabulary, lines: Lines) -> list[Line]:
    """Return the lines that may hold a prompt: a sentence opens as one does, or words are glued."""
    opening = lines.around(opening_places(document.scan, known))
    glued = lines.around(glued_places(document.scan), within=_LONGEST_PROMPT)
    if not (opening or glued):
        return []
    opens, is_glued = frozenset(opening), frozenset(glued)
    return [
        line
        for line in sorted(opens | is_glued)
        if may_hold(line.text, known, is_glued=line in is_glued, opens=line in opens)
    ]


def may_hold(text: str, known: Vocabulary, *, is_glued: bool, opens: bool = True) -> bool:
    """Tell cheaply whether a line may hold a prompt within its paragraph: most hold no sentence that begins as one.

    `is_glued` tells whether words may be glued anywhere in the line, and `opens` whether a sentence may begin as a
    prompt does.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> text = "It left at noon. Article continues below. Nobody waved, and the harbour was as empty as before."
    >>> may_hold(text, known, is_glued=False), may_hold(text.replace("Article", "Work"), known, is_glued=False)
    (True, False)
    """
    if len(text) < SHORTEST_PARAGRAPH:
        return False
    if is_glued and _has_glued_head(text[:_LONGEST_PROMPT], known):
        return True
    first, further = _openings(known)
    return opens and (first.match(text) is not None or further.search(text) is not None)


@cache
def _openings(known: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how prompts begin, at a line and at a further sentence.

    Marks that part a sentence from its first word end at the next stop, lest a row of stops be read once for each.
    """
    heads = _either_case(r"[\W_]*".join(phrase.split()[:OPENING]) for phrase in opening_phrases(known))
    opening = rf"(?>(?:[^\w\n.!?\u2026]|_)*)(?:[.!?\u2026]|{heads})"
    return re.compile(opening), re.compile(_SENTENCE_START_TEXT + opening)


def _either_case(heads: Iterable[str]) -> str:
    """Return a pattern of one of some patterns that begin with a letter, in either case.

    The first letter is sought by hand, since a branch that ignores case is entered to be left.
    """
    rests: dict[str, set[str]] = {}
    for head in heads:
        rests.setdefault(head[0], set()).add(head[1:])
    return "|".join(
        f"[{letter}{letter.upper()}](?i:{'|'.join(sorted(rest))})" for letter, rest in sorted(rests.items())
    )


def found(text: str, known: Vocabulary) -> list[Phrase]:
    """Return the prompts within a paragraph, in order and disjoint; none where nothing else would be left.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> text = "It left at noon. Article continues below. Nobody waved, and the harbour was as empty as before."
    >>> [text[phrase.start : phrase.end] for phrase in found(text, known)]
    ['Article continues below. ']
    >>> found("She said that the article continues below. It rained, and nobody waved at the ferry.", known)
    []
    """
    phrases: list[Phrase] = []
    for phrase in _found(text, known):
        after = text[phrase.end : phrase.end + 1]
        if after.islower() or after in (",", ";"):
            continue  # the sentence goes on: the phrase is a part of what is told
        # Two at the end of a line share the space between them.
        done = phrases[-1].end if phrases else 0
        phrases.append(phrase._replace(start=max(done, phrase.start)))
    left = len(text) - sum(phrase.end - phrase.start for phrase in phrases)
    return phrases if left >= SHORTEST_PARAGRAPH else []


def _found(text: str, known: Vocabulary) -> Iterator[Phrase]:
    head = _glued_head(text, known)
    if head is not None:
        yield head
    first = head.end if head else 0
    starts = [first, *(match.end() for match in _SENTENCE_START.finditer(text, first))]
    opening, _ = _openings(known)
    for number, start in enumerate(starts):
        if not opening.match(text, start):
            continue
        is_last = number + 1 == len(starts)
        end = len(text) if is_last else starts[number + 1]
        sentence = text[start:end]
        if size := _phrase_at_start(sentence, known):
            yield _spaced(text, start, start + size, "advertisement")
            continue
        may_go = number and len(sentence) <= _LONGEST_PROMPT
        if may_go and (rule := _rule(sentence.strip(), known, is_last=is_last)):
            yield _spaced(text, start, end, rule)


def _spaced(text: str, start: int, end: int, rule: str) -> Phrase:
    """Return a phrase with the space behind it, or at the end of the line that before it."""
    while end < len(text) and text[end] == " ":
        end += 1
    while end == len(text) and start > 0 and text[start - 1] == " ":
        start -= 1
    return Phrase(start, end, rule)


def _phrase_at_start(sentence: str, known: Vocabulary) -> int:
    """Return the length of a known phrase that a sentence is, or begins with before the next, else 0."""
    if not sentence[0].isupper():
        return 0
    words: list[str] = []
    longest = 0
    for match in _WORD.finditer(sentence[:_LONGEST_PROMPT]):
        words.append(match.group().casefold())
        if len(words) > _MOST_PHRASE_WORDS:
            break
        if " ".join(words) in known.inside:
            end = match.end()
            while end < len(sentence) and sentence[end] in ".:!\u2026-\u2013\u2014)]":
                end += 1
            after = sentence[end:].lstrip(" ")
            # Without a stop of its own, the next sentence shows where it ends.
            if not after or after[0].isupper() or after[0] in "\"'\u201c\u2018\u00ab\u201e":
                longest = end
    return longest


def _rule(sentence: str, known: Vocabulary, *, is_last: bool) -> str | None:
    """Return the rule under which a whole sentence would go, where it is no part of what is told."""
    if sentence[-1:] in _STOP:
        folded = " ".join(words_of(sentence, known))
        is_call = folded.startswith(known.calls) and any(phrase in folded for phrase in known.ours)
        return furniture.by_beginning(sentence, folded, known, is_title=False) if is_call else None
    if not is_last:
        return None
    bare = sentence.strip("()[]")
    return "related-links" if furniture.by_label(bare, known) == "related-links" else None


def _has_glued_head(beginning: str, known: Vocabulary) -> bool:
    """Tell cheaply whether prompts may be glued to a paragraph, by the first: of known parts, or that returns."""
    cut = next(glue(beginning), 0)
    head = beginning[:cut].split(None, 1)
    if not head or beginning.startswith(head[0], cut):
        return bool(head)
    for match in _WORD.finditer(beginning):
        if match.start() >= cut:
            break
        # What is cut may be a name in one piece, such as YouTube.
        word, part = match.group().casefold(), beginning[match.start() : cut].casefold()
        if not (word in known.letters or part in known.letters or word.isdigit()):
            return False
    return True


def _glued_head(text: str, known: Vocabulary) -> Phrase | None:
    """Return the prompts that are glued to the beginning of a paragraph: `ShareTweetEmailThe ferry left`."""
    beginning = text[:_LONGEST_PROMPT]
    if not _has_glued_head(beginning, known):
        return None
    for cut in reversed([*islice(glue(beginning), _MOST_GLUED)]):
        prompt = text[:cut]
        words = words_of(prompt, known)
        if text[cut : cut + 1].isupper() and len(words) > 1 and prompts.is_prompt(prompt, words, known):
            return Phrase(0, cut, "share-prompt")
    return None
