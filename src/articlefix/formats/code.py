r"""Code that stands in plain text: lines and blocks of it, and pieces within a sentence.

    npm install --save left-pad             a command
    const a = [1 , 2];                      a statement, and the lines of its block
    {"name": "ferry"}                       data
    Write `a , b` and call print("x").      pieces of a sentence
    f ( x ) = a x + b                       a formula

A line is code by what prose never has (it ends in a brace, it begins with a statement of a common language, it is a
pair of JSON), or by two weaker signs where it holds no run of plain words. Left alone: sentences about code, lists
that end in semicolons, addresses, arrows and plus signs in prose.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from operator import attrgetter

from articlefix.core.document import Span, line_around
from articlefix.formats.spans import merge
from articlefix.scan.lazy import lazy

_LONGEST_LINE = 400
"""A longer line is a paragraph, or code that was joined to one line: that is told by its marks alone."""
_DENSE = 0.08
"""Which share of the beginning of a long line marks of code make: in listings 0.09 and more, in paragraphs of the
golds 0.03 at most."""
_KINDS = 4  # of marks in such a line: a list has semicolons or brackets, and not all of them
_REACH = 3  # how many lines above and below a line may tell what it is
_MOST_FUNCTION_WORDS = 2  # of English in a line of code: a name, a text in quotes
_WEAK = 2  # so many kinds of weaker signs make a line code

_DENSE_MARKS = re.compile(r"[{}()\[\];=<>|_$]")
# No line without a mark, a key or a command is code. Each is looked for by itself: alternatives of different kinds
# would be tried at each letter.
_MARK = re.compile(r"[{}=;$`|\\<>/_(\[]")
_DASHES = "--"
_KEY = re.compile(r"[\"']\s*:|(?:[:-]|echo) [\"']|^[ ]{2,}(?:- )?[a-z_][\w.-]*:|: [\[|>]")
_COMMANDS = "(?:import|from|npm|pip|git|docker|sudo|cd|def|class|SELECT)\\b"
_COMMAND = re.compile(rf"\s*{_COMMANDS}")
_ANY_MARK = re.compile(r"[{}=;$`|\\<>/_(\[\"']")
_ANY_COMMAND = re.compile(_COMMANDS)
_ANY_KEY = re.compile(r"^ {2,}(?:- )?[a-z_][\w.-]*:", re.MULTILINE)  # each other key has a mark as well

_STRONG = lazy(
    r"""
      [{};]\s*\}*\s*$(?<=[{}]\s)|[{}]\s*$                                      # a block opens or closes
    | \)\s*;\s*$                                                            # a call ends a statement
    | ^\s*(?:\$[ ][a-z./~]|>>>[ ]|\#!/|\#(?:include|define|ifdef|endif)\b)   # prompts, directives
    | ^\s*from[ ][\w.]+[ ]import[ ]\S
    | ^\s*import[ ](?:[\w.]+(?:[ ]as[ ]\w+)?(?:,[ ]?[\w.]+)*;?|.*[ ]from[ ]["'].*)\s*$(?<![.!?]\s)(?<![.!?])
    | ^\s*(?:async[ ])?(?:def|class|fn|func|function)[ ]\w+\s*[(:{<].*
    | ^\s*(?:const|let|var)[ ][\w{}\[\], ]+=
    | ^\s*(?:public|private|protected|static|export)[ ].*[({;]\s*$
    | ^\s*(?:if|for|while|switch|catch|elif)\s*\(.*\)\s*\{?\s*$
    | ^\s*return\b.*;\s*$
    | ^\s*(?:SELECT\s+\S.*\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|(?:CREATE|ALTER|DROP)\s+TABLE)\s
    | ^\s*["'][\w.$@-]+["']\s*:\s*(?:["'].*["']|-?[\d.]+|true|false|null|[\[{].*),?\s*$   # a pair of JSON
    | ^\s*\{\s*["'][\w.-]+["']\s*:
    | ^\s*(?:sudo|npm|npx|pip3?|git|docker|kubectl|apt-get|brew|curl|wget|yarn|cargo|chmod|mkdir)[ ](?:[a-z]+[ ])?
      (?=[^.!?]*$)(?=\S*[-./~$<\w]*(?:[ ]--?\w|[/@$=]|[ ]\S+$))(?!.*[ ](?:the|of|and|is|to|with)[ ])
    | ^\s*[A-Za-z_][\w.]*(?:\[[^\]\s]*\])?\s*(?::=|[-+*/|&]?=(?!=|["'][^"']*["']>)|<-)
      \s*(?!\.?\d[\d.]*\)[.,])\S.*$(?<![.!?])                # assigns, but `P=.25), and` is the end of a remark
    | ^\s*\\(?:begin|end|documentclass|usepackage|section|frac|sum)\b
    # a pair or an item of YAML, with the number of its line or not
    | ^\s*(?:\d{1,3}[ ])?(?:\#[ ])?(?:[a-z_][\w.-]*:|-)[ ](?P<quoted>["'])[^\s"']+(?P=quoted)\s*$
    | ^\s*(?:-[ ])?[a-z_][\w.-]*:[ ]"[^"\\]*\\.(?:[^"\\]|\\.)*"\s*$
    # a key of YAML that others stand under, or that stands under one; its list, its text of several lines
    | ^[ ]{2,}(?:-[ ])?[a-z_][\w.-]*:(?:[ ]\S.*)?$(?<![.!?]) | ^(?:-[ ])?[a-z_][\w.-]*:[ ](?:\[.*\]|[|>][+-]?)\s*$
    | ^\s*(?:-[ ])?echo[ ]["']
    | ^(?=(?:[^\\_|/\n]*[\\_|/]){8})(?!.*[A-Za-z]{2})(?=.*\\).*$                    # a drawing
    """,
    re.VERBOSE | re.ASCII,
)
_SIGN = lazy(
    r"""
      (?P<operator>===?|!==?|=>|->|&&|\|\||::|\+\+|\+=|<<|>>)
    | (?P<call>\b[a-z_]\w*\((?:[^()]*[=,"'\[{_.][^()]*)?\))                    # not `item(s)`
    | (?P<name>\b\w+_\w+\b | \$[A-Za-z_]\w* | \$\{)
    | (?P<edge>["']\s*: | ;\s*$ | ^\s*[\]})]+[;,]?\s*$ | ^\s*(?://|/\*|\*/)\s)
    | (?P<option>(?<!\S)--?\w[\w-]*(?=[= ]|$) | (?<!\S)~?/[\w.-]+/[\w./-]*)
    """,
    re.VERBOSE | re.ASCII,
)
_PAIR = re.compile(r"""\s*(?:- )?[a-z_][\w.-]*: (?P<mark>["']).*(?P=mark)\s*\Z""", re.ASCII)
"""A key of YAML with a text in quotes: beside other lines of code it is one."""
_FUNCTION_WORDS = re.compile(
    r"(?<![\w.\"'])(?:the|of|and|is|to|in|that|it|was|for|with|a|you|are|this|can)(?= [a-z])"
)

_PIECE = lazy(
    r"""
      `[^`\n\s](?:[^`\n]{0,120}[^`\n\s])?`(?!`)                          # in back quotes
    | \{\s*["'][\w.-]{1,40}["']\s*:[^{}\n]{0,200}\}                      # JSON
    | \{[^{}"'\n]{0,120}[?:=(,][ ]?(?P<inner>["'])[^"'\n]{0,80}(?P=inner)[^{}\n]{0,120}\}  # { x ? 'a' : 'b' }
    | (?<![\w.])(?:[A-Za-z_]\w{0,40}\.){0,5}[a-z_]\w{0,40}\([^()\n]{0,200}["'=][^()\n]{0,200}\)   # a call
    | (?<![\w'"])[bfru]{1,2}(?P<quote>["'])[^"'\n]{0,80}(?P=quote)(?!\w)  # a string with its prefix
    | (?<![\w-])[a-z][\w:-]{0,40}=(?P<mark>["'])[^"'\n]{0,80}(?P=mark)    # an attribute
    # n == 'x'
    | (?<![\w-])[A-Za-z_][\w.]{0,40}[ ]?(?:[!=]==?|[*^$~|+:]?=|\+)[ ]?(?P<value>["'])[^"'\n]{0,80}(?P=value)(?!\w)
    | (?<![\w-])[A-Za-z_][\w.]{0,40}\[(?P<key>["'])[^"'\n]{1,40}(?P=key)\]    # row["name"]
    # ['a', 'b'], which holds no sentences: a list of these was printed by a program, and is told of
    | \[[ ]?(?P<item>["'])(?:[^"'\n.!?]|\.(?=\w)){0,60}(?P=item)
      (?:[ ]?,[ ]?(?P<next>["'])(?:[^"'\n.!?]|\.(?=\w)){0,60}(?P=next)){1,20}[ ]?\]
    | (?<![\w"'])(?P<escape>["'])[^"'\n]{0,80}(?:\\[nrt0]|%[sdYmHM])[^"'\n]{0,80}(?P=escape)(?!\w)         # "%d\n"
    | \b(?:SELECT|DELETE)\b[^\n;.]{1,200}?\bFROM[ ]\w+(?:[ ]WHERE[ ]\w+[ ]?[=<>]+[ ]?(?:'[^'\n]{0,60}'|\w+))?
    | \bINSERT[ ]INTO[ ]\w+[^\n;.]{0,100}?\bVALUES[ ]?\([^()\n]{0,200}\)
    | \\\([^\n]{1,200}?\\\) | \$[^$\s][^$\n]{0,80}?[_^\\][^$\n]{0,80}?\$(?!\d)                # formulas of TeX
    | \\[a-z]{2,20}\{[^{}\n]{0,80}\}(?:\{[^{}\n]{0,80}\})?
    | (?<![\w|])\|\|?[ ][a-z][ ]\|\|?(?!\w)                              # | x |
    | (?<!\w)[A-Za-z][ ]?\([ ][a-z0-9](?:[ ]?[,+*/^-][ ]?[a-z0-9]+){0,9}[ ]\)(?!\w)                  # f ( x )
    # setCount ( count + 1 )
    | (?<!\w)(?:[a-z]{2,30}[A-Z]|[a-z]{1,30}_)\w{1,40}[ ]\([ ]\w{1,30}(?:[ ]?[,+*/^-][ ]?\w{1,30}){0,9}[ ]\)(?!\w)
    | (?<!\S)--?[a-z][\w-]{0,30}[ =](?P<argument>["'])(?:(?!(?P=argument)).){0,120}(?P=argument)  # -m "it's late"
    | \[[ ]?--?[a-z][^\]\n]{0,80}\]                                      # [ -k | --key FILE ]
    | (?<=:[ ])\$[ ][a-z][\w.-]{0,40}[ ][^\n]{1,200}                     # so: $ ferry --list "north"
    | (?<!\w)[A-Za-z][ ]=[ ]\([ ][\w,. +*/-]{1,60}[ ]\)                  # x = ( 1, 2 )
    """,
    re.VERBOSE | re.ASCII,
)
# Where a line shows a text in quotes as code, its other words in straight quotes are such texts: `b'0' and '0'`.
_QUOTED = re.compile(r"(?<!`)[\"'](?!`)")
_STRING = re.compile(r"(?<![\w\"'])([\"'])[^\s\"']{1,40}\1(?![\w\"'])")
_PIECE_MARK = re.compile(r"[`=|\\%$+{]| --?[a-z]|SELECT|DELETE|INSERT|\[ ?[-'\"]|\( |[bfru]['\"]|\(['\"]|\{['\"]")
# What each piece holds, from its rarest mark on. Many lines of prose hold a mark, a sum of dollars say, few this:
# to look for the pieces themselves takes a hundred times as long.
_OF_PIECE = lazy(
    r"""
      ` | \{\s*["'] | \{[^{}\n]{1,120}["'] | (?<!\S)--?[a-z][\w-]{0,30}[ ]["']
    | =[ ]?["'] | \+[ ]?["'] | \\[a-z0(] | %[sdYmHM]
    | SELECT | DELETE | INSERT
    | \[[ ]?(?:["']|--?[a-z]) | \|[ ][a-z][ ]\| | \$(?:[ ][a-z]|[^$\s][^$\n]{0,80}?[_^\\])
    | \((?:(?<=\w\()[^()\n]{0,200}["'=]|[ ]\w{1,30}(?:[ ]?[,+*/^-][ ]?\w{1,30}){0,9}[ ]\)|(?<==[ ]\()[ ])
    | '(?:(?<=(?<![\w'"])[bfru]')|(?<=(?<![\w'"])[bfru][bfru]'))
    | "(?:(?<=(?<![\w'"])[bfru]")|(?<=(?<![\w'"])[bfru][bfru]"))
    """,
    re.VERBOSE | re.ASCII,
)


def lines_of_code(text: str, start: int = 0, stop: int | None = None) -> Iterator[Span]:
    r"""Yield the lines of code among those that begin between two offsets, each with its line as the span.

    >>> text = "We wrote it:\n\nconst a = [1 , 2];\nuse (a );\n\nIt cost 5 ; nobody knew."
    >>> [text[span.start : span.end] for span in lines_of_code(text)]
    ['const a = [1 , 2];', 'use (a );']
    >>> text = "power = voltage * current &nbsp,"
    >>> [text[span.start : span.end] for span in lines_of_code(text)]
    ['power = voltage * current']
    """
    stop = len(text) if stop is None else stop
    reach = min(len(text), stop + _LONGEST_LINE)
    has_mark = _ANY_MARK.search(text, start, reach) or text.find(_DASHES, start, reach) >= 0
    if not (has_mark or _ANY_KEY.search(text, start, reach) or _ANY_COMMAND.search(text, start, reach)):
        return
    block: list[tuple[int, int]] = []
    place = start
    while place <= stop:
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        if _is_of_block(text, place, end):
            block.append((place, end))
        else:
            yield from _of_block(text, block)
            block = []
            if end - place > _LONGEST_LINE and is_code(text[place:end]):
                yield Span(place, end)
        place = end + 1
    yield from _of_block(text, block)


_LONGEST_DEBRIS = 24  # characters
_DEBRIS = lazy(r"(?<=[\w)])[ \t\N{NO-BREAK SPACE}]{0,8}&nbsp,?[ \t]{0,8}\Z")
_OF_MARKUP = re.compile("[\"'`<]")


def _end_of_code(text: str, start: int, end: int) -> int:
    """Return where the code of a line ends: an entity behind it is of the page, where no string or tag holds it."""
    debris = _DEBRIS.search(text, max(start, end - _LONGEST_DEBRIS), end)
    return debris.start() if debris and not _OF_MARKUP.search(text, start, end) else end


def _is_of_block(text: str, start: int, end: int) -> bool:
    """Tell whether a line is judged with those beside it: a blank line parts blocks, and so does a long one."""
    return 0 < end - start <= _LONGEST_LINE and not text[start:end].isspace()


def _of_block(text: str, block: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield the lines of code of a run of lines: each that is one, and each among as many of them as of others."""
    known = [is_code(text[start:end]) for start, end in block]
    if not any(known):
        return
    for index, (start, end) in enumerate(block):
        beside = known[max(0, index - _REACH) : index + _REACH + 1]
        is_among = len(beside) > 1 and 2 * sum(beside) >= len(beside)
        is_among = is_among or (any(beside) and _PAIR.match(text, start, end) is not None)
        if known[index] or (is_among and not _is_prose(text[start:end])):
            yield Span(start, _end_of_code(text, start, end))


class Near:
    """What finds the code that a run of a text may reach into.

    A line is judged with a few lines above and below. The last line that was asked for is remembered: edits come
    in order, and a long line is read once and not once for each.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._low, self._high = 0, -1
        self._spans: tuple[Span, ...] = ()

    def __call__(self, start: int, end: int) -> tuple[Span, ...]:
        """Return the lines of code that a run may reach into, and the pieces of code in its lines."""
        if not self._low <= start <= end <= self._high:
            text = self._text
            self._low, self._high = line_around(text, start, end)
            first, last = _beside(text, self._low, self._high)
            self._spans = merge([*lines_of_code(text, first, last), *pieces(text, self._low, self._high)])
        index = bisect_left(self._spans, start, key=_end)
        return self._spans[index : bisect_right(self._spans, end, index, key=_start)]


_start, _end = attrgetter("start"), attrgetter("end")


def _beside(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the start and the end of some lines with those above and below that may tell what they are."""
    for _ in range(_REACH):
        above = text.rfind("\n", 0, max(0, first - 1)) + 1
        if not (first and _is_of_block(text, above, first - 1)):
            break
        first = above
    for _ in range(_REACH):
        below = line_around(text, last + 1)[1]
        if not _is_of_block(text, last + 1, below):
            break
        last = below
    return first, last


def pieces(text: str, start: int = 0, stop: int | None = None) -> Iterator[Span]:
    """Yield the pieces of code that stand within sentences between two offsets.

    >>> text = "Write `a , b` and not f ( x ), he said."
    >>> [text[span.start : span.end] for span in pieces(text)]
    ['`a , b`', 'f ( x )']
    """
    stop = len(text) if stop is None else stop
    if not (_OF_PIECE.search(text, start, stop) and _PIECE_MARK.search(text, start, stop)):
        return
    strings = -1, -1
    for match in _PIECE.finditer(text, start, stop):
        yield Span(*match.span())
        if match.end() > strings[1] and _QUOTED.search(match.group()):
            strings = line_around(text, *match.span())
            for word in _STRING.finditer(text, max(start, strings[0]), min(stop, strings[1])):
                yield Span(*word.span())


def is_code(line: str) -> bool:
    """Tell whether a line is code for what it holds.

    >>> [is_code(line) for line in ("x = foo(a)", "npm install --save left-pad", "Prices rose; nobody left")]
    [True, True, False]
    """
    if not (_MARK.search(line) or _DASHES in line or _KEY.search(line) or _COMMAND.match(line)):
        return False
    if len(line) > _LONGEST_LINE:
        marks = _DENSE_MARKS.findall(line, 0, _LONGEST_LINE)
        return len(marks) >= _DENSE * _LONGEST_LINE and len(set(marks)) >= _KINDS
    if _is_prose(line):
        return False
    signs = _SIGN.finditer(line)
    return bool(_STRONG.search(line)) or len({match.lastgroup for match in signs}) >= _WEAK


_COMMENT = re.compile(r"[ \t]*(?:#|//|--|/\*) ")


def is_of_listing(text: str, start: int) -> bool:
    r"""Tell whether a line is a comment above or below code, or stands between two tags that have their own lines.

    >>> is_of_listing("# Sign up\nnpm install --save left-pad", 0), is_of_listing("# Sign up\n", 0)
    (True, False)
    >>> is_of_listing("<button>\nClick me\n</button>", 9)
    True
    """
    low, high = line_around(text, start)
    above = text[text.rfind("\n", 0, max(0, low - 1)) + 1 : max(0, low - 1)]
    below = text[high + 1 : line_around(text, high + 1)[1]] if high < len(text) else ""
    if _COMMENT.match(text, start):
        return is_code(above) or is_code(below)
    return above.lstrip().startswith("<") and above.endswith(">") and below.lstrip().startswith("</")


def _is_prose(line: str) -> bool:
    one_more = islice(_FUNCTION_WORDS.finditer(line), _MOST_FUNCTION_WORDS, None)
    return next(one_more, None) is not None
