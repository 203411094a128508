"""``croissant.json``: what the Parquet files are, in Croissant 1.1, for programs that learn.

It names the Parquet files and not the CSV: readers of Croissant guess the types of CSV, and take an
id such as 05E286 for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cable_edition.core.edition.data_tables import TABLES, Column, Table
from cable_edition.core.myst.escape import visible
from cable_edition.core.settings.model import short_name
from cable_edition.exports.info import EditionInfo

NAME = "croissant.json"
#: The terms of the format that stand for themselves with ``cr:`` before them.
_TERMS = (
    *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field"),
    *("fileObject", "fileProperty", "fileSet", "format", "includes", "isArray", "isLiveDataset"),
    *("jsonPath", "key", "md5", "parentField", "path", "recordSet", "references", "regex"),
    *("repeated", "replace", "samplingRate", "separator", "source", "subField", "transform"),
)
#: The context of the format, from its specification; ``sha256`` is a word of schema.org.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{name: f"cr:{name}" for name in _TERMS},
}
_CONFORMS_TO = "http://mlcommons.org/croissant/1.1"
#: What the specification calls it; readers look for this name alone.
_MEDIA_TYPE = "application/x-parquet"


def croissant(info: EditionInfo, written: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Return the description of the Parquet files; ``written`` has size and checksum of each."""
    said: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": _CONFORMS_TO,
        "name": short_name(info.title),
        "alternateName": visible(info.title),
        "description": visible(info.abstract or info.title),
        "url": info.base_url,
        "version": info.version,
        "datePublished": info.released,
        "license": info.licence,
        "citeAs": visible(_cited(info)),
        "creator": _creator(info),
        "distribution": [_file(table, written[f"{table.name}.parquet"]) for table in TABLES],
        "recordSet": [_record_set(table) for table in TABLES],
    }
    return {key: value for key, value in said.items() if value}


def _creator(info: EditionInfo) -> Any:
    if not info.people:
        return {"@type": "sc:Organization", "name": visible(info.responsible)}
    return [
        {"@type": "sc:Person", "name": visible(one.name), "url": one.orcid}
        if one.orcid
        else {"@type": "sc:Organization", "name": visible(one.name)}
        for one in info.people
    ]


def _cited(info: EditionInfo) -> str:
    doi = f"https://doi.org/{info.doi_of()}" if info.doi_of() else info.base_url
    version = f"version {info.version}" if info.version else ""
    return ", ".join(part for part in (info.responsible, info.title, version, doi) if part)


def _file(table: Table, written: tuple[int, str]) -> dict[str, Any]:
    name = f"{table.name}.parquet"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": f"{table.title}, as Parquet.",
        "contentUrl": name,
        "contentSize": f"{written[0]} B",
        "encodingFormat": _MEDIA_TYPE,
        "sha256": written[1],
    }


def _record_set(table: Table) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": f"{table.title}: one record is {table.row}.",
    }
    if table.key:
        said["key"] = [{"@id": f"{table.name}/{one}"} for one in table.key]
    return said | {"field": [_field(table, one) for one in table.columns]}


def _field(table: Table, one: Column) -> dict[str, Any]:
    types = {"text": "sc:Text", "integer": "sc:Integer", "boolean": "sc:Boolean", "date": "sc:Date"}
    unit = f" Unit: {one.unit}." if one.unit else ""
    said: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{one.name}",
        "name": one.name,
        "description": f"{one.meaning} From: {one.source}.{unit}",
        "dataType": types[one.type],
        "source": {
            "fileObject": {"@id": f"{table.name}.parquet"},
            "extract": {"column": one.name},
        },
    }
    for link in table.links:
        if link.column == one.name:
            said["references"] = {"field": {"@id": f"{link.table}/{link.to}"}}
    return said
