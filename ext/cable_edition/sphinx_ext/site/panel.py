"""The panel beside a cable: who and what its text names, in order of appearance.

It is made from the page's own tree when the page is written, so its cost is that of the page.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes as docutils_nodes

from cable_edition.core.cable.bare_words import BESIDE, says_nothing
from cable_edition.core.cable.places import place_name
from cable_edition.core.words import marked, say
from cable_edition.sphinx_ext import nodes as ours
from cable_edition.sphinx_ext.config import BUILDERS
from cable_edition.sphinx_ext.domain import domain_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from cable_edition.sphinx_ext.domain import CableDomain, EntryKey, EntryPlace

#: Kind of entry -> heading of its part; in the order of the panel.
PARTS = {
    "person": marked("People"),
    "organization": marked("Organizations"),
    "term": marked("Terms"),
    "tag": marked("TAGS"),
}
#: Parts that stand open when the page is opened.
_OPEN = frozenset({"person"})


class Named(NamedTuple):
    """An entry that a page names: its key, and the anchors of the places, in order, each once."""

    key: EntryKey
    anchors: list[str]


def named_on_page(doctree: docutils_nodes.document) -> list[Named]:
    """Return the entries named in a cable, in the order in which they first appear.

    A place is the innermost element around the words that has an anchor: a block of a paragraph,
    the paragraph, a heading's section, a line of the record. Names in the editors' own words
    (notes, the section on citing) are no places of the cable.
    """
    found: dict[EntryKey, dict[str, None]] = {}
    for node, anchor in _mentions(doctree, ""):
        found.setdefault((node["kind"], node["entry"]), {})[anchor] = None
    return [Named(key, list(anchors)) for key, anchors in found.items()]


def _mentions(node: docutils_nodes.Node, anchor: str) -> Iterator[tuple[ours.mention, str]]:
    if isinstance(node, ours.mention):
        if anchor:
            yield node, anchor
        return
    if isinstance(node, (docutils_nodes.admonition, docutils_nodes.footnote)):
        return
    if isinstance(node, docutils_nodes.Element):
        if node.get("ids") and not isinstance(node.parent, docutils_nodes.document):
            anchor = node["ids"][0]
        for child in node.children:
            yield from _mentions(child, anchor)


def leads_beside(mention: ours.mention, builder: Builder, docname: str) -> bool:
    """Return whether a mention leads to the panel first, for its words say nothing as a link."""
    if mention["kind"] not in PARTS or not says_nothing(mention.astext()):
        return False
    domain = domain_of(builder.env)
    return (
        _has_panel(builder)
        and docname.rpartition("/")[2] in domain.objects.get(docname, {})
        and _is_of_the_cable(mention)
    )


def _has_panel(builder: Builder) -> bool:
    """Return whether pages have room beside the text, as those of Furo and of themes on it have."""
    theme = getattr(builder, "theme", None)
    folders = theme.get_theme_dirs() if theme else ()
    return builder.name in BUILDERS and any(Path(one).name == "furo" for one in folders)


def _is_of_the_cable(mention: ours.mention) -> bool:
    """Return whether a mention stands at a place of the cable, and so in the panel."""
    has_place = False
    node: docutils_nodes.Node | None = mention.parent
    while isinstance(node, docutils_nodes.Element):
        if isinstance(node, (docutils_nodes.admonition, docutils_nodes.footnote)):
            return False
        has_place = has_place or bool(
            node.get("ids") and not isinstance(node.parent, docutils_nodes.document)
        )
        node = node.parent
    return has_place


def _entry(kind: str, place: EntryPlace, address: str, anchors: list[str]) -> str:
    name = escape(place.name)
    tip = f'<span class="cable-panel-tip">{escape(place.tip)}</span>' if place.tip else ""
    if says_nothing(place.name):
        # The link has the meaning, or else the kind, within it.
        more = tip or f'<span class="cable-panel-kind">{escape(say(PARTS[kind]))}</span>'
        name, tip = f'<span class="cable-panel-word">{name}</span> {more}', ""
    links = " ".join(
        f'<a href="#{escape(anchor, quote=True)}">'
        f"{escape(place_name(anchor)).replace(' ', '&#160;')}</a>"
        for anchor in anchors
    )
    return (
        f'<li id="{BESIDE}{escape(place.anchor, quote=True)}">'
        f'<a class="cable-panel-name" href="{escape(address, quote=True)}">'
        f"{name}</a> {tip}{' ' if tip else ''}"
        f'<span class="cable-panel-places">{links}</span></li>\n'
    )


def panel(named: list[Named], domain: CableDomain, addresses: dict[EntryKey, str]) -> str:
    """Return the panel as HTML, empty if nothing is named; ``addresses`` lead to the entries."""
    parts = []
    for kind, title in PARTS.items():
        items = [
            _entry(kind, domain.entries[one.key], addresses[one.key], one.anchors)
            for one in named
            if one.key[0] == kind and one.key in addresses
        ]
        if items:
            opened = " open" if kind in _OPEN else ""
            parts.append(
                f'<details class="cable-panel-part"{opened}><summary>{escape(say(title))} '
                f'<span class="cable-panel-count">{len(items)}</span></summary>\n'
                f"<ol>\n{''.join(items)}</ol></details>\n"
            )
    if not parts:
        return ""
    return f'<div class="cable-panel">\n{"".join(parts)}</div>\n'


def _is_for_grids(asset: object) -> bool:
    """Tell whether a file is for the grids and tabs of chapters, which no cable's page has."""
    name = str(getattr(asset, "filename", asset)).rpartition("/")[2]
    return name.startswith(("sphinx-design.", "design-tabs."))


def _give_panel(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    domain = domain_of(app.env)
    is_cable = pagename.rpartition("/")[2] in domain.objects.get(pagename, {})
    if not (is_cable and isinstance(doctree, docutils_nodes.document)):
        return
    if app.builder.name not in BUILDERS:
        return
    for key in ("css_files", "script_files"):
        context[key] = [one for one in context.get(key, []) if not _is_for_grids(one)]
    named = named_on_page(doctree)
    addresses = {}
    for one in named:
        place = domain.entries.get(one.key)
        if place is not None:
            address = app.builder.get_relative_uri(pagename, place.docname)
            addresses[one.key] = f"{address}#{place.anchor}"
    shown = panel(named, domain, addresses)
    if shown:
        context["cable_panel"] = shown
        context["furo_hide_toc"] = False


def setup_panel(app: Sphinx) -> None:
    """Make the panel after the theme has decided about its table of contents (priority 500)."""
    app.connect("html-page-context", _give_panel, priority=600)
    app.add_css_file("cable-panel.css")
    app.add_js_file("cable-cards.js", loading_method="defer")
