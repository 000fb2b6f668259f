"""Where grammar tells that a word is missing: in English only, by its closed word classes."""

import re
from collections.abc import Iterator

from articlefix.core.document import Document, fact
from articlefix.core.edits import Finding
from articlefix.core.passes import Finds, Report, Rule
from articlefix.passes.gaps.classes import ENGLISH, QUOTES, either, pairs, table, words
from articlefix.scan.lazy import lazy

_HABIT = 4
"""So many sentences that begin in lower case are the author's manner."""

_LONG = 60
"""A shorter line may be a heading, or belong to a list or a verse."""

_WIDEST = 80
"""So far back it is looked for what stands before a word: two words with a mark before them."""

_LOWER_START = lazy(r"[a-z][.?!] [a-z]")
# A shortened word or initials before the stop: “Holdings Inc.” has, “The U.S.” is.
_ABBREVIATED = lazy(r"(?:\b[A-Z][\w.]{0,4}|\b\w\.\w|\b(?:etc|vs|al|ed|no))$")
# “When told that he”, “Those told that he” are passive.
_TELLER = lazy(r"\b(?:he|she|they|we|I|who|had|has|have|(?!Those|When|Once|While|After|If)[A-Z][a-z]+(?<!ing)) \Z")
_PUBLISHER = lazy(
    r"(?:^|[.,;:!?\u201d\u2019] |\b(?:and|but) )(?:[A-Z][\w\u2019-]+|he|she|they|we|I) \Z", re.MULTILINE
)


@fact
def _begins_in_lower_case(document: Document) -> bool:
    """Tell whether it is the manner of a text to begin sentences in lower case."""
    return sum(1 for _ in _LOWER_START.finditer(document.text)) >= _HABIT


def _has_subject(document: Document, match: re.Match[str]) -> bool:
    """Tell whether no sentence begins with a verb: the stop before it is of an abbreviation, or says nothing."""
    is_abbreviated = _ABBREVIATED.search(document.text, max(0, match.start() - 12), match.start())
    return is_abbreviated is not None or _begins_in_lower_case(document)


def _has_hearer(document: Document, match: re.Match[str]) -> bool:
    return not _TELLER.search(document.text, max(0, match.start() - _WIDEST), match.start())


def _has_object(document: Document, match: re.Match[str]) -> bool:
    return not _PUBLISHER.search(document.text, max(0, match.start() - _WIDEST), match.start())


def _is_short_line(document: Document, match: re.Match[str]) -> bool:
    start = match.start()
    return start < _LONG or "\n" in document.text[start - _LONG : start]


def _in_list(document: Document, match: re.Match[str]) -> bool:
    """Tell whether quotations before or after these two follow each other as well: “red” “green” “blue”."""
    text, start, end = document.text, match.start(), match.end()
    quoted = rf"[^{QUOTES}\n]{{1,{_LONG}}}"
    behind = re.compile(quoted + re.escape(match[0])).match(text, end)
    return (
        behind is not None
        or re.search(f"{re.escape(match[0])}{quoted}$", text[max(0, start - _LONG) : start]) is not None
    )


_LAST_BUT_ONE = r"(?<=[\w,] )"
# The mark comes before white space: a quoted word is mentioned, not used (the word “the”).
_MARK = r" ?([.,;)])(?=\s|\Z)"
_COMMA = r" ?(,)(?=\s|\Z)"
_ARTICLE_OR_RELATIVE = either({"a", "an"} | words("relatives"))
_NEVER_LAST = words("determiners") | words("conjunctions") | words("unstranded")
# A preposition that was left behind by the noun of its passive, “made by, a”; not one of way or time: “two years
# slipped by, a third began”.
_PARTICIPLE = rf"(?!{either(words('passing'))} by)\w{{1,24}}(?:ed|en|wn|ght)"

_BEFORE_MARKS = (
    rf"({either(_NEVER_LAST)}) ?([.;)])(?=\s|\Z)",
    rf"({table().phrases}){_MARK}",
    rf"({_PARTICIPLE} by) ?([.,;)])(?= an?\b)",
    # Before a comma an aside may stand in between, but for what begins with these words.
    rf"(and|or|but){_COMMA}(?= {either(words('relatives'))}\b)(?! (?:{table().asides})\b)",
    rf"(the|an){_COMMA}(?= )(?! {either(words('stumbles'))}\b| \w,)",
    rf"({either({'than', 'between', 'among'} | words('unstranded'))}){_COMMA}(?= {_ARTICLE_OR_RELATIVE}\b)",
)
# Idioms, and small words that are the name of something: “the at sign”, “the in crowd”, “the for loop”.
_IDIOMS = (
    r"(?:(?<=\b[Bb]y )the by|every which way|[Tt]he (?:to and fro|in (?:crowd|group|joke|thing)"
    r"|\w+ (?:sign|switch|button|key|field|keyword|operator|statement|clause|command|loop|gate)))\b"
)

