"""A TimeMap for a cable (RFC 7089): where its page is kept as each release had it.

It is written only for releases that state an address. The form is that of RFC 6690, and a day of a
release is taken from its beginning, in UTC.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from email.utils import format_datetime

from cable_edition.core.releases.declared import Release
from cable_edition.exports.info import EditionInfo

#: The folder of the files, in that of the site, and what they are.
FOLDER, TYPE = "timemap", "application/link-format"


def timemap_file(cable: str) -> str:
    """Return the path of the file of a cable in the site."""
    return f"{FOLDER}/{cable}.link"


def timemap(cable: str, page: str, info: EditionInfo, releases: Sequence[Release]) -> str:
    """Return the file; ``page`` is the path of the page, ``releases`` stand oldest first."""
    first, last = _moment(releases[0].date), _moment(releases[-1].date)
    own = info.address(timemap_file(cable))
    links = [
        f'<{info.address(page)}>; rel="original"',
        f'<{own}>; rel="self"; type="{TYPE}"; from="{first}"; until="{last}"',
    ]
    for number, release in enumerate(releases):
        edge = "first " if number == 0 else ""
        edge += "last " if number == len(releases) - 1 else ""
        moment = _moment(release.date)
        links.append(f'<{release.address}{page}>; rel="{edge}memento"; datetime="{moment}"')
    return ",\n".join(links) + "\n"


def _moment(day: str) -> str:
    moment = dt.datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=dt.UTC)
    return format_datetime(moment, usegmt=True)
