"""Prompts within a paragraph: whole sentences of it, or prompts glued to its beginning or end.

    "It left at noon. Story continues below advertisement Nobody waved."  -> "It left at noon. Nobody waved."
    "ShareTweetEmailThe ferry left at noon."                              -> "The ferry left at noon."

Only what stands between two ends of sentences, or an end and the border of the line, and is a prompt as a whole.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from articlefix.document import Document
from articlefix.facts import octets, places_of
from articlefix.passes.boilerplate import furniture, prompts
from articlefix.passes.boilerplate.vocabulary import glue, has_glue, vocabulary, words_of
from articlefix.patterns import lazy

SHORTEST_PARAGRAPH = 60
_LONGEST_PROMPT = 160
_MOST_PHRASE_WORDS = 10
_OPENING = 2  # words by which a prompt is known to begin
_SENTENCE_START_TEXT = r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*+[ ]++"
_SENTENCE_START = lazy(_SENTENCE_START_TEXT + r"(?=\S)")
_WORD = lazy(r"[^\W\d_]+|\d+")
_STOP = frozenset(".!?\u2026")
_MOST_GLUED = 6
_WORD_OCTETS = "0-9A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff"


class Phrase(NamedTuple):
    """A prompt at `start:end` of a line, with the space that goes with it, and the rule for such a prompt alone."""

    start: int
    end: int
    rule: str


def may_hold(text: str, *, is_glued: bool) -> bool:
    """Tell cheaply whether a line may hold a prompt within its paragraph: most hold no sentence that begins as one.

    `is_glued` tells whether words may be glued anywhere in the line.

    >>> text = "It left at noon. Article continues below. Nobody waved, and the harbour was as empty as before."
    >>> may_hold(text, is_glued=False), may_hold(text.replace("Article", "Work"), is_glued=False)
    (True, False)
    """
    if len(text) < SHORTEST_PARAGRAPH:
        return False
    if is_glued and has_glue(text[:_LONGEST_PROMPT]):
        return True
    first, further = _openings()
    return first.match(text) is not None or further.search(text) is not None


def openings(document: Document) -> Iterator[int]:
    r"""Yield a place in each line of a text in which a sentence begins as a prompt does, and in some others.

    To look through the bytes of the whole text costs a fifth of what it costs to look at each line.

    >>> text = "It left at noon.\nIt rained. Article continues below. Nobody waved."
    >>> [text[text.rindex("\n", 0, place) + 1 : place + 1] for place in openings(Document(text))]
    ['It rained. Article continues']
    """
    first, further = _openings()
    if first.match(document.text):
        yield 0
    for pattern in _openings_of_octets():
        yield from (match.end() - 1 for match in pattern.finditer(octets(document)))
    # Among octets an ellipsis is a mark like any other.
    for place in places_of("\N{HORIZONTAL ELLIPSIS}", document.text):
        if further.match(document.text, place):
            yield place


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how prompts begin, at a line and at a further sentence.

    Marks that part a sentence from its first word end at the next stop, lest a row of stops be read once for each.
    """
    heads = _heads(r"[\W_]*")
    opening = rf"(?:[^\w\n.!?\u2026]|_)*+(?:[.!?\u2026]|{heads})"
    return re.compile(opening), re.compile(_SENTENCE_START_TEXT + opening)


@cache
def _openings_of_octets() -> list[re.Pattern[bytes]]:
    """Return the same for `octets`, of a line with the end of that above; each begins with one rare byte."""
    heads = _heads(f"[^{_WORD_OCTETS}]*").encode("latin-1")
    opening = b"[^%b\n.!]*+(?:[.!]|%b)" % (_WORD_OCTETS.encode("latin-1"), heads)
    stops = [mark + rb"[\"'?\xbb)\]]*+[ ]++" for mark in (rb"\.", b"!")]
    return [re.compile(before + opening) for before in (b"\n", *stops)]


def _heads(gap: str) -> str:
    """Return the pattern of the first words of prompts, parted by `gap`.

    Their first letters are sought in either case by hand, since a branch that ignores case is entered to be left.
    """
    table = vocabulary()
    labels = (phrase for phrase, rule in table.before_title.items() if rule == "related-links")
    rests: dict[str, set[str]] = {}
    for phrase in (*table.inside, *table.calls, *labels):
        head = gap.join(map(_in_any_case, phrase[1:].split(" ")[:_OPENING]))
        rests.setdefault(phrase[0], set()).add(head)
    return "|".join(
        f"[{letter}{letter.upper()}](?i:{'|'.join(sorted(rest))})" for letter, rest in sorted(rests.items())
    )


