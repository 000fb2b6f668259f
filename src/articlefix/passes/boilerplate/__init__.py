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
from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit, Finding
from articlefix.core.options import Option
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.furniture.prefilter import suspects
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import language
from articlefix.pages.cut import Judge, cut
from articlefix.pages.extract import unlikely
from articlefix.pages.kind import has_form_of_page
from articlefix.passes.boilerplate import ends, notes, phrases
from articlefix.passes.boilerplate.article import furniture
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
            "Gardens",
            "Fishing",
            "Tide tables",
        ),
        *_SENTENCES,
        *("Harbour jobs", "Crosswords", "Share on Facebook", "Tweet", "Related articles", "Most read", "About us"),
        *("Newsletter", "Follow us", "Advertise with us", "Terms of Use", "Contact", "Privacy Policy"),
    )
)

_PARAGRAPHS = (
    " ".join(_SENTENCES[:2]),
    " ".join(_SENTENCES[2:]) + " So the ferry lay at the quay, and the harbour master painted her at his own cost.",
)
_WORN = "\n".join(("The Ferry", *_PARAGRAPHS, "Share this story", "Videos", "Vouchers", "Tide Alerts"))


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
    Option(
        "source",
        "What the text is: an article, or all the text of a page, of which its article stays; auto asks the text.",
        ("auto", "article", "page"),
        default="auto",
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
        "affiliate-note",
        "A line tells that the page earns from what is bought through its links.",
        before="Nobody waved.\n\nThis post contains affiliate links. If you buy, we may earn a commission.",
        after="Nobody waved.",
        untouched="Nobody waved.\n\nThis post contains affiliate links, and not one of them is marked.",
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
        "stray-line",
        "A short line in an article has neither the words nor the place of a line that belongs to it.",
        before=_WORN,
        after="\n".join(("The Ferry", *_PARAGRAPHS)),
        untouched="The Ferry\n\nHow It Began\n\nThe ferry left at noon.",
    ),
    Rule(
        "prompt-in-paragraph",
        "A sentence of a paragraph is a prompt of the page.",
        before="The ferry left at noon. Article continues below Nobody on the quay waved, and then it rained.",
        after="The ferry left at noon. Nobody on the quay waved, and then it rained.",
        untouched="The ferry left at noon. The story continues below deck, where nobody waved at it.",
    ),
    Rule(
        "feed-tail",
        "A line of a feed tells where the article appeared first.",
        before="Nobody waved.\n\nThe post The Last Ferry appeared first on The Harbour Gazette.",
        after="Nobody waved.",
        untouched="Nobody waved.\n\nThe post office appeared on the quay in 1902.",
    ),
    Rule(
        "mail-frame",
        "A line belongs to the e-mail that an article came in: its view in a browser, its end, its device.",
        before="The ferry left at noon.\n\nSent from my iPhone",
        after="The ferry left at noon.",
        untouched="The letter was sent from my father\u2019s house.",
    ),
    Rule(
        "paywall-notice",
        "A line tells that the rest is for subscribers or for those who are registered.",
        before="The ferry left at noon.\n\nSubscribe to The Gazette to read as many articles as you like.",
        after="The ferry left at noon.",
        untouched="The ferry left at noon.\n\nTo continue reading by candlelight was all he asked.",
    ),
    Rule(
        "wire-mark",
        "A mark or note of an agency says that the story is revised, goes on, or ends.",
        before="The ferry left at noon.\n\nNobody waved.\n\n-30-",
        after="The ferry left at noon.\n\nNobody waved.",
        untouched="The ferry left at noon.\n\nEND\n\nNobody waved.",
    ),
    Rule(
        "page-number",
        "A line numbers the pages of a print or a PDF, or is their running head.",
        before=f"{_SENTENCES[0]}\n\n- 12 -\nTHE FERRY\n\n{_SENTENCES[1]}\n\n- 13 -\nTHE FERRY\n\n{_SENTENCES[2]}",
        after=f"{_SENTENCES[0]}\n\n{_SENTENCES[1]}\n\n{_SENTENCES[2]}",
        untouched=f"1\n\n{_SENTENCES[0]}\n\n2\n\n{_SENTENCES[1]}",
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
        "suspected-furniture",
        "A line may be furniture of the page, and may be a heading, an item or a sentence of the article.",
        before=(
            "The Quay\n\nEvery shop has one.\n\nAdvertisement\n\nIt was painted on the gable.\n\nPrice\n\n"
            "It costs a week\u2019s flour."
        ),
        untouched="The Quay\n\nEvery shop has one, and an advertisement for it.",
    ),
    Rule(
        "end-mark",
        "An ornament marks the end of the article.",
        before="Nobody waved. \N{BLACK DIAMOND SUIT}",
        after="Nobody waved.",
        untouched="Nobody waved.\n\n\N{BLACK SQUARE}\n\nThe next day it rained.",
    ),
)


