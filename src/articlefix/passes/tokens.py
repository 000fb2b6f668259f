"""What a tokeniser parted and nobody put together again: contractions, possessives, ordinals, compounds, amounts.

    do n't, the firm 's shares -> don't, the firm's shares
    l' amie, qu ' elle         -> l'amie, qu'elle          in French
    Cato ’ s bridge            -> Cato’s bridge
    on the 3 rd of May         -> on the 3rd of May
    a 20 @-@ year plan         -> a 20-year plan
    the capabili- ties of it   -> the capabilities of it   the end of a line that is no more
    a ten - year - old         -> a ten-year-old
    £ 3 . 5 million, $ 1 , 200 -> £3.5 million, $1,200

Corpora for machine translation and parsing are written so, and what is made from them. Left alone: a single letter
in quotation marks (`the 's' of it`), elisions (`get 'em`), scores, years before a number, a hyphen that is a dash.
"""

import re
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line
from articlefix.text.tokenised import is_tokenised, is_whole

_ENGLISH = ("en",)
_MARK = "['\N{RIGHT SINGLE QUOTATION MARK}]"
_SIGN = "[$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}]"
_NEGATED = "do|does|did|is|are|was|were|have|has|had|would|could|should|must|need|might|ought|dare|wo|ca|ai|sha|may"
_SUBJECT = "I|you|he|she|it|we|they|who|that|there|what|this|these|those|how|where|why|when|here|somebody|someone"
_UNIT = "%|per ?cent|million|billion|trillion|points|times|hours|km|kg|cm|metres|meters|miles|degrees|inches|feet"

_STEM = "do|does|did|is|are|was|were|have|has|had|would|could|should|must|need|might|ought|wo|ai|sha"
_MODAL = "could|would|should|might|must|not|may"

_SPLIT_S = Pattern(rf"(?<=[^\W\d_])( ){_MARK}s(?=[ ,.;:?!)\n]|$)(?! ?{_MARK}(?:\W|$))")
_SPLIT_PLURAL = Pattern(rf"(?<=[a-z]s)( ){_MARK}(?= [a-z])(?! (?:s|t|re|ve|ll|m)\b)")
_SINGLE_OPENING = Pattern(r"(?<!\w)['\N{LEFT SINGLE QUOTATION MARK}](?=\w)(?!(?:s|t|re|ve|ll|d|m)\b)")
_SPACED_MARK = Pattern(rf"(?<=[^s\s]) {_MARK} (?!(?:s|t|re|ve|ll|m|d)\b)")
# Of a text that drops the beginnings of words, `’s` may be what is left of one: `crazy ’s Nebuchadnezzar`.
_ELISION = Pattern(
    rf"(?<=\s)(?:\N{{RIGHT SINGLE QUOTATION MARK}}|'(?=em|tis|twas|n\b))(?!n ?{_MARK})"
    r"(?!(?:s|re|ve|ll|d|m|t)\b)[a-z]"
)
# A letter with a prime, as geometry has it, stands before other letters too: `la droite d' coupe d`.
_PRIMED = Pattern(rf"(?<![\w'\N{{RIGHT SINGLE QUOTATION MARK}}])[A-Za-z]{_MARK}(?:[,.;:)]| [bcdfgjklmnpqrstvwxz])")
_AMOUNT = Pattern(rf"{_SIGN} ?\d{{1,3}}(?: ?, ?\d{{3}})*(?: ?\. ?\d{{1,2}})?(?!\d|[.,]\d)")
_HALF_TORN = lazy(r"\d\. \d\d?$")
_FEWEST = 2  # places of a kind that show how a text was made: one may be a slip


# A fact is asked once for a text: what is not there is looked for in all of it.
@fact
def _drops_beginnings(document: Document) -> bool:
    return document.scan.has(_ELISION)


def _has_elisions(document: Document, _match: re.Match[str]) -> bool:
    return _drops_beginnings(document)


@fact
def _speaks_of_primes(document: Document) -> bool:
    return document.scan.has(_PRIMED)


def _has_primes(document: Document, _match: re.Match[str]) -> bool:
    return _speaks_of_primes(document)


# At the end of a line that is no more.
_DIVIDED = Pattern(r"(?<![\w-])([^\W\d_]{2,40})(- )([a-z\xdf-\xff]{2,40})(?![\w'\N{RIGHT SINGLE QUOTATION MARK}-])")


@fact
def _written(document: Document) -> frozenset[str]:
    return frozenset(map(str.casefold, re.findall(r"[^\W\d_]+", document.text)))


@where(_DIVIDED)
def _divided_words(document: Document) -> Iterator[Edit]:
    """Yield the hyphen and the space within a word that the text has whole elsewhere, or whose end is no word.

    A hyphen may be a dash as well, `noisy- change it`, or that of a part that is left out, `pre- and post-war`.
    """
    known = language(document.language)
    for match in document.scan.matches(_DIVIDED):
        first, last = match[1].casefold(), match[3]
        if last in known.words.conjunctions or last in known.function_words or first in known.words.first_parts:
            continue
        if last in known.words.endings or first + last in _written(document):
            yield Edit(*match.span(2), "", ("divided-word",))


