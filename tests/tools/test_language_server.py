"""``cable-edition lsp`` over its standard input and output, as a text editor starts it."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.editions import COMMAND, ROOT

pytest.importorskip("pygls", reason="pip install pygls")
pytest_lsp = pytest.importorskip("pytest_lsp", reason="pip install pytest-lsp")
from lsprotocol import types  # noqa: E402

SIDECAR = "source_cables/05OTTAWA286.yaml"


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """The first edition, in a folder with a blank and a letter beyond ASCII in its name."""
    root = tmp_path / "é dition"
    for name in ("source_cables", "docs/registers"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "edition.toml", root)
    return root


@pytest.fixture(scope="module", autouse=True)
def loop_of_its_own() -> Iterator[None]:
    """Have no loop run here: that of a browser, which other tests of the process share, waits."""
    running = asyncio.events._get_running_loop()
    asyncio.events._set_running_loop(None)
    yield
    asyncio.events._set_running_loop(running)


@pytest_lsp.fixture(
    config=pytest_lsp.ClientServerConfig(
        server_command=[sys.executable, *COMMAND, "lsp", "--stdio"]
    )
)
async def client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    await lsp_client.initialize_session(
        types.InitializeParams(capabilities=types.ClientCapabilities())
    )
    yield
    await lsp_client.shutdown_session()


def opened(client: pytest_lsp.LanguageClient, path: Path, text: str) -> str:
    uri = path.as_uri()
    item = types.TextDocumentItem(uri, "yaml", 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    return uri


async def problems(client: pytest_lsp.LanguageClient, uri: str) -> list[types.Diagnostic]:
    """Return the problems as soon as they are told; those of the text before are forgotten."""
    client.diagnostics.pop(uri, None)
    for _ in range(200):
        if uri in client.diagnostics:
            return list(client.diagnostics[uri])
        await asyncio.sleep(0.05)
    raise AssertionError("no problems were told")


def at(uri: str, row: int, column: int) -> dict[str, object]:
    return {
        "text_document": types.TextDocumentIdentifier(uri),
        "position": types.Position(row, column),
    }


@pytest.mark.asyncio
async def test_a_note_is_written(client: pytest_lsp.LanguageClient, edition: Path) -> None:
    path = edition / SIDECAR
    saved = path.read_text("utf-8")
    uri = opened(client, path, saved)
    assert await problems(client, uri) == []
    # The letter beyond the first plane counts two in the protocol.
    head = "related: []\nnotes:\n  - {id: 😀, at: p1, quote: "
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(2, uri),
            [types.TextDocumentContentChangeWholeDocument(f"{head}cave")],
        )
    )
    column = len("  - {id: 😀, at: p1, quote: cave") + 1
    found = await client.text_document_completion_async(
        types.CompletionParams(**at(uri, 2, column))
    )
    assert isinstance(found, types.CompletionList)
    item = found.items[0]
    assert item.label == "caveat"
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.text_edit.range.start.character == column - len("cave")
    assert item.text_edit.new_text == '"caveat"'


@pytest.mark.asyncio
async def test_a_fault_is_told_explained_and_mended(
    client: pytest_lsp.LanguageClient, edition: Path
) -> None:
    text = "notes:\n- {id: a, at: p1, kind: inference, text: B., quote: Prime Minister's Office}\n"
    uri = opened(client, edition / SIDECAR, text)
    (one,) = await problems(client, uri)
    assert (one.code, one.severity) == ("quote-missing", types.DiagnosticSeverity.Error)
    assert (one.range.start.line, one.range.start.character) == (1, 0)
    told = await client.text_document_hover_async(types.HoverParams(**at(uri, 1, 15)))
    assert told is not None
    assert isinstance(told.contents, types.MarkupContent)
    assert told.contents.value.startswith("¶ 1\n\nSummary: In consultations January 20")
    asked = types.CodeActionParams(
        types.TextDocumentIdentifier(uri), one.range, types.CodeActionContext([one])
    )
    actions = await client.text_document_code_action_async(asked)
    assert actions
    first = actions[0]
    assert isinstance(first, types.CodeAction)
    assert first.title == "Quote it as transmitted: Prime Minister,s Office"
    assert first.edit is not None
    (edit,) = (first.edit.changes or {})[uri]
    assert edit.new_text == '"Prime Minister,s Office"'


@pytest.mark.asyncio
async def test_the_way_to_what_is_named(client: pytest_lsp.LanguageClient, edition: Path) -> None:
    uri = opened(client, edition / SIDECAR, (edition / SIDECAR).read_text("utf-8"))
    row = (edition / SIDECAR).read_text("utf-8").split("\n").index("  - at: p9")
    found = await client.text_document_definition_async(types.DefinitionParams(**at(uri, row, 9)))
    assert isinstance(found, types.Location)
    source = edition / "source_cables" / "05OTTAWA286.txt"
    assert found.uri == source.as_uri()
    place = found.range.start
    line = source.read_text("utf-8").split("\n")[place.line]
    assert line[place.character :].startswith("Ottawa,s") or "9." in line[: place.character]
    people = edition / "docs" / "registers" / "people.yaml"
    given = (
        people.read_text("utf-8")
        + "- id: roe\n  name: Roe\n  tip: A\n  see_also: [pascual-carlos]\n"
    )
    uri = opened(client, people, given)
    row = given.count("\n") - 1
    found = await client.text_document_definition_async(types.DefinitionParams(**at(uri, row, 20)))
    assert isinstance(found, types.Location)
    assert "pascual-carlos" in given.split("\n")[found.range.start.line]


@pytest.mark.asyncio
async def test_nothing_kills_it(client: pytest_lsp.LanguageClient, edition: Path) -> None:
    folder = edition / "source_cables" / "06ROME1.yaml"
    folder.mkdir()
    for path, text in (
        (edition / SIDECAR, "\x00: [\n" * 50),
        (edition / SIDECAR, "- " * 5000),
        (edition / "source_cables" / "releases.yaml", "releases: 7\n"),
        (folder, "a"),
        (edition / "edition.toml", "title = [[[["),
        (Path("/nowhere/05OTTAWA1.yaml"), "notes: []"),
    ):
        uri = opened(client, path, text)
        for ask, params in (
            (client.text_document_hover_async, types.HoverParams(**at(uri, 0, 1))),
            (client.text_document_completion_async, types.CompletionParams(**at(uri, 9, 99))),
            (client.text_document_definition_async, types.DefinitionParams(**at(uri, 0, 0))),
        ):
            await ask(params)
    uri = opened(client, edition / SIDECAR, "nonsense: 1\n")
    assert {one.code for one in await problems(client, uri)} == {"unknown-key", "sidecar-unread"}
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    assert await problems(client, uri) == []


def test_an_editor_that_ends_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, *COMMAND, "lsp"], input=b"", capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
