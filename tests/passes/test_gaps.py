"""What the gap passes owe beyond their tables: order, original places, nothing twice, no harm, linear time."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import Cleaner
from articlefix.languages import language
from articlefix.passes.gaps import DROPPED_TEXT, PASS, classes, names
from articlefix.registry import available
from growth import LIMIT, steepest
from pass_tests import PassTests


class TestDroppedText(PassTests):
    PASS = DROPPED_TEXT


class TestGaps(PassTests):
    PASS = PASS


RAW = (
    "On Monday, the night , a chain of bakeries, closed, we were asleep. They lent to . The judge sided with"
    " us and , which owns it, has appealed. “It was ‘ new’.” might disagree."
)


def test_dropped_text_reads_the_spaces_before_another_pass_takes_them() -> None:
    order = [pass_.name for pass_ in available()]
    assert order.index("dropped-text") < min(order.index("whitespace"), order.index("spacing"))
    assert order[-1] == "gaps"


def test_a_place_is_reported_once_and_in_the_original() -> None:
    result = Cleaner(language="en").clean(RAW)
    found = [finding for finding in result.findings if finding.rule == "missing-text"]
    assert [RAW[finding.start : finding.end] for finding in found[:3]] == ["night ,", "to .", "and ,"]
    assert max(Counter((finding.start, finding.end) for finding in found).values()) == 1


def found_by(name: str, text: str) -> list[str]:
    result = Cleaner(only=[name], language="en").clean(text)
    return [text[finding.start : finding.end] for finding in result.findings]


def test_two_spaces_between_words_are_believed_where_another_gap_is_certain() -> None:
    slip = "The night was  cold when the train left."
    assert found_by("dropped-text", slip) == []
    assert found_by("dropped-text", f"{slip} It went to , and nobody wrote.") == ["was  cold", "to ,"]


def test_many_careless_spaces_outweigh_one_that_tells() -> None:
    careless = "It was late , and he slept . He woke , and he ate ; he ran , and he sang . "
    telling = "It went to , and nobody wrote."
    assert found_by("dropped-text", careless * 3 + telling) == []
    assert found_by("dropped-text", telling + " She wrote home from the ship.") == ["to ,"]


def test_one_space_in_a_long_text_is_a_slip() -> None:
    text = "The ferry, an old one, sank , they said. It was cold, and late. "
    assert found_by("dropped-text", text) == ["sank ,"]
    assert found_by("dropped-text", text + "Nobody was on board that night. " * 2000) == []


def test_what_is_taken_out_is_not_reported() -> None:
    article = "The night train left at eight, and nobody on the platform knew where it went. " * 3
    raw = f"{article}\n\nRead more: The Lighthouse of , and more\n\n{article}"
    result = Cleaner(language="en").clean(raw)
    assert "Lighthouse" not in result.text
    assert result.findings == ()


def test_the_two_passes_report_under_one_rule_with_one_summary() -> None:
    assert DROPPED_TEXT.rules[0]._replace(finds=()) == PASS.rules[0]._replace(finds=())


def test_grammar_is_not_asked_where_the_language_is_not_known() -> None:
    assert Cleaner(only=["gaps", "dropped-text"], language="und").clean(RAW).findings == ()


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-us"])
def test_english_is_english_everywhere(tag: str) -> None:
    assert Cleaner(only=["gaps"], language=tag).clean("In the the end it rained.").findings


def test_ignoring_the_rule_silences_both_passes() -> None:
    assert not [
        f for f in Cleaner(language="en", ignore=["missing-text"]).clean(RAW).findings if "missing" in f.rule
    ]


def test_every_list_of_words_is_read() -> None:
    for name, words in language("en").grammar._asdict().items():
        assert words, name
        assert isinstance(words, str) or classes.words(name) == words, name


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Okonedo said so, and Okonedo was right.", {"Okonedo": 2}),
        ("“Élise is here,” Bråten added—and (Łukasz was not).", {"Élise": 1, "Bråten": 1}),
        ("He is late. Lee said so; iPhone was the word, and Mac-Donald had it.", {"Donald": 1}),
        ("Béatrice wrote it\nOkonedo\nsaid nothing, and Okonedo savoured it.", {"Béatrice": 1}),
        ("Nguyễn replied, X1Okonedo said, école was shut.", {"Nguyễn": 1}),
    ],
)
def test_a_name_before_its_verb_is_a_subject(text: str, subjects: dict[str, int]) -> None:
    assert names._subjects(text) == subjects  # noqa: SLF001 - what the whole rule rests on


PIECES = ["the", "and", "of", "Ab", "é", "1", " ", "\n", *".,;:-()[]“”‘’\"'"]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_no_text_makes_them_raise(text: str) -> None:
    Cleaner(only=["gaps", "dropped-text"], language="en").clean(text)


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "a",
        "(",
        ")",
        "[(,",
        "the ",
        "and , ",
        "” “",
        ":) ",
        "Okonedo said. ",
        "{{",
        "(\n",
        "day , a ",
        "[1",
        "http://a.b/( ",
    ],
)
def test_time_grows_with_the_length_of_a_hostile_text(unit: str) -> None:
    clean = Cleaner(only=["gaps", "dropped-text"], language="en").clean
    assert steepest(clean, lambda n: unit * (n // len(unit))) <= LIMIT


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It was the last war,2 they say.3 She left.”4 Nobody paid.", "234"),
        (
            "Der Hafen war das Ende des Krieges.2 Im Norden begann es,3 was teuer war. Der Wirt kam.4 Er ging.",
            "234",
        ),
        ("It was the war,7 they say. She left,3 and nobody paid,5 or so.", ""),
    ],
)
def test_numbers_that_rise_mark_notes(text: str, marks: str) -> None:
    findings = Cleaner(only=["gaps"]).clean(text).findings
    found = [text[each.start : each.end] for each in findings if each.rule == "leftover-note-mark"]
    assert "".join(found) == marks
