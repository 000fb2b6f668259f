"""What both formats share: the tool's own comments, passages switched off by them, protected spans put in order."""

import re
from collections.abc import Iterable

from articlefix.core.document import Span
from articlefix.core.ignores import COMMENT, has_comment
from articlefix.scan.lazy import lazy

_SWITCH = lazy(r"<!--[ \t]*+articlefix:[ \t]*+(off|on)[ \t]*+-->", re.IGNORECASE)


def switched_off(text: str) -> list[Span]:
    """Return the passages between the `off` comment and the `on` comment, with both of them.

    Without an `on` all the rest is off. An `on` that switches nothing is protected itself, so that no pass
    takes it for a leftover of HTML, and so are the comments of `formats.ignores`.

    >>> text = "a <!-- articlefix: off -->  b <!-- articlefix: on --> c"
    >>> [text[span.start:span.end] for span in switched_off(text)]
    ['<!-- articlefix: off -->  b <!-- articlefix: on -->']
    """
    if not has_comment(text):
        return []
    spans: list[Span] = []
    begun: int | None = None
    for match in _SWITCH.finditer(text):
        if match[1].lower() == "off":
            begun = match.start() if begun is None else begun
        else:
            spans.append(Span(match.start() if begun is None else begun, match.end(), "verbatim"))
            begun = None
    if begun is not None:
        spans.append(Span(begun, len(text), "verbatim"))
    spans += (Span(*match.span(), "verbatim") for match in COMMENT.finditer(text))
    return spans


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` sorted and disjoint: those that overlap become one, verbatim where either is.

    Spans that only meet stay two, so that the place between them is free.

    >>> merge([Span(4, 6), Span(0, 3), Span(2, 4, "verbatim"), Span(7, 7)])
    (Span(start=0, end=4, kind='verbatim'), Span(start=4, end=6, kind='token'))
    """
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            kind = last.kind if last.kind == "verbatim" else span.kind
            merged[-1] = Span(last.start, max(last.end, span.end), kind)
        else:
            merged.append(span)
    return tuple(merged)
