"""The sources as an archive may hold them: the published witnesses, and no withheld word.

A cable's ``Source`` is what the edition publishes. Where checksum and text are those of the file,
the file is copied byte for byte. Where they are not, the cable was redacted: then its published
text is written, and the file itself, its checksum and its sidecar stay out.

The other witnesses that an editor has compared go with them by the same rule: the file, or, where
words are withheld or it holds more than this cable, the passages that were compared.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from cable_edition.core.collation.columns import written_passages
from cable_edition.core.collation.witness import Witness
from cable_edition.core.edition.assemble import EditedCable, Edition
from cable_edition.core.reading.decode import decode
from cable_edition.core.reading.sources import CHECKSUMS, SourceFile, read_source

#: A word that a sidecar with redactions has; such a sidecar quotes what is withheld.
_REDACTION = "redact"


def write_witnesses(edition: Edition, folder: Path) -> None:
    """Write the published witnesses, the sidecars beside them and their checksums to ``folder``."""
    folder.mkdir(parents=True)
    digests: dict[str, str] = {}
    files: dict[Path, list[EditedCable]] = {}
    for one in edition.cables:
        files.setdefault(one.path, []).append(one)
    others = _others(edition)
    # Folders of the sources are kept, for two of them may have a file of one name.
    above = _above([*files, *(copy.path for _, copy in others)])
    for path, cables in sorted(files.items()):
        file = read_source(path)
        digest = file.sha256
        if all(_is_whole(one, file) for one in cables):
            copy = folder / path.relative_to(above)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            digests[copy.relative_to(folder).as_posix()] = digest
            for sidecar in _sidecars(cables):
                shutil.copyfile(sidecar, copy.with_name(sidecar.name))
            continue
        for one in cables:
            data = one.cable.source.text.encode("utf-8", "surrogatepass")
            name = f"{one.id}.published.txt"
            (folder / name).write_bytes(data)
            digests[name] = hashlib.sha256(data).hexdigest()
    for one, witness in others:
        name, data = _other(one, witness, above)
        copy = folder / name
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(data)
            digests[name] = hashlib.sha256(data).hexdigest()
    lines = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    (folder / CHECKSUMS).write_text("".join(lines), "utf-8", newline="\n")


def described_witnesses(edition: Edition) -> dict[str, str]:
    """Return what is said of the other witnesses, by the name of the file below the sources."""
    others = _others(edition)
    above = _above([*(one.path for one in edition.cables), *(copy.path for _, copy in others)])
    found: dict[str, str] = {}
    for one, witness in others:
        name, _ = _other(one, witness, above)
        said = ", ".join(part for part in (witness.kind, witness.body, witness.date) if part)
        obtained = f" Obtained: {witness.obtained.rstrip('.')}." if witness.obtained else ""
        about = f"Witness {witness.siglum} of {one.id}: {said}.{obtained}"
        if name == _published_name(one, witness):
            about += " The passages that were compared, as published."
        found[name] = f"{found[name]} {about}" if name in found else about
    return found


def _others(edition: Edition) -> list[tuple[EditedCable, Witness]]:
    """Return the other witnesses; none is whole from whose file words are withheld."""
    found = [(one, copy) for one in edition.cables for copy in one.witnesses]
    barred = {copy.path for _, copy in found if not copy.sha256}
    return [(one, replace(w, is_alone=w.is_alone and w.path not in barred)) for one, w in found]


def _above(paths: list[Path]) -> Path:
    return Path(os.path.commonpath([path.parent for path in paths])) if paths else Path()


def _published_name(one: EditedCable, witness: Witness) -> str:
    return f"{one.id}.{witness.siglum}.published.txt"


def _other(one: EditedCable, witness: Witness, above: Path) -> tuple[str, bytes]:
    """Return the name and the bytes under which another witness is published."""
    if witness.is_alone:
        data = read_source(witness.path).content
        if hashlib.sha256(data).hexdigest() == witness.sha256:
            return witness.path.relative_to(above).as_posix(), data
    text = "\n\n".join(written_passages(witness.units))
    return _published_name(one, witness), f"{text}\n".encode("utf-8", "surrogatepass")


def _is_whole(one: EditedCable, file: SourceFile) -> bool:
    """Whether a cable is published as its file has it."""
    source = one.cable.source
    if source.sha256 != file.sha256:
        return False
    # A row of a dump is not compared: it is a small part of a file that may be large.
    return bool(source.offset or source.line) or source.text == decode(file.content)[0].text


def _sidecars(cables: list[EditedCable]) -> Iterator[Path]:
    for one in cables:
        sidecar = one.path.with_name(f"{one.id}.yaml")
        if sidecar.is_file() and _REDACTION not in sidecar.read_text("utf-8", "replace").lower():
            yield sidecar
