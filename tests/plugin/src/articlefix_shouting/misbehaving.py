"""Passes that break, each in its own way, what articlefix asks of a pass."""

from articlefix import Contract, Document, Edit, Pass, Rule, Stage, Touch

_RULE = Rule("fault", "A fault.")
_SPACES = Contract(Touch.SPACE)


def eat(document: Document) -> list[Edit]:
    """Take a letter, under a contract that allows white space."""
    return [Edit(0, 1, "", ("fault",))] if document.text else []


def overlap(document: Document) -> list[Edit]:
    """Edit one space twice."""
    at = document.text.find(" ")
    return [Edit(at, at + 1, "  ", ("fault",)), Edit(at, at + 1, "   ", ("fault",))]


def fail(document: Document) -> list[Edit]:
    """Divide by zero, after a first edit."""
    return [Edit(0, len(document.text) // 0, "", ("fault",))]


def overstep(document: Document) -> list[Edit]:
    """Edit what is behind the end."""
    return [Edit(len(document.text), len(document.text) + 1, " ", ("fault",))]


def talk(document: Document) -> list[str]:
    """Give a text, where edits are asked for."""
    return [document.text]


def break_rules(_document: Document) -> list[Edit]:
    """Use a rule that the pass does not declare."""
    return [Edit(0, 0, " ", ("undeclared",))]


def grow(document: Document) -> list[Edit]:
    """Add a line at the end, each time."""
    return [Edit(len(document.text), len(document.text), "\n", ("fault",))]


def be_quiet(_document: Document) -> list[Edit]:
    """Find nothing."""
    return []


def unready() -> Pass:
    """Fail to be made."""
    raise RuntimeError("the model is not downloaded")


def made_to_order() -> Pass:
    """Make a good pass when asked."""
    return Pass("made-to-order", Stage.SPACING, _SPACES, (_RULE,), be_quiet)


GREEDY = Pass("greedy", Stage.SPACING, _SPACES, (_RULE,), eat)
OVERLAPPING = Pass("overlapping", Stage.SPACING, _SPACES, (_RULE,), overlap)
RAISING = Pass("raising", Stage.SPACING, _SPACES, (_RULE,), fail)
UNRULY = Pass("unruly", Stage.SPACING, _SPACES, (_RULE,), break_rules)
OUT_OF_BOUNDS = Pass("out-of-bounds", Stage.SPACING, _SPACES, (_RULE,), overstep)
CHATTY = Pass("chatty", Stage.SPACING, _SPACES, (_RULE,), talk)  # type: ignore[arg-type]
RESTLESS = Pass("restless", Stage.REPORT, _SPACES, (_RULE,), grow)
A_TEXT = "a string"
MISNAMED = GREEDY
RULE_LESS = Pass("rule-less", Stage.SPACING, _SPACES, (), eat)
SPACING = Pass("spacing", Stage.SPACING, _SPACES, (_RULE,), eat)
COPIED_RULE = Pass("copied-rule", Stage.SPACING, _SPACES, (Rule("space-before-comma", "A copy."),), eat)
