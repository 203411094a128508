"""Bytes and time of a search beside Sphinx's own: ``python benchmarks/search.py --n 1000``.

Builds an edition of synthetic cables with both searches for the same pages: the edition's, and that
of Sphinx with its own page and script. Each query is asked of both in Chromium, in turns, from a
server of this script that compresses what it sends, each time in a browser that has loaded nothing.
Printed are the bytes of the index that were loaded, as they lie on the disk, and the time from
opening the page to the first result, without a limit and as over a home line: each side at its best
of all rounds, as other work of a machine only adds, and in brackets the ratios of single rounds.
Fails where a query loads more than a tenth of ``searchindex.js``, where the median of the ratios
over the line is above a half, or where a page does not answer within a minute.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import gzip
import http.server
import os
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLong
from sphinx.application import Sphinx

from projects import write_project
from synthetic import Corpus

#: The most that a query may load of Sphinx's index, and take of its time.
BYTES, TIME = 0.1, 0.5
#: No page may take longer to answer, in seconds.
WAIT = 60
QUERIES = (
    "ambassador",
    "minister meeting",
    '"the minister"',
    '"of the embassy"',
    "the",
    "05OTTAWA1",
    "visit ministry talks",
    "Sudan",
)
#: In conf.py: Sphinx's index and its page are written too, and kept.
_BOTH = """

def setup(app):
    import shutil
    from pathlib import Path

    names = ["searchindex.js", "_static/searchtools.js", "_static/language_data.js"]

    def index_too(app):
        vars(app.builder).pop("prepare_writing", None)

    def keep(app, error):
        for name in names:
            shutil.copy(Path(app.outdir, name), Path(app.doctreedir, Path(name).name))

    def put_back(app, error):
        for name in names:
            shutil.copy(Path(app.doctreedir, Path(name).name), Path(app.outdir, name))

    app.connect("builder-inited", index_too, priority=900)
    app.connect("html-collect-pages", lambda app: [("sphinx-search", {}, "!search.html")])
    app.connect("build-finished", keep, priority=100)
    app.connect("build-finished", put_back, priority=990)
"""
_OURS = ("search.html", ".cable-search-results li", "#cable-search-told p")
_SPHINX = ("sphinx-search.html", "#search-results li", "#search-results .search-summary")


#: Notes when the first result, or the word that there is none, is on the page.
_WATCH = """
new MutationObserver(() => {
    const said = document.querySelector("ANSWER");
    const none = said && /nowhere|did not match/.test(said.textContent);
    if (!window.firstAt && (none || document.querySelector("RESULT"))) {
        window.firstAt = performance.now();
    }
}).observe(document, {childList: true, subtree: true, characterData: true});
"""


class Asked(NamedTuple):
    """What one query took: bytes of the index, seconds to the first result or answer."""

    loaded: int
    seconds: float


class Line(NamedTuple):
    """How fast files arrive: bits a second, and seconds from request to answer; 0 has no limit."""

    name: str
    bits: int
    delay: float


#: From this machine itself, and as over a home line of 10 Mbit/s with an answer after 40 ms.
LINES = (Line("no limit", 0, 0), Line("10 Mbit/s, 40 ms", 10_000_000, 0.04))


def main() -> int:
    """Build, ask, print, and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--n", type=int, default=1000, help="number of cables")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="how often each query is asked")
    parser.add_argument("--site", type=Path, help="a site that this script built, to ask again")
    parser.add_argument("--keep", type=Path, help="build into this folder, and keep it")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no browser: install chromium (Debian: apt install chromium)")
    with tempfile.TemporaryDirectory(prefix="cable-bench-") as work:
        site = options.site or _build(options.keep or Path(work), options.n, options.seed)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            return _compare(site, browser, options.rounds)


def _build(folder: Path, n: int, seed: int) -> Path:
    root = folder / "edition"
    write_project("edition", Corpus(seed, n), root, form="text", transmitted=False)
    conf = root / "docs" / "conf.py"
    conf.write_text(conf.read_text("utf-8") + _BOTH, "utf-8")
    begun = time.process_time()
    # No word of the build is wanted here, and its remarks on the synthetic names are many.
    with Path(os.devnull).open("w", encoding="utf-8") as nothing:
        arguments = {"status": None, "warning": nothing}
        app = Sphinx(
            root / "docs", root / "docs", root / "built", root / "doctrees", "html", **arguments
        )
        app.build()
    if app.statuscode:
        sys.exit("the edition does not build")
    print(f"built with both in {time.process_time() - begun:.1f} s CPU", flush=True)
    return root / "built"


