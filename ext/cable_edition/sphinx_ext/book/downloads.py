"""Links to the book and the EPUB on the first page of the site, where they have been built.

They stand beside the folder of the site (``pdf/`` and ``epub/``), and are copied into it, so that
the site is whole when it is moved. Where there is none, there is no link.
"""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.site.assets import is_site

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

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


def _first_page_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Write the first page again if the books are others than those of the last build."""
    if not is_site(app.builder):
        return []
    now = [path.name for path in find_books(Path(app.outdir))]
    before = domain_of(env).remember(app.builder, "books", now)
    return [env.config.root_doc] if now != before else []


def _add_links(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    if pagename != app.config.root_doc or doctree is None or not is_site(app.builder):
        return
    books = find_books(Path(app.outdir))
    if books:
        links = ", ".join(
            f'<a class="reference download" href="{FOLDER}/{quote(path.name)}" download="">'
            f"{escape(_NAMES[path.suffix])}</a>"
            for path in books
        )
        context["body"] += f'<p class="cable-downloads">The whole edition to keep: {links}.</p>\n'


def _copy(app: Sphinx, exception: Exception | None) -> None:
    if exception is not None or not is_site(app.builder):
        return
    folder = Path(app.outdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    for path in find_books(Path(app.outdir)):
        folder.mkdir(exist_ok=True)
        shutil.copyfile(path, folder / path.name)


def setup_downloads(app: Sphinx) -> None:
    """Add the links and the copies to the site."""
    app.connect("env-updated", _first_page_again)
    app.connect("html-page-context", _add_links)
    app.connect("build-finished", _copy)