def _in_any_case(word: str) -> str:
    """Return a pattern for a word: of bytes, only those of ASCII are known to have a case."""
    return "".join(letter if letter.isascii() else f"[{letter}{letter.upper()}]" for letter in word)


def found(text: str) -> list[Phrase]:
    """Return the prompts within a paragraph, in order and disjoint; none where nothing else would be left.

    >>> text = "It left at noon. Article continues below. Nobody waved, and the harbour was as empty as before."
    >>> [text[phrase.start : phrase.end] for phrase in found(text)]
    ['Article continues below. ']
    >>> found("She said that the article continues below. It rained, and nobody waved at the ferry.")
    []
    """
    phrases: list[Phrase] = []
    for phrase in _found(text):
        after = text[phrase.end : phrase.end + 1]
        if after.islower() or after in (",", ";"):
            continue  # the sentence goes on: the phrase is a part of what is told
        # Two at the end of a line share the space between them.
        done = phrases[-1].end if phrases else 0
        phrases.append(phrase._replace(start=max(done, phrase.start)))
    left = len(text) - sum(phrase.end - phrase.start for phrase in phrases)
    return phrases if left >= SHORTEST_PARAGRAPH else []


def _found(text: str) -> Iterator[Phrase]:
    head = _glued_head(text)
    if head is not None:
        yield head
    first = head.end if head else 0
    starts = [first, *(match.end() for match in _SENTENCE_START.finditer(text, first))]
    opening, _ = _openings()
    for number, start in enumerate(starts):
        if not opening.match(text, start):
            continue
        is_last = number + 1 == len(starts)
        end = len(text) if is_last else starts[number + 1]
        sentence = text[start:end]
        folded = sentence.casefold()
        if not any(trigger in folded for trigger in vocabulary().triggers):
            continue
        if size := _phrase_at_start(sentence):
            yield _spaced(text, start, start + size, "advertisement")
        elif len(sentence) <= _LONGEST_PROMPT and number and (rule := _rule(sentence.strip(), is_last=is_last)):
            yield _spaced(text, start, end, rule)


def _spaced(text: str, start: int, end: int, rule: str) -> Phrase:
    """Return a phrase with the space behind it, or at the end of the line that before it."""
    while end < len(text) and text[end] == " ":
        end += 1
    while end == len(text) and start > 0 and text[start - 1] == " ":
        start -= 1
    return Phrase(start, end, rule)


def _phrase_at_start(sentence: str) -> int:
    """Return the length of a known phrase that a sentence is, or begins with before the next, else 0."""
    if not sentence[0].isupper():
        return 0
    words: list[str] = []
    longest = 0
    for match in _WORD.finditer(sentence[:_LONGEST_PROMPT]):
        words.append(match.group().casefold())
        if len(words) > _MOST_PHRASE_WORDS:
            break
        if " ".join(words) in vocabulary().inside:
            end = match.end()
            while end < len(sentence) and sentence[end] in ".:!\u2026-\u2013\u2014)]":
                end += 1
            after = sentence[end:].lstrip(" ")
            # Without a stop of its own, the next sentence shows where it ends.
            if not after or after[0].isupper() or after[0] in "\"'\u201c\u2018\u00ab\u201e":
                longest = end
    return longest


def _rule(sentence: str, *, is_last: bool) -> str | None:
    """Return the rule under which a whole sentence would go, where it is no part of what is told."""
    if sentence[-1:] in _STOP:
        folded = " ".join(words_of(sentence))
        is_call = folded.startswith(vocabulary().calls) and any(phrase in folded for phrase in vocabulary().ours)
        return furniture.by_beginning(sentence, folded, is_title=False) if is_call else None
    if not is_last:
        return None
    bare = sentence.strip("()[]")
    return "related-links" if furniture.by_label(bare) == "related-links" else None


def _glued_head(text: str) -> Phrase | None:
    """Return the prompts that are glued to the beginning of a paragraph: `ShareTweetEmailThe ferry left`."""
    beginning = text[:_LONGEST_PROMPT]
    cuts = [*islice(glue(beginning), _MOST_GLUED)]
    if not cuts or not _may_be_prompts(words_of(text[: cuts[0]]), beginning):
        return None
    for cut in reversed(cuts):
        prompt = text[:cut]
        words = words_of(prompt)
        if text[cut : cut + 1].isupper() and len(words) > 1 and prompts.is_prompt(prompt, words):
            return Phrase(0, cut, "share-prompt")
    return None


def _may_be_prompts(words: list[str], text: str) -> bool:
    """Tell whether some first words may begin prompts: by the first of them, which is known or comes again."""
    if not words:
        return False
    first = words[0]
    return first in vocabulary().letters or first.isdigit() or text.casefold().count(first) > 1
