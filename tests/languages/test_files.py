"""The files of languages: only known keys, each phrase as the lines are folded, nothing twice, one file enough."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from articlefix import Cleaner, clean, languages
from articlefix.languages import ANY, UNDETERMINED, detection, known, language
from articlefix.languages.tables import Language, built
from articlefix.passes.boilerplate import PASS
from articlefix.scan import index, pattern

FILES = (*known(), ANY)
RULES = {rule.name for rule in PASS.rules}
WORD = re.compile(r"[^\W\d_]+|\d+")


def data(tag: str) -> dict[str, Any]:
    return tomllib.loads(languages.source(tag))


def lists(table: object, name: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lists of phrases and of words of a language with their names."""
    if isinstance(table, tuple) and hasattr(table, "_asdict"):
        for field, value in table._asdict().items():
            yield from lists(value, f"{name}.{field}")
    elif isinstance(table, tuple | frozenset):
        yield name, tuple(table)
    elif isinstance(table, Mapping):
        for key, value in table.items():
            yield f"{name}.{key}", value


@pytest.mark.parametrize("tag", FILES)
def test_every_key_of_a_file_is_known(tag: str) -> None:
    assert language(tag).tag == tag
    assert language(tag).name
    for region in data(tag).get("regions", {}):
        assert language(f"{tag}-{region}").region == region


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"quotes": {"doubel": ["“”"]}}, "xx.toml: quotes: there is no key 'doubel'"),
        ({"function_words": "a b"}, "xx.toml: there is no key 'function_words'"),
        ({"habits": {"closed-marks": "yes"}}, "xx.toml: habits: closed-marks: 'yes' is of the wrong type"),
        ({"inside": {"phrases": {"a": "b"}}}, "xx.toml: inside: phrases: {'a': 'b'} is of the wrong type"),
    ],
)
def test_a_key_or_a_value_that_is_wrong_is_named(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        built(Language, {"tag": "xx", **wrong}, "xx.toml")


@pytest.mark.parametrize("tag", FILES)
def test_lines_stand_under_rules_that_there_are(tag: str) -> None:
    tables = [table for table in language(tag).lines if isinstance(table, Mapping)]
    assert tables
    assert {rule for table in tables for rule in table} <= RULES


def bare(form: str) -> str:
    """Return the words of a form without the marks of its choices."""
    return " ".join(re.sub(r"[(|)*]", " ", form).split())


@pytest.mark.parametrize("tag", FILES)
def test_phrases_are_folded(tag: str) -> None:
    own = language(tag)
    lines = own.lines._replace(forms={rule: (*map(bare, forms),) for rule, forms in own.lines.forms.items()})
    for name, phrases in [*lists(lines, "lines"), *lists(own.inside, "inside"), *lists(own.prompts, "prompts")]:
        for phrase in phrases:
            assert " ".join(WORD.findall(phrase.casefold())) == phrase.strip(), name


def listed(table: Mapping[str, object], name: str = "") -> Iterator[tuple[str, list[str]]]:
    """Yield the lists of a file as they are written."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from listed(value, f"{name}.{key}".strip("."))
        elif isinstance(value, list):
            yield f"{name}.{key}", value
        elif isinstance(value, str) and key not in ("name", "phrases", "asides"):
            yield f"{name}.{key}", value.split()


@pytest.mark.parametrize("tag", FILES)
def test_nothing_is_listed_twice(tag: str) -> None:
    for name, values in listed(data(tag)):
        assert [value for value, count in Counter(values).items() if count > 1] == [], name


@pytest.mark.parametrize("tag", known())
def test_what_is_international_is_in_its_own_file_alone(tag: str) -> None:
    international = dict(listed(data(ANY)))
    for name, values in listed(data(tag)):
        assert {*values} & {*international.get(name, ())} == set(), name


@pytest.mark.parametrize("tag", FILES)
def test_what_detection_needs_stands_before_the_first_table(tag: str) -> None:
    head = languages.head(tag)
    assert {key: value for key, value in data(tag).items() if not isinstance(value, dict)} == head


@pytest.mark.parametrize("tag", known())
def test_a_text_of_function_words_is_of_its_language(tag: str) -> None:
    words = sorted(language(tag).function_words)
    if len(words) > 30:
        assert detection.detect(" ".join(words)) == tag


def test_a_region_says_what_differs() -> None:
    assert language("de-CH").quotes.double != language("de").quotes.double
    assert language("de-CH").lines == language("de").lines
    assert language("fr-CH").quotes.inner_space == ""
    assert language("pt-BR").quotes == language("pt").quotes
    assert language("EN-us").habits.american_stops
    assert not language("en-GB").habits.american_stops


def test_a_language_without_a_file_knows_nothing() -> None:
    assert language("xx") == Language("xx")
    assert language("../en") == Language("../en")


def test_no_single_word_of_a_language_goes_from_a_text_of_unknown_language() -> None:
    assumed = language(UNDETERMINED).lines
    assert not [phrase for phrases in assumed.whole.values() for phrase in phrases if " " not in phrase]
    assert assumed.whole["advertisement"]
    assert not language(UNDETERMINED).prompts.share


# --- one file is enough ---------------------------------------------------------------------------------------

MADE_UP = """
name = 'Made up'
function-words = 'жу ла кри бом дур ве шо зи'

[habits]
closed-marks = true

[prompts]
share = 'делибан'
this = 'ов'
thing = 'статиб'

[lines.whole]
advertisement = ['рекламиб']

[lines.begins]
newsletter-call = ['подписубан']

[lines.needs]
newsletter-call = ['письмиб']

[lines.before-title]
related-links = ['читабан ещо']

[inside]
phrases = ['дальшо под рекламиб']
"""
PROSE = (
    "Жу корабл ла порт, кри бом дур человек ве шо письмо, зи ла ветер жу кри море бом дур ночь ве шо огонь зи ла"
    " порт жу кри."
)


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a language beside the others, as a new file in their folder."""
    for path in Path(languages.FOLDER).glob("*.[jt]*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "xx.toml").write_text(MADE_UP, encoding="utf-8")
    caches = [value for value in vars(detection).values() if hasattr(value, "cache_clear")]

    # What begins prompts is stored with the literals of the index, which a program brings up to date.
    stored = {name: found for name, found in pattern._table().items() if not name.startswith("first words")}  # noqa: SLF001
    monkeypatch.setattr(pattern, "_table", lambda: stored)

    def forget() -> None:
        languages.forget()
        index._index_of_first.cache_clear()  # noqa: SLF001
        for cached in caches:
            cached.cache_clear()

    monkeypatch.setattr(languages, "FOLDER", str(tmp_path))
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.mark.usefixtures("made_up")
def test_one_new_file_is_all_that_a_language_takes() -> None:
    raw = (
        f"Корабл\n\nДелибан ов статиб\n\n{PROSE}\n\nРекламиб\n\n{PROSE} Дальшо под рекламиб Жу кри бом .\n\n"
        f"Читабан ещо: Порт\n\nПодписубан на письмиб.\n\n{PROSE} Шо зи ?\n\nShare on Facebook\n"
    )
    result = Cleaner().clean(raw)
    assert result.language == "xx"
    assert result.text == f"Корабл\n\n{PROSE}\n\n{PROSE} Жу кри бом.\n\n{PROSE} Шо зи?\n"


@pytest.mark.usefixtures("made_up")
def test_its_phrases_stay_in_texts_of_other_languages() -> None:
    english = "The ferry left the harbour at noon, and the people on the quay were not amused by it."
    for text in (f"{english}\n\nРекламиб\n\n{english[4:]}\n", "Рекламиб\n"):
        assert clean(text) == text
