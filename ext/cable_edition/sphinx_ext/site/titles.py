"""The title of a cable's page in HTML: its id, then its subject, each to be set in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

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
            title += nodes.inline("", subject, classes=["cable-title", *upper])


def setup_titles(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(CableTitle)
