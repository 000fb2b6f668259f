r"""Markup of other tools than HTML: shortcodes in a line of their own, forums, wikis, mail.

    "[b]a mistake[/b]"                    -> "a mistake"                 BBCode, in pairs
    "[[Louise Michel|Michel]] was '''old'''" -> "Michel was old"         wikitext
    "{{< figure src=a.jpg >}}"            -> ""                          shortcodes of site generators
    "It fell.<ref>The Gazette</ref>"      -> "It fell."                  notes of a wiki
    "See <https://example.org|the plan>"  -> "See the plan"              links of a chat

Left alone: words in brackets, `[i]` without its partner, arrays and tests of a shell.
"""

from collections.abc import Iterator
from itertools import chain

from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.formats.code import is_code
from articlefix.passes.markup.about import is_about_html, speaks_of_markup
from articlefix.passes.markup.debris import removal
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line

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

# Notes, which a wiki sets apart from the text, with the templates that stand for a note or for nothing in it.
# An element of another vocabulary has other attributes, or a number for its content. Behind a bar most languages of
# templates name what is done with a field, `{{anchor|safe}}`: a wiki's own have a value there.
_ATTRIBUTES = r"(?: (?:name|group|follow) ?=[^<>\n]{1,200})"
_NOTE = (
    rf"<ref{_ATTRIBUTES} ?/>|<ref{_ATTRIBUTES}>(?:[^<>]|<(?!/?ref\b)){{0,1000}}</ref>"
    r"|<ref>(?=[^<>]{0,300}[^\W\d_])(?:[^<>]|<(?!/?ref\b)){0,1000}</ref>"
)
_WIKI_VALUE = r"(?![A-Za-z_]+\}\})[^{}]{1,600}\}\}"
_EMPTY = (
    r"\{\{(?:"
    rf"(?:[Ss]fnp?|[Ee]fn|[Rr]efn|[Cc]ite [a-z]{{3,20}}|[Ww]ebarchive|[Ss]hort description)\|{_WIKI_VALUE}"
    r"|(?:[Rr]p|[Cc]oord)\|(?=[^{}]{0,40}\d)[^{}]{1,600}\}\}"
    r"|(?:[Cc]n|[Cc]itation needed|[Rr]eflist|[Nn]otelist|[Dd]ead link)(?:\|[a-z]{1,20}=[^{}]{1,300})?\}\})"
)
# They adjoin the claim, or have lines of their own: a sentence that names one does neither.
_WIKI_NOTE = Pattern(
    rf"(?<=[\w.,;:!?\u201d\u2019)\]])(?:{_NOTE}|{_EMPTY})(?:{_NOTE}|{_EMPTY})*(?![\w\u201d`])|^(?:{_EMPTY})$"
)
_WIKI_SHOWN = Pattern(
    r"\{\{(?:(?:[Nn]owrap|[Nn]obr|[Ss]mall)\||[Ll]ang\|[a-z]{2,3}\||formatnum:)"
    r"(?!(?<!lang\|[a-z]{2}\|)[a-z_]+\}\})([^{}|\n]{1,300})\}\}"
)
# A field of a template, or a text about a wiki's markup.
_OTHER_TEMPLATE = Pattern(
    r"\{\{ ?[a-z_]+ ?(?:\| ?[a-z_]+ ?)?\}\}|(?i:\b(?:wiki|template|mark)s? ?-?(?:markup|syntax|code)\b)"
)
_WIKI_SWITCH = Pattern(r"^__(?:NO|FORCE)?(?:TOC|EDITSECTION|INDEX|GALLERY)__$")

