"""The text of one paragraph or part, cut out of the TEI file of its cable.

The element stands whole in ``dts:wrapper``, as Distributed Text Services ask. What it points to
(``#rule-apostrophe``) is in the file of the cable, so that file is the base of its references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from cable_edition.exports.dts.units import Unit
from cable_edition.exports.tei import NAMESPACE
from cable_edition.exports.tei_ids import xml_id

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_WRAPPER = "https://dtsapi.org/v1.0#"


def passages(cable: str, file: str, units: Iterable[Unit]) -> Iterator[tuple[str, str]]:
    """Yield the anchor of each unit of a cable with the unit's own file.

    ``file`` is the TEI file of the cable.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(file.encode("utf-8"), parser)
    places = {name: one for one in root.iter() if (name := one.get(_XML_ID))}
    for unit in units:
        element = etree.tostring(
            places[xml_id(cable, unit.ref)], encoding="unicode", with_tail=False
        )
        words = element.replace(f' xmlns="{NAMESPACE}"', "", 1)
        wrapped = f'<dts:wrapper xmlns:dts="{_WRAPPER}" ref="{unit.ref}">{words}</dts:wrapper>'
        base = f'<TEI xmlns="{NAMESPACE}" xml:base="../{cable}.xml">'
        yield unit.ref, f'<?xml version="1.0" encoding="UTF-8"?>\n{base}\n{wrapped}\n</TEI>\n'
