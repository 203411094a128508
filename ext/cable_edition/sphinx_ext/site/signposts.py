"""Signposting in the site: links in the heads of pages, the linkset, the catalogue of interfaces.

The links of a head are relative, so they hold in a copy too. Linkset and catalogue need addresses
that hold anywhere, so an edition without ``base_url`` has neither.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.osutil import relative_uri

from cable_edition.core.edition.for_programs import PAGE
from cable_edition.exports.beacon import beacon_files
from cable_edition.exports.signposting import (
    CATALOGUE,
    LINKSET,
    Link,
    cable_links,
    catalogue,
    edition_links,
    linkset_parts,
)
from cable_edition.exports.timemap import FOLDER, timemap, timemap_file
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.site.data_files import edition_info, written_kinds
from cable_edition.sphinx_ext.site.for_programs import setup_for_programs
from cable_edition.sphinx_ext.site.markdown_pages import setup_markdown_pages
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from cable_edition.core.releases.declared import Release
    from cable_edition.exports.info import EditionInfo


def _info(app: Sphinx) -> EditionInfo:
    return edition_info(app).of_releases(state_of(app).edition.releases.declared)


def _write_links(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Put the links of the first page, and those of a cable, into the head."""
    if doctree is None or app.builder.name not in BUILDERS:
        return
    one = state_of(app).cables.get(pagename)
    if one is None and pagename != app.config.root_doc:
        return
    info, kinds = edition_info(app), written_kinds(app.config)
    if one:
        links = _of_cable(app, one.id, info, kinds)
    else:
        links = edition_links(info, kinds, _beacons(app))
    context["metatags"] = context.get("metatags", "") + _markup(links, app.builder, pagename)


def _beacons(app: Sphinx) -> list[str]:
    return [name for name, _ in beacon_files(state_of(app).edition, edition_info(app))]


def _kept(app: Sphinx) -> Mapping[str, tuple[Release, ...]]:
    """Return the releases of each cable that are kept; none where the site has no address."""
    return state_of(app).mementos if edition_info(app).base_url else {}


def _of_cable(app: Sphinx, cable: str, info: EditionInfo, kinds: Iterable[str]) -> list[Link]:
    return cable_links(cable, info, kinds, has_timemap=cable in _kept(app))


def _write_timemaps(app: Sphinx, info: EditionInfo) -> None:
    """Write the file of each cable whose releases are kept; take away what is left of others."""
    folder, kept = Path(app.outdir, FOLDER), _kept(app)
    for page, one in state_of(app).cables.items():
        if one.id in kept:
            text = timemap(one.id, app.builder.get_target_uri(page), info, kept[one.id])
            path = Path(app.outdir, timemap_file(one.id))
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    ours = {one.id for one in state_of(app).cables.values() if one.id in kept}
    for path in folder.glob("*.link"):
        if path.stem not in ours and path.read_bytes().startswith(b"<"):
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _markup(links: Iterable[Link], builder: Builder, page: str) -> str:
    here = builder.get_target_uri(page)
    lines = []
    for link in links:
        is_path = "://" not in link.target
        address = escape(relative_uri(here, link.target) if is_path else link.target, quote=True)
        type_ = f' type="{link.type}"' if link.type else ""
        lines.append(f'\n<link rel="{link.rel}" href="{address}"{type_}>')
    return "".join(lines) + "\n"


def _write_files(app: Sphinx, exception: Exception | None) -> None:
    if exception or app.builder.name not in BUILDERS:
        return
    out, info, kinds = Path(app.outdir), _info(app), written_kinds(app.config)
    files = {LINKSET: "", CATALOGUE: ""}
    if info.base_url:
        uri = app.builder.get_target_uri
        pages = ((one.id, uri(name)) for name, one in state_of(app).cables.items())
        files[LINKSET] = "".join(
            linkset_parts(pages, info, kinds, uri(app.config.root_doc), _kept(app), _beacons(app))
        )
        files[CATALOGUE] = catalogue(info, kinds, uri(PAGE))
    _write_timemaps(app, info)
    for name, text in files.items():
        path = out / name
        if text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        elif path.is_file() and path.read_bytes().startswith(b'{"linkset":['):
            path.unlink()
            if path.parent != out and not any(path.parent.iterdir()):
                path.parent.rmdir()


def setup_signposts(app: Sphinx) -> None:
    """Connect it, after what a page says of its cable, and what else programs read."""
    setup_for_programs(app)
    setup_markdown_pages(app)
    app.connect("html-page-context", _write_links, priority=510)
    app.connect("build-finished", _write_files)
