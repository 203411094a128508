"""What is the same on many pages of a site is made once for a build.

Sphinx writes the title of a page as HTML for each page that has it as its neighbour or above it,
and finds the file of each style sheet and script anew for each page. A title of plain words is the
same wherever it stands, and Sphinx itself looks at the content of a file once.

Each translator looks on the disk for the style sheets of docutils, which no page of Sphinx has.
Where Sphinx has other names for this, nothing is replaced.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from docutils import nodes
from sphinx.builders import html
from sphinx.builders.html import StandaloneHTMLBuilder

from cable_edition.sphinx_ext.garbage import take_apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

_CHECKSUM = "_file_checksum"
_SHEETS = "stylesheet_path"
_Render: TypeAlias = "Callable[[nodes.Node | None], dict[str, str]]"


#: What Sphinx itself finds checksums by, while it is replaced; a build that fails early does not
#: put it back, and the next one does.
_KEPT: list[Any] = []


def begin(app: Sphinx) -> None:
    """Have titles and checksums made once, until the build ends."""
    end()
    builder = app.builder
    if not isinstance(builder, StandaloneHTMLBuilder):
        return
    vars(builder).update(
        render_partial=_titles_once(builder.render_partial),
        create_translator=_without_sheets(builder.create_translator),
    )
    own = getattr(html, _CHECKSUM, None)
    if own is not None:
        _KEPT.append(own)
        setattr(html, _CHECKSUM, cache(own))


def end(*_given: object) -> None:
    """Put back what was replaced."""
    while _KEPT:
        setattr(html, _CHECKSUM, _KEPT.pop())


def _titles_once(render: _Render) -> _Render:
    """Return what renders a part of a page, and a title of plain words no second time."""
    rendered: dict[str, dict[str, str]] = {}

    def render_once(node: nodes.Node | None) -> dict[str, str]:
        found: dict[str, str] | None
        if node is None or not _is_plain_title(node):
            found = render(node)
            if type(node) is nodes.bullet_list and isinstance(node.parent, nodes.document):
                # The contents of a page, copied for this.
                take_apart(node.parent)
            return found
        words = node.astext()
        found = rendered.get(words)
        if found is None:
            found = rendered[words] = render(node)
        return dict(found)

    return render_once


def _without_sheets(create: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a translator, which does not look for the style sheets of docutils."""

    def create_without(document: nodes.document, *given: Any) -> Any:
        settings: Any = document.settings
        sheets = getattr(settings, _SHEETS, None)
        if not sheets:
            return create(document, *given)
        setattr(settings, _SHEETS, None)
        try:
            return create(document, *given)
        finally:
            setattr(settings, _SHEETS, sheets)

    return create_without


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
    app.connect("builder-inited", begin)
    app.connect("build-finished", end)
