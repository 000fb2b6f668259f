r"""What a text holds that most text does not: looked up once, and then known to every pass.

A rule looks for what is out of place, and in good text next to nothing is. So instead of one scan of the text for
each rule there are a few for all of them: one for the characters that are neither printable ASCII nor a line end,
and one for each kind of mark, for those that do not stand as marks commonly do. A rule has work only where one of
these is, and looks there.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from string import ascii_lowercase, ascii_uppercase
from typing import AnyStr, TypeVar

from articlefix.core.document import Document
from articlefix.scan.patterns import lazy

_Fact = TypeVar("_Fact")

_CHUNK = 1 << 16

# Each common byte of UTF-8 becomes a space, so that a split leaves the runs of the others. White space among these
# is written as bytes that no UTF-8 holds, and back again. This takes a third of the time of a search for the runs.
_KEPT_SPACE, _STAND_INS = b"\t\v\f\r", b"\xf8\xf9\xfa\xfb"
_COMMON = bytes((ord("\n"), *range(ord(" "), ord("~") + 1)))
_ONLY_UNCOMMON = bytes.maketrans(_COMMON + _KEPT_SPACE, b" " * len(_COMMON) + _STAND_INS)
_SPACE_BACK = bytes.maketrans(_STAND_INS, _KEPT_SPACE)

_GAP = " \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
_WIDE_MARKS = (
    "\N{IDEOGRAPHIC COMMA}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH COMMA}\N{FULLWIDTH EXCLAMATION MARK}"
    "\N{FULLWIDTH FULL STOP}\N{FULLWIDTH COLON}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH QUESTION MARK}"
    "\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}"
    "\N{GREEK QUESTION MARK}\N{GREEK ANO TELEIA}\N{MIDDLE DOT}"
)
_SIGNS = "$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"
_STRAIGHT = (("\N{RIGHT DOUBLE QUOTATION MARK}", '"'), ("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
_CLOSING = "".join(curly + straight for curly, straight in _STRAIGHT)

_ODD_MARK = lazy(
    rf"""
      [A-Z,.;:!?()\[\]%\N{{EM DASH}}\N{{EN DASH}}{_SIGNS}{_WIDE_MARKS}](?:
        (?<=[,.;:!?])(?!
            (?<=[^\W_][^\W_].)(?:[ {_CLOSING}] | \n(?<!,\n))     # two letters or digits before, a space behind
          | (?<=[)\]%{_CLOSING}].)[ ](?![ \t]*+(?:\n|\Z))        # or what closes before it
        )
      | (?<=[a-z][A-Z]) | (?<=[A-Z][A-Z])(?=[a-z])               # a capital inside a word, or the last of several
      | (?<=[(\[])(?=[{_GAP}])
      | (?<=[{_GAP}][)\]%{_WIDE_MARKS}])
      | (?<=[{_SIGNS}])(?=[{_GAP}])
      | (?<=[\N{{EM DASH}}\N{{EN DASH}}])(?:(?<=[ ].)(?![ ]) | (?<![ ].)(?=[ ]))
      )
    """,
    re.VERBOSE,
)


_LONE = "\N{EM DASH}\N{EN DASH}\N{EURO SIGN}"  # what Latin-1 has not, and few texts have often

# The odd marks of a kind are sought together; those that have none here are one kind.
_KINDS = {
    "a": ascii_lowercase,
    "A": ascii_uppercase,
    ".": ".;:!?",  # of octets none is a question mark
    ",": ",",
    "(": "([$\N{POUND SIGN}\N{YEN SIGN}",
    ")": ")]%",
    "t": "\t",
    "n": "\N{NO-BREAK SPACE}",
    **{mark: mark for mark in _LONE},
}
_KIND_OF = {mark: kind for kind, marks in _KINDS.items() for mark in marks}


def _shapes() -> bytes:
    """Return how `octets` are written where only their kind matters: one letter for each kind."""
    latin = map(chr, range(0x100))
    shapes = [one if one == "?" else _KIND_OF.get(one, "e" if one.isalnum() else one) for one in latin]
    return "".join(shapes).encode("latin-1")


_SHAPES = _shapes()

# What is odd among shapes. Each search is for one byte, many times faster than one for a class, and a mark is
# commonly let go at once. What Latin-1 has not, written as `?`, may be a gap, a mark or a letter: there the text
# must tell.
_ODD_SHAPES = {
    ".": lazy(rb"\.(?!(?<=[aAe][aAe]\.)[ \n\"']|(?<=[)\"']\.) (?![ t]*+(?:\n|\Z)))"),
    ",": lazy(rb",(?!(?<=[aAe][aAe],)[ \"']|(?<=[)\"'],) (?![ t]*+(?:\n|\Z)))"),
    "A": lazy(rb"A(?:(?<=aA)|(?<=AA)(?=a))"),
    "(": lazy(rb"\((?=[ tn?])"),
    ")": lazy(rb"\)(?<=[ tn?]\))"),
}
_WIDE = lazy(rf"[{_WIDE_MARKS}](?<=[{_GAP}].)")


def fact(find: Callable[[Document], _Fact]) -> Callable[[Document], _Fact]:
    """Make of a function of a document one that is worked out once for each document.

    >>> from articlefix.core.document import Document
    >>> size = fact(lambda document: print("counted") or len(document.text))
    >>> document = Document("abc")
    >>> size(document), size(document)
    counted
    (3, 3)
    """

    @wraps(find)
    def known(document: Document) -> _Fact:
        found: _Fact
        try:
            found = document.known[find]
        except KeyError:
            found = document.known[find] = find(document)
        return found

    return known


@fact
def uncommon(document: Document) -> str:
    """Return the `uncommon_runs` of the text of a document."""
    return uncommon_runs(document.text)


def uncommon_in(document: Document, text: str) -> str:
    """Return the `uncommon_runs` of a later state of a document's text, or of the text as it still is."""
    return uncommon(document) if text is document.text else uncommon_runs(text)


