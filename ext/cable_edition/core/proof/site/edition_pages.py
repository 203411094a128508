"""What must stand on the pages of an edition but those of its cables."""

from __future__ import annotations

from cable_edition.core.proof.site.change_list import changes, ways_to_changes
from cable_edition.core.proof.site.emendation_list import emendations
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.lists import (
    Expectation,
    chronology,
    classifications,
    list_of_cables,
    missing,
)
from cable_edition.core.proof.site.quoted_list import quoted
from cable_edition.core.proof.site.reference_list import references
from cable_edition.core.proof.site.registers import registers
from cable_edition.core.proof.site.release_list import releases
from cable_edition.core.proof.site.wanted_list import wanted, ways_to_wanted
from cable_edition.core.proof.site.withheld_list import ways_to_withheld, withheld


def edition_pages(known: Known, *, has_data: bool = True) -> dict[str, Expectation]:
    """Return for each page of the edition but those of cables what must stand in its own part.

    ``has_data`` tells whether the output has the register of emendations as data beside its pages.
    """
    return {
        **list_of_cables(known),
        **registers(known),
        **chronology(known),
        **classifications(known),
        **missing(known, *ways_to_wanted(known), *ways_to_withheld(known)),
        **withheld(known),
        **wanted(known),
        **emendations(known, has_data=has_data),
        **references(known),
        **quoted(known),
        **releases(known, *ways_to_changes(known)),
        **changes(known),
    }
