"""One self-contained HTML page to review what was done to many articles.

The page holds the articles and their edits as JSON, which its script draws one article at a time: so it opens at
once with hundreds of them. Nothing in it comes from elsewhere, and its policy lets nothing run but the script and
the style that it was written with: article text reaches the document as text alone.
"""

import base64
import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from string import Template
from typing import NamedTuple

from articlefix import __version__
from articlefix.core.edits import Edit, Finding
from articlefix.reports import visible
from articlefix.reports.problems import Known

_SCRIPTS = ("state", "text", "rows", "article", "overview", "side", "card", "decide", "moves", "start")
"""The parts of the script, in the order in which they run."""

_POLICY = "default-src 'none'; script-src '{script}'; style-src '{style}'; base-uri 'none'; form-action 'none'"

_ASTRAL = re.compile(r"[\U00010000-\U0010ffff]")


class Article(NamedTuple):
    """One article of the page: the text as it was and what was done to it, or the reason why nothing was.

    With the path and the digest of its file, changes can be accepted on the page, and carried out by `apply`.
    """

    name: str
    text: str = ""
    edits: tuple[Edit, ...] = ()
    findings: tuple[Finding, ...] = ()
    failure: str | None = None
    path: str = ""
    sha256: str = ""


def page(articles: Iterable[Article], rules: Mapping[str, Known]) -> str:
    r"""Return the page, all of ASCII; the same articles and rules give the same bytes.

    `rules` are those that the edits and findings name, in the order of the chain.

    >>> spaces = {"run-of-spaces": Known("Spaces stand in a run.", ("whitespace",))}
    >>> made = page([Article("a.txt", "Two  words", (Edit(4, 5, "", ("run-of-spaces",)),))], spaces)
    >>> '{"name": "a.txt", "text": "Two  words", "marks": [[4, 5, [0], "", ""]]}' in made
    True
    """
    style, script = _part("style.css"), "\n".join(_part(f"{name}.js") for name in _SCRIPTS)
    policy = _POLICY.format(script=_digest(script), style=_digest(style))
    return Template(_part("page.html")).substitute(
        policy=policy, style=style, script=script, data=_json(_data(articles, rules))
    )


def _part(name: str) -> str:
    """Return a file of the page that comes with the package."""
    return files("articlefix.reports").joinpath("page", name).read_text(encoding="ascii")


def _digest(source: str) -> str:
    """Return what a content security policy calls the script or style of this very source."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _json(value: object) -> str:
    r"""Write JSON that can stand in a script element, which only a `<` could end.

    >>> _json("</script>\u2028\x7f")
    '"\\u003c/script>\\u2028\\u007f"'
    """
    return json.dumps(value).replace("<", "\\u003c").replace("\x7f", "\\u007f")


def _data(articles: Iterable[Article], rules: Mapping[str, Known]) -> dict[str, object]:
    """Return what the script reads; there a rule and a pass go by their numbers."""
    passes = list(dict.fromkeys(rule.passes[0] for rule in rules.values()))
    numbers = {name: number for number, name in enumerate(rules)}
    return {
        "version": __version__,
        "passes": [visible(name, one_line=True) for name in passes],
        "rules": [
            {
                "name": visible(name, one_line=True),
                "pass": passes.index(rule.passes[0]),
                "summary": visible(rule.message, one_line=True),
            }
            for name, rule in rules.items()
        ],
        "articles": [_article(article, numbers) for article in articles],
    }


def _article(article: Article, numbers: Mapping[str, int]) -> dict[str, object]:
    """Return an article with its marks, sorted, each as `[start, end, rules, replacement, evidence or message]`.

    A finding's replacement is `None`. Offsets are those of JavaScript, which counts a character beyond U+FFFF as
    two.
    """
    name = visible(article.name, one_line=True)
    if article.failure is not None:
        return {"name": name, "failure": visible(article.failure, one_line=True)}
    offset = _in_utf16(article.text)
    marks: list[list[object]] = []
    items: list[Edit | Finding] = [*article.edits, *article.findings]
    for item in sorted(items, key=lambda item: (item.start, item.end)):
        place = [offset(item.start), offset(item.end)]
        if isinstance(item, Edit):
            numbered = [numbers[rule] for rule in item.rules]
            marks.append([*place, numbered, item.replacement, visible(item.evidence, one_line=True)])
        else:
            marks.append([*place, [numbers[item.rule]], None, visible(item.message, one_line=True)])
    told: dict[str, object] = {"name": name, "text": article.text, "marks": marks}
    return {**told, "path": article.path, "sha256": article.sha256} if article.sha256 else told


def _in_utf16(text: str) -> Callable[[int], int]:
    """Return what turns an offset in code points into one in UTF-16 units."""
    wide = [match.start() for match in _ASTRAL.finditer(text)]
    return lambda offset: offset + bisect_left(wide, offset)
