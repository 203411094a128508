"""How pictures are written: drawn on the pages of the site, in words everywhere else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes

from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.pictures.nodes import picture, picture_table
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


def visit_picture(self: HTML5Translator, node: picture) -> None:
    """Draw a picture on a page of the site; elsewhere its table says it all."""
    if self.builder.name in BUILDERS:
        drawn = state_of(self.builder).drawings[node["key"]]
        self.body.append(
            f'<figure class="cable-picture cable-picture-{node["kind"]}">\n'
            f'<div class="cable-picture-frame" tabindex="0">{drawn}</div>\n'
            f"<figcaption>{escape(node['caption'])}</figcaption></figure>\n"
        )
    raise nodes.SkipNode


def visit_table(self: HTML5Translator, _node: picture_table) -> None:
    """Open the table behind a picture: folded on the site, plain elsewhere."""
    if self.builder.name in BUILDERS:
        self.body.append(
            '<details class="cable-picture-words"><summary>'
            + escape(say("The same as a table"))
            + "</summary>\n"
        )


def depart_table(self: HTML5Translator, _node: picture_table) -> None:
    """Close it."""
    if self.builder.name in BUILDERS:
        self.body.append("</details>\n")


def ignore(_self: Any, _node: nodes.Node) -> None:
    """Add nothing: the table comes from the children."""
