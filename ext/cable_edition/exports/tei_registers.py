"""The registers as TEI: people, organizations, posts, terms and TAGS in ``standOff``."""

from __future__ import annotations

from collections.abc import Container, Iterable

from cable_edition.core.authorities import authority_of
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.pages.anchors import place_entries
from cable_edition.core.registers.entries import (
    Entry,
    Organization,
    Person,
    Post,
    Registers,
    Statement,
    Tag,
    Term,
)
from cable_edition.exports.tei_bibl import write_sources
from cable_edition.exports.tei_layers import EntryAnchors
from cable_edition.exports.xml import XmlWriter

#: Status of a statement -> certainty in TEI's own words.
CERTAINTY = {"verified": "high", "cable": "medium", "inference": "low", "unverified": "unknown"}


def entry_anchors(registers: Registers) -> dict[tuple[str, str], str]:
    """Return the anchor of each entry, the same as on the pages of the registers."""
    placed = place_entries(registers, max(1, _size(registers)))
    return {key: at.anchor for key, at in placed.items()}


def entry_addresses(registers: Registers, per_page: int) -> dict[tuple[str, str], str]:
    """Return where each entry stands in the site: ``people/more/2.html#person-roe-jane``.

    ``per_page`` is how many entries a page of a register has.
    """
    placed = place_entries(registers, per_page)
    return {key: f"{at.docname}.html#{at.anchor}" for key, at in placed.items()}


def _size(registers: Registers) -> int:
    return sum(
        len(kind)
        for kind in (
            registers.people,
            registers.organizations,
            registers.glossary,
            registers.tags,
            registers.posts,
        )
    )


class TeiRegisters:
    """Writes ``standOff``, with all entries or with some of them."""

    def __init__(self, registers: Registers, anchors: EntryAnchors) -> None:
        self._registers = registers
        self._anchors = anchors
        self._made: dict[tuple[str, str], str] = {}
        self._by_kind: dict[str, dict[str, Entry]] = {
            "person": {entry.id: entry for entry in registers.people},
            "organization": {entry.id: entry for entry in registers.organizations},
            "post": {entry.id: entry for entry in registers.posts},
            "term": {entry.id: entry for entry in registers.glossary},
            "tag": {entry.id: entry for entry in registers.tags},
        }

    def markup(self, only: Container[tuple[str, str]] | None = None) -> str:
        """Return ``standOff`` with the entries of ``only``, or all; empty if there are none."""
        chosen = {
            kind: [e for key, e in entries.items() if only is None or (kind, key) in only]
            for kind, entries in self._by_kind.items()
        }
        return self._stand_off(chosen)

    def some(self, keys: Iterable[tuple[str, str]]) -> str:
        """Return ``standOff`` with the entries of ``keys``, at a cost of these alone."""
        chosen: dict[str, list[Entry]] = {kind: [] for kind in self._by_kind}
        for kind, key in sorted(set(keys)):
            entry = self._by_kind[kind].get(key)
            if entry is not None:
                chosen[kind].append(entry)
        return self._stand_off(chosen)

    def _stand_off(self, chosen: dict[str, list[Entry]]) -> str:
        if not any(chosen.values()):
            return ""
        xml = XmlWriter()
        xml.start("standOff")
        xml.line()
        self._list(xml, "listPerson", None, "person", chosen["person"])
        self._list(xml, "listOrg", "organizations", "organization", chosen["organization"])
        self._list(xml, "listOrg", "posts", "post", chosen["post"])
        self._list(xml, "list", "glossary", "term", chosen["term"])
        self._list(xml, "list", "tags", "tag", chosen["tag"])
        xml.end()
        xml.line()
        return xml.markup()

    def _list(
        self, xml: XmlWriter, tag: str, type_: str | None, kind: str, entries: list[Entry]
    ) -> None:
        if not entries:
            return
        xml.start(tag, type=type_)
        xml.line()
        for entry in entries:
            xml.raw(self._entry(kind, entry))
            xml.line()
        xml.end()
        xml.line()

    def _entry(self, kind: str, entry: Entry) -> str:
        key = (kind, entry.id)
        if key not in self._made:
            xml = XmlWriter()
            anchor = self._anchors[key]
            if isinstance(entry, Person):
                _person(xml, entry, anchor)
            elif isinstance(entry, Organization | Post):
                _organization(xml, entry, anchor)
            elif isinstance(entry, Term):
                _term(xml, entry, anchor)
            elif isinstance(entry, Tag):
                xml.start("item", xml_id=anchor, n=entry.id)
                xml.element("term", entry.id, type="tag", subtype=entry.kind)
                if entry.name:
                    xml.text(" ")
                    xml.element("gloss", entry.name, cert=CERTAINTY[entry.status])
                _notes(xml, entry.statements)
                xml.end()
            self._made[key] = xml.markup()
        return self._made[key]


def _person(xml: XmlWriter, entry: Person, anchor: str) -> None:
    xml.start("person", xml_id=anchor)
    xml.element("persName", entry.name)
    if entry.sort and entry.sort != entry.name:
        xml.element("persName", entry.sort, type="sort")
    for spelled in entry.spelled:
        xml.element("persName", spelled, type="spelled")
    if entry.office:
        xml.start("occupation", cert=CERTAINTY[entry.office_status])
        xml.text(entry.office)
        xml.end()
    _ids(xml, entry.same_as)
    _notes(xml, entry.statements)
    xml.end()


def _organization(xml: XmlWriter, entry: Organization | Post, anchor: str) -> None:
    code = entry.code if isinstance(entry, Post) else ""
    xml.start("org", xml_id=anchor, n=code)
    xml.element("orgName", entry.name)
    if entry.country:
        xml.start("country")
        xml.text(entry.country)
        xml.end()
    if entry.tip:
        xml.element("desc", entry.tip)
    _ids(xml, entry.same_as)
    if isinstance(entry, Post) and entry.place_same_as:
        xml.start("place")
        _ids(xml, entry.place_same_as)
        xml.end()
    _notes(xml, entry.statements)
    xml.end()


def _ids(xml: XmlWriter, addresses: Iterable[str]) -> None:
    """Write ids of authority files: their addresses, with the key of each file beside."""
    for address in addresses:
        xml.element("idno", address, type="URI", subtype=authority_of(address).scheme.key)


def _term(xml: XmlWriter, entry: Term, anchor: str) -> None:
    xml.start("item", xml_id=anchor)
    xml.element("term", entry.name, type="glossary")
    if entry.expansion or entry.tip:
        xml.text(" ")
        certainty = CERTAINTY[entry.status]
        xml.element("gloss", entry.expansion or entry.tip, cert=certainty)
    for sense in entry.senses:
        xml.text(" ")
        xml.element("gloss", sense.expansion or sense.tip, type="sense", n=sense.id)
        _notes(xml, sense.statements)
    _notes(xml, entry.statements)
    xml.end()


def _notes(xml: XmlWriter, statements: Iterable[Statement]) -> None:
    for statement in statements:
        xml.start("note", type=statement.status, cert=CERTAINTY[statement.status])
        xml.start("p")
        xml.text(plain(statement.text))
        xml.end()
        write_sources(xml, statement.sources)
        xml.end()
