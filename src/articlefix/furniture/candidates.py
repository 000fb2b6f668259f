"""Where prompts may stand within paragraphs: asked of the scan, and next to nowhere in good text.

The index is one for the texts of all languages, so what it looks for is drawn from the files of all. Each answer
admits too much: who asks looks closer at the lines in which the places are.
"""

import re
from functools import cache

from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import UNDETERMINED, language
from articlefix.scan.pattern import Pattern
from articlefix.scan.scanner import Scan

OPENING = 2  # words by which a prompt is known to begin
_BETWEEN = "[ \\u00a0'\\u2019]"  # what stands between these


def opening_places(scan: Scan, known: Vocabulary) -> list[int]:
    """Return the places of the words with which prompts begin, less those that stand right behind another word.

    >>> known = vocabulary(language("en"))
    >>> opening_places(Scan("It rained. Story continues below. Nobody knew how the story continues."), known)
    [11]
    """
    text = scan.text
    unindexed = _unindexed(known)
    unparted = [match.start() for match in unindexed.finditer(text)] if unindexed else []
    parted = [
        place
        for place in scan.places(_OPENINGS)
        if not (text[place - 1 : place].isalnum() or text[max(0, place - 2) : place].rstrip(" ").isalnum())
    ]
    return [*parted, *unparted]


@cache
def _unindexed(known: Vocabulary) -> re.Pattern[str] | None:
    """Return the pattern of the phrases that the index does not hold, since their letters stand too often."""
    heads = [_first_words(phrase) for phrase in opening_phrases(known) if not _is_indexed(phrase)]
    return re.compile("|".join(sorted(heads)), re.IGNORECASE) if heads else None


def _is_indexed(phrase: str) -> bool:
    """Tell whether a phrase is written in Latin, Greek or Cyrillic letters, more than two: `tv` stands in words."""
    return phrase < "\N{ARMENIAN CAPITAL LETTER AYB}" and len(phrase) > len("tv")


def glued_places(scan: Scan) -> list[int]:
    """Return the places of the capitals at which words may be glued.

    >>> glued_places(Scan("ShareTweet, and SHARE THIS STORYSave, but NATO and Read More"))
    [5, 32]
    """
    text = scan.text
    # Each pair of capitals is a candidate, and most stand in names and headings.
    capitals = scan.places(_CAPITALS_BEFORE_SMALL)
    last = [place for place in capitals if text[place + 1 : place + 2].islower() and text[place].isupper()]
    return [*scan.places(_SMALL_BEFORE_CAPITAL), *last]


def opening_phrases(known: Vocabulary) -> list[str]:
    """Return the phrases with which prompts within paragraphs begin."""
    labels = [phrase for phrase, rule in known.before_title.items() if rule == "related-links"]
    return [*known.inside, *known.calls, *labels]


def _openings() -> str:
    """Return the pattern of the first words of prompts: `read more`, `Read more`, `Read More`, `READ MORE`.

    What stands between them otherwise parts a prompt from another: `Advertisement - Continue reading`.
    """
    heads = [
        _first_words(each) for each in opening_phrases(vocabulary(language(UNDETERMINED))) if _is_indexed(each)
    ]
    forms = {form for head in heads for form in (head, head.capitalize(), head.title(), head.upper())}
    return "|".join(sorted(form.replace(" ", _BETWEEN) for form in forms))


def _first_words(phrase: str) -> str:
    """Return the words by which a phrase is known to begin; `don t` alone begins too many sentences."""
    words = phrase.split()
    return " ".join(words[: OPENING + sum(len(word) == 1 for word in words[:OPENING])])


_OPENINGS = Pattern.made("first words of prompts within paragraphs", _openings)
_SMALL_BEFORE_CAPITAL = Pattern(r"(?<=[a-z])[A-Z]")
_CAPITALS_BEFORE_SMALL = Pattern(r"(?<=[A-Z]{2})[A-Z](?=[a-z])")
