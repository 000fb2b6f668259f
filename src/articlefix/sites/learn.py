"""Learn which lines recur over the articles of one site.

The articles are read twice: once to count the shapes of their lines, once to see where those that recur stand. A
line that recurs may also be the article's: a heading, the title of a column, how an author ends. Where neither its
words nor its place tell, it comes into the profile with the reason why it is kept, and a person decides.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from articlefix.core.document import Document
from articlefix.furniture.verdicts import judge
from articlefix.furniture.vocabulary import Vocabulary, vocabulary
from articlefix.languages import UNDETERMINED, language
from articlefix.languages.detection import detect
from articlefix.sites import recurring
from articlefix.sites.recurring import LONGEST, NAME, PLACES, Entry, Profile
from articlefix.text.paragraphs import Lines

FEWEST_ARTICLES = 3
"""What stands in fewer articles may be there by chance, or as a quotation."""

SHARE = 0.2
"""In which share of the articles a line must stand: a prompt may be shown in one of four, and few phrases of
editors return as often."""

STEADY = 0.5
"""In which share of the articles a line stands that belongs to the page, whatever is on it."""

_BUCKET = 500  # articles, after which the shapes that are rare so far are forgotten
_RARE_PLACE = 0.1  # of a line's occurrences: a place that is seen less often is chance
_MOSTLY = 0.8  # of the occurrences: now and then a box lacks a line, or an article its box
_HALF = 0.5
_MOST_HEADLINES = 10  # below "More from us"; lists that are longer are rare, and may be the article
_FEWEST_OF_BOX = 3  # lines: two sentences that always follow each other may be how an author ends
_BOX = frozenset(("newsletter-call", "related-links", "comment-form"))
"""Rules of furniture that comes in boxes of several lines, of which one may tell what the others are."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_OPEN = re.compile(r"\{(?:number|date|name)\}")
_ORDER = {name: number for number, name in enumerate(PLACES)}
_HEADING = "stands between paragraphs, and may be a heading"
_SENTENCE = "stands between paragraphs, and may be a sentence of the articles"


class Learned(NamedTuple):
    """A profile, and how many articles were left out since they are copies of others."""

    profile: Profile
    copies: int


def learn(articles: Callable[[], Iterable[str]], share: float = SHARE) -> Learned:
    """Return what recurs in at least `share` of the articles, and in `FEWEST_ARTICLES`.

    `articles` gives the texts, the same each time it is called. Memory grows with what recurs, not with what is
    read: a line may be missed whose count is above the threshold by less than one article in five hundred.
    """
    counts, copies = _Counts(), _Copies()
    for lines in copies.less(articles()):
        counts.add(lines)
    sites = {form: _Seen() for form in counts.recurring(share)}
    steady = frozenset(counts.recurring(STEADY))
    tags: Counter[str] = Counter()
    for lines in _Copies().less(articles()):
        _observe(lines, sites, steady)
        tags[detect("\n".join(lines))] += 1
    known = vocabulary(language(max(tags, key=tags.__getitem__, default=UNDETERMINED)))
    return Learned(Profile(counts.articles, tuple(_entries(sites, counts.articles, known))), copies.count)


