"""Entities, whole, escaped again, and broken."""

import re
import sys
from collections.abc import Iterator

from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.passes.markup.about import is_about_html
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line
from articlefix.text.ties import parts_words

# The entities of prose, in the table; all others of HTML are looked up where they end in a semicolon.
_COMMON = {
    "amp": "&",
    "quot": '"',
    "apos": "'",
    "lt": "<",
    "gt": ">",
    "nbsp": "\N{NO-BREAK SPACE}",
    "lsquo": "\N{LEFT SINGLE QUOTATION MARK}",
    "rsquo": "\N{RIGHT SINGLE QUOTATION MARK}",
    "ldquo": "\N{LEFT DOUBLE QUOTATION MARK}",
    "rdquo": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "mdash": "\N{EM DASH}",
    "ndash": "\N{EN DASH}",
    "hellip": "\N{HORIZONTAL ELLIPSIS}",
}
_LENIENT = "nbsp|amp|quot|lt|gt|rsquo|lsquo|ldquo|rdquo|mdash|ndash|hellip|apos"

# Each level of escaping adds one `amp;`. The name takes no more letters than the longest in HTML has. Without a
# semicolon: no word begins with most of these names; after the others no word may go on.
_ENTITY = Pattern(
    r"&(?P<escapes>(?>(?:amp;|\#0*38;|\#[xX]0*26;)*))"
    r"(?:(?P<name>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|(?P<lenient>(?:nbsp|[lr][sd]quo|[mn]dash|hellip)(?![=;(/\[])"
    r"|(?:amp|quot)(?![a-z0-9=;(/\[])|(?:lt|gt)(?![A-Za-z0-9=;(/\[])"
    r"|apos(?:(?=(?:s|t|re|ve|ll|d|m)\b)|(?![A-Za-z0-9=;(/\[])))(?P<comma>,(?=[\s,.;:!?\u2019\u201d)\w]|$))?)?"
)

# The ampersand was lost, or the semicolon behind a letter's name: neither is part of any word.
_BARE = Pattern(
    r"(?:(?<=[^\s&#])|(?=#0*82[12]\d;\w)(?<!&))#0*(?P<number>34|39|160|82(?:11|12|16|17|20|21|30));"
    r"|(?<![\w&])(?<!& )(?P<amp>amp);(?=\s)"
    r"|(?<![&\w])(?P<nbsp>nbsp);|(?<!&)(?P<mark>[lr][sd]quo|[mn]dash|hellip);"
    r"|(?<=[^\W\d_])&\#0*(?P<within>39)(?=[^\W\d_])"
    r"|(?:(?<=\S)|(?=&\#0*82(?:11|12|16|20|30)))&\#0*(?P<open>82(?:11|12|16|17|20|21|30))(?![\d;])"
    r"|& (?:(?P<spaced>nbsp|[lr][sd]quo|[mn]dash|hellip)|\#[ ]?(?P<parted>82(?:11|12|16|17|20|21|30))) ?;"
    r"|& (?P<spacedquote>quot) ?;(?=\w)|(?<=\w)& (?P<quote>quot) ?;"
    r"|(?<![\w/?&])&(?P<sign>copy(?= ?(?:(?:19|20)\d\d\b|[A-Z][a-z]+(?![\w.:/\\]*[.:/\\]\w)))|(?:pound|euro)(?=\d))"
    r"|&(?P<letter>[AEIOUYaeiouy]acute|[AEIOUaeiou](?:grave|circ|uml)|[ANOano]tilde|[Cc]cedil|szlig|[Aa]ring|[Oo]slash)"
    r"(?![;A-Z])"
)


