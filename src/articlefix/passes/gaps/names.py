"""A name that is spelled once otherwise than everywhere else.

Evidence is gathered until no other reading is left: the odd name is never introduced by a first name or a title, it
speaks or acts, it is no word of the text, and a name of one letter's difference does so many times over.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from articlefix.document import Document
from articlefix.edits import Finding
from articlefix.passes.gaps.classes import alternatives

_OFTEN = 5
_SHORTEST = 4
_SHORTEST_SUBSTITUTED = 6
"""Iran and Iraq, Maria and Mario are two; from six letters on one letter for another is a slip."""

# The class comes first and the condition looks back from behind it: so the search runs at the speed of a class.
_NAME = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de](?<![\w\u2019'-].)[^\W\d_]{3,30}(?![\w-])")
_INTRODUCED = re.compile(r"(?:[A-Z][\w\u2019-]*\.?|\b[a-z]+[-]) \Z")
_ENDINGS = "sndrayie"
"""One of these more at the end makes another form of a name, or another name: Martin, Martina."""


def find(document: Document) -> Iterator[Finding]:
    """Yield the names that differ by a letter from a frequent one."""
    text = document.text
    counts = Counter(_NAME.findall(text))
    frequent = [name for name, count in counts.items() if count >= _OFTEN]
    if not frequent:
        return
    near = _near(frequent)
    # One letter, after the first, tells two such names apart: they begin alike or end alike.
    shapes = {(name[0], len(name) + more) for name in frequent for more in (-1, 0, 1)}
    beginnings = {name[:2] for name in frequent}
    endings = {name[-2:] for name in frequent}
    places: dict[str, int] = {}
    for name, count in counts.items():
        if count != 1 or (name[0], len(name)) not in shapes:
            continue
        if not (name[:2] in beginnings or name[-2:] in endings) or not (usual := _usual(name, near)):
            continue
        if not places:
            places = {match.group(): match.start() for match in _NAME.finditer(text)}
        start = places[name]
        if _acts(text, name, start, usual):
            message = f"“{name}” stands here only, “{usual}” {counts[usual]} times"
            yield Finding(start, start + len(name), "name-variant", message)


def _near(frequent: list[str]) -> dict[str, list[str]]:
    """Return the frequent names by what is left of them when one letter goes: what is near shares such a rest."""
    near: dict[str, list[str]] = {}
    for name in frequent:
        for rest in _rests(name):
            near.setdefault(rest, []).append(name)
    return near


def _rests(name: str) -> set[str]:
    """Return `name` and all that it becomes when one letter after the first goes."""
    return {name, *[name[:index] + name[index + 1 :] for index in range(1, len(name))]}


def _usual(name: str, near: dict[str, list[str]]) -> str | None:
    for rest in sorted(rest for rest in _rests(name) if rest in near):
        for usual in near[rest]:
            if _is_slip(name, usual):
                return usual
    return None


def _is_slip(name: str, usual: str) -> bool:
    """Tell whether one letter more, less or other, or two in the wrong order, makes one name the other.

    >>> _is_slip("Grave", "Gave"), _is_slip("Okonodo", "Okonedo"), _is_slip("Martina", "Martin")
    (True, True, False)
    """
    if len(name) == len(usual):
        if len(name) < _SHORTEST_SUBSTITUTED:
            return False
        odd = [index for index in range(len(name)) if name[index] != usual[index]]
        if len(odd) == 1:
            return True
        return len(odd) == 2 and odd[1] == odd[0] + 1 and sorted(name) == sorted(usual)  # noqa: PLR2004 - a pair
    short, long = sorted((name, usual), key=len)
    if len(long) != len(short) + 1 or (long[:-1] == short and long[-1] in _ENDINGS):
        return False
    return any(long[:index] + long[index + 1 :] == short for index in range(1, len(long)))


def _acts(text: str, name: str, start: int, usual: str) -> bool:
    """Tell whether both names stand as a subject, the odd one without a first name or a title before it."""
    follows = _subject().match(text, start + len(name))
    if not follows or _INTRODUCED.search(text, max(0, start - 30), start):
        return False
    if re.search(rf"\b{re.escape(name.lower())}\b", text):
        return False
    subjects = re.findall(rf"\b{re.escape(usual)}(?:{_subject().pattern})", text)
    return len(subjects) > 1


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf" (?:{alternatives('saying')}|is|was|has|had)\b")
