"""Turn what a plain `str -> str` function did to a text into minimal edits."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from articlefix.core.document import Document, lines
from articlefix.core.edits import Edit, apply, compose

_ANCHOR = 3
"""How many equal characters make two places one: fewer match by chance, more would glue neighbouring damages."""

_WINDOW = 32


def find_by(function: Callable[[str], str], rule: str) -> Callable[[Document], Iterator[Edit]]:
    """Return a `find` for a pass that applies `function` to each line and reports under `rule`.

    `function` must be importable by name, or the pass cannot be sent to another process.

    >>> list(find_by(str.upper, "lower-case")(Document("AB cD")))
    [Edit(start=3, end=4, replacement='C', rules=('lower-case',))]
    """
    return partial(_find_by, function, rule)


def then(edits: tuple[Edit, ...], text: str, more: Iterable[Edit]) -> tuple[tuple[Edit, ...], str]:
    """Return what `edits`, which gave `text`, and then `more` over `text` do together, and the text they give.

    For a pass of several steps, each of which must see what the one before it made.
    """
    wanted = sorted(more)
    return (compose(edits, wanted, text), apply(text, wanted)) if wanted else (edits, text)


def advanced(
    edits: tuple[Edit, ...], document: Document, more: Iterable[Edit]
) -> tuple[tuple[Edit, ...], Document]:
    """Return what `edits`, which gave `document`, and then `more` over it do together, and the document they give.

    As `then`, with what the scan knows of the parts that did not change.
    """
    wanted = sorted(more)
    return (compose(edits, wanted, document.text), document.edited(wanted)) if wanted else (edits, document)


def _find_by(function: Callable[[str], str], rule: str, document: Document) -> Iterator[Edit]:
    for start, end in lines(document.text):
        line = document.text[start:end]
        for low, high, replacement in differences(line, function(line)):
            yield Edit(start + low, start + high, replacement, (rule,))


def differences(before: str, after: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, replacement) over `before`, sorted and disjoint, which together give `after`.

    Linear in the text: no table of all pairs is made. From a difference on it looks for the nearest place where
    both texts agree again, in a window that doubles, so what is looked at stays in proportion to what differs.
    The result is correct for any two texts; it is not always the shortest.

    >>> list(differences("It isn??t so, it can??t be", "It isn't so, it can't be"))
    [(6, 8, "'"), (20, 22, "'")]
    """
    if before == after:
        return
    tail = _common_suffix(before, after)
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    i = j = 0
    while True:
        same = _common_prefix(before, after, i, j)
        i, j = i + same, j + same
        if i == len(before) and j == len(after):
            return
        next_i, next_j = _resume(before, after, i, j)
        # What both sides of a difference share at its end belongs to neither.
        shared = _common_suffix(before[i:next_i], after[j:next_j])
        yield i, next_i - shared, after[j : next_j - shared]
        i, j = next_i, next_j


def _resume(before: str, after: str, i: int, j: int) -> tuple[int, int]:
    """Return the nearest places past `i` and `j` from which `_ANCHOR` characters are equal, or both ends."""
    window = _WINDOW
    while True:
        if best := _nearest(before, after, i, j, window):
            return best
        if window > len(before) - i and window > len(after) - j:
            return len(before), len(after)
        window *= 2


def _nearest(before: str, after: str, i: int, j: int, window: int) -> tuple[int, int] | None:
    """Return what `_resume` does, where it is found in a window of both texts."""
    places: dict[str, int] = {}
    for place in range(j, min(j + window, len(after) - _ANCHOR + 1)):
        places.setdefault(after[place : place + _ANCHOR], place)
    best: tuple[int, int] | None = None
    for place in range(i, min(i + window, len(before) - _ANCHOR + 1)):
        if best and place - i >= best[0] - i + best[1] - j:
            break
        other = places.get(before[place : place + _ANCHOR])
        if other is not None and (best is None or place + other < sum(best)):
            best = place, other
    return best


def _common_prefix(left: str, right: str, i: int, j: int) -> int:
    """Return how many characters from `left[i:]` and `right[j:]` are equal, in steps that grow."""
    limit = min(len(left) - i, len(right) - j)
    done, step = 0, 16
    while done < limit:
        step = min(step, limit - done)
        if left[i + done : i + done + step] == right[j + done : j + done + step]:
            done += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
    return done


def _common_suffix(left: str, right: str) -> int:
    limit = min(len(left), len(right))
    count = 0
    while count < limit and left[-1 - count] == right[-1 - count]:
        count += 1
    return count
