"""Record what articlefix makes of many texts, and compare two records: proof that a refactoring kept the behaviour.

    python benchmarks/record.py record OUT [--folder PATH]... [--damaged N] [--every K] [--processes 2]
    python benchmarks/record.py compare OLD NEW [--area PREFIX] [--show K] [--rules]

`record` cleans every text through the public API alone and writes a line of JSON for each, gzipped: digests of the
input and of the result, the edits, the rules of each, the findings, the language. One program records any checkout:

    PYTHONPATH=/tmp/base/src python benchmarks/record.py record old.jsonl.gz
    python benchmarks/record.py record new.jsonl.gz
    python benchmarks/record.py compare old.jsonl.gz new.jsonl.gz

The texts are the fixtures of the repository that this file is in and, where it exists, the corpora and cases of
`../shared` (`--shared` if it is elsewhere): as they are, under other options, and damaged as the programs beside
this one do; and scraps put together from marks, letters and spaces. Chance has fixed seeds, so all of it is the
same whatever checkout runs. `--folder` takes other folders instead, and `--damaged` tells how often each text there
is damaged. `--every K` takes one text of K, chosen by its id: what a thinned record holds, the full one holds as
well, and the two can be compared.

`compare` counts the texts that have equal results, and shows the first that differ: the input around the place,
what OLD did and what NEW does. Texts that only one record holds are counted, and so are those whose input is
another; neither is compared. The exit code is 1 where anything differs, 2 where nothing could be compared. Rules of
edits, with their evidence, are counted, but are shown and decide only with `--rules`.
"""

import argparse
import gzip
import importlib
import json
import random
import re
import string
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple
from unittest.mock import MagicMock

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"
VERSIONS = 12  # how many damaged versions a text gets, where its group has all of them
MANY, FEW = 0.7, 0.1
SCRAPS = 600
CONTEXT = 40
PLACES = 4  # how many places of a text are shown

Options = tuple[tuple[str, Any], ...]
Damage = Callable[[str, random.Random, float], str]
Change = tuple[int, int, str]
"""What a record says of a place: its start, its end, and what stands there in words."""

PLAIN: Options = ()
MARKDOWN: Options = (("format", "markdown"),)
PASSES = (
    *("mojibake", "markup", "characters", "dropped-text", "whitespace", "biographies", "boilerplate", "drop-caps"),
    *("duplicates", "linebreaks", "initialisms", "spacing", "punctuation", "quotes", "gaps"),
)
VARIANTS: tuple[Options, ...] = (
    *((("quotes", name),) for name in ("keep", "curly", "straight")),
    *((("quote_punctuation", name),) for name in ("american", "logical", "keep")),
    *((("language", name),) for name in ("en", "de", "fr", "und")),
    (("enable", ("biographies",)),),
    (("format", "markdown"), ("front_matter", ("title", "description", "summary"))),
    *((("enable", ("biographies",) if name == "biographies" else ()), ("only", (name,))) for name in PASSES),
)


class Text(NamedTuple):
    """A text to clean: its id, the options, and where it is from: a file or `given`, and the damage done to it."""

    id: str
    options: Options = PLAIN
    path: Path | None = None
    given: str = ""
    damage: str = ""

    def read(self) -> str:
        """Return the text itself, damaged."""
        text = self.path.read_bytes().decode("utf-8", "surrogateescape") if self.path else self.given
        return damaged(text, self.damage) if self.damage else text


class Group(NamedTuple):
    """A folder of texts, the options that each is cleaned with, and what share of the damaged versions it gets."""

    area: str
    folder: Path
    options: tuple[Options, ...] = (PLAIN,)
    share: float = 0
    by_name: bool = False  # whether a file's name begins with its language


def groups(shared: Path) -> tuple[Group, ...]:
    """Return what is recorded where no folder is given."""
    gold, varied = shared / "gold", (PLAIN, MARKDOWN, *VARIANTS)
    return (
        Group("fixtures", FIXTURES, varied, 1),
        Group("seed", shared / "seed", varied, 1),
        Group("clean", gold / "clean", share=1),
        Group("quotes", gold / "quotes", share=1 / 3),
        Group("languages", gold / "languages", share=1 / 4, by_name=True),
        Group("markdown", gold / "markdown", (MARKDOWN,), 1 / 12),
        Group("scraped-markdown", gold / "scraped-markdown", (PLAIN, MARKDOWN)),
        *(Group(name, gold / name) for name in ("dialect", "news", "web", "pages", "pages-measure", "extracted")),
        *(Group(name, gold / name) for name in ("mojibake", "real")),
    )


