"""Signposting: typed links by which programs find their way (signposting.org/FAIR).

A page says of its cable, or of the edition, what kind of thing it is, under which licence, where
its contents are as data and where it is described (level 1). One linkset (RFC 9264) says it of all
pages and files at once (level 2), and a catalogue of interfaces (RFC 9727) where programs begin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cable_edition.exports.annotations import annotations_file
from cable_edition.exports.cable_json import dumps
from cable_edition.exports.datasets.files import PARQUET_FOLDER, TABLES_FOLDER
from cable_edition.exports.dts.addresses import ENTRY, collection_file
from cable_edition.exports.info import EditionInfo
from cable_edition.exports.timemap import TYPE as TIMEMAP_TYPE
from cable_edition.exports.timemap import timemap_file

#: The linkset and the catalogue, in the folder of the site.
LINKSET, CATALOGUE = "linkset.json", ".well-known/api-catalog"
LINKSET_TYPE = "application/linkset+json"
_JSON, _TEI, _LD = "application/json", "application/tei+xml", "application/ld+json"
#: The kinds of data that are interfaces: files that programs ask for one by one, or line by line.
_INTERFACES = frozenset({"dts", "json"})
_LANDING = "https://schema.org/AboutPage"
#: Kind of data -> the files of the whole edition: the relation of each, its name, its type.
_OF_EDITION = {
    "tei": (("item", "corpus.xml", _TEI),),
    "cmif": (("describedby", "cmif.xml", _TEI),),
    "json": (("item", "cables.jsonl", "application/jsonl"), ("item", "registers.json", _JSON)),
    "csv": (("item", "cables.csv", "text/csv"),),
    "citations": (
        ("describedby", "citations.json", "application/vnd.citationstyles.csl+json"),
        ("describedby", "citations.bib", "application/x-bibtex"),
        ("describedby", "citations.ris", "application/x-research-info-systems"),
    ),
    "linked-data": (("describedby", "edition.jsonld", _LD),),
    "dts": (("describedby", ENTRY, _LD),),
    # The descriptions name every table with its columns; SQLite has all of them in one file.
    "tables": (
        ("item", f"{TABLES_FOLDER}/edition.sqlite", "application/vnd.sqlite3"),
        ("describedby", f"{TABLES_FOLDER}/datapackage.json", "application/vnd.datapackage+json"),
    ),
    "parquet": (("describedby", f"{PARQUET_FOLDER}/croissant.json", _LD),),
}


class Link(NamedTuple):
    """A link: its relation, where it leads, and the type of what is there.

    A target is a path in the site, or an address of its own.
    """

    rel: str
    target: str
    type: str = ""


def edition_links(
    info: EditionInfo, kinds: Iterable[str], beacons: Iterable[str] = ()
) -> list[Link]:
    """Return what the first page says of the edition; ``kinds`` are those of its data.

    ``beacons`` are the names of its BEACON files, which go with its linked data.
    """
    kinds = list(kinds)
    doi = info.doi_of()
    lasting = f"https://doi.org/{doi}" if doi else info.base_url
    files = [
        Link(rel, f"data/{name}", type_)
        for kind in kinds
        for rel, name, type_ in _OF_EDITION.get(kind, ())
    ]
    return [
        *([Link("cite-as", lasting)] if lasting else []),
        *(Link("author", one["@id"]) for one in info.identified),
        Link("type", _LANDING),
        Link("type", "https://schema.org/Dataset"),
        Link("license", info.licence),
        *files,
        *(Link("item", f"data/{name}", "text/plain") for name in beacons if "linked-data" in kinds),
        *_linkset(info),
        # A site below the root of its host has the catalogue where nobody would look for it.
        *([Link("api-catalog", CATALOGUE, LINKSET_TYPE)] if _has_catalogue(info, kinds) else []),
    ]


def _has_catalogue(info: EditionInfo, kinds: Iterable[str]) -> bool:
    return bool(info.base_url) and not _INTERFACES.isdisjoint(kinds)


def cable_links(
    cable: str, info: EditionInfo, kinds: Iterable[str], *, has_timemap: bool
) -> list[Link]:
    """Return what the page of a cable says beside ``cite-as``, which comes with its citation."""
    found = {
        "json": Link("item", f"data/json/{cable}.json", _JSON),
        "tei": Link("item", f"data/tei/{cable}.xml", _TEI),
        "linked-data": Link("describedby", "data/edition.jsonld", _LD),
        "dts": Link("describedby", f"data/{collection_file(cable)}", _LD),
        "annotations": Link("describedby", f"data/{annotations_file(cable)}", _LD),
    }
    return [
        Link("type", _LANDING),
        Link("type", "https://schema.org/DigitalDocument"),
        Link("license", info.licence),
        *(found[kind] for kind in kinds if kind in found),
        *([Link("timemap", timemap_file(cable), TIMEMAP_TYPE)] if has_timemap else []),
        *_linkset(info),
    ]


def _linkset(info: EditionInfo) -> list[Link]:
    """Return the link to the linkset, which only an edition with an address has."""
    return [Link("linkset", LINKSET, LINKSET_TYPE)] if info.base_url else []


def linkset_parts(
    pages: Iterable[tuple[str, str]],
    info: EditionInfo,
    kinds: Sequence[str],
    first: str,
    timemaps: Collection[str] = (),
    beacons: Iterable[str] = (),
) -> Iterator[str]:
    """Yield the linkset in parts; ``timemaps`` are the cables that have one.

    ``pages`` are the cables with the paths of their pages, ``first`` is the path of the first page;
    ``beacons`` as for :func:`edition_links`.
    """
    links = edition_links(info, kinds, beacons)
    yield '{"linkset":[\n'
    yield ",\n".join(_contexts(first, links, info))
    for cable, page in pages:
        doi = info.doi_of(cable) if "{id}" in info.doi else ""
        lasting = f"https://doi.org/{doi}" if doi else info.address(page)
        links = [
            Link("cite-as", lasting),
            *cable_links(cable, info, kinds, has_timemap=cable in timemaps),
        ]
        yield ",\n" + ",\n".join(_contexts(page, links, info))
    yield "\n]}\n"


def _contexts(page: str, links: Iterable[Link], info: EditionInfo) -> Iterator[str]:
    """Yield what leads on from a page, and what leads back to it from its contents."""
    context: dict[str, Any] = {"anchor": info.address(page)}
    back = []
    for link in links:
        if link.rel == "linkset":
            continue
        is_path = "://" not in link.target
        target = {"href": info.address(link.target) if is_path else link.target}
        context.setdefault(link.rel, []).append(target | ({"type": link.type} if link.type else {}))
        if link.rel == "item":
            back.append(link.target)
    yield dumps(context)
    for path in back:
        of = {"href": info.address(page), "type": "text/html"}
        yield dumps({"anchor": info.address(path), "collection": [of]})


def catalogue(info: EditionInfo, kinds: Sequence[str], guide: str) -> str:
    """Return the catalogue of interfaces; nothing for an edition that has none.

    ``guide`` is the path of the page that explains the data, if there is one.
    """
    named = {
        "dts": (f"data/{ENTRY}", "https://dtsapi.org/specifications/versions/v1.0/", "text/html"),
        "json": ("data/cables.jsonl", info.address("data/schema/cable.schema.json"), _JSON),
    }
    if not _has_catalogue(info, kinds):
        return ""
    offered = [named[kind] for kind in named if kind in kinds]
    items = [{"href": info.address(path)} for path, _, _ in offered]
    doc = {"href": info.address(guide), "type": "text/html"}
    told = {"service-doc": [doc]} if guide else {}
    contexts: list[dict[str, Any]] = [{"anchor": info.address(CATALOGUE), "item": items}]
    for path, description, type_ in offered:
        described = [{"href": description, "type": type_}]
        contexts.append({"anchor": info.address(path), "service-desc": described, **told})
    return "".join(('{"linkset":[\n', ",\n".join(map(dumps, contexts)), "\n]}\n"))
