r"""Lines that are not the article: prompts, calls, credits, notices, forms, and the mark that ends a story.

    "Save this storySave this story\nThe ferry left."  -> "The ferry left."
    "He went home. \N{BLACK SQUARE}"                   -> "He went home."

A line goes only where it is furniture as a whole. Left alone: a line that is merely short (headings, dialogue,
verse, list items, datelines), the title, sentences that use the same words, quoted prompts, and in Markdown all
but share prompts and comment forms. Code and passages switched off are not looked at.
"""

from collections.abc import Iterator
from functools import partial

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit
from articlefix.core.options import Option
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.furniture import pictures
from articlefix.furniture.prefilter import suspects
from articlefix.furniture.verdicts import LONGEST_WEAK_LINE, judge, markdown_rule, rule_of, weak_rule
from articlefix.furniture.vocabulary import Vocabulary, vocabulary, words_of
from articlefix.languages import language
from articlefix.pages.cut import cut
from articlefix.pages.kind import has_form_of_page
from articlefix.passes.boilerplate import phrases
from articlefix.scan.facts import fact
from articlefix.sites import recurring
from articlefix.sites.recurring import NOTHING_KNOWN, Profile
from articlefix.text.paragraphs import Lines, lines_of, unprotected

_SENTENCES = (
    (
        "The harbour was empty when the last ferry came in, and the harbour master wrote the hour in his book as he"
        " had done since the war."
    ),
    (
        "There were no letters on the table, and the people who had come to meet the boat went home again without a"
        " word to anyone."
    ),
    (
        "He had asked the ministry three times what it would cost to keep her afloat for another winter, he said to"
        " the baker."
    ),
    (
        "The ministry had answered the first of his letters, and it had lost the other two before they were read by"
        " anyone."
    ),
)
_ARTICLE = "\n".join(_SENTENCES)
_PAGE = "\n".join(
    (
        *(
            "Skip to content",
            "Menu",
            "Home",
            "News",
            "Sport",
            "Weather",
            "Opinion",
            "Log in",
            "Subscribe",
            "Search",
        ),
        *_SENTENCES,
        *("Share on Facebook", "Tweet", "Related articles", "Most read", "About us", "Contact", "Privacy Policy"),
    )
)


def _profile(path: str) -> Profile:
    """Return the profile of a file; without one nothing is known of the site."""
    if not path:
        return NOTHING_KNOWN
    from articlefix.sites import profiles  # noqa: PLC0415 - most runs have none

    return profiles.read(path)


OPTIONS = (
    Option(
        "boilerplate_profile",
        "Remove what recurs on a site, as learn wrote it to this file.",
        kind="path",
        read=_profile,
    ),
)

