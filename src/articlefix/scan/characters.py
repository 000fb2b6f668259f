r"""Sets of characters as the bytes with which their members begin in UTF-8.

The index searches bytes for literals, and a class such as `[^\W\d_]` has 130,000 members: so a set is written as
its cover, the prefixes of UTF-8 that its members begin with. Marks and spaces are told apart one by one; letters of
one block, which no rule tells apart, share a prefix. A cover may admit too much, which costs a look at a place, but
never too little.

>>> sorted(covered_by_range(ord("a"), ord("c")))
[b'a', b'b', b'c']
>>> b"\xc3" in covered_by_category("word"), b"\xe2\x80\x9d" in covered_by_category("word")
(True, False)
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

Cover = frozenset[bytes]
"""Prefixes of UTF-8, each of one character: every member of a set begins with one of them."""

_ASCII_END, _TWO_BYTES, _FOUR_BYTES, _LAST = 0x80, 0x800, 0x10000, 0x10FFFF
# Blocks that hold marks or spaces: their characters are told apart. Latin-1, general punctuation, CJK marks, the
# byte order mark and full width forms, specials, and the marks of Greek and Arabic.
_EXACT = (
    *(
        range(0x80, 0xC0),
        range(0x2000, 0x2080),
        range(0x3000, 0x3040),
        range(0xFEC0, 0xFF80),
        range(0xFFC0, 0x10000),
    ),
    *(range(0x300, 0x3C0), range(0x600, 0x640)),
)
# Where marks and letters stand under one first byte, the second counts.
_SPLIT = frozenset((0x2000, 0x3000, 0xD000, 0xF000))
_SMALL_RANGE = 256
"""A range of up to so many characters is written out: the letters of a language, not those of a script."""

_KEPT_APART = frozenset((0xC2, 0xE2))
"""First bytes under which the marks of European text stand: a letter must not be taken for one of them."""
_MANY = 8
"""From so many prefixes on with another first byte, that byte alone stands for all: a shorter list of literals, and
more candidates in text of scripts that has few of these marks."""

PRIVATE_PREFIXES = (
    *(bytes((0xED, second)) for second in range(0xA0, 0xC0)),
    *(b"\xee", *(bytes((0xEF, second)) for second in range(0x80, 0xA4)), b"\xf3", b"\xf4"),
)
"""What surrogates, characters of private use, and those that name the region of a flag, begin with."""

_OGHAM_SPACE = 0x1680  # the one white space outside the blocks that are told apart


def utf8(code: int) -> bytes:
    r"""Return a code point in UTF-8, a lone surrogate too.

    >>> utf8(0x201D)
    b'\xe2\x80\x9d'
    """
    return chr(code).encode("utf-8", "surrogatepass")


@cache
def _cells() -> tuple[tuple[bytes, int, int], ...]:
    """Return the parts into which the code points fall: the prefix of each, its first and its last code point."""
    return tuple(_walk())


def _walk() -> Iterator[tuple[bytes, int, int]]:
    code = 0
    while code <= _LAST:
        encoded = utf8(code)
        if code < _ASCII_END or any(code in block for block in _EXACT):
            last, length = code, len(encoded)
        elif code < _TWO_BYTES:
            last, length = code | 0x3F, 1  # as many characters as a first byte of two begins
        elif code < _FOUR_BYTES:
            last, length = (code | 0x3F, 2) if code & ~0xFFF in _SPLIT else (code | 0xFFF, 1)
        else:
            last, length = min(code | 0x3FFFF, _LAST), 1
        yield encoded[:length], code, last
        code = last + 1


@cache
def covered_by_category(name: str) -> Cover:
    """Return the cover of `word`, `digit` or `space`, or of what is none with `not ` before the name."""
    holds = _CATEGORIES[name.removeprefix("not ")]
    if name.startswith("not "):
        return all_but(holds)
    if name == "space":
        return frozenset(
            (*(utf8(first) for _, first, last in _cells() if first == last and holds(first)), utf8(_OGHAM_SPACE))
        )
    return shortened(frozenset(prefix for prefix, first, last in _cells() if _may_hold(holds, prefix, first, last)))


def _may_hold(holds: Callable[[int], bool], prefix: bytes, first: int, last: int) -> bool:
    """Tell whether a part may have a member; large ones are taken to have one."""
    return (len(prefix) == 1 and first != last) or any(holds(code) for code in range(first, last + 1))


_CATEGORIES: dict[str, Callable[[int], bool]] = {
    "word": lambda code: chr(code).isalnum() or code == ord("_"),
    "digit": lambda code: chr(code).isdecimal(),
    "space": lambda code: chr(code).isspace(),
}


def covered_by_range(first: int, last: int) -> Cover:
    """Return the cover of the code points from `first` to `last`, both included."""
    if last - first < _SMALL_RANGE:
        return frozenset(utf8(code) for code in range(first, last + 1))
    return shortened(frozenset(prefix for prefix, low, high in _cells() if low <= last and high >= first))


def all_but(holds: Callable[[int], bool]) -> Cover:
    """Return the cover of what `holds` is false for; of parts that are not told apart it has all."""
    return shortened(frozenset(prefix for prefix, first, last in _cells() if first != last or not holds(first)))


def shortened(cover: Cover) -> Cover:
    """Return a cover in which one first byte stands for many prefixes that begin with it.

    Characters of private use, which good text has not, share their first byte with common ones and stay apart.
    """
    leads = Counter(prefix[0] for prefix in cover if not prefix.startswith(PRIVATE_PREFIXES))
    many = {
        lead for lead, count in leads.items() if count > _MANY and lead >= _ASCII_END and lead not in _KEPT_APART
    }
    return frozenset(prefix[:1] if prefix[0] in many else prefix for prefix in cover)
