"""The page of a report in a real browser: Chromium, without a window."""

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from articlefix import Cleaner, Edit, Finding
from articlefix.core.edits import apply
from articlefix.reports import decisions, revealed, visible
from articlefix.reports.html import Article, page
from articlefix.reports.problems import Known

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed: apt-get install chromium"),
]

RULES = {
    "run-of-spaces": Known("Spaces stand in a run.", ("whitespace",)),
    "trailing-space": Known("A space stands at the end of a line.", ("whitespace",)),
    "turned-quote": Known("A quotation mark points the wrong way.", ("quotes",)),
    "repeated-word": Known("A word stands twice.", ("gaps",)),
}
SPACES, TRAILING, QUOTE, TWICE = RULES

HARBOUR = Article(
    "posts/harbour.txt",
    "The harbour\n\nIt was  late.\n\nThe the boats lay \nstill.\n",
    (Edit(19, 20, "", (SPACES,)), Edit(45, 46, "", (TRAILING,))),
    (Finding(28, 35, TWICE, "“the” stands twice"),),
)
MARKET = Article("posts/market.txt", "The market\n\n”Fish!” he cried.\n", (Edit(12, 13, "“", (QUOTE,)),))
QUIET = Article("posts/quiet.txt", "Nothing happened here.\n")
BROKEN = Article("posts/broken.txt", failure="is binary, not text")
FOUR = (HARBOUR, MARKET, QUIET, BROKEN)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser; as root, as in a container, it runs only without its sandbox."""
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of some articles. Afterwards it must have complained of nothing, and asked for nothing."""
    complaints: list[str] = []
    requests: list[str] = []

    def show(
        articles: Sequence[Article],
        rules: dict[str, Known] = RULES,
        address: str = "",
        **options: Any,  # noqa: ANN401 - what Playwright takes
    ) -> Page:
        path = tmp_path / "report.html"
        path.write_text(page(articles, rules), encoding="ascii")
        shown = browser.new_context(**options).new_page()
        shown.on("console", lambda message: complaints.append(message.text))
        shown.on("pageerror", lambda error: complaints.append(str(error)))
        shown.on("dialog", lambda dialog: complaints.append(dialog.message))
        shown.on("request", lambda request: requests.append(request.url.partition("#")[0]))
        shown.goto(f"{path.as_uri()}{address}")
        return shown

    yield show
    for context in browser.contexts:
        context.close()
    assert complaints == []
    assert set(requests) == {(tmp_path / "report.html").as_uri()}


def names(shown: Page) -> list[str]:
    return shown.locator("#list li:visible .name").all_inner_texts()


def marks(shown: Page) -> Locator:
    return shown.locator("main .sheet :is(.change, .finding)")


def title(shown: Page) -> str:
    return shown.locator("main h1").inner_text()


def text_of(locator: Locator) -> str:
    """Return the text of a part of an article, which the browser may not have laid out yet."""
    return locator.text_content() or ""


def focused(shown: Page) -> str:
    text: str = shown.evaluate("document.activeElement.textContent")
    return text


# ---------------------------------------------------------------------------------------------------- what is shown


def test_the_overview_counts_by_rule_and_lists_what_failed_and_what_was_found(show: Open) -> None:
    shown = show(FOUR)
    assert title(shown) == "Overview"
    assert shown.locator("#totals").inner_text() == (
        "4 articles, 2 changed \N{MIDDLE DOT} 3 changes \N{MIDDLE DOT} 1 finding \N{MIDDLE DOT} 1 failed"
    )
    rows = [row.split("\t") for row in shown.locator("tbody tr").all_inner_texts()]
    assert [(row[0], row[1], *row[3:]) for row in rows] == [
        ("run-of-spaces", "whitespace", "1", "\N{EN DASH}", "1"),
        ("trailing-space", "whitespace", "1", "\N{EN DASH}", "1"),
        ("turned-quote", "quotes", "1", "\N{EN DASH}", "1"),
        ("repeated-word", "gaps", "\N{EN DASH}", "1", "1"),
    ]
    assert shown.locator(".failures li").all_inner_texts() == ["posts/broken.txt: is binary, not text"]
    assert "“the” stands twice" in shown.locator(".findings").inner_text()


def test_the_list_tells_of_each_article_what_became_of_it(show: Open) -> None:
    shown = show(FOUR)
    figures = [" ".join(text.split()) for text in shown.locator("#list .figures").all_inner_texts()]
    assert names(shown) == ["harbour.txt", "market.txt", "quiet.txt", "broken.txt"]
    assert figures == ["2 changes 1 finding", "1 change", "unchanged", "failed"]
    assert shown.get_by_role("link", name="harbour.txt 2 changes 1 finding posts/").count() == 1
    shown.locator("#list a").nth(2).click()
    assert "Unchanged: there is nothing to repair" in shown.locator("main").inner_text()
    shown.locator("#list a").nth(3).click()
    assert "Failed, and left alone: is binary, not text" in shown.locator("main").inner_text()


