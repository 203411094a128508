"""The dates of records, in the ways in which collections write them.

``2005-01-28 20:38:00``, ``1/28/2005 20:38``, ``2010 February 26, 11:30 (Friday)``, ``06 NOV 1973``,
``01-Jan-1977 12:00:00 am``, ``Nov 12, 2004``, ``Fri, 12 Nov 2004 08:51:00 +0000``.
"""

from __future__ import annotations

import re
from datetime import datetime

from cable_edition.core.cable.model import Passage, Value

_TIME = (
    r"(?:[T ,]{1,4}(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:\.[0-9]{1,9})?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
)
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = tuple(
    re.compile(pattern + _TIME)
    for pattern in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        # The order month, day, year is that of the eight-column CSV (``12/28/1966 18:48``).
        r"(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})",
        rf"(?P<year>[0-9]{{4}}) {{1,2}}{_NAME} {{1,2}}(?P<day>[0-9]{{1,2}})(?![0-9])",
        rf"(?:[A-Z][a-z]{{2,8}}, )?{_DAY}[ -]{{1,2}}{_NAME}[ -]{{1,2}}(?P<year>[0-9]{{4}})",
        rf"{_NAME} {{1,2}}(?P<day>[0-9]{{1,2}}),? {{1,2}}(?P<year>[0-9]{{4}})",
    )
)


def iso_created(text: str) -> str | None:
    """Return the ISO 8601 form of a record's date without a zone, or ``None``.

    A date without a time stays a date; midnight on a clock of twelve hours, which an archive's
    program put where it had no time, is none either.
    """
    for form in _FORMS:
        if match := form.match(text):
            return _iso(match)
    return None


def _iso(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = int(parts["month"]) if parts.get("month") else _month(parts.get("name") or "")
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    try:
        date_time = datetime(int(parts["year"]), month, int(parts["day"]), hour, minute, second)  # noqa: DTZ001 (zone unstated)
    except ValueError:
        return None
    stated = parts["hour"] is not None and not (half and hour == minute == second == 0)
    return date_time.isoformat() if stated else date_time.date().isoformat()


def _month(name: str) -> int:
    """Return the number of a month's name, 0 for another word."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def created_value(found: Passage | Value | None) -> Value | None:
    """Return the normalised date of a record's field, or ``None`` where it is not a date."""
    iso = iso_created(found.text) if found else None
    return Value(iso, found.spans) if found and iso else None


def as_collections_write(iso: str) -> str:
    """Return an ISO date as most collections write it: a blank before the time, no ``T``."""
    return iso.replace("T", " ")
