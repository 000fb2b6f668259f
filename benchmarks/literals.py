"""Store what the index derives from the patterns of the built-in rules, so that a start need not derive it.

    python benchmarks/literals.py            # brings src/articlefix/scan/literals.json up to date
    python benchmarks/literals.py --show     # prints each pattern with the number of its literals, the costly first

A pattern that is not stored works all the same, some 10 milliseconds later; a test tells that the file is stale.
"""

import json
import sys
from pathlib import Path

from articlefix import registry
from articlefix.scan import pattern as patterns
from articlefix.scan.derivation import leads, literals

PATH = Path(patterns.__file__).with_name("literals.json")


def main(arguments: list[str]) -> None:
    """Derive the literals of all patterns, and store or show them."""
    registry.built_in()
    regexes = {pattern.name: pattern.regex for pattern in patterns.declared()}
    found = {name: literals(regex) for name, regex in regexes.items()}
    if "--show" in arguments:
        for name, each in sorted(found.items(), key=lambda item: len(item[1]) or 1 << 20, reverse=True):
            print(f"{len(each) or 'none':>6}  {name}")
        return
    stored = {
        name: patterns.as_stored(each) or leads(regexes[name]).decode("latin-1")
        for name, each in sorted(found.items())
    }
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(each, separators=(',', ':'))}" for name, each in stored.items()
    )
    PATH.write_text(f"{{\n{lines}\n}}\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
