"""What a page says of its cable to programs: meta elements and JSON-LD.

The names are those that Zotero's translator *Embedded Metadata* reads: Highwire Press tags
(``citation_*``), Dublin Core (``DC.*``, ``DCTERMS.*``) and Open Graph.
"""

from __future__ import annotations

import json
from typing import Any

from cable_edition.core.citations.item import CitedCable

#: Prefix of a meta name -> address of the vocabulary, for ``link rel="schema.DC"``.
SCHEMAS = {
    "DC": "http://purl.org/dc/elements/1.1/",
    "DCTERMS": "http://purl.org/dc/terms/",
}


def meta_names(item: CitedCable, language: str) -> list[tuple[str, str]]:
    """Return (name, content) of the meta elements; ``language`` is that of the page.

    An author who is a body ends with a comma, or Zotero would take its last word for a surname.
    The number and the institution go by the names of a technical report, the only ones that
    Highwire's tags have for a numbered paper of an office. ``citation_doi`` is left out where the
    DOI is that of the edition: programs take it for that of the page.
    """
    title = item.title or item.id
    rows = [
        ("citation_title", title),
        ("citation_author", f"{item.author.replace(',', '')}," if item.author else ""),
        ("citation_publication_date", item.date.replace("-", "/")),
        ("citation_technical_report_institution", item.author),
        ("citation_technical_report_number", item.id),
        ("citation_language", language),
        ("citation_public_url", item.address),
        ("citation_doi", item.own_doi),
        *(("citation_keywords", tag) for tag in item.tags),
        ("DC.title", title),
        ("DC.creator", item.author),
        ("DC.date", item.date),
        ("DC.identifier", item.address or item.id),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.language", language),
        *(("DC.subject", tag) for tag in item.tags),
        ("DCTERMS.isPartOf", item.edition.title),
        ("DCTERMS.hasVersion", item.edition.version),
        ("description", _about(item)),
    ]
    return [(name, content) for name, content in rows if content]


def _about(item: CitedCable) -> str:
    about = ", ".join(part for part in (item.author, item.date, item.classification) if part)
    return f"Diplomatic cable {item.id}. {about}".strip()


def meta_properties(item: CitedCable) -> list[tuple[str, str]]:
    """Return (property, content) of Open Graph."""
    rows = [
        ("og:type", "article"),
        ("og:title", f"{item.id}: {item.title}" if item.title else item.id),
        ("og:site_name", item.edition.title),
        ("og:description", _about(item)),
        ("og:url", item.address),
    ]
    return [(name, content) for name, content in rows if content]


def json_ld(item: CitedCable, language: str) -> dict[str, Any]:
    """Return the description in schema.org's terms, as JSON-LD."""
    edition = item.edition
    part_of: dict[str, Any] = {"@type": "Collection", "name": edition.title}
    if edition.version:
        part_of["version"] = edition.version
    if edition.base_url:
        part_of["url"] = edition.base_url
    if item.doi and not item.own_doi:
        part_of["sameAs"] = f"https://doi.org/{item.doi}"
    entry: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["ArchiveComponent", "DigitalDocument"],
        "@id": item.address,
        "identifier": item.id,
        "name": item.title or item.id,
        "author": {"@type": "Organization", "name": item.author} if item.author else None,
        "dateCreated": item.date,
        "genre": "Diplomatic cable",
        "keywords": list(item.tags),
        "inLanguage": language,
        "isPartOf": part_of,
        "url": item.address,
        "sameAs": f"https://doi.org/{item.own_doi}" if item.own_doi else "",
    }
    return {key: value for key, value in entry.items() if value}


def script_text(data: dict[str, Any]) -> str:
    """Return data as JSON that can stand in a ``script`` element: nothing in it ends one."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