def test_a_change_shows_what_went_and_what_came_with_spaces_that_can_be_seen(show: Open) -> None:
    shown = show(FOUR, address="#0")
    assert marks(shown).all_text_contents() == ["\N{OPEN BOX}", "The the", "\N{OPEN BOX}"]
    assert shown.locator(".row del").all_text_contents() == ["\N{OPEN BOX}"] * 2
    shown.goto(shown.url.replace("#0", "#1"))
    assert (text_of(shown.locator(".row del")), text_of(shown.locator(".row ins"))) == ("”", "“")
    colours = {
        shown.evaluate("(rule) => getComputedStyle(document.querySelector(`[data-rule='${rule}']`)).color", rule)
        for rule in [2]
    }
    shown.goto(shown.url.replace("#1", "#0"))
    colours |= {
        shown.locator(f"main [data-rule='{rule}']").evaluate("e => getComputedStyle(e).color") for rule in (0, 1, 3)
    }
    assert len(colours) == 3  # one for each pass


def test_side_by_side_raw_and_clean_stand_level(show: Open) -> None:
    text = "Title\n\nShare this\nFollow us\n\nIt was  late.\n"
    edits = (Edit(7, 29, "", (TWICE,)), Edit(35, 36, "", (SPACES,)))
    shown = show([Article("a.txt", text, edits)], address="#0")
    shown.get_by_role("button", name="Side by side").click()
    rows = [
        (text_of(row.locator(".before")).strip(), text_of(row.locator(".after")).strip())
        for row in shown.locator(".row").all()
    ]
    arrow = "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"
    assert rows == [
        ("Title", "Title"),
        ("", ""),
        (f"Share this{arrow}\nFollow us{arrow}\n{arrow}", ""),
        ("It was\N{OPEN BOX} late.", "It was late."),
    ]
    shown.get_by_role("button", name="Inline").click()
    assert text_of(shown.locator(".row").nth(3).locator("p")) == "It was\N{OPEN BOX} late."


def test_hover_and_focus_explain_a_change(show: Open) -> None:
    shown = show(FOUR, address="#0")
    card = shown.locator("#card")
    expect(card).to_be_hidden()
    marks(shown).nth(0).hover()
    expect(card).to_contain_text("run-of-spaces")
    expect(card).to_contain_text("Spaces stand in a run.")
    expect(card).to_contain_text("line 3, column 7")
    assert card.locator("dd").all_inner_texts() == ["\N{OPEN BOX}", "nothing"]
    shown.mouse.move(0, 0)
    expect(card).to_be_hidden()
    marks(shown).nth(1).click()
    expect(card).to_contain_text("“the” stands twice")
    assert marks(shown).nth(1).get_attribute("aria-describedby") == "card"
    assert marks(shown).nth(1).get_attribute("aria-label") == "repeated-word: “the” stands twice"


def test_a_finding_leads_to_its_place(show: Open) -> None:
    shown = show(FOUR)
    shown.locator(".findings li a").click()
    assert title(shown) == "posts/harbour.txt"
    assert focused(shown) == "The the"
    assert shown.locator("#position").inner_text() == "2 / 3"
    shown.keyboard.press("n")
    shown.locator(".findings li a").click()
    assert focused(shown) == "The the"


def test_evidence_and_several_rules_are_told(show: Open) -> None:
    article = Article("a.txt", "a  b", (Edit(1, 3, " ", (SPACES, TRAILING), "in 3 of 4 lines"),))
    shown = show([article], address="#0")
    marks(shown).hover()
    card = shown.locator("#card").inner_text()
    assert all(part in card for part in (SPACES, TRAILING, RULES[TRAILING].message, "in 3 of 4 lines"))


def test_a_finding_of_nothing_is_a_gap_that_can_be_reached(show: Open) -> None:
    shown = show(
        [Article("a.txt", "lending to .", (), (Finding(11, 11, TWICE, "a name is missing"),))], address="#0"
    )
    assert shown.locator(".sheet .gap").count() == 1
    shown.keyboard.press("n")
    expect(shown.locator("#card")).to_contain_text("a name is missing")


# --------------------------------------------------------------------------------------------------------- filters


def test_rules_and_passes_narrow_the_list_and_the_marks(show: Open) -> None:
    shown = show(FOUR, address="#0")
    shown.locator("#facets summary").click()
    shown.get_by_role("checkbox", name="run-of-spaces").check()
    assert names(shown) == ["harbour.txt"]
    assert marks(shown).count() == 1
    assert shown.locator("#shown").inner_text() == "1 of 4 articles"
    whitespace = shown.get_by_role("checkbox", name="whitespace")
    assert whitespace.evaluate("box => box.indeterminate")
    whitespace.check()
    assert marks(shown).count() == 2
    shown.get_by_role("checkbox", name="quotes").check()
    assert names(shown) == ["harbour.txt", "market.txt"]
    shown.get_by_role("button", name="Show all rules").click()
    assert (len(names(shown)), marks(shown).count()) == (4, 3)
    assert not whitespace.is_checked()


