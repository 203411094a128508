"""XML as plain values that can be compared: what an element is, and what it must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from cable_edition.core.proof.data.differences import shown, told

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "xml:id"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Characters that XML 1.0 forbids or that nobody would see: ``g`` elements stand for them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(high | low) for high in range(0, 0x110000, 0x10000) for low in (0xFFFE, 0xFFFF))
    + "]"
)


class Node(NamedTuple):
    """An element: name, attributes, and in order its words and the elements in it.

    White space between elements is left out; what is no element (a comment) has a name that no
    element can have.
    """

    name: str
    attributes: dict[str, str]
    content: tuple[Node | str, ...]


class XmlDifference(NamedTuple):
    """A place in a tree (``TEI/teiHeader/fileDesc``), and what differs there."""

    place: str
    what: str


def node(name: str, *content: Node | str | None, **attributes: str | int | None) -> Node:
    """Return what an element must be; attributes without a value, and no words, are left out.

    ``xml_id`` is ``xml:id``, a trailing underscore is none of the name's.
    """
    named = {
        key.rstrip("_").replace("xml_", "xml:"): _seen(str(value))
        for key, value in attributes.items()
        if value is not None and value != ""
    }
    return Node(name, named, tuple(_joined(content)))


def _seen(text: str) -> str:
    """Return the value of an attribute, with the code of each character that nobody would see."""
    return text if text.isprintable() else _HIDDEN.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"


def _joined(content: Iterable[Node | str | None]) -> Iterator[Node | str]:
    words = ""
    for one in content:
        if isinstance(one, str):
            words += one
        elif one is not None:
            if words.strip():
                yield words
            words = ""
            yield one
    if words.strip():
        yield words


def parse(data: bytes) -> etree._Element:
    """Return the root of an XML file; raise ``ValueError`` where it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def name_of(element: etree._Element) -> str:
    """Return the name of an element of TEI, of another with its namespace, ``#`` of a comment."""
    if not isinstance(element.tag, str):
        return "#"
    return element.tag.removeprefix(f"{{{TEI}}}")


def attributes_of(element: etree._Element) -> dict[str, str]:
    """Return the attributes of an element, ``xml:id`` by that name."""
    return {
        str(key).replace(_XML, "xml:") if key[:1] == "{" else str(key): str(value)
        for key, value in element.attrib.items()
    }


def hidden_character(element: etree._Element) -> str | None:
    """Return the character that a ``g`` stands for; ``None`` where it says none."""
    found = re.fullmatch("U[+]([0-9A-F]{4,6})", element.get("n", ""))
    number = int(found[1], 16) if found and len(element.attrib) == 1 else 0x110000
    return chr(number) if number < 0x110000 and not len(element) and not element.text else None


def tree_of(element: etree._Element) -> Node:
    """Return an element as a value; ``g`` gives its character back."""
    content: list[Node | str | None] = [element.text]
    for child in element:
        character = hidden_character(child) if name_of(child) == "g" else None
        content += [tree_of(child) if character is None else character, child.tail]
    if name_of(element) == "#":
        return Node("#", {}, (str(element.text or ""),))
    return Node(name_of(element), attributes_of(element), tuple(_joined(content)))


def tree_differences(expected: Node, found: Node, place: str = "") -> Iterator[XmlDifference]:
    """Yield where one tree is not what it must be."""
    place = f"{place}/{expected.name}" if place else expected.name
    if expected.name != found.name:
        yield XmlDifference(place, f"here it is {_named(found)}")
        return
    for key in dict.fromkeys((*expected.attributes, *found.attributes)):
        must, is_ = expected.attributes.get(key), found.attributes.get(key)
        if must != is_:
            yield XmlDifference(f"{place}/@{key}", told(must, is_))
    for index in range(max(len(expected.content), len(found.content))):
        must_be = expected.content[index] if index < len(expected.content) else None
        here = found.content[index] if index < len(found.content) else None
        if isinstance(must_be, Node) and isinstance(here, Node):
            if must_be.name == here.name:
                yield from tree_differences(must_be, here, place)
                continue
        elif must_be == here:
            continue
        elif isinstance(must_be, str) and isinstance(here, str):
            yield XmlDifference(place, told(must_be, here))
            continue
        yield XmlDifference(place, f"it must be {_named(must_be)}, here it is {_named(here)}")
        return


def _named(one: Node | str | None) -> str:
    if one is None:
        return "the end"
    if isinstance(one, str):
        return f"the words {shown(one)}"
    if one.name == "#":
        return "a comment"
    named = "".join(f" {key}={shown(value)}" for key, value in one.attributes.items())
    return f"the element {one.name}{named}"
