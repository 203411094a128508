"""Cables to be cited."""

from __future__ import annotations

from dataclasses import replace

from cable_edition.core.citations.item import CitedCable, CitedEdition

EDITION = CitedEdition(
    "Cable Edition", "0.1.0", "https://example.org/edition/", released="2026-03-09"
)
OTTAWA = CitedCable(
    id="05OTTAWA286",
    title="S/CRS AMBASSADOR PASCUAL,S OTTAWA CONSULTATIONS: SEEKING COLLABORATION AND SYNERGY",
    author="U.S. Embassy Ottawa",
    date="2005-01-28",
    page="cables/05OTTAWA286.html",
    edition=EDITION,
    classification="CONFIDENTIAL",
    tags=("MCAP", "PREL"),
)


def cable(**changes: object) -> CitedCable:
    """Return the cable with some values changed."""
    return replace(OTTAWA, **changes)  # type: ignore[arg-type]


def of_edition(**changes: object) -> CitedCable:
    """Return the cable in an edition with some values changed."""
    return cable(edition=EDITION._replace(**changes))  # type: ignore[arg-type]
