"""The lines of Markdown made from a whole page that are no part of its article."""

from functools import partial

from articlefix.core.document import Document
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import Vocabulary
from articlefix.pages.cut import cut
from articlefix.pages.scraped import SCRAPED_PAGE, is_scraped, paragraphs, seen
from articlefix.text.paragraphs import Lines


def scraped_furniture(document: Document, lines: Lines, known: Vocabulary, *, is_certain: bool) -> dict[int, str]:
    """Return the lines of Markdown made from a page that are not its article, judged by what a reader sees of them.

    `is_certain` tells that the text is such a page, as its owner says. What shows nothing (a picture without a
    text, the rule of a table) goes with the lines around it. What is protected is not looked at: it stays, and the
    second look must not find a page in what is left.
    """
    filled = [line for line in lines.filled if not document.is_protected(line.start, line.end, verbatim_only=True)]
    rows = [line.text for line in filled]
    if not is_certain and not is_scraped(rows):
        return {}
    whole = [filled[first:end] for first, end in paragraphs(rows, [line.gaps for line in filled])]
    said = [seen(" ".join(line.text for line in paragraph)) for paragraph in whole]
    shown = [index for index, text in enumerate(said) if text]
    texts = [said[index] for index in shown]
    judged = partial(judge, known=known)
    found = cut(texts, document.primary, judged, is_certain=is_certain, least_of_page=SCRAPED_PAGE).reasons
    reasons = {shown[place]: reason for place, reason in found.items()}
    goes = bool(shown) and shown[0] in reasons
    gone: dict[int, str] = {}
    for index, paragraph in enumerate(whole):
        goes = index in reasons if said[index] else goes
        if goes:
            gone |= {
                line.number: reasons.get(index, "it shows nothing, below a line that goes") for line in paragraph
            }
    return gone
