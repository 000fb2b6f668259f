"""Spaces on the wrong side of a mark, or missing beside it.

    word , word           -> word, word
    time. ) Given         -> time.) Given
    ( it )                -> (it)
    only$ 5.6 million     -> only $5.6 million
    exports —a policy     -> exports—a policy
    the end.The next      -> the end. The next
    red,green             -> red, green

Left alone: French, where a space before `; : ! ?` is right; columns, in which several spaces stand before a mark;
rows of data (`name ,age ,town`); spaced ellipses (`. . .`), emoticons, decimals, file names and everything that is
protected; rules that need English where the text is not English.
"""

import re
from collections.abc import Iterator

from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document, fact
from articlefix.core.edits import Edit
from articlefix.core.needs import where
from articlefix.core.passes import Find, Pass, Rule, Stage
from articlefix.languages import Having, language
from articlefix.passes.spacing.calls import closes_call, is_call
from articlefix.passes.spacing.dashes import dashes
from articlefix.passes.spacing.french import lost_before_marks
from articlefix.passes.spacing.glued import (
    caseless_commas,
    caseless_stops,
    glued_commas,
    glued_semicolons,
    glued_stops,
    glued_words,
    slipped_stops,
)
from articlefix.passes.spacing.scripts import after_full_width
from articlefix.scan.lazy import lazy
from articlefix.scan.pattern import Pattern
from articlefix.text.emptied import is_in_emptied
from articlefix.text.judgements import of_line
from articlefix.text.tokenised import is_tokenised, is_whole

# More than one space before a mark is left by the pass over white space, which comes first, in columns alone.
_GAP = "[ \t\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_SPACE = "[ \N{NO-BREAK SPACE}]"
_LETTER = r"[^\W\d_]"
_QUOTES = "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u00ab\u00bb"
_SIGNS = "$\N{POUND SIGN}\N{EURO SIGN}\N{YEN SIGN}"
# A Latin word among these may have a space on either side, before a mark too: `Rails 、 Swift`.
_IDEOGRAPH = "\u2e80-\u9fff\uac00-\ud7af\uff01-\uff5e"
_ARABIC_LETTER = "\u0620-\u064a\u066e-\u06d3"
_ARABIC = "\u0600-\u06ff"
_ALPHABETIC = "A-Za-z\u00c0-\u024f\u0370-\u04ff"
_ALPHABETIC_LETTER = lazy(rf"[{_ALPHABETIC}]")
_PLACEHOLDER = lazy(r"\[(?P<before> ?)(?P<held>\w+(?: \w+)?)(?P<after> ?)\]")
_BEGINS_LINE = lazy(r"^[ \t]*(?:[-*+>\N{BULLET}][ \t]+)?\Z", re.MULTILINE)
# Behind a word or its mark in a sentence: a note, its number at most half apart, and a bracket half apart.
_NOTE = Pattern(r"(?<=[\w.,;:)\u201d] )\[(?:\d{1,3} ?| \d{1,3})\]|(?<=[\w.,;:)\u201d])\[\d{1,3}\]")
_SPACED_WORDS = Pattern(r"\[ \w+(?: \w+)? \]")
_HALF_SPACED = Pattern(
    r"(?<=[\w.,;:)\]\u201d] )[(\[](?: \w[^()\[\]\n]{0,60}(?<! )|\w[^()\[\]\n]{0,60}(?<=\w) )[)\]]"
)
_SMALL_WORD = lazy(r"(?<![^\W\d_])([^\W\d_A-Z]+) \Z")
_MARK_APART = lazy(r" [,.;:)](?:\s|\Z)")
_LATIN_APART = Pattern(rf"(?<=[{_IDEOGRAPH}]) (?=[A-Za-z0-9])")
_LATIN_BESIDE = Pattern(rf"(?<=[{_IDEOGRAPH}])[A-Za-z0-9]")
_CLOSED_UNIT = Pattern(r"\d(?:%|\N{DEGREE SIGN}C)")
_SPACED_DEGREE = Pattern(r"\d \N{DEGREE SIGN}C")
_INSIDE = ("space-inside-brackets",)
_ENDING = r"(?:[aeos]|as|es|os|en|in|innen|ne)[ \N{NO-BREAK SPACE}]?\)"  # of a word that stands for two: `aluno(a)`
_LONGEST_FIELD = 30  # of a row of data: a clause between commas has 30 characters and more half of the time
_FIRST_OF_SENTENCE = lazy(rf"(?:^|[.!?:;\u201c\u201d(] ?)([^\W\d_a-z]{_LETTER}*)\Z", re.MULTILINE)
_LONGEST_PREPOSITION = 16  # characters, with the end of the sentence before it
_FIRST_NUMBER = lazy(r"(?:^|[>*+-])[ \t]*\d{1,9}\Z", re.MULTILINE)
# A comma stands for the low mark that opens a quotation in German: `wie ,bedauerlich’ es ist`.
_AS_OPENING_MARK = lazy(r"\s,[^\W\d_][^\n,'\u2018\u2019]{0,60}['\u2018\u2019](?!\w)")
_COMMA_AND_SPACE = lazy(r",\s")
# The last is a conditional expression, `x ? y : z`: a question goes on with a capital.
_CODE = lazy(r"[{}]|[:=!]=|[-=]>|\(\)|\S \? (?![A-Z][a-z]*[ ,;!])[^\n?:]{1,80} : \S")
_ARTICLE = lazy(r"(?<![\w'\u2019-])[^\W\d_]{1,8}\Z")
_USUAL = 2  # ellipses that are set one way make a habit
_SPACED_ELLIPSIS = Pattern(rf"{_GAP}\N{{HORIZONTAL ELLIPSIS}}")
_CLOSED_ELLIPSIS = Pattern(r"(?<=[^\W_])\N{HORIZONTAL ELLIPSIS}")
_CLOSED_LIST_MARK = Pattern(r"^[^\W_]{1,2}\) ")
# A mark beside the bracket is left of what stood in it, `( ; born 1950)`: the space tells that something did.
_BEFORE_CLOSER = Pattern(rf"(?<=[^\s(\[|:;=,]){_GAP}(?=[)\]])")
_AFTER_NUMBER = Pattern(rf"(?<=\d)([{_SIGNS}]){_SPACE}(?=\d)")
# Where a space stands behind the sign, it goes under one of the rules of currency.
_SIGN_BEFORE = Pattern(
    rf"(?<![\w{_SIGNS}])[{_SIGNS}](?=\d)"
    rf"|(?<![\w{_SIGNS}])(?<!\d )[{_SIGNS}](?= \d)"
    rf"|(?<=[a-z])[{_SIGNS}](?={_SPACE}\d)"
)
_SIGN_BEHIND = Pattern(rf"\d ?[{_SIGNS}](?!{_SPACE}?\d)")


