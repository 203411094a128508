"""When a cable was sent, as far as it says."""

from __future__ import annotations

from cable_edition.core.cable.ids import parse_id
from cable_edition.core.cable.model import Cable, Value

#: The names of the months in English, as prose and references print them.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_in_words(date: str) -> str:
    """Return an ISO date as prose prints it, as far as it goes: ``28 January 2005``."""
    year, *rest = date.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(part for part in (day, month, year) if part)


def stamp_of(cable: Cable) -> Value | None:
    """Return the date and time of a cable (ISO) from its date-time group, else from its record."""
    return cable.header.message_datetime or cable.created


def date_of(cable: Cable) -> str:
    """Return the date of a cable (ISO) from its date-time group or record.

    Without either it is the year that the id names; without an id it is empty.
    """
    stamp = stamp_of(cable)
    if stamp:
        return stamp.text[:10]
    parts = parse_id(cable.reference_id or "")
    return str(parts.year) if parts else ""
