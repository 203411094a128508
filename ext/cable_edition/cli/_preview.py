"""The preview: the built site served on this machine, and built again when a file changes.

sphinx-autobuild has the parts: the word to open pages that they load again, the server. The watch,
the builds, and what only an editor sees, are here and beside. Nothing of that is written
into the site: it is added to answers, below the address ``/-/``.
"""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import rich_click as click

from cable_edition.cli._preview_builds import PreviewBuilds
from cable_edition.cli._preview_hosts import LocalHosts
from cable_edition.cli._preview_page import plain_page, status_page
from cable_edition.cli._status_tables import summary, tables
from cable_edition.core.settings.edition_file import GENERATED

if TYPE_CHECKING:
    from cable_edition.cli._edition import ChosenEdition

HOST = "127.0.0.1"
#: What programs leave beside a file while they write it, and files that begin with a dot.
PASSED_OVER = r"(?:^|/)(?:\.[^/]*|[^/]*~|#[^/]*#|[^/]*\.(?:sw[a-z]|part|tmp|pyc)|4913)$"
_JSON = "application/json"
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


def left_page(edition: ChosenEdition) -> str:
    """Return the page of what is left to do, as the edition is now."""
    from cable_edition.cli._documents import links_that_fail  # noqa: PLC0415
    from cable_edition.core.edition.assemble import assemble  # noqa: PLC0415
    from cable_edition.core.edition.left_to_do import left_to_do  # noqa: PLC0415
    from cable_edition.core.proof.leaks import discreet  # noqa: PLC0415

    assembled = assemble(edition.sources, edition.registers)
    if any(one.fatal for one in assembled.problems):
        return plain_page("What is left to do", "Something stops the edition: mend it first.")
    left = left_to_do(assembled)
    failing = (*left.links, *links_that_fail(edition, assembled))
    links = discreet(failing, tuple(assembled.redacted.values()))
    return status_page(tables(left, links, whole=True), summary(left.cables))


def serve(edition: ChosenEdition, *, port: int, opened: bool) -> None:
    """Build the site, and serve it until the program is stopped."""
    import uvicorn  # noqa: PLC0415 - the extra `serve` brings it
    from sphinx_autobuild.utils import open_browser  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        documents = edition.file.documents
        with (
            suppress(KeyboardInterrupt),
            _heard() as check_stopped,
            closing(PreviewBuilds(documents, Path(folder))) as builds,
        ):
            check_stopped()
            builds.build(())
            click.echo(
                f"The site is at http://{HOST}:{port}/, what is left to do at /-/status; "
                "stop: Ctrl-C",
                err=True,
            )
            if opened:
                open_browser(f"{HOST}:{port}", 1)
            program = application(edition, builds, port)
            check_stopped()
            uvicorn.run(program, host=HOST, port=port, log_level="warning")
        click.echo("The preview was stopped", err=True)


@contextmanager
def _heard() -> Iterator[Callable[[], None]]:
    """Yield what raises ``KeyboardInterrupt`` if Ctrl-C came in this block, and was lost.

    While modules are loaded it can come where Python passes an exception over, such as in the
    callback of a weak reference.
    """
    stops: list[int] = []

    def stop(number: int, _frame: object) -> None:
        stops.append(number)
        raise KeyboardInterrupt

    def check_stopped() -> None:
        if stops:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield check_stopped
    finally:
        signal.signal(signal.SIGINT, before)


def application(edition: ChosenEdition, builds: PreviewBuilds, port: int) -> Any:
    """Return the server as a program of ASGI."""
    from sphinx_autobuild.middleware import JavascriptInjectorMiddleware  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.middleware import Middleware  # noqa: PLC0415
    from starlette.responses import HTMLResponse, Response  # noqa: PLC0415
    from starlette.routing import Mount, Route, WebSocketRoute  # noqa: PLC0415
    from starlette.staticfiles import StaticFiles  # noqa: PLC0415

    from cable_edition.cli._preview_watch import PreviewWatch  # noqa: PLC0415

    script = files("cable_edition.cli").joinpath("data/preview.js").read_bytes()
    documents = edition.file.documents
    ignored = (left_alone(documents), [PASSED_OVER])
    watcher = PreviewWatch(watched(edition), ignored, edition.file.path, builds)

    def adding(app: Any, ws_url: str) -> Any:
        made = JavascriptInjectorMiddleware(app, ws_url)
        made.script += _SCRIPT
        return made

    def missing(_request: Any, _error: Exception) -> Any:
        words = "There is no such page, or the site could not be built."
        return HTMLResponse(plain_page("Not here", words), 404)

    site = StaticFiles(directory=documents / "_build" / "html", html=True, check_dir=False)
    # Pages that were saved since the site was built stand before it.
    site.all_directories = [builds.pages, *site.all_directories]
    return Starlette(
        routes=[
            WebSocketRoute("/websocket-reload", watcher, name="reload"),
            Route("/-/preview.js", lambda _: Response(script, media_type="text/javascript")),
            Route("/-/said.json", lambda _: Response(builds.said.read_bytes(), media_type=_JSON)),
            Route("/-/status", lambda _: HTMLResponse(left_page(edition))),
            Mount("/", app=site, name="site"),
        ],
        middleware=[
            Middleware(LocalHosts, bound=HOST),
            Middleware(adding, ws_url=f"{HOST}:{port}"),
        ],
        lifespan=watcher.lifespan,
        exception_handlers={404: missing},
    )
