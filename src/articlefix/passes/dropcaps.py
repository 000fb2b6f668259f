r"""A drop cap that was split off the word it begins, by a space or a line end.

    "T he harbour was empty."  -> "The harbour was empty."

Only at the beginning of a paragraph, and only where the two make a word that is known: a small word of the
language, or one that the same text has elsewhere. Left alone: a letter that is a word itself (`A man`, `I had`,
`O ye`), unless what follows is none; initials, keys of music, vitamins, and all of Markdown.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import function_words
from articlefix.scan.patterns import lazy

RULES = (
    Rule(
        "split-drop-cap",
        "A drop cap is split off its word.",
        before="T he harbour was empty when the last ferry came in.",
        after="The harbour was empty when the last ferry came in.",
        untouched="A man was on the quay, and I had not seen him.",
    ),
)

_LETTERS = lazy(r"[^\W\d_]+")
_SPLIT = lazy(
    r"\n[ ]*([\"'\u201c\u2018\u00ab\u201e]?)([A-Z\u00c0-\u00de])([ ]{1,2}|[ ]?\n{1,2})"
    r"([a-z\u00df-\u00ff]+|[A-Z\u00c0-\u00de]{2,})(?=[ ,\u2019'])"
)
_WORDS = {
    "en": "she he we you these those then than so while our your how who why it its before after although under",
    "de": "wir ihr ich wer wo wie was während seit vor",
    "fr": "on si comme depuis quand",
    "es": "si así desde hace",
    "it": "se dopo così quando",
    "pt": "se depois desde",
    "nl": "we wij zij ze toen wie wat",
}
"""Words that begin a text, besides the most frequent ones of the language."""

_AFTER_WORD = {
    "en": ("AIO", "nd fter lthough mong s t n ll gainst ccording lmost lready ny f nce nly ther ur"),
    "de": ("O", "hne b"),
    "fr": ("AYO", "u ux vec lors ussi n nt \u00f9"),
    "es": ("AEOYU", "l n ste sta stos stas ntre unque nte"),
    "it": ("AEIO", "l n nche ra gni ggi ppure"),
    "pt": ("AEO", "s m ntre ra sta ste o"),
    "nl": ("UO", "it p ok nder ver"),
}
"""Letters that are words of a language, and what is none after them: `A nd`, `I t`, not `A bout` or `A lone`."""

_SHORTEST_LINE = 40
_SHORTEST_REST = 3


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that put a drop cap back."""
    tongue = document.language.partition("-")[0]
    if tongue not in _WORDS or document.format == "markdown":
        return
    text = "\n" + document.text  # so each line begins behind a line end, by which it is found at once
    written: Counter[str] | None = None
    for match in _SPLIT.finditer(text):
        letter, rest = match.group(2), match.group(4)
        line_end = text.find("\n", match.end())
        if (line_end if line_end >= 0 else len(text)) - match.start(2) < _SHORTEST_LINE:
            continue
        is_split = _is_small_word(letter, rest, tongue)
        if not is_split and len(rest) >= _SHORTEST_REST and rest.islower() and letter not in _AFTER_WORD[tongue][0]:
            written = Counter(_LETTERS.findall(text.casefold())) if written is None else written
            is_split = (letter + rest).casefold() in written and written[rest] == 1
        if is_split:
            yield Edit(match.end(2) - 1, match.start(4) - 1, "", ("split-drop-cap",))


def _is_small_word(letter: str, rest: str, tongue: str) -> bool:
    """Tell whether a letter and what follows it are a small word of the language, and nothing else.

    >>> [_is_small_word(*pair, "en") for pair in (("T", "he"), ("I", "t"), ("A", "bout"), ("T", "bone"))]
    [True, True, False, False]
    """
    letters, tails = _AFTER_WORD[tongue]
    if letter in letters:
        return rest.casefold() in tails.split()
    return (letter + rest).casefold() in _known(tongue)


@cache
def _known(tongue: str) -> frozenset[str]:
    return function_words()[tongue].union(_WORDS[tongue].split())


PASS = Pass("drop-caps", Stage.LINES, Contract(Touch.SPACE, joins_words=True), RULES, find)
