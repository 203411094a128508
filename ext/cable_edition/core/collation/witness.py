"""The witnesses of a cable: where each comes from, its pieces, and how it differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cable_edition.core.cable.model import Cable
from cable_edition.core.collation.apparatus import Apparatus, collate
from cable_edition.core.collation.units import Unit, units_of
from cable_edition.core.collation.withholding import published_units
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.editing.sidecar.witness_entries import WitnessEntry

NOT_COMPARED = Apparatus("", (), ())


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness beside the base text, as it is published.

    ``kind``, ``date``, ``body`` (which released or printed it) and ``obtained`` are the editor's.
    ``sha256`` is that of its file, empty where words of the cable are withheld: it would let a
    guess be tested. ``units`` are its pieces, ``apparatus`` its differences from the base text.
    """

    siglum: str
    file: str
    kind: str
    date: str
    body: str
    obtained: str
    sha256: str
    units: tuple[Unit, ...]
    apparatus: Apparatus = NOT_COMPARED

    def against(self, base: Sequence[Unit]) -> Witness:
        """Return the same compared with the pieces of a base text."""
        return replace(self, apparatus=collate(self.siglum, base, self.units))


def read_witness(
    entry: WitnessEntry,
    cable: Cable,
    base: Cable,
    path: Path,
    withheld: Sequence[RedactionEntry] = (),
) -> Witness:
    """Return a witness of ``base`` (in ``path``) that was read as ``cable``, not compared yet.

    What ``withheld`` withholds of the base text is cut out of it.
    """
    units = units_of(cable)
    if withheld:
        units = published_units(units, base, path, withheld)
    return Witness(
        entry.siglum,
        entry.file,
        entry.kind,
        entry.date,
        entry.body,
        entry.obtained,
        "" if withheld else cable.source.sha256,
        units,
    )
