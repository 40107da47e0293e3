"""The server as editors see it: a process on standard input and output, driven by a client of the protocol.

Nothing sleeps: the tests wait for the answers and notifications themselves.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).parents[3]
MACHINE = """\
{
  "Comment": "\U0001f600", "StartAt": "First",
  "States": {
    "First": {"Type": "Pass", "Nxt": "Second"},
    "Second": {"Type": "Succeed"}
  }
}
"""
GOOD = MACHINE.replace("Nxt", "Next")
SAM = """\
Resources:
  M:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: First
        States:
          First: {Type: Pass, Next: Secnd}
          Second: {Type: Succeed}
"""
PATIENCE_S = 30


class Editor:
    """One session: opens texts and keeps the diagnostics that arrive."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def on_publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

    async def diagnostics(self, version: int) -> types.PublishDiagnosticsParams:
        while True:
            found = await asyncio.wait_for(self.published.get(), PATIENCE_S)
            if found.version == version:
                return found

    async def open(self, text: str, name: str = "x.asl.json", language: str = "json") -> str:
        uri = (self.folder / name).as_uri()
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri: str, text: str, version: int) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(text)
        identifier = types.VersionedTextDocumentIdentifier(version, uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(identifier, [whole]))


def session(
    folder: Path,
    act: Callable[[Editor, types.InitializeResult], Awaitable[None]],
    capabilities: types.ClientCapabilities | None = None,
) -> None:
    async def run() -> None:
        client = LanguageClient("test", "1")
        editor = Editor(client, folder)
        await client.start_io(sys.executable, "-m", "asl.app.start", "lsp", "--stdio", cwd=ROOT)
        try:
            result = await client.initialize_async(
                types.InitializeParams(capabilities or types.ClientCapabilities(), root_uri=folder.as_uri())
            )
            client.initialized(types.InitializedParams())
            await act(editor, result)
            await client.shutdown_async(None)
            client.exit(None)
            assert client._server is not None
            assert await asyncio.wait_for(client._server.wait(), PATIENCE_S) == 0
        finally:
            if client._server is not None and client._server.returncode is None:
                client._server.kill()
            await client.stop()

    asyncio.run(asyncio.wait_for(run(), 2 * PATIENCE_S))


def at(text: str, part: str, shift: int = 0) -> types.Position:
    """The position of a part of the text, columns in UTF-16 units."""
    before = text[: text.index(part) + shift]
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def test_diagnostics_follow_the_text_and_columns_are_utf_16(tmp_path):
    async def act(editor: Editor, result: types.InitializeResult) -> None:
        assert result.capabilities.position_encoding in (None, types.PositionEncodingKind.Utf16)
        uri = await editor.open(MACHINE)
        codes = [found.code for found in (await editor.diagnostics(1)).diagnostics]
        assert "ASL007" in codes
        for version, text in enumerate(("{", MACHINE, GOOD), start=2):
            editor.change(uri, text, version)
        found = await editor.diagnostics(4)
        assert [one for one in found.diagnostics if one.severity == types.DiagnosticSeverity.Error] == []
        broken = GOOD.replace('"StartAt": "First"', '"StartAt": "Fist"')
        editor.change(uri, broken, 5)
        (error,) = [one for one in (await editor.diagnostics(5)).diagnostics if one.code == "ASL201"]
        assert error.range == types.Range(at(broken, '"Fist"'), at(broken, '"Fist"', 6))
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert (await asyncio.wait_for(editor.published.get(), PATIENCE_S)).diagnostics == ()

    session(tmp_path, act)


def test_questions_and_changes(tmp_path):
    async def act(editor: Editor, _: types.InitializeResult) -> None:
        client, uri = editor.client, await editor.open(MACHINE)
        identifier = types.TextDocumentIdentifier(uri)
        published = await editor.diagnostics(1)
        hovered = await client.text_document_hover_async(types.HoverParams(identifier, at(MACHINE, '"StartAt"', 2)))
        assert "The state that runs first" in hovered.contents.value
        offered = await client.text_document_completion_async(
            types.CompletionParams(identifier, at(MACHINE, '"First",', 3))
        )
        assert {"First", "Second"} <= {item.label for item in offered.items}
        (symbol, _) = await client.text_document_document_symbol_async(types.DocumentSymbolParams(identifier))
        assert (symbol.name, symbol.detail) == ("First", "Pass")
        mistake = next(found for found in published.diagnostics if found.code == "ASL007")
        context = types.CodeActionContext([mistake])
        actions = await client.text_document_code_action_async(
            types.CodeActionParams(identifier, mistake.range, context)
        )
        (action,) = [one for one in actions if one.diagnostics[0].code == "ASL007"]
        (edit,) = action.edit.changes[uri]
        assert edit.new_text.strip('"') == "Next"
        editor.change(uri, GOOD, 2)
        place = types.TextDocumentPositionParams(identifier, at(GOOD, '"Next": "Second"', 11))
        target = await client.text_document_definition_async(types.DefinitionParams(identifier, place.position))
        assert target.range.start == at(GOOD, '"Second": ')
        used = await client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(True), identifier, place.position)
        )
        assert len(used) == 2
        prepared = await client.text_document_prepare_rename_async(
            types.PrepareRenameParams(identifier, place.position)
        )
        assert prepared.placeholder == "Second"
        changed = await client.text_document_rename_async(
            types.RenameParams(new_name="Last", text_document=identifier, position=place.position)
        )
        assert {edit.new_text for edit in changed.changes[uri]} == {'"Last"'}
        with pytest.raises(Exception, match="already"):
            await client.text_document_rename_async(
                types.RenameParams(new_name="First", text_document=identifier, position=place.position)
            )
        (formatted,) = await client.text_document_formatting_async(
            types.DocumentFormattingParams(identifier, types.FormattingOptions(2, True))
        )
        assert '  "Comment": "\U0001f600",\n  "StartAt"' in formatted.new_text

    session(tmp_path, act)


def test_a_definition_inside_a_template_is_served_in_its_place(tmp_path):
    async def act(editor: Editor, _: types.InitializeResult) -> None:
        uri = await editor.open(SAM, "template.yaml", "yaml")
        (error, *_) = [one for one in (await editor.diagnostics(1)).diagnostics if one.code == "ASL201"]
        assert error.range == types.Range(at(SAM, "Secnd"), at(SAM, "Secnd", 5))
        identifier = types.TextDocumentIdentifier(uri)
        symbols = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(identifier))
        assert [(symbol.name, len(symbol.children)) for symbol in symbols] == [("M", 2)]
        await editor.open('{"name": "not a definition"}', "package.json")
        assert (await editor.diagnostics(1)).diagnostics == ()

    session(tmp_path, act)


def test_columns_are_counted_as_the_editor_asks(tmp_path):
    async def act(editor: Editor, result: types.InitializeResult) -> None:
        assert result.capabilities.position_encoding == types.PositionEncodingKind.Utf8
        broken = GOOD.replace('"StartAt": "First"', '"StartAt": "Fist"')
        await editor.open(broken)
        (error,) = [one for one in (await editor.diagnostics(1)).diagnostics if one.code == "ASL201"]
        line = broken.split("\n")[1]
        assert error.range.start == types.Position(1, len(line[: line.index('"Fist"')].encode()))

    general = types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf8])
    session(tmp_path, act, types.ClientCapabilities(general=general))
