"""What can be cited in a cable: its paragraphs, and the parts of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cable_edition.core.edition.assemble import EditedCable
from cable_edition.exports.tei_body import parts_of
from cable_edition.exports.transcript import Transcript


class Unit(NamedTuple):
    """A unit: its anchor, and that of the paragraph in which it stands, or nothing."""

    ref: str
    parent: str = ""

    @property
    def level(self) -> int:
        """How deep it stands: 1 or 2."""
        return 2 if self.parent else 1

    def data(self) -> dict[str, Any]:
        """Return it as a ``CitableUnit``."""
        return {
            "identifier": self.ref,
            "@type": "CitableUnit",
            "level": self.level,
            "parent": self.parent or None,
            "citeType": "part" if self.parent else "paragraph",
        }


#: The tree of units, the same for all cables.
TREES = [
    {
        "@type": "CitationTree",
        "citeStructure": [{"citeType": "paragraph", "citeStructure": [{"citeType": "part"}]}],
    }
]
#: How deep the tree is.
DEEPEST = 2


def units_of(one: EditedCable) -> list[Unit]:
    """Return the units of a cable in the order of its text."""
    return list(_units(one))


def _units(one: EditedCable) -> Iterator[Unit]:
    for part in parts_of(one.cable, Transcript(one.cable)):
        if part.item is None:
            continue
        yield Unit(part.anchor)
        for block in part.item.blocks:
            if block.anchor != part.anchor and block.passage.spans:
                yield Unit(block.anchor, part.anchor)


def below(units: Sequence[Unit], down: int, of: Unit | None = None) -> Iterable[Unit]:
    """Return the units that an answer lists: ``down`` levels below a cable or below a unit.

    -1 is all levels; 0 is a unit with those beside it.
    """
    if of is None:
        return [unit for unit in units if down == -1 or unit.level <= down]
    if down == 0:
        return [unit for unit in units if unit.parent == of.parent]
    return [unit for unit in units if unit.parent == of.ref]
