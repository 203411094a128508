"""CMIF: the cables as correspondence, for the search services of editions of letters.

The Correspondence Metadata Interchange Format is a TEI file with nothing but a ``correspDesc`` for
each letter. A post and its town have an id of an authority file where the registers give one: one
each, for a service takes ``ref`` for one address.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.myst.escape import visible
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.places import SendingPlaces, one_id
from cable_edition.exports.tei import NAMESPACE
from cable_edition.exports.tei_header import when
from cable_edition.exports.xml import XmlWriter

#: The licence that CMIF asks for, so that the services may take the data in.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: How the format names a sender or an addressee of whom nothing is known.
UNKNOWN = "Unknown"
#: The id of the edition in the file.
_EDITION = "edition"


def cmif_parts(edition: Edition, info: EditionInfo) -> Iterator[str]:
    """Yield the file of an edition in parts, one for each cable between head and foot."""
    xml = XmlWriter()
    xml.start("fileDesc")
    xml.start("titleStmt")
    xml.element("title", f"Correspondence of {info.title}")
    for name, orcid in info.people or [(info.responsible, "")]:
        xml.element("editor", name, ref=orcid or None)
    xml.end()
    xml.start("publicationStmt")
    xml.start("publisher")
    xml.text(info.publisher or info.title)
    xml.end()
    # The schema asks for both; a relative address and a date in words say what is not known yet.
    itself = info.address("data/cmif.xml") if info.base_url else "cmif.xml"
    xml.element("idno", itself, type="url")
    xml.element("date", info.released or "not released", when=when(info.released))
    xml.start("availability")
    xml.element("licence", "This file is licensed under CC BY 4.0.", target=LICENCE)
    xml.end()
    xml.end()
    xml.start("sourceDesc")
    xml.start("bibl", type="online", xml_id=_EDITION)
    xml.text(f"{info.title}{f', version {info.version}' if info.version else ''}")
    if info.base_url:
        xml.text(". ")
        xml.element("ref", info.base_url, target=info.base_url)
    xml.end()
    xml.end()
    xml.end()
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}">\n<teiHeader>\n'
    yield f"{xml.markup()}\n<profileDesc>\n"
    places = SendingPlaces(edition.registers)
    given = repr(info)
    for one in edition.cables:
        yield one.told("letter", partial(_letter, one, info, places), given)
    if not edition.cables:
        yield "<correspDesc><note>This edition has no cable yet.</note></correspDesc>\n"
    yield "</profileDesc>\n</teiHeader>\n<text><body><p/></body></text>\n</TEI>\n"


def _letter(one: EditedCable, info: EditionInfo, places: SendingPlaces) -> str:
    xml = XmlWriter()
    # Without an address of the site, the page is found from the file, as in any copy of the site.
    address = f"{'' if info.base_url else '../'}{info.address(f'cables/{one.id}.html')}"
    xml.start("correspDesc", key=one.id, ref=address, source=f"#{_EDITION}")
    xml.start("correspAction", type="sent")
    sender = one_id(places.sender_ids(one)) or None
    if one.origin:
        xml.element("orgName", visible(one.origin), ref=sender)
    else:
        xml.element("persName", UNKNOWN)
    if place := visible(places.of(one)):
        xml.element("placeName", place, ref=one_id(places.ids_of(one)) or None)
    stamp = stamp_of(one.cable)
    if stamp and (date := when(stamp.text)):
        xml.empty("date", when=date[:10])
    xml.end()
    names = [line.name for line in (*one.cable.header.action, *one.cable.header.info)]
    xml.start("correspAction", type="received")
    for name in names:
        xml.element("orgName", visible(name))
    if not names:
        xml.element("persName", UNKNOWN)
    xml.end()
    xml.end()
    xml.line()
    return xml.markup()
