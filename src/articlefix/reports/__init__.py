"""What a run found and did, shown to people and to programs."""

import re
from collections.abc import Collection, Sequence

_HOSTILE = re.compile(
    "["
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 but for tab and line feed, DEL, C1: they move the cursor and set titles
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi: they reorder what is read
    r"\u2028\u2029\ufeff"  # line ends to some terminals; a mark that cannot be seen
    r"\ud800-\udfff"  # surrogates: the bytes of a file name that is not UTF-8, which no stream can encode
    r"\U000e0000-\U000e007f"  # tags, which hide text
    "]"
)
_UNSEEN = (
    r"[^\S \n]"  # tabs and spaces that are not the common one
    r"|[\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f]"  # joiners, hyphens and selectors with no shape
    r"|[\ue000-\uf8ff]"  # what one font alone can show
    r"|[ ](?=\n|\Z)"  # what stands at the end of a line is lost on a screen
)
"""Compiled when it is first asked for: most runs show nothing."""
_BREAK = re.compile(r"[\n\t]")
_NAMES = {"\n": r"\n", "\t": r"\t", "\r": r"\r"}


def visible(text: str, *, one_line: bool = False) -> str:
    r"""Return untrusted text with what could steer a terminal or deceive a reader shown as escapes.

    File names, snippets, lines of a diff and error messages all pass through here. `one_line` escapes line feeds
    and tabs as well, so that a file name cannot forge a line of output.

    >>> visible("a\x1b[2Jb\u202ec")
    'a\\x1b[2Jb\\u202ec'
    >>> visible("ok.txt\nerror: none", one_line=True)
    'ok.txt\\nerror: none'
    """
    text = _HOSTILE.sub(_escape, text)
    return _BREAK.sub(_escape, text) if one_line else text


# GitHub takes the first from the start of a line, blanks before it or none, and the second anywhere in one.
_COMMAND = re.compile(r"(?m)^([^\S\n]*):(?=:)|#(?=#\[)")


def unobeyed(text: str) -> str:
    r"""Return what is printed with the marks escaped that a runner of workflows would take for commands.

    A file may be named so, and an article may hold them.

    >>> unobeyed("::error::x.txt:1:12 Two marks"), unobeyed("a.txt:1:1 ##[error]no"), unobeyed("std::vector ## [a]")
    ('\\x3a:error::x.txt:1:12 Two marks', 'a.txt:1:1 \\x23#[error]no', 'std::vector ## [a]')
    """
    return _COMMAND.sub(lambda found: r"\x23" if found[1] is None else rf"{found[1]}\x3a", text)


def revealed(text: str, *, one_line: bool = True) -> str:
    r"""Return untrusted text with what cannot be seen in it shown as well, which is often the point of an example.

    >>> print(revealed("The end. \nNext\u00a0one.", one_line=False))
    The end.\x20
    Next\xa0one.
    """
    return visible(re.sub(_UNSEEN, _escape, text), one_line=one_line)


def columns(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Lay rows out in columns, for people, `grep` and `awk` alike; those numbered in `right` end alike.

    >>> columns([("Rule", "Edits"), ("turned-quote", "7")], right=(1,))
    ['Rule          Edits', 'turned-quote      7']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = (
        [
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    )
    return ["  ".join(row).rstrip() for row in cells]


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character in _NAMES:
        return _NAMES[character]
    if code < 0x100:  # noqa: PLR2004 - the last that two hexadecimal digits can write
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004 - likewise four
