r"""Damage that only a person can repair: it is reported, and nothing is changed.

    "the day, a"                 missing-text: a name or a link was dropped
    "(it ended. He left."        unbalanced-bracket
    "in the the end"             repeated-word
    "Okonodo said"               name-variant, where Okonedo is meant everywhere else
    "Hello {{first_name}}"       suspicious-text
    "it fell.[citation needed]"  leftover-note-mark

There are two passes. Most evidence is grammar, and is read from the repaired text at the very end (`gaps`). But
in "the day , a" and "by  and" the spaces are all that tells, and `whitespace` and `spacing` rightly take them away;
so `dropped-text` reads them before that. Both report under `missing-text`, and never the same place twice.

Left alone: whatever good prose has too. A stranded preposition ("the house we lived in."), an aside after a
conjunction ("and, in fact, he did"), "had had", list marks such as "a)", emoticons, intervals such as "[0, 1)".
"""

from articlefix.core.contract import Contract, Touch
from articlefix.core.passes import Pass, Rule, Stage
from articlefix.passes.gaps import brackets, debris, grammar, names, notes, repeats, spaces

_MISSING_TEXT = Rule(
    "missing-text",
    "A word or a name is missing, often the text of a link that was dropped.",
    before="On the day , a rival, and , which owns it, went under.",
    untouched="On the day, a rival and the bank that it belonged to went under.",
)

RULES = (
    _MISSING_TEXT._replace(finds=grammar.REPORTS),
    Rule(
        "unbalanced-bracket",
        "A bracket has no partner.",
        (brackets.find,),
        before="The term is older than that.) Nobody knows why.",
        untouched="It is (a) cheap, b) quick, and true for [0, 1) :-)",
    ),
    Rule(
        "repeated-word",
        "A word that is not doubled on purpose stands twice.",
        repeats.REPORTS,
        before="They met in the the hall.",
        untouched="He had had enough, and that that was so was very very clear.",
    ),
    Rule(
        "name-variant",
        "A name is spelled once otherwise than everywhere else.",
        (names.find,),
        before="Okonedo was first. Okonedo ran and Okonedo won. “No,” Okonedo said. Okonedo sat. Okonodo was back.",
        untouched="Okonedo was first. Okonedo ran and Okonedo won. “No,” Okonedo said. Okonedo sat. Lee was back.",
    ),
    Rule(
        "suspicious-text",
        "The text holds a placeholder or the output of a program that failed.",
        (*debris.REPORTS, debris.printed_bytes),
        before="Dear {{first_name}}, the price is $NaN.",
        untouched="In mathematics, a quotient by zero is undefined.",
    ),
    Rule(
        "leftover-note-mark",
        "The mark of a note stands in the text, and its note does not.",
        notes.REPORTS,
        before="Some say that it fell.[citation needed] That was in the war.2 In the north it began later.",
        untouched="The key [a] opens vol.2 The rest, [sic] he said, is at 20\N{DEGREE SIGN}.",
    ),
)

PASS = Pass.of_rules("gaps", Stage.REPORT, Contract(Touch.NOTHING), RULES)

# By its name it comes before `whitespace` in its stage, and so before all that repairs what it reads.
DROPPED_TEXT = Pass.of_rules(
    "dropped-text",
    Stage.LINES,
    Contract(Touch.NOTHING),
    (_MISSING_TEXT._replace(finds=(spaces.find, *spaces.REPORTS)),),
)
