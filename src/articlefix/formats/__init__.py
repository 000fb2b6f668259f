"""What is prose in a text and what is protected, by format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from articlefix.document import Format, Span
from articlefix.formats import text


def _markdown(source: str) -> tuple[Span, ...]:
    # Most runs see plain text alone, and need neither the scan's patterns nor the parser.
    from articlefix.formats import markdown  # noqa: PLC0415

    return markdown.protect(source)


PROTECT: Mapping[Format, Callable[[str], tuple[Span, ...]]] = MappingProxyType(
    {"text": text.protect, "markdown": _markdown}
)
