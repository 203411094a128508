"""What ``cable-edition check`` says of a file, while it is being written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cable_edition.core.editing.sidecar.witnesses import missing_witnesses
from cable_edition.core.edition.assemble import laid_over
from cable_edition.core.edition.role_targets import written_in_registers, written_in_sidecar
from cable_edition.core.problems import Problem
from cable_edition.core.releases.declared import read_releases
from cable_edition.core.settings.reading import read_settings
from cable_edition.lsp.around import roles_astray
from cable_edition.lsp.desk import Desk, EditedFile, FileKind


def problems_of(desk: Desk, file: EditedFile) -> list[Problem]:
    """Return the problems of a file as it is on the screen, in the order of its lines.

    Of a sidecar and of the registers they are those of ``check``, but for TAGS and posts that a
    role names (:mod:`.around`); of ``releases.yaml`` and of the
    settings those of the file by itself: what was issued is compared by ``check`` alone.
    """
    found = dict.fromkeys(_problems(desk, file))
    own = [one for one in found if one.path == str(file.path)]
    return sorted(own, key=lambda one: one.line or 0)


def _problems(desk: Desk, file: EditedFile) -> Iterator[Problem]:
    if file.kind is FileKind.SIDECAR:
        yield from _of_sidecar(desk, file)
    elif file.kind is FileKind.REGISTER:
        registers, problems = desk.registers(file.edition)
        yield from problems
        yield from roles_astray(desk, file.edition, written_in_registers(registers))
    elif file.kind is FileKind.RELEASES:
        yield from read_releases(file.path.parent, desk.unsaved(file.path))[1]
    else:
        data = desk.unsaved(file.path)
        if data is None:
            data = desk.text(file.path).encode("utf-8", "replace")
        yield from read_settings(data, str(file.path))[1]


def _of_sidecar(desk: Desk, file: EditedFile) -> Iterator[Problem]:
    cable = file.path.stem
    sidecar, problems = desk.sidecar(file.path)
    yield from problems
    sources = desk.sources_of(file.edition, cable)
    if not sources:
        message = f"no source holds a cable {cable}; mend the name of this file, or take it away"
        yield Problem("sidecar-needless", message, str(file.path))
        return
    if sidecar is None:
        return
    witness = desk.witness(file.edition, cable, file.path)
    yield from witness.problems
    if witness.published is not None:
        yield from laid_over(witness.published, sidecar)[2]
    yield from roles_astray(desk, file.edition, written_in_sidecar(sidecar))
    folder = file.edition.sources.resolve()
    held: dict[str, list[Path]] = {cable: sources}
    yield from missing_witnesses([sidecar], held, desk.source_names(file.edition), folder)
