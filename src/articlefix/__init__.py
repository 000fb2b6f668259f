"""Repair scraped article text, and say exactly what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articlefix.cleaner import Cleaner, Result, clean
    from articlefix.config import Config
    from articlefix.core.contract import Contract, Touch
    from articlefix.core.document import Document, Span
    from articlefix.core.edits import Edit, Finding
    from articlefix.core.passes import Find, Pass, Report, Rule, Stage
    from articlefix.errors import (
        ArticlefixError,
        ConfigError,
        ContractError,
        ExtractionError,
        FileError,
        InputError,
        OutputError,
        OverlapError,
        PassError,
        PluginError,
        StructureError,
        UnstableError,
    )

__version__ = "0.1.0"

__all__ = [
    "ArticlefixError",
    "Cleaner",
    "Config",
    "ConfigError",
    "Contract",
    "ContractError",
    "Document",
    "Edit",
    "ExtractionError",
    "FileError",
    "Find",
    "Finding",
    "InputError",
    "OutputError",
    "OverlapError",
    "Pass",
    "PassError",
    "PluginError",
    "Report",
    "Result",
    "Rule",
    "Span",
    "Stage",
    "StructureError",
    "Touch",
    "UnstableError",
    "clean",
]

_HOME = {
    "Cleaner": "cleaner",
    "Config": "config",
    "Contract": "core.contract",
    "Document": "core.document",
    "Edit": "core.edits",
    "Find": "core.passes",
    "Finding": "core.edits",
    "Pass": "core.passes",
    "Report": "core.passes",
    "Result": "cleaner",
    "Rule": "core.passes",
    "Span": "core.document",
    "Stage": "core.passes",
    "Touch": "core.contract",
    "clean": "cleaner",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for.

    `articlefix --version` and the help load no pass; a program that wants an error class alone does not either.
    """
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - as all that this function imports

    value: object = getattr(import_module(f"articlefix.{_HOME.get(name, 'errors')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
