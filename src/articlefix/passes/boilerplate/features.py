"""What can be told of each line of a page: its words and shape, its place, and what stands around it.

The numbers are those that `model` weighs and benchmarks/boilerplate trains on; a change here needs new weights.
All are found in time that grows with the text: windows are differences of running sums.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import log1p

from articlefix.language import function_words
from articlefix.passes.boilerplate import prompts
from articlefix.passes.boilerplate.recurring import ends_sentence
from articlefix.passes.boilerplate.vocabulary import vocabulary, words_of
from articlefix.patterns import lazy

LOOKED_AT = 3000
"""How much of a line is read: a longer one is a paragraph, whatever follows."""

_TOKEN = lazy(r"\w+(?:['\u2019]\w+)*")
_SENTENCE_END = lazy(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s")
_CLOCK = lazy(r"\b\d{1,2}[:.]\d\d\b")
_YEAR = lazy(r"\b(?:19|20)\d\d\b")
_LIST = lazy(r"(?:[-*\u2022\u25aa\u2013]|\d{1,3}[.)]) ")
_SAID = lazy(
    r"\b(?:said|says|wrote|writes|replied|replies|commented|responded|schrieb|schreibt|sagt|dit|dice|disse|escribi\u00f3"
    r"|ha scritto|schreef)\s*[:\u2026.]?\s*\Z"
)
_LINK = lazy(r"https?://|www\.|\w\.(?:com|org|net)\b")
_LONGEST_LEXICAL = 25
_FEWEST_PROSE_WORDS = 12
_FEWEST_PROSE_STOPS = 2
_FAR = 60
_MOST_STAMP_WORDS = 14
_SHORT_WORD = 3
_BLOCK_GAP = 6
_SHORTEST_CONTENT_WORD = 4

NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (3, 8, 20)

_COMMENTS = frozenset(("comment-form",))
_RELATED = frozenset(("related-links",))


_CJK = lazy("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_CJK_FUNCTION = lazy("[\u306e\u306f\u3092\u306b\u304c\u3067\u3068\u7684\u4e86\u662f\u5728]")
_CJK_WORD = 2  # characters
_FEWEST_CJK = 8


@cache
def _stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language, of all where it is none that is known."""
    if language not in function_words():
        return frozenset().union(*function_words().values())
    more = "we you i he she our your my its who do does how so than then them these up out about into could"
    return function_words()[language].union(more.split() if language == "en" else ())


