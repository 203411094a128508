"""What the archive holds, as an RO-Crate: JSON-LD that repositories of data read.

See https://w3id.org/ro/crate/1.2. Each file is described: what it is, its size, and its SWHID.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cable_edition.core.nouns import number_of
from cable_edition.exports.archive.swhids import swhid_of
from cable_edition.exports.info import EditionInfo

CRATE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.2/context"
_PROFILE = "https://w3id.org/ro/crate/1.2"

#: Folder of the payload -> what stands in it.
PARTS = {
    "site": "The edition as a web site. Open site/index.html; it needs no server.",
    "data": "The edition as data: TEI, CMIF, JSON, CSV, references, linked data.",
    "books": "The edition as a book: PDF, EPUB.",
    "sources": "The witnesses as published, with their SHA-256 checksums.",
}
#: End of a name -> what is in the file; of others nothing is said.
_TYPES = {
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ris": "application/x-research-info-systems",
    ".sqlite": "application/vnd.sqlite3",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def crate(info: EditionInfo, cables: int, day: str, payload: Path, about: Mapping[str, str]) -> str:
    """Return the description of a payload folder; ``day`` is its ISO date.

    ``about`` says what single files are, by their names below the folder.
    """
    folders = [name for name in PARTS if (payload / name).is_dir()]
    files = sorted(
        path.relative_to(payload).as_posix() for path in payload.rglob("*") if path.is_file()
    )
    files = [name for name in files if name != CRATE]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": info.title,
        "description": info.abstract or f"{info.title}, {number_of(cables, 'cable')}",
        "datePublished": day,
        "license": {"@id": info.licence},
        "usageInfo": info.rights,
        "publisher": {"@id": "#publisher"},
        "hasPart": [
            *({"@id": f"{name}/"} for name in folders),
            *({"@id": quote(name)} for name in files if "/" not in name),
        ],
    }
    if info.identified:
        root["editor"] = [{"@id": one["@id"]} for one in info.identified]
    if info.version:
        root["version"] = info.version
    if info.doi_of():
        root["identifier"] = f"https://doi.org/{info.doi_of()}"
    if info.base_url:
        root["url"] = info.base_url
    graph: list[dict[str, Any]] = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _PROFILE},
            "about": {"@id": "./"},
        },
        root,
        {"@id": "#publisher", "@type": "Organization", "name": info.publisher or info.title},
        *info.identified,
        {"@id": info.licence, "@type": "CreativeWork", "name": "Licence of the editorial matter"},
    ]
    for folder in folders:
        parts = [{"@id": quote(name)} for name in files if name.startswith(f"{folder}/")]
        node = {"@id": f"{folder}/", "@type": "Dataset", "name": folder}
        graph.append({**node, "description": PARTS[folder], "hasPart": parts})
    graph += [_file(payload, name, about.get(name, "")) for name in files]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2)
    return f"{text}\n"


def _file(payload: Path, name: str, about: str) -> dict[str, Any]:
    """Return the node of a file; its ``@id`` is its path as an address has it."""
    path = payload / name
    node = {"@id": quote(name), "@type": "File", "name": path.name}
    if about:
        node["description"] = about
    if path.suffix in _TYPES:
        node["encodingFormat"] = _TYPES[path.suffix]
    return {**node, "contentSize": str(path.stat().st_size), "identifier": swhid_of(path)}


def readme(info: EditionInfo, cables: int, folders: list[str]) -> str:
    """Return a few lines for the person who opens the archive in fifty years."""
    version = f", version {info.version}" if info.version else ", not released yet"
    parts = "".join(f"{name}/\n    {PARTS[name]}\n" for name in folders)
    return (
        f"{info.title}{version}\n\n"
        f"An edition of diplomatic cables ({number_of(cables, 'cable')}).\n\n{parts}\n"
        f"{CRATE}\n    A description for programs (RO-Crate 1.2).\n\n{info.rights}\n"
    )
