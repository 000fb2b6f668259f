"""Files that are no article, told by their names and by what they hold: pages, data, programs.

What makes good prose of an article destroys them. A name tells most; a content is believed where all of it is of
one kind, for an article may begin with markup that it talks about, show a record, or hold a table.
"""

import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from articlefix.files.find import MARKDOWN
from articlefix.scan.lazy import lazy

HTML, XML, JSON, CSV, RTF, PDF, SOURCE = "HTML", "XML", "JSON", "CSV", "RTF", "PDF", "source code"

_ENDINGS = {
    HTML: "html htm xhtml xht shtml mhtml mht",
    XML: "xml rss atom opml svg xsl xslt rdf kml plist wxr",
    JSON: "json jsonl ndjson json5 geojson jsonld webmanifest ipynb har",
    CSV: "csv tsv tab psv",
    RTF: "rtf",
    PDF: "pdf",
    "configuration": "yaml yml toml ini cfg conf properties env lock",
    SOURCE: (
        "py pyi pyx ipy js mjs cjs jsx ts tsx vue svelte css scss sass less php rb pl pm lua tcl sh bash zsh"
        " fish ps1 bat cmd c h cc cpp cxx hh hpp hxx m mm cs fs vb java kt kts scala groovy gradle clj cljs go"
        " rs swift dart zig nim jl r f90 f95 for pas ada adb ads hs lhs ml mli ex exs erl hrl elm lisp el scm"
        " rkt asm s sql graphql proto cmake mk make diff patch jinja jinja2 j2 ejs erb hbs mustache twig"
        " liquid haml pug"
    ),
}
_BY_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}
_BY_NAME = {"makefile": SOURCE, "dockerfile": SOURCE, "cmakelists.txt": SOURCE, "robots.txt": "configuration"}

_STARTS = (
    (lazy(r"\{\\rtf\d[\\{ ].*\}\s*\Z", re.DOTALL), RTF),
    (lazy(r"%PDF-\d\.\d\s*[\r\n]"), PDF),
    (lazy(r"#!/\S+(?: \S+)?\r?\n"), SOURCE),
    (lazy(r"<\?php[ \t]*(?:\r?\n|[^\n]*[;{}>][ \t]*\r?(?:\n|\Z))"), SOURCE),
)
"""How files begin that are of one kind to their end: a text that talks of one has words in the same line."""

_HEAD = lazy(r"(?>(?:\s+|<!--.*?-->|<\?.*?\?>|<!doctype[^<>\[]*(?:\[.*?\]\s*)?>)*)", re.IGNORECASE | re.DOTALL)
_PAGE = lazy(r"<!doctype\s+html", re.IGNORECASE)
_DECLARED = lazy(r"<\?xml\s|<!doctype\s", re.IGNORECASE)
_ROOT = lazy(r"<([A-Za-z][\w:.-]*)(?=[\s/>])")
_PAGE_ROOTS = {"html", "head", "body"}
_DATA_ROOTS = {"rss", "feed", "svg", "opml", "urlset", "sitemapindex", "rdf:rdf"}
_SPACE = lazy(r"\s*+")
_TAG = lazy(r"</?[A-Za-z][^<>]*>|<!--|-->")
_AFTER_ROOT = lazy(r"(?>(?:\s+|<!--.*?-->|</\w+\s*>)*)", re.DOTALL)

_FRAGMENT = 0.5
"""The share of markup in a fragment of a page, whose links and classes outweigh the words.

Paragraphs of a feed, bare `<p>` and `<em>`, have a tenth, and their markup is repaired as leftovers are."""
_TRUNCATED = 0.1
"""The share of markup in a page that is cut off: an article that only begins with a line of it has less."""
_REFUSALS = {
    HTML: "articlefix clean --format html gives its article",
    JSON: "articlefix corpus cleans the articles in JSON Lines",
    RTF: "save it as plain text first",
    PDF: "extract its text first, with pdftotext for example",
}

_FEWEST_ROWS, _FEWEST_FIELDS, _ROWS_LOOKED_AT = 3, 3, 200


class Kind(NamedTuple):
    """What a file is instead of an article, and whether its name or its content tells."""

    name: str
    by_name: bool

    @property
    def refusal(self) -> str:
        """Why it is not cleaned, and what to do instead."""
        said = f"{'is' if self.by_name else 'holds'} {self.name}, not an article, and is left alone"
        return f"{said}; {_REFUSALS[self.name]}" if self.name in _REFUSALS else said


