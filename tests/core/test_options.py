"""Options as values: what each kind holds, and how a pass is given its own."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.core.options import Option
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.errors import ConfigError

TONE = Option("tone", "How loud the report is.", ("loud", "soft"), default="soft")
WORDS = Option("words", "A file of words.", kind="path", read=lambda path: path.split("/"))


def report(document: Document, tone: str, words: list[str]) -> Iterator[Finding]:
    yield Finding(0, len(document.text), "rule", f"{tone} {words}")


PASS = Pass("reporter", Stage.REPORT, Contract(Touch.NOTHING), (Rule("rule", "A."),), report, options=(TONE, WORDS))


@pytest.mark.parametrize(
    ("option", "value", "held"),
    [
        (TONE, "loud", "loud"),
        (WORDS, Path("a") / "b", "a/b"),
        (Option("names", "Names.", kind="names", default=()), ["a", "b"], ("a", "b")),
        (Option("language", "A tag.", kind="tag", default="auto"), "de-CH", "de-CH"),
        (Option("word", "Any."), "any word", "any word"),
    ],
)
def test_an_option_holds_what_its_kind_says(option: Option, value: object, held: object) -> None:
    assert option.checked(value, option.name) == held


@pytest.mark.parametrize(
    ("option", "value"),
    [
        (TONE, "low"),
        (TONE, None),
        (TONE, Path("loud")),
        (Option("names", "Names.", kind="names", default=()), "a"),
        (Option("names", "Names.", kind="names", default=()), [1]),
        (Option("language", "A tag.", kind="tag", default="auto"), "English, please"),
    ],
)
def test_an_option_refuses_what_it_cannot_hold(option: Option, value: object) -> None:
    with pytest.raises(ConfigError, match=f"^{option.name}: ") as caught:
        option.checked(value, option.name)
    assert caught.value.key == option.name


def test_a_pass_is_given_its_options_and_no_others() -> None:
    document = Document("Text.")
    (finding,) = PASS.with_options({}).find(document)
    assert finding == Finding(0, 5, "rule", "soft ['']")
    (finding,) = PASS.with_options({"tone": "loud", "words": "a/b", "of_another": "x"}).find(document)
    assert finding == Finding(0, 5, "rule", "loud ['a', 'b']")


def test_a_pass_with_options_set_can_be_set_again_and_pickled() -> None:
    made = PASS.with_options({"tone": "loud"})._replace(options=(TONE,))
    (finding,) = made.with_options({"tone": "soft"}).find(Document(""))
    assert isinstance(finding, Finding)
    assert finding.message.startswith("soft")
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301 - made on the spot
    assert list(copy.find(Document(""))) == list(made.find(Document("")))
