"""What each class of a contract lets an edit do; see also the doctests of `articlefix.core.contract`."""

import re

import pytest

from articlefix import Contract, Edit, Touch
from articlefix.core import engine
from articlefix.core.document import Document, Span
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.testing import check_pass

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

    pass_ = Pass("decoder", Stage.DECODE, Contract(Touch.ANYTHING), (Rule("decoded", "Capitals."),), _decoded)
    outcome = engine.run(Document("Ab <C> D\nEf\nG<H>\nI", protect=protect), (pass_,))
    assert outcome.document.text == "Ab <C> D\nef\nG<H>\ni"
