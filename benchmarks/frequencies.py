"""Count how often characters of each kind stand beside each other in good text: what the index takes for rare.

    python benchmarks/frequencies.py FOLDER... > src/articlefix/scan/frequencies.json

Give folders with edited text (`.txt`), of several languages. The index chooses, for each pattern of a rule, the
literals that good text has least often; a table that is somewhat off costs time and never a match.
"""

import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

from articlefix.scan.frequencies import kind_of

FEWEST = 5  # in a million: what is rarer is as good as absent


def main(folders: list[str]) -> None:
    """Print the table."""
    pairs: Counter[str] = Counter()
    for folder in folders:
        for path in sorted(Path(folder).rglob("*.txt")):
            text = path.read_text(encoding="utf-8")
            pairs.update(a + b for a, b in pairwise(map(kind_of, f"\n{text}\n")))
    total = pairs.total()
    table = {pair: round(1e6 * count / total) for pair, count in sorted(pairs.items())}
    table = {pair: count for pair, count in table.items() if count >= FEWEST}
    print(json.dumps(table, indent=0))


if __name__ == "__main__":
    main(sys.argv[1:])
