"""The title of a cable's page in HTML: its id, then its subject, each to be set in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cable_edition.core.myst.escape import unescape_visible
from cable_edition.core.words import is_translated, say
from cable_edition.sphinx_ext.nodes import sent
from cable_edition.sphinx_ext.site.language import as_sent
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: Rows of the record whose words are the cable's or of its copy; the others are the edition's.
_OF_CABLE = (
    "Origin", "Precedence", "From", "To", "Info", "Classification", "Captions", "Passing",
    "Executive order", "Subject", "Classified by", "Reasons", "Redaction", "Extract",
    "Attributes of the copy",
)  # fmt: skip


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
            upper = ["cable-title-upper"] if unescape_visible(subject).isupper() else []
            shown = sent if self.env.docname in state_of(self.env).cables else nodes.inline
            title += shown("", subject, classes=["cable-title", *upper])


def _mark_record(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark what the record has of a cable as English where the edition is in another language.

    Where its labels cannot be translated they are in English too, and all of it is marked.
    """
    builder = app.builder
    if builder.format != "html" or docname not in state_of(app).cables or not as_sent(builder):
        return
    for record in doctree.findall(nodes.field_list):
        if "cable-record" not in record["classes"]:
            continue
        if not is_translated():
            record["classes"].append("language-en")
            continue
        of_cable = {say(label) for label in _OF_CABLE}
        for field in record.findall(nodes.field):
            name, body = field.children
            if isinstance(body, nodes.Element) and name.astext() in of_cable:
                body["classes"].append("language-en")


def setup_titles(app: Sphinx) -> None:
    """Add the transform, and the mark of the record."""
    app.add_post_transform(CableTitle)
    app.connect("doctree-resolved", _mark_record)
