"""The server of ``cable-edition lsp``: the only module that knows the protocol and its package.

Whatever fails while a file is looked at is written into the editor's log, and the next question is
answered as if nothing had been.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import ServerTextPosition, ServerTextRange

from cable_edition.core.problems import Problem, Severity
from cable_edition.lsp.completion import offers_at
from cable_edition.lsp.definition import target_at
from cable_edition.lsp.desk import Desk, EditedFile, FileKind
from cable_edition.lsp.diagnostics import problems_of
from cable_edition.lsp.fixes import Edit, Fix, fixes_for
from cable_edition.lsp.hover import told_at
from cable_edition.lsp.offers import Offer, OfferKind
from cable_edition.lsp.proposed import proposed_entries
from cable_edition.version import __version__

_Answer = TypeVar("_Answer")
#: Problems are told when nothing was typed for so many seconds.
_PAUSE = 0.1
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_KINDS = {
    OfferKind.KEY: types.CompletionItemKind.Property,
    OfferKind.WORD: types.CompletionItemKind.EnumMember,
    OfferKind.PLACE: types.CompletionItemKind.Reference,
    OfferKind.CABLE: types.CompletionItemKind.File,
    OfferKind.ENTRY: types.CompletionItemKind.Value,
    OfferKind.QUOTATION: types.CompletionItemKind.Text,
    OfferKind.FILE: types.CompletionItemKind.File,
}


def made_server() -> LanguageServer:
    """Return the server, ready to be started."""
    server = LanguageServer("cable-edition", __version__)
    desk = _ServedDesk(server)

    def on(name: str, answer: Callable[[Any], object], options: object = None) -> None:
        # The package marks what it is given, which no method of an object can be.
        server.feature(name, options)(partial(answer))

    on(types.TEXT_DOCUMENT_DID_OPEN, desk.opened)
    on(types.TEXT_DOCUMENT_DID_CHANGE, desk.changed)
    on(types.TEXT_DOCUMENT_DID_SAVE, desk.saved)
    on(types.TEXT_DOCUMENT_DID_CLOSE, desk.closed)
    marks = types.CompletionOptions(trigger_characters=list(" \"'#`:-"))
    on(types.TEXT_DOCUMENT_COMPLETION, desk.completion, marks)
    on(types.TEXT_DOCUMENT_HOVER, desk.hover)
    on(types.TEXT_DOCUMENT_DEFINITION, desk.definition)
    kinds = types.CodeActionOptions(
        code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.Refactor]
    )
    on(types.TEXT_DOCUMENT_CODE_ACTION, desk.actions, kinds)
    return server


class _ServedDesk:
    """Answers the questions of one editor."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._desk = Desk()
        self._waiting: dict[str, asyncio.Task[None]] = {}

    # What the editor tells.

    def opened(self, given: types.DidOpenTextDocumentParams) -> None:
        self._taken(given.text_document.uri)

    def changed(self, given: types.DidChangeTextDocumentParams) -> None:
        self._taken(given.text_document.uri)

    def saved(self, given: types.DidSaveTextDocumentParams) -> None:
        self._taken(given.text_document.uri)

    def closed(self, given: types.DidCloseTextDocumentParams) -> None:
        uri = given.text_document.uri
        self._desk.take_away(_path(uri))
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self._publish(uri, [])

    # What the editor asks.

    def completion(self, given: types.CompletionParams) -> types.CompletionList | None:
        def answer(file: EditedFile, row: int, column: int) -> types.CompletionList:
            found = offers_at(self._desk, file, row, column)
            items = [
                self._item(given.text_document.uri, row, number, one)
                for number, one in enumerate(found)
            ]
            # Quotations hang on what is typed, so the editor is to ask again.
            return types.CompletionList(is_incomplete=True, items=items)

        return self._answered(given, answer)

    def hover(self, given: types.HoverParams) -> types.Hover | None:
        def answer(file: EditedFile, row: int, column: int) -> types.Hover | None:
            told = told_at(self._desk, file, row, column)
            if told is None:
                return None
            shown = types.MarkupContent(types.MarkupKind.PlainText, told.words)
            uri = given.text_document.uri
            return types.Hover(shown, self._range(uri, row, told.start, row, told.end))

        return self._answered(given, answer)

    def definition(self, given: types.DefinitionParams) -> types.Location | None:
        def answer(file: EditedFile, row: int, column: int) -> types.Location | None:
            target = target_at(self._desk, file, row, column)
            if target is None:
                return None
            # Counted in characters: how a source encodes them is not for the protocol to say.
            place = types.Position(target.row, target.column)
            uri = uris.from_fs_path(str(target.path)) or ""
            return types.Location(uri, types.Range(place, place))

        return self._answered(given, answer)

    def actions(self, given: types.CodeActionParams) -> list[types.CodeAction]:
        uri = given.text_document.uri

        def answer(file: EditedFile) -> list[types.CodeAction]:
            first, last = given.range.start.line, given.range.end.line
            fixes = [
                fix
                for problem in problems_of(self._desk, file)
                if first <= (problem.line or 1) - 1 <= last
                for fix in fixes_for(self._desk, file, problem)
            ]
            day = datetime.now(UTC).date().isoformat()
            entries = proposed_entries(self._desk, file, first, day)
            quick, more = types.CodeActionKind.QuickFix, types.CodeActionKind.Refactor
            return [
                *(self._action(uri, one, quick) for one in fixes),
                *(self._action(uri, one, more) for one in entries),
            ]

        return self._looked_at(uri, answer) or []

    # How it is done.

    def _taken(self, uri: str) -> None:
        path = _path(uri)
        self._desk.put(path, self._server.workspace.get_text_document(uri).source)
        told = [uri]
        if (file := self._looked_at(uri, lambda one: one)) and file.kind is FileKind.REGISTER:
            # One register is checked against the others.
            others = (uris.from_fs_path(str(one)) or "" for one in self._desk.opened())
            told += [one for one in others if one != uri and self._is_register(one)]
        for one in told:
            if waiting := self._waiting.pop(one, None):
                waiting.cancel()
            self._waiting[one] = asyncio.get_running_loop().create_task(self._told(one))

    def _is_register(self, uri: str) -> bool:
        file = self._looked_at(uri, lambda one: one)
        return file is not None and file.kind is FileKind.REGISTER

    async def _told(self, uri: str) -> None:
        await asyncio.sleep(_PAUSE)
        found = self._looked_at(uri, lambda file: problems_of(self._desk, file))
        self._publish(uri, [self._diagnostic(uri, one) for one in found or ()])

    def _publish(self, uri: str, found: list[types.Diagnostic]) -> None:
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri=uri, diagnostics=found)
        )

    def _looked_at(self, uri: str, answer: Callable[[EditedFile], _Answer]) -> _Answer | None:
        """Return the answer about a file of an edition; ``None`` for another, or where it fails."""
        try:
            file = self._desk.file(_path(uri))
            return answer(file) if file else None
        except Exception as error:  # noqa: BLE001 - the server outlives whatever a file holds
            message = f"{uri}: {type(error).__name__}: {error}"
            self._server.window_log_message(
                types.LogMessageParams(type=types.MessageType.Error, message=message)
            )
            return None

    def _answered(
        self, given: Any, answer: Callable[[EditedFile, int, int], _Answer]
    ) -> _Answer | None:
        """Return the answer about a place in a file."""
        uri = given.text_document.uri
        document = self._server.workspace.get_text_document(uri)
        place = document.position_from_client_units(given.position)
        return self._looked_at(uri, lambda file: answer(file, place.line, place.character))

    def _range(self, uri: str, row: int, start: int, end_row: int, end: int) -> types.Range:
        document = self._server.workspace.get_text_document(uri)
        made = ServerTextRange(ServerTextPosition(row, start), ServerTextPosition(end_row, end))
        return document.range_to_client_units(made)

    def _diagnostic(self, uri: str, one: Problem) -> types.Diagnostic:
        lines = self._desk.lines(_path(uri))
        row = min(max(0, (one.line or 1) - 1), len(lines) - 1)
        line = lines[row].rstrip()
        start = len(line) - len(line.lstrip())
        return types.Diagnostic(
            range=self._range(uri, row, start, row, max(start, len(line))),
            message=f"{one.message}\n{one.known.action}",
            severity=_SEVERITIES[one.severity],
            code=one.code,
            source="cable-edition",
        )

    def _item(self, uri: str, row: int, number: int, one: Offer) -> types.CompletionItem:
        edit = types.TextEdit(self._range(uri, row, one.start, row, one.end), one.new)
        told = types.MarkupContent(types.MarkupKind.PlainText, one.told) if one.told else None
        return types.CompletionItem(
            label=one.label,
            kind=_KINDS[one.kind],
            detail=one.more or None,
            documentation=told,
            sort_text=f"{number:05}",
            filter_text=one.sought,
            text_edit=edit,
        )

    def _action(self, uri: str, fix: Fix, kind: types.CodeActionKind) -> types.CodeAction:
        edits = [self._edit(uri, one) for one in fix.edits]
        ended = [self._diagnostic(uri, fix.problem)] if fix.problem else None
        return types.CodeAction(
            title=fix.title,
            kind=kind,
            diagnostics=ended,
            edit=types.WorkspaceEdit(changes={uri: edits}),
        )

    def _edit(self, uri: str, one: Edit) -> types.TextEdit:
        return types.TextEdit(self._range(uri, one.row, one.start, one.end_row, one.end), one.new)


def _path(uri: str) -> Path:
    return Path(uris.to_fs_path(uri) or "").resolve()
