import pytest

from articlefix import Cleaner
from articlefix.passes import initialisms
from pass_tests import PassTests


class TestInitialisms(PassTests):
    PASS = initialisms.PASS


@pytest.mark.slow
def test_times_of_day_are_closed_in_a_line_of_any_length() -> None:
    cleaner = Cleaner(language="en", only=["initialisms"])
    assert cleaner.clean("it opens at 9 p. m. " * 50_000).text == "it opens at 9 p.m. " * 50_000
