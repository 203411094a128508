"""What ``check`` says of the editor's own work on a cable: its sidecar, its ambiguous words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from cable_edition.core.cable.model import Cable
from cable_edition.core.collation.beside import words_beside
from cable_edition.core.editing.names import Name
from cable_edition.core.editing.proposals import Proposal, proposals
from cable_edition.core.editing.reading import ReadingCorrector
from cable_edition.core.editing.redaction import redact
from cable_edition.core.editing.sidecar import Sidecar, load_sidecars, read_sidecar
from cable_edition.core.editing.sidecar.witnesses import missing_witnesses
from cable_edition.core.edition.assemble import edit_cable
from cable_edition.core.edition.role_targets import written_in_sidecar
from cable_edition.core.edition.witness_files import witness_faults
from cable_edition.core.problems import Problem
from cable_edition.core.reading.sources import source_name
from cable_edition.core.registers.load import load_registers
from cable_edition.core.registers.mentions import MentionFinder
from cable_edition.core.settings.edition_file import EditionFile
from cable_edition.lsp.around import roles_astray
from cable_edition.lsp.desk import Desk


class EditorialCheck:
    """Adds to cables what is wrong in their sidecars and doubtful by the registers in ``folder``.

    Faults of the registers themselves are for the build to name. ``sources`` is the folder of the
    sources, whose sidecars say which files are copies of a cable; ``file`` has the settings.
    """

    def __init__(self, folder: Path, sources: Path, file: EditionFile) -> None:
        self._folder = folder
        self._sources = sources
        self._file = file
        self._sidecars: dict[Path, dict[str, Sidecar]] = {}

    @cached_property
    def _copies(self) -> dict[str, Sidecar]:
        """The files that sidecars have compared as witnesses, by name, with their sidecars."""
        if not self._sources.is_dir():
            return {}
        sidecars, _ = load_sidecars(self._sources)
        return {
            PurePosixPath(entry.file).name: sidecar
            for sidecar in sidecars.values()
            for entry in sidecar.compared
            if entry.file != sidecar.base
        }

    def as_witness(self, cable: Cable, path: str) -> Cable:
        """Return a cable without the problem that it says no id where it is a copy of another."""
        if Path(path).name not in self._copies:
            return cable
        told = tuple(one for one in cable.problems if one.code not in {"no-id", "no-cable"})
        return replace(cable, problems=told)

    @cached_property
    def _finder(self) -> MentionFinder:
        return MentionFinder(load_registers(self._folder)[0])

    def added(self, cable: Cable, path: str, misread: Iterable[Problem] = ()) -> Cable:
        """Return ``cable``, read from the file ``path``, with these problems too.

        ``misread`` are those of the corrections of the reading, of this cable and others.
        """
        sidecar: Sidecar | None = None
        found: list[Problem] = []
        if cable.reference_id:
            beside = Path(path).parent / f"{cable.reference_id}.yaml"
            sidecar, found = read_sidecar(beside)
            found += [problem for problem in misread if problem.path == str(beside)]
            found += self._missing(sidecar, Path(path))
            found += self._uncompared(sidecar, cable, Path(path))
            found += self._astray(sidecar, Path(path))
        withheld = {cable.reference_id or "": sidecar.redactions} if sidecar else {}
        reading = {cable.reference_id or "": sidecar.reading} if sidecar else {}
        again = ReadingCorrector(lambda key: reading.get(key, ()), withheld=True)
        # As in a build, the layers are laid over what is left after the redactions.
        published = redact(
            [(cable, Path(path))], withheld, found, again, words_beside(sidecar, Path(path))
        )
        found += [*published.problems, *again.problems]
        for left, _ in published.cables:
            _, more = edit_cable(left, Path(path), self._finder, sidecar)
            found += more
        return replace(cable, problems=(*cable.problems, *found))

    def _missing(self, sidecar: Sidecar | None, path: Path) -> Iterable[Problem]:
        """Return what a sidecar names as a copy of the cable in a file and what is not there."""
        if sidecar is None or not (sidecar.witnesses or sidecar.base):
            return ()
        folder = self._folder_of(path)
        files = {source_name(one, folder) for one in folder.rglob("*") if one.is_file()}
        # Whether a base text that is there is one of this cable, the whole edition tells.
        is_there = any(sidecar.base in {name, PurePosixPath(name).name} for name in files)
        held = {} if is_there else {sidecar.cable: [path]}
        return missing_witnesses([sidecar], held, files, folder)

    def _uncompared(self, sidecar: Sidecar | None, cable: Cable, path: Path) -> Iterable[Problem]:
        """Return what is wrong with witnesses that are there: empty ones, one that is two."""
        if sidecar is None or not sidecar.compared:
            return ()
        folder = self._folder_of(path)
        if folder not in self._sidecars:
            self._sidecars[folder] = load_sidecars(folder)[0]
        return witness_faults(
            cable, path, {**self._sidecars[folder], sidecar.cable: sidecar}, folder
        )

    def _folder_of(self, path: Path) -> Path:
        return self._sources if self._sources in path.parents else path.parent

    def _astray(self, sidecar: Sidecar | None, path: Path) -> Iterable[Problem]:
        """Return the roles of a sidecar that lead nowhere, where it is one of the edition's."""
        if sidecar is None or not path.resolve().is_relative_to(self._sources.resolve()):
            return ()
        return roles_astray(self._desk, self._edition, written_in_sidecar(sidecar))

    @cached_property
    def _desk(self) -> Desk:
        return Desk()

    @cached_property
    def _edition(self) -> EditionFile:
        """The settings with the folders that hold for this run."""
        folders = {"sources": self._sources, "registers": self._folder}
        return self._file.with_(
            {f"folders.{name}": str(folder.resolve()) for name, folder in folders.items()}
        )

    def asked(self, cable: Cable, path: str) -> tuple[Proposal, ...]:
        """Return what is to be asked about personal data in ``cable``, less what is withheld.

        Words of another witness are to be withheld wherever they stand: the base text may have
        others at their place, or none.
        """
        if copied := self._copies.get(Path(path).name):
            taken = [Name(words) for entry in copied.redactions for words in entry.names]
            return tuple(
                replace(one, again=True)
                for one in proposals(cable, copied.dismissed)
                if not any(name.spans(one.data.words) for name in taken)
            )
        sidecar: Sidecar | None = None
        if cable.reference_id:
            sidecar, _ = read_sidecar(Path(path).parent / f"{cable.reference_id}.yaml")
        found = proposals(cable, sidecar.dismissed if sidecar else ())
        if sidecar is None or not sidecar.redactions:
            return found
        # The places are those of the source; what is withheld does not stand in the witness.
        reading = {sidecar.cable: sidecar.reading}
        again = ReadingCorrector(lambda key: reading.get(key, ()), withheld=True)
        withheld = {sidecar.cable: sidecar.redactions}
        beside = words_beside(sidecar, Path(path))
        left = redact([(cable, Path(path))], withheld, (), again, beside).cables
        kept = {(one.data.anchor, one.data.words) for part, _ in left for one in proposals(part)}
        return tuple(one for one in found if (one.data.anchor, one.data.words) in kept)


def sidecar_of(problem: Problem) -> str:
    """Return the sidecar that a problem is in, or an empty string where it is in the source."""
    return problem.path if problem.path.endswith(".yaml") else ""
