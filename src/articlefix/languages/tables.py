"""The types of a language file: every table and key that one may hold, and what each means.

A file is built into these values by the names and types of their fields, so that this module is the schema: a key
that no field has, or a value of another type, is an error. docs/add-a-language.md tells the same with examples.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

Words = frozenset[str]
"""Words, written as one string with white space between them; their order says nothing."""

Phrases = tuple[str, ...]
"""Phrases, written as a list; or words whose order is kept, written as one string."""

ByRule = Mapping[str, Phrases]
"""The phrases of each rule of the pass boilerplate, by the name of the rule."""

_NOTHING: ByRule = MappingProxyType({})
_Table = TypeVar("_Table", bound=tuple[Any, ...])


class Quotes(NamedTuple):
    """The double quotation marks: pairs of an opening and a closing mark, the usual pair first."""

    double: Phrases = ()
    inner_space: str = ""
    """The space that belongs inside guillemets: a no-break space in French."""
    singles: bool = False
    """Whether quotations within quotations have single marks, which the text then shares with apostrophes."""


class Habits(NamedTuple):
    """How the language sets marks, spaces and numbers. Where nothing is told, no rule asks for a change."""

    closed_marks: bool = False
    """`; : ? !` follow the word before them without a space."""
    closed_percent: bool = False
    """A percent sign follows its number without a space."""
    currency_first: bool = False
    """A sign of currency stands before its amount, without a space."""
    closed_ellipsis: bool = False
    """An ellipsis that ends a line or a quotation follows the word before it without a space."""
    plain_spaces: bool = False
    """No typography asks for a no-break space between two words, so that one is debris."""
    spaced_marks: str = ""
    """The marks that have a no-break space before them, and after a guillemet that opens."""
    even_dashes: bool = False
    """A dash has a space on both sides or on none."""
    apostrophe_within_words: bool = False
    """An apostrophe stands before an ending or parts two sounds: `Ankara’da` in Turkish, `п’ять` in Ukrainian."""
    spaced_dash: str = ""
    """The dash between two words, with a space on either side; nothing where dashes stand close to words."""
    parted_clauses: bool = False
    """A space follows what ends a sentence or a clause; words and capitals suffice to tell where it was lost."""
    parted_words: bool = False
    """Function words and sentence starts suffice to tell where a space between two words was lost."""
    doubled_comma_is_error: bool = False
    """Two commas are a mistake, and no low quotation mark as typed in German or Dutch (`,,Ja''`)."""
    inverted_marks: bool = False
    """A question or an exclamation begins with an inverted mark, and a space before it."""
    arabic_marks: bool = False
    """A space follows an Arabic comma, semicolon or question mark."""
    ano_teleia: bool = False
    """A raised dot is a semicolon, without a space before it."""
    full_width_marks: str = ""
    """Marks that fill a square, so that no space follows them."""
    full_width_letters: bool = False
    """Latin letters may be set in full width, among ideographs."""
    suffixes_behind_marks: bool = False
    """A word is inflected behind the mark that closes a quotation: `“Hürriyet”e` in Turkish."""
    parts_ligatures: bool = False
    """A zero-width non-joiner parts letters that must not make a ligature: `Auf-lage`."""
    mac_letters: bool = False
    """A control character within a word is an accented letter of an old Macintosh."""
    american_stops: bool = False
    """Comma and full stop stand inside quotation marks, whatever the sense. For a region."""


class WordLists(NamedTuple):
    """Words by what they do in a sentence."""

    articles: Words = frozenset()
    """Articles, with which no name of a person begins."""
    before_names: Words = frozenset()
    """What stands before the names in a byline: `by`."""
    reporting: Words = frozenset()
    """Words of a line that reports what somebody says, and so is no call to the reader: `she`, `said`."""
    messages: Words = frozenset()
    """What a text calls a line that it has quoted: `sentence`, `notice`."""
    small_words: Words = frozenset()
    """Small words beside the function words, which tell no language."""
    sentence_starts: Words = frozenset()
    """Words with which sentences commonly begin, beside the function words."""
    speech_verbs: Words = frozenset()
    """Verbs that attribute speech, as they follow a quotation: `said`."""
    conjunctions: Words = frozenset()
    """What follows the hyphen of a part that is left out: `pre- and post-war`, `Vor- und Nachteile`."""
    naming: Words = frozenset()
    """Words before markup that a sentence talks about, and no page left: `Type &nbsp; for a space`."""
    markup: Words = frozenset()
    """What a sentence calls the markup that it names, behind it: `the <b> tag`, `ein <b>-Element`."""
    first_parts: Words = frozenset()
    """First words of compounds that are written with a hyphen: `well-known`."""
    last_parts: Words = frozenset()
    """Last words of such compounds: `state-owned`."""
    endings: Words = frozenset()
    """Ends of words that are no words themselves, as a hyphen at a line end leaves them: `tion`."""
    numbered: Words = frozenset()
    """What a number belongs to, so that it marks no note: `vol`, `step`. Those of any language are added."""
    editors_marks: Phrases = ()
    """What editors of a wiki put in square brackets, `#` for a number: `citation needed`, `note #`."""
    lost_ligatures: Phrases = ()
    """Pieces of words that lost fi, fl or ff where a space is: those before it, a colon, those behind it."""


class Dialects(NamedTuple):
    """Beginnings of words that tell one spelling of the language from another."""

    american: Phrases = ()
    british: Phrases = ()


class Elisions(NamedTuple):
    """Words that lose letters at an apostrophe, written without it."""

    initial: Words = frozenset()
    """They begin with an apostrophe, and are nothing else without it: `twas`."""
    ambiguous: Words = frozenset()
    """They may begin with one, and are words of their own as well: `cause`."""
    final: Words = frozenset()
    """They may end with one: `ol`, `an`."""
    sure_final: Words = frozenset()
    """They end with one where a character was lost behind them."""
    before_vowel: Words = frozenset()
    """They lose their vowel before another, and the apostrophe joins both words: `qu` in `qu’il`."""


class Contractions(NamedTuple):
    """The two sides of an apostrophe within a word: `don’t`, `they’ll`."""

    endings: Words = frozenset()
    """What follows it."""
    negated: Words = frozenset()
    """What stands before `t`."""
    pronouns: Words = frozenset()
    """What stands before any other ending."""
    others: Words = frozenset()
    """What stands before an ending of two letters or `d`, beside the pronouns."""
    unfinished: Words = frozenset()
    """What is no word before `s`, but the beginning of one whose last letter has an accent: `caf`."""


class Initialisms(NamedTuple):
    """Initialisms that are written with full stops, by their letters."""

    sure: Words = frozenset()
    """Never a person's initials."""
    likely: Words = frozenset()
    """Initials of a person as well."""
    states: Words = frozenset()
    """States and districts, which follow a city and a comma."""
    lower: Words = frozenset()
    """In small letters."""


