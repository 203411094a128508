"""The folder of raw cables: which files are sources, and the proof that they have not changed.

Folders in it are looked through too; a source is named from the folder (``2005/05OTTAWA286.txt``).
Nothing outside it is read, wherever a link leads.

``SHA256SUMS`` in the folder holds the checksum of each source as it was taken in, in the format of
``sha256sum``. Every build compares. A source without a line is new: ``cable-edition seal`` adds it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.late_methods import dataclass
from cable_edition.core.nouns import joined
from cable_edition.core.problems import Problem
from cable_edition.core.reading.decode import decode, is_binary
from cable_edition.core.regular_file import is_inside, read_file
from cable_edition.core.whole_file import write_whole

CHECKSUMS = "SHA256SUMS"
#: Files that may stand beside the sources and are none.
_NO_SOURCES = frozenset(
    {CHECKSUMS, "anchors.lock", "README.md", "README.txt", "swhids.txt", "swhids.txt.sig"}
)
#: So many bytes of a file tell what it is.
_BEGINNING = 16_384
#: So many files are named where many are passed over.
_LISTED = 20
_NO_SOURCE_SUFFIXES = {".yaml", ".yml", ".lock"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the sources folder, read: ``content`` is its bytes, ``sha256`` their checksum."""

    path: Path
    content: bytes
    sha256: str


def files_below(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder and in the folders in it, but for hidden files and folders.

    A link to a folder is yielded and not followed.
    """
    for entry in _entries_below(folder):
        yield Path(entry.path)


def _entries_below(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield what :func:`files_below` does as the system lists it, which asks nothing of a file."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _entries_below(entry.path)
        else:
            yield entry


def source_paths(folder: Path) -> list[Path]:
    """Return the files of ``folder`` that are sources, by name; sidecars are none.

    Files of the folders in it are sources as well; what a link leads to is one if it is inside.
    """
    return sorted(
        Path(one.path)
        for one in _entries_below(folder)
        if can_be_source(one.name)
        and not _is_folder(one)
        and _is_utf8(one.path[len(str(folder)) :])
        and _stands_inside(one, folder)
    )


def _is_folder(one: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or leads to one; a link that leads to itself is none."""
    with suppress(OSError):
        return one.is_dir()
    return False


def _stands_inside(one: os.DirEntry[str], folder: Path) -> bool:
    return not one.is_symlink() or is_inside(Path(one.path), folder)


def can_be_source(name: str) -> bool:
    """Whether a file of this name can be a source; others stand beside the sources."""
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - millions of names are looked at
    return name not in _NO_SOURCES and suffix.lower() not in _NO_SOURCE_SUFFIXES


def source_name(path: Path, folder: Path) -> str:
    """Return the name of a source, from the folder of sources: ``2005/05OTTAWA286.txt``."""
    return path.name if path.parent == folder else path.relative_to(folder).as_posix()


def check_files(folder: Path) -> list[Problem]:
    """Return what is wrong with the files of ``folder`` before any is read.

    Problems: ``source-name`` for a name that is no UTF-8, for no list of checksums, sidecar or page
    could name the file; ``source-outside`` for a link that leads out of the folder;
    ``source-unreadable`` for a folder that has the name of a source or sidecar.
    """
    problems = [
        Problem(
            "source-unreadable", "is a folder, named as a file; give it another name", str(path)
        )
        for path in sorted(Path(at, name) for at, names, _ in os.walk(folder) for name in names)
        if path.suffix and is_valid_id(path.stem)
    ]
    for one in _entries_below(folder):
        path = one.path
        if not _is_utf8(path[len(str(folder)) :]):
            message = "the name of this file is not UTF-8; rename it"
            problems.append(Problem("source-name", message, path))
        elif not _stands_inside(one, folder):
            message = (
                "this link leads out of the folder of sources, and what is there could be "
                "published unseen; put a copy here in its place"
            )
            problems.append(Problem("source-outside", message, path))
    return problems


def is_no_text(content: bytes) -> bool:
    """Whether the bytes of a file are neither text nor a PDF: a picture, an archive, a program."""
    if content.startswith(b"%PDF-"):
        return False
    return is_binary(decode(content[:_BEGINNING])[0].text)


def passed_over(names: Iterable[str], folder: Path) -> list[Problem]:
    """Return one problem ``source-other`` for the files that were not read as sources."""
    listed = sorted(names)
    if not listed:
        return []
    more = len(listed) - _LISTED
    told = joined([*listed[:_LISTED], f"{more} more"] if more > 0 else listed)
    message = "neither text nor a PDF with a text layer, and passed over"
    if len(listed) == 1:
        return [Problem("source-other", message, str(folder / listed[0]))]
    return [Problem("source-other", f"{message}: {told}", str(folder))]


def _is_utf8(name: str) -> bool:
    # Python has a byte that is no UTF-8 as half of a pair.
    return not any("\ud800" <= mark <= "\udfff" for mark in name)


def read_source(path: Path) -> SourceFile:
    """Read one source; raises ``OSError`` if the file cannot be read."""
    content = read_file(path)
    return SourceFile(path, content, hashlib.sha256(content).hexdigest())


def read_checksums(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Read the recorded checksums: name of the file -> SHA-256 in hexadecimal.

    Problems: ``checksum-line`` for a line that is not ``<64 hexadecimal digits>  <name>``, or
    names a file again; ``checksums-unreadable``, by which no source is proved.
    """
    path = folder / CHECKSUMS
    try:
        text = read_file(path).decode("utf-8", "replace")
    except OSError as error:
        if not os.path.lexists(path):
            return {}, []
        message = f"cannot be read ({error.strerror}), so nothing is known of any source"
        return {}, [Problem("checksums-unreadable", message, str(path))]
    recorded: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        digest, _, name = line.partition("  ")
        if len(digest) == 64 and set(digest) <= set("0123456789abcdef") and name:
            if recorded.setdefault(name, digest) != digest:
                message = f"{name} has another checksum in line {lines[name]}; keep the right one"
                problems.append(Problem("checksum-line", message, str(path), number))
            lines.setdefault(name, number)
        elif line.strip():
            message = (
                "not a checksum line; restore it from the history of the file, or take it out and "
                "run cable-edition seal if its source is as it was"
            )
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

    Returns the names recorded and the problems that are left. Nothing is recorded while the list
    has a line that cannot be read.
    """
    recorded, problems = read_checksums(folder)
    if problems:
        # What the list had of a source would be lost, and the source taken as it is now.
        return [], problems
    problems += check_files(folder)
    found = {source_name(path, folder): read_source(path).sha256 for path in source_paths(folder)}
    taken = sorted(
        name
        for name, digest in found.items()
        if name not in recorded or (name in accept and recorded[name] != digest)
    )
    recorded |= {name: found[name] for name in taken}
    lines = (f"{digest}  {name}\n" for name, digest in sorted(recorded.items()))
    write_whole(folder / CHECKSUMS, "".join(lines).encode("utf-8"))
    return taken, problems + [p for p in check_checksums(folder, found) if p not in problems]
