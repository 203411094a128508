"""A page of an EPUB, read as XML, in the form in which pages of a site are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree, html

from cable_edition.core.proof.site.known import KINDS
from cable_edition.core.proof.site.section_numbers import take_numbers
from cable_edition.core.proof.site.site_page import PageTree

ENDING = ".xhtml"
TYPE = "epub-type"
_XML = "http://www.w3.org/XML/1998/namespace"
#: Elements of these are known by their short names; those of others keep their long ones.
_PAGE, _DRAWING, _FORMULA = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1998/Math/MathML",
)
_NAMESPACES = (_PAGE, _DRAWING, _FORMULA)
#: The elements with which another language begins, and the language.
_BEGINNING = {"svg": _DRAWING, "math": _FORMULA}
#: Elements of a drawing or a formula in which parts of a page may stand.
_HOLDING = frozenset({"annotation-xml", "foreignObject"})
_ATTRIBUTES = {f"{{{_XML}}}lang": "xml-lang", "{http://www.idpf.org/2007/ops}type": TYPE}
_DOCTYPE = "<!DOCTYPE html>"
#: What a link that would lead to a page outside the book has kept of what it was.
_MENTIONS = frozenset({"cable-mention", *(f"cable-{kind}" for kind in KINDS)})
#: The roles of notes, which some readers show where the link to them is, and nowhere else.
_NOTES = frozenset({"doc-endnote", "doc-footnote"})
#: The role of an element -> what it is in a book.
_TYPES = {"doc-noteref": "noteref", "doc-backlink": "backlink"}


def parser() -> etree.XMLParser:
    """Return a parser that fetches nothing, puts nothing in, and goes no deeper than is sane."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class EpubPage(PageTree):
    """A page of an EPUB; ``name`` is its path in the book without the ending.

    ``around`` says what stands in the file beside the page. Raises ``ValueError`` for bytes that
    are no page.
    """

    def __init__(self, name: str, path: str, data: bytes) -> None:
        reader = html.XHTMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root: html.HtmlElement = etree.fromstring(data, reader)
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from None
        self.around = list(_around(root))
        for element in root.iter(etree.Element):
            _shorten(element)
        # What no element needs any more would be written with the first one.
        etree.cleanup_namespaces(root)
        take_numbers(root)
        super().__init__(name, path, root)

    def ids(self) -> set[str]:
        """Return the ids of all elements."""
        return {str(name) for e in self.root.iter(etree.Element) if (name := e.get("id"))}

    def links(self) -> Iterator[str]:
        """Yield the addresses of all links and of what the page shows or loads."""
        for element in self.root.iter(etree.Element):
            for name, value in element.items():
                if name in {"href", "src", "{http://www.w3.org/1999/xlink}href"}:
                    yield value

    def take_types(self) -> Iterator[str]:
        """Yield what is wrong with what elements say that they are in a book, and take it out."""
        links = [e for e in self.root.iter("a") if e.get("role") == "doc-noteref"]
        notes = {str(e.get("href", ""))[1:] for e in links}
        for element in self.root.iter(etree.Element):
            must = _TYPES.get(element.get("role", ""), "")
            if element.get("id") in notes:
                must = "footnote"
            if element.get("role") in _NOTES and must != "footnote":
                yield f"{element.tag} is a note, and no link leads to it as to one"
            said = element.attrib.pop(TYPE, "")
            if said != must:
                what = f"{element.tag} is a {said or 'part without a type'}"
                yield f"{what}, and must be {must or 'without one'}"


def _around(root: html.HtmlElement) -> Iterator[str]:
    doctype = root.getroottree().docinfo
    if (
        doctype.doctype != _DOCTYPE
        or "<!ENTITY"
        in etree.tostring(root.getroottree(), encoding="unicode").partition("<html")[0]
    ):
        yield f"the page begins with {doctype.doctype or 'no document type'}"
    if root.getprevious() is not None or root.getnext() is not None:
        yield "something stands before or after the page"
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "the page has a comment or an instruction"
            return
    yield from _strange(root)


def _strange(root: html.HtmlElement) -> Iterator[str]:
    """Yield the first element that is not of the language around it: its words are not shown."""
    for element in root.iter(etree.Element):
        name, parent = etree.QName(element), element.getparent()
        holder = None if parent is None else etree.QName(parent)
        around = _PAGE if holder is None or holder.localname in _HOLDING else holder.namespace
        if name.namespace != _BEGINNING.get(name.localname, around):
            yield f"{name.localname} is an element of {name.namespace or 'no language'}"
            return


def _shorten(element: html.HtmlElement) -> None:
    """Give an element and its attributes the names that they have on a site."""
    namespace, _, local = str(element.tag).rpartition("}")
    if namespace[1:] in _NAMESPACES:
        element.tag = local
    for long, short in _ATTRIBUTES.items():
        if short in element.attrib:
            raise ValueError(f"an element {element.tag} has an attribute {short}")
        if (value := element.attrib.pop(long, None)) is not None:
            element.set(short, value)
    classes = element.get("class", "").split()
    if element.tag == "span" and "cable-mention" in classes:
        kept = [one for one in classes if one not in _MENTIONS]
        if kept:
            element.set("class", " ".join(kept))
        else:
            del element.attrib["class"]


def is_picture(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is a picture that the edition draws; what it shows is not proved."""
    classes = attributes.get("class", "").split()
    return (name == "figure" and "cable-picture" in classes) or (
        name == "table" and "cable-picture-table" in classes
    )


def foreign(page: EpubPage) -> Iterator[str]:
    """Yield what a chapter has that no reader of a book expects in it."""
    for element in page.root.iter(etree.Element):
        if "{" in str(element.tag):
            yield f"an element {element.tag} stands in the chapter"
