"""Groups come to rest one after another; a pass is asked again only where the text has changed."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from articlefix import Cleaner
from articlefix.core import engine
from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.errors import UnstableError
from articlefix.formats import NEAR, PROTECT
from articlefix.registry import built_in
from articlefix.testing import check_pass

ANYTHING = Contract(Touch.ANYTHING)


def step(
    name: str, before: str, after: str, *, stage: Stage = Stage.SPACING, seen: list[tuple[str, str]] | None = None
) -> Pass:
    """Return a pass that replaces one string by another, and notes each text that it is shown."""

    def find(document: Document) -> Iterator[Edit]:
        if seen is not None:
            seen.append((name, document.text))
        at = document.text.find(before)
        if at >= 0:
            yield Edit(at, at + len(before), after, (name,))

    return Pass(name, stage, ANYTHING, (Rule(name, "A test."),), find)


def reporter(find: Callable[[Document], Iterable[Finding]], contract: Contract) -> Pass:
    return Pass("reporter", Stage.LINES, contract, (Rule("reported", "A test."),), find)


def test_the_groups_of_the_chain() -> None:
    decoding, *_ = engine.groups(built_in())
    assert [pass_.name for pass_ in decoding] == ["escapes", "mojibake", "markup", "characters"]
    assert len(engine.groups(built_in())) == len(Stage)


def test_the_passes_of_a_group_take_turns() -> None:
    passes = (step("one", "b", "c"), step("two", "a", "b"), step("three", "c", "d"))
    outcome = engine.run(Document("a"), passes)
    assert outcome.document.text == "d"
    assert [(edit.start, edit.end, edit.replacement) for edit in outcome.edits] == [(0, 1, "d")]
    assert sorted(outcome.edits[0].rules) == ["one", "three", "two"]


def test_no_pass_is_asked_twice_about_one_text() -> None:
    seen: list[tuple[str, str]] = []
    passes = (
        step("early", "ab", "x", stage=Stage.LINES, seen=seen),
        step("same", "none", "", stage=Stage.LINES, seen=seen),
        step("late", "-", "", stage=Stage.QUOTES, seen=seen),
    )
    assert engine.run(Document("a-b"), passes).document.text == "x"
    assert seen == [
        *(("early", "a-b"), ("same", "a-b")),
        *(("late", "a-b"), ("late", "ab")),
        *(("early", "ab"), ("early", "x"), ("same", "x")),
        ("late", "x"),
    ]


def test_a_text_in_which_nothing_is_found_is_seen_once() -> None:
    seen: list[tuple[str, str]] = []
    passes = [step(name, "none", "", stage=stage, seen=seen) for name, stage in zip("abc", Stage, strict=False)]
    document = Document("text")
    assert engine.run(document, passes).document is document
    assert seen == [("a", "text"), ("b", "text"), ("c", "text")]


def test_a_group_that_does_not_come_to_rest_leaves_the_text_as_it_found_it() -> None:
    passes = (
        step("first", "x", "y", stage=Stage.LINES),
        step("there", "a", "b"),
        step("and back", "b", "a"),
        step("last", "z", "", stage=Stage.QUOTES),
    )
    outcome = engine.run(Document("xaz"), passes)
    assert outcome.document.text == "ya"
    assert {pass_.name for pass_ in outcome.restless} == {"there", "and back"}
    assert not engine.run(outcome.document, passes).edits


def test_groups_that_undo_each_other_leave_the_text_as_it_was() -> None:
    passes = (
        step("first", "x", "y", stage=Stage.LINES),
        step("there", "a", "b"),
        step("and back", "b", "a", stage=Stage.QUOTES),
    )
    outcome = engine.run(Document("xa"), passes)
    assert (outcome.document.text, outcome.edits) == ("xa", ())
    assert outcome.restless


def test_a_plugin_that_does_not_come_to_rest_is_an_error() -> None:
    with pytest.raises(UnstableError, match=r"'grow of a-plugin 1.0' is not stable: after 6 turns .* under grow"):
        engine.run(Document("a"), (step("grow", "a", "aa")._replace(origin="a-plugin 1.0"),))


def grow(document: Document) -> Iterator[Edit]:
    yield Edit(len(document.text), len(document.text), "!", ("grow",))


def test_the_author_of_a_pass_is_told_that_it_does_not_come_to_rest() -> None:
    made = Pass("grow", Stage.REPORT, Contract(Touch.PUNCTUATION), (Rule("grow", "A test."),), grow)
    with pytest.raises(AssertionError, match="'grow' is not stable"):
        check_pass(made, ["a"])


def find_gap(document: Document) -> Iterator[Finding]:
    at = document.text.find("  ")
    if at >= 0:
        yield Finding(at, at + 2, "reported", "a gap")
    elif at := document.text.find(" ") + 1:
        yield Finding(at - 1, at, "reported", "a space")


@pytest.mark.parametrize(
    ("contract", "message"), [(Touch.NOTHING, "a gap"), (Touch.SPACE, "a gap"), (Touch.ANYTHING, "a space")]
)
def test_a_pass_reports_what_it_saw_first_and_a_decoder_what_it_left(contract: Touch, message: str) -> None:
    passes = (reporter(find_gap, Contract(contract)), step("run", "  ", " ", stage=Stage.LINES))
    assert [finding.message for finding in engine.run(Document("a  b"), passes).findings] == [message]


def test_a_pass_reports_nothing_that_its_own_repairs_made() -> None:
    passes = (reporter(find_gap, Contract(Touch.SPACE)), step("run", "-", " ", stage=Stage.LINES))
    assert engine.run(Document("a-b"), passes).findings == ()


def test_what_one_decoder_lays_bare_another_repairs() -> None:
    text = "The baker&acirc;&euro;&trade;s oven, the baker&#226;&#128;&#153;s wife"
    assert Cleaner().clean(text).text == "The baker’s oven, the baker’s wife"
    # The second byte of this letter looks like a soft hyphen, which would be taken out.
    assert Cleaner(language="es").clean("As&Atilde;&shy; era el r&Atilde;&shy;o.").text == "Así era el río."
    # What nobody sees hides an entity, and what stands for a letter.
    assert Cleaner().clean("Salt &am\N{ZERO WIDTH SPACE}p; pepper.").text == "Salt & pepper."
    assert Cleaner().clean("The caf\u00c3\N{ZERO WIDTH SPACE}\u00a9 is late.").text == "The caf\u00e9 is late."


def test_a_passage_switched_off_is_verbatim_for_what_deletes_lines_and_code_is_not() -> None:
    # That only tokens are found near a run lets the question for verbatim passages be answered without a look.
    text = (
        "<!-- articlefix: off -->\nShare this article\n<!-- articlefix: on -->\n\n$ pip install ferry --upgrade\n"
    )
    off = Document(text, protect=PROTECT["text"], near=NEAR["text"])
    at = text.index("Share")
    assert off.is_protected(at, at + 18, verbatim_only=True)
    code = text[text.index("$") :]
    shown = Document(code, protect=PROTECT["text"], near=NEAR["text"])
    assert shown.is_protected(0, 5)
    assert not shown.is_protected(0, len(code) - 1, verbatim_only=True)
    assert {span.kind for span in shown.protected} == {"token"}
