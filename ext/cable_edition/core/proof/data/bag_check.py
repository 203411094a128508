"""The proof of an archive: its payload is that of its manifests, and each part is proved."""

from __future__ import annotations

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.books.epub_check import check_epub
from cable_edition.core.proof.books.pdf_check import check_pdf
from cable_edition.core.proof.data.bag_description import check_description
from cable_edition.core.proof.data.bag_profile import NAME as PROFILE
from cable_edition.core.proof.data.bag_sources import check_sources
from cable_edition.core.proof.data.bag_swhids import NAME, SIGNATURE, check_swhids
from cable_edition.core.proof.data.data_check import check_data
from cable_edition.core.proof.data.found import missing, unreadable
from cable_edition.core.proof.site.site_check import check_site
from cable_edition.core.proof.unpacked import ZIP_ERRORS

_LINE = re.compile(r"(?P<digest>[0-9a-f]+)[ \t]+\*?(?P<name>.+)")
#: What stands beside the payload.
_TAG_FILES = {"bagit.txt", "bag-info.txt", NAME, PROFILE}
#: More than this is not unpacked from a zip, in bytes: no edition of one project has a tenth.
MOST_UNPACKED = 50_000_000_000
_ALGORITHMS = ("sha256", "sha512")
#: What a book is named at its end -> its checker.
_BOOKS = {".epub": check_epub, ".pdf": check_pdf}


def check_bag(path: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in a bag: a folder, or a zip of one.

    Every file is in the manifests with its checksums, no other is there, and none is a link; site
    with its data, data and books in it are proved as by themselves, the sources are those of the
    edition, and what the bag says of itself is what the settings and the newest release say.
    Problems:
    ``checksum-differs``, ``field-differs``, ``file-missing``, ``file-unknown``,
    ``file-unreadable``, and those of the parts.
    """
    if path.is_dir():
        yield from _folder(path, against)
        return
    with tempfile.TemporaryDirectory() as made:
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                tops = {PurePosixPath(name).parts[0] for name in names}
                outside = any(".." in PurePosixPath(name).parts for name in names)
                if len(tops) != 1 or outside or len(set(names)) != len(names):
                    yield unreadable(path, "it is no zip of one folder, each file once")
                    return
                if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
                    yield unreadable(path, "it holds more than an archive of an edition can")
                    return
                archive.extractall(made)
        except (*ZIP_ERRORS, IndexError) as error:
            yield unreadable(path, error)
            return
        (top,) = tops
        for one in _folder(Path(made) / top, against):
            shown = one.path.replace(made, str(path), 1)
            yield Problem(one.code, one.message, shown, one.line, one.offset)


def _folder(bag: Path, against: Against) -> Iterator[Problem]:
    there = {
        one.relative_to(bag).as_posix()
        for one in bag.rglob("*")
        if one.is_file() or one.is_symlink()
    }
    for name in sorted(name for name in there if (bag / name).is_symlink()):
        yield unreadable(bag / name, "it is a link, and what it leads to is not in the bag")
    manifests = {f"manifest-{name}.txt" for name in _ALGORITHMS}
    payload = {name for name in there if name.startswith("data/")}
    tags = {*_TAG_FILES, *manifests, *({SIGNATURE} & there)}
    for algorithm in _ALGORITHMS:
        listed = bag / f"manifest-{algorithm}.txt"
        yield from _manifest(listed, bag, algorithm, payload)
        yield from _manifest(bag / f"tagmanifest-{algorithm}.txt", bag, algorithm, tags)
    tags |= {f"tagmanifest-{name}.txt" for name in _ALGORITHMS}
    for name in sorted(there - payload - tags):
        yield Problem("file-unknown", "a bag of an edition has no such file", str(bag / name))
    yield from check_swhids(bag)
    yield from check_description(bag, against)
    yield from check_sources(bag / "data" / "sources", against)
    if (bag / "data" / "data").is_dir():
        yield from check_data(bag / "data" / "data", against)
    site = bag / "data" / "site"
    if site.is_dir():
        yield from check_site(site, against)
    if (site / "data").is_dir():
        yield from check_data(site / "data", against)
    yield from _books(bag / "data" / "books", against)


def _books(folder: Path, against: Against) -> Iterator[Problem]:
    for path in sorted(folder.rglob("*")):
        check = (
            _BOOKS.get(path.suffix.lower()) if path.parent == folder and path.is_file() else None
        )
        if check:
            yield from check(path, against)
        else:
            message = "what is no PDF and no EPUB is no book of an edition"
            yield Problem("file-unknown", message, str(path))


def _manifest(path: Path, bag: Path, algorithm: str, files: set[str]) -> Iterator[Problem]:
    """Compare a list of checksums with the files that must be in it."""
    if not path.is_file():
        yield missing(path)
        return
    listed: dict[str, str] = {}
    for line in path.read_text("utf-8", "replace").splitlines():
        found = _LINE.fullmatch(line)
        if found is None or found["name"] in listed:
            yield unreadable(path, f"no line of checksums, or a second one: {line[:60]!r}")
            return
        listed[found["name"]] = found["digest"]
    for name in sorted({*listed, *files}):
        file = bag / name
        if name not in listed:
            yield Problem("file-unknown", f"{path.name} does not list this file", str(file))
        elif name not in files or not file.is_file():
            yield Problem("file-missing", f"{path.name} lists this file", str(file))
        elif _digest(file, algorithm) != listed[name]:
            message = f"its checksum is not that of {path.name}"
            yield Problem("checksum-differs", message, str(file))


def _digest(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()
