"""Where grammar tells that a word is missing: in English only, by its closed word classes."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from articlefix.document import Document
from articlefix.edits import Finding
from articlefix.language import load_data
from articlefix.passes.gaps.classes import COMMA, END, QUOTES, STOP, any_of, letters

_RULE = "missing-text"
_LOWER_LINE = re.compile(r"\n(?=[a-z])")
_LOWER_START = re.compile(r"[a-z][.?!] [a-z]")
_HABIT = 4
"""So many sentences that begin in lower case are the author's manner."""

_LONG = 60
"""A shorter line may be a heading, or belong to a list or a verse."""

# A shortened word or initials before the stop: “Holdings Inc.” has, “The U.S.” is.
_ABBREVIATED = re.compile(r"(?:\b[A-Z][\w.]{0,4}|\b\w\.\w|\b(?:etc|vs|al|ed|no))$")


def is_english(document: Document) -> bool:
    """Tell whether the document is in English, of whatever country."""
    return document.language.partition("-")[0].lower() == "en"


def find(document: Document) -> Iterator[Finding]:
    """Yield the places where a word is missing."""
    shown = letters(document)
    if _shows_stranded().search(shown):
        yield from stranded(document.text)
    if _shows_noun().search(shown):
        yield from _without_noun(document.text)
    # The letters do not tell of lines.
    if _shows_verb().search(shown) or _LOWER_LINE.search(document.text):
        yield from _without_subject(document.text)
    if _shows_hearer().search(shown):
        yield from _without_hearer(document.text)
    yield from _between_quotes(document.text)
    yield from _without_object(document.text)
    yield from _broken_off(document.text)
    yield from _empty(document.text)


@cache
def _shows_stranded() -> re.Pattern[str]:
    cannot_end, before_name = words("determiners") | words("conjunctions"), {"than", "between", "among"}
    phrases = ("".join(any_of([word]) for word in phrase.split()) for phrase in _table()["phrases"].split("|"))
    article, relative = any_of(["a", "an"]), any_of(words("relatives"))
    shown = (
        f"(?<={any_of(cannot_end | words('unstranded'))}{STOP})",
        *(f"(?<={phrase}[{COMMA}{STOP}])" for phrase in phrases),
        f"(?<={any_of(['and', 'or', 'but'])}{COMMA}){relative}",
        f"(?<={any_of(['the', 'an'])}{COMMA})",
        f"(?<={any_of(['by'])}{COMMA}){article}",
        f"(?<={any_of(before_name | words('unstranded'))}{COMMA})(?:{article}|{relative})",
    )
    # The mark comes first and the conditions look back from behind it: so the search runs at the speed of a class.
    return re.compile(f"[{COMMA}{STOP}](?:{'|'.join(shown)})")


@cache
def _shows_noun() -> re.Pattern[str]:
    return re.compile("|".join(any_of(map(str.lower, heads)) + any_of(tails) for heads, tails in _pairs()))


@cache
def _shows_hearer() -> re.Pattern[str]:
    return re.compile(any_of(words("telling")) + any_of(["that"]))


@cache
def _shows_verb() -> re.Pattern[str]:
    return re.compile(re.escape(END) + any_of(words("finite")))


def stranded(text: str) -> Iterator[Finding]:
    """Yield the words before a mark that cannot end a phrase.

    The space that a dropped word leaves before the mark may still be there.

    >>> [found.message for found in stranded("They came from the, and left.")]
    ['“the” cannot stand before “,”: what follows it may be missing']
    """
    for match in _stranded().finditer(text):
        start, end = match.span(match.lastgroup or 0)
        phrase, mark = text[start : end - 1].rstrip(), text[end - 1]
        yield Finding(start, end, _RULE, f"“{phrase}” cannot stand before “{mark}”: what follows it may be missing")


@cache
def _stranded() -> re.Pattern[str]:
    cannot_end = "|".join(alternatives(name) for name in ("determiners", "conjunctions", "unstranded"))
    relatives = alternatives("relatives")
    asides, phrases = (_table()[name].replace(" ", r"\ ") for name in ("asides", "phrases"))
    # The mark comes before white space: a quoted word is mentioned, not used (the word “the”).
    return re.compile(
        rf"""
          \ (?<=[\w,]\ )(?:
            (?P<stop>(?:{cannot_end})\ ?[.;)])(?=\s|$)
          | (?P<phrase>(?:{phrases})\ ?[.,;)])(?=\s|$)
          | (?P<relative>(?:and|or|but)\ ?,)\ (?!(?:{asides})\b)(?:{relatives})\b
          | (?P<comma>(?:the|an)\ ?,)(?=\ (?!(?:{alternatives("stumbles")})\b|\w,))
          | (?P<passive>(?!passed|stopped|dropped)\w+(?:ed|en|wn|ght)\ by\ ?,)\ an?\b
          | (?P<apposition>(?:than|between|among|{alternatives("unstranded")})\ ?,)\ (?:an?|{relatives})\b
          )""",
        re.VERBOSE,
    )


def _without_noun(text: str) -> Iterator[Finding]:
    for match in _noun().finditer(text):
        first, last = match.group().split(" ")
        yield Finding(*match.span(), _RULE, f"the noun after “{first}” may be missing: “{last}” cannot follow it")


