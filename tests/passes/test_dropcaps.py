from articlefix.passes import dropcaps
from pass_tests import PassTests


class TestDropcaps(PassTests):
    PASS = dropcaps.PASS
