"""What search engines and outlines ask of a page: a description, and one heading at its top.

docutils puts a page into a section, which the theme puts into an article: the first heading is then
that of a part within a part, and the article has none. On a site the outermost section is a plain
division, so that the heading is the article's own. A page's description is its first paragraph,
shortened; that of a cable stands with its other metadata.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from docutils import nodes
from lxml import html

from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.state import state_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

#: How many characters a description has at most: what a list of results shows.
LIMIT = 160


def _is_outermost(self: HTML5Translator, node: nodes.section) -> bool:
    return self.builder.name in BUILDERS and isinstance(node.parent, nodes.document)


def _visit(self: HTML5Translator, node: nodes.section) -> None:
    if not _is_outermost(self, node):
        # That of the class: this function stands in the place of the method.
        type(self).visit_section(self, node)
        return
    self.section_level += 1
    self.body.append(self.starttag(node, "div"))


def _depart(self: HTML5Translator, node: nodes.section) -> None:
    if not _is_outermost(self, node):
        type(self).depart_section(self, node)
        return
    self.section_level -= 1
    self.body.append("</div>\n")


def description(body: str) -> str:
    """Return the first paragraph of a page, shortened to :data:`LIMIT`; empty if it has none.

    ``body`` is the page in HTML, so that the words are those that it shows.
    """
    parts = html.fragment_fromstring(body, create_parent="div").iterfind("div[@id]")
    first = next((part.find("p") for part in parts if part.find("h1") is not None), None)
    words = " ".join(("" if first is None else _words(first)).split())
    return words if len(words) <= LIMIT else f"{words[: LIMIT - 1].rsplit(' ', 1)[0]}…"


def _words(element: html.HtmlElement) -> str:
    """Return the words of an element; a formula stands among them as it was written."""
    if element.tag == "math":
        return str(element.get("alttext", ""))
    said = [element.text or ""] if isinstance(element.tag, str) else []
    for child in element:
        said += [_words(child), child.tail or ""]
    return "".join(said)


def _describe(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    if app.builder.name not in BUILDERS or not isinstance(doctree, nodes.document):
        return
    said = context.get("metatags", "")
    if pagename in state_of(app).cables or 'name="description"' in said:
        return
    if words := description(context["body"]):
        context["metatags"] = (
            f'{said}\n<meta name="description" content="{escape(words, quote=True)}">'
        )


def setup_outermost(app: Sphinx) -> None:
    """Write the outermost section of each page otherwise, and its description."""
    app.add_node(nodes.section, override=True, html=(_visit, _depart))
    app.connect("html-page-context", _describe)
