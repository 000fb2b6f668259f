"""Look at a text as it will be without its invisible characters: for a pass that runs before they go."""

from collections.abc import Callable, Iterable

from articlefix.core.adapter import beneath
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.passes.characters import hidden


def see_through(
    document: Document, find: Callable[[str], Iterable[Edit]], text: str | None = None
) -> tuple[Edit, ...]:
    """Return what `find` gives for the text less what the pass `characters` will remove, over the text as it is.

    `text` is a later state of the document's, if given.
    """
    text = document.text if text is None else text
    return beneath(text, hidden(document, text), find)
