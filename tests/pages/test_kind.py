"""What a text is: a page has menus and links around its prose; an article in a few lines of a page stays one."""

from pathlib import Path

import pytest

from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import language
from articlefix.languages.detection import detect
from articlefix.pages.kind import PAGE, may_be_page, odds_of_page, signs
from fixture_tables import FIXTURES

ABOVE = ["Menu", "Log in", "Home > Islands", "Share on Facebook", "Published 3 March 2024"]
BETWEEN = ["Read more: The Baker Who Stayed", "Advertisement", "Sign up for our newsletter", "Email"]
BELOW = ["Related articles", "The Baker Who Stayed", "Leave a comment", "Privacy Policy", "Contact us"]
ARTICLES = sorted((FIXTURES / "articles").glob("*/clean.txt"))
PAGES = sorted((FIXTURES / "courier").glob("*/raw.txt"))


def lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def judged(texts: list[str]) -> tuple[list[str | None], list[str | None]]:
    return judge(texts, vocabulary(language(detect("\n".join(texts)))))


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.parent.name)
def test_an_article_in_a_few_lines_of_a_page_is_an_article(path: Path, count: int) -> None:
    article = lines(path)
    middle = len(article) // 2
    for start in range(3):
        parts = (part[start : start + count] for part in (ABOVE, BETWEEN, BELOW))
        above, between, below = parts
        text = [*above, *article[:middle], *between, *article[middle:], *below]
        assert odds_of_page(text, *judged(text)) < PAGE


def test_some_of_them_are_weighed_and_not_turned_away_at_the_first_look() -> None:
    texts = [[*ABOVE[:2], *lines(path), *BELOW[-2:]] for path in ARTICLES]
    assert any(may_be_page(text, *judged(text)) for text in texts)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_is_a_page_with_or_without_the_title_of_its_head(path: Path) -> None:
    page = lines(path)
    assert odds_of_page(page, *judged(page)) >= PAGE
    assert odds_of_page(page[1:], *judged(page[1:])) >= PAGE


def test_runs_of_short_lines_and_the_furniture_around_the_prose_are_counted() -> None:
    sentence = "The ferry left the harbour at noon, and nobody waved from it as it went away to the islands."
    plain = signs([sentence, sentence], [None] * 2, [None] * 2)
    text = ["Menu", "Home", sentence, "Email", sentence, "Tags", "Gardens", "Ponds"]
    weak = ["page-navigation", "page-navigation", None, "share-prompt", None, "tags-line", None, None]
    run, inside, below = signs(text, [None] * len(text), weak)[-3:]
    assert plain[-3:] == [0.0, 0.0, 0.0]
    assert (run, inside, below) == pytest.approx((1.386, 0.693, 0.693), abs=0.001)