@where(_BARE)
def bare_entities(document: Document) -> Iterator[Edit]:
    """Yield the character for each entity that lost its ampersand or its semicolon."""
    for match in document.scan.matches(_BARE):
        name = match[match.lastgroup or 0]
        name = f"#{name}" if name.isdigit() else name
        if is_about_html(document, match) or document.is_protected(*match.span()):
            continue
        if match["sign"] and _is_line_of_code(document, match):
            continue  # the address of what is named so, or a command behind another
        character = _character(name) or ""
        if character == "\N{NO-BREAK SPACE}":
            character = _space(document.text, *match.span(), is_debris=True)
        yield Edit(*match.span(), character, ("broken-entity",))


@of_line
def _is_line_of_code(line: str) -> bool:
    return _OF_CODE.search(line) is not None


_OF_CODE = lazy(r"[{}=\\]|::|->|\w\(|&(?:copy|pound|euro) ?[a-z()*!,.;|]")
_SURROGATES = Pattern(
    r"&\#(?:(?P<high>5[56][0-9]{3})|[xX](?P<hex>[dD][89abAB][0-9a-fA-F]{2}));"
    r"&\#(?:(?P<low>5[67][0-9]{3})|[xX](?P<hexlow>[dD][c-fC-F][0-9a-fA-F]{2}));"
)


_SURROGATES_NAMED = Pattern(r"\b(?:[Ss]urrogates?|UTF-16|Unicode|X?HTML5?|XML)\b")


@where(_SURROGATES)
def surrogate_entities(document: Document) -> Iterator[Edit]:
    """Yield the character for each pair of entities that are the halves of one in UTF-16."""
    if document.scan.has(_SURROGATES_NAMED):
        return
    for match in document.scan.matches(_SURROGATES):
        high = int(match["high"] or int(match["hex"], 16))
        low = int(match["low"] or int(match["hexlow"], 16))
        data = high.to_bytes(2) + low.to_bytes(2)
        try:
            yield Edit(*match.span(), data.decode("utf-16-be"), ("entity",))
        except UnicodeError:
            continue


_WRITTEN_TAG = Pattern(
    r"&(?:amp;)*lt;(?P<tag>/?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|em|strong|i|b|span|a|figure|figcaption"
    r"|img|font|u|table|tr|td|th|tbody|section)\b"
    r"(?>(?:[^&<>\n]|&(?:amp;)*(?:quot|apos|\#0*3[49]|\#[xX]2[27]);|&(?>(?:amp;)+)(?![lg]t;)){0,300}))&(?:amp;)*gt;"
)
# Those that mark up words, without attributes in entities: they stand anywhere in a text that a page wrote out.
_PLAIN_TAG = lazy(r"&lt;/?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|em|strong|i|b|span|a)\b[^&<>\n]*&gt;")
_LINK = lazy(r"/?a\b")
_OPENS_PAGE = lazy(r"\s*&(?:amp;)*lt;(?:p|div|h[1-6]|ul|ol|blockquote|section|figure|span)\b")
_WORDS = lazy(r"&(?:amp;)*gt;[ \t]*[^\s&<>]+ ")
_SENTENCE = lazy(r"\w[.!?][)\"\u201d\u2019]?(?:&(?:amp;)*lt;|\s|\Z)")
_WRITTEN_CONDITION = Pattern(r"&lt;!--\[if [^\n]{0,4000}?&lt;!\[endif\]--&gt;")
_QUOTE_ENTITY = lazy(r"&(?:amp;)*(?:(quot|\#0*34|\#[xX]22)|apos|\#0*39|\#[xX]27);")
_CDATA = Pattern(r"(?:<|&lt;)?!\[CDATA\[(?P<content>[^\n]{0,2000}?)\]\](?:>|&gt;)?")


_SPACED_TAG = Pattern(r"< (br|/p|p) ?/?>")
_WRITTEN_CLOSER = Pattern(r"(?<=\w)&lt;/[A-Za-z][\w:-]{0,40}&gt;")


