"""Count the edits and findings on texts that are well edited, and show them.

    python benchmarks/harm.py [--show RULE|all] [--only PASS,...] [--format markdown] PATH...

Well edited text must come out as it went in, so each edit here is either a flaw that its publisher missed or a
defect of a rule. The figure is the Levenshtein distance of all edits per 10,000 characters. Every text is
checked as before it is written: a second run that changes anything is an error, and so is Markdown that renders to
other elements.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from articlefix import Cleaner, PassError, Result

CONTEXT = 50


def files(paths: list[Path]) -> Iterator[Path]:
    """Yield the texts under `paths`."""
    for path in paths:
        if path.is_file():
            yield path
        else:
            yield from sorted(found for found in path.rglob("*") if found.suffix in (".txt", ".md", ".markdown"))


def show(path: Path, result: Result, wanted: str) -> None:
    """Print the edits and findings of the wanted rule in their context."""
    text = result.original
    for edit in result.edits:
        if wanted == "all" or wanted in edit.rules:
            before, after = text[max(0, edit.start - CONTEXT) : edit.start], text[edit.end : edit.end + CONTEXT]
            change = f"[{text[edit.start : edit.end]!r} -> {edit.replacement!r}]"
            print(f"{path.name}: {','.join(edit.rules)}: {before!r} {change} {after!r}")
    for finding in result.findings:
        if wanted in ("all", finding.rule):
            around = text[max(0, finding.start - CONTEXT) : finding.end + CONTEXT]
            print(f"{path.name}: {finding.rule}: {finding.message}: {around!r}")


def main() -> None:
    """Print the figures of all paths together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--format", default="text")
    arguments = parser.parse_args()
    only = arguments.only.split(",") if arguments.only else []
    cleaner = Cleaner(format=arguments.format, only=only)
    size = distance = unstable = count = 0
    edits: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for path in files(arguments.paths):
        result = cleaner.clean(path.read_bytes().decode("utf-8"))
        count += 1
        size += len(result.original)
        for edit in result.edits:
            distance += Levenshtein.distance(result.original[edit.start : edit.end], edit.replacement)
            edits.update(edit.rules)
        findings.update(finding.rule for finding in result.findings)
        if arguments.show:
            show(path, result, arguments.show)
        try:
            cleaner.verify(result)
        except PassError as error:
            unstable += 1
            print(f"{path}: {error}")
    per = 10_000 / max(size, 1)
    print(f"{count} texts, {size} characters, {unstable} unstable or harmed")
    print(f"edits    {distance * per:8.4f} per 10,000 characters  {dict(edits.most_common())}")
    print(f"findings {sum(findings.values()) * per:8.4f} per 10,000 characters  {dict(findings.most_common())}")


if __name__ == "__main__":
    main()
