"""The witnesses of a cable: where each comes from, its pieces, and how it differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import NamedTuple

from cable_edition.core.cable.model import Cable
from cable_edition.core.cable.places import reference_anchors
from cable_edition.core.collation.apparatus import Apparatus, Difference, collate
from cable_edition.core.collation.units import Unit, units_of
from cable_edition.core.collation.withholding import published_units
from cable_edition.core.editing.sidecar.redactions import RedactionEntry
from cable_edition.core.editing.sidecar.witness_entries import WitnessEntry
from cable_edition.core.late_methods import dataclass

NOT_COMPARED = Apparatus("", (), ())


class Cited(NamedTuple):
    """A cable that a witness cites: its id, the anchor in the witness, and the words there."""

    id: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness beside the base text, as it is published.

    ``kind``, ``date``, ``body`` (which released or printed it) and ``obtained`` are the editor's.
    ``sha256`` is that of its file, empty where words of the cable are withheld: it would let a
    guess be tested. ``units`` are its pieces, ``apparatus`` its differences from the base text.
    ``unredacted`` has by anchor the words of pieces from which some are withheld: for comparison
    with what was issued before, and never published. ``cites`` has the cables that it cites in
    words that are published, each with the anchor in its own copy, and how it writes them, which
    is empty for a letter of its list. ``path`` is its file, which is published as
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
    cites: tuple[Cited, ...] = ()
    path: Path = field(default=Path(), repr=False)
    is_alone: bool = False

    def against(self, base: Sequence[Unit]) -> Witness:
        """Return the same compared with the pieces of a base text."""
        return replace(self, apparatus=collate(self.siglum, base, self.units))

    def page_anchor(self, anchor: str) -> str:
        """Return the anchor that a passage of this witness has on the page."""
        pairs = zip(self.units, self.apparatus.anchors, strict=False)
        return next((there for unit, there in pairs if unit.anchor == anchor), "")

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
        cites=tuple(_cites(cable, {one.anchor: one.words for one in units})),
        is_alone=not withheld and _is_alone(cable),
    )


def _cites(cable: Cable, words: Mapping[str, str]) -> Iterator[Cited]:
    """Yield what a copy cites, in so far as its words are published."""
    for anchor, item in reference_anchors(cable):
        if item.id and item.passage.text in words.get(anchor, ""):
            yield Cited(item.id, anchor, item.passage.text)
    for body in cable.body_references:
        if body.id and body.text in words.get(body.paragraph, ""):
            is_named = not body.label and not body.text.upper().startswith("REF")
            yield Cited(body.id, body.paragraph, body.text if is_named else "")


def _is_alone(cable: Cable) -> bool:
    """Whether a source holds this cable and nothing of another."""
    source, (start, end) = cable.source, cable.extent
    if source.offset or source.line:
        return False
    return not source.text[:start].strip() and not source.text[end:].strip()
