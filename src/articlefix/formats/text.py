"""Plain text: URLs, e-mail addresses, host and file names and numbers are tokens; all else is prose.

A passage between `<!-- articlefix: off -->` and `<!-- articlefix: on -->` is verbatim.
"""

import re
from collections.abc import Iterator

from articlefix.document import Span
from articlefix.formats.spans import merge, switched_off

# Chinese, Japanese and Korean have no space behind an address: their letters and full-width marks end it.
_URL = r"[^\s<>\"\u201c\u201d\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+"
_TOKEN = re.compile(
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
    """
    spans: list[Span] = []
    for low, high in _marked_words(text):
        for match in _TOKEN.finditer(text, low, high):
            start, end = match.span()
            spans.append(Span(start, start + _length(text[start:end])))
    off = switched_off(text)
    return merge([*spans, *off]) if off else tuple(spans)


def _length(token: str) -> int:
    """Return how long a token is without the marks that follow it."""
    length = len(token.rstrip(_TRAILING))
    unclosed = token.count("(", 0, length) - token.count(")", 0, length)
    while unclosed > 0 and token[length : length + 1] == ")":
        length += 1
        unclosed -= 1
    return length


def _marked_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of each run without white space that has a mark inside it."""
    done = 0
    for mark in _INSIDE_WORD.finditer(text):
        low = high = mark.start()
        if low < done:
            continue
        while low > done and not text[low - 1].isspace():
            low -= 1
        found = _SPACE.search(text, high)
        done = high = found.start() if found else len(text)
        yield low, high
