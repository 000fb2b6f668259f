"""Mojibake that another pass uncovers: `&acirc;&euro;&trade;` is three entities first, and then one apostrophe."""

from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.passes.mojibake import repairs


def uncovered(document: Document, text: str, rule: str) -> Iterator[Edit]:
    """Yield the repairs of mojibake in `text`, under the rule that uncovered it."""
    for edit in repairs(document, text):
        yield edit._replace(rules=(rule,))
