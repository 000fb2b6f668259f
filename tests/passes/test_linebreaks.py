from articlefix.passes import linebreaks
from pass_tests import PassTests


class TestLinebreaks(PassTests):
    PASS = linebreaks.PASS
