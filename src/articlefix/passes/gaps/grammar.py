"""Where grammar tells that a word is missing: in English only, by its closed word classes."""

import re
from collections.abc import Iterator
from functools import cache

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.passes.gaps.candidates import at_candidates
from articlefix.passes.gaps.classes import QUOTES, pairs, table, words
from articlefix.scan.facts import holds
from articlefix.scan.patterns import lazy

_RULE = "missing-text"
_LOWER_START = lazy(r"[a-z][.?!] [a-z]")
_HABIT = 4
"""So many sentences that begin in lower case are the author's manner."""

_LONG = 60
"""A shorter line may be a heading, or belong to a list or a verse."""

_WIDEST = 80
"""So far back it is looked for what stands before a word: two words with a mark before them."""

# A shortened word or initials before the stop: “Holdings Inc.” has, “The U.S.” is.
_ABBREVIATED = lazy(r"(?:\b[A-Z][\w.]{0,4}|\b\w\.\w|\b(?:etc|vs|al|ed|no))$")

# Where a candidate stands a pattern is tried that leaves the words to their lists.
_NEIGHBOURS = lazy(rf"(?<![\w{QUOTES}-])(\w+) (\w+)(?![\w?-])(?! [{QUOTES}])")
# The mark comes before white space: a quoted word is mentioned, not used (the word “the”).
_BEFORE_MARK = lazy(r" (?<=[\w,] )(\w+) ?([.,;)])(?=\s|\Z)")
_FOLLOWING = lazy(r" (\w*)(,?)")
_ARTICLE = lazy(r" an?\b")
_TOLD_THAT = lazy(r"(\w+) that (?:he|she|it|they|the|there|we|I|his|her|its|their)\b")
_TITLED = lazy(rf"(entitled|titled|headlined)(?= [{QUOTES}])")
# Of a shorter word before the stop one cannot tell whether it is shortened.
_AFTER_STOP = lazy(
    rf"(?:(?<=\w\.[{QUOTES}])|(?<=\w\.[{QUOTES}]{{2}})|(?<=\w[{QUOTES}]\.)|(?<=\w[{QUOTES}]{{2}}\.)"
    r"|(?<=[a-z]{5}\.)) (\w+)(?=\s)"
)
# A short line may be of a list.
_AT_LINE = lazy(rf"(?<=[.?!{QUOTES}]\n)\n?(?=[^\n]{{{_LONG}}})(\w+)(?=\s)")
_AT_END = lazy(r"(?<=[\w,] )(\w+)(?=\n\n|\n?\Z)")

# And what must stand before it: “made by, a”, “he told that it”, “they published titled”.
_PARTICIPLE = lazy(r"(?<=[\w,] )(?!passed|stopped|dropped)\w+(?:ed|en|wn|ght) \Z")
# “When told that he”, “Those told that he” are passive.
_TELLER = lazy(r"\b(?:he|she|they|we|I|who|had|has|have|(?!Those|When|Once|While|After|If)[A-Z][a-z]+(?<!ing)) \Z")
_PUBLISHER = lazy(
    r"(?:^|[.,;:!?\u201d\u2019] |\b(?:and|but) )(?:[A-Z][\w\u2019-]+|he|she|they|we|I) (\w+) \Z", re.MULTILINE
)


def is_english(document: Document) -> bool:
    """Tell whether the document is in English, of whatever country."""
    return document.language.partition("-")[0].lower() == "en"


def find(document: Document) -> Iterator[Finding]:
    """Yield the places where a word is missing."""
    text = document.text
    yield from by_words(document)
    yield from _without_subject(document)
    yield from _without_hearer(document)
    yield from _without_object(document)
    yield from _broken_off(document)
    yield from _between_quotes(text)
    yield from _empty(text)


def by_words(document: Document) -> Iterator[Finding]:
    """Yield what one or two words tell, whatever else the text holds.

    The space that a dropped word leaves before the mark may still be there.

    >>> [found.message for found in by_words(Document("They came from the , and left."))]
    ['“the” cannot stand before “,”: what follows it may be missing']
    """
    yield from _before_marks(document)
    for match in at_candidates(document, "pair", _NEIGHBOURS):
        first, last = match.groups()
        if cannot_follow(first, last):
            message = f"the noun after “{first}” may be missing: “{last}” cannot follow it"
            yield Finding(*match.span(), _RULE, message)


