r"""Characters that have no width: joiners, hints where a word may break, fillers.

"The \u200bdog", "wire\u00adless"    -> "The dog", "wireless"
"the F\u00ad16", "it was \u00ad5"    -> "the F-16", "it was -5"     a soft hyphen for a hyphen
"reserva\u00ad tion"                 -> "reservation"              one at the end of a line that is no more
"of the week \u034f\u200c\u00a0..."  -> "of the week"               what a newsletter fills its preview with
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter

from articlefix.core.document import Document, fact, is_within
from articlefix.core.edits import Edit, Finding
from articlefix.core.needs import where
from articlefix.languages import language
from articlefix.languages.tables import Habits, Language
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.shown import is_shown

_INVISIBLE = Pattern(
    r"[\u034f\u115f\u1160\u180e\u200b-\u200d\u2060\u206a-\u206f\u2800\u3164\ufe0e\ufe0f\ufeff\uffa0\ufff9\ufffb"
    r"\U000e0001\U000e0020-\U000e007f]++"
)
# At a line's end, or in a line of its own, one proves that the word goes on behind it; at a space, before a small
# letter. Beside a sign beyond ASCII that begins or ends no word it is a byte of what nobody decoded.
_SMALL = r"[a-z\u00df-\u00ff]"
_SOFT_HYPHEN = Pattern(
    rf"(?<=[^\W\d_])\u00ad++\n(?=[^\W\d_])|(?<=[^\W\d_])\n\u00ad++\n(?={_SMALL})"
    rf"|(?<={_SMALL})\u00ad++ (?={_SMALL})|(?<![\x80-\x9f\xa1-\xaa\xac-\xb6\xb8-\xba\xbc-\xbf])\u00ad++"
    r"(?![\x80-\x9f\xa1-\xaa\xac-\xb6\xb8-\xba\xbc-\xbf])"
)
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_WHOLE_WORD = re.compile(r"(?<!\u00ad)(?<!\u00ad )\b[^\W\d_]++\b(?!\u00ad)")
_LONGEST_WORD = 40
_LONGEST_SMALL = 12  # characters: a part of a longer word is no small word
_FILL = r"\u00ad\u034f\u200b-\u200f\u2060\u2800\ufeff"
_GAP = r"[ \u00a0\u2007]"
# Three at the end of a line: more than anyone types. It begins where no other is near, lest each begin one.
_FILLER = Pattern(
    rf"(?<![{_FILL}])(?<![{_FILL}]{_GAP})(?<![{_FILL}]{_GAP}{{2}})(?>(?:[{_FILL}]{_GAP}{{0,2}}+){{3,}})$"
)
_HINT = Pattern(r"(?<=[a-z\u00df-\u00ff])\u00ad(?=[a-z\u00df-\u00ff])")
_MANY_HINTS = 3
"""So many soft hyphens between small letters show that a page set them as hints, also before a capital in a word:
`You\N{SOFT HYPHEN}Tube`."""
# One space on one side, a letter on the other: nothing is hidden from anyone.
_BESIDE_SPACE = Pattern(r"(?<=[^\s] )[\u200b-\u200d]++(?=[^\W\d_])|(?<=[^\W\d_])[\u200b-\u200d]++(?= [^\s])")
_FEW = 3000

# Scripts in which a joiner or a zero-width space is spelling: Hebrew to Thaana, the Brahmic scripts, Thai, Lao,
# Tibetan, Burmese, Khmer, Mongolian and what lies between; and emoji with their modifiers.
_JOINING = lazy(
    "[\u0590-\u109f\u1200-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe00-\ufe0f\ufe70-\ufefc\U00010900-\U0001ffff"
    "\u2190-\u2bff\u00a9\u00ae\U000e0000-\U000e01ef]"
)
# Thai to Khmer, which break lines at words that no space shows. Chinese and Japanese break them anywhere.
_BREAKING = lazy("[\u0e00-\u109f\u1780-\u19ff\u1a20-\u1aaf]")
_SCRIPTS = {
    "\u200b": _BREAKING,
    "\u180e": _JOINING,
    "\u034f": lazy("[\u0300-\u036f\u0591-\u05c7]"),
    "\u2800": lazy("[\u2801-\u28ff]"),
    **dict.fromkeys("\u115f\u1160", lazy("[\u1100-\u11ff]")),
    **dict.fromkeys("\u3164\uffa0", lazy("[\u3131-\u318e\uffa1-\uffdc]")),
}
"""The characters beside which an invisible one belongs to a script, or orders the marks of a letter."""
_BLANKS = frozenset("\u115f\u2800\u3164\uffa0")
"""Those that are as wide as a letter: between two words one stands for a space."""
_HANGUL_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")
_FILLER_NAMED = Pattern(
    r"(?i)\bfillers?\b|\bU\+(?:3164|115f|1160|ffa0)\b|[\u1100-\u115e\u1161-\u11ff\u3131-\u3163\uac00-\ud7a3]"
)
"""What a text has that uses the fillers of Korean, or speaks of them."""
_FIRST_TAG, _FIRST_EMOJI = "\U000e0020", "\U0001f000"
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2026/\u2044")


@fact
def _fillers(document: Document) -> list[tuple[int, int]]:
    return [match.span() for match in document.scan.matches(_FILLER)]


def _in_filler(document: Document, place: int) -> bool:
    return is_within(_fillers(document), place)


def _next_filler(document: Document, place: int) -> int:
    """Return where the first filler behind a place begins, or the end of the text."""
    index = bisect_right(_fillers(document), place, key=itemgetter(0))
    return _fillers(document)[index][0] if index < len(_fillers(document)) else len(document.text)


@where(_FILLER)
def fillers(document: Document) -> Iterator[Edit]:
    """Yield the removal of what fills a line where nobody sees it."""
    for start, end in _fillers(document):
        yield Edit(start, end, "", ("zero-width-character",))


@where(_INVISIBLE)
def invisible(document: Document) -> Iterator[Edit]:
    """Yield the removal of those characters of each invisible run that do nothing where they stand."""
    text, habits = document.text, language(document.language).habits
    beside_spaces = [match.span() for match in document.scan.matches(_BESIDE_SPACE)]
    # A few beside spaces do no harm in a long text: a translator's or an editor's program puts them there.
    harmless = frozenset(beside_spaces) if len(beside_spaces) * _FEW < len(text) else ()
    for match in document.scan.matches(_INVISIBLE):
        if not _HANGUL_FILLERS.isdisjoint(match.group()) and document.scan.has(_FILLER_NAMED):
            continue
        if match.span() not in harmless and not _in_filler(document, match.start()):
            # A run may hold what fills no line, and what does behind it.
            yield from _needless(
                text, match.start(), min(match.end(), _next_filler(document, match.start())), habits
            )


def _needless(text: str, start: int, end: int, habits: Habits) -> Iterator[Edit]:
    """Yield the removal of those characters of the run `start:end` that do nothing where they stand."""
    left, right = text[start - 1 : start], text[end : end + 1]
    kept: list[str] = []
    rules: set[str] = set()
    for place in range(start, end):
        character = text[place]
        if character == "\ufeff":
            keep = place == 0
            rule = "byte-order-mark"
        else:
            keep = _does_something(character, left, right, habits)
            rule = "zero-width-character"
        if keep:
            kept.append(character)
        else:
            rules.add(rule)
    if rules:
        is_space = not kept and left.isalnum() and right.isalnum() and not _BLANKS.isdisjoint(text[start:end])
        yield Edit(start, end, " " if is_space else "".join(kept), tuple(sorted(rules)))


def _does_something(character: str, left: str, right: str, habits: Habits) -> bool:
    """Tell whether an invisible character between `left` and `right` is spelling or typography."""
    if character in "\u200c\u200d":
        return _stands_beside(_JOINING, left, right) or (
            # German typesetters part letters that must not make a ligature: Auf-lage.
            character == "\u200c" and habits.parts_ligatures and left.isalpha() and right.isalpha()
        )
    if character in "\ufe0e\ufe0f":
        return not (left.isascii() and left.isalpha())  # of a letter there is one form
    if character == "\u2060":
        # Careful publishers tie a dash to the word before it.
        return left in _DASHES or right in _DASHES
    if character == "\U000e0001":
        return False
    if character >= _FIRST_TAG:
        return left >= _FIRST_EMOJI  # the flag of a region
    return character in _SCRIPTS and _stands_beside(_SCRIPTS[character], left, right)


def _stands_beside(script: re.Pattern[str], left: str, right: str) -> bool:
    return bool(script.match(left) or script.match(right))


@where(_SOFT_HYPHEN)
def soft_hyphens(document: Document) -> Iterator[Edit | Finding]:
    """Yield the removal of soft hyphens, or the hyphen that one stands for; a finding where two words may stand."""
    has_hints = document.scan.count(_HINT) >= _MANY_HINTS
    for match in document.scan.matches(_SOFT_HYPHEN):
        start, end = match.span()
        if _in_filler(document, start) or _next_filler(document, start) < end:
            continue
        if match.group().endswith(" ") and _are_words(document, start, end):
            yield Finding(start, end, "soft-hyphen", "a soft hyphen and a space part what may be one word or two")
            continue
        between = _between_words(document, start, end) if match.group().endswith(" ") else ""
        if not between and not _is_item(document, start):
            between = "-" if _is_hyphen(document.text, start, end, has_hints=has_hints) else ""
        yield Edit(start, end, between, ("soft-hyphen",))


@fact
def _written(document: Document) -> frozenset[str]:
    """Return the words of a text, in small letters, less those at a soft hyphen."""
    return frozenset(map(str.lower, _WHOLE_WORD.findall(document.text)))


def _words_beside(document: Document, start: int, end: int) -> tuple[str, str]:
    """Return in small letters the word that ends where a sign begins and the one behind it; none is empty."""
    left = _LAST_WORD.search(document.text, max(0, start - _LONGEST_WORD), start)
    right = _NEXT_WORD.match(document.text, end)
    return left.group().lower() if left else "", right.group().lower() if right else ""


def _are_words(document: Document, start: int, end: int) -> bool:
    """Tell whether a soft hyphen and a space stand behind a word of the text that is not proven to be a part."""
    first, last = _words_beside(document, start, end)
    if not (first and last) or first not in _written(document) or _is_one_word(document, first, last):
        return False
    known = language(document.language)
    return last not in known.words.conjunctions and not _is_apart(known, {first, last})


_NOT_SIGN = Pattern("\u00ac")
_NOT_SIGN_IN_WORD = Pattern(rf"(?<={_SMALL}{{2}})\u00ac[ \n]?(?={_SMALL}{{2}})")


@where(_NOT_SIGN_IN_WORD)
def not_signs(document: Document) -> Iterator[Edit]:
    """Yield the removal of not signs, as which some programs show soft hyphens, within words that are proven.

    One that parts two words negates the second, or parts two fields. A text that has any elsewhere means them.
    """
    found = list(document.scan.matches(_NOT_SIGN_IN_WORD))
    if len(found) < document.scan.count(_NOT_SIGN):
        return
    for match in found:
        if _is_one_word(document, *_words_beside(document, *match.span())) and not is_shown(
            document, match.start()
        ):
            yield Edit(*match.span(), "", ("soft-hyphen",))


def _is_one_word(document: Document, first: str, last: str) -> bool:
    """Tell whether the text has the word of two parts elsewhere, or the second only ends words."""
    is_ending = last in language(document.language).words.endings
    return bool(first and last) and (is_ending or first + last in _written(document))


def _is_apart(known: Language, beside: set[str]) -> bool:
    """Tell whether one of the words beside a soft hyphen is surely a word of its own."""
    words = known.words
    return any(
        not beside.isdisjoint(sure) for sure in (known.function_words, words.small_words, words.speech_verbs)
    )


def _between_words(document: Document, start: int, end: int) -> str:
    r"""Return what belongs between two words that a soft hyphen and a space part; nothing within one word.

    `in\u00ad vitro` are two, of which one is no half of a word. Before a conjunction a compound may have left its
    end to another: `Vor\u00ad und Nachteile`.
    """
    known = language(document.language)
    right = _NEXT_WORD.match(document.text, end)
    if right and right.group() in known.words.conjunctions:
        return "- "
    left = _LAST_WORD.search(document.text, max(0, start - _LONGEST_SMALL), start)
    beside = {word.group().lower() for word in (left, right) if word}
    return " " if _is_apart(known, beside) or not beside.isdisjoint(known.words.conjunctions) else ""


def _is_item(document: Document, start: int) -> bool:
    """Tell whether a hyphen at a place would make a list of a paragraph, in Markdown."""
    return document.format == "markdown" and f"\n{document.text[max(0, start - 2) : start]}".endswith(("\n", "> "))


def _is_hyphen(text: str, start: int, end: int, *, has_hints: bool) -> bool:
    """Tell whether a soft hyphen stands where no word breaks: before a number or a name, alone, before an item."""
    left, right = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    if left.isdecimal():
        return right.isalnum()
    if right.isdecimal():
        return left.isalnum() or left in " \n("
    if left == "\n" or (left == " " and text[start - 2 : start - 1].strip()):
        return right == " " and text[end + 1 : end + 2].isalnum()
    return not has_hints and left.islower() and right.isupper()
