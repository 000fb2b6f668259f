r"""The promises of a pass, checked on any texts: for the tests of those who write passes.

    from articlefix.testing import check_pass

    def test_promises() -> None:
        check_pass(PASS, ["It cost$ 5 .", "“Curly,” she said.", "", "\N{WARNING SIGN}"])

It needs no test framework, and goes well with Hypothesis: `check_pass(PASS, [text])` under
`@given(hypothesis.strategies.text())`.
"""

import pickle
import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from articlefix.core import engine
from articlefix.core.contract import DELETES, LONGEST_BRACKETED, Touch, touch_of
from articlefix.core.document import Document, Format
from articlefix.core.edits import Edit, Finding, apply
from articlefix.core.passes import Pass
from articlefix.errors import PassError
from articlefix.formats import PROTECT

_WORD = re.compile(r"\w+")


def check_pass(
    pass_: Pass,
    texts: Iterable[str],
    *,
    language: str = "en",
    format: Format = "text",  # noqa: A002 - the name of the option
) -> None:
    r"""Raise `AssertionError` where `pass_` breaks a promise on one of `texts`.

    It never raises; it gives the same each time, also after pickling; its edits lie in the text, in order, and
    give the result exactly; what its contract does not name is kept; protected spans are not touched; and what
    it has cleaned it leaves alone. Texts have `\n` for every line end, as the documents of a pass do.

    >>> from articlefix.core.contract import Contract
    >>> from articlefix.passes import spacing
    >>> check_pass(spacing.PASS, ["Late , ah.", "A look-alike: 3 , 4"])
    >>> check_pass(spacing.PASS._replace(contract=Contract(Touch.QUOTES)), ["Late , ah."])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    AssertionError: pass 'spacing' broke its contract: rule 'space-before-comma' changes ' ' into '', ...
    """
    for text in texts:
        document = Document(text, language, format, PROTECT[format])
        try:
            _check(pass_, document)
        except AssertionError as error:
            raise AssertionError(f"{error}\n    text: {text!r}") from error.__cause__


def _check(pass_: Pass, document: Document) -> None:
    text = document.text
    first = _found(pass_, document)
    _require(first == _found(pass_, document), pass_, "gives something else each time it is asked")
    _check_pickle(pass_, document, first)
    outcome = _run(pass_, document)
    _require(not outcome.restless, pass_, "is not stable: however often it is asked, it changes its own result")
    result = outcome.document.text
    _require(apply(text, outcome.edits) == result, pass_, f"has edits that do not give its result {result!r}")
    check_order(outcome.edits, outcome.findings, len(text))
    if problem := kept_problem(pass_, text, result):
        raise AssertionError(f"pass {pass_.name!r} {problem}")
    _check_protected(pass_, document, outcome.edits)
    again = _run(pass_, document.with_text(result))
    _require(
        not again.edits,
        pass_,
        f"is not stable: it changes its own result {result!r} into {again.document.text!r}",
    )


def check_order(edits: Sequence[Edit], findings: Sequence[Finding], size: int) -> None:
    """Raise `AssertionError` unless edits and findings are sorted and in a text of `size`, the edits disjoint."""
    spans: list[Edit | Finding] = [*edits, *findings]
    for item in spans:
        if not 0 <= item.start <= item.end <= size:
            raise AssertionError(f"{item!r} is not in the text, which has {size} code points")
    for left, right in pairwise(edits):
        if right.start < left.end or (left.start, left.end) == (right.start, right.end):
            raise AssertionError(f"{left!r} and {right!r} overlap or are out of order")
    for before, after in pairwise(findings):
        if after < before:
            raise AssertionError(f"{before!r} and {after!r} are out of order")


def kept_problem(pass_: Pass, before: str, after: str) -> str | None:
    """Return how `after` lacks what the contract of `pass_` keeps of `before`, or `None`.

    This looks at whole texts and knows nothing of edits, so that it agrees with the engine's check of each edit
    only where both are right. A pass that may delete lines or phrases may drop anything, but add or move nothing.
    """
    touches, joins_words = pass_.contract
    if Touch.ANYTHING in touches:
        return None
    if Touch.BRACKETED in touches and not touches & (Touch.LINES | Touch.PHRASES):
        return _bracketed_problem(before, after, touches, joins_words=joins_words)
    kept, left = _kept(before, touches), _kept(after, touches)
    if touches & (Touch.LINES | Touch.PHRASES):
        rest = iter(kept)
        return None if all(character in rest for character in left) else f"added or moved text: it gave {after!r}"
    if kept != left:
        return _changed_more(touches, after)
    if not joins_words and len(_words(after, touches)) < len(_words(before, touches)):
        return f"joined words: it gave {after!r}"
    return None


