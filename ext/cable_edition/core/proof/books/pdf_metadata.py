"""What a book in PDF says of itself in XMP: it must be what the edition states, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from cable_edition.core.proof.books.pdf_flow import bare
from cable_edition.core.proof.data.stated import rights_said
from cable_edition.core.proof.site.known import Known
from cable_edition.core.releases.declared import Release

#: The names under which the packet describes its own terms, which say nothing of the book.
_TERMS = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
_MOMENT = r"[0-9]{4}(?:-[0-9]{2}){0,2}(?:T[0-9:]{5,8}(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
#: Property -> the form of what the programs that write PDF say there.
_FORMS = {
    "Producer": r"[\w(). -]{0,60}",
    "Keywords": "",
    "Marked": "True|False",
    "format": "application/pdf",
    "type": "Text",
    "date": _MOMENT,
    "CreateDate": _MOMENT,
    "ModifyDate": _MOMENT,
    "MetadataDate": _MOMENT,
    "DocumentID": r"uuid:[0-9a-f-]{36}",
    "InstanceID": r"uuid:[0-9a-f-]{36}",
    "RenditionClass": "default",
    "complianceProfile": "three",
    "pageCount": "[0-9]{1,6}",
    "NPages": "[0-9]{1,6}",
    "PDFVersion": r"1\.[0-9]",
    "Trapped": "True|False|Unknown",
}


def metadata_faults(packet: bytes, known: Known, newest: Release | None) -> Iterator[str]:
    """Yield what is wrong with the packet of a book; ``newest`` is the newest release."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b" \n\r\t\0"), parser)
    except etree.XMLSyntaxError as error:
        yield f"the metadata cannot be read: {error}"
        return
    settings = known.against.settings
    base = f"{settings.base_url.rstrip('/')}/".removeprefix("/")
    must = {
        "title": known.title,
        "creator": settings.author,
        "description": settings.book.subtitle,
        "rights": rights_said(known.against.settings),
        "WebStatement": settings.licence,
        "publisher": settings.publisher or settings.author,
    }
    may = {
        "CreatorTool": "Cable Edition",
        "VersionID": newest.version if newest else "unreleased",
        "url": base,
        "doi": settings.doi,
        **must,
    }
    said: dict[str, str] = {}
    for description in root.iter(_DESCRIPTION):
        for one in description.iterchildren(tag=etree.Element):
            if one.tag == _TERMS:
                continue
            name = etree.QName(one).localname
            said[name] = said.get(name, "") + "".join(one.itertext())
    for name, told in said.items():
        words = " ".join(told.split())
        if name == "language":
            right = words == known.language.replace("_", "-")
        elif name in _FORMS:
            right = re.fullmatch(_FORMS[name], words) is not None
        else:
            right = name in may and (not may[name] or bare(words) == bare(may[name]))
        if not right:
            yield f"{name} in the metadata is {words[:120]!r}"
    for name in sorted(name for name, words in must.items() if words and name not in said):
        yield f"{name} is not in the metadata"
