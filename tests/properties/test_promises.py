"""The promises of every built-in pass and of the whole chain, on any text at all."""

import pickle
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from articlefix import Cleaner, Pass, Result, Touch
from articlefix.core.edits import apply, fold_newlines
from articlefix.registry import built_in
from articlefix.testing import check_order, check_pass

PASSES = built_in()
FOUND = tomllib.loads(Path(__file__).with_name("found.toml").read_text(encoding="utf-8"))
DECODING = {pass_.name for pass_ in PASSES if Touch.ANYTHING in pass_.contract.touches}
LINES = {pass_.name for pass_ in PASSES if Touch.LINES in pass_.contract.touches}
WORD = re.compile(r"\w+")

WORDS = (
    *(
        "the",
        "The",
        "it",
        "It",
        "was",
        "I",
        "a",
        "of",
        "and",
        "said",
        "don",
        "t",
        "s",
        "Gave",
        "year",
        "O",
        "Brien",
    ),
    *(
        "der",
        "und",
        "Die",
        "nicht",
        "ist",
        "le",
        "la",
        "l",
        "qu",
        "est",
        "n",
        "roll",
        "em",
        "90s",
        "1990s",
        "U",
        "S",
    ),
    *(
        "Straße",
        "café",
        "œuvre",
        "naïve",
        "5",
        "10",
        "1,234.56",
        "12:30",
        "3.11.4",
        "2",
        "Vol",
        "p",
        "Mr",
        "St",
        "etc",
    ),
    *(
        "Share",
        "Subscribe",
        "Advertisement",
        "Read more",
        "Save this story",
        "Photograph by",
        "ing",
        "compa",
        "well",
    ),
    *(
        "漢字",
        "かな",
        "слово",
        "λόγος",
        "שלום",
        "سلام",
        "हिन्दी",
        "ไทย",
        "x",
        "km",
        "Node",
        "js",
        "e",
        "g",
        "no",
        "com",
    ),
)
MARKS = (
    *"\"'`‘’“”„‚«»‹›′″´",
    *("''", "``", ",,", "<<", ">>", "`", "“ ", " ”", "’s", " 's", "' s", "'90s", "’", "‘"),
    *(",", ".", ";", ":", "?", "!", "...", "…", ". . .", "..", ",.", ", .", " ,", " .", "?!", "¿", "¡", "·", "•"),
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "( ",
        " )",
        "-",
        "--",
        "---",
        "–",
        "—",
        " —",
        "— ",
        "/",
        "\\",
        "|",
        "*",
        "_",
        "#",
    ),
    *(
        "،",
        " ،",
        "؛",
        "，",
        "， ",
        "。 ",
        "、",
        "\N{GREEK QUESTION MARK}",
        " ·",
        "¿ ",
        ".¿",
        "¡ ",
        "« ",
        " »",
        "«\N{NO-BREAK SPACE}",
    ),
    *("$", "€", "£", "%", "$ ", " $", " %", "US$", "&", "@", "~", "^", "=", "+", "<", ">", "§", "©", "♦", "■"),
)
SPACES = (
    *(" ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n\n", " \n", "\t", "\r", "\v", "\f"),
    *(
        "\N{NO-BREAK SPACE}",
        "\N{NARROW NO-BREAK SPACE}",
        "\N{THIN SPACE}",
        "\N{IDEOGRAPHIC SPACE}",
        "\N{LINE SEPARATOR}",
    ),
    *("\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH NO-BREAK SPACE}", "\N{ZERO WIDTH JOINER}"),
    *("\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{WORD JOINER}", "\N{COMBINING ACUTE ACCENT}"),
)
DAMAGE = (
    *(
        "&nbsp;",
        "&amp;",
        "&amp;amp;",
        "&quot;",
        "&rsquo;",
        "&#8217;",
        "&#x201c",
        "&nbsp,",
        "&lt;b&gt;",
        "&not",
        "&",
    ),
    *(
        "â€™",
        "â€œ",
        "â€\x9d",
        "â€",
        "Ã©",
        "Ã",
        "Â",
        "Â ",
        "ï¿½",
        "\N{REPLACEMENT CHARACTER}",
        "don?t",
        "Chinaâ??s",
        "\x92",
    ),
    *(
        "\x1b[31m",
        "\x1b",
        "\ud83d\ude00",
        "\udce9",
        "[/caption]",
        '[caption id="1"]',
        "A. B.",
        "J. R.Hale",
        "a ,b ,c\n",
    ),
    *("U. S.", "U. S.companies", "A. I.", "J. R. R. Tolkien", "e. g.", "p. m.", "Ph. D.", "C. C. P. and"),
    *("<p>", "</p>", "<br>", "<a href='x'>", "<!-- x -->", "[caption]", "<div>", "<b", "{{x}}", "{% x %}", "[…]"),
    *("https://example.org/a,b?c=1&d='2'", "www.example.org .", "a.b@example.org,", "index.html", "example.com's"),
    *(
        "\ufb01",
        "\uff21",
        "\uff0c",
        "\N{KELVIN SIGN}",
        "½",
        "ﷺ",
        "\U0001f468\u200d\U0001f469",
        "\x00",
        "\x85",
        "\ud800",
    ),
    *(
        "- ",
        "* ",
        "> ",
        "1. ",
        "# ",
        "    ",
        "```",
        "`x , y`",
        "[a](b,c)",
        "![a](b)",
        "[^1]",
        "| a | b |\n|---|---|\n",
    ),
    *("$x_1 , y$", "---\n", "***", "<!-- articlefix: off -->", "<!-- articlefix: on -->", "said.”", "exports —a"),
)