@where(_WRITTEN_CLOSER)
def written_elements(document: Document) -> Iterator[Finding]:
    """Yield a finding for each element of an unknown name that is written out in entities."""
    for match in document.scan.matches(_WRITTEN_CLOSER):
        if not is_about_html(document, match):
            yield Finding(*match.span(), "escaped-entity", "an element of unknown meaning is written out")


@where(_WRITTEN_TAG, _SPACED_TAG, _WRITTEN_CONDITION)
def written_tags(document: Document) -> Iterator[Edit]:
    """Yield the tag for each that a page wrote out in entities: it adjoins a word, as no word of its own does."""
    if document.format == "markdown":
        return
    scan = document.scan
    for match in scan.matches(_WRITTEN_TAG):
        if _is_of_page(document, match) and not is_about_html(document, match):
            tag = _QUOTE_ENTITY.sub(lambda quote: '"' if quote[1] else "'", match["tag"])
            yield Edit(*match.span(), f"<{tag}>", ("escaped-entity",))
    for match in scan.matches(_SPACED_TAG):
        if not is_about_html(document, match):
            yield Edit(*match.span(), f"<{match[1]}>", ("leftover-tag",))
    for match in scan.matches(_WRITTEN_CONDITION):
        if not is_about_html(document, match):
            yield Edit(*match.span(), "", ("leftover-element",))


