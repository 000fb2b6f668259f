"""What one line of a page shows by itself: its words and shape."""

from collections.abc import Collection, Sequence
from functools import cache
from math import log1p
from typing import NamedTuple

from articlefix.furniture import prompts
from articlefix.furniture.vocabulary import Vocabulary, has_glue, vocabulary, words_of
from articlefix.languages import language
from articlefix.languages.detection import function_words
from articlefix.scan.lazy import lazy
from articlefix.sites.recurring import ends_sentence

# The weights were trained with these numbers: to change one means to train anew.
LOOKED_AT = 3000
"""How much of a line is read: a longer one is a paragraph, whatever follows."""

LONGEST_SHORT_LINE = 25  # words; of longer ones the words say little one by one
_FEWEST_PROSE_WORDS = 12  # a headline has fewer
_FEWEST_PROSE_STOPS = 2  # function words: a list of names with a full stop has none
_MOST_STAMP_WORDS = 14  # "Published on Monday 3 March 2024 at 10:15 a.m. by", and a name
_SHORT_WORD = 3  # characters, as most function words have
_SHORTEST_CONTENT_WORD = 4  # characters, of a word that is no name
_MANY = 5  # sentences, commas, dividers: more say no more
_LONGEST_FOLDED = 80  # characters of a line without words by which it is compared

