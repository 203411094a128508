"""What is the same on many pages of a site is made once for a build.

Sphinx writes the title of a page as HTML for each page that has it as its neighbour or above it,
and finds the file of each style sheet and script anew for each page. A title of plain words is the
same wherever it stands, and Sphinx itself looks at the content of a file once. Where Sphinx has
other names for this, nothing is replaced.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_CHECKSUM = "_file_checksum"
_Render: TypeAlias = "Callable[[nodes.Node | None], dict[str, str]]"


class PageParts:
    """Keeps parts of pages from when pages are read to the end of the build."""

    def __init__(self) -> None:
        self._checksum: Any = None

    def begin(self, app: Sphinx) -> None:
        """Have titles and checksums made once."""
        self.end()
        builder = app.builder
        if not isinstance(builder, StandaloneHTMLBuilder):
            return
        vars(builder).update(render_partial=_titles_once(builder.render_partial))
        own = getattr(html, _CHECKSUM, None)
        if own is not None:
            self._checksum = own
            setattr(html, _CHECKSUM, cache(own))

    def end(self, *_given: object) -> None:
        """Let go of them."""
        if self._checksum is not None:
            setattr(html, _CHECKSUM, self._checksum)
            self._checksum = None


def _titles_once(render: _Render) -> _Render:
    """Return what renders a part of a page, and a title of plain words no second time."""
    rendered: dict[str, dict[str, str]] = {}

    def render_once(node: nodes.Node | None) -> dict[str, str]:
        if node is None or not _is_plain_title(node):
            return render(node)
        words = node.astext()
        found = rendered.get(words)
        if found is None:
            found = rendered[words] = render(node)
        return dict(found)

    return render_once


def _is_plain_title(node: nodes.Node) -> bool:
    """Whether a node is a title by itself, with nothing in it or said of it but words."""
    return (
        type(node) is nodes.title
        and (node.parent is None or _is_alone(node.parent))
        and not any(node.attributes.values())
        and all(type(child) is nodes.Text for child in node.children)
    )


def _is_alone(parent: nodes.Node) -> bool:
    """Whether this is what Sphinx renders a part of a page in, and leaves around it."""
    return type(parent) is nodes.document and len(parent.children) == 1


def setup_page_parts(app: Sphinx) -> None:
    """Connect it."""
    parts = PageParts()
    app.connect("builder-inited", parts.begin)
    app.connect("build-finished", parts.end)
