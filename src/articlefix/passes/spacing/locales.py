"""Spacing that one language or script has and English has not.

    ¿ Quién viene?        -> ¿Quién viene?         Spanish
    Vino.¿Quién?          -> Vino. ¿Quién?
    الأول،والثاني         -> الأول، والثاني        Arabic
    晚了， 走了            -> 晚了，走了             Chinese and Japanese, where a text does so often

Left alone: Japanese question and exclamation marks, which a space may follow. The spaces of French guillemets
belong to the pass over quotes.
"""

import re
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.scan.facts import uncommon
from articlefix.scan.patterns import lazy

GAP = "[ \t\u00a0\u202f]"

# Only before a question or exclamation that ends in its mark, not where the sign itself is meant.
_AFTER_INVERTED = lazy(
    rf"(?:\u00bf({GAP})(?=[^\W\d_][^\n\u00bf?]{{0,300}}\?)|\u00a1({GAP})(?=[^\W\d_][^\n\u00a1!]{{0,300}}!))"
)
# Behind a letter the sign is what is left of a lost one (`a\u00bfo`); behind a mark a sentence begins.
_GLUED_INVERTED = lazy(r"(?<=[^\W\d_][.,;:!?])[\u00bf\u00a1](?=[^\W\d_])")

_ARABIC = "\u0620-\u064a\u066e-\u06d3"
# The space before a mark goes in the same run.
_ARABIC_MARK = lazy(
    rf"[\u060c\u061b\u061f,](?:(?<=[{_ARABIC}\u064b-\u0652)\u00bb\u201d].)|(?<=[\u0600-\u06ff]{GAP}[\u061b\u061f]))"
    rf"(?=[{_ARABIC}])"
)

_IDEOGRAPHIC = "\u3040-\u30ff\u3400-\u9fff"
_FULL_WIDTH = {"zh": "\uff0c\u3002\u3001\uff1b\uff1a\uff1f\uff01", "ja": "\uff0c\u3002\u3001\uff1b\uff1a"}
# Translators leave one here and there: in published ones 1 mark in 100 has a space behind it.
_HABIT = 1 / 20


def own_spacing(document: Document) -> Iterator[Edit]:
    """Yield the edits that the language of a document asks for, beyond those that all have in common."""
    text = document.text
    language = document.language.lower().partition("-")[0]
    if "\u00bf" in uncommon(document) or "\u00a1" in uncommon(document):
        for match in _AFTER_INVERTED.finditer(text):
            yield Edit(*match.span(match.lastindex or 1), "", ("space-after-inverted-mark",))
        if language == "es":
            for match in _GLUED_INVERTED.finditer(text):
                yield Edit(match.start(), match.start(), " ", ("missing-space-before-inverted-mark",))
    if language == "ar":
        for match in _ARABIC_MARK.finditer(text):
            yield Edit(match.end(), match.end(), " ", ("missing-space-after-comma",))
    if language in _FULL_WIDTH:
        yield from _after_full_width(text, _FULL_WIDTH[language])


def _after_full_width(text: str, marks: str) -> Iterator[Edit]:
    """Yield the removal of the space behind a mark that fills its square, where the text often has one there."""
    found = list(re.finditer(rf"(?<=[{_IDEOGRAPHIC}][{marks}]) (?=[{_IDEOGRAPHIC}])", text))
    if found and len(found) >= _HABIT * sum(map(text.count, marks)):
        for match in found:
            yield Edit(*match.span(), "", ("space-after-full-width-mark",))
