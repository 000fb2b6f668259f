"""The space before `; : ! ?`, where the language has one and so has the text, but for a few that were lost."""

import re
from collections import Counter
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.scan.pattern import Pattern

_SPACED = Pattern(r"(?<=[\w\u00bb)\u2019])([ \u00a0\u202f])[;:!?](?=[\s\u00bb]|\Z)")
_CLOSED = Pattern(r"(?<=[^\W\d_]{2})[;:!?]{1,3}(?=\s|\Z)")
_WORD = re.compile(r"[^\W\d_]+")
_LEAST, _TIMES = 4, 4  # spaced marks, and as many as closed ones: with fewer the text may have its own way
_MOST_BEFORE = 120  # characters: a clause


@where(_CLOSED)
def lost_before_marks(document: Document) -> Iterator[Edit]:
    """Yield the space before each mark that has none, as most of the text's have it.

    A name may end in a mark (`Yahoo!`), and a title of another language may hold one (`Mission: Impossible`): so
    the word before `!` and `:` must be in small letters, and the clause have a small word of the language.
    """
    known = language(document.language)
    marks = known.habits.spaced_marks
    if ";" not in marks:
        return
    spaced = Counter(match[1] for match in document.scan.matches(_SPACED))
    closed = [match for match in document.scan.matches(_CLOSED) if not document.is_protected(*match.span())]
    if spaced.total() < max(_LEAST, _TIMES * len(closed)):
        return
    [(space, _)] = spaced.most_common(1)
    for match in closed:
        if _is_of_language(document.text, match, known.function_words):
            yield Edit(match.start(), match.start(), space, ("missing-space-before-mark",))


def _is_of_language(text: str, match: re.Match[str], function_words: frozenset[str]) -> bool:
    earliest = max(0, match.start() - _MOST_BEFORE)
    words = _WORD.findall(text, max(earliest, text.rfind("\n", earliest, match.start())), match.start())
    is_name = match.group()[0] in "!:" and not words[-1].islower()
    return not is_name and not function_words.isdisjoint(words)
