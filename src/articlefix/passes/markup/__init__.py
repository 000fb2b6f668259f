r"""What a page's code left in the text: entities, tags, comments, shortcodes.

    "salt &amp; pepper", "it&#8217;s"    -> "salt & pepper", "it\u2019s"     entities, also double-escaped
    "END. &nbsp, The"                    -> "END.  The"                     entities that lost their semicolon
    "a <em>good</em> dog<br>"            -> "a good dog\n"                  tags, line ends where words would join
    "[caption id=3]A dog[/caption]"      -> "A dog"                         shortcodes
    "\x1b[31mred\x1b[0m"                 -> "red"                           a terminal's colours
    "[b]late[/b]", "[[Oven|oven]]"       -> "late", "oven"                 marks of forums and wikis

Left alone: `this&not that`, `AT&T` and the like; `x < y` and `<name@host>`; names in angle brackets that are no
element or have no partner; lines that are about HTML; and Markdown, which has entities and tags of its own, but
for those that it would show as they stand.
"""

from collections.abc import Iterator
from itertools import chain

from articlefix.core.adapter import advanced
from articlefix.core.contract import Contract, Touch
from articlefix.core.document import Document
from articlefix.core.edits import Edit, Finding, Offsets
from articlefix.core.needs import asked, through
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.passes.markup.debris import placeholders, shortcodes, terminal_sequences
from articlefix.passes.markup.dialects import forum_code, other_shortcodes, scripts, set_apart, wikitext
from articlefix.passes.markup.entities import (
    bare_entities,
    character_data,
    entities,
    surrogate_entities,
    written_elements,
    written_tags,
)
from articlefix.passes.markup.tags import cut_tags, elements, struck, tags
from articlefix.text.shown import is_shown

RULES = (
    Rule(
        "entity",
        "An HTML entity stands for the character that it names.",
        before="Salt &amp; pepper, it&#8217;s said.",
        after="Salt & pepper, it\u2019s said.",
        untouched="AT&T pays R&D; it says so.",
    ),
    Rule(
        "escaped-entity",
        "An HTML entity was escaped again.",
        before="Salt &amp;amp; pepper&amp;hellip;",
        after="Salt & pepper\u2026",
        untouched="Salt & pepper\u2026",
    ),
    Rule(
        "broken-entity",
        "An HTML entity lost its semicolon, or has a comma for it.",
        before="He left.&nbsp Nobody saw&nbsp, it.",
        after="He left. Nobody saw it.",
        untouched="Is it this&not that?",
    ),
    Rule(
        "leftover-tag",
        "An HTML tag was left in the text.",
        before="A <em>good</em> dog.<br/>It barks.",
        after="A good dog.\nIt barks.",
        untouched="If x <b and c> d, write to <ann@example.org>.",
    ),
    Rule(
        "leftover-element",
        "A script, a style or a comment of a page was left in the text.",
        before="It ends.<script>track(1);</script><!-- more -->",
        after="It ends.",
        untouched="It ends -- or does it?",
    ),
    Rule(
        "shortcode",
        "A shortcode of a publishing system was left in the text.",
        before='[caption id="a1" width="300"]The dog.[/caption]',
        after="The dog.",
        untouched="He said [sic] that [the caption] was wrong.",
    ),
    Rule(
        "forum-code",
        "BBCode of a forum was left in the text.",
        before="He called it [b]a mistake[/b].",
        after="He called it a mistake.",
        untouched="He called it [a mistake] and index [i].",
    ),
    Rule(
        "wikitext",
        "Marks of a wiki were left in the text.",
        before="The writer [[Ann Hale|Hale]] was '''famous'''.",
        after="The writer Hale was famous.",
        untouched="The test [[ -f x ]] and the list [[1, 2], [3]].",
    ),
    Rule(
        "object-replacement",
        "An object replacement character stands where a picture was.",
        before="\N{OBJECT REPLACEMENT CHARACTER} The dog.",
        after="The dog.",
        untouched="The dog.",
    ),
    Rule(
        "terminal-sequence",
        "A sequence that sets a terminal's colour was left in the text.",
        before="A \x1b[31mred\x1b[0m dog.",
        after="A red dog.",
        untouched="See [31] and [1;2m] in it.",
    ),
)


_STEPS = (
    terminal_sequences,
    character_data,
    written_tags,
    surrogate_entities,
    entities,
    bare_entities,
    placeholders,
)
_OF_PLAIN_TEXT = (elements, set_apart, tags, shortcodes, other_shortcodes, forum_code, wikitext)
_REPORTS = (cut_tags, struck, written_elements, scripts)


@through(*_STEPS, *_OF_PLAIN_TEXT, *_REPORTS)
def find(document: Document) -> Iterator[Edit | Finding]:
    """Yield the edits that decode entities and remove tags: step by step, for tags take the space beside them."""
    edits: tuple[Edit, ...] = ()
    steps = _STEPS if document.format == "markdown" else (*_STEPS, *_OF_PLAIN_TEXT)
    for step in steps:
        found = (edit for edit in asked(step, document) if not is_shown(document, edit.start))
        edits, document = advanced(edits, document, found)
    yield from edits
    offsets = Offsets(edits)
    for start, end, rule, message in chain.from_iterable(asked(report, document) for report in _REPORTS):
        yield Finding(*offsets.original(start, end), rule, message)


PASS = Pass("markup", Stage.DECODING, Contract(Touch.ANYTHING), RULES, find)
