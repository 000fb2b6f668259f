"""What is certainly damage and was not repaired: one finding for a line."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from articlefix.core.document import Document
from articlefix.core.edits import Finding
from articlefix.core.needs import where
from articlefix.passes.mojibake.decoding import NEXT
from articlefix.passes.mojibake.misread_scripts import COMMON_PAIRS
from articlefix.passes.mojibake.suspect import SUSPECT
from articlefix.scan.pattern import Pattern
from articlefix.text.undecoded import PART_OF_MARK

_REMAINS = Pattern(r"\ufffd++|[\x80-\x9f]++|\u00ef\u00bf\u00bd|\u00e2(?:\?\?|\u20ac)|[\u02d8-\u02db](?=[a-z])")
_PARTS = Pattern(
    # The first bytes of an emoji or of letters in a mathematical style, whose last byte was lost.
    r"\u00f0\u0178|(?:\u00f0[\u00a1-\u00bf]){2,}"
    rf"|{PART_OF_MARK}"
    # Marks of UTF-8 as GBK and Shift JIS, whose last byte was lost; U+FFFD itself as GBK.
    r"|[\u9225\u7ab6](?:[^\x00-\x7f]|[?\ufffd])|\u951f\u65a4\u62f7"
)
# Ideographs in three bytes each, of which some were lost.
_IDEOGRAPHS = re.compile(f"(?:[\u00e3-\u00e9]{NEXT}{{1,2}}){{2,}}")
# The beginning of one, at the end of a line that was cut by bytes.
_CUT = Pattern(rf"(?<=[\u3040-\u9fff])[\u00e3-\u00e9]{NEXT}?$")
# A mark of a quotation inside a word, as letters of MS-DOS are shown.
_INSIDE = Pattern(
    r"(?<=[a-z])[\u2039\u201a\u201e\u2020\u2021\u2030](?=[a-z])|(?<=[a-z])\u00e2\u0161\u00b4(?=[a-z])"
)
_PARTNERS = {"\u2039": "\u203a", "\u201a": "\u2018\u2019", "\u201e": "\u201c\u201d"}
# Words of accented letters alone.
_ACCENTED = re.compile("(?<![^\\W_])[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]{4,}(?![^\\W_])")
_FEW_LETTERS = 3
_MOST_FINDINGS = 50


@where(_REMAINS, _PARTS, _CUT, _INSIDE, SUSPECT, COMMON_PAIRS)
def remains(document: Document) -> Iterator[Finding]:
    """Yield one finding for the first lost character of each line, with their number."""
    text = document.text
    scan = document.scan
    found = [match for pattern in (_REMAINS, _PARTS, _CUT, _INSIDE) for match in scan.matches(pattern)]
    found += _IDEOGRAPHS.finditer(text) if scan.has(SUSPECT) else ()
    found += _ACCENTED.finditer(text) if scan.has(COMMON_PAIRS) else ()
    found = sorted((match for match in found if _is_damage(text, match)), key=re.Match.start)
    for line in islice(by_line(text, [match.start() for match in found]), _MOST_FINDINGS):
        lost = found[: len(line)]
        del found[: len(line)]
        names = sorted({f"U+{ord(character):04X}" for match in lost for character in match.group()})
        more = f", {len(lost)} places in this line" if len(lost) > 1 else ""
        yield Finding(*lost[0].span(), "undecodable-text", f"lost in decoding: {' '.join(names)}{more}")


def _is_damage(text: str, match: re.Match[str]) -> bool:
    if match.re is _INSIDE.compiled:
        line = text[match.end() : line_end(text, match.end())]
        return not any(partner in line for partner in _PARTNERS.get(match.group(), ""))
    if match.re is _ACCENTED:
        return len(set(match.group().lower())) >= _FEW_LETTERS and not _is_alphabet(match.group())
    return True


def _is_alphabet(letters: str) -> bool:
    """Tell whether letters stand in the order of their numbers, as in a list of them."""
    return list(letters) == sorted(letters)


def by_line(text: str, places: Iterable[int]) -> Iterator[list[int]]:
    """Yield those of the places of a text, which are sorted, that stand in the same line."""
    line: list[int] = []
    end = -1
    for place in places:
        if line and place > end:
            yield line
            line = []
        if not line:
            end = line_end(text, place)
        line.append(place)
    if line:
        yield line


def line_end(text: str, place: int) -> int:
    """Return where the line of a place ends."""
    end = text.find("\n", place)
    return len(text) if end < 0 else end
