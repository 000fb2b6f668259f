"""Pull quotes are found among few short paragraphs, which are sought, and among many, where all words are read."""

import pytest

from articlefix import Cleaner
from articlefix.passes import duplicates
from pass_tests import PassTests


class TestDuplicates(PassTests):
    PASS = duplicates.PASS


CLEANER = Cleaner(only=["duplicates"], language="en")
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def paragraphs(count: int) -> list[str]:
    """Return long paragraphs and under each a short one of its own, the first of which the next long one says."""
    quote = "We had no radio on board and nobody missed it."
    result: list[str] = []
    for number in range(count):
        name = " ".join(NUMBERS[int(digit)] for digit in f"{number:04}".replace("9", "8"))
        said = quote if number == 1 else f"Boat {number} lay in the harbour until it was dark."
        result.append(
            f"Of the ferry {name} there is little to tell. {said} It was late, and the wind had turned again."
        )
        result.append(quote if number == 0 else f"{number} bells rang {name} times on the quay that night.")
    return [
        *result,
        f"{'At last there was nobody left on the quay to wave at the ferry that came in. ' * 2}".strip(),
    ]


@pytest.mark.parametrize("count", [3, 60, 80, 200])
def test_a_pull_quote_goes_among_few_and_many(count: int) -> None:
    whole = paragraphs(count)
    left = [paragraph for index, paragraph in enumerate(whole) if index != 1]
    assert CLEANER.clean("\n\n".join(whole)).text == "\n\n".join(left)
