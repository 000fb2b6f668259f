"""Patterns that are compiled when they are first used: a start pays only for what its text needs."""

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stand in for a compiled pattern until one of its methods is asked for."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the pattern has under that name
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(re.compile(self._source, self._flags), name)
        # From now on it is found at once, without coming here.
        self.__dict__[name] = value
        return value


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    r"""Return what `re.compile` would, without the work of it before the first use.

    For a pattern with large character classes, or one that few texts need.

    >>> lazy(r"\d+").search("see page 12").group()
    '12'
    """
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
