"""Whether Markdown keeps its elements, and which edits it can bear.

What is protected keeps nearly all edits from what is syntax. An edit of prose may still make syntax: where an
invisible character goes that stood before a hyphen, a list begins. Such edits are left out, with all others of
their block: a text that is not repaired is harmed less than one that renders as something else.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from articlefix.core.document import Span, is_within, line_around
from articlefix.core.edits import Edit, Offsets, apply, fold_newlines
from articlefix.formats import front_matter as front

if TYPE_CHECKING:
    from markdown_it.token import Token

_RUNNING_TEXT = ("text", "text_special", "softbreak")
_TURNS = 3  # what is left out may have hidden something else; each turn parses the text anew


def kept(original: str, edits: Sequence[Edit], front_matter: Sequence[str] = ()) -> tuple[Edit, ...]:
    r"""Return the edits under which a Markdown text keeps its elements: without those of blocks that would not.

    >>> edits = Edit(0, 1, "", ("byte-order-mark",)), Edit(10, 11, "", ("space-before-comma",))
    >>> kept("\ufeff- a\n\nNo , b\n", edits)
    (Edit(start=10, end=11, replacement='', rules=('space-before-comma',)),)
    """
    left = tuple(edits)
    for _ in range(_TURNS):
        if not harms(original, left, front_matter):
            return left
        left = _apart(left, _lost(original, left))
    return () if harms(original, left, front_matter) else left


def harms(original: str, edits: Sequence[Edit], front_matter: Sequence[str] = ()) -> bool:
    """Tell whether a Markdown text would render as other elements after some edits.

    The lines of boilerplate may go, and the paragraphs that they are; of a page lists and headings go as well: what
    is left of it is held to its structure.
    """
    removed = _removed(original, edits)
    shorter = apply(original, removed)
    fits = _bears_removal(original, removed, shorter, front_matter)
    return not (fits and same_structure(shorter, apply(original, edits), front_matter=front_matter))


def _bears_removal(original: str, removed: Sequence[Edit], shorter: str, front_matter: Sequence[str] = ()) -> bool:
    """Tell whether what is left of a text without some lines of it, `shorter`, has lost nothing but paragraphs."""
    return (
        not removed
        or any("page-furniture" in edit.rules for edit in removed)
        or same_structure(original, shorter, front_matter=front_matter, fewer_paragraphs=True)
    )


def _removed(original: str, edits: Sequence[Edit]) -> list[Edit]:
    """Return what whole lines edits take: two that meet may take one together."""
    runs: list[Edit] = []
    for edit in edits:
        if edit.replacement.strip():
            continue
        if runs and runs[-1].end == edit.start:
            last = runs.pop()
            runs.append(Edit(last.start, edit.end, last.replacement + edit.replacement, last.rules + edit.rules))
        else:
            runs.append(edit)
    return [found for run in runs if (found := _whole_lines(original, run))]


def _whole_lines(text: str, edit: Edit) -> Edit | None:
    """Return the part of a removal that takes whole lines which hold something, as those of boilerplate are."""
    start, end = edit.start, edit.end
    if start > 0 and text[start - 1] not in "\r\n":
        start = text.find("\n", start, end)
    if end < len(text) and text[end] not in "\r\n":
        end = text.rfind("\n", edit.start, end) + 1
    return Edit(start, end, "", edit.rules) if 0 <= start < end and text[start:end].strip() else None


def _lost(original: str, edits: Sequence[Edit]) -> list[Span]:
    """Return, in order, the runs of the original of which edits make other blocks: all removals where those do."""
    removed = _removed(original, edits)
    if not _bears_removal(original, removed, apply(original, removed)):
        return [Span(edit.start, edit.end) for edit in removed]
    offsets = Offsets(edits)
    before = {block[:2]: block.end for block in _blocks(original) if not is_within(removed, block.start)}
    after = {}
    for block in _blocks(apply(original, edits)):
        start, end = offsets.original(block.start, block.end)
        after[line_around(original, start)[0], block.key] = end
    lost = (before | after).items()
    return sorted(Span(block[0], end) for block, end in lost if (block in before) != (block in after))


def _apart(edits: Sequence[Edit], lost: Sequence[Span]) -> tuple[Edit, ...]:
    """Return the edits that touch none of some runs, which are sorted and may overlap."""
    furthest = tuple(accumulate((span.end for span in lost), max))
    found: list[Edit] = []
    for edit in edits:
        index = bisect_right(lost, edit.end, key=attrgetter("start")) - 1
        if index < 0 or furthest[index] < edit.start:
            found.append(edit)
    return tuple(found)


class _Block(NamedTuple):
    """Where a block begins, what it renders as less its running text, and where it ends."""

    start: int
    key: tuple[object, ...]
    end: int


def _blocks(text: str) -> Iterator[_Block]:
    """Yield the blocks of a text, in its own offsets, with those in lists, quotations and tables."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - the parser costs as much to import as all else

    front_matter, body = _parted(text)
    starts = [len(front_matter), *(match.end() + len(front_matter) for match in re.finditer("\n", body))]
    starts.append(len(text))
    first = last = 0
    for token in MarkdownIt("commonmark").enable("table").parse(body):
        if token.map is not None:
            first, last = token.map
        if token.nesting >= 0:
            inside = tuple(_key(child) for child in token.children or () if child.type not in _RUNNING_TEXT)
            key = inside if token.type == "inline" else _key(token)
            yield _Block(starts[first], (token.level, key), starts[min(last, len(starts) - 1)])


