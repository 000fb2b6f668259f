"""The features of a line have names, which the weights, the trainer and the evidence of an edit go by."""

from collections import Counter

from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import language
from articlefix.pages import features, own, structure
from articlefix.pages.kind import signs
from articlefix.pages.model import model
from articlefix.pages.own import Numbers
from articlefix.pages.structure import Columns, Page

TEXTS = [
    "The Lighthouse | Island Gazette",
    "Menu",
    "Home",
    "Published 3 March 2024",
    "The Ferry",
    "The ferry left the harbour at noon, and nobody waved from it as it went.",
    "12 Comments",
    "Jane Doe wrote:",
    "It was the last ferry of the year, and we had all been told of it long before.",
    "Share on Facebook",
    "Menu",
]


def page() -> Page:
    rules, weak = judge(TEXTS, vocabulary(language("en")))
    weights = model().weights
    return features.page(own.own(TEXTS, "en", rules, weak), rules, weak, weights.words, weights.told)


def columns() -> Columns:
    return features.columns(page())


def test_each_feature_has_a_value_for_each_line() -> None:
    assert {name: len(column) for name, column in columns().items()} == dict.fromkeys(features.names(), len(TEXTS))


def test_the_weights_ask_for_features_that_there_are() -> None:
    known = model()
    asked = {int(node[0]) for tree in known.weights.trees for node in tree if len(node) > 1}
    assert known.forest.features == {features.names()[number] for number in asked}
    none: list[str | None] = [None]
    assert len(known.weights.page) == len(signs(TEXTS[:1], none, none)) + 1


def test_a_feature_is_the_same_whether_all_are_asked_for_or_it_alone() -> None:
    everything = columns()
    for name in features.names():
        assert features.columns(page(), {name})[name] == everything[name], name


def test_each_feature_is_one_kind_of_evidence_and_each_name_a_feature() -> None:
    named = Counter(
        name
        for table in (own.EVIDENCE, features.EVIDENCE, structure.EVIDENCE)
        for names in table.values()
        for name in names
    )
    assert max(named.values()) == 1
    assert set(named) <= set(features.names())
    assert set(Numbers._fields) <= set(named)


def test_the_numbers_of_a_line_say_what_it_is() -> None:
    found = columns()
    seen = {name: [text for text, value in zip(TEXTS, found[name], strict=True) if value] for name in found}
    assert seen["is_furniture"] == ["Published 3 March 2024", "12 Comments", "Share on Facebook"]
    assert seen["is_stamp"] == ["Published 3 March 2024"]
    assert seen["has_year"] == ["Published 3 March 2024"]
    assert seen["is_comment"] == ["12 Comments"]
    assert seen["is_said"] == ["Jane Doe wrote:"]
    assert seen["is_head"] == ["The Lighthouse | Island Gazette"]
    assert seen["is_prose"] == [text for text in TEXTS if text[-1] == "."]
    assert seen["repeats"] == ["Menu", "Menu"]
    assert seen["dividers"] == ["The Lighthouse | Island Gazette"]


def test_windows_and_neighbours_look_beside_the_line_and_not_at_it() -> None:
    found = columns()
    prose = [index for index, text in enumerate(TEXTS) if text[-1] == "."]
    assert [index for index, value in enumerate(found["ends_1_below"]) if value] == [at - 1 for at in prose]
    assert [index for index, value in enumerate(found["ends_1_above"]) if value] == [at + 1 for at in prose]
    assert [round(3 * value) for value in found["ends_in_3_below"]] == [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0]
    assert [round(3 * value) for value in found["ends_in_3_above"]] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]
