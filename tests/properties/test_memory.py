"""Memory is a small multiple of the text, whatever it holds; very many lines are packed, and say the same."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix.core.document import Document, rows_of
from articlefix.text import paragraphs
from articlefix.text.paragraphs import Lines

_SIZE = 1_500_000

_MEASURE = """
import resource, sys, articlefix
unit = sys.argv[1].encode().decode("unicode_escape")
articlefix.clean(unit * 10)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
text = unit * (int(sys.argv[2]) // len(unit))
articlefix.clean(text)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(text))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "limit"),
    [
        (r"ab\n", 45),  # 20 MB take less of their size: a part is the same for any text
        (r"a\n\n", 45),
        (r"It was late.\n\n", 20),
        ("The ferry left at noon, and nobody waved. ", 20),
    ],
)
def test_a_text_takes_a_small_multiple_of_its_size(unit: str, limit: float) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, unit, str(_SIZE)], capture_output=True, check=True, timeout=180
    )
    assert float(done.stdout) < limit


@given(
    st.lists(
        st.sampled_from(["", " ", "ab", "  ab", "The ferry left the harbour at noon, and nobody on the", "x " * 60])
    )
)
def test_packed_lines_are_the_lines(rows: list[str]) -> None:
    document = Document("\n".join(rows))
    few = Lines(document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paragraphs, "_MANY", 0)
        many = Lines(document)
    assert list(many.filled) == few.filled == [many.filled[index] for index in range(len(few.filled))]
    assert many.filled[-3:-1] == few.filled[-3:-1]
    gone = {line.number: "rule" for line in few.filled[::2]}
    assert list(many.without(gone).filled) == few.without(gone).filled
    assert list(many.removals(gone)) == list(few.removals(gone))


def test_a_line_that_is_not_there_is_an_error_packed_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paragraphs, "_MANY", 0)
    lines = Lines(Document("a\nb"))
    assert lines.filled[-1].text == "b"
    for index in (2, -3):
        with pytest.raises(IndexError):
            lines.filled[index]


@given(st.text("ab\n "))
def test_lines_in_pieces_are_all_lines(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articlefix.core.document._PIECE", 3)
        assert [row for rows in rows_of(text) for row in rows] == text.split("\n")
