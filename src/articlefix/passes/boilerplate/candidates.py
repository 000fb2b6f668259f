"""The lines of an article that may be furniture by what they say, weighed by where they stand.

A button says what a heading of a glossary, a step of a manual or an item of a list says as well: `Share`, `Print`,
`Advertisement`. What the other lines around it are tells them apart.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from articlefix.core.document import Document
from articlefix.formats.code import is_of_listing
from articlefix.furniture import pictures
from articlefix.furniture.removal import Decision, decide
from articlefix.furniture.verdicts import (
    LONGEST_WEAK_LINE,
    Said,
    form_rule,
    markdown_rule,
    menu_rule,
    said,
    weak_rule,
)
from articlefix.furniture.vocabulary import Vocabulary, words_of
from articlefix.passes.boilerplate.paging import paging
from articlefix.text.paragraphs import Lines

BODY = 120  # characters: a line of so many is a paragraph
_PROSE = 80  # characters, of a sentence: most captions, standfirsts and teasers have fewer
_MOST_HEADING_WORDS = 3
_LONGEST_ITEM = 60  # characters, as ingredients and addresses have
_FEWEST_ITEMS = 4
_MOST_ITEMS = 20
_FEWEST_WEAK = 3
_FEWEST_SURE = 2  # buttons in a run: words of menus are those of topics, departments and tables of contents
STRAY = "stray-line"
_FAINT = ("faint", "menu", "form")
_WRAPPED_LINE = 45
_MOST_LABEL_WORDS = 2
_MOST_SPEAKING = 4  # words with which a sentence speaks of the one above: "That old sentence"
# Buttons stand beside what falls under these rules; beside a credit or a stamp stands the article as well.
_STRONG = frozenset(
    ("share-prompt", "comment-form", "newsletter-call", "page-navigation", "cookie-notice", "copyright-line")
)
_STOPS = ".!?\N{HORIZONTAL ELLIPSIS}\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
_INTRODUCING = ":,;-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{FULLWIDTH COLON}"
_NO_HEADING = (*_STOPS, ",", ";", ":")
_MARKER = re.compile(r"(\d{1,3})[.)]\s|([-*\u2022\u2013\u25aa\u25cf])\s")
_LICENSE_TERMS = ("hereby granted", "redistribution and use", "warranty", "warranties", "this license document")


class Candidates:
    """The lines of a document that may be furniture, by their index among those that are not blank."""

    def __init__(
        self,
        document: Document,
        lines: Lines,
        known: Vocabulary,
        suspected: Collection[str],
        unlikely: Mapping[int, str],
    ) -> None:
        self.lines = lines
        self.known = known
        self._document = document
        self._unlikely = unlikely
        self.said: dict[int, Said] = {}
        self.faint: set[int] = set()
        # In Markdown, which somebody wrote, prompts go and all else is reported.
        self.only_told: set[int] = set()
        for index, line in enumerate(lines.filled):
            if line.text in suspected and (found := self._said(index)):
                self.said[index] = found
                if found.evidence in _FAINT:
                    self.faint.add(index)
        self._add_last()
        if self._document.format == "text":
            self._add_pages()
        self._title = next((index for index in range(len(lines.filled)) if index not in self.said), -1)
        self._add_unlikely()

    def _said(self, index: int) -> Said | None:
        """Return what a line says, if it is or may be furniture, and no part of code or a passage switched off."""
        line, known = self.lines.filled[index], self.known
        is_text = self._document.format == "text"
        found = None
        if is_text:
            # What stands below nothing but furniture may be the title.
            found = said(line.text, known, is_title=len(self.said) == index)
        elif self.lines.is_set_off(index) and line.text[0].isalpha():
            found = said(line.text, known, is_title=not index)
            if found is not None and not markdown_rule(line.text, known):
                self.only_told.add(index)
        if found is None and is_text and index and (rule := weak_rule(line.text, known)):
            found = Said(rule, "faint")
        if found is None and is_text and index and (rule := menu_rule(line.text, known)):
            found = Said(rule, "menu")
        if found is None and is_text and (rule := form_rule(line.text, known)):
            found = Said(rule, "form")
        if found is None or self._document.is_protected(line.start, line.end, verbatim_only=True):
            return None
        return None if is_of_listing(self._document.text, line.start) else found

    def _add_last(self) -> None:
        """Add the lines below an article that are headings of what stood there: `Comments`, `Tags`."""
        lines, known = self.lines, self.known
        if self._document.format != "text" or not known.last:
            return
        body = next((index for index, line in enumerate(lines.filled) if len(line.text) >= BODY), len(lines.filled))
        for index in range(len(lines.filled) - 1, body, -1):
            line = lines.filled[index]
            if index in self.said and index not in self.faint:
                continue
            rule = known.last.get(" ".join(words_of(line.text[:LONGEST_WEAK_LINE], known)))
            is_button = index in self.faint and self.said[index].evidence == "faint"
            if rule is None and is_button and lines.filled[index - 1].text[-1] in _STOPS:
                rule = self.said[index].rule
            if rule is None or self._document.is_protected(line.start, line.end, verbatim_only=True):
                return
            if not lines.has_blank(index - 1, index):
                return
            self.said[index] = Said(rule, "last")
            self.faint.discard(index)

    def _add_pages(self) -> None:
        """Add what stands at the borders of printed pages."""
        for index, evidence in paging(self.lines):
            line = self.lines.filled[index]
            if not self._document.is_protected(line.start, line.end, verbatim_only=True):
                self.said[index] = Said("page-number", evidence)

    def _add_unlikely(self) -> None:
        """Add the lines that say nothing of furniture, and that are weighed as hardly a part of the article."""
        for index, evidence in self._unlikely.items():
            line = self.lines.filled[index]
            if index not in self.said and not self._document.is_protected(line.start, line.end, verbatim_only=True):
                self.said[index] = Said(STRAY, evidence, len(line.text.split()))

    def below_body(self, rule: str) -> Iterator[int]:
        """Yield the lines below the last paragraph that are furniture of a rule if nothing else is below them."""
        filled, known = self.lines.filled, self.known
        for index in range(self._body[1] + 1, len(filled)):
            text = filled[index].text
            is_label = index not in self.said and len(text) <= LONGEST_WEAK_LINE
            if is_label and known.last.get(" ".join(words_of(text, known))) == rule:
                yield index

    def decisions(self) -> dict[int, Decision]:
        """Return what is done about each line."""
        evidence = {index: list(self._evidence(index)) for index in self.said}
        result = {index: decide(names, self.said[index].lost) for index, names in evidence.items()}
        for run in _runs(self.said):
            strong = any(result[index].goes and self.said[index].rule in _STRONG for index in run)
            is_list = not self._listed.isdisjoint(run)
            weak = self._weak(run)
            sure = [
                index
                for index in run
                if result[index].goes or (index in weak and self.said[index].evidence != "menu")
            ]
            is_run = not is_list and len(sure) >= _FEWEST_SURE and len(weak) >= _FEWEST_WEAK
            for index in run:
                if result[index].goes:
                    continue
                found = self.said[index]
                if strong and found.rule != STRAY and not (is_list and index in self.faint):
                    evidence[index].append("beside")
                if is_run and index in weak:
                    evidence[index].append("run")
                result[index] = decide(evidence[index], found.lost)
        return result

    def _weak(self, run: Iterable[int]) -> set[int]:
        """Return the lines of a run that make each other furniture: of those between paragraphs only buttons."""
        return {
            index for index in run if index in self.faint and (self._is_button(index) or self._is_outside(index))
        }

    @cached_property
    def _listed(self) -> frozenset[int]:
        """The lines of runs that are lists: something introduces them, or a line of the list is none of them."""
        told = [index for index, found in self.said.items() if found.rule != STRAY]
        lists = (run for run in _runs(told) if self._is_introduced_run(run[0]) or self._is_torn(run))
        return frozenset(index for run in lists for index in run)

    def _is_introduced_run(self, index: int) -> bool:
        """Tell whether the line above a run introduces it: it ends in no stop, and is too long for a title."""
        text = self.lines.filled[index - 1].text if index else "."
        return text[-1] in _INTRODUCING or (len(text) > _LONGEST_ITEM and text[-1].isalnum())

    def _is_torn(self, run: Sequence[int]) -> bool:
        """Tell whether a line as short as those of a run stands beside it without a blank line, and stays."""
        neighbours = ((run[0] - 1, run[0]), (run[-1], run[-1] + 1))
        near = [pair for pair in neighbours if pair[0] >= 0 and pair[1] < len(self.lines.filled)]
        return any(
            not self.lines.has_blank(above, below) and self._is_further_item(above if below in run else below)
            for above, below in near
        )

    def _is_further_item(self, index: int) -> bool:
        """Tell whether a line may be an item of a list, and stays; a title is none but among words of menus."""
        text = self.lines.filled[index].text
        is_word = menu_rule(text, self.known) or weak_rule(text, self.known)
        if not _is_item(text) or (index == self._title and not is_word):
            return False
        return index not in self.said or not decide(self._evidence(index)).goes

    def _is_button(self, index: int) -> bool:
        """Tell whether a line is the name of a button: of a form it only may be, and needs more beside it."""
        return index in self.faint and self.said[index].evidence != "form"

    def _evidence(self, index: int) -> Iterator[str]:
        """Yield the names of what is known of a line by itself and by the article around it."""
        found = self.said[index]
        yield found.evidence
        # Between paragraphs a button may be a heading.
        if index in self._unlikely and (found.rule == STRAY or self._is_button_at_end(index)):
            yield from self._weighed(index)
        if self._is_at_end(index):
            yield "end"
        if found.rule == "copyright-line" and _is_license(self._document.text):
            yield "licence"
        if self.is_wrapped(index):
            yield "wrapped"
        if self._is_introduced(index):
            yield "introduced"
        if self._is_item(index):
            yield "item"
        if found.evidence == "captioned" and self._is_prose(index):
            yield "prose"
        if found.evidence in ("beginning", "phrase", "label") and self._is_discussed(index):
            yield "discussed"
        if found.evidence in ("word", *_FAINT):
            yield from self._headings(index)

    def _weighed(self, index: int) -> Iterator[str]:
        """Yield what speaks for and against a line that is weighed as hardly a part of the article."""
        filled = self.lines.filled
        if self.said[index].evidence != self._unlikely[index]:
            yield self._unlikely[index]
        if index == self._title:
            yield "first"
        if self._says_kind(index):
            yield "kind"
        if not {index - 1, index + 1} & self.said.keys():
            yield "alone"
        if filled[index].text[-1] in _STOPS:
            yield "sentence"
        if index + 1 < len(filled) and len(filled[index + 1].text) >= _PROSE:
            yield "above"
        if index > self._body[1] and not self._is_below_furniture(index):
            yield "below" if self._has_furniture else "end-of-article"
        if not self._is_introduced(index) and self._is_in_list_below_colon(index):
            yield "introduced"

    def _is_button_at_end(self, index: int) -> bool:
        return self._is_button(index) and self._is_at_end(index) and index not in self._listed

    # --- where a line stands ----------------------------------------------------------------------------------

    @cached_property
    def _body(self) -> tuple[int, int]:
        """The index of the first paragraph that says nothing of furniture, and of the last; of none, no line."""
        body = [
            index
            for index, line in enumerate(self.lines.filled)
            if len(line.text) >= _PROSE and line.text[-1] in _STOPS and index not in self.said
        ]
        return self._first_and_last(body)

    def _first_and_last(self, indices: Sequence[int]) -> tuple[int, int]:
        """Return the first and the last of some lines; where there is none, what no line is beyond."""
        return (indices[0], indices[-1]) if indices else (-1, len(self.lines.filled))

    def _is_at_end(self, index: int) -> bool:
        first, last = self._body
        return index < first or index > last

    def _is_outside(self, index: int) -> bool:
        """Tell whether all long lines of the article, sentences or not, stand below a line, or all above it."""
        first, last = self._long
        return index < first or last < index

    @cached_property
    def _long(self) -> tuple[int, int]:
        """The index of the first long line that says nothing of furniture, and of the last; of none, no line."""
        filled = self.lines.filled
        return self._first_and_last(
            [index for index, line in enumerate(filled) if len(line.text) >= _PROSE and index not in self.said]
        )

    def is_above_body(self, index: int) -> bool:
        """Tell whether no paragraph of the article stands above a line."""
        return index < self._body[0]

    def is_between(self, index: int) -> bool:
        """Tell whether paragraphs of the article stand above a line and below it."""
        return not self._is_at_end(index)

    @cached_property
    def _plain(self) -> list[tuple[int | None, int | None]]:
        """For each line the next one above and below that is no furniture by what it says.

        They are the same when the text is cleaned again.
        """
        count = len(self.lines.filled)
        above: list[int | None] = []
        last: int | None = None
        for index in range(count):
            above.append(last)
            last = last if index in self.said else index
        below: list[int | None] = []
        last = None
        for index in reversed(range(count)):
            below.append(last)
            last = last if index in self.said else index
        return list(zip(above, reversed(below), strict=True))

    def above(self, index: int) -> int | None:
        """Return the next line above that is no furniture by what it says."""
        return self._plain[index][0]

    def below(self, index: int) -> int | None:
        """Return the next line below that is no furniture by what it says."""
        return self._plain[index][1]

    def is_wrapped(self, index: int) -> bool:
        """Tell whether a line is a part of wrapped prose, or of a table, by its neighbours without a blank line."""
        filled, known = self.lines.filled, self.known
        text = filled[index].text
        above, below = self._plain[index]
        over = "" if above is None or self.lines.has_blank(above, index) else filled[above].text
        under = "" if below is None or self.lines.has_blank(index, below) else filled[below].text
        under = "" if len(under) == 1 and not under.isalnum() else under  # an end mark, which may go as well
        if text[0].islower() and (over or under):
            return True
        if under and under[0].islower() and text[-1].isalpha():
            return True
        if len(over) >= _WRAPPED_LINE and over[-1] in ",;-" and under:
            return True
        if self.said[index].rule != "photo-credit":
            return False
        # On the last line the agency may be whose the article is.
        is_agency = index + 1 == len(filled) and pictures.is_agency_alone(text)
        return is_agency or _has_label(over, known) or _has_label(under, known)

    def _is_introduced(self, index: int) -> bool:
        return index > 0 and index - 1 not in self.said and self.lines.filled[index - 1].text[-1] == ":"

    @cached_property
    def _has_furniture(self) -> bool:
        """Whether anything in the text is furniture by its words."""
        return any(map(self._is_known, self.said))

    def _is_known(self, index: int) -> bool:
        """Tell whether a line is furniture by its words, and no button that may be a heading."""
        return index in self.said and self.said[index].rule != STRAY and index not in self.faint

    def _is_below_furniture(self, index: int) -> bool:
        """Tell whether what is furniture by its words stands above a line, with nothing but short lines between."""
        return index in self._below_furniture

    @cached_property
    def _below_furniture(self) -> frozenset[int]:
        found: list[int] = []
        is_below = False
        for index in range(self._body[1] + 1, len(self.lines.filled)):
            if is_below:
                found.append(index)
            if self._is_known(index):
                is_below = True
            elif index not in self.said and self.lines.filled[index].text[-1] in _STOPS:
                is_below = False
        return frozenset(found)

    def _is_in_list_below_colon(self, index: int) -> bool:
        """Tell whether a line stands among short ones, blank lines between them or not, that a colon introduces."""
        filled = self.lines.filled
        top = index
        while top > 0 and index - top < _MOST_ITEMS:
            above = filled[top - 1].text
            if above[-1] == ":":
                return top - 1 not in self.said or self.said[top - 1].rule == STRAY
            if not _is_item(above):
                return False
            top -= 1
        return False

    def _is_prose(self, index: int) -> bool:
        text = self.lines.filled[index].text
        return pictures.is_prose(text, words_of(text, self.known), self.known)

    def _is_discussed(self, index: int) -> bool:
        """Tell whether the next line speaks of this one, as in `That sentence is a saying`."""
        if index + 1 >= len(self.lines.filled) or index + 1 in self.said:
            return False
        words = words_of(self.lines.filled[index + 1].text[:LONGEST_WEAK_LINE], self.known)
        return not self.known.messages.isdisjoint(words[:_MOST_SPEAKING])

    def _is_item(self, index: int) -> bool:
        """Tell whether a line is numbered as others are, or stands among the short lines of a list."""
        marker = _MARKER.match(self.lines.filled[index].text)
        if marker:
            return marker[2] in self._markers
        near = range(index - _FEWEST_ITEMS, index + _FEWEST_ITEMS + 1)
        if sum(other not in self.said for other in near) < _FEWEST_ITEMS:
            return False  # whatever the lines say
        tight = self._tight(index)
        items = [other for other in tight if other not in self.said]
        return len(items) >= _FEWEST_ITEMS and all(_is_item(self.lines.filled[other].text) for other in tight)

    @cached_property
    def _markers(self) -> frozenset[str | None]:
        """The marks of the items that say nothing of furniture: a bullet, or none where they are numbered."""
        filled = enumerate(self.lines.filled)
        found = (_MARKER.match(line.text) for index, line in filled if index not in self.said)
        return frozenset(marker[2] for marker in found if marker)

    def _tight(self, index: int) -> Sequence[int]:
        """Return the lines around one without a blank line among them, as far as a list may be looked through."""
        filled = self.lines.filled
        first = last = index
        while first > 0 and index - first < _FEWEST_ITEMS and filled[first - 1].gaps == filled[index].gaps:
            first -= 1
        while (
            last + 1 < len(filled) and last - index < _FEWEST_ITEMS and filled[last + 1].gaps == filled[index].gaps
        ):
            last += 1
        return range(first, last + 1)

    # --- headings ---------------------------------------------------------------------------------------------

    def _headings(self, index: int) -> Iterator[str]:
        """Yield whether a line returns, or else whether it may be one of the headings of the article."""
        text = self.lines.filled[index].text
        recurs = self._times[text.casefold()] > 1
        if recurs and index not in self.faint:
            yield "recurs"
        if recurs or not self._is_heading(index):
            return
        is_loud, has_blank = text.isupper(), self.lines.has_blank(index, index + 1)
        others = self._shapes[is_loud, has_blank] - (index in self._like_headings)
        if others:
            yield "heading" if others == 1 else "headings"

    def may_be_heading(self, index: int, beside: Collection[int]) -> bool:
        """Tell whether the article has headings other than the lines at some places, and a line may be one of them.

        A question is a heading in an article that has headings, and so is what is no longer than another of them.
        """
        text = self.lines.filled[index].text
        others = [self.lines.filled[other].text for other in self._subheads if other not in beside]
        longest = max((len(other.split()) for other in others), default=-1)
        return longest >= len(text.split()) or (longest > 0 and text.endswith("?"))

    def _says_kind(self, index: int) -> bool:
        """Tell whether a line is no button and says what the article is: `Original Paper`."""
        text = self.lines.filled[index].text
        return index not in self.faint and " ".join(words_of(text, self.known)) in self.known.kinds

    @cached_property
    def _subheads(self) -> list[int]:
        """The lines between the paragraphs that may be headings of any length: no sentence, and above one."""
        filled = self.lines.filled
        first, last = self._body
        return [
            index
            for index in range(max(first, 0), min(last, len(filled) - 1))
            if index not in self.said
            and len(filled[index].text) < _PROSE
            and not filled[index].text.endswith(_NO_HEADING)
            and len(filled[index + 1].text) >= _PROSE
        ]

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(line.text.casefold() for line in self.lines.filled if len(line.text) <= LONGEST_WEAK_LINE)

    def _is_heading(self, index: int) -> bool:
        """Tell whether a line is short and stands above a sentence that says nothing of furniture."""
        filled = self.lines.filled
        if index + 1 >= len(filled) or index + 1 in self.said or not index:
            return False
        if index - 1 in self.said:
            return False  # two buttons
        text, under = filled[index].text, filled[index + 1].text
        return (
            len(text.split()) <= _MOST_HEADING_WORDS and not text.endswith(_NO_HEADING) and under[-1] in _NO_HEADING
        )

    @cached_property
    def _like_headings(self) -> frozenset[int]:
        """The lines that may be headings, below the first sentence, above which a byline may stand."""
        filled = self.lines.filled
        first = next((at for at, line in enumerate(filled) if line.text[-1] in _STOPS), len(filled))
        return frozenset(
            index
            for index in range(first, len(filled))
            if (index not in self.said or index in self.faint)
            and self._is_heading(index)
            and self._times[filled[index].text.casefold()] == 1
        )

    @cached_property
    def _shapes(self) -> Counter[tuple[bool, bool]]:
        """How many headings are in capitals or not, and have a blank line below them or not."""
        return Counter(
            (self.lines.filled[index].text.isupper(), self.lines.has_blank(index, index + 1))
            for index in self._like_headings
        )


def _runs(indices: Iterable[int]) -> Iterator[list[int]]:
    """Yield the runs of lines that follow one another."""
    run: list[int] = []
    for index in sorted(indices):
        if run and index != run[-1] + 1:
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _is_item(text: str) -> bool:
    return len(text) <= _LONGEST_ITEM and text[-1] not in _STOPS


def _is_license(text: str) -> bool:
    """Tell whether a text is, or holds, the terms of a licence, of which the line of copyright is a part."""
    folded = text.casefold()
    return any(phrase in folded for phrase in _LICENSE_TERMS)


def _has_label(text: str, known: Vocabulary) -> bool:
    """Tell whether a line has a label of its own, as in a list of awards or of facts."""
    label, colon, _ = text.partition(": ")
    return bool(colon) and len(label.split()) <= _MOST_LABEL_WORDS and not pictures.is_credit(text, known)
