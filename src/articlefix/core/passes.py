"""What a pass and a rule are, and when a pass runs."""

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import NamedTuple

from articlefix.core.contract import Contract
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding


class Stage(IntEnum):
    """When a pass runs. Within a stage built-in passes come first, then by name."""

    DECODE = 10
    MARKUP = 20
    CHARACTERS = 30
    LINES = 40
    SPACING = 50
    PUNCTUATION = 60
    QUOTES = 70
    REPORT = 80


class Rule(NamedTuple):
    """A defect that a pass knows, named after the defect.

    `before` and `after` show a repair (`after` is `None` for a rule that only reports), `untouched` a look-alike
    that is left alone. `options` are the cleaner's options under which the examples hold, if not the default.
    A test holds every built-in rule to its own examples.
    """

    name: str
    summary: str
    before: str = ""
    after: str | None = None
    untouched: str = ""
    options: tuple[tuple[str, str], ...] = ()


class Pass(NamedTuple):
    """One step of the chain: what it is called, when it runs, what it may touch, and how it finds defects.

    `find` reads a document and yields edits and findings over its text. It keeps no state between documents.
    `origin` names the distribution that a plugin came from, and is empty for a built-in pass.
    """

    name: str
    stage: Stage
    contract: Contract
    rules: tuple[Rule, ...]
    find: Callable[[Document], Iterable[Edit | Finding]]
    origin: str = ""
