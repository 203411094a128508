"""Style sheets of the edition; every file is part of the site, none comes from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = Path(__file__).parent.parent / "static"
#: Builders of sites; fonts and favicon are for these alone, a book has its own.
SITES = frozenset({"html", "dirhtml"})
#: Templates laid over those of the theme.
TEMPLATES = Path(__file__).parent.parent / "theme"


def _add_static(app: Sphinx) -> None:
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC))
    if app.builder.name in SITES:
        app.config.html_static_path.append(str(TEMPLATES / "static"))
        app.add_css_file("cable-fonts.css", priority=400)


def _add_templates(_app: Sphinx, config: Config) -> None:
    # Last, so that the templates of a project win over ours.
    config.templates_path.append(str(TEMPLATES))


def setup_assets(app: Sphinx) -> None:
    """Add the static folder, the style sheets and the templates to HTML builds."""
    app.connect("config-inited", _add_templates)
    app.connect("builder-inited", _add_static)
    app.add_css_file("cable-edition.css")
    app.add_css_file("cable-registers.css")
