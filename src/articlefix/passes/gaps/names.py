"""A name that is spelled once otherwise than everywhere else.

Evidence is gathered until no other reading is left: the odd name is never introduced by a first name or a title, it
speaks or acts, it is no word of the text, and a name of one letter's difference does so many times over.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.passes.gaps.candidates import prefix_tree
from articlefix.passes.gaps.classes import words
from articlefix.scan.facts import octets
from articlefix.scan.patterns import lazy

_OFTEN = 5
_SHORTEST = 4
_SHORTEST_SUBSTITUTED = 6
"""Iran and Iraq, Maria and Mario are two; from six letters on one letter for another is a slip."""

_CAPITAL = "[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_NAME = lazy(rf"{_CAPITAL}(?<![\w\u2019'-].)[^\W\d_]{{3,30}}(?![\w-])")
_INTRODUCED = lazy(r"(?:[A-Z][\w\u2019-]*\.?|\b[a-z]+[-]) \Z")
_ENDINGS = "sndrayie"
"""One of these more at the end makes another form of a name, or another name: Martin, Martina."""


# How `octets` are written in which subjects are looked for: capitals as A, and what may be a letter as one.
_LETTERS = "".join(
    "A" if re.match(_CAPITAL, one) else one if one.isascii() and one != "?" else "e"
    for one in map(chr, range(0x100))
).encode()


def find(document: Document) -> Iterator[Finding]:
    """Yield the names that differ by a letter from a frequent one."""
    text = document.text
    subjects = _subjects(document)
    often = [name for name, places in subjects.items() if len(places) > 1]
    if not often:
        return
    shapes = {(name[0], len(name) + more) for name in often for more in (-1, 0, 1)}
    near = _near(often)
    odd = [
        (name, places[0])
        for name, places in subjects.items()
        if len(places) == 1 and (name[0], len(name)) in shapes and _usual(name, near)
    ]
    if not odd:
        return
    counts = Counter(_NAME.findall(text))
    near = _near([name for name in often if counts[name] >= _OFTEN])
    for name, start in odd:
        usual = _usual(name, near) if counts[name] == 1 else None
        if usual and _NAME.match(text, start) and not _is_known(text, name, start):
            message = f"“{name}” stands here only, “{usual}” {counts[usual]} times"
            yield Finding(start, start + len(name), "name-variant", message)


def _subjects(document: Document) -> dict[str, list[int]]:
    """Return the places of the names that speak or act, by name."""
    found: dict[str, list[int]] = {}
    maybe, sure = _subject()
    for match in maybe.finditer(octets(document).translate(_LETTERS)):
        if subject := sure.match(document.text, match.start()):
            found.setdefault(subject[1], []).append(match.start())
    return found


@cache
def _subject() -> tuple[re.Pattern[bytes], re.Pattern[str]]:
    """Return the pattern of a name with its verb, for a quick search among bytes and for the text."""
    verbs = sorted(words("saying") | {"is", "was", "has", "had"})
    tree = prefix_tree([verb.encode() for verb in verbs])
    return (
        re.compile(rb"A(?=[a-zA]{3,30}+ " + tree + rb")"),
        re.compile(rf"\b({_CAPITAL}[^\W\d_]{{3,30}}) (?:{'|'.join(verbs)})\b"),
    )


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


def _is_known(text: str, name: str, start: int) -> bool:
    """Tell whether a name stands behind a first name or a title, or is a word of the text."""
    if _INTRODUCED.search(text, max(0, start - 30), start):
        return True
    return re.search(rf"\b{re.escape(name.lower())}\b", text) is not None
