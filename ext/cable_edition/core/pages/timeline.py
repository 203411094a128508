"""The timeline of the edition: how many cables and events each day, month or year has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cable_edition.core.myst.markup import rows
from cable_edition.core.myst.row_kinds import TimelineRow

#: Up to so many different dates stand by themselves; more are counted by month, and where there are
#: more months than :data:`MONTHS`, by year.
DATES = 60
MONTHS = 150


def timeline(cables: Iterable[str], events: Iterable[str]) -> str:
    """Return the directive that draws the timeline; dates are ISO, of a day, month or year.

    Undated things are left out. All dates are cut to months or years if there are too many of them.
    """
    cable_dates = Counter(date for date in cables if date[:4].isdigit())
    event_dates = Counter(date for date in events if date[:4].isdigit())
    for length, most in ((10, DATES), (7, MONTHS), (4, 0)):
        cable_dates, event_dates = _cut(cable_dates, length), _cut(event_dates, length)
        dates = sorted(cable_dates.keys() | event_dates.keys())
        if len(dates) <= most:
            break
    if len(dates) < 2:
        return ""
    table = (TimelineRow(date, cable_dates[date], event_dates[date]) for date in dates)
    return rows("cable:timeline", table)


def _cut(dates: Counter[str], length: int) -> Counter[str]:
    cut: Counter[str] = Counter()
    for date, number in dates.items():
        cut[date[:length]] += number
    return cut
