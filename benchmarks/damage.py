"""Damage well edited texts as scrapers, feeds and programs do, repair them, and score what is left.

    python benchmarks/damage.py [--only WORD] [--show N] [--language TAG] [--peers] FOLDER [FOLDER...]

Each folder is searched for `.txt` files. For each kind of damage the program prints the residual (distance from
the result to the text over distance from the damaged text to it; 0 is perfect, 1 is no help, more is harm), once
where most of the places are damaged and once where few are, for a repair must not need a text full of it. `--show`
prints the first places that are not as they were. `--peers` prints as well the residual of each peer that is
installed, where most places are damaged; its first line is what each does to the texts as they are, in characters
changed per 10,000.
"""

import argparse
import random
import re
import textwrap
from collections.abc import Callable, Iterator
from html.entities import codepoint2name
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import peers
from rapidfuzz.distance import Levenshtein

from articlefix import Cleaner

MANY, FEW = 0.7, 0.1
CONTEXT = 30
MARKS = "“”‘’–—…"
FURNITURE = (
    "Share this story",
    "Save this storySave this narrative",
    "ADVERTISEMENT",
    "Sign up for our newsletter",
    "Leave a Comment",
    "Read more: The Lighthouse That Would Not Close",
    "Photograph by Jane Doe / Getty Images",
)

Damage = Callable[[str, random.Random, float], str]


def some(pattern: str, replacement: str, text: str, dice: random.Random, share: float) -> str:
    """Replace a share of the matches, each by its own throw."""
    return re.sub(
        pattern, lambda match: match.expand(replacement) if dice.random() < share else match.group(), text
    )


def chosen(pattern: str, change: Callable[[str], str], text: str, dice: random.Random, share: float) -> str:
    """Change a share of the matches, each by its own throw."""
    return re.sub(pattern, lambda match: change(match.group()) if dice.random() < share else match.group(), text)


def sloppy(text: str) -> str:
    """Read UTF-8 as Windows-1252, the bytes that it does not define as controls."""
    data = text.encode("utf-8")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in data)


def utf8_as_cp1252(text: str, _: random.Random, _share: float) -> str:
    """Read UTF-8 as cp1252."""
    return sloppy(text)


def utf8_as_latin1(text: str, _: random.Random, _share: float) -> str:
    """Read UTF-8 as latin-1."""
    return text.encode("utf-8").decode("latin-1")


def utf8_as_macroman(text: str, _: random.Random, _share: float) -> str:
    """Read UTF-8 as mac-roman."""
    return text.encode("utf-8").decode("mac-roman")


def utf8_twice(text: str, _: random.Random, _share: float) -> str:
    """Read UTF-8 as cp1252, twice."""
    return sloppy(sloppy(text))


def utf8_in_part(text: str, dice: random.Random, share: float) -> str:
    """Read UTF-8 as cp1252, some paragraphs."""
    return "\n".join(sloppy(line) if dice.random() < share else line for line in text.split("\n"))


def undefined_bytes_lost(text: str, _: random.Random, _share: float) -> str:
    """Read UTF-8 as cp1252, undefined bytes lost."""
    return text.encode("utf-8").decode("cp1252", "ignore")


def replacement_characters(text: str, _: random.Random, _share: float) -> str:
    """Put U+FFFD for each mark."""
    return re.sub(f"[{MARKS}]", "\N{REPLACEMENT CHARACTER}", text)


def replacement_mojibake(text: str, _: random.Random, _share: float) -> str:
    """Put U+FFFD, read as cp1252, for each mark."""
    return re.sub(f"[{MARKS}]", "\N{REPLACEMENT CHARACTER}".encode().decode("latin-1"), text)


def question_for_single(text: str, _: random.Random, _share: float) -> str:
    """Put a question mark for each single mark."""
    return re.sub("[‘’]", "?", text)


def question_for_all(text: str, _: random.Random, _share: float) -> str:
    """Put a question mark for each mark."""
    return re.sub(f"[{MARKS}]", "?", text)


