"""Pull quotes are found among few short paragraphs, which are sought, and among many, where all words are read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articlefix import Cleaner
from articlefix.core.document import Document
from articlefix.passes import duplicates
from articlefix.passes.duplicates.folding import beginnings, fold
from pass_tests import PassTests


class TestDuplicates(PassTests):
    PASS = duplicates.PASS


CLEANER = Cleaner(only=["duplicates"], language="en")
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def paragraphs(count: int) -> list[str]:
    """Return long paragraphs and under each a short one of its own, the first of which the next long one says."""
    quote = "We had no radio on board and nobody missed it."
    result: list[str] = []
    for number in range(count):
        name = " ".join(NUMBERS[int(digit)] for digit in f"{number:04}".replace("9", "8"))
        said = quote if number == 1 else f"Boat {number} lay in the harbour until it was dark."
        result.append(
            f"Of the ferry {name} there is little to tell. {said} It was late, and the wind had turned again."
        )
        result.append(quote if number == 0 else f"{number} bells rang {name} times on the quay that night.")
    return [
        *result,
        f"{'At last there was nobody left on the quay to wave at the ferry that came in. ' * 2}".strip(),
    ]


@pytest.mark.parametrize("count", [3, 60, 80, 200])
def test_a_pull_quote_goes_among_few_and_many(count: int) -> None:
    whole = paragraphs(count)
    left = [paragraph for index, paragraph in enumerate(whole) if index != 1]
    assert CLEANER.clean("\n\n".join(whole)).text == "\n\n".join(left)


PARAGRAPH = "The ferry left the harbour at noon, as it had on every day since the war, with mail and newspapers."
HEADINGS = (
    *("The Last Ferry to the Islands", "THE LAST FERRY to the islands | The Gazette", "“The last ferry…"),
    *("The Last Ferry to the Islands - Harbour Gazette", "Harbours - Ann", "Harbours", "ABC | X", "ABC | Y"),
    *("24 May", "A ship that nobody missed goes on its way, at last", PARAGRAPH[9:]),
)


@given(heads=st.lists(st.sampled_from(HEADINGS), max_size=6))
@example(heads=["Harbours - Ann", "Harbours"])
@settings(max_examples=1000, deadline=None)
def test_first_lines_that_begin_otherwise_hide_no_repeated_title(heads: list[str]) -> None:
    text = "\n\n".join((*heads, PARAGRAPH))
    found = list(duplicates.find(Document(text, "en")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articlefix.passes.duplicates.titles._may_repeat_title", lambda _lines: True)
        assert found == list(duplicates.find(Document(text, "en")))


LETTERS = st.text(st.characters(exclude_characters="\n") | st.sampled_from("Aa. “”’—é"))


@given(texts=st.lists(LETTERS), size=st.sampled_from([4, 8, 40]))
@settings(max_examples=300, deadline=None)
def test_the_beginnings_of_texts_are_those_of_the_folded_texts(texts: list[str], size: int) -> None:
    assert beginnings(texts, size) == [fold(text)[:size] for text in texts]