def test_a_change_that_is_not_looked_at_is_made_without_a_mark(show: Open) -> None:
    shown = show(FOUR, address="#0")
    shown.locator("main [data-rule='3']").click()
    assert marks(shown).all_text_contents() == ["The the"]
    assert focused(shown) == "repeated-word 1"
    assert "It was late." in text_of(shown.locator(".sheet"))
    shown.locator("main [data-rule='3']").click()
    assert marks(shown).count() == 3


@pytest.mark.parametrize(
    ("status", "left"),
    [
        ("changed", ["harbour.txt", "market.txt"]),
        ("findings", ["harbour.txt"]),
        ("unchanged", ["quiet.txt"]),
        ("failed", ["broken.txt"]),
        ("all", ["harbour.txt", "market.txt", "quiet.txt", "broken.txt"]),
    ],
)
def test_what_became_of_an_article_narrows_the_list(show: Open, status: str, left: list[str]) -> None:
    shown = show(FOUR)
    shown.get_by_label("Which articles").select_option(status)
    assert names(shown) == left


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("HARBOUR", ["harbour.txt"]),
        ("fish!", ["market.txt"]),
        ("posts/", ["harbour.txt", "market.txt", "quiet.txt", "broken.txt"]),
        ("binary", ["broken.txt"]),
        ("a.*(b", []),
        (".", ["harbour.txt", "market.txt", "quiet.txt", "broken.txt"]),
        ("[\\", []),
    ],
)
def test_a_search_goes_over_names_and_text(show: Open, query: str, left: list[str]) -> None:
    shown = show(FOUR)
    shown.get_by_label("Search names and text").fill(query)
    expect(shown.locator("#list li:visible")).to_have_count(len(left))
    assert names(shown) == left


def test_what_was_searched_for_is_marked_and_never_folded(show: Open) -> None:
    lines = "".join(f"Line {number} of the tide table.\n\n" for number in range(40))
    text = f"{lines}It was  late.\n"
    start = text.index("  ")
    shown = show([Article("a.txt", text, (Edit(start, start + 1, "", (SPACES,)),))], address="#0")
    assert "Line 17" not in text_of(shown.locator(".sheet"))
    shown.get_by_label("Search names and text").fill("line 17")
    expect(shown.locator(".sheet")).to_contain_text("Line 17 of")
    marked = "[...CSS.highlights.get('search')].map((range) => range.toString())"
    assert shown.evaluate(marked) == ["Line 17"]


# -------------------------------------------------------------------------------------------------------- keyboard


def test_keys_go_from_change_to_change_and_from_article_to_article(show: Open) -> None:
    shown = show(FOUR)
    press = shown.keyboard.press
    press("n")
    assert (title(shown), focused(shown)) == ("posts/harbour.txt", "\N{OPEN BOX}")
    press("n")
    assert focused(shown) == "The the"
    press("n")
    press("n")
    expect(shown.locator("main h1")).to_have_text("posts/market.txt")
    assert focused(shown) == "”“"
    press("n")  # there is nothing further
    assert focused(shown) == "”“"
    press("p")
    expect(shown.locator("main h1")).to_have_text("posts/harbour.txt")
    assert shown.locator("#position").inner_text() == "3 / 3"
    press("j")
    expect(shown.locator("main h1")).to_have_text("posts/market.txt")
    assert focused(shown) == "posts/market.txt"
    assert shown.locator("[aria-current]").inner_text().split()[0] == "market.txt"
    press("j")
    expect(shown.locator("main h1")).to_have_text("posts/quiet.txt")
    press("k")
    expect(shown.locator("main h1")).to_have_text("posts/market.txt")
    press("o")
    expect(shown.locator("main h1")).to_have_text("Overview")


@pytest.mark.parametrize("view", ["inline", "beside"])
def test_keys_reach_a_change_within_a_finding_and_go_on(show: Open, view: str) -> None:
    text = "Instead , it grew  so."
    findings = (Finding(0, 9, TWICE, "a name may be missing"), Finding(3, 9, TWICE, "so may this"))
    edits = (Edit(7, 8, "", (TRAILING,)), Edit(17, 18, "", (SPACES,)))
    shown = show([Article("a.txt", text, edits, findings)], address="#0")
    if view == "beside":
        shown.keyboard.press("v")
    seen = []
    for key in "nnnnn":
        shown.keyboard.press(key)
        seen.append((focused(shown), shown.locator("#position").inner_text()))
    box = "\N{OPEN BOX}"
    assert seen == [("Ins", "1 / 4"), ("tead", "2 / 4"), (box, "3 / 4"), (box, "4 / 4"), (box, "4 / 4")]
    shown.keyboard.press("p")
    assert shown.locator("#position").inner_text() == "3 / 4"


