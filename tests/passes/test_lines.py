"""What fixture tables cannot say of the passes over lines: any furniture, at any place, in any width of lines."""

import textwrap

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articlefix import Cleaner
from growth import LIMIT, steepest

PASSES = ("boilerplate", "duplicates", "linebreaks")
TITLE = "How the Last Ferry Was Saved"
PARAGRAPHS = (
    (
        "The harbour was empty when the last ferry came in, and the harbour master wrote the hour in his book as he"
        " had done on every evening since the war. He closed the window, put out the lamp and went down the stairs,"
        " where the dog was waiting for him as it always did at that hour."
    ),
    (
        "There were no letters on the table. The people who had come to meet the boat went home again without a"
        " word, as people do who have waited too long for too little; only the baker stayed, and asked what it"
        " would cost to keep her afloat for another winter."
    ),
    (
        "“Nobody knows,” said the harbour master. He had asked that question himself, in three letters to the"
        " ministry, and the ministry had answered the first of them."
    ),
)
FURNITURE = (
    "Share this story",
    "Save this storySave this narrative",
    "Leave a Comment",
    "ADVERTISEMENT",
    "Read more: How to Keep a Lighthouse",
    "Sign up for our daily newsletter.",
    "© 2024 The Harbour Gazette. All rights reserved.",
    "Photo: Jane Doe / Getty Images",
    "Published 3 March 2024",
    "Tags: ferries, ports, islands",
    "Back to top",
)
PIECES = (
    *FURNITURE,
    *PARAGRAPHS,
    *("", "", "", " ", "Facebook", "Twitter", "Log in", "Menu", "share this", "■", "It ended. ♦", "Director: Jane"),
    *("A ferry leaves the port at dawn.", "Grace Okello on the harbour bridge in May.", TITLE, "- item", "“Share”"),
    *(
        "the ferry left the harbour at noon as it had on every",
        "day since the war with a cargo of mail and bread and",
    ),
    *("newspapers and the harbour master wrote the hour in", "his book before he went home, where all the compa-"),
    *("nies that had an office. The end of it all was that we", "He said so.", TITLE + " | The Gazette"),
)


def cleaner(*only: str) -> Cleaner:
    return Cleaner(only=list(only), language="en")


@pytest.mark.parametrize("line", FURNITURE)
@pytest.mark.parametrize("place", range(1, len(PARAGRAPHS) + 2))
@pytest.mark.parametrize("end", ["", "\n"])
def test_the_article_is_whole_again_wherever_furniture_stood(line: str, place: int, end: str) -> None:
    blocks = [TITLE, *PARAGRAPHS]
    text = "\n\n".join([*blocks[:place], line, *blocks[place:]]) + end
    assert cleaner("boilerplate").clean(text).text == "\n\n".join(blocks) + end


@pytest.mark.parametrize("width", range(50, 101, 5))
def test_wrapped_paragraphs_are_joined_at_any_width(width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in PARAGRAPHS]
    assert cleaner("linebreaks").clean("\n\n".join(wrapped)).text == "\n\n".join(PARAGRAPHS)


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["\n", "\n\n", " \n"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_is_left_for_a_second_run(pieces: list[str], gap: str) -> None:
    for only in (PASSES, *((name,) for name in PASSES)):
        chain = cleaner(*only)
        assert not chain.clean(chain.clean(gap.join(pieces)).text).changed


HOSTILE = {
    "lines of prompts": "Share\n",
    "captions and credits": "A dog walks here now.\n\nPhoto: Jane Doe\n\n",
    "buttons": "Facebook\n",
    "wrapped lines": "the ferry left the harbour at noon as it had on every\n",
    "lines that end in a hyphen": "the ferry left the harbour at noon as it had on eve-\n",
    "short paragraphs": "ab\n\n",
    "the same paragraph": PARAGRAPHS[0] + "\n",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text(piece: str) -> None:
    assert steepest(cleaner(*PASSES).clean, lambda n: piece * (n // len(piece))) <= LIMIT
