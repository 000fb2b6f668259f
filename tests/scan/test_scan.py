"""The scanner finds what a search of each pattern through the whole text finds, for all patterns there are."""

import random
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articlefix import registry
from articlefix.scan.derivation import leads, literals
from articlefix.scan.index import Index, Search, automaton, by_expression
from articlefix.scan.pattern import Pattern, declared
from articlefix.scan.scanner import Scan

pytestmark = pytest.mark.slow

registry.built_in()
PATTERNS = declared()

# What rules look for, and what stands beside it.
PIECES = (
    *string.ascii_letters[:4],
    *string.ascii_uppercase[:4],
    *string.digits[:3],
    *string.punctuation,
    *" \t\n\u00a0\u202f\u2009\u3000\u200b\ufeff\u00ad\ufffd",
    *"\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2013\u2014\u2026\u2032\u2033\u00bf\u00a1",
    *"$\u00a3\u20ac\u00e9\u00df\u0130\u0131\u017f\u212a\u0416\u0436\u03b1\u0639\u060c\u4e00\u3001\u3002\uff0c\uff01",
    *(
        "the",
        "The",
        "U.",
        "S.",
        "p. m.",
        "...",
        "http://a.b",
        "&nbsp;",
        "&#8217;",
        "\u00e2\u20ac\u2122",
        "n\u2019t",
    ),
    *(chr(0xD800), chr(0x1F600), "\r", "\x19", "\ufb01"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@settings(max_examples=600, deadline=None)
@given(texts)
@example("a ,b")
@example(" ,")
@example("\n")
def test_each_pattern_is_found_as_in_a_search_of_the_whole_text(text: str) -> None:
    scan = Scan(text)
    for pattern in PATTERNS:
        assert spans(scan.matches(pattern)) == spans(pattern.compiled.finditer(text)), pattern


@settings(max_examples=300, deadline=None)
@given(texts, st.data())
def test_after_edits_the_scan_is_that_of_the_new_text(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(places[::2], places[1::2], strict=False)
    edits = [(start, end, data.draw(texts)) for start, end in pairs]
    after, done = [], 0
    for start, end, replacement in edits:
        after += [text[done:start], replacement]
        done = end
    new = "".join(after) + text[done:]
    scan = Scan(text)
    scan.has(PATTERNS[0])
    carried = scan.edited(edits, new)
    for pattern in PATTERNS:
        assert spans(carried.matches(pattern)) == spans(pattern.compiled.finditer(new)), pattern


@pytest.fixture(scope="module")
def searches() -> tuple[Search, Search]:
    """Return two searches for all literals there are, each built once: to compile them takes much longer."""
    found = list({literal.data for pattern in PATTERNS for literal in pattern.literals})
    return by_expression(found), automaton(found)


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_without_the_automaton_the_same_literals_are_found(searches: tuple[Search, Search], text: str) -> None:
    slow, fast = searches
    data = text.encode("utf-8", "surrogatepass")
    assert sorted(slow(data)) == sorted(fast(data))


def test_the_stored_literals_are_those_that_are_derived() -> None:
    stale = [
        pattern.name
        for pattern in PATTERNS
        if {*pattern.literals} != {*literals(pattern.regex)}
        or pattern.leads != (b"" if pattern.literals else leads(pattern.regex))
    ]
    assert not stale, "run `python benchmarks/literals.py` to bring scan/literals.json up to date"


# Constructs of which the rules may have none today.
OTHERS = (
    r"(?<=[^\s,]) ,(?!\d)",
    r"(?i)^(?:share|save) this(?: story| page)?$",
    r"(?<!a)b{2,3}c?",
    r"[^\W\d_]+,(?=[^\W\d_])",
    r"a(?:b|cd|)e",
    r"(?:ab)+c",
    r"x.{0,40},y",
    r"x[^\n]*,y",
    r"x.*?,$",
    r"(?i:k\.) \d",
    r"(\w)\1,",
    r"(?=,)",
    r"(?<=[a-z])(?=[A-Z])",
    r"[ \t]+$",
    r"^[ \t]++(?=\S)",
    r"\A\ufeff",
    r",\Z",
    r"(?!,)\W\.",
    r"[\u4e00-\u9fff] [\u4e00-\u9fff]",
    r"[\u4e00-\u9fff\u212a]",
    r"(?<=[\u4e00-\u9fff])[a-z]",
    r"[a-z]+(?=[\u4e00-\u9fff])",
    r"[\u4e00-\u9fff]|(?<![\u4e00-\u9fff])y",
    r"(?:[\u4e00-\u9fff])?[a-z]",
    r"(?<=\d)\s?%(?!\w)",
    r"(?>a|ab),",
)


@pytest.mark.parametrize("regex", OTHERS)
def test_any_construct_is_found(regex: str) -> None:
    pattern = Pattern(regex)
    index = Index.of([pattern])
    alphabet = "aabbcdxyeKk\u212aiI\u0130,,.. \t\n\n%1\u4e00\u4e8cshareSHARE\u00a0\ufeff"
    rng = random.Random(regex)  # noqa: S311 - made-up texts
    for _ in range(2000):
        text = "".join(rng.choices(alphabet, k=rng.randrange(30)))
        assert spans(Scan(text, index).matches(pattern)) == spans(pattern.compiled.finditer(text)), text
