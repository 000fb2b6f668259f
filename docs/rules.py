r"""Write docs/rules.md, the reference of all rules, from the values that `articlefix explain` shows.

python docs/rules.py

A heading for each rule, under its own name, is what a link to it needs: `rules.md#turned-quote`.
"""

from collections.abc import Iterator
from pathlib import Path

from articlefix import registry
from articlefix.cli.explain import about
from articlefix.cli.passes import touches
from articlefix.core.passes import Pass, Rule
from articlefix.reports import visible
from articlefix.reports.reference import described

PAGE = Path(__file__).parent / "rules.md"

HEAD = """\
# Rules

What each rule repairs or reports, and a look-alike that it leaves alone. A rule is named after the defect. The
passes stand in the order in which they run. `articlefix explain RULE` shows the same on a terminal.

In the examples, a line that begins with `-` is the text as it was, and one that begins with `+` the repaired text.
A character that cannot be seen is written as an escape: `\\xa0` is a no-break space, `\\x20` a space at the end of
a line. [use.md](use.md#leave-something-out) tells how to leave out a rule or a pass.

This page is made by `python docs/rules.py` from the rules themselves.
"""


def of_rule(rule: Rule) -> Iterator[str]:
    """Yield the section of one rule."""
    yield from (f"### {rule.name}", "", *described(rule), "")


def of_pass(pass_: Pass, told: set[str]) -> Iterator[str]:
    """Yield the section of one pass, with those of its rules that are not told of yet."""
    yield from (f"## Pass: {pass_.name}", "")
    off = f" Off by default; `--enable {pass_.name}` switches it on." if pass_.name in registry.ON_REQUEST else ""
    yield from (f"Stage: {pass_.stage.name.lower()}. May touch: {touches(pass_.contract)}.{off}", "")
    yield from (visible(about(pass_)), "")
    again = [rule.name for rule in pass_.rules if rule.name in told]
    if again:
        links = ", ".join(f"[{name}](#{name})" for name in again)
        yield from (f"It reports under {links} as well, which is described above.", "")
    for rule in pass_.rules:
        if rule.name not in told:
            told.add(rule.name)
            yield from of_rule(rule)


def page() -> str:
    """Return the page."""
    passes = registry.available()
    lines = [*HEAD.split("\n"), "| Rule | Pass | What is wrong |", "|---|---|---|"]
    owners = {rule.name: (pass_, rule) for pass_ in reversed(passes) for rule in pass_.rules}
    for name, (pass_, rule) in sorted(owners.items()):
        message = visible(rule.message).replace("|", r"\|")
        lines.append(f"| [{name}](#{name}) | [{pass_.name}](#pass-{pass_.name}) | {message} |")
    lines.append("")
    told: set[str] = set()
    for pass_ in passes:
        lines += of_pass(pass_, told)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
