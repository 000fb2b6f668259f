"""Comments that keep a rule or a pass from the line they stand in, or from the paragraph that follows."""

import pytest

from articlefix import Cleaner, Result
from articlefix.core.ignores import Ignores, named
from growth import LIMIT, steepest

FORMATS = pytest.mark.parametrize("format_", ["text", "markdown"])

# A text in which ¤ marks each comma that keeps the space before it.
COVERED = {
    "the paragraph that follows": (
        "One , two.\n\n<!-- articlefix: ignore spacing -->\nOne ¤ two.\nOne ¤ two.\n\nOne , two.\n"
    ),
    "after a blank line": "<!-- articlefix: ignore spacing -->\n\nOne ¤ two.\n\nOne , two.\n",
    "by its rule": "<!-- articlefix: ignore space-before-comma -->\nOne ¤ two.\n",
    "among others": "<!-- articlefix: ignore quotes, space-before-comma ,repeated-word -->\nOne ¤ two.\n",
    "everything": "<!-- articlefix: ignore -->\nOne ¤ two.\n",
    "written otherwise": "<!--ArticleFix:Ignore spacing-->\nOne ¤ two.\n",
    "its own line": "One , two.\nOne ¤ two. <!-- articlefix: ignore spacing -->\nOne , two.\n",
    "two comments above": "<!-- articlefix: ignore quotes -->\n<!-- articlefix: ignore spacing -->\nOne ¤ two.\n",
    "two comments in a line": "One ¤ two. <!-- articlefix: ignore quotes --> <!-- articlefix: ignore spacing -->\n",
    "a comment within a paragraph": "One , two.\n<!-- articlefix: ignore spacing -->\nOne ¤ two.\n\nOne , two.\n",
    "to the end of the text": "<!-- articlefix: ignore spacing -->\nOne ¤ two",
    "in a quotation": "> <!-- articlefix: ignore spacing -->\n> One ¤ two.\n>\n> One , two.\n",
    "another rule": "<!-- articlefix: ignore repeated-word -->\nOne , two.\n",
    "nothing below": "One , two.\n\n<!-- articlefix: ignore spacing -->\n",
    "another comment": "<!-- articlefix: ignored spacing -->\nOne , two.\n\n<!-- ignore spacing -->\nOne , two.\n",
    "a rule and a line": "<!-- articlefix: ignore quotes -->\nOne , two.\nOne ¤ two. <!-- articlefix: ignore -->\n",
}


def clean(text: str, format_: str) -> Result:
    cleaner = Cleaner(only=["spacing", "gaps"], language="en", format=format_)
    result = cleaner.clean(text)
    cleaner.verify(result)
    return result


@FORMATS
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("text", COVERED.values(), ids=COVERED)
def test_what_a_comment_covers_is_left_and_nothing_else(text: str, format_: str, newline: str) -> None:
    text = text.replace("\n", newline)
    after = text.replace("One , two", "One, two").replace("¤", ",")
    assert clean(text.replace("¤", ","), format_).text == after


@FORMATS
def test_findings_are_left_out_too(format_: str) -> None:
    text = "<!-- articlefix: ignore repeated-word -->\nOver the the sea.\n\nOver the the sea.\n"
    (finding,) = clean(text, format_).findings
    assert text.rindex("the the") <= finding.start


@FORMATS
def test_the_comment_itself_is_left_by_all_passes(format_: str) -> None:
    text = "<!-- articlefix: ignore spacing -->\nOne two. <!-- articlefix: ignore quotes ,  gaps -->\n"
    assert Cleaner(format=format_).clean(text).text == text


def test_the_names_are_told_with_their_places() -> None:
    text = "A.\n<!-- articlefix: ignore one-rule, two -->\n<!-- articlefix: ignore -->"
    assert list(named(text)) == [(3, "one-rule"), (3, "two")]


@pytest.mark.parametrize(
    "piece",
    [
        "<!-- articlefix: ignore",
        "<!-- articlefix: ignore a -->\n",
        "<!-- articlefix: ignore a -->\n\n",
        "a , <!-- articlefix: ignore a -->\n",
        "<!-- articlefix: ignore a -->\na , b\n",
        "<!-- articlefix: ignore " + "-" * 1000,
    ],
)
def test_time_is_linear(piece: str) -> None:

    def read(text: str) -> None:
        ignores = Ignores(text)
        for at in range(0, len(text), 10):
            ignores.cover(at, at + 1, ("b",))

    assert steepest(read, lambda n: piece * max(1, n // len(piece))) <= LIMIT