def decidable(article: Article) -> Article:
    return article._replace(path=article.name, sha256=f"digest of {article.name}")


TWO = tuple(map(decidable, (HARBOUR, MARKET)))


def saved(shown: Page) -> dict[str, Any]:
    """Return the file of decisions that the page saves."""
    with shown.expect_download() as download:
        shown.locator("#save").click()
    assert download.value.suggested_filename == "decisions.json"
    held: dict[str, Any] = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    return held


def test_changes_are_accepted_and_left_by_key_and_button_and_saved(show: Open) -> None:
    shown = show(TWO, address="#0")
    assert shown.locator("#save").is_hidden()
    shown.keyboard.press("n")
    shown.keyboard.press("a")
    assert shown.locator("#decided").inner_text() == "1 accepted, 0 left"
    assert shown.locator("main .accepted").get_attribute("aria-label") == f"{SPACES} (accepted)"
    shown.keyboard.press("n")  # past the finding, which nobody can accept
    shown.locator("#leave").click()
    assert shown.locator("#decided").inner_text() == "1 accepted, 1 left"
    assert title(shown) == "posts/market.txt"
    shown.locator("#accept").click()
    held = saved(shown)
    assert (held["version"], [file["path"] for file in held["files"]]) == (
        1,
        ["posts/harbour.txt", "posts/market.txt"],
    )
    assert held["files"][0]["sha256"] == "digest of posts/harbour.txt"
    assert held["files"][0]["edits"] == [{"start": 19, "end": 20, "replacement": "", "rules": [SPACES]}]
    assert decisions.read(json.dumps(held), "x.json")[1].edits == (Edit(12, 13, "“", (QUOTE,)),)


def test_an_answer_is_taken_back(show: Open) -> None:
    shown = show(TWO, address="#0")
    for key in ("n", "a", "z"):
        shown.keyboard.press(key)
    assert shown.locator("#decided").inner_text() == ""
    assert shown.locator("main .accepted").count() == 0
    assert shown.locator("#position").inner_text() == "1 / 3"
    shown.keyboard.press("z")
    shown.keyboard.press("x")
    assert shown.locator("main .left").count() == 1


def test_all_of_a_rule_is_accepted_in_all_articles(show: Open) -> None:
    other = Article("b.txt", "\N{GRINNING FACE}  now  here", (Edit(2, 3, "", (SPACES,)), Edit(7, 8, "", (SPACES,))))
    shown = show((*TWO, decidable(other)), address="#0")
    shown.keyboard.press("n")
    shown.keyboard.press("Shift+A")
    assert shown.locator("#decided").inner_text() == "3 accepted, 0 left"
    (_, last) = saved(shown)["files"]
    assert [(edit["start"], edit["end"]) for edit in last["edits"]] == [(2, 3), (7, 8)]
    shown.keyboard.press("z")
    assert shown.locator("#decided").inner_text() == ""


def test_where_there_is_no_file_nothing_is_decided(show: Open) -> None:
    shown = show((HARBOUR,), address="#0")
    shown.keyboard.press("n")
    shown.keyboard.press("a")
    assert shown.locator("#decided").inner_text() == ""
    assert shown.locator("#accept").count() == 0


def test_keys_search_help_view_and_theme(show: Open) -> None:
    shown = show(FOUR, address="#0")
    press = shown.keyboard.press
    press("/")
    expect(shown.get_by_label("Search names and text")).to_be_focused()
    press("n")  # is typed
    expect(shown.get_by_label("Search names and text")).to_have_value("n")
    press("Escape")
    expect(shown.get_by_label("Search names and text")).not_to_be_focused()
    press("?")
    help_ = shown.get_by_role("dialog", name="Keys")
    expect(help_).to_be_visible()
    press("Escape")
    expect(help_).to_be_hidden()
    press("v")
    expect(shown.get_by_role("button", name="Side by side")).to_have_attribute("aria-pressed", "true")
    press("Control+v")
    expect(shown.get_by_role("button", name="Side by side")).to_have_attribute("aria-pressed", "true")
    press("v")
    press("n")
    expect(shown.locator("#card")).to_be_visible()
    press("Escape")
    expect(shown.locator("#card")).to_be_hidden()


def test_a_search_that_is_carried_out_late_keeps_the_place(show: Open) -> None:
    shown = show(FOUR, address="#0")
    shown.evaluate(
        """() => {
            byId("query").value = "harbour";
            byId("query").dispatchEvent(new Event("input"));
            KEYS.n();
        }"""
    )
    expect(shown.locator("#shown")).to_have_text("1 of 4 articles")
    expect(shown.locator("#card")).to_be_visible()
    expect(shown.locator(".current")).to_be_focused()


