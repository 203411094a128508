"""On a site the record of a cable folds up, so that its page begins with the text.

The record, what is missing in the copy and what the portion marks say together stand in one part,
closed as the page opens. Books and the EPUB have no such parts; they keep the page's own order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class AboutRecord(SphinxPostTransform):
    """Put what is about a cable's record into one part that folds up."""

    # After references are resolved: what stands inside is moved as it is.
    default_priority = 800
    formats: ClassVar[tuple[str, ...]] = ("html",)

    def run(self, **_options: Any) -> None:
        """Change the page of a cable; every other page stays."""
        if self.app.builder.name not in BUILDERS:
            return
        for page in self.document.children:
            if isinstance(page, nodes.section):
                self._fold(page)

    @staticmethod
    def _fold(page: nodes.section) -> None:
        kinds = [set(child.get("classes", ())) for child in page.children]
        first = next((n for n, child in enumerate(page) if isinstance(child, ours.views)), None)
        record = next((n for n, kind in enumerate(kinds) if "cable-record" in kind), None)
        if first is None or record is None:
            return
        end = record + 1
        # The line on corrections of the reading, then the box of what is missing.
        while end < len(page) and (
            isinstance(page[end], nodes.paragraph) or "cable-missing" in kinds[end]
        ):
            end += 1
        folded = page.children[first + 1 : end]
        agreement = [node for node in page.findall(nodes.paragraph) if _is_agreement(node)]
        remarks = sum(len(box[-1]) for box in folded if "cable-missing" in box["classes"])
        about = ours.about(remarks=remarks)
        for node in agreement:
            node.parent.remove(node)
        del page[first + 1 : end]
        about.extend([*folded, *agreement])
        page.insert(first + 1, about)


def _is_agreement(node: nodes.paragraph) -> bool:
    return "cable-agreement" in node["classes"]


def setup_about_record(app: Sphinx) -> None:
    """Add the transform."""
    app.add_post_transform(AboutRecord)
