"""What one line of a page shows by itself: its words and shape."""

from functools import cache
from math import log1p

from articlefix.furniture import prompts
from articlefix.furniture.vocabulary import vocabulary, words_of
from articlefix.languages import function_words
from articlefix.scan.patterns import lazy
from articlefix.sites.recurring import ends_sentence

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
_MOST_STAMP_WORDS = 14
_SHORT_WORD = 3
_SHORTEST_CONTENT_WORD = 4

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

    __slots__ = (
        "capitals",
        "content",
        "ends",
        "folded",
        "is_comment",
        "is_prose",
        "is_said",
        "is_stamp",
        "numbers",
        "told",
        "weight",
        "words",
    )

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
        self.ends = ends = ends_sentence(text)
        self.told = frozenset(small) if count > _LONGEST_LEXICAL or ends else frozenset()
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
        self.weight = log1p(count)
        self.capitals = capitals / size
        is_timed = bool(months) or bool(_CLOCK.search(text)) or bool(_YEAR.search(text))
        self.is_stamp = count <= _MOST_STAMP_WORDS and is_timed and digits > 0
        self.is_comment = 0 < count <= _MOST_STAMP_WORDS and not {"c", "f"}.isdisjoint(letters)
        self.is_said = 0 < count <= _MOST_STAMP_WORDS and bool(_SAID.search(text))
        self.numbers = (
            self.weight,
            len(text) / size,
            float(ends),
            float(text[-1] == ":"),
            float(text[-1] == "?"),
            float(min(5, len(_SENTENCE_END.findall(text)))),
            stop_count / size,
            log1p(stop_count),
            self.capitals,
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