class _Copies:
    """Leave out articles that were given before, whatever furniture stood around them: their paragraphs tell."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self.count = 0

    def less(self, texts: Iterable[str]) -> Iterator[list[str]]:
        """Yield the lines of each text that is no copy."""
        for text in texts:
            lines = [line.text for line in Lines(Document(text)).filled]
            key = hash(tuple(filter(recurring.is_prose, lines)) or tuple(lines))
            if key in self._seen:
                self.count += 1
            else:
                self._seen.add(key)
                yield lines


class _Counts:
    """In how many articles each shape stands, by lossy counting (Manku and Motwani, 2002).

    Each bucket of articles ends with the shapes forgotten that can have stood in no more articles than there were
    buckets, so that a count is short by one for a bucket at most.
    """

    def __init__(self) -> None:
        self.articles = 0
        self._table: dict[str, list[int]] = {}  # shape: count, and what it may be short by

    def add(self, lines: Sequence[str]) -> None:
        """Count the lines of one more article."""
        self.articles += 1
        bucket = self.articles // _BUCKET
        for form in dict.fromkeys(recurring.shape(line) for line in lines if _is_looked_at(line)):
            self._table.setdefault(form, [0, bucket])[0] += 1
        if self.articles % _BUCKET == 0:
            self._table = {form: counts for form, counts in self._table.items() if sum(counts) > bucket}

    def recurring(self, share: float) -> list[str]:
        """Return the shapes that stand in at least `share` of the articles."""
        least = max(FEWEST_ARTICLES, share * self.articles)
        return [form for form, (count, _) in self._table.items() if count >= least]


def _is_looked_at(line: str) -> bool:
    # What cannot be printed cannot be edited by a person either.
    return len(line) <= LONGEST and line.isprintable()


class _Seen:
    """What was seen of the lines of one shape over the articles of the site."""

    def __init__(self) -> None:
        self.text = ""  # as it was written first
        self.rule = ""  # under which it would go for what it says
        self.articles = 0
        self.occurrences = 0
        self.places: Counter[str] = Counter()
        self.neighbours: Counter[str] = Counter()  # the shapes that recur above and below it
        self.listed = 0  # how often it stands among headlines, under a steady line
        self.headlines: Counter[int] = Counter()  # how many headlines stand between it and the next steady line
        self.leads = 0  # how often what stands under it is the article's
        self.ends = 0  # how often it stands right under a paragraph of the article


def _observe(lines: Sequence[str], sites: dict[str, _Seen], steady: Collection[str]) -> None:
    """Note where the lines that recur stand in one article; `steady` are those of most articles."""
    forms = {
        index: form
        for index, line in enumerate(lines)
        if _is_looked_at(line) and (form := recurring.shape(line)) in sites
    }
    first, last = recurring.body(lines, forms)
    for form in set(forms.values()):
        sites[form].articles += 1
    for index, form in forms.items():
        seen = sites[form]
        seen.text = seen.text or lines[index]
        seen.occurrences += 1
        seen.places[recurring.place(index, first, last)] += 1
        seen.neighbours.update({forms[other] for other in forms.keys() & {index - 1, index + 1}})
        seen.ends += index - 1 not in forms and index > 0 and recurring.is_prose(lines[index - 1])
    _observe_what_stands_under(lines, forms, sites, steady, last)


def _observe_what_stands_under(
    lines: Sequence[str], forms: Mapping[int, str], sites: dict[str, _Seen], steady: Collection[str], last: int
) -> None:
    """Note what stands between each steady line and the next: headlines of other stories, or the article's own.

    `forms` are the lines that recur, by their index; `last` is that of the article's last paragraph.
    """
    ends = [index for index, form in forms.items() if form in steady]
    for index, following in pairwise([*ends, len(lines)]):
        between = range(index + 1, following)
        if not between or (following < len(lines) and _are_headlines(lines[index + 1 : following])):
            sites[forms[index]].headlines[len(between)] += 1
            for other in between if index > last else ():
                if other in forms:
                    sites[forms[other]].listed += 1
        else:
            sites[forms[index]].leads += 1


def _are_headlines(lines: Sequence[str]) -> bool:
    return len(lines) <= _MOST_HEADLINES and all(map(recurring.is_headline, lines))


def _entries(sites: dict[str, _Seen], articles: int, known: Vocabulary) -> list[Entry]:
    """Return the entries: those that go first, by their place and by how often they were seen.

    Headlines under a line such as `More stories` go with it, and a credit with its caption, which differs.
    """
    for seen in sites.values():
        (rule,), (weak,) = judge([seen.text], known)
        seen.rule = rule or weak or ""
    sites = {
        form: seen
        for form, seen in sites.items()
        if seen.listed < _HALF * seen.occurrences and seen.rule != "photo-credit"
    }
    keeps = {form: _keep(form, seen, articles) for form, seen in sites.items()}
    _acquit_boxes(sites, keeps)
    entries = [
        Entry(
            recurring.template(seen.text),
            _places(seen),
            seen.articles,
            0 if keeps[form] else _headlines(seen),
            keeps[form],
        )
        for form, seen in sites.items()
    ]
    return sorted(entries, key=lambda entry: (bool(entry.keep), _ORDER[entry.places[0]], -entry.articles))


def _places(seen: _Seen) -> tuple[str, ...]:
    """Return where a line stands, less where it was seen by chance."""
    least = _RARE_PLACE * seen.occurrences
    return tuple(name for name in PLACES if seen.places[name] > least)


def _keep(form: str, seen: _Seen, articles: int) -> str:
    """Return why a line may be the article's, or nothing."""
    words = _WORD.findall(_OPEN.sub(" ", form))
    if not words:
        return "holds a number, a date or marks alone"
    if NAME in form and all(word in recurring.before_names() for word in words):
        return "names the author"
    return "" if seen.rule else _doubt(form, seen, articles)


def _doubt(form: str, seen: _Seen, articles: int) -> str:
    """Return why a line may be the article's by its place, where its words do not say what it is."""
    if NAME in form:
        return "names someone, and may be a title"
    is_sentence = recurring.ends_sentence(seen.text)
    places = _places(seen)
    if "inside" in places:
        return _SENTENCE if is_sentence else _HEADING
    if "tail" in places:
        if seen.ends > _HALF * seen.occurrences and is_sentence:
            return "stands right under the article, and may be how its author ends"
        if seen.leads > _HALF * seen.occurrences:
            return _HEADING
    if "head" in places and seen.articles < _HALF * articles:
        return "stands above the article now and then, and may be the title of a column"
    return ""


def _acquit_boxes(sites: dict[str, _Seen], keeps: dict[str, str]) -> None:
    """Let the lines between paragraphs go that stand together in a box.

    One line of a box may tell by its words what all are. Without that, it is three lines or more, always the same
    and always together, of which one is a sentence: no heading has such company.
    """
    for box in _boxes(sites):
        members = [form for form in box if keeps[form] in (_HEADING, _SENTENCE)]
        is_told = any(sites[form].rule in _BOX and not keeps[form] for form in box)
        is_fixed = len(box) >= _FEWEST_OF_BOX and "{" not in "".join(box) and _SENTENCE in map(keeps.get, box)
        if is_told or is_fixed:
            keeps.update(dict.fromkeys(members, ""))


def _boxes(sites: dict[str, _Seen]) -> Iterable[set[str]]:
    """Return the lines that mostly stand together, by the box of each."""
    boxes: dict[str, set[str]] = {}
    for form, seen in sites.items():
        for other, count in seen.neighbours.items():
            if other in sites and count >= _MOSTLY * max(seen.occurrences, sites[other].occurrences):
                box = boxes.get(form, {form}) | boxes.get(other, {other})
                boxes.update(dict.fromkeys(box, box))
    return boxes.values()


def _headlines(seen: _Seen) -> int:
    """Return how many headlines of other stories stand under a line, where that is the same in most articles."""
    if _places(seen) != ("tail",):
        return 0
    number, count = max(seen.headlines.items(), key=lambda item: item[1], default=(0, 0))
    return number if count >= _MOSTLY * seen.occurrences else 0
