"""Configuration files: which is in force, what it may say, and what it is told where it says something else."""

from pathlib import Path

import pytest

from articlefix.config import OPTIONS, Config, find_file, read_file
from articlefix.errors import ConfigError

TABLE = '[tool.articlefix]\nquotes = "curly"\n'


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_upward_is_in_force(tmp_path: Path) -> None:
    outer = write(tmp_path / "articlefix.toml", "")
    inner = write(tmp_path / "a" / "b" / "pyproject.toml", TABLE)
    assert find_file(tmp_path / "a" / "b" / "c" / "text.md") == str(inner)
    assert find_file(tmp_path / "a" / "b") == str(inner)
    assert find_file(tmp_path / "a" / "text.md") == str(outer)


def test_its_own_file_goes_before_pyproject(tmp_path: Path) -> None:
    own = write(tmp_path / "articlefix.toml", "")
    write(tmp_path / "pyproject.toml", TABLE)
    assert find_file(tmp_path) == str(own)


@pytest.mark.parametrize(
    "text",
    [
        "[project]\nname = 'other'\n",
        "[project]\ndependencies = ['articlefix']\n",
        "this is not TOML",
        "",
        "[tool]\nother = 'articlefix'\n",
    ],
)
def test_a_pyproject_without_the_table_is_passed_over(tmp_path: Path, text: str) -> None:
    outer = write(tmp_path / "pyproject.toml", TABLE)
    write(tmp_path / "a" / "pyproject.toml", text)
    assert find_file(tmp_path / "a" / "text.md") == str(outer)


def test_a_relative_path_is_looked_up_beyond_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = write(tmp_path / "articlefix.toml", "")
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    assert find_file("text.md") == str(own)
    assert find_file(".") == str(own)


def test_reads_every_option_with_hyphens_and_with_underscores(tmp_path: Path) -> None:
    text = 'quotes = "straight"\nquote-punctuation = "logical"\nlanguage = "en-GB"\nskip = ["spacing"]\n'
    expected = {"quotes": "straight", "quote_punctuation": "logical", "language": "en-GB", "skip": ["spacing"]}
    assert read_file(write(tmp_path / "articlefix.toml", text)).options == expected
    assert read_file(write(tmp_path / "b.toml", text.replace("-punctuation", "_punctuation"))).options == expected
    assert read_file(write(tmp_path / "c.toml", "\ufeff" + text.replace("\n", "\r\n"))).options == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('quote = "curly"', "unknown key 'quote'; did you mean 'quotes'?"),
        ('quote-punktuation = "american"', "did you mean 'quote-punctuation'?"),
        ("[quotes]\n", "quotes: expected a string"),
        ('quotes = "curley"', "quotes: 'curley' is not valid; did you mean 'curly'?"),
        ("quotes = true", "quotes: expected a string, not True"),
        ('skip = "spacing"', "skip: expected a list of names"),
        ("skip = [1]", "skip: expected a list of names"),
        ('language = "not a tag"', "not a BCP 47 tag"),
        ('quote-punctuation = "keep"\nquote_punctuation = "keep"', "is set twice"),
        ("quotes = ", "is not valid TOML"),
        ('override = ["a"]', "unknown key 'override'; did you mean 'overrides'?"),
        ('overrides = "a"', "overrides: expected tables, each under [[overrides]]"),
        ("overrides = [1]", "overrides 1: expected a table with paths"),
        ("[[overrides]]\nquotes = 'keep'", "overrides 1: expected a table with paths"),
        ("[[overrides]]\npaths = 'a'", "overrides 1: expected a table with paths"),
        ("[[overrides]]\npaths = [1]", "overrides 1: expected a table with paths"),
        ("[[overrides]]\npaths = ['!']", "overrides 1: paths: "),
        ("[[overrides]]\npath = ['a']", "overrides 1: expected a table with paths"),
        ("[[overrides]]\npaths = ['a']\n[[overrides]]\npaths = ['b']\nskp = []", "overrides 2: unknown key 'skp'"),
        ("[[overrides]]\npaths = ['a']\nquotes = 'curley'", "did you mean 'curly'?"),
        ("[[overrides]]\npaths = ['a']\noverrides = []", "overrides 1: unknown key 'overrides'"),
        ("x = " + "[" * 20_000, "is not valid TOML"),
    ],
)
def test_names_the_file_the_key_and_the_nearest(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path / "articlefix.toml", text)
    with pytest.raises(ConfigError) as caught:
        read_file(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


OVERRIDES = """
quotes = "keep"
skip = ["gaps"]
[[overrides]]
paths = ["legacy/", "*.txt", "!kept.txt"]
skip = ["boilerplate"]
[[overrides]]
paths = ["/legacy/quotes.md"]
quote-punctuation = "logical"
skip = []
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("new.md", {"quotes": "keep", "skip": ["gaps"]}),
        ("legacy/a/b.md", {"quotes": "keep", "skip": ["boilerplate"]}),
        ("new/a.txt", {"quotes": "keep", "skip": ["boilerplate"]}),
        ("new/kept.txt", {"quotes": "keep", "skip": ["gaps"]}),
        ("legacy/quotes.md", {"quotes": "keep", "quote_punctuation": "logical", "skip": []}),
        ("new/legacy/quotes.md", {"quotes": "keep", "skip": ["boilerplate"]}),
        ("legacy/", {"quotes": "keep", "skip": ["boilerplate"]}),
        (None, {"quotes": "keep", "skip": ["gaps"]}),
    ],
)
def test_overrides_hold_for_their_paths_and_the_later_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str | None, expected: dict[str, object]
) -> None:
    settings = read_file(write(tmp_path / "articlefix.toml", OVERRIDES))
    absolute = None if path is None else f"{tmp_path}/{path}"
    assert {name: value for _, layer in settings.layers(absolute) for name, value in layer.items()} == expected
    monkeypatch.chdir(tmp_path)
    assert {name: value for _, layer in settings.layers(path) for name, value in layer.items()} == expected


def test_a_file_that_is_not_there_or_not_utf_8_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read: No such file"):
        read_file(tmp_path / "missing.toml")
    (tmp_path / "latin.toml").write_bytes(b"quotes = '\xe9'")
    with pytest.raises(ConfigError, match="is not valid TOML"):
        read_file(tmp_path / "latin.toml")


def test_a_pyproject_that_is_named_must_have_the_table(tmp_path: Path) -> None:
    path = write(tmp_path / "pyproject.toml", "[project]\n")
    with pytest.raises(ConfigError, match=r"has no table \[tool.articlefix\]"):
        read_file(path)
    write(path, "[tool]\narticlefix = 1\n")
    with pytest.raises(ConfigError, match="is not a table"):
        read_file(path)


def test_every_option_has_a_default_and_a_sentence_of_help() -> None:
    names = [option.name for option in OPTIONS]
    assert len(names) == len(set(names))
    assert Config() != Config.of({})  # which has the defaults of the passes as well
    assert Config.of({}).options() == {option.name: option.default for option in OPTIONS}
    assert Config.of({}) == Config.of(Config.of({}).options())
    assert all(option.help.endswith(".") for option in OPTIONS)
