"""The dates of records: `2005-01-28 20:38:00`, `1/28/2005 20:38`, `2005-01-28`."""

from __future__ import annotations

import re
from datetime import datetime

from cable_edition.core.model import Passage, Value

_ISO = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
)
#: The order month, day, year is that of the eight-column CSV (``12/28/1966 18:48``).
_US = re.compile(
    r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?: +([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
)


def iso_created(text: str) -> str | None:
    """Return the ISO 8601 form of a record's date without a zone, or ``None``.

    A date without a time stays a date.
    """
    match = _ISO.match(text)
    order = (0, 1, 2)
    if match is None:
        match, order = _US.match(text), (2, 0, 1)
    if match is None:
        return None
    groups = match.groups()
    year, month, day = (int(groups[index]) for index in order)
    hour, minute, second = (int(group or 0) for group in groups[3:])
    try:
        moment = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 (zone unstated)
    except ValueError:
        return None
    return moment.date().isoformat() if groups[3] is None else moment.isoformat()


def created_value(found: Passage | None) -> Value | None:
    """Return the normalised date of a record's field, or ``None`` where it is not a date."""
    iso = iso_created(found.text) if found else None
    return Value(iso, found.spans) if found and iso else None
