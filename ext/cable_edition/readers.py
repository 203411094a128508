"""What a reader in a package of its own may rely on; see ``docs/developers/add-a-reader.md``.

The modules that these names come from may move; the names stay here.
"""

from __future__ import annotations

from cable_edition.core.cable.model import Attribute, Opening, Passage, Record, Segment, Value
from cable_edition.core.cable.passage import passage
from cable_edition.core.cable.span import OffsetMap, Span
from cable_edition.core.proof.cover import cover_problems
from cable_edition.core.reading.raw import RawCable, RawExcision
from cable_edition.core.reading.readers.created import created_value
from cable_edition.core.reading.readers.cuts import Cut, cut_text
from cable_edition.core.reading.readers.pieces import Pieces
from cable_edition.core.reading.readers.registry import Reader
from cable_edition.core.reading.readers.surroundings import surroundings

__all__ = [
    "Attribute",
    "Cut",
    "OffsetMap",
    "Opening",
    "Passage",
    "Pieces",
    "RawCable",
    "RawExcision",
    "Reader",
    "Record",
    "Segment",
    "Span",
    "Value",
    "cover_problems",
    "created_value",
    "cut_text",
    "passage",
    "surroundings",
]
