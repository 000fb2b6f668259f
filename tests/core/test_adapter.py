"""The differences of any two texts lead from the one to the other, and are as many as the places that differ."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from articlefix.core.adapter import differences
from articlefix.core.edits import Edit, apply

FEW = st.text("ab c\n", max_size=60)


def edits(before: str, after: str) -> list[Edit]:
    return [Edit(start, end, replacement, ("rule",)) for start, end, replacement in differences(before, after)]


@given(FEW, FEW)
def test_differences_of_any_texts(before: str, after: str) -> None:
    found = edits(before, after)
    assert apply(before, found) == after
    assert all(edit.start < edit.end or edit.replacement for edit in found)
    assert all(left.end < right.start for left, right in pairwise(found))


def test_each_damaged_place_is_its_own_edit() -> None:
    before = "donâ€™t, wonâ€™t, â€œno wayâ€\x9d " * 500
    after = "don’t, won’t, “no way” " * 500
    assert len(edits(before, after)) == 2000


def test_texts_with_nothing_in_common() -> None:
    assert edits("a" * 100_000, "b" * 100_000) == [Edit(0, 100_000, "b" * 100_000, ("rule",))]
