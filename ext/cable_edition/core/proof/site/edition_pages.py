"""What must stand on the lists and registers of an edition."""

from __future__ import annotations

from collections.abc import Callable

from cable_edition.core.proof.site.expected import Expected
from cable_edition.core.proof.site.known import Known
from cable_edition.core.proof.site.site_page import SitePage


def edition_pages(known: Known) -> dict[str, Callable[[SitePage], Expected]]:
    """Return for each page of the edition but those of cables what must stand in its own part."""
    return {}
