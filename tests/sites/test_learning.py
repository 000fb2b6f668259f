"""Profiles: what recurs over the articles of a site is learned, written, read and removed; the articles stay."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from articlefix import Cleaner, ConfigError
from articlefix.cleaner import early
from articlefix.sites import learn as learning
from articlefix.sites import profiles
from articlefix.sites.recurring import Entry, Profile, shape
from articlefix.testing import check_pass

COURIER = Path(__file__).parents[2] / "fixtures" / "courier"
SLUGS = sorted(folder.name for folder in COURIER.iterdir())
READ = tuple(slug for index, slug in enumerate(SLUGS) if index % 4)  # fifteen; the other five are never seen
ARTICLE = (
    "The {0} left the harbour at noon, as it had on every day since the war, with mail for the {1}s.\n\nIt rained."
)


def text(slug: str, name: str) -> str:
    return (COURIER / slug / f"{name}.txt").read_text(encoding="utf-8")


def learned(texts: Iterable[str], share: float = learning.SHARE) -> Profile:
    listed = list(texts)
    return learning.learn(lambda: listed, share).profile


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("profile") / "courier.toml"
    cleaner = early(Cleaner())
    path.write_text(
        profiles.write(learned(cleaner.clean(text(slug, "raw")).text for slug in READ)), encoding="utf-8"
    )
    return path


def test_there_are_twenty_articles() -> None:
    assert len(SLUGS) == 20
    assert all(150 <= len(text(slug, "clean").split()) <= 400 for slug in SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_of_the_site_comes_out_clean(profile: Path, slug: str) -> None:
    cleaner = Cleaner(boilerplate_profile=profile)
    result = cleaner.clean(text(slug, "raw"))
    assert result.text == text(slug, "clean")
    assert not cleaner.clean(result.text).changed


@pytest.mark.parametrize("slug", SLUGS)
def test_an_article_is_not_clean_without_the_profile(slug: str) -> None:
    assert Cleaner().clean(text(slug, "raw")).text != text(slug, "clean")
    assert not Cleaner().clean(text(slug, "clean")).changed


def test_an_edit_tells_in_how_many_articles_its_line_stood(profile: Path) -> None:
    edits = Cleaner(boilerplate_profile=profile).clean(text(SLUGS[0], "raw")).edits
    told = [edit.evidence for edit in edits if "recurring-line" in edit.rules]
    assert told[0] == "in 15 of 15 articles"
    assert any("below 'More from the Courier', in 15 of 15 articles" in evidence for evidence in told)


def test_what_may_be_the_article_is_kept_and_says_why(profile: Path) -> None:
    kept = {entry.text: entry.keep for entry in profiles.read(profile).entries if entry.keep}
    assert set(kept) == {"By {name}", "Letter from the Quay", "What happens next", "Fair winds until Friday."}
    assert kept["What happens next"] == "stands between paragraphs, and may be a heading"
    assert kept["Fair winds until Friday."] == "stands right under the article, and may be how its author ends"
    assert kept["Letter from the Quay"].endswith("and may be the title of a column")
    assert kept["By {name}"] == "names the author"


def test_what_is_written_is_read() -> None:
    entries = (
        Entry('A "quoted" \\ line\twith {number} tabs', ("head", "tail"), 7, 3),
        Entry("\N{COPYRIGHT SIGN} {date} caf\u00e9 \U0001f600", ("inside",), 5, 0, "it's kept"),
    )
    for value in (Profile(9, entries), Profile(0, ())):
        assert profiles.parse(profiles.write(value).encode(), "profile.toml") == value


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("version = 2", "version: expected 1; learn the profile anew"),
        ("articles = 3", "version: expected 1"),
        ("version = 1\nversions = 1", "unknown key 'versions'; did you mean 'version'?"),
        ("version = 1\nline = 3", "line: expected a list, not 3"),
        ("version = 1\nline = [3]", "line 1: expected a table [[line]], not 3"),
        ("version = 1\narticles = true", "articles: expected a whole number, not True"),
        ("version = 1\n[[line]]\ntext = 'a'", "line 1: has no 'places'"),
        ("version = 1\n[[line]]\ntxt = 'a'", "line 1: unknown key 'txt'; did you mean 'text'?"),
        ("version = 1\n[[line]]\ntext = ' '\nplaces = []\narticles = 1", "line 1: text: is empty"),
        (
            "version = 1\n[[line]]\ntext = 'a'\nplaces = ['tial']\narticles = 1",
            "line 1: places: 'tial' is not valid; did you mean 'tail'?",
        ),
        ("version = ", "is not valid TOML"),
    ],
)
def test_a_profile_that_is_not_valid_is_named_with_its_key(tmp_path: Path, lines: str, message: str) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Cleaner(boilerplate_profile=path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


def test_a_profile_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        Cleaner(boilerplate_profile=tmp_path / "missing.toml")


def test_the_pass_keeps_its_promises_with_a_profile(profile: Path) -> None:
    cleaner = Cleaner(boilerplate_profile=profile)
    (pass_,) = (pass_ for pass_ in cleaner.passes if pass_.name == "boilerplate")
    check_pass(pass_, ["", "Share", "Menu\n\nMenu", *(text(slug, "raw") for slug in SLUGS[:5])])


@pytest.mark.slow
def test_any_lines_of_the_site_in_any_order_come_to_rest(profile: Path) -> None:
    draw = random.Random(7)  # noqa: S311 - for texts, not secrets
    lines = [line for slug in SLUGS[:3] for line in text(slug, "raw").split("\n") if line]
    cleaner = Cleaner(boilerplate_profile=profile, only=["boilerplate"])
    for _ in range(200):
        result = cleaner.clean("\n\n".join(draw.choices(lines, k=draw.randint(1, 25))))
        assert not cleaner.clean(result.text).changed


def test_one_line_in_few_articles_is_not_learned() -> None:
    articles = [ARTICLE.format(name, name) for name in ("ferry", "barge", "dinghy", "trawler", "pilot", "yacht")]
    with_prompt = [f"{article}\n\nBe our crew." if index < 2 else article for index, article in enumerate(articles)]
    assert "Be our crew." not in {entry.text for entry in learned(with_prompt).entries}


def test_the_threshold_is_a_share_of_the_articles() -> None:
    articles = [ARTICLE.format(f"ferry {'x' * number}", "island") for number in range(12)]
    articles = [
        f"{article}\n\nOur shop\n\nRopes" if index < 4 else article for index, article in enumerate(articles)
    ]
    assert "Ropes" in {entry.text for entry in learned(articles, 0.3).entries}
    assert "Ropes" not in {entry.text for entry in learned(articles, 0.5).entries}


def test_copies_of_an_article_count_once() -> None:
    copies = [f"Menu {number}\n\n{ARTICLE.format('ferry', 'island')}" for number in range(9)]
    assert learning.learn(lambda: copies).copies == 8
    assert learned(copies).articles == 1


def test_the_headings_of_a_site_are_kept_with_what_stands_under_them() -> None:
    recipes = [
        f"Skip to content\n\nStew number {name}\n\n{ARTICLE.format(name, name)}\n\nIngredients\n\n200 g {name}\n\n"
        f"one onion of {name}\n\nShare\n\nPrivacy policy"
        for name in ("leek", "kale", "beet", "carrot", "turnip", "parsnip")
    ]
    entries = {entry.text: entry for entry in learned(recipes).entries}
    assert entries["Ingredients"].keep
    assert not entries["Skip to content"].keep
    assert entries["Skip to content"].places == ("head",)
    assert all("onion" not in form for form in entries)


def test_a_sentence_that_returns_in_prose_is_kept() -> None:
    articles = [
        f"{ARTICLE.format(name, name)}\n\nAnd so it goes.\n\n{ARTICLE.format(name * 2, name)}"
        for name in ("ferry", "barge", "dinghy", "trawler")
    ]
    (entry,) = (entry for entry in learned(articles).entries if entry.text == "And so it goes.")
    assert entry.keep == "stands between paragraphs, and may be a sentence of the articles"


def test_rare_lines_are_forgotten_and_frequent_ones_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_BUCKET", 10)
    articles = [
        f"Menu\n\n{ARTICLE.format('x' * number, number)}\n\nShare it {'y' * number}" for number in range(1, 100)
    ]
    counts = learning._Counts()  # noqa: SLF001 - what it holds is the promise
    for article in articles:
        counts.add(article.split("\n\n"))
    assert len(counts._table) < 60  # noqa: SLF001
    assert "menu" in counts.recurring(0.99)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 Comments", "3 comments"),
        ("By Jane Doe | 3 March 2024", "By Ada van der Finch | May 12, 2023"),
        ("Tuesday, 4 March 2024", "5 May 2023"),
        ("Photo: Jane Doe", "Photo:  Ada Finch"),
        ("High water 06:14 and 18:37", "High water 4:02 and 16:20"),
    ],
)
def test_lines_have_one_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)
    assert shape(shape(one)) == shape(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Last Ferry", "The First Ferry"),
        ("May day", "March day"),
        ("Read more: the ferry", "Read more: the barge"),
        ("By train", "By boat"),
    ],
)
def test_lines_have_different_shapes(one: str, other: str) -> None:
    assert shape(one) != shape(other)
