r"""Characters that stand in a text as the escapes of a notation: of programs, JSON, mail, URLs, Markdown.

    They don\u2019t know    -> They don’t know         also donu2019t, and \xe2\x80\x99
    it\'s, \"no\", either\/or -> it's, "no", either/or
    don=92t, =C2=A0, a =3D 5  -> don’t, a space, a = 5  quoted-printable
    The+mayor%27s+bridge      -> The mayor's bridge     a title from an address
    1999\. Then \- as ever    -> 1999. Then - as ever   Markdown escapes in plain text

Left alone: an escape that a sentence speaks of (a space on both sides), TeX (`\'e`), regular expressions, paths of
Windows, addresses and all code.
"""

import re
from collections.abc import Callable, Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, is_within, line_around
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.judgements import of_line
from articlefix.text.shown import is_shown

_LETTER = r"[^\W\d_]"
_QUOTED = Pattern(r'(?<!\S)\\+"(?=\w[^"\n]{0,300}\\+"(?!\w))')
_UNICODE = Pattern(r"(?<!\\)(?:\\u[0-9A-Fa-f]{4})+")
_PERCENT_UNICODE = Pattern(r"(?:%u[0-9A-Fa-f]{4})+")
_PERCENT_NAMED = Pattern(
    r"(?<![^\s(\"'`\u201c])%u(?:[0-9A-Fa-f]{4}(?![^\s.,;:)\"'`\u201d])|(?![0-9A-Fa-f]{4}))|\b(?:un)?escape\b"
)
_PAIR = lazy(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}\Z")
# The end of a line as a program writes it.
_NEW_LINE = Pattern(r"(?>(?:(?:\\r)?\\n)+)")
_ENDS_SENTENCE = lazy(r"(?:[^.][.!?]|[.!?\w,][)\"\u201d])\Z")
_BEGINS_SENTENCE = lazy(r"[A-Z\u201c\"]|[ \n]?(?:\n|\Z)")
_ADJOINS_WORD = lazy(r"[\w,;:)\u201d]\Z")
_BEGINS_WORD = lazy(r" ?[^\W\d_]|\n")
# A sentence that is the value of a field: of a key, of a column, of a line of a log; or that a quotation begins.
_VALUE_OF_FIELD = lazy(
    r"(?:\b(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL)\b"
    r"|(?<!\S)['\u2018\"\u201c](?=[^\"\u201c\u201d]*\Z)|[=|>\t]|;(?=\S)"
    r"|[:\]](?=[^\s\d]| ?[A-Z\u00a1\u00bf\"\u201c])"
    r")[^.!?]{0,300}[.!?\u2026]{0,3}[)\"\u201d]?\Z"
)
_NAMES_ESCAPES = Pattern(
    r"(?i)\b(?:backslash(?:es)?|escape (?:sequence|character|code)s?|line (?:feed|break)s?|newlines?|bots?"
    r"|the (?:escape|command|prompt)s?)\b"
)
# A carriage return as spreadsheets write it.
_RETURN = Pattern(r"(?<=[^\s\"'`\u201c\u2018])_x000[DA]_")
_ANY_RETURN = Pattern(r"_x000[DA]_")
_RETURN_NAMED = Pattern(r"(?<= )_x000[DA]_(?= )")
_ABOUT_RETURNS = lazy(r"\b(?:Excel|OOXML|openpyxl|XML|[Cc]arriage returns?)\b")
_MAIL_WORD = Pattern(r"=\?(?P<charset>[\w-]{2,30})\?(?P<kind>[QqBb])\?(?P<data>[^?\s]{1,200})\?=(?: +(?==\?))?")
# A backslash that was lost leaves `u2019`: of the marks alone one can tell.
_BARE = Pattern(rf"(?<={_LETTER})u(?:2019|2018)(?={_LETTER})|(?<![\w\\])u201c(?=\w)|(?<=[\w.,!?])u201d(?!\w)")
_HEX = Pattern(r"(?<!\\)(?:\\x[0-9A-Fa-f]{2})+")
_RTF = Pattern(r"\\'(?:85|9[1-7])")
_QUOTED_PRINTABLE = Pattern(r"(?:=[89A-F][0-9A-F])+")
_REST_OF_VALUE = re.compile(r"[a-zA-Z]{0,2}\d|\.\d|[\w.]{0,40}&")
_SOFT_BREAK = Pattern(r"(?<=[a-z])=\n(?=[a-z])")
_SOFT_BREAK_AT_SPACE = Pattern(r"(?<=[a-z,;.] )=\n(?=\w)")
_PERCENT = Pattern(r"%[0-9A-F]{2}")
_TITLE_PLUS = lazy(r"[^\s/:?&=+]+(?:\+[^\s/:?&=+]+){2,}")
_TITLE_PERCENT = lazy(r"[^\s/:?&=%]+(?:%[0-9A-F]{2}[^\s/:?&=%]*){2,}")
_LONGEST_TITLE = 300
_BACKSLASHES_OF_CODE = lazy(r"\\[a-zA-Z]|[A-Za-z]:\\|\\\\")  # TeX, patterns, paths


