"""Plain text: URLs, e-mail addresses, host and file names, numbers and code are tokens; all else is prose.

A passage between `<!-- articlefix: off -->` and `<!-- articlefix: on -->` is verbatim. Code is not: what was
decoded wrongly is decoded there, too, and a listing may go with the comments or the page around it.
"""

import re
from collections.abc import Iterator
from functools import partial

from articlefix.core.document import Near, Span
from articlefix.core.ignores import has_comment
from articlefix.formats import code
from articlefix.formats.spans import merge, switched_off
from articlefix.scan.lazy import lazy

# Chinese, Japanese and Korean have no space behind an address: their letters and full-width marks end it, and so do
# quotation marks.
_PART_OF_URL = r"[^\s<>\"\u00ab\u00bb\u201c-\u201e\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef()]"
# So does a bracket that closes what stands before the address: `[the firm](https://example.org/)'s`.
_URL = rf"(?>(?:{_PART_OF_URL}++|\({_PART_OF_URL}*+\)|\(|\)(?!['\u2019*_,;:!\u2013\u2014]))+)"
_TOKEN = lazy(
    rf"""
      (?<![^\W_])(?:https?|ftp|file)://{_URL}                    # a URL with its scheme
    | (?<![^\W_])www\.{_URL}                                     # and one without
    | (?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+                   # an e-mail address
    | (?<![\w@.])[\w-]++(?:\.[\w-]++)*\.                          # a host or file name by its ending
      (?:com|org|net|edu|gov|io|ai|tv|co\.uk|de|fr|info
        |js|py|md|txt|html?|pdf|csv|json|ya?ml|toml|xml|exe|zip|png|jpe?g|gif|docx?|xlsx?)\b(?!['\u2019]\w|\.\w)
    | (?<![\w])\d++(?:[.,:/]\d++)+                                # 1,234.56  12:30  3.11.4  24/7
    """,
    re.VERBOSE,
)

# A mark inside a word, which every token has and prose hardly ever. Only the words that hold one are looked at.
_INSIDE_WORD = re.compile(r"[.,:/@](?=[\w/])")
_SPACE = re.compile(r"\s")
_REACH = 300
_TRAILING = ".,;:!?'\")]}\N{RIGHT SINGLE QUOTATION MARK}"


def protect(text: str) -> tuple[Span, ...]:
    r"""Return the protected spans of plain text, sorted and disjoint.

    The mark that ends a sentence after a URL is not part of the URL, nor a bracket that is not opened in it.

    >>> text = "See https://example.org/a,b. It costs 1,234.56 today."
    >>> [text[span.start:span.end] for span in protect(text)]
    ['https://example.org/a,b', '1,234.56']
    >>> text = "See (https://example.org/Ferry_(boat)) or https://example.org/a\uff0cb."
    >>> [text[span.start:span.end] for span in protect(text)]
    ['https://example.org/Ferry_(boat)', 'https://example.org/a']
    >>> text = "[The ferry](https://example.org/Ferry_(boat))'s and (https://example.org/a),c are late."
    >>> [text[span.start:span.end] for span in protect(text)]
    ['https://example.org/Ferry_(boat)', 'https://example.org/a']
    """
    spans = tokens(text)
    listings = [*code.lines_of_code(text), *code.pieces(text)]
    return merge([*spans, *listings]) if listings else spans


def tokens(text: str) -> tuple[Span, ...]:
    """Return the tokens of a text and what is switched off: enough for a format that marks its code."""
    spans = tuple(_tokens(text, 0, len(text)))
    off = switched_off(text)
    return merge([*spans, *off]) if off else spans


def near(text: str) -> Near | None:
    """Return what finds the tokens around a run of plain text, or `None` where passages are switched off.

    A token stands within a word. So the words that a run touches tell of it, and the rest need not be looked at.

    >>> text = "See https://example.org/a. It costs 1,234.56 today."
    >>> near(text)(40, 41), near(text)(46, 51)
    ((Span(start=36, end=44, kind='token'),), ())
    """
    return None if has_comment(text) else partial(_near, text, code.Near(text))


def _near(text: str, code_near: code.Near, start: int, end: int) -> tuple[Span, ...] | None:
    low, high = text.rfind(" ", max(0, start - _REACH), start) + 1, text.find(" ", end, end + _REACH)
    if (low == 0 and start > _REACH) or (high < 0 and end + _REACH < len(text)):
        return None  # what a space parts is too long to be read for each run anew
    high = len(text) if high < 0 else high
    tokens = tuple(_tokens(text, low, high)) if _INSIDE_WORD.search(text, low, high) else ()
    others = code_near(start, end)
    return merge([*tokens, *others]) if others else tokens


def _tokens(text: str, start: int, stop: int) -> Iterator[Span]:
    """Yield the tokens that stand between two borders of words."""
    for low, high in _marked_words(text, start, stop):
        for match in _TOKEN.finditer(text, low, high):
            yield Span(match.start(), match.start() + _length(match.group()))


def _length(token: str) -> int:
    """Return how long a token is without the marks that follow it."""
    length = len(token.rstrip(_TRAILING))
    unclosed = token.count("(", 0, length) - token.count(")", 0, length)
    while unclosed > 0 and token[length : length + 1] == ")":
        length += 1
        unclosed -= 1
    return length


def _marked_words(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each run without white space between two borders that has a mark inside it."""
    done = start
    for mark in _INSIDE_WORD.finditer(text, start, stop):
        low = high = mark.start()
        if low < done:
            continue
        while low > done and not text[low - 1].isspace():
            low -= 1
        found = _SPACE.search(text, high, stop)
        done = high = found.start() if found else stop
        yield low, high
