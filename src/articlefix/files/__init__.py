"""Bytes to text and back, files found and told apart, and files replaced so that none is ever lost."""

from articlefix.files.decode import (
    LARGEST,
    Content,
    Source,
    check_encoding,
    decode,
    encode,
    read,
    read_bounded,
    read_bytes,
)
from articlefix.files.find import STDIN, SUFFIXES, Found, find, format_of
from articlefix.files.kinds import Kind, kind_of
from articlefix.files.replace import is_temporary, new_temporary, pour, replace, sync_folder, write

__all__ = [
    "LARGEST",
    "STDIN",
    "SUFFIXES",
    "Content",
    "Found",
    "Kind",
    "Source",
    "check_encoding",
    "decode",
    "encode",
    "find",
    "format_of",
    "is_temporary",
    "kind_of",
    "new_temporary",
    "pour",
    "read",
    "read_bounded",
    "read_bytes",
    "replace",
    "sync_folder",
    "write",
]
