"""Clean a column of a pandas frame, and count what each rule did.

python examples/frame.py articles.csv cleaned.csv
"""

import sys
from collections import Counter

import pandas as pd

from articlefix import Cleaner


def cleaned(texts: "pd.Series[str]") -> "tuple[pd.Series[str], Counter[str]]":
    """Return a column of texts cleaned, missing ones as they are, and how many edits each rule made."""
    results = texts.map(Cleaner().clean, na_action="ignore")
    counts = Counter(edit.rules[0] for result in results.dropna() for edit in result.edits)
    return results.map(lambda result: result.text, na_action="ignore"), counts


def main(source: str, target: str) -> None:
    """Clean the column `text` of a file of CSV."""
    frame = pd.read_csv(source)
    frame["text"], counts = cleaned(frame["text"])
    frame.to_csv(target, index=False)
    print(pd.Series(counts, name="edits", dtype="int64").sort_values(ascending=False).to_string())


if __name__ == "__main__":
    main(*sys.argv[1:])