RULES = (
    Rule(
        "share-prompt",
        "A line asks to share, save, print or follow.",
        before="Save this storySave this narrative\nThe ferry left at noon.",
        after="The ferry left at noon.",
        untouched="Save this story for your children, she told me.",
    ),
    Rule(
        "comment-form",
        "A line belongs to the form or the count of comments.",
        before="The ferry left at noon.\n\nLeave a Comment",
        after="The ferry left at noon.",
        untouched="The ferry left at noon.\n\nNo comment",
    ),
    Rule(
        "newsletter-call",
        "A line asks to subscribe, to sign up for a newsletter, or to support the publisher.",
        before="The ferry left.\n\nSign up for our daily newsletter.\n\nNobody waved.",
        after="The ferry left.\n\nNobody waved.",
        untouched="Sign up for a swimming course before you travel.",
    ),
    Rule(
        "advertisement",
        "A line marks the place of an advertisement.",
        before="The ferry left.\n\nADVERTISEMENT\n\nNobody waved.",
        after="The ferry left.\n\nNobody waved.",
        untouched="The ferry left.\n\nAn Advertisement in the Gazette\n\nNobody waved.",
    ),
    Rule(
        "related-links",
        "A line links to other stories.",
        before="The ferry left.\n\nRead more: How the port was saved\n\nNobody waved.",
        after="The ferry left.\n\nNobody waved.",
        untouched="The ferry left.\n\nRead more: it will do you good.",
    ),
    Rule(
        "tags-line",
        "A line lists the tags or the section of the article.",
        before="Nobody waved.\n\nTags: ferries, ports, islands",
        after="Nobody waved.",
        untouched="Nobody waved.\n\nTags: how dogs are told apart on the island.",
    ),
    Rule(
        "cookie-notice",
        "A line asks for consent to cookies.",
        before="We use cookies to improve your experience.\n\nThe ferry left.",
        after="The ferry left.",
        untouched="We use butter for our cookies, the baker said.",
    ),
    Rule(
        "copyright-line",
        "A line claims the copyright of the page.",
        before="Nobody waved.\n\n\N{COPYRIGHT SIGN} 2024 The Harbour Gazette. All rights reserved.",
        after="Nobody waved.",
        untouched="Nobody waved.\n\nCopyright law changed in 2019.",
    ),
    Rule(
        "photo-credit",
        "A line credits a picture that is not there, or is its caption.",
        before="The Ferry\n\nA ferry leaves the port at dawn.\n\nPhoto: Jane Doe / Getty\n\nThe ferry left.",
        after="The Ferry\n\nThe ferry left.",
        untouched="Best Picture: The Ferry",
    ),
    Rule(
        "page-stamp",
        "A line says when the page was published and how long it takes to read.",
        before="The Ferry\n\nBy the editorial team | 5 min read\n\nThe ferry left.",
        after="The Ferry\n\nThe ferry left.",
        untouched="The Ferry\n\nBy Jane Doe\n\nThe ferry left.",
    ),
    Rule(
        "page-navigation",
        "A line is a link or a button of the page.",
        before="Skip to content\n\nThe Ferry\n\nThe ferry left.\n\nBack to top\nPrivacy Policy",
        after="The Ferry\n\nThe ferry left.",
        untouched="The Ferry\n\nPrivacy Policy\n\nThe ferry left.",
    ),
    Rule(
        "page-furniture",
        "A line of a whole page, among menus and links, is no part of its article.",
        before=_PAGE,
        after=_ARTICLE,
        untouched="The Ferry\n\nHome\n\nThe ferry left at noon.\n\nThe Islands",
    ),
    Rule(
        "prompt-in-paragraph",
        "A sentence of a paragraph is a prompt of the page.",
        before="The ferry left at noon. Article continues below Nobody on the quay waved, and then it rained.",
        after="The ferry left at noon. Nobody on the quay waved, and then it rained.",
        untouched="The ferry left at noon. The story continues below deck, where nobody waved at it.",
    ),
    Rule(
        "recurring-line",
        "A line recurs over the articles of its site.",
        before="HARBOUR GAZETTE WEATHER WATCH\n\nThe Ferry\n\nThe ferry left.",
        after="The Ferry\n\nThe ferry left.",
        untouched="The Ferry\n\nHARBOUR GAZETTE WEATHER WATCH, it said on the wall.",
        options=(("boilerplate_profile", "gazette.toml"),),
    ),
    Rule(
        "end-mark",
        "An ornament marks the end of the article.",
        before="Nobody waved. \N{BLACK DIAMOND SUIT}",
        after="Nobody waved.",
        untouched="Nobody waved.\n\n\N{BLACK SQUARE}\n\nThe next day it rained.",
    ),
)

_CAPTION_DISTANCE = 2
_TITLE_AND_CAPTION = 2
_BODY = 120
_WRAPPED_LINE = 45
_MOST_LABEL_WORDS = 2
_FEWEST_WEAK = 3
_STRONG = frozenset(
    ("share-prompt", "comment-form", "newsletter-call", "page-navigation", "cookie-notice", "copyright-line")
)

_LICENSE_TERMS = ("hereby granted", "redistribution and use", "warranty", "warranties", "this license document")