def _is_code(document: Document, match: re.Match[str]) -> bool:
    return is_shown(document, match.start()) or document.is_protected(*match.span())


def _is_in_string(document: Document, match: re.Match[str]) -> bool:
    r"""Tell whether an escape stands in code, or in the value of a name: `body: 'The baker\'s oven'`."""
    if _is_code(document, match):
        return True
    start = max(0, match.start() - _LONGEST_VALUE)
    return _VALUE.search(document.text, start, match.start()) is not None


_LONGEST_VALUE = 300
_VALUE = lazy(r"[=:(,\[{] ?'[^'\n]*\Z")


@of_line
def _has_other_backslashes(line: str) -> bool:
    return _BACKSLASHES_OF_CODE.search(line) is not None


def _escapes_otherwise(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the line has backslashes of another kind, or is code: what this one does is unknown."""
    return _is_code(document, match) or _has_other_backslashes(document, match)


def _follows_no_opening(document: Document, match: re.Match[str]) -> bool:
    """Tell whether no escaped mark opens a quotation before this closing one in its line."""
    text, start = document.text, match.start()
    last = text.rfind('\\"', 0, start)
    return last < 0 or "\n" in text[last:start] or _is_code(document, match)


def _decoded(document: Document, pattern: Pattern, rule: str, decode: Callable[[str], str]) -> Iterator[Edit]:
    """Yield the characters of escapes that stand beside a letter, and then of all others of the text as well.

    An escape with spaces on both sides is one that the text may speak of, unless others are certainly damage.
    """
    text = document.text
    found = [match for match in document.scan.matches(pattern) if not _is_code(document, match)]
    if not any(_touches_letter(text, *match.span()) for match in found):
        return
    for match in found:
        characters = decode(match.group())
        if characters:
            yield Edit(*match.span(), characters, (rule,))


def _touches_letter(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()


def _stands_in_word(text: str, start: int, end: int) -> bool:
    """Tell whether a place belongs to a word of two letters or more on one side: `x=92` is an equation."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before.isalpha() and len(before) > 1) or (after.isalpha() and not text[start - 1 : start].isalpha())


def _of_unicode(escapes: str) -> str:
    units = bytes.fromhex(escapes.replace("\\u", "").replace("%u", ""))
    return _printable(units, "utf-16-be")


def _of_script(escapes: str) -> str:
    """Return what the escapes of a script stand for; it left ASCII as it was."""
    characters = _of_unicode(escapes)
    return "" if any(map(str.isascii, characters)) else characters


def _of_bytes(escapes: str, mark: str) -> str:
    data = bytes.fromhex(escapes.replace(mark, ""))
    characters = _printable(data, "utf-8") or (_printable(data, "cp1252") if len(data) == 1 else "")
    return "" if characters.isupper() else characters  # a capital within a word is a byte of something else


def _printable(data: bytes, encoding: str) -> str:
    """Return what bytes stand for, or nothing where it is no text."""
    try:
        characters = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except (UnicodeError, LookupError):
        return ""
    return characters if all(one.isprintable() or one.isspace() for one in characters) else ""


@where(_UNICODE)
def _unicode(document: Document) -> Iterator[Edit | Finding]:
    edits = list(_decoded(document, _UNICODE, "unicode-escape", _of_unicode))
    yield from edits
    if edits:
        return
    for match in document.scan.matches(_UNICODE):
        # A picture stands between spaces, be it damage or what the text speaks of.
        if _PAIR.match(match.group()) and not _is_code(document, match):
            yield Finding(*match.span(), "unicode-escape", "an escape stands for a picture")


@where(_PERCENT_UNICODE)
def _percent_unicode(document: Document) -> Iterator[Edit]:
    """Yield the characters of the escapes of old scripts, in a text that names none of them."""
    if not document.scan.has(_PERCENT_NAMED):
        yield from _decoded(document, _PERCENT_UNICODE, "unicode-escape", _of_script)


@where(_NEW_LINE)
def _line_ends(document: Document) -> Iterator[Edit]:
    """Yield the line end for each escape of one, in a text that has none in a value and names none."""
    text = document.text
    found = list(document.scan.matches(_NEW_LINE))
    if not _all_end_lines(text, found) or document.scan.has(_NAMES_ESCAPES):
        return
    if any(_is_of_code(document, match) for match in found) or _is_value_of_field(text, found):
        return
    for match in found:
        start, end = match.span()
        ends = "\n" * min(match.group().count("\\n"), 2)
        end += text[end : end + 1] in (" ", "\n")
        yield Edit(start, end, ends if end < len(text) else "", ("line-end-escape",))


def _all_end_lines(text: str, found: list[re.Match[str]]) -> bool:
    """Tell whether each escape stands where a line may end, and some behind sentences, two if others do not.

    One between spaces is one that the text names.
    """
    others = [match for match in found if not _is_behind_sentence(text, *match.span())]
    if len(found) - len(others) < (_FEWEST_SENTENCES if others else 1):
        return False
    return all(_is_behind_word(text, *match.span()) for match in others)


_FEWEST_SENTENCES = 2


def _is_behind_sentence(text: str, start: int, end: int) -> bool:
    return bool(_ENDS_SENTENCE.search(text, max(0, start - 2), start) and _BEGINS_SENTENCE.match(text, end))


def _is_behind_word(text: str, start: int, end: int) -> bool:
    return bool(_ADJOINS_WORD.search(text, max(0, start - 1), start) and _BEGINS_WORD.match(text, end))


def _is_value_of_field(text: str, found: list[re.Match[str]]) -> bool:
    """Tell whether in some line the sentence before the first escape is the value of a field."""
    place = 0
    for match in found:
        start = match.start()
        if text.find("\n", place, start) >= 0 or place == 0:
            low = max(text.rfind("\n", 0, start) + 1, start - _LONGEST_VALUE)
            if _VALUE_OF_FIELD.search(text, low, start):
                return True
        place = match.end()
    return False


@where(_RETURN)
def _returns(document: Document) -> Iterator[Edit]:
    """Yield the line end for each carriage return of a spreadsheet, in a text that speaks of none."""
    text = document.text
    found = list(document.scan.matches(_ANY_RETURN))
    if document.scan.has(_RETURN_NAMED) or _ABOUT_RETURNS.search(text):
        return
    if any(_is_code(document, match) for match in found):
        return
    for match in found:
        start, end = match.span()
        is_at_end = not text[end : end + 1].strip() or text[start - 1 : start] == "\n"
        yield Edit(start, end, "" if is_at_end else "\n", ("line-end-escape",))


def _is_of_code(document: Document, match: re.Match[str]) -> bool:
    """Tell whether an escape is that of code or of a pattern: in its line stand brackets or backslashes of such."""
    return _is_code(document, match) or _is_line_of_code(document, match)


@of_line
def _is_line_of_code(line: str) -> bool:
    return _OF_CODE.search(line) is not None


_OF_CODE = lazy(r"\\[^nrt\"'/u]|\\[nrt][a-z]|\w\([\"'/]|[=:] ?[\"'`]|`|\b(?:printf|println|echo|regex|RegExp)\b")


@where(_BARE)
def _bare_unicode(document: Document) -> Iterator[Edit]:
    for match in document.scan.matches(_BARE):
        yield Edit(*match.span(), chr(int(match.group()[1:], 16)), ("unicode-escape",))


@where(_HEX, _RTF)
def _bytes(document: Document) -> Iterator[Edit]:
    yield from _decoded(document, _HEX, "byte-escape", lambda escapes: _of_bytes(escapes, "\\x"))
    for match in document.scan.matches(_RTF):
        if _touches_letter(document.text, *match.span()):
            yield Edit(*match.span(), bytes.fromhex(match.group()[2:]).decode("cp1252"), ("byte-escape",))


@where(_QUOTED_PRINTABLE, _SOFT_BREAK)
def _quoted_printable(document: Document) -> Iterator[Edit]:
    text = document.text
    words = [match.span() for match in document.scan.matches(_MAIL_WORD)]
    found = [match for match in document.scan.matches(_QUOTED_PRINTABLE) if not is_within(words, match.start())]
    # Two digits may be a value, `rows=95`: where all are, one within a word or before it must prove them.
    if all(_may_be_value(text, match) for match in found):
        found = []
    edits = [edit for match in found if not _is_value(text, match) and (edit := _unquoted(text, *match.span()))]
    yield from edits
    breaks = list(document.scan.matches(_SOFT_BREAK))
    if edits or len(breaks) > 1:  # one alone may be an equation at a line end
        yield from (Edit(*match.span(), "", ("quoted-printable",)) for match in breaks)
    if edits:  # without such proof it may be code
        for match in document.scan.matches(_SOFT_BREAK_AT_SPACE):
            yield Edit(*match.span(), "", ("quoted-printable",))


def _may_be_value(text: str, match: re.Match[str]) -> bool:
    """Tell whether what follows an equals sign may be a number or a code: in mail it is a mark beside letters."""
    if _is_value(text, match):
        return True
    behind = text[match.end() : match.end() + 1]
    return (
        match.group()[1:].isdigit() and text[match.start() - 1 : match.start()].isalpha() and not behind.isalpha()
    )


def _is_value(text: str, match: re.Match[str]) -> bool:
    """Tell whether the digits of a number or a code go on behind a match: `rows=99999`, `id=91eb33`."""
    return _REST_OF_VALUE.match(text, match.end()) is not None


def _unquoted(text: str, start: int, end: int) -> Edit | None:
    """Return the edit that puts characters for their bytes, in a word, or for a space behind a sentence."""
    characters = _of_bytes(text[start:end], "=")
    ends_sentence = text[start - 1 : start] in tuple(".!?")
    stands_in = _stands_in_word(text, start, end) or _is_letter_between(text, start, end, characters)
    if not characters or not (stands_in or (characters.isspace() and ends_sentence)):
        return None
    joins = characters.isspace() and text[end : end + 1] == " "
    return Edit(start, end, "" if joins else characters, ("quoted-printable",))


def _is_letter_between(text: str, start: int, end: int, characters: str) -> bool:
    """Tell whether two bytes of UTF-8 stand between single letters, in a text that has no such letter whole."""
    is_between = text[start - 1 : start].isalpha() and text[end : end + 1].isalpha()
    return is_between and end - start > len("=XX") and len(characters) == 1 and characters not in text


@where(_MAIL_WORD)
def _mail_words(document: Document) -> Iterator[Edit]:
    """Yield the text of each word of a mail's header, `=?utf-8?Q?Caf=C3=A9?=`, that begins a line or is labelled.

    Within a sentence it is one that the text talks about.
    """
    for match in document.scan.matches(_MAIL_WORD):
        words = _of_mail(match["charset"], match["kind"], match["data"])
        low = max(0, match.start() - _LONGEST_HEADER)
        if words and _BEGINS_HEADER.search(document.text, low, match.start()) and not _is_code(document, match):
            yield Edit(*match.span(), words, ("quoted-printable",))


_LONGEST_HEADER = 600
_BEGINS_HEADER = lazy(
    r"^[ \t>]{0,8}(?:[A-Z][\w-]{1,20}: ?)?\"?(?:=\?[\w-]{2,30}\?[QqBb]\?[^?\s]{1,200}\?=\s{1,3})*\Z", re.MULTILINE
)


def _of_mail(charset: str, kind: str, data: str) -> str:
    import binascii  # noqa: PLC0415 - few texts hold such a word

    try:
        if kind in "Qq":
            return _printable(binascii.a2b_qp(data, header=True), charset)
        return _printable(binascii.a2b_base64(data, strict_mode=True), charset)
    except ValueError:
        return ""


@where(_PERCENT)
def _titles(document: Document) -> Iterator[Edit]:
    from urllib.parse import unquote, unquote_plus  # noqa: PLC0415 - few texts have such a title

    text, end = document.text, -1
    for match in document.scan.matches(_PERCENT):
        if match.start() < end:
            continue
        start, end = line_around(text, match.start())
        line = text[start:end] if end - start <= _LONGEST_TITLE else ""
        for form, decode in ((_TITLE_PLUS, unquote_plus), (_TITLE_PERCENT, unquote)):
            title = decode(line) if form.fullmatch(line) else "\N{REPLACEMENT CHARACTER}"
            if title.isprintable() and "\N{REPLACEMENT CHARACTER}" not in title:
                yield Edit(start, end, title, ("percent-encoding",))
                break


RULES = (
    Rule(
        "unicode-escape",
        "An escape of a program stands for a character.",
        (_unicode, _percent_unicode, _bare_unicode),
        before="They don\\u2019t know \\u201cwhy\\u201d, and donu2019t ask.",
        after="They don\u2019t know \u201cwhy\u201d, and don\u2019t ask.",
        untouched="The escape \\u2019 is an apostrophe.",
    ),
    Rule(
        "byte-escape",
        "Escapes of a program stand for the bytes of a character.",
        (_bytes,),
        before="They don\\xe2\\x80\\x99t know, and don\\'92t ask.",
        after="They don\u2019t know, and don\u2019t ask.",
        untouched="The byte \\x99 ends it.",
    ),
    Rule(
        "line-end-escape",
        "An escape of a program or of a spreadsheet stands for the end of a line.",
        (_line_ends, _returns),
        before="The ferry left.\\nNobody waved.",
        after="The ferry left.\nNobody waved.",
        untouched="The escape \\n ends a line, and C:\\new is a folder.",
    ),
    Rule(
        "backslash-before-mark",
        "A backslash escapes a quotation mark, an apostrophe or a slash.",
        (
            Find(rf"(?<={_LETTER})(\\+)['\u2019](?=(?:s|t|re|ve|ll|d|m)\b)", unless=_is_in_string),
            Find(rf"(?<={_LETTER})(\\)/(?={_LETTER})", unless=_is_code),
            Find(r"(?<=[a-z]:)(\\/\\/)(?=[a-z])", "//", unless=_is_code),
            Find(_QUOTED.regex.replace("\\\\+", "(\\\\+)", 1), unless=_is_code),
            Find(r'(?<=[\w.,!?])(\\+)"(?!\w)', unless=_follows_no_opening),
        ),
        before='She said \\"no\\", and it\\\'s an either\\/or.',
        after='She said "no", and it\'s an either/or.',
        untouched="In TeX \\'e is an accent and \\\"o an umlaut.",
    ),
    Rule(
        "quoted-printable",
        "The notation of mail stands for a character.",
        (
            _quoted_printable,
            _mail_words,
            Find(r"(?<= )(=3D)(?= )", "="),
            Find(r"(?<=<a href)(=3D)(?=\")|(?<=<img src)(=3D)(?=\")", "="),
        ),
        before="They don=92t know; a =3D 5.",
        after="They don\u2019t know; a = 5.",
        untouched="Set x=92 there, and mode=3D for depth.",
    ),
    Rule(
        "percent-encoding",
        "A title is written as in an address.",
        (_titles,),
        before="It rained.\n\nThe+mayor%27s+new+bridge\n",
        after="It rained.\n\nThe mayor's new bridge\n",
        untouched="It rained.\n\nC++ and a+b+c\n",
    ),
    Rule(
        "markdown-escape",
        "A backslash escapes a mark, as in Markdown, in a text that is none.",
        (
            Find(r"^\d{1,3}(\\)[.)](?= )", unless=_escapes_otherwise),
            Find(r"^(\\)[-+#*>](?= )", unless=_escapes_otherwise),
            Find(r"(?<=[a-z>] )(\\)[-+#*](?= )", unless=_escapes_otherwise),
            Find(r"(?<=\d{4})(\\)\.(?=\s|$)", unless=_escapes_otherwise),
            Find(rf"(?<={_LETTER})(\\)_(?={_LETTER})", unless=_escapes_otherwise),
        ),
        before="It was founded in 1999\\. Then it closed.",
        after="It was founded in 1999. Then it closed.",
        untouched="The pattern \\d+\\.\\d+ is a number, C:\\_work a folder.",
    ),
)

PASS = Pass.of_rules("escapes", Stage.DECODING, Contract(Touch.ANYTHING), RULES, formats=("text",))
