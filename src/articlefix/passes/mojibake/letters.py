r"""Letters that were lost, and that the text itself tells: `pa?s` in a text that has `país` as well.

>>> from articlefix.core.document import Document, fact
>>> text = "El país crece. El pa?s y los pa\ufffdses."
>>> [(edit.start, edit.replacement) for edit in lost_letters(Document(text, "es"))]
[(20, 'í')]
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.passes.mojibake.lost import in_address
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

# U+FFFD once for a byte of Latin-1, twice for the two bytes of UTF-8; a question mark only within a word, and not
# before a capital, where a space was lost.
_LOST = Pattern(r"\ufffd{1,2}|(?<=[^\W\d_])\?(?=[a-z\u00df-\u00ff])")
_ASKED = Pattern(r"(?<=[a-z\u00df-\u00e1\u00e3-\u00ff])\?(?=[a-z\u00df-\u00ff]++(?![\w=&/-]))")  # no query
_LETTERS = lazy(r"[^\W\d_]+")
_BEFORE = lazy(r"(?:[^\W\d_]|(?<!\ufffd)\ufffd|\?(?=[^\W\d_\s])){1,40}\Z")
_BEHIND = lazy(r"(?:[^\W\d_]|\ufffd(?!\ufffd)|\?(?=[^\W\d_])){1,40}")
_NOT_ASCII = lazy("[^\x00-\x7f]")
_FIRST_SYLLABLE = "\N{HANGUL CHOSEONG KIYEOK}"
_ANY = "\ufffd"
"""What stands for a letter beyond ASCII in a word that is looked up."""


@where(_LOST)
def lost_letters(document: Document) -> Iterator[Edit]:
    """Yield the letter of each word of which the text, or the language, has one that differs in it alone."""
    for match in document.scan.matches(_LOST):
        before = _BEFORE.search(document.text, max(0, match.start() - 40), match.start())
        behind = _BEHIND.match(document.text, match.end())
        left, right = before.group() if before else "", behind.group() if behind else ""
        letter = _letter(_accented(document), left, right)
        if letter and not in_address(document.text, match.start()):
            yield Edit(*match.span(), letter, ("lost-letter",))


def _letter(known: Mapping[str, set[str]], left: str, right: str) -> str:
    """Return the letter between two parts of a word, if all words that may stand there have the same."""
    if len(left + right) < 2:  # noqa: PLR2004 - of a shorter word too little is left
        return ""
    torn = f"{left}{_ANY}{right}".replace("?", _ANY)
    found = {
        word[len(left)] for word in known.get(_NOT_ASCII.sub(_ANY, torn.lower()), ()) if _may_be(word, torn.lower())
    }
    letter = found.pop() if len(found) == 1 else ""
    if letter >= _FIRST_SYLLABLE:
        return ""  # of a word of two or three syllables too little is left
    return letter.upper() if (left + right).isupper() else letter


def _may_be(word: str, torn: str) -> bool:
    return all(b in (a, _ANY) for a, b in zip(word, torn, strict=True))


@fact
def _accented(document: Document) -> Mapping[str, set[str]]:
    """Return the words beyond ASCII of a text and its language, in small letters, by what is left without those."""
    words: defaultdict[str, set[str]] = defaultdict(set)
    for word in chain(_LETTERS.findall(document.text), language(document.language).function_words):
        if not word.isascii():
            words[_NOT_ASCII.sub(_ANY, word.lower())].add(word.lower())
    return words


@where(_ASKED)
def asked_letters(document: Document) -> Iterator[Finding]:
    """Yield a finding for the question marks within words that are left in each line."""
    line_end = -1
    for match in document.scan.matches(_ASKED):
        if match.start() > line_end and not in_address(document.text, match.start()):
            line_end = document.text.find("\n", match.end()) % (len(document.text) + 1)
            yield Finding(*match.span(), "undecodable-text", "a question mark stands within a word")
