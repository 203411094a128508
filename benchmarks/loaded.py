"""Bytes that a reader loads of a site: of the first page, of lists, of a search.

A browser that has loaded nothing opens each page, from a server that compresses; counted is what it
asked for, compressed, until the page has its answer and asks for nothing more.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import threading
from pathlib import Path
from urllib.parse import quote, urlsplit

from playwright.sync_api import sync_playwright

#: What a page of the search shows when it has its answer.
_ANSWER = ".cable-search-results li"


class _Server(http.server.SimpleHTTPRequestHandler):
    """Serves a site compressed, and adds up what it sent."""

    protocol_version = "HTTP/1.1"
    sent: dict[str, int]

    def do_GET(self) -> None:
        """Serve a file and remember how large it was."""
        name = urlsplit(self.path).path
        path = Path(self.translate_path(name))
        if not path.is_file():
            self.send_error(404)
            return
        data = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.sent[name] = len(data)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def loaded(site: Path, word: str, cable: str) -> dict[str, int]:
    """Return the bytes that a reader loads of each kind of page; empty without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        return {}
    largest = max((site / "parts").glob("*.html"), key=lambda path: path.stat().st_size)
    pages = {
        "home": "index.html",
        "list of cables": "cables/index.html",
        "list of a year": f"parts/{largest.name}",
        "search for a word": f"search.html?q={quote(word)}",
        "search for an id": f"search.html?q={quote(cable)}",
    }
    sent: dict[str, int] = {}
    handler = type("Handler", (_Server,), {"sent": sent})
    found = {}
    with (
        http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
        ) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, address in pages.items():
            sent.clear()
            page = browser.new_context().new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
            if "?q=" in address:
                page.wait_for_selector(_ANSWER, timeout=60_000)
            page.wait_for_load_state("networkidle")
            found[name] = sum(sent.values())
            page.context.close()
        browser.close()
        server.shutdown()
    return found
