"""Navigation whose cost does not grow with the number of cables.

A theme asks Sphinx for the whole tree of contents on every page. Cables are in hidden toctrees
(the PDF and the EPUB need them), so that tree has them all, and building it for each page is
quadratic: with Furo a thousand cables take eleven times as long. The tree given to the theme here
leaves the cables out; they have their own ways in: lists, registers, previous and next.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes as docutils_nodes
from sphinx import addnodes

from cable_edition.core.edition.for_programs import PAGE as PROGRAMS
from cable_edition.core.edition.for_programs import TITLE as PROGRAMS_TITLE
from cable_edition.core.pages.anchors import FOLDERS
from cable_edition.core.words import say
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of
from cable_edition.sphinx_ext.site import general_index, quotations, reading_tools

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Caption(NamedTuple):
    """A group of the tree: its caption and its pages with their children."""

    text: str
    pages: list[Page]


class Page(NamedTuple):
    """A page of the tree."""

    docname: str
    title: str
    children: list[Page]


def _children(env: BuildEnvironment, docname: str, seen: frozenset[str]) -> list[Page]:
    pages = []
    for child in env.toctree_includes.get(docname, []):
        if child in seen or child not in env.titles or _is_generated_part(child):
            continue
        title = env.titles[child].astext()
        pages.append(Page(child, title, _children(env, child, seen | {child})))
    return pages


def _has_register(group: Caption) -> bool:
    return any(page.docname.removesuffix("/index") in FOLDERS.values() for page in group.pages)


def _is_generated_part(docname: str) -> bool:
    folder, _, name = docname.rpartition("/")
    return (folder == "cables" and name != "index") or folder.endswith("/more")


def read_tree(env: BuildEnvironment) -> list[Caption]:
    """Return the tree of contents by caption, without the cables.

    The captions are those of the toctrees of the first page, in their order.
    """
    root = env.config.root_doc
    groups = []
    toc = env.tocs.get(root, docutils_nodes.bullet_list())
    for toctree in toc.findall(addnodes.toctree):
        pages = [
            Page(name, env.titles[name].astext(), _children(env, name, frozenset({root, name})))
            for name in toctree["includefiles"]
            if name in env.titles and not _is_generated_part(name)
        ]
        groups.append(Caption(toctree.get("caption") or "", pages))
    return groups


class Navigation:
    """The tree of contents as HTML; read once for a build, written for each page."""

    def __init__(self) -> None:
        self._tree: list[Caption] | None = None
        #: The number of the group with the registers: the index stands below it.
        self._looked_up = 0

    def html(self, app: Sphinx, pagename: str) -> str:
        """Return the tree as the theme expects it, the page itself marked as current."""
        if self._tree is None:
            self._tree = read_tree(app.env)
            self._looked_up = next(
                (at for at, group in enumerate(self._tree) if _has_register(group)),
                len(self._tree) - 1,
            )
        parts = []
        for number, group in enumerate(self._tree):
            if group.text:
                caption = escape(group.text)
                parts.append(
                    '<p class="caption" role="heading" aria-level="2">'
                    f'<span class="caption-text">{caption}</span></p>'
                )
            parts.append(self._list(app, pagename, group.pages, 1))
            if app.builder.name not in BUILDERS:
                continue
            if number == 0:
                tools = Page(reading_tools.PAGE, say(reading_tools.TITLE), [])
                link = _item(app, pagename, tools, css="cable-list-link")
                check = ""
                if quotations.is_on(app):
                    check = _item(app, pagename, Page(quotations.PAGE, say(quotations.TITLE), []))
                parts.append(f"<ul>{link}{check}{reading_tools.keys_item()}</ul>\n")
            if number == self._looked_up and app.config.html_use_index:
                index = Page(general_index.PAGE, say(general_index.TITLE), [])
                parts.append(f"<ul>{_item(app, pagename, index)}</ul>\n")
            if number == len(self._tree) - 1 and PROGRAMS not in app.env.found_docs:
                programs = Page(PROGRAMS, say(PROGRAMS_TITLE), [])
                parts.append(f"<ul>{_item(app, pagename, programs)}</ul>\n")
        return "\n".join(parts)

    def _list(self, app: Sphinx, pagename: str, pages: list[Page], level: int) -> str:
        items = []
        for page in pages:
            inner = self._list(app, pagename, page.children, level + 1) if page.children else ""
            current = page.docname == pagename or (
                page.docname == "cables/index" and pagename.startswith("cables/")
            )
            below = " current" in inner
            items.append(
                _item(app, pagename, page, is_current=current or below, inner=inner, level=level)
            )
        current_list = ' class="current"' if any(" current" in item for item in items) else ""
        return f"<ul{current_list}>\n{''.join(items)}\n</ul>\n"


def _item(
    app: Sphinx,
    pagename: str,
    page: Page,
    *,
    is_current: bool = False,
    css: str = "",
    inner: str = "",
    level: int = 1,
) -> str:
    """Return a page as an item of the contents; ``css`` is a class of its link alone."""
    here = " current" if is_current else ""
    classes = " ".join(filter(None, (here.strip(), "reference internal", css)))
    mark = " current-page" if page.docname == pagename else ""
    uri = "#" if mark else app.builder.get_relative_uri(pagename, page.docname)
    return (
        f'<li class="toctree-l{level}{here}{mark}">'
        f'<a class="{classes}" href="{escape(uri, quote=True)}">'
        f"{escape(page.title)}</a>{inner}</li>"
    )


def _led_otherwise(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages that show the titles of others, where one of those has changed.

    All show the tree; each shows the titles of the pages before, after and above it.
    """
    if app.builder.format != "html":
        return []
    titles = {name: title.astext() for name, title in env.titles.items()}
    domain = domain_of(env)
    near = {
        name: domain.standing_for([titles.get(one or "", "") for one in pages])
        for name, pages in env.collect_relations().items()
    }
    tree = domain.standing_for([*read_tree(env), quotations.is_on(app)])
    before = domain.remember(app.builder, "titles", (tree, near))
    if before is None:
        return []
    if before[0] != tree:
        return sorted(env.found_docs)
    return sorted(name for name, shown in near.items() if before[1].get(name) != shown)


def setup_navigation(app: Sphinx) -> None:
    """Give the theme our tree before it asks for Sphinx's (Furo listens at priority 500)."""
    navigation = Navigation()

    def give_tree(
        app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
    ) -> None:
        if "toctree" in context:
            context["toctree"] = lambda **_options: navigation.html(app, pagename)

    app.connect("html-page-context", give_tree, priority=400)
    app.connect("env-updated", _led_otherwise)