# The texts


class Source(NamedTuple):
    """Where the texts of a record are from, as it tells in its first line."""

    folders: list[str]
    damaged: int
    shared: str


def texts(source: Source) -> Iterator[Text]:
    """Yield every text once: those of the folders, or else of the groups, the cases and the scraps."""
    seen: set[str] = set()
    given = [Group(Path(folder).name, Path(folder), share=1) for folder in source.folders]
    sources = [
        in_group(group, round(source.damaged * group.share)) for group in given or groups(Path(source.shared))
    ]
    if not given:
        sources += [cases(Path(source.shared)), scraps()]
    for text in (text for source in sources for text in source):
        if text.id not in seen:  # a case that stands in a table twice
            seen.add(text.id)
            yield text


def in_group(group: Group, versions: int) -> Iterator[Text]:
    """Yield the texts of a folder, as they are and damaged; of tables of data each string that has a space."""
    for path in sorted(group.folder.rglob("*")):
        name = f"{group.area}/{path.relative_to(group.folder).as_posix()}"
        if path.suffix in (".json", ".jsonl", ".toml"):
            yield from in_table(name, path)
        elif path.suffix in (".txt", ".md", ".markdown"):
            own = (PLAIN, (("language", path.name.split(".")[0]),)) if group.by_name else group.options
            for options in own:
                yield Text(labelled(name, options), options, path)
            form = MARKDOWN if path.suffix != ".txt" and MARKDOWN in own else PLAIN
            for damage in plan(name, versions):
                yield Text(f"damaged/{name} {damage}", form, path, damage=damage)


def in_table(name: str, path: Path) -> Iterator[Text]:
    """Yield the strings of a table: of a fixture with its options, and once more through its pass alone."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        for case, text in fixture_texts(tomllib.loads(content)):
            alone = only(path.parent.name)
            for options in ((), case, *([(*case, *alone)] if alone and "enable" not in dict(case) else [])):
                yield Text(labelled(f"{name}#{digest(text)}", options), options, given=text)
        return
    lines = content.split("\n") if path.suffix == ".jsonl" else [content]
    for text in (text for line in lines if line for text in strings(json.loads(line))):
        yield Text(f"{name}#{digest(text)}", given=text)


def only(name: str) -> Options:
    """Return the options that run one pass alone, or none where there is no such pass."""
    return (("only", (name,)),) if name in PASSES and name != "biographies" else ()


def fixture_texts(document: Mapping[str, Any]) -> Iterator[tuple[Options, str]]:
    """Yield each string of a fixture's tables, with the options of its table."""
    for table in (table for tables in document.values() if isinstance(tables, list) for table in tables):
        chosen = {key: table[key] for key in ("language", "format") if key in table} | table.get("options", {})
        if "boilerplate_profile" in chosen:
            chosen["boilerplate_profile"] = str(
                FIXTURES / "boilerplate" / "profiles" / chosen["boilerplate_profile"]
            )
        for text in strings(table):
            yield frozen(chosen), json.loads(f'"{text}"') if table.get("json") else text


def strings(value: object) -> Iterator[str]:
    """Yield the strings with a space in a value of JSON or TOML, at any depth, but for names and options."""
    if isinstance(value, str):
        if " " in value:
            yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in ("label", "comment", "options"):
                yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def frozen(options: Mapping[str, Any]) -> Options:
    """Return options that can be a key."""
    return tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in options.items())


def labelled(name: str, options: Options) -> str:
    """Return an id that tells the options; a file among them goes by its name, for its folder is the checkout's."""
    words = [f"{key}={value if isinstance(value, str) else ','.join(value)}" for key, value in options if value]
    return " ".join([name, *(re.sub("=/.*/", "=", word) for word in words)])


