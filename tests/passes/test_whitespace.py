from articlefix.passes import whitespace
from pass_tests import PassTests


class TestWhitespace(PassTests):
    PASS = whitespace.PASS