def test_a_change_of_view_keeps_the_place(show: Open) -> None:
    shown = show(FOUR, address="#0")
    for key in ("n", "n", "n", "v"):
        shown.keyboard.press(key)
    assert shown.locator("#position").inner_text() == "3 / 3"
    assert shown.locator(".current").count() == 2
    shown.keyboard.press("v")
    assert shown.locator("#position").inner_text() == "3 / 3"


def test_a_place_far_down_comes_into_view_with_its_card(show: Open) -> None:
    long = "A paragraph of which some lines are needed to show it. " * 12
    text = "Title\n\n" + "Short.\n\n" * 6 + f"{long}\n\n" + f"{long}the the\n\n" * 2
    findings = tuple(Finding(match.start(), match.end(), TWICE, "") for match in re.finditer("the the", text))
    shown = show([Article("a.txt", text, (), findings)], viewport={"width": 1280, "height": 760})
    shown.locator(".findings li a").last.click()
    for key in ("", "v", "v"):
        if key:
            shown.keyboard.press(key)
        shown.evaluate("new Promise((done) => setTimeout(done, 200))")
        place = shown.locator(".current").first.bounding_box()
        card = shown.locator("#card").bounding_box()
        assert place
        assert card
        assert 46 < place["y"] < 600
        assert place["y"] + place["height"] < card["y"]
        assert card["y"] + card["height"] <= 760


def test_only_one_change_is_a_stop_of_the_tab_key(show: Open) -> None:
    shown = show(FOUR, address="#0")
    stops = shown.locator("main .sheet [tabindex='0']")
    expect(stops).to_have_count(1)
    shown.keyboard.press("n")
    shown.keyboard.press("n")
    expect(stops).to_have_count(1)
    expect(stops).to_be_focused()
    assert shown.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_the_tab_key_leads_past_the_list_to_the_article(show: Open) -> None:
    shown = show(FOUR, address="#0")
    shown.evaluate("document.activeElement.blur()")
    shown.get_by_role("link", name="Skip to the article").focus()
    shown.keyboard.press("Enter")
    assert shown.evaluate("document.activeElement.id") == "main"
    assert title(shown) == "posts/harbour.txt"


def test_everything_that_acts_has_a_name_and_a_role(show: Open) -> None:
    shown = show(FOUR, address="#0")
    for role in ("banner", "main", "navigation", "complementary", "status", "searchbox", "combobox"):
        assert shown.get_by_role(role).count() >= 1, role
    unnamed = """[...document.querySelectorAll("button, input, select, a")]
        .filter((one) => !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length))
        .map((one) => one.outerHTML)"""
    assert shown.evaluate(unnamed) == []


NAMED_OTHERWISE = """[...document.querySelectorAll("a[aria-label], button[aria-label]")]
    .filter((one) => /\\w/.test(one.innerText) && !one.getAttribute("aria-label").includes(one.innerText.trim()))
    .map((one) => one.outerHTML)"""
OUTSIDE = """[...document.body.children]
    .filter((one) => one.checkVisibility() && one.innerText?.trim() && !one.matches(
        "header, main, aside, section[aria-label], dialog, .skip, script"))
    .map((one) => one.outerHTML)"""


@pytest.mark.parametrize("address", ["#overview", "#0"])
def test_what_is_seen_is_a_part_of_the_name_and_of_a_landmark(show: Open, address: str) -> None:
    """Who speaks to the page names what is written there, and who hears it goes from landmark to landmark."""
    shown = show(FOUR, address=address)
    shown.keyboard.press("n")
    assert shown.evaluate(NAMED_OTHERWISE) == []
    assert shown.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("size", [(1280, 760), (390, 700)])
@pytest.mark.parametrize("keys", ["n", "nv"])
def test_the_card_hides_no_text(show: Open, size: tuple[int, int], keys: str) -> None:
    width, height = size
    shown = show(FOUR, address="#0", viewport={"width": width, "height": height})
    for key in keys:
        shown.keyboard.press(key)
    card, text = (shown.locator(selector).bounding_box() for selector in ("#card", "main"))
    assert card
    assert text
    assert text["y"] + text["height"] <= card["y"]
    assert card["y"] + card["height"] <= height
    shown.mouse.move(5, 5)
    expect(shown.locator("#card")).to_be_visible()


def test_the_card_can_be_read_on_by_key(show: Open) -> None:
    long = Article("a.txt", "x\n" * 200, (Edit(0, 400, "y\n" * 200, (SPACES,)),))
    shown = show([long], address="#0")
    shown.keyboard.press("n")
    shown.keyboard.press("Tab")
    expect(shown.locator("#card")).to_be_focused()
    expect(shown.locator("#card")).to_be_visible()


