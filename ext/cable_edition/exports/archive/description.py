"""What the archive holds, as an RO-Crate: JSON-LD that repositories of data read.

See https://w3id.org/ro/crate/1.1. The parts are described, not every file: the manifests of the bag
list those.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cable_edition.core.nouns import number_of
from cable_edition.exports.info import EditionInfo

CRATE = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/crate/1.1"

#: Folder of the payload -> what stands in it.
PARTS = {
    "site": "The edition as a web site. Open site/index.html; it needs no server.",
    "data": "The edition as data: TEI, CMIF, JSON, CSV, references, linked data.",
    "books": "The edition as a book: PDF, EPUB.",
    "sources": "The witnesses as published, with their SHA-256 checksums.",
}
_TYPES = {".pdf": "application/pdf", ".epub": "application/epub+zip"}


def crate(info: EditionInfo, cables: int, day: str, payload: Path) -> str:
    """Return the description of a payload folder; ``day`` is its ISO date."""
    folders = [name for name in PARTS if (payload / name).is_dir()]
    books = sorted((payload / "books").glob("*")) if "books" in folders else []
    files = sorted(path for path in payload.iterdir() if path.is_file() and path.name != CRATE)
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
            *({"@id": f"books/{book.name}"} for book in books),
            *({"@id": path.name} for path in files),
        ],
    }
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
        {"@id": info.licence, "@type": "CreativeWork", "name": "Licence of the editorial matter"},
    ]
    graph += [
        {"@id": f"{name}/", "@type": "Dataset", "name": name, "description": PARTS[name]}
        for name in folders
    ]
    for path, name in (*((b, f"books/{b.name}") for b in books), *((f, f.name) for f in files)):
        node = {"@id": name, "@type": "File", "name": path.name}
        if path.suffix in _TYPES:
            node["encodingFormat"] = _TYPES[path.suffix]
        graph.append(node)
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2)
    return f"{text}\n"


def readme(info: EditionInfo, cables: int, folders: list[str]) -> str:
    """Return a few lines for the person who opens the archive in fifty years."""
    version = f", version {info.version}" if info.version else ", not released yet"
    parts = "".join(f"{name}/\n    {PARTS[name]}\n" for name in folders)
    return (
        f"{info.title}{version}\n\n"
        f"An edition of diplomatic cables ({number_of(cables, 'cable')}).\n\n{parts}\n"
        f"{CRATE}\n    A description for programs (RO-Crate 1.1).\n\n{info.rights}\n"
    )
