"""Passes of other distributions: a real wheel, laid out as an installer does, used from Python and the command."""

import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from articlefix import (
    Cleaner,
    ConfigError,
    ContractError,
    OverlapError,
    PassError,
    PluginError,
    UnstableError,
    registry,
)
from articlefix.testing import check_pass

PROJECT = Path(__file__).parent / "plugin"
TEXT = "Stop!!! It is late, and the ferry has left.\n"
QUIET = "Stop! It is late, and the ferry has left.\n"

CANNOT_LOAD = {
    "broken-import": "cannot be loaded: ModuleNotFoundError: No module named 'articlefix_shouting.not_shipped'",
    "missing": "cannot be loaded: AttributeError:",
    "unready": "cannot be loaded: RuntimeError: the model is not downloaded",
    "a-text": "gives str, not a Pass",
    "misnamed": "is called 'greedy', unlike its entry point",
    "rule-less": "declares no rules",
    "spacing": "has the name of a built-in pass",
    "copied-rule": "declares the rule 'space-before-comma', which is of the built-in pass 'spacing'",
}
MISBEHAVES = {
    "greedy": (ContractError, "broke its contract: rule 'fault' changes 'S' into '', and may only touch space"),
    "overlapping": (OverlapError, "yielded edits that overlap"),
    "raising": (PassError, "raised ZeroDivisionError"),
    "unruly": (ContractError, "used the rules ('undeclared',), which it does not declare"),
    "out-of-bounds": (ContractError, "gave the span"),
    "chatty": (ContractError, "yielded str, neither an Edit nor a Finding"),
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it, which for pure Python is all that installing does."""
    dist = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(dist)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = dist.glob("*.whl")
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


@pytest.fixture
def installed(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(site)
    for name in [name for name in sys.modules if name.startswith("articlefix_shouting")]:
        monkeypatch.delitem(sys.modules, name)
    return site


def run(site: Path, *arguments: str, cwd: Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "articlefix", *arguments],
        cwd=cwd,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("installed")
def test_an_installed_pass_is_off_until_it_is_named() -> None:
    assert registry.plugin_names()["shouting"] == "articlefix-shouting 0.3.1"
    cleaner = Cleaner()
    assert "shouting" not in [pass_.name for pass_ in cleaner.passes]
    assert cleaner.clean(TEXT).text == TEXT
    assert "articlefix_shouting" not in sys.modules


@pytest.mark.usefixtures("installed")
def test_a_named_pass_works_and_no_other_is_imported() -> None:
    cleaner = Cleaner(enable=["shouting"])
    result = cleaner.clean(TEXT)
    assert result.text == QUIET
    assert [edit.rules for edit in result.edits] == [("shout",)]
    assert "articlefix_shouting.misbehaving" not in sys.modules
    assert pickle.loads(pickle.dumps(cleaner)).clean(TEXT) == result  # noqa: S301 - made on the spot


@pytest.mark.usefixtures("installed")
def test_a_function_may_make_the_pass() -> None:
    assert "made-to-order" in [pass_.name for pass_ in Cleaner(enable=["made-to-order"]).passes]


@pytest.mark.usefixtures("installed")
def test_a_plugin_runs_after_the_built_in_passes_of_its_stage() -> None:
    passes = Cleaner(enable=["shouting", "made-to-order"]).passes
    assert [(pass_.stage, bool(pass_.origin)) for pass_ in passes] == sorted(
        (pass_.stage, bool(pass_.origin)) for pass_ in passes
    )
    origins = {pass_.name: pass_.origin for pass_ in passes if pass_.origin}
    assert origins == dict.fromkeys(("made-to-order", "shouting"), "articlefix-shouting 0.3.1")


@pytest.mark.usefixtures("installed")
def test_only_skip_and_ignore_know_an_enabled_plugin() -> None:
    assert Cleaner(enable=["shouting"], only=["shouting"]).clean("No!! , no").text == "No! , no"
    assert Cleaner(enable=["shouting"], skip=["shouting"]).clean(TEXT).text == TEXT
    assert Cleaner(enable=["shouting"], ignore=["shout"]).clean(TEXT).text == TEXT
    with pytest.raises(
        ConfigError, match=r"'shouting' is a plugin of articlefix-shouting 0\.3\.1 that is not on: add --enable"
    ):
        Cleaner(only=["shouting"])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("quotes", "'quotes' is a built-in pass: it is on without that"),
        ("turned-quote", "'turned-quote' is a rule of the pass 'quotes': it is on without that"),
        ("author-biography", "'author-biography' is a rule of the pass 'biographies': enable 'biographies'"),
    ],
)
def test_what_cannot_be_enabled_is_told_for_what_it_is(name: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Cleaner(enable=[name])


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"only": ["spacing"]}, "Two  words, and the the end."),
        ({"only": ["space-before-comma"]}, "Two  words, and the the end."),
        ({"only": ["run-of-spaces", "gaps"]}, "Two words , and the the end."),
        ({"only": ["spacing", "whitespace"], "skip": ["run-of-spaces"]}, "Two  words, and the the end."),
        ({"skip": ["whitespace"]}, "Two  words, and the the end."),
        ({"skip": ["run-of-spaces"]}, "Two  words, and the the end."),
        ({"ignore": ["whitespace"]}, "Two  words, and the the end."),
        ({"ignore": ["run-of-spaces"]}, "Two  words, and the the end."),
    ],
)
def test_only_skip_and_ignore_take_passes_and_rules_alike(options: dict[str, list[str]], left: str) -> None:
    result = Cleaner(language="en", **options).clean("Two  words , and the the end.")
    assert result.text == left
    assert bool(result.findings) == ("gaps" in options.get("only", ["gaps"]))


def test_a_rule_that_is_asked_for_brings_its_pass_alone() -> None:
    assert [pass_.name for pass_ in Cleaner(only=["author-biography"]).passes] == ["biographies"]
    assert [pass_.name for pass_ in Cleaner(only=["turned-quote", "spacing"]).passes] == ["spacing", "quotes"]


@pytest.mark.usefixtures("installed")
def test_a_plugin_leaves_protected_text_to_the_engine() -> None:
    text = "Wow!!! `a!!!` <!-- articlefix: off -->b!!!<!-- articlefix: on -->"
    cleaner = Cleaner(enable=["shouting"], only=["shouting"], format="markdown")
    assert cleaner.clean(text).text == text.replace("Wow!!!", "Wow!")


@pytest.mark.usefixtures("installed")
def test_a_plugin_that_is_not_installed_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="there is no plugin 'shoutin'; did you mean 'shouting'"):
        Cleaner(enable=["shoutin"])


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", CANNOT_LOAD)
def test_a_plugin_that_cannot_be_used_is_refused(name: str) -> None:
    with pytest.raises(PluginError) as caught:
        Cleaner(enable=[name])
    assert str(caught.value).startswith(f"plugin {name!r} of articlefix-shouting 0.3.1: {CANNOT_LOAD[name]}")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 - made on the spot


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", MISBEHAVES)
def test_a_plugin_that_misbehaves_is_stopped(name: str) -> None:
    kind, message = MISBEHAVES[name]
    cleaner = Cleaner(enable=[name])
    with pytest.raises(kind) as caught:
        cleaner.clean(TEXT)
    assert str(caught.value).startswith(f"pass '{name} of articlefix-shouting 0.3.1' {message}")


@pytest.mark.usefixtures("installed")
def test_a_plugin_that_never_comes_to_rest_is_stopped() -> None:
    cleaner = Cleaner(enable=["restless"])
    with pytest.raises(UnstableError, match=r"pass 'restless of articlefix-shouting .* changes its own result"):
        cleaner.clean(TEXT)


@pytest.mark.usefixtures("installed")
def test_two_plugins_that_declare_one_rule_are_refused() -> None:
    with pytest.raises(PluginError, match="declares the rule 'fault', as 'greedy' of articlefix-shouting"):
        Cleaner(enable=["greedy", "restless"])


def test_one_name_offered_by_two_distributions_is_refused(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other_shouting-1.0.dist-info"
    other.mkdir()
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: other-shouting\nVersion: 1.0\n")
    (other / "entry_points.txt").write_text("[articlefix.passes]\nshouting = other:PASS\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PluginError, match="is offered more than once; uninstall one of them") as caught:
        Cleaner(enable=["shouting"])
    assert "articlefix-shouting 0.3.1" in caught.value.distribution
    assert "other-shouting 1.0" in caught.value.distribution
    assert installed


@pytest.mark.usefixtures("installed")
def test_an_author_can_check_the_pass() -> None:
    names = ["shouting", "greedy", "restless", "raising"]
    plugins = {name: next(pass_ for pass_ in registry.available([name]) if pass_.origin) for name in names}
    check_pass(plugins["shouting"], [TEXT, "", "!!", "¡¡Ay!!", "a !! b", "!\n!!"])
    for name, message in [("greedy", "broke its contract"), ("restless", "is not stable"), ("raising", "Zero")]:
        with pytest.raises(AssertionError, match=message) as caught:
            check_pass(plugins[name], [TEXT])
        assert f"text: {TEXT!r}" in str(caught.value)


@pytest.mark.slow
def test_the_command_runs_a_plugin_that_an_option_names(site: Path, tmp_path: Path) -> None:
    assert run(site, "clean", "-", cwd=tmp_path, text=TEXT).stdout == TEXT
    done = run(site, "clean", "--enable", "shouting", "-", cwd=tmp_path, text=TEXT)
    assert (done.returncode, done.stdout, done.stderr) == (0, QUIET, "")


@pytest.mark.slow
def test_the_command_runs_a_plugin_that_a_file_names(site: Path, tmp_path: Path) -> None:
    (tmp_path / "articlefix.toml").write_text('enable = ["shouting"]\n', encoding="utf-8")
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    done = run(site, "clean", "-i", str(article), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert article.read_text(encoding="utf-8") == QUIET


@pytest.mark.slow
def test_the_command_lists_a_plugin_with_its_origin(site: Path, tmp_path: Path) -> None:
    listed = run(site, "passes", cwd=tmp_path)
    assert listed.returncode == 0, listed.stderr
    active = run(site, "passes", "--enable", "shouting", cwd=tmp_path)
    assert active.returncode == 0, active.stderr
    assert "articlefix-shouting 0.3.1" in " ".join(active.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("name", [*MISBEHAVES, *CANNOT_LOAD, "restless"])
def test_the_command_names_a_bad_plugin_and_leaves_the_file_alone(site: Path, tmp_path: Path, name: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    before = article.stat()
    done = run(site, "clean", "-i", "--enable", name, str(article), cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    if name == "restless":
        assert "fault" in done.stderr
    else:
        assert name in done.stderr
        assert "articlefix-shouting 0.3.1" in done.stderr
    assert article.read_text(encoding="utf-8") == TEXT
    assert (article.stat().st_ino, article.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