# What a chat writes for a link, a room or a person; behind the bar what it shows.
_CHAT = Pattern(
    r"<(?:(?:https?://|mailto:)[^<>|\s]{1,500}|(?P<mark>[#@])[A-Z0-9]{7,13})\|(?P<label>[^<>|\n]{1,300})>"
)
# Addresses hold bars, too: `css?family=Open+Sans|Roboto`. And a text may tell what a chat makes of a link.
_IS_ADDRESS = lazy(r"<https?://[^|]*\?[^|]*\|[^\s]*>")
_CHAT_NAMED = Pattern(r"\b(?:Slack|mrkdwn|[Bb]ots?|webhooks?)\b")
_CHAT_NAME = Pattern(r"<(?:[#@][A-Z0-9]{7,13}|!(?:channel|here|everyone))>")

# A span of Pandoc with its attributes, in text that is no Markdown: `[late]{.underline}`. TeX, programs and
# chemistry have braces behind brackets too, which hold no known class and follow a name.
_SPAN = Pattern(
    r"(?<![^\s(\u201c\"])\[([^\[\]\n\\{}]{1,300})\]"
    r"\{\.(?:underline|ul|smallcaps|small-caps|mark|highlight)(?: [^{}\n\\]{1,200})?\}"
)
_SPAN_NAMED = Pattern(
    r"\b(?:Pandoc|Quarto|bookdown|R?[Mm]arkdown|[Dd]jot|LaTeX|[Aa]ttributes?|[Ss]pans|class(?:es)?)\b|\]\([^()\s]+\)\{"
)

# What Word puts above a text that is pasted from it.
_OF_WORD = Pattern(
    r"^Normal 0 (?:[0-9]{1,3} ){0,3}(?:false ){3}(?:[A-Z]{2}(?:-[A-Z]{2,4})? )?"
    r"(?:(?:X-NONE|[A-Z]{2}-[A-Z]{2}) ?){1,2}(?:MicrosoftInternetExplorer4 ?)?"
    r"|(?:^|(?<=MicrosoftInternetExplorer4 )|(?<=X-NONE ))"
    r"/\* (?:Style|Font) Definitions \*/(?:\s*[\w@.:*, -]{1,200}\{[^{}]{0,2000}\}){1,40}"
)

_SCRIPT = Pattern(
    r"^(?:googletag|window\.(?:dataLayer|googletag)|console\.log\(|mw\.loader|\(adsbygoogle|document\.write\("
    r"|\{\"@context\": ?\"https?:|__NEXT_DATA__|(?:var )?_gaq\b|(?:gtag|fbq|ga)\('|!function\([a-z](?:,[a-z])*\)\{"
    r"|window\.(?:_taboola|__NUXT__|fbAsyncInit|ga\b))[^\n]*$|\bNaN/NaN/NaN\b"
)
_WARNING = Pattern(
    r"\b(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards): [^\n]{1,300} in [^\s\n]{1,200}\.php"
    r"(?:\(\d+\))?(?::\d+| on line \d+)"
)
_STYLE = Pattern(
    r"(?<![^\n]\n)^(?:@media[^\n{}]{1,100}\{ ?)?[.#@a-z][^\n{}();]{0,200}"
    r"\{(?: ?[a-z-]{3,30}: ?[^;{}\n]{1,100};){1,40} ?\}[ }]{0,9}$(?!\n[^\n])"
)


@where(*_OWN_LINE)
def other_shortcodes(document: Document) -> Iterator[Edit]:
    """Yield the removal of shortcodes that have a line of their own, and of the pictures of a mail."""
    if document.scan.has(_PAIRED):
        return  # a text for a site generator: what a pair encloses may be code
    for pattern in _OWN_LINE:
        for match in document.scan.matches(pattern):
            yield removal(document.text, *match.span(), "shortcode")


@where(_FORUM, _CHAT)
def forum_code(document: Document) -> Iterator[Edit]:
    """Yield the removal of BBCode that is opened and closed, and what a chat shows for a link."""
    for match in document.scan.matches(_CHAT):
        if not (_IS_ADDRESS.match(match.group()) or document.scan.has(_CHAT_NAMED)):
            yield Edit(*match.span(), (match["mark"] or "") + match["label"], ("forum-code",))
    found = list(document.scan.matches(_FORUM))
    names = {(bool(match["close"]), match["name"]) for match in found}
    for match in found:
        if {(True, match["name"]), (False, match["name"])} <= names and not is_about_html(document, match):
            yield Edit(*match.span(), "", ("forum-code",))