class DropCaps(NamedTuple):
    """What tells that a capital was split off its word at the beginning of a paragraph."""

    words: Words = frozenset()
    """Words that begin a text, beside the function words."""
    letters: str = ""
    """Capitals that are words of the language: `A`, `I`."""
    tails: Words = frozenset()
    """What is no word after one of these letters: `nd` in `A nd`."""


class Grammar(NamedTuple):
    """The closed word classes that tell where a word is missing."""

    determiners: Words = frozenset()
    conjunctions: Words = frozenset()
    stranded: Words = frozenset()
    seldom_last: Words = frozenset()
    unstranded: Words = frozenset()
    phrases: str = ""
    """A pattern."""
    after_the: Words = frozenset()
    after_an: Words = frozenset()
    after_a: Words = frozenset()
    possessives: Words = frozenset()
    after_possessives: Words = frozenset()
    before_of: Words = frozenset()
    finite: Words = frozenset()
    relatives: Words = frozenset()
    appositions: Words = frozenset()
    stumbles: Words = frozenset()
    asides: str = ""
    """A pattern."""
    publishing: Words = frozenset()
    telling: Words = frozenset()
    saying: Words = frozenset()
    passing: Words = frozenset()
    """What goes past `by`, with nothing behind it: `two years slipped by`."""
    doubled: Words = frozenset()


