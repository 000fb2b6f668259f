"""The promises of the whole chain, on any text at all; those of each pass are checked under tests/passes."""

import pickle
import re
import unicodedata
from collections import Counter
from functools import cache

import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from articlefix import Cleaner, Result, Touch
from articlefix.core.edits import apply, fold_newlines
from articlefix.registry import built_in
from articlefix.testing import check_order
from fixture_tables import found
from texts import CHOSEN, FORMATS, LANGUAGES, WITH_OWN_SPACING, folded, moderate, prose, texts

pytestmark = pytest.mark.slow

PASSES = built_in()
DECODING = {pass_.name for pass_ in PASSES if Touch.ANYTHING in pass_.contract.touches}
LINES = {pass_.name for pass_ in PASSES if Touch.LINES in pass_.contract.touches}
WORD = re.compile(r"\w+")


@cache
def cleaner(language: str, form: str) -> tuple[Cleaner, Cleaner]:
    made = Cleaner(language=language, format=form)
    copy: Cleaner = pickle.loads(pickle.dumps(made))  # noqa: S301 - made on the line above
    return made, copy


@pytest.mark.parametrize("case", found("chain"), ids=lambda case: repr(case["text"]))
def test_the_chain_is_stable_where_it_once_was_not(case: dict[str, str]) -> None:
    made, _ = cleaner(case["language"], case.get("format", "text"))
    result = made.clean(case["text"])
    check_result(case["text"], result)
    made.check_structure(case["text"], result.edits)
    assert not made.clean(result.text).changed


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=texts)
@moderate
def test_the_chain_keeps_its_promises(language: str, form: str, text: str) -> None:
    made, copy = cleaner(language, form)
    result = made.clean(text)
    check_result(text, result)
    assert copy.clean(text) == result
    made.check_structure(text, result.edits)
    note(f"first: {result.edits}")
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=prose)
@moderate
def test_the_chain_is_stable(language: str, form: str, text: str) -> None:
    made, _ = cleaner(language, form)
    result = made.clean(text)
    note(f"first: {result.edits}")
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@given(text=prose, language=st.sampled_from(WITH_OWN_SPACING))
@moderate
def test_the_chain_is_stable_where_a_language_has_its_own_spacing(text: str, language: str) -> None:
    made, _ = cleaner(language, "text")
    result = made.clean(text)
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=texts)
@moderate
def test_the_chain_without_decoding_keeps_every_word(language: str, form: str, text: str) -> None:
    result = Cleaner(language=language, format=form, skip=[*DECODING, *LINES]).clean(text)
    assert letters(result.text) == letters(text)


@given(text=folded, language=st.sampled_from(LANGUAGES), form=st.sampled_from(FORMATS))
@moderate
def test_the_style_of_line_ends_alters_nothing_else(text: str, language: str, form: str) -> None:
    made, _ = cleaner(language, form)
    plain, crlf = made.clean(text), made.clean(text.replace("\n", "\r\n"))
    check_result(text.replace("\n", "\r\n"), crlf)
    assert fold_newlines(crlf.text)[0] == plain.text
    if "\n" in text:  # else a line end that is written has no style to follow
        assert "\n" not in crlf.text.replace("\r\n", "")
    assert [found.rule for found in crlf.findings] == [found.rule for found in plain.findings]


@given(inside=folded, before=folded, after=folded, language=st.sampled_from(LANGUAGES))
@moderate
def test_a_passage_that_is_switched_off_stays(inside: str, before: str, after: str, language: str) -> None:
    inside = inside.replace("articlefix: on", "")
    off = f"<!-- articlefix: off -->{inside}<!-- articlefix: on -->"
    for form in FORMATS:
        assert off in cleaner(language, form)[0].clean(f"{before}\n\n{off}\n\n{after}").text


def check_result(text: str, result: Result) -> None:
    assert result.original == text
    assert apply(text, result.edits) == result.text
    check_order(result.edits, result.findings, len(text))
    assert all(edit.rules for edit in result.edits)
    assert result.changed == (result.text != text)


def letters(text: str) -> Counter[str]:
    """Count the letters and digits of a text, whatever their width and composition."""
    return Counter(character for character in unicodedata.normalize("NFKD", text) if character.isalnum())
