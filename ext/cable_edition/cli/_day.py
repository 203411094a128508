"""The day of a release and its address, as options; today, as the environment may set it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import rich_click as click

from cable_edition.core.settings.epoch import epoch_of
from cable_edition.core.settings.forms import BASE, slashed


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


def is_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Return the value of an option that is a date; today if it is not given."""
    if value is None:
        return today()
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter("write a date such as 2026-11-23") from None


def is_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Return the value of an option that is the address of a site, with a slash at its end."""
    if value and not BASE.fits(value):
        raise click.BadParameter(f"it must be {BASE.says}")
    return slashed(value)
