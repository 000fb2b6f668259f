"""Markdown: syntax and verbatim passages are protected, prose is not, and good Markdown comes out the same."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from articlefix import Cleaner, Edit, StructureError
from articlefix.core.document import no_protection
from articlefix.core.edits import apply
from articlefix.formats import text as plain
from articlefix.formats.markdown import protect
from articlefix.formats.structure import kept, same_structure
from fixture_tables import Case, cases
from growth import LIMIT, steepest

ARTICLES = sorted((Path(__file__).parents[2] / "fixtures" / "markdown").glob("*.md"))

# A text, and a piece of it that no pass may alter.
PROTECTED = {
    "front matter": ("---\ntitle: a , b\n---\nText", "title: a , b"),
    "empty front matter": ("---\n---\nText", "---\n---"),
    "TOML front matter": ("+++\ntitle = 'a , b'\n+++\nText", "title = 'a , b'"),
    "JSON front matter": ('{\n  "a": "b , c"\n}\nText', '"a": "b , c"'),
    "fence": ("x\n\n```js\na , b\n\nc\n```\n", "a , b\n\nc"),
    "fence without an end": ("~~~\na , b\n\nc", "a , b\n\nc"),
    "fence in a list in a quote": ("> - a\n>   ```\n>   b , c\n>   ```\n", "b , c"),
    "indented code": ("x\n\n    a , b\n\n    c\n", "a , b\n\n    c"),
    "indented code with a tab": ("x\n\n\ta , b\n", "a , b"),
    "code span": ("Say `a , b` now", "`a , b`"),
    "code span of two marks": ("Say `` a ` , b `` now", "`` a ` , b ``"),
    "code span over lines": ("Say `a\n, b` now", "`a\n, b`"),
    "HTML block": ("<div>\nIt 's\n</div>\n", "It 's"),
    "script": ("<script>\n\nlet a = 'b' ;\n</script>\n", "let a = 'b' ;"),
    "comment": ("a <!-- b , c --> d", "<!-- b , c -->"),
    "comment over paragraphs": ("<!-- b\n\n, c -->\n", "b\n\n, c"),
    "tag": ("a <b title='c , d'>e</b> f", "<b title='c , d'>"),
    "tag with a mark of comparison": ('a <b title="c > d , e">f</b>', '<b title="c > d , e">'),
    "closing tag": ("a <b>e</b > f", "</b >"),
    "code in HTML": ("a <code>b , c</code> d", "b , c"),
    "autolink": ("see <https://example.org/a,b> .", "<https://example.org/a,b>"),
    "mail autolink": ("see <a@example.org> .", "<a@example.org>"),
    "processing instruction": ("a <?php echo 'b' , c ?> d", "<?php echo 'b' , c ?>"),
    "link target": ("[a](b,c.md) .", "](b,c.md)"),
    "link target with brackets": ("[a](b_(c_(d)).md) .", "](b_(c_(d)).md)"),
    "link target in angles": ("[a](<b , c>) .", "(<b , c>)"),
    "link target with spaces, which is none": ("[a](b , c.md) .", "](b , c.md)"),
    "link title": ('[a](b "c \' , d") .', '"c \' , d"'),
    "link title in brackets": ("[a](b (c , d)) .", "(c , d)"),
    "link title on the next line": ("[a](b\n'c , d') .", "'c , d'"),
    "image target": ("![a](b,c.png) .", "](b,c.png)"),
    "image mark and the space before": ("see ![a](b.png)", " !["),
    "label of a reference": ("[a][b , 'c']\n\n[b , 'c']: d", "[b , 'c']"),
    "label by itself": ("see [“a” , b] .\n\n[“a” , b]: d", "[“a” , b]"),
    "label in another case": ("see [Don't] .\n\n[DON'T]: d", "[Don't]"),
    "reference definition": ("x\n\n[a]: b 'c , d'\n", "[a]: b 'c , d'"),
    "reference definition over lines": ("[a]:\n  b\n  'c , d'\n", "[a]:\n  b\n  'c , d'"),
    "footnote mark": ("a[^b,c] d", "[^b,c]"),
    "footnote": ("[^b]: It 's", "[^b]:"),
    "wiki link": ("a [[b , c|d]] e", "[[b , c|d]]"),
    "dollar mathematics": ("a $b_1 , c$ d", "$b_1 , c$"),
    "one letter of mathematics": ("a $n$ d", "$n$"),
    "mathematics of numbers": ("a $n + 1$ d", "$n + 1$"),
    "display mathematics": ("a\n\n$$\nb , c\n\nd\n$$\n", "b , c\n\nd"),
    "mathematics in a line": ("a $$b , c$$ d", "$$b , c$$"),
    "mathematics in brackets": ("a \\(b = c , d\\) e", "b = c , d"),
    "display mathematics in brackets": ("a\n\n\\[\nb , c\n\\]\n", "b , c"),
    "LaTeX environment": ("\\begin{align}\na , b\n\\end{align}\n", "a , b"),
    "Hugo shortcode": ('a {{< b "c , d" >}} e', '{{< b "c , d" >}}'),
    "Hugo shortcode with Markdown": ('a {{% b "c , d" %}} e', '{{% b "c , d" %}}'),
    "Hugo code": ("{{< highlight go >}}\na , b\n\nc\n{{< /highlight >}}", "a , b\n\nc"),
    "Liquid tag": ("a {% b c='d , e' %} f", "{% b c='d , e' %}"),
    "Liquid output and the space before": ("a {{ b | c: 'd , e' }} f", " {{ b | c: 'd , e' }}"),
    "Liquid code": ("{% highlight go %}\na , b\n\nc\n{% endhighlight %}", "a , b\n\nc"),
    "Liquid raw": ("{% raw %}a , b\n\nc{% endraw %}", "a , b\n\nc"),
    "attributes": ("a{: .b title='c , d'} e", "{: .b title='c , d'}"),
    "heading's attributes": ("# a {#b .c}\n", "{#b .c}"),
    "heading mark": ("## a , b\n", "## "),
    "heading's closing mark": ("## a ##\n", " ##"),
    "setext underline": ("a\n===\n", "\n==="),
    "thematic break": ("a\n\n* * *\n\nb", "* * *"),
    "bullet": ("- a\n- b\n", "\n- "),
    "number": ("1) a\n2) b\n", "\n2) "),
    "indentation in a list": ("- a\n\n  b\n", "  b"[:2]),
    "task": ("- [ ] a\n", "[ ] "),
    "quote mark": ("> a\n> b\n", "> "),
    "nested quote mark": ("> > a\n", "> > "),
    "alert": ("> [!NOTE]\n> a\n", "[!NOTE]"),
    "hard break of spaces": ("a  \nb", "  \n"),
    "hard break of a backslash": ("a\\\nb", "\\\n"),
    "line end before a heading": ("a\n# b\n", "\n# "),
    "table bar": ("| a | b |\n|---|---|\n| c | d |\n", " | d"[:3]),
    "table with an empty cell": ("| a | b |\n|---|---|\n|  | d |\n", "|  | "),
    "delimiter row": ("a | b\n:-- | --:\nc | d\n", ":-- | --:"),
    "bar in code in a table": ("| a | b |\n|---|---|\n| `c , d` | e |\n", "`c , d`"),
    "escape": ('a \\" b', '\\"'),
    "emphasis": ("a **b** c", "**"),
    "entity for a mark of syntax": ("a &lt;b&gt; c", "&lt;"),
    "number for a mark of syntax": ("a &#42;b&#x2a; c", "&#x2a;"),
    "emoji and the space before": ("a :smile: b", " :smile:"),
    "admonition": ('!!! note "It \'s"\n\n    a\n', '"It \'s"'),
    "container": (":::tip[It 's]\na\n:::\n", ":::tip[It 's]"),
    "MDX import": ("import a from 'b , c'\n", "'b , c'"),
    "JSX": ("<Card a='b , c' d={e} />\n", "<Card a='b , c' d={e} />"),
    "URL": ("see https://example.org/a,b .", "https://example.org/a,b"),
    "number with a point": ("it is 1,234.56 .", "1,234.56"),
    "switched off": (
        "a <!-- articlefix: off --> b , c\n\nd <!-- articlefix: on --> e",
        "<!-- articlefix: off --> b , c\n\nd <!-- articlefix: on -->",
    ),
    "switched off to the end": ("a\n\n<!-- articlefix: off -->\n\nb , c", "b , c"),
}

# A text, and a piece of it that is prose.
PROSE = {
    "paragraph": ("It 's late , he said.", "It 's late , he said."),
    "two paragraphs": ("It 's\n\nlate ,", "\n\n"),
    "soft line end": ("a\nb", "\n"),
    "heading": ("# It 's , late\n", "It 's , late"),
    "list": ("- It 's , late\n", "It 's , late"),
    "quote": ("> It 's , late\n", "It 's , late"),
    "cell": ("| a , b | c |\n|---|---|\n| d | It 's |\n", "It 's"),
    "text of a link": ("[It 's , late](b.md)", "It 's , late"),
    "text of a link by reference": ("[It 's , late][b]\n\n[b]: c", "It 's , late"),
    "text of an image": ("![It 's , late](b.png)", "It 's , late"),
    "emphasis": ("**It 's , late**", "It 's , late"),
    "text between tags": ("a <b>It 's , late</b>", "It 's , late"),
    "Markdown in HTML": ("<div>\n\nIt 's , late\n\n</div>", "It 's , late"),
    "after money": ("It cost $5 , not $6 , then", " , not $6 , "),
    "money in two currencies": ("US$5 , or C$6 , then", " , or C"),
    "lone backtick": ("It ` s , late", " s , late"),
    "comparison": ("a < b , c > d", " b , c "),
    "footnote": ("[^1]: It 's , late\n", "It 's , late"),
    "body of a shortcode": ("{{% tip %}}\nIt 's , late\n{{% /tip %}}", "It 's , late"),
    "bracket that names nothing": ("a [sic , b] c", "sic , b"),
    "rules at the top of a text": ("---\n\nIt 's , late, as ever\n\n---\n", "It 's , late"),
    "opening braces left open": ("a {{ b\n\nIt 's , late }}", "It 's , late"),
    "named entity": ("a &mdash; b", "&mdash;"),
    "after what was switched off": (
        "<!-- articlefix: off -->a<!-- articlefix: on -->\n\nIt 's , late",
        "It 's , late",
    ),
}


def covered(text: str, piece: str) -> list[bool]:
    at = text.rindex(piece)
    spans = protect(text)
    return [any(span.start <= index < span.end for span in spans) for index in range(at, at + len(piece))]


@pytest.mark.parametrize(("text", "piece"), PROTECTED.values(), ids=PROTECTED)
def test_protects(text: str, piece: str) -> None:
    assert all(covered(text, piece))


@pytest.mark.parametrize(("text", "piece"), PROSE.values(), ids=PROSE)
def test_leaves_prose_free(text: str, piece: str) -> None:
    assert not any(covered(text, piece))


def test_plain_text_can_be_switched_off_too() -> None:
    text = "a , b <!-- articlefix: off -->c , d 1,5<!-- articlefix: on --> e , f"
    assert [text[span.start : span.end] for span in plain.protect(text)] == [text[6:-6]]
    assert Cleaner(only=["spacing"], language="en").clean(text).text == f"a, b {text[6:-6]} e, f"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_good_markdown_comes_out_byte_for_byte(path: Path, newline: str) -> None:
    text = path.read_text(encoding="utf-8").replace("\n", newline)
    result = Cleaner(format="markdown").clean(text)
    assert result.edits == ()
    assert result.text == text


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_whatever_is_written_for_the_words_the_structure_stays(path: Path) -> None:
    """A marker, target or tag that was taken for prose would show here as another structure."""
    text = path.read_text(encoding="utf-8")
    words = list(text)
    spans = protect(text)
    free = set(range(len(text))) - {index for span in spans for index in range(span.start, span.end)}
    for index in free:
        if text[index].isalpha():
            words[index] = "q"
        elif text[index] in "“”‘’\"',;":
            words[index] = "„"
    changed = "".join(words)
    assert changed != text
    assert same_structure(text, changed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- a\n- b\n", "- a - b\n"),
        ("# a\n", "#a\n"),
        ("[a](b)", "[a] (b)"),
        ("[a](b 'c')", "[a](b 'd')"),
        ("![a](b)", "[a](b)"),
        ("a  \nb", "a\nb"),
        ("`a , b`", "`a, b`"),
        ("**a**", "** a**"),
        ("---\na: b\n---\n", "---\na: c\n---\n"),
        ("> a\n", "a\n"),
        ("| a |\n|---|\n", "| a |\n\n|---|\n"),
        ("a\n\nb", "a b"),
        ("- a\n- b\n", "- a\n\n- b\n"),
        ("a &lt;b>", "a <b>"),
    ],
)
def test_another_structure_is_told(before: str, after: str) -> None:
    assert not same_structure(before, after)
    assert same_structure(before, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [("a , b", "a, b"), ("![it 's](b)", "![it's](b)"), ("a\nb", "a b"), ("a\n\n\nb", "a\n\nb"), ("&mdash;", "—")],
)
def test_the_same_structure_is_told(before: str, after: str) -> None:
    assert same_structure(before, after)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("a\n\nb\n\n- c", "a\n\n- c", True),
        ("> a\n>\n> b", "> a", True),
        ("- a\n\n  b\n\n- c", "- a\n\n- c", True),
        ("a", "", True),
        ("a\n\n# b", "a", False),
        ("a\n\n- b", "a", False),
        ("- a\n- b", "- a", False),
        ("a\n\n> b", "a\n\nb", False),
        ("a\n\n`b`", "a\n\n`c`", False),
        ("a", "a\n\nb", False),
        ("a\n\n![b](c)\n\n---\n", "a\n\n---\n", True),
    ],
)
def test_whole_paragraphs_may_be_gone(before: str, after: str, same: bool) -> None:  # noqa: FBT001 - a parameter
    assert same_structure(before, after, fewer_paragraphs=True) == same
    assert not same_structure(before, after)


@pytest.mark.slow
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", cases("repairs", "reports", "leaves"), ids=str)
def test_what_is_repaired_renders_to_the_same_elements(
    monkeypatch: pytest.MonkeyPatch, case: Case, newline: str
) -> None:
    """Every fixture is read as Markdown, and none has an edit that would have to be left out."""
    monkeypatch.setattr("articlefix.cleaner.Cleaner._less_harm", lambda _, outcome, __: outcome)
    text: str = case.table["before" if case.kind == "repairs" else "text"]
    cleaner = Cleaner(**case.options | {"format": "markdown"})
    result = cleaner.clean(text.replace("\n", newline))
    cleaner.check_structure(result.original, result.edits)
    cleaner.verify(result)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_damage_in_the_prose_is_repaired_and_nothing_else(path: Path) -> None:
    """The elements are compared as a browser would see them, which `same_structure` has no part in."""
    text = path.read_text(encoding="utf-8")
    spans = protect(text)
    at = [
        match.start()
        for match in re.finditer(r"(?<=[^\W\d_]{3}),(?= \w)", text)
        if not any(span.start <= match.start() <= span.end for span in spans)
    ]
    damaged = apply(text, [Edit(place, place, " ", ()) for place in at])
    cleaner = Cleaner(format="markdown")
    result = cleaner.clean(damaged)
    cleaner.verify(result)
    assert result.text == text
    assert elements(damaged) == elements(text)


def elements(text: str) -> list[object]:
    """Return the tags, attributes and comments of the HTML that a text renders to."""
    found: list[object] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, [pair for pair in attrs if pair[0] != "alt"]))

        def handle_endtag(self, tag: str) -> None:
            found.append(tag)

        def handle_comment(self, data: str) -> None:
            found.append(data)

    Parser().feed(MarkdownIt("commonmark").enable("table").render(text))
    return found


UNPROTECTED = {
    "link title": ("Go , on.\n\n[a](b 'c , d') and so on.\n", 3, "Go, on.\n\n[a](b 'c , d') and so on.\n"),
    "front matter": ("---\ntitle: a , b\n---\n\nText .\n", 2, "---\ntitle: a , b\n---\n\nText .\n"),
    "code": ("Go on .\r\n\r\n```\r\na , b\r\n```\r\n", 4, "Go on.\r\n\r\n```\r\na , b\r\n```\r\n"),
}


@pytest.mark.parametrize(("text", "line", "left"), UNPROTECTED.values(), ids=UNPROTECTED)
def test_an_edit_that_would_harm_the_structure_is_named_and_left_out(
    monkeypatch: pytest.MonkeyPatch, text: str, line: int, left: str
) -> None:
    """Protection keeps edits from what is syntax; without it the elements that a text renders to hold them off."""
    monkeypatch.setattr("articlefix.cleaner.PROTECT", {"markdown": no_protection})
    cleaner = Cleaner(format="markdown", language="en")
    assert cleaner.clean(text).text == left
    monkeypatch.setattr("articlefix.cleaner.Cleaner._less_harm", lambda _, outcome, __: outcome)
    result = cleaner.clean(text)
    with pytest.raises(StructureError) as caught:
        cleaner.check_structure(text, result.edits)
    assert f"would render line {line} as other elements, under space-before-" in str(caught.value)


MADE = {
    "a list": ("It was late , so.\n\n\ufeff- He left .\n\nShe stayed .\n", "\ufeff- He left .\n"),
    "a quotation": ("It was late , so.\n\n\ufeff> He left .\n\nShe stayed .\n", "\ufeff> He left .\n"),
    "a heading": ("It was late , so.\n\n\x1b[1m# He left .\n\nShe stayed .\n", "\x1b[1m# He left .\n"),
    "a number": ("It was late , so.\n\n1.\u200b\n\nShe stayed .\n", "1.\u200b\n"),
    "a comment": ("It was late , so.\n\n<\u200b!-- He left . -->\n\nShe stayed .\n", "<\u200b!-- He left . -->\n"),
    "code": ("It was late , so.\n\n\u00ad\tHe left .\n\nShe stayed .\n", "\u00ad\tHe left .\n"),
    "a rule": ("It was late , so.\n\n***\x1b[m\n\nShe stayed .\n", "***\x1b[m\n"),
    "a fence, below which all is code": ("It was late , so.\n\n\ufeff```\nHe left .\n", "\ufeff```\nHe left .\n"),
    "in a list": ("- It was late , so.\n- \ufeff- He left .\n- She stayed .\n", "- \ufeff- He left .\n"),
    "a table": (
        "It was late , so.\n\n| a |\n|\u200b-|\n| He left . |\n\nShe stayed .\n",
        "| a |\n|\u200b-|\n| He left . |\n",
    ),
}


@pytest.mark.parametrize(("text", "stays"), MADE.values(), ids=MADE)
def test_a_block_of_which_a_repair_would_make_another_stays_and_all_else_is_repaired(text: str, stays: str) -> None:
    cleaner = Cleaner(format="markdown", language="en")
    result = cleaner.clean(text)
    cleaner.verify(result)
    assert elements(result.text) == elements(text)
    rest = text.replace(stays, "<stays>").replace("late ,", "late,").replace("stayed .", "stayed.")
    assert result.text == rest.replace("<stays>", stays)


def test_a_line_of_furniture_goes_with_what_is_invisible_in_it() -> None:
    text = "\N{ZERO WIDTH SPACE} Skip to content\n\n  * Search\n\nIt left at noon .\n"
    end = text.index("It left")
    edits = Edit(0, 1, "", ("zero-width-character",)), Edit(1, end, "", ("page-furniture",))
    assert kept(text, edits) == edits
    assert kept(text, (edits[0], Edit(2, end, "", ("share-prompt",)))) == edits[:1]


def test_a_thousand_blocks_that_would_become_others_take_no_time() -> None:
    cleaner = Cleaner(format="markdown", language="en")
    repeated = "It was late , so.\n\n\ufeff- He left .\n\n"
    assert steepest(cleaner.clean, lambda n: repeated * (n // len(repeated))) <= LIMIT


@given(st.text(st.sampled_from("ab \n\t#>-*_`~[]()<>{}|$%^!:.\\\"'&;=+/\r\0\N{NO-BREAK SPACE}1x"), max_size=60))
def test_any_text_has_spans_in_order(text: str) -> None:
    spans = protect(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))


HOSTILE = (
    *("`", "``` ", "<a ", "<a b='", "<!--", "](", "](a (", "[", "[^", "[[", "![", "$", "$a", "$$", "\\[\n", "{{"),
    *("{% raw %}", "{{\n\n", "{:", "&#00", " ", ":a", "*", "|", "- ", "> ", "[a]: b\n", "<code>", "][", "[a](b '"),
    *("\n", " \n", "---\n", "a|b\n-|-\n", "\\", "`a``", "((", "<!-- articlefix: off -->", "\\begin{a}", "\t"),
)


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_is_linear(piece: str) -> None:
    assert steepest(protect, lambda n: "a" + piece * (n // len(piece))) <= LIMIT
