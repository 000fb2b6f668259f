"""Prompts within a paragraph: whole sentences of it, or prompts glued to its beginning or end.

    "It left at noon. Story continues below advertisement Nobody waved."  -> "It left at noon. Nobody waved."
    "ShareTweetEmailThe ferry left at noon."                              -> "The ferry left at noon."

Only what stands between two ends of sentences, or an end and the border of the line, and is a prompt as a whole.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.core.edits import Edit, apply
from articlefix.furniture import labels as furniture
from articlefix.furniture import prompts
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import Vocabulary, glue, words_of
from articlefix.scan.facts import octets, odd_capitals, places_of, uncommon
from articlefix.scan.patterns import lazy
from articlefix.text.paragraphs import Line, Lines, lines_of

SHORTEST_PARAGRAPH = 60
_LONGEST_PROMPT = 160
_MOST_PHRASE_WORDS = 10
_MOST_COMMON = 3  # letters of words with which many sentences begin
_OPENING = 2  # words by which a prompt is known to begin
_SENTENCE_START_TEXT = r"[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*+[ ]++"
_SENTENCE_START = lazy(_SENTENCE_START_TEXT + r"(?=\S)")
_WORD = lazy(r"[^\W\d_]+|\d+")
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_STOP = frozenset(".!?" + _ELLIPSIS)
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
    starts = [line.start for line in lines.filled]
    opening = {bisect_right(starts, place) for place in openings(document, known)}
    glued = {bisect_right(starts, place) for place in odd_capitals(document)}
    touched = ((lines.filled[place - 1], place) for place in sorted(opening | glued) if place)
    return [
        line
        for line, place in touched
        if may_hold(line.text, known, is_glued=place in glued, opens=place in opening)
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


def openings(document: Document, known: Vocabulary) -> Iterator[int]:
    r"""Yield a place in each line of a text in which a sentence begins as a prompt does, and in some others.

    To look through the bytes of the whole text costs a fifth of what it costs to look at each line. Where a prompt
    may begin with letters that one byte cannot hold, each line is looked at.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> text = "It left at noon.\nIt rained. Article continues below. Nobody waved."
    >>> [text[text.rindex("\n", 0, place) + 1 : place + 1] for place in openings(Document(text), known)]
    ['It rained. Article']
    """
    patterns = _first_words(known)
    if patterns is None:
        yield from (line.start for line in lines_of(document).filled)
        return
    text = octets(document)
    below, behind = patterns
    if below.match(b"\n" + text[:_LONGEST_PROMPT]):
        yield 0
    for pattern in (below, behind):
        yield from (match.end() - 1 for match in pattern.finditer(text))
    # The other stops are few, and among octets an ellipsis is a mark like any other.
    others = [*places_of(b"!", text)]
    if _ELLIPSIS in uncommon(document):
        others += places_of(_ELLIPSIS, document.text)
    yield from (place for place in others if behind.match(b"." + text[place + 1 : place + _LONGEST_PROMPT]))


@cache
def _openings(known: Vocabulary) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of how prompts begin, at a line and at a further sentence.

    Marks that part a sentence from its first word end at the next stop, lest a row of stops be read once for each.
    """
    heads = _either_case(r"[\W_]*".join(phrase.split()[:_OPENING]) for phrase in _phrases(known))
    opening = rf"(?:[^\w\n.!?\u2026]|_)*+(?:[.!?\u2026]|{heads})"
    return re.compile(opening), re.compile(_SENTENCE_START_TEXT + opening)


@cache
def _first_words(known: Vocabulary) -> tuple[re.Pattern[bytes], re.Pattern[bytes]] | None:
    """Return the patterns of the first words of prompts among `octets`, below a line end and behind a full stop.

    Return `None` where one of these words has a letter beyond Latin-1, in either case.

    A short first word comes with the second. Each begins with one rare byte, which is sought much faster than a
    class, and is small: it is compiled for each text, while the other patterns of this module wait for one that
    needs them.
    """
    letters = r"0-9A-Za-z\xaa\xb5\xba\xc0-\xd6\xd8-\xf6\xf8-\xff"
    words: list[str] = []
    for phrase in _phrases(known):
        first, second = [*phrase.split(), ""][:2]
        word = first if len(first) > _MOST_COMMON else f"{first}[^{letters}]*{second}"
        # Of bytes only those of ASCII are known to have a case.
        words.append(word[0] + re.sub("[^\x00-\x7f]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", word[1:]))
    heads = _either_case(words)
    try:
        opening = rf"[^{letters}\n.!]*+(?:[.!]|(?:{heads})(?![a-z\xdf-\xff]))".encode("latin-1")
    except UnicodeEncodeError:
        return None
    return re.compile(b"\n" + opening), re.compile(rb"\.[\"'?\xbb)\]]*+[ ]++" + opening)


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


def _phrases(known: Vocabulary) -> Iterator[str]:
    """Yield the phrases with which prompts begin."""
    yield from (*known.inside, *known.calls)
    yield from (phrase for phrase, rule in known.before_title.items() if rule == "related-links")


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
        parts = (match.group(), beginning[match.start() : cut])
        if all("?" in prompts.letters_of([part.casefold()], known) for part in parts):
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
