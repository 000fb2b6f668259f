"""Each phrase of the boilerplate's data removes its line, and none a sentence that begins with its words.

The phrases are read from the data, so that what is added there is tested here; a beginning has an example of a
whole line in its language.
"""

from collections.abc import Callable
from typing import Any

import pytest

from articlefix import Cleaner
from articlefix.furniture.vocabulary import vocabulary
from articlefix.languages import load_data
from articlefix.passes import boilerplate
from articlefix.passes.boilerplate.phrases import may_hold
from pass_tests import PassTests


class TestBoilerplate(PassTests):
    PASS = boilerplate.PASS.with_options({})


ABOVE = (
    "The harbour was empty when the last ferry came in, and the harbour master wrote the hour in his book as he had"
    " done on every evening since the war."
)
BELOW = (
    "There were no letters on the table, and the people who had come to meet the boat went home without a word"
    " to anyone on the quay."
)
DATA: dict[str, Any] = load_data("boilerplate")
CLEANER = Cleaner(only=["boilerplate"], language="en")

EXAMPLES = {
    ("advertisement", "en"): "Story continues below this message from the harbour.",
    ("comment-form", "en"): "Your email address will not be published. Required fields are marked *",
    ("comment-form", "de"): "Deine E-Mail-Adresse wird nicht veröffentlicht.",
    ("comment-form", "fr"): "Votre adresse e-mail ne sera pas publiée.",
    ("comment-form", "es"): "Tu dirección de correo electrónico no será publicada.",
    ("comment-form", "it"): "Il tuo indirizzo email non sarà pubblicato.",
    ("comment-form", "pt"): "O seu endereço de e-mail não será publicado.",
    ("comment-form", "nl"): "Je e-mailadres wordt niet gepubliceerd.",
    ("share-prompt", "en"): "Share All sharing options for: The Last Ferry",
    ("page-navigation", "en"): "Please enable JavaScript to see the tides.",
    ("copyright-line", "en"): "This material may not be published, broadcast, or sung without permission.",
    ("newsletter-call", "en"): "Sign up for the Harbour Letter, and have the tides in your inbox.",
    ("newsletter-call", "de"): "Melden Sie sich hier für unseren Newsletter an.",
    ("newsletter-call", "fr"): "Inscrivez-vous à notre newsletter du port.",
    ("newsletter-call", "es"): "Suscríbete a nuestro boletín del puerto.",
    ("newsletter-call", "it"): "Iscriviti alla newsletter del porto.",
    ("newsletter-call", "pt"): "Assine a newsletter do porto.",
    ("newsletter-call", "nl"): "Schrijf je in voor onze nieuwsbrief.",
    ("tags-line", "en"): "Posted in Harbours and tagged ferries, islands",
    ("cookie-notice", "en"): "This website uses cookies to know its readers.",
    ("cookie-notice", "de"): "Wir verwenden Cookies, um unsere Leser zu kennen.",
    ("cookie-notice", "fr"): "Nous utilisons des cookies pour connaître nos lecteurs.",
    ("cookie-notice", "es"): "Utilizamos cookies para conocer a nuestros lectores.",
    ("cookie-notice", "it"): "Questo sito utilizza i cookie per conoscere i lettori.",
    ("cookie-notice", "pt"): "Utilizamos cookies para conhecer os nossos leitores.",
    ("cookie-notice", "nl"): "Deze website gebruikt cookies om zijn lezers te kennen.",
}


def phrases(*tables: str) -> list[tuple[str, str]]:
    return [
        (rule, phrase)
        for table in tables
        for rule, languages in DATA[table].items()
        for listed in languages.values()
        for phrase in listed
    ]


def cleaned(line: str) -> tuple[str, set[str]]:
    result = CLEANER.clean(f"The Last Ferry\n\n{ABOVE}\n\n{line}\n\n{BELOW}")
    return result.text, {rule for edit in result.edits for rule in edit.rules}


WITHOUT = f"The Last Ferry\n\n{ABOVE}\n\n{BELOW}"


@pytest.mark.parametrize(("rule", "phrase"), phrases("lines", "below-title"))
def test_a_phrase_removes_its_line(rule: str, phrase: str) -> None:
    assert cleaned(phrase.capitalize()) == (WITHOUT, {rule})


@pytest.mark.parametrize(("rule", "phrase"), phrases("lines", "below-title"))
def test_a_sentence_that_begins_with_a_phrase_stays(rule: str, phrase: str) -> None:
    del rule
    line = f"{phrase.capitalize()} was what the sign said, and nobody on the quay gave it a thought."
    assert cleaned(line) == (f"The Last Ferry\n\n{ABOVE}\n\n{line}\n\n{BELOW}", set())


@pytest.mark.parametrize(("rule", "phrase"), phrases("last"))
def test_a_last_line_goes_only_there(rule: str, phrase: str) -> None:
    line = phrase.capitalize()
    result = CLEANER.clean(f"The Last Ferry\n\n{ABOVE}\n\n{line}")
    assert result.text == f"The Last Ferry\n\n{ABOVE}"
    assert {name for edit in result.edits for name in edit.rules} == {rule}


@pytest.mark.parametrize("label", [label for labels in DATA["before-title"].values() for label in labels])
def test_a_label_before_a_title_removes_its_line(label: str) -> None:
    assert cleaned(f"{label.capitalize()}: How the Ferry Was Saved")[0] == WITHOUT


@pytest.mark.parametrize("key", sorted(EXAMPLES), ids="/".join)
def test_a_beginning_removes_its_example(key: tuple[str, str]) -> None:
    assert cleaned(EXAMPLES[key]) == (WITHOUT, {key[0]})


def test_every_kind_of_beginning_has_an_example_in_each_language() -> None:
    kinds = {(rule, language) for rule, table in DATA["begins"].items() for language in table}
    assert kinds == set(EXAMPLES)


@pytest.mark.parametrize("mark", ["", "(", "\N{LEFT DOUBLE QUOTATION MARK}"])
@pytest.mark.parametrize("form", [str.capitalize, str.upper], ids=["sentence", "capitals"])
@pytest.mark.parametrize("opening", [*vocabulary().inside, *vocabulary().calls])
def test_no_prompt_in_a_paragraph_is_passed_over_unread(
    opening: str, form: Callable[[str], str], mark: str
) -> None:
    prompt = mark + form(opening)
    assert may_hold(f"{prompt} {BELOW}", is_glued=False)
    assert may_hold(f"{ABOVE} {prompt} {BELOW}", is_glued=False)
    assert may_hold(f"{ABOVE[:-1]} ... {prompt}", is_glued=False)


def test_a_paragraph_without_the_opening_of_a_prompt_is_not_read() -> None:
    assert not may_hold(f"{ABOVE} {BELOW} They share what continues below.", is_glued=False)
