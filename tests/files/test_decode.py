"""Decoding is strict and reversible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articlefix import InputError, OutputError, files


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b" \n\t\n", " \n\t\n"),
        ("naïve “x”".encode(), "naïve “x”"),
        (b"\xef\xbb\xbfa", "a"),
        (b"\xef\xbb\xbf", ""),
        (b"\xff\xfea\0\n\0", "a\n"),
        (b"\xfe\xff\0a\0\n", "a\n"),
        (b"a\r\nb\rc\nd", "a\r\nb\rc\nd"),
        ("a\ufeffb".encode(), "a\ufeffb"),
        ("\x85\u2028\x0c".encode(), "\x85\u2028\x0c"),
    ],
)
def test_decodes_and_returns_the_same_bytes(data: bytes, text: str) -> None:
    content = files.decode(data, "a.txt")
    assert content.text == text
    assert content.encode(content.text) == data


@given(st.binary(max_size=60), st.sampled_from([None, "cp1252", "latin-1", "utf-16-le", "shift_jis", "utf-16"]))
def test_decodes_reversibly_or_refuses(data: bytes, encoding: str | None) -> None:
    try:
        content = files.decode(data, "a.txt", encoding)
    except InputError:
        return
    assert content.encode(content.text) == data
    assert "\0" not in content.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"The first line.\nThe caf\xe9 was shut.",
            "byte 0xe9 at offset 23 (line 2) is not UTF-8; if the text is Western European, try --encoding cp1252",
        ),
        (
            "Он пришёл домой".encode("cp1251"),
            "byte 0xce at offset 0 (line 1) is not UTF-8; say what it is with --encoding NAME",
        ),
        (b"An odd byte \x81 in this text.", "--encoding NAME; latin-1 and mac-roman are possible"),
        (b"\xef\xbb\xbfa caf\xe9 with a mark", "offset 8 (line 1)"),
        (b"cut short \xe2\x80", "byte 0xe2 at offset 10"),
        (b"\xff\xfea", "is not utf-16-le"),
        (b"text\0text", "is binary, not text (a NUL byte at offset 4)"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff", "is binary"),
        (
            "No mark here".encode("utf-16-le"),
            "UTF-16 without a byte order mark, it seems; try --encoding utf-16-le",
        ),
        ("No mark here".encode("utf-16-be"), "try --encoding utf-16-be"),
    ],
)
def test_refuses_and_says_where_and_what_to_try(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        files.decode(data, "a.txt")
    assert str(caught.value).startswith("a.txt: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("data", "encoding", "text", "codec"),
    [
        (b"caf\xe9", "cp1252", "café", "cp1252"),
        ("café".encode(), "cp1252", "café", "utf-8"),  # what is UTF-8 is read as such
        (b"\xff\xfea\0", "cp1252", "a", "utf-16-le"),
        (b"\xff\xfea", "cp1252", "ÿþa", "cp1252"),  # no UTF-16: the length is odd
        (b"a\0b\0", "utf-16-le", "ab", "utf-16-le"),
        ("ニュース".encode("iso2022-jp"), "iso2022-jp", "ニュース", "iso2022-jp"),
        (b"plain", "utf-16-le", "plain", "utf-8"),
    ],
)
def test_a_named_encoding_is_for_what_tells_no_other(data: bytes, encoding: str, text: str, codec: str) -> None:
    content = files.decode(data, "a.txt", encoding)
    assert (content.text, content.codec) == (text, codec)
    assert content.encode(text) == data


def test_refuses_what_the_named_encoding_would_not_give_back() -> None:
    # Code page 932 has this character twice, and writes the other.
    with pytest.raises(InputError, match="not be written back in cp932 as it was"):
        files.decode(b"\x87\x90", "a.txt", "cp932")
    with pytest.raises(InputError, match="without a byte order mark, it seems; try --encoding utf-16-le"):
        files.decode(b"a\0b\0", "a.txt", "utf-16")
    with pytest.raises(InputError, match="is not ascii, nor is the file UTF-8"):
        files.decode(b"caf\xe9", "a.txt", "ascii")


def test_refuses_to_write_a_character_that_the_encoding_lacks() -> None:
    source = files.Source("a.txt", b"caf\xe9", files.Content("café", "latin-1"))
    with pytest.raises(OutputError, match=r"U\+2019, which latin-1 does not have"):
        files.encode(source, "caf\N{RIGHT SINGLE QUOTATION MARK}")


@pytest.mark.parametrize("name", ["base64", "rot13", "nope", "undefined", "a\0b", "x" * 300])
def test_knows_what_is_no_text_encoding(name: str) -> None:
    assert files.check_encoding(name)
