"""What the fixtures of the quotes pass cannot say: size, locality, and the same text in many dialects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import Cleaner
from articlefix.languages import known
from articlefix.languages import language as language_of
from articlefix.passes import quotes
from pass_tests import PassTests


class TestQuotes(PassTests):
    PASS = quotes.PASS.with_options({})


SENTENCE = "She called it “a gift,” and he said, “The girls’ boat isn’t ‘ready,’ I’m told.” In the ’90s she left."


def cleaner(**options: str) -> Cleaner:
    return Cleaner(**{"only": ["quotes"], "language": "en", **options})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "count", "edits"),
    [
        ("“a” ", 10_000, 0),
        ("”a“ ", 5_000, 10_000),
        ("’a ", 10_000, 0),
        ("“‘a’” ", 5_000, 0),
        (SENTENCE + " ", 2_000, 0),
        ("He called it” a gift” and left. ", 2_000, 4_000),
    ],
)
def test_a_paragraph_of_any_length_is_read_whole(unit: str, count: int, edits: int) -> None:
    """One line of thousands of marks: what is quadratic in the marks would not come back for hours."""
    result = cleaner().clean(unit * count)
    assert len(result.edits) >= edits
    assert result.changed == bool(edits)
    assert not result.findings


def test_an_unpaired_mark_costs_one_finding_and_no_mark_after_it() -> None:
    before = "".join(f"Number {number} was “good” and “new.”\n\n" for number in range(40))
    broken = before.replace("Number 3 was “good”", "Number 3 was “good")
    result = cleaner().clean(broken)
    assert result.text == broken
    assert [finding.rule for finding in result.findings] == ["unbalanced-quote"]
    assert broken[: result.findings[0].start].endswith("Number 3 was ")


@given(st.lists(st.sampled_from([SENTENCE, "It was late.", "‘No,’ he said.", "“One\n\n“two.”"]), min_size=1))
def test_good_text_stays_whatever_its_order(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    assert cleaner().clean(text).text == text


@pytest.mark.slow
@given(st.data())
def test_straight_and_curly_again_gives_the_same_marks(data: st.DataObject) -> None:
    words = st.sampled_from(["late", "boats", "don’t", "’90s", "the girls’ gig", "U.S.", "5"])
    quoted = st.builds("“{}”".format, words) | st.builds("“{},” she said, “{}.”".format, words, words)
    text = " ".join(data.draw(st.lists(words | quoted, min_size=1, max_size=12)))
    straight = cleaner(quotes="straight").clean(text).text
    assert not set("“”‘’") & set(straight)
    assert cleaner(quotes="curly").clean(straight).text == text


def test_every_language_has_pairs_of_two_marks() -> None:
    double = {tag: pairs for tag in known() if (pairs := language_of(tag).quotes.double)}
    assert {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "sv", "fi", "el", "ja", "zh"} <= set(double)
    assert all(len(pair) == 2 for pairs in double.values() for pair in pairs)


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl", "pl", "cs", "ru", "sv", "fi", "el"])
def test_straight_marks_take_the_pair_of_the_language_and_go_back(language: str) -> None:
    straight = 'x "abc" y "def", z.'
    curly = cleaner(language=language, quotes="curly").clean(straight).text
    opening, closing = tuple(language_of(language).quotes.double[0])
    assert (curly.count(opening), curly.count(closing)) == ((4, 4) if opening == closing else (2, 2))
    assert cleaner(language=language, quotes="straight").clean(curly).text == straight
