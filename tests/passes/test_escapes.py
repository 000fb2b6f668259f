from articlefix import Cleaner
from articlefix.passes import escapes
from pass_tests import PassTests


class TestEscapes(PassTests):
    PASS = escapes.PASS


def test_markdown_keeps_its_escapes() -> None:
    text = "It was founded in 1999\\. Then it closed.\n"
    assert Cleaner(language="en", format="markdown").clean(text).text == text
