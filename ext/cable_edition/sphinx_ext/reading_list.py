"""The reading list: its page, and the link to it below the first group of the contents."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cable_edition.sphinx_ext.panel import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "reading-list"


def _page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if app.builder.name not in BUILDERS:
        return []
    return [(PAGE, {"title": "Reading list"}, "cable-reading-list.html")]


def reading_list_link(app: Sphinx, pagename: str) -> str:
    """Return the link to the list, to stand below the first group of the tree of contents."""
    here = pagename == PAGE
    address = "#" if here else app.builder.get_relative_uri(pagename, PAGE)
    mark = " current-page" if here else ""
    return (
        f'<ul><li class="toctree-l1{mark}"><a class="reference internal cable-list-link" '
        f'href="{escape(address, quote=True)}">Reading list</a></li></ul>\n'
    )


def setup_reading_list(app: Sphinx) -> None:
    """Connect it; the script of the list comes before that of the Cite control, which needs it."""
    app.connect("html-collect-pages", _page)
    app.add_js_file("cable-list.js", loading_method="defer", priority=490)
