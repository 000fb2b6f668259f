"""A function that says what it needs is not called without that: it finds nothing there indeed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articlefix import registry
from articlefix.core.document import Document
from articlefix.core.needs import asked, needs_of
from articlefix.core.passes import Find, Report
from articlefix.formats import NEAR, PROTECT
from articlefix.passes import markup, mojibake
from articlefix.passes.mojibake.letters import asked_letters
from articlefix.passes.mojibake.remains import remains
from fixture_tables import cases

Function = Callable[[Document], Any]

OF_STEPS = (
    *(markup._STEPS, markup._OF_PLAIN_TEXT, markup._REPORTS),  # noqa: SLF001
    *(mojibake._FIRST, mojibake._LAST, (mojibake._repairs, remains, asked_letters)),  # noqa: SLF001
)
PIECES = (
    *"aAbs1 \n\t.,;:?!-()[]<>&$%=\\/'\"",
    *"\u00a0\u200b\u00ad\ufffd\u2019\u201c\u2014\u2013\u00e2\u00c3\u20ac\u00e9\ufb01\u3002\ud800\x19",
    *("the ", "The ", "&nbsp;", "n\u2019t ", "<p>", "U. S. "),
)


def functions() -> Iterator[Function]:
    """Yield the functions of all rules, the steps of the passes that have some, and the passes themselves."""
    for pass_ in registry.built_in():
        yield pass_.find
        yield from (find for rule in pass_.rules for find in rule.finds if not isinstance(find, Find | Report))
    for steps in OF_STEPS:
        yield from steps


GATED = tuple(dict.fromkeys(function for function in functions() if needs_of(function) is not None))


def finds_nothing_unasked(text: str, language: str) -> None:
    for format_ in ("text", "markdown"):
        document = Document(text, language, format_, PROTECT[format_], NEAR.get(format_))
        for function in GATED:
            if not asked(function, document):
                assert not list(function(document)), function


def texts() -> set[tuple[str, str]]:
    found = cases("repairs", "reports", "leaves")
    return {(case.table.get("before") or case.table["text"], case.options["language"]) for case in found}


def test_most_passes_say_what_they_need() -> None:
    assert {pass_.name for pass_ in registry.built_in() if needs_of(pass_.find) is None} <= {
        *("biographies", "boilerplate", "duplicates", "gaps", "quotes"),
    }


@pytest.mark.slow
def test_nothing_is_missed_in_the_fixtures() -> None:
    for text, language in texts():
        finds_nothing_unasked(text, language)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(("en", "fr", "de", "zh", "und"))
)
def test_nothing_is_missed_in_made_up_texts(text: str, language: str) -> None:
    finds_nothing_unasked(text, language)
