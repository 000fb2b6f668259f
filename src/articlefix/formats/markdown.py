"""Markdown: everything that is syntax or verbatim is protected, and what is left is prose.

markdown-it-py, which implements CommonMark, says where the blocks are: a line that no paragraph, heading or table
row holds is verbatim. It gives no offsets inside a block, so a scan of our own finds the syntax there. It errs on
the side of protecting too much: a repair that is not made does less harm than a link that is broken.

Markers, bare link targets, footnote marks and the like are tokens, which go where their whole line goes. Code,
HTML, mathematics and shortcodes are verbatim.

A document that no longer parses as it did has been harmed; `formats.structure` tells.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from articlefix.core.document import Span
from articlefix.formats import front_matter as front
from articlefix.formats import text as plain
from articlefix.formats.spans import merge

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# What may end a template: nothing that begins in one paragraph ends in another.
_TEMPLATES = (("{{", "}}"), ("{%", "%}"))
_BODY = r"raw|highlight|code|codeblock|verbatim|comment|math|katex|latex|mermaid|plantuml|chroma"
_BODY_OPENS = re.compile(rf"\{{[{{%]-?[<%]?\s*+({_BODY})\b")
_BODY_CLOSES = re.compile(rf"\{{[{{%]-?[<%]?\s*+(?:end|/)\s*+({_BODY})\b[^{{}}\n]*+\}}?[}}%]?")

_LINE = re.compile(
    r"""
      (?:!!!|\?\?\?\+?|===|:::+|%%)[^\n]*+                       # admonitions, tabs, containers
    | \*\[[^\]\n]++\]:[^\n]*+                                  # an abbreviation
    | (?:import|export)\b[^\n]*\bfrom[ ]["'][^\n]*+              # MDX
    | \[[ xX]\][ \t]                                             # the box of a task
    | :[ \t]++                                                   # a definition
    | \[![A-Za-z]++\][+-]?                                       # an alert
    | \[\^[^\]\n]++\]:                                           # a footnote
    | \{[:.\#%][^\n]*+                                           # attributes of a block
    """,
    re.VERBOSE,
)

_INLINE = re.compile(
    r"""
      (?P<ticks>`++)
    | (?P<math>\$|\\[(\[])
    | (?P<angle><)
    | (?P<verbatim>
        \\(?:[!-/:-@\[-`{-~]|\n)                                  # an escape, a hard break
      | \{[:.\#][^{}\n]*+\}                                       # attributes, as in kramdown and Pandoc
      | &(?:lt|gt|amp|quot|apos|ast|lowbar|[lr](?:sqb|brack|par|cub|brace)|grave|bsol|num|verbar|vert|dollar|excl
          |colon|tilde|hyphen|\#0*+(?:[3-9]\d|1[012]\d)|\#[xX]0*+[2-7][\da-fA-F]);   # a mark kept from being syntax
      )
    | (?P<link>\]\()
    | (?P<token>
        \]\[[^\[\]\n]{0,999}+\]                                   # the label of a reference
      | \[\^[^\[\]\s]++\]:?                                       # a footnote mark
      | (?>(?:(?<![ \t])[ \t]++)?)(?:
          !?\[\[[^\[\]\n]++\]\]                                   # a wiki link
        | !\[                                                     # an image begins
        | (?<![\w:]):(?:[a-z][a-z0-9_+-]*+|[+-]1):(?!\w)           # an emoji by its name
        )
      | [*_]++|~~++|==++
      )
    """,
    re.VERBOSE,
)

_ATTRIBUTE = r"""\s++[A-Za-z_:@#.][\w.:@#-]*+(?>(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|\{[^{}]*+\}|[^\s"'=<>`]++))?)"""
_TAG = re.compile(
    rf"<(?:/[A-Za-z][\w.:-]*+\s*+|[A-Za-z][\w.:-]*+(?>(?:{_ATTRIBUTE})*)\s*+/?|[A-Za-z/][^<>]{{0,1000}}+)>"
)
_OPAQUE = re.compile(r"<(code|kbd|samp|var|pre|script|style|math|svg|tt|textarea)\b", re.IGNORECASE)
_TARGET = re.compile(
    r"""\]\(
      (?:\s*+
        (?>(?:<[^<>\n]*+>)?)
        (?>(?:[^\s()\\<]|\\.|\((?>(?:[^\s()\\]|\\.|\((?>(?:[^\s()\\]|\\.)*)\))*)\))*)
        (?>(?:\s++(?:"(?>(?:[^"\\]|\\.)*)"|'(?>(?:[^'\\]|\\.)*)'|\((?>(?:[^()\\]|\\.)*)\)))?)
        \s*+\)
      | [^()\n]{0,500}+\)
      )""",
    re.VERBOSE | re.DOTALL,
)
_LABEL = re.compile(r"\[((?>(?:[^\[\]\\]|\\.){1,999}))\]", re.DOTALL)
_ROW_BAR = re.compile(r"(?>(?:(?<![ \t])[ \t]++)?)\|[ \t]*+")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]++\*?)\}")
_MATH_SIGN = re.compile(r"[\\^_{}=]")
_WORD = re.compile(r"[^\W\d_]{2}")
_SHORT_NAME = re.compile(r"[A-Za-z]{1,3}'*")
_MATH_LIMIT = 600


class _Region(NamedTuple):
    """A run of the text that one paragraph, heading or table row fills, with its markers between its lines."""

    start: int
    end: int


def protect(text: str, front_matter: Sequence[str] = ()) -> tuple[Span, ...]:
    """Return the spans of a Markdown text that are not prose, sorted and disjoint.

    `front_matter` names the keys of front matter whose text is prose.

    >>> text = "- Say `a , b` and [“this”](x.md) ."
    >>> [text[span.start:span.end] for span in protect(text)]
    ['- ', '`a , b`', '](x.md)']
    """
    # One code point for one, so that offsets hold: the parser takes both for something else.
    source = text.replace("\r", " ").replace("\0", "\N{REPLACEMENT CHARACTER}")
    spans = list(plain.tokens(text))  # with the passages that are switched off
    data = list(front.spans(source, front_matter))
    body = data[-1].end if data else 0
    spans += data
    spans += _templates(source)
    spans += _display_math(source)
    spans += _environments(source)
    regions, blocks, labels = _blocks(source, body)
    spans += blocks
    for region in regions:
        spans += _inline(source, region)
        if labels:
            spans += _references(source, region, labels)
    return merge(spans)


@cache
def _block_parser() -> "MarkdownIt":
    # The parser costs as much to import as all the rest of a start; plain text goes without.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


def _blocks(source: str, body: int) -> tuple[list[_Region], list[Span], set[str]]:
    """Return the regions of prose, the spans of all other lines, and the labels of reference definitions."""
    environment: dict[str, Any] = {}
    tokens = _block_parser().parse(source[body:], environment)
    starts = _line_starts(source, body)
    regions: list[_Region] = []
    spans: list[Span] = []
    # For each line the number of the block of prose that holds it, or 0.
    owners = [0] * (len(starts) - 1)
    for token in tokens:
        if token.map is None:
            continue
        first, last = token.map
        if token.type == "tr_open":
            regions += _row(source, starts, first, spans)
            owners[first] = len(regions)
        elif token.type == "inline" and not owners[first]:
            regions += _paragraph(source, starts, first, token.content, spans)
            count = token.content.count("\n") + 1 if token.content else 0
            owners[first : first + count] = [len(regions)] * count
        elif token.type in ("fence", "code_block", "html_block"):
            spans.append(Span(starts[first], starts[last] - 1, "verbatim"))
    spans += _borders(source, starts, owners)
    return regions, spans, set(environment.get("references", ()))


def _line_starts(source: str, body: int) -> list[int]:
    """Return where each line begins, and one past the line end after the last."""
    starts = [body]
    position = source.find("\n", body)
    while position >= 0:
        starts.append(position + 1)
        position = source.find("\n", position + 1)
    starts.append(len(source) + 1)
    return starts


def _row(source: str, starts: list[int], line: int, spans: list[Span]) -> list[_Region]:
    """Protect the bars of a row of a table, and the white space that lines the columns up."""
    start, end = starts[line], starts[line + 1] - 1
    spans += (Span(*match.span(), "verbatim") for match in _ROW_BAR.finditer(source, start, end))
    return [_Region(start, end)]


def _paragraph(source: str, starts: list[int], first: int, content: str, spans: list[Span]) -> list[_Region]:
    """Protect what stands before and after the prose of each line; return the region from first to last."""
    region: _Region | None = None
    for line, piece in enumerate(content.split("\n"), first):
        start, end = starts[line], starts[line + 1] - 1
        prose = piece.strip()
        at = source.rfind(prose, start, end) if prose else -1
        if at < 0:
            # The parser has changed the line beyond recognition: leave it alone.
            spans.append(Span(start, end, "verbatim"))
            continue
        spans.append(Span(start, at))
        behind = source[at + len(prose) : end]
        # Two spaces break the line; the marks after a heading belong to it.
        if behind.strip() or behind.endswith("  "):
            spans.append(Span(at + len(prose), min(end + 1, len(source))))
        if match := _LINE.match(source, at, end):
            spans.append(Span(*match.span(), "verbatim"))
        region = _Region(region.start if region else at, at + len(prose))
    return [region] if region else []


def _borders(source: str, starts: list[int], owners: list[int]) -> Iterator[Span]:
    """Yield the lines that are no prose, and the line ends that keep two blocks apart."""
    blank = [not source[start : end - 1].strip() for start, end in pairwise(starts)]
    for line, owner in enumerate(owners):
        if blank[line]:
            continue
        if not owner:
            yield Span(starts[line], starts[line + 1] - 1, "verbatim")
        if line + 1 < len(owners) and not blank[line + 1] and (owners[line + 1] != owner or not owner):
            yield Span(starts[line + 1] - 1, starts[line + 1])


def _templates(source: str) -> Iterator[Span]:
    """Yield shortcodes and template tags, and then the bodies of those that hold code."""
    for opening, closing in _TEMPLATES:
        limit = -1
        at = source.find(opening)
        while at >= 0:
            if limit < at:
                limit = source.find("\n\n", at)
                limit = limit if limit >= 0 else len(source)
            end = source.find(closing, at + 2, limit)
            if end >= 0:
                # A shortcode stands by itself: the space before it is not one before a mark.
                start = len(source[max(0, at - 80) : at].rstrip(" \t")) + max(0, at - 80)
                yield Span(start, end + 2, "verbatim")
            at = source.find(opening, end + 2 if end >= 0 else limit)
    yield from _bodies(source)


def _bodies(source: str) -> Iterator[Span]:
    """Yield the bodies of those shortcodes and tags that hold code."""
    opened: dict[str, int] = {}
    marks = [(match.start(), match.end(), match[1], True) for match in _BODY_OPENS.finditer(source)]
    marks += [(match.start(), match.end(), match[1], False) for match in _BODY_CLOSES.finditer(source)]
    for start, end, name, opens in sorted(marks):
        if opens:
            opened.setdefault(name, start)
        elif name in opened:
            yield Span(opened.pop(name), end, "verbatim")


def _display_math(source: str) -> Iterator[Span]:
    r"""Yield what stands from a line that begins with `$$` to the next `$$`, and from a line `\[` to `\]`."""
    for opening, closing in (("$$", "$$"), ("\\[\n", "\\]")):
        at = _line_beginning(source, opening, 0)
        while at >= 0:
            end = source.find(closing, at + 2)
            if end < 0:
                return
            yield Span(at, end + 2, "verbatim")
            at = _line_beginning(source, opening, end + 2)


def _environments(source: str) -> Iterator[Span]:
    r"""Yield each outermost `\begin{align}` … `\end{align}`."""
    name, begun = "", 0
    for match in _ENVIRONMENT.finditer(source):
        if not name and match[1] == "begin":
            name, begun = match[2], match.start()
        elif match[2] == name and match[1] == "end":
            yield Span(begun, match.end(), "verbatim")
            name = ""


def _line_beginning(source: str, opening: str, position: int) -> int:
    """Return where `opening` next begins a line, or -1."""
    if position == 0 and source.startswith(opening):
        return 0
    at = source.find("\n" + opening, position)
    return at + 1 if at >= 0 else -1


def _inline(source: str, region: _Region) -> Iterator[Span]:
    """Yield the syntax inside one region of prose, from left to right."""
    position, end = region
    closers = _Closers(source, region)
    while match := _INLINE.search(source, position, end):
        start, position = match.span()
        kind = match.lastgroup
        if kind in ("ticks", "angle", "math"):
            stop = _closed(source, match, end, closers)
            if stop >= 0:
                yield Span(start, stop, "verbatim")
                position = stop
        elif kind == "link":
            target = _TARGET.match(source, start, end)
            if target:
                yield Span(*target.span(), "token")
                position = target.end()
        else:
            yield Span(start, position, "verbatim" if kind == "verbatim" else "token")
            # The bracket that ends a label may begin the next: `][a][b]`.
            position -= source.startswith("][", start)


def _closed(source: str, match: re.Match[str], end: int, closers: "_Closers") -> int:
    """Return the end of what a mark opens and another closes, or -1 where none does."""
    start, position = match.span()
    if match.lastgroup == "ticks":
        return closers.ticks(start, position)
    if match.lastgroup == "angle":
        return _angle(source, start, end, closers)
    stop = _math(source, start, end, closers)
    return position if stop < 0 and source[start] == "\\" else stop


class _Closers:
    """Where the closing marks of a region are: each is looked for once, so that the scan stays linear."""

    def __init__(self, source: str, region: _Region) -> None:
        self._source = source
        self._end = region.end
        self._ticks: dict[int, list[int]] | None = None
        self._start = region.start
        self._absent: set[str] = set()

    def ticks(self, start: int, end: int) -> int:
        """Return the end of the code span that the run of backticks `start:end` opens, or -1."""
        if self._ticks is None:
            self._ticks = {}
            for match in re.finditer("`++", self._source[self._start : self._end]):
                self._ticks.setdefault(match.end() - match.start(), []).append(match.start() + self._start)
            for runs in self._ticks.values():
                runs.reverse()
        length = end - start
        runs = self._ticks.get(length, [])
        while runs and runs[-1] < end:
            runs.pop()
        return runs[-1] + length if runs else -1

    def find(self, mark: str, position: int) -> int:
        """Return where `mark` next ends, or -1."""
        if mark in self._absent:
            return -1
        at = self._source.find(mark, position, self._end)
        if at < 0:
            self._absent.add(mark)
            return -1
        return at + len(mark)


def _angle(source: str, start: int, end: int, closers: _Closers) -> int:
    """Return the end of the HTML or autolink that begins at `start`, or -1."""
    for opening, closing in (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">")):
        if source.startswith(opening, start):
            return closers.find(closing, start + len(opening))
    match = _TAG.match(source, start, end)
    if not match:
        return -1
    opaque = _OPAQUE.match(source, start, match.end())
    if opaque and source[match.end() - 2] != "/":
        closed = closers.find(f"</{opaque[1]}>", match.end())
        return closed if closed >= 0 else match.end()
    return match.end()


def _math(source: str, start: int, end: int, closers: _Closers) -> int:
    r"""Return the end of the mathematics that begins at `start`, or -1 where it may as well be money.

    `$5 and $6` is money, and so is `US$5, C$6`; `$x$`, `$a_1 + b$` and `$O(n)$` are not.
    """
    if source.startswith("$$", start):
        return closers.find("$$", start + 2)
    if source[start] == "\\":
        return _bracketed_math(source, start, end)
    return _dollar_math(source, start, min(end, start + _MATH_LIMIT))


def _bracketed_math(source: str, start: int, end: int) -> int:
    r"""Return the end of the mathematics in `\(` and `\)` or `\[` and `\]`, or -1."""
    closing = "\\)" if source[start + 1] == "(" else "\\]"
    at = source.find(closing, start + 2, min(end, start + _MATH_LIMIT))
    return at + 2 if at >= 0 and _MATH_SIGN.search(source, start + 2, at) else -1


def _dollar_math(source: str, start: int, limit: int) -> int:
    """Return the end of the mathematics between two dollar signs, or -1."""
    at = source.find("$", start + 1, limit)
    while at > 0 and source[at - 1] == "\\":
        at = source.find("$", at + 1, limit)
    inner = source[start + 1 : at] if at > 0 else ""
    if not inner or inner != inner.strip() or source[at + 1 : at + 2].isdigit():
        return -1
    clear = _MATH_SIGN.search(inner) or _SHORT_NAME.fullmatch(inner) or not _WORD.search(inner)
    return at + 1 if clear else -1


def _references(source: str, region: _Region, labels: set[str]) -> Iterator[Span]:
    """Yield the brackets whose words name a reference definition: a changed mark would break the link."""
    from markdown_it.common.utils import normalizeReference  # noqa: PLC0415 - as for the parser

    for match in _LABEL.finditer(source, *region):
        if normalizeReference(match[1]) in labels:
            yield Span(*match.span())
