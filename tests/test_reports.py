"""What reports say of a problem: its place in the original, and nothing in it that a reader would obey."""

import pytest

from articlefix import Cleaner, Edit, Finding
from articlefix.reports.problems import Known, Lines, Problem, carried, concise, known_rules, problems
from articlefix.reports.terminal import excerpts

RULES = {"run-of-spaces": Known("Spaces.", ("whitespace",)), "repeated-word": Known("Twice.", ("gaps",))}
HOSTILE = "\x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]:\N{SMILE}:"


def listed(text: str, *items: Edit | Finding, path: str = "a.txt") -> list[Problem]:
    edits = [item for item in items if isinstance(item, Edit)]
    findings = [item for item in items if isinstance(item, Finding)]
    return problems(path, text, edits, findings, RULES)


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("one", 3, (1, 4)),
        ("one\n", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("one\n\r\n\rtwo", 7, (4, 1)),
        ("\N{GRINNING FACE}\N{GRINNING FACE}x", 2, (1, 3)),
        ("e\u0301x", 2, (1, 3)),
        ("\t\tx", 2, (1, 3)),
        ("one\u2028two\ftwo", 9, (1, 10)),
    ],
)
def test_lines_and_columns_count_from_one_in_code_points(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Lines(text).place(offset) == place


def test_problems_are_sorted_by_place_and_tell_their_ends() -> None:
    text = "a\r\nb  c c\r\n"
    found = listed(text, Edit(5, 6, "", ("run-of-spaces",)), Finding(6, 9, "repeated-word", "“c” twice"))
    assert found == [
        Problem("a.txt", 2, 3, 2, 4, 5, 6, "run-of-spaces", "whitespace", "Spaces.", ""),
        Problem("a.txt", 2, 4, 2, 7, 6, 9, "repeated-word", "gaps", "“c” twice"),
    ]


def test_an_edit_of_several_rules_is_one_problem() -> None:
    (found,) = listed("a  b", Edit(1, 3, " ", ("run-of-spaces", "repeated-word")))
    assert (found.rule, found.also) == ("run-of-spaces", ("repeated-word",))
    assert found.message == "Spaces. Also repeated-word: Twice."


def test_a_rule_of_two_passes_is_known_once() -> None:
    assert known_rules(Cleaner().passes)["missing-text"].passes == ("dropped-text", "gaps")


def test_findings_are_carried_over_repairs() -> None:
    finding = Finding(10, 13, "repeated-word", "")
    removed, inserted = Edit(0, 4, "", ()), Edit(5, 5, "xy", ())
    assert carried([finding], [removed, inserted], "0123456789abcdef") == [finding._replace(start=8, end=11)]
    assert carried([Finding(1, 3, "repeated-word", "")], [removed], "0123456789") == []
    assert carried([Finding(6, 6, "repeated-word", "")], [removed], "0123456789")[0].start == 2


def test_a_concise_line_is_one_line_and_inert() -> None:
    (found,) = listed("a b", Finding(0, 1, "repeated-word", f"{HOSTILE}\nb.txt:1:1 x"), path="a\nb\x1b.txt")
    line = concise(found)
    assert line.startswith(r"a\nb\x1b.txt:1:1 repeated-word \x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]")
    assert line.isprintable()


@pytest.mark.parametrize("color", [False, True])
def test_an_excerpt_shows_what_cannot_be_seen_and_obeys_nothing(color: bool) -> None:  # noqa: FBT001 - a table's
    text = f"{HOSTILE} one\u00a0 two\t \r\n"
    found = listed(
        text,
        Edit(text.index("\u00a0"), text.index("\u00a0") + 2, " ", ("run-of-spaces",)),
        Edit(text.index("\t"), len(text) - 2, "", ("run-of-spaces",)),
        Finding(0, 3, "repeated-word", HOSTILE),
    )
    shown = excerpts(found, text, color=color)
    assert r"\x1b[2J\x07\x9b\u202e\u2066[bold red]x[/]" in shown
    assert r"replace `\xa0 ` by ` `" in shown
    assert r"remove `\t `" in shown
    own = ("\x1b[0m", "\x1b[1m", "\x1b[34m", "\x1b[32m", "\x1b[1;31m")
    for style in own:
        shown = shown.replace(style, "")
    assert all(line.replace("\u00a0", " ").isprintable() for line in shown.split("\n"))
    assert color or excerpts(found, text, color=color) == shown


def test_an_excerpt_marks_the_span_beneath_wide_and_escaped_characters() -> None:
    text = "値段\u202e b  c\n"
    shown = excerpts(listed(text, Edit(5, 7, " ", ("run-of-spaces",))), text, color=False)
    assert shown.split("\n") == [
        "a.txt:1:6 run-of-spaces Spaces.",
        "  |",
        r"1 | 値段\u202e b  c",
        "  |             ^^",
        "  = replace `  ` by ` `",
        "",
        "",
    ]


def test_an_excerpt_of_a_long_passage_is_short() -> None:
    text = "x" * 500 + "  " + "y" * 500 + "\n" + "removed\n" * 50
    found = listed(text, Edit(500, 502, " ", ("run-of-spaces",)), Edit(1003, len(text), "", ("run-of-spaces",)))
    shown = excerpts(found, text, color=False).split("\n")
    assert max(map(len, shown)) < 200
    assert shown[2].startswith("1 | …xxx")
    assert shown[2].endswith("yyy…")
    assert "and 47 more lines" in "".join(shown)
    assert len(shown) < 20


def test_a_span_that_ends_where_a_line_begins_is_shown_without_that_line() -> None:
    text = "one\r\n\r\n\r\ntwo\r\n"
    shown = excerpts(listed(text, Edit(5, 9, "", ("run-of-spaces",))), text, color=False)
    assert "two" not in shown
    assert r"2 | \r\n" in shown


def test_an_excerpt_of_an_insertion_marks_the_place() -> None:
    shown = excerpts(listed("ab", Edit(2, 2, "\n", ("run-of-spaces",))), "ab", color=False)
    assert shown.split("\n")[2:5] == ["1 | ab", "  |   ^", r"  = insert `\n`"]
