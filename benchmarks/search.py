"""Bytes and time of a search beside Sphinx's own: ``python benchmarks/search.py --n 1000``.

Builds an edition of synthetic cables with both searches for the same pages: the edition's, and that
of Sphinx with its own page and script. Each query is asked of both in Chromium, from a server of
this script, each time in a browser that has loaded nothing. Printed are the bytes of the index that
were loaded, as they lie on the disk, and the time from opening the page to the first result. Fails
where a query loads more than a tenth of ``searchindex.js``, or the median of the times is above a
half.
"""

from __future__ import annotations

import argparse
import functools
import http.server
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
from sphinx.cmd.build import build_main

from projects import write_project
from synthetic import Corpus

#: The most that a query may load of Sphinx's index, and take of its time.
BYTES, TIME = 0.1, 0.5
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
    if build_main(["-b", "html", "-j", "1", "-q", str(root / "docs"), str(root / "built")]):
        sys.exit("the edition does not build")
    print(f"built with both in {time.process_time() - begun:.1f} s CPU")
    return root / "built"


class _Counting(http.server.SimpleHTTPRequestHandler):
    loaded: list[str]

    def do_GET(self) -> None:
        """Serve a file and remember its name."""
        self.loaded.append(urlsplit(self.path).path)
        super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


def _compare(site: Path, browser: Browser, rounds: int) -> int:
    loaded: list[str] = []
    handler = type("Handler", (_Counting,), {"loaded": loaded})
    index = (site / "searchindex.js").stat().st_size
    files = list((site / "_search").iterdir())
    print(
        f"searchindex.js: {index:,} bytes; {len(files)} shards, "
        f"{sum(path.stat().st_size for path in files):,} bytes"
    )
    shares, ratios = [], []
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(handler, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/"
        for query in QUERIES:
            both = [
                _ask(browser, root, site, loaded, query, way, rounds) for way in (_OURS, _SPHINX)
            ]
            ours, sphinx = both
            shares.append(ours.loaded / index)
            ratios.append(ours.seconds / sphinx.seconds)
            print(
                f"{query:28} {ours.loaded:9,} bytes, {shares[-1]:.3f} of the index; "
                f"{ours.seconds * 1000:5.0f} ms, Sphinx {sphinx.seconds * 1000:5.0f} ms: "
                f"{ratios[-1]:.2f}"
            )
        server.shutdown()
    print(f"most bytes {max(shares):.3f}, median of times {median(ratios):.2f}")
    return int(max(shares) > BYTES or median(ratios) > TIME)


def _ask(
    browser: Browser,
    root: str,
    site: Path,
    loaded: list[str],
    query: str,
    way: tuple[str, str, str],
    rounds: int,
) -> Asked:
    name, result, answer = way
    found = []
    for _ in range(rounds):
        loaded.clear()
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(_WATCH.replace("RESULT", result).replace("ANSWER", answer))
        page.goto(f"{root}{name}?q={quote(query)}")
        page.wait_for_function("window.firstAt")
        seconds = page.evaluate("window.firstAt") / 1000
        page.wait_for_load_state("networkidle")
        context.close()
        of_index = {one for one in loaded if "/_search/" in one or one.endswith("/searchindex.js")}
        found.append(Asked(sum((site / one[1:]).stat().st_size for one in of_index), seconds))
    return Asked(found[-1].loaded, median(one.seconds for one in found))


if __name__ == "__main__":
    raise SystemExit(main())
