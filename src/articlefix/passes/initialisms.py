"""Initialisms that were split at their full stops or glued to the next word.

    the U. S. economy     -> the U.S. economy
    U. S.companies        -> U.S. companies
    the books of J. R.Hale -> the books of J.R. Hale    (the space that went in came from behind)
    at 9 p. m. sharp      -> at 9 p.m. sharp
    a Ph. D. in physics   -> a Ph.D. in physics

Left alone: a person's initials (`J. R. R. Tolkien`), unless the text closes those of the same name elsewhere and is
damaged; a sentence that ends in a single letter (`It was I. A man came`); grades and items (`Grade A. B. and C.`);
letters that nothing tells to be an initialism, and every language but English (German `z. B.` is right).
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern

_ENGLISH = ("en",)
_LETTERS = Pattern(r"(?<![^\W_])(?<![.\N{RIGHT SINGLE QUOTATION MARK}'&])[A-Z]\.(?: ?[A-Z]\.)+(?!\w\.)")
_CLOSED = Pattern(r"(?<![^\W_])(?:[A-Z]\.){2,}")
_GLUED = lazy(r"(?:[^\W\d_]{3,}|[A-Z][a-z])")
_GLUED_LOWER = lazy(r"[a-z]{2,}+(?!\.\w|[\d@/])")  # which rules out a person's initials
_GLUED_TO_SURE = lazy(r"[^\W\d_]{2,}+(?!\.\w|[\d@/])")
_NEXT = lazy(r"[ \N{NO-BREAK SPACE}]?([^\W\d_]+)")
_SURNAME = lazy(r" ?([A-Z][a-z]+)")
_AFTER_CITY = lazy(r" (?:\([A-Z]|[\u2013\u2014a-z])|, [a-z]")
_AFTER_AUTHOR = lazy(r",? (?:&|and [A-Z]|\(\d)")
_AFTER_INITIALISM = tuple(',;:)"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}')
_BEFORE_CITATION = lazy(r"\d \Z")
_AFTER_CITATION = lazy(r" (?:\d|\u00a7)")
_BEFORE_THING = lazy(
    r"(?:\d|\b(?:the|an?|its|their|our|your|in|into|on|and|or|with|like|using|generative|Washington,)) \Z"
    r"|[-\u201c(]\Z",
    re.IGNORECASE,
)
# Of the likely ones those that are as often a person's: `A. D. wrote`, `My brother, P. R., was late`.
_INITIALS_TOO = frozenset(
    (
        *("AD", "AM", "AR", "BC", "DC", "DJ", "HR", "ID", "JD", "JP", "LA", "MC", "MD", "MP", "NY", "OK", "PC"),
        *("PE", "PM", "PO", "PR", "QC", "RC", "RV", "VR"),
    )
)
_ACADEMIC = frozenset(("MD", "JD", "MBA"))  # degrees that follow a whole name: `Ann Reed, M. D.`
_WHOLE_NAME = lazy(r"[A-Z][\w.]* (?:[A-Z]\. )?[A-Z]\w+, \Z")
_MOST_INITIALS = 3  # nobody has four


@where(_LETTERS)
def initialisms(document: Document) -> Iterator[Edit]:
    """Yield the edits that close initialisms of capitals and part them from the next word."""
    text = document.text
    if not language(document.language).initialisms.sure:
        return
    runs = list(document.scan.matches(_LETTERS))
    if any(_is_split(run) or _is_glued(text, run) for run in runs):
        yield from _repaired(document, runs)


def _repaired(document: Document, runs: list[re.Match[str]]) -> Iterator[Edit]:
    text = document.text
    known = _known_here(document, runs)
    closed = _closed_names(text, runs)
    for run in runs:
        name = _person(text, run) if _is_split(run) and not _is_sure(run) else ""
        if name and (name in closed or _is_glued(text, run)):
            yield from _person_closed(text, run)
        elif not _is_reference(text, run):
            yield from _initialism(text, run, known)


def _person_closed(text: str, run: re.Match[str]) -> Iterator[Edit]:
    """Yield the edits that close a person's initials and part them from the surname."""
    yield from _spaces(run)
    if _is_glued(text, run):
        yield Edit(run.end(), run.end(), " ", ("glued-initialism",))