class Own:
    """What one line shows by itself."""

    __slots__ = ("content", "folded", "is_comment", "is_prose", "is_said", "is_stamp", "numbers", "words")

    def __init__(self, text: str, language: str, rule: str | None, weak: str | None) -> None:
        text = text[:LOOKED_AT]
        tokens = _TOKEN.findall(text)
        self.words = words_of(text) if len(tokens) <= _LONGEST_LEXICAL else []
        self.folded = " ".join(self.words) or text[:80]
        count = len(tokens)
        stops = _stop_words(language)
        small = [token.casefold() for token in tokens]
        stop_count = sum(
            word in stops or (len(word) <= _SHORT_WORD and not word.isascii() and token[0].islower())
            for word, token in zip(small, tokens, strict=True)
        )
        if not text.isascii() and len(signs := _CJK.findall(text)) >= _FEWEST_CJK:
            count = max(count, len(signs) // _CJK_WORD)
            stop_count = max(stop_count, len(_CJK_FUNCTION.findall(text)))
        capitals = sum(token[0].isupper() for token in tokens)
        digits = sum(character.isdigit() for character in text)
        ends = ends_sentence(text)
        self.is_prose = count >= _FEWEST_PROSE_WORDS and stop_count >= _FEWEST_PROSE_STOPS and ends
        self.content = {
            word
            for word, token in zip(small, tokens, strict=True)
            if (len(word) >= _SHORTEST_CONTENT_WORD or token[0].isupper()) and word not in stops
        }
        letters = prompts.letters_of(self.words)
        stamp = vocabulary().stamp
        months = sum(stamp.get(word, "") in ("m", "g", "p", "r") for word in self.words)
        size = max(1, count)
        is_timed = bool(months) or bool(_CLOCK.search(text)) or bool(_YEAR.search(text))
        self.is_stamp = count <= _MOST_STAMP_WORDS and is_timed and digits > 0
        self.is_comment = 0 < count <= _MOST_STAMP_WORDS and not {"c", "f"}.isdisjoint(letters)
        self.is_said = 0 < count <= _MOST_STAMP_WORDS and bool(_SAID.search(text))
        self.numbers = (
            log1p(count),
            len(text) / size,
            float(ends),
            float(text[-1] == ":"),
            float(text[-1] == "?"),
            float(min(5, len(_SENTENCE_END.findall(text)))),
            stop_count / size,
            log1p(stop_count),
            capitals / size,
            float(text.isupper()),
            digits / len(text),
            float(bool(_YEAR.search(text))),
            float(bool(_CLOCK.search(text))) if count <= _LONGEST_LEXICAL else 0.0,
            float(months) if count <= _LONGEST_LEXICAL else 0.0,
            float(min(5, sum(text.count(mark) for mark in "|\u00b7\u00bb\u203a\u2022/\u2192"))),
            float("\N{COPYRIGHT SIGN}" in text),
            float("@" in text),
            float(bool(_LINK.search(text))),
            float(any(mark in text for mark in "$\u20ac\u00a3")),
            float(min(5, text.count(","))),
            float(bool(_LIST.match(text))),
            float(text[0] in "\"'\u201c\u2018\u00ab\u201e"),
            float(text[0].islower()),
            float(rule is not None),
            float(weak is not None),
            float(rule == "photo-credit"),
            (len(letters) - letters.count("?") - letters.count("0")) / max(1, len(letters)),
        )


GROUPS = (
    *(["shape"] * 11 + ["dates"] * 3 + ["links", "wording", "links", "links"] + ["shape"] * 5),
    *(["wording"] * 5 + ["repetition"] + ["subject"] * 5 + ["shape"] + ["place"] * 7 + ["dates", "links", "place"]),
    *(["dates"] * 8 + ["place"] * 5),
    *("surroundings",) * (len(WINDOWS) * 2 * 10 + len(NEIGHBOURS) * 7),
)
"""The kind of evidence that each number of a row is, as `model` tells it."""

SHARED = (0, 2, 6, 8, 23, 24)
"""The numbers of a line that its neighbours look at too."""


def lexical(words: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return what the words of a short line say together: above zero speaks for the article."""
    return sum(weights.get(word, 0.0) for word in dict.fromkeys(words)) if words else 0.0


def own(texts: Sequence[str], language: str, rules: Sequence[str | None], weak: Sequence[str | None]) -> list[Own]:
    """Return what each line shows by itself."""
    return [Own(text, language, rule, faint) for text, rule, faint in zip(texts, rules, weak, strict=True)]


def rows(lines: Sequence[Own], rules: Sequence[str | None], scores: Sequence[float]) -> list[list[float]]:
    """Return the numbers of each line with those of its place and its neighbours; `scores` are lexical."""
    size = len(lines)
    repeats = Counter(line.folded for line in lines)
    title = lines[0].content if lines else set()
    spread = Counter(word for line in lines if line.is_prose for word in line.content)
    prose_count = sum(line.is_prose for line in lines)
    prose = [line.numbers[0] if line.is_prose else 0.0 for line in lines]
    running = {
        name: list(accumulate(values, initial=0.0))
        for name, values in (
            ("prose", prose),
            ("short", [float(line.numbers[0] < log1p(5)) for line in lines]),
            ("known", [line.numbers[23] or line.numbers[24] for line in lines]),
            ("lexical", scores),
            ("ends", [line.numbers[2] for line in lines]),
            ("stamps", [float(line.is_stamp) for line in lines]),
            ("comments", [float(line.is_comment) for line in lines]),
            ("said", [float(line.is_said) for line in lines]),
            ("repeated", [float(repeats[line.folded] > 1) for line in lines]),
            ("asking", [line.numbers[17] or line.numbers[4] * line.is_prose for line in lines]),
        )
    }
    blocks = _blocks(lines)
    total = max(1e-9, running["prose"][-1])
    above = _distances([line.is_prose for line in lines])
    below = _distances([line.is_prose for line in reversed(lines)])[::-1]
    comments = _distances([rule in _COMMENTS for rule in rules])
    related = _distances([rule in _RELATED for rule in rules])
    heads = [bool(title) and 2 * len(line.content & title) > len(title) for line in lines]
    head = _distances(heads)
    threads = _threads(lines)
    result: list[list[float]] = []
    blank = [0.0] * (len(SHARED) + 1)
    shared = [[*(line.numbers[at] for at in SHARED), score] for line, score in zip(lines, scores, strict=True)]
    for index, line in enumerate(lines):
        known = [spread[word] - line.is_prose for word in line.content]
        row = [
            *line.numbers,
            scores[index],
            log1p(repeats[line.folded] - 1),
            sum(count > 0 for count in known) / len(known) if known else 0.5,
            sum(count > 1 for count in known) / len(known) if known else 0.5,
            sum(map(log1p, known)) / len(known) if known and prose_count else 0.0,
            len(line.content & title) / max(1, len(line.content)),
            float(heads[index]),
            float(line.is_prose),
            index / size,
            log1p(index),
            log1p(size - index),
            running["prose"][index] / total,
            log1p(prose_count),
            *(log1p(min(_FAR, distances[index])) for distances in (above, below, comments, related, head)),
            *(log1p(running[name][index]) for name in ("stamps", "comments", "said")),
            *threads[index],
            float(line.is_said),
            float(line.is_stamp),
            float(line.is_comment),
            *blocks[index],
        ]
        for width in WINDOWS:
            low, high = max(0, index - width), min(size, index + width + 1)
            for sums in running.values():
                row.append((sums[index] - sums[low]) / width)
                row.append((sums[high] - sums[index + 1]) / width)
        for offset in NEIGHBOURS:
            row += shared[index + offset] if 0 <= index + offset < size else blank
        result.append(row)
    return result


def _threads(lines: Sequence[Own]) -> list[tuple[float, float]]:
    """Return of each line how many stamps of remarks stand between the head of a thread above and it, and in all.

    A thread of comments is a head ("12 Comments") and many times who spoke and when.
    """
    counts: list[float] = []
    count, is_open = 0.0, False
    for line in lines:
        if line.is_comment and not line.is_stamp:
            is_open = True
        elif is_open and (line.is_stamp or line.is_said):
            count += 1
        counts.append(count)
    return [(log1p(at), log1p(count - at)) for at in counts]


def _blocks(lines: Sequence[Own]) -> list[tuple[float, ...]]:
    """Return of each line what it is to the runs of prose: the share of its own, and where the greatest is."""
    runs: list[list[float]] = []  # first, last, words
    for index, line in enumerate(lines):
        if line.is_prose:
            if not runs or index - runs[-1][1] > _BLOCK_GAP:
                runs.append([index, index, 0.0])
            runs[-1][1] = index
            runs[-1][2] += line.numbers[0]
    if not runs:
        return [(0.0, 0.0, 0.0, 0.0, 0.0)] * len(lines)
    total = sum(run[2] for run in runs)
    first, last, _ = max(runs, key=lambda run: run[2])
    result: list[tuple[float, ...]] = []
    at = 0
    before = 0.0  # the greatest share of a run that ends above
    for index in range(len(lines)):
        while at < len(runs) and runs[at][1] < index:
            before = max(before, runs[at][2] / total)
            at += 1
        inside = at < len(runs) and runs[at][0] <= index
        share = runs[at][2] / total if inside else 0.0
        near = log1p(max(0, first - index)) - log1p(max(0, index - last))
        result.append((share, before, near, float(first <= index <= last), log1p(at)))
    return result


def _distances(marked: Sequence[bool]) -> list[int]:
    """Return for each line how many stand between it and the last marked one above, or a great number."""
    result: list[int] = []
    distance = 1_000_000
    for is_marked in marked:
        result.append(distance)
        distance = 0 if is_marked else distance + 1
    return result