@of_line
def _in_row(line: str) -> bool:
    """Tell whether a line is a row of data: short fields, and no space behind any of the commas between them."""
    commas = line.count(",")
    is_short = len(line) <= _LONGEST_FIELD * (commas + 1)
    return commas > 1 and is_short and line[-1] not in ".!?" and not _COMMA_AND_SPACE.search(line)


def _stays_apart(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the space before a comma is right, or shows that a name is missing: `At , the state`."""
    start = match.start()
    is_emptied = document.text[start - 1] == ":" or is_in_emptied(document, start)
    return is_emptied or _opens_or_is_in_row(document, match) or _governs_nothing(document, start)


def _opens_or_is_in_row(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a comma stands for the low mark of German, or between two fields of a row."""
    opens = document.primary == "de" and _AS_OPENING_MARK.match(document.text, match.start()) is not None
    return opens or _in_row(document, match)


def _would_number(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a number with its stop would make a line of Markdown an item of a list: `2024 . It was late`."""
    start = match.start()
    return (
        document.format == "markdown" and _FIRST_NUMBER.search(document.text, max(0, start - 20), start) is not None
    )


def _governs_nothing(document: Document, place: int) -> bool:
    """Tell whether the word before a place is a preposition that begins its sentence."""
    word = _FIRST_OF_SENTENCE.search(document.text, max(0, place - _LONGEST_PREPOSITION), place)
    return word is not None and word[1].lower() in language(document.language).grammar.stranded


def _may_be_named(document: Document, match: re.Match[str]) -> bool:
    """Tell whether an article stands before the mark: it is spoken of, `append a !`, or a word is missing."""
    place = match.start()
    word = _ARTICLE.search(document.text, max(0, place - 10), place)
    known = language(document.language)
    # `this ?` ends a question as well.
    return (
        word is not None
        and word[0] in known.words.articles
        and (word[0] in known.grammar.determiners or len(word[0]) == 1)
    )


def _is_no_stop(document: Document, match: re.Match[str]) -> bool:
    return _may_be_named(document, match) or _would_number(document, match)


def _is_no_mark(document: Document, match: re.Match[str]) -> bool:
    return _may_be_named(document, match) or _in_code(document, match)


def _opens_call(document: Document, match: re.Match[str]) -> bool:
    return is_call(document.text, match.start() + match.group().index("("))


@of_line
def _in_code(line: str) -> bool:
    """Tell whether a line is code, where `x : Int` is how a type is written."""
    return _CODE.search(line) is not None


def _after_number(document: Document, match: re.Match[str]) -> bool:
    """Tell whether a number stands before the sign: `5 $ 6` leaves open to which number it belongs."""
    return document.text[max(0, match.start() - 2) : match.start() - 1].isdigit()


@fact
def _ellipses(document: Document) -> tuple[int, int]:
    """Return how many ellipses stand behind a space, and how many close to a word."""
    return document.scan.count(_SPACED_ELLIPSIS), document.scan.count(_CLOSED_ELLIPSIS)


def _spaces_its_ellipses(document: Document, _: re.Match[str]) -> bool:
    """Tell whether a space before an ellipsis may be the text's own way, as it is that of many newspapers."""
    spaced, closed = _ellipses(document)
    return closed < _USUAL or closed <= spaced


def _spaces_its_units(document: Document, _match: re.Match[str]) -> bool:
    """Tell whether a text sets `50 %` as the rules of the SI do, throughout, as it sets `30 °C`."""
    scan = document.scan
    return not scan.has(_CLOSED_UNIT) and scan.has(_SPACED_DEGREE)


@fact
def _latin_beside_ideographs(document: Document) -> tuple[int, int]:
    """Return at how many places a Latin word stands beside an ideograph with a space between, and without."""
    return document.scan.count(_LATIN_APART), document.scan.count(_LATIN_BESIDE)


def _sets_latin_apart(document: Document, _match: re.Match[str]) -> bool:
    """Tell whether a space parts Latin words from ideographs in a text, as many houses do, within brackets too."""
    apart, beside = _latin_beside_ideographs(document)
    return apart >= beside


def _in_placeholder(document: Document, match: re.Match[str]) -> bool:
    """Tell whether the square bracket at a match holds a word or two, as `[ goal ]` in a form.

    A space on one side alone is a slip, `[goal ]`, but in the number of a line and a box to tick, `[ 1] [10]`.
    """
    text = document.text
    start = text.rfind("[", max(0, match.start() - _LONGEST_FIELD), match.end())
    held = _PLACEHOLDER.match(text, start) if start >= 0 else None
    if held is None:
        return False
    is_field = held["before"] == held["after"] or _BEGINS_LINE.search(text, max(0, start - 20), start) is not None
    return is_field and not (_spaces_brackets(document) or _is_note(document, held))


@fact
def _spaces_brackets(document: Document) -> bool:
    """Tell whether so many brackets are apart on one side alone that those on both sides are no fields either."""
    half = document.scan.count(_HALF_SPACED)
    return half >= _USUAL and half >= document.scan.count(_SPACED_WORDS)


@fact
def _has_notes(document: Document) -> bool:
    """Tell whether numbers in square brackets stand close to words, as those of notes do."""
    return document.scan.count(_NOTE) >= _USUAL


def _is_note(document: Document, held: re.Match[str]) -> bool:
    """Tell whether brackets hold the number of a note.

    Others stand close to a word; or where all marks are apart, it stands behind a word of its sentence, and is no
    key: `or [ 3 ] , to go`.
    """
    if not held["held"].isdigit():
        return False
    if _has_notes(document):
        return True
    text, start = document.text, held.start()
    word = _SMALL_WORD.search(text, max(0, start - _LONGEST_FIELD), start)
    is_part = word is None or word[1] in language(document.language).words.conjunctions
    return is_tokenised(document) and not is_part and _MARK_APART.match(text, held.end()) is not None


@where(_BEFORE_CLOSER)
def _before_closers(document: Document) -> Iterator[Edit]:
    """Yield the spaces before closing brackets that go, those of list marks only beside closed ones."""
    text = document.text
    list_marks: list[Edit] = []
    for match in document.scan.matches(_BEFORE_CLOSER):
        start, end = match.span()
        if text[end] == "]" and (text.startswith("(", end + 1) or _in_placeholder(document, match)):
            continue
        if is_in_emptied(document, start) or closes_call(text, end):
            continue
        edit = Edit(start, end, "", _INSIDE)
        if _is_list_mark(text, start):
            list_marks.append(edit)
            continue
        yield edit
        if _ALPHABETIC_LETTER.match(text, end + 1):
            yield Edit(end + 1, end + 1, " ", _INSIDE)
    # `a ) first` may be the text's own way, but not beside `b) second`.
    if list_marks and document.scan.has(_CLOSED_LIST_MARK):
        yield from list_marks


def _is_list_mark(text: str, end: int) -> bool:
    """Tell whether a line begins with one letter or number before `end`, as in `a ) first`."""
    start = text.rfind("\n", 0, end) + 1
    return end - start <= 3 and text[start:end].strip().isalnum()  # noqa: PLR2004 - `12 )` at most


@where(_AFTER_NUMBER)
def _signs_after_numbers(document: Document) -> Iterator[Edit]:
    """Yield the space of `9.6$ 165`, in a text whose other amounts have the sign before them."""
    for match in document.scan.matches(_AFTER_NUMBER):
        if not document.scan.has(_SIGN_BEFORE) or document.scan.has(_SIGN_BEHIND):
            return
        yield Edit(match.start(), match.end(), " " + match[1], ("currency-on-wrong-side",))


RULES = (
    Rule(
        "space-before-comma",
        "A space stands before a comma.",
        (
            Find(rf"(?<=[^\s,(\[{{]){_GAP}(?=,(?![\d,]))", unless=_stays_apart),
            Find(rf"(?<=[{_IDEOGRAPH}]){_GAP}(?=[\uff0c\u3001])", unless=_in_row),
            Find(rf"(?<=[^\s(\[{{\u060c]){_GAP}(?=\u060c)", unless=_in_row),
        ),
        before="On the hill , a house.",
        after="On the hill, a house.",
        untouched="It cost ,50 then.\nname ,age ,town",
    ),
    Rule(
        "space-before-stop",
        "A space stands before a full stop.",
        (
            Find(rf"(?<=[^\s.(\[{{]){_GAP}(?=\.(?=[\s)\]{_QUOTES}]|$)(?!\s?\.))", unless=_is_no_stop),
            Find(rf"(?<=[{_IDEOGRAPH}]){_GAP}(?=[\u3002\uff01\uff0e\uff1a\uff1b\uff1f])"),
            Find(rf"(?<=[{_ARABIC}]){_GAP}(?=[\u061b\u061f])"),
            slipped_stops,
        ),
        before="It was late . We left.",
        after="It was late. We left.",
        untouched="It was late . . . We use .NET here.",
    ),
    Rule(
        "space-before-mark",
        "A space stands before a semicolon, colon, question or exclamation mark where the language has none.",
        (
            Find(
                rf"(?<={_LETTER})({_GAP})[;:?!\N{{GREEK QUESTION MARK}}]++(?=[\s{_QUOTES}]|$)",
                languages=Having("closed_marks"),
                unless=_is_no_mark,
            ),
            Find(
                rf"(?<=[\d_%)\]\u2019\u201d])({_GAP})[;?!\N{{GREEK QUESTION MARK}}]++(?=[\s{_QUOTES}]|$)",
                languages=Having("closed_marks"),
                unless=_is_no_mark,
            ),
            # Of `3 : 2` and `(a) :)` only a tokeniser leaves no doubt.
            Find(
                rf"(?<=[\d)?])({_GAP}):(?= (?!\d)|$)",
                languages=Having("closed_marks"),
                unless=is_whole,
            ),
            Find(
                rf"(?<=[\u0370-\u03ff]){_GAP}(?=[\N{{GREEK ANO TELEIA}}\N{{MIDDLE DOT}}]\s)",
                languages=Having("ano_teleia"),
            ),
        ),
        before="Was it late ? It was ; we left.",
        after="Was it late? It was; we left.",
        untouched="The score was 3 : 2, and we smiled :) at it.",
    ),
    Rule(
        "space-before-ellipsis",
        "A space stands before an ellipsis that ends a line or a quotation, in a text that closes its others.",
        (
            Find(
                rf"(?<={_LETTER}{{2}}){_GAP}(?=\N{{HORIZONTAL ELLIPSIS}}(?:[\"\u201d\u2019\u00bb]|{_GAP}\u00bb|$))",
                languages=Having("closed_ellipsis"),
                unless=_spaces_its_ellipses,
            ),
        ),
        before="I only wondered\u2026 Well\u2026 it was late and the boat \u2026",
        after="I only wondered\u2026 Well\u2026 it was late and the boat\u2026",
        untouched="It was late \u2026 The boat \u2026",
    ),
    Rule(
        "space-after-inverted-mark",
        "A space stands behind an inverted question or exclamation mark.",
        (
            # Only before a question or exclamation that ends in its mark, not where the sign itself is meant.
            Find(rf"\u00bf({_GAP})(?={_LETTER}[^\n\u00bf?]{{0,300}}\?)"),
            Find(rf"\u00a1({_GAP})(?={_LETTER}[^\n\u00a1!]{{0,300}}!)"),
        ),
        before="\u00bf Qui\u00e9n viene? \u00a1 Nadie!",
        after="\u00bfQui\u00e9n viene? \u00a1Nadie!",
        untouched="The sign \u00bf is Spanish.",
    ),
    Rule(
        "missing-space-before-inverted-mark",
        "A question or exclamation in Spanish is glued to the mark before it.",
        # Behind a letter the sign is what is left of a lost one (`a\u00bfo`); behind a mark a sentence begins.
        (Find(rf"(?<={_LETTER}[.,;:!?])(?=[\u00bf\u00a1]{_LETTER})", " ", languages=Having("inverted_marks")),),
        before="Vino tarde.¿Quién viene ahora?",
        after="Vino tarde. ¿Quién viene ahora?",
        untouched="Dijo (¡por fin!) que sí.",
        options=(("language", "es"),),
    ),
    Rule(
        "space-after-full-width-mark",
        "A space stands behind a Chinese or Japanese mark, which brings its own.",
        (after_full_width,),
        before="渡輮晚了， 大家走了。",
        after="渡輮晚了，大家走了。",
        untouched="渡輮晚了， OK。",
        options=(("language", "zh"),),
    ),
    Rule(
        "space-inside-brackets",
        "A space stands inside a bracket.",
        # Braces are code or a template, never prose.
        (
            # Where the only space between two words stands inside, it moves outside.
            Find(rf"(?<=[{_ALPHABETIC}]{{3}})\({_GAP}(?=[^\s)\]|,;:])(?!{_ENDING})", " (", unless=_opens_call),
            Find(rf"(?<=[{_ALPHABETIC}]{{3}}\(){_GAP}(?={_ENDING})"),
            Find(rf"(?<![:;=8(\-{_IDEOGRAPH}])(?<![{_ALPHABETIC}]{{3}})\(({_GAP})(?=[^\s)\]|,;:])"),
            # A bracket of full width has its space within. A Latin word in one may be set apart all the same.
            Find(rf"(?<=\uff08){_GAP}(?=[{_IDEOGRAPH}])"),
            Find(rf"(?<=[{_IDEOGRAPH}]){_GAP}(?=\uff09)"),
            Find(rf"(?<=\uff08){_GAP}(?=[A-Za-z0-9])", unless=_sets_latin_apart),
            Find(rf"(?<=[A-Za-z0-9]){_GAP}(?=\uff09)", unless=_sets_latin_apart),
            Find(rf"(?<=[{_IDEOGRAPH}]\(){_GAP}(?=[{_IDEOGRAPH}])"),
            # Behind a hyphen or a mark it is the name of a key: `CTRL-[ ends it`.
            Find(rf"(?<![:;=8'\"^\-{_IDEOGRAPH}])\[({_GAP})(?=[^\s)\]|,;:])", unless=_in_placeholder),
            _before_closers,
        ),
        before="We saw it ( the house ) at last.",
        after="We saw it (the house) at last.",
        untouched="- [ ] see the house :( again, :(( or :-( again",
    ),
    Rule(
        "currency-on-wrong-side",
        "The space before an amount of money stands behind its sign.",
        (
            Find(rf"(?<=[a-z])(([{_SIGNS}]){_SPACE})(?=\d)", r" \2", languages=Having("currency_first")),
            _signs_after_numbers,
        ),
        before="It cost only$ 5.6 million, or£ 4.",
        after="It cost only $5.6 million, or £4.",
        untouched="It cost US$ 5 and 5 $ and foo$1.",
    ),
    Rule(
        "space-after-currency",
        "A space stands between the currency sign and the amount in English.",
        (
            Find(
                rf"(?<![^\s(\[\"\N{{EM DASH}}\N{{LEFT DOUBLE QUOTATION MARK}}])[{_SIGNS}]( )(?=\d)",
                languages=Having("currency_first"),
                unless=_after_number,
            ),
        ),
        before="It cost $ 5.6 million, or £ 4.",
        after="It cost $5.6 million, or £4.",
        untouched="It cost US$ 5 and 5 $ and 5.",
    ),
    Rule(
        "space-before-percent",
        "A space stands between a number and the percent sign in English.",
        (
            Find(
                rf"(?<=\d)( )%(?=[\s.,;:)\]!?+\u2013\u2014{_QUOTES}]|-\d|$)",
                languages=Having("closed_percent"),
                unless=_spaces_its_units,
            ),
        ),
        before="It grew by 5 % last year.",
        after="It grew by 5% last year.",
        untouched="A % sign and 5% of it.",
    ),
    Rule(
        "space-on-one-side-of-dash",
        "A dash between two words has a space on one side only; the text's other dashes tell how it is set.",
        (dashes,),
        before="They sold exports —a policy that both kept.",
        after="They sold exports—a policy that both kept.",
        untouched="They sold exports — a policy. “To be.” —Shakespeare",
    ),
    Rule(
        "missing-space-after-stop",
        "The next sentence is glued to the full stop.",
        (glued_stops, glued_semicolons, caseless_stops),
        before="It was late.The house was dark.",
        after="It was late. The house was dark.",
        untouched="We use Node.js and asyncio.Queue at example.com.",
    ),
    Rule(
        "missing-space-after-comma",
        "The next word is glued to the comma.",
        (
            # The comma moves as a whole from the next word to the one before.
            Find(rf"(?<=[^\s,(\[{{]){_GAP},()(?={_LETTER})", " ", unless=_opens_or_is_in_row),
            Find(rf"(?<=[^\s(\[{{\u060c]){_GAP}\u060c()(?={_LETTER})", " ", unless=_in_row),
            Find(
                rf"(?<=[{_ARABIC_LETTER}\u064b-\u0652)\u00bb\u201d])[\u060c\u061b\u061f,]()(?=[{_ARABIC_LETTER}])",
                " ",
                languages=Having("arabic_marks"),
            ),
            # The space before such a mark goes in the same run.
            Find(
                rf"(?<=[{_ARABIC}]{_GAP})[\u061b\u061f]()(?=[{_ARABIC_LETTER}])",
                " ",
                languages=Having("arabic_marks"),
            ),
            glued_commas,
            caseless_commas,
        ),
        before="The house was dark,and the door open.",
        after="The house was dark, and the door open.",
        untouched="Sort by name,size,date and pay 1,234.",
    ),
    Rule(
        "missing-space-before-mark",
        "No space stands before a mark where the language has one, and the text before most.",
        (lost_before_marks,),
        before="Le bac est parti ! Qui l’a vu ? Nul ; il pleuvait : tout était gris. Et le chien de la maison?",
        after="Le bac est parti ! Qui l’a vu ? Nul ; il pleuvait : tout était gris. Et le chien de la maison ?",
        untouched="Le bac est parti! Qui l’a vu? Nul; il pleuvait: tout était gris. Et le chien de la maison?",
        options=(("language", "fr"),),
    ),
    Rule(
        "missing-space-between-words",
        "Two words that the text holds apart elsewhere are glued at a capital.",
        (glued_words,),
        before="An FSA is what they called it, and the boat was calledFSA, as an FSA is.",
        after="An FSA is what they called it, and the boat was called FSA, as an FSA is.",
        untouched="The iPhone and the eBay of it, and macOS.",
    ),
)

PASS = Pass.of_rules("spacing", Stage.SPACING, Contract(Touch.SPACE), RULES)
