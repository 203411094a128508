"""What the head of a cable's page must say of its cable, and where it must lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cable_edition.core.citations.item import CitedCable
from cable_edition.core.citations.metadata import (
    SCHEMAS,
    json_ld,
    meta_names,
    meta_properties,
    script_text,
)
from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.signposts import RELS as SIGNPOSTS
from cable_edition.core.proof.site.tokens import original, page_of, spaced

if TYPE_CHECKING:
    from lxml import html

#: A statement of a head: its kind, its name, its value.
Said = tuple[str, str, str]

_NAMES = ("citation_", "DC.", "DCTERMS.", "cable-", "description")
_RELS = ("schema.", "cite-as", "alternate", "canonical", "next", "prev")


def said_in(head: html.HtmlElement, folder: str) -> Iterator[tuple[Said, html.HtmlElement]]:
    """Yield what a head says of the page alone, each with its element."""
    for element in head.iter("meta", "link", "script"):
        if element.tag == "meta" and (element.get("name") or "").startswith(_NAMES):
            yield ("meta", element.get("name", ""), _value(element.get("content"))), element
        elif element.tag == "meta" and (element.get("property") or "").startswith("og:"):
            yield ("meta", element.get("property", ""), _value(element.get("content"))), element
        elif element.tag == "script" and element.get("type") == "application/ld+json":
            yield ("script", "ld+json", element.text or ""), element
        elif element.tag == "link" and _is_signpost(element):
            address = page_of(element.get("href", ""), folder)
            value = f"{address} {element.get('type') or ''}".strip()
            yield ("link", element.get("rel", ""), value), element
        elif element.tag == "link" and (element.get("rel") or "").startswith(_RELS):
            address = page_of(element.get("href", ""), folder)
            title = _value(element.get("title"))
            value = f"{address} ({title})" if title else address
            yield ("link", element.get("rel", ""), value), element


def _is_signpost(link: html.HtmlElement) -> bool:
    """Whether a link is for programs; themes have one for readers, with a title, to an author."""
    rel = link.get("rel")
    return rel in SIGNPOSTS or (rel == "author" and not link.get("title"))


def _value(text: str | None) -> str:
    return original(spaced(text or "")).strip()


def _plain(text: str) -> str:
    return original(spaced(text)).strip()


def cable_head(known: Known, item: CitedCable, cable_id: str) -> Iterator[Said]:
    """Yield what the head of a cable's page must say."""
    settings = known.against.settings
    for name, address in SCHEMAS.items():
        yield "link", f"schema.{name}", address
    for name, value in meta_names(item, known.language):
        yield "meta", name, _plain(value)
    for name, value in meta_properties(item):
        yield "meta", name, _plain(value)
    lasting = f"https://doi.org/{item.own_doi}" if item.own_doi else item.address
    if lasting:
        yield "link", "cite-as", lasting
    yield "script", "ld+json", script_text(json_ld(item, known.language))
    for kind, label, suffix in (("json", "JSON", "json"), ("tei", "TEI", "xml")):
        if kind in settings.data_kinds:
            yield "link", "alternate", f"data/{kind}/{cable_id}.{suffix} ({label})"
    if known.cables[cable_id].notes:
        yield "meta", "cable-notes", "yes"
    yield from neighbours_by_date(known, cable_id)


def neighbours_by_date(known: Known, cable_id: str) -> Iterator[Said]:
    """Yield the links to the cables before and after one by date."""
    for row in known.neighbours.get(cable_id, ()):
        if row.kind == "date":
            for rel, other in (("next", row.after), ("prev", row.before)):
                if other:
                    title = _plain(visible(f"{other}: {known.heading_of(other)}"))
                    yield "link", rel, f"cables/{other} ({title})"


def differing(expected: Iterable[Said], found: Iterable[Said]) -> tuple[list[Said], list[Said]]:
    """Return what a head must say and does not, and what it says beyond that."""
    must, has = Counter(expected), Counter(found)
    return list((must - has).elements()), list((has - must).elements())