def uncommon_runs(text: str) -> str:
    r"""Return the runs of characters that are neither printable ASCII nor a line end, each once, spaces between.

    >>> sorted(uncommon_runs("A caf\u00e9 \u2014 a \u201ccaf\u00e9\u201d.\n").split())
    ['é', 'é”', '—', '“']
    """
    runs: set[bytes] = set()
    # In pieces that end before a space, lest the list of all runs outgrow the text.
    start, size = 0, len(text)
    while start < size:
        end = text.find(" ", start + _CHUNK)
        end = size if end < 0 else end
        runs.update(text[start:end].encode("utf-8", "surrogatepass").translate(_ONLY_UNCOMMON).split())
        start = end
    return b" ".join(runs).translate(_SPACE_BACK).decode("utf-8", "surrogatepass")


@fact
def octets(document: Document) -> bytes:
    r"""Return a text with one byte for each character: its number in Latin-1, or a question mark if it has none.

    Curly closing quotes are written as straight ones, and a question mark itself as an exclamation mark. Bytes are
    searched and translated much faster than text is, and each stands where its character does.

    >>> octets(Document("“Is it 5 € or £5?”"))
    b'?Is it 5 ? or \xa35!"'
    """
    text = document.text.replace("?", "!")
    for curly, straight in _STRAIGHT:
        text = text.replace(curly, straight)
    return text.encode("latin-1", "replace")


class OddMarks(dict[str, Sequence[int]]):
    """The places of each mark that does not stand as marks commonly do: beside a word, a space beyond it.

    Those of each kind are sought when a mark of the kind is first asked for.

    >>> odd = OddMarks(Document("It was late , we left. The U.S. is at 3.5%."))
    >>> list(odd["."]), list(odd[","]), list(odd[";"])
    ([28, 30, 39, 42], [12], [])
    """

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._text = document.text
        self._uncommon = uncommon(document)
        self._shapes = octets(document).translate(_SHAPES)

    def __missing__(self, mark: str) -> Sequence[int]:
        kind = _KIND_OF.get(mark, _WIDE_MARKS)
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for place in self.of_kind(kind):
            found[self._text[place]].append(place)
        self.update((each, found.get(each, ())) for each in (mark, *_KINDS.get(kind, kind)))
        return self[mark]

    def of_kind(self, kind: str) -> Iterator[int]:
        """Yield the places of the odd marks of a kind, in order."""
        if kind in _ODD_SHAPES:
            return self._of_shape(_ODD_SHAPES[kind])
        if kind in _LONE:
            places = places_of(kind, self._text) if kind in self._uncommon else iter(())
            return (place for place in places if _ODD_MARK.match(self._text, place))
        matches = _WIDE.finditer(self._text) if any(mark in self._uncommon for mark in kind) else iter(())
        return (match.start() for match in matches)

    def _of_shape(self, shape: re.Pattern[bytes]) -> Iterator[int]:
        """Yield the places of the odd marks that a shape finds; beside a character that is wide it cannot tell."""
        text, shapes = self._text, self._shapes
        for match in shape.finditer(shapes):
            place = match.start()
            if b"?" not in shapes[max(0, place - 2) : place + 2] or _ODD_MARK.match(text, place):
                yield place


odd_marks = fact(OddMarks)
"""Return the odd marks of a document."""


def places_of(mark: AnyStr, text: AnyStr) -> Iterator[int]:
    """Yield the places of a mark that is rare: looked for one by one, they are found faster than by a pattern.

    >>> list(places_of("(", "(a) (b)"))
    [0, 4]
    """
    place = text.find(mark)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1)


@fact
def odd_capitals(document: Document) -> Sequence[int]:
    """Return the places of the capitals inside a word, in order: where words may be glued.

    >>> list(odd_capitals(Document("The boat was calledFSA then.")))
    [19]
    """
    return array("L", odd_marks(document).of_kind("A"))
