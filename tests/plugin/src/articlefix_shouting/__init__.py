"""Lower the voice: `Stop!!!` -> `Stop!`."""

from articlefix import Contract, Find, Pass, Rule, Stage, Touch

RULES = (
    Rule(
        "shout",
        "Several exclamation marks stand in a row.",
        (Find("(?<!!)!{2,}+", "!"),),
        before="Stop!!!",
        after="Stop!",
        untouched="Stop!",
    ),
)

PASS = Pass.of_rules("shouting", Stage.PUNCTUATION, Contract(Touch.PUNCTUATION), RULES)
