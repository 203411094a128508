"""The preview: the built site served on this machine, and built again when a file changes.

sphinx-autobuild has the parts: the watch over the files, the word to open pages that they load
again, the server. The builds, and what only an editor sees, are here. Nothing of that is written
into the site: it is added to answers, below the address ``/-/``.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from asyncio import create_task, to_thread
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from cable_edition.cli._preview_page import plain_page, status_page
from cable_edition.cli._status_tables import summary, tables
from cable_edition.core.nouns import number_of
from cable_edition.core.settings.edition_file import GENERATED, shown_path
from cable_edition.core.whole_file import write_whole

if TYPE_CHECKING:
    from cable_edition.cli._edition import ChosenEdition

HOST = "127.0.0.1"
#: What programs leave beside a file while they write it, and files that begin with a dot.
PASSED_OVER = r"(?:^|/)(?:\.[^/]*|[^/]*~|#[^/]*#|[^/]*\.(?:sw[a-z]|part|tmp|pyc)|4913)$"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
#: So many lines are shown in a page.
_MOST_LINES = 200
_SCRIPT = b'<script src="/-/preview.js"></script>\n'


def watched(edition: ChosenEdition) -> list[Path]:
    """Return the folders whose changes begin a build, of those that are there."""
    named = (edition.file.documents, edition.sources, edition.registers)
    real = dict.fromkeys(path.resolve() for path in named if path.exists())
    # What is below a folder that is watched is watched.
    return [one for one in real if not any(other in one.parents for other in real)]


def left_alone(documents: Path) -> list[str]:
    """Return the folders below ``documents`` whose changes begin no build: builds write them."""
    return [str(documents.resolve() / name) for name in ("_build", "cables", *sorted(GENERATED))]


def port_taken(port: int) -> str:
    """Return in words why no server can have this port, or an empty string."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            return f"port {port}: {os.strerror(error.errno or 0)}; name another with --port"
    return ""


@dataclass(frozen=True, slots=True)
class PreviewBuild:
    """Builds the site of the chapters in ``documents``; ``said`` is the file of what was wrong.

    It is called with the files that changed, in a process of its own.
    """

    documents: Path
    said: Path

    def __call__(self, *, changed_paths: Sequence[Path]) -> None:
        """Build; tell on the standard error what is wrong, and keep it for the pages."""
        for path in changed_paths[:3]:
            _tell(f"changed: {shown_path(path)}")
        built = self.documents / "_build"
        done = subprocess.run(  # noqa: S603 - this very Python, and paths of the edition
            [
                *(sys.executable, "-m", "sphinx", "-j", "auto", "--nitpicky", "--quiet"),
                *("--no-color", "-b", "html", "-d", str(built / "doctrees")),
                *(str(self.documents), str(built / "html")),
            ],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        sys.stderr.write(done.stderr)
        told = what_was_said(done.returncode, done.stderr)
        write_whole(self.said, json.dumps(told, ensure_ascii=False).encode("utf-8"))
        _tell("the site is built" if told["built"] else "the site is not built; mend the above")


def what_was_said(status: int, errors: str) -> dict[str, Any]:
    """Return how a build ended and what it said was wrong, a line each."""
    lines = [_COLOURS.sub("", line) for line in errors.splitlines() if line.strip()]
    title = f"The last build said {number_of(len(lines), 'line')}" if lines else "Preview"
    if status:
        title = "The site could not be built; this is what was built before"
    more = len(lines[_MOST_LINES:])
    return {"built": status == 0, "title": title, "lines": lines[:_MOST_LINES], "more": more}


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a process of its own, without click


def left_page(edition: ChosenEdition) -> str:
    """Return the page of what is left to do, as the edition is now."""
    from cable_edition.core.edition.assemble import assemble  # noqa: PLC0415
    from cable_edition.core.edition.left_to_do import left_to_do  # noqa: PLC0415
    from cable_edition.core.proof.leaks import discreet  # noqa: PLC0415

    assembled = assemble(edition.sources, edition.registers)
    if any(one.fatal for one in assembled.problems):
        return plain_page("What is left to do", "Something stops the edition: mend it first.")
    left = left_to_do(assembled)
    links = discreet(left.links, tuple(assembled.redacted.values()))
    return status_page(tables(left, links, whole=True), summary(left.cables))


def serve(edition: ChosenEdition, *, port: int, opened: bool) -> None:
    """Build the site, and serve it until the program is stopped."""
    import uvicorn  # noqa: PLC0415 - the extra `serve` brings it
    from sphinx_autobuild.utils import open_browser  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        build = PreviewBuild(edition.file.documents, said)
        build(changed_paths=())
        _tell(
            f"The site is at http://{HOST}:{port}/, what is left to do at /-/status; stop: Ctrl-C"
        )
        if opened:
            open_browser(f"{HOST}:{port}", 1)
        uvicorn.run(application(edition, build, port), host=HOST, port=port, log_level="warning")


def application(edition: ChosenEdition, build: PreviewBuild, port: int) -> Any:
    """Return the server as a program of ASGI."""
    from sphinx_autobuild.filter import IgnoreFilter  # noqa: PLC0415
    from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # noqa: PLC0415
    from sphinx_autobuild.server import RebuildServer  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.responses import FileResponse, HTMLResponse, Response  # noqa: PLC0415
    from starlette.routing import Mount, Route, WebSocketRoute  # noqa: PLC0415
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415

    script = files("cable_edition.cli").joinpath("data/preview.js").read_bytes()
    documents = edition.file.documents
    watcher = RebuildServer(
        watched(edition),
        IgnoreFilter(left_alone(documents), [PASSED_OVER]),
        change_callback=build,
    )

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        async with watcher.lifespan(app):
            settings = create_task(_watch_settings(edition, build, watcher))
            yield
            settings.cancel()

    def adding(app: Any, ws_url: str) -> Any:
        made = JavascriptInjectorMiddleware(app, ws_url)
        made.script += _SCRIPT
        return made

    def missing(_request: Any, _error: Exception) -> Any:
        words = "There is no such page, or the site could not be built."
        return HTMLResponse(plain_page("Not here", words), 404)

    site = StaticFiles(directory=documents / "_build" / "html", html=True, check_dir=False)
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher, name="reload"),
            Route("/-/preview.js", lambda _: Response(script, media_type="text/javascript")),
            Route("/-/said.json", lambda _: FileResponse(build.said)),
            Route("/-/status", lambda _: HTMLResponse(left_page(edition))),
            Mount("/", app=site, name="site"),
        ],
        middleware=[Middleware(adding, ws_url=f"{HOST}:{port}")],
        lifespan=lifespan,
        exception_handlers={404: missing},
    )


async def _watch_settings(edition: ChosenEdition, build: PreviewBuild, watcher: Any) -> None:
    """Build again when the file of settings changes.

    Its folder is watched for that, and nothing below it: many programs put a new file in the place
    of the old one, and whoever watches the old one hears of it once.
    """
    from watchfiles import awatch  # noqa: PLC0415

    path = edition.file.path
    if path is None:
        return
    name = path.name
    folder = path.resolve().parent
    changes = awatch(
        folder, recursive=False, watch_filter=lambda _change, at: Path(at).name == name
    )
    async for _ in changes:
        await to_thread(build, changed_paths=[path])
        watcher.flag.set()
