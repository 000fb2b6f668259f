"""The space behind a mark that fills its square.

    晚了， 走了            -> 晚了，走了             Chinese and Japanese, where a text does so often

Left alone: Japanese question and exclamation marks, which a space may follow.
"""

from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.scan.pattern import Pattern

_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff"
_SPACED = Pattern(rf"(?<=[{_IDEOGRAPH}][\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01]) (?=[{_IDEOGRAPH}])")
# Translators leave one here and there: in published ones 1 mark in 100 has a space behind it.
_HABIT = 1 / 20


@where(_SPACED)
def after_full_width(document: Document) -> Iterator[Edit]:
    """Yield the removal of the space behind a full-width mark, in a text that often has one there."""
    text, marks = document.text, language(document.language).habits.full_width_marks
    if not marks:
        return
    found = [match for match in document.scan.matches(_SPACED) if text[match.start() - 1] in marks]
    if found and len(found) >= _HABIT * sum(map(text.count, marks)):
        for match in found:
            yield Edit(*match.span(), "", ("space-after-full-width-mark",))