def same_structure(
    before: str, after: str, *, front_matter: Sequence[str] = (), fewer_paragraphs: bool = False
) -> bool:
    r"""Tell whether two Markdown texts render to the same elements, and differ in running text alone.

    Code, HTML, link targets, titles and front matter count as structure; the alternative text of an image is
    running text, and so are the values of the keys in `front_matter`. With `fewer_paragraphs` whole paragraphs may
    be gone, as those that are no part of an article are.

    >>> same_structure("# A , b\n", "# A, b\n"), same_structure("- a\n", "-a\n")
    (True, False)
    >>> same_structure("A.\n\nShare\n\n- b\n", "A.\n\n- b\n", fewer_paragraphs=True)
    True
    """
    fronts, bodies = zip(*map(_parted, (before, after)), strict=True)
    if not front.same(fronts[0], fronts[1], front_matter):
        return False
    return _same(_tree(bodies[0]), _tree(bodies[1]), fewer_paragraphs=fewer_paragraphs)


def same_front_matter(before: str, after: str, opened: Sequence[str]) -> bool:
    """Tell whether the front matter of two texts differs in the text of the opened keys alone."""
    return front.same(_parted(before)[0], _parted(after)[0], opened)


def _parted(text: str) -> tuple[str, str]:
    """Return the front matter and the body of a text, with one style of line ends."""
    folded, _, _ = fold_newlines(text)
    match = front.BLOCK.match(folded)
    end = match.end() if match else 0
    return folded[:end], folded[end:]


def _shows_nothing(content: str) -> bool:
    """Tell whether nobody can see anything of a paragraph: it renders as none, as if it were not there."""
    return all(
        not character.isprintable() or character in " \N{OBJECT REPLACEMENT CHARACTER}" for character in content
    )


class _Node(NamedTuple):
    """An element as it renders, less its running text, and the elements in it."""

    kind: str
    key: tuple[object, ...]
    children: "list[_Node]"


def _tree(text: str) -> list[_Node]:
    """Return the elements of a Markdown text. They nest no deeper than the parser lets them: twenty levels."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - as below

    root: list[_Node] = []
    open_elements = [root]
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.nesting < 0:
            shown = open_elements.pop()
            if token.type == "paragraph_close" and not shown:
                open_elements[-1].pop()
            continue
        if token.type == "inline" and _shows_nothing(token.content):
            continue  # a paragraph of what nobody sees is none
        inside = tuple(_key(child) for child in token.children or [] if child.type not in _RUNNING_TEXT)
        node = _Node(token.type, inside if token.type == "inline" else _key(token), [])
        open_elements[-1].append(node)
        if token.nesting > 0:
            open_elements.append(node.children)
    return root


def _key(token: "Token") -> tuple[object, ...]:
    attributes = tuple((key, value) for key, value in token.attrs.items() if key != "alt")
    content = "" if token.type == "image" else token.content
    return token.type, token.tag, attributes, token.info, token.hidden, content


def _same(before: list[_Node], after: list[_Node], *, fewer_paragraphs: bool) -> bool:
    rest = iter(before)
    for node in after:
        for other in rest:
            if other.key == node.key and _same(other.children, node.children, fewer_paragraphs=fewer_paragraphs):
                break
            if not (fewer_paragraphs and other.kind == "paragraph_open"):
                return False
        else:
            return False
    return all(fewer_paragraphs and other.kind == "paragraph_open" for other in rest)
