from articlefix.passes import markup
from pass_tests import PassTests


class TestMarkup(PassTests):
    PASS = markup.PASS
