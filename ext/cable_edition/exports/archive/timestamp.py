"""The date of an archive: never that of the clock, and never one that nobody gave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from cable_edition.core.settings.epoch import epoch_of

#: The years that a zip can hold.
_FIRST, _LAST = 1980, 2107


def archive_timestamp(environment: Mapping[str, str], released: str) -> dt.datetime:
    """Return the timestamp of an archive, in UTC.

    It is ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) if that is set, else the day of the
    release (ISO). Raises ``ValueError``, with a sentence for the reader, where neither gives a date
    or the date is none that a zip can hold.
    """
    epoch = epoch_of(environment)
    if epoch is not None:
        found = dt.datetime.fromtimestamp(epoch, dt.UTC)
    else:
        try:
            found = dt.datetime.strptime(released, "%Y-%m-%d").replace(tzinfo=dt.UTC)
        except ValueError:
            raise ValueError(
                "nothing gives the archive a date: release the edition first "
                "(cable-edition release), or set SOURCE_DATE_EPOCH"
            ) from None
    if not _FIRST <= found.year <= _LAST:
        raise ValueError(
            f"the archive cannot be of {found.date()}: a zip has the years {_FIRST} to {_LAST}"
        )
    return found