class Prompts(NamedTuple):
    """The words that prompts are made of, by their part in one: `Save this story`, `Diesen Artikel teilen`.

    A word that stands under two parts has the first of them.
    """

    share: Words = frozenset()
    """Says to share, and may stand alone: `Share`."""
    save: Words = frozenset()
    """Keeps a copy, and needs a thing: `Save article`."""
    spread: Words = frozenset()
    """Keeps or spreads, as a paraphraser may say."""
    call: Words = frozenset()
    """Any other call: `Follow us`, `Sign up for …`."""
    channel: Words = frozenset()
    """Verb, noun and service in one: `Email`, `Print`."""
    thing: Words = frozenset()
    """The thing: `story`."""
    thing_or_call: Words = frozenset()
    """Noun or verb: `post`."""
    service: Words = frozenset()
    """A service: `Facebook`."""
    us: Words = frozenset()
    """The publisher, or the thing, as a pronoun: `us`, `it`."""
    this: Words = frozenset()
    """Points at the page: `this`, `our`."""
    small: Words = frozenset()
    """Other small words: `the`."""
    preposition: Words = frozenset()
    """Prepositions, and what goes with a verb: `up`."""
    write: Words = frozenset()
    """What one does with comments: `leave`."""
    comment: Words = frozenset()
    """Comments."""
    remark: Words = frozenset()
    """What may be comments: `thoughts`."""
    verb_last: Words = frozenset()
    """Those of these words that stand last in a prompt, where the language puts verbs there: `Artikel teilen`."""


class Lines(NamedTuple):
    """Lines of page furniture under the rule by which they go, folded: small letters, words and numbers alone."""

    whole: ByRule = _NOTHING
    """Whole lines, wherever they stand."""
    below_title: ByRule = _NOTHING
    """Whole lines that may be the title of an article where they stand first."""
    begins: ByRule = _NOTHING
    """Beginnings of lines."""
    needs: ByRule = _NOTHING
    """What a line of `begins` must hold as well, one of these, under the rules that are named here."""
    ends: ByRule = _NOTHING
    """Endings of lines."""
    before_title: ByRule = _NOTHING
    """Labels before a colon and a title or names: `Read more: …`."""
    weak: ByRule = _NOTHING
    """Whole lines that are furniture in its company, and may be headings or steps of a manual otherwise."""
    menu: ByRule = _NOTHING
    """Whole lines that are furniture in a run of their like above or below an article, and headings otherwise."""
    counted: Phrases = ()
    """What stands behind a number in a count of the page: `likes`, `items in cart`."""
    bracketed: ByRule = _NOTHING
    """Beginnings of lines that stand in round brackets as a whole: `(Adds …)`."""
    opens: Phrases = ()
    """Labels that always have links below them, which go with them: `More Stories`."""
    kinds: Phrases = ()
    """What a line above a title may say that the article is, so that it stays: `Original Paper`."""
    forms: ByRule = _NOTHING
    """Whole lines that are furniture in a block of it, as a pattern: what stands in round brackets with bars
    between is one of these (`(add|leave) your comment`), and `*` is the name of a service (`share this on *`)."""
    things: Phrases = ()
    """What pages have and stories seldom do, or how its name begins: `comment`, `password`. A form that has a name
    of it says more."""
    last: ByRule = _NOTHING
    """Whole lines that are furniture where nothing but furniture stands below them, and headings otherwise."""


class Inside(NamedTuple):
    """Prompts within a paragraph, folded like lines."""

    phrases: Phrases = ()
    """Phrases that stand between two sentences."""
    calls: Phrases = ()
    """Beginnings of sentences that are calls if they hold one of `ours`."""
    ours: Phrases = ()
    notes: Phrases = ()
    """What stands in round brackets behind a link: `(opens in new window)`."""


class Stamp(NamedTuple):
    """The words of a line that says when a page was published, and how long it takes to read."""

    published: Words = frozenset()
    month: Words = frozenset()
    weekday: Words = frozenset()
    ago: Words = frozenset()
    """`ago`, and what goes with it."""
    minutes: Words = frozenset()
    read: Words = frozenset()
    time: Words = frozenset()
    other: Words = frozenset()


class Credits(NamedTuple):
    """The words in and around the credit of a picture."""

    agencies: Words = frozenset()
    """Agencies and stock libraries."""
    wires: Words = frozenset()
    """Agencies that are known only in capitals: `AP`."""
    labels: Words = frozenset()
    """Labels before a colon: `Photo`."""
    doubtful: Words = frozenset()
    """Labels that need an agency as well."""
    after_label: Words = frozenset()
    """Words behind a label: `Photo credit`."""
    names: Words = frozenset()
    """Small words that stand among names."""
    attributions: Words = frozenset()
    """Labels before one of `attributing` and a name: `Photograph by …`."""
    attributing: Phrases = ()
    attributed: Phrases = ()
    """Whole phrases before a name: `Courtesy of …`."""
    captions: Phrases = ()
    """Beginnings of a caption, as they are written."""
    dated: Phrases = ()
    """Beginnings of a caption, folded, before the date of the picture: `In this May 3, 2018, file photo`."""
    date_words: Words = frozenset()
    """Words that stand beside that date."""
    seen: Words = frozenset()
    """What one sees in a picture, in the present tense: a caption has one of them."""
    seen_endings: Phrases = ()
    """Endings of words that do the same."""
    told: Words = frozenset()
    """Words that no caption has."""
    summary: Words = frozenset()
    """Words that a caption has only beside one of `seen`, since one finds them in a summary."""


