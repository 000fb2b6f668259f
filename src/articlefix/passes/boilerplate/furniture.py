"""Lines that are not the article by their beginning or their whole: calls, notices, dates, tags, related links."""

import re
from functools import cache

from articlefix.passes.boilerplate.vocabulary import vocabulary

_LONGEST_TITLE = 160
_MOST_COPYRIGHT_WORDS = 30


def by_phrase(folded: str, words: list[str]) -> str | None:
    """Return the rule of a line that is a known phrase, or begins with one and holds the word it needs.

    >>> line = "sign up for our daily newsletter"
    >>> by_phrase(line, line.split())
    'newsletter-call'
    >>> by_phrase("sign up for a course", "sign up for a course".split())
    """
    table = vocabulary()
    if rule := table.lines.get(folded):
        return rule
    for rule, beginnings in table.begins.items():
        if folded.startswith(beginnings):
            needed = table.needs.get(rule)
            if needed is None or not needed.isdisjoint(words):
                return rule
    return None


def by_label(text: str) -> str | None:
    """Return the rule of a line that is a label, a colon and a title or names.

    >>> by_label("Read more: How the ferry was saved"), by_label("Tags: ferries, ports")
    ('related-links', 'tags-line')
    >>> by_label("Related: he is my cousin.")
    """
    label, colon, rest = text.partition(":")
    rest = rest.strip()
    if not colon or not rest or len(text) > _LONGEST_TITLE or len(label) > len("related articles and more"):
        return None
    rule = vocabulary().before_title.get(" ".join(re.findall(r"[^\W\d_]+", label.casefold())))
    if rule is None or rest[-1] == "." or (rule == "related-links" and rest[0].islower()):
        return None
    return rule


@cache
def _copyright() -> re.Pattern[str]:
    return re.compile(r"(?:\u00a9|\([Cc]\) ?(?=\d{4})|[Cc]opyright,? (?:\u00a9|\([Cc]\)|(?=\d{4})))", re.IGNORECASE)


def is_copyright(text: str, folded: str, words: list[str]) -> bool:
    """Tell whether a line claims the copyright of the page.

    >>> is_copyright("\u00a9 2024 The Harbour Gazette", "2024 the harbour gazette", ["2024"])
    True
    >>> is_copyright("Copyright law changed in 2019.", "copyright law changed in 2019", ["copyright"])
    False
    """
    if len(words) > _MOST_COPYRIGHT_WORDS:
        return False
    if _copyright().match(text) and any(len(word) == len("2024") and word.isdigit() for word in words):
        return True
    return folded.endswith(vocabulary().rights)


@cache
def _dates() -> tuple[re.Pattern[str], re.Pattern[str]]:
    minutes = r"\d{1,3}[ -]?min(?:ute)?s?\.?"
    reading = rf"(?:{minutes}[ ]read|(?:est(?:imated|\.)?[ ])?read(?:ing)?[ ]time:?[ ]{minutes})"
    month = r"(?:jan|feb|m[a\u00e4]r|apr|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez)[a-z]*\.?"
    date = (
        rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?[ ])?"
        rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?[ ]{month},?[ ]\d{{4}}|{month}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{4}}"
        rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    )
    time = r"(?:,?[ ](?:at[ ])?\d{1,2}[:.]\d\d(?:[ ]?[ap]\.?m\.?)?(?:[ ][A-Z]{2,4})?)?"
    stamp = rf"(?:(?:first[ ])?(?:published|updated|posted|last[ ](?:updated|modified))(?:[ ]on)?:?[ ]{date}{time})"
    between = r"[ ]*[|\u2022\u00b7/\u2013\u2014-][ ]*"
    return (
        re.compile(rf"{stamp}(?:{between}(?:{stamp}|{reading}))*", re.IGNORECASE),
        re.compile(
            rf"[^|\u2022\u00b7]{{2,60}}[ ]*[|\u2022\u00b7][ ]*(?:{stamp}{between}|{date}{between})?{reading}",
            re.IGNORECASE,
        ),
    )


def is_stamp(text: str, folded: str) -> bool:
    """Tell whether a line says when the page was published and how long it takes to read.

    A bare date, a bare reading time and a bare byline stay: editors set those, too.

    >>> [is_stamp(line, line.lower()) for line in ("Published 3 March 2024", "By the editorial team | 5 min read")]
    [True, True]
    >>> [is_stamp(line, line.lower()) for line in ("3 March 2024", "By Jane Doe", "Published in 2024 by a friend")]
    [False, False, False]
    """
    if "read" not in folded and not folded.startswith(("first p", "publi", "updat", "poste", "last ")):
        return False
    return any(pattern.fullmatch(text) for pattern in _dates())
