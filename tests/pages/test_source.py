"""What the option `source` says a text is goes before what the text shows."""

from pathlib import Path

import pytest

from articlefix import Cleaner, ConfigError
from fixture_tables import FIXTURES

COURIER = sorted(path / "raw.txt" for path in (FIXTURES / "courier").iterdir())
FEW_LINES = (
    "Home\n\nThe Net Loft\n\nNobody has counted the nets that were made in the loft, since nobody would have known"
    " what to do with the number.\n\nShare on Facebook\n\nSubscribe\n\nPrivacy Policy"
)


@pytest.mark.parametrize("path", COURIER, ids=lambda path: path.parent.name)
def test_no_article_is_cut_as_a_page(path: Path) -> None:
    edits = Cleaner(source="article", only=["boilerplate"]).clean(path.read_text(encoding="utf-8")).edits
    assert not any("page-furniture" in edit.rules for edit in edits)


@pytest.mark.parametrize("path", COURIER, ids=lambda path: path.parent.name)
def test_a_page_is_cut_and_a_second_run_finds_nothing(path: Path) -> None:
    cleaner = Cleaner(source="page")
    result = cleaner.clean(path.read_text(encoding="utf-8"))
    assert any("page-furniture" in edit.rules for edit in result.edits)
    assert not cleaner.clean(result.text).edits


def test_a_page_of_few_lines_is_cut_where_it_is_said_to_be_one() -> None:
    rules = {
        source: {rule for edit in Cleaner(source=source).clean(FEW_LINES).edits for rule in edit.rules}
        for source in ("auto", "page")
    }
    assert "page-furniture" not in rules["auto"]
    assert "page-furniture" in rules["page"]


def test_nothing_else_can_be_said() -> None:
    with pytest.raises(ConfigError, match="did you mean 'page'"):
        Cleaner(source="pages")
