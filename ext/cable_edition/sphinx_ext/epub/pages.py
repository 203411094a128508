"""What a page of the site becomes in an EPUB.

A reading system has no pointer to open a part with, and knows notes by their type. Pages go through
here as Sphinx wrote them, and come out as valid XHTML.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from cable_edition.sphinx_ext.epub.front import STYLE

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
OPS = "http://www.idpf.org/2007/ops"
_TYPE = f"{{{OPS}}}type"


def _all(tree: etree._Element, path: str) -> list[etree._Element]:
    found = tree.xpath(path, namespaces={"h": XHTML})
    return [one for one in found if isinstance(one, etree._Element)]


def _classes(element: etree._Element) -> list[str]:
    return (element.get("class") or "").split()


def rewrite(
    name: str,
    data: bytes,
    left_out: AbstractSet[str],
    styles: AbstractSet[str] = frozenset(),
    language: str = "en",
) -> bytes:
    """Return the page ``name`` as the EPUB has it.

    ``left_out`` are the pages of the site that the EPUB does not hold; a link to one of them is
    its words alone, and a card that leads there goes. Of the style sheets only ``styles`` stay,
    after the one of the EPUB; the page says that it is in ``language``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(data, parser)
    _dress(tree, name, styles, language)
    _name_drawings(tree)
    _open_parts(tree)
    _mark_notes(tree)
    _cut_links(tree, name, left_out)
    for meta in _all(tree, "//h:meta[@name='viewport']"):
        _remove(meta)
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["epub"])
    text = etree.tostring(tree, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{text}\n'.encode()


def _dress(tree: etree._Element, name: str, styles: AbstractSet[str], language: str) -> None:
    """Give a page the style of the EPUB in the place of the site's, and its language."""
    tree.set("lang", language)
    tree.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    folder = posixpath.dirname(name)
    for link in _all(tree, "//h:link[@rel='stylesheet']"):
        if posixpath.normpath(posixpath.join(folder, link.get("href") or "")) not in styles:
            _remove(link)
    for script in _all(tree, "//h:script"):
        _remove(script)
    for head in _all(tree, "/h:html/h:head"):
        address = posixpath.relpath(STYLE, folder or ".")
        own = {"rel": "stylesheet", "type": "text/css", "href": address}
        first = next(iter(_all(head, "./h:link[@rel='stylesheet']")), None)
        element = etree.Element(f"{{{XHTML}}}link", own)
        if first is None:
            head.append(element)
        else:
            first.addprevious(element)


def _name_drawings(tree: etree._Element) -> None:
    """Put drawings into the namespace of SVG, which HTML leaves unsaid and XML does not."""
    for drawing in _all(tree, "//h:svg"):
        for one in drawing.iter(f"{{{XHTML}}}*"):
            one.tag = f"{{{SVG}}}{etree.QName(one).localname}"
        named = etree.Element(f"{{{SVG}}}svg", dict(drawing.attrib), nsmap={None: SVG})
        named.tail = drawing.tail
        parent = drawing.getparent()
        if parent is not None:
            parent.replace(drawing, named)
            named.extend(list(drawing))


def _open_parts(tree: etree._Element) -> None:
    """Make each part that opens an open section under its own heading."""
    for details in _all(tree, "//h:details"):
        details.tag = f"{{{XHTML}}}div"
        details.attrib.pop("open", None)
        for summary in _all(details, "./h:summary"):
            summary.tag = f"{{{XHTML}}}p"
            summary.set("class", "cable-part-title")


def _mark_notes(tree: etree._Element) -> None:
    """Say which links lead to notes, and which parts are notes.

    A note is a part of its own and no item of a list: an item can have no other role (ARIA in HTML,
    ``li``), and programs that open a note where it is cited ask for its type and role.
    """
    targets = {one.get("id"): one for one in _all(tree, "//h:*[@id]")}
    for link in _all(tree, "//h:a[@role='doc-noteref']"):
        link.set(_TYPE, "noteref")
        note = targets.get((link.get("href") or "").removeprefix("#"))
        if note is not None:
            note.tag = f"{{{XHTML}}}aside"
            note.attrib.pop("value", None)
            note.set(_TYPE, "footnote")
            note.set("role", "doc-footnote")
    for notes in _all(tree, "//h:ol[h:aside]"):
        notes.tag = f"{{{XHTML}}}div"
    for link in _all(tree, "//h:a[@role='doc-backlink']"):
        link.set(_TYPE, "backlink")


def _cut_links(tree: etree._Element, name: str, left_out: AbstractSet[str]) -> None:
    folder = posixpath.dirname(name)
    for link in _all(tree, "//h:a[@href]"):
        href = (link.get("href") or "").partition("#")[0]
        if not href or ":" in href.partition("/")[0]:
            continue
        if posixpath.normpath(posixpath.join(folder, href)) not in left_out:
            continue
        card = next((up for up in link.iterancestors() if "sd-col" in _classes(up)), None)
        if card is not None:
            _remove(card)
        else:
            link.tag = f"{{{XHTML}}}span"
            for key in ("href", "title", "rel"):
                link.attrib.pop(key, None)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
