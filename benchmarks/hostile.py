"""Look for texts that take long: made anew at each run from the literals and classes of all rules.

    python benchmarks/hostile.py [--minutes 10] [--seed N] [--size 20000] [--limit 1.0]

A unit is a string that the pattern of a rule matches or nearly matches, an example of a rule, a line that is page
furniture, or two of these one behind the other. Each is written in four shapes: a run of nothing else, paragraphs
of 300 characters of it, one long line in which it stands between sentences, and items, one in each line; each as
plain text and as Markdown, and each is verified. What takes more than the limit, in seconds of processor time for
100 kB, is measured again at 50 and 100 kB: the ratio tells whether it grows steeper than its size. The slowest are
printed; the exit code tells whether any was above the limit.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from articlefix import Cleaner
from articlefix.errors import PassError
from articlefix.languages import language
from articlefix.registry import built_in
from articlefix.scan.pattern import declared

WHOLE = 100_000  # characters, that the limit speaks of
PROSE = "The ferry left at noon, and nobody waved. "
PARAGRAPH = 300
SHOWN = 15
MORE = 3  # repeats above the least
CATEGORIES = {
    sre.CATEGORY_DIGIT: "07",
    sre.CATEGORY_SPACE: " \t\n\N{NO-BREAK SPACE}",
    sre.CATEGORY_WORD: "aB7_é",
    sre.CATEGORY_NOT_DIGIT: "a. ",
    sre.CATEGORY_NOT_SPACE: "a.7",
    sre.CATEGORY_NOT_WORD: " .,-",
}
ANYTHING = "aB7 .,“’-\N{NO-BREAK SPACE}\u4e00"


class Found(NamedTuple):
    """A text that was measured: what it cost, how that grows, and what it is made of."""

    seconds: float
    doubling: float
    shape: str
    form: str
    unit: str


def example(parts: Any, pick: random.Random) -> str:  # noqa: ANN401 - parses of `re`
    """Return a string that a parsed pattern is likely to match, or to follow for a while."""
    return "".join(_piece(operator, argument, pick) for operator, argument in parts)


def _piece(operator: Any, argument: Any, pick: random.Random) -> str:  # noqa: ANN401, PLR0911 - one for each kind
    if operator is sre.LITERAL:
        return chr(argument)
    if operator is sre.IN:
        return _member(argument, pick)
    if operator in (sre.ANY, sre.NOT_LITERAL):
        return pick.choice(ANYTHING)
    if operator is sre.BRANCH:
        return example(pick.choice(argument[1]), pick)
    if operator is sre.SUBPATTERN:
        return example(argument[-1], pick)
    if operator is sre.ATOMIC_GROUP:
        return example(argument, pick)
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inside = argument
        return "".join(example(inside, pick) for _ in range(pick.randint(least, min(most, least + MORE))))
    if operator is sre.ASSERT:
        return example(argument[1], pick)
    if operator is sre.AT and argument in (sre.AT_BEGINNING, sre.AT_END):
        return pick.choice(("", "\n"))
    return ""


def _member(members: Any, pick: random.Random) -> str:  # noqa: ANN401 - parses of `re`
    """Return a character of a class, or of those that a negated one leaves."""
    if members[0][0] is sre.NEGATE:
        return pick.choice(ANYTHING)
    operator, argument = pick.choice(members)
    if operator is sre.RANGE:
        return chr(pick.choice((argument[0], argument[1], pick.randint(*argument))))
    return chr(argument) if operator is sre.LITERAL else pick.choice(CATEGORIES.get(argument, ANYTHING))


def units(pick: random.Random) -> Iterator[str]:
    """Yield units without end: a round over all patterns and rules, then the same anew."""
    parsed = [parser.parse(pattern.regex) for pattern in declared()]
    examples = [rule.before for pass_ in built_in() for rule in pass_.rules if rule.before]
    lines = language("en").lines
    examples += [
        line for rule in (*lines.whole.values(), *lines.weak.values(), *lines.menu.values()) for line in rule
    ]
    while True:
        made = [*(example(tree, pick) for tree in parsed), *examples]
        made = [unit.encode("utf-8", "replace").decode() for unit in made if unit]
        made += [first + second for first, second in zip(made, pick.sample(made, len(made)), strict=True)]
        pick.shuffle(made)
        yield from made


def shapes(unit: str, size: int) -> Iterator[tuple[str, str]]:
    """Yield the shapes of a unit, with their names."""
    yield "run", (unit * (size // len(unit) + 1))[:size]
    paragraph = PROSE + (unit * (PARAGRAPH // len(unit) + 1))[:PARAGRAPH] + " He left.\n\n"
    yield "paragraphs", (paragraph * (size // len(paragraph) + 1))[:size]
    line = PROSE + unit + " "
    yield "line", (line * (size // len(line) + 1))[:size]
    item = f"- {unit}\n"
    yield "items", (item * (size // len(item) + 1))[:size]


@cache
def cleaner(form: str) -> Cleaner:
    """Return the cleaner for a format."""
    return Cleaner(format=form, language="en")


def cost(text: str, form: str) -> float:
    """Return the seconds of processor time for 100 kB of a text."""
    start = time.process_time()
    try:
        cleaner(form).verify(cleaner(form).clean(text))
    except PassError as error:
        print(f"refused: {error}: {text[:80]!r}", file=sys.stderr)
    return (time.process_time() - start) * WHOLE / len(text)


def measured(unit: str, shape: str, form: str, size: int, limit: float) -> Found:
    """Measure a text, and again in full where it seems to be above the limit."""
    first = cost(dict(shapes(unit, size))[shape], form)
    if first <= limit:
        return Found(first, 0.0, shape, form, unit)
    lengths = WHOLE // 2, WHOLE
    half, whole = (min(cost(dict(shapes(unit, size))[shape], form) for _ in range(2)) for size in lengths)
    return Found(whole, 2 * whole / half, shape, form, unit)


def main() -> int:
    """Run the command line."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=None)
    options.add_argument("--size", type=int, default=20_000)
    options.add_argument("--limit", type=float, default=1.0)
    given = options.parse_args()
    seed = random.randrange(1 << 30) if given.seed is None else given.seed  # noqa: S311 - no secret
    end = time.monotonic() + 60 * given.minutes
    found: list[Found] = []
    for form in ("text", "markdown"):
        cost(PROSE, form)  # what is loaded once
    for unit in units(random.Random(seed)):  # noqa: S311 - likewise
        for form in ("text", "markdown"):
            found += (measured(unit, shape, form, given.size, given.limit) for shape, _ in shapes(unit, given.size))
        if time.monotonic() > end:
            break
    found.sort(reverse=True)
    print(f"{len(found)} texts, seed {seed}; the slowest, in seconds for 100 kB:")
    for each in found[:SHOWN]:
        print(f"{each.seconds:6.2f}  x{each.doubling:.2f}  {each.shape:10} {each.form:8} {each.unit[:60]!r}")
    return int(found[0].seconds > given.limit)


if __name__ == "__main__":
    sys.exit(main())
