"""The dates of records, in the ways in which collections write them.

``2005-01-28 20:38:00``, ``1/28/2005 20:38``, ``28.01.2005``, ``2010 February 26, 11:30 (Friday)``,
``06 NOV 1973``, ``01-Jan-1977 12:00:00 am``, ``Fri, 12 Nov 2004 08:51:00 +0000``, ``20050128``, and
the seconds or milliseconds since 1970 in which programs count (``1106944680``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from itertools import islice

from cable_edition.core.cable.model import Passage, Value
from cable_edition.core.late_pattern import late

_TIME = (
    r"(?:[T ,]{1,4}(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?:[.,][0-9]{1,9})?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
    r"(?: ?(?P<zone>[Zz](?![A-Za-z])|[+-][0-9]{2}:?[0-9]{2}\b|[+-][0-9]{2}\b|[A-Z]{3}\b))?)?"
)
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = tuple(
    re.compile(pattern + _TIME)
    for pattern in (
        r"(?P<year>[0-9]{4})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})",
        rf"(?P<year>[0-9]{{4}}) {{1,2}}{_NAME} {{1,2}}(?P<day>[0-9]{{1,2}})(?![0-9])",
        rf"(?:[A-Z][a-z]{{2,8}}, )?{_DAY}[ -]{{1,2}}{_NAME}[ -]{{1,2}}(?P<year>[0-9]{{4}})",
        rf"{_NAME} {{1,2}}(?P<day>[0-9]{{1,2}}),? {{1,2}}(?P<year>[0-9]{{4}})",
    )
)
#: Two numbers and a year: which of the two is the day is not said.
_NUMBERS = re.compile(
    r"(?P<one>[0-9]{1,2})(?P<sign>[-/.])(?P<two>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})(?![0-9])"
    + _TIME
)
#: A day, and a time where it has one, without signs: ``20050128``, ``200501282038``.
_DIGITS = late(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:T?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?P<zone>Z)?)?"
)
#: Seconds or milliseconds since 1970; fewer digits would be a number of something else.
_COUNTED = late(r"(?P<count>-?[0-9]{9,13})(?:\.[0-9]{1,9})?")
_MILLISECONDS = 11
#: Cables are of these years.
_YEARS = range(1930, 2031)
#: Zones by name, in hours (RFC 2822, section 4.3).
_ZONES = {"GMT": 0, "UTC": 0}
_ZONES |= {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
#: A whole value of a data file that is two numbers and a year.
_VALUE = late(
    r"(?:^|(?<=[\"'\t,;|>]))(?P<one>[0-9]{1,2})(?P<sign>[-/])(?P<two>[0-9]{1,2})(?P=sign)[0-9]{4}"
    r"(?:[T ][0-9:. APMapm]{4,16})?(?=[\"'\t,;|<])",
    re.MULTILINE,
)
#: What follows the time on a PlusD page.
_WEEKDAY = late(r" ?\((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\)")
_MONTHS_OF_A_YEAR = 12
#: So many dates are looked at to learn the order.
_ENOUGH = 10_000


class Order(StrEnum):
    """Which of two numbers before a year comes first."""

    MONTH = "month"
    DAY = "day"


def iso_created(text: str, order: Order | None = None) -> str | None:
    """Return the ISO 8601 form of a record's date, or ``None``.

    It has a ``Z`` where the record states a zone; the time is then that of Greenwich. A date
    without a time stays a date; midnight on a clock of twelve hours, or before the day of the week
    (``00:00 (Friday)``), which programs of archives put where they had no time, is none either.
    Of ``04/03/2008`` only ``order`` says what it is; with stops between the
    numbers the day stands first, as wherever people write so.
    """
    for form in _FORMS:
        if match := form.match(text):
            return _iso(match)
    if match := _NUMBERS.match(text):
        first = order_of(match)
        order = first or order
        return _iso(match, order) if order else None
    if text[:1].isdigit() or text[:1] == "-":
        if match := _DIGITS.fullmatch(text):
            return _iso(match)
        if match := _COUNTED.fullmatch(text):
            return _counted(match["count"])
    return None


def order_of(match: re.Match[str]) -> Order | None:
    """Return the order that two numbers before a year can only have, ``None`` for either."""
    one, two = int(match["one"]), int(match["two"])
    if match["sign"] == "." or one > _MONTHS_OF_A_YEAR:
        return Order.DAY
    if two > _MONTHS_OF_A_YEAR:
        return Order.MONTH
    return Order.DAY if one == two else None


def is_ambiguous(text: str) -> bool:
    """Whether a record's date is one of two days, as ``04/03/2008`` is."""
    match = _NUMBERS.match(text)
    return (
        match is not None and order_of(match) is None and iso_created(text, Order.DAY) is not None
    )


def order_in(texts: Iterable[str]) -> Order | None:
    """Return the order of day and month that the dates of a data file show, given in pieces.

    A number above twelve shows it; ``None`` where no date has one, or some show one order and some
    the other. Dates in the running words of a cable are passed over.
    """
    seen: set[Order] = set()
    found = (match for text in texts for match in _VALUE.finditer(text))
    for match in islice(found, _ENOUGH):
        order = order_of(match)
        if order and match["one"] != match["two"]:
            seen.add(order)
    return seen.pop() if len(seen) == 1 else None


def _iso(match: re.Match[str], order: Order | None = None) -> str | None:
    parts = match.groupdict()
    if order:
        one, two = parts["one"], parts["two"]
        parts["day"], parts["month"] = (one, two) if order is Order.DAY else (two, one)
    month = int(parts["month"]) if parts.get("month") else _month(parts.get("name") or "")
    hour, half = int(parts["hour"] or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(parts["minute"] or 0), int(parts["second"] or 0)
    try:
        moment = datetime(int(parts["year"]), month, int(parts["day"]), hour, minute, second)  # noqa: DTZ001 (zone unstated)
    except ValueError:
        return None
    unknown = half or _WEEKDAY.match(match.string, match.end())
    if parts["hour"] is None or (unknown and hour == minute == second == 0):
        return moment.date().isoformat()
    zone = _zone(parts.get("zone"))
    return moment.isoformat() if zone is None else _of_greenwich(moment.replace(tzinfo=zone))


def _zone(written: str | None) -> timezone | None:
    """Return the zone that a time is of, ``None`` where it says none that is known."""
    if written is None:
        return None
    if written in {"Z", "z"}:
        return UTC
    if written[0] in "+-":
        digits = written[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
        return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))
    return timezone(timedelta(hours=_ZONES[written])) if written in _ZONES else None


def _of_greenwich(moment: datetime) -> str | None:
    try:
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"
    except OverflowError:
        return None


def _counted(digits: str) -> str | None:
    """Return the moment so many seconds or milliseconds after 1970, if a cable can be of it."""
    seconds = int(digits)
    if len(digits.lstrip("-")) >= _MILLISECONDS:
        seconds //= 1000
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return _of_greenwich(moment) if moment.year in _YEARS else None


def _month(name: str) -> int:
    """Return the number of a month's name, 0 for another word."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def created_value(found: Passage | Value | None, order: Order | None = None) -> Value | None:
    """Return the normalised date of a record's field, or ``None`` where it is not a date.

    ``order`` is that of day and month in the form, where it has one.
    """
    iso = iso_created(found.text, order) if found else None
    return Value(iso, found.spans) if found and iso else None


def as_collections_write(iso: str) -> str:
    """Return an ISO date as most collections write it: a blank before the time, no ``T``."""
    return iso.replace("T", " ")