def test_a_tab_that_was_left_is_shown(show: Open) -> None:
    shown = show([Article("a.txt", "In\tcase  you", (Edit(7, 8, "", (SPACES,)),))], address="#0")
    assert shown.locator("main .row p .glyph").first.get_attribute("title") == "tab, U+0009"
    assert "In→\tcase" in shown.locator("main .row p").first.evaluate("(one) => one.textContent")


def test_filters_that_contradict_each_other_say_so(show: Open) -> None:
    shown = show(FOUR, address="#0")
    none = shown.get_by_text("No article fits")
    expect(none).to_be_hidden()
    shown.get_by_label("Search names and text").fill("nowhere")
    expect(none).to_be_visible()


def test_hues_lie_as_far_apart_as_there_is_room(show: Open) -> None:
    for number in (1, 2, 5, 9, 12, 16):
        rules = {f"rule-{place}": Known("A defect.", (f"pass-{place}",)) for place in range(number)}
        shown = show(FOUR[2:], rules)
        hue = "tint(make('p'), {}).style.getPropertyValue('--hue')"
        hues = sorted(float(shown.evaluate(hue.format(place))) for place in range(number))
        apart = [later - hue for hue, later in zip(hues, [*hues[1:], hues[0] + 360], strict=True)]
        assert apart == pytest.approx([360 / number] * number)


def test_going_about_within_an_article_does_not_draw_it_anew(show: Open) -> None:
    shown = show(FOUR, address="#0")
    shown.evaluate("document.querySelector('.sheet').dataset.same = 'yes'")
    for address in ("#0.1", "#0"):
        shown.evaluate(f"goTo('{address}')")
        shown.wait_for_url(f"**{address}")
    expect(shown.locator(".sheet[data-same]")).to_have_count(1)
    shown.evaluate("goTo('#1')")
    expect(shown.locator(".sheet[data-same]")).to_have_count(0)


# --------------------------------------------------------------------------------------------------- light and dark


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_the_page_follows_the_system_until_told_otherwise(show: Open, scheme: str, other: str) -> None:
    shown = show(FOUR, color_scheme=scheme)

    def is_dark() -> bool:
        red, *_ = re.findall(r"\d+", shown.evaluate("getComputedStyle(main).backgroundColor"))
        return int(red) < 128

    assert is_dark() == (scheme == "dark")
    shown.get_by_role("button", name=other.title()).click()
    assert is_dark() == (other == "dark")
    shown.keyboard.press("t")
    assert is_dark() == (scheme == "dark")


