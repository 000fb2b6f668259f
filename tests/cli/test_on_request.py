"""A built-in pass that is off by default, and every way of asking for it."""

import pytest

from articlefix import Cleaner, ConfigError
from command_line import Run

ARTICLE = (
    "The ferry left the harbour at noon, as it had on every day since the war, with a cargo of mail and bread.\n\n"
    "Nobody waved.\n"
)
TEXT = f"{ARTICLE}\nJane Doe is a reporter in Port Isaac.\n"


def test_it_is_off_unless_it_is_named() -> None:
    assert Cleaner().clean(TEXT).text == TEXT
    assert Cleaner(enable=["biographies"]).clean(TEXT).text == ARTICLE
    assert Cleaner(only=["biographies"]).clean(TEXT).text == ARTICLE
    assert Cleaner(enable=["biographies"], skip=["biographies"]).clean(TEXT).text == TEXT
    assert Cleaner(enable=["biographies"], ignore=["author-biography"]).clean(TEXT).text == TEXT


def test_a_name_that_is_nearly_its_name_is_told() -> None:
    with pytest.raises(ConfigError, match="there is no plugin 'biography'; did you mean 'biographies'"):
        Cleaner(enable=["biography"])


def test_the_commands_tell_how_to_switch_it_on(run: Run) -> None:
    listed = run("passes", "--isolated").out.decode().splitlines()
    (line,) = (line for line in listed if line.startswith("biographies "))
    assert line.endswith("not enabled; --enable biographies")
    (line,) = (
        line
        for line in run("passes", "--isolated", "--enable", "biographies").out.decode().splitlines()
        if line.startswith("biographies ")
    )
    assert line.endswith(" on")
    assert (
        "Off by default: switch it on with --enable biographies" in run("explain", "author-biography").out.decode()
    )


def test_check_looks_for_it_where_it_is_selected(run: Run) -> None:
    assert run("check", "--isolated", "-q", "-", stdin=TEXT.encode()).code == 0
    selected = run("check", "--isolated", "-q", "--select", "author-biography", "-", stdin=TEXT.encode())
    assert (selected.code, selected.out.decode().count("author-biography")) == (1, 1)
