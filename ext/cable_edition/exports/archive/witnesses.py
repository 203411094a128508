"""The sources as an archive may hold them: the published witnesses, and no withheld word.

A cable's ``Source`` is what the edition publishes. Where checksum and text are those of the file,
the file is copied byte for byte. Where they are not, the cable was redacted: then its published
text is written, and the file itself, its checksum, its other witnesses and its sidecar stay out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

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
    # Folders of the sources are kept, for two of them may have a file of one name.
    above = os.path.commonpath([path.parent for path in files]) if files else ""
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
    lines = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    (folder / CHECKSUMS).write_text("".join(lines), "utf-8", newline="\n")


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
