"""``datapackage.json``: what the CSV files are, after the Data Package standard (version 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cable_edition.core.edition.data_tables import TABLES, Column, Table
from cable_edition.core.myst.escape import visible
from cable_edition.core.settings.model import short_name
from cable_edition.exports.info import EditionInfo, licence_name

NAME = "datapackage.json"
_SEMANTIC = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")


def data_package(info: EditionInfo, written: Mapping[str, tuple[int, str]]) -> dict[str, Any]:
    """Return the description of the CSV files; ``written`` has size and checksum of each."""
    said: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": short_name(info.title),
        "title": visible(info.title),
        "description": visible(info.abstract),
        "homepage": info.base_url,
        "version": info.version if _SEMANTIC.fullmatch(info.version) else "",
        "licenses": [{"path": info.licence, "title": licence_name(info.licence)}],
        "contributors": [
            {"title": visible(name), **({"path": orcid} if orcid else {}), "roles": ["editor"]}
            for name, orcid in info.people or [(info.responsible, "")]
        ],
        "resources": [_resource(table, written[f"{table.name}.csv"]) for table in TABLES],
    }
    return {key: value for key, value in said.items() if value}


def _resource(table: Table, written: tuple[int, str]) -> dict[str, Any]:
    size, digest = written
    schema: dict[str, Any] = {"fields": [_field(one) for one in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.links:
        schema["foreignKeys"] = [
            {"fields": [one.column], "reference": {"resource": one.table, "fields": [one.to]}}
            for one in table.links
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
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _field(one: Column) -> dict[str, str]:
    types = {"text": "string", "integer": "integer", "boolean": "boolean", "date": "date"}
    said = {"name": one.name, "type": types[one.type], "description": one.meaning}
    said |= {"source": one.source}
    return said | ({"unit": one.unit} if one.unit else {})
