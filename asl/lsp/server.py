"""The binding to the protocol, and the one door to pygls: wire types in, wire types out, no knowledge of states.

The text of a document is taken whole at each change. Diagnostics follow a short while after the last change; every
other answer is made from the newest text at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from asl import __version__
from asl.diagnostics import Diagnostic, Edit, Severity
from asl.embedded import NotFollowedError, Reader
from asl.errors import AslError
from asl.source import Format, Source, Span
from asl.syntax import detect_format, format_source
from lint import Configuration, find_configuration, read_configuration

from .analysis import Analysis, OpenDefinition
from .completion import Completion, complete
from .hover import hover
from .navigation import RenameError, StateSymbol, definition_of, references_of, rename, state_at
from .outline import OutlineEntry, outline
from .positions import LineColumn, Positions

__all__ = ["DELAY_S", "AslServer", "make_server"]

DELAY_S = 0.2
"""Seconds between the last change of a text and its diagnostics."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_COMPLETION_KINDS = {
    "field": types.CompletionItemKind.Field,
    "value": types.CompletionItemKind.EnumMember,
    "state": types.CompletionItemKind.Reference,
    "function": types.CompletionItemKind.Function,
    "resource": types.CompletionItemKind.Module,
    "error": types.CompletionItemKind.Event,
    "parameter": types.CompletionItemKind.Property,
}
_Located: TypeAlias = (
    types.HoverParams
    | types.CompletionParams
    | types.DefinitionParams
    | types.ReferenceParams
    | types.PrepareRenameParams
    | types.RenameParams
)
_FORMATS: dict[str, Format] = {"yaml": "yaml", "asl-yaml": "yaml", "json": "json", "jsonc": "json", "asl": "json"}


