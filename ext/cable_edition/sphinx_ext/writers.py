"""Which visitor writes which node in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cable_edition.sphinx_ext import apparatus_latex, html, latex
from cable_edition.sphinx_ext import nodes as ours

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_writers(app: Sphinx) -> None:
    """Register the nodes with their visitors for HTML (EPUB), LaTeX and plain text."""
    app.add_node(
        ours.par,
        html=(html.visit_par, html.depart_par),
        latex=(latex.visit_par, latex.depart_par),
        text=(latex.visit_text_par, latex.depart_text_par),
    )
    app.add_node(
        ours.block,
        html=(html.visit_block, html.depart_block),
        latex=(latex.visit_block, latex.depart_block),
    )
    app.add_node(
        ours.mention,
        html=(html.visit_mention, html.depart_mention),
        latex=(latex.visit_mention, latex.depart_mention),
        text=(latex.ignore, latex.ignore),
    )
    app.add_node(ours.heading)
    app.add_node(
        ours.places,
        html=(html.visit_places, None),
        latex=(latex.visit_places, None),
        text=(latex.visit_text_places, None),
        man=(html.skip, None),
        texinfo=(html.skip, None),
    )
    app.add_node(
        ours.cables,
        html=(html.visit_cables, None),
        latex=(latex.visit_cables, None),
        text=(latex.visit_text_cables, None),
        man=(html.skip, None),
        texinfo=(html.skip, None),
    )
    app.add_node(
        ours.transmitted,
        html=(html.visit_transmitted, None),
        latex=(apparatus_latex.visit_transmitted, None),
        text=(latex.visit_text_transmitted, None),
        man=(html.skip, None),
        texinfo=(html.skip, None),
    )
