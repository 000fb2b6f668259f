"""A line of JSON, and edits made in its bytes: what is not edited comes out as it was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix.core.edits import Edit, apply
from articlefix.corpus import records
from articlefix.errors import RecordError

LINE = '{"b": 1.0, "text": "caf\\u00e9 \\/ bar , \\ud83d\\ude00 , end", "a": 12345678901234567890, "n": 1e400}\n'


def test_only_the_edited_characters_are_written_anew() -> None:
    field = records.read(LINE, {"text"}).fields["text"]
    assert field.value == "café / bar , 😀 , end"
    edits = [Edit(10, 11, "", ()), Edit(14, 15, "", ()), Edit(20, 20, "\n“", ())]
    repaired = records.splice(LINE[field.start : field.end], edits, is_ascii=True)
    assert repaired == '"caf\\u00e9 \\/ bar, \\ud83d\\ude00, end\\n\\u201c"'


def test_what_is_put_in_is_written_as_its_line_is() -> None:
    assert records.splice('"é"', [Edit(1, 1, "“", ())], is_ascii=False) == '"é“"'
    assert records.splice('"é"', [Edit(1, 1, "\ud800", ())], is_ascii=False) == '"é\\ud800"'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("", "is not valid JSON"),
        ("{", "is not valid JSON"),
        ('{"text": "a"', "is not valid JSON"),
        ('{"text": "a}', "is not valid JSON"),
        ('{"text" "a"}', "is not valid JSON"),
        ('{"text": }', "is not valid JSON"),
        ('{"text": "a",}', "is not valid JSON"),
        ('{"text": "a"} {', "is not valid JSON"),
        ("{text: 1}", "is not valid JSON"),
        ('{"text": "a\tb"}', "is not valid JSON"),  # a bare control character
        ('{"text": "\\x"}', "is not valid JSON"),
        ('["text"]', "is not a JSON object"),
        ('"text"', "is not a JSON object"),
        ('{"text": "a", "text": "b"}', "has the field 'text' twice"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "is nested too deeply"),
    ],
)
def test_what_is_no_record_is_refused(line: str, reason: str) -> None:
    with pytest.raises(RecordError, match=reason):
        records.read(line, {"text"})


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        ' \t{ "text" : "a" , "n":null }\r\n',
        '\ufeff{"text": "a"}',
        '{"a": NaN, "text": "a"}',
        '{"a": ' + "9" * 10_000 + "}",
        '{"other": 1, "other": 2}',
    ],
)
def test_what_readers_of_json_take_is_taken(line: str) -> None:
    read = records.read(line, {"text"})
    assert line[read.brace] == "}"
    assert read.is_empty == (line == "{}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.text(), JSON, max_size=4),
    st.text(),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.text(max_size=3)), max_size=4),
    st.booleans(),
    st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " : ")]),
)
def test_edits_in_the_bytes_are_the_edits_of_the_text(
    others: dict[str, object],
    text: str,
    wanted: list[tuple[int, int, str]],
    ascii_only: bool,  # noqa: FBT001 - hypothesis gives it
    separators: tuple[str, str],
) -> None:
    before = {**others, "text": text}
    line = json.dumps(before, ensure_ascii=ascii_only, separators=separators)
    edits: list[Edit] = []
    done = 0
    for gap, size, replacement in wanted:
        start = min(len(text), done + gap)
        end = min(len(text), start + size)
        if end > done or not edits:
            edits.append(Edit(start, end, replacement, ()))
            done = end
    field = records.read(line, {"text"}).fields["text"]
    repaired = records.splice(line[field.start : field.end], edits, is_ascii=ascii_only)
    after = json.loads(line[: field.start] + repaired + line[field.end :])
    assert after == {**before, "text": apply(text, edits)}
    assert list(after) == list(before)
