"""The proof of ``cmif.xml``: sender, place, day and addressees of each cable, and the head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cable_edition.core.cable.dates import stamp_of
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.entries import anchors_of
from cable_edition.core.proof.data.found import unreadable
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.proof.data.tei_header import SendingPosts, iso_date
from cable_edition.core.proof.data.xml_tree import Node, node, parse, tree_differences, tree_of

#: Beginnings of addresses in authority files, with their order.
_BEST = tuple(
    enumerate(
        (
            "https://www.geonames.org/",
            "https://d-nb.info/gnd/",
            "https://viaf.org/viaf/",
            "https://id.loc.gov/authorities/names/",
            "https://www.wikidata.org/entity/",
        )
    )
)
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def check_letters(path: Path, against: Against, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the file."""
    try:
        found = tree_of(parse(path.read_bytes()))
    except ValueError as error:
        yield unreadable(path, error)
        return
    edition = against.edition
    posts = SendingPosts(edition.registers, anchors_of(edition.registers))
    letters = [_letter(one, stated, posts) for one in edition.cables]
    none = node("correspDesc", node("note", "This edition has no cable yet."))
    header = node("teiHeader", _file(stated), node("profileDesc", *(letters or [none])))
    text = node("text", node("body", node("p")))
    for one in tree_differences(node("TEI", header, text), found):
        yield Problem("field-differs", f"{one.place}: {one.what}", str(path))


def _file(stated: Stated) -> Node:
    day = stated.released or "not released"
    licence = node("licence", "This file is licensed under CC BY 4.0.", target=_LICENCE)
    publication = node(
        "publicationStmt",
        node("publisher", stated.publisher or stated.title),
        node(
            "idno", f"{stated.base_url}data/cmif.xml" if stated.base_url else "cmif.xml", type="url"
        ),
        node("date", day, when=iso_date(stated.released)),
        node("availability", licence),
    )
    named = stated.title + (f", version {stated.version}" if stated.version else "")
    address = (". ", node("ref", stated.base_url, target=stated.base_url))
    book = node(
        "bibl", named, *(address if stated.base_url else ()), type="online", xml_id="edition"
    )
    title = node("title", f"Correspondence of {stated.title}")
    editors = [
        node("editor", name, ref=orcid)
        for name, orcid in stated.people or ((stated.responsible, ""),)
    ]
    head = node("titleStmt", title, *editors)
    return node("fileDesc", head, publication, node("sourceDesc", book))


_NOBODY = node("persName", "Unknown")


def _known_best(addresses: Iterable[str]) -> str:
    """Return the address that services of letters know best; empty without any."""
    return min(
        addresses, key=lambda one: next(n for n, at in _BEST if one.startswith(at)), default=""
    )


def _letter(one: EditedCable, stated: Stated, posts: SendingPosts) -> Node:
    header, stamp = one.cable.header, stamp_of(one.cable)
    day, place = (iso_date(stamp.text) if stamp else None), visible(posts.place(one))
    sent = node(
        "correspAction",
        node("orgName", visible(one.origin), ref=_known_best(posts.ids(one)))
        if one.origin
        else _NOBODY,
        node("placeName", place, ref=_known_best(posts.town_ids(one))) if place else None,
        node("date", when=day[:10]) if day else None,
        type="sent",
    )
    names = [node("orgName", visible(line.name)) for line in (*header.action, *header.info)]
    received = node("correspAction", *(names or [_NOBODY]), type="received")
    address = stated.page(one.id) if stated.base_url else f"../{stated.page(one.id)}"
    return node("correspDesc", sent, received, key=one.id, ref=address, source="#edition")
