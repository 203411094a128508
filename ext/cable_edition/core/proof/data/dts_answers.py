"""What each answer of Distributed Text Services must be, put together anew from the edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.myst.escape import visible
from cable_edition.core.proof.data.stated import Stated
from cable_edition.core.settings import Settings

_CONTEXT = {"@context": "https://dtsapi.org/context/v1.0.json", "dtsVersion": "1.0"}
_TREES = [
    {
        "@type": "CitationTree",
        "citeStructure": [{"citeType": "paragraph", "citeStructure": [{"citeType": "part"}]}],
    }
]
#: Name, title and cables of a collection.
_Group = tuple[str, str, Sequence[EditedCable]]
_Answer = tuple[str, dict[str, Any]]


class Place(NamedTuple):
    """A paragraph or a part by its anchor, and the paragraph of a part."""

    anchor: str
    within: str

    @property
    def unit(self) -> dict[str, Any]:
        """What an answer says of it."""
        depth, kind = (2, "part") if self.within else (1, "paragraph")
        about = {"level": depth, "parent": self.within or None, "citeType": kind}
        return {"identifier": self.anchor, "@type": "CitableUnit", **about}


class Answered:
    """The answers; ``stated`` may be ``None`` where their names alone are asked for."""

    def __init__(self, settings: Settings, groups: Sequence[_Group], stated: Stated | None) -> None:
        self.is_cut = settings.site.dts == "paragraphs"
        self._limit = settings.limits.cables_per_page
        self._groups = groups
        self._stated = stated
        self._of: dict[str, list[_Group]] = {}
        for group in groups:
            for one in group[2]:
                self._of.setdefault(one.id, []).append(group)
        self._plain = ("", "/children") if self.is_cut else ("",)

    def of_edition(self) -> Iterator[_Answer]:
        """Yield the entry and the collections, each with its path."""
        path = "dts/entry.jsonld"
        up, rest = self._up(path), ",ref" if self.is_cut else ""
        yield (
            path,
            {
                **_CONTEXT,
                "@id": f"{up}{path}",
                "@type": "EntryPoint",
                "collection": f"{up}dts/collection{{/id,nav,page}}.jsonld",
                "navigation": f"{up}dts/navigation{{/resource{rest and ',ref,down'}}}.jsonld",
                "document": f"{up}tei{{/resource{rest}}}.xml",
            },
        )
        roots = ["", *(f"/edition{plain}" for plain in self._plain)]
        for path in (f"dts/collection{one}.jsonld" for one in roots):
            members = [self._group(one, self._up(path)) for one in self._groups]
            yield path, {**_CONTEXT, **self._edition(self._up(path)), "member": members}
        path = "dts/collection/edition/parents.jsonld"
        yield path, {**_CONTEXT, **self._edition(self._up(path)), "member": []}
        for group in self._groups:
            yield from self._pages(group)
            path = f"dts/collection/{group[0]}/parents.jsonld"
            up = self._up(path)
            parents = [self._edition(up)]
            yield path, {**_CONTEXT, **self._group(group, up), "member": parents}

    def of_cable(self, one: EditedCable, units: Sequence[Place]) -> Iterator[_Answer]:
        """Yield what is said of a cable and of its units, each with its path."""
        for more in (*self._plain, "/parents"):
            path = f"dts/collection/{one.id}{more}.jsonld"
            up = self._up(path)
            within = [self._group(group, up) for group in self._of[one.id]]
            members = within if more == "/parents" else []
            yield path, {**_CONTEXT, **self._cable(one, up), "member": members}
        everything = [unit.unit for unit in units]
        start = f"dts/navigation/{one.id}"
        if not self.is_cut:
            yield self._list(one, f"{start}.jsonld", None, everything)
            return
        first = [unit.unit for unit in units if not unit.within]
        for name, listed in (("1", first), ("2", everything), ("-1", everything)):
            yield self._list(one, f"{start}/{name}.jsonld", None, listed)
        for unit in units:
            beside = [other.unit for other in units if other.within == unit.within]
            inner = [other.unit for other in units if other.within == unit.anchor]
            yield self._list(one, f"{start}/{unit.anchor}.jsonld", unit, None)
            yield self._list(one, f"{start}/{unit.anchor}/0.jsonld", unit, beside)
            for name in () if unit.within else ("1", "-1"):
                yield self._list(one, f"{start}/{unit.anchor}/{name}.jsonld", unit, inner)

    def _list(
        self, one: EditedCable, path: str, unit: Place | None, listed: list[dict[str, Any]] | None
    ) -> _Answer:
        up = self._up(path)
        resource = self._cable(one, up)
        said: dict[str, Any] = {**_CONTEXT, "@id": f"{up}{path}", "@type": "Navigation"}
        said["resource"] = resource
        if unit is not None:
            said["ref"] = unit.unit
        if listed is not None:
            said["member"] = listed
        return path, said

    def _pages(self, group: _Group) -> Iterator[_Answer]:
        name, _, cables = group
        count = -(-len(cables) // self._limit)
        for page in range(1, count + 1):
            ways = [*self._plain] if page == 1 else []
            ways += [f"/{page}"] if count > 1 else []
            for way in ways:
                path = f"dts/collection/{name}{way}.jsonld"
                up = self._up(path)
                shown = cables[(page - 1) * self._limit : page * self._limit]
                members = [self._cable(one, up) for one in shown]
                said = {**_CONTEXT, **self._group(group, up), "member": members}
                if count > 1:
                    places = {"@id": page, "first": 1, "last": count}
                    places |= {"previous": page - 1} if page > 1 else {}
                    places |= {"next": page + 1} if page < count else {}
                    said["view"] = {
                        "@type": "Pagination",
                        **{
                            key: f"{up}dts/collection/{name}/{n}.jsonld"
                            for key, n in places.items()
                        },
                    }
                yield path, said

    def _up(self, path: str) -> str:
        """Return what leads from a file to the folder of data."""
        if self._stated is not None and self._stated.base_url:
            return f"{self._stated.base_url}data/"
        return "../" * path.count("/")

    def _edition(self, up: str) -> dict[str, Any]:
        stated = self._stated
        if stated is None:
            return {}
        about = {
            "publisher": stated.publisher,
            "hasVersion": stated.version,
            "issued": stated.released,
            "license": stated.licence,
            "rights": stated.rights,
        }
        return {
            "@id": "edition",
            "@type": "Collection",
            "title": visible(stated.title),
            "totalChildren": len(self._groups),
            "totalParents": 0,
            "collection": f"{up}dts/collection/edition{{/nav}}.jsonld",
            "dublinCore": {key: value for key, value in about.items() if value},
            **({"description": stated.abstract} if stated.abstract else {}),
        }

    def _group(self, group: _Group, up: str) -> dict[str, Any]:
        name, title, cables = group
        more = "{/nav,page}" if len(cables) > self._limit else "{/nav}"
        return {
            "@id": name,
            "@type": "Collection",
            "title": visible(title),
            "totalChildren": len(cables),
            "totalParents": 1,
            "collection": f"{up}dts/collection/{name}{more}.jsonld",
        }

    def _cable(self, one: EditedCable, up: str) -> dict[str, Any]:
        units, cut = ("{/ref,down}", "{/ref}") if self.is_cut else ("", "")
        about = {"identifier": one.id, "creator": visible(one.origin), "date": one.date}
        return {
            "@id": one.id,
            "@type": "Resource",
            "title": visible(f"{one.id}: {one.subject}" if one.subject else one.id),
            "totalChildren": 0,
            "totalParents": len(self._of[one.id]),
            "dublinCore": {**{key: said for key, said in about.items() if said}, "language": "en"},
            "collection": f"{up}dts/collection/{one.id}{{/nav}}.jsonld",
            "navigation": f"{up}dts/navigation/{one.id}{units}.jsonld",
            "document": f"{up}tei/{one.id}{cut}.xml",
            "download": f"{up}tei/{one.id}.xml",
            "citationTrees": _TREES,
        }
