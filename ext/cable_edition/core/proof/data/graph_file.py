"""The proof of ``edition.jsonld``: the edition, its entries, its cables, who quotes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.editorial_text import plain
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.differences import differences
from cable_edition.core.proof.data.entries import anchors_of
from cable_edition.core.proof.data.found import field_problem, unreadable
from cable_edition.core.proof.data.json_files import read_json
from cable_edition.core.proof.data.quoted_rows import nodes_of_works
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.tei_header import SendingPosts
from cable_edition.core.proof.site.known import placed_entries

_ADDRESS = {"@type": "@id"}
_CONTEXT = {
    "@vocab": "http://schema.org/",
    "contentUrl": _ADDRESS,
    "license": _ADDRESS,
    "sameAs": _ADDRESS,
    "cito": "http://purl.org/spar/cito/",
    "cites": {**_ADDRESS, "@id": "cito:cites"},
}
_NAMED = ("person", "organization")
#: (kind, id) of an entry -> its address.
_Entries = dict[tuple[str, str], str]


def check_graph(path: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the file."""
    try:
        found = read_json(path.read_bytes())
    except ValueError as error:
        yield unreadable(path, error)
        return
    registers = against.edition.registers
    entries = entry_addresses(against, stated.base_url)
    nodes = [_edition(stated)]
    for kind, type_, listed in (
        (
            "person",
            "Person",
            [(one.id, one.name, one.office, one.same_as) for one in registers.people],
        ),
        (
            "organization",
            "Organization",
            [(one.id, one.name, one.tip, one.same_as) for one in registers.organizations],
        ),
    ):
        for entry, name, about, same in listed:
            node = {"@id": entries[kind, entry], "@type": type_}
            more = {"description": visible(plain(about)), "sameAs": list(same)}
            nodes.append(_known(more, node, visible(name)))
    posts = SendingPosts(registers, anchors_of(registers))
    published = {one.id for one in against.edition.cables}
    for one in against.edition.cables:
        cited = {item.id for item in one.cable.opening.references}
        cited |= {item.id for item in one.cable.body_references}
        node = _cable(one, entries, posts, stated)
        cited = {name for name in cited if name in published and name != one.id}
        cites = [stated.page(name) for name in sorted(filter(None, cited))]
        nodes.append({**node, "cites": cites} if cites else node)
    context = dict(_CONTEXT) if stated.base_url else {**_CONTEXT, "@base": "../"}
    works = nodes_of_works(against.edition, stated.base_url)
    expected = {"@context": context, "@graph": nodes + works}
    for difference in differences(expected, found):
        yield field_problem(path, "", difference)


def _known(more: dict[str, Any], node: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a node with its name, and with those of ``more`` that are known."""
    known = {key: value for key, value in more.items() if value not in ("", [], {}, None)}
    return {**node, "name": name, **known}


def _edition(stated: Stated) -> dict[str, Any]:
    doi = stated.doi_of()
    files = (
        ("cables.jsonl", "application/jsonl"),
        ("corpus.xml", "application/tei+xml"),
        ("cables.csv", "text/csv"),
    )
    publisher = {"@type": "Organization", "name": stated.publisher} if stated.publisher else {}
    more = {
        "description": stated.abstract,
        "version": stated.version,
        "identifier": f"https://doi.org/{doi}" if doi else "",
        "datePublished": stated.released,
        "editor": [
            {"@id": orcid, "@type": "Person", "name": name}
            for name, orcid in stated.people
            if orcid
        ],
        "publisher": publisher,
        "license": stated.licence,
        "usageInfo": stated.rights,
        "distribution": [_file(name, type_, stated, "DataDownload") for name, type_ in files],
    }
    node = {"@id": stated.base_url or "./", "@type": ["Dataset", "Collection"]}
    return _known(more, node, stated.title)


def _sender(one: EditedCable, posts: SendingPosts) -> dict[str, Any]:
    if not one.origin:
        return {}
    town = list(posts.town_ids(one))
    place = {"@type": "Place", "name": visible(posts.place(one)), "sameAs": town}
    more = {"sameAs": list(posts.ids(one)), "location": place if town else {}}
    return _known(more, {"@type": "Organization"}, visible(one.origin))


def _cable(
    one: EditedCable, entries: _Entries, posts: SendingPosts, stated: Stated
) -> dict[str, Any]:
    header, stamp = one.cable.header, stamp_of(one.cable)
    named = {
        entries[item.kind, item.entry]
        for items in one.mentions.values()
        for item in items
        if item.kind in _NAMED
    }
    more = {
        "identifier": one.id,
        "dateSent": stamp.text if stamp else "",
        "sender": _sender(one, posts),
        "recipient": [
            {"@type": "Organization", "name": visible(line.name)}
            for line in (*header.action, *header.info)
        ],
        "keywords": [visible(tag.text) for tag in one.cable.opening.tags],
        "inLanguage": "en",
        "isPartOf": {"@id": stated.base_url or "./"},
        "mentions": [{"@id": address} for address in sorted(named)],
        "encoding": [
            _file(f"json/{one.id}.json", "application/json", stated),
            _file(f"tei/{one.id}.xml", "application/tei+xml", stated),
        ],
    }
    node = {"@id": stated.page(one.id), "@type": "Message"}
    return _known(more, node, visible(one.subject or one.id))


def _file(name: str, type_: str, stated: Stated, kind: str = "MediaObject") -> dict[str, Any]:
    address = f"{stated.base_url}data/{name}"
    return {"@type": kind, "contentUrl": address, "encodingFormat": type_}


def entry_addresses(against: Against, root: str) -> _Entries:
    """Return the address of each entry on the page that has it; ``root`` is where the site is."""
    found = {}
    for placed in placed_entries(against.edition, against.settings.limits.entries_per_page):
        page, _, anchor = placed.address.partition("#")
        found[placed.kind, placed.entry.id] = f"{root}{page}.html#{anchor}"
    return found
