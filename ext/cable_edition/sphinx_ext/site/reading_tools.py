"""Helps for readers below the first group of contents: the reading list, the list of keys."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cable_edition.sphinx_ext.config import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "reading-list"


def _page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if app.builder.name not in BUILDERS:
        return []
    return [(PAGE, {"title": "Reading list"}, "cable-reading-list.html")]


def reading_tools(app: Sphinx, pagename: str) -> str:
    """Return the link to the reading list and the button of the keys, as items of the contents.

    The button is there only where scripts run, and a keyboard may be.
    """
    here = pagename == PAGE
    address = "#" if here else app.builder.get_relative_uri(pagename, PAGE)
    mark = " current-page" if here else ""
    return (
        f'<ul><li class="toctree-l1{mark}"><a class="reference internal cable-list-link" '
        f'href="{escape(address, quote=True)}">Reading list</a></li>'
        '<li class="toctree-l1 cable-keys-item"><button type="button" class="reference">Keyboard'
        "</button></li></ul>\n"
    )


def setup_reading_tools(app: Sphinx) -> None:
    """Connect it; scripts that others need come first."""
    app.connect("html-collect-pages", _page)
    app.add_js_file("cable-elements.js", loading_method="defer", priority=480)
    app.add_js_file("cable-keys.js", loading_method="defer")
    app.add_js_file("cable-list.js", loading_method="defer", priority=490)
