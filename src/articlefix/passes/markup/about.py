"""Which lines are about markup, and show its entities and tags on purpose."""

import re
from collections.abc import Callable
from functools import cache

from articlefix.core.document import Document, fact
from articlefix.languages import language
from articlefix.languages.tables import Words
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line

_ABOUT_HTML = lazy(
    r"\b(?:X?HTML5?|XML|SGML|(?:entity|character) (?:references?|codes?)|entit(?:y|ies)\b.{0,9}[`&])"
)
_NAME = Pattern(r"\b(?:X?HTML5?|XML|SGML|JSX|CSS|SVG|DOM)\b")
# A paragraph of a page with its tags, whatever the text is about: a listing has several lines, and few sentences.
_PARAGRAPH = Pattern(r"(?<![^\n]\n)^<(p|div|li)\b[^<>\n]{0,200}>[^\n]{60,}[.!?\u201d]</\1>$(?!\n[^\n])")
_FEW_PARAGRAPHS = 3
_NAMED_LINES = 3
"""In so many lines a text names these that is a manual or a course: tags are what it is about."""
# A line that is an element is a line of a page, whatever it is about.
_WRAPPED = lazy(r"<(p|div|li|h[1-6]|blockquote)\b[^<>\n]*>.*</\1>\Z", re.IGNORECASE)

# Markup that stands among words as one of them. What is left of a page adjoins the words that it marks.
_TAG = r"(?:</?[A-Za-z][\w:-]*(?: ?/)?>|<!--|-->)"
_WORD_OF_MARKUP = rf"(?:{_TAG}|&\#?\w+;)"
_AFTER_IT = r"(?=[\s.,;:!?)\u201d\"]|\Z)"


def is_about_html(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the line of a match is about markup."""
    return _teller(document.language)(document, match)


@fact
def speaks_of_markup(document: Document) -> bool:
    r"""Tell whether a text as a whole is about markup, so that its tags are words of its sentences and listings.

    >>> speaks_of_markup(Document("HTML is old.\nXML is, too.\nSo is CSS.\nUse <br>."))
    True
    """
    text = document.text
    if document.scan.count(_PARAGRAPH) >= _FEW_PARAGRAPHS:
        return False
    return len({text.rfind("\n", 0, match.start()) for match in document.scan.matches(_NAME)}) >= _NAMED_LINES


def _any_of(words: Words) -> str:
    """Return a pattern of any of some words; one that never matches if there are none."""
    return f"(?:{'|'.join(sorted(words)) or '(?!)'})"


def is_line_about_html(document: Document, line: str) -> bool:
    """Tell whether a line of a document is about markup."""
    return _judge(document.language)(line)


@cache
def _teller(tag: str) -> Callable[[Document, re.Match[str]], bool]:
    return of_line(_judge(tag))


@cache
def _judge(tag: str) -> Callable[[str], bool]:
    """Return what judges the lines of a language."""
    words = language(tag).words
    naming, joining, articles = map(_any_of, (words.naming, words.conjunctions, words.articles))
    # Two entities may be two dashes, ` &#8212; and so on &#8212; `, and what closes an element and a tag that opens
    # the next, `</b> and <i>`, are no such pair.
    pair = rf"(?<![^\s(\u201c\"])(?!</){_TAG},? {joining} (?:[^\W\d_]+ ){{0,3}}{_TAG}"
    named = rf"\b{naming}(?: {articles})? {_WORD_OF_MARKUP}"
    # A tag that adjoins no word, before its name: `the <b> tag`, and in German `ein <b>-Element`.
    before_name = rf"(?<![^\s(\u201c\"])</?[a-z]\w*>[ -](?:{_any_of(words.markup)})\b"
    talked_about = re.compile(f"(?i)(?:{named}|{pair}){_AFTER_IT}|{before_name}")

    def judge(line: str) -> bool:
        return bool(_ABOUT_HTML.search(line) or talked_about.search(line)) and not _WRAPPED.match(line)

    return judge