def _changed_more(touches: Touch, after: str) -> str:
    names = ", ".join(str(touch.name).lower() for touch in touches) or "nothing"
    return f"changed more than its contract ({names}) allows: it gave {after!r}"


def _words(text: str, touches: Touch) -> list[str]:
    """Return the words of a text, without the digits where those may go."""
    words = _WORD.findall(text)
    if Touch.DIGITS in touches:
        words = ["".join(letter for letter in word if touch_of(letter) != Touch.DIGITS) for word in words]
    return [word for word in words if word]


def _bracketed_problem(before: str, after: str, touches: Touch, *, joins_words: bool) -> str | None:
    """Return how `after` differs from `before` by more than short runs in brackets, and what else may change."""
    if Touch.FORM in touches:
        before, after = unicodedata.normalize("NFKC", before), unicodedata.normalize("NFKC", after)
    if not _may_give(before, _kept(after, touches), touches):
        return _changed_more(touches, after)
    if not joins_words and not _are_pieces(_words(after, touches), _words(before, touches)):
        return f"joined words: it gave {after!r}"
    return None


def _are_pieces(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Tell whether each of `words` stands within one of the `whole`, in order: some may be parted, none joined.

    >>> _are_pieces(["a", "a", "b"], ["aa", "c", "b"]), _are_pieces(["ab"], ["a", "b"])
    (True, False)
    """
    rest = iter(whole)
    left = ""  # of the word looked at
    for word in words:
        while word not in left:
            following = next(rest, None)
            if following is None:
                return False
            left = following
        left = left.partition(word)[2]
    return True


def _may_give(before: str, left: str, touches: Touch) -> bool:
    """Tell whether taking runs in brackets, and what may be touched, from `before` can leave `left`."""
    # How much of what is left may stem from what is before each place: runs in brackets are taken or passed over.
    reached: list[set[int]] = [{0}, *(set() for _ in before)]
    for place, character in enumerate(before):
        counts = reached[place]
        if touch_of(character) & touches:
            reached[place + 1] |= counts
        else:
            reached[place + 1] |= {count + 1 for count in counts if left[count : count + 1] == character}
        if counts and (end := _end_of_run(before, place)):
            reached[end] |= counts
    return len(left) in reached[-1]


def _end_of_run(text: str, start: int) -> int | None:
    """Return the end of the run in brackets that begins at `start`, if one does and is short."""
    closing = {"[": "]", "(": ")"}.get(text[start])
    if closing is None:
        return None
    for end in range(start + 1, min(len(text), start + LONGEST_BRACKETED + 2)):
        if text[end] in "[]()\n":
            return end + 1 if text[end] == closing and end > start + 1 else None
    return None


def _kept(text: str, touches: Touch) -> str:
    """Return what of `text` a pass that touches `touches` must keep."""
    text = "".join(character for character in text if not touch_of(character) & touches)
    if Touch.FORM in touches:
        # What is taken out may have stood between two characters that now compose.
        text = unicodedata.normalize("NFKC", text)
        text = "".join(character for character in text if not touch_of(character) & touches)
    return text


def _found(pass_: Pass, document: Document) -> list[Edit | Finding]:
    try:
        return list(pass_.find(document))
    except Exception as error:
        raise AssertionError(f"pass {pass_.name!r} raised {type(error).__name__}: {error}") from error


def _run(pass_: Pass, document: Document) -> engine.Outcome:
    try:
        return engine.run(document, (pass_,))
    except PassError as error:
        raise AssertionError(str(error)) from error


def _check_pickle(pass_: Pass, document: Document, found: list[Edit | Finding]) -> None:
    try:
        copy: Pass = pickle.loads(pickle.dumps(pass_))  # noqa: S301 - made on the spot
    except Exception as error:
        reason = "so it cannot be sent to another process; its find must be importable by name"
        raise AssertionError(f"pass {pass_.name!r} cannot be pickled ({error}), {reason}") from error
    _require(_found(copy, document) == found, pass_, "gives something else after pickling")


def _check_protected(pass_: Pass, document: Document, edits: Sequence[Edit]) -> None:
    """Compare each edit with each span: slow, and by that independent of `Document.is_protected`."""
    for span in document.protected:
        for edit in edits:
            if edit.end <= span.start or edit.start >= span.end:
                continue
            goes = pass_.contract.touches & DELETES and not edit.replacement.strip()
            if span.kind == "token" and (goes or Touch.ANYTHING in pass_.contract.touches):
                continue
            piece = document.text[span.start : span.end]
            raise AssertionError(f"pass {pass_.name!r} touched {piece!r}, which is protected: {edit!r}")


def _require(condition: bool, pass_: Pass, problem: str) -> None:  # noqa: FBT001 - the thing that is asserted
    if not condition:
        raise AssertionError(f"pass {pass_.name!r} {problem}")
