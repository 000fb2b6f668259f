r"""One line of JSON: the text found in it, and the edits made in its bytes.

A line is never written anew from what it means: only the edited characters are replaced in it, so that all else,
from the order of the keys to the way a number or an escape is written, comes out as it went in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Sequence
from json import decoder
from typing import NamedTuple

from articlefix.core.edits import Edit
from articlefix.errors import RecordError

_read_string = decoder.scanstring  # type: ignore[attr-defined]
# Numbers are not converted: no digit is lost, and Python refuses integers of more than 4,300 digits.
_scan = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str).scan_once  # type: ignore[attr-defined]
_FIRST_KEY = re.compile(r'\ufeff?[ \t\r\n]*\{[ \t\r\n]*(?:"|\})')
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")
_NEXT_KEY = re.compile(r'[ \t\r\n]*(?:,[ \t\r\n]*"|\})')
_END = re.compile(r"[ \t\r\n]*\Z")
_ESCAPE = re.compile(
    r"\\(?:u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}"  # a pair of surrogates is one code point
    r"|u.{4}|.)"
)


class Field(NamedTuple):
    """The value of a field, and where it stands in the line, as it is written there."""

    value: object
    start: int
    end: int


class Record(NamedTuple):
    """A line that holds a JSON object: the fields that were asked for, and where its closing brace stands."""

    fields: dict[str, Field]
    brace: int
    is_empty: bool


def read(line: str, wanted: Container[str]) -> Record:
    """Read a line and return those of its fields whose name is in `wanted`.

    Raises `RecordError` where it is not a JSON object, or has one of the fields twice.

    >>> read('{"id": 1, "text": "So."}', {"text"}).fields
    {'text': Field(value='So.', start=18, end=23)}
    """
    try:
        return _read(line, wanted)
    except RecursionError:
        raise RecordError("is nested too deeply") from None
    except (ValueError, StopIteration) as error:
        reason = f": {error.msg} at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise RecordError(f"is not valid JSON{reason}") from None


def _read(line: str, wanted: Container[str]) -> Record:
    fields: dict[str, Field] = {}
    mark = _FIRST_KEY.match(line)
    if mark is None:
        raise _not_an_object(line)
    is_empty = line[mark.end() - 1] == "}"
    while line[mark.end() - 1] == '"':
        key, end = _read_string(line, mark.end())
        mark = _COLON.match(line, end)
        if mark is None:
            raise json.JSONDecodeError("Expecting ':' delimiter", line, end)
        start = mark.end()
        value, end = _scan(line, start)
        if key in wanted:
            if key in fields:
                raise RecordError(f"has the field {key!r} twice")
            fields[key] = Field(value, start, end)
        mark = _NEXT_KEY.match(line, end)
        if mark is None:
            raise json.JSONDecodeError("Expecting ',' and a key, or '}',", line, end)
    if _END.match(line, mark.end()) is None:
        raise json.JSONDecodeError("Extra data", line, mark.end())
    return Record(fields, mark.end() - 1, is_empty)


def _not_an_object(line: str) -> Exception:
    json.loads(line.removeprefix("\ufeff"), parse_int=str)  # raises where it is not JSON at all
    return RecordError("is not a JSON object")


def splice(written: str, edits: Sequence[Edit], *, is_ascii: bool) -> str:
    r"""Return `written`, a JSON string, with `edits` made in the text that it means.

    What is not edited stays as it was written. `is_ascii` has what is put in escaped, as the rest of its line is.

    >>> print(splice(r'"Caf\u00e9 \/ bar , open"', [Edit(10, 11, "", ())], is_ascii=True))
    "Caf\u00e9 \/ bar, open"
    """
    escapes = _ESCAPE.finditer(written)
    escape = next(escapes, None)
    shift = 1  # the opening mark
    pieces: list[str] = []
    done = 0
    for edit in edits:
        places = []
        for offset in (edit.start, edit.end):
            while escape is not None and escape.start() - shift < offset:
                shift += escape.end() - escape.start() - 1
                escape = next(escapes, None)
            places.append(offset + shift)
        pieces += (written[done : places[0]], dump(edit.replacement, is_ascii=is_ascii)[1:-1])
        done = places[1]
    pieces.append(written[done:])
    return "".join(pieces)


def dump(value: object, *, is_ascii: bool = False) -> str:
    r"""Return `value` as JSON that UTF-8 can hold; what it cannot, a lone surrogate, is escaped.

    >>> print(dump("caf\xe9"), dump("caf\xe9", is_ascii=True), dump("\ud800"))
    "café" "caf\u00e9" "\ud800"
    """
    written = json.dumps(value, ensure_ascii=is_ascii)
    if not is_ascii:
        try:
            written.encode()
        except UnicodeEncodeError:
            return json.dumps(value)
    return written