def _before_marks(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in at_candidates(document, "mark", _BEFORE_MARK, back=1):
        word, mark = match.groups()
        if word == "by":
            participle = _before(text, match, _PARTICIPLE) if _ARTICLE.match(text, match.end()) else None
            if participle:
                yield _stranded(text, participle.start(), match.end())
        elif _lacks_next(text, match.end(), word) if mark == "," else _never_last(word):
            yield _stranded(text, match.start(1), match.end())
    for match in at_candidates(document, "mark", _phrase(), back=1):
        yield _stranded(text, match.start() + 1, match.end())


def _before(text: str, match: re.Match[str], pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Return the match of a pattern for what stands right before another match."""
    return pattern.search(text, max(0, match.start(1) - _WIDEST), match.start(1))


def _stranded(text: str, start: int, end: int) -> Finding:
    """Return the finding of words before a mark that cannot end a phrase."""
    phrase, mark = text[start : end - 1].rstrip(), text[end - 1]
    return Finding(start, end, _RULE, f"“{phrase}” cannot stand before “{mark}”: what follows it may be missing")


def _never_last(word: str) -> bool:
    return any(word in words(name) for name in ("determiners", "conjunctions", "unstranded"))


def _lacks_next(text: str, end: int, word: str) -> bool:
    """Tell whether what follows a word and the comma at `end` is no aside, and so the next word is missing."""
    following = _FOLLOWING.match(text, end)
    if not following:
        return False
    first, comma = following.groups()
    if word in ("and", "or", "but"):
        return first in words("relatives") and not _aside().match(text, following.start(1))
    if word in ("the", "an"):
        return first not in words("stumbles") and not (comma and len(first) == 1)
    is_before_name = word in ("than", "between", "among") or word in words("unstranded")
    return is_before_name and (first in ("a", "an") or first in words("relatives"))


@cache
def _aside() -> re.Pattern[str]:
    return lazy(rf"(?:{table()['asides']})\b")


@cache
def _phrase() -> re.Pattern[str]:
    return lazy(rf" (?<=[\w,] )(?:{table()['phrases']}) ?[.,;)](?=\s|\Z)")


def cannot_follow(first: str, last: str) -> bool:
    """Tell whether one word cannot stand after another.

    >>> cannot_follow("the", "of"), cannot_follow("the", "end")
    (True, False)
    """
    return any(first in heads and last in tails for heads, tails in pairs())


def _without_subject(document: Document) -> Iterator[Finding]:
    """Yield the verbs that begin a sentence in lower case: “price.” might dispute”."""
    text = document.text
    hits = [
        (start, end, verb)
        for start, end, verb in (*_verbs_after_stops(document), *_verbs_at_lines(document))
        if verb in words("finite") and not _ABBREVIATED.search(text, max(0, start - 12), start)
    ]
    if hits and sum(1 for _ in _LOWER_START.finditer(text)) < _HABIT:
        for start, end, verb in hits:
            yield Finding(start, end, _RULE, f"the sentence that begins with “{verb}” has no subject")


def _verbs_after_stops(document: Document) -> Iterator[tuple[int, int, str]]:
    for match in at_candidates(document, "verb", _AFTER_STOP):
        marks = document.text[max(0, match.start() - 3) : match.start()]
        bare = marks.rstrip(f".{QUOTES}")
        yield match.start() - len(marks) + len(bare), match.end(), match[1]


def _verbs_at_lines(document: Document) -> Iterator[tuple[int, int, str]]:
    for back in (0, -1):
        for match in at_candidates(document, "verb", _AT_LINE, back):
            yield match.start(1), match.end(), match[1]


def _without_hearer(document: Document) -> Iterator[Finding]:
    """Yield “told that he”: one is told something, but one tells it to somebody."""
    for match in at_candidates(document, "hearer", _TOLD_THAT):
        if match[1] in words("telling") and _before(document.text, match, _TELLER):
            yield Finding(*match.span(), _RULE, f"whom they {match[1]} may be missing")


def _without_object(document: Document) -> Iterator[Finding]:
    for match in at_candidates(document, "title", _TITLED):
        verb = _before(document.text, match, _PUBLISHER)
        if verb and verb[1] in words("publishing"):
            start, end = verb.start(1), match.end()
            yield Finding(
                start, end, _RULE, f"what was {verb[1]} may be missing: a title follows the verb directly"
            )


def _broken_off(document: Document) -> Iterator[Finding]:
    """Yield the ends of long paragraphs that are no end."""
    text = document.text
    for match in at_candidates(document, "mark", _AT_END):
        is_last = match[1] in words("determiners") or match[1] in words("conjunctions")
        if is_last and match.start() >= _LONG and "\n" not in text[match.start() - _LONG : match.start()]:
            yield Finding(*match.span(), _RULE, f"the paragraph breaks off after “{match[1]}”")


def _between_quotes(text: str) -> Iterator[Finding]:
    if not (
        holds(text, "\u201d \u201c")
        or holds(text, '" "')
        or ("\u2018" in text and "\u2019 \u2018" in text)  # here the first is no rare mark, but the last is
    ):
        return
    # After “s” a single mark may be an apostrophe (the boys’ ‘rules’).
    pattern = '(?<=\\w\\w)(?:\u201d \u201c(?=\\w)|" "(?=\\w))|(?<=[^\\Ws])\u2019 \u2018(?=\\w)'
    for match in re.finditer(pattern, text):
        yield Finding(*match.span(), _RULE, "two quotations follow each other with no word or mark between them")


def _empty(text: str) -> Iterator[Finding]:
    if holds(text, "()", "( )", "(,", "(;") or holds(text, "\u201c\u201d", "\u201c \u201d"):
        brackets = r"(?<=\s)\( ?\)(?=[\s.,;:])|(?<=\s)\([,;](?= \w)"
        for match in re.finditer(f"{brackets}|(?<!\\w)\u201c ?\u201d(?!\\w)", text):
            yield Finding(*match.span(), _RULE, "brackets or quotation marks hold nothing, or begin with a mark")
