"""Front matter: the block of data above a Markdown article, and the values in it that a user opens to repair.

No parser of YAML comes with the tool, and none keeps places in the source. A value is opened only where its line
tells the whole of it: a plain or quoted scalar on one line, at the top level. What could end it stays protected,
and `same` tells afterwards whether all but the opened text is as it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from articlefix.core.document import Span
from articlefix.core.edits import Edit, apply
from articlefix.scan.lazy import lazy

BLOCK = re.compile(
    r"""\A(?:
      ---[ \t]*+\n
      (?=(?>(?:[ \t]*+(?:\#[^\n]*+)?\n)*) [ \t]*+(?:-[ ]|["'\w][^\n:]*+:|---|\.\.\.))   # a key, not a paragraph
      (?>(?:(?!(?:---|\.\.\.)[ \t]*$)[^\n]*+\n)*) (?:---|\.\.\.)[ \t]*+$
    | \+\+\+[ \t]*+\n (?>(?:(?!\+\+\+[ \t]*$)[^\n]*+\n)*) \+\+\+[ \t]*+$
    | \{[ \t]*+\n (?>(?:(?!\}[ \t]*$)[^\n]*+\n)*) \}[ \t]*+$
    )""",
    re.VERBOSE | re.MULTILINE,
)

# A plain scalar holds a word and a space, so that it is no date, number, or truth value before or after.
_YAML = lazy(
    r"""^(?P<key>[\w-]++)[ \t]*+:[ \t]++(?:
      "(?P<double>(?>(?:[^"\\\n]|\\.)+))"
    | '(?P<single>(?>(?:[^'\n]|'')+))'
    | (?P<plain>(?=[^\n]*?[^\W\d_]{2})(?=[^\n]*?\S[ ])
        [^\s\-?:,\[\]{}\#&*!|>'"%@`=~.](?>(?:(?![ \t]\#|:(?:[ \t]|$))[^\n])*)(?<![ \t]))(?=[ \t]*+\n\S)
    )[ \t]*+$""",
    re.VERBOSE | re.MULTILINE,
)
_TOML = lazy(
    r"""^(?P<key>[\w-]++)[ \t]*+=[ \t]*+(?:
      "(?P<double>(?>(?:[^"\\\n]|\\.)+))"
    | '(?P<single>[^'\n]++)'
    )[ \t]*+$""",
    re.VERBOSE | re.MULTILINE,
)
# Below its first table a key of TOML is not at the top level, and in a long string it is none.
_TOML_TOP_ENDS = lazy(r"""^[ \t]*+\[|\"{3}|'{3}""", re.MULTILINE)
_CLOSERS = {
    "double": lazy('\\\\(?:x..|u.{4}|U.{8}|.)|["\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]'),
    "single": lazy("'+|[\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}]"),
    # With what stands beside it: a space that came there would make a key or a comment.
    "plain": lazy(r"[^\n]?[:#]+[^\n]?"),
}


def spans(text: str, keys: Sequence[str] = ()) -> Iterator[Span]:
    r"""Yield the protected spans of the front matter of a text: all of it but the values of `keys`.

    >>> text = "---\ntitle: Tea , at last\ndate: 2024\n---\n"
    >>> [text[span.start:span.end] for span in spans(text, ["title"])]
    ['---\ntitle: ', '\ndate: 2024\n---']
    """
    block = BLOCK.match(text)
    if block is None:
        return
    done = 0
    for start, end, style in _opened(block.group(), keys):
        yield Span(done, start, "verbatim")
        for match in _CLOSERS[style].finditer(text, start, end):
            yield Span(*match.span(), "verbatim")
        done = end
    yield Span(done, block.end(), "verbatim")


def same(before: str, after: str, keys: Sequence[str] = ()) -> bool:
    r"""Tell whether two blocks of front matter differ in the text of the opened values alone.

    >>> same("---\ntitle: A tea , at last\n---", "---\ntitle: A tea, at last\n---", ["title"])
    True
    >>> same("---\ntitle: A tea :at last\n---", "---\ntitle: A tea: at last\n---", ["title"])
    False
    """
    return before == after or _closed(before, keys) == _closed(after, keys)


def bears(text: str, edits: Iterable[Edit], key: str) -> bool:
    """Tell whether the front matter of a text says what it did when its value for `key` alone is edited."""
    match = BLOCK.match(text)
    block = match.group() if match else ""
    values = [(start, end) for start, end, _ in _opened(block, (key,))]
    own = [edit for edit in edits if any(start <= edit.start and edit.end <= end for start, end in values)]
    return same(block, apply(block, own), (key,))


def _closed(block: str, keys: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Return all of a block but its opened text, with the escapes in that."""
    kept: list[str] = []
    done = 0
    for start, end, style in _opened(block, keys):
        escapes = "" if style == "plain" else "".join(re.findall(r"\\.|''", block[start:end]))
        kept += (block[done:start], style, escapes)
        done = end
    return tuple(kept), block[done:]


def _opened(block: str, keys: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the start, end and style of the text of each value that is opened."""
    if not keys or block.startswith("{"):
        return
    pattern, end = _YAML, len(block)
    if block.startswith("+++"):
        pattern = _TOML
        if match := _TOML_TOP_ENDS.search(block):
            end = match.start()
    for match in pattern.finditer(block, 0, end):
        if match["key"] in keys:
            style = next(style for style in ("double", "single", "plain") if match.groupdict().get(style))
            yield *match.span(style), style
