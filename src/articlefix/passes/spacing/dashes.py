"""Dashes with a space on one side only.

The other dashes of the text, or the partner of one in its line, tell how it is set. Left alone: the dash before
the source of a quotation, and that of a text which tells nothing.
"""

import re
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line

_EM, _EN = "\N{EM DASH}", "\N{EN DASH}"
_USUAL = 2  # dashes that are set one way make a habit
_CLOSED = {dash: re.compile(rf"{dash}(?<=[^\s{dash}].)(?=[^\s{dash}])") for dash in (_EM, _EN)}
# What follows is in lower case, quoted or money: `“To be.” —Shakespeare` names a source.
_GOES_ON = r"(?=[\u201c\u2018\"']?[a-z]|[$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}] ?\d)"
_SPACE_BEFORE = Pattern(rf"(?<=[a-z0-9,)])( ){_EM}{_GOES_ON}")
_SPACE_BEHIND = Pattern(rf"(?<=[a-z0-9)]){_EM}( ){_GOES_ON}")
# In a text that sets its dashes one way throughout, a capital may follow; a name that ends its line is a source.
_ANY_BEFORE = Pattern(rf"(?<=[\w)%\u2019\u201d])( ){_EM}(?=[\w\u201c\u2018])(?!(?:[A-Z][\w.]*\s?){{1,4}}$)")
_ANY_BEHIND = Pattern(rf"(?<=[\w)%\u2019\u201d]){_EM}( )(?=[\w\u201c\u2018])")
# A number or a sign may stand close to a dash on purpose.
_LACKS_SPACE = {dash: Pattern(rf"(?<=[a-z,)] ){dash}(?=[a-z])|(?<=[a-z)]){dash}(?= [a-z])") for dash in (_EM, _EN)}
_RULE = ("space-on-one-side-of-dash",)


@where(_SPACE_BEFORE, _SPACE_BEHIND, _ANY_BEFORE, _ANY_BEHIND, *_LACKS_SPACE.values())
def dashes(document: Document) -> Iterator[Edit]:
    """Yield the edits that set a dash with a space on one side as the text sets its others."""
    if language(document.language).habits.even_dashes:
        yield from _em_dashes(document)
        if document.scan.may_match(_LACKS_SPACE[_EN]):
            spaced, closed = _counted(document.text, _EN)
            if spaced > closed and spaced >= _USUAL:
                yield from _opened(document, _EN)


def _em_dashes(document: Document) -> Iterator[Edit]:
    patterns = (_SPACE_BEFORE, _SPACE_BEHIND, _ANY_BEFORE, _ANY_BEHIND, _LACKS_SPACE[_EM])
    if not any(map(document.scan.may_match, patterns)):
        return
    spaced, closed = _counted(document.text, _EM)
    if spaced > closed and spaced >= _USUAL:
        yield from _opened(document, _EM)
        return
    is_usual = closed >= _USUAL and spaced == 0
    for pattern in (_ANY_BEFORE, _ANY_BEHIND) if is_usual else (_SPACE_BEFORE, _SPACE_BEHIND):
        yield from _evened(document, pattern)


def _counted(text: str, dash: str) -> tuple[int, int]:
    """Return how many dashes of a text have a space on both sides, and how many stand between two words."""
    return text.count(f" {dash} "), len(_CLOSED[dash].findall(text))


@of_line
def _spaces_its_dashes(line: str) -> bool:
    """Tell whether a line has em dashes with a space on both sides, and none without."""
    spaced, closed = _counted(line, _EM)
    return spaced > 0 and not closed


def _evened(document: Document, pattern: Pattern) -> Iterator[Edit]:
    """Yield the removal of the one space of each match, or the other that it needs.

    The partner of a dash tells how both are set: `the plan —an old one — was kept`.
    """
    for match in document.scan.matches(pattern):
        if not _spaces_its_dashes(document, match):
            yield Edit(*match.span(1), "", _RULE)
        else:
            place = match.end() if match.start(1) == match.start() else match.start()
            yield Edit(place, place, " ", _RULE)


def _opened(document: Document, dash: str) -> Iterator[Edit]:
    """Yield the space that a dash lacks on one side."""
    for match in document.scan.matches(_LACKS_SPACE[dash]):
        place = match.end() if document.text[match.start() - 1] == " " else match.start()
        yield Edit(place, place, " ", _RULE)
