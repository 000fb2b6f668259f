"""The page of a report as a file: what it holds, and that nothing in an article can end or steer it."""

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from articlefix import Cleaner, Edit, Finding, __version__
from articlefix.reports.html import Article, page
from articlefix.reports.problems import Known, known_rules

RULES = {
    "run-of-spaces": Known("Spaces stand in a run.", ("whitespace",)),
    "missing-text": Known("A word is missing.", ("dropped-text", "gaps")),
    "repeated-word": Known("A word stands twice.", ("gaps",)),
}


def data_of(html: str) -> dict[str, Any]:
    """Return the data as a browser reads it: the element ends at the first end tag, whatever that stands in."""
    _, _, rest = html.partition('<script type="application/json" id="data">')
    found: dict[str, Any] = json.loads(rest.partition("</script")[0])
    return found


def test_an_article_is_its_text_and_its_marks_in_order() -> None:
    text = "One  two two"
    article = Article(
        "posts/a.txt",
        text,
        (Edit(3, 5, " ", ("run-of-spaces", "repeated-word"), "in 3 of 4 lines"),),
        (Finding(5, 12, "repeated-word", "“two” twice"), Finding(3, 3, "missing-text", "a gap")),
    )
    data = data_of(page([article], RULES))
    assert data["version"] == __version__
    assert data["passes"] == ["whitespace", "dropped-text", "gaps"]
    assert data["rules"][2] == {"name": "repeated-word", "pass": 2, "summary": "A word stands twice."}
    assert data["articles"] == [
        {
            "name": "posts/a.txt",
            "text": text,
            "marks": [
                [3, 3, [1], None, "a gap"],
                [3, 5, [0, 2], " ", "in 3 of 4 lines"],
                [5, 12, [2], None, "“two” twice"],
            ],
        }
    ]


def test_offsets_are_those_of_javascript() -> None:
    text = "\N{GRINNING FACE} a  b\N{GRINNING FACE}  c"
    edits = (Edit(3, 5, " ", ("run-of-spaces",)), Edit(7, 9, " ", ("run-of-spaces",)))
    marks = data_of(page([Article("a.txt", text, edits)], RULES))["articles"][0]["marks"]
    units = text.encode("utf-16-le")
    assert [units[2 * start : 2 * end].decode("utf-16-le") for start, end, *_ in marks] == ["  ", "  "]


def test_a_file_that_failed_is_its_reason() -> None:
    data = data_of(page([Article("a.txt", failure="is binary,\nnot \x1b text")], {}))
    assert data["articles"] == [{"name": "a.txt", "failure": r"is binary,\nnot \x1b text"}]


def test_the_same_articles_give_the_same_bytes() -> None:
    cleaner = Cleaner()
    result = cleaner.clean("It was late , and we had gone  home.\n")
    article = Article("a.txt", result.original, result.edits, result.findings)
    assert page([article], known_rules(cleaner.passes)) == page([article], known_rules(Cleaner().passes))


def test_nothing_but_its_own_script_and_style_may_run() -> None:
    html = page([], {})
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    script = html.rpartition("<script>")[2].partition("</script>")[0]
    style = html.partition("<style>")[2].partition("</style>")[0]
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}'" for part in (script, style)
    ]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src {digests[0]}",
        f"style-src {digests[1]}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_the_page_names_no_other_place() -> None:
    html = page([], {})
    assert re.findall(r"(?:https?:)?//[\w.]+\.\w+|@import|url\(|src=|<link|<iframe|fetch\(|XMLHttp", html) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "</script><script>document.title='x'</script>",
        "</SCRIPT\t><img src=x onerror=alert(1)>",
        "<!-- <script>",
        "\u2028\u2029\u202e\u2066\ufeff\ufffe",
        "\x00\x07\x1b\x7f\x85\x9b",
        "\ud83d alone \ude00",
        '"\\"${}`$data',
    ],
    ids=ascii,
)
def test_whatever_stands_in_an_article_stays_data(hostile: str) -> None:
    article = Article(
        hostile, f"a  b {hostile}", (Edit(1, 3, hostile, ("run-of-spaces",), hostile),),
        (Finding(0, 1, "repeated-word", hostile),),
    )  # fmt: skip
    rules = {**RULES, "run-of-spaces": Known(hostile, (hostile,))}
    html = page([article, Article(hostile, failure=hostile)], rules)
    assert html.isascii()
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", html)
    plain = page([], {})
    for mark in ("<script", "</script", "<!--", "<img"):
        assert html.lower().count(mark) == plain.lower().count(mark)
    data = data_of(html)
    # JSON's reader makes one character of the two halves of a pair, as a browser does.
    shown = hostile.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert data["articles"][0]["text"] == f"a  b {shown}"
    assert data["articles"][0]["marks"][1][3] == shown