@where(_SPLIT_PLURAL)
def _split_plurals(document: Document) -> Iterator[Edit]:
    """Yield the space of `rivals ' shares`, in a text that parts its other possessives and quotes nothing so."""
    scan = document.scan
    quotes = scan.has(_SINGLE_OPENING) or scan.has(_SPACED_MARK)
    if document.primary in _ENGLISH and scan.has(_SPLIT_S) and not quotes:
        for match in scan.matches(_SPLIT_PLURAL):
            yield Edit(*match.span(1), "", ("split-possessive",))


def _is_no_ordinal(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the ending is not that of the number: `1 st` and `12 th` are ordinals, `12 nd` is not."""
    text = document.text
    number = text[max(0, match.start() - 2) : match.start()].lstrip()
    ending = text[match.end() : match.end() + 2]
    teens = len(number) > 1 and number[0] == "1"
    return ending != ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th"))


@where(_AMOUNT)
def _torn_amounts(document: Document) -> Iterator[Edit]:
    """Yield the spaces within an amount of money: all of them, or none."""
    if document.primary not in _ENGLISH:
        return
    found = [match for match in document.scan.matches(_AMOUNT) if re.search(r"\d ?[,.] ?\d", match.group())]
    # `£4. 56 of them` may be the end of a sentence, unless the text does so elsewhere.
    halves = sum(_HALF_TORN.search(match.group()) is not None for match in found)
    is_torn = halves >= _FEWEST or (halves > 0 and is_tokenised(document))
    for match in found:
        if is_torn or not _HALF_TORN.search(match.group()):
            start, digits = match.start(), match.group()
            for space in re.finditer(r"(?<=\d) (?=[,.])|(?<=[,.]) (?=\d)", digits):
                yield Edit(start + space.start(), start + space.end(), "", ("torn-number",))


def _is_of_amount(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the digits before a match are those of an amount of money, which is looked at as a whole."""
    before = document.text[max(0, match.start() - 16) : match.start()].rstrip("0123456789, ")
    return before.endswith(tuple("$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"))


_NUMBER_BEFORE = lazy(r"(?<![\w.,])([\d,]{1,12}(?:\.\d{1,4})?)[-\N{EN DASH}]?\Z")
_NUMBER_BEHIND = lazy(r"[^\w\s]?([\d,]{1,12}(?:\.\d{1,4})?)")
_LONGEST_NUMBER = 20
_LEAST_AMOUNT = 10  # `$1- $2` are fields of a script


@of_line
def _is_arithmetic(line: str) -> bool:
    return "=" in line or "{" in line


def _numbers_rising(document: Document, start: int, end: int) -> tuple[float, float] | None:
    """Return the numbers on both sides of a run, where the first is less and no sign stands before it."""
    text = document.text
    first = _NUMBER_BEFORE.search(text, max(0, start - _LONGEST_NUMBER), start)
    last = _NUMBER_BEHIND.match(text, end)
    if not (first and last) or _SIGN_BEFORE.search(text, max(0, first.start() - 3), first.start()):
        return None
    low, high = (float(number[1].replace(",", "").rstrip(".") or 0) for number in (first, last))
    return (low, high) if low < high else None


_SIGN_BEFORE = lazy(r"[-+\N{EN DASH}\N{MINUS SIGN}*/] ?\Z|\N{EN DASH} \Z")


def _is_no_range(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a dash between two numbers is a minus, a pause or that of a score, or set apart on purpose."""
    return (
        not is_tokenised(document)
        or _is_arithmetic(document, match)
        or _numbers_rising(document, *match.span(1)) is None
    )


def _is_no_range_of_amounts(document: Document, match: re.Match[str]) -> bool:
    if _is_arithmetic(document, match):
        return True
    numbers = _numbers_rising(document, *match.span(1))
    return numbers is None or (numbers[1] < _LEAST_AMOUNT and "." not in match.group())


RULES = (
    Rule(
        "split-contraction",
        "A space stands inside a contraction.",
        (
            Find(rf"(?i)\b(?:{_NEGATED})( )n{_MARK}t\b", languages=_ENGLISH),
            Find(rf"(?i)\b(?:(?:{_STEM})n|can)( ){_MARK}t\b(?!{_MARK})", languages=_ENGLISH, unless=_has_elisions),
            Find(rf"(?i)\b(?:{_MODAL})( ){_MARK}ve\b(?!{_MARK})", languages=_ENGLISH, unless=_has_elisions),
            Find(rf"(?i)\b(?:{_SUBJECT})( ({_MARK}) )(?=d\b(?! ?{_MARK}))", r"\2", languages=_ENGLISH),
            Find(
                rf"(?i)\b(?:{_SUBJECT})( ){_MARK}(?:re|ve|ll|d|m)\b(?!{_MARK})",
                languages=_ENGLISH,
                unless=_has_elisions,
            ),
            Find(rf"(?<=[^\W\d_])( ({_MARK}) )(?=(?:s|t|re|ve|ll|m)\b)", r"\2", languages=_ENGLISH),
        ),
        before="We do n't know what they 're like.",
        after="We don't know what they're like.",
        untouched="We went and got 'em, and that was n, not m.",
    ),
    Rule(
        "split-elision",
        "A space stands between a word that loses its vowel and the next.",
        (
            Find(
                rf"(?i)(?<![\w'\N{{LEFT SINGLE QUOTATION MARK}}\N{{RIGHT SINGLE QUOTATION MARK}}])"
                rf"(?:[cdjlmnst]|(?:jus|lors|puis|quoi|quel)?qu)( ?({_MARK}) )"
                r"(?=[aeiouyh\xe0\xe2\xe8-\xeb\xee\xef\xf4\xfb\u0153])",
                r"\2",
                languages=("fr",),
                unless=_has_primes,
            ),
        ),
        before="L' amie qu ' elle avait n' est pas venue, et j' en suis triste.",
        after="L'amie qu'elle avait n'est pas venue, et j'en suis triste.",
        untouched="Les lettres 'd' et 'l' ouvrent ces deux mots-là.",
        options=(("language", "fr"),),
    ),
    Rule(
        "split-possessive",
        "A space stands before the ending of a possessive, or of a contraction with “is”.",
        (Find(_SPLIT_S.regex, languages=_ENGLISH, unless=_has_elisions), _split_plurals),
        before="The firm 's shares fell, and that 's that.",
        after="The firm's shares fell, and that's that.",
        untouched="He wrote the 's' of it twice.",
    ),
    Rule(
        "split-ordinal",
        "A space stands between a number and the ending of its ordinal.",
        (Find(r"(?<=[0-9])( )(?=(?:st|nd|rd|th)\b)", languages=_ENGLISH, unless=_is_no_ordinal),),
        before="It was the 3 rd of May.",
        after="It was the 3rd of May.",
        untouched="It weighs 12 st and stands at 3 St James.",
    ),
    Rule(
        "spaced-hyphen",
        "The hyphen of a compound has spaces on both sides, or the signs of a tokeniser.",
        (
            Find(r"(?<=\w)( @([-\N{EN DASH}/,.:])@ )(?=\w)", r"\2"),
            Find(r"(?<=[^\W_])( ([\N{HYPHEN}\N{NON-BREAKING HYPHEN}]) )(?=[^\W_])", r"\2", unless=is_whole),
            Find(r"(?<=\d)( \N{EN DASH} )(?=\d)", "\N{EN DASH}", languages=_ENGLISH, unless=_is_no_range),
            Find(r"(?<=\w)( - )(?=year(?: - |-)olds?\b)", "-", languages=_ENGLISH),
            Find(r"(?:(?<=\w - year)|(?<=\w-year))( - )(?=olds?\b)", "-", languages=_ENGLISH),
            Find(r"(?i)\b(?:non|anti|semi|multi|mid)( - )(?=[a-z])(?!(?:and|or|to)\b)", "-", languages=_ENGLISH),
        ),
        before="A ten - year - old and a 20 @-@ year plan.",
        after="A ten-year-old and a 20-year plan.",
        untouched="He was old - very old - and the year - old or new - was over.",
    ),
    Rule(
        "divided-word",
        "A word is divided as at the end of a line, in the middle of one.",
        (_divided_words,),
        before="The capabili- ties of the ferry, and the capabilities of others.",
        after="The capabilities of the ferry, and the capabilities of others.",
        untouched="The pre- and post-war ferries were noisy- change them.",
    ),
    Rule(
        "torn-number",
        "A space stands inside a number.",
        (
            _torn_amounts,
            Find(r"(?<![\d.,])\d{1,3}( ,)(?=\d{3}(?![\d,]))", ",", languages=_ENGLISH, unless=_is_of_amount),
            # No other number begins with three noughts: `25 , 000` is one, and `25 , 300` may be two.
            Find(
                r"(?<![\d.,])\d{1,3}( , )(?=(?:\d{3} ?, ?)*000(?![\d,]))",
                ",",
                languages=_ENGLISH,
                unless=_is_of_amount,
            ),
            Find(rf"(?<=\d)( \. )(?=\d{{1,2}} ?(?:{_UNIT})(?!\w))", ".", languages=_ENGLISH, unless=_is_of_amount),
            Find(
                rf"(?<!\S){_SIGN} ?\d[\d,.]{{0,12}}[-\N{{EN DASH}}]( )(?={_SIGN} ?\d)",
                "",
                languages=_ENGLISH,
                unless=_is_no_range_of_amounts,
            ),
            Find(r"(?<![\d:])(?:1[0-2]|\d)( : )(?=[0-5]\d ?[ap]\.? ?m\b)", ":", languages=_ENGLISH),
        ),
        before="It cost £3 . 5 million, or 2 . 5% of $1 , 200 , 000, for 100 ,000 people.",
        after="It cost £3.5 million, or 2.5% of $1,200,000, for 100,000 people.",
        untouched="In 1999 , 300 came; the score was 3 : 2. It cost £4. 56 people paid.",
    ),
)

PASS = Pass.of_rules("tokens", Stage.SPACING, Contract(Touch.SPACE | Touch.PUNCTUATION, joins_words=True), RULES)
