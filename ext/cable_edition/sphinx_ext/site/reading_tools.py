"""Helps for readers below the first group of contents: the reading list, the list of keys."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext.config import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGE = "reading-list"
TITLE = marked("Reading list")
#: An item of the contents; it is there only where scripts run, and a keyboard may be.
KEYS = marked("Keyboard")


def keys_item() -> str:
    """Return the control that shows the keys, as HTML."""
    return (
        '<li class="toctree-l1 cable-keys-item"><button type="button" class="reference">'
        f"{escape(say(KEYS))}</button></li>"
    )


def _page(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    if app.builder.name not in BUILDERS:
        return []
    return [(PAGE, {"title": say(TITLE)}, "cable-reading-list.html")]


def setup_reading_tools(app: Sphinx) -> None:
    """Connect it; scripts that others need come first."""
    app.connect("html-collect-pages", _page)
    app.add_js_file("cable-elements.js", loading_method="defer", priority=480)
    app.add_js_file("cable-keys.js", loading_method="defer")
    app.add_js_file("cable-list.js", loading_method="defer", priority=490)