def bytes_to_questions(text: str, _: random.Random, _share: float) -> str:
    """Put question marks for the last two bytes of marks."""
    return re.sub(f"[{MARKS}]", "\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}??", text)


def c1_controls(text: str, _: random.Random, _share: float) -> str:
    """Put C1 controls for marks."""
    return re.sub(f"[{MARKS}]", lambda match: match.group().encode("cp1252").decode("latin-1"), text)


def named(character: str) -> str:
    """Return the entity of a character."""
    name = codepoint2name.get(ord(character))
    return f"&{name};" if name else f"&#{ord(character)};"


ESCAPED = "[^\x00-\x7f]|[&<>]"


def entities_named(text: str, dice: random.Random, share: float) -> str:
    """Write entities, named."""
    return chosen(ESCAPED, named, text, dice, share)


def entities_numeric(text: str, dice: random.Random, share: float) -> str:
    """Write entities, numeric."""
    return chosen(
        ESCAPED,
        lambda c: f"&#{ord(c)};" if dice.random() < 0.5 else f"&#x{ord(c):x};",  # noqa: PLR2004
        text,
        dice,
        share,
    )


def entities_twice(text: str, dice: random.Random, share: float) -> str:
    """Write entities, escaped again."""
    return chosen(ESCAPED, lambda character: "&amp;" + named(character)[1:], text, dice, share)


def nbsp_broken(text: str, dice: random.Random, share: float) -> str:
    """Write nbsp without semicolon or with a comma."""
    forms = ("&nbsp ", " &nbsp, ", "&nbsp", " &nbsp ", "&nbsp, ")
    text = chosen(r"(?<=[.,!?”\w]) (?=\w)", lambda _: dice.choice(forms), text, dice, share / 10)
    return chosen(r"\n\n", lambda match: dice.choice(("&nbsp", " &nbsp", "&nbsp,")) + match, text, dice, share)


def tags(text: str, dice: random.Random, share: float) -> str:
    """Put tags around words and paragraphs."""
    words = ("<em>{}</em>", '<a href="https://example.org/x?y=1&z=2">{}</a>', "<b>{}</b>", '<i class="a">{}</i>')
    text = chosen(r"\b[A-Za-z]{4,}\b", lambda word: dice.choice(words).format(word), text, dice, share / 10)
    return chosen(r"(?m)^.+$", "<p>{}</p>".format, text, dice, share)


def split_initialisms(text: str, dice: random.Random, share: float) -> str:
    """Split initialisms: U. S."""
    return chosen(r"\b(?:[A-Z]\.){2,}", lambda match: match.replace(".", ". ").rstrip(), text, dice, share)


def glued_initialisms(text: str, dice: random.Random, share: float) -> str:
    """Split and glue initialisms: U. S.companies."""
    return chosen(r"\b(?:[A-Z]\.){2,} (?=\w)", lambda match: match.replace(".", ". ").rstrip(), text, dice, share)


def currency(text: str, dice: random.Random, share: float) -> str:
    """Move the space behind currency signs: only$ 5.6."""
    return some(r"(?<=\w) ([$€£])(?=\d)", r"\1 ", text, dice, share)


def percent(text: str, dice: random.Random, share: float) -> str:
    """Put a space before percent signs."""
    return some(r"(?<=\d)%", " %", text, dice, share)


def space_before_marks(text: str, dice: random.Random, share: float) -> str:
    """Put spaces before commas and other marks."""
    return some(r"(?<=\w)([,;:?!])(?=[\s”’])", r" \1", text, dice, share)


def space_before_stop(text: str, dice: random.Random, share: float) -> str:
    """Put spaces before stops."""
    return some(r"(?<=[a-z])\.(?=[\s”])", " .", text, dice, share)


def brackets(text: str, dice: random.Random, share: float) -> str:
    """Put spaces inside brackets."""
    return some(r"(?<=\w)([)\]])", r" \1", some(r"([(\[])(?=\w)", r"\1 ", text, dice, share), dice, share)


def dashes(text: str, dice: random.Random, share: float) -> str:
    """Put a space on one side of dashes."""
    return chosen(r"(?<=\w)—(?=\w)", lambda _: dice.choice((" —", "— ")), text, dice, share)


