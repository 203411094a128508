"""The proof of what an archive says of itself, in ``bag-info.txt``, ``README.txt``, RO-Crate.

All of it follows from the settings, the newest release, and what the bag holds. The day on which
the bag was made and the programs that made it are known from itself alone: their form is seen.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cable_edition.core.cable.fold import fold
from cable_edition.core.nouns import number_of
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.bag_profile import IDENTIFIER, check_profile
from cable_edition.core.proof.data.bag_sources import other_witnesses
from cable_edition.core.proof.data.bag_swhids import blob_of
from cable_edition.core.proof.data.differences import Difference, differences, told
from cable_edition.core.proof.data.found import field_problem, missing, unreadable
from cable_edition.core.proof.data.json_files import compare_json
from cable_edition.core.proof.data.stated import Stated, stated_by
from cable_edition.core.settings import short_name

_CRATE, _README = "ro-crate-metadata.json", "README.txt"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_AGENT = re.compile(r"Cable Edition [0-9a-z.+-]{1,40}, bagit\.py [0-9a-z.+-]{1,40}")
#: Folder of the payload -> what is said of it.
_FOLDERS = {
    "site": "The edition as a web site. Open site/index.html; it needs no server.",
    "data": "The edition as data: TEI, CMIF, JSON, CSV, references, linked data.",
    "books": "The edition as a book: PDF, EPUB.",
    "sources": "The witnesses as published, with their SHA-256 checksums.",
}
#: Those that every archive has.
_ALWAYS = ("site", "data", "sources")
#: What lies beside the sources in an edition and goes with it.
_BESIDE = ("LICENSE", "NOTICE", "CITATION.cff", "CHANGELOG.md")
_FORMATS = {
    ".html": "text/html",
    ".css": "text/css",
    ".csv": "text/csv",
    ".js": "text/javascript",
    ".txt": "text/plain",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".sqlite": "application/vnd.sqlite3",
    ".parquet": "application/vnd.apache.parquet",
    ".bib": "application/x-bibtex",
    ".ris": "application/x-research-info-systems",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def check_description(bag: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in what a bag says of itself, and in the files of its payload's top.

    Problems: ``field-differs``, ``file-missing``, ``file-unknown``, ``file-unreadable``,
    ``checksum-differs``.
    """
    payload, stated = bag / "data", stated_by(against)
    yield from _text(bag / "bagit.txt", _DECLARATION)
    info = _info(bag / "bag-info.txt")
    if info is None:
        yield missing(bag / "bag-info.txt")
        info = {}
    else:
        expected = _bag_info(bag, stated)
        for one in differences(expected, {k: v for k, v in info.items() if k not in _FORMS}):
            yield field_problem(bag / "bag-info.txt", "", one)
        yield from _forms(bag / "bag-info.txt", info)
    yield from check_profile(bag)
    yield from _top(payload, against)
    count = len(against.edition.cables)
    folders = [name for name in _FOLDERS if (payload / name).is_dir()]
    yield from _text(payload / _README, _readme(stated, count, folders))
    packed = info.get("Bagging-Date", "")
    others = other_witnesses(against.edition.cables)
    about = {f"sources/{name}": said for name, (_, said) in others.items()}
    day = stated.released or packed
    yield from _crate(payload, _description(payload, stated, count, day, about))


def _top(payload: Path, against: Against) -> Iterator[Problem]:
    """Compare what stands beside the folders of the payload with what the edition has."""
    root = against.file.root if against.file.path else against.sources.resolve().parent
    beside = [name for name in _BESIDE if (root / name).is_file()]
    for name in (*_ALWAYS, *beside):
        if not (payload / name).exists():
            yield missing(payload / name)
        elif name in beside and (payload / name).read_bytes() != (root / name).read_bytes():
            message = "this file is another than that of the edition"
            yield Problem("checksum-differs", message, str(payload / name))
    known = {*_FOLDERS, *beside, _README, _CRATE}
    for path in sorted(payload.iterdir()) if payload.is_dir() else ():
        if path.name not in known:
            yield Problem("file-unknown", "an archive has no such file", str(path))


def _text(path: Path, expected: str) -> Iterator[Problem]:
    """Compare the lines of a file."""
    if not path.is_file():
        yield missing(path)
        return
    try:
        found = path.read_bytes().decode("utf-8")
    except ValueError as error:
        yield unreadable(path, error)
        return
    must, is_ = expected.split("\n"), found.split("\n")
    for number, line in enumerate(must):
        other = is_[number] if number < len(is_) else ""
        if line != other:
            yield Problem("field-differs", told(line, other), str(path), number + 1)
            return
    if len(is_) > len(must):
        message = f"here the file must end, and goes on: {is_[len(must)][:60]!r}"
        yield Problem("field-differs", message, str(path), len(must) + 1)


def _readme(stated: Stated, count: int, folders: list[str]) -> str:
    lines = [
        f"{stated.title}, version {stated.version}"
        if stated.version
        else f"{stated.title}, not released yet",
        "",
        f"An edition of diplomatic cables ({number_of(count, 'cable')}).",
        "",
    ]
    for name in folders:
        lines += [f"{name}/", f"    {_FOLDERS[name]}"]
    lines += ["", _CRATE, "    A description for programs (RO-Crate 1.2).", "", stated.rights, ""]
    return "\n".join(lines)


