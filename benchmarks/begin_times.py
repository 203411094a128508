"""How soon an editor sees something, beside Sphinx and sphinx-autobuild, in turns in one run.

``python benchmarks/begin_times.py [--n 1000] [--rounds 5]`` prints two ratios:

- **beginning**: ``cable-edition new --from`` one cable and ``cable-edition build``, divided by
  ``sphinx-quickstart`` and the first build of what it wrote, with the same theme;
- **an edit**: from a note saved in an edition of N cables, which ``cable-edition serve`` shows, to
  its words in Chromium, divided by the same for a page of N plain ones with sphinx-autobuild.

Run it with a Python that has what an edition needs and nothing else: the wheel, and for edits
sphinx-autobuild and Playwright with Chromium. Where pandas is installed, pyarrow loads it for the
tables of every build.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from measure import spread
from projects import write_project
from synthetic import Corpus, write_sources

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 600
COMMAND = [sys.executable, "-m", "cable_edition"]
QUICKSTART = [
    *(sys.executable, "-m", "sphinx.cmd.quickstart", "--quiet", "--no-batchfile"),
    *("--project", "A project", "--author", "Nobody", "--release", "1", "docs"),
]


#: Where compiled modules are kept while this runs.
_COMPILED = tempfile.TemporaryDirectory()
#: Packages of extras, which `pip install cable-edition` does not bring: neither side sees them.
_OF_EXTRAS = ("pyarrow", "duckdb")
_HIDING = tempfile.TemporaryDirectory()


def _surroundings() -> dict[str, str]:
    """Return the variables of a process whose compiled modules are kept, as installed ones are."""
    here = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    hidden = "\n".join(f"sys.modules[{name!r}] = None" for name in _OF_EXTRAS)
    Path(_HIDING.name, "sitecustomize.py").write_text(f"import sys\n{hidden}\n", "utf-8")
    path = os.pathsep.join(filter(None, (here.get("PYTHONPATH"), _HIDING.name)))
    return {**here, "PYTHONPYCACHEPREFIX": _COMPILED.name, "PYTHONPATH": path}


def _run(*command: str, folder: Path) -> None:
    surroundings = _surroundings()
    subprocess.run(command, cwd=folder, env=surroundings, check=True, stdout=subprocess.DEVNULL)


def _there(page: Path) -> None:
    if not page.is_file():
        raise FileNotFoundError(page)


def _begun_edition(folder: Path, cable: Path) -> None:
    _run(*COMMAND, "new", "mine", "--defaults", "--from", str(cable), folder=folder)
    _run(*COMMAND, "build", folder=folder / "mine")
    built = folder / "mine" / "docs" / "_build" / "html" / "cables" / f"{cable.stem}.html"
    _there(built)


def _begun_plain(folder: Path, _cable: Path) -> None:
    _run(*QUICKSTART, folder=folder)
    conf = folder / "docs" / "conf.py"
    text = conf.read_text("utf-8")
    conf.write_text(text.replace("'alabaster'", "'furo'"), "utf-8")
    _run(sys.executable, "-m", "sphinx", "-q", "-b", "html", "docs", "html", folder=folder)
    _there(folder / "html" / "index.html")
    if "furo" not in (folder / "html" / "index.html").read_text("utf-8"):
        raise ValueError("the plain project has another theme")


def _spent() -> float:
    """Return the processor seconds of all processes that have ended, user and system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def beginnings(rounds: int, work: Path) -> dict[str, list[tuple[float, float]]]:
    """Return the seconds of the edition and of the plain project, by clock and processor."""
    write_sources(Corpus(1, 1), work / "cables", "text")
    (cable,) = (work / "cables").glob("*.txt")
    taken: dict[str, list[tuple[float, float]]] = {"clock": [], "processor": []}
    # The first round, in which modules are compiled, does not count.
    for number in range(-1, rounds):
        times = {}
        order = [_begun_edition, _begun_plain]
        for begin in order if number % 2 == 0 else reversed(order):
            folder = work / "begun"
            folder.mkdir()
            start, spent = time.monotonic(), _spent()
            begin(folder, cable)
            times[begin] = (time.monotonic() - start, _spent() - spent)
            shutil.rmtree(folder)
        if number >= 0:
            for at, rows in enumerate(taken.values()):
                rows.append((times[_begun_edition][at], times[_begun_plain][at]))
    return taken


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


