"""The answers of Distributed Text Services 1.0 (dtsapi.org/specifications/versions/v1.0), as data.

A file is the answer to one call. Ids of collections and cables are names, no addresses: programs
put them into the templates of :mod:`~cable_edition.exports.dts.addresses`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.exports.dts.addresses import (
    ENTRY,
    Addresses,
    addresses_in,
    collection_file,
    navigation_file,
    text_file,
)
from cable_edition.exports.dts.units import DEEPEST, TREES, Unit, below
from cable_edition.exports.info import EditionInfo

CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
#: The collection that holds all others.
ROOT = "edition"


class Group(NamedTuple):
    """A collection of cables below the root: its name, its title, and its cables in order."""

    name: str
    title: str
    cables: Sequence[EditedCable]


#: A file of the answers: its path in the folder of data, and what it holds.
Answer = tuple[str, dict[str, Any]]


class Answers:
    """Makes the answers of one edition; ``groups`` are those of each cable, by its id."""

    def __init__(
        self, info: EditionInfo, groups: dict[str, list[Group]], *, is_cut: bool, limit: int
    ) -> None:
        """Take how many cables one page of a collection lists (``limit``)."""
        self._info = info
        self._data = info.address("data/") if info.base_url else ""
        self._groups = groups
        self._is_cut = is_cut
        self._limit = limit
        #: A call may name its children, or name nothing, which is the same.
        self._shown = ("", "children") if is_cut else ("",)

    def entry(self) -> Answer:
        """Return the entry, which leads to all others."""
        at = self._at(ENTRY)
        return ENTRY, {
            **_head(at.of(ENTRY)),
            "@type": "EntryPoint",
            "collection": at.collection(),
            "navigation": at.navigation(),
            "document": at.document(),
        }

    def root(self, groups: Sequence[Group]) -> Iterator[Answer]:
        """Yield the files of the root: its children are the groups."""
        for path in (collection_file(), *(collection_file(ROOT, nav) for nav in self._shown)):
            at = self._at(path)
            members = [self._group(group, at) for group in groups]
            yield path, {**_context(), **self._root(at, len(groups)), "member": members}
        path = collection_file(ROOT, "parents")
        yield path, {**_context(), **self._root(self._at(path), len(groups)), "member": []}

    def group(self, group: Group, groups: int) -> Iterator[Answer]:
        """Yield the files of a collection, in pages where it is large; the root has ``groups``."""
        pages = [
            group.cables[first : first + self._limit]
            for first in range(0, len(group.cables), self._limit)
        ]
        for number, cables in enumerate(pages, 1):
            places: list[str | int] = [*self._shown] if number == 1 else []
            places += [number] if len(pages) > 1 else []
            for place in places:
                path = collection_file(group.name, place)
                at = self._at(path)
                members = [self._resource(one, at) for one in cables]
                answer = {**_context(), **self._group(group, at), "member": members}
                if len(pages) > 1:
                    answer["view"] = _view(group.name, at, number, len(pages))
                yield path, answer
        path = collection_file(group.name, "parents")
        at = self._at(path)
        members = [self._root(at, groups)]
        yield path, {**_context(), **self._group(group, at), "member": members}

    def cable(self, one: EditedCable) -> Iterator[Answer]:
        """Yield the files that tell of a cable: what it is, and in which collections."""
        for nav in (*self._shown, "parents"):
            path = collection_file(one.id, nav)
            at = self._at(path)
            groups = self._groups[one.id] if nav == "parents" else ()
            members = [self._group(group, at) for group in groups]
            yield path, {**_context(), **self._resource(one, at), "member": members}

    def navigation(self, one: EditedCable, units: Sequence[Unit]) -> Iterator[Answer]:
        """Yield the files that list the units of a cable: one file, or one for each call."""
        if not self._is_cut:
            yield self._listed(navigation_file(one.id), one, units, -1)
            return
        for down in (*range(1, DEEPEST + 1), -1):
            yield self._listed(navigation_file(one.id, down=down), one, units, down)
        for unit in units:
            yield self._listed(navigation_file(one.id, unit.ref), one, units, None, unit)
            for down in (0, *((1, -1) if unit.level < DEEPEST else ())):
                path = navigation_file(one.id, unit.ref, down)
                yield self._listed(path, one, units, down, unit)

    def _listed(
        self,
        path: str,
        one: EditedCable,
        units: Sequence[Unit],
        down: int | None,
        of: Unit | None = None,
    ) -> Answer:
        at = self._at(path)
        answer = {**_head(at.of(path)), "@type": "Navigation", "resource": self._resource(one, at)}
        if of is not None:
            answer["ref"] = of.data()
        if down is not None:
            answer["member"] = [unit.data() for unit in below(units, down, of)]
        return path, answer

    def _at(self, path: str) -> Addresses:
        return addresses_in(path, self._data, is_cut=self._is_cut)

    def _root(self, at: Addresses, groups: int) -> dict[str, Any]:
        info = self._info
        described = {
            "publisher": info.publisher,
            "hasVersion": info.version,
            "issued": info.released,
            "license": info.licence,
            "rights": info.rights,
        }
        root = _collection(ROOT, info.title, groups, 0, at.collection(ROOT, is_paged=False))
        return {
            **root,
            **({"description": info.abstract} if info.abstract else {}),
            "dublinCore": {name: value for name, value in described.items() if value},
        }

    def _group(self, group: Group, at: Addresses) -> dict[str, Any]:
        template = at.collection(group.name, is_paged=len(group.cables) > self._limit)
        return _collection(group.name, group.title, len(group.cables), 1, template)

    def _resource(self, one: EditedCable, at: Addresses) -> dict[str, Any]:
        title = f"{one.id}: {one.subject}" if one.subject else one.id
        described = {
            "identifier": one.id,
            "creator": visible(one.origin),
            "date": one.date,
            "language": "en",
        }
        return {
            "@id": one.id,
            "@type": "Resource",
            "title": visible(title),
            "totalChildren": 0,
            "totalParents": len(self._groups[one.id]),
            "dublinCore": {name: value for name, value in described.items() if value},
            "collection": at.collection(one.id, is_paged=False),
            "navigation": at.navigation(one.id),
            "document": at.document(one.id),
            "download": at.of(text_file(one.id)),
            "citationTrees": TREES,
        }


def _collection(
    name: str, title: str, children: int, parents: int, template: str
) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "Collection",
        "title": visible(title),
        "totalChildren": children,
        "totalParents": parents,
        "collection": template,
    }


def _view(name: str, at: Addresses, number: int, pages: int) -> dict[str, Any]:
    """Return where in a collection a page stands."""

    def page(other: int) -> str:
        return at.of(collection_file(name, other))

    return {
        "@id": page(number),
        "@type": "Pagination",
        "first": page(1),
        **({"previous": page(number - 1)} if number > 1 else {}),
        **({"next": page(number + 1)} if number < pages else {}),
        "last": page(pages),
    }


def _context() -> dict[str, Any]:
    return {"@context": CONTEXT, "dtsVersion": VERSION}


def _head(address: str) -> dict[str, Any]:
    return {**_context(), "@id": address}
