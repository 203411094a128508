"""Pictures of the edition: drawn when a page is written, with a table that says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.nodes import skip
from cable_edition.sphinx_ext.pictures import directives, writers
from cable_edition.sphinx_ext.pictures.gallery import draw_all
from cable_edition.sphinx_ext.pictures.nodes import picture, picture_table

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _add_style(
    app: Sphinx, pagename: str, _template: str, _context: dict[str, Any], _doctree: object
) -> None:
    """Give the style sheet of pictures to pages that have one; Sphinx forgets it after the page."""
    if pagename in domain_of(app.env).pictures:
        app.add_css_file("cable-pictures.css")


def setup_pictures(app: Sphinx) -> None:
    """Add the directives and their nodes; where no picture can stand, the table says it all."""
    for name, directive in (
        ("timeline", directives.Timeline),
        ("portion-bars", directives.PortionBars),
        ("withheld-bars", directives.WithheldBars),
        ("people-pairs", directives.PeoplePairs),
        ("tags-in-time", directives.TagsPicture),
        ("reference-arcs", directives.ReferenceArcs),
    ):
        app.add_directive_to_domain("cable", name, directive)
    plain = (skip, None)
    app.add_node(
        picture,
        html=(writers.visit_picture, None),
        latex=plain,
        text=plain,
        man=plain,
        texinfo=plain,
    )
    through = (writers.ignore, writers.ignore)
    app.add_node(
        picture_table,
        html=(writers.visit_table, writers.depart_table),
        latex=through,
        text=through,
        man=through,
        texinfo=through,
    )
    app.connect("html-page-context", _add_style)
    app.connect("write-started", draw_all)
