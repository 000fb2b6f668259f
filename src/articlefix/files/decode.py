"""Bytes to text and back, so that each byte returns: encoding, byte order mark, line ends.

Decoding is strict: what is not text in a known encoding is refused, with the place and a suggestion, never guessed.
"""

import codecs
import os
from typing import BinaryIO, NamedTuple

from articlefix.errors import InputError, OutputError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BINARY_SAMPLE = 8192

LARGEST = 256 << 20
"""Bytes that a text may have: cleaning takes 7 to 20 times as much memory, and an article has some thousands."""
_ESCAPE = b"\x1b"


class Content(NamedTuple):
    """What bytes hold: a text, and the encoding and byte order mark that make such bytes of it again."""

    text: str
    codec: str = "utf-8"
    bom: bytes = b""

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text in the same encoding; raises `UnicodeEncodeError` where it has none."""
        return self.bom + text.encode(self.codec)


class Source(NamedTuple):
    """A file as it was read, and what the file system said of it then (`None` for standard input)."""

    path: str
    data: bytes
    content: Content
    status: os.stat_result | None = None


def read(path: str, encoding: str | None = None) -> Source:
    """Read and decode a file; raises `InputError`."""
    data, status = read_bytes(path)
    return Source(path, data, decode(data, path, encoding), status)


def read_bytes(path: str) -> tuple[bytes, os.stat_result]:
    """Return what a file holds, and what the file system said of it before; raises `InputError`."""
    try:
        with open(path, "rb") as file:
            # Taken before the bytes: a writer that comes between is noticed when the file is to be replaced.
            status = os.fstat(file.fileno())
            return read_bounded(file, path), status
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InputError(path, f"cannot be read: {error}") from error


def read_bounded(file: BinaryIO, name: str) -> bytes:
    """Return what an open file holds; raises `InputError`, which calls it `name`, where that is no article's size.

    A device may have no end.
    """
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        reason = f"has more than {LARGEST >> 20} MB, which are not cleaned as one text"
        raise InputError(name, f"{reason}; split it, or give its articles to articlefix corpus as records")
    return data


def decode(data: bytes, name: str, encoding: str | None = None) -> Content:
    r"""Return the text that `data` holds: UTF-8, UTF-16 with its mark, or else what `encoding` names.

    Raises `InputError`, which calls the bytes `name`, where they are binary or in none of these.

    >>> decode(b"\xef\xbb\xbfcaf\xc3\xa9\r\n", "a.txt")
    Content(text='café\r\n', codec='utf-8', bom=b'\xef\xbb\xbf')
    >>> decode(b"caf\xe9", "a.txt", encoding="cp1252").text
    'café'
    >>> decode(b"At the caf\xe9", "a.txt")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    articlefix.errors.InputError: a.txt: byte 0xe9 at offset 10 (line 1) is not UTF-8; ... try --encoding cp1252
    """
    reason = ""
    for codec, bom in _candidates(data, encoding):
        try:
            text = data[len(bom) :].decode(codec)
        except UnicodeDecodeError as error:
            reason = _undecodable(data, error, codec, encoding)
            continue
        except UnicodeError as error:
            reason = f"is not valid {codec}: {error}"
            continue
        content = Content(text, codec, bom)
        if "\0" in text:
            reason = _binary(data)
        elif codec == encoding and not _returns(content, data):
            reason = f"would not be written back in {codec} as it was; convert the file to UTF-8 first"
        else:
            return content
    raise InputError(name, reason)


def _candidates(data: bytes, encoding: str | None) -> list[tuple[str, bytes]]:
    """Return the encodings that are tried, in that order, each with its byte order mark."""
    candidates = [(codec, bom) for bom, codec in _BOMS if data.startswith(bom)] or [("utf-8", b"")]
    if encoding is not None:
        # UTF-8 can read these as well, as the wrong text: ISO-2022-JP is pure ASCII with escapes, UTF-16 has NULs.
        named_first = b"\0" in data or (_ESCAPE in data and data.isascii())
        candidates.insert(0 if named_first and not candidates[0][1] else len(candidates), (encoding, b""))
    return candidates


def check_encoding(name: str) -> str | None:
    """Return why `name` is no text encoding, or `None` where it is one.

    >>> check_encoding("cp1252")
    >>> check_encoding("base64")
    "'base64' is not a text encoding; cp1252, latin-1, cp1251, shift_jis and gb18030 are some"
    """
    try:
        "".encode(name)
        b"".decode(name)
    except (LookupError, UnicodeError, ValueError):
        return f"{name!r} is not a text encoding; cp1252, latin-1, cp1251, shift_jis and gb18030 are some"
    return None


def encode(source: Source, text: str) -> bytes:
    """Return the bytes of `text` in the encoding of `source`; raises `OutputError` where it lacks a character."""
    if text == source.content.text:
        return source.data
    try:
        return source.content.encode(text)
    except UnicodeEncodeError as error:
        character = text[error.start]
        reason = (
            f"the repaired text holds U+{ord(character):04X}, which {source.content.codec} does not have;"
            " convert the file to UTF-8 first"
        )
        raise OutputError(source.path, reason) from error


def _returns(content: Content, data: bytes) -> bool:
    try:
        return content.encode(content.text) == data
    except UnicodeError:
        return False


def _undecodable(data: bytes, error: UnicodeDecodeError, codec: str, encoding: str | None) -> str:
    """Say which byte is wrong, and what might be right."""
    if b"\0" in data[:_BINARY_SAMPLE] and codec == "utf-8":
        return _binary(data)
    offset = len(data) - len(error.object) + error.start
    line = data.count(b"\n", 0, offset) + 1
    place = f"byte 0x{data[offset]:02x} at offset {offset} (line {line})"
    names = "UTF-8" if codec == "utf-8" else codec
    if encoding is not None and codec == encoding:
        return f"{place} is not {names}, nor is the file UTF-8; nothing was done"
    return f"{place} is not {names}; {_suggestion(data)}"


def _suggestion(data: bytes) -> str:
    """Suggest an encoding where one is likely: accents are rare among the letters of a Western text."""
    body = data.translate(None, b" \t\r\n")
    high = sum(1 for byte in body if byte >= 0x80)  # noqa: PLR2004 - the first byte that is not ASCII
    if high * 5 > len(body):
        return "say what it is with --encoding NAME (such as cp1251, shift_jis or gb18030)"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "say what it is with --encoding NAME; latin-1 and mac-roman are possible"
    return "if the text is Western European, try --encoding cp1252"


def _binary(data: bytes) -> str:
    """Say that bytes are binary, unless every second one is NUL: that is UTF-16 without its mark."""
    head = data[:_BINARY_SAMPLE]
    for first, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[first::2]
        if half and half.count(0) * 2 > len(half) and 0 not in head[1 - first :: 2]:
            return f"is UTF-16 without a byte order mark, it seems; try --encoding {codec}"
    return f"is binary, not text (a NUL byte at offset {data.find(0)})"
