"""What is asked first, because it is cheap, rules out nothing in which the full judgement finds something."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlefix import scan
from articlefix.core.document import Document
from articlefix.formats import NEAR, PROTECT
from articlefix.furniture.candidates import glued_places, opening_places
from articlefix.furniture.prefilter import suspects
from articlefix.furniture.verdicts import rule_of, weak_rule
from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import UNDETERMINED, known, language
from articlefix.passes.boilerplate import phrases
from articlefix.scan.scanner import Scan

pytestmark = pytest.mark.slow

VOCABULARIES = {tag: vocabulary(language(tag)) for tag in (*known(), UNDETERMINED)}
TABLES = [*VOCABULARIES.values()]


def listed(table: Vocabulary) -> Iterator[str]:
    """Yield the lines that a vocabulary lists."""
    yield from (*table.lines, *table.weak, *table.below_title, *table.before_title, *table.ends)
    yield from (f"{phrase} ferry" for phrases in table.begins.values() for phrase in phrases)


def written(line: str) -> list[str]:
    """Return a line as it may be written."""
    return [line, line + ")", line + ".", line + "...", "© " + line, "“" + line]


def assert_nothing_is_hidden(lines: Iterable[str], table: Vocabulary) -> None:
    for line in {*lines} - suspects(lines, table):
        assert rule_of(line, table, is_title=False) is None
        assert weak_rule(line, table) is None


@pytest.mark.parametrize("tag", VOCABULARIES)
def test_the_prefilter_hides_no_line_that_is_listed(tag: str) -> None:
    lines = [line for phrase in listed(VOCABULARIES[tag]) for line in written(phrase)]
    assert lines
    assert_nothing_is_hidden(lines, VOCABULARIES[tag])


WORDS = ["Jane", "Doe", "ferry", "5", "2024", "Harbour"]
for each in TABLES:
    WORDS += (*each.letters, *each.stamp, *each.credits.labels, *each.credits.agencies, *each.ends)
WORDS = sorted({*WORDS})
names = st.lists(st.sampled_from(WORDS).map(str.title), min_size=1, max_size=4).map(" ".join)
composed = st.builds(
    "{}{}{}".format,
    st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS).map(str.title), max_size=6).map(" ".join),
    st.sampled_from(["", ": ", " | ", " / ", ". ", ".” ", " (", "—", " © ", ", "]),
    names,
)


@cache
def lines_of(table: Vocabulary) -> st.SearchStrategy[list[str]]:
    """Return lines of a few words, and lines of the parts of prompts and date lines of a language alone."""
    parts = st.sampled_from(sorted({*table.letters, *table.stamp, "3", "2024"}))
    return st.lists(composed | st.lists(parts, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


@given(data=st.data(), table=st.sampled_from(TABLES))
@settings(max_examples=500, deadline=None)
def test_the_prefilter_hides_no_furniture(data: st.DataObject, table: Vocabulary) -> None:
    lines = data.draw(lines_of(table))
    assert_nothing_is_hidden([each for line in lines for each in written(line)], table)


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


def prompts_of(table: Vocabulary) -> set[str]:
    return {*table.inside, *table.calls, *table.before_title}


PROMPTS = sorted({phrase for table in TABLES for phrase in prompts_of(table)})
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


@given(text=with_prompts, table=st.sampled_from(TABLES))
@settings(max_examples=800, deadline=None)
def test_no_line_that_may_hold_a_prompt_is_passed_over(text: str, table: Vocabulary) -> None:
    # Long enough for a paragraph, whatever it says.
    assert_no_prompt_is_passed_over("\n".join(line + "x" * 60 for line in text.split("\n")), table)


@pytest.mark.parametrize("tag", VOCABULARIES)
def test_no_prompt_of_a_language_is_passed_over(tag: str) -> None:
    table = VOCABULARIES[tag]
    lines = [
        f"{before}{form}{after}It left at noon, and nobody on the quay waved to those aboard."
        for prompt in sorted(prompts_of(table))
        for form in (prompt, prompt.capitalize())
        for before in ("", "Nobody waved. ", "Nobody waved.” ", "Nobody waved", "Nobody waved? ", "— ")
        for after in (". ", ": ")
    ]
    assert lines
    assert_no_prompt_is_passed_over("\n".join(lines), table)


def assert_no_prompt_is_passed_over(text: str, table: Vocabulary) -> None:
    scan = Scan(text)
    places = (sorted(glued_places(scan)), sorted(opening_places(scan, table)))
    start = 0
    for line in text.split("\n"):
        if phrases.found(line, table):
            end = start + len(line)
            glued, opens = (bisect_left(among, start) < bisect_right(among, end) for among in places)
            assert phrases.may_hold(line, table, is_glued=glued, opens=opens)
        start += len(line) + 1


def test_no_phrase_makes_the_index_search_whole_texts() -> None:
    """One phrase whose letters stand in all texts would take the openings of all languages out of the index."""
    clean = "The ferry left the harbour at noon, and nobody waved to those aboard. " * 20
    assert not opening_places(Scan(clean), vocabulary(language("en")))
    stored = json.loads((Path(scan.__file__).parent / "literals.json").read_text(encoding="utf-8"))
    assert stored["first words of prompts within paragraphs"]
