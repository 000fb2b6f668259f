"""The server itself: what an editor tells and asks, over standard input and output."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from articlefix import __version__
from articlefix.errors import ArticlefixError
from articlefix.server import answers
from articlefix.server.articles import Article, Articles, CleanerFor, is_configuration

PAUSE = 0.08
"""How many seconds without a key make the text worth a look: who types quickly has some 0.15 between two."""


class Server(LanguageServer):
    """A server with the articles that are open in it."""

    def __init__(self, make: Callable[[], CleanerFor]) -> None:
        # pygls ends lines where Python does, at U+2028 too, and would put changes elsewhere: it is given all.
        super().__init__("articlefix", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.articles = Articles(make)
        self._said: str | None = None

    def article(self, uri: str) -> Article | None:
        """Return an open article, checked as it is now; say what is wrong with its configuration, once."""
        document = self.workspace.get_text_document(uri)
        path = uris.to_fs_path(uri) or f"untitled{'.md' if document.language_id == 'markdown' else '.txt'}"
        encoding = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        try:
            found = self.articles.check(uri, path, document.source, document.version, encoding)
        except ArticlefixError as error:
            self.say(str(error))
            return None
        return found

    def publish(self, uri: str) -> None:
        """Tell the editor what was found in an article."""
        article = self.article(uri)
        found = answers.diagnostics(article) if article else []
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def may_repair(self, uri: str, article: Article) -> bool:
        """Tell whether all repairs of an article may be made at once; say why where they may not."""
        if problem := self.articles.refusal(uri, article):
            self.say(problem)
        return not problem

    def say(self, message: str) -> None:
        """Show a message, but not the same one after each key."""
        if message != self._said:
            self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"articlefix: {message}"))
        self._said = message


def server(make: Callable[[], CleanerFor]) -> Server:
    """Return a server that answers; `make` gives what chooses the cleaner for a path."""
    made = Server(make)
    _watch(made)
    _answer(made)
    return made


def _watch(made: Server) -> None:
    """Let a server hear of articles that are opened, changed and closed, and of configurations."""

    @made.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(server: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        server.publish(params.text_document.uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(server: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        uri, version = params.text_document.uri, params.text_document.version
        await asyncio.sleep(PAUSE)
        held = server.workspace.text_documents.get(uri)
        if held is not None and held.version == version:
            server.publish(uri)

    @made.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(server: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.articles.forget(uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @made.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(server: Server, params: lsp.DidSaveTextDocumentParams) -> None:
        if is_configuration(uris.to_fs_path(params.text_document.uri) or ""):
            _reload(server)

    @made.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def written(server: Server, params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(is_configuration(uris.to_fs_path(change.uri) or "") for change in params.changes):
            _reload(server)


def _reload(server: Server) -> None:
    server.articles.reload()
    for uri in server.workspace.text_documents:
        server.publish(uri)


def _answer(made: Server) -> None:
    """Let a server answer what is asked of an article."""
    kinds: Any = [lsp.CodeActionKind.QuickFix, answers.FIX_ALL]

    @made.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(kinds))
    def actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        article = server.article(uri := params.text_document.uri)
        only = params.context.only
        names = None if only is None else [str(getattr(kind, "value", kind)) for kind in only]
        if article is None:
            return []
        found = list(answers.actions(article, uri, params.range, names))
        return [action for action in found if action.kind != answers.FIX_ALL or server.may_repair(uri, article)]

    @made.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def formatting(server: Server, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        article = server.article(params.text_document.uri)
        if article is None or not server.may_repair(params.text_document.uri, article):
            return []
        return answers.edits(article, article.problems)

    @made.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        article = server.article(params.text_document.uri)
        return answers.hover(article, params.position) if article else None
