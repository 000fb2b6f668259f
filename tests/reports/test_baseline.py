"""A problem that is known stays known while lines move and neighbours are repaired; no other is taken for it."""

import pytest

from articlefix import Cleaner, ConfigError
from articlefix.reports.baseline import marks, new, read, shrunk, write
from articlefix.reports.problems import Problem, known_rules, problems

CLEANER = Cleaner(language="en", only=["space-before-comma", "run-of-spaces", "repeated-word"])
TEXT = "Two  words , and the the end of it.\n"
TWICE = f"{TEXT}\n{TEXT}"


def checked(text: str) -> list[Problem]:
    result = CLEANER.clean(text)
    return problems("a.txt", text, result.edits, result.findings, known_rules(CLEANER.passes))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (TEXT, []),
        (f"A line above.\n\n{TEXT}\nAnd one below.\n", []),
        ("Two words , and the the end of it.\n", []),
        ("“Two  words , and the the end,” of it.\n", []),
        (f"{TEXT}\nOn the hill , a house.\n", ["space-before-comma"]),
        (TWICE, ["run-of-spaces", "space-before-comma", "repeated-word"]),
        ("Two  words , but the the end of it.\n", ["run-of-spaces", "space-before-comma", "repeated-word"]),
    ],
)
def test_what_is_known_is_told_by_its_words(text: str, found: list[str]) -> None:
    known = marks(checked(TEXT))
    assert [problem.rule for problem in new(known, checked(text))] == found


def test_of_what_is_alike_the_last_are_new() -> None:
    found = checked(TWICE)
    assert [problem.line for problem in found] == [1, 1, 1, 3, 3, 3]
    assert new(marks(checked(TEXT)), found) == found[3:]


def test_it_shrinks_by_what_is_gone_of_what_was_looked_for() -> None:
    known = marks(checked(TWICE))
    assert shrunk(known, marks(checked(TEXT)), CLEANER.rules) == marks(checked(TEXT))
    left = +shrunk(known, marks([]), ["run-of-spaces"])
    assert {rule for rule, _ in left} == {"space-before-comma", "repeated-word"}
    assert shrunk(marks(checked(TEXT)), known, CLEANER.rules) == marks(checked(TEXT))


def test_it_is_read_as_it_was_written() -> None:
    known = {"b.txt": marks(checked(TEXT)), "a.txt": marks(checked(TWICE)), "c.txt": marks([])}
    text = write(known)
    assert text.isascii()
    assert read(text, "x.json") == {name: known[name] for name in ("a.txt", "b.txt")}
    assert write(read(text, "x.json")) == text


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "files": {}}', '{"version": 1, "files": []}', '{"version": 1}', "[" * 9999],
)
def test_another_file_is_no_baseline(text: str) -> None:
    with pytest.raises(ConfigError, match=r"x\.json: is "):
        read(text, "x.json")
