"""What must stand on the lists and registers of an edition."""

from __future__ import annotations

from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import (
    Expectation,
    chronology,
    classifications,
    list_of_cables,
    missing,
)
from cable_edition.core.proof.site.registers import registers


def edition_pages(known: Known) -> dict[str, Expectation]:
    """Return for each page of the edition but those of cables what must stand in its own part."""
    return {
        **list_of_cables(known),
        **registers(known),
        **chronology(known),
        **classifications(known),
        **missing(known),
    }
