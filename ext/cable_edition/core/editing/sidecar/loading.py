"""Reading the sidecars of a folder, every fault located."""

from __future__ import annotations

from pathlib import Path

from cable_edition.core.cable.ids import is_valid_id
from cable_edition.core.editing.sidecar.dismissed import DismissedEntry, read_dismissed
from cable_edition.core.editing.sidecar.emendations import EmendationEntry, read_emendations
from cable_edition.core.editing.sidecar.notes import NoteEntry, read_notes
from cable_edition.core.editing.sidecar.reading import ReadingEntry, read_reading
from cable_edition.core.editing.sidecar.redactions import RedactionEntry, discreet, read_redactions
from cable_edition.core.editing.sidecar.related import Related, read_related
from cable_edition.core.editing.sidecar.witness_entries import (
    NO_PROVENANCE,
    Provenance,
    WitnessEntry,
    read_provenance,
    read_witnesses,
)
from cable_edition.core.late_methods import dataclass
from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import files_below
from cable_edition.core.releases.declared import RELEASES
from cable_edition.core.yaml_files.fields import Fields
from cable_edition.core.yaml_files.source import Mapping, read_yaml, read_yaml_file

#: The keys of a sidecar and what each means, in the order in which messages name them.
KEYS = {
    "read": "The day on which an editor read the cable against its source",
    "base": "The source that is published, where several hold the cable",
    "provenance": "Where the base text comes from, and who released it",
    "witnesses": "The other sources of the cable, in any form",
    "reading": "Corrections of how the program read the source",
    "emendations": "Where the edition reads otherwise than the source",
    "notes": "Explanatory notes",
    "related": "Records to name beside the cable",
    "redactions": "What is withheld from readers",
    "dismissed": "Likely personal data that may stand",
}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The editor's word on one cable: base text and witnesses, reading, emendations, notes.

    ``read`` is the day on which an editor read the cable against its source, or empty. Entries
    hold what was written, with file and line; whether a quoted passage stands in the cable is seen
    when they are applied.
    """

    cable: str
    path: Path = Path()
    base: str = ""
    base_line: int | None = None
    provenance: Provenance = NO_PROVENANCE
    witnesses: tuple[str, ...] = ()
    witness_lines: tuple[int, ...] = ()
    """The line of each of ``witnesses``."""
    compared: tuple[WitnessEntry, ...] = ()
    """The witnesses that have a siglum; ``witnesses`` names the files of all."""
    emendations: tuple[EmendationEntry, ...] = ()
    notes: tuple[NoteEntry, ...] = ()
    related: tuple[Related, ...] = ()
    redactions: tuple[RedactionEntry, ...] = ()
    dismissed: tuple[DismissedEntry, ...] = ()
    reading: tuple[ReadingEntry, ...] = ()
    read: str = ""


def _error(path: Path, line: int | None, code: str, message: str) -> Problem:
    return Problem(code, message, str(path), line)


def _unread(path: Path, line: int | None) -> Problem:
    """Return the problem of a sidecar of which a key was not read: it may withhold words."""
    message = (
        f"{path.stem} cannot be published while a key of its sidecar is not understood, for it "
        "might withhold words; mend the fault named with it"
    )
    return _error(path, line, "sidecar-unread", message)


def read_sidecar(path: Path, unsaved: bytes | None = None) -> tuple[Sidecar | None, list[Problem]]:
    """Read one sidecar; a faulty entry is left out and reported, the others count.

    ``unsaved`` is what an editor has on the screen for ``path``, to be read in its place. ``None``
    where there is nothing to read. Problems: those of the YAML reader and of its fields,
    ``sidecar-type`` (not a mapping), and beside either ``sidecar-unread`` where a key of the
    sidecar was not read.
    """
    name = str(path)
    root, problems = read_yaml_file(path, name) if unsaved is None else read_yaml(unsaved, name)
    if root is None:
        return None, [*problems, *(_unread(path, one.line) for one in problems[:1])]
    if not isinstance(root, Mapping):
        message = "a sidecar is a mapping such as `base: FILE`"
        found = _error(path, root.line, "sidecar-type", message)
        return None, [*problems, found, _unread(path, root.line)]
    fields = Fields(root, str(path), problems, what="a sidecar", keys=KEYS)
    problems += [_unread(path, one.line) for one in problems[:1]]
    before = len(problems)
    redactions = read_redactions(fields)
    problems[before:] = map(discreet, problems[before:])
    return read_keys(fields, path, redactions), problems


def read_keys(
    fields: Fields, path: Path = Path(), redactions: tuple[RedactionEntry, ...] = ()
) -> Sidecar:
    """Return what the keys of a sidecar say, but for its ``redactions``, which are read first."""
    witnesses, compared = read_witnesses(fields)
    return Sidecar(
        cable=path.stem,
        path=path,
        base_line=fields.line_of("base"),
        base=fields.text("base"),
        provenance=read_provenance(fields),
        witnesses=tuple(witnesses),
        witness_lines=tuple(witnesses.values()),
        compared=compared,
        emendations=read_emendations(fields),
        notes=read_notes(fields),
        related=read_related(fields),
        redactions=redactions,
        dismissed=read_dismissed(fields),
        reading=read_reading(fields),
        read=fields.date("read"),
    )


def load_sidecars(folder: Path) -> tuple[dict[str, Sidecar], list[Problem]]:
    """Read the sidecars of a folder of sources, by canonical id.

    They may stand in the folders in it as the sources may. Problems: those of :func:`read_sidecar`,
    and ``sidecar-name`` (the name is no canonical id, or that of another sidecar).
    """
    sidecars: dict[str, Sidecar] = {}
    problems: list[Problem] = []
    files = list(files_below(folder))
    for path in (one for one in files if one.suffix == ".yml"):
        message = f"a sidecar ends in .yaml; name this file {path.stem}.yaml"
        problems += [_error(path, None, "sidecar-name", message), _unread(path, None)]
    for path in (one for one in files if one.suffix == ".yaml"):
        if path == folder / RELEASES:
            continue
        if not is_valid_id(path.stem):
            message = "a sidecar is named after a cable, such as 05OTTAWA286.yaml"
            problems.append(_error(path, None, "sidecar-name", message))
            continue
        sidecar, found = read_sidecar(path)
        problems += found
        if sidecar and sidecar.cable in sidecars:
            message = (
                f"{sidecar.cable} has another sidecar; a cable has one, so bring them together"
            )
            problems += [_error(path, None, "sidecar-name", message), _unread(path, None)]
        elif sidecar:
            sidecars[sidecar.cable] = sidecar
    return sidecars, problems