@contextmanager
def _server(command: list[str], root: Path, port: int) -> Iterator[str]:
    """Run a server in a folder until it answers, and stop it at the end; yield its address."""
    address = f"http://127.0.0.1:{port}"
    with (root / "server.log").open("wb") as log:
        surroundings = _surroundings()
        running = subprocess.Popen(command, cwd=root, env=surroundings, stdout=log, stderr=log)
        try:
            _answer(f"{address}/index.html")
            yield address
        finally:
            running.terminate()
            running.wait()


def _answer(address: str) -> bytes:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=30) as answer:  # noqa: S310 - of this machine
                return bytes(answer.read())
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError(address)


def _seen(page: Page, path: Path, text: str, words: str) -> float:
    """Save a file and return after how many seconds an open page has these words."""
    start = time.monotonic()
    path.write_text(text, "utf-8")
    page.get_by_text(words).first.wait_for(state="attached", timeout=PATIENCE * 1000)
    return time.monotonic() - start


def _whole(address: str) -> float:
    """Wait until the whole edition is built and at rest; return the moment."""
    while True:
        said = json.loads(_answer(f"{address}/-/said.json"))
        if not said["title"].startswith("Shown at once"):
            return time.monotonic()
        time.sleep(0.05)


def edits(n: int, rounds: int, work: Path) -> tuple[list[tuple[float, float]], list[float]]:
    """Return the seconds of both sides, round by round, and those until the edition was whole."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - beginnings need no browser

    corpus = Corpus(1, n)
    cable = list(corpus)[n // 2].id
    roots = {side: work / side for side in ("edition", "plain")}
    for side, root in roots.items():
        write_project(side, corpus, root, form="text", transmitted=False)  # type: ignore[arg-type]
    ports = {side: _free_port() for side in roots}
    commands = {
        "edition": [*COMMAND, "serve", "--port", str(ports["edition"])],
        "plain": [
            *(sys.executable, "-m", "sphinx_autobuild", "--port", str(ports["plain"])),
            *("docs", "built"),
        ],
    }
    sidecar = roots["edition"] / "source_cables" / f"{cable}.yaml"
    markdown = roots["plain"] / "docs" / "cables" / f"{cable}.md"
    plain_text = markdown.read_text("utf-8")
    taken, whole = [], []
    with ExitStack() as stack:
        browser = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        stack.callback(browser.close)
        pages, addresses = {}, {}
        for side, root in roots.items():
            address = stack.enter_context(_server(commands[side], root, ports[side]))
            pages[side] = browser.new_page()
            pages[side].goto(f"{address}/cables/{cable}.html")
            addresses[side] = address
        for number in range(rounds + 1):
            times = {}
            for side in roots if number % 2 == 0 else reversed(roots):
                words = f"Seen in round {number}."
                if side == "plain":
                    times[side] = _seen(pages[side], markdown, f"{plain_text}\n{words}\n", words)
                    continue
                note = f"notes:\n  - {{at: p1, kind: inference, text: {words}, id: one}}\n"
                start = time.monotonic()
                times[side] = _seen(pages[side], sidecar, note, words)
                after = _whole(addresses[side]) - start
            # The first note of an edition brings a list of notes; it is not an edit of one.
            if number:
                taken.append((times["edition"], times["plain"]))
                whole.append(after)
            time.sleep(1)
    return taken, whole


def _tell(what: str, taken: list[tuple[float, float]]) -> None:
    ours, plain = zip(*taken, strict=True)
    ratio = spread([one / other for one, other in taken])
    print(f"{what}: {ratio} (edition {spread(ours)} s, plain {spread(plain)} s)", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--n", type=int, default=1000, help="cables in the edition that is edited")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["beginning", "edit"], default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.only != "edit":
            for clock, taken in beginnings(options.rounds, Path(folder)).items():
                _tell(f"beginning, by the {clock}", taken)
        if options.only != "beginning":
            taken, whole = edits(options.n, options.rounds, Path(folder))
            _tell(f"an edit among {options.n} cables", taken)
            print(f"the whole edition was built again after {spread(whole)} s")


if __name__ == "__main__":
    main()
