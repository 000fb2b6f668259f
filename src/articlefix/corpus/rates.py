"""Rates of damage: in how many records each rule found anything, as a table with bars and as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from articlefix.corpus.job import Tally
from articlefix.reports import columns

_BAR = 24
_EIGHTHS = " ▏▎▍▌▋▊▉"


class Rate(NamedTuple):
    """What one rule did in a run; `share` is the part of all records in which it did anything, from 0 to 1."""

    rule: str
    owner: str
    edits: int
    findings: int
    records: int
    share: float


def rates(tally: Tally, owners: Mapping[str, str]) -> list[Rate]:
    """Return the rules that did anything, the most frequent first; `owners` tells the pass of each."""
    made = [
        Rate(
            rule,
            owners.get(rule, ""),
            tally.edits.get(rule, 0),
            tally.findings.get(rule, 0),
            records,
            records / max(1, tally.records),
        )
        for rule, records in tally.affected.items()
    ]
    return sorted(made, key=lambda rate: (-rate.records, rate.rule))


def bar(share: float, width: int = _BAR) -> str:
    """Draw a bar that is full at 1, in eighths of a cell.

    >>> bar(0.5, 4), bar(0.3, 4), bar(0.0001, 4)
    ('██', '█▎', '▏')
    """
    eighths = max(1, round(share * width * 8))
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).strip()


def table(found: Sequence[Rate]) -> list[str]:
    """Return the lines of a table, for people, `grep` and `awk` alike; bars are scaled to the highest rate."""
    if not found:
        return []
    top = found[0].share
    rows = [("Rule", "Pass", "Edits", "Findings", "Records", "Rate", "")]
    for rate in found:
        numbers = (f"{rate.edits:,}", f"{rate.findings:,}", f"{rate.records:,}", f"{rate.share:.2%}")
        rows.append((rate.rule, rate.owner, *numbers, bar(rate.share / top)))
    return columns(rows, right=_NUMBERS)


_NUMBERS = (2, 3, 4, 5)
_TITLE = "Share of {:,} records in which a rule repaired or found anything"
_ROW, _LABEL, _PLOT, _MARGIN = 22, 210, 420, 16


def svg(found: Sequence[Rate], records: int) -> str:
    """Draw the rates as bars, the highest as wide as the picture."""
    width, height = _LABEL + _PLOT + 90 + _MARGIN, _MARGIN * 3 + _ROW * max(1, len(found)) + 20
    top = max((rate.share for rate in found), default=1.0)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"',
        f'  width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f"<title>{_TITLE.format(records)}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="{_MARGIN}" y="{_MARGIN + 10}" font-size="14" font-weight="bold">{_TITLE.format(records)}</text>',
    ]
    for number, rate in enumerate(found):
        middle = _MARGIN * 2 + 20 + _ROW * number
        length = max(1.0, _PLOT * rate.share / top)
        lines += [
            f'<text x="{_LABEL - 8}" y="{middle + 4}" text-anchor="end">{_escape(rate.rule)}</text>',
            f'<rect x="{_LABEL}" y="{middle - 7}" width="{length:.1f}" height="14" fill="#3b6ea5"/>',
            f'<text x="{_LABEL + length + 6:.1f}" y="{middle + 4}" fill="#444">{rate.share:.2%}</text>',
        ]
    if not found:
        lines.append(f'<text x="{_MARGIN}" y="{_MARGIN * 2 + 24}">none</text>')
    return "\n".join([*lines, "</svg>", ""])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
