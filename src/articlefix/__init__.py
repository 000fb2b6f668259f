"""Repair scraped article text, and say exactly what was done."""

from articlefix.cleaner import Cleaner, Result, clean
from articlefix.config import Config
from articlefix.contract import Contract, Pass, Rule, Stage, Touch
from articlefix.document import Document, Span
from articlefix.edits import Edit, Finding
from articlefix.errors import (
    ArticlefixError,
    ConfigError,
    ContractError,
    InputError,
    OutputError,
    OverlapError,
    PassError,
    PluginError,
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
    "Finding",
    "InputError",
    "OutputError",
    "OverlapError",
    "Pass",
    "PassError",
    "PluginError",
    "Result",
    "Rule",
    "Span",
    "Stage",
    "Touch",
    "UnstableError",
    "clean",
]
