"""Words that stand twice by mistake.

Only words that nobody doubles on purpose: "had had", "that that", "very very", "Duran Duran" are not looked at.
"""

from articlefix.core.passes import Report
from articlefix.passes.gaps.classes import ENGLISH, words

# A capital begins a name: “the The Hague”, “of Of Mice and Men”. So the second word is written small.
_TWICE = "|".join(f"(?i:{word})  ?{word}" for word in sorted(words("doubled")))

REPORTS = (
    Report(
        rf"(?<![\w\u2019'-])(?=\w+  ?(\w+))(?:{_TWICE})(?![\w\u2019'-])", "“{1}” stands twice", languages=ENGLISH
    ),
)
