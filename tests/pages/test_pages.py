"""Whole pages are cut down to their article, by more than the phrases that are known; short lines alone stay."""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from articlefix import Cleaner
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import language
from articlefix.pages import cut, kind
from fixture_tables import FIXTURES

SHORT = 60
LEAST_CAUGHT = 0.6


class Page(NamedTuple):
    """A page, and its lines by their marks: (m)enus and prompts, furniture (u)nseen in any list, the (a)rticle."""

    label: str
    text: str
    lines: dict[str, list[str]]


def tables(name: str, key: str) -> list[dict[str, Any]]:
    text = (FIXTURES / "boilerplate" / "pages" / f"{name}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)[key]
    return found


def read(table: dict[str, Any]) -> Page:
    marked = [(line[0], line[2:]) for line in table["text"].strip().split("\n")]
    lines: dict[str, list[str]] = {"m": [], "u": [], "a": []}
    for mark, line in marked:
        lines[mark].append(line)
    return Page(table["label"], "\n".join(line for _, line in marked), lines)


PAGES = [read(table) for table in tables("unseen", "pages")]
CLEANER = Cleaner(only=["boilerplate"])


def kept(page: Page) -> list[str]:
    return CLEANER.clean(page.text).text.split("\n")


def test_furniture_of_kinds_that_no_list_knows_goes() -> None:
    unseen = [line for page in PAGES for line in page.lines["u"]]
    caught = [line for page in PAGES for line in page.lines["u"] if line not in kept(page)]
    assert len(unseen) == 20
    assert len(caught) >= LEAST_CAUGHT * len(unseen), set(unseen) - set(caught)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.label)
def test_the_sentences_of_the_article_stay(page: Page) -> None:
    sentences = [line for line in page.lines["a"] if line[-1] in '."']
    assert [line for line in sentences if line not in kept(page)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.label)
def test_a_second_run_finds_nothing(page: Page) -> None:
    once = CLEANER.clean(page.text).text
    assert CLEANER.clean(once).text == once


@pytest.mark.parametrize("article", tables("short_lines", "articles"), ids=lambda table: table["label"])
def test_true_short_lines_stay(article: dict[str, Any]) -> None:
    text = article["text"].strip()
    assert CLEANER.clean(text).text == text


def test_a_hundred_short_lines_were_tried() -> None:
    lines = [line for table in tables("short_lines", "articles") for line in table["text"].split("\n")]
    assert sum(0 < len(line) < SHORT for line in lines) >= 100


def test_an_edit_tells_where_its_lines_stood_and_what_they_were() -> None:
    first, *_, last = (edit for edit in CLEANER.clean(PAGES[0].text).edits if "page-furniture" in edit.rules)
    assert first.evidence.startswith("above the article, ")
    assert last.evidence.startswith("below the article, ")


def test_a_menu_alone_is_not_cut_down_to_nothing() -> None:
    menu = [
        "Menu",
        "Home",
        "Log in",
        "Search",
        "Privacy Policy",
        "Share on Facebook",
        "Leave a comment",
        "Ponds",
    ] * 4
    known = partial(judge, known=vocabulary(language("en")))
    assert kind.may_be_page(menu, *known(menu))
    assert cut.cut(menu, "en", known, is_certain=True) == (list(range(len(menu))), {})


@pytest.mark.parametrize("folder", sorted((FIXTURES / "courier").iterdir()), ids=lambda folder: folder.name)
def test_a_page_without_the_title_of_its_head_keeps_each_paragraph(folder: Path) -> None:
    # As one copies it from a screen: "Skip to content" comes first, and says nothing of what the page is about.
    article = (folder / "clean.txt").read_text(encoding="utf-8").split("\n")
    left = CLEANER.clean((folder / "raw.txt").read_text(encoding="utf-8")).text.split("\n")
    assert [line for line in article if len(line) > SHORT and line not in left] == []
