r"""Markup of other tools than HTML: shortcodes in a line of their own, forums, wikis, mail.

    "[b]a mistake[/b]"                    -> "a mistake"                 BBCode, in pairs
    "[[Louise Michel|Michel]] was '''old'''" -> "Michel was old"         wikitext
    "{{< figure src=a.jpg >}}"            -> ""                          shortcodes of site generators

Left alone: words in brackets, `[i]` without its partner, arrays and tests of a shell.
"""

from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.passes.markup.about import is_about_html
from articlefix.passes.markup.debris import removal
from articlefix.scan.pattern import Pattern

# What sets typographic marks sets them here, too: `zoom=”17″`.
_MARK = '"\u201c\u201d\u2033'
_VALUE = rf"(?:[{_MARK}][^{_MARK}\]\n]{{0,300}}[{_MARK}]|'[^'\]\n]{{0,300}}'|[\w.-]{{1,100}})"
_OWN_LINE = (
    Pattern(rf"^\[[a-z][\w-]{{2,40}}(?: [\w-]{{1,40}}={_VALUE}){{1,20}} ?/?\]$"),
    Pattern(r"^\{\{< [a-z][^{}\n/]{1,300} [^{}\n]{1,300} >\}\}$"),
    Pattern(r"\[cid:[^\[\]\s]{3,100}\]"),
)
_PAIRED = Pattern(r"\{\{[<%] ?/")
_FORUM = Pattern(r"\[(?P<close>/?)(?P<name>b|i|u|url|quote|color|size|center|img|email)(?:=[^\[\]\n]{1,300})?\]")

_SPACES = "File|Image|Category|Datei|Bild|Kategorie|Fichier|Cat\u00e9gorie|Archivo|Categor\u00eda"
_WIKI_LINK = Pattern(r"(?<!!)\[\[(?![\s\d'\"\[-])(?!\w+:\w)(?:[^\[\]|\n]{1,100}\|)?([^\[\]|\n]{1,100})\]\]")
_WIKI_FILE = Pattern(rf"\[\[(?:{_SPACES}):[^\[\]\n]{{1,500}}\]\]")
_WIKI_STRONG = Pattern(r"(?<!')'''(?!')([^'\n]{1,200})'''(?!')")
_WIKI_EMPHASIS = Pattern(r"(?<!')''(?!')([^'\n]{1,200})''(?!')")
_WIKI_HEADING = Pattern(r"^(={2,4}) ?([^=\n]{1,100}?) ?\1$")

_SCRIPT = Pattern(
    r"^(?:googletag|window\.(?:dataLayer|googletag)|console\.log\(|mw\.loader|\(adsbygoogle|document\.write\("
    r"|\{\"@context\": ?\"https?:|__NEXT_DATA__)[^\n]*$|\bNaN/NaN/NaN\b"
)


@where(*_OWN_LINE)
def other_shortcodes(document: Document) -> Iterator[Edit]:
    """Yield the removal of shortcodes that have a line of their own, and of the pictures of a mail."""
    if document.scan.has(_PAIRED):
        return  # a text for a site generator: what a pair encloses may be code
    for pattern in _OWN_LINE:
        for match in document.scan.matches(pattern):
            yield removal(document.text, *match.span(), "shortcode")


@where(_FORUM)
def forum_code(document: Document) -> Iterator[Edit]:
    """Yield the removal of BBCode that is opened and closed."""
    found = list(document.scan.matches(_FORUM))
    names = {(bool(match["close"]), match["name"]) for match in found}
    for match in found:
        if {(True, match["name"]), (False, match["name"])} <= names and not is_about_html(document, match):
            yield Edit(*match.span(), "", ("forum-code",))


@where(_WIKI_FILE, _WIKI_STRONG, _WIKI_LINK, _WIKI_HEADING)
def wikitext(document: Document) -> Iterator[Edit]:
    """Yield what a wiki shows for its marks; two single quotes are its own only beside others of them."""
    scan = document.scan
    for match in scan.matches(_WIKI_FILE):
        yield removal(document.text, *match.span(), "wikitext")
    shown = [*scan.matches(_WIKI_STRONG), *scan.matches(_WIKI_LINK)]
    if shown:
        shown += scan.matches(_WIKI_EMPHASIS)
    end = -1
    for match in sorted(shown, key=lambda match: match.start()):
        if match.start() >= end:  # what stands within another is seen next
            end = match.end()
            yield Edit(*match.span(), match[1], ("wikitext",))
    for match in scan.matches(_WIKI_HEADING):
        yield Edit(*match.span(), match[2], ("wikitext",))


@where(_SCRIPT)
def scripts(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line of a script that a page left."""
    if "```" in document.text:
        return  # code that the text shows
    for match in document.scan.matches(_SCRIPT):
        yield Finding(*match.span(), "leftover-element", "a script of a page stands in the text")