any_text = st.text(max_size=30)
article = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(MARKS),
        st.sampled_from(SPACES),
        st.just(" "),
        st.sampled_from(DAMAGE),
    ),
    max_size=24,
).map("".join)
prose = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(MARKS),
        st.sampled_from((" ", "  ", "\n", "\n\n", " \n", "\N{NO-BREAK SPACE}")),
        st.just(" "),
    ),
    max_size=24,
).map("".join)
texts = st.one_of(article, article, any_text)
folded = texts.map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))

LANGUAGES = ("en", "de", "fr", "und")
WITH_OWN_SPACING = ("ar", "el", "es", "fr-CH", "ja", "zh")
FORMATS = ("text", "markdown")
CHOSEN = [(language, form) for language in LANGUAGES for form in FORMATS]

moderate = settings(
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@cache
def cleaner(language: str, form: str) -> tuple[Cleaner, Cleaner]:
    made = Cleaner(language=language, format=form)
    copy: Cleaner = pickle.loads(pickle.dumps(made))  # noqa: S301 - made on the line above
    return made, copy


@pytest.mark.parametrize("pass_", PASSES, ids=lambda pass_: pass_.name)
@given(text=folded, language=st.sampled_from(LANGUAGES + WITH_OWN_SPACING), form=st.sampled_from(FORMATS))
@moderate
def test_a_pass_keeps_its_promises(pass_: Pass, text: str, language: str, form: str) -> None:
    check_pass(pass_, [text], language=language, format="markdown" if form == "markdown" else "text")


@pytest.mark.parametrize("case", FOUND["pass"], ids=lambda case: case["name"])
def test_a_pass_keeps_its_promises_where_it_once_did_not(case: dict[str, str]) -> None:
    (pass_,) = (pass_ for pass_ in PASSES if pass_.name == case["name"])
    check_pass(pass_, [case["text"]], language=case["language"])


@pytest.mark.parametrize("case", FOUND["chain"], ids=lambda case: repr(case["text"]))
def test_the_chain_is_stable_where_it_once_was_not(case: dict[str, str]) -> None:
    made, _ = cleaner(case["language"], case.get("format", "text"))
    result = made.clean(case["text"])
    check_result(case["text"], result)
    assert not made.clean(result.text).changed


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=texts)
@moderate
def test_the_chain_keeps_its_promises(language: str, form: str, text: str) -> None:
    made, copy = cleaner(language, form)
    result = made.clean(text)
    check_result(text, result)
    assert copy.clean(text) == result
    note(f"first: {result.edits}")
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=prose)
@moderate
def test_the_chain_is_stable(language: str, form: str, text: str) -> None:
    made, _ = cleaner(language, form)
    result = made.clean(text)
    note(f"first: {result.edits}")
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@given(text=prose, language=st.sampled_from(WITH_OWN_SPACING))
@moderate
def test_the_chain_is_stable_where_a_language_has_its_own_spacing(text: str, language: str) -> None:
    made, _ = cleaner(language, "text")
    result = made.clean(text)
    again = made.clean(result.text)
    assert again.text == result.text, f"changed its own result: {again.edits}"


@pytest.mark.parametrize(("language", "form"), CHOSEN)
@given(text=texts)
@moderate
def test_the_chain_without_decoding_keeps_every_word(language: str, form: str, text: str) -> None:
    result = Cleaner(language=language, format=form, skip=[*DECODING, *LINES]).clean(text)
    assert letters(result.text) == letters(text)


@given(text=folded, language=st.sampled_from(LANGUAGES), form=st.sampled_from(FORMATS))
@moderate
def test_the_style_of_line_ends_alters_nothing_else(text: str, language: str, form: str) -> None:
    made, _ = cleaner(language, form)
    plain, crlf = made.clean(text), made.clean(text.replace("\n", "\r\n"))
    check_result(text.replace("\n", "\r\n"), crlf)
    assert fold_newlines(crlf.text)[0] == plain.text
    if "\n" in text:  # else a line end that is written has no style to follow
        assert "\n" not in crlf.text.replace("\r\n", "")
    assert [found.rule for found in crlf.findings] == [found.rule for found in plain.findings]


@given(inside=folded, before=folded, after=folded, language=st.sampled_from(LANGUAGES))
@moderate
def test_a_passage_that_is_switched_off_stays(inside: str, before: str, after: str, language: str) -> None:
    inside = inside.replace("articlefix: on", "")
    off = f"<!-- articlefix: off -->{inside}<!-- articlefix: on -->"
    for form in FORMATS:
        assert off in cleaner(language, form)[0].clean(f"{before}\n\n{off}\n\n{after}").text


def check_result(text: str, result: Result) -> None:
    assert result.original == text
    assert apply(text, result.edits) == result.text
    check_order(result.edits, result.findings, len(text))
    assert all(edit.rules for edit in result.edits)
    assert result.changed == (result.text != text)


def letters(text: str) -> Counter[str]:
    """Count the letters and digits of a text, whatever their width and composition."""
    return Counter(character for character in unicodedata.normalize("NFKD", text) if character.isalnum())