@of_line
def _is_tex(line: str) -> bool:
    return "\\" in line


@where(_WIKI_NOTE, _SPAN, _OF_WORD)
def set_apart(document: Document) -> Iterator[Edit]:
    """Yield the removal of what no reader sees: notes of a wiki, styles of Word, attributes of Pandoc."""
    if speaks_of_markup(document):
        return
    for match in () if document.scan.has(_OTHER_TEMPLATE) else document.scan.matches(_WIKI_NOTE):
        if not is_about_html(document, match):
            yield removal(document.text, *match.span(), "wikitext")
    for match in () if document.scan.has(_SPAN_NAMED) else document.scan.matches(_SPAN):
        if not _is_tex(document, match):
            yield Edit(*match.span(), match[1], ("shortcode",))
    for match in () if document.scan.has(_CODE_NAMED) else document.scan.matches(_OF_WORD):
        if not is_about_html(document, match):
            yield removal(document.text, *match.span(), "leftover-element")


@where(_WIKI_FILE, _WIKI_SWITCH, _WIKI_STRONG, _WIKI_LINK, _WIKI_SHOWN, _WIKI_HEADING)
def wikitext(document: Document) -> Iterator[Edit]:
    """Yield what a wiki shows for its marks; two single quotes are its own only beside others of them."""
    scan = document.scan
    for match in chain(scan.matches(_WIKI_FILE), scan.matches(_WIKI_SWITCH)):
        yield removal(document.text, *match.span(), "wikitext")
    shown = [*scan.matches(_WIKI_STRONG), *scan.matches(_WIKI_LINK), *scan.matches(_WIKI_SHOWN)]
    if shown:
        shown += scan.matches(_WIKI_EMPHASIS)
    end = -1
    for match in sorted(shown, key=lambda match: match.start()):
        if match.start() >= end:  # what stands within another is seen next
            end = match.end()
            yield Edit(*match.span(), match[1], ("wikitext",))
    for match in scan.matches(_WIKI_HEADING):
        yield Edit(*match.span(), match[2], ("wikitext",))


_CODE_NAMED = Pattern(r"\b(?:CSS|Sass|HTML|PHP|JavaScript|WordPress|Slack|[Ss]tylesheets?)\b")
_LONGEST_LINE = 500  # characters that are read
_MESSAGES = (
    (_SCRIPT, "a script of a page stands in the text"),
    (_STYLE, "a style of a page stands in the text"),
    (_WARNING, "a message of the program that made the page stands in the text"),
    (_CHAT_NAME, "a chat would show a name here"),
)


@where(*(pattern for pattern, _ in _MESSAGES))
def scripts(document: Document) -> Iterator[Finding]:
    """Yield a finding for each line of a script or a style that a page left, or of its program's messages."""
    if "```" in document.text or speaks_of_markup(document):
        return  # code that the text shows
    is_about_code = document.scan.has(_CODE_NAMED)
    for pattern, message in _MESSAGES[:1] if is_about_code else _MESSAGES:
        for match in document.scan.matches(pattern):
            if not _is_among_code(document.text, *match.span()):
                yield Finding(*match.span(), "leftover-element", message)


def _is_among_code(text: str, start: int, end: int) -> bool:
    """Tell whether the line above or below is one of code, as in a listing, or the number of such a line."""
    above = text[max(0, start - _LONGEST_LINE) : start].rstrip().rpartition("\n")[2]
    below = text[end : end + _LONGEST_LINE].lstrip().partition("\n")[0]
    return any(line.isdecimal() or is_code(line) for line in (above, below))
