"""Finding a cable by its id: from the search box of every page, and from the page of a lost one.

The ids of all cables go into one script file, which a page loads only when a reader asks for an id;
so it also works on a copy on a local disk.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cable_edition.sphinx_ext.config import BUILDERS, settings_of
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Where the ids of all cables stand in the built site.
IDS_FILE = "_static/cable-ids.js"
_MAP_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
_INDEX_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
SITE_MAP = "sitemap.xml"
#: So many addresses a site map may have (sitemaps.org, 0.9).
MOST = 50_000
FAVICON = "_static/cable-favicon.svg"


def _finish(app: Sphinx, error: Exception | None) -> None:
    """Write the file of ids and, if the edition has an address, the site map."""
    if error or app.builder.name not in BUILDERS:
        return
    out = Path(app.outdir)
    edition = state_of(app).edition
    ids = sorted(edition.ids)
    text = (
        f"window.cableIds = {json.dumps(' '.join(ids))}.split(' ');\n"
        f"window.cableAddress = {json.dumps(cable_address(app))};\n"
    )
    (out / IDS_FILE).write_text(text, "utf-8", newline="\n")
    site_map = out / SITE_MAP
    base = settings_of(app.config).base_url.rstrip("/")
    if base:
        # The front of an edition in volumes has no page of a cable.
        pages = sorted({*app.env.found_docs, *(f"cables/{one}" for one in ids)})
        pages.remove(app.config.root_doc)
        addresses = [app.builder.get_target_uri(page) for page in (app.config.root_doc, *pages)]
        _write_site_map(out, base, addresses)
    elif _is_site_map(site_map):
        site_map.unlink()


def _write_site_map(out: Path, base: str, addresses: list[str]) -> None:
    """Write the site map; where it would have more addresses than one may, an index of parts."""
    parts = [addresses[at : at + MOST] for at in range(0, len(addresses), MOST)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for path in out.glob("sitemap-*.xml"):
        if (len(parts) == 1 or path.name not in names) and _is_site_map(path):
            path.unlink()
    if len(parts) == 1:
        (out / SITE_MAP).write_text(_sitemap(base, addresses), "utf-8", newline="\n")
        return
    for name, part in zip(names, parts, strict=True):
        (out / name).write_text(_sitemap(base, part), "utf-8", newline="\n")
    listed = "".join(
        f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n" for name in names
    )
    text = f"{_INDEX_HEAD}{listed}</sitemapindex>\n"
    (out / SITE_MAP).write_text(text, "utf-8", newline="\n")


def _is_site_map(path: Path) -> bool:
    return path.is_file() and path.read_bytes().startswith(_MAP_HEAD.encode())


def _sitemap(base: str, addresses: list[str]) -> str:
    places = "".join(f"<url><loc>{escape(f'{base}/{one}')}</loc></url>\n" for one in addresses)
    return f"{_MAP_HEAD}{places}</urlset>\n"


def cable_address(app: Sphinx) -> str:
    """Return the address of a cable's page from the first page, with ``{id}`` for the id."""
    return app.builder.get_target_uri("cables/ID").replace("/ID", "/{id}")


def _additional_pages(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Give the page that a server shows for an address that leads nowhere."""
    if app.builder.name not in BUILDERS:
        return []
    address = settings_of(app.config).base_url
    # Without an address the links are right where the page stands, beside the first page.
    context = {
        "cable_root": urlsplit(address).path.rstrip("/") + "/" if address else "",
        "cable_first": app.builder.get_target_uri(app.config.root_doc),
        "cable_search": app.builder.get_target_uri("search"),
        "cable_address": cable_address(app),
    }
    return [("404", context, "cable-lost.html")]


def _favicon(
    app: Sphinx, _pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    if app.builder.name in BUILDERS and not context.get("favicon_url"):
        context["favicon_url"] = context["pathto"](FAVICON, resource=True)


def setup_lookup(app: Sphinx) -> None:
    """Connect it."""
    app.connect("build-finished", _finish)
    app.connect("html-collect-pages", _additional_pages)
    app.connect("html-page-context", _favicon)
    app.add_js_file("cable-lookup.js", loading_method="defer")
