"""Places are those of the editor's own encoding, and lines end where an editor ends them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix.server.places import Places

TEXT = "“Ok” \N{GRINNING FACE}\N{LINE SEPARATOR}.\r\nb\rc\n\nend"
BREAK = "\r\n"


@pytest.mark.parametrize(
    ("encoding", "unit"),
    [("utf-8", 3 + 2 + 3 + 1 + 4 + 3), ("utf-16", 4 + 1 + 2 + 1), ("utf-32", 4 + 1 + 1 + 1)],
)
def test_units_are_those_of_the_encoding(encoding: str, unit: int) -> None:
    places = Places(TEXT, encoding)
    assert places.place(TEXT.index(".")) == (0, unit)
    assert places.offset(0, unit) == TEXT.index(".")
    assert places.place(TEXT.index("b")) == (1, 0)
    assert places.place(TEXT.index("c")) == (2, 0)
    assert places.place(len(TEXT)) == (4, 3)
    assert places.offset(99, 0) == len(TEXT)
    assert places.offset(3, 99) == TEXT.index("end")


@given(
    st.text(st.sampled_from("ab“\N{GRINNING FACE}é\r\n\N{LINE SEPARATOR}")),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
)
def test_a_place_leads_back_to_its_offset(text: str, encoding: str) -> None:
    places = Places(text, encoding)
    for offset in range(len(text) + 1):
        assert places.offset(*places.place(offset)) == offset
