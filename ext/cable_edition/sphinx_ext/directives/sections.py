"""Headings of a cable become sections, so that contents, bookmarks and outlines know them.

A directive cannot open a section around what follows it; this transform does, after the whole page
was read and before Sphinx collects titles (event ``doctree-read``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from cable_edition.sphinx_ext.nodes import heading, transmitted

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class HeadingSections(SphinxTransform):
    """Open a section at each heading; it takes what follows up to the next one."""

    default_priority = 250

    def apply(self, **kwargs: Any) -> None:  # noqa: ARG002 - docutils calls it with options
        """Move the nodes of each page that has headings of a cable."""
        for page in self.document.children:
            if isinstance(page, nodes.section) and any(isinstance(n, heading) for n in page):
                self._open_sections(page)

    @staticmethod
    def _open_sections(page: nodes.section) -> None:
        current: nodes.Element = page
        children = list(page.children)
        page.clear()
        for child in children:
            if isinstance(child, heading):
                current = nodes.section(ids=list(child["ids"]), classes=["cable-section"])
                current.source, current.line = child.source, child.line
                current += nodes.title("", "", *child.children)
                page += current
            elif isinstance(child, (nodes.section, transmitted)):
                current = page
                page += child
            else:
                current += child


def setup_sections(app: Sphinx) -> None:
    """Add the transform."""
    app.add_transform(HeadingSections)