def _info(path: Path) -> dict[str, str] | None:
    """Read the labels and values of a tag file; a label that stands twice has both values."""
    if not path.is_file():
        return None
    found: dict[str, str] = {}
    label = ""
    for line in path.read_bytes().decode("utf-8", "replace").splitlines():
        value = line
        if line[:1] not in {" ", "\t"}:
            label, _, value = line.partition(":")
        found[label] = fold(f"{found.get(label, '')} {value}")
    return found


def _bag_info(bag: Path, stated: Stated) -> dict[str, str]:
    sizes = [one.stat().st_size for one in (bag / "data").rglob("*") if one.is_file()]
    version = stated.version or "unreleased"
    said = {
        "Source-Organization": stated.publisher,
        "External-Description": stated.abstract,
        "External-Identifier": stated.doi_of() or f"{stated.title} {stated.version}",
        "Internal-Sender-Identifier": f"{short_name(stated.title)}-{version}",
        "BagIt-Profile-Identifier": IDENTIFIER,
        "Edition-Version": stated.version,
        "Edition-Date": stated.released,
        # RFC 8493, 2.2.2: the sum of the sizes of the payload's files, and their number.
        "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}",
    }
    return {label: fold(value) for label, value in said.items() if value}


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


#: Labels whose values only the bag knows -> what they must look like, in words, and the test.
_FORMS: dict[str, tuple[str, Callable[[str], object]]] = {
    "Bagging-Date": ("a day like 2026-01-31", _is_day),
    "Bag-Software-Agent": ("the programs that made it", _AGENT.fullmatch),
}


def _forms(path: Path, info: dict[str, str]) -> Iterator[Problem]:
    for label, (form, fits) in _FORMS.items():
        if not fits(info.get(label, "")):
            what = f"it must be {form}, here it is {info.get(label, '')[:60]!r}"
            yield field_problem(path, "", Difference(label, "", what))


def _crate(payload: Path, expected: dict[str, Any]) -> Iterator[Problem]:
    path = payload / _CRATE
    told: set[Path] = set()
    for one in compare_json(path, expected):
        if isinstance(one, Problem):
            yield one
            continue
        at = re.fullmatch(r"@graph\[([0-9]+)\]\.(?:contentSize|identifier)", one.place)
        node = expected["@graph"][int(at[1])] if at else {}
        if node.get("@type") == "File":
            message = f"its size or SWHID is not that of {_CRATE}"
            file = payload / unquote(node["@id"])
            if file not in told:
                yield Problem("checksum-differs", message, str(file))
            told.add(file)
        else:
            yield field_problem(path, "", one)


def _address(name: str) -> str:
    """Return the path of a file as an address has it: a blank is ``%20``."""
    kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/"
    data = name.encode("utf-8", "surrogateescape")
    return "".join(chr(one) if chr(one) in kept else f"%{one:02X}" for one in data)


def _description(
    payload: Path, stated: Stated, count: int, day: str, about: Mapping[str, str]
) -> dict[str, Any]:
    """Return the RO-Crate of a payload, https://w3id.org/ro/crate/1.2."""
    folders = [name for name in _FOLDERS if (payload / name).is_dir()]
    paths = {one.relative_to(payload).as_posix(): one for one in payload.rglob("*")}
    files = sorted(name for name, one in paths.items() if one.is_file() and name != _CRATE)
    tops = [{"@id": _address(name)} for name in files if "/" not in name]
    doi = stated.doi_of()
    editors = [(name, orcid) for name, orcid in stated.people if orcid]
    more: dict[str, Any] = {
        "editor": [{"@id": orcid} for _, orcid in editors],
        "version": stated.version,
        "identifier": f"https://doi.org/{doi}" if doi else "",
        "url": stated.base_url,
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": stated.title,
        "description": stated.abstract or f"{stated.title}, {number_of(count, 'cable')}",
        "datePublished": day,
        "license": {"@id": stated.licence},
        "usageInfo": stated.rights,
        "publisher": {"@id": "#publisher"},
        "hasPart": [*({"@id": f"{name}/"} for name in folders), *tops],
        **{key: value for key, value in more.items() if value},
    }
    itself = {
        "@id": _CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
        "about": {"@id": "./"},
    }
    publisher = stated.publisher or stated.title
    nodes: list[dict[str, Any]] = [
        itself,
        root,
        {"@id": "#publisher", "@type": "Organization", "name": publisher},
        *({"@id": orcid, "@type": "Person", "name": name} for name, orcid in editors),
        {"@id": stated.licence, "@type": "CreativeWork", "name": "Licence of the editorial matter"},
    ]
    for name in folders:
        within = [{"@id": _address(one)} for one in files if one.partition("/")[0] == name]
        said = {"@id": f"{name}/", "@type": "Dataset", "name": name}
        nodes.append({**said, "description": _FOLDERS[name], "hasPart": within})
    for name in files:
        path = paths[name]
        format_ = _FORMATS.get(path.suffix)
        known = {"description": about[name]} if name in about else {}
        known |= {"encodingFormat": format_} if format_ else {}
        said = {"@id": _address(name), "@type": "File", "name": path.name, **known}
        measured = {"contentSize": str(path.stat().st_size)}
        nodes.append({**said, **measured, "identifier": f"swh:1:cnt:{blob_of(path)}"})
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": nodes}
