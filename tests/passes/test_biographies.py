from articlefix.passes import biographies
from pass_tests import PassTests


class TestBiographies(PassTests):
    PASS = biographies.PASS
