"""Read the fixture tables: `fixtures/<pass>/<rule>.toml`.

A table holds any of three lists. `repairs` (before, after), `reports` (text, at: what the finding covers) and
`leaves` (text). Every case has a `label`, and may have `language`, `format`, `options` and a `comment`. A text that
TOML cannot hold, one with half a surrogate pair, is written with JSON's escapes in a case that has `json = true`.
"""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from articlefix.config import OPTIONS
from articlefix.core.options import LISTS

FIXTURES = Path(__file__).parent.parent / "fixtures"
FOUND = Path(__file__).parent / "properties" / "found.toml"
PROFILES = FIXTURES / "boilerplate" / "profiles"


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as a cleaner takes them: a profile in its folder, the names of a list apart."""
    made = dict(options)
    if name := made.get("boilerplate_profile"):
        made["boilerplate_profile"] = str(PROFILES / name)
    for option in OPTIONS:
        if option.kind in LISTS and isinstance(made.get(option.name), str):
            made[option.name] = made[option.name].split(",")
    return made


class Case(NamedTuple):
    pass_name: str
    rule: str
    kind: str
    table: dict[str, Any]

    @property
    def options(self) -> dict[str, Any]:
        chosen: dict[str, Any] = {key: self.table[key] for key in ("language", "format") if key in self.table}
        return {"language": "en", **chosen, **given(self.table.get("options", {}))}

    def __str__(self) -> str:
        return f"{self.pass_name}/{self.rule}: {self.kind} {self.table['label']}"


def cases(*kinds: str, of: str = "*") -> list[Case]:
    found: list[Case] = []
    for path in sorted(FIXTURES.glob(f"{of}/*.toml")):
        found += (case for case in _of_table(path) if case.kind in kinds)
    return found


@cache
def _of_table(path: Path) -> list[Case]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(tables) <= {"repairs", "reports", "leaves"}, path
    return [
        Case(path.parent.name, path.stem, kind, _read(table)) for kind, listed in tables.items() for table in listed
    ]


def found(kind: str) -> list[dict[str, str]]:
    """Return the texts on which a `pass`, or the whole `chain`, once broke a promise."""
    cases: list[dict[str, str]] = tomllib.loads(FOUND.read_text(encoding="utf-8"))[kind]
    return cases


def _read(table: dict[str, Any]) -> dict[str, Any]:
    texts = {key: table[key] for key in ("before", "after", "text", "at") if key in table and table.get("json")}
    return table | {key: json.loads(f'"{text}"') for key, text in texts.items()}


def tables() -> set[tuple[str, str]]:
    return {(path.parent.name, path.stem) for path in FIXTURES.glob("*/*.toml")}
