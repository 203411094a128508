"""What an output is proved against: the edition as its sources, sidecars and registers give it."""

from __future__ import annotations

from pathlib import Path

from cable_edition.core.edition.assemble import Edition, assemble
from cable_edition.core.late_methods import dataclass
from cable_edition.core.settings import EditionFile, Settings


@dataclass(frozen=True, slots=True)
class Against:
    """The edition, read anew, with its settings and its folders.

    ``sources`` is the folder of the raw cables and of ``releases.yaml``.
    """

    edition: Edition
    file: EditionFile
    sources: Path

    @property
    def settings(self) -> Settings:
        """The settings of the edition."""
        return self.file.settings


def read_anew(
    file: EditionFile, sources: Path | None = None, registers: Path | None = None
) -> Against:
    """Read an edition from its files; folders that are not named are those of the settings."""
    folder = sources or file.sources
    return Against(assemble(folder, registers or file.registers), file, folder)