def kind_of(path: str, text: str) -> Kind | None:
    r"""Return what a file is that is no article, by its path (which may be empty) and by the text in it.

    >>> kind_of("page.HTML", "")
    Kind(name='HTML', by_name=True)
    >>> kind_of("", '{"title": "Late"}\n{"title": "Later"}\n')
    Kind(name='JSON', by_name=False)
    >>> kind_of("a.txt", '{"title": "Late"} is a record, and this is a sentence about it.')
    """
    name = os.path.basename(path).lower()
    told = _BY_NAME.get(name) or _BY_ENDING.get(os.path.splitext(name)[1][1:])
    if told:
        return Kind(told, by_name=True)
    held = _content(text, is_markdown=name.endswith(MARKDOWN))
    return Kind(held, by_name=False) if held else None


def _content(text: str, *, is_markdown: bool) -> str | None:
    for start, kind in _STARTS:
        if start.match(text):
            return kind
    first = next((character for character in text if not character.isspace()), "")
    if first == "<":
        return _markup(text, is_markdown=is_markdown)
    if first in ("{", "["):
        return JSON if _is_json(text) else None
    return CSV if not is_markdown and _is_table(text) else None


def _markup(text: str, *, is_markdown: bool) -> str | None:
    """Tell a whole page or a whole document of XML from a text that begins with markup.

    Markdown may hold any fragment of HTML, which is protected there.
    """
    head = _HEAD.match(text)
    begin = head.end() if head else 0
    root = _ROOT.match(text, begin)
    if root is None:
        return None
    name = root[1].lower()
    if name in _PAGE_ROOTS or _PAGE.search(text, 0, begin):
        return HTML if _is_whole(text, "html") else None
    if name in _DATA_ROOTS or _DECLARED.search(text, 0, begin):
        return XML if _is_whole(text, name) else None
    if not is_markdown and text.rstrip().endswith(">") and _share_of_tags(text) >= _FRAGMENT:
        return HTML
    return None


def _is_whole(text: str, root: str) -> bool:
    """Tell whether nothing but markup follows the last end of the root; a page without one may be cut off."""
    ends = [found.end() for found in re.finditer(rf"</{re.escape(root)}\s*>", text, re.IGNORECASE)]
    if ends:
        after = _AFTER_ROOT.match(text, ends[-1])
        return after is not None and after.end() == len(text)
    return text.rstrip().endswith(">") or _share_of_tags(text) >= _TRUNCATED


def _share_of_tags(text: str) -> float:
    return sum(len(match[0]) for match in _TAG.finditer(text)) / len(text)


def _is_json(text: str) -> bool:
    """Tell whether a text is one value or several, a line each as a rule, and nothing else."""
    if '"' not in text:
        return False
    import json  # noqa: PLC0415 - few texts begin as one does

    decoder, position, end = json.JSONDecoder(), 0, len(text.rstrip())
    try:
        while (found := _SPACE.match(text, position)) and found.end() < end:
            value, position = decoder.raw_decode(text, found.end())
            if not isinstance(value, dict | list):
                return False
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(text: str) -> bool:
    """Tell whether every line has the same number of fields, three or more, as a table of data has.

    A comma in prose has a space after it, and in a table almost never.
    """
    line = text.partition("\n")[0]
    for mark in ("\t", ",", ";"):
        if line.count(mark) + 1 >= _FEWEST_FIELDS and f"{mark} " not in line:
            rows = list(islice(_rows(text, mark), _ROWS_LOOKED_AT))
            return len(rows) >= _FEWEST_ROWS and len(set(rows)) == 1 and rows[0] >= _FEWEST_FIELDS
    return False


def _rows(text: str, mark: str) -> Iterator[int]:
    """Yield how many fields each row has; 0 for what no table holds."""
    import csv  # noqa: PLC0415 - likewise

    lines = text.rstrip("\r\n").split("\n")
    try:
        for row in csv.reader(lines, delimiter=mark, strict=True):
            prose = mark != "\t" and any(field.startswith(" ") for field in row)
            yield 0 if prose else len(row)
    except csv.Error:
        yield 0
