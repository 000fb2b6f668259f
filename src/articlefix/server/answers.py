"""What the server says of an article: diagnostics, repairs as actions, what stands under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types as lsp

from articlefix.reports import revealed, visible
from articlefix.reports.problems import Problem
from articlefix.reports.reference import address, described
from articlefix.server.articles import Article

FIX_ALL = "source.fixAll.articlefix"
_SHOWN = 30


def diagnostics(article: Article) -> list[lsp.Diagnostic]:
    """Return a diagnostic for each problem: a warning where it can be repaired, else for a person to look at."""
    return [_diagnostic(article, problem) for problem in article.problems]


def _diagnostic(article: Article, problem: Problem) -> lsp.Diagnostic:
    page = address("Rules")
    repairable = problem.replacement is not None
    return lsp.Diagnostic(
        # Where it is shown: with a line goes the line end above it.
        _range(article, problem.end - len(problem.found), problem.end),
        visible(problem.message),
        severity=lsp.DiagnosticSeverity.Warning if repairable else lsp.DiagnosticSeverity.Information,
        source="articlefix",
        code=problem.rule,
        code_description=lsp.CodeDescription(f"{page}#{problem.rule}") if page else None,
    )


def _range(article: Article, start: int, end: int) -> lsp.Range:
    place = article.places.place
    return lsp.Range(lsp.Position(*place(start)), lsp.Position(*place(end)))


def edits(article: Article, problems: Iterable[Problem]) -> list[lsp.TextEdit]:
    """Return the repairs of problems, less those that only a person can repair."""
    return [
        lsp.TextEdit(_range(article, problem.start, problem.end), problem.replacement)
        for problem in sorted(problems, key=lambda problem: (problem.start, problem.end))
        if problem.replacement is not None
    ]


def actions(article: Article, uri: str, asked: lsp.Range, only: Sequence[str] | None) -> Iterator[lsp.CodeAction]:
    """Yield what can be done about the problems in a range, and about all; of the kinds in `only`, if given."""
    if _is_wanted(lsp.CodeActionKind.QuickFix.value, only):
        offset = article.places.offset
        for problem in article.at(
            offset(asked.start.line, asked.start.character), offset(asked.end.line, asked.end.character)
        ):
            yield from _quick(article, uri, problem)
    if _is_wanted(FIX_ALL, only) and (all_of_them := edits(article, article.problems)):
        yield _action(f"Repair all {len(all_of_them)} with articlefix", FIX_ALL, uri, all_of_them)


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Tell whether a kind is asked for, by its own name or one that it is under."""
    return only is None or any(kind == name or kind.startswith(f"{name}.") for name in only)


def _quick(article: Article, uri: str, problem: Problem) -> Iterator[lsp.CodeAction]:
    told = [_diagnostic(article, problem)]
    kind = lsp.CodeActionKind.QuickFix
    if problem.replacement is not None:
        yield _action(_title(article, problem), kind, uri, edits(article, [problem]), told, preferred=True)
        alike = [other for other in article.problems if other.rule == problem.rule]
        if (repairs := edits(article, alike)) and len(repairs) > 1:
            yield _action(f"Repair all {len(repairs)} of {problem.rule}", kind, uri, repairs, told)
    if (start := article.paragraph(problem)) is not None:
        comment = lsp.TextEdit(_range(article, start, start), f"<!-- articlefix: ignore {problem.rule} -->\n")
        yield _action(f"Ignore {problem.rule} in this paragraph", kind, uri, [comment], told)


def _title(article: Article, problem: Problem) -> str:
    gone, put = (_short(text) for text in (article.text[problem.start : problem.end], problem.replacement or ""))
    if not put:
        return revealed(f"Remove `{gone}`")
    return revealed(f"Replace `{gone}` by `{put}`" if gone else f"Insert `{put}`")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}\N{HORIZONTAL ELLIPSIS}"


def _action(
    title: str,
    kind: lsp.CodeActionKind | str,
    uri: str,
    changes: list[lsp.TextEdit],
    told: list[lsp.Diagnostic] | None = None,
    *,
    preferred: bool = False,
) -> lsp.CodeAction:
    edit = lsp.WorkspaceEdit(changes={uri: changes})
    return lsp.CodeAction(title, kind=kind, diagnostics=told, is_preferred=preferred or None, edit=edit)


def hover(article: Article, at: lsp.Position) -> lsp.Hover | None:
    """Return what `explain` says of the rules whose problems are at a place, each once."""
    offset = article.places.offset(at.line, at.character)
    found = article.at(offset, offset)
    if not found:
        return None
    rules = {rule.name: rule for pass_ in article.cleaner.passes for rule in pass_.rules}
    told = []
    for problem in {problem.rule: problem for problem in found}.values():
        heading = f"**{problem.rule}** ({problem.pass_name})"
        told.append("\n".join([heading, "", *described(rules[problem.rule])]))
    text = "\n\n---\n\n".join(told)
    return lsp.Hover(
        lsp.MarkupContent(lsp.MarkupKind.Markdown, text), _range(article, found[0].start, found[0].end)
    )
