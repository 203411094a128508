"""The date of an archive: never that of the clock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

#: The first moment that a zip can hold; for an edition that states no date at all.
NO_DATE = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
_HEADING = re.compile(
    r"^## \[?[0-9][^\]\s]{0,40}\]? {1,3}[-\u2013\u2014] {1,3}([0-9]{4}-[0-9]{2}-[0-9]{2})",
    re.MULTILINE,
)


def archive_moment(environment: Mapping[str, str], released: str, changelog: Path) -> dt.datetime:
    """Return the moment of an archive, in UTC, never before 1980.

    It is ``SOURCE_DATE_EPOCH`` (reproducible-builds.org) if that is set, else the day of the
    release (ISO), else the newest dated heading of the change log (keepachangelog.com), else
    :data:`NO_DATE`. Raises ``ValueError`` for a ``SOURCE_DATE_EPOCH`` that is no number.
    """
    epoch = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        if not (epoch.isascii() and epoch.isdigit() and len(epoch) < 12):
            raise ValueError(f"SOURCE_DATE_EPOCH is a number of seconds, not {epoch!r}")
        return max(dt.datetime.fromtimestamp(int(epoch), dt.UTC), NO_DATE)
    try:
        text = changelog.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    for day in (released, *sorted(_HEADING.findall(text), reverse=True)):
        try:
            found = dt.datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        return max(found, NO_DATE)
    return NO_DATE
