"""The house: which module may import which, what a start loads, and what no file of the repository holds."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import articlefix
from articlefix.registry import BUILT_IN

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "articlefix"

# A module imports from its own layer and those before it. `__init__` of the package imports when asked, and is
# above all.
LAYERS = (
    {"errors"},
    {"languages", "scan", "core"},
    {"formats"},
    {"text", "furniture", "pages", "sites"},
    {"passes"},
    {"registry"},
    {"config"},
    {"cleaner"},
    {"files", "reports", "corpus", "testing"},
    {"server"},
    {"cli"},
    {"__main__", ""},
)
LAYER = {name: index for index, layer in enumerate(LAYERS) for name in layer}
A_PASS_MAY_IMPORT = {"core", "scan", "languages", "text", "furniture", "pages", "sites", "formats", "passes"}

# Who may import what does not come with Python.
PLACES = {
    "click": ("cli/",),
    "rich": ("cli/", "reports/terminal.py"),
    "dask": ("corpus/",),
    "distributed": ("corpus/",),
    "pyarrow": ("corpus/",),
    "markdown_it": ("formats/markdown.py", "formats/structure.py"),
    "ftfy": ("passes/",),
    "ahocorasick_rs": ("scan/index.py",),
    "backports": ("corpus/",),
    "trafilatura": ("formats/html.py",),
    "pygls": ("server/",),
    "lsprotocol": ("server/",),
}
# What a run that does not need it must not pay for: imported inside a function, where the need is known.
COSTLY = {
    "ahocorasick_rs",
    "ftfy",
    "regex",
    "markdown_it",
    "dask",
    "distributed",
    "pyarrow",
    "backports",
    "trafilatura",
}
COSTLY |= {"importlib.metadata", "inspect", "dataclasses", "html"}
NOT_LOADED = (
    "click",
    "rich",
    "ftfy",
    "regex",
    "dask",
    "markdown_it",
    "importlib.metadata",
)


class Import(NamedTuple):
    """One import: which file, of what, and whether it runs when the file is imported."""

    path: Path
    target: str
    at_start: bool

    @property
    def module(self) -> str:
        return self.path.relative_to(SOURCE).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")

    @property
    def own(self) -> str | None:
        """Name the target within this package; `None` for another package's module."""
        return self.target.removeprefix("articlefix.") if self.target.startswith("articlefix.") else None


MODULES = sorted(SOURCE.rglob("*.py"))


