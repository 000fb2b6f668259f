"""Plain text: URLs, e-mail addresses, host and file names and numbers are tokens; all else is prose.

A passage between `<!-- articlefix: off -->` and `<!-- articlefix: on -->` is verbatim.
"""

import re
from collections.abc import Iterator, Sequence

from articlefix.document import Span
from articlefix.edits import Edit
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
    spans = _tokens(text, 0, len(text))
    off = switched_off(text)
    return merge([*spans, *off]) if off else tuple(spans)


def carry(text: str, before: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Return the protected spans of `text`, given those of the text of which sorted, disjoint `edits` made it.

    A token stands within a word. So only the words that an edit touches are looked at anew, unless passages are
    switched off.

    >>> text = "See 1,234 or example.org ."
    >>> carry("See 1,234 or example.org.", protect(text), [Edit(24, 25, "", ("space-before-stop",))])
    (Span(start=4, end=9, kind='token'), Span(start=13, end=24, kind='token'))
    """
    if "<!--" in text or any(span.kind == "verbatim" for span in before):
        return protect(text)
    spans: list[Span] = []
    index = shift = 0
    for low, high, later in _touched(text, edits):
        while index < len(before) and before[index].end + shift <= low:
            spans.append(_moved(before[index], shift))
            index += 1
        if _INSIDE_WORD.search(text, low, high):
            spans += _tokens(text, low, high)
        shift = later
        while index < len(before) and before[index].start + shift < high:
            index += 1
    spans += (_moved(span, shift) for span in before[index:])
    return tuple(spans)


def _touched(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, int]]:
    """Yield the bounds of each run of words in which edits were made, and how far what follows it was moved."""
    low = high = -1
    shift = 0
    for edit in edits:
        start = edit.start + shift
        end = start + len(edit.replacement)
        if start > high:
            if high >= 0:
                yield low, high, shift
            low = text.rfind(" ", max(high, 0), start) + 1
        if end > high:
            high = text.find(" ", end)
            high = len(text) if high < 0 else high
        shift = end - edit.end
    if high >= 0:
        yield low, high, shift


def _moved(span: Span, shift: int) -> Span:
    return Span(span.start + shift, span.end + shift, span.kind) if shift else span


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
