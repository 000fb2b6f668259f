r"""A drop cap that was split off the word it begins, by a space or a line end.

    "T he harbour was empty."  -> "The harbour was empty."

Only at the beginning of a paragraph, and only where the two make a word that is known: a small word of the
language, or one that the same text has elsewhere. Left alone: a letter that is a word itself (`A man`, `I had`,
`O ye`), unless what follows is none; initials, keys of music, vitamins, and all of Markdown.
"""

from collections import Counter
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import language
from articlefix.languages.tables import Language
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
_SHORTEST_LINE = 40
_SHORTEST_REST = 3


def find(document: Document) -> Iterator[Edit]:
    """Yield the edits that put a drop cap back."""
    known = language(document.language)
    capitals = known.drop_caps.letters
    if not known.drop_caps.words or document.format == "markdown":
        return
    text = "\n" + document.text  # so each line begins behind a line end, by which it is found at once
    written: Counter[str] | None = None
    for match in _SPLIT.finditer(text):
        letter, rest = match.group(2), match.group(4)
        line_end = text.find("\n", match.end())
        if (line_end if line_end >= 0 else len(text)) - match.start(2) < _SHORTEST_LINE:
            continue
        is_split = _is_small_word(letter, rest, known)
        if not is_split and len(rest) >= _SHORTEST_REST and rest.islower() and letter not in capitals:
            written = Counter(_LETTERS.findall(text.casefold())) if written is None else written
            is_split = (letter + rest).casefold() in written and written[rest] == 1
        if is_split:
            yield Edit(match.end(2) - 1, match.start(4) - 1, "", ("split-drop-cap",))


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


PASS = Pass("drop-caps", Stage.LINES, Contract(Touch.SPACE, joins_words=True), RULES, find)
