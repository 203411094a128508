"""The folder of raw cables: which files are sources, and the proof that they have not changed.

``SHA256SUMS`` in the folder holds the checksum of each source as it was taken in, in the format of
``sha256sum``. Every build compares. A source without a line is new: ``cable-edition seal`` adds it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cable_edition.core.problems import Problem

CHECKSUMS = "SHA256SUMS"
#: Files that may stand beside the sources and are none.
_NO_SOURCES = {CHECKSUMS, "anchors.lock", "README.md", "README.txt"}
_NO_SOURCE_SUFFIXES = {".yaml", ".yml", ".lock"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the sources folder, read: ``content`` is its bytes, ``sha256`` their checksum."""

    path: Path
    content: bytes
    sha256: str


def source_paths(folder: Path) -> list[Path]:
    """Return the files of ``folder`` that are sources, by name; folders and sidecars are none."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith(".")
        and _is_utf8(path.name)
        and path.name not in _NO_SOURCES
        and path.suffix.lower() not in _NO_SOURCE_SUFFIXES
    )


def check_names(folder: Path) -> list[Problem]:
    """Return a problem ``source-name`` for each file whose name is no UTF-8.

    No list of checksums, sidecar or page could name it.
    """
    message = "the name of this file is not UTF-8; rename it"
    return [
        Problem("source-name", message, str(path))
        for path in sorted(folder.iterdir())
        if not _is_utf8(path.name)
    ]


def _is_utf8(name: str) -> bool:
    # Python has a byte that is no UTF-8 as half of a pair.
    return not any("\ud800" <= mark <= "\udfff" for mark in name)


def read_source(path: Path) -> SourceFile:
    """Read one source; raises ``OSError`` if the file cannot be read."""
    content = path.read_bytes()
    return SourceFile(path, content, hashlib.sha256(content).hexdigest())


def read_checksums(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Read the recorded checksums: name of the file -> SHA-256 in hexadecimal.

    Problems: ``checksum-line`` for a line that is not ``<64 hexadecimal digits>  <name>``.
    """
    path = folder / CHECKSUMS
    if not path.is_file():
        return {}, []
    recorded: dict[str, str] = {}
    problems = []
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) == 64 and set(digest) <= set("0123456789abcdef") and name:
            recorded[name] = digest
        elif line.strip():
            message = "not a checksum line; write `sha256sum FILE` into it again, or seal anew"
            problems.append(Problem("checksum-line", message, str(path), number))
    return recorded, problems


def check_checksums(folder: Path, found: dict[str, str]) -> list[Problem]:
    """Compare the sources, ``found`` by name, with what was recorded.

    Problems: ``source-changed`` and ``source-lost`` (errors: they stop a build, for readers
    have our word that a source does not change), ``source-new`` (information).
    """
    recorded, problems = read_checksums(folder)
    for name, digest in sorted(recorded.items()):
        path = str(folder / name)
        if name not in found:
            message = (
                "this source is recorded and is not there any more; restore the file, or take its "
                f"line out of {CHECKSUMS} if the cable is withdrawn on purpose"
            )
            problems.append(Problem("source-lost", message, path))
        elif found[name] != digest:
            message = (
                f"this source has changed since it was recorded: SHA-256 was {digest}, is now "
                f"{found[name]}; restore the file as it was, or, if the new text is meant, run "
                f"cable-edition seal --accept {name}"
            )
            problems.append(Problem("source-changed", message, path))
    for name in sorted(found.keys() - recorded.keys()):
        message = "this source has no recorded checksum yet; run cable-edition seal"
        problems.append(Problem("source-new", message, str(folder / name)))
    return problems


def seal(folder: Path, accept: frozenset[str] = frozenset()) -> tuple[list[str], list[Problem]]:
    """Record the checksum of each new source, and of the changed ones named in ``accept``.

    Returns the names recorded and the problems that are left.
    """
    recorded, problems = read_checksums(folder)
    problems += check_names(folder)
    found = {path.name: read_source(path).sha256 for path in source_paths(folder)}
    taken = sorted(
        name
        for name, digest in found.items()
        if name not in recorded or (name in accept and recorded[name] != digest)
    )
    recorded |= {name: found[name] for name in taken}
    lines = (f"{digest}  {name}\n" for name, digest in sorted(recorded.items()))
    (folder / CHECKSUMS).write_text("".join(lines), "utf-8", newline="\n")
    return taken, problems + [p for p in check_checksums(folder, found) if p not in problems]
