"""Which visitor writes which node in which format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.book import apparatus_latex, latex
from cable_edition.sphinx_ext.site import apparatus_html, html

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
    app.add_node(
        ours.sent,
        html=(html.visit_sent, html.depart_sent),
        latex=(latex.ignore, latex.ignore),
        text=(latex.ignore, latex.ignore),
        man=(latex.ignore, latex.ignore),
        texinfo=(latex.ignore, latex.ignore),
    )
    app.add_node(ours.heading)
    app.add_node(
        ours.places,
        html=(html.visit_places, None),
        latex=(latex.visit_places, None),
        text=(latex.visit_text_places, None),
        man=(ours.skip, None),
        texinfo=(ours.skip, None),
    )
    app.add_node(
        ours.folded,
        html=(html.visit_folded, html.depart_folded),
        latex=(latex.visit_folded, latex.ignore),
        text=(latex.visit_text_folded, latex.ignore),
        man=(latex.ignore, latex.ignore),
        texinfo=(latex.ignore, latex.ignore),
    )
    app.add_node(
        ours.cables,
        html=(html.visit_cables, None),
        latex=(latex.visit_cables, None),
        text=(latex.visit_text_cables, None),
        man=(ours.skip, None),
        texinfo=(ours.skip, None),
    )
    app.add_node(
        ours.transmitted,
        html=(html.visit_transmitted, None),
        latex=(apparatus_latex.visit_transmitted, None),
        text=(latex.visit_text_transmitted, None),
        man=(ours.skip, None),
        texinfo=(ours.skip, None),
    )
    _add_apparatus(app)


def _add_apparatus(app: Sphinx) -> None:
    """Register the nodes of emendations and notes."""
    visitors: dict[Any, tuple[Any, Any, Any]] = {
        ours.emendation: (
            (apparatus_html.visit_emendation, apparatus_html.depart_emendation),
            (apparatus_latex.visit_emendation, apparatus_latex.depart_emendation),
            (latex.ignore, latex.ignore),
        ),
        ours.note_ref: (
            (apparatus_html.visit_note_ref, None),
            (apparatus_latex.visit_note_ref, None),
            (apparatus_latex.visit_text_note_ref, None),
        ),
        ours.notes: (
            (apparatus_html.visit_notes, apparatus_html.depart_notes),
            (apparatus_latex.visit_notes, None),
            (latex.ignore, latex.ignore),
        ),
        ours.cable_note: (
            (apparatus_html.visit_cable_note, apparatus_html.depart_cable_note),
            (apparatus_latex.visit_cable_note, apparatus_latex.depart_cable_note),
            (apparatus_latex.visit_text_note, apparatus_latex.depart_text_note),
        ),
        ours.about: (
            (apparatus_html.visit_about, apparatus_html.depart_about),
            (latex.ignore, latex.ignore),
            (latex.ignore, latex.ignore),
        ),
        ours.views: ((apparatus_html.visit_views, None), (ours.skip, None), (ours.skip, None)),
        ours.emendation_rows: (
            (apparatus_html.visit_emendations, None),
            (apparatus_latex.visit_emendations, None),
            (apparatus_latex.visit_text_rows, None),
        ),
        ours.emendation_rules: (
            (apparatus_html.visit_rules, None),
            (apparatus_latex.visit_rules, None),
            (apparatus_latex.visit_text_rows, None),
        ),
    }
    for node, (for_html, for_latex, for_text) in visitors.items():
        other = for_text if node is ours.emendation else (ours.skip, None)
        app.add_node(node, html=for_html, latex=for_latex, text=for_text, man=other, texinfo=other)