def _is_of_page(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a written tag stands at a word or a sentence, or in a line that is a paragraph of a page.

    Pictures, tables and links with their attributes within a sentence are what the reader is to copy.
    """
    text, (start, end) = document.text, match.span()
    if _PLAIN_TAG.fullmatch(match.group()):
        left, right = text[start - 1 : start] or "\n", text[end : end + 1]
        is_behind = left.isalnum() or left in ".,;!?"
        if _LINK.match(match["tag"]):  # about a picture it is shown with it
            is_behind = is_behind and not text.endswith("gt;", 0, start)
        else:
            is_behind = is_behind or text.startswith("&lt;", end)
        if is_behind or right.isalnum():
            return True
    return _is_paragraph(document, match)


@of_line
def _is_paragraph(line: str) -> bool:
    """Tell whether a line begins with an element of a page and holds a sentence."""
    return bool(_OPENS_PAGE.match(line) and _WORDS.search(line) and _SENTENCE.search(line))


@where(_CDATA)
def character_data(document: Document) -> Iterator[Edit]:
    """Yield the content of each section of character data."""
    for match in document.scan.matches(_CDATA):
        if not is_about_html(document, match):
            yield Edit(*match.span(), match["content"], ("leftover-element",))


# Windows' characters at the numbers of C1 controls, as every browser reads them.
_WINDOWS = dict(
    zip(
        range(0x80, 0xA0),
        "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f"
        "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178",
        strict=True,
    )
)

# Few, for each of a row of them looks behind itself.
_ENDS_LINE = lazy(r"(?:&nbsp;?|[ \t\xa0]){0,8}(?:\n|\Z)")
_SHOWN_TAG = lazy(r"&lt;[A-Za-z/!?][^\n]*\Z")
_IN_SHOWN_TAG = lazy(r"&lt;[A-Za-z/](?:(?!&gt;)[^\n])*\Z")
_TAG_START = lazy(r"[A-Za-z/!?]")


@where(_ENTITY)
def entities(document: Document) -> Iterator[Edit]:
    """Yield the character for each entity, where the text is not about entities."""
    text = document.text
    for match in document.scan.matches(_ENTITY):
        start, end = match.span()
        name = match["name"] or match["lenient"]
        if match["comma"] and name != "nbsp":
            end -= 1  # a comma of the text
        elif match["lenient"] and text.startswith(" ;", end):
            end += 2
        rule = _entity_rule(match)
        if not rule or (is_about_html(document, match) and _shown(text, start, end)):
            continue
        if document.format == "markdown" and (rule == "entity" or name in ("lt", "gt", "amp", "quot")):
            continue
        if match["lenient"] and document.is_protected(start, end):
            continue
        character = _character(name) if name else "&"
        if character is None or _keeps_shape(text, start, end, character):
            continue
        if character == "\N{NO-BREAK SPACE}":
            is_plain = language(document.language).habits.plain_spaces
            is_debris = bool(match["lenient"]) or (is_plain and parts_words(text, start, end))
            character = _space(text, start, end, is_debris=is_debris)
            if document.format == "markdown" and _ENDS_LINE.match(text, end):
                continue  # two common spaces would be a break
        yield Edit(start, end, "" if character == " " and _LINE_END.match(text, end) else character, (rule,))


def _entity_rule(match: re.Match[str]) -> str:
    """Return the rule under which an entity falls, or nothing for an ampersand alone."""
    if match["lenient"]:
        return "broken-entity"
    levels = match["escapes"].count(";")
    if match["name"]:
        return "escaped-entity" if levels else "entity"
    return "escaped-entity" if levels > 1 else "entity" if levels else ""


def _keeps_shape(text: str, start: int, end: int, character: str) -> bool:
    """Tell whether an entity is shown as such, or would make a tag or an entity that was not there."""
    if character == "<" and _TAG_START.match(text, end):
        return True
    if character == ">" and _SHOWN_TAG.search(text, max(0, start - 200), start):
        return True  # the end of a tag that is shown, the head of which was left
    if character in "\"'" and _IN_SHOWN_TAG.search(text, max(0, start - 200), start):
        return True  # the value of an attribute in it
    return (character == "&" and bool(_ENTITY_TAIL.match(text, end))) or _quoted(text, start, end)


_ENTITY_TAIL = lazy(rf"\#?\w{{1,32}};|(?:{_LENIENT})\b")


def _character(name: str) -> str | None:
    """Return what an entity's name stands for, or `None` where it is no entity or no character of text."""
    if name in _COMMON:
        return _COMMON[name]
    if name[0] != "#":
        from html.entities import html5  # noqa: PLC0415 - 2,231 names, which few texts need

        return html5.get(name + ";")
    number = int(name.lower().replace("#x", "0x").removeprefix("#"), 0) if name[1] in "xX" else int(name[1:])
    if number in _WINDOWS:
        number = ord(_WINDOWS[number])
    if number > sys.maxunicode:
        return None
    character = chr(number)
    if character in "\t\n\r":
        return " "
    # What is no character of text (controls, surrogates) stays as it is written.
    return character if character.isprintable() or character.isspace() or _FORMATS.match(character) else None


_LINE_END = lazy(r"\n|\Z|&\#(?:10|[xX]0*[aA]);")
_FORMATS = lazy("[\u00ad\u200b-\u200f\u2060\ufe0e\ufe0f]")


def _space(text: str, start: int, end: int, *, is_debris: bool) -> str:
    """Return what a no-break space's entity is: nothing beside white space, which is then the space.

    Of several in a row each is a plain space, and so is debris, which is nobody's typography: an entity that is
    broken, or one between two English words. A whole entity elsewhere stays a no-break space.
    """
    left, right = text[start - 1 : start], text[end : end + 1]
    if text.startswith("&nbsp", end) or text.endswith(("&nbsp;", "&nbsp", "&nbsp,"), 0, start):
        return " "
    if not (left.strip() and right.strip()):
        return ""
    return " " if is_debris else "\N{NO-BREAK SPACE}"


def _shown(text: str, start: int, end: int) -> bool:
    """Tell whether an entity stands alone like a word, as it does where it is talked about."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return not (left.isalnum() or right.isalnum() or left in ",.;:!?") and text[end - 1] != ","


def _quoted(text: str, start: int, end: int) -> bool:
    """Tell whether an entity is shown as such: alone between two like marks."""
    left, right = text[start - 1 : start], text[end : end + 1]
    return left != "" and left + right in ("``", '""', "''", "\u201c\u201d", "\u2018\u2019")
