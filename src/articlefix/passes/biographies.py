r"""What an article says of its author below its end. Off unless `enable` names it: most readers want to know.

    "Nobody waved.\n\nJane Doe is a reporter in Port Isaac."  -> "Nobody waved."

Only among the last lines, below the article. Left alone: a line about someone who is named above, for then the
article may be about that person, bylines, what is no sentence about a person's work, and all of Markdown.
"""

import re
from collections.abc import Iterator, Mapping

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, line_around
from articlefix.core.edits import Edit
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.languages import language
from articlefix.languages.tables import Language
from articlefix.scan.lazy import lazy
from articlefix.text.paragraphs import Lines, lines_of, unprotected

_ARTICLE = (
    "The ferry left the harbour at noon, as it had on every day since the war, with a cargo of mail, bread and"
    " newspapers for the islands.\n\nNobody waved."
)

_REACH = 6  # lines from the end
_BODY = 80  # characters of a line that is a paragraph
_LONGEST = 700  # characters of what is said of an author: a longer paragraph is a portrait
_FEWEST_ABOVE = 2  # lines: the headline and a paragraph
_MOST_BYLINE_WORDS = 8  # `by Jane Doe and John Roe in Port Isaac`
_NEAR = 12  # words, in which the role follows the name
_NAME = lazy(r"(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*[ ](?:(?:van|von|de|der|den|da|di|del|la|le)[ ]){0,2}){1,4}")
_WORD = lazy(r"[^\W\d_]+")
_AROUND = "_*()[]\N{EM DASH}\N{EN DASH}- "


def biographies(document: Document) -> Iterator[Edit]:
    """Yield the edits that delete what is said of the author."""
    known = language(document.language)
    lines = lines_of(document)
    dropped = _below(lines, known, len(lines.filled) - _REACH)
    yield from lines.removals(unprotected(document, lines, dropped))


def _below(lines: Lines, known: Language, first: int) -> dict[int, str]:
    """Return the numbers of the lines from index `first` on that are about the author, below all of the article."""
    dropped: dict[int, str] = {}
    for index in range(max(_FEWEST_ABOVE, first), len(lines.filled)):
        line = lines.filled[index]
        if _is_about_author(lines, known, index, dropped):
            dropped[line.number] = "author-biography"
        elif len(line.text) >= _BODY:
            dropped.clear()  # the article goes on
    return dropped


def _is_about_author(lines: Lines, known: Language, index: int, dropped: Mapping[int, str]) -> bool:
    """Tell whether a line is a heading of a biography, stands right under one, is one, or goes with one."""
    phrases = known.biographies
    line, above = lines.filled[index], lines.filled[index - 1]
    folded = " ".join(_words(line.text))
    label = " ".join(_words(line.text.partition(":")[0]))
    if label in phrases.headings or (dropped and folded.startswith(phrases.contacts)):
        return True
    if above.number in dropped and " ".join(_words(above.text)) in phrases.headings:
        return len(line.text) <= _LONGEST and line.text[-1] in ".!)"
    return is_biography(line.text, lines.text[: line.start], known)


def is_biography(text: str, above: str, known: Language) -> bool:
    """Tell whether a line says what a person does, who is not named in the text `above`, a byline excepted.

    >>> english = language("en")
    >>> is_biography("Jane Doe is a freelance writer in Port Isaac.", "By Jane Doe", english)
    True
    >>> is_biography("Jane Doe is a freelance writer.", "It was Jane Doe who found it.", english)
    False
    """
    text = text.strip(_AROUND)
    name = _NAME.match(text[: 4 * _NEAR * 2])
    if not name or len(text) > _LONGEST or len(_WORD.findall(name.group())) < len(("Jane", "Doe")):
        return False
    words = _words(text[name.end() :])[: 1 + _NEAR]
    if _words(name.group())[0] in known.words.articles:
        return False
    if not words or words[0] not in known.biographies.verbs or known.biographies.roles.isdisjoint(words):
        return False
    full = name.group().strip()
    return all(_is_byline(above, match.start(), known) for match in re.finditer(re.escape(full), above))


def _is_byline(text: str, at: int, known: Language) -> bool:
    """Tell whether the line in which a name stands is a byline: short, no sentence, and not the title."""
    start, end = line_around(text, at)
    line = text[start:end].strip()
    words = _words(line)
    is_below_title = start > 0 or words[0] in known.words.before_names
    return is_below_title and len(words) <= _MOST_BYLINE_WORDS and line[-1] not in ".!?"


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


RULES = (
    Rule(
        "author-biography",
        "A line below the article tells of its author.",
        (biographies,),
        before=f"{_ARTICLE}\n\nJane Doe is a reporter in Port Isaac.",
        after=_ARTICLE,
        untouched=f"Jane Doe on Islands\n\n{_ARTICLE}\n\nJane Doe is a reporter in Port Isaac.",
        options=(("enable", "biographies"),),
    ),
)

PASS = Pass.of_rules("biographies", Stage.LINES, Contract(Touch.LINES), RULES, formats=("text",))
