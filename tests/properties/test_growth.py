"""Time grows with the text and no faster, whatever the text: for each pass and for the whole."""

import re
from collections.abc import Callable, Iterable

import pytest

from articlefix import Cleaner
from articlefix.core.document import Document
from articlefix.formats import PROTECT
from articlefix.registry import built_in
from growth import LIMIT, SIZES, steepest

pytestmark = pytest.mark.slow

WORD = "The ferry left at noon, and nobody waved. "
HOSTILE: dict[str, Callable[[int], str]] = {
    "spaces": lambda n: "a" + " " * n + "b",
    "no-break spaces": lambda n: "a" + "\N{NO-BREAK SPACE}" * n + "b",
    "tabs": lambda n: "a\tb" * (n // 3),
    "line ends": lambda n: "a" + "\n" * n + "b",
    "trailing spaces": lambda n: "a \n" * (n // 3),
    "straight quotes": lambda n: '"' * n,
    "opening quotes": lambda n: "“" * n,
    "nested quotes": lambda n: "“a ‘b " * (n // 12) + "c’ d” " * (n // 12),
    "alternating quotes": lambda n: "”a“ b " * (n // 6),
    "turned quotes": lambda n: "”“" * (n // 2),
    "tabs in a sentence": lambda n: "a\tb,\tc " * (n // 7) + "d.",
    "tokens": lambda n: "a , [ 1 ] b : and / or 2 / 3 " * (n // 29),
    "apostrophes": lambda n: "’" * n,
    "primes": lambda n: "6'2\" " * (n // 6),
    "ampersands": lambda n: "&" * n,
    "entities": lambda n: "&amp;" * (n // 5),
    "opening brackets": lambda n: "(" * n,
    "nested brackets": lambda n: "([" * (n // 4) + "])" * (n // 4),
    "opening tags": lambda n: "<" * n,
    "tags": lambda n: "<b>" * (n // 3),
    "comments": lambda n: "<!--" * (n // 4),
    "shortcodes": lambda n: "[caption " * (n // 9),
    "full stops": lambda n: "." * n,
    "spaced stops": lambda n: ". " * (n // 2),
    "commas": lambda n: "," * n,
    "spaced commas": lambda n: "a , " * (n // 4),
    "initials": lambda n: "A. " * (n // 3),
    "closed initials": lambda n: "A." * (n // 2),
    "hyphens": lambda n: "-" * n,
    "hyphenated": lambda n: "a-" * (n // 2),
    "dashes": lambda n: "a —b " * (n // 5),
    "questions": lambda n: "don?t ?a " * (n // 9),
    "inverted questions": lambda n: "¿ a" * (n // 3),
    "guillemets": lambda n: "« a" * (n // 3),
    "replacement characters": lambda n: "\N{REPLACEMENT CHARACTER}" * n,
    "mojibake": lambda n: "â€™" * (n // 3),
    "zero-width spaces": lambda n: "a\N{ZERO WIDTH SPACE}" * (n // 2),
    "combining marks": lambda n: "e" + "\N{COMBINING ACUTE ACCENT}" * n,
    "shortcodes that close": lambda n: "[/caption]" * (n // 10),
    "possessives apart": lambda n: "\N{NO-BREAK SPACE} ’s, via, whose" * (n // 17),
    "letters lost in paragraphs": lambda n: (WORD + "\N{REPLACEMENT CHARACTER}" * 300 + ".\n\n") * (n // 345),
    "one letter a line": lambda n: "a\n" * (n // 2),
    "short lines": lambda n: "Share this\n\n" * (n // 12),
    "items of furniture": lambda n: "1. Share this article\n" * (n // 22),
    "bullets of furniture": lambda n: "\N{BULLET} Subscribe to our newsletter\n" * (n // 31),
    "buttons below an article": lambda n: WORD * 6 + "\n\n" + "More on ferries\nShare\n" * (n // 22),
    "capitals inside": lambda n: "aB" * (n // 2),
    "one word": lambda n: "a" * n,
    "digits": lambda n: "1." * (n // 2),
    "currency": lambda n: "a$ 5 " * (n // 5),
    "addresses": lambda n: "a@" * (n // 2),
    "addresses without end": lambda n: "http://a" * (n // 8),
    "one line of prose": lambda n: WORD * (n // len(WORD)),
    "paragraphs": lambda n: (WORD * 3 + "\n\n") * (n // (3 * len(WORD))),
    "one paragraph again and again": lambda n: (WORD * 3 + "\n") * (n // (3 * len(WORD))),
}


def alone(find: Callable[[Document], Iterable[object]]) -> Callable[[str], object]:
    return lambda text: list(find(Document(text, "en", "text", PROTECT["text"])))


PASSES = {pass_.name: alone(pass_.find) for pass_ in built_in()} | {"whole": Cleaner(language="en").clean}


def test_a_square_is_told() -> None:
    assert steepest(lambda text: [re.findall("a", text) for _ in text[::100]], lambda n: "a" * n, SIZES[:1]) > LIMIT


@pytest.mark.parametrize("shape", HOSTILE)
def test_time_grows_no_faster_than_the_text(shape: str) -> None:
    ratios = {name: steepest(run, HOSTILE[shape]) for name, run in PASSES.items()}
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio > LIMIT} == {}


FOREIGN = {
    "en": ("the firm 's x ", "x\x00Y "),
    "fr": ("« ", "» ", "l’", "«\N{NO-BREAK SPACE}", "“« ", "l' a qu' elle "),
    "de": ("„ ", "“ ", "»a ", "„a”"),
    "es": ("¿ ", "¡", "«¿", "a.¿b"),
    "ja": ("「", "、 ", "。", "（"),
    "zh": ("， ", "“", "《"),
    "ar": ("، ", " ؛", "ا،ب"),
    "el": ("; ", " ·", "«"),
}


@pytest.mark.parametrize(("language", "unit"), [(tag, unit) for tag, units in FOREIGN.items() for unit in units])
def test_time_grows_no_faster_than_the_text_in_other_languages(language: str, unit: str) -> None:
    ratio = steepest(Cleaner(language=language).clean, lambda n: unit * (n // len(unit)))
    assert ratio <= LIMIT