def _is_split(run: re.Match[str]) -> bool:
    return " " in run.group()


def _is_glued(text: str, run: re.Match[str]) -> bool:
    return text[run.end() : run.end() + 1].isalpha()


def _is_sure(run: re.Match[str]) -> bool:
    return _letters(run) in _listed("sure")


def _closed_names(text: str, runs: list[re.Match[str]]) -> set[str]:
    """Return the persons whose initials a damaged text closes.

    `A.O. Smith` beside `A. O. Smith` may be the work of two editors, but not where `U. S.` stands as well.
    """
    if not any(_is_split(run) and _is_sure(run) for run in runs):
        return set()
    return {_person(text, run) for run in runs if not _is_split(run)} - {""}


def _initialism(text: str, run: re.Match[str], known: set[str]) -> Iterator[Edit]:
    """Yield the edits of letters that the text or their place proves to be an initialism."""
    letters = _letters(run)
    if not (
        letters in known or _is_place(text, run, letters) or _stands_alone(text, run, letters, damaged=bool(known))
    ):
        return
    yield from _spaces(run)
    sure = _is_sure(run)
    proven = sure or _is_split(run)
    glued = (_GLUED_TO_SURE if sure else _GLUED).match(text, run.end()) or _GLUED_LOWER.match(text, run.end())
    if proven and glued:
        yield Edit(run.end(), run.end(), " ", ("glued-initialism",))


def _person(text: str, run: re.Match[str]) -> str:
    """Return initials with the surname that follows, or nothing where none does, or a list of works goes on."""
    surname = _SURNAME.match(text, run.end())
    if not surname or surname[1].lower() in _sentence_starts() or text.endswith(", ", 0, run.start()):
        return ""
    return f"{_letters(run)} {surname[1]}"


def _letters(run: re.Match[str]) -> str:
    return run.group().replace(".", "").replace(" ", "")


def _known_here(document: Document, runs: list[re.Match[str]]) -> set[str]:
    """Return the letters of the initialisms that this document proves: listed ones, and those it spells closed."""
    text = document.text
    known = {_letters(run) for run in runs} & _listed("sure")
    known |= {_letters(match) for match in document.scan.matches(_CLOSED)} - _names(text, runs)
    return known | {_letters(run) for run in runs if _is_proven(text, run)}


def _is_proven(text: str, run: re.Match[str]) -> bool:
    """Tell whether their number, or what stands beside them, proves that letters are no person's."""
    if _is_split(run) and _GLUED_LOWER.match(text, run.end()):
        return True
    letters = _letters(run)
    is_likely = len(letters) > _MOST_INITIALS or (letters in _listed("likely") and _is_thing(text, run))
    return is_likely and not _before_a_name(text, run)


def _is_reference(text: str, run: re.Match[str]) -> bool:
    """Tell whether letters are part of a citation, or an author's, which are set as the text sets them."""
    return _is_citation(text, run) or (not _is_sure(run) and _is_author(text, run))


def _is_author(text: str, run: re.Match[str]) -> bool:
    """Tell whether letters stand behind a surname, as in lists of works: `Reed, D. C., & Hale, N. M. (1987)`.

    Behind the name of a relation, too: `My sister, A. D., was late`.
    """
    letters = _letters(run)
    if not text.endswith(", ", 0, run.start()) or _is_capital(text, run):
        return False
    if letters in _ACADEMIC and _WHOLE_NAME.search(text, max(0, run.start() - 60), run.start()):
        return False
    return not _is_place(text, run, letters) or bool(_AFTER_AUTHOR.match(text, run.end()))


def _is_citation(text: str, run: re.Match[str]) -> bool:
    """Tell whether letters are a report or a code of laws between numbers: `535 U. S. 467`, `5 U. S. C. § 552`.

    Whoever cites so does it evenly, and only some of these letters are known.
    """
    return bool(_BEFORE_CITATION.search(text, max(0, run.start() - 5), run.start())) and bool(
        _AFTER_CITATION.match(text, run.end())
    )


def _is_thing(text: str, run: re.Match[str]) -> bool:
    """Tell whether letters stand where a person's initials do not: behind an article, a number, a word of place."""
    if _letters(run) in _ACADEMIC and _WHOLE_NAME.search(text, max(0, run.start() - 60), run.start()):
        return True
    return _letters(run) not in _INITIALS_TOO or bool(
        _BEFORE_THING.search(text, max(0, run.start() - 12), run.start())
    )


