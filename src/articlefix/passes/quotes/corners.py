"""Straight marks around what somebody says in a Japanese text, which has corner brackets for that.

Japanese has `"` beside its brackets: around Latin words, and around a single word that is stressed. So only what
can be nothing but speech joins them: a clause, told by its comma or its stop, or words before a verb of saying.
"""

from collections.abc import Iterator

from articlefix.core.document import Document, line_around
from articlefix.core.edits import Edit
from articlefix.scan.pattern import Pattern

OPENING, CLOSING = "「」"
_LEAST_SHARE = 0.4  # of all marks: with fewer brackets the text may have straight marks for its speech
_OWN = r"\u3041-\u30ff\u3400-\u9fff"  # kana and ideographs
_LONGEST = 200
_LONGEST_LINE = 5_000  # characters: what stands before each mark is counted
_SAID = "話し|話す|述べ|語っ|語る|答え|叫ん|叫ぶ|尋ね|つぶや|説明し|強調し|言っ|いう。|言う。"
_SPEECH = Pattern(
    rf'"(?=[{_OWN}])(?:(?=[^"\n]{{0,{_LONGEST}}}[、。！？])[^"「」『』\n]{{1,{_LONGEST}}}[{_OWN}。！？]"'
    rf'|[^"「」『』\n]{{1,{_LONGEST}}}[{_OWN}]"(?=と(?:{_SAID})))'
)


def straight_speech(document: Document) -> Iterator[Edit]:
    """Yield the edits that give speech in straight marks the corner brackets that most of the text has."""
    text = document.text
    straight = text.count('"')
    if not straight or text.count(OPENING) * 2 < _LEAST_SHARE * (text.count(OPENING) * 2 + straight):
        return
    line_start = line_end = 0
    for match in document.scan.matches(_SPEECH):
        start, end = match.span()
        if end > line_end:
            line_start, line_end = line_around(text, start, end)
        if line_end - line_start > _LONGEST_LINE:
            continue
        before = text[line_start:start]
        is_paired = before.count('"') % 2 == 0 and text[line_start:line_end].count('"') % 2 == 0
        is_within = before.count(OPENING) > before.count(CLOSING)  # where 『』 would be right
        if is_paired and not is_within and not document.is_protected(start, end):
            yield Edit(start, start + 1, OPENING, ("straight-quote",))
            yield Edit(end - 1, end, CLOSING, ("straight-quote",))
