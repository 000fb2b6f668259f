"""A second check of what has not changed says the same and cleans nothing; whatever changes is looked at again."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

import articlefix.registry
from articlefix import Cleaner, Result
from articlefix.cli import cache
from command_line import Outcome, Run

BAD = "Two  words , and the the end.\n"
OPTIONS = ("check", "--isolated", "--language=en")
FORMATS = ("full", "concise", "json", "sarif", "github")


class Counted:
    """How many texts were cleaned."""

    def __init__(self) -> None:
        self.texts = 0


@pytest.fixture
def cleaned(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted, clean = Counted(), Cleaner.clean

    def count(self: Cleaner, text: str) -> Result:
        counted.texts += 1
        return clean(self, text)

    monkeypatch.setattr(Cleaner, "clean", count)
    return counted


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    work = tmp_path / "work"
    work.mkdir()
    (work / "bad.txt").write_text(BAD, encoding="utf-8")
    (work / "good.txt").write_text("Nothing here needs repair.\n", encoding="utf-8")
    monkeypatch.chdir(work)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return work


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_run_says_the_same_and_cleans_nothing(folder: Path, run: Run, cleaned: Counted, name: str) -> None:
    first = run(*OPTIONS, f"--output-format={name}", ".")
    assert (first.code, cleaned.texts) == (1, 2)
    for other in FORMATS:
        run(*OPTIONS, f"--output-format={other}", ".")
    assert run(*OPTIONS, f"--output-format={name}", ".") == first
    assert run(*OPTIONS, f"--output-format={name}", "bad.txt").code == 1
    assert cleaned.texts == 2
    assert sorted(path.name for path in folder.iterdir()) == ["bad.txt", "good.txt"]


def test_statistics_and_baselines_are_told_from_it(folder: Path, run: Run, cleaned: Counted) -> None:
    fresh = run(*OPTIONS, "--statistics", ".")
    assert run(*OPTIONS, "--statistics", ".") == fresh
    assert run(*OPTIONS, "--baseline=known.json", ".").err.endswith("known.json: made, with 3 problems\n")
    assert run(*OPTIONS, "--baseline=known.json", ".").code == 0
    assert cleaned.texts == 2
    assert folder


Change = Callable[[Path, pytest.MonkeyPatch], tuple[str, ...]]


def _other_text(folder: Path, _patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    (folder / "bad.txt").write_text(BAD.replace("Two", "Six"), encoding="utf-8")
    return ()


def _other_version(_folder: Path, patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    patch.setattr(cache, "__version__", "99")
    return ()


def _other_name(folder: Path, _patch: pytest.MonkeyPatch) -> tuple[str, ...]:
    (folder / "bad.txt").rename(folder / "bad.md")
    return ()


CHANGES: dict[str, Change] = {
    "text": _other_text,
    "version": _other_version,
    "name": _other_name,
    "option": lambda _folder, _patch: ("--ignore=repeated-word",),
    "selection": lambda _folder, _patch: ("--select=spacing",),
    "format": lambda _folder, _patch: ("--format=markdown",),
    "encoding": lambda _folder, _patch: ("--encoding=cp1252",),
    "no cache": lambda _folder, _patch: ("--no-cache",),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_may_change_the_answer_is_looked_at_again(
    folder: Path, run: Run, cleaned: Counted, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (folder / "good.txt").unlink()
    run(*OPTIONS, ".")
    assert cleaned.texts == 1
    options = CHANGES[name](folder, monkeypatch)
    run(*OPTIONS, *options, ".")
    assert cleaned.texts == 2


def test_a_profile_is_a_part_of_the_options(folder: Path, run: Run, cleaned: Counted) -> None:
    (folder / "good.txt").unlink()
    profile = folder / "site.toml"
    for number, articles in enumerate((20, 30), 1):
        profile.write_text(f"version = 1\narticles = {articles}\n", encoding="utf-8")
        for _ in range(2):
            assert run(*OPTIONS, "--boilerplate-profile=site.toml", "bad.txt").code == 1
        assert cleaned.texts == number


def test_a_warning_is_given_each_time(folder: Path, run: Run) -> None:
    (folder / "bad.txt").write_text(f"<!-- articlefix: of -->\n{BAD}", encoding="utf-8")
    first: Outcome = run(*OPTIONS, ".")
    assert "is not understood" in first.err
    assert run(*OPTIONS, ".") == first


def test_a_file_that_is_refused_or_repaired_is_not_kept(folder: Path, run: Run) -> None:
    (folder / "page.txt").write_text("<!doctype html><p>It was late.</p>\n", encoding="utf-8")
    assert run(*OPTIONS, "--format=text", "page.txt").code in (0, 1)
    assert run(*OPTIONS, "page.txt").code == 2
    assert run(*OPTIONS, "page.txt").code == 2
    assert run(*OPTIONS, "--fix", ".").code == 2
    assert run(*OPTIONS, "bad.txt").out.decode().count("bad.txt:") == 1


def test_a_plugin_is_asked_each_time(
    folder: Path, run: Run, cleaned: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    available = articlefix.registry.available

    def with_plugin(*arguments: object, **options: object) -> object:
        passes = available(*arguments, **options)  # type: ignore[arg-type]
        return tuple(pass_._replace(origin="mine 1") if pass_.name == "gaps" else pass_ for pass_ in passes)

    monkeypatch.setattr(articlefix.registry, "available", with_plugin)
    for _ in range(2):
        run(*OPTIONS, "bad.txt")
    assert cleaned.texts == 2
    assert folder


@pytest.mark.parametrize("damage", [b"", b"no database at all " * 100, None])
def test_a_damaged_cache_is_begun_anew(
    folder: Path, run: Run, cleaned: Counted, tmp_path: Path, damage: bytes | None
) -> None:
    first = run(*OPTIONS, ".")
    (file,) = (tmp_path / "cache").iterdir()
    if damage is None:
        with sqlite3.connect(file) as database:
            database.execute("UPDATE found SET problems = '[[1, 2]]'")
        database.close()
    else:
        file.write_bytes(damage)
    assert run(*OPTIONS, ".") == first
    assert run(*OPTIONS, ".") == first
    assert cleaned.texts == 4
    assert folder


def test_where_no_cache_can_be_made_there_is_none(
    folder: Path, run: Run, cleaned: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("", str(folder / "good.txt" / "x")):
        monkeypatch.setenv(cache.VARIABLE, place)
        assert run(*OPTIONS, ".").code == 1
    assert cleaned.texts == 4


def test_what_no_run_has_asked_for_goes(
    folder: Path, run: Run, cleaned: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = 86_400.0
    now = [1_000 * day]
    monkeypatch.setattr("articlefix.cli.cache.time.time", lambda: now[0])

    def entries() -> int:
        with sqlite3.connect(tmp_path / "cache" / "check-1.sqlite") as database:
            (count,) = database.execute("SELECT count(*) FROM found").fetchone()
        database.close()
        return int(count)

    run(*OPTIONS, ".")
    for _ in range(2):
        now[0] += 20 * day
        run(*OPTIONS, "bad.txt")
    assert entries() == 1
    assert cleaned.texts == 2
    assert folder


def test_the_place_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", "/of/ada")
    assert cache.folder() == "/of/ada/articlefix"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/ada")
    assert cache.folder() == "/ada/.cache/articlefix"