def _is_capital(text: str, run: re.Match[str]) -> bool:
    return _letters(run) == "DC" and text.endswith("Washington, ", 0, run.start())


def _is_place(text: str, run: re.Match[str], letters: str) -> bool:
    """Tell whether letters stand for the state of a city: `SANTA FE, N. M. (AP)`, `Washington, D. C. New`.

    An author's do not: `Hale, N. M. (1987)`, `Hale, N. M., & Reed, D. C.`
    """
    return _is_capital(text, run) or (
        letters in _listed("states") - {"DC"}
        and bool(_AFTER_CITY.match(text, run.end()))
        and text.endswith(", ", 0, run.start())
        and text[max(0, run.start() - 3) : run.start() - 2].isalpha()
    )


def _names(text: str, runs: list[re.Match[str]]) -> set[str]:
    """Return the letters that stand before a capitalised word each time, as a person's initials do."""
    before_name: dict[str, bool] = {}
    for run in runs:
        letters = _letters(run)
        before_name[letters] = before_name.get(letters, True) and _before_a_name(text, run)
    return {letters for letters, always in before_name.items() if always}


def _before_a_name(text: str, run: re.Match[str]) -> bool:
    following = _NEXT.match(text, run.end())
    return bool(following and following[1][0].isupper() and following[1].lower() not in _sentence_starts())


def _stands_alone(text: str, run: re.Match[str], letters: str, *, damaged: bool) -> bool:
    """Tell whether unlisted letters read as an initialism: lower case or a mark follows, in a text with split ones.

    `as J. R. said` reads the same, so the document must show the damage elsewhere.
    """
    if all(ord(right) - ord(left) == 1 for left, right in pairwise(letters)):
        return False  # grades, vitamins, items
    following = text[run.end() : run.end() + 2]
    goes_on = following[:1] == " " and following[1:].islower()
    return damaged and len(letters) > 1 and (goes_on or following[:1] in _AFTER_INITIALISM)


def _spaces(run: re.Match[str]) -> Iterator[Edit]:
    for index, character in enumerate(run.group()):
        if character == " ":
            yield Edit(run.start() + index, run.start() + index + 1, "", ("split-initialism",))


def _is_no_abbreviation(document: Document, match: re.Match[str]) -> bool:
    """Tell whether two small letters are none of `i.e.` and its like, or `a. m.` stands behind no number."""
    letters = match.group()[0] + match.group()[-2]
    is_time = letters[-1] == "m"
    return letters not in _listed("lower") or (is_time and not _follows_a_number(document.text, match.start()))


def _follows_a_number(text: str, place: int) -> bool:
    while text[place - 1 : place] == " ":
        place -= 1
    return text[place - 1 : place].isdigit()


def _listed(kind: str) -> frozenset[str]:
    listed: frozenset[str] = getattr(language("en").initialisms, kind)
    return listed


def _sentence_starts() -> frozenset[str]:
    """Return the function words of English: capitalised after an initialism they begin a sentence."""
    return language("en").function_words


RULES = (
    Rule(
        "split-initialism",
        "A space stands inside an initialism.",
        (
            initialisms,
            Find(r"(?<![^\W_])(?<!\.)[aiep]\.( )[egm]\.(?![^\W_])", languages=_ENGLISH, unless=_is_no_abbreviation),
            Find(r"(?<![^\W_])(?:Ph|Ed|Psy|Pharm|Sc|Litt)\.( )D\.(?![^\W_])", languages=_ENGLISH),
        ),
        before="The U. S. economy grew, and A. I. was the reason.",
        after="The U.S. economy grew, and A.I. was the reason.",
        untouched="The books of J. R. R. Tolkien were on the shelf.",
    ),
    Rule(
        "glued-initialism",
        "An initialism runs into the next word.",
        (initialisms,),
        before="Most U. S.companies and U.S.buyers agreed.",
        after="Most U.S. companies and U.S. buyers agreed.",
        untouched="The U.S.-led talks failed.",
    ),
)

PASS = Pass.of_rules("initialisms", Stage.SPACING, Contract(Touch.SPACE), RULES)
