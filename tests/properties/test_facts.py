"""What is looked up once hides nothing from the rules: each finds what it finds in a search of the whole text."""

# ruff: noqa: SLF001 - a rule's own pattern is what its shortcut is held against

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlefix.core.document import Document
from articlefix.formats import NEAR, PROTECT
from articlefix.furniture import prefilter as screen
from articlefix.furniture.verdicts import rule_of, weak_rule
from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import UNDETERMINED, known, language
from articlefix.passes.boilerplate import phrases
from articlefix.scan import facts
from articlefix.scan.facts import odd_capitals, odd_marks, uncommon

pytestmark = pytest.mark.slow

PIECES = [
    *"aAzéÉI1 .,;:?!()[]%$€—–\n\t\"'”’“…_-{<",
    *(
        "\N{NO-BREAK SPACE}",
        "\N{NARROW NO-BREAK SPACE}",
        "，",
        "。",
        "渡",
        "م",
        "،",
        "؟",
        "\u0387",
        "α",
        "·",
        "Я",
        "я",
    ),
    *(
        "  ",
        " .",
        " ,",
        "..",
        ". .",
        "Ph. D.",
        "U. S.",
        "U.S.",
        "A.",
        "p. m.",
        "the ",
        "late",
        " 5",
        "said.",
        " ’s ",
    ),
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@given(text=texts)
@settings(max_examples=1000, deadline=None)
def test_odd_marks_are_those_of_the_whole_text(text: str) -> None:
    everywhere: dict[str, list[int]] = {}
    for match in facts._ODD_MARK.finditer(text):
        everywhere.setdefault(match.group(), []).append(match.start())
    document = Document(text)
    marks = {mark: list(odd_marks(document)[mark]) for mark in set(text) if not ("A" <= mark <= "Z")}
    capitals = sorted(place for mark, places in everywhere.items() if mark.isalpha() for place in places)
    assert {mark: places for mark, places in marks.items() if places} == {
        mark: places for mark, places in everywhere.items() if not mark.isalpha()
    }
    assert list(odd_capitals(document)) == capitals


@given(
    text=st.text(alphabet=st.sampled_from("a \n\t\v\r~é—”\x00\x1c\x7f\x85\u200b\u2028\ufeff\ud83d渡"), max_size=40)
)
def test_what_is_uncommon_is_all_that_is_not_printable_ascii(text: str) -> None:
    common = re.compile("[\n -~]")
    runs = uncommon(Document(text)).split(" ")
    assert {run for run in runs if run} == set(filter(None, common.sub(" ", text).split(" ")))


VOCABULARIES = {tag: vocabulary(language(tag)) for tag in (*known(), UNDETERMINED)}
PHRASES: list[str] = []
WORDS = ["Jane", "Doe", "ferry", "5", "2024", "Harbour"]
for each in VOCABULARIES.values():
    PHRASES += (*each.lines, *each.weak, *each.below_title, *each.before_title)
    PHRASES += (f"{phrase} ferry" for listed in each.begins.values() for phrase in listed)
    WORDS += (*each.letters, *each.stamp, *each.credits.labels, *each.credits.agencies, *each.ends)
PHRASES, WORDS = sorted({*PHRASES}), sorted({*WORDS})
lines = st.one_of(
    st.sampled_from(PHRASES),
    st.builds(
        "{}{}{}".format,
        st.lists(
            st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, word.title()])), max_size=6
        ).map(" ".join),
        st.sampled_from(["", ": ", " | ", " / ", ". ", ".” ", " (", "—", " © ", ", "]),
        st.lists(st.sampled_from(WORDS).map(str.title), min_size=1, max_size=4).map(" ".join),
    ),
).flatmap(lambda line: st.sampled_from([line, line + ")", line + ".", line + "...", "© " + line, "“" + line]))


@given(line=lines, table=st.sampled_from([*VOCABULARIES.values()]))
@settings(max_examples=4000, deadline=None)
def test_the_screen_hides_no_furniture(line: str, table: Vocabulary) -> None:
    if line not in screen.suspects([line], table):
        assert rule_of(line, table, is_title=False) is None
        assert weak_rule(line, table) is None


TOKENS = [
    "example.org",
    "1,234.5",
    "12:30",
    "https://a.org/b?c",
    "a@b.de",
    "late",
    " ",
    " ",
    "\n",
    ". ",
    ",",
    "/",
    "(",
    "渡",
]
tokens = st.lists(st.sampled_from(TOKENS), max_size=12).map("".join)


@given(text=tokens, start=st.integers(0, 60), size=st.integers(0, 8))
@settings(max_examples=500, deadline=None)
def test_the_words_around_a_run_tell_whether_it_is_protected(text: str, start: int, size: int) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    everywhere = Document(text, protect=PROTECT["text"]).is_protected(start, end)
    assert Document(text, protect=PROTECT["text"], near=NEAR["text"]).is_protected(start, end) == everywhere


PROMPTS = sorted(
    {phrase for table in VOCABULARIES.values() for phrase in (*table.inside, *table.calls, *table.before_title)}
)
PROMPT_PIECES: tuple[str, ...] = (
    "Nobody waved",
    "It left at noon",
    "Ж",
    "é",
    "5",
    " ",
    "  ",
    "_",
    "\n",
    "…",
    "? ",
    "! ",
    ". ",
)
PROMPT_PIECES += (".” ", "?) ", "“", "’", "»", "-", "...", ". . ", "\u00a0", "À", "İ")
with_prompts = st.lists(
    st.one_of(
        st.sampled_from(PROMPT_PIECES), st.sampled_from(PROMPTS).map(str.capitalize), st.sampled_from(PROMPTS)
    ),
    max_size=10,
).map("".join)


@given(text=with_prompts, table=st.sampled_from([*VOCABULARIES.values()]))
@settings(max_examples=5000, deadline=None)
def test_no_line_that_may_hold_a_prompt_is_passed_over(text: str, table: Vocabulary) -> None:
    # Long enough for a paragraph, whatever it says.
    text = "\n".join(line + "x" * 60 for line in text.split("\n"))
    document = Document(text)
    places = (odd_capitals(document), list(phrases.openings(document, table)))
    start = 0
    for line in text.split("\n"):
        if phrases.found(line, table):
            glued, opens = (any(start <= place <= start + len(line) for place in among) for among in places)
            assert phrases.may_hold(line, table, is_glued=glued, opens=opens)
        start += len(line) + 1
