"""What a line says, and the rule under which it would go for that; where it stands is not asked here."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from articlefix.furniture import labels as furniture
from articlefix.furniture import pictures, prompts
from articlefix.furniture.prefilter import LONGEST_SHORT_LINE, suspects
from articlefix.furniture.vocabulary import Vocabulary, holds_unparted, words_of

LONGEST_WEAK_LINE = 40  # characters; on 124 pages half and double change nothing: such lines are a word or two
_FEWEST_NAMED, _FEWEST_UNNAMED, _FEWEST_SURE = 2, 3, 4  # words of a form
_CHARACTERS_OF_WORD = 2  # where no space parts words
_BARS = "|\N{MIDDLE DOT}\N{BULLET}"
_COUNT_BEHIND = re.compile(r" ?\((?:\d{1,3}|\d{1,3},\d{3}|\d[\d.]*[KkMm])\)$")
_QUOTE_OR_DASH = (
    "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}\N{EM DASH}>"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
)


def judge(
    texts: Sequence[str], known: Vocabulary, suspected: Collection[str] | None = None
) -> tuple[list[str | None], list[str | None]]:
    """Return the rule of each line that is furniture by what it says, and of each that may be.

    `suspected` are those of the lines that `suspects` lets through, if they are known already.
    """
    among = suspects(texts, known) if suspected is None else suspected
    rules = [rule_of(text, known, is_title=False) if text in among else None for text in texts]
    return rules, [weak_rule(text, known) if text in among else None for text in texts]


def weak_rule(text: str, known: Vocabulary) -> str | None:
    """Return the rule of a line that is furniture if its neighbours are."""
    if len(text) > LONGEST_WEAK_LINE or text[-1] in ".?":
        return None
    words = words_of(text, known)
    if rule := known.weak.get(" ".join(words)) or _counted_rule(text, known):
        return rule
    is_service = prompts.is_service(words, known) or prompts.is_row_of_services(text, words, known)
    return "share-prompt" if words and is_service else None


def form_rule(text: str, known: Vocabulary, *, is_sure: bool = False) -> str | None:
    """Return the rule of a line that has one of the forms of furniture, or only if it needs nothing beside it.

    People say in a word or two what buttons say, and in quotation marks, with a stop or behind a dash what any say:
    only what names a thing of pages may have two words, and what names none needs something beside it.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("de"))
    >>> form_rule("Keine Kommentare", known), form_rule("Keine Kommentare!", known), form_rule("Diskutieren", known)
    ('comment-form', None, None)
    >>> lines = "Keine Kommentare", "Noch keine Kommentare vorhanden"
    >>> [form_rule(line, known, is_sure=True) for line in lines]
    [None, 'comment-form']
    """
    if not (text[0].isalnum() and text[-1].isalnum()):
        return None
    words = words_of(text, known)
    folded = " ".join(words)
    size = len(folded) // _CHARACTERS_OF_WORD if holds_unparted(folded) else len(words)
    least = _FEWEST_SURE if is_sure else _FEWEST_NAMED
    if not _names_thing(words, folded, known):
        if is_sure:
            return None
        least = _FEWEST_UNNAMED
    return known.forms.rule_of(folded) if size >= least else None


def _names_thing(words: Sequence[str], folded: str, known: Vocabulary) -> bool:
    """Tell whether a line names a thing of pages or a service; a letter is the name of one, and of much else."""
    is_named = any(thing in folded for thing in known.things)
    return is_named or any(len(word) > 1 and known.letters.get(word) == "s" for word in words)


class Said(NamedTuple):
    """What a line says: the rule that it falls under, the name of the evidence, and the words that may be prose."""

    rule: str
    evidence: str
    lost: int = 0


def rule_of(text: str, known: Vocabulary, *, is_title: bool) -> str | None:
    """Return the rule that a line of plain text falls under by what it says, or `None`."""
    found = said(text, known, is_title=is_title)
    return found.rule if found else None


def menu_rule(text: str, known: Vocabulary) -> str | None:
    """Return the rule of a line that is furniture only in a run of its like."""
    if len(text) > LONGEST_WEAK_LINE or text[-1] in ".?":
        return None
    return known.menu.get(" ".join(words_of(text, known)))


@lru_cache(maxsize=256)  # the lines of what may be a page are judged as such, and then each by itself
def said(text: str, known: Vocabulary, *, is_title: bool) -> Said | None:
    """Return what a line of plain text says, if that is furniture.

    >>> from articlefix.languages import language
    >>> from articlefix.furniture.vocabulary import vocabulary
    >>> known = vocabulary(language("en"))
    >>> said("Share", known, is_title=False), said("Leave a comment", known, is_title=False)
    (Said(rule='share-prompt', evidence='word', lost=0), Said(rule='comment-form', evidence='prompt', lost=0))
    >>> said("Read more: The Last Ferry", known, is_title=False)
    Said(rule='related-links', evidence='label', lost=3)
    """
    words = [] if text[0] in _QUOTE_OR_DASH else words_of(text, known)
    if not words:
        return None
    folded = " ".join(words)
    if rule := furniture.by_phrase(folded, known):
        return Said(rule, _short_or("phrase", words))
    if rule := furniture.by_beginning(text, folded, known, is_title=is_title):
        return Said(rule, "beginning", len(words))
    if rule := _prompt_rule(text, words, known):
        return Said(rule, _short_or("prompt", words))
    if is_title:
        is_credit = pictures.has_trigger(words, known) and pictures.is_sure_credit(text, known)
        return Said("photo-credit", "credit") if is_credit else None
    return _said_below_title(text, folded, words, known)


def _short_or(evidence: str, words: Sequence[str]) -> str:
    return "word" if len(words) == 1 else evidence


def _prompt_rule(text: str, words: list[str], known: Vocabulary) -> str | None:
    if len(text) > LONGEST_SHORT_LINE or text[-1] in ".?":
        return None
    if prompts.is_comment_prompt(words, known):
        return "comment-form"
    return "share-prompt" if prompts.is_prompt(text, words, known) else None


def _said_below_title(text: str, folded: str, words: list[str], known: Vocabulary) -> Said | None:
    """Return what a line says that, above all others, might be the title."""
    if rule := known.below_title.get(folded) or form_rule(text, known, is_sure=True):
        return Said(rule, _short_or("phrase", words))
    if rule := _row_rule(text, known):
        return Said(rule, "row")
    if rule := furniture.by_label(text, known):
        return Said(rule, "label", len(text.partition(":")[2].split()))
    if furniture.is_count(text, words, known):
        return Said("comment-form", "count")
    if rule := furniture.in_brackets(text, folded, known):
        return Said(rule, "phrase" if text.isupper() else "bracketed")
    if len(text) <= LONGEST_SHORT_LINE and furniture.is_stamp(text, words, known):
        return Said("page-stamp", "stamp")
    if furniture.is_copyright(text, folded, words, known):
        return Said("copyright-line", "copyright")
    return _said_of_picture(text, words, known) if pictures.has_trigger(words, known) else None


def _row_rule(text: str, known: Vocabulary) -> str | None:
    """Return the rule of a line of buttons with bars between them: `Home | News | Contact`."""
    if len(text) > LONGEST_SHORT_LINE or not any(bar in text for bar in _BARS):
        return None
    parts = [part for part in re.split(rf"[{_BARS}]", text) if part.strip()]
    rules = [_button_rule(part.strip(), known) for part in parts]
    return rules[0] if len(rules) > 1 and all(rules) else None


def _counted_rule(text: str, known: Vocabulary) -> str | None:
    """Return the rule of a button of several words with a count behind it: `View all (23)`; a year is none."""
    button = _COUNT_BEHIND.sub("", text)
    if button == text or len(text) > LONGEST_WEAK_LINE or " " not in button:
        return None
    folded = " ".join(words_of(button, known))
    return next((table[folded] for table in (known.lines, known.below_title, known.weak) if folded in table), None)


def _button_rule(text: str, known: Vocabulary) -> str | None:
    folded = " ".join(words_of(text, known))
    tables = (known.lines, known.below_title, known.weak, known.menu)
    return next((table[folded] for table in tables if folded in table), None)


def _said_of_picture(text: str, words: list[str], known: Vocabulary) -> Said | None:
    if pictures.is_credit(text, known):
        return Said("photo-credit", "credit")
    if pictures.ends_in_credit(text, known) or pictures.is_dated_caption(words, known):
        return Said("photo-credit", "captioned", len(words))
    return None


def markdown_rule(text: str, known: Vocabulary) -> str | None:
    """Return the rule under which a paragraph of Markdown goes: only for prompts, in plain words."""
    if not text[0].isalpha() or text[-1] == ":":
        return None
    return _prompt_rule(text, words_of(text, known), known)
