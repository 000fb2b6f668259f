"""Where grammar tells that a word is missing: in English only, by its closed word classes."""

import re
from collections.abc import Iterator
from functools import cache

from articlefix.document import Document
from articlefix.edits import Finding
from articlefix.language import load_data

_RULE = "missing-text"
_LOWER_START = re.compile(r"[a-z][.?!] [a-z]")
_HABIT = 4
"""So many sentences that begin in lower case are the author's manner."""

# A shortened word or initials before the stop: “Holdings Inc.” has, “The U.S.” is.
_ABBREVIATED = re.compile(r"(?:\b[A-Z][\w.]{0,4}|\b\w\.\w|\b(?:etc|vs|al|ed|no))$")


def is_english(document: Document) -> bool:
    """Tell whether the document is in English, of whatever country."""
    return document.language.partition("-")[0].lower() == "en"


def find(document: Document) -> Iterator[Finding]:
    """Yield the places where a word is missing."""
    yield from stranded(document.text)
    yield from _without_noun(document.text)
    yield from _without_subject(document.text)
    yield from _between_quotes(document.text)
    yield from _without_object(document.text)
    yield from _empty(document.text)


def stranded(text: str) -> Iterator[Finding]:
    """Yield the words before a mark that cannot end a phrase.

    The space that a dropped word leaves before the mark may still be there.

    >>> [found.message for found in stranded("They came from the, and left.")]
    ['“the” cannot stand before “,”: what follows it may be missing']
    """
    for match in _patterns()["stranded"].finditer(text):
        start, end = match.span(match.lastgroup or 0)
        word, mark = text[start : end - 1].rsplit(maxsplit=1)[-1], text[end - 1]
        yield Finding(start, end, _RULE, f"“{word}” cannot stand before “{mark}”: what follows it may be missing")


def _without_noun(text: str) -> Iterator[Finding]:
    for match in _patterns()["noun"].finditer(text):
        yield Finding(
            *match.span(), _RULE, f"the noun after “{match[1]}” may be missing: “{match[2]}” cannot follow it"
        )


def _without_subject(text: str) -> Iterator[Finding]:
    """Yield the verbs that begin a sentence in lower case: “price.” might dispute”."""
    hits = [
        match
        for match in _patterns()["verb"].finditer(text)
        if not _ABBREVIATED.search(text, max(0, match.start() - 12), match.start())
    ]
    if hits and not _is_habit(text):
        for match in hits:
            yield Finding(*match.span(), _RULE, f"the sentence that begins with “{match[1]}” has no subject")


def _is_habit(text: str) -> bool:
    return sum(1 for _ in _LOWER_START.finditer(text)) >= _HABIT


def _between_quotes(text: str) -> Iterator[Finding]:
    for match in _patterns()["quotes"].finditer(text):
        yield Finding(*match.span(), _RULE, "two quotations follow each other with no word or mark between them")


def _without_object(text: str) -> Iterator[Finding]:
    for match in _patterns()["object"].finditer(text):
        start, end = match.span(1)
        yield Finding(start, end, _RULE, f"what was {match[2]} may be missing: a title follows the verb directly")


def _empty(text: str) -> Iterator[Finding]:
    for match in _patterns()["empty"].finditer(text):
        yield Finding(*match.span(), _RULE, "brackets or quotation marks hold nothing, or begin with a mark")


@cache
def words(name: str) -> frozenset[str]:
    """Return one list of words from the table."""
    return frozenset(_table()[name].split())


@cache
def _table() -> dict[str, str]:
    table = load_data("gaps")["en"]
    assert isinstance(table, dict)  # noqa: S101 - the shipped table; a test reads all of it
    return table


def alternatives(name: str) -> str:
    """Return one list of words as the inside of a pattern."""
    return "|".join(sorted(words(name), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    determiners, conjunctions = alternatives("determiners"), alternatives("conjunctions")
    relatives, finite = alternatives("relatives"), alternatives("finite")
    asides = _table()["asides"].replace(" ", r"\ ")
    quotes = "\u201c\u201d\u2018\u2019\"'"
    # A quoted word is mentioned, not used: the word “the”. Before it there is always a word, after the mark space.
    after = r"(?=\s|$)"
    stranded = rf"""
      (?<=[\w,]\ )(?:
        (?P<stop>(?:{determiners}|{conjunctions}|{alternatives("unstranded")})\ ?[.;)]){after}
      | (?P<relative>(?:and|or|but)\ ?,)\ (?!(?:{asides})\b)(?:{relatives})\b
      | (?P<comma>(?:the|an)\ ?,)\ (?!(?:{alternatives("stumbles")})\b|\w,)
      | (?P<passive>(?!passed|stopped|dropped)\w+(?:ed|en|wn|ght)\ by\ ?,)\ an?\b
      | (?P<apposition>(?:than|between|among|{alternatives("unstranded")})\ ?,)\ (?:an?|{relatives})\b
      )"""
    return {
        "stranded": re.compile(stranded, re.VERBOSE),
        "noun": re.compile(rf"(?<![\w{quotes}-])(the|an) ({alternatives('after_the')})(?![\w-])(?! [{quotes}])"),
        "verb": re.compile(
            rf"(?:(?<=\w)(?:\.[{quotes}]{{1,2}}|[{quotes}]{{1,2}}\.)|(?<=[a-z]{{5}})\.) ({finite})(?=\s)"
        ),
        "quotes": re.compile('(?<=[\\w]{2})(?:\u201d \u201c(?=\\w)|" "(?=\\w))|(?<=[^\\Ws])\u2019 \u2018(?=\\w)'),
        "object": re.compile(
            r"(?:^|[.,;:!?\u201d\u2019] |\b(?:and|but) )(?:[A-Z][\w\u2019-]+|he|she|they|we|I)"
            rf" (({alternatives('publishing')}) (?:entitled|titled|headlined)) [{quotes}]",
            re.MULTILINE,
        ),
        "empty": re.compile(
            "(?<=\\s)\\( ?\\)(?=[\\s.,;:])|(?<=\\s)\\([,;](?= \\w)|(?<!\\w)(?:\u201c ?\u201d)(?!\\w)"
        ),
    }
