"""What a pass and a rule are, and when a pass runs."""

from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from functools import partial
from typing import Concatenate, NamedTuple

from articlefix.core.contract import Contract
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.options import Option, Value


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
    `origin` names the distribution that a plugin came from, and is empty for a built-in pass. `options` are those
    that the pass declares: `find` takes the value of each as an argument of its name.
    """

    name: str
    stage: Stage
    contract: Contract
    rules: tuple[Rule, ...]
    find: Callable[Concatenate[Document, ...], Iterable[Edit | Finding]]
    origin: str = ""
    options: tuple[Option, ...] = ()

    def with_options(self, values: Mapping[str, Value]) -> "Pass":
        """Return the pass with its options set to what `values` has for them, else to their defaults.

        `values` are checked, and may hold options of other passes. A pass without options is returned as it is.
        """
        if not self.options:
            return self
        given = {option.name: option.given(values.get(option.name, option.default)) for option in self.options}
        return self._replace(find=partial(self.find, **given))
