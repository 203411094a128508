"""The builds of the preview: each in a process of its own, forked from one that has all loaded.

A second build in one process would keep roles and language of the first, and a new process spends
a second on loading modules. So a process is kept that has loaded them and has built nothing, and
each build is a fork of it. The last one stays when it has ended: it knows the edition and all
pages, and writes the page of a cable anew, in a fork again, while a whole build has only begun.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import forkserver, get_context, resource_tracker
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

from cable_edition.core.at_work import let_all_go
from cable_edition.core.nouns import number_of
from cable_edition.core.settings.edition_file import shown_path
from cable_edition.core.whole_file import write_whole

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: So many lines are shown in a page.
_MOST_LINES = 200
#: What the process loads from which builds are forked: what takes the time at their beginning.
_LOADED = (
    __name__,
    "cable_edition.sphinx_ext.starting",
    "sphinx.builders.html",
    "myst_parser.parsers.sphinx_",
    "sphinx_design",
    "furo",
    "cable_edition.sphinx_ext.main",
    "cable_edition.sphinx_ext.page_alone",
    "cable_edition.core.reading.parse",
)


class PreviewBuilds:
    """Builds the site of the chapters in ``documents``, and pages alone below ``folder``.

    ``said`` is the file of what was wrong in the last build, ``pages`` the folder of pages that
    were saved since: they stand before those of the site until it is built.
    """

    def __init__(self, documents: Path, folder: Path) -> None:
        self._documents = documents
        self._folder = folder
        self.said = folder / "said.json"
        self.pages = folder / "html"
        self.pages.mkdir()
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(list(_LOADED))
        _begin_loading()
        self._running: list[tuple[Connection, ForkServerProcess]] = []
        self._standing: Connection | None = None
        self._asking = Lock()

    def build(self, changed: Sequence[Path]) -> None:
        """Build; tell on the standard error what is wrong, and keep it for the pages."""
        for path in changed[:3]:
            _tell(f"changed: {shown_path(path)}")
        connection, other = self._context.Pipe()
        first = self._standing is None
        process = self._context.Process(target=_run, args=(other, str(self._documents), first))
        process.start()
        other.close()
        self._running.append((connection, process))
        try:
            status, errors = connection.recv()
        except EOFError:
            # Nobody is there any more to be told: the preview was stopped, or the build killed.
            status, errors = 2, ""
        sys.stderr.write(errors)
        told = what_was_said(status, errors)
        self._say(told)
        _tell("the site is built" if told["built"] else "the site is not built; mend the above")
        with self._asking:
            self._standing = connection
        for one in [one for one in self._running if one[0] is not connection]:
            _end(*one)
            self._running.remove(one)

    def page(self, saved: Sequence[Path]) -> bool:
        """Write the pages of the cables whose sidecars were saved, if they alone hang on them."""
        with self._asking:
            if self._standing is None or not all(path.suffix == ".yaml" for path in saved):
                return False
            try:
                self._standing.send((list(map(str, saved)), str(self._folder)))
                written: bool = self._standing.recv()
            except (EOFError, OSError):
                return False
        if written:
            self._say(_said(True, "Shown at once; the rest of the site is being built"))
        return written

    def drop_pages(self) -> None:
        """Let the site stand as it was built: it has what was saved."""
        shutil.rmtree(self.pages, ignore_errors=True)
        self.pages.mkdir()

    def close(self) -> None:
        """End all builds."""
        for connection, process in self._running:
            process.terminate()
            _end(connection, process)
        self._running.clear()

    def _say(self, told: dict[str, Any]) -> None:
        write_whole(self.said, json.dumps(told, ensure_ascii=False).encode("utf-8"))


def _begin_loading() -> None:
    """Start the process from which builds are forked; Ctrl-C is for this process alone.

    While that one loads modules it would end in a report, and so would builds; :meth:`close` ends
    them.
    """
    # To start this one unblocks the signal, and the other starts it if it is not there.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def what_was_said(status: int, errors: str) -> dict[str, Any]:
    """Return how a build ended and what it said was wrong, a line each."""
    lines = [_COLOURS.sub("", line) for line in errors.splitlines() if line.strip()]
    title = f"The last build said {number_of(len(lines), 'line')}" if lines else "Preview"
    if status:
        title = "The site could not be built; this is what was built before"
    return _said(status == 0, title, lines)


def _said(built: bool, title: str, lines: Sequence[str] = ()) -> dict[str, Any]:
    shown, more = list(lines[:_MOST_LINES]), len(lines[_MOST_LINES:])
    return {"built": built, "title": title, "lines": shown, "more": more}


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a program without click by then


def _end(connection: Connection, process: ForkServerProcess) -> None:
    connection.close()
    process.join()


# In a process of its own


def _run(connection: Connection, documents: str, first: bool) -> None:
    """Build, say how it ended, and write pages alone until nobody asks any more."""
    from cable_edition.sphinx_ext.starting import Starting, run_sphinx  # noqa: PLC0415

    if connection.poll():
        # It was closed: the preview was stopped before this process was there.
        return
    with TemporaryFile() as said, suppress(EOFError, OSError, KeyboardInterrupt):
        # Processes that read and write pages say it there, too.
        os.dup2(said.fileno(), 2)

        class Standing(Starting):
            def build(self, force_all: bool = False, filenames: Sequence[Path] = ()) -> None:
                super().build(force_all, filenames)
                _answer(self, connection, said)

        built = Path(documents) / "_build"
        # The first build is not left as it stands (-v): it must know the edition.
        status = run_sphinx(
            [
                *("-j", "auto", "--nitpicky", "--quiet", "--no-color", *(["-v"] if first else [])),
                *("-b", "html", "-d", str(built / "doctrees"), documents, str(built / "html")),
            ],
            Standing,
        )
        # Sphinx ends some builds without a word to its extensions: the next must not wait for them.
        let_all_go()
        connection.send((status, _read(said)))
        connection.recv()


def _read(said: IO[bytes]) -> str:
    sys.stderr.flush()
    said.seek(0)
    return said.read().decode("utf-8", "replace")


def _answer(app: Any, connection: Connection, said: IO[bytes]) -> None:
    """Say how a build ended, and have a fork of it write each page that is asked for."""
    from cable_edition.sphinx_ext.page_alone import write_page_alone  # noqa: PLC0415

    connection.send((app.statuscode, _read(said)))
    gc.freeze()
    while True:
        try:
            saved, folder = connection.recv()
        except (EOFError, KeyboardInterrupt):
            # Nobody asks any more.
            os._exit(0)
        if not (child := os.fork()):
            written = False
            try:
                written = all(write_page_alone(app, Path(one), Path(folder)) for one in saved)
            finally:
                os._exit(int(not written))
        connection.send(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0)
