"""Write docs/articlefix.schema.json, the JSON Schema of the configuration file, from the option table.

python docs/schema.py

Editors that check TOML complete and explain the keys by it.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from articlefix import registry
from articlefix.config import OPTIONS
from articlefix.core.options import LISTS, Option

PAGE = Path(__file__).parent / "articlefix.schema.json"


def of_option(option: Option) -> dict[str, object]:
    """Return the schema of one option."""
    told = {"description": option.help, "default": option.default}
    if option.kind in LISTS:
        return {**told, "type": "array", "items": names(option.kind)}
    if option.choices:
        return {**told, "enum": list(option.choices)}
    if option.kind == "tag":
        return {**told, "type": "string", "pattern": "^(auto|[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)$"}
    return {**told, "type": "string"}


def names(kind: str) -> dict[str, object]:
    """Return the schema of a name in a list: an editor offers what is known, and a plugin may add to it."""
    known = {"rules": sorted(registry.names_of(registry.BUILT_IN)), "passes": sorted(registry.ON_REQUEST)}.get(kind)
    return {"anyOf": [{"enum": known}, {"type": "string"}]} if known else {"type": "string"}


def keys() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each key that a table may have; one of several words is written with hyphens or underscores."""
    for option in OPTIONS:
        yield option.spelling, of_option(option)
        if option.spelling != option.name:
            yield option.name, {"$ref": f"#/$defs/options/properties/{option.spelling}"}


def schema() -> dict[str, object]:
    """Return the schema."""
    options = dict(keys())
    shared: dict[str, object] = {name: {"$ref": f"#/$defs/options/properties/{name}"} for name in options}
    patterns = {
        "description": "Which files, in the notation of .gitignore, relative to this file.",
        "type": "array",
        "minItems": 1,
        "items": {"type": "string"},
    }
    override = {
        "type": "object",
        "required": ["paths"],
        "properties": {"paths": patterns, **shared},
        "additionalProperties": False,
    }
    overrides = {"description": "Options of some files alone.", "type": "array", "items": override}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "articlefix",
        "description": "articlefix.toml, and the table [tool.articlefix] of pyproject.toml.",
        "type": "object",
        "properties": {**shared, "overrides": overrides},
        "additionalProperties": False,
        "$defs": {"options": {"properties": options}},
    }


def page() -> str:
    """Return the text of the schema."""
    return json.dumps(schema(), indent=2) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