def glued_sentences(text: str, dice: random.Random, share: float) -> str:
    """Lose the space after sentences."""
    return some(r"(?<=[a-z]{2}[.?!]) (?=[A-Z])", "", text, dice, share)


def glued_commas(text: str, dice: random.Random, share: float) -> str:
    """Lose the space after commas."""
    return some(r"(?<=[a-z]{2},) (?=[a-z])", "", text, dice, share)


def doubled_commas(text: str, dice: random.Random, share: float) -> str:
    """Double commas."""
    return some(r"(?<=\w),(?=\s)", ",,", text, dice, share)


def spaces(text: str, dice: random.Random, share: float) -> str:
    """Put runs of spaces and no-break spaces."""
    forms = ("  ", "\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE} ", " \N{NO-BREAK SPACE}", "   ")
    return chosen(r"(?<=[A-Za-z,]) (?=[A-Za-z])", lambda _: dice.choice(forms), text, dice, share / 4)


def tabs(text: str, dice: random.Random, share: float) -> str:
    """Put double spaces and tabs between words."""
    forms = ("  ", "\t", " \t")
    return chosen(r"(?<=[A-Za-z,]) (?=[A-Za-z])", lambda _: dice.choice(forms), text, dice, share / 4)


# An abbreviation or an initial keeps its stop.
ENDS = r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|vs|No))(?<!\bMrs)\.(?=[\s”’\"']|$)"


def tokenised(text: str, _: random.Random, _share: float) -> str:
    """Cut into tokens, as for translators."""
    text = re.sub(rf"{ENDS}|[,;:?!](?=[\s”’\"']|$)|[)\]”]|(?<=\d)%", r" \g<0>", text, flags=re.MULTILINE)
    text = re.sub(r"[(\[“$€£](?=\S)", r"\g<0> ", text)
    text = re.sub(r"(?<=\w)’(?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s)’(?= [a-z])", " ’", text)
    return re.sub(r"(?<=\S)  +(?=\S)", " ", text)


def treebank(text: str, dice: random.Random, share: float) -> str:
    """Cut into tokens, as for parsers."""
    text = tokenised(text, dice, share).translate({ord("“"): "``", ord("”"): "''", ord("‘"): "`", ord("’"): "'"})
    return re.sub(r"n 't\b", " n't", text)


def unseen(text: str, dice: random.Random, share: float) -> str:
    """Put zero-width characters and soft hyphens."""
    forms = "\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
    return chosen(r"(?<=[A-Za-z]{2})(?=[a-z]{2})", lambda _: dice.choice(forms), text, dice, share / 4)


def ligatures(text: str, dice: random.Random, share: float) -> str:
    """Write ligatures."""
    for letters, ligature in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = some(letters, ligature, text, dice, share)
    return text


def wrapped(text: str, dice: random.Random, _share: float) -> str:
    """Wrap lines."""
    width = dice.randint(60, 80)
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n")
    )


def hyphenated(text: str, dice: random.Random, _share: float) -> str:
    """Wrap lines, words divided."""
    width = dice.randint(60, 80)
    return "\n".join("\n".join(divided(line, width)) for line in text.split("\n"))


def divided(paragraph: str, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph, long words divided before a consonant that a vowel follows."""
    line = ""
    for word in paragraph.split(" "):
        joined = f"{line} {word}" if line else word
        if len(joined) <= width:
            line = joined
            continue
        room = width - len(line) - 2
        places = [
            match.start()
            for match in re.finditer(r"(?<=[a-z])[bcdfgklmnprstv](?=[aeiou][a-z])", word)
            if 2 < match.start() <= room and word.isalpha()  # noqa: PLR2004
        ]
        if places:
            yield f"{line} {word[: places[-1]]}-"
            line = word[places[-1] :]
        else:
            yield line
            line = word
    yield line


def furniture(text: str, dice: random.Random, share: float) -> str:
    """Put lines of a page between paragraphs."""
    return chosen("\n\n", lambda gap: f"{gap}{dice.choice(FURNITURE)}{gap}", text, dice, share / 5)


def paraphrased_page(text: str, dice: random.Random, share: float) -> str:
    """Mix as a paraphrased page does."""
    for damage in (split_initialisms, glued_initialisms, currency, brackets, dashes):
        text = damage(text, dice, share)
    text = some(r"([.,])”", r"”\1", text, dice, share)
    text = some(r" “(?=\w)", r"” ", text, dice, share)
    text = some(r"(?m)^“(?=\w)", r"” ", text, dice, share)
    text = chosen(r"(?<=[.,]) (?=\w)", lambda _: dice.choice((" &nbsp, ", "&nbsp ")), text, dice, share / 50)
    return furniture(text, dice, share)


def feed(text: str, dice: random.Random, share: float) -> str:
    """Mix as a feed does."""
    straight = str.maketrans("“”‘’", "\"\"''")
    mixed = "\n".join(line.translate(straight) if dice.random() < share / 2 else line for line in text.split("\n"))
    text = mixed if re.search("[“”‘’]", mixed) else text
    text = spaces(text, dice, share / 5)
    lines = text.split("\n")
    for index, line in enumerate(lines):
        kind = dice.random()
        if kind < share / 3:
            lines[index] = sloppy(line)
        elif kind < 2 * share / 3:
            lines[index] = entities_named(line, dice, 1)
    text = "\n".join(lines)
    return furniture(tags(text, dice, share / 3), dice, share)


def pdf(text: str, dice: random.Random, share: float) -> str:
    """Mix as a PDF does."""
    return unseen(hyphenated(ligatures(text, dice, share), dice, share), dice, share / 10)


def csv_export(text: str, dice: random.Random, share: float) -> str:
    """Mix as a CSV export does."""
    text = space_before_marks(text, dice, share)
    text = some(r"(?<=[a-z]) (?=[a-z])", "\N{NO-BREAK SPACE}", text, dice, share / 10)
    return undefined_bytes_lost(text, dice, share)


DAMAGES: tuple[Damage, ...] = (
    utf8_as_cp1252,
    utf8_as_latin1,
    utf8_as_macroman,
    utf8_twice,
    utf8_in_part,
    undefined_bytes_lost,
    replacement_characters,
    replacement_mojibake,
    question_for_single,
    question_for_all,
    bytes_to_questions,
    c1_controls,
    entities_named,
    entities_numeric,
    entities_twice,
    nbsp_broken,
    tags,
    split_initialisms,
    glued_initialisms,
    currency,
    percent,
    space_before_marks,
    space_before_stop,
    brackets,
    dashes,
    glued_sentences,
    glued_commas,
    doubled_commas,
    spaces,
    tabs,
    tokenised,
    treebank,
    unseen,
    ligatures,
    wrapped,
    hyphenated,
    paraphrased_page,
    feed,
    pdf,
    csv_export,
)

# Where no curly mark is left, only who asks for them gets them again.
CURLED = (treebank,)


def texts(folders: list[str]) -> list[tuple[str, str]]:
    """Return the name and text of each file."""
    paths = [path for folder in folders for path in sorted(Path(folder).rglob("*.txt"))]
    return [(path.name, path.read_text(encoding="utf-8")) for path in paths]


def show(name: str, damaged: str, result: str, text: str, most: int) -> int:
    """Print places where the result is not the text; return how many."""
    count = 0
    for block in Levenshtein.opcodes(result, text):
        low, high, other_low, other_high = block.src_start, block.src_end, block.dest_start, block.dest_end
        if block.tag == "equal":
            continue
        before = result[max(0, low - CONTEXT) : low]
        place = damaged.find(before[-12:])
        print(f"{name}: {before!r} [{result[low:high]!r} for {text[other_low:other_high]!r}]", end=" ")
        print(f"{result[high : high + CONTEXT]!r}   from {damaged[place : place + 2 * CONTEXT]!r}")
        count += 1
        if count >= most:
            break
    return count


class Sample(NamedTuple):
    """A text with its name, as published and as it is when cleaned."""

    name: str
    text: str
    cleaned: str


def score(task: tuple[int, float, str, list[Sample], int]) -> tuple[float, float]:
    """Return the residual of one damage of all texts, against the published and against the cleaned ones."""
    number, share, language, corpus, shown = task
    damage = DAMAGES[number]
    cleaner = Cleaner(language=language, quotes="curly" if damage in CURLED else "auto")
    left = left_of_cleaned = made = 0
    for name, text, cleaned in corpus:
        damaged = damage(text, random.Random(1), share)  # noqa: S311 - the same damage each time is the point
        if damaged == text:
            continue
        result = cleaner.clean(damaged).text
        made += Levenshtein.distance(damaged, text)
        left += Levenshtein.distance(result, text)
        left_of_cleaned += Levenshtein.distance(result, cleaned)
        if shown > 0 and result != cleaned:
            shown -= show(name, damaged, result, cleaned, shown)
    return left / max(made, 1), left_of_cleaned / max(made, 1)


def score_peers(task: tuple[int, list[Sample]]) -> dict[str, float]:
    """Return the residual of one damage of all texts for each peer; of none, the distance per 10,000 characters."""
    number, corpus = task
    damage = DAMAGES[number] if number >= 0 else None
    left = dict.fromkeys(tools := peers.installed(), 0.0)
    made = 0.0
    for sample in corpus:
        text = sample.text
        damaged = damage(text, random.Random(1), MANY) if damage else text  # noqa: S311 - as above
        if damage and damaged == text:
            continue
        made += Levenshtein.distance(damaged, text) if damage else len(text) / 10_000
        for name, tool in tools.items():
            left[name] += Levenshtein.distance(str(tool(damaged)), text)
    return {name: distance / max(made, 1) for name, distance in left.items()}


def show_peers(wanted: list[int], corpus: list[Sample]) -> None:
    """Print what the peers make of the texts as they are, and of each damage."""
    print(f"\n{'Peers, many places':52}" + "".join(f" {name:>10.10}" for name in peers.installed()))
    numbers = [-1, *wanted]
    with Pool() as pool:
        scores = pool.imap(score_peers, [(number, corpus) for number in numbers])
        for number, found in zip(numbers, scores, strict=True):
            summary = (DAMAGES[number].__doc__ or "").removesuffix(".") if number >= 0 else "No damage: per 10,000"
            print(f"{summary:52}" + "".join(f"{value:11.4f}" for value in found.values()), flush=True)


def main() -> None:
    """Print the residual of each damage at both shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+")
    parser.add_argument("--only", default="", help="a part of the name of the damages to do")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--language", default="auto")
    parser.add_argument("--peers", action="store_true", help="score the peers that are installed as well")
    arguments = parser.parse_args()
    cleaner = Cleaner(language=arguments.language)
    corpus = [Sample(name, text, cleaner.clean(text).text) for name, text in texts(arguments.folders)]
    print(f"{len(corpus)} texts, {sum(len(sample.text) for sample in corpus)} characters")
    changed = sum(Levenshtein.distance(sample.text, sample.cleaned) for sample in corpus)
    print(f"as they are: {changed * 10_000 / max(1, sum(len(sample.text) for sample in corpus)):.4f} per 10,000")
    wanted = [number for number, damage in enumerate(DAMAGES) if arguments.only in damage.__name__]
    tasks = [
        (number, share, arguments.language, corpus, arguments.show) for number in wanted for share in (MANY, FEW)
    ]
    print(f"{'':52}{'many':>8}{'few':>8}{'cleaned: many':>15}{'few':>8}")
    with Pool() as pool:
        scores = pool.imap(score, tasks)
        for number in wanted:
            many, few = next(scores), next(scores)
            summary = (DAMAGES[number].__doc__ or "").removesuffix(".")
            print(f"{summary:52}{many[0]:8.4f}{few[0]:8.4f}{many[1]:15.4f}{few[1]:8.4f}", flush=True)
    if arguments.peers:
        show_peers(wanted, corpus)


if __name__ == "__main__":
    main()
