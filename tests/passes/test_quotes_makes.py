"""Straight marks join curly ones from a share on, whatever the language and format."""

import pytest

from articlefix import Cleaner

OF_TWENTY = ((2, False), (3, True), (10, True))


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize(("curly", "joins"), OF_TWENTY)
def test_english_apostrophes(form: str, curly: int, *, joins: bool) -> None:
    text = "\n\n".join(["It’s late."] * curly + ["It's late."] * (20 - curly))
    result = Cleaner(only=["quotes"], language="en", format=form).clean(text)
    assert result.text == (text.replace("'", "’") if joins else text)
    assert [finding.rule for finding in result.findings] == ([] if joins else ["mixed-quotes"])


@pytest.mark.parametrize(("language", "pair"), [("de", "„“"), ("ru", "«»"), ("es", "«»"), ("pl", "„”")])
@pytest.mark.parametrize(("curly", "joins"), OF_TWENTY)
def test_double_marks_of_other_languages(language: str, pair: str, curly: int, *, joins: bool) -> None:
    own = "Xy {}abc{} z.".format(*pair)
    text = "\n\n".join([own] * curly + ['Xy "abc" z.'] * (20 - curly))
    result = Cleaner(only=["quotes"], language=language).clean(text)
    assert result.text == ("\n\n".join([own] * 20) if joins else text)
    assert [finding.rule for finding in result.findings] == ([] if joins else ["mixed-quotes"])


def test_marks_of_code_are_not_counted() -> None:
    text = "It’s late, she said.\n\n" + "\n\n".join(['`x = "y"`'] * 20) + "\n\nIt's dark."
    assert "It’s dark" in Cleaner(only=["quotes"], language="en", format="markdown").clean(text).text


def test_apostrophes_of_another_language_are_counted_apart_from_its_double_marks() -> None:
    text = "« Oui », dit-elle. « Non. » C'est l'heure d'aller à l'eau, et l’on part."
    few = Cleaner(only=["quotes"], language="fr").clean(
        text.replace("l'eau", "l'eau, n'est-ce pas, qu'on dit d'or")
    )
    assert not few.edits
    assert [finding.rule for finding in few.findings] == ["mixed-quotes"]