def imports() -> Iterator[Import]:
    for path in MODULES:
        for node, at_start in _nodes(ast.parse(path.read_text(encoding="utf-8")), at_start=True):
            if isinstance(node, ast.Import):
                yield from (Import(path, alias.name, at_start) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: a relative import"
                for alias in node.names:
                    module = f"{node.module}.{alias.name}"
                    yield Import(path, module if _is_module(module) else str(node.module), at_start)


def _nodes(tree: ast.AST, *, at_start: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING":
            continue
        yield child, at_start
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        yield from _nodes(child, at_start=at_start and not inside)


def _is_module(name: str) -> bool:
    if not name.startswith("articlefix."):
        return False
    place = ROOT / "src" / name.replace(".", "/")
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


IMPORTS = list(imports())


def test_imports_run_one_way() -> None:
    wrong = []
    for item in IMPORTS:
        layer = LAYER[item.module.partition(".")[0].replace("__init__", "")]
        if item.target == "articlefix":
            # The version, which reports and the command name.
            allowed = layer >= LAYER["reports"]
        else:
            allowed = item.own is None or LAYER[item.own.partition(".")[0]] <= layer
        if not allowed:
            wrong.append(f"{item.module} imports {item.target}")
    assert wrong == []


def test_no_import_comes_back_to_where_it_began() -> None:
    graph: dict[str, set[str]] = {}
    for item in IMPORTS:
        if item.own is not None and item.own != item.module:
            graph.setdefault(item.module, set()).add(item.own)
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for target in graph.get(module, ()):
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_a_pass_knows_neither_engine_nor_other_passes() -> None:
    passes = {path.stem if path.stem != "__init__" else path.parent.name for path in _pass_modules()}
    wrong = []
    for item in IMPORTS:
        place = item.module.split(".")
        if place[0] != "passes" or item.own is None:
            continue
        head, *rest = item.own.split(".")
        # What several passes share may build on one of them.
        other = bool(rest) and rest[0] in passes and place[1] in passes and rest[0] != place[1]
        if head not in A_PASS_MAY_IMPORT or other:
            wrong.append(f"{item.module} imports {item.own}")
    assert wrong == []


def test_an_option_of_a_pass_is_named_in_the_file_of_the_pass_alone() -> None:
    of_passes = [option for pass_ in BUILT_IN for option in pass_.options]
    assert of_passes
    wrong = [
        f"{path.relative_to(SOURCE)} names {option.name}"
        for path in MODULES
        if not path.is_relative_to(SOURCE / "passes")
        for option in of_passes
        if re.search(rf"\b{option.name}\b", path.read_text(encoding="utf-8")) and "_" in option.name
    ]
    assert wrong == []


def _pass_modules() -> Iterator[Path]:
    for path in (SOURCE / "passes").rglob("*.py"):
        if re.search(r"\bPass(?:\.of_rules)?\(\n?\s*\"", path.read_text(encoding="utf-8")):
            yield path


def test_every_module_that_makes_a_pass_is_in_the_chain() -> None:
    made = {path.stem if path.stem != "__init__" else path.parent.name for path in _pass_modules()}
    registered = {
        item.own.split(".")[1]
        for item in IMPORTS
        if item.module == "registry" and item.own and "passes." in item.own
    }
    assert made == registered


@pytest.mark.parametrize("package", PLACES)
def test_a_dependency_is_imported_only_in_its_place(package: str) -> None:
    wrong = [
        item.path.relative_to(SOURCE).as_posix()
        for item in IMPORTS
        if item.target.partition(".")[0] == package
        and not item.path.relative_to(SOURCE).as_posix().startswith(PLACES[package])
    ]
    assert wrong == []


def test_what_costs_a_start_is_imported_when_it_is_needed() -> None:
    wrong = [
        f"{item.module} imports {item.target}"
        for item in IMPORTS
        if item.at_start
        and item.module.partition(".")[0] not in ("cli", "reports", "corpus", "server")
        and (item.target in COSTLY or item.target.partition(".")[0] in COSTLY)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "program",
    [
        "import articlefix",
        "import articlefix; [getattr(articlefix, name) for name in articlefix.__all__]",
        "import articlefix; articlefix.clean('It was late , and she had gone.')",
        "import articlefix; articlefix.clean('“Late , ” she said .', language='en')",
    ],
)
def test_a_start_loads_little(program: str) -> None:
    code = f"{program}\nimport sys\nprint(*[name for name in {NOT_LOADED!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_public_names_are_all_and_in_order() -> None:
    assert articlefix.__all__ == sorted(articlefix.__all__)
    code = (
        "import articlefix, types\n"
        "for name in articlefix.__all__: getattr(articlefix, name)\n"
        "private = ('annotations', 'TYPE_CHECKING')\n"
        "print(*[name for name in vars(articlefix) if name[0] != '_' and name not in private"
        " and not isinstance(getattr(articlefix, name), types.ModuleType)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == articlefix.__all__


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_every_module_says_what_it_is(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring
    assert docstring.splitlines()[0].rstrip().endswith((".", ":", "?"))


LONGEST = 50  # lines, so that a function is seen whole
COMPLEX = 10  # ways through a function: McCabe's own limit
MOST_COMPLEX = 0.04  # of all functions: a walk over marks or a long "and" reads better in one piece now and then


def decisions(node: ast.AST) -> int:
    """Return how many decisions a node makes, those inside it aside, as `radon cc` counts them."""
    match node:
        case ast.If() | ast.IfExp() | ast.Assert():
            return 1
        case ast.For() | ast.While():
            return 1 + bool(node.orelse)
        case ast.Try():
            return len(node.handlers) + bool(node.orelse)
        case ast.BoolOp():
            return len(node.values) - 1
        case ast.comprehension():
            return 1 + len(node.ifs)
        case ast.Match():
            return len(node.cases)
    return 0


def complexity(function: ast.AST) -> int:
    return 1 + sum(map(decisions, ast.walk(function)))


FUNCTIONS = {
    f"{path.relative_to(SOURCE).as_posix()}:{node.lineno} {node.name}": node
    for path in MODULES
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
}


def test_a_function_can_be_seen_whole() -> None:
    sizes = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in FUNCTIONS.items()}
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_few_functions_decide_much() -> None:
    assert complexity(ast.parse("for a in b:\n  if a and b: c = [d for d in a if d] or b")) == 7
    found = {name: complexity(node) for name, node in FUNCTIONS.items()}
    worst = sorted(((count, name) for name, count in found.items() if count > COMPLEX), reverse=True)
    assert len(worst) <= MOST_COMPLEX * len(found), worst


def tracked() -> list[tuple[Path, str]]:
    """Return the text files of the repository; of an unpacked archive, all that lies in its folders."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = [path for name in ("src", "tests", "fixtures", "benchmarks") for path in (ROOT / name).rglob("*.*")]
    found = []
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            if b"\0" not in data and not data.startswith(b"\x1f\x8b"):
                found.append((path.relative_to(ROOT), data.decode("utf-8", "surrogateescape")))
    return found


def test_no_file_holds_an_invisible_character() -> None:
    r"""A reader of the source must see what it says: such a character is written `\N{NO-BREAK SPACE}`.

    The articles are what an editor or a scraper would have, French no-break spaces and all.
    """
    wrong = []
    for path, text in tracked():
        if path.is_relative_to("fixtures/articles"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            wrong += [
                f"{path}:{number}: U+{ord(character):04X}"
                for character in ([] if line.isascii() and line.isprintable() else line)
                if unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")
                and character not in " \t"
            ]
    assert wrong == []


def test_no_file_names_a_place_on_a_machine() -> None:
    place = re.compile(r"(?<![\w.:/<-])/(?:home|root|work|Users)/\w|[A-Z]:\\Users\\")
    wrong = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in tracked()
        for number, line in enumerate(text.split("\n"), 1)
        if place.search(line)
    ]
    assert wrong == []


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Python before 3.11.5 goes wrong where the last turn of such a group fails; an atomic group does the same."""
    repeated = re.compile(r"\)(?:[*+?]|\{\{?[0-9,]+\}?\})\+")
    found = [
        f"{path.name}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if repeated.search(line)
    ]
    assert found == []
