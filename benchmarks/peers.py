"""Tools that do a part of what articlefix does, as functions of a text: what the other programs compare with.

Those that are installed can be used: `pip install --group peers`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

Tool = Callable[[str], object]

STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def peers() -> Iterator[tuple[str, str, Callable[[], Tool]]]:
    """Yield the name of each peer, the module that it needs, and what makes it."""
    yield "ftfy", "ftfy", _ftfy
    yield "ftfy + straighten + smartypants", "smartypants", _chain
    yield "clean-text", "cleantext", _clean_text
    yield "sacremoses", "sacremoses", lambda: import_module("sacremoses").MosesPunctNormalizer().normalize
    yield "bifixer", "bifixer", _bifixer


def _ftfy() -> Tool:
    ftfy = import_module("ftfy")
    config = ftfy.TextFixerConfig(uncurl_quotes=False)
    return lambda text: ftfy.fix_text(text, config)


def _chain() -> Tool:
    fix, smartypants = _ftfy(), import_module("smartypants")
    attributes = smartypants.Attr.set1 | smartypants.Attr.u
    return lambda text: smartypants.smartypants(str(fix(text)).translate(STRAIGHT), attributes)


def _clean_text() -> Tool:
    clean = import_module("cleantext").clean
    return lambda text: clean(text, to_ascii=False, lower=False, no_line_breaks=False)


def _bifixer() -> Tool:
    cleaning = import_module("bifixer.restorative_cleaning")
    replacements, pattern = cleaning.getCharsReplacements("en")
    return lambda text: cleaning.fix(text, "en", replacements, pattern)


def installed() -> dict[str, Tool]:
    """Return the peers that are installed, by name."""
    return {name: make() for name, module, make in peers() if find_spec(module) is not None}
