"""The words of the other witnesses of one cable, for who reads it alone and not its folder."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import issued_words
from cable_edition.core.collation.units import units_of
from cable_edition.core.editing.sidecar import Sidecar
from cable_edition.core.reading.on_demand import parse_all
from cable_edition.core.regular_file import read_file


def words_beside(sidecar: Sidecar | None, path: Path) -> dict[str, list[str]]:
    """Return the words of the witnesses that a sidecar has compared, by id of the cable.

    ``path`` is the source of the cable; the files are looked for beside it and in the folders
    above. Only where the sidecar withholds words are they read: a name may stand in them alone. A
    file that is not there, or cannot be read, has no words.
    """
    if sidecar is None or not sidecar.redactions:
        return {}
    words = [
        unit.words
        for entry in sidecar.compared
        for cable in _copies(sidecar.cable, entry.file, path)
        for unit in units_of(cable)
    ]
    return {sidecar.cable: words} if words else {}


def copied_words(sidecar: Sidecar) -> list[dict[str, str]]:
    """Return the words of each witness that a sidecar has compared, by its own anchors."""
    return [
        issued_words(cable)
        for entry in sidecar.compared
        for cable in _copies(sidecar.cable, entry.file, Path(sidecar.path))
    ]


def _copies(cable_id: str, name: str, path: Path) -> list[Cable]:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts:
        return []
    above = (path.parent, *path.parent.parents)[: len(parts.parts) + 1]
    file = next((one / name for one in above if (one / name).is_file()), None)
    if file is None:
        return []
    try:
        cables = list(parse_all(read_file(file), name=file.name))
    except OSError:
        return []
    return [cable for cable in cables if cable.reference_id == cable_id] or cables[:1]
