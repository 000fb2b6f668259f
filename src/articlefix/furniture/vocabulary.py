"""The words and phrases of page furniture, loaded once, and a line cut into words."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from articlefix.languages import load_data

_WORD = re.compile(r"[^\W\d_]+|\d+")
# A capital after a small letter begins a new phrase: "ShareTweetEmail", "Save this storySave this story"; so
# does the last capital of a run before a small letter: "SHARE THIS STORYSave". The class comes first and the
# conditions look back, so that the search runs at the speed of a class.
_GLUED_CAPITAL = re.compile(r"[A-Z](?:(?<=[a-z].)|(?<=[A-Z]{2}.)(?=[a-z]))")


class Vocabulary(NamedTuple):
    """What data/boilerplate.toml holds, all languages together.

    `letters` maps a word to its part in a prompt, `verb_last` are those that may end one; `lines`, `below_title`,
    `weak` and `last` map a whole folded line to its rule; `begins` a rule to the folded beginnings of its lines,
    and `needs` to what one of which must be there as well; `before_title` a label to its rule; `stamp` a word to
    its part in a date line; `credits` holds the kinds of words in and around the credit of a picture. `inside` are
    the phrases that stand within paragraphs, without the words of `triggers` no prompt does, and a sentence that
    begins with one of `calls` and holds one of `ours` may be one.
    """

    letters: dict[str, str]
    verb_last: frozenset[str]
    lines: dict[str, str]
    below_title: dict[str, str]
    weak: dict[str, str]
    last: dict[str, str]
    begins: dict[str, tuple[str, ...]]
    before_title: dict[str, str]
    needs: dict[str, tuple[str, ...]]
    stamp: dict[str, str]
    rights: tuple[str, ...]
    credits: dict[str, frozenset[str]]
    inside: frozenset[str]
    triggers: tuple[str, ...]
    calls: tuple[str, ...]
    ours: tuple[str, ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary; a word that has two parts has that of the table that comes first."""
    data: dict[str, Any] = load_data("boilerplate")
    letters: dict[str, str] = {}
    for letter, languages in data["words"].items():
        for words in languages.values():
            for word in words.split():
                letters.setdefault(word, letter)
    return Vocabulary(
        letters,
        frozenset(word for words in data["verb-last"].values() for word in words.split()),
        _by_phrase(data["lines"]),
        _by_phrase(data["below-title"]),
        _by_phrase(data["weak"]),
        _by_phrase(data["last"]),
        {
            rule: tuple(phrase for phrases in table.values() for phrase in phrases)
            for rule, table in data["begins"].items()
        },
        {phrase: rule for rule, phrases in data["before-title"].items() for phrase in phrases},
        {rule: tuple(phrases) for rule, phrases in data["needs"].items()},
        {word: letter for letter, words in data["stamp"].items() for word in words.split()},
        tuple(data["rights"]["lines"]),
        {kind: frozenset(words.split()) for kind, words in data["credits"].items()},
        frozenset(phrase for phrases in data["inside"]["phrases"].values() for phrase in phrases),
        tuple(data["inside"]["triggers"]),
        tuple(data["inside"]["calls"]),
        tuple(data["inside"]["ours"]),
    )


def _by_phrase(tables: dict[str, dict[str, list[str]]]) -> dict[str, str]:
    """Return the rule of each phrase, of any language."""
    return {phrase: rule for rule, table in tables.items() for phrases in table.values() for phrase in phrases}


def words_of(text: str) -> list[str]:
    """Return the words of `text` in small letters, glued ones apart, less names such as YouTube.

    >>> words_of("ShareTweetLinkedIn (3)"), words_of("LinkedIn")
    (['share', 'tweet', 'linked', 'in', '3'], ['linkedin'])
    >>> words_of("SAVE THIS STORYSave our page")
    ['save', 'this', 'story', 'save', 'our', 'page']
    """
    if not has_glue(text):
        return list(map(str.casefold, _WORD.findall(text)))
    words: list[str] = []
    for word in _WORD.findall(text):
        folded = word.casefold()
        if word.islower() or word.isupper() or word[1:].islower() or folded in vocabulary().letters:
            words.append(folded)
        else:
            words += map(str.casefold, glued_parts(word))
    return words


def glue(text: str) -> Iterator[int]:
    """Yield the places of the capitals at which words may be glued."""
    return (match.start() for match in _GLUED_CAPITAL.finditer(text))


def has_glue(text: str) -> bool:
    """Tell whether words may be glued anywhere."""
    return _GLUED_CAPITAL.search(text) is not None


def glued_parts(text: str) -> list[str]:
    """Return `text` cut where a capital follows a small letter.

    >>> glued_parts("Save this storySave this tale")
    ['Save this story', 'Save this tale']
    """
    places = [0, *glue(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]