_DIGIT = lazy("[0-9]")
_TOKEN = lazy(r"\w+(?:['\u2019]\w+)*")
_SENTENCE_END = lazy(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s")
_CLOCK = lazy(r"\b\d{1,2}[:.]\d\d\b")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_LIST = lazy(r"(?:[-*\u2022\u25aa\u2013]|\d{1,3}[.)]) ")
_VERBS_OF_SPEECH = (
    *(
        "said",
        "says",
        "wrote",
        "writes",
        "replied",
        "replies",
        "commented",
        "responded",
        "schrieb",
        "schreibt",
        "sagt",
    ),
    *("dit", "dice", "disse", "escribi\u00f3", "ha scritto", "schreef"),
)
_SAID = lazy(rf"\b(?:{'|'.join(_VERBS_OF_SPEECH)})\s*[:\u2026.]?\s*\Z")
_LAST_WORDS_SAID = tuple(verb.split()[-1] for verb in _VERBS_OF_SPEECH)
_DATE_PARTS = ("m", "g", "p", "r")  # of `Vocabulary.stamp`: a month, "ago", "published", "read"
_LINK = lazy(r"https?://|www\.|\w\.(?:com|org|net)\b")
_LINKS = ("://", "www.", ".com", ".org", ".net")  # each link holds one
_DIVIDER = lazy(
    "[|\N{MIDDLE DOT}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\u203a\N{BULLET}/\N{RIGHTWARDS ARROW}]"
)
_CURRENCY = lazy("[$\N{EURO SIGN}\N{POUND SIGN}]")
_OPENING_QUOTES = "\"'\u201c\u2018\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\u201e"

_CJK = lazy("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_CJK_FUNCTION = lazy("[\u306e\u306f\u3092\u306b\u304c\u3067\u3068\u7684\u4e86\u662f\u5728]")
_CJK_WORD = 2  # characters: most words of Chinese have two
_FEWEST_CJK = 8  # characters: a name within a line of another script has fewer


class Numbers(NamedTuple):
    """The numbers that say what a line is by itself, in the order of the features; flags are 0 or 1."""

    words: float  # the logarithm of their count
    word_length: float
    ends: float  # as a sentence does
    ends_in_colon: float
    ends_in_question: float
    sentence_ends: float
    function_share: float
    function_words: float
    capitals: float  # the share of the words that begin with one
    is_upper: float
    digits: float  # the share of the characters
    has_year: float
    has_clock: float
    date_words: float
    dividers: float
    has_copyright_sign: float
    has_at_sign: float
    has_link: float
    has_currency: float
    commas: float
    is_item: float
    opens_quote: float
    begins_small: float
    is_furniture: float  # by what it says
    may_be_furniture: float
    is_credit: float
    prompt_share: float


EVIDENCE = {
    "shape": (
        *("words", "word_length", "ends", "ends_in_colon", "ends_in_question", "sentence_ends", "function_share"),
        *("function_words", "capitals", "is_upper", "digits"),
        *("has_currency", "commas", "is_item", "opens_quote", "begins_small"),
    ),
    "dates": ("has_year", "has_clock", "date_words"),
    "links": ("dividers", "has_at_sign", "has_link"),
    "wording": ("has_copyright_sign", "is_furniture", "may_be_furniture", "is_credit", "prompt_share"),
}
"""The kind of evidence that each number is."""


_NO_NUMBERS = Numbers(*[0.0] * len(Numbers._fields))


class Own(NamedTuple):
    """What one line shows by itself.

    `words` are those of a short line and `told` those of sentences, for their weights; `content` those that carry
    its subject; lines whose `folded` is the same are the same. Prose is a sentence or more; a stamp has a date or a
    time, a comment line calls to comment or counts comments, and what is said ends in a verb of speech.
    """

    numbers: Numbers
    words: list[str]
    told: frozenset[str]
    content: set[str]
    folded: str
    is_prose: bool
    is_stamp: bool
    is_comment: bool
    is_said: bool


class _Words(NamedTuple):
    """The words of a line.

    `small` are all, folded, and `has_capital` tells how each begins. `total` and `function_words` are how many
    there are, in a script without spaces by its characters. `short` are the words of a short line, and
    `letters` what each of these is in a prompt; `dates` of them say when.
    """

    small: list[str]
    has_capital: list[bool]
    total: int
    function_words: int
    short: list[str]
    letters: str
    dates: int


def own(texts: Sequence[str], tongue: str, rules: Sequence[str | None], weak: Sequence[str | None]) -> list[Own]:
    """Return what each line shows by itself; those that recur, a quarter of the lines of pages, are read once."""
    done: dict[tuple[str, str | None, str | None], Own] = {}
    known = vocabulary(language(tongue))
    stops = _stop_words(tongue)
    result: list[Own] = []
    for line in zip(texts, rules, weak, strict=True):
        if line not in done:
            text, rule, faint = line
            done[line] = read(text, known, stops, rule, faint)
        result.append(done[line])
    return result


def read(text: str, known: Vocabulary, stops: frozenset[str], rule: str | None, weak: str | None) -> Own:
    """Return what a line shows, of which `rule` says that it is furniture, or `weak` that it may be."""
    text = text[:LOOKED_AT]
    words = _words(text, known, stops)
    numbers = _numbers(text, words, rule, weak)
    is_prose = words.total >= _FEWEST_PROSE_WORDS and words.function_words >= _FEWEST_PROSE_STOPS
    is_brief = words.total <= _MOST_STAMP_WORDS
    return Own(
        numbers,
        words.short,
        frozenset(words.small) if words.total > LONGEST_SHORT_LINE or numbers.ends else frozenset(),
        _content(words, stops),
        " ".join(words.short) or text[:_LONGEST_FOLDED],
        is_prose=is_prose and bool(numbers.ends),
        is_stamp=is_brief and _tells_time(numbers),
        is_comment=is_brief and ("c" in words.letters or "f" in words.letters),
        is_said=is_brief and _is_said(text, words.small),
    )


def paragraph(text: str, wanted: Collection[str]) -> Own:
    """Return what a paragraph tells of the short lines around it: that it is prose, and has `wanted` words.

    To read all that it shows takes ten times as long.
    """
    text = text[:LOOKED_AT]
    words = list(map(str.casefold, _TOKEN.findall(text)))
    count = max(len(words), 0 if text.isascii() else len(_CJK.findall(text)) // _CJK_WORD)
    ends = ends_sentence(text)
    numbers = _NO_NUMBERS._replace(words=log1p(count), ends=float(ends))
    return Own(
        *(numbers, [], frozenset(), set(wanted).intersection(words), text[:_LONGEST_FOLDED]),
        is_prose=ends and count >= _FEWEST_PROSE_WORDS,
        is_stamp=False,
        is_comment=False,
        is_said=False,
    )


def _tells_time(numbers: Numbers) -> bool:
    return numbers.digits > 0 and (numbers.date_words + numbers.has_year + numbers.has_clock) > 0


@cache
def _stop_words(tag: str) -> frozenset[str]:
    """Return the function words of a language and its other small words; of all where it has none."""
    if tag not in function_words():
        return frozenset().union(*function_words().values())
    known = language(tag)
    return known.function_words | known.words.small_words


def _words(text: str, known: Vocabulary, stops: frozenset[str]) -> _Words:
    tokens = _TOKEN.findall(text)
    small = list(map(str.casefold, tokens))
    count, function_words = _counts(text, tokens, small, stops)
    is_plain = all(map(str.isalpha, tokens)) and not has_glue(text)  # then `words_of` finds the same words
    short = [] if len(tokens) > LONGEST_SHORT_LINE else small if is_plain else words_of(text, known)
    has_capital = [token[0].isupper() for token in tokens]
    dates = sum(known.stamp.get(word, "") in _DATE_PARTS for word in short)
    return _Words(small, has_capital, count, function_words, short, prompts.letters_of(short, known), dates)


def _counts(text: str, tokens: list[str], small: list[str], stops: frozenset[str]) -> tuple[int, int]:
    """Return how many words a line has, and how many of them are function words."""
    count = len(tokens)
    function_words = sum(map(stops.__contains__, small))
    if text.isascii():
        return count, function_words
    # A short word of a language whose function words are not known may be one.
    function_words += sum(
        [
            len(word) <= _SHORT_WORD and not word.isascii() and token[0].islower() and word not in stops
            for word, token in zip(small, tokens, strict=True)
        ]
    )
    if len(signs := _CJK.findall(text)) >= _FEWEST_CJK:
        count = max(count, len(signs) // _CJK_WORD)
        function_words = max(function_words, len(_CJK_FUNCTION.findall(text)))
    return count, function_words


def _content(words: _Words, stops: frozenset[str]) -> set[str]:
    """Return the words of a line that carry its subject: names, and what is no short and no function word."""
    return {
        word
        for word, has_capital in zip(words.small, words.has_capital, strict=True)
        if (has_capital or len(word) >= _SHORTEST_CONTENT_WORD) and word not in stops
    }


def _numbers(text: str, words: _Words, rule: str | None, weak: str | None) -> Numbers:
    count, letters = words.total, words.letters
    size = max(1, count)
    digits = _digits(text)
    is_short = count <= LONGEST_SHORT_LINE
    has_clock = digits > 0 and is_short and _CLOCK.search(text) is not None
    return Numbers(
        words=log1p(count),
        word_length=len(text) / size,
        ends=float(ends_sentence(text)),
        ends_in_colon=float(text[-1] == ":"),
        ends_in_question=float(text[-1] == "?"),
        sentence_ends=float(min(_MANY, len(_SENTENCE_END.findall(text)))),
        function_share=words.function_words / size,
        function_words=log1p(words.function_words),
        capitals=sum(words.has_capital) / size,
        is_upper=float(text.isupper()),
        digits=digits / len(text),
        has_year=float(digits > 0 and _YEAR.search(text) is not None),
        has_clock=float(has_clock),
        date_words=float(words.dates if is_short else 0),
        dividers=float(min(_MANY, len(_DIVIDER.findall(text)))),
        has_copyright_sign=float("\N{COPYRIGHT SIGN}" in text),
        has_at_sign=float("@" in text),
        has_link=float(any(map(text.__contains__, _LINKS)) and _LINK.search(text) is not None),
        has_currency=float(_CURRENCY.search(text) is not None),
        commas=float(min(_MANY, text.count(","))),
        is_item=float(_LIST.match(text) is not None),
        opens_quote=float(text[0] in _OPENING_QUOTES),
        begins_small=float(text[0].islower()),
        is_furniture=float(rule is not None),
        may_be_furniture=float(weak is not None),
        is_credit=float(rule == "photo-credit"),
        prompt_share=(len(letters) - letters.count("?") - letters.count("0")) / max(1, len(letters)),
    )


def _is_said(text: str, words: Sequence[str]) -> bool:
    return bool(words) and words[-1].endswith(_LAST_WORDS_SAID) and _SAID.search(text) is not None


def _digits(text: str) -> int:
    if text.isascii():
        return len(_DIGIT.findall(text))
    return sum(map(str.isdigit, text))
