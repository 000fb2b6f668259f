"""The words and phrases of page furniture in a language, and a line cut into words."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache, cached_property
from itertools import chain, pairwise

from articlefix.languages import ANY, language
from articlefix.languages.tables import ByRule, Language, merged
from articlefix.scan.lazy import lazy

_WORD = re.compile(r"[^\W\d_]+|\d+")
# A capital after a small letter begins a new phrase: "ShareTweetEmail", "Save this storySave this story"; so
# does the last capital of a run before a small letter: "SHARE THIS STORYSave". The class comes first and the
# conditions look back, so that the search runs at the speed of a class.
_GLUED_CAPITAL = re.compile(r"[A-Z](?:(?<=[a-z].)|(?<=[A-Z]{2}.)(?=[a-z]))")


# Han, kana and what stands among them; Hangul, behind them, has spaces. Source: the Unicode blocks.
_UNPARTED = lazy(r"[\u2e80-\u9fff]")

TOLD_BY = 2  # words, or characters where no space parts words: what of a form is looked for first

# The letter of each part of a prompt, by which the grammar of `prompts` reads a line, and of a date line.
_PARTS = {
    "share": "a",
    "save": "k",
    "spread": "r",
    "call": "v",
    "channel": "e",
    "thing": "n",
    "thing_or_call": "p",
    "service": "s",
    "us": "u",
    "this": "t",
    "small": "d",
    "preposition": "o",
    "write": "w",
    "comment": "c",
    "remark": "f",
}
_STAMP_PARTS = {
    "other": "x",
    "weekday": "w",
    "time": "t",
    "read": "r",
    "minutes": "i",
    "ago": "g",
    "month": "m",
    "published": "p",
}


class Vocabulary:
    """What furniture is known by in a text of one language: its own words and those of any language.

    `letters` maps a word to its part in a prompt, the first of several, and `verb_last` are those that may end
    one; `lines`, `below_title`, `weak` and `last` map a whole folded line to its rule; `begins` maps a rule to
    the folded beginnings of its lines, each with a space behind it if its script has spaces, and `needs` to what
    one of which must be there as well; `ends` are the endings of lines of copyright; `before_title` maps a label
    to its rule; `forms` tells the rule of a folded line of many forms, and `things` are what pages have;
    `stamp` maps a word to its part in a date line; `credits` holds the words in and around the credit of a
    picture; `kinds` are what a line may say that the article is; `reporting` are the words of a line that
    reports. `inside` are the phrases that stand within paragraphs, and a sentence that begins with one of
    `calls` and holds one of `ours` may be one.
    """

    __slots__ = (
        "before_title",
        "begins",
        "below_title",
        "bracketed",
        "calls",
        "counted",
        "credits",
        "ends",
        "forms",
        "inside",
        "kinds",
        "last",
        "letters",
        "lines",
        "menu",
        "messages",
        "needs",
        "notes",
        "opens",
        "ours",
        "reporting",
        "stamp",
        "things",
        "verb_last",
        "weak",
    )

    def __init__(self, known: Language) -> None:
        lines = known.lines
        self.letters = _by_word(known.prompts, _PARTS)
        self.verb_last = known.prompts.verb_last
        self.lines = _by_phrase(lines.whole)
        self.below_title = _by_phrase(lines.below_title) | dict.fromkeys(lines.opens, "related-links")
        self.weak = _by_phrase(lines.weak)
        self.menu = _by_phrase(lines.menu)
        self.counted = frozenset(lines.counted)
        self.bracketed = {
            rule: tuple(f"{phrase} " for phrase in phrases) for rule, phrases in lines.bracketed.items()
        }
        self.last = _by_phrase(lines.last)
        self.kinds = frozenset(lines.kinds)
        self.begins = {rule: tuple(map(_whole_words, phrases)) for rule, phrases in lines.begins.items()}
        self.needs = lines.needs
        self.ends = lines.ends.get("copyright-line", ())
        self.forms = Forms(lines.forms, known.prompts.service)
        self.things = lines.things
        self.before_title = _by_phrase(lines.before_title)
        self.stamp = _by_word(known.stamp, _STAMP_PARTS)
        self.credits = known.credits
        self.reporting = known.words.reporting
        self.opens = frozenset(lines.opens)
        self.messages = known.words.messages
        self.inside = frozenset(known.inside.phrases)
        self.notes = known.inside.notes
        self.calls = known.inside.calls
        self.ours = known.inside.ours


class Forms:
    """Lines of many forms: a few choices in a row stand for thousands of lines, so that these are never listed.

    Spaces are not looked at: a choice that is empty leaves one too many.
    """

    def __init__(self, by_rule: ByRule, services: Collection[str]) -> None:
        self._by_rule = by_rule
        self._services = tuple(services)

    def rule_of(self, folded: str) -> str | None:
        """Return the rule of a folded line.

        >>> forms = Forms({"share-prompt": ("(share|post) (it |)on *",)}, {"facebook"})
        >>> forms.rule_of("share on facebook"), forms.rule_of("post it on time")
        ('share-prompt', None)
        """
        bare = folded.replace(" ", "")
        return next((rule for rule, form in self._by_first.get(bare[:1], ()) if _fits(form, bare, 0, 0)), None)

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[str, list[tuple[str, ...]]]]]:
        """Return for each first letter the forms of it: what may stand first, second and so on, and the rule."""
        found: dict[str, list[tuple[str, list[tuple[str, ...]]]]] = {}
        for rule, forms in self._by_rule.items():
            for form in ([*map(self._choices, _parts(each))] for each in forms):
                for letter in _first_letters(form):
                    found.setdefault(letter, []).append((rule, form))
        return found

    def _choices(self, part: str) -> tuple[str, ...]:
        choices = part.replace(" ", "").split("|")
        return tuple(name for choice in choices for name in self._named(choice))

    def _named(self, text: str) -> Iterable[str]:
        return (text.replace("*", name) for name in self._services) if "*" in text else (text,)

    def openings(self) -> set[tuple[str, str]]:
        """Return the first two words of the lines, the second empty where there is none.

        Where no space parts words, the first two characters stand for the first. Behind the name of a service
        anything may follow: the second word is `*`.

        >>> sorted(Forms({"": ("(share|post|*) (it |)on *",)}, {"x"}).openings())
        [('post', 'it'), ('post', 'on'), ('share', 'it'), ('share', 'on'), ('x', '*')]
        """
        heads = {head for form in chain.from_iterable(self._by_rule.values()) for head in _heads("", _parts(form))}
        found: set[tuple[str, str]] = set()
        for first, second, *_ in (f"{head}  ".split(" ") for head in heads):
            found.update((name, "*" if "*" in first else second) for name in self._named(first))
        return found


def _parts(form: str) -> list[str]:
    """Return what stands inside brackets and what between them.

    >>> _parts("(older|newer) posts")
    ['older|newer', ' posts']
    """
    return [part for part in re.split("[()]", form) if part]


def _first_letters(form: list[tuple[str, ...]]) -> set[str]:
    letters: set[str] = set()
    for choices in form:
        letters.update(choice[:1] for choice in choices)
        if "" not in choices:
            break
    return letters - {""}


def _fits(form: list[tuple[str, ...]], text: str, part: int, place: int) -> bool:
    """Tell whether one choice of each part, from this on, makes the text from this place on."""
    if part == len(form):
        return place == len(text)
    return any(
        text.startswith(choice, place) and _fits(form, text, part + 1, place + len(choice)) for choice in form[part]
    )


def _heads(before: str, parts: list[str]) -> Iterator[str]:
    """Yield what a form may begin with, up to its second word."""
    words = before.split()
    is_unspaced = len(before) >= TOLD_BY and is_unparted(before[:TOLD_BY])
    enough = 1 if "*" in before else TOLD_BY
    if parts and not is_unspaced and len(words) <= enough - (before[-1:] == " "):
        for choice in parts[0].split("|"):
            yield from _heads(f"{before}{choice}".lstrip(), parts[1:])
    else:
        yield before[:TOLD_BY] if is_unspaced else " ".join(words[:TOLD_BY])


@cache
def vocabulary(own: Language) -> Vocabulary:
    """Return the vocabulary for texts in a language.

    >>> from articlefix.languages import language
    >>> "anzeige" in vocabulary(language("de")).lines, "anzeige" in vocabulary(language("en")).lines
    (True, False)
    """
    return Vocabulary(merged(own, language(ANY)))


def _whole_words(phrase: str) -> str:
    """Return a beginning with the space that ends its last word, where the script has spaces between words.

    >>> _whole_words("we use cookies"), _whole_words("未经许可")
    ('we use cookies ', '未经许可')
    """
    return phrase if is_unparted(phrase) else f"{phrase} "


def is_unparted(phrase: str) -> bool:
    """Tell whether no space need follow a phrase: it ends in a letter of Chinese or Japanese."""
    return _UNPARTED.match(phrase[-1]) is not None


def _by_word(table: tuple[frozenset[str], ...], letters: dict[str, str]) -> dict[str, str]:
    """Return the letter of each word, that of its first part."""
    parts = [(getattr(table, part), letter) for part, letter in letters.items()]
    return {word: letter for words, letter in reversed(parts) for word in words}


def _by_phrase(table: ByRule) -> dict[str, str]:
    return {phrase: rule for rule, phrases in table.items() for phrase in phrases}


def holds_unparted(word: str) -> bool:
    """Tell whether letters of Chinese or Japanese stand in a word, which may then be several."""
    return _UNPARTED.search(word) is not None


def in_small_letters(word: str) -> str:
    """Return a word in small letters, the capital of a Turkish `i` as one character.

    >>> in_small_letters("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}lgili")
    'ilgili'
    """
    return word.casefold().replace("i\N{COMBINING DOT ABOVE}", "i")


def words_of(text: str, known: Vocabulary) -> list[str]:
    """Return the words of `text` in small letters, glued ones apart, less names such as YouTube.

    >>> from articlefix.languages import language
    >>> known = vocabulary(language("en"))
    >>> words_of("ShareTweetLinkedIn (3)", known), words_of("LinkedIn", known)
    (['share', 'tweet', 'linked', 'in', '3'], ['linkedin'])
    >>> words_of("SAVE THIS STORYSave our page", known)
    ['save', 'this', 'story', 'save', 'our', 'page']
    """
    if not has_glue(text):
        return list(map(in_small_letters, _WORD.findall(text)))
    words: list[str] = []
    for word in _WORD.findall(text):
        folded = in_small_letters(word)
        if word.islower() or word.isupper() or word[1:].islower() or folded in known.letters:
            words.append(folded)
        else:
            words += map(in_small_letters, glued_parts(word))
    return words


def glue(text: str) -> Iterator[int]:
    """Yield the places of the capitals at which words may be glued."""
    return (match.start() for match in _GLUED_CAPITAL.finditer(text))


def has_glue(text: str) -> bool:
    """Tell whether words may be glued anywhere."""
    return _GLUED_CAPITAL.search(text) is not None


def glued_parts(text: str) -> list[str]:
    """Return `text` cut where a capital follows a small letter.

    >>> glued_parts("Save this storySave this tale")
    ['Save this story', 'Save this tale']
    """
    places = [0, *glue(text), len(text)]
    return [text[start:end] for start, end in pairwise(places)]
