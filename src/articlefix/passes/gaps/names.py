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
from articlefix.passes.gaps.classes import ENGLISH, either, words
from articlefix.scan.lazy import lazy

_OFTEN = 5
_SHORTEST_SUBSTITUTED = 6
"""Iran and Iraq, Maria and Mario are two; from six letters on one letter for another is a slip."""

_LENGTHS = range(4, 32)
"""How many letters a name has: shorter ones are too much alike."""

_ENDINGS = "sndrayie"
"""One of these more at the end makes another form of a name, or another name: Martin, Martina."""

_INTRODUCED = lazy(r"(?:[A-Z][\w\u2019-]*\.?|\b[a-z]+[-]) \Z")

# Verbs as common as “was” make no index. So their subjects are looked for among the bytes of UTF-8, in which
# capitals are written as `A`: a search for one byte is many times faster than one for a class of characters. The
# lead byte of `É` and `é` counts as a capital as well, and what it begins is judged afterwards.
_CAPITALS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\xc3", b"A" * 27)


def find(document: Document) -> Iterator[Finding]:
    """Yield the names that differ by a letter from a frequent one."""
    if document.primary not in ENGLISH:
        return
    text = document.text
    subjects = _subjects(text)
    near = _near([name for name, count in subjects.items() if count > 1])
    for name in [name for name, count in subjects.items() if count == 1] if near else ():
        variant = _variant(text, name, near)
        if variant and not document.is_protected(variant.start, variant.end):
            yield variant


def _variant(text: str, name: str, near: dict[str, list[str]]) -> Finding | None:
    """Return the report of a name that stands once, if it is a slip of a frequent one."""
    for usual in _alike(name, near):
        often = len(_places(text, usual))
        places = _places(text, name) if often >= _OFTEN else []
        if len(places) == 1 and not _is_known(text, name, places[0]):
            message = f"“{name}” stands here only, “{usual}” {often} times"
            return Finding(places[0], places[0] + len(name), "name-variant", message)
    return None


def _subjects(text: str) -> Counter[str]:
    """Return how often each name speaks or acts.

    >>> _subjects("“Émile said so,” Okonedo added—and Émile was late.")
    Counter({'Émile': 2, 'Okonedo': 1})
    """
    data = text.encode("utf-8", "surrogatepass")
    spans = [match.span(1) for match in _subject().finditer(data.translate(_CAPITALS))]
    names = (data[start:end].decode("utf-8", "replace") for start, end in spans)
    return Counter(name for name in names if len(name) in _LENGTHS and name[0].isupper() and name.isalpha())


@cache
def _subject() -> re.Pattern[bytes]:
    """Return the pattern of a name with its verb, among bytes."""
    verb = either(words("saying") | {"is", "was", "has", "had"}).encode()
    within_word = rb"(?<![\w].)(?<![A\xc4-\xdf][\x80-\xbf].)"
    return re.compile(rb"(A" + within_word + rb"[a-zA\x80-\xbf\xc4-\xdf\xe1]{3,60}+) " + verb + rb"\b", re.DOTALL)


def _places(text: str, name: str) -> list[int]:
    """Return where a name stands, and no part of another word.

    Of each name a pattern would be made, which takes longer than to look at what stands beside it.
    """
    places: list[int] = []
    place = text.find(name)
    while place >= 0:
        before, end = text[place - 1 : place] if place else "", place + len(name)
        stands = not (_is_of_word(before, "\u2019'-") or _is_of_word(text[end : end + 1], "-"))
        if stands:
            places.append(place)
        place = text.find(name, end if stands else place + 1)
    return places


def _is_of_word(character: str, others: str) -> bool:
    """Tell whether a character, or none, is part of a word, or one of some others."""
    return character.isalnum() or (character != "" and character in f"_{others}")


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


def _alike(name: str, near: dict[str, list[str]]) -> Iterator[str]:
    """Yield the frequent names of which a name may be a slip."""
    for rest in sorted(rest for rest in _rests(name) if rest in near):
        yield from (usual for usual in near[rest] if _is_slip(name, usual))


def _is_slip(name: str, usual: str) -> bool:
    """Tell whether one letter more, less or other, or two in the wrong order, makes one name the other.

    >>> _is_slip("Grave", "Gave"), _is_slip("Okonodo", "Okonedo"), _is_slip("Martina", "Martin")
    (True, True, False)
    """
    if len(name) == len(usual):
        return len(name) >= _SHORTEST_SUBSTITUTED and _is_substituted(name, usual)
    short, long = sorted((name, usual), key=len)
    if len(long) != len(short) + 1 or (long[:-1] == short and long[-1] in _ENDINGS):
        return False
    return any(long[:index] + long[index + 1 :] == short for index in range(1, len(long)))


def _is_substituted(name: str, usual: str) -> bool:
    """Tell whether names of one length differ by one letter, or by the order of two neighbours."""
    odd = [index for index in range(len(name)) if name[index] != usual[index]]
    if len(odd) == 1:
        return True
    return len(odd) == 2 and odd[1] == odd[0] + 1 and sorted(name) == sorted(usual)  # noqa: PLR2004 - a pair


def _is_known(text: str, name: str, start: int) -> bool:
    """Tell whether a name stands behind a first name or a title, or is a word of the text."""
    if _INTRODUCED.search(text, max(0, start - 30), start):
        return True
    return re.search(rf"\b{re.escape(name.lower())}\b", text) is not None
