"""The registers as TEI must have them: the entries with their names, glosses and statements."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.proof.data.entries import EntryAnchors, entries_of
from cable_edition.core.proof.data.sources_named import sources_named
from cable_edition.core.proof.data.xml_tree import Node, node
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

#: How sure a statement is, in TEI's own words.
SURE = {"verified": "high", "cable": "medium", "inference": "low", "unverified": "unknown"}
#: Beginning of an address in an authority file -> what the file is called there.
_FILES = {
    "https://www.wikidata.org/": "wikidata",
    "https://viaf.org/": "viaf",
    "https://id.loc.gov/": "lcnaf",
    "https://d-nb.info/": "gnd",
    "https://www.geonames.org/": "geonames",
}
#: Kind of entry -> the list it stands in, and the type of that.
_LISTS = {
    "person": ("listPerson", ""),
    "organization": ("listOrg", "organizations"),
    "post": ("listOrg", "posts"),
    "term": ("list", "glossary"),
    "tag": ("list", "tags"),
}


def named_entries(one: EditedCable, registers: Registers) -> set[tuple[str, str]]:
    """Return kind and id of the entries that a cable names: in its words, TAGS and post."""
    found: set[tuple[str, str]] = set()
    for items in one.mentions.values():
        found |= {(item.kind, item.entry) for item in items}
    found |= {("tag", tag.text) for tag in one.cable.opening.tags}
    parts = parse_id(one.id)
    posts = {post.code: post.id for post in registers.posts if post.code}
    if parts and parts.post in posts:
        found.add(("post", posts[parts.post]))
    return found


def stand_off(
    registers: Registers, anchors: EntryAnchors, only: Container[tuple[str, str]] | None = None
) -> Node | None:
    """Return the ``standOff`` of all entries, or of those in ``only`` by the order of their ids.

    ``None`` where there are none.
    """
    lists = []
    for kind, (name, type_) in _LISTS.items():
        entries: Iterable[Entry] = entries_of(registers, kind)
        if only is not None:
            entries = sorted((e for e in entries if (kind, e.id) in only), key=lambda e: e.id)
        made = [_entry(entry, anchors[kind, entry.id]) for entry in entries]
        if made:
            lists.append(node(name, *made, type=type_))
    return node("standOff", *lists) if lists else None


def _entry(entry: Entry, anchor: str) -> Node:
    notes = list(_notes(entry.statements))
    if isinstance(entry, Person):
        return node("person", *_person(entry), *notes, xml_id=anchor)
    if isinstance(entry, Organization | Post):
        code = entry.code if isinstance(entry, Post) else ""
        parts = [node("orgName", entry.name)]
        parts += [node("country", entry.country)] if entry.country else []
        parts += [node("desc", entry.tip)] if entry.tip else []
        parts += _ids(entry.same_as)
        if isinstance(entry, Post) and entry.place_same_as:
            parts.append(node("place", *_ids(entry.place_same_as)))
        return node("org", *parts, *notes, xml_id=anchor, n=code)
    if isinstance(entry, Tag):
        parts = [node("term", entry.id, type="tag", subtype=entry.kind)]
        parts += [node("gloss", entry.name, cert=SURE[entry.status])] if entry.name else []
        return node("item", *parts, *notes, xml_id=anchor, n=entry.id)
    parts = [node("term", entry.name, type="glossary")]
    if isinstance(entry, Term):
        parts += _glosses(entry)
    return node("item", *parts, *notes, xml_id=anchor)


def _person(entry: Person) -> Iterator[Node]:
    yield node("persName", entry.name)
    if entry.sort and entry.sort != entry.name:
        yield node("persName", entry.sort, type="sort")
    for spelled in entry.spelled:
        yield node("persName", spelled, type="spelled")
    if entry.office:
        yield node("occupation", entry.office, cert=SURE[entry.office_status])
    yield from _ids(entry.same_as)


def _ids(addresses: Iterable[str]) -> Iterator[Node]:
    for one in addresses:
        key = next(key for begin, key in _FILES.items() if one.startswith(begin))
        yield node("idno", one, type="URI", subtype=key)


def _glosses(entry: Term) -> Iterator[Node]:
    if entry.expansion or entry.tip:
        yield node("gloss", entry.expansion or entry.tip, cert=SURE[entry.status])
    for sense in entry.senses:
        yield node("gloss", sense.expansion or sense.tip, type="sense", n=sense.id)
        yield from _notes(sense.statements)


def _notes(statements: Iterable[Statement]) -> Iterator[Node]:
    for one in statements:
        words = node("p", plain(one.text))
        named = sources_named(one.sources)
        yield node("note", words, *named, type=one.status, cert=SURE[one.status])
