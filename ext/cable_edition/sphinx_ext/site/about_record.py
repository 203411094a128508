"""On a site the record of a cable folds up, so that its page begins with the text.

The record, what is missing in the copy and what the portion marks say together stand in one part,
closed as the page opens. Books and the EPUB have no such parts; they keep the page's own order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _fold(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put what is about a cable's record into one part that folds up; other pages stay."""
    if app.builder.name not in BUILDERS:
        return
    for page in doctree.children:
        if isinstance(page, nodes.section):
            _fold_page(page)


def _fold_page(page: nodes.section) -> None:
    kinds = [
        set(child["classes"]) if isinstance(child, nodes.Element) else set()
        for child in page.children
    ]
    first = next((n for n, child in enumerate(page) if isinstance(child, ours.views)), None)
    record = next((n for n, kind in enumerate(kinds) if "cable-record" in kind), None)
    if first is None or record is None:
        return
    end = record + 1
    # The line on corrections of the reading, then the box of what is missing.
    while end < len(page) and (_is_about(page[end]) or "cable-missing" in kinds[end]):
        end += 1
    folded = page.children[first + 1 : end]
    agreement = [node for node in page.findall(nodes.paragraph) if _is_agreement(node)]
    boxes = [node for node in folded if isinstance(node, nodes.admonition)]
    remarks = sum(1 for box in boxes for _ in box.findall(nodes.list_item))
    about = ours.about(remarks=remarks)
    for node in agreement:
        node.parent.remove(node)
    del page[first + 1 : end]
    about.extend([*folded, *agreement])
    page.insert(first + 1, about)


def _is_about(node: nodes.Node) -> bool:
    """Whether a paragraph is the editors': a cable may begin with a heading, or its sign-off."""
    return isinstance(node, nodes.paragraph) and not isinstance(node, (ours.block, ours.heading))


def _is_agreement(node: nodes.paragraph) -> bool:
    return "cable-agreement" in node["classes"]


def setup_about_record(app: Sphinx) -> None:
    """Change the pages of cables when all that they lead to is known."""
    app.connect("doctree-resolved", _fold)
