"""Front matter: nothing is touched by default; opened values are repaired and stay one value of YAML or TOML."""

import tomllib
from typing import Any

import pytest
import yaml

from articlefix import Cleaner
from articlefix.errors import ConfigError

BODY = "\nThe ferry was late again, and nobody on the pier had been told when it would come.\n"
OPENED = ["title", "description"]


def cleaned(block: str, opened: list[str] = OPENED) -> str:
    """Return the block as it comes out, checked before writing and by a second run."""
    cleaner = Cleaner(format="markdown", language="en", front_matter=opened)
    result = cleaner.clean(block + BODY)
    cleaner.verify(result)
    assert result.text.endswith(BODY)
    return result.text.removesuffix(BODY)


def data(block: str) -> dict[str, Any]:
    """Return what a block of front matter says."""
    body = "\n".join(block.split("\n")[1:-2])
    found: dict[str, Any] = tomllib.loads(body) if block.startswith("+++") else yaml.safe_load(body)
    return found


REPAIRED = [
    "---\ntitle: The ferry , again\ntags: [a , b]\n---\n",
    '---\ntitle: "The ferry , again"\nauthor: "Ann , Bo"\n---\n',
    "---\ntitle: 'The ferry , again'\n---\n",
    "---\ntitle: 'It''s the ferry , again'\n---\n",
    '---\ntitle: "The \\"ferry\\" , again"\n---\n',
    "---\ndraft: true\ndescription: It came , and went\ntitle: Pier at 12:30 , again\n---\n",
    "---\r\ntitle: The ferry , again\r\n---\r\n",
    '+++\ntitle = "The ferry , again"\nweight = 3\n[extra]\ntitle = "Left , here"\n+++\n',
    "+++\ntitle = 'The ferry , again'\n+++\n",
]

KEPT = [
    "---\nsubtitle: The ferry , again\n---\n",
    "---\nmore:\n  title: The ferry , again\n---\n",
    "---\ntitle: The ferry , again\n  goes on here\n---\n",
    "---\ntitle: >\n  The ferry , again\n---\n",
    "---\ntitle: [The ferry , again]\n---\n",
    '---\ntitle: "The ferry , again\n  goes on"\n---\n',
    "---\ntitle: The ferry , again # a note , too\n---\n",
    '+++\ntext = """\ntitle = "The ferry , again"\n"""\n+++\n',
    '+++\n[extra]\ntitle = "The ferry , again"\n+++\n',
    '{\n"title": "The ferry , again"\n}\n',
]

NOT_BORNE = [
    "---\ntitle: The ferry :late again\n---\n",
    '---\ntitle: "The ferry said &quot;late&quot; again"\n---\n',
    "---\ntitle: 'The ferry&#39;s late again'\n---\n",
    "---\ntitle: &quot;Late&quot; said the ferry\n---\n",
    "+++\ntitle = 'The ferry&#39;s late again'\n+++\n",
]


@pytest.mark.parametrize("block", [*REPAIRED, *KEPT, *NOT_BORNE])
def test_nothing_is_touched_by_default(block: str) -> None:
    assert cleaned(block, []) == block


@pytest.mark.parametrize("block", REPAIRED)
def test_an_opened_value_is_repaired_and_all_else_is_as_it_was(block: str) -> None:
    before, after = data(block), data(cleaned(block))
    changed = {key: value for key, value in before.items() if key in OPENED}
    assert any(" ," in value for value in changed.values())
    assert after == before | {key: value.replace(" ,", ",") for key, value in changed.items()}


@pytest.mark.parametrize("block", [*KEPT, *NOT_BORNE])
def test_a_value_that_is_not_one_plain_line_or_bears_no_repair_is_kept(block: str) -> None:
    assert cleaned(block) == block


@pytest.mark.parametrize("quotes", ["curly", "straight"])
def test_quote_marks_do_not_close_the_value(quotes: str) -> None:
    left, right = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
    for value in (f'"The {left}ferry{right} is late"', f"{left}Late{right} said the ferry", "'It''s late again'"):
        block = f"---\ntitle: {value}\ndraft: true\n---\n"
        cleaner = Cleaner(format="markdown", language="en", front_matter=OPENED, quotes=quotes)
        found = data(cleaner.clean(block + BODY).text.removesuffix(BODY))
        assert set(found) == {"title", "draft"}
        assert "late" in found["title"].lower()


def test_one_value_that_bears_no_repair_keeps_none_of_the_others_from_theirs() -> None:
    block = "---\ntitle: 'The ferry&#39;s late again'\ndescription: It came , and went\n---\n"
    assert cleaned(block) == block.replace(" ,", ",")


def test_a_string_is_no_list_of_keys() -> None:
    with pytest.raises(ConfigError, match="front_matter: expected a list of names"):
        Cleaner(front_matter="title")