_END_MARKS = (
    "\N{BLACK DIAMOND SUIT}\N{BLACK DIAMOND}\N{WHITE DIAMOND}\N{LOZENGE}\N{BLACK DIAMOND MINUS WHITE X}"
    "\N{BLACK SQUARE}\N{WHITE SQUARE}\N{BLACK SMALL SQUARE}\N{WHITE SMALL SQUARE}\N{BLACK LARGE SQUARE}"
    "\N{BLACK MEDIUM SQUARE}\N{BLACK MEDIUM SMALL SQUARE}\N{LOWER RIGHT SHADOWED WHITE SQUARE}"
    "\N{END OF PROOF}\N{BLACK CIRCLE}\N{BLACK VERTICAL RECTANGLE}"
)
# After the mark that ends a sentence, so that a rating or a legend keeps its signs.
_BEFORE_END_MARK = (
    ".!?\"')]"
    "\N{HORIZONTAL ELLIPSIS}\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)


def find(document: Document, boilerplate_profile: Profile) -> Iterator[Edit]:
    """Yield the edits that delete the lines which are not the article, and the end mark."""
    lines = lines_of(document)
    evidence = unprotected(document, lines, recurring.found(lines, boilerplate_profile))
    dropped = dict.fromkeys(evidence, "recurring-line")
    if document.format == "text":
        reasons = _page_furniture(document, lines.without(dropped))
        dropped |= dict.fromkeys(reasons, "page-furniture")
        evidence |= reasons
    dropped |= _furniture(document, lines.without(dropped))
    if document.format == "text":
        _drop_end_marks(lines, dropped)
        marks = list(_end_mark(lines, dropped))
        yield from marks
        limit = marks[0].start if marks else len(lines.text)
        yield from phrases.edits(document, vocabulary_of(document), lines, dropped, limit)
    yield from lines.removals(dropped, evidence)


@fact
def vocabulary_of(document: Document) -> Vocabulary:
    """Return the vocabulary for the language of a document."""
    return vocabulary(language(document.language))


@fact
def _suspects(document: Document) -> frozenset[str]:
    """Return the lines that a rule may know by what they say."""
    return suspects((line.text for line in lines_of(document).filled), vocabulary_of(document))


def _page_furniture(document: Document, lines: Lines) -> dict[int, str]:
    """Return the numbers of the lines that are not the article of a page, with the evidence for each."""
    texts = [line.text for line in lines.filled]
    if not has_form_of_page(texts):
        return {}
    known = partial(judge, known=vocabulary_of(document), suspected=_suspects(document))
    reasons = cut(texts, document.language.partition("-")[0], known).reasons
    reasons = {lines.filled[index].number: reason for index, reason in reasons.items()}
    return unprotected(document, lines, reasons)


def _furniture(document: Document, lines: Lines) -> dict[int, str]:
    """Return the numbers of the lines that go, with the rule of each."""
    verdicts = _verdicts(document, lines)
    if not verdicts:
        return {}
    known = vocabulary_of(document)
    plain_below = _plain_below(lines, verdicts)
    dropped: dict[int, str] = {}
    kept: list[int] = []
    has_body = False
    for index, line in enumerate(lines.filled):
        rule = verdicts.get(index)
        above = kept[-1] if kept else None
        if rule is None or not _stands_alone(lines, index, above, plain_below[index], rule, known):
            kept.append(index)
            has_body = has_body or len(line.text) >= _BODY
            continue
        dropped[line.number] = rule
        if rule == "photo-credit" and above == index - 1 and len(kept) > 1:
            below = plain_below[index]
            is_above_article = not has_body and below is not None and len(lines.filled[below].text) >= _BODY
            if _has_caption(document, lines, index, kept, is_above_article=is_above_article):
                dropped[lines.filled[kept.pop()].number] = rule
    return dropped


def _verdicts(document: Document, lines: Lines) -> dict[int, str]:
    """Return the rule of each line, by its index, that would go for what it says."""
    verdicts: dict[int, str] = {}
    weak: dict[int, str] = {}
    is_text = document.format == "text"
    among, known = _suspects(document), vocabulary_of(document)
    for index, line in enumerate(lines.filled):
        if line.text not in among:
            continue
        rule = None
        if is_text:
            # What stands below nothing but furniture may be the title.
            rule = rule_of(line.text, known, is_title=len(verdicts) + len(weak) == index)
        elif lines.is_set_off(index):
            rule = markdown_rule(line.text, known)
        if rule is not None and not document.is_protected(line.start, line.end, verbatim_only=True):
            verdicts[index] = rule
        elif is_text and index and (rule := weak_rule(line.text, known)):
            weak[index] = rule
    if "copyright-line" in verdicts.values() and _is_license(document.text):
        verdicts = {index: rule for index, rule in verdicts.items() if rule != "copyright-line"}
    _add_weak(lines, verdicts, weak)
    if document.format == "text":
        _add_last(document, lines, verdicts)
    return verdicts


def _is_license(text: str) -> bool:
    """Tell whether a text is, or holds, the terms of a licence, of which the line of copyright is a part."""
    folded = text.casefold()
    return any(phrase in folded for phrase in _LICENSE_TERMS)


def _add_weak(lines: Lines, verdicts: dict[int, str], weak: dict[int, str]) -> None:
    """Add to the verdicts the weak lines that stand in a run of furniture, and make no list below a colon."""
    run: list[int] = []
    is_strong = False
    first = last = -2
    for index in [*sorted(verdicts.keys() | weak.keys()), -1]:
        if index != last + 1:
            if is_strong or (len(run) >= _FEWEST_WEAK and not _is_list(lines, first)):
                verdicts.update((member, weak[member]) for member in run)
            run, is_strong, first = [], False, index
        if index in weak:
            run.append(index)
        else:
            is_strong = is_strong or verdicts.get(index) in _STRONG
        last = index


def _add_last(document: Document, lines: Lines, verdicts: dict[int, str]) -> None:
    """Add to the verdicts the lines below an article that are headings of what stood there: `Comments`, `Tags`."""
    known = vocabulary_of(document)
    body = next((index for index, line in enumerate(lines.filled) if len(line.text) >= _BODY), len(lines.filled))
    for index in range(len(lines.filled) - 1, body, -1):
        line = lines.filled[index]
        if index in verdicts:
            continue
        rule = known.last.get(" ".join(words_of(line.text[:LONGEST_WEAK_LINE], known)))
        if rule is None or document.is_protected(line.start, line.end, verbatim_only=True):
            return
        if not lines.has_blank(index - 1, index):
            return
        verdicts[index] = rule


def _is_list(lines: Lines, first: int) -> bool:
    return first > 0 and lines.filled[first - 1].text[-1] == ":"


def _stands_alone(
    lines: Lines, index: int, above: int | None, below: int | None, rule: str, known: Vocabulary
) -> bool:
    """Tell whether a line is no part of wrapped prose, nor of a table, by its neighbours without a blank line.

    `above` is the last line that stays and `below` the next that is no furniture by what it says: so the answer
    is the same when the text is cleaned again.
    """
    text = lines.filled[index].text
    over = "" if above is None or lines.has_blank(above, index) else lines.filled[above].text
    under = "" if below is None or lines.has_blank(index, below) else lines.filled[below].text
    under = "" if under in _END_MARKS else under  # it may go as well
    if text[0].islower() and (over or under):
        return False
    if under and under[0].islower() and text[-1].isalpha():
        return False
    if len(over) >= _WRAPPED_LINE and over[-1] in ",;-" and under:
        return False
    if rule != "photo-credit":
        return True
    # On the last line the agency may be whose the article is.
    is_agency = index + 1 == len(lines.filled) and pictures.is_agency_alone(text)
    return not (is_agency or _has_label(over, known) or _has_label(under, known))


def _plain_below(lines: Lines, verdicts: dict[int, str]) -> list[int | None]:
    """Return for each line the index of the next one that is no furniture by what it says."""
    result: list[int | None] = []
    below: int | None = None
    for index in range(len(lines.filled) - 1, -1, -1):
        result.append(below)
        if index not in verdicts:
            below = index
    return result[::-1]


def _has_label(text: str, known: Vocabulary) -> bool:
    """Tell whether a line has a label of its own, as in a list of awards or of facts."""
    label, colon, _ = text.partition(": ")
    return bool(colon) and len(label.split()) <= _MOST_LABEL_WORDS and not pictures.is_credit(text, known)


def _has_caption(document: Document, lines: Lines, index: int, kept: list[int], *, is_above_article: bool) -> bool:
    """Tell whether the line above the credit at `index`, with one blank line between at most, is its caption.

    The first line that stays is the title, and an article goes on below a picture. What parts two runs of buttons
    decides what they are: it stays with them.
    """
    known = vocabulary_of(document)
    credit, line = lines.filled[index], lines.filled[kept[-1]]
    if index + 1 == len(lines.filled) or credit.number - line.last > _CAPTION_DISTANCE:
        return False
    if weak_rule(lines.filled[kept[-2]].text, known) and len(kept) > _TITLE_AND_CAPTION:
        return False
    is_above_article = is_above_article and bool(known.credits.summary)
    return pictures.is_caption(line.text, words_of(line.text, known), known, is_above_article=is_above_article)


def _drop_end_marks(lines: Lines, dropped: dict[int, str]) -> None:
    """Mark the lines at the end of the article that hold nothing but an end mark."""
    for line in reversed(lines.filled):
        if line.number in dropped:
            continue
        if len(line.text) > 1 or line.text not in _END_MARKS:
            return
        dropped[line.number] = "end-mark"


def _end_mark(lines: Lines, dropped: dict[int, str]) -> Iterator[Edit]:
    """Yield the edit that takes the end mark from the last line that stays."""
    last = next((line for line in reversed(lines.filled) if line.number not in dropped), None)
    if last is None or last.text[-1] not in _END_MARKS:
        return
    end = last.start + len(lines.text[last.start : last.end].rstrip())
    start = last.start + len(lines.text[last.start : end - 1].rstrip())
    if start > last.start and lines.text[start - 1] in _BEFORE_END_MARK:
        yield Edit(start, end, "", ("end-mark",))


PASS = Pass(
    "boilerplate",
    Stage.LINES,
    Contract(Touch.LINES | Touch.PHRASES | Touch.PUNCTUATION | Touch.SPACE),
    RULES,
    find,
    options=OPTIONS,
)
