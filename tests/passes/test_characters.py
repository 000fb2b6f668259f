from articlefix import Cleaner
from articlefix.passes import characters
from pass_tests import PassTests


class TestCharacters(PassTests):
    PASS = characters.PASS


def test_a_control_character_at_a_words_end_is_kept_where_another_stands_within_one() -> None:
    lost = "The sta\x01 was on the \x01oor."
    result = Cleaner(only=["characters"]).clean(lost)
    assert result.text == lost
    assert [finding.start for finding in result.findings] == [lost.index("\x01"), lost.rindex("\x01")]
    assert Cleaner(only=["characters"]).clean("The staff\x01 was late.").text == "The staff was late."
