"""Composition of edits: what two runs do is what their composition does, and offsets map back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix.core.edits import Edit, Offsets, apply, compose, fold_newlines, trim
from articlefix.testing import check_order


@st.composite
def edits_over(draw: st.DrawFn, text: str, rule: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and (start < edits[-1].end or start == end == edits[-1].end == edits[-1].start):
            continue
        edits.append(Edit(start, end, draw(st.text("xyz\n", max_size=3)), (rule,)))
    return edits


@given(st.text("abc\n", max_size=20), st.data())
def test_composition_does_what_both_do(text: str, data: st.DataObject) -> None:
    first = data.draw(edits_over(text, "first"))
    middle = apply(text, first)
    second = data.draw(edits_over(middle, "second"))
    last = apply(middle, second)
    third = data.draw(edits_over(last, "third"))
    composed = compose(compose(first, second, middle), third, last)
    assert apply(text, composed) == apply(last, third)
    trimmed = trim(text, composed)
    assert apply(text, trimmed) == apply(last, third)
    check_order(trimmed, (), len(text))
    assert all(left.end <= right.start for left, right in pairwise(composed))


@given(st.text("abc", max_size=20), st.data())
def test_untouched_text_maps_back_to_itself(text: str, data: st.DataObject) -> None:
    edits = data.draw(edits_over(text, "rule"))
    result = apply(text, edits)
    offsets = Offsets(edits)
    changed = {index for edit in edits for index in range(edit.start, edit.end)}
    for index in range(len(result)):
        start, end = offsets.original(index, index + 1)
        assert 0 <= start <= end <= len(text)
        if end == start + 1 and start not in changed:
            assert text[start] == result[index]


@given(st.text("a\r\n", max_size=20), st.data())
def test_untouched_line_ends_keep_their_style(text: str, data: st.DataObject) -> None:
    folded, unfold, _ = fold_newlines(text)
    edits = data.draw(edits_over(folded, "rule"))
    unfolded = unfold(edits)
    assert fold_newlines(apply(text, unfolded))[0] == apply(folded, edits)
    assert apply(text, unfold([])) == text
    assert [text[edit.start : edit.end].replace("\r\n", "\n").replace("\r", "\n") for edit in unfolded] == [
        folded[edit.start : edit.end] for edit in edits
    ]


@pytest.mark.slow
def test_composing_many_edits_is_linear_in_their_number() -> None:
    """One edit in two code points, twice over: a quadratic composition would not come back for minutes."""
    text = "ab" * 100_000
    first = [Edit(index, index + 1, "x", ("first",)) for index in range(0, len(text), 2)]
    middle = apply(text, first)
    second = [Edit(index, index + 2, "y", ("second",)) for index in range(0, len(text), 4)]
    assert apply(text, compose(first, second, middle)) == "yxb" * 50_000


def test_evidence_goes_with_its_edit_and_is_told_once_where_edits_meet() -> None:
    first = [Edit(0, 2, "", ("a",), "seen"), Edit(6, 7, "", ("a",), "seen")]
    second = [Edit(1, 3, "", ("b",), "heard")]
    composed = compose(first, second, "cdefh")
    assert composed == (Edit(0, 2, "", ("a",), "seen"), Edit(3, 5, "", ("b",), "heard"), first[1])
    written = Edit(0, 2, "x", ("a",), "seen")
    assert compose([written], [Edit(0, 1, "", ("b",), "heard")], "xcdefgh")[0].evidence == "seen; heard"
    assert compose([written], [Edit(0, 1, "", ("b",), "seen")], "xcdefgh")[0].evidence == "seen"
    assert trim("abcdefgh", composed)[1].evidence == "heard"
    assert repr(first[0]).endswith("evidence='seen')")
    assert "evidence" not in repr(Edit(0, 2, "", ("a",)))


def test_an_edit_is_named_after_the_rule_that_did_most_of_it() -> None:
    text = "See  Mr.  X: a long line that goes. It stays."
    spaces = [Edit(3, 5, " ", ("spaces",)), Edit(8, 10, " ", ("spaces",))]
    shorter = apply(text, spaces)
    (composed,) = compose(spaces, [Edit(0, 33, "A", ("line",))], shorter)
    assert composed == Edit(0, 35, "A", ("line", "spaces"))
    # What was named once keeps its name, though a later rule does a little more to it.
    again = compose([composed], [Edit(0, 2, "B ", ("letter",))], "A It stays.")
    assert again == (Edit(0, 36, "B ", ("line", "letter", "spaces")),)


def test_of_rules_that_did_as_much_the_first_names_the_edit() -> None:
    assert compose([Edit(0, 1, "x", ("a",))], [Edit(0, 1, "y", ("b",))], "x")[0].rules == ("a", "b")


def test_of_insertions_at_one_place_the_longest_names_the_edit() -> None:
    assert trim("ab", [Edit(1, 1, "x", ("a",)), Edit(1, 1, "yz", ("b",))]) == (Edit(1, 1, "xyz", ("b", "a")),)