# What one or two words tell, whatever else the text holds. The space that a dropped word leaves before the mark may
# still be there.
_BY_WORDS = (
    *(
        Report(
            _LAST_BUT_ONE + pattern,
            "“{1}” cannot stand before “{2}”: what follows it may be missing",
            languages=ENGLISH,
        )
        for pattern in _BEFORE_MARKS
    ),
    *(
        Report(
            rf"(?<![\w{QUOTES}-])(?!{_IDIOMS})({either(heads)}) ({either(tails)})(?![\w?-])(?! [{QUOTES}])",
            "the noun after “{1}” may be missing: “{2}” cannot follow it",
            languages=ENGLISH,
        )
        for heads, tails in pairs()
    ),
)

REPORTS = (
    *_BY_WORDS,
    # “price.” might dispute”. Of a shorter word before the stop one cannot tell whether it is shortened.
    Report(
        rf"(?:(?<=\w)(?:\.[{QUOTES}]{{1,2}}|[{QUOTES}]{{1,2}}\.)|(?<=[a-z]{{5}})\.)"
        rf" ({either(words('finite'))})(?=\s)",
        "the sentence that begins with “{1}” has no subject",
        languages=ENGLISH,
        unless=_has_subject,
    ),
    # A short line may be of a list.
    Report(
        rf"^(?:(?<=[.?!{QUOTES}]\n)|(?<=[.?!{QUOTES}]\n\n))(?=[^\n]{{{_LONG}}})({either(words('finite'))})(?=\s)",
        "the sentence that begins with “{1}” has no subject",
        languages=ENGLISH,
        unless=_has_subject,
    ),
    # One is told something, but one tells it to somebody.
    Report(
        rf"\b({either(words('telling'))}) that (?:he|she|it|they|the|there|we|I|his|her|its|their)\b",
        "whom they {1} may be missing",
        languages=ENGLISH,
        unless=_has_hearer,
    ),
    Report(
        rf"\b({either(words('publishing'))}) (?:entitled|titled|headlined)(?= [{QUOTES}])",
        "what was {1} may be missing: a title follows the verb directly",
        languages=ENGLISH,
        unless=_has_object,
    ),
    Report(
        rf"{_LAST_BUT_ONE}({either(words('determiners') | words('conjunctions'))})(?=\n|\Z)(?=\n\n|\n?\Z)",
        "the paragraph breaks off after “{1}”",
        languages=ENGLISH,
        unless=_is_short_line,
    ),
    # After “s” a single mark may be an apostrophe (the boys’ ‘rules’).
    Report(
        '(?<=\\w\\w)\u201d \u201c(?=\\w)|(?<=\\w\\w)" "(?=\\w)|(?<=[^\\Ws])\u2019 \u2018(?=\\w)',
        "two quotations follow each other with no word or mark between them",
        languages=ENGLISH,
        unless=_in_list,
    ),
    Report(
        r"(?<=\s)\( ?\)(?=[\s.,;:])|(?<=\s)\([,;](?= \w)|(?<!\w)“ ?”(?!\w)",
        "brackets or quotation marks hold nothing, or begin with a mark",
        languages=ENGLISH,
    ),
)

_FINDS_BY_WORDS = Finds((Rule("missing-text", "", _BY_WORDS),))


def by_words(text: str) -> Iterator[Finding]:
    """Return what one or two words tell in a piece of English text.

    >>> [found.message for found in by_words("They came from the , and left.")]
    ['“the” cannot stand before “,”: what follows it may be missing']
    """
    found = _FINDS_BY_WORDS(Document(text, "en"))
    return (finding for finding in found if isinstance(finding, Finding))


def cannot_follow(first: str, last: str) -> bool:
    """Tell whether one word cannot stand after another.

    >>> cannot_follow("the", "of"), cannot_follow("the", "end")
    (True, False)
    """
    return any(first in heads and last in tails for heads, tails in pairs())
