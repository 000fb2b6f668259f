"""What an untrusted repository names is read as data, where it is a regular file, and as far as is reasonable."""

import os
import time
from pathlib import Path

import pytest

from articlefix.core import foreign
from articlefix.errors import ConfigError


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match=r"regular file|Is a directory"):
            foreign.read_regular(path)


def test_only_so_many_bytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert foreign.read_regular(path, 5) == b"12345"
    with pytest.raises(OSError, match="more than 4 bytes"):
        foreign.read_regular(path, 4)


@pytest.mark.parametrize(
    "data",
    [
        b"x = " + b"1" * 6000,
        b"x = " + b"[" * 100_000,
        b"x = " + b"{a=" * 100_000,
        b".".join([b"a"] * 100_000) + b" = 1",
        b"[" + b".".join([b"a"] * 100_000) + b"]",
        b"[[" + b" . ".join([b'"a"'] * 100_000) + b"]]",
        b"x = { y = 1, " + b".".join([b"a"] * 100_000) + b" = 1 }",
        b'x = "' + b"\\" * 100_001,
        b"\xff",
        b"x = 1979-13-45",
    ],
)
def test_no_toml_does_more_than_be_refused(data: bytes) -> None:
    start = time.process_time()
    with pytest.raises(ConfigError, match=r"^a\.toml: is not valid"):
        foreign.parse_toml(data, "a.toml")
    assert time.process_time() - start < 2


def test_a_key_of_many_parts_is_one_that_no_one_writes() -> None:
    text = 'description = "one . two . three"\n[tool.a.b]\nx = ["a.b.c.d", ' + ", ".join(["'a.b'"] * 100) + "]\n"
    assert foreign.parse_toml(text.encode(), "a.toml")["tool"]["a"]["b"]["x"][0] == "a.b.c.d"


def test_inside_is_the_repository_or_else_the_folder(tmp_path: Path) -> None:
    deep = tmp_path / "repository" / "deep"
    deep.mkdir(parents=True)
    config = deep / "articlefix.toml"
    (deep / "out").symlink_to(tmp_path)
    assert foreign.is_inside(deep / "profile.toml", config)
    assert not foreign.is_inside(deep.parent / "profile.toml", config)
    assert not foreign.is_inside(deep / "out" / "profile.toml", config)
    (deep.parent / ".git").mkdir()
    assert foreign.is_inside(deep.parent / "profile.toml", config)
    assert not foreign.is_inside(tmp_path / "profile.toml", config)
    assert not foreign.is_inside(tmp_path / "repository2" / "profile.toml", config)
