"""What each class of a contract lets an edit do; see also the doctests of `articlefix.core.contract`."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articlefix import Contract, Edit, Touch
from articlefix.core import engine
from articlefix.core.document import Document, Span
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.formats.text import protect
from articlefix.testing import check_pass, kept_problem

TEXT = "It left (late). Read on below. Nobody waved, \u201cnot one\u201d. So it goes\nRead on. it rained"


def edit(piece: str, replacement: str = "") -> Edit:
    start = TEXT.index(piece)
    return Edit(start, start + len(piece), replacement, ("rule",))


@pytest.mark.parametrize(
    "piece", ["Read on below. ", " Read on below.", "Read on below.", " So it goes", "It left (late). "]
)
def test_whole_sentences_may_go(piece: str) -> None:
    assert Contract(Touch.PHRASES).violation(TEXT, edit(piece)) is None


@pytest.mark.parametrize(
    ("piece", "replacement"),
    [
        ("Read on", ""),  # not to its end
        ("below. ", ""),  # not from its beginning
        ("waved, ", ""),
        ("So it goes\nRead on. ", ""),  # two lines
        ("Read on. ", ""),  # what follows begins small
        ("Read on below. ", "Read on. "),  # it writes
        ("Read on below. ", " "),
    ],
)
def test_less_than_a_sentence_may_not_go(piece: str, replacement: str) -> None:
    assert Contract(Touch.PHRASES).violation(TEXT, edit(piece, replacement)) is not None


def test_a_pass_without_the_class_may_not_delete_a_sentence() -> None:
    contract = Contract(Touch.SPACE | Touch.PUNCTUATION | Touch.LINES)
    assert contract.violation(TEXT, edit("Read on below. ")) is not None


def _find(document: Document) -> list[Edit]:
    start = document.text.find("See https://example.org/a now. ")
    return [Edit(start, start + 31, "", ("prompt",))] if start >= 0 else []


def test_a_phrase_goes_with_the_address_in_it() -> None:
    made = Pass("prompts", Stage.LINES, Contract(Touch.PHRASES), (Rule("prompt", "A prompt."),), _find)
    check_pass(made, ["It left. See https://example.org/a now. It rained."])


def _decoded(document: Document) -> list[Edit]:
    """Give what stands in capitals in small letters, as a decoder whose edits of one line belong together."""
    return [
        Edit(match.start(), match.end(), match.group().lower(), ("decoded",))
        for match in re.finditer("[A-Z]", document.text)
    ]


def test_a_line_is_decoded_whole_or_not_at_all() -> None:
    def protect(text: str) -> tuple[Span, ...]:
        return tuple(Span(*match.span(), "verbatim") for match in re.finditer("<.>", text))

    pass_ = Pass("decoder", Stage.DECODING, Contract(Touch.ANYTHING), (Rule("decoded", "Capitals."),), _decoded)
    outcome = engine.run(Document("Ab <C> D\nEf\nG<H>\nI", protect=protect), (pass_,))
    assert outcome.document.text == "Ab <C> D\nef\nG<H>\ni"


def find_nothing(_document: Document) -> list[Edit]:
    return []


MARKS = Touch.BRACKETED | Touch.SPACE
NUMBERS = Touch.DIGITS | Touch.SPACE
MADE = Pass("marks", Stage.SPACING, Contract(MARKS), (Rule("rule", "A mark."),), find_nothing)
ANY_TEXT = st.text(st.sampled_from("ab1² [](),\n"), max_size=30)


def cut(text: str, piece: str, replacement: str = "") -> Edit:
    start = text.index(piece)
    return Edit(start, start + len(piece), replacement, ("rule",))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("It left.[1] It rained.", "[1]"),
        ("It left [1] late.", " [1]"),
        ("It left [1] [2] late.", " [1] [2]"),
        ("It left (see note 12), late.", " (see note 12)"),
        ("It left [1](2) late.", "[1](2) "),
        (f"It left [{'a' * 40}].", f" [{'a' * 40}]"),
    ],
)
def test_what_stands_in_brackets_may_go(text: str, piece: str) -> None:
    assert Contract(MARKS).violation(text, cut(text, piece)) is None
    assert kept_problem(MADE, text, text.replace(piece, "")) is None


@pytest.mark.parametrize(
    ("text", "piece", "replacement"),
    [
        ("It left [1] late.", " [1] ", ""),  # it joins two words
        ("It[1]left late.", "[1]", ""),  # likewise
        ("It left [1] late.", "[1", ""),  # a part of the run
        ("It left [1] late.", "1", ""),
        ("It left [1] late.", "1", "2"),
        ("It left [1] late.", "[1]", "[2]"),
        ("It left [1] late.", "left [1]", ""),  # more than the run
        ("It left [1\n2] late.", "[1\n2] ", ""),  # two lines
        ("It left (a) or [b] late.", "(a) or [b] ", ""),
        (f"It left [{'a' * 41}].", f" [{'a' * 41}]", ""),  # too long to be a mark
        ("It left [] late.", "[] ", ""),
        ("It left [a) late.", "[a) ", ""),
    ],
)
def test_no_more_and_no_less_than_brackets_hold_may_go(text: str, piece: str, replacement: str) -> None:
    assert Contract(MARKS).violation(text, cut(text, piece, replacement)) is not None
    assert kept_problem(MADE, text, text.replace(piece, replacement)) is not None


def test_a_run_in_brackets_goes_with_the_number_in_it() -> None:
    def find(document: Document) -> list[Edit]:
        return [Edit(*found.span(), "", ("rule",)) for found in re.finditer(r"\[\d[\d,]*\]", document.text)]

    outcome = engine.run(Document("It left.[1,2] It rained.", protect=protect), (MADE._replace(find=find),))
    assert outcome.document.text == "It left. It rained."


@pytest.mark.parametrize(
    ("piece", "replacement", "allowed"),
    [
        ("12 ", "", True),
        (" 12", "", True),
        ("12", "13", True),
        ("12", "\N{ROMAN NUMERAL TWELVE}", True),
        ("²", "", True),
        (" 12 ", "", False),  # joins two words
        ("12", "twelve", False),
        ("d1", "1", False),
    ],
)
def test_digits_may_change_and_words_may_not(piece: str, replacement: str, allowed: bool) -> None:  # noqa: FBT001
    text = "Read 12 more² and1 it"
    made = MADE._replace(contract=Contract(Touch.DIGITS | Touch.SPACE))
    assert (made.contract.violation(text, cut(text, piece, replacement)) is None) is allowed
    assert (kept_problem(made, text, text.replace(piece, replacement)) is None) is allowed


@given(text=ANY_TEXT, span=st.tuples(st.integers(0, 30), st.integers(0, 12)), after=st.text("a1 []", max_size=3))
@example(text="aa", span=(1, 1), after="[a")  # it parts a word, and joins none
@example(text="111111a[aa", span=(7, 3), after="a[a")  # it gives a letter of one word to the other
@pytest.mark.parametrize("touches", [MARKS, Touch.BRACKETED, Touch.DIGITS, MARKS | NUMBERS | Touch.PUNCTUATION])
def test_what_the_contract_allows_the_promises_allow(
    touches: Touch, text: str, span: tuple[int, int], after: str
) -> None:
    start = min(span[0], len(text))
    made = Edit(start, min(len(text), start + span[1]), after, ("rule",))
    if Contract(touches).violation(text, made) is None:
        result = text[:start] + after + text[made.end :]
        assert kept_problem(MADE._replace(contract=Contract(touches)), text, result) is None


@given(text=ANY_TEXT, gone=st.sets(st.integers(0, 29)), touches=st.sampled_from([MARKS, NUMBERS]))
def test_what_the_contract_refuses_the_promises_refuse(text: str, gone: set[int], touches: Touch) -> None:
    """Take letters alone, which no such contract gives away outside brackets."""
    bare = re.sub(r"[\[\]()]", "", text)
    result = "".join(letter for place, letter in enumerate(bare) if not (place in gone and letter in "ab,"))
    problem = kept_problem(MADE._replace(contract=Contract(touches)), bare, result)
    assert (problem is None) is (result == bare)
