r"""A drop cap that was split off the word it begins, by a space or a line end.

    "T he harbour was empty."  -> "The harbour was empty."

Only at the beginning of a paragraph, and only where the two make a word that is known: a small word of the
language, or one that the same text has elsewhere. Left alone: a letter that is a word itself (`A man`, `I had`,
`O ye`), unless what follows is none; initials, keys of music, vitamins, and all of Markdown.
"""

from collections import Counter
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import language
from articlefix.languages.tables import Language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_LETTERS = lazy(r"[^\W\d_]+")
# A line that begins with more than two spaces is verse or code.
_SPLIT = Pattern(
    r"^ ? ?([\"'\u201c\u2018\u00ab\u201e]?)([A-Z\u00c0-\u00de])( {1,2}| ?\n{1,2})"
    r"([a-z\u00df-\u00ff]+|[A-Z\u00c0-\u00de]{2,})(?=[ ,\u2019'])"
)
_SHORTEST_LINE = 40  # characters: a shorter one is a heading or a label, no paragraph
_SHORTEST_REST = 3  # letters: fewer are a word of their own too often


@where(_SPLIT)
def split_drop_caps(document: Document) -> Iterator[Edit]:
    """Yield the edits that put a drop cap back."""
    known = language(document.language)
    if not known.drop_caps.words:
        return
    text = document.text
    for match in document.scan.matches(_SPLIT):
        line_end = text.find("\n", match.end())
        length = (line_end if line_end >= 0 else len(text)) - match.start(2)
        if length >= _SHORTEST_LINE and _are_one_word(document, match[2], match[4], known):
            yield Edit(match.end(2), match.start(4), "", ("split-drop-cap",))


def _are_one_word(document: Document, letter: str, rest: str, known: Language) -> bool:
    """Tell whether a letter and what follows are a small word of the language, or a word that the text has."""
    if _is_small_word(letter, rest, known):
        return True
    if len(rest) < _SHORTEST_REST or not rest.islower() or letter in known.drop_caps.letters:
        return False
    written = _written(document)
    return (letter + rest).casefold() in written and written[rest] == 1


@fact
def _written(document: Document) -> Counter[str]:
    return Counter(_LETTERS.findall(document.text.casefold()))


def _is_small_word(letter: str, rest: str, known: Language) -> bool:
    """Tell whether a letter and what follows it are a small word of the language, and nothing else.

    >>> pairs = (("T", "he"), ("I", "t"), ("A", "bout"), ("T", "bone"))
    >>> [_is_small_word(*pair, language("en")) for pair in pairs]
    [True, True, False, False]
    """
    if letter in known.drop_caps.letters:
        return rest.casefold() in known.drop_caps.tails
    word = (letter + rest).casefold()
    return word in known.function_words or word in known.drop_caps.words


RULES = (
    Rule(
        "split-drop-cap",
        "A drop cap is split off its word.",
        (split_drop_caps,),
        before="T he harbour was empty when the last ferry came in.",
        after="The harbour was empty when the last ferry came in.",
        untouched="A man was on the quay, and I had not seen him.",
    ),
)

PASS = Pass.of_rules("drop-caps", Stage.LINES, Contract(Touch.SPACE, joins_words=True), RULES, formats=("text",))
