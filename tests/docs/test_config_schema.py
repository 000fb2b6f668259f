"""The published schema of the configuration file takes what the tool takes, and refuses what it refuses."""

import json
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from articlefix import ConfigError, config
from articlefix.config import OPTIONS

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "articlefix.schema.json").read_text(encoding="utf-8"))


def test_the_schema_is_up_to_date_and_a_schema() -> None:
    made = runpy.run_path(str(DOCS / "schema.py"))["page"]()
    assert (DOCS / "articlefix.schema.json").read_text(encoding="utf-8") == made, "run: python docs/schema.py"
    Draft202012Validator.check_schema(SCHEMA)
    assert {option.spelling for option in OPTIONS} < set(SCHEMA["properties"])


VALID = [
    "",
    'quotes = "curly"\nquote-punctuation = "american"\nskip = ["boilerplate", "turned-quote"]\n',
    'quote_punctuation = "keep"\nlanguage = "en-GB"\nenable = ["biographies"]\nfront-matter = ["title"]\n',
    'language = "auto"\n[[overrides]]\npaths = ["legacy/"]\nquotes = "keep"\nignore = []\n',
    'boilerplate-profile = "gazette.toml"\nsource = "article"\nformat = "markdown"\n',
]
INVALID = [
    'quote = "curly"',
    'quotes = "curley"',
    "quotes = 1",
    'skip = "boilerplate"',
    "skip = [1]",
    'language = "not a tag"',
    'overrides = "legacy"',
    '[[overrides]]\nquotes = "keep"',
    "[[overrides]]\npaths = []",
    '[[overrides]]\npaths = ["legacy/"]\nquote = "keep"',
    '[[overrides]]\npaths = ["legacy/"]\n[[overrides.overrides]]\npaths = ["a"]',
]


def is_taken(text: str, folder: Path) -> bool:
    file = folder / "articlefix.toml"
    file.write_text(text, encoding="utf-8")
    try:
        config.read_file(file)
    except ConfigError:
        return False
    return True


@pytest.mark.parametrize("text", VALID)
def test_both_take_what_is_valid(text: str, tmp_path: Path) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(tomllib.loads(text))) == []
    assert is_taken(text, tmp_path)


@pytest.mark.parametrize("text", INVALID)
def test_both_refuse_what_is_not(text: str, tmp_path: Path) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors(tomllib.loads(text)))
    assert not is_taken(text, tmp_path)
