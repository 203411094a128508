"""The day of today, as the environment may set it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import rich_click as click

from cable_edition.core.settings.epoch import epoch_of


def today() -> str:
    """Return the date of SOURCE_DATE_EPOCH, or of today, in UTC (ISO)."""
    try:
        epoch = epoch_of(os.environ)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    when = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(epoch, UTC)
    return when.date().isoformat()


def ahead(day: str) -> str:
    """Return a doubt about the day of a release that is to come everywhere on earth, or nothing."""
    if date.fromisoformat(day) <= date.fromisoformat(today()) + timedelta(days=1):
        return ""
    return f"is dated {day}, and today is {today()}: no release can be dated before it from now on"
