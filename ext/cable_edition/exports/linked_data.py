"""The edition as linked data: JSON-LD in the vocabularies of schema.org and CiTO.

The edition is a ``Dataset`` and a ``Collection``, each cable a ``Message`` in it, and each person
and organization a node to which the cables point. Works that quote them point to the paragraphs.
The context stands in the file, so that who reads it asks no other host. Names are addresses; those
of an edition that states none begin at the folder above the file, which is the site, wherever a
copy of it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.myst.escape import visible
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.places import SendingPlaces
from cable_edition.exports.quoted_table import CITO, quoting_nodes
from cable_edition.exports.tei_registers import entry_addresses

#: What the keys mean. schema.org's own context says the same of those used here.
_CONTEXT = {
    "@vocab": "http://schema.org/",
    "cito": CITO,
    "cites": {"@id": "cito:cites", "@type": "@id"},
    "contentUrl": {"@type": "@id"},
    "license": {"@type": "@id"},
    "sameAs": {"@type": "@id"},
}
_NAMED = frozenset({"person", "organization"})


def _filled(**values: Any) -> dict[str, Any]:
    """Leave out what is empty; a leading underscore stands for ``@``."""
    return {
        name.replace("_", "@", 1) if name.startswith("_") else name: value
        for name, value in values.items()
        if value not in ("", None, [], {})
    }


class LinkedData:
    """Writes the graph of an edition in parts."""

    def __init__(self, edition: Edition, info: EditionInfo) -> None:
        self._edition = edition
        self._info = info
        self._entries = entry_addresses(edition.registers, info.entries_per_page)
        self._places = SendingPlaces(edition.registers)
        self._given = repr(info)
        self._inside = frozenset(one.id for one in edition.cables)

    def parts(self) -> Iterator[str]:
        """Yield the file: context, the edition, its entries, its cables, who quotes it."""
        base = {} if self._info.base_url else {"@base": "../"}
        yield f'{{"@context":{dumps(base | _CONTEXT)},"@graph":[\n'
        yield dumps(self._collection())
        for person in self._edition.registers.people:
            node = self._node("person", person.id, "Person", person.name)
            about = visible(plain(person.office))
            yield ",\n" + dumps(node | _filled(description=about, sameAs=list(person.same_as)))
        for body in self._edition.registers.organizations:
            node = self._node("organization", body.id, "Organization", body.name)
            about = visible(plain(body.tip))
            yield ",\n" + dumps(node | _filled(description=about, sameAs=list(body.same_as)))
        for one in self._edition.cables:
            given = self._given, self._cited(one), self._named_by(one)
            yield ",\n" + one.told("node", partial(self._written, one), given)
        for work in quoting_nodes(self._edition.quoted, self._info.address("")):
            yield ",\n" + dumps(work)
        yield "\n]}\n"

    def _written(self, one: EditedCable) -> str:
        return dumps(self.cable(one))

    def cable(self, one: EditedCable) -> dict[str, Any]:
        """Return the node of one cable."""
        header, opening = one.cable.header, one.cable.opening
        stamp = stamp_of(one.cable)
        return _filled(
            _id=self._address(one.id),
            _type="Message",
            identifier=one.id,
            name=visible(one.subject or one.id),
            dateSent=stamp.text if stamp else "",
            sender=self._sender(one),
            recipient=[
                {"@type": "Organization", "name": visible(line.name)}
                for line in (*header.action, *header.info)
            ],
            keywords=[visible(tag.text) for tag in opening.tags],
            inLanguage="en",
            isPartOf={"@id": self._address()},
            mentions=[{"@id": address} for address in self._named_by(one)],
            cites=[self._address(cited) for cited in self._cited(one)],
            encoding=[
                self._file(f"data/json/{one.id}.json", "application/json"),
                self._file(f"data/tei/{one.id}.xml", "application/tei+xml"),
            ],
        )

    def _named_by(self, one: EditedCable) -> list[str]:
        """Return the people and bodies that a cable names."""
        return sorted({self._entry(*key) for key in one.told("named", lambda: _named(one))})

    def _sender(self, one: EditedCable) -> dict[str, Any]:
        """Return the post that sent a cable, with what authority files have of it and its town."""
        if not one.origin:
            return {}
        town = list(self._places.ids_of(one))
        place = _filled(_type="Place", name=visible(self._places.of(one)), sameAs=town)
        return _filled(
            _type="Organization",
            name=visible(one.origin),
            sameAs=list(self._places.sender_ids(one)),
            location=place if town else {},
        )

    def _cited(self, one: EditedCable) -> list[str]:
        """Return the cables of the edition that a cable cites, in its list or in its text."""
        return [name for name in one.told("cited", lambda: _cited(one)) if name in self._inside]

    def _collection(self) -> dict[str, Any]:
        info = self._info
        publisher = _filled(_type="Organization", name=info.publisher) if info.publisher else {}
        return _filled(
            _id=self._address(),
            _type=["Dataset", "Collection"],
            name=info.title,
            description=info.abstract,
            version=info.version,
            identifier=f"https://doi.org/{info.doi_of()}" if info.doi_of() else "",
            datePublished=info.released,
            editor=info.identified,
            publisher=publisher,
            license=info.licence,
            usageInfo=info.rights,
            distribution=[
                self._file("data/cables.jsonl", "application/jsonl", "DataDownload"),
                self._file("data/corpus.xml", "application/tei+xml", "DataDownload"),
                self._file("data/cables.csv", "text/csv", "DataDownload"),
            ],
        )

    def _file(self, path: str, type_: str, kind: str = "MediaObject") -> dict[str, Any]:
        return {"@type": kind, "contentUrl": self._info.address(path), "encodingFormat": type_}

    def _node(self, kind: str, entry: str, type_: str, name: str) -> dict[str, Any]:
        return {"@id": self._entry(kind, entry), "@type": type_, "name": visible(name)}

    def _entry(self, kind: str, entry: str) -> str:
        """Return the name of an entry: its address on the page of its register that has it."""
        return self._info.address(self._entries[kind, entry])

    def _address(self, cable: str = "") -> str:
        return self._info.address(f"cables/{cable}.html" if cable else "") or "./"


def _named(one: EditedCable) -> list[tuple[str, str]]:
    """Return the people and bodies that a cable names, by kind and id."""
    found = (mention for mentions in one.mentions.values() for mention in mentions)
    return sorted({(each.kind, each.entry) for each in found if each.kind in _NAMED})


def _cited(one: EditedCable) -> tuple[str, ...]:
    """Return the other cables that a cable cites, in its list or in its text."""
    cited = {item.id for item in one.cable.opening.references}
    cited |= {item.id for item in one.cable.body_references}
    return tuple(sorted(name for name in cited if name and name != one.id))
