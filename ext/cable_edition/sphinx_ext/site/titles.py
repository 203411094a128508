"""The title of a cable's page in HTML: its id, then its subject, each to be set in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cable_edition.sphinx_ext.nodes import sent
from cable_edition.sphinx_ext.site.language import as_sent
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class CableTitle(SphinxPostTransform):
    """Divide ``05OTTAWA286: THE SUBJECT`` into parts; the words stay as they are."""

    default_priority = 800
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:  # noqa: ARG002 - docutils calls it with options
        """Change the first title of the page, if the page is that of a cable."""
        folder, _, cable_id = self.env.docname.rpartition("/")
        if folder != "cables":
            return
        title = next(self.document.findall(nodes.title), None)
        if title is None:
            return
        head, colon, subject = title.astext().partition(": ")
        if head != cable_id:
            return
        eyebrow = nodes.inline("", head, classes=["cable-eyebrow"])
        title.clear()
        title += eyebrow
        if colon:
            eyebrow += nodes.inline("", colon, classes=["cable-colon"])
            upper = ["cable-title-upper"] if subject.isupper() else []
            shown = sent if self.env.docname in state_of(self.env).cables else nodes.inline
            title += shown("", subject, classes=["cable-title", *upper])


def _mark_record(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark the record of a cable as English where the edition is in another language."""
    builder = app.builder
    if builder.format != "html" or docname not in state_of(app).cables or not as_sent(builder):
        return
    for record in doctree.findall(nodes.field_list):
        if "cable-record" in record["classes"]:
            record["classes"].append("language-en")


def setup_titles(app: Sphinx) -> None:
    """Add the transform, and the mark of the record."""
    app.add_post_transform(CableTitle)
    app.connect("doctree-resolved", _mark_record)
