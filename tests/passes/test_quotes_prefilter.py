"""The prefilter of the quotes pass hides nothing: the result is that of reading every mark."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articlefix.core.document import Document
from articlefix.formats import PROTECT
from articlefix.passes.quotes import find
from articlefix.passes.quotes.marks import Passage

pytestmark = pytest.mark.slow

ENGLISH = (
    *(
        "“",
        "”",
        "“The",
        "“a",
        "late”",
        "late,”",
        "late.”",
        "5”",
        "”,",
        "” ",
        " “",
        "(“",
        "”)",
        "—“",
        "”—",
        "“(",
        "…”",
    ),
    *(
        "’",
        "players’",
        "bass’ ",
        "walkin’",
        "isn’t",
        "’90s",
        "90’s",
        "n’",
        "’”",
        "”’",
        "5’10",
        "’ ",
        "x’",
        "‘The",
        "‘a",
    ),
    *(
        "’cause",
        "’n’",
        "’til ",
        "’Tis",
        "’ cause",
        "late’",
        "late’?”",
        "?’”",
        "ferry",
        "late",
        "said",
        "5",
        "A",
        "n",
    ),
    *(" ", " ", "\n", ". ", ", ", "? ", "! ", "?", ",", ".", "www.a.org/“b”", "‘No’"),
)
FOREIGN = (
    *("„Ja", "Nein“", "Nein“,", "«Oui", "« Oui", "non»", "non »", "non\N{NO-BREAK SPACE}».", "»Ja", "Nein«"),
    *(
        "„",
        "“",
        "«",
        "»",
        "”",
        "“a",
        "b”",
        "5»",
        "«\N{NARROW NO-BREAK SPACE}Oui",
        "Fähre",
        "l’",
        "(",
        ")",
        "5",
        " ",
    ),
    *("\N{NO-BREAK SPACE}", "\n", ". ", ",", "?", "—", "…", "a"),
)
WHOLE = ("“The ferry,” he said, “is late.”", "“The ferry is late.", "She said “no” and “yes”.", "The girls’ ferry.")


def paragraphs(pieces: tuple[str, ...]) -> st.SearchStrategy[str]:
    joined = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(pieces), max_size=9))
    return st.lists(joined | st.sampled_from(WHOLE), min_size=1, max_size=5).map("\n\n".join)


def found(text: str, language: str, quotes: str, mode: str) -> list[object]:
    return list(find(Document(text, language, "text", PROTECT["text"]), quotes, mode))


@given(
    text=paragraphs(ENGLISH), quotes=st.sampled_from(["auto", "curly"]), mode=st.sampled_from(["auto", "american"])
)
@example(text="“It was late.\n\n“It was dark.”", quotes="auto", mode="auto")
@example(text="“It is late”. He left.\n\n“It is dark”. He stayed.\n\n“It is cold.”", quotes="auto", mode="auto")
@settings(max_examples=500, deadline=None)
def test_english_text(text: str, quotes: str, mode: str) -> None:
    quick = found(text, "en", quotes, mode)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articlefix.passes.quotes.doubtful", lambda document, _: [Passage(0, len(document.text))])
        assert found(text, "en", quotes, mode) == quick


@example(text="“a „Ja b”", language="de")
@given(
    text=paragraphs(FOREIGN), language=st.sampled_from(["de", "fr", "es", "de-CH", "fr-CH", "pl", "ru", "sv", "nl"])
)
@settings(max_examples=500, deadline=None)
def test_text_of_another_language(text: str, language: str) -> None:
    quick = found(text, language, "auto", "auto")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("articlefix.passes.quotes.doubtful", lambda document, _: [Passage(0, len(document.text))])
        assert found(text, language, "auto", "auto") == quick
