"""Lower the voice: `Stop!!!` -> `Stop!`."""

import re
from collections.abc import Iterator

from articlefix import Contract, Document, Edit, Pass, Rule, Stage, Touch

_SHOUT = re.compile(r"(?<!!)!{2,}+")
_RULE = Rule("shout", "Several exclamation marks stand in a row.", "Stop!!!", "Stop!", untouched="Stop!")


def find(document: Document) -> Iterator[Edit]:
    """Yield an edit for each run of exclamation marks."""
    for match in _SHOUT.finditer(document.text):
        yield Edit(*match.span(), "!", ("shout",))


PASS = Pass("shouting", Stage.PUNCTUATION, Contract(Touch.PUNCTUATION), (_RULE,), find)
