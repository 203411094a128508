"""Style sheets of the edition; every file is part of the site, none comes from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent.parent / "static"


def _add_static(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))


def setup_assets(app: Sphinx) -> None:
    """Add the static folder and the style sheets to HTML builds."""
    app.connect("builder-inited", _add_static)
    app.add_css_file("cable-edition.css")
    app.add_css_file("cable-registers.css")
