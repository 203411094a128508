"""The proof of ``datapackage.json`` and ``croissant.json``: what they say of files and columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cable_edition.core.edition.data_tables import TABLES, Table
from cable_edition.core.myst.escape import visible
from cable_edition.core.problems import Problem
from cable_edition.core.proof.data.found import field_problem
from cable_edition.core.proof.data.json_files import compare_json
from cable_edition.core.proof.data.stated import Stated, licence_name
from cable_edition.core.settings.model import short_name

_PACKAGE, _CROISSANT = "datapackage.json", "croissant.json"
_PLAIN = {"text": "string"}
_SCHEMA_ORG = {"text": "Text", "integer": "Integer", "boolean": "Boolean", "date": "Date"}
_OF_FORMAT = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileObject fileProperty "
    "fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path recordSet "
    "references regex repeated replace samplingRate separator source subField transform"
)


def check_package(folder: Path, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the description of the CSV files, and whose checksum is another.

    Problems: ``field-differs``, ``checksum-differs``, ``file-missing``, ``file-unreadable``.
    """
    expected = _package(stated)
    for one in expected["resources"]:
        one.update(_measured(folder / one["path"], "bytes", "hash", "sha256:{}"))
    yield from _differing(folder / _PACKAGE, expected, "resources", ("bytes", "hash"))


def check_croissant(folder: Path, stated: Stated) -> Iterator[Problem]:
    """Yield what differs in the description of the Parquet files (see :func:`check_package`)."""
    expected = _croissant(stated)
    for one in expected["distribution"]:
        size = _measured(folder / one["name"], "contentSize", "sha256", "{}")
        one.update(size | {"contentSize": f"{size['contentSize']} B"})
    yield from _differing(folder / _CROISSANT, expected, "distribution", ("contentSize", "sha256"))


def _measured(path: Path, size: str, digest: str, form: str) -> dict[str, Any]:
    if not path.is_file():
        return {size: 0, digest: ""}
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    return {size: path.stat().st_size, digest: form.format(found)}


def _differing(
    path: Path, expected: dict[str, Any], files: str, measured: tuple[str, str]
) -> Iterator[Problem]:
    """Compare a description; a size or checksum that differs is a fault of the file it is of."""
    for one in compare_json(path, expected):
        if isinstance(one, Problem):
            yield one
            continue
        parts = re.fullmatch(rf"{files}\[([0-9]+)\]\.({'|'.join(measured)})", one.place)
        if parts:
            name = expected[files][int(parts[1])]["name"]
            file = path.parent / (name if "." in name else f"{name}.csv")
            message = f"its size or checksum is not that of {path.name}"
            yield Problem("checksum-differs", message, str(file))
        else:
            yield field_problem(path, "", one)


def _package(stated: Stated) -> dict[str, Any]:
    licence = {"path": stated.licence, "title": licence_name(stated.licence)}
    said: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": short_name(stated.title),
        "title": visible(stated.title),
        "description": visible(stated.abstract),
        "homepage": stated.base_url,
        "version": stated.version,
        "licenses": [licence],
        "contributors": _contributors(stated),
        "resources": [_resource(table) for table in TABLES],
    }
    return {key: value for key, value in said.items() if value}


def _contributors(stated: Stated) -> list[dict[str, Any]]:
    found = []
    for name, orcid in stated.people or ((stated.responsible, ""),):
        one: dict[str, Any] = {"title": visible(name), "roles": ["editor"]}
        found.append(one | ({"path": orcid} if orcid else {}))
    return found


def _creators(stated: Stated) -> Any:
    if not stated.people:
        return {"@type": "sc:Organization", "name": visible(stated.responsible)}
    found = []
    for name, orcid in stated.people:
        one = {"@type": f"sc:{'Person' if orcid else 'Organization'}", "name": visible(name)}
        found.append(one | ({"url": orcid} if orcid else {}))
    return found


def _resource(table: Table) -> dict[str, Any]:
    fields = []
    for one in table.columns:
        said = {"name": one.name, "type": _PLAIN.get(one.type, one.type)}
        said |= {"description": one.meaning, "source": one.source, "unit": one.unit}
        fields.append({key: value for key, value in said.items() if value})
    schema: dict[str, Any] = {"fields": fields}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [name]}}
            for column, other, name in table.links
        ]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"One row is {table.row}.",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _croissant(stated: Stated) -> dict[str, Any]:
    doi = stated.doi_of()
    cited = (
        stated.responsible,
        stated.title,
        f"version {stated.version}" if stated.version else "",
        f"https://doi.org/{doi}" if doi else stated.base_url,
    )
    context: dict[str, Any] = {name: f"cr:{name}" for name in _OF_FORMAT.split()}
    context |= {name: {"@container": "@language"} for name in ("description", "name")}
    context |= {"data": {"@id": "cr:data", "@type": "@json"}}
    context |= {"dataType": {"@id": "cr:dataType", "@type": "@vocab"}}
    context |= {"examples": {"@id": "cr:examples", "@type": "@json"}}
    context |= {"@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/"}
    context |= {"cr": "http://mlcommons.org/croissant/", "dct": "http://purl.org/dc/terms/"}
    context |= {"rai": "http://mlcommons.org/croissant/RAI/", "conformsTo": "dct:conformsTo"}
    said: dict[str, Any] = {
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": short_name(stated.title),
        "alternateName": visible(stated.title),
        "description": visible(stated.abstract or stated.title),
        "url": stated.base_url,
        "version": stated.version,
        "datePublished": stated.released,
        "license": stated.licence,
        "citeAs": visible(", ".join(part for part in cited if part)),
        "creator": _creators(stated),
        "distribution": [_distributed(table) for table in TABLES],
        "recordSet": [_record_set(table) for table in TABLES],
    }
    return {key: value for key, value in said.items() if value}


def _distributed(table: Table) -> dict[str, Any]:
    name = f"{table.name}.parquet"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": f"{table.title}, as Parquet.",
        "contentUrl": name,
        "encodingFormat": "application/x-parquet",
    }


def _record_set(table: Table) -> dict[str, Any]:
    links = {column: f"{other}/{name}" for column, other, name in table.links}
    fields = []
    for one in table.columns:
        unit = f" Unit: {one.unit}." if one.unit else ""
        field: dict[str, Any] = {
            "@type": "cr:Field",
            "@id": f"{table.name}/{one.name}",
            "name": one.name,
            "description": f"{one.meaning} From: {one.source}.{unit}",
            "dataType": f"sc:{_SCHEMA_ORG[one.type]}",
            "source": {
                "fileObject": {"@id": f"{table.name}.parquet"},
                "extract": {"column": one.name},
            },
        }
        if one.name in links:
            field["references"] = {"field": {"@id": links[one.name]}}
        fields.append(field)
    said: dict[str, Any] = {"@type": "cr:RecordSet", "@id": table.name, "name": table.name}
    said["description"] = f"{table.title}: one record is {table.row}."
    if table.key:
        said["key"] = [{"@id": f"{table.name}/{name}"} for name in table.key]
    return {**said, "field": fields}
