"""Links to the book and the EPUB on the first page of the site, where they have been built.

They stand beside the folder of the site (``pdf/`` and ``epub/``), and are copied into it, so that
the site is whole when it is moved. Where there is none, there is no link; one that is older than
the edition could have words that were taken back since, and is left out.
"""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.util import logging

from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import CHECKSUMS, files_below
from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import edition_file
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.site.assets import is_site
from cable_edition.sphinx_ext.warnings import editors_path

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

FOLDER = "downloads"
_NAMES = {".pdf": "PDF", ".epub": "EPUB"}


def find_books(outdir: Path) -> list[Path]:
    """Return the books that stand beside the folder of a built site, PDF first."""
    places = (outdir.parent / "pdf", outdir.parent / "epub")
    return [
        path
        for folder, ending in zip(places, _NAMES, strict=True)
        for path in sorted(folder.glob(f"*{ending}"))
    ]


def offered_books(app: Sphinx) -> list[Path]:
    """Return the books that are as new as the edition."""
    books = find_books(Path(app.outdir))
    # Without a book no file of the sources is looked at.
    newest = _newest(app) if books else 0
    return [path for path in books if path.stat().st_mtime_ns >= newest]


def _newest(app: Sphinx) -> int:
    """Return when the newest of the files that an editor writes was changed, in nanoseconds."""
    file = edition_file(app.config)
    paths = [
        path
        for folder in (file.sources, file.registers)
        if folder.is_dir()
        for path in files_below(folder)
        if path.name != CHECKSUMS
    ]
    return max((path.lstat().st_mtime_ns for path in paths), default=0)


def _tell_of_older(app: Sphinx) -> None:
    if not is_site(app.builder):
        return
    for path in sorted({*find_books(Path(app.outdir))} - {*offered_books(app)}):
        message = (
            "this book is older than the sources, sidecars or registers, and is not offered on the "
            "site; build it again"
        )
        problem = Problem("book-older", message, editors_path(path, Path(app.confdir)))
        logger.info("%s", problem.located())


def _first_page_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the first page again if the books are others than those of the last build."""
    if not is_site(app.builder):
        return []
    _tell_of_older(app)
    now = [path.name for path in offered_books(app)]
    before = domain_of(env).remember(app.builder, "books", now)
    return [env.config.root_doc] if now != before else []


def _add_links(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    if pagename != app.config.root_doc or doctree is None or not is_site(app.builder):
        return
    books = offered_books(app)
    if books:
        links = ", ".join(
            f'<a class="reference download" href="{FOLDER}/{quote(path.name)}" download="">'
            f"{escape(_NAMES[path.suffix])}</a>"
            for path in books
        )
        said = say("The whole edition to keep: {link}.", link=links)
        context["body"] += f'<p class="cable-downloads">{said}</p>\n'


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not is_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    for path in offered_books(app):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / path.name)


def setup_downloads(app: Sphinx) -> None:
    """Add the links and the copies to the site."""
    app.connect("env-updated", _first_page_again)
    app.connect("html-page-context", _add_links)
    app.connect("build-finished", _copy)
