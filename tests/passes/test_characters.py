from articlefix.passes import characters
from pass_tests import PassTests


class TestCharacters(PassTests):
    PASS = characters.PASS
