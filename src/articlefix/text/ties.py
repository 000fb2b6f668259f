"""Which words a no-break space may tie together on purpose, for the passes that meet one."""

from articlefix.scan.lazy import lazy

CJK = lazy("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_ROMAN = lazy(r"(?:[IVXLC]{2,}|[VX])\b")  # not the pronoun
_SENTENCE_MARKS = ",;:!?.)\u201d\u2019\"'\u2026"
_OPENING = "(\u201c\u2018\"'"
_ABBREVIATION = lazy(
    r"\b(?:Mrs?|Ms|Drs?|St|Ste|Mt|Ft|Prof|Sr|Jr|Gen|Col|Capt|Maj|Lt|Sgt|Rev|Hon|Sen|Rep|Gov|Messrs|Mme|Mlle"
    r"|[Nn]os?|[Vv]ols?|[Ff]igs?|[Cc]h|[Ss]ec|[Ee]ds?|pp|cf|ca|vs|al|Nr|Dipl|Ing)\.\Z"
)


def _is_abbreviation(text: str, place: int, end: int) -> bool:
    """Tell whether the full stop before `place` ends a title, an initial or a like word, and no sentence."""
    if text[end].isupper() and text[place - 2 : place - 1].isupper() and not text[place - 3 : place - 2].isalnum():
        return True
    return bool(_ABBREVIATION.search(text, max(0, place - 12), place))


def parts_words(text: str, start: int, end: int) -> bool:
    """Tell whether what stands at `start:end`, if it is a space, parts words that no typography ties together.

    >>> parts_words("The&nbsp;ferry", 3, 9), parts_words("Mr.&nbsp;Hale", 3, 9), parts_words("20&nbsp;miles", 2, 8)
    (True, False, False)
    """
    left, right = text[start - 1 : start], text[end : end + 1]
    if not (left and right and _may_be_parted(left, right)):
        return False
    return not (left == "." and _is_abbreviation(text, start, end)) and not _ROMAN.match(text, end)


def _may_be_parted(left: str, right: str) -> bool:
    """Tell whether one character may end a word or a sentence and the other begin one, where words have spaces."""
    if not (left.isalpha() or left in _SENTENCE_MARKS) or CJK.match(left) or CJK.match(right):
        return False
    # A thin space parts two quote marks.
    return right.isalpha() or (right in _OPENING and left not in "\u2019\u201d'\"")
