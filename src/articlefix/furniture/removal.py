"""Whether something goes from a text: what speaks for it and against it, weighed against the words that are lost.

To remove words of an article is the worst that can be done to it. So whoever would remove boilerplate names its
evidence, and how many words that may be prose go with it, and this module alone decides: it goes where it is
almost certain to be no part of the article, and where it is likely, it is reported.
"""

from collections.abc import Iterable
from math import log1p
from typing import NamedTuple


class Evidence(NamedTuple):
    """What speaks for a removal, in log odds (natural logarithm), or against it where it is less than 0."""

    weight: float
    text: str


# What lines say: on 372 pages (news and the web) a line of more than two words that a rule knows is furniture 60 to
# 300 times as often as it is a line of the article (log odds of 4 to 6, by rule; by a label 2 to 4), and one of
# the words that only make furniture together with others 100 times. Those pages hold few glossaries, recipes,
# manuals and poems, whose headings and lists say the same words: hence the weights of places, which are set so
# that the fixtures of both kinds come out right.
EVIDENCE = {
    # what it says
    "phrase": Evidence(5.0, "all of it is a phrase of pages"),
    "word": Evidence(4.0, "it is a word of buttons"),
    "prompt": Evidence(5.0, "all its words are those of a prompt"),
    "beginning": Evidence(5.5, "it begins as furniture does"),
    "label": Evidence(5.5, "a label of pages stands before it"),
    "stamp": Evidence(5.0, "it says nothing but when the page was made"),
    "copyright": Evidence(5.5, "it claims a copyright"),
    "credit": Evidence(5.0, "it is the credit of a picture"),
    "captioned": Evidence(6.0, "it is a caption, and ends in its credit or begins with its label"),
    "caption": Evidence(5.5, "it tells what one sees in the picture whose credit stands below it"),
    "standing-caption": Evidence(5.0, "it stands between the title and the credit of a picture"),
    "row": Evidence(4.0, "all of it is buttons, with bars between them"),
    "count": Evidence(4.5, "it is a count of the page"),
    "bracketed": Evidence(3.0, "it is a note to editors in brackets"),
    "faint": Evidence(1.5, "it may be a button"),
    # Of 86 stories in 26 languages with lines of these forms in them, 32 lost some with more weight.
    "form": Evidence(1.5, "it has a form that lines of pages have"),
    "menu": Evidence(0.0, "it is a word of menus"),
    "last": Evidence(4.0, "it is a heading with nothing but furniture below it"),
    "end-mark": Evidence(6.0, "an ornament stands behind the last word"),
    "inside": Evidence(5.5, "all of a sentence is a prompt"),
    "note": Evidence(6.0, "it tells what a link does"),
    "print": Evidence(6.0, "it is the head or the foot of a printed page"),
    "paging": Evidence(5.5, "pages are counted, with the same line beside each number"),
    "headline": Evidence(5.5, "it stands below a label that introduces links, and is no sentence"),
    # what else is known
    "page": Evidence(8.0, "the text is a page, and this no part of its article"),
    "skipped": Evidence(6.0, "a link past the menus of a page stands above, and nothing but menus up to there"),
    "site": Evidence(8.0, "it recurs on its site"),
    # how likely `pages.extract` takes it for the article's: of articles in lines of news pages, and of 936 golds,
    # 500 lines under 0.03 were furniture and 2 were not, of those under 0.1 at the ends 210 and 13
    "very-unlikely": Evidence(5.0, "hardly any line of its words and place is a part of an article"),
    "unlikely": Evidence(4.0, "few lines of its words and place are a part of an article"),
    # what stands twice: its words stay, so that only its place is lost
    "title": Evidence(5.0, "the title or the standfirst above the article says the same"),
    "doubled": Evidence(5.0, "the same paragraph stands directly above it"),
    "block": Evidence(6.0, "the paragraphs above it follow once more in the same order"),
    "cut-off": Evidence(5.0, "it is cut off, and stands whole below"),
    "echo": Evidence(3.0, "the same paragraph stands farther above"),
    "quoted": Evidence(2.0, "a longer paragraph says the same, to the word"),
    "adjacent": Evidence(2.5, "that paragraph stands beside it"),
    "near": Evidence(0.5, "that paragraph is near"),
    "unstopped": Evidence(1.5, "it has no full stop"),
    "speaker": Evidence(1.5, "a line below it names who said it"),
    # where it stands
    "end": Evidence(1.5, "it stands above the first paragraph or below the last"),
    "beside": Evidence(2.5, "furniture stands beside it"),
    "run": Evidence(3.0, "it stands in a run of buttons"),
    "recurs": Evidence(1.5, "it returns in the text"),
    # against it
    "kind": Evidence(-9.0, "it says what kind of article stands below it"),
    "prose": Evidence(-4.0, "it is longer than a caption, or somebody speaks in it"),
    "dialogue": Evidence(-4.0, "a speech as short stands beside it"),
    "wrapped": Evidence(-9.0, "it is a part of the lines around it"),
    "heading": Evidence(-2.0, "another line of its kind is a heading"),
    "headings": Evidence(-4.0, "other lines of its kind are headings"),
    "item": Evidence(-4.0, "it stands in a list"),
    "introduced": Evidence(-4.0, "a colon introduces it"),
    "discussed": Evidence(-4.0, "the next sentence speaks of it"),
    "first": Evidence(-9.0, "it is the first line, as a title or the number of a chapter is"),
    "alone": Evidence(-1.5, "no furniture stands beside it"),
    "above": Evidence(-1.5, "it stands directly above a paragraph, as a heading or a byline does"),
    # Without these two, 680 lines of lists, line-ups, addresses and signatures below 1,818 articles would go.
    "below": Evidence(-1.5, "no furniture parts it from the last paragraph, as none does a signature or a list"),
    "end-of-article": Evidence(-9.0, "it stands below the last paragraph, in a text without other furniture"),
    "sentence": Evidence(-1.5, "it is a sentence"),
    "licence": Evidence(-9.0, "it belongs to the terms of a licence"),
}

NEAR_CERTAIN = 4.0  # log odds of 98%: one line in fifty may be wrong, of those that are in doubt at all
_LIKELY = 1.9  # of 87%: what is less likely to be furniture would only be a nuisance to read about
_PRICE = 0.4  # for the logarithm of the words: a sentence of 20 words must be three times as certain as one word


class Decision(NamedTuple):
    """What is done about a line or a phrase: it goes, or is reported, or neither; and why."""

    goes: bool
    is_likely: bool
    evidence: str


def decide(evidence: Iterable[str], lost: int = 0) -> Decision:
    """Weigh the named evidence for a removal against its price, `lost` words that may be prose.

    >>> decide(["word", "end"]).goes, decide(["word", "headings"]).goes
    (True, False)
    >>> decide(["word", "item"])
    Decision(goes=False, is_likely=False, evidence='it is a word of buttons; it stands in a list')
    >>> decide(["headline", "heading"], lost=8).goes, decide(["headline", "end"], lost=8).goes
    (False, True)
    """
    found = [EVIDENCE[name] for name in evidence]
    odds = sum(each.weight for each in found) - _PRICE * log1p(lost)
    return Decision(odds >= NEAR_CERTAIN, odds >= _LIKELY, "; ".join(each.text for each in found))
