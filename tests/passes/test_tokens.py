from articlefix import Cleaner
from articlefix.passes import tokens
from pass_tests import PassTests


class TestTokens(PassTests):
    PASS = tokens.PASS


def test_what_a_tokeniser_parted_is_put_together_by_the_chain() -> None:
    text = (
        "The firm 's shares fell , and its rivals ' shares rose by $ 1 , 200 . “ It is over , ” said Ann , "
        "who does n't mind ( or so she says ) . Nobody was surprised ."
    )
    assert Cleaner(language="en").clean(text).text == (
        "The firm’s shares fell, and its rivals’ shares rose by $1,200. “It is over,” said Ann, "
        "who doesn’t mind (or so she says). Nobody was surprised."
    )
