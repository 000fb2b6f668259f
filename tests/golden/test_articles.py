"""Whole articles: each `raw.txt` becomes its `clean.txt`, byte for byte, and its gaps are found.

`fixtures/articles/<slug>/gaps.json`, where there is one, lists the places at which text is missing or in doubt:
`kind`, `before` and `after` (quoted from clean.txt, the place is between them), and `optional` for a place that
only a careful reader would suspect. Where raw and clean are the same the article is well edited, and the French
one has the no-break spaces of its typography.
"""

import json
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

from articlefix import Cleaner, Edit, Result
from articlefix.core.edits import apply

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"
SLUGS = sorted(folder.name for folder in ARTICLES.iterdir() if folder.is_dir())
NEAR = 8  # how many characters a finding may stand from the gap: it marks the words beside it


def read(slug: str, name: str) -> str:
    return (ARTICLES / slug / name).read_bytes().decode("utf-8")


def gaps(slug: str) -> list[dict[str, Any]]:
    path = ARTICLES / slug / "gaps.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


@cache
def cleaned(slug: str) -> Result:
    return Cleaner().clean(read(slug, "raw.txt"))


def carried(edits: tuple[Edit, ...], offset: int) -> int:
    """Return the place in the cleaned text of `offset` in the original."""
    growth = list(accumulate((len(edit.replacement) - (edit.end - edit.start) for edit in edits), initial=0))
    return offset + growth[bisect_right([edit.end for edit in edits], offset)]


def found_near(slug: str, gap: dict[str, Any]) -> bool:
    clean, result = read(slug, "clean.txt"), cleaned(slug)
    place = clean.index(gap["before"]) + len(gap["before"])
    return any(
        carried(result.edits, finding.start) - NEAR <= place <= carried(result.edits, finding.end) + NEAR
        for finding in result.findings
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_article_is_restored(slug: str) -> None:
    assert cleaned(slug).text == read(slug, "clean.txt")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_edits_are_what_was_done(slug: str) -> None:
    result = cleaned(slug)
    assert apply(result.original, result.edits) == result.text


@pytest.mark.parametrize("slug", SLUGS)
def test_a_clean_article_is_left_alone(slug: str) -> None:
    clean = read(slug, "clean.txt")
    assert Cleaner().clean(clean).text == clean
    assert not Cleaner().clean(cleaned(slug).text).changed


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if read(slug, "raw.txt") == read(slug, "clean.txt")])
def test_nothing_is_said_against_a_well_edited_article(slug: str) -> None:
    assert (cleaned(slug).edits, cleaned(slug).findings) == ((), ())


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if gaps(slug)])
def test_the_gaps_are_found(slug: str) -> None:
    assert [gap for gap in gaps(slug) if not gap.get("optional") and not found_near(slug, gap)] == []


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if not gaps(slug)])
def test_no_gap_is_found_where_none_is(slug: str) -> None:
    assert [finding for finding in cleaned(slug).findings if finding.rule == "missing-text"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_places_of_the_gaps_are_named_exactly(slug: str) -> None:
    clean = read(slug, "clean.txt")
    for gap in gaps(slug):
        assert clean.count(gap["before"]) == 1
        assert clean.partition(gap["before"])[2].lstrip().startswith(gap["after"])