class Biographies(NamedTuple):
    """Lines about the author below an article."""

    headings: Phrases = ()
    """Headings over one, folded: `about the author`."""
    verbs: Words = frozenset()
    """What follows the name: `is`, `writes`."""
    roles: Words = frozenset()
    """One of them stands near the name: `reporter`."""
    contacts: Phrases = ()
    """Beginnings of a line that goes with one, folded: `follow her`."""


class Language(NamedTuple):
    """What is known of a language: one file says all of it. Where nothing is known, a table is empty."""

    tag: str
    """Its BCP 47 tag, the name of its file."""
    region: str = ""
    """The region that was asked for, in capitals: `CH`."""
    name: str = ""
    function_words: Words = frozenset()
    """Articles, prepositions and the like, frequent here and rare in other languages: they tell the language."""
    common_words: Words = frozenset()
    """Further words that are frequent here, and may be in other languages as well: nothing but the language is told
    by them."""
    letters: str = ""
    """Small letters that it has and most others of its script have not: one that it has not tells against it."""
    strange_letters: str = ""
    """Letters of its script that only other languages have."""
    others: Phrases = ()
    """For the file of any language: languages that have no file, each as tag, slash, letters and words."""
    scripts: Phrases = ()
    """Ranges of code points that tell the language, in hexadecimal: `3040-30FF`."""
    borrows_script_of: str = ""
    """The language whose script this one is written in as well, beside its own."""
    quotes: Quotes = Quotes()
    habits: Habits = Habits()
    words: WordLists = WordLists()
    dialects: Dialects = Dialects()
    elisions: Elisions = Elisions()
    contractions: Contractions = Contractions()
    initialisms: Initialisms = Initialisms()
    drop_caps: DropCaps = DropCaps()
    grammar: Grammar = Grammar()
    prompts: Prompts = Prompts()
    lines: Lines = Lines()
    inside: Inside = Inside()
    stamp: Stamp = Stamp()
    credits: Credits = Credits()
    biographies: Biographies = Biographies()

    def __hash__(self) -> int:
        """Return a hash of the tag: one value is made of each language."""
        return hash((self.tag, self.region))


def built(table: type[_Table], data: Mapping[str, Any], where: str = "") -> _Table:
    """Return a table of one of these types from what a file holds.

    >>> built(Quotes, {"double": ["<>"], "inner-space": " "})
    Quotes(double=('<>',), inner_space=' ', singles=False)
    >>> built(Quotes, {"duoble": ["<>"]}, "xx.toml")
    Traceback (most recent call last):
    ValueError: xx.toml: there is no key 'duoble'
    """
    kinds = table.__annotations__
    fields: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        if name not in kinds or "_" in key:
            raise ValueError(f"{where}: there is no key {key!r}")
        fields[name] = _value(kinds[name], value, f"{where}: {key}")
    return table(**fields)


def _value(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - of the type of a field, whichever
    if kind in (str, bool) and type(value) is kind:
        return value
    if kind in (Words, Phrases) and isinstance(value, str):
        return kind(value.split())
    if kind == Phrases and isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict) and kind not in (str, bool, Words, Phrases):
        return _by_rule(value, where) if kind == ByRule else built(kind, value, where)
    raise ValueError(f"{where}: {value!r} is of the wrong type")


def _by_rule(value: Mapping[str, Any], where: str) -> ByRule:
    return {rule: _value(Phrases, phrases, f"{where}: {rule}") for rule, phrases in value.items()}


def merged(one: Any, other: Any) -> Any:  # noqa: ANN401 - two of one type make one of it
    """Return a value that holds what either of two tables holds, and the first where only one can stand.

    >>> merged(Dialects(("color",)), Dialects(("honor",), ("colour",)))
    Dialects(american=('color', 'honor'), british=('colour',))
    """
    if isinstance(one, frozenset):
        return one | other
    if isinstance(one, Mapping):
        return {key: (*one.get(key, ()), *other.get(key, ())) for key in (*one, *(other.keys() - one.keys()))}
    if hasattr(one, "_fields"):
        return type(one)(*map(merged, one, other))
    if isinstance(one, tuple):
        return (*one, *other)
    return one or other
