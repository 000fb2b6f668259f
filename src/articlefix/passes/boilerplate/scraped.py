"""The lines of Markdown made from a whole page that are no part of its article."""

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from articlefix.core.document import Document
from articlefix.furniture.removal import decide
from articlefix.furniture.verdicts import judge, menu_rule, said, weak_rule
from articlefix.furniture.vocabulary import Vocabulary, words_of
from articlefix.pages.cut import cut
from articlefix.pages.scraped import SCRAPED_PAGE, is_menu_line, is_scraped, paragraphs, seen, skip_links
from articlefix.text.paragraphs import Line, Lines

_NAVIGATION = "page-navigation"


def scraped_furniture(document: Document, lines: Lines, known: Vocabulary, *, is_certain: bool) -> dict[int, str]:
    """Return the lines of Markdown made from a page that are not its article, judged by what a reader sees of them.

    `is_certain` tells that the text is such a page, as its owner says. What is protected is not looked at: it
    stays, and the second look must not find a page in what is left. What is too little of a page to be cut has its
    frame taken away, if a link skips it.
    """
    filled = [line for line in lines.filled if not document.is_protected(line.start, line.end, verbatim_only=True)]
    rows = [line.text for line in filled]
    is_page = is_certain or is_scraped(rows)
    is_framed = bool(rows) and _skips(rows[0], known)
    if not (is_page or is_framed):
        return {}
    whole = [filled[first:end] for first, end in paragraphs(rows, [line.gaps for line in filled])]
    # What makes a heading of a line is protected, and would be left as a rule.
    headings = {line.number - 1 for line in lines.filled if not line.text.strip("-= ")}
    found = _cut(document, whole, known, is_certain=is_certain) if is_page else {}
    gone = {number: reason for number, reason in found.items() if number not in headings}
    if gone or not is_framed:
        return gone
    frame = _frame(whole, known)
    return frame if headings.isdisjoint(frame) else {}


def _cut(
    document: Document, whole: Sequence[Sequence[Line]], known: Vocabulary, *, is_certain: bool
) -> dict[int, str]:
    """Return the lines of paragraphs that are none of the article of a page, and why.

    What shows nothing (a picture without a text, the rule of a table) goes with the lines around it.
    """
    shows = list(map(_seen, whole))
    shown = [index for index, text in enumerate(shows) if text]
    texts = [shows[index] for index in shown]
    judged = partial(judge, known=known)
    found = cut(texts, document.primary, judged, is_certain=is_certain, least_of_page=SCRAPED_PAGE).reasons
    reasons = {shown[place]: reason for place, reason in found.items()}
    goes = bool(shown) and shown[0] in reasons
    gone: dict[int, str] = {}
    for index, paragraph in enumerate(whole):
        goes = index in reasons if shows[index] else goes
        if goes:
            gone |= {
                line.number: reasons.get(index, "it shows nothing, below a line that goes") for line in paragraph
            }
    return gone


def _seen(paragraph: Sequence[Line]) -> str:
    return seen(" ".join(line.text for line in paragraph))


def _skips(line: str, known: Vocabulary) -> bool:
    """Tell whether a line is a link past the menu: what somebody wrote as Markdown has no menu.

    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> _skips("[Skip to content](#main)", known), _skips("[Next](#main)", known), _skips("Skip to content", known)
    (True, False, False)
    """
    return any(known.lines.get(" ".join(words_of(text, known))) == _NAVIGATION for text in skip_links(line))


def _frame(whole: Sequence[Sequence[Line]], known: Vocabulary) -> dict[int, str]:
    """Return the lines of menus and notices above an article that a link skips, and of furniture below it."""
    above = list(takewhile(partial(_is_above, known), whole))
    below = list(takewhile(partial(_is_furniture, known), reversed(whole[len(above) :])))
    decision = decide(["skipped"])
    # An author of recipes sets a link past the story, and nothing else.
    if not 1 < len(above) + len(below) < len(whole) or not decision.goes:
        return {}
    return {line.number: decision.evidence for paragraph in (*above, *below) for line in paragraph}


def _is_above(known: Vocabulary, paragraph: Sequence[Line]) -> bool:
    is_menu = all(is_menu_line(line.text) or _skips(line.text, known) for line in paragraph)
    return is_menu or not _seen(paragraph) or _is_furniture(known, paragraph)


def _is_furniture(known: Vocabulary, paragraph: Sequence[Line]) -> bool:
    text = _seen(paragraph)
    if not text or paragraph[0].text.startswith("#"):
        return False
    return bool(said(text, known, is_title=False) or weak_rule(text, known) or menu_rule(text, known))