def find(document: Document, boilerplate_profile: Profile, source: str) -> Iterator[Edit | Finding]:
    """Yield the edits that delete the lines which are not the article, and the end mark."""
    lines = lines_of(document)
    evidence = unprotected(document, lines, recurring.found(lines, boilerplate_profile))
    dropped = dict.fromkeys(evidence, "recurring-line")
    reasons = _page_furniture(document, lines.without(dropped), source)
    dropped |= dict.fromkeys(reasons, "page-furniture")
    evidence |= reasons
    left = lines.without(dropped)
    found = furniture(document, left, vocabulary_of(document), _suspects(document), _unlikely(document, left))
    dropped |= found.dropped
    evidence |= found.evidence
    yield from found.further
    if document.format == "text":
        ends.drop_marks(lines, dropped)
        marks = list(ends.mark(lines, dropped))
        yield from marks
        limit = marks[0].start if marks else len(lines.text)
        yield from phrases.edits(document, vocabulary_of(document), lines, dropped, limit)
        yield from notes.edits(document, vocabulary_of(document), lines, dropped)
    yield from lines.removals(dropped, evidence)


@fact
def vocabulary_of(document: Document) -> Vocabulary:
    """Return the vocabulary for the language of a document."""
    return vocabulary(language(document.language))


@fact
def _suspects(document: Document) -> frozenset[str]:
    """Return the lines that a rule may know by what they say."""
    return suspects((line.text for line in lines_of(document).filled), vocabulary_of(document))


def _page_furniture(document: Document, lines: Lines, source: str) -> dict[int, str]:
    """Return the numbers of the lines that are not the article of a page, with the evidence for each."""
    if source == "article":
        return {}
    is_certain = source == "page"
    if document.format != "text":
        from articlefix.passes.boilerplate.scraped import scraped_furniture  # noqa: PLC0415 - Markdown alone

        return scraped_furniture(document, lines, vocabulary_of(document), is_certain=is_certain)
    texts = [line.text for line in lines.filled]
    if not is_certain and not has_form_of_page(texts):
        return {}
    reasons = cut(texts, document.primary, _judge_of(document), is_certain=is_certain).reasons
    reasons = {lines.filled[index].number: reason for index, reason in reasons.items()}
    return unprotected(document, lines, reasons)


def _unlikely(document: Document, lines: Lines) -> dict[int, str]:
    """Return the evidence for the lines of an article that are hardly a part of it, by their index."""
    if document.format != "text":
        return {}
    return unlikely([line.text for line in lines.filled], document.primary, _judge_of(document))


def _judge_of(document: Document) -> Judge:
    return partial(judge, known=vocabulary_of(document), suspected=_suspects(document))


PASS = Pass(
    "boilerplate",
    Stage.LINES,
    Contract(Touch.LINES | Touch.PHRASES | Touch.BRACKETED | Touch.PUNCTUATION | Touch.SPACE),
    RULES,
    find,
    options=OPTIONS,
)
