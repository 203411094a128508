"""The typed links by which programs find their way: in heads, in the linkset, in the catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cable_edition.core.proof.data.beacon_files import beacon_names
from cable_edition.core.proof.data.differences import differences
from cable_edition.core.proof.data.json_files import read_json
from cable_edition.core.proof.data.stated import Stated, stated_by
from cable_edition.core.releases.declared import Release
from cable_edition.core.releases.mementos import mementos

if TYPE_CHECKING:
    from cable_edition.core.proof.against import Against

LINKSET, CATALOGUE = "linkset.json", ".well-known/api-catalog"
#: The relations of these links in a head.
RELS = frozenset(
    {"api-catalog", "collection", "describedby", "item", "license", "linkset", "timemap", "type"}
)
_TYPES = {
    "bib": "application/x-bibtex",
    "parquet/croissant.json": "application/ld+json",
    "sqlite": "application/vnd.sqlite3",
    "txt": "text/plain",
    "tables/datapackage.json": "application/vnd.datapackage+json",
    "citations.json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "ris": "application/x-research-info-systems",
    "xml": "application/tei+xml",
}
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_TIMEMAP = "application/link-format"
_SCHEMA = "https://schema.org/"
_DTS = "https://dtsapi.org/specifications/versions/v1.0/"
#: Kind of data -> what the edition as a whole has of it: as contents, and to describe it.
_WHOLE: dict[str, tuple[list[str], list[str]]] = {
    "tei": (["corpus.xml"], []),
    "cmif": ([], ["cmif.xml"]),
    "json": (["cables.jsonl", "registers.json"], []),
    "csv": (["cables.csv"], []),
    "citations": ([], ["citations.json", "citations.bib", "citations.ris"]),
    "linked-data": ([], ["edition.jsonld"]),
    "dts": ([], ["dts/entry.jsonld"]),
    "tables": (["tables/edition.sqlite"], ["tables/datapackage.json"]),
    "parquet": ([], ["parquet/croissant.json"]),
}
#: A statement of a head: its kind, its name, its value.
_Said = tuple[str, str, str]
_Links = list[tuple[str, str, str]]


def _day(iso: str) -> str:
    """Return the beginning of a day as HTTP writes it, whatever the language of the machine."""
    day = dt.date.fromisoformat(iso)
    return f"{_DAYS[day.weekday()]}, {day.day:02} {_MONTHS[day.month - 1]} {day.year} 00:00:00 GMT"


def _type_of(name: str) -> str:
    return _TYPES.get(name) or _TYPES[name.rpartition(".")[2]]


class Signposts:
    """What the links of an edition must be.

    ``first`` is the name of its first page, ``address`` that of the site, which counts where the
    settings state none: ``conf.py`` may, and the pages say so. ``has_parquet`` tells whether the
    site has such tables: a build without pyarrow writes none.
    """

    def __init__(
        self, against: Against, first: str, address: str, *, has_parquet: bool = True
    ) -> None:
        self._has_parquet = has_parquet
        self._against = against
        self.first = first
        self._address = address

    @cached_property
    def _stated(self) -> Stated:
        stated = stated_by(self._against)
        return stated if stated.base_url else replace(stated, base_url=self._address)

    @property
    def _kinds(self) -> tuple[str, ...]:
        kinds = self._against.settings.site_kinds
        return kinds if self._has_parquet else tuple(one for one in kinds if one != "parquet")

    def _start(self, what: str) -> _Links:
        return [
            ("type", f"{_SCHEMA}AboutPage", ""),
            ("type", f"{_SCHEMA}{what}", ""),
            ("license", self._stated.licence, ""),
        ]

    def _edition(self) -> _Links:
        lasting = self._stated.base_url
        if doi := self._stated.doi_of():
            lasting = f"https://doi.org/{doi}"
        links = [("cite-as", lasting, "")] if lasting else []
        links += [("author", orcid, "") for _, orcid in self._stated.people if orcid]
        links += self._start("Dataset")
        for kind in self._kinds:
            for rel, names in zip(("item", "describedby"), _WHOLE.get(kind, ([], [])), strict=True):
                links += [(rel, f"data/{name}", _type_of(name)) for name in names]
        if "linked-data" in self._kinds:
            links += [("item", f"data/{name}", _type_of(name)) for name in self._beacons]
        if CATALOGUE in self.files():
            links.append(("api-catalog", CATALOGUE, "application/linkset+json"))
        return links

    @cached_property
    def _beacons(self) -> list[str]:
        """The names of the BEACON files, in the order of the authority files."""
        return beacon_names(self._against, self._stated)

    def _cable(self, cable: str) -> _Links:
        links = self._start("DigitalDocument")
        for kind in self._kinds:
            rel, name = {
                "json": ("item", f"json/{cable}.json"),
                "tei": ("item", f"tei/{cable}.xml"),
                "linked-data": ("describedby", "edition.jsonld"),
                "dts": ("describedby", f"dts/collection/{cable}.jsonld"),
                "annotations": ("describedby", f"annotations/{cable}.jsonld"),
            }.get(kind, ("", ""))
            if rel:
                links.append((rel, f"data/{name}", _type_of(name)))
        if cable in self._kept:
            links.append(("timemap", f"timemap/{cable}.link", _TIMEMAP))
        return links

    @cached_property
    def _kept(self) -> dict[str, tuple[Release, ...]]:
        """The releases of each cable that are kept; nothing without an address."""
        if not self._stated.base_url:
            return {}
        found = mementos(self._against.edition.releases.declared)
        ours = {one.id for one in self._against.edition.cables}
        return {cable: releases for cable, releases in found.items() if cable in ours}

    def timemaps(self) -> tuple[str, ...]:
        """Return the names of the TimeMaps that there must be."""
        return tuple(f"timemap/{cable}.link" for cable in self._kept)

    def _timemap(self, cable: str) -> str:
        base, kept = self._stated.base_url, self._kept[cable]
        days = [_day(one.date) for one in kept]
        span = f'from="{days[0]}"; until="{days[-1]}"'
        lines = [
            f'<{base}cables/{cable}.html>; rel="original"',
            f'<{base}timemap/{cable}.link>; rel="self"; type="{_TIMEMAP}"; {span}',
        ]
        for at, (release, day) in enumerate(zip(kept, days, strict=True)):
            ends = ("first",) * (at == 0) + ("last",) * (at == len(kept) - 1)
            rel = " ".join((*ends, "memento"))
            lines.append(f'<{release.address}cables/{cable}.html>; rel="{rel}"; datetime="{day}"')
        return ",\n".join(lines) + "\n"

    def of_first_page(self) -> Iterator[_Said]:
        """Yield what the head of the first page must say."""
        yield from self._said(self._edition())

    def of_cable(self, cable: str) -> Iterator[_Said]:
        """Yield what the head of a cable's page must say, beside its lasting address."""
        yield from self._said(self._cable(cable))

    def _said(self, links: _Links) -> Iterator[_Said]:
        for rel, target, type_ in links:
            yield "link", rel, f"{target} {type_}".strip()
        if self._stated.base_url:
            yield "link", "linkset", f"{LINKSET} application/linkset+json"

    def files(self) -> tuple[str, ...]:
        """Return the names of the files that there must be: none without an address."""
        if not self._stated.base_url:
            return ()
        named = (LINKSET, CATALOGUE) if {"dts", "json"} & {*self._kinds} else (LINKSET,)
        return (*named, *self.timemaps())

    def faults(self, site: Path) -> Iterator[tuple[str, str]]:
        """Yield (file, what is wrong) of those that are there and must be."""
        for cable in self._kept:
            path = site / "timemap" / f"{cable}.link"
            if path.is_file() and path.read_text("utf-8", "replace") != self._timemap(cable):
                yield f"timemap/{cable}.link", "it is not what the releases say"
        for name in (LINKSET, CATALOGUE):
            path = site / name
            if name not in self.files() or not path.is_file():
                continue
            expected = self._linkset() if name == LINKSET else self._catalogue(site)
            try:
                found = read_json(path.read_bytes())
            except ValueError as error:
                yield name, f"cannot be read: {error}"
                continue
            for one in differences({"linkset": expected}, found):
                yield name, f"{one.place}: {one.what}"

    def _linkset(self) -> list[dict[str, Any]]:
        sets = self._contexts(f"{self.first}.html", self._edition())
        for one in self._against.edition.cables:
            page = f"cables/{one.id}.html"
            lasting = self._stated.page(one.id)
            if "{id}" in self._stated.doi:
                lasting = f"https://doi.org/{self._stated.doi_of(one.id)}"
            sets += self._contexts(page, [("cite-as", lasting, ""), *self._cable(one.id)])
        return sets

    def _contexts(self, page: str, links: _Links) -> list[dict[str, Any]]:
        base = self._stated.base_url
        context: dict[str, Any] = {"anchor": base + page}
        back: list[dict[str, Any]] = []
        for rel, target, type_ in links:
            whole = f"{base}{target}" if "://" not in target else target
            context[rel] = [
                *context.get(rel, []),
                {"href": whole, **({"type": type_} if type_ else {})},
            ]
            if rel == "item":
                of = {"href": base + page, "type": "text/html"}
                back.append({"anchor": whole, "collection": [of]})
        return [context, *back]

    def _catalogue(self, site: Path) -> list[dict[str, Any]]:
        base = self._stated.base_url
        guides = [name for name in ("for-programs", "data") if (site / f"{name}.html").is_file()]
        about: dict[str, Any] = {}
        if guides:
            about["service-doc"] = [{"href": f"{base}{guides[0]}.html", "type": "text/html"}]
        services = {
            "dts": ("dts/entry.jsonld", _DTS, "text/html"),
            "json": ("cables.jsonl", f"{base}data/schema/cable.schema.json", "application/json"),
        }
        offered = [services[kind] for kind in services if kind in self._kinds]
        told = [
            {
                "anchor": f"{base}data/{name}",
                "service-desc": [{"href": described, "type": type_}],
                **about,
            }
            for name, described, type_ in offered
        ]
        items = [{"href": one["anchor"]} for one in told]
        return [{"anchor": base + CATALOGUE, "item": items}, *told]
