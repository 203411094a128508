"""Search by paragraph with filters, for a site that is served: ``search = "pagefind"``.

Pagefind writes an index that a browser loads in small parts, so its size is no matter. It needs a
server; on a copy on a local disk, and without it, Sphinx's own search answers.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.display import progress_message

from cable_edition.core.pages.anchors import EntryAt, place_entries
from cable_edition.core.pages.search_records import SearchRecord, cable_records, entry_records
from cable_edition.core.problems import Problem
from cable_edition.sphinx_ext.config import BUILDERS, edition_file, settings_of
from cable_edition.sphinx_ext.state import state_of
from cable_edition.sphinx_ext.stopping import stop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The folder of the index in the built site.
FOLDER = "pagefind"
#: Characters that belong to words of cables: S&R, S/CRS, P-5.
CHARACTERS = "&/-"


def _write(app: Sphinx, error: Exception | None) -> None:
    """Write the index of this build in place of that of the last one."""
    if app.builder.name not in BUILDERS or error:
        return
    folder = Path(app.outdir, FOLDER)
    shutil.rmtree(folder, ignore_errors=True)
    if settings_of(app.config).site.search != "pagefind":
        return
    edition = state_of(app).edition
    per_page = settings_of(app.config).limits.entries_per_page
    placed: Iterable[EntryAt] = place_entries(edition.registers, per_page).values()
    records = [*cable_records(edition), *entry_records(placed)]
    with progress_message("writing the search index"):
        asyncio.run(_index(records, folder, app))


async def _index(records: list[SearchRecord], folder: Path, app: Sphinx) -> None:
    from pagefind.index import IndexConfig, PagefindIndex  # noqa: PLC0415 (optional)

    # Its messages are for those who work on it.
    logging.getLogger("pagefind").setLevel(logging.WARNING)
    config = IndexConfig(output_path=str(folder), include_characters=CHARACTERS)
    language = app.config.language or "en"
    async with PagefindIndex(config=config) as index:
        for record in records:
            address = app.builder.get_target_uri(record.docname)
            await index.add_custom_record(
                url=f"{address}#{record.anchor}" if record.anchor else address,
                content=record.words,
                language=language,
                meta={"title": record.title, "date": record.date},
                filters=record.filters,
                sort={"date": record.date} if record.date else None,
            )


def _check(_app: Sphinx, config: Config) -> None:
    if settings_of(config).site.search and importlib.util.find_spec("pagefind") is None:
        message = (
            'search = "pagefind" needs the package pagefind: '
            'python -m pip install "pagefind[bin]"; or take `search` out of edition.toml'
        )
        stop([Problem("bad-setting", message, edition_file(config).place("site.search"))])


def _give_search(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if pagename == "search":
        context["cable_search"] = settings_of(app.config).site.search


def setup_search(app: Sphinx) -> None:
    """Connect it."""
    app.connect("config-inited", _check, priority=410)
    app.connect("html-page-context", _give_search)
    app.connect("build-finished", _write)
