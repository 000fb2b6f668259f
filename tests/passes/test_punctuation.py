from articlefix.passes import punctuation
from pass_tests import PassTests


class TestPunctuation(PassTests):
    PASS = punctuation.PASS
