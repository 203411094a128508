"""The witnesses of a cable: where each comes from, its pieces, and how it differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cable_edition.core.cable.model import Cable
from cable_edition.core.collation.apparatus import Apparatus, Difference, collate
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
    ``unredacted`` has by anchor the words of pieces from which some are withheld: for comparison
    with what was issued before, and never published. ``path`` is its file, which is published as
    it is only where nothing is withheld and ``is_alone`` says that it holds nothing else.
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
    unredacted: Mapping[str, str] = field(default_factory=dict, repr=False)
    path: Path = field(default=Path(), repr=False)
    is_alone: bool = False

    def against(self, base: Sequence[Unit]) -> Witness:
        """Return the same compared with the pieces of a base text."""
        return replace(self, apparatus=collate(self.siglum, base, self.units))

    @property
    def added(self) -> tuple[Difference, ...]:
        """The passages that the base text lacks, each with the anchor that it has on the page."""
        return tuple(row for row in self.apparatus.differences if row.unit is not None)


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
    whole = units = units_of(cable)
    if withheld:
        units = published_units(units, base, path, withheld)
    pairs = zip(whole, units, strict=True)
    return Witness(
        entry.siglum,
        entry.file,
        entry.kind,
        entry.date,
        entry.body,
        entry.obtained,
        "" if withheld else cable.source.sha256,
        units,
        unredacted={one.anchor: one.words for one, other in pairs if one.words != other.words},
        is_alone=not withheld and _is_alone(cable),
    )


def _is_alone(cable: Cable) -> bool:
    """Whether a source holds this cable and nothing of another."""
    source, (start, end) = cable.source, cable.extent
    if source.offset or source.line:
        return False
    return not source.text[:start].strip() and not source.text[end:].strip()
