"""The ``xml:id`` of the things that TEI files point to."""

from __future__ import annotations

from cable_edition.core.cable.ids import unique_anchor


def editors_id(cable: str) -> str:
    """Return the ``xml:id`` of the statement of who edited a cable."""
    return unique_anchor(cable, "editors")


def xml_id(cable: str, anchor: str = "") -> str:
    """Return the ``xml:id`` of a place, unique in a corpus (``c-05OTTAWA286-p4``)."""
    return unique_anchor(cable, anchor)
