"""Edits of an archive whose checksums are made anew: then the edition alone tells.

Every kind is tried, in two files of the data and in what the archive says of itself.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from cable_edition.exports.archive.swhids import swhids
from tests.tampering import json_edits, tei_edits
from tests.tampering.kinds import Edit, replaced

_PROFILE = "bagit-profile.json"
_CRATE, _INFO, _README = "data/ro-crate-metadata.json", "bag-info.txt", "data/README.txt"
OF_DESCRIPTION: list[tuple[str, Edit]] = [
    (_README, replaced("title", "of the edition", "The Lantern", "A Lantern")),
    (_README, replaced("title", "the version", "version 1", "version 7")),
    (_README, replaced("title", "how many cables", "(3 cables)", "(4 cables)")),
    (_README, replaced("title", "what a folder has", "it needs no server", "it needs a server")),
    (_README, replaced("title", "the licence", "CC BY", "CC0")),
    (
        _README,
        Edit("word-left-out", "the licence", lambda data: data.partition(b"The cables")[0]),
    ),
    (_README, Edit("word-added", "a line", lambda data: data + b"More.\n")),
    (_README, Edit("file", "no text", lambda data: data + b"\xff")),
    (_INFO, replaced("title", "who publishes", "Organization: ", "Organization: The Friends of ")),
    (_INFO, replaced("title", "the version", "Edition-Version: 1", "Edition-Version: 7")),
    (_INFO, replaced("title", "the day", "Edition-Date: 20", "Edition-Date: 19")),
    (_INFO, replaced("title", "no day", "Bagging-Date: 2026-01-02", "Bagging-Date: 2026-01-92")),
    (_INFO, replaced("title", "its name", "Identifier: ", "Identifier: 10.5555/")),
    (_INFO, replaced("title", "the programs", "Cable Edition", "Another Program")),
    (_INFO, replaced("field", "the size of all files", "Payload-Oxum: ", "Payload-Oxum: 1")),
    (_INFO, Edit("markup", "a label", lambda data: data + b"Contact-Name: Nobody\n")),
    (_INFO, Edit("markup", "a label twice", lambda data: data + b"Edition-Version: 1.3.0\n")),
    ("bagit.txt", replaced("field", "the version", "1.0", "0.97")),
    (_INFO, replaced("title", "its profile", "bagit-profile:1", "bagit-profile:2")),
    (_PROFILE, replaced("field", "what is asked", '"required": true', '"required": false')),
    (_PROFILE, replaced("markup", "a key", '"Version":', '"x": 1, "Version":')),
    (_PROFILE, Edit("file", "no end", lambda data: data[:-3])),
    (_CRATE, replaced("title", "of the edition", '"name": "', '"name": "Another ')),
    (_CRATE, replaced("title", "the day", '"datePublished": "20', '"datePublished": "19')),
    (_CRATE, replaced("title", "the version", '"version": "1', '"version": "7')),
    (_CRATE, replaced("title", "the licence", "licenses/by/", "licenses/by-nc/")),
    (_CRATE, replaced("title", "the rights", "All of it is", "None of it is")),
    (_CRATE, replaced("title", "of what it tells", '"@id": "./"', '"@id": "../"')),
    (_CRATE, replaced("markup", "a key", '"@type": "Dataset",', '"@type": "Dataset", "x": 1,')),
    (_CRATE, replaced("markup", "a key twice", '"@type": "File",', '"@type": 1, "@type": "File",')),
    (_CRATE, replaced("file", "a part", '"@id": "data/"', '"@id": "more/"')),
    (_CRATE, replaced("field", "the form of a file", "text/html", "text/plain")),
    (_CRATE, Edit("file", "no end", lambda data: data[:-3])),
    ("data/LICENSE", replaced("title", "the licence", "may", "may not")),
]
EDITS = [
    *(("data/data/tei/05ROME301.xml", edit) for edit in tei_edits.EDITS[::3]),
    *(("data/data/json/05ROME301.json", edit) for edit in json_edits.EDITS[::3]),
    *OF_DESCRIPTION,
]


def seal(bag: Path, between: str = "  ", *, sized: bool = True) -> None:
    """Make all manifests anew, and the sum of sizes, as one does who hides what was done."""
    if sized:
        sizes = [(bag / name).stat().st_size for name in _payload(bag)]
        info = (bag / "bag-info.txt").read_bytes()
        size = b"Payload-Oxum: %d.%d" % (sum(sizes), len(sizes))
        (bag / "bag-info.txt").write_bytes(re.sub(rb"Payload-Oxum: .*", size, info))
    (bag / "swhids.txt").write_text(swhids(bag / "data"))
    for kind, names in (("manifest", _payload(bag)), ("tagmanifest", _TAGS)):
        for algorithm in ("sha256", "sha512"):
            lines = [f"{_digest(bag / name, algorithm)}{between}{name}\n" for name in names]
            (bag / f"{kind}-{algorithm}.txt").write_text("".join(lines))


def _payload(bag: Path) -> list[str]:
    return sorted(p.relative_to(bag).as_posix() for p in (bag / "data").rglob("*") if p.is_file())


_TAGS = (
    "bag-info.txt",
    "bagit-profile.json",
    "bagit.txt",
    "manifest-sha256.txt",
    "manifest-sha512.txt",
    "swhids.txt",
)


def _digest(path: Path, algorithm: str) -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()