class _Server(http.server.SimpleHTTPRequestHandler):
    """Serves a site compressed, as a server does, and notes what was asked for."""

    protocol_version = "HTTP/1.1"
    timeout = WAIT
    loaded: list[str]
    packed: dict[str, bytes]

    def do_GET(self) -> None:
        """Serve a file and remember its name."""
        name = urlsplit(self.path).path
        self.loaded.append(name)
        path = Path(self.translate_path(name))
        if not path.is_file():
            self.send_error(404)
            return
        if name not in self.packed:
            self.packed[name] = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(self.packed[name])))
        self.end_headers()
        # A browser that has its answer is closed while files are still on their way to it.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(self.packed[name])

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _compare(site: Path, browser: Browser, rounds: int) -> int:
    loaded: list[str] = []
    handler = type("Handler", (_Server,), {"loaded": loaded, "packed": {}})
    index = (site / "searchindex.js").stat().st_size
    sizes = [path.stat().st_size for path in (site / "_search").iterdir()]
    print(f"searchindex.js: {index:,} bytes; {len(sizes)} shards, {sum(sizes):,} bytes", flush=True)
    shares, ratios = [], {line: [] for line in LINES}
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        _ask(browser, root, site, loaded, QUERIES[0], _OURS, LINES[0])
        _ask(browser, root, site, loaded, QUERIES[0], _SPHINX, LINES[0])
        for line in LINES:
            print(f"\n{line.name}", flush=True)
            for query in QUERIES:
                pairs = []
                for number in range(rounds):
                    both = {
                        way: _ask(browser, root, site, loaded, query, way, line)
                        for way in ((_OURS, _SPHINX), (_SPHINX, _OURS))[number % 2]
                    }
                    pairs.append((both[_OURS], both[_SPHINX]))
                shares += [ours.loaded / index for ours, _ in pairs]
                found = sorted(ours.seconds / theirs.seconds for ours, theirs in pairs)
                ours, theirs = (min(pair[side].seconds for pair in pairs) for side in (0, 1))
                ratios[line].append(ours / theirs)
                print(
                    f"{query:22} {pairs[-1][0].loaded:8,} bytes, {shares[-1]:.3f} of the index; "
                    f"{ours * 1000:5.0f} ms, Sphinx {theirs * 1000:5.0f} ms: "
                    f"{ours / theirs:.2f} ({found[0]:.2f}-{found[-1]:.2f})",
                    flush=True,
                )
        server.shutdown()
    times = ", ".join(
        f"{median(ratios[line]):.2f} ({min(ratios[line]):.2f}-{max(ratios[line]):.2f}) {line.name}"
        for line in LINES
    )
    print(f"\nmost bytes {max(shares):.3f}; median of times {times}")
    return int(max(shares) > BYTES or median(ratios[LINES[-1]]) > TIME)


def _ask(
    browser: Browser,
    root: str,
    site: Path,
    loaded: list[str],
    query: str,
    way: tuple[str, str, str],
    line: Line,
) -> Asked:
    name, result, answer = way
    loaded.clear()
    context = browser.new_context()
    context.set_default_timeout(WAIT * 1000)
    try:
        page = context.new_page()
        if line.bits:
            network = context.new_cdp_session(page)
            network.send("Network.enable")
            network.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": line.delay * 1000,
                    "downloadThroughput": line.bits / 8,
                    "uploadThroughput": line.bits / 8,
                },
            )
        page.add_init_script(_WATCH.replace("RESULT", result).replace("ANSWER", answer))
        page.goto(f"{root}{name}?q={quote(query)}", wait_until="commit")
        page.wait_for_function("window.firstAt")
        seconds = page.evaluate("window.firstAt") / 1000
        page.wait_for_load_state("load")
    except TooLong:
        sys.exit(f"no answer of {name} to {query} within {WAIT} s")
    finally:
        context.close()
    of_index = {one for one in loaded if "/_search/" in one or one.endswith("/searchindex.js")}
    return Asked(sum((site / one[1:]).stat().st_size for one in of_index), seconds)


if __name__ == "__main__":
    raise SystemExit(main())
