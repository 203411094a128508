"""The proof of the sources in an archive: the published witnesses, and the sidecars beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.assemble import EditedCable
from cable_edition.core.problems import Problem
from cable_edition.core.proof.against import Against
from cable_edition.core.proof.data.found import missing
from cable_edition.core.reading.decode import decode

_CHECKSUMS = "SHA256SUMS"
#: A sidecar with this word quotes what it withholds, and is not published.
_WITHHOLDS = "redact"


def check_sources(folder: Path, against: Against) -> Iterator[Problem]:
    """Yield what differs in the folder of sources.

    A file that gives a cable from which words were taken out is not there, nor a dump that begins
    with a cable: each cable of it has its published text instead, and no sidecar.
    Problems: ``checksum-differs``, ``file-missing``, ``file-unknown``.
    """
    witnesses = dict(_witnesses(against.edition.cables))
    for name, (digest, _) in other_witnesses(against.edition.cables).items():
        witnesses.setdefault(name, digest)
    sidecars = dict(_sidecars(against.edition.cables))
    for name, digest in sorted({**witnesses, **sidecars}.items()):
        if not (folder / name).is_file():
            yield missing(folder / name)
        elif _digest((folder / name).read_bytes()) != digest:
            message = "this source is another than that of the edition"
            yield Problem("checksum-differs", message, str(folder / name))
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        known = {*witnesses, *sidecars, _CHECKSUMS}
        if name not in known and not (path.is_dir() and any(path.iterdir())):
            yield Problem("file-unknown", "the edition publishes no such source", str(path))
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(witnesses.items()))
    listed = folder / _CHECKSUMS
    if not listed.is_file():
        yield missing(listed)
    elif listed.read_bytes() != lines.encode():
        yield Problem("checksum-differs", "it must list the sources as they are", str(listed))


def other_witnesses(cables: Sequence[EditedCable]) -> dict[str, tuple[str, str]]:
    """Return the names of the other witnesses, each with its checksum and what it is said to be.

    Published whole is a file of which no word is withheld and in which nothing else stands.
    """
    top = _top(cables)
    withheld = {copy.path for one in cables for copy in one.witnesses if not copy.sha256}
    found: dict[str, tuple[str, str]] = {}
    for one in cables:
        for copy in one.witnesses:
            said = ", ".join(filter(None, (copy.kind, copy.body, copy.date)))
            about = f"Witness {copy.siglum} of {one.id}: {said}."
            about += f" Obtained: {copy.obtained.rstrip('.')}." if copy.obtained else ""
            name, digest = f"{one.id}.{copy.siglum}.published.txt", ""
            is_whole = copy.is_alone and copy.path not in withheld and copy.path.is_file()
            data = copy.path.read_bytes() if is_whole else b""
            if copy.sha256 and data and _digest(data) == copy.sha256:
                name, digest = copy.path.relative_to(top).as_posix(), copy.sha256
            else:
                digest = _digest(_passages(copy).encode("utf-8", "surrogatepass"))
                about += " The passages that were compared, as published."
            before = f"{found[name][1]} " if name in found else ""
            found[name] = digest, before + about
    return found


def _passages(copy: Witness) -> str:
    lines = []
    for unit in copy.units:
        number = [] if unit.number is None else [f"{unit.number}."]
        lines.append(" ".join([*number, *filter(None, (unit.mark, unit.words))]))
    return "\n\n".join(lines) + "\n"


def _not_whole(cables: Iterable[EditedCable]) -> set[Path]:
    """Return the files that are not published as they are."""
    found = {one.path for one in cables if one.redactions}
    for one in cables:
        source = one.cable.source
        first = not source.offset and not source.line and one.path not in found
        if first and decode(one.path.read_bytes())[0].text != source.text:
            found.add(one.path)
    return found


def _witnesses(cables: Sequence[EditedCable]) -> Iterator[tuple[str, str]]:
    """Yield the names below the folder, and what the checksums must be."""
    apart = _not_whole(cables)
    top = _top(cables)
    for one in cables:
        if one.path in apart:
            data = one.cable.source.text.encode("utf-8", "surrogatepass")
            yield f"{one.id}.published.txt", _digest(data)
        else:
            yield one.path.relative_to(top).as_posix(), one.cable.source.sha256


def _sidecars(cables: Sequence[EditedCable]) -> Iterator[tuple[str, str]]:
    apart = _not_whole(cables)
    top = _top(cables)
    for one in cables:
        path = one.path.with_name(f"{one.id}.yaml")
        if one.path not in apart and path.is_file():
            data = path.read_bytes()
            if _WITHHOLDS not in data.decode("utf-8", "replace").lower():
                yield path.relative_to(top).as_posix(), _digest(data)


def _top(cables: Sequence[EditedCable]) -> Path:
    """Return the folder in which all files of the cables are, the lowest one."""
    folders = [one.path.parent for one in cables]
    folders += [copy.path.parent for one in cables for copy in one.witnesses]
    for top in (folders[0], *folders[0].parents) if folders else ():
        if all(one.is_relative_to(top) for one in folders):
            return top
    return Path()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
