"""What is known of languages: one file `<tag>.toml` for each, read when a text of the language is there.

    language("de").quotes.double       the pairs of quotation marks of German
    language("de-CH").quotes.double    those of Switzerland: its own table comes before what the file says
    language("und")                    what may be taken for granted of a text whose language is not known

Whoever needs to know something of a language asks for it here, and names no tag: a rule that depends on how a
language sets its marks asks for the habit.
"""

import os
import sys
import tomllib
from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Any, NamedTuple

from articlefix.languages.tables import ByRule, Language, Lines, Phrases, built, merged

UNDETERMINED = "und"
"""The BCP 47 tag of a text whose language nothing tells."""

ANY = "mul"
"""The ISO 639 code for several languages: the file of what stands on pages in any language."""

FOLDER = os.path.dirname(__file__)  # noqa: PTH120 - pathlib costs a start
_SUFFIX = ".toml"

_ASSUMED = (
    *("prompts", "lines", "inside", "stamp", "credits", "biographies"),
    *("contractions", "words"),
)
"""The tables that a text of unknown language has of all languages. The words among them can only make a rule stay
silent, or count together with others."""


@cache
def known() -> tuple[str, ...]:
    """Return the tags of the languages that have a file, in order.

    >>> "en" in known(), "und" in known()
    (True, False)
    """
    try:
        names = os.listdir(FOLDER)  # noqa: PTH208 - likewise
    except NotADirectoryError:  # the package is run from a zip
        from importlib.resources import files  # noqa: PLC0415 - which costs a start

        names = [path.name for path in files(__name__).iterdir()]
    tags = {name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)}
    return tuple(sorted(tags - {ANY}))


def source(tag: str) -> str:
    """Return the text of a language's file."""
    return shipped(f"{tag}{_SUFFIX}")


def shipped(name: str) -> str:
    """Return the text of a file that stands beside this one."""
    # The loader reads from a folder and from a zip alike, as importlib.resources does, and costs a start nothing.
    read: Callable[[str], bytes] = __spec__.loader.get_data  # type: ignore[union-attr]
    return read(f"{FOLDER}{os.sep}{name}").decode()


@cache
def head(tag: str) -> Mapping[str, Any]:
    """Return the keys of the file of a language before its first table, which are those that detection needs.

    To read the heads of all files takes a millisecond, and all of the files ten. A region has the head of its
    language; a language without a file has none.

    >>> head("fr-CH") == head("fr"), head("xx")
    (True, {})
    """
    primary = tag.casefold().replace("_", "-").partition("-")[0]
    if primary != tag:
        return head(primary)
    if tag not in (*known(), ANY):
        return {}
    top, _, _ = source(tag).partition("\n[")
    return tomllib.loads(top)


@cache
def language(tag: str) -> Language:
    """Return what is known of the language of a BCP 47 tag: nothing where it has no file.

    >>> language("de-CH").quotes.double, language("de-AT").quotes.double[0]
    (('«»', '„“'), '„“')
    >>> language("en-GB").region, language("xx").function_words
    ('GB', frozenset())
    """
    primary, *subtags = tag.casefold().replace("_", "-").split("-")
    region = next((subtag.upper() for subtag in subtags if len(subtag) == len("CH")), "")
    if region or primary != tag:
        return _regional(primary, region)
    if tag == UNDETERMINED:
        return _unknown()
    return _read(tag) if tag in (*known(), ANY) else Language(tag)


@cache
def _regional(primary: str, region: str) -> Language:
    general = language(primary)
    if not region or primary not in known():
        return general._replace(region=region) if region else general
    regions = tomllib.loads(source(primary)).get("regions", {})
    return _read(primary, regions.get(region, {}))._replace(region=region)


def _read(tag: str, region: Mapping[str, Any] = {}) -> Language:
    data = tomllib.loads(source(tag))
    data.pop("regions", None)
    for table, keys in region.items():
        data[table] = data.get(table, {}) | keys
    return built(Language, {"tag": tag, **data}, tag + _SUFFIX)


class Having(NamedTuple):
    """Tells of a tag whether its language has a habit: the `languages` of a pattern that asks for it.

    >>> Having("closed_marks")("en"), Having("closed_marks")("fr")
    (True, False)
    """

    habit: str

    def __call__(self, tag: str) -> bool:
        """Tell whether the language of a tag has the habit."""
        return bool(getattr(language(tag).habits, self.habit))


def _unknown() -> Language:
    """Return what may stand in a text of unknown language: what is said in one and cannot be a word of another.

    A phrase of one word may be a word of another language (`delen` is Dutch for "share", and Danish for "the
    part"), so of those only the ones of `ANY` are used; and a phrase of several words is not if another language
    has all of them as function words. A beginning that needs something else in its line has its evidence
    there, a weak line beside it, and a label behind its colon.
    For the same reason no word but those of `ANY` is a prompt by itself. Forms are left out: to build those of all
    languages would take longer than to clean a text.
    """
    languages = [language(tag) for tag in known()]
    every = reduce(merged, languages)
    assumed = Language(UNDETERMINED, name="unknown")._replace(**{name: getattr(every, name) for name in _ASSUMED})
    needs = {*every.lines.needs, *language(ANY).lines.needs}
    vocabularies = [each.function_words for each in languages]

    def certain(phrases: Phrases) -> Phrases:
        split = {phrase: phrase.split() for phrase in phrases}
        return tuple(
            phrase
            for phrase, words in split.items()
            if len(words) > 1 and not any(own.issuperset(words) for own in vocabularies)
        )

    def all_certain(table: ByRule, spared: set[str]) -> ByRule:
        return {rule: phrases if rule in spared else certain(phrases) for rule, phrases in table.items()}

    tables = assumed.lines._asdict()
    tables.update(
        (name, all_certain(table, needs if name == "begins" else set()))
        for name, table in tables.items()
        if name not in ("needs", "weak", "menu", "before_title", "opens", "counted", "kinds", "forms", "things")
    )
    lines = Lines(**tables | {name: certain(tables[name]) for name in ("opens", "counted")})
    prompts = assumed.prompts
    return assumed._replace(
        lines=lines._replace(forms={}, things=()),
        prompts=prompts._replace(share=frozenset(), save=prompts.save | prompts.share),
    )


def forget() -> None:
    """Forget what was read, for a test that puts another folder in the place of `FOLDER`."""
    for name in ("known", "head", "language", "_regional"):
        getattr(sys.modules[__name__], name).cache_clear()
