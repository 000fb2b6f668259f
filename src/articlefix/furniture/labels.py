"""Lines that are not the article by their beginning or their whole: calls, notices, dates, tags, related links."""

import re
from collections.abc import Iterable
from functools import cache

from articlefix.furniture.vocabulary import Vocabulary, words_of

# What half and double of a limit change was counted on 124 pages, which have 1,981 lines of furniture.
_LONGEST_TITLE = 160  # characters; half loses 4 lines, double finds none
_LONGEST_LABEL = len("related articles and more")
_MOST_COPYRIGHT_WORDS = 30  # half loses 10 lines, double finds one
_MOST_STAMP_WORDS = 16  # half loses 8 lines, double finds none
_LABEL_MARKS = "|:\N{FULLWIDTH COLON}"
_DATE = 3  # the numbers of a date without the name of a month: day, month, year


def by_phrase(folded: str, known: Vocabulary) -> str | None:
    """Return the rule of a line that is a known phrase.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> by_phrase("leser lesen auch", known), by_phrase("advertisement", known)
    (None, 'advertisement')
    """
    return known.lines.get(folded)


def by_beginning(text: str, folded: str, known: Vocabulary, *, is_title: bool) -> str | None:
    """Return the rule of a line that begins with a known phrase and holds what it needs.

    A report of such words has a speaker; a title has no full stop, and may be about newsletters.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> line = "sign up for our daily newsletter"
    >>> by_beginning(line, line, known, is_title=False)
    'newsletter-call'
    >>> by_beginning("sign up for a course", "sign up for a course", known, is_title=False)
    >>> line = "get the newsletter out, she said"
    >>> by_beginning(line, line, known, is_title=False)
    """
    for rule, beginnings in known.begins.items():
        if not f"{folded} ".startswith(beginnings):
            continue
        needed = known.needs.get(rule)
        is_other = (is_title and text[-1] != ".") or (rule == "tags-line" and text[-1] == ".")
        if needed is None or (not is_other and _holds(folded, needed, known)):
            return rule
    return None


def _holds(folded: str, needed: Iterable[str], known: Vocabulary) -> bool:
    """Tell whether a line holds one of the phrases that are needed, and does not report them."""
    return any(phrase in folded for phrase in needed) and known.reporting.isdisjoint(folded.split())


def by_label(text: str, known: Vocabulary) -> str | None:
    """Return the rule of a line that is a label, a colon and a title or names.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> by_label("Read more: How the ferry was saved", known), by_label("Tags: ferries, ports", known)
    ('related-links', 'tags-line')
    >>> by_label("Related: he is my cousin.", known)
    >>> by_label("标签：渡轮 港口", vocabulary(language("zh")))
    'tags-line'
    """
    mark = next((mark for mark in _LABEL_MARKS if mark in text), ":")
    label, _, rest = text.partition(mark)
    is_glued = mark == "|" and not rest[:1].isspace()  # `Also see |:syntax|`
    rest = rest.strip()
    is_short = len(text) <= _LONGEST_TITLE and len(label) <= _LONGEST_LABEL
    if not rest or is_glued or not is_short:
        return None
    rule = known.before_title.get(" ".join(words_of(label, known)))
    if rule is None or rest[-1] in ".\N{IDEOGRAPHIC FULL STOP}" or (rule == "related-links" and rest[0].islower()):
        return None
    return rule


def is_count(text: str, words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line is a count that pages show: `3 likes`, `0 items in cart`.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> lines = ("1.2K likes", "77\N{DEGREE SIGN} View")
    >>> [is_count(line, words_of(line, known), known) for line in lines]
    [True, False]
    """
    first, _, _ = text.partition(" ")
    named = words[len(words_of(first, known)) :]
    return _COUNT.fullmatch(first) is not None and " ".join(named) in known.counted


_COUNT = re.compile(r"\d[\d.,]*[KkMm]?")


def in_brackets(text: str, folded: str, known: Vocabulary) -> str | None:
    """Return the rule of a line in round brackets that begins as one for the editors of a newspaper.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> lines = ("(Adds details in paragraph 4)", "(Adds salt to taste.)")
    >>> [in_brackets(line, line[1:-1].casefold(), known) for line in lines]
    ['wire-mark', None]
    """
    if text[0] != "(" or text[-1] != ")" or text[-2:-1] in ".!?":
        return None
    return next((rule for rule, words in known.bracketed.items() if f"{folded} ".startswith(words)), None)


@cache
def _copyright() -> re.Pattern[str]:
    return re.compile(r"(?:\u00a9|\([Cc]\) ?(?=\d{4})|[Cc]opyright,? (?:\u00a9|\([Cc]\)|(?=\d{4})))", re.IGNORECASE)


def is_copyright(text: str, folded: str, words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line claims the copyright of the page.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> is_copyright("\u00a9 2024 The Harbour Gazette", "2024 the harbour gazette", ["2024"], known)
    True
    >>> is_copyright("Copyright law changed in 2019.", "copyright law changed in 2019", ["copyright"], known)
    False
    """
    if len(words) > _MOST_COPYRIGHT_WORDS:
        return False
    if text[0] not in "\N{COPYRIGHT SIGN}(Cc":
        return folded.endswith(known.ends)
    if _copyright().match(text) and any(len(word) == len("2024") and word.isdigit() for word in words):
        return True
    return folded.endswith(known.ends)


def is_stamp(text: str, words: list[str], known: Vocabulary) -> bool:
    """Tell whether a line says when the page was published and how long it takes to read.

    A bare date, a bare reading time and a bare byline stay: editors set those, too.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> lines = ("Published 3 March 2024", "By the editors | 5 min read")
    >>> [is_stamp(line, words_of(line, known), known) for line in lines]
    [True, True]
    >>> lines = ("3 March 2024", "By Jane Doe", "Published in 2024 by us")
    >>> [is_stamp(line, words_of(line, known), known) for line in lines]
    [False, False, False]
    """
    if len(words) > _MOST_STAMP_WORDS:
        return False
    letters = "".join("0" if word.isdigit() else known.stamp.get(word, "?") for word in words)
    if "p" in letters and "?" not in letters and ("m" in letters or "g" in letters or letters.count("0") >= _DATE):
        return True
    bar = max(map(text.rfind, "|\N{BULLET}\N{MIDDLE DOT}\N{EM DASH}\N{EN DASH}"))
    return bar > 0 and letters.endswith(("0ir", "rt0i"))
