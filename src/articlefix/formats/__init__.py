"""What is prose in a text and what is protected, by format."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from articlefix.document import Format, Span
from articlefix.formats import text

PROTECT: Mapping[Format, Callable[[str], tuple[Span, ...]]] = MappingProxyType({"text": text.protect})