class AslServer(LanguageServer):
    """A server with the analyses of its open texts."""

    def __init__(self, reader_of: Callable[[Path], Reader], delay_s: float) -> None:
        super().__init__("asl", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.reader_of = reader_of
        self.delay_s = delay_s
        self.analyses: dict[str, tuple[int | None, Analysis, Positions]] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}

    def analysis(self, uri: str) -> tuple[Analysis, Positions]:
        """Return the analysis of the newest version of a text."""
        opened = self.workspace.get_text_document(uri)
        kept = self.analyses.get(uri)
        if kept is not None and kept[1].source.text == opened.source:
            return kept[1], kept[2]
        path = to_fs_path(uri)
        name = path or uri
        notation = _FORMATS.get(opened.language_id or "") or detect_format(name, opened.source)
        source = Source(opened.source, name, notation)
        analysis = Analysis(
            source,
            read=_no_file if path is None else self.reader_of(Path(path)),
            is_definition=(opened.language_id or "").startswith("asl"),
            configuration=self.configuration(path),
            path=path or "",
        )
        unit = types.PositionEncodingKind(self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
        positions = Positions(opened.source, unit.value)
        self.analyses[uri] = (opened.version, analysis, positions)
        return analysis, positions

    def configuration(self, path: str | None) -> Configuration:
        """Return the configuration for a file; a broken one counts as none, and is told in the log."""
        try:
            return read_configuration(None if path is None else find_configuration(Path(path).parent))
        except AslError as error:
            self.window_log_message(types.LogMessageParams(types.MessageType.Warning, error.message))
            return Configuration()

    def at(self, params: _Located) -> tuple[Analysis, Positions, OpenDefinition | None, int]:
        """Return the analysis that a position is in, with the definition and the offset."""
        analysis, positions = self.analysis(params.text_document.uri)
        offset = positions.offset(LineColumn(params.position.line, params.position.character))
        return analysis, positions, analysis.definition_at(offset), offset

    def state_at(self, params: _Located) -> tuple[Positions, StateSymbol] | None:
        """Return the state whose name stands at a position."""
        _, positions, definition, offset = self.at(params)
        symbol = None if definition is None else state_at(definition, offset)
        return None if symbol is None else (positions, symbol)

    def check_soon(self, uri: str) -> None:
        """Publish the diagnostics of a text when it has not changed for a while."""
        self.forget(uri)
        self.waiting[uri] = asyncio.get_running_loop().create_task(self._check_after_delay(uri))

    def forget(self, uri: str) -> None:
        """Leave off a check that has not begun."""
        waiting = self.waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    async def _check_after_delay(self, uri: str) -> None:
        await asyncio.sleep(self.delay_s)
        self.check(uri)

    def check(self, uri: str) -> None:
        """Publish the diagnostics of a text."""
        version = self.workspace.get_text_document(uri).version
        analysis, positions = self.analysis(uri)
        found = [_to_diagnostic(one, diagnostic, positions, uri) for one, diagnostic in analysis.diagnostics]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _no_file(path: str) -> Source:
    raise NotFollowedError("the text is not in a file")


def make_server(reader_of: Callable[[Path], Reader], *, delay_s: float = DELAY_S) -> AslServer:
    """Return a server; ``reader_of`` gives, for the file of a template, the reader of the files that it names."""
    server = AslServer(reader_of, delay_s)
    _add_documents(server)
    _add_questions(server)
    _add_changes(server)
    return server


def _add_documents(server: AslServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.check(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def did_save(params: types.DidSaveTextDocumentParams) -> None:
        # A file that a template names may have changed with it.
        server.analyses.pop(params.text_document.uri, None)
        server.check_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.forget(uri)
        server.analyses.pop(uri, None)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _add_questions(server: AslServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        analysis, positions, _, offset = server.at(params)
        found = hover(analysis, offset)
        if found is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, found.markdown)
        return types.Hover(content, _to_range(found.span, positions))

    @server.feature(
        types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=['"', ".", "$", ":", " "])
    )
    def on_completion(params: types.CompletionParams) -> types.CompletionList:
        _, positions, definition, offset = server.at(params)
        found = () if definition is None else complete(definition, offset)
        return types.CompletionList(False, [_to_completion(one, rank, positions) for rank, one in enumerate(found)])

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    def on_definition(params: types.DefinitionParams) -> types.Location | None:
        found = server.state_at(params)
        places = None if found is None else definition_of(found[1])
        if found is None or places is None:
            return None
        return types.Location(params.text_document.uri, _to_range(places[0], found[0]))

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def on_references(params: types.ReferenceParams) -> list[types.Location]:
        found = server.state_at(params)
        if found is None:
            return []
        positions, symbol = found
        spans = list(references_of(symbol))
        places = definition_of(symbol)
        if params.context.include_declaration and places is not None:
            spans.insert(0, places[0])
        return [types.Location(params.text_document.uri, _to_range(span, positions)) for span in spans]

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def on_symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        analysis, positions = server.analysis(params.text_document.uri)
        return [_to_symbol(entry, positions) for entry in outline(analysis)]


def _add_changes(server: AslServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    def on_prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        found = server.state_at(params)
        if found is None or definition_of(found[1]) is None:
            return None
        return types.PrepareRenamePlaceholder(_to_range(found[1].span, found[0]), found[1].name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    def on_rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = server.state_at(params)
        if found is None:
            return None
        try:
            edits = rename(found[1], params.new_name)
        except RenameError as error:
            raise JsonRpcException(str(error), types.ErrorCodes.InvalidParams.value) from None
        return types.WorkspaceEdit({params.text_document.uri: _to_edits(edits, found[0])})

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def on_code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        analysis, positions = server.analysis(uri)
        actions: list[types.CodeAction] = []
        for one, found in analysis.diagnostics:
            wire = _to_diagnostic(one, found, positions, uri)
            if found.fix is not None and _overlap(wire.range, params.range):
                edit = types.WorkspaceEdit({uri: _to_edits(found.fix.edits, positions)})
                kind = types.CodeActionKind.QuickFix
                title = found.fix.description[:1].upper() + found.fix.description[1:]
                actions.append(types.CodeAction(title, kind, [wire], found.fix.is_safe, edit=edit))
        return actions

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    def on_formatting(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        analysis, positions = server.analysis(params.text_document.uri)
        is_definition = [one.found.name for one in analysis.definitions] == [""]
        result = format_source(analysis.source) if is_definition else None
        if result is None or not result.changed:
            return []
        whole = Span(0, len(analysis.source.text))
        return [types.TextEdit(_to_range(whole, positions), result.text)]


# Wire types


def _to_range(span: Span, positions: Positions) -> types.Range:
    start, end = positions.at(span.start), positions.at(span.end)
    return types.Range(types.Position(start.line, start.column), types.Position(end.line, end.column))


def _to_edits(edits: Iterable[Edit], positions: Positions) -> list[types.TextEdit]:
    return [types.TextEdit(_to_range(edit.span, positions), edit.text) for edit in edits]


def _to_diagnostic(one: OpenDefinition, found: Diagnostic, positions: Positions, uri: str) -> types.Diagnostic:
    span = one.document.locate(found) or Span(0, 0)
    related = []
    for label in found.labels:
        place = label.span if label.span is not None else one.document.span(label.place)
        if place is not None:
            location = types.Location(uri, _to_range(place, positions))
            related.append(types.DiagnosticRelatedInformation(location, label.text))
    return types.Diagnostic(
        _to_range(span, positions),
        f"{found.message}\n{found.help}" if found.help else found.message,
        _SEVERITIES[found.severity],
        found.code,
        source="asl",
        related_information=related or None,
        tags=None,
        data={"name": found.name, "isFixable": found.fix is not None},
    )


def _to_completion(one: Completion, rank: int, positions: Positions) -> types.CompletionItem:
    return types.CompletionItem(
        one.label,
        kind=_COMPLETION_KINDS[one.kind],
        detail=one.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, one.doc) if one.doc else None,
        sort_text=f"{rank:05}",
        filter_text=_filter_text(one, positions.text),
        text_edit=types.TextEdit(_to_range(one.span, positions), one.text),
    )


def _filter_text(one: Completion, text: str) -> str:
    """Return what the editor compares with the characters that are replaced: with their opening quote, if any."""
    written = text[one.span.start : one.span.end]
    quote = next((sign for sign in ('\\"', '"', "'") if written.startswith(sign)), "")
    return quote + one.label


def _to_symbol(entry: OutlineEntry, positions: Positions) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        entry.name,
        types.SymbolKind.Function if entry.is_state else types.SymbolKind.Module,
        _to_range(entry.span, positions),
        _to_range(entry.selection, positions),
        entry.detail or None,
        children=[_to_symbol(child, positions) for child in entry.children] or None,
    )


def _overlap(one: types.Range, other: types.Range) -> bool:
    return (one.start.line, one.start.character) <= (other.end.line, other.end.character) and (
        other.start.line,
        other.start.character,
    ) <= (one.end.line, one.end.character)
