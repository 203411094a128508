"""What a page weighs: every file that a browser loads for it, compressed as a server sends it.

Usage: python benchmarks/page_weight.py BUILT_HTML [PAGE ...]

The page is opened in Chromium from a server of this script, which compresses with gzip, level 9;
fonts and pictures go as they are. Printed are the files with their sizes in bytes, the sum, the
scripts that block reading (there should be none before the text) and the layout shift. The exit
status is 1 if the first page weighs more than 150 kB or anything shifts.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import sys
import threading
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

LIMIT = 150_000
PAGES = ["cables/05OTTAWA286.html"]
_COMPRESSED = {".html", ".css", ".js", ".svg", ".json", ".txt"}
_SHIFT = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 500);
})"""
_BLOCKING = """() => {
    const text = document.querySelector("article");
    return [...document.querySelectorAll("script[src]:not([defer]):not([async])")]
        .filter(s => s.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)
        .map(s => s.getAttribute("src"));
}"""


class Weight(NamedTuple):
    """A page: its files with their sizes in bytes, blocking scripts, cumulative layout shift."""

    files: dict[str, int]
    blocking: list[str]
    shift: float

    @property
    def total(self) -> int:
        """The sum of the files in bytes."""
        return sum(self.files.values())


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def size_of(path: Path) -> int:
    """Return the bytes that a server sends for a file."""
    data = path.read_bytes()
    return len(gzip.compress(data, 9)) if path.suffix in _COMPRESSED else len(data)


def weigh(built: Path, pages: list[str]) -> dict[str, Weight]:
    """Open pages of a built edition and return what each weighs."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no browser: install chromium (Debian: apt install chromium)")
    handler = functools.partial(_Quiet, directory=str(built))
    found = {}
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name in pages:
                page = browser.new_page(viewport={"width": 1440, "height": 1000})
                asked: list[str] = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(root + name, wait_until="networkidle")
                paths = dict.fromkeys(unquote(urlsplit(url).path).lstrip("/") for url in asked)
                files = {p: size_of(built / p) for p in paths if (built / p).is_file()}
                found[name] = Weight(files, page.evaluate(_BLOCKING), page.evaluate(_SHIFT))
                page.close()
            browser.close()
        server.shutdown()
    return found


def main(arguments: list[str]) -> int:
    """Print the weights; return the exit status."""
    if not arguments:
        sys.exit(__doc__)
    pages = arguments[1:] or PAGES
    weights = weigh(Path(arguments[0]).resolve(), pages)
    for name, weight in weights.items():
        for path, size in sorted(weight.files.items(), key=lambda item: -item[1]):
            print(f"{size:8,d}  {path}")
        print(f"{weight.total:8,d}  {name}, {len(weight.files)} files")
        print(f"          blocking scripts: {weight.blocking or 'none'}; shift {weight.shift:.4f}")
    first = weights[pages[0]]
    return int(first.total > LIMIT or first.shift > 0.001)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