def _pairs() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return words, with those that cannot follow them."""
    return (
        (frozenset(("the", "The")), words("after_the")),
        (frozenset(("an", "An")), words("after_an")),
        (frozenset(("a",)), words("after_a")),
        (words("possessives"), words("after_possessives")),
        (words("before_of"), frozenset(("of",))),
    )


@cache
def _noun() -> re.Pattern[str]:
    pairs = "|".join(f"(?:{any_word(heads)}) (?:{any_word(tails)})" for heads, tails in _pairs())
    return re.compile(rf"(?<![\w{QUOTES}-])(?:{pairs})(?![\w?-])(?! [{QUOTES}])")


def cannot_follow(first: str, last: str) -> bool:
    """Tell whether one word cannot stand after another.

    >>> cannot_follow("the", "of"), cannot_follow("the", "end")
    (True, False)
    """
    return _noun().fullmatch(f"{first} {last}") is not None


def by_words(text: str) -> Iterator[Finding]:
    """Yield what one or two words tell, whatever else the text holds."""
    yield from stranded(text)
    yield from _without_noun(text)


def _without_subject(text: str) -> Iterator[Finding]:
    """Yield the verbs that begin a sentence in lower case: “price.” might dispute”."""
    hits = [
        match
        for match in (*_verb().finditer(text), *_verbs_at_lines(text))
        if not _ABBREVIATED.search(text, max(0, match.start() - 12), match.start())
    ]
    if hits and sum(1 for _ in _LOWER_START.finditer(text)) < _HABIT:
        for match in hits:
            start = match.start(1) if match.group().startswith("\n") else match.start()
            yield Finding(start, match.end(), _RULE, f"the sentence that begins with “{match[1]}” has no subject")


@cache
def _verb() -> re.Pattern[str]:
    # Of a shorter word before the stop one cannot tell whether it is shortened.
    quoted = rf"(?<=\w.)(?:(?<=\.)[{QUOTES}]{{1,2}}|(?<=[{QUOTES}])[{QUOTES}]?\.)"
    return re.compile(rf"[.{QUOTES}](?:{quoted}|(?<=[a-z]{{5}}\.)) ({alternatives('finite')})(?=\s)")


def _verbs_at_lines(text: str) -> Iterator[re.Match[str]]:
    for line in _LOWER_LINE.finditer(text):
        if match := _verb_at_line().match(text, line.end()) or _verb_at_line().match(text, line.start()):
            yield match


@cache
def _verb_at_line() -> re.Pattern[str]:
    # A short line may be of a list.
    paragraph = rf"(?<=[.?!{QUOTES}]\n)\n?(?=[^\n]{{{_LONG}}})"
    return re.compile(rf"{paragraph}({alternatives('finite')})(?=\s)")


def _between_quotes(text: str) -> Iterator[Finding]:
    if not any(marks in text for marks in ("\u201d \u201c", '" "', "\u2019 \u2018")):
        return
    # After “s” a single mark may be an apostrophe (the boys’ ‘rules’).
    pattern = '(?<=\\w\\w)(?:\u201d \u201c(?=\\w)|" "(?=\\w))|(?<=[^\\Ws])\u2019 \u2018(?=\\w)'
    for match in re.finditer(pattern, text):
        yield Finding(*match.span(), _RULE, "two quotations follow each other with no word or mark between them")


def _without_object(text: str) -> Iterator[Finding]:
    if "titled " not in text and "headlined " not in text:
        return
    subject = r"(?:^|[.,;:!?\u201d\u2019] |\b(?:and|but) )(?:[A-Z][\w\u2019-]+|he|she|they|we|I)"
    verb = rf"({alternatives('publishing')}) (?:entitled|titled|headlined)"
    for match in re.finditer(rf"{subject} ({verb}) [{QUOTES}]", text, re.MULTILINE):
        start, end = match.span(1)
        yield Finding(start, end, _RULE, f"what was {match[2]} may be missing: a title follows the verb directly")


def _without_hearer(text: str) -> Iterator[Finding]:
    """Yield “told that he”: one is told something, but one tells it to somebody."""
    # “When told that he”, “Those told that he” are passive.
    subject = r"(?:he|she|they|we|I|who|had|has|have|(?!Those|When|Once|While|After|If)[A-Z][a-z]+(?<!ing))"
    clause = r"that (?:he|she|it|they|the|there|we|I|his|her|its|their)\b"
    for match in re.finditer(rf"\b{subject} (({alternatives('telling')}) {clause})", text):
        yield Finding(*match.span(1), _RULE, f"whom they {match[2]} may be missing")


def _broken_off(text: str) -> Iterator[Finding]:
    """Yield the ends of long paragraphs that are no end."""
    ends = tuple(f" {word}" for name in ("determiners", "conjunctions") for word in words(name))
    if not any(paragraph.rstrip("\n").endswith(ends) for paragraph in text.split("\n\n")):
        return
    last = "|".join(alternatives(name) for name in ("determiners", "conjunctions"))
    for match in re.finditer(rf"(?<=[\w,] )({last})(?=\n\n|\n?\Z)", text):
        if match.start() >= _LONG and "\n" not in text[match.start() - _LONG : match.start()]:
            yield Finding(*match.span(), _RULE, f"the paragraph breaks off after “{match[1]}”")


def _empty(text: str) -> Iterator[Finding]:
    if any(marks in text for marks in ("()", "( )", "(,", "(;", "\u201c\u201d", "\u201c \u201d")):
        brackets = r"(?<=\s)\( ?\)(?=[\s.,;:])|(?<=\s)\([,;](?= \w)"
        for match in re.finditer(f"{brackets}|(?<!\\w)\u201c ?\u201d(?!\\w)", text):
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
    return any_word(words(name))


def any_word(wanted: Iterable[str]) -> str:
    """Return the pattern of some words, the longest first."""
    return "|".join(sorted(wanted, key=lambda word: (-len(word), word)))
