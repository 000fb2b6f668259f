"""A line may be megabytes long: what looks through all of it for each mark would not come back for minutes."""

import pytest

from articlefix import Cleaner
from articlefix.passes import spacing
from pass_tests import PassTests


class TestSpacing(PassTests):
    PASS = spacing.PASS


@pytest.mark.slow
@pytest.mark.parametrize("mark", [";", "?", ":", "!"])
def test_spaces_before_marks_are_taken_from_a_line_of_any_length(mark: str) -> None:
    cleaner = Cleaner(language="en", only=["spacing"])
    assert cleaner.clean(f"the house {mark} " * 20_000).text == f"the house{mark} " * 20_000


def test_a_line_of_code_is_left_and_the_next_line_is_not() -> None:
    text = "define {house : Type} : house\nthe house : old\nlet y := x : int"
    repaired = "define {house : Type} : house\nthe house: old\nlet y := x : int"
    assert Cleaner(language="en", only=["spacing"]).clean(text).text == repaired