def cases(shared: Path) -> Iterator[Text]:
    """Yield the inputs of the shared cases, with their options."""
    for path in sorted((shared / "cases").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                case = json.loads(line)
                yield Text(f"cases/{path.stem}/{case['id']}", frozen(case.get("options", {})), given=case["input"])


def scraps() -> Iterator[Text]:
    """Yield short strings of marks, letters and spaces of several scripts, where no author would put them."""
    marks = "“”‘’\"'«»„‹›()[]{},.;:!?…–—-*_`#|&<>@/\\%$€£¥°¿¡、。「」،؟·•†©®™"
    spaces = " \n\t\r\N{NO-BREAK SPACE}\N{THIN SPACE}\N{IDEOGRAPHIC SPACE}\N{ZERO WIDTH SPACE}\N{SOFT HYPHEN}"
    words = (
        *("the", "A", "U.S.", "It’s", "don't", "said", "Smith", "3", "1,000", "&nbsp;", "&amp;", "<p>", "</p>"),
        *("â€™", "Ã©", "Â", "\N{REPLACEMENT CHARACTER}", "\x92", "\ud83d", "ﬁ", "e\N{COMBINING ACUTE ACCENT}"),
        *("straße", "été", "niño", "слово", "λόγος", "言葉", "文字", "كلمة", "מילה", "http://a.example/b?c=d"),
        *("\n\n", "\r\n", "...", "--", "``", "''", "> ", "# ", "- ", "[a](b)", "Share this story", "Read more:"),
    )
    for number in range(SCRAPS):
        dice = random.Random(f"scrap {number}")  # noqa: S311 - the same scraps each time are the point
        kinds = (lambda d: d.choice(marks), lambda d: d.choice(spaces), lambda d: d.choice(words), letter)
        text = "".join(dice.choices(kinds, (3, 4, 4, 1))[0](dice) for _ in range(dice.randint(1, 60)))
        options = MARKDOWN if number % 3 == 0 else PLAIN
        yield Text(labelled(f"scraps/{number}", options), options, given=text)


def letter(dice: random.Random) -> str:
    """Return a letter, of ASCII or of anywhere below the surrogates."""
    return dice.choice(string.ascii_letters) if dice.random() < 1 / 2 else chr(dice.randrange(0xA0, 0xD800))


# Damage


def of_package(name: str) -> bool:
    """Tell whether a module is articlefix or below it."""
    return f"{name}.".startswith("articlefix.")


class StandIn(MetaPathFinder, Loader):
    """Answer every import of articlefix with nothing.

    The programs beside this one import what they measure, also from within; their damage needs none of it, and has
    to be at hand whatever the checkout calls its modules.
    """

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """Answer for articlefix and what is below it."""
        return ModuleSpec(fullname, self, is_package=True) if of_package(fullname) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:  # noqa: ARG002 - all are alike
        """Return what has any attribute."""
        return MagicMock()

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing: there is nothing to run."""


def of_articlefix() -> dict[str, ModuleType]:
    """Take the modules of articlefix out of those that are loaded."""
    return {name: sys.modules.pop(name) for name in list(sys.modules) if of_package(name)}


@cache
def damages() -> dict[str, Damage]:
    """Return the kinds of damage by name, from the programs beside this one."""
    real, stand_in = of_articlefix(), StandIn()
    sys.meta_path.insert(0, stand_in)
    sys.path.insert(0, str(Path(__file__).parent))
    try:
        of_scrapers, of_quotes, gaps = (importlib.import_module(name) for name in ("damage", "quotes", "gaps"))
    finally:
        sys.meta_path.remove(stand_in)
        sys.path.pop(0)
        of_articlefix()
        sys.modules.update(real)
    found: dict[str, Damage] = {damage.__name__: damage for damage in of_scrapers.DAMAGES}
    found |= {f"quotes_{damage.__name__}": without_share(damage) for damage, _ in of_quotes.DAMAGE}
    return {
        **found,
        "gaps_raw": lambda text, dice, _: gaps.drop("", text, gaps.phrases(text, dice), collapse=False).text,
        "gaps_collapsed": lambda text, dice, _: gaps.drop("", text, gaps.phrases(text, dice), collapse=True).text,
        "crlf": lambda text, _dice, _share: text.replace("\n", "\r\n"),
        "cr_in_part": lambda text, dice, share: re.sub(
            "\n", lambda _: "\r" if dice.random() < share else "\n", text
        ),
    }


def without_share(damage: Callable[[str, random.Random], str]) -> Damage:
    """Return a damage that takes no share as one that is given it."""
    return lambda text, dice, _: damage(text, dice)


def plan(name: str, count: int) -> Iterator[str]:
    """Yield the names of the damage that a text gets: kinds in turn, and each third time a mixture."""
    kinds = list(damages())
    dice = random.Random(name)  # noqa: S311 - the same damage each time is the point
    start = dice.randrange(len(kinds))
    for number in range(count):
        mixture = [kinds[(start + number) % len(kinds)]]
        if number % 3 == 2:  # noqa: PLR2004 - each third
            mixture += dice.sample(kinds, dice.randint(1, 2))
        yield f"{'+'.join(mixture)} {dice.choice((MANY, FEW))} {number}"


def damaged(text: str, damage: str) -> str:
    """Damage a text as a name of `plan` says; where a kind cannot (half a surrogate is in no encoding), go on."""
    names, share, seed = damage.split(" ")
    dice = random.Random(seed)  # noqa: S311 - the same damage each time is the point
    for name in names.split("+"):
        try:
            text = damages()[name](text, dice, float(share))
        except UnicodeError:
            continue
    return text


# Recording


def digest(text: str) -> str:
    """Return a short digest of a text, halves of surrogate pairs and all."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@cache
def cleaner(options: Options) -> Any:  # noqa: ANN401 - a Cleaner of whichever checkout runs
    """Return the cleaner for some options, made once."""
    return importlib.import_module("articlefix").Cleaner(**dict(options))


def line(text: Text) -> str:
    """Clean a text and return its line. An error of the cleaner is a result as any other."""
    given = text.read()
    told: dict[str, object] = {"id": text.id, "input": digest(given)}
    try:
        result = cleaner(text.options).clean(given)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is to stay as it is
        told |= {"text": f"{type(error).__name__}: {error}", "edits": [], "rules": [], "findings": []}
        return json.dumps(told | {"language": ""})
    told |= {
        "text": digest(result.text),
        "edits": [[edit.start, edit.end, edit.replacement] for edit in result.edits],
        "rules": [" ".join([*edit.rules, *filter(None, [edit.evidence])]) for edit in result.edits],
        "findings": [list(finding) for finding in result.findings],
        "language": result.language,
    }
    return json.dumps(told)


def record(arguments: argparse.Namespace) -> int:
    """Write the record of all texts."""
    folders = [str(Path(folder).resolve()) for folder in arguments.folder]
    versions = arguments.damaged if arguments.damaged is not None else 0 if folders else VERSIONS
    source = Source(folders, versions, str(arguments.shared.resolve()))
    if not folders and not arguments.shared.is_dir():
        print(f"{source.shared} is not there: recording the fixtures and scraps alone")
    chosen = [text for text in texts(source) if not int(digest(text.id), 16) % arguments.every]
    start, count, errors = time.monotonic(), 0, 0
    unfinished = Path(f"{arguments.out}.part")  # a record that was cut short is not to pass for a whole one
    with (
        gzip.open(unfinished, "wt", encoding="utf-8", newline="\n", compresslevel=6) as file,
        Pool(arguments.processes) as pool,
    ):
        print(json.dumps(source._asdict()), file=file)
        for written in pool.imap(line, chosen, chunksize=16):
            print(written, file=file)
            count += 1
            errors += '"language": ""' in written
    unfinished.replace(arguments.out)
    print(f"{count} texts, {errors} errors, {time.monotonic() - start:.0f} s, articlefix from {place()}")
    return 0


def place() -> str:
    """Tell which checkout was recorded."""
    return str(Path(str(importlib.import_module("articlefix").__file__)).parent)


# Comparing


class Record(NamedTuple):
    """The lines of a file by id, unread, and what it was made from."""

    lines: dict[str, str]
    source: Source


def load(path: str, area: str) -> Record:
    """Return the record in a file, as far as it is of an area."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        head = json.loads(next(file))
        lines = {json.loads(text[6 : text.index(', "input"')]): text for text in file}
    kept = {name: text for name, text in lines.items() if name.startswith(area)}
    return Record(kept, Source(**head))


FIELDS = ("text", "edits", "findings", "language", "rules")


def compare(arguments: argparse.Namespace) -> int:
    """Count what is equal, show what differs, and tell whether anything does."""
    old, new = load(arguments.old, arguments.area), load(arguments.new, arguments.area)
    shared = [name for name in old.lines if name in new.lines]
    counts: Counter[str] = Counter()
    areas: Counter[str] = Counter()
    different: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    decisive = FIELDS if arguments.rules else FIELDS[:-1]
    for name in shared:
        if old.lines[name] == new.lines[name]:
            continue
        one, other = json.loads(old.lines[name]), json.loads(new.lines[name])
        if one["input"] != other["input"]:
            counts["input"] += 1
            continue
        fields = [field for field in FIELDS if one[field] != other[field]]
        counts.update(fields)
        if set(fields) & set(decisive):
            different[name] = one, other
            areas["/".join(name.split("/")[: 2 if name.startswith(("damaged/", "cases/")) else 1])] += 1
    compared = len(shared) - counts["input"]
    alone = f"{len(old.lines) - len(shared)} only in OLD, {len(new.lines) - len(shared)} only in NEW"
    print(f"{compared} texts compared; {alone}, {counts['input']} with another input")
    for field in FIELDS:
        print(
            f"  equal {field + (' of edits' if field == 'rules' else ''):15} {compared - counts[field]:6}", end=""
        )
        print(f"   other {counts[field]:6}" if counts[field] else "")
    for area, count in areas.most_common():
        print(f"  {count} differ in {area}")
    show(different, old, arguments)
    return 2 if not compared else 1 if different else 0


def show(
    different: Mapping[str, tuple[dict[str, Any], dict[str, Any]]], made: Record, arguments: argparse.Namespace
) -> None:
    """Print the first texts that differ; the input is read anew, for a record has no more than its digest."""
    wanted = dict(list(different.items())[: arguments.show])
    found = texts(made.source) if wanted else iter(())
    inputs = {text.id: text.read() for text in found if text.id in wanted}
    for name, (old, new) in wanted.items():
        print(f"\n{name}")
        text = inputs.get(name, "")
        if digest(text) != old["input"]:
            print("  (the input is no longer at hand)")
            text = ""
        for field in ("text", "language"):
            if old[field] != new[field] and (field == "language" or ":" in old[field] + new[field]):
                print(f"  {field}: {old[field] or '-'} was, {new[field] or '-'} is")
        changes = sorted(
            (change, sign)
            for sign, mine, others in (("-", old, new), ("+", new, old))
            for change in set(told(mine, text, arguments)) - set(told(others, text, arguments))
        )
        places = list(clusters(changes))
        for group in places[:PLACES]:
            show_place(text, group)
        if len(places) > PLACES:
            print(f"  and {len(places) - PLACES} more places")


def told(result: Mapping[str, Any], text: str, arguments: argparse.Namespace) -> Iterator[Change]:
    """Yield the edits and findings of a result in words; the rules of an edit only where they are asked for."""
    for (start, end, replacement), rules in zip(result["edits"], result["rules"], strict=True):
        words = f"{text[start:end]!r} -> {replacement!r}"
        yield start, end, f"edit {words}" + (f" under {rules}" if arguments.rules else "")
    for start, end, rule, message in result["findings"]:
        yield start, end, f"finding {rule}: {message}"


def clusters(changes: Sequence[tuple[Change, str]]) -> Iterator[list[tuple[Change, str]]]:
    """Yield the changes in groups that stand close to each other."""
    group: list[tuple[Change, str]] = []
    last = 0
    for change, sign in changes:
        if group and change[0] > last + CONTEXT / 2:
            yield group
            group = []
        group.append((change, sign))
        last = max(last, change[1])
    if group:
        yield group


def show_place(text: str, group: Sequence[tuple[Change, str]]) -> None:
    """Print the input around some changes, then each of them."""
    low, high = group[0][0][0], max(change[1] for change, _ in group)
    middle = (
        text[low:high]
        if high - low <= 4 * CONTEXT
        else f"{text[low : low + CONTEXT]} ... {text[high - CONTEXT : high]}"
    )
    print(f"  at {low}: {text[max(0, low - CONTEXT) : low]!r} [{middle!r}] {text[high : high + CONTEXT]!r}")
    for (start, end, words), sign in group:
        print(f"    {sign} {start}:{end} {words[: 8 * CONTEXT]}")


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("record")
    one.set_defaults(run=record)
    one.add_argument("out")
    one.add_argument("--folder", action="append", default=[], help="clean what is here, and nothing else")
    one.add_argument(
        "--damaged", type=int, help=f"versions of each text: {VERSIONS}, of --folder none, if not given"
    )
    one.add_argument("--every", type=int, default=1, help="take one text of so many")
    one.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the corpora are")
    one.add_argument("--processes", type=int, default=2)
    other = commands.add_parser("compare")
    other.set_defaults(run=compare)
    other.add_argument("old")
    other.add_argument("new")
    other.add_argument("--area", default="", help="compare the texts whose id begins so: damaged/clean, pages")
    other.add_argument("--show", type=int, default=10, help="how many texts to show")
    other.add_argument("--rules", action="store_true", help="take other rules of an edit for a difference")
    arguments = parser.parse_args()
    code: int = arguments.run(arguments)
    return code


if __name__ == "__main__":
    sys.exit(main())
