"""A diff made of edits does what they do, as `patch` understands it, and nothing it shows steers a terminal."""

import difflib
import re
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import Edit
from articlefix.core.edits import apply
from articlefix.reports import visible
from articlefix.reports.diff import unified

HEADER = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n")
NO_NEWLINE = "\\ No newline at end of file\n"


def patched(text: str, diff: list[str]) -> str:
    """Apply a diff, and check all that it says of the old text and of the numbers of lines."""
    old = re.findall(r"[^\n]*\n|[^\n]+", text)
    new: list[str] = []
    done = 0
    lines = iter(diff[2:])
    for line in lines:
        header = HEADER.fullmatch(line)
        assert header, line
        counts = [int(header[2] or "1"), int(header[4] or "1")]
        start = int(header[1]) - (1 if counts[0] else 0)
        new += old[done:start]
        assert len(new) == int(header[3]) - (1 if counts[1] else 0)
        done = start
        while any(counts):
            mark, body = (entry := next(lines))[0], entry[1:]
            if body.endswith(NO_NEWLINE):
                body = body.removesuffix(NO_NEWLINE).removesuffix("\n")
            if mark in " -":
                assert old[done] == body
                done += 1
                counts[0] -= 1
            if mark in " +":
                new.append(body)
                counts[1] -= 1
    return "".join(new + old[done:])


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = (
        draw(st.text("ab\n", max_size=40))
        + draw(st.sampled_from(["", "c\n" * 9, "c\n" * 20]))
        + draw(st.text("ab\n", max_size=20))
    )
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if edits and start == end == edits[-1].start == edits[-1].end:
            continue
        edits.append(Edit(start, end, draw(st.text("xy\n", max_size=3)), ("rule",)))
    return text, edits


@given(edited())
def test_patching_does_what_the_edits_do(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    diff = list(unified("a.txt", text, edits))
    result = apply(text, edits)
    if diff:
        assert diff[:2] == ["--- a.txt\n", "+++ a.txt\n"]
        assert patched(text, diff) == result
    else:
        assert result == text


def test_it_looks_as_difflib_has_it() -> None:
    text = "".join(f"Line  {number}\n" for number in range(40))
    edits = [Edit(match.start(), match.end(), " ", ("run-of-spaces",)) for match in re.finditer("  ", text)]
    edits = [edits[index] for index in (0, 3, 20, 39)]
    old, new = text.splitlines(keepends=True), apply(text, edits).splitlines(keepends=True)
    assert list(unified("a", text, edits)) == list(difflib.unified_diff(old, new, "a", "a"))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a  b ", "a  b\n"])
def test_it_takes_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        edits = [Edit(index * 5 + 1, index * 5 + 2, "", ("rule",)) for index in range(count)]
        begin = time.process_time()
        for _ in unified("a", text, edits):
            pass
        return time.process_time() - begin

    small = min(seconds(10_000) for _ in range(3))
    assert seconds(80_000) < 24 * small + 0.05


@given(st.text())
def test_what_is_visible_is_harmless_and_tells_all(text: str) -> None:
    shown = visible(text)
    assert not [
        character
        for character in shown
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
    ]
    assert not set(shown) & set("\u202a\u202e\u2066\u2069\u200e\u200f\ufeff\u2028\U000e0041")
    assert "\n" not in visible(text, one_line=True)
    if text.isprintable():
        assert shown == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J\x07\x7f\x9b", r"a\x1b[2J\x07\x7f\x9b"),
        ("\u202e\ufeff\U000e0041\r", r"\u202e\ufeff\U000e0041\r"),
        ("caf\udce9", r"caf\udce9"),
        ("a\n\tb — “c”", "a\n\tb — “c”"),
        ("\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}", "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
