"""What a pass and a rule are, and when a pass runs."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import Concatenate, NamedTuple

from articlefix.core.contract import Contract
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import asked, union
from articlefix.core.options import Option, Value
from articlefix.scan.pattern import Pattern


class Stage(IntEnum):
    """The group that a pass belongs to: groups come to rest one after another, and in each, plugins look last."""

    DECODING = 10
    LINES = 20
    SPACING = 30
    PUNCTUATION = 40
    QUOTES = 50
    REPORT = 60


class Find(NamedTuple):
    r"""A pattern that a rule replaces: where it matches, its first group, or all of it, becomes `put`.

    Parameters
    ----------
    pattern
        A regular expression of `re`, of which `^` and `$` are the borders of a line. It is written as if it were
        searched through the whole text; the scanner sees to it that this costs little.
    put
        What is written instead, in which `\1` stands for a group of the match.
    languages
        The primary tags of the languages that the text must be in, or what tells whether a tag is one of them;
        empty for all, and texts of unknown language.
    unless
        What tells of a match that it is a look-alike and stays.

    """

    pattern: str
    put: str = ""
    languages: Collection[str] | Callable[[str], bool] = ()
    unless: Callable[[Document, re.Match[str]], bool] | None = None

    def found(self, match: re.Match[str], rules: tuple[str, ...]) -> Edit:
        """Return what is to be done about a match."""
        start, end = match.span(1 if match.re.groups else 0)
        return Edit(start, end, match.expand(self.put) if "\\" in self.put else self.put, rules)


class Report(NamedTuple):
    r"""A pattern that a rule reports: where it matches outside protected text, all of the match is in doubt.

    `pattern`, `languages` and `unless` are those of a `Find`. In `message` `{0}` stands for the match and `{1}` for
    its first group.

    >>> rule = Rule("placeholder", "An editor's mark is left.", (Report(r"\b(TK)+\b", "“{0}” is a placeholder"),))
    >>> list(Finds([rule])(Document("On TKTK he left.")))
    [Finding(start=3, end=7, rule='placeholder', message='“TKTK” is a placeholder')]
    """

    pattern: str
    message: str
    languages: Collection[str] | Callable[[str], bool] = ()
    unless: Callable[[Document, re.Match[str]], bool] | None = None

    def found(self, match: re.Match[str], rules: tuple[str, ...]) -> Finding:
        """Return what is to be said of a match."""
        shown = (group and group[:_SHOWN] for group in (match[0], *match.groups()))
        return Finding(*match.span(), rules[0], self.message.format(*shown))


_SHOWN = 40
"""So many characters of a match a message shows, which stands on one line of a terminal."""


def _is_asked(find: Find | Report, language: str) -> bool:
    """Tell whether a pattern is looked for in texts of a language."""
    if callable(find.languages):
        return find.languages(language)
    return not find.languages or language in find.languages


Search = Callable[[Document], Iterable[Edit | Finding]]
"""What a rule that is no pattern finds; it names the rule in each edit and finding."""


class Rule(NamedTuple):
    """A defect that a pass knows, named after the defect, and how it is found.

    `before` and `after` show a repair (`after` is `None` for a rule that only reports), `untouched` a look-alike
    that is left alone. `options` are the cleaner's options under which the examples hold, if not the default.
    A test holds every built-in rule to its own examples. `finds` are patterns, or functions of the document; a rule
    has none where its pass finds it together with others.
    """

    name: str
    message: str
    finds: tuple[Find | Report | Search, ...] = ()
    before: str = ""
    after: str | None = None
    untouched: str = ""
    options: tuple[tuple[str, str], ...] = ()


class Pass(NamedTuple):
    """One step of the chain: what it is called, when it runs, what it may touch, and how it finds defects.

    `find` reads a document and yields edits and findings over its text. It keeps no state between documents.
    `origin` names the distribution that a plugin came from, and is empty for a built-in pass. `options` are those
    that the pass declares: `find` takes the value of each as an argument of its name.
    """

    name: str
    stage: Stage
    contract: Contract
    rules: tuple[Rule, ...]
    find: Callable[Concatenate[Document, ...], Iterable[Edit | Finding]]
    origin: str = ""
    options: tuple[Option, ...] = ()

    def with_options(self, values: Mapping[str, Value]) -> "Pass":
        """Return the pass with its options set to what `values` has for them, else to their defaults.

        `values` are checked, and may hold options of other passes. A pass without options is returned as it is.
        """
        if not self.options:
            return self
        given = {option.name: option.given(values.get(option.name, option.default)) for option in self.options}
        return self._replace(find=partial(self.find, **given))

    @classmethod
    def of_rules(
        cls, name: str, stage: Stage, contract: Contract, rules: Sequence[Rule], formats: Collection[str] = ()
    ) -> "Pass":
        """Make a pass that finds what its rules say and nothing else, in texts of some formats or of all."""
        return cls(name, stage, contract, tuple(rules), Finds(rules, formats))


class Finds:
    """Find what rules say: their patterns by the scan of the document, then what their functions yield.

    >>> comma = Rule("space-before-comma", "A space stands before a comma.", (Find(r" (?=,)"),))
    >>> list(Finds([comma])(Document("It was late , and dark.")))
    [Edit(start=11, end=12, replacement='', rules=('space-before-comma',))]
    """

    __slots__ = ("_asked", "_formats", "_patterns", "_rules", "_searches", "needs")

    def __init__(self, rules: Iterable[Rule], formats: Collection[str] = ()) -> None:
        self._rules = tuple(rules)
        self._formats = tuple(formats)
        found = [(rule.name, find) for rule in self._rules for find in rule.finds]
        self._patterns = tuple(
            (Pattern(find.pattern), find, (name,)) for name, find in found if isinstance(find, Find | Report)
        )
        self._asked = frozenset(pattern for pattern, _, _ in self._patterns)
        searches = dict.fromkeys(find for _, find in found if not isinstance(find, Find | Report))
        self._searches = tuple(searches)
        self.needs = union(searches, self._asked)

    def __reduce__(self) -> tuple[type["Finds"], tuple[tuple[Rule, ...], tuple[str, ...]]]:
        """Send the rules to another process, which has an index of its own."""
        return Finds, (self._rules, self._formats)

    def __call__(self, document: Document) -> Iterator[Edit | Finding]:
        """Yield the edits and findings in a document, in no order."""
        if self._formats and document.format not in self._formats:
            return
        scan, language = document.scan, document.primary
        candidates = scan.that_may_match(self._asked) if self._asked else ()
        for pattern, find, rules in self._patterns if candidates else ():
            if pattern in candidates and _is_asked(find, language):
                yield from _found(document, pattern, find, rules)
        for search in self._searches:
            yield from asked(search, document)


def _found(
    document: Document, pattern: Pattern, find: Find | Report, rules: tuple[str, ...]
) -> Iterator[Edit | Finding]:
    for match in document.scan.matches(pattern):
        if isinstance(find, Report) and document.is_protected(*match.span()):
            continue  # the engine withholds edits alone
        if find.unless is None or not find.unless(document, match):
            yield find.found(match, rules)