# Each text that is seen, with its colour and that of its ground, both as they come out over what lies beneath.
COLOURS = """() => {
    const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const over = (colours) => {
        pixel.clearRect(0, 0, 1, 1);
        for (const [colour, opacity] of colours) {
            pixel.globalAlpha = opacity;
            pixel.fillStyle = colour;
            pixel.fillRect(0, 0, 1, 1);
        }
        return [...pixel.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
        const grounds = [];
        let opacity = 1;
        for (let one = element; one; one = one.parentElement) {
            grounds.unshift([getComputedStyle(one).backgroundColor, 1]);
            opacity *= getComputedStyle(one).opacity;
        }
        const text = over([...grounds, [getComputedStyle(element).color, opacity]]);
        found.push([walker.currentNode.data, text, over(grounds)]);
    }
    return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#overview", "#0"])
def test_text_stands_out_from_its_ground(show: Open, scheme: str, address: str) -> None:
    """WCAG's contrast for text, 4.5 to 1, on every text of the page, with as many passes as there may be."""
    rules = {f"rule-{number}": Known("A defect.", (f"pass-{number}",)) for number in range(16)}
    edits = tuple(Edit(2 * number, 2 * number + 1, "y", (f"rule-{number}",)) for number in range(16))
    article = Article("posts/a.txt", "x " * 18, edits, (Finding(34, 35, "rule-0", "why"),))
    articles = [article, QUIET, BROKEN]
    shown = show(articles, rules, address=address, color_scheme=scheme)
    shown.locator("#facets summary").click()
    shown.get_by_role("checkbox", name="rule-3").check()
    shown.get_by_role("checkbox", name="rule-3").uncheck()
    if address == "#0":
        shown.keyboard.press("n")

    def luminance(colour: list[int]) -> float:
        linear = [part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    faint = []
    colours = shown.evaluate(COLOURS)
    assert len(colours) > 100
    for text, *pair in colours:
        low, high = sorted(map(luminance, pair))
        if (high + 0.05) / (low + 0.05) < 4.5:
            faint.append((text, *pair, round((high + 0.05) / (low + 0.05), 2)))
    assert faint == []


@pytest.mark.parametrize("width", [360, 700])
def test_a_narrow_window_has_the_list_behind_a_button(show: Open, width: int) -> None:
    shown = show(FOUR, address="#0", viewport={"width": width, "height": 700})
    files = shown.get_by_role("button", name="Files")
    expect(shown.locator("#list")).to_be_hidden()
    files.click()
    expect(files).to_have_attribute("aria-expanded", "true")
    shown.locator("#list a").nth(1).click()
    expect(shown.locator("#list")).to_be_hidden()
    assert title(shown) == "posts/market.txt"
    assert shown.evaluate("document.documentElement.scrollWidth") <= width


# ------------------------------------------------------------------------------------------- long texts, many texts


def test_long_unchanged_stretches_are_folded_and_unfold(show: Open) -> None:
    lines = "".join(f"Line {number}.\n" for number in range(1, 101))
    start = lines.index("Line 50") + 4
    shown = show([Article("a.txt", lines, (Edit(start, start, " ", (SPACES,)),))], address="#0")
    assert shown.locator(".fold").all_inner_texts() == ["46 unchanged lines", "48 unchanged lines"]
    assert shown.locator(".line").all_text_contents() == ["1", "48", "49", "50", "51", "52"]
    shown.locator(".fold").first.click()
    assert shown.locator(".row").count() == 52
    shown.keyboard.press("u")
    assert (shown.locator(".row").count(), shown.locator(".fold").count()) == (100, 0)
    shown.keyboard.press("u")
    assert shown.locator(".fold").count() == 2


def test_a_long_line_is_folded_within_and_loses_nothing(show: Open) -> None:
    face = "\N{GRINNING FACE}"
    text = f"{face * 3000}  {face * 3000}"
    shown = show([Article("a.txt", text, (Edit(3000, 3001, "", (SPACES,)),))], address="#0")
    folds = shown.locator(".fold.inside")
    assert folds.count() == 2
    assert len(text_of(shown.locator(".row p"))) < 3000
    folds.first.click()
    folds.first.click()
    assert text_of(shown.locator(".row p")) == f"{face * 3000}\N{OPEN BOX} {face * 3000}"


def test_five_hundred_articles_are_listed_and_one_is_drawn(show: Open) -> None:
    body = "".join(f"Paragraph {number} says  what it says, at some length.\n\n" for number in range(90))
    edits = tuple(Edit(match.end() - 1, match.end(), "", (SPACES,)) for match in re.finditer("  ", body))
    shown = show([Article(f"posts/{number:03}.txt", body, edits) for number in range(500)])
    assert shown.locator("#list li").count() == 500
    assert shown.locator("main *").count() < 100
    shown.locator("#list a").last.click()
    assert (title(shown), marks(shown).count()) == ("posts/499.txt", 90)
    shown.get_by_label("Search names and text").fill("posts/25")
    expect(shown.locator("#list li:visible")).to_have_count(10)


def test_a_page_without_articles_says_so(show: Open) -> None:
    assert "No article was found." in show([]).locator("main").inner_text()


# ----------------------------------------------------------------------------------------------------- hostile text

ATTACK = "</script><script>alert(1)</script><img src=x onerror=alert(2)><b>bold</b>&lt;&#65;<!--"


def test_nothing_in_an_article_is_obeyed(show: Open) -> None:
    article = Article(
        ATTACK,
        f"{ATTACK}  {ATTACK}",
        (Edit(len(ATTACK), len(ATTACK) + 2, ATTACK, ("<i>rule</i>",), ATTACK),),
        (Finding(0, len(ATTACK), "javascript:alert(3)", ATTACK),),
    )
    rules = {name: Known(ATTACK, (ATTACK,)) for name in ("<i>rule</i>", "javascript:alert(3)")}
    shown = show([article, Article(ATTACK, failure=ATTACK)], rules)
    for place in ("", "#0", "#0.1", "#1", "#<img src=x onerror=alert(4)>", "#0.99", "#99", "#0"):
        shown.evaluate("(hash) => { location.hash = hash; }", place)
        shown.keyboard.press("v")
        assert shown.locator("img, b, i, main script, aside script").count() == 0
    shown.evaluate("location.hash = '#0'")
    shown.keyboard.press("n")
    text = text_of(shown.locator(".sheet"))
    assert text.count(ATTACK) == 3
    assert ATTACK in shown.locator("#card").inner_text()
    assert shown.locator("script").count() == 2


def test_what_would_steer_a_reader_is_shown(show: Open) -> None:
    text = "a\u202eb\u2066c\u2028d\x07e\x1bf\ufeffg\ud83dh\U000e0041i\x85j"
    shown = show([Article("a\u202eb.txt", text)], address="#0")
    assert title(shown) == r"a\u202eb.txt"
    expected = "aRLObLRIcU+2028dU+0007eU+001BfBOMgU+D83DhU+E0041iU+0085j"
    assert text_of(shown.locator(".row p")) == expected
    assert shown.locator(".glyph").first.get_attribute("title") == "right-to-left override, U+202E"


def test_the_browser_and_the_terminal_show_the_same_characters(show: Open) -> None:
    shown = show(FOUR)
    points = [*range(0x11000), *range(0xE0000, 0xE0080)]
    points_there = "[...Array(0x11000).keys(), ...Array.from({ length: 0x80 }, (_, index) => 0xe0000 + index)]"
    found = f"{points_there}.filter((point) => String.fromCodePoint(point).match(%s))"
    steering = shown.evaluate(found % "STEERING")
    assert steering == [point for point in points if visible(chr(point)) != chr(point)]
    unseen = shown.evaluate(found % "INVISIBLE")
    assert unseen == [point for point in points if revealed(chr(point)) != chr(point)]


def _random_article(seed: int) -> Article:
    """Make a text with edits and findings that meet, overlap, span lines and nothing."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    text = "".join(chance.choice(["a", "b ", "\n", "\r\n", "\N{GRINNING FACE}", "é"]) for _ in range(40))
    text = text.replace("\r\n", "\n") if seed % 2 else text
    cuts = sorted(chance.choices(range(len(text) + 1), k=12))
    edits = [
        Edit(start, end, chance.choice(["", "x", "\n", "yy\nz"]), (SPACES,))
        for start, end in zip(cuts[::2], cuts[1::2], strict=True)
    ]
    spans = [sorted(chance.choices(range(len(text) + 1), k=2)) for _ in range(6)]
    findings = sorted(Finding(start, end, TWICE, "said") for start, end in spans)
    return Article(f"{seed}.txt", text, tuple(edits), tuple(findings))


def test_the_pieces_that_are_drawn_are_the_raw_and_the_clean_text(show: Open) -> None:
    articles = [_random_article(seed) for seed in range(300)]
    shown = show(articles)
    drawn = shown.evaluate("""articles.map((article) => {
        const pieces = piecesOf(article);
        const join = (side, kept) => kept.map((piece) => piece[side]).join("");
        const found = article.marks.filter((mark) => mark.isFinding).map((mark) => {
            const its = pieces.filter((piece) => piece.marks.includes(mark));
            const whole = article.text.slice(mark.start, mark.end);
            return { text: join("before", its), whole, isEdited: its.some((one) => one.edit) };
        });
        const rows = rowsOf(article).flatMap((row) => row.pieces);
        return {
            before: join("before", pieces), after: join("after", pieces), found,
            rows: [join("before", rows), join("after", rows)],
        };
    })""")
    for article, got in zip(articles, drawn, strict=True):
        assert got["before"] == article.text
        assert got["after"] == apply(article.text, article.edits)
        for found in got["found"]:
            assert found["whole"] in found["text"]
            assert found["isEdited"] or found["whole"] == found["text"]
        if "\r" not in article.text:
            raw, clean = got["rows"]
            assert [raw.replace("\n", ""), clean.replace("\n", "")] == [
                article.text.replace("\n", ""),
                apply(article.text, article.edits).replace("\n", ""),
            ]


def test_a_real_article_is_shown_as_it_was_and_as_it_is(show: Open) -> None:
    root = Path(__file__).parents[2] / "fixtures" / "articles" / "typewriter-doctor"
    cleaner = Cleaner()
    result = cleaner.clean((root / "raw.txt").read_text(encoding="utf-8"))
    rules = {rule.name: Known(rule.message, (pass_.name,)) for pass_ in cleaner.passes for rule in pass_.rules}
    shown = show([Article("raw.txt", result.original, result.edits, result.findings)], rules, address="#0")
    shown.keyboard.press("u")
    shown.keyboard.press("v")
    read = """(side) => [...document.querySelectorAll(`.row .${side}`)].map((row) => {
        const copy = row.cloneNode(true);
        for (const glyph of copy.querySelectorAll(".glyph")) {
            const code = parseInt(/U\\+(\\w+)$/.exec(glyph.title)[1], 16);
            glyph.replaceWith(code === 10 ? "" : String.fromCodePoint(code));
        }
        return copy.textContent;
    })"""
    for side, text in (("before", result.original), ("after", result.text)):
        lines = [line for row in shown.evaluate(read, side) for line in row.split("\n") if line]
        assert lines == [line for line in text.split("\n") if line]


def test_a_windows_line_end_is_one_line_end(show: Open) -> None:
    text = "One  two.\r\n\r\n\r\n\r\nThree.\r\n"
    edits = (Edit(3, 4, "", (SPACES,)), Edit(13, 17, "", (TRAILING,)))
    shown = show([Article("a.txt", text, edits)], address="#0")
    arrow = "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"
    assert marks(shown).all_text_contents()[1] == f"{arrow}\n{arrow}\n"
    assert shown.locator(".line").all_text_contents() == ["1", "2", "3", "5"]
    assert text_of(shown.locator(".row").last.locator("p")) == "Three."
