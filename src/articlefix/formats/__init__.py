"""What is prose in a text and what is protected, by format."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from articlefix.core.document import Format, Near, Protect, Span
from articlefix.formats import text


def _markdown(source: str, front_matter: Sequence[str] = ()) -> tuple[Span, ...]:
    # Most runs see plain text alone, and need neither the scan's patterns nor the parser.
    from articlefix.formats import markdown  # noqa: PLC0415

    return markdown.protect(source, front_matter)


PROTECT: Mapping[Format, Protect] = MappingProxyType({"text": text.protect, "markdown": _markdown})

NEAR: Mapping[Format, Callable[[str], Near | None]] = MappingProxyType({"text": text.near})
"""What finds the spans around a run alone; in Markdown what stands far above it may tell of a passage."""


def opened(front_matter: Sequence[str]) -> Protect:
    """Return what finds the protected spans of Markdown where the text of these keys of front matter is prose."""
    return partial(_markdown, front_matter=front_matter)
